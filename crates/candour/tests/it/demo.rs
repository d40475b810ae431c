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
