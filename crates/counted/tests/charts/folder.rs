//! Every vector file of a folder, by what it holds.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{control, drift, funnels, intervals, phe, qic, rules, xmr};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Runs one file; false where its format is none of ours.
fn run(path: &Path) -> bool {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => json(path),
        Some("csv") => qic::run(path) || phe::run(path),
        _ => false,
    }
}

fn json(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    let first = |key: &str| value.get(key).and_then(|cases| cases.get(0)).cloned().unwrap_or_default();
    let case = first("cases");
    let has = |keys: &[&str]| keys.iter().all(|key| case.get(key).is_some());
    if case.pointer("/expected/special_cause_type").is_some() {
        xmr::run(&value);
    } else if has(&["chart", "freeze", "part"]) {
        control::run(&value);
    } else if has(&["window_end_index"]) {
        rules::run(&value);
    } else if has(&["cusum_upper"]) || has(&["risk", "outcome"]) {
        drift::run(&value);
    } else if first("rows").get("arl").is_some() {
        drift::run_lengths(&value);
    } else if case.pointer("/expected/phi").is_some() {
        funnels::run(&value);
    } else if first("proportions").get("wilson95").is_some() {
        intervals::run(&value);
    } else {
        return false;
    }
    true
}

#[test]
fn every_vector_we_carry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut found = Vec::new();
    files(&folder, &mut found);
    let run = found.iter().filter(|path| run(path)).count();
    assert!(run >= 7, "{run} files");
}

#[test]
fn every_vector_of_a_folder_that_was_named() {
    let Ok(folder) = std::env::var("CANDOUR_VECTORS") else {
        println!("skipped: set CANDOUR_VECTORS to a folder of vectors to run them");
        return;
    };
    let mut found = Vec::new();
    files(Path::new(&folder), &mut found);
    found.sort();
    assert!(!found.is_empty(), "`{folder}` holds no file");
    let (known, unknown): (Vec<PathBuf>, Vec<PathBuf>) = found.into_iter().partition(|path| run(path));
    println!("{} files run", known.len());
    for path in unknown {
        println!("of no format known to the charts: {}", path.display());
    }
}
