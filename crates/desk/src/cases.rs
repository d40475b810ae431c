//! `candour audit` over a plain table of cases: read by its definition, audited, written.

mod calendar;
mod convert;
mod findings;
mod lines;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use formats::cases::{Cases, Definition, Field, Suggestion, definition};
use formats::read::ReadError;
use published::cases::{CaseReport, KNOWN_BY, write_cases};
use published::charts::{Charts, Content, write_charts};
use record::policy::Policy;
use record::{Day, FileId};

use crate::report_folder::ReportFolder;
use crate::{Error, Progress, Reporter};
use findings::Findings;

/// What an audit of a table must be told.
#[derive(Clone, Copy)]
pub struct CaseOptions<'a> {
    /// The table: CSV, Excel or Parquet.
    pub file: &'a Path,
    /// Its definition; without one a draft is used where it is complete and nothing in it could be meant otherwise.
    pub definition: Option<&'a Path>,
    /// The policy.
    pub policy: &'a Policy,
    /// Days after this one cannot be.
    pub as_of: Day,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// Is the file a table of cases, as far as one can see: Parquet, or CSV or Excel that is no file of an agency?
pub fn is_case_table(place: &Path) -> bool {
    let Some(mut file) = File::open(place).ok().filter(|_| place.is_file()) else { return false };
    if formats::cases::is_parquet(&mut file).unwrap_or(false) {
        return true;
    }
    let named = |names: &[&str]| {
        place.extension().is_some_and(|name| names.iter().any(|known| name.eq_ignore_ascii_case(known)))
    };
    if named(&["xlsx"]) {
        // Any workbook may be a chronology; one whose headings say team, child and opening is a table of cases.
        let said = suggest_cases(place).map(|suggestion| suggestion.definition);
        return said.is_ok_and(|definition| Field::NEEDED.iter().all(|field| definition.has(*field)));
    }
    let mut head = Vec::new();
    let read = (&mut file).take(formats::recognise::HEAD as u64).read_to_end(&mut head);
    let known = matches!(formats::recognise(&head, &mut file), formats::Recognised::As(_));
    read.is_ok() && !head.is_empty() && !known && named(&["csv", "tsv"])
}

/// Drafts a definition.
///
/// # Errors
/// [`Error`] when the table cannot be read.
pub fn suggest_cases(file: &Path) -> Result<Suggestion, Error> {
    let mut source = open(file)?;
    formats::cases::suggest(&mut source, FileId(0), &title_of(file)).map_err(|error| unread(file, error))
}

/// Reads a table and audits it.
///
/// # Errors
/// [`Error`] when the table or its definition cannot be read, or nothing says what its columns are; the words name the line and
/// the remedy.
pub fn audit_table<'p>(options: &CaseOptions<'p>) -> Result<CaseReport<'p>, Error> {
    let (definition, drafted) = match options.definition {
        Some(path) => (read_definition(options.file, path)?, false),
        None => (drafted(options.file)?, true),
    };
    let mut findings = Findings::default();
    (options.progress)(Progress { what: "reading", done: 0, of: 0 });
    let cases = read(options, &definition, &mut findings)?;
    let said = calendar::read(options, &definition, &cases, &mut findings)?;
    let converted = convert::table(options, &definition, &cases, said, &mut findings)?;
    (options.progress)(Progress { what: "auditing", done: 0, of: 0 });
    let mut left_out = cases.left_out;
    for (name, why, rows) in converted.left_out {
        *left_out.entry((name, why)).or_default() += rows;
    }
    let audit = flow::audit_cases(converted.table, options.policy);
    let (lines, more_lines) = lines::lines(&audit, converted.from);
    let (kept, more_findings) = findings.end();
    Ok(CaseReport {
        title: definition.title.clone().unwrap_or_else(|| title_of(options.file)),
        file: options.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        lines,
        more_lines,
        findings: kept,
        more_findings,
        seen: cases.seen,
        left_out,
        columns: definition.columns.iter().map(|(field, heading)| (field.key(), heading.clone())).collect(),
        unused: cases.unused,
        period: (converted.from.name(0), converted.from.name(converted.days - 1)),
        limit: converted.limit,
        drafted,
        threshold: definition.threshold.as_ref().map(|(_, reason)| reason.clone()),
        policy: options.policy,
        audit,
    })
}

