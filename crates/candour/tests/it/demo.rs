//! `candour demo`, the README's first command.

use super::{Done, candour};

#[test]
fn the_demo_writes_every_file_of_a_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("demo");
    let done = Done::of(candour().arg("demo").arg("--out").arg(&out).output().expect("runs")).well();
    done.says("1 not read").says("letter scan.png").says("What to look at");
    for name in [
        "index.html",
        "chronology.docx",
        "chronology.xlsx",
        "chronology.csv",
        "chronology.json",
        "knowledge.csv",
        "duties.csv",
        "patterns.json",
        "disagreements.csv",
        "findings.csv",
        "summary.json",
        "corrections.csv",
    ] {
        let size = std::fs::metadata(out.join("report").join(name)).map(|data| data.len()).unwrap_or(0);
        assert!(size > 0, "{name} is missing or empty");
    }
}

#[test]
fn a_simulated_town_lies_beside_the_example_and_is_made_anew_in_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("demo");
    let run = || candour().arg("demo").arg("--out").arg(&out).output().expect("runs");
    Done::of(run()).well().says("a simulated town").says("The truth:");
    let page = || std::fs::read_to_string(out.join("simulated/index.html")).expect("a page");
    let first = page();
    assert!(first.contains("What was assumed") && out.join("simulated/truth/README.md").is_file());
    Done::of(run()).well();
    assert_eq!(page(), first);
    // What is not a simulated town is not taken away.
    std::fs::remove_dir_all(out.join("simulated/truth")).expect("removed");
    std::fs::write(out.join("simulated/mine.txt"), "a note").expect("written");
    assert_eq!(run().status.code(), Some(2));
    assert!(out.join("simulated/mine.txt").is_file());
}

#[test]
fn json_goes_to_stdout_and_words_to_stderr() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("demo");
    let done = Done::of(candour().args(["--json", "demo", "--out"]).arg(&out).output().expect("runs")).well();
    let summary: serde_json::Value = serde_json::from_str(&done.words).expect("JSON alone");
    for key in [
        "files",
        "unread",
        "events",
        "entities",
        "duties",
        "patterns",
        "disagreements",
        "workload",
        "policy_digest",
    ] {
        assert!(summary.get(key).is_some(), "summary.json has no `{key}`");
    }
    assert!(done.errors.contains("Open first"), "{}", done.errors);
}
