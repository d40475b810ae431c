//! The fitness of measures: files read, the ten checks asked, the report written.

mod asked;
mod evidence;
mod returned;
mod set;

use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use counted::audits::Audit;
use formats::fitness::{Content, Entry, Evidence, Kpi, PairRow, ReturnedRow, recognise, template};
use formats::read::ReadError;
use published::fitness::{KNOWN_BY, ReadFile, Report, write_fitness};
use record::FileId;

use crate::Error;
use crate::findings::Findings;
use crate::report_folder::ReportFolder;

/// How much of a file its kind is recognised by.
const HEAD: u64 = 64 * 1024;

/// The audit of a published figure against its recount, which is no test and has no place among [`Audit::ALL`].
const PUBLISHED: &str = "published_differs";

/// Everything that the files hold, each with the place of its file.
#[derive(Debug, Default)]
struct Given {
    kpis: Vec<(FileId, Kpi)>,
    evidence: Vec<(FileId, Evidence)>,
    returned: Vec<(FileId, Vec<ReturnedRow>)>,
    pairs: Vec<PairRow>,
    register: Vec<(FileId, Entry)>,
}

/// Asks how fit the measures of these files are.
///
/// # Errors
/// [`Error`] when a file is not there, cannot be read, or is none of those that docs/formats/fitness.md names. What is odd in
/// a row is a finding, and the rest is kept.
pub fn assess(files: &[PathBuf]) -> Result<Report, Error> {
    let mut findings = Findings::default();
    let (read, given) = gather(files, &mut findings)?;
    let register = set::register(&given.register);
    let mut report = Report {
        measures: asked::measures(&given, &mut findings),
        indicators: returned::indicators(&given, &mut findings),
        pairs: returned::pairs(&given.pairs),
        register,
        files: read,
        findings: Vec::new(),
    };
    evidence::report_unused(&given, &report, &mut findings);
    report.findings = findings.kept;
    report.findings.sort();
    Ok(report)
}

/// Writes the page and the tables into a folder of its own.
///
/// # Errors
/// [`Error`] when the folder is somebody else's or cannot be written.
pub fn write_assessed(report: &Report, out: &Path, input: &Path) -> Result<(), Error> {
    let folder = ReportFolder::known_by(KNOWN_BY, out, input)?;
    folder.begin()?;
    let remedy = "free some room on the disk or name another folder with `--out`, and run it again";
    write_fitness(report, &folder).map_err(|cause| Error::file(out, cause, remedy))?;
    folder.finish()
}

/// A questionnaire to fill in, for the measures that the files name; for one without a name where there are none.
///
/// # Errors
/// The same as [`assess`].
pub fn questionnaire(files: &[PathBuf]) -> Result<String, Error> {
    let (_, given) = gather(files, &mut Findings::default())?;
    let mut names: Vec<String> = Vec::new();
    let all = given.kpis.iter().map(|(_, kpi)| &kpi.name);
    let all = all.chain(given.evidence.iter().map(|(_, row)| &row.kpi));
    let all = all.chain(given.returned.iter().flat_map(|(_, rows)| rows).map(|row| &row.indicator));
    for name in all.chain(given.register.iter().map(|(_, entry)| &entry.what)) {
        if !name.is_empty() && !names.iter().any(|known| same(known, name)) {
            names.push(name.clone());
        }
    }
    Ok(template(&names, &audits()))
}

/// The audits that can be named.
fn audits() -> Vec<&'static str> {
    Audit::ALL.iter().map(|audit| audit.name()).chain([PUBLISHED]).collect()
}

/// Whether two names are of one thing: case, spaces and hyphens do not count.
fn same(a: &str, b: &str) -> bool {
    formats::csv_table::heading_key(a) == formats::csv_table::heading_key(b)
}

fn gather(files: &[PathBuf], findings: &mut Findings) -> Result<(Vec<ReadFile>, Given), Error> {
    let (mut read, mut given) = (Vec::new(), Given::default());
    for (place, path) in files.iter().enumerate() {
        let file = FileId(u32::try_from(place).unwrap_or(u32::MAX));
        let (what, content) = one(path, file, findings)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        read.push(ReadFile { name, what });
        match content {
            Content::Kpis(kpis) => given.kpis.extend(kpis.into_iter().map(|kpi| (file, kpi))),
            Content::Evidence(rows) => given.evidence.extend(rows.into_iter().map(|row| (file, row))),
            Content::Returned(rows) => given.returned.push((file, rows)),
            Content::Pairs(rows) => given.pairs.extend(rows),
            Content::Register(rows) => given.register.extend(rows.into_iter().map(|row| (file, row))),
        }
    }
    Ok((read, given))
}

fn one(path: &Path, file: FileId, findings: &mut Findings) -> Result<(&'static str, Content), Error> {
    let see = "see that it may be read, and run it again";
    let io = |cause| Error::file(path, cause, see);
    if !path.is_file() {
        return Err(Error::NoMeasures(path.to_owned()));
    }
    let mut source = File::open(path).map_err(io)?;
    let mut head = Vec::new();
    (&mut source).take(HEAD).read_to_end(&mut head).map_err(io)?;
    source.rewind().map_err(io)?;
    let broken = |problem: String| Error::NoFitness { path: path.to_owned(), problem };
    let kind = recognise(&head).map_err(broken)?;
    let content = formats::fitness::read(kind, &mut source, file, findings).map_err(|error| match error {
        ReadError::Io(cause) => io(cause),
        ReadError::Broken { problem, remedy } => broken(format!("{problem}; {remedy}")),
    })?;
    Ok((kind.words(), content))
}

#[cfg(test)]
mod tests;
