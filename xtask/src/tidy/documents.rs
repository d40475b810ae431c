//! Documents keep up with the code: the map names every room, the README every command, the index every page.

use std::path::{Path, PathBuf};

use super::read;

pub(super) fn check(root: &Path, tracked: &[PathBuf], problems: &mut Vec<String>) {
    let architecture = read(root, "ARCHITECTURE.md");
    for path in tracked {
        let mut parts = path.iter().filter_map(|part| part.to_str());
        if let (Some("crates"), Some(name), Some("Cargo.toml")) = (parts.next(), parts.next(), parts.next())
            && !architecture.contains(&format!("`{name}`"))
        {
            problems.push(format!("ARCHITECTURE.md: says nothing of `{name}`; add it to the map"));
        }
    }
    commands(root, problems);
    index(root, tracked, problems);
    policy_readme(root, tracked, problems);
}

/// Every command of the binary stands in the README and in the changes.
fn commands(root: &Path, problems: &mut Vec<String>) {
    let args = read(root, "crates/candour/src/args.rs");
    let readme = read(root, "README.md");
    let listed =
        args.split("enum Command {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap_or_default();
    for line in listed.lines() {
        let Some((name, _)) = line.trim().split_once('(') else {
            continue;
        };
        let command = format!("candour {}", kebab(name));
        if !line.trim().starts_with(['/', '#']) && !readme.contains(&command) {
            problems.push(format!("README.md: says nothing of `{command}`"));
        }
    }
}

/// `PostKey` as it is typed: `post-key`.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for (n, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && n > 0 {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab
}

/// Every page of `docs/` is reachable from `docs/README.md`.
fn index(root: &Path, tracked: &[PathBuf], problems: &mut Vec<String>) {
    let index = read(root, "docs/README.md");
    for path in tracked {
        let Ok(below) = path.strip_prefix("docs") else {
            continue;
        };
        let below = below.to_string_lossy();
        let page = below.ends_with(".md") && below != "README.md" && !below.starts_with("measured/");
        if page && !index.contains(below.as_ref()) {
            problems.push(format!("docs/README.md: does not lead to `{below}`; add a line for it"));
        }
    }
}

fn policy_readme(root: &Path, tracked: &[PathBuf], problems: &mut Vec<String>) {
    let readme = read(root, "policies/england/README.md");
    for path in tracked {
        let Ok(name) = path.strip_prefix("policies/england") else {
            continue;
        };
        let name = name.to_string_lossy();
        if name != "README.md" && !readme.contains(&format!("`{name}`")) {
            problems.push(format!("policies/england/README.md: says nothing of `{name}`"));
        }
    }
}
