//! England's policy, with a partnership's folder laid over it.

use std::path::Path;

use record::policy::Policy;

/// England's policy, with the files of a folder laid over it, if one is given.
///
/// # Errors
/// In words: the folder or a file of it cannot be read, or what is to be mended in them, a line for each.
pub fn policy_of(folder: Option<&Path>) -> Result<Policy, String> {
    let Some(folder) = folder else {
        return Ok(Policy::england());
    };
    let wrong = |problem: String| format!("policy folder `{}`: {problem}", folder.display());
    let said = |cause: std::io::Error| wrong(cause.to_string());
    let mut files = Vec::new();
    let no_folder = |cause| wrong(format!("{cause}; name a folder that holds policy files"));
    for entry in std::fs::read_dir(folder).map_err(no_folder)? {
        let entry = entry.map_err(said)?;
        if entry.file_type().map_err(said)?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push((name, std::fs::read(entry.path()).map_err(said)?));
        }
    }
    files.sort();
    Policy::with_overlay(&files).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("\n  {problem}")).collect();
        let things = if lines.len() == 1 { "thing" } else { "things" };
        wrong(format!("{} {things} to mend:{}", lines.len(), lines.concat()))
    })
}
