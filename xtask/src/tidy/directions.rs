//! Which room may know which: the compiler keeps it as long as the manifests do.

use std::path::Path;

use super::read;

/// Each crate with the crates of ours it may use. What is not here, nobody decided.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("record", &[]),
    ("ledger", &[]),
    ("told", &["record", "ledger"]),
    ("formats", &["record"]),
    ("joined", &["record"]),
    ("answered", &["record"]),
    ("counted", &["record"]),
    ("flow", &["record", "joined", "answered", "counted"]),
    ("published", &["record", "counted", "flow"]),
    ("store", &["record", "ledger"]),
    ("desk", &["record", "ledger", "told", "formats", "counted", "flow", "published", "store"]),
    ("simulated", &["record", "formats"]),
    (
        "candour",
        &["record", "ledger", "told", "formats", "counted", "published", "store", "desk", "simulated"],
    ),
    (
        "xtask",
        &[
            "record",
            "ledger",
            "told",
            "formats",
            "counted",
            "flow",
            "published",
            "store",
            "desk",
            "simulated",
        ],
    ),
];

/// Crates that keep a room from what it must never know: (room, crates of others it may not use).
const MUST_NOT_KNOW: [(&str, &[&str]); 8] = [
    ("record", &["rusqlite", "getrandom", "rand", "tokio"]),
    ("ledger", &["rusqlite", "getrandom", "rand", "tokio"]),
    ("told", &["rusqlite", "getrandom", "rand", "tokio"]),
    ("joined", &["rusqlite", "getrandom", "rand"]),
    ("answered", &["rusqlite", "getrandom", "rand"]),
    ("counted", &["rusqlite", "getrandom", "rand", "tokio"]),
    ("simulated", &["rusqlite", "getrandom", "rand", "tokio"]),
    ("published", &["rusqlite", "getrandom", "rand"]),
];

pub(super) fn check(root: &Path, problems: &mut Vec<String>) {
    let ours: Vec<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    for (name, may_use) in MAY_USE {
        let folder = if name == "xtask" { "xtask".to_owned() } else { format!("crates/{name}") };
        for used in dependencies(&read(root, format!("{folder}/Cargo.toml"))) {
            if ours.contains(&used.as_str()) && !may_use.contains(&used.as_str()) {
                problems.push(format!(
                    "{folder}/Cargo.toml: `{name}` must not use `{used}`; hand over data through `record` instead, or argue in docs/decisions/"
                ));
            }
            let forbidden =
                MUST_NOT_KNOW.iter().any(|(room, not)| *room == name && not.contains(&used.as_str()));
            if forbidden {
                problems.push(format!(
                    "{folder}/Cargo.toml: `{name}` must never know `{used}`; pass in what it needs"
                ));
            }
        }
    }
    for folder in std::fs::read_dir(root.join("crates")).into_iter().flatten().flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        if folder.path().join("Cargo.toml").is_file() && !ours.contains(&name.as_str()) {
            problems.push(format!("crates/{name}: say in xtask/src/tidy/directions.rs what it may use"));
        }
    }
}

/// The names under `[dependencies]`, not those for tests.
fn dependencies(manifest: &str) -> Vec<String> {
    let section = manifest.split("[dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    section
        .lines()
        .filter_map(|line| line.split(['=', '.', ' ']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}
