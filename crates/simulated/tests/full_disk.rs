//! A disk that is full is said with the file it was met at and what to do, whichever file it is.

#![cfg(target_os = "linux")]

use record::Day;
use simulated::{Parameters, SIZES, Setup, run, write};

/// `/dev/full` is a disk without room: what is written to it fails as on a full disk, when the kernel is asked to take it.
#[test]
fn a_full_disk_names_the_file_and_the_remedy_whichever_file_is_the_one() {
    let parameters = Parameters::shipped().expect("reads");
    let size = SIZES.into_iter().find(|size| size.word == "village").expect("a village");
    let first = Day::parse_iso("2015-04-01").expect("a day");
    let village = Setup { size, first, years: 2, seed: 1 };
    let worlds = run(village, &parameters, &|_, _| ()).expect("possible");
    let there = tempfile::tempdir().expect("a folder");
    write(&worlds, &parameters, there.path()).expect("written");
    let council = std::fs::read_dir(there.path().join("agencies")).expect("agencies");
    let council = council.map(|entry| entry.expect("an entry").file_name().into_string().expect("text"));
    let council = council.into_iter().find(|id| id.ends_with("council")).expect("a council");
    let mut kinds = std::collections::BTreeMap::new();
    for folder in [format!("agencies/{council}"), "truth".to_owned()] {
        for file in std::fs::read_dir(there.path().join(&folder)).expect("a folder") {
            let file = file.expect("an entry");
            if file.metadata().expect("there").len() > 0 && file.path().is_file() {
                let name = file.file_name().into_string().expect("text");
                let kind: String = name.chars().filter(|letter| !letter.is_ascii_digit()).collect();
                kinds.insert(kind, format!("{folder}/{name}"));
            }
        }
    }
    assert!(kinds.len() > 15, "{kinds:?}");
    for path in kinds.values() {
        let out = tempfile::tempdir().expect("a folder");
        let file = out.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::os::unix::fs::symlink("/dev/full", &file).expect("linked");
        let said = write(&worlds, &parameters, out.path()).expect_err("full").to_string();
        assert!(said.contains(path.as_str()) && said.contains("free some space"), "{path}: {said}");
    }
}
