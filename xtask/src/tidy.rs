//! The house rules that no compiler keeps. Every message says what to do.

mod directions;
mod documents;
mod files;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Done;

/// Checks every rule; prints all problems at once.
pub(crate) fn run(root: &Path) -> Done {
    let tracked = tracked(root)?;
    let mut problems = Vec::new();
    files::check(root, &tracked, &mut problems);
    directions::check(root, &mut problems);
    documents::check(root, &tracked, &mut problems);
    if problems.is_empty() {
        return Ok(());
    }
    problems.sort();
    Err(format!("{} to mend:\n  {}", problems.len(), problems.join("\n  ")))
}

/// The files git tracks or would track, as paths below the root.
fn tracked(root: &Path) -> Result<Vec<PathBuf>, String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .map_err(|cause| format!("git: {cause}; install git"))?;
    let listing = String::from_utf8_lossy(&output.stdout);
    Ok(listing.lines().map(PathBuf::from).filter(|path| root.join(path).is_file()).collect())
}

fn read(root: &Path, path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root.join(path)).unwrap_or_default()
}
