//! Any run comes again from what it keeps of itself, and two builds give the same bytes.

use std::path::Path;

use record::Day;
use simulated::{Parameters, SIZES, Setup, digest, replay, run, write};

fn village(seed: u64, years: u32) -> Setup {
    Setup { size: SIZES[0], first: Day::from_ymd(2015, 4, 1).expect("a day"), years, seed }
}

fn written(setup: Setup, parameters: &Parameters, out: &Path) -> String {
    let worlds = run(setup, parameters, &|_, _| ()).expect("possible");
    write(&worlds, parameters, out).expect("written");
    digest(out).expect("read")
}

#[test]
fn a_run_comes_again_from_what_its_folder_keeps() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    // A number that no short decimal gives.
    let text =
        format!("name,value,low,high,unit,source\ntold_harm,{},0,1,\"a, b\",a \"\"test\"\"\n", 1.0 / 3.0);
    let parameters = Parameters::changed_by(&text, "mine").expect("reads");
    let before = written(village(9, 2), &parameters, &one);
    let (setup, read) = replay::again(&one).expect("reads");
    assert_eq!((setup, &read), (village(9, 2), &parameters));
    assert_eq!(before, written(setup, &read, &two));
    assert_ne!(before, written(village(10, 2), &read, &folder.path().join("three")));
}

#[test]
fn what_cannot_come_again_is_named_with_file_line_and_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |folder: &Path| replay::again(folder).expect_err("refused").to_string();
    assert!(refused(folder.path()).contains("name a folder that `candour simulate` wrote"));
    replay::keep(&village(1, 2), &Parameters::shipped().expect("reads"), folder.path()).expect("kept");
    let file = folder.path().join("truth/run.toml");
    let text = std::fs::read_to_string(&file).expect("read");
    for (from, to, words) in [
        ("seed = 1", "seed = one", "run.toml, seed: `one` is no whole number"),
        ("years = 2", "", "run.toml, years: is missing"),
        ("village", "hamlet", "town: `hamlet` is no size; there are village, town"),
        ("2015-04-01", "2015-13-01", "first: `2015-13-01` is no day"),
        ("version = \"", "version = \"9.", "only the same version gives the same town"),
    ] {
        std::fs::write(&file, text.replace(from, to)).expect("written");
        let said = refused(folder.path());
        assert!(said.contains(words), "{said}");
    }
}

/// The release build is held to the same digest by `cargo xtask prove simulate`, so two builds are compared through the file.
#[test]
fn every_build_gives_the_digest_that_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = written(village(1, 3), &Parameters::shipped().expect("reads"), folder.path());
    let kept = include_str!("data/village.sha256").trim();
    assert_eq!(
        made, kept,
        "a village of three years is another than before; if that is meant, write the left digest into \
         tests/data/village.sha256 and say in CHANGELOG.md that towns of a seed have changed"
    );
}
