//! `candour import --check FILE`: what candour understands of one file, before it is sent.

use std::error::Error;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

use formats::{Context, Recognised, recognise};
use record::policy::Policy;
use record::source::Completeness;
use record::{AgencyId, FileId};

use super::WrongUse;
use crate::{clock, exit};

pub(crate) fn run(path: &Path, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let wrong = |problem: &str| WrongUse(format!("`{}`: {problem}", path.display()));
    if path.is_dir() {
        return Err(wrong("is a folder; name one file, or import the folder without `--check`").into());
    }
    let mut file = File::open(path).map_err(|cause| wrong(&cause.to_string()))?;
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(formats::recognise::HEAD as u64).read_to_end(&mut head)?;
    file.rewind()?;
    let format = match recognise(&head, &mut file) {
        Recognised::As(format) => format,
        Recognised::Unknown { why, remedy } => {
            println_words(&format!("not a file candour reads: {why}; {remedy}"))?;
            return Ok(exit::FINDINGS);
        }
    };
    file.rewind()?;
    let agency = AgencyId::new("your-agency");
    let context = Context {
        file: FileId(0),
        agency: &agency,
        logged: clock::now(),
        policy,
        covers: None,
        completeness: Completeness::NotStated,
        as_of: clock::today(&policy.zone),
    };
    let report = formats::check::run(format, &mut file, &context);
    println_words(&if json { report.json() } else { report.words() })?;
    Ok(if report.is_clean() { 0 } else { exit::FINDINGS })
}

fn println_words(words: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{}", words.trim_end())
}
