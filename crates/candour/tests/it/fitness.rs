//! May anybody be judged by this measure? By the binary.

use super::{Done, candour, read};

fn run(arguments: &[&str]) -> Done {
    Done::of(candour().arg("fitness").args(arguments).output().expect("runs"))
}

fn example(name: &str) -> String {
    format!("{}/../../examples/kpi/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_published_indicators_give_a_page_tables_and_data_and_the_same_bytes_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let (kpis, pairs) = (example("prison_service_kpis.csv"), example("official_against_independent.csv"));
    let out = |name: &str| folder.path().join(name).display().to_string();
    let (first, second) = (out("a"), out("b"));
    let done = run(&[&kpis, &pairs, "--out", &first, "--strict"]).well();
    let done = done.says("none may judge anybody, 8 may only teach").says("self-inflicted deaths");
    assert!(!done.words.to_lowercase().contains("gaming"));
    run(&[&kpis, &pairs, "--out", &second]).well();
    for name in [
        "index.html",
        "measures.csv",
        "checks.csv",
        "figures.csv",
        "pairs.csv",
        "register.csv",
        "findings.csv",
        "fitness.json",
    ] {
        let of = |folder: &str| read(&std::path::Path::new(folder).join(name));
        assert_eq!(of(&first), of(&second), "{name}");
    }
    let page = read(&folder.path().join("a/index.html"));
    assert!(page.contains("Two points are no trend.") && page.contains("not distinguishable"));
    // The folder is known as one of these, and written over; another is not.
    run(&[&kpis, "--out", &first]).well();
    let other = out("other");
    std::fs::create_dir(&other).expect("made");
    std::fs::write(folder.path().join("other/theirs.txt"), "x").expect("written");
    assert_eq!(run(&[&kpis, "--out", &other]).code, Some(2));
}

#[test]
fn a_drafted_questionnaire_is_read_again_and_odd_rows_end_strictly() {
    let draft = run(&["--suggest", &example("prison_service_kpis.csv")]).well().words;
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("q.toml");
    std::fs::write(&place, &draft).expect("written");
    let place = place.display().to_string();
    let done = run(&[&place, "--json"]).well();
    let data: serde_json::Value = serde_json::from_str(&done.words).expect("JSON");
    assert_eq!(data["fit_to_judge"], 0);
    assert_eq!(data["measures"][0]["checks"].as_array().map(Vec::len), Some(10));
    std::fs::write(folder.path().join("q.toml"), "[[kpi]]\nname = \"A\"\nknown = 85\n").expect("written");
    let strict = run(&[&place, "--strict"]);
    assert_eq!(strict.code, Some(1));
    run(&[&place]).well().says("1 odd thing in the files");
}

#[test]
fn wrong_files_say_what_would_be_right() {
    assert_eq!(run(&[]).code, Some(2));
    let missing = run(&["nowhere.csv"]);
    assert_eq!(missing.code, Some(2));
    missing.says("nowhere.csv");
    let other = run(&[&format!("{}/Cargo.toml", env!("CARGO_MANIFEST_DIR"))]);
    assert_eq!(other.code, Some(3));
    other.says("says nothing about the fitness of measures").says("outturn");
}
