//! Rules for single files: length, words, paths.

use std::path::{Path, PathBuf};

use super::read;

/// Longer source files hold more than one idea. Tests, which tell many small stories, are not counted.
const LONGEST: usize = 580;

/// Words the house does not use in its code and documents, each with the word it uses.
const AVOIDED: [(&str, &str); 4] = [
    ("risk score", "nothing: no person is scored"),
    ("closed case", "the answer, or the end of a plan"),
    ("non-engagement", "what was tried, by whom and when"),
    ("non-compliance", "what was tried, by whom and when"),
];

pub(super) fn check(root: &Path, tracked: &[PathBuf], problems: &mut Vec<String>) {
    for path in tracked {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !matches!(extension, "rs" | "md" | "toml" | "sql") || path.starts_with("xtask/src/tidy") {
            continue;
        }
        let text = read(root, path);
        length(path, extension, &text, problems);
        for (number, line) in text.lines().enumerate() {
            line_rules(path, number + 1, line, problems);
        }
    }
}

fn length(path: &Path, extension: &str, text: &str, problems: &mut Vec<String>) {
    let name = path.file_name().unwrap_or_default();
    if name == "tests.rs" || name == "sample.rs" {
        return;
    }
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    if extension == "rs" && lines > LONGEST {
        problems
            .push(format!("{}: {lines} lines; split it by its ideas (at most {LONGEST})", path.display()));
    }
}

fn line_rules(path: &Path, number: usize, line: &str, problems: &mut Vec<String>) {
    let mut problem = |words: String| problems.push(format!("{}:{number}: {words}", path.display()));
    for folder in ["work", "root", "home"] {
        let machine = format!("/{folder}/");
        if line.contains(&machine) {
            problem(format!("a path of one machine (`{machine}`); write it relative to the project"));
        }
    }
    let lower = line.to_lowercase();
    for (avoided, instead) in AVOIDED {
        // The policy's language notices and the documents about them must name what they warn of.
        if lower.contains(avoided) && path.extension().is_some_and(|extension| extension == "rs") {
            problem(format!("`{avoided}`; say {instead}"));
        }
    }
    if line.contains("#[ignore") {
        problem("a test that never runs; let it wait for an environment variable and run in CI".into());
    }
}
