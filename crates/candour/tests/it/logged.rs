//! A review over a store: every row has its place in the log, and what was told to candour stands among them.

use std::process::Command;

use super::{Case, Done, candour, read, town};

const TELLING: &str = r#"{"told_to": "westbrook-council/front-door", "teller": "parent", "date": "2024-03-04",
    "signs": ["missing_episode"], "children": [{"forename": "Keira"}], "words": "She did not come home."}"#;

/// A command on the case's store.
fn on_store(case: &Case, words: &[&str]) -> Command {
    let mut command = candour();
    command
        .args(words)
        .arg("--store")
        .arg(format!("sqlite:{}", case.folder.path().join("candour.db").display()));
    command
}

fn tell(case: &Case) {
    let place = case.folder.path().join("telling.json");
    std::fs::write(&place, TELLING).expect("written");
    let mut command = on_store(case, &["tell"]);
    command.arg(place).arg("--out").arg(case.folder.path().join("receipt.tlog-proof"));
    Done::of(command.output().expect("runs")).well();
}

fn review(case: &Case, store: bool) {
    let mut command = if store { on_store(case, &["review"]) } else { candour() };
    if !store {
        command.arg("review");
    }
    command.arg(town()).arg("--out").arg(case.out()).args(["--as-of", "2024-06-28"]);
    Done::of(command.output().expect("runs")).well();
}

fn rows(case: &Case, name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = case.report(name);
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().expect("a table")
}

#[test]
fn every_row_has_its_index_and_one_of_them_is_proved() {
    let case = Case::new(&[]);
    tell(&case);
    review(&case, true);
    let summary = case.summary();
    let size = summary["log"]["size"].as_u64().expect("a size");
    let mut indexes: Vec<u64> =
        rows(&case, "chronology.csv").iter().map(|row| row["log_index"].parse().expect("an index")).collect();
    indexes.sort_unstable();
    assert_eq!(indexes, (0..size).collect::<Vec<_>>(), "each entry of the log is one row");
    let checkpoint = case.report("checkpoint.txt");
    let root = summary["log"]["root"].as_str().expect("a root");
    assert_eq!(checkpoint.lines().nth(2), Some(root));
    let told: Vec<_> = rows(&case, "chronology.csv");
    let told: Vec<_> = told.iter().filter(|row| !row["source_receipt"].is_empty()).collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0]["log_index"].as_str(), told[0]["source_place"].as_str()), ("0", "told to candour"));

    let key = summary["log"]["key"].as_str().expect("a key");
    let policy = case.folder.path().join("policy.txt");
    std::fs::write(&policy, format!("log {key}\nquorum none\n")).expect("written");
    let mut prove = on_store(&case, &["prove", "5"]);
    Done::of(prove.arg("--out").arg(case.folder.path()).output().expect("runs")).well();
    let mut verify = candour();
    verify.arg("verify").arg("--trust").arg(&policy).arg(case.folder.path().join("proof-5.tlog-proof"));
    Done::of(verify.output().expect("runs")).well().says("it is no receipt");
}

#[test]
fn a_report_without_a_store_keeps_nothing_of_an_earlier_one_with_a_store() {
    let case = Case::new(&[]);
    review(&case, true);
    assert!(case.out().join("checkpoint.txt").is_file());
    review(&case, false);
    assert!(!case.out().join("checkpoint.txt").exists(), "it speaks of other rows");
    assert!(!read(&case.out().join("index.html")).contains("The log this report rests on"));
}