/// Writes the page, the tables and the charts. `exact`: counts of one to five may stand on the page.
///
/// # Errors
/// [`Error`] when the folder is somebody else's or cannot be written.
pub fn write_audited(report: &CaseReport<'_>, file: &Path, out: &Path, exact: bool) -> Result<(), Error> {
    let remedy = "free some room on the disk or name another folder with `--out`, and run it again";
    let failed = |cause| Error::file(out, cause, remedy);
    let folder = ReportFolder::known_by(KNOWN_BY, out, file)?;
    folder.begin()?;
    write_cases(report, exact, &folder).map_err(failed)?;
    let within = ReportFolder::known_by(published::charts::KNOWN_BY, &out.join("charts"), file)?;
    within.begin()?;
    // Fewer charts than last time would leave pictures of other figures beside the new ones.
    crate::charting::remove_pictures(&out.join("charts")).map_err(failed)?;
    let charts = Charts {
        title: format!("{}: shares over time", report.title),
        file: report.file.clone(),
        content: Content::Lines(report.lines.clone()),
        findings: Vec::new(),
        not_charted: Vec::new(),
    };
    write_charts(&charts, &within).map_err(failed)?;
    within.finish()?;
    folder.finish()
}

/// Where the tables go when nothing else is said: beside the file.
pub fn beside_table(file: &Path) -> PathBuf {
    let stem = file.file_stem().map_or_else(|| "cases".into(), |stem| stem.to_string_lossy().into_owned());
    file.with_file_name(format!("{stem}-audit"))
}

/// A draft that needs no decision; otherwise the words say what to decide.
fn drafted(file: &Path) -> Result<Definition, Error> {
    let suggestion = suggest_cases(file)?;
    if suggestion.open.is_empty() {
        return Ok(suggestion.definition);
    }
    Err(Error::NoDefinition { path: file.to_owned(), open: suggestion.open.join("; ") })
}

fn read_definition(file: &Path, path: &Path) -> Result<Definition, Error> {
    let remedy = "name a definition of docs/formats/cases.md, or draft one with `--suggest`";
    let bytes = std::fs::read(path).map_err(|cause| Error::file(path, cause, remedy))?;
    definition::read(&bytes).map_err(|problem| Error::NotAudited {
        path: file.to_owned(),
        problem: format!("the definition `{}` {problem}", path.display()),
    })
}

fn read(options: &CaseOptions<'_>, definition: &Definition, findings: &mut Findings) -> Result<Cases, Error> {
    let mut source = open(options.file)?;
    formats::cases::read(&mut source, FileId(0), definition, options.as_of, findings)
        .map_err(|error| unread(options.file, error))
}

fn open(place: &Path) -> Result<File, Error> {
    let remedy = "name a table of cases: CSV, Excel or Parquet (docs/formats/cases.md)";
    File::open(place).map_err(|cause| Error::file(place, cause, remedy))
}

fn unread(place: &Path, error: ReadError) -> Error {
    match error {
        ReadError::Io(cause) => Error::file(place, cause, "see that it may be read, and run it again"),
        ReadError::Broken { problem, remedy } => {
            Error::NotAudited { path: place.to_owned(), problem: format!("{problem}; {remedy}") }
        }
    }
}

fn not_audited(options: &CaseOptions<'_>, problem: impl Into<String>) -> Error {
    Error::NotAudited { path: options.file.to_owned(), problem: problem.into() }
}

/// A title where nobody gave one: the file's name without what stands behind its last point.
fn title_of(file: &Path) -> String {
    file.file_stem().map_or_else(|| "Cases".into(), |stem| stem.to_string_lossy().replace('_', " "))
}
