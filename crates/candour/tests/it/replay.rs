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
        "would have been 2005-01-14",
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

/// A village made up around the example, for three years.
const VILLAGE: [&str; 5] = ["--background", "--town", "village", "--years", "4"];

#[test]
fn a_made_up_village_around_the_example_gives_the_same_bytes_twice_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let scratch = folder.path().join("scratch");
    std::fs::create_dir(&scratch).expect("made");
    let once = |out: &str| {
        let out = folder.path().join(out);
        let mut command = candour();
        command.env("TMPDIR", &scratch).arg("replay").arg(example()).args(VILLAGE).args(["--seeds", "2"]);
        Done::of(command.arg("--out").arg(&out).output().expect("runs"))
            .well()
            .says("a made-up village of 600 children, 4 years from 2003-04-01, 2 times with the seeds 1 to 2")
            .says("would have stood at place");
        files(&out)
    };
    let report = once("a");
    assert!(report == once("b"));
    assert_eq!(
        std::fs::read_dir(&scratch).expect("a folder").count(),
        0,
        "the made-up files were not removed"
    );
    let names: Vec<&str> = report.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"background.csv") && names.contains(&"embedded.csv"), "{names:?}");
    for (name, bytes) in report {
        let text = String::from_utf8(bytes).expect("text");
        assert!(
            !text.contains("ashbourne") && !text.contains("Ashbourne"),
            "an agency of the village in {name}"
        );
        assert!(!text.contains("<script"), "{name}");
    }
}

#[test]
fn a_village_that_was_written_before_gives_what_one_made_up_for_it_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let town = folder.path().join("town");
    let mut simulate = candour();
    simulate.args([
        "simulate",
        "--town",
        "village",
        "--years",
        "4",
        "--from",
        "2003",
        "--files-only",
        "--out",
    ]);
    Done::of(simulate.arg(&town).output().expect("runs")).well();
    let json = |more: &[&str]| {
        let done = replay(&example(), &[&["--json"][..], more].concat()).well();
        let mut json: serde_json::Value = serde_json::from_str(&done.words).expect("JSON");
        json["background"]["backgrounds"][0].take()
    };
    let (mut made, mut given) = (json(&VILLAGE), json(&["--background", &town.to_string_lossy()]));
    assert_eq!((made["seed"].take(), given["seed"].take()), (1.into(), serde_json::Value::Null));
    assert_eq!(made, given);
    assert_eq!(made["with_ties"]["possible"]["question"]["shared"], "ox-guesthouse");
    assert_eq!(made["without_ties"]["possible"]["questions"], serde_json::json!([]));
    assert!(made["years"][1]["true_questions"].is_u64(), "the truth beside the agencies is known");
}

#[test]
fn what_is_no_background_is_said_with_the_remedy_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let missing = folder.path().join("none");
    let with = |more: &[&str]| replay(&example(), &[&["--out", &out.to_string_lossy()][..], more].concat());
    for (more, code, words) in [
        (vec!["--background", &*missing.to_string_lossy()], 2, "is not there"),
        (vec!["--background", &*super::town().to_string_lossy()], 2, "no day in common"),
        (vec!["--background", &*missing.to_string_lossy(), "--seeds", "3"], 2, "leave them out"),
        (vec!["--background", "--years", "0"], 2, "choose 1 to 60"),
        (vec!["--dates", "latest"], 2, "--background"),
    ] {
        let done = with(&more);
        assert_eq!(done.code, Some(code), "{more:?}: {}", done.errors);
        done.says(words);
    }
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("made");
    std::fs::write(empty.join("notes.txt"), "nothing").expect("written");
    with(&["--background", &empty.to_string_lossy()]).says("candour simulate");
    assert!(!out.exists(), "a report folder was made for nothing");
}
