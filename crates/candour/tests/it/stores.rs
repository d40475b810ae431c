//! With a store: imported once, however often; the report is the same as without.

use super::{Case, Done, candour, town};

fn review(case: &Case, store: bool, out: &str) -> serde_json::Value {
    let out = case.folder.path().join(out);
    let mut command = candour();
    command.arg("review").arg(town()).arg("--out").arg(&out).args(["--as-of", "2024-06-28"]);
    if store {
        command.args(["--store", &format!("sqlite:{}", case.folder.path().join("candour.db").display())]);
    }
    Done::of(command.output().expect("runs")).well();
    serde_json::from_str(&super::read(&out.join("summary.json"))).expect("JSON")
}

#[test]
fn a_second_review_adds_nothing_and_counts_the_same() {
    let case = Case::new(&[]);
    let without = review(&case, false, "without");
    let first = review(&case, true, "first");
    let second = review(&case, true, "second");
    for key in ["events", "entities", "duties", "patterns", "disagreements"] {
        assert_eq!(without[key], first[key], "{key} differs with a store");
        assert_eq!(first[key], second[key], "{key} differs after a second import");
    }
}

#[test]
fn importing_the_same_folder_twice_says_so() {
    let case = Case::new(&[]);
    let import = || {
        let mut command = candour();
        command.args(["--json", "import"]).arg(town());
        command.args(["--store", &format!("sqlite:{}", case.folder.path().join("candour.db").display())]);
        let done = Done::of(command.output().expect("runs")).well();
        serde_json::from_str::<serde_json::Value>(&done.words).expect("JSON")
    };
    assert!(import()["events_added"].as_u64().expect("a number") > 100);
    assert_eq!(import()["events_added"], 0);
}

#[test]
fn a_row_that_vanished_or_changed_between_full_extracts_is_an_event() {
    let row = |id: u32, signs: &str| format!("told,{id},2023-03-0{id},desk,{id},{signs}\n");
    let heading = "event,concern_id,date,told_post,child_id,signs\n";
    let toml = "[agency]\nid = \"police\"\nname = \"Police\"\nkind = \"police\"\n\
        [[file]]\npath = \"first.csv\"\ncovers = [\"2023-01-01\", \"2023-12-31\"]\ncomplete = true\n\
        [[file]]\npath = \"second.csv\"\ncovers = [\"2023-01-01\", \"2024-03-31\"]\ncomplete = true\n";
    let first = format!("{heading}{}{}{}", row(1, "neglect"), row(2, "neglect"), row(3, "vehicle"));
    let second = format!("{heading}{}{}", row(1, "neglect"), row(3, "neglect"));
    let case = Case::new(&[("p/agency.toml", toml), ("p/first.csv", &first), ("p/second.csv", &second)]);
    case.review(&[]).well();
    let chronology = case.report("chronology.csv");
    let count = |word: &str| chronology.lines().filter(|line| line.to_lowercase().contains(word)).count();
    assert_eq!((count("no longer in a later extract"), count("reads otherwise")), (1, 1), "{chronology}");
    let repeated: u64 = case.summary()["files"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|file| file["repeated"].as_u64().expect("a number"))
        .sum();
    assert_eq!(repeated, 1, "the row that stayed the same is taken once");
}
