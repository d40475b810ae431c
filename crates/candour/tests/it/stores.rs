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
