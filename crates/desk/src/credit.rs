//! What credit may be claimed: a table read, the steps taken, the answer written.

mod given;

use std::fs::File;
use std::path::Path;

use counted::credit::{Credit, people, series};
use formats::credit::{Content, Definition, guess, read, read_definition};
use formats::read::ReadError;
use published::credit::{CREDIT_KNOWN_BY, Claimed, write_credit};
use record::{FileId, Finding};

use crate::Error;
use crate::findings::Findings;
use crate::report_folder::ReportFolder;

/// The seed of pretend dates: the same in every run over the same table.
const SEED: u64 = 0x6361_6e64_6f75_7202;
const SEE: &str = "see that it is there and may be read, and run it again";

/// What a claim must be told.
#[derive(Clone, Copy, Debug)]
pub struct CreditOptions<'a> {
    /// The table.
    pub file: &'a Path,
    /// The definition, if there is one.
    pub definition: Option<&'a Path>,
}

/// Takes every step of a claim.
///
/// # Errors
/// [`Error`] when the table or the definition is not there, cannot be read, or lacks what is needed.
pub fn credit(options: &CreditOptions<'_>) -> Result<Claimed, Error> {
    let definition = definition_of(options)?;
    let mut source = open(options.file)?;
    let mut findings = Findings::default();
    let content = read(&mut source, FileId(0), &definition, &mut findings)
        .map_err(|error| unread(options.file, error))?;
    let no_credit = |problem: String| Error::NoCredit { path: options.file.to_owned(), problem };
    let (credit, table, over_time): (Credit, _, _) = match content {
        Content::People(rows) => {
            let given = given::people(&rows, &definition, &mut findings).map_err(no_credit)?;
            (people(&given), given::people_words(&given), None)
        }
        Content::Series(rows) => {
            let (given, periods) =
                given::series(&rows, &definition, SEED, &mut findings).map_err(no_credit)?;
            let over_time = given::over_time(&given, periods);
            (series(&given), given::series_words(&given), over_time)
        }
    };
    let name = options.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let claim = definition.claim.clone().unwrap_or_default();
    Ok(Claimed {
        title: definition.title.clone().unwrap_or_else(|| name.clone()),
        file: name,
        claimed_by: claim.by,
        claimed_on: claim.on,
        claimed_words: claim.words,
        words: given::words(&definition),
        places: given::places(&definition),
        table,
        chosen: given::chosen_words(&definition),
        has_direction: definition.higher.is_some(),
        credit,
        over_time,
        findings: lines(findings.kept),
    })
}

/// A draft of a definition for a table.
///
/// # Errors
/// The same as [`credit`].
pub fn suggest_credit(options: &CreditOptions<'_>) -> Result<String, Error> {
    let definition = definition_of(options)?;
    let mut nothing = Findings::default();
    let (definition, kind) = guess(&mut open(options.file)?, FileId(0), &definition, &mut nothing)
        .map_err(|error| unread(options.file, error))?;
    let title = options.file.file_stem().map(|stem| stem.to_string_lossy().replace('_', " "));
    Ok(formats::credit::suggest(&definition, kind, &title.unwrap_or_default()))
}

/// Writes the page and the table into a folder of its own. `exact`: counts of one to five may stand on the page.
///
/// # Errors
/// [`Error`] when the folder is somebody else's or cannot be written.
pub fn write_claimed(claimed: &Claimed, out: &Path, input: &Path, exact: bool) -> Result<(), Error> {
    let folder = ReportFolder::known_by(CREDIT_KNOWN_BY, out, input)?;
    folder.begin()?;
    let remedy = "free some room on the disk or name another folder with `--out`, and run it again";
    write_credit(claimed, exact, &folder).map_err(|cause| Error::file(out, cause, remedy))?;
    folder.finish()
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|cause| Error::file(path, cause, SEE))
}

fn definition_of(options: &CreditOptions<'_>) -> Result<Definition, Error> {
    let Some(path) = options.definition else { return Ok(Definition::default()) };
    let bytes = std::fs::read(path).map_err(|cause| {
        Error::file(path, cause, "name a definition of docs/credit.md, or draft one with `--suggest`")
    })?;
    read_definition(&bytes).map_err(|problem| Error::NoCredit {
        path: options.file.to_owned(),
        problem: format!("the definition `{}` {problem}", path.display()),
    })
}

fn unread(path: &Path, error: ReadError) -> Error {
    match error {
        ReadError::Io(cause) => Error::file(path, cause, SEE),
        ReadError::Broken { problem, remedy } => {
            Error::NoCredit { path: path.to_owned(), problem: format!("{problem}; {remedy}") }
        }
    }
}

fn lines(mut findings: Vec<Finding>) -> Vec<(u32, String)> {
    findings.sort();
    let words = |finding: Finding| {
        let field = if finding.field.is_empty() { String::new() } else { format!("{}: ", finding.field) };
        (finding.line, format!("{field}{}; {}", finding.words, finding.remedy))
    };
    findings.into_iter().map(words).collect()
}
