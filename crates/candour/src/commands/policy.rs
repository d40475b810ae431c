//! England's policy, with a partnership's folder laid over it.

use std::error::Error;
use std::path::Path;

use record::policy::Policy;

use super::WrongUse;

pub(crate) fn load(folder: Option<&Path>) -> Result<Policy, Box<dyn Error>> {
    let Some(folder) = folder else {
        return Ok(Policy::england());
    };
    let wrong = |problem: String| WrongUse(format!("policy folder `{}`: {problem}", folder.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|cause| wrong(cause.to_string()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push((name, std::fs::read(entry.path())?));
        }
    }
    files.sort();
    Policy::with_overlay(&files).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("\n  {problem}")).collect();
        wrong(format!("{} to mend:{}", count(problems.len(), "thing"), lines.concat())).into()
    })
}

/// `1 thing`, `2 things`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
