//! `candour replay`, as a stranger types it.

use std::path::{Path, PathBuf};

use super::{Done, candour, files, read};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/replay/oxfordshire.csv")
}

fn replay(file: &Path, more: &[&str]) -> Done {
    Done::of(candour().arg("replay").arg(file).args(more).output().expect("runs"))
}

#[test]
fn the_example_gives_a_page_tables_and_a_summary() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("replay");
    let done = replay(&example(), &["--out", &out.to_string_lossy()]).well();
    done.says("74 rows").says("2006-11-15").says("index.html");
    let names: Vec<String> = files(&out).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["benchmarks.csv", "duties.csv", "findings.csv", "index.html", "replay.csv", "replay.json"]
    );
    let page = read(&out.join("index.html"));
    for part in [
        "ox-guesthouse",
        "a child without a pseudonym (ox-024)",
        "would have been 2005-01-19",
        "What this cannot show",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("<script") && !page.contains("src="));
}

#[test]
fn the_same_seed_gives_the_same_report_and_writes_over_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("replay");
    let once = || {
        replay(&example(), &["--out", &out.to_string_lossy(), "--seed", "9"]).well();
        files(&out)
    };
    assert!(once() == once());
}

#[test]
fn machine_output_stands_alone_on_stdout() {
    let done = replay(&example(), &["--json"]).well();
    let json: serde_json::Value = serde_json::from_str(&done.words).expect("JSON");
    assert_eq!(json["runs"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["runs"][0]["certain"]["question"], serde_json::Value::Null);
    assert_eq!(json["runs"][2]["possible"]["question"]["would_have_been_asked_on"], "2006-12-31");
    assert!(done.errors.contains("As of the end of"));
}

#[test]
fn what_is_no_timeline_is_said_with_the_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("none.csv");
    let done = replay(&missing, &[]);
    assert_eq!(done.code, Some(2));
    done.says("is not there");
    let other = folder.path().join("other.csv");
    std::fs::write(&other, "event,concern_id\ntold,1\n").expect("written");
    let done = replay(&other, &["--out", &folder.path().join("out").to_string_lossy()]);
    assert_eq!(done.code, Some(3));
    done.says("docs/formats/replay.md");
    assert!(!folder.path().join("out").exists(), "a report folder was made for nothing");
}

#[test]
fn a_bad_row_is_a_finding_and_strict_ends_with_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("timeline.csv");
    let rows = "id,date,agency,replay_role\na-1,2004,police,input\na-2,soon,police,input\n";
    std::fs::write(&file, rows).expect("written");
    replay(&file, &[]).well().says("line 3, date");
    assert_eq!(replay(&file, &["--strict"]).code, Some(1));
}

#[test]
fn a_replay_is_never_written_over_a_review_nor_over_anything_else() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("summary.json"), "{}").expect("written");
    let done = replay(&example(), &["--out", &folder.path().to_string_lossy()]);
    assert_eq!(done.code, Some(2));
    assert_eq!(read(&folder.path().join("summary.json")), "{}");
}
