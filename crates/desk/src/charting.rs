//! Charts and comparisons of a plain table of figures: read, worked out, written.

mod asked;
mod lines;
mod sink;
mod units;

use std::fs::File;
use std::path::Path;

use formats::figures::{Definition, Figures, Role, definition};
use formats::read::ReadError;
use published::charts::{Charts, Content, kind_key, write_charts};
use record::FileId;

use crate::Error;
use crate::report_folder::ReportFolder;
use asked::Asked;
use sink::Findings;

/// What to chart, and how. What is `None` is left to the definition, and then to the figures.
#[derive(Clone, Debug)]
pub struct ChartOptions<'a> {
    /// The table.
    pub file: &'a Path,
    /// The definition.
    pub definition: Option<&'a Path>,
    /// The kind of chart, `funnel` or `auto`.
    pub kind: Option<&'a str>,
    /// Which way is better: `up`, `down` or `neither`.
    pub better: Option<&'a str>,
    /// What is aimed at.
    pub target: Option<f64>,
    /// The set of rules.
    pub rules: Option<&'a str>,
    /// A level somebody would want to notice.
    pub notice: Option<f64>,
    /// Only these series; all where none is named.
    pub series: &'a [String],
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Charted {
    /// The charts.
    pub charts: Charts,
}

/// Most series on one page.
const SERIES: usize = 200;

/// Charts a table.
///
/// # Errors
/// [`Error`] when the file or its definition cannot be read, or its figures cannot be charted; the words name the line and the
/// remedy.
pub fn chart(options: &ChartOptions<'_>) -> Result<Charted, Error> {
    worked_out(options, &definition_of(options)?)
}

fn worked_out(options: &ChartOptions<'_>, definition: &Definition) -> Result<Charted, Error> {
    let not_charted = |problem: String| Error::NotCharted { path: options.file.to_owned(), problem };
    let asked = Asked::of(options, definition).map_err(not_charted)?;
    let (figures, mut findings) = read(options, definition)?;
    let (content, left) = if asked.is_funnel(&figures) {
        (Content::Units(units::compare(&figures, &asked).map_err(not_charted)?), Vec::new())
    } else {
        let (lines, left) = lines::chart(&figures, definition, &asked, &mut findings).map_err(not_charted)?;
        (Content::Lines(lines), left)
    };
    let mut findings = findings.kept;
    findings.sort();
    let file = options.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let title = definition.title.clone().unwrap_or_else(|| title_of(&file));
    Ok(Charted { charts: Charts { title, file, content, findings, not_charted: left } })
}

/// A title where nobody gave one: the file's name without what stands behind its last point.
fn title_of(file: &str) -> String {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace('_', " ")
}

/// A draft of a definition for a table: what its headings say, which chart fits, and why.
///
/// # Errors
/// The same as [`chart`].
pub fn suggest(options: &ChartOptions<'_>) -> Result<String, Error> {
    let mut definition = definition_of(options)?;
    let mut file = open(options.file)?;
    let mut nothing = Findings::default();
    definition = formats::figures::guess(&mut file, FileId(0), &definition, &mut nothing)
        .map_err(|error| unread(options.file, error))?;
    let (figures, _) = read(options, &definition)?;
    let charted = worked_out(options, &definition)?;
    let (kind, why) = match &charted.charts.content {
        Content::Lines(lines) => {
            lines.first().map_or(("xmr", ""), |line| (kind_key(line), line.why.as_str()))
        }
        Content::Units(_) => ("funnel", "there are units and no periods"),
    };
    Ok(definition::draft(&figures.columns, &charted.charts.title, kind, why))
}

/// Writes the page, the pictures, the tables and the workbook into a folder of its own.
///
/// # Errors
/// [`Error`] when the folder is somebody else's or cannot be written.
pub fn write_chart(charted: &Charted, out: &Path, input: &Path) -> Result<(), Error> {
    let folder = ReportFolder::known_by(published::charts::KNOWN_BY, out, input)?;
    folder.begin()?;
    let remedy = "free some room on the disk or name another folder with `--out`, and run it again";
    remove_pictures(out).map_err(|cause| Error::file(out, cause, remedy))?;
    write_charts(&charted.charts, &folder).map_err(|cause| Error::file(out, cause, remedy))?;
    folder.finish()
}

/// Pictures of an earlier run with more series must not stand among the new ones.
pub(crate) fn remove_pictures(out: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(out)? {
        let entry = entry?;
        if published::charts::is_picture(&entry.file_name().to_string_lossy()) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn definition_of(options: &ChartOptions<'_>) -> Result<Definition, Error> {
    let Some(path) = options.definition else { return Ok(Definition::default()) };
    let bytes = std::fs::read(path).map_err(|cause| {
        Error::file(
            path,
            cause,
            "name a definition of docs/formats/figures.md, or draft one with `--suggest`",
        )
    })?;
    definition::read(&bytes).map_err(|problem| Error::NotCharted {
        path: options.file.to_owned(),
        problem: format!("the definition `{}` {problem}", path.display()),
    })
}

const SEE: &str = "see that it may be read, and run it again";

fn open(place: &Path) -> Result<File, Error> {
    if !place.is_file() {
        return Err(Error::NoFigures(place.to_owned()));
    }
    File::open(place).map_err(|cause| Error::file(place, cause, SEE))
}

fn unread(place: &Path, error: ReadError) -> Error {
    match error {
        ReadError::Io(cause) => Error::file(place, cause, SEE),
        ReadError::Broken { problem, remedy } => {
            Error::NotCharted { path: place.to_owned(), problem: format!("{problem}; {remedy}") }
        }
    }
}

fn read(options: &ChartOptions<'_>, definition: &Definition) -> Result<(Figures, Findings), Error> {
    let place = options.file;
    let mut file = open(place)?;
    let mut sink = Findings::default();
    let figures = formats::figures::read(&mut file, FileId(0), definition, &mut sink)
        .map_err(|error| unread(place, error))?;
    let has_series = figures.columns.place(Role::Series).is_some();
    let unknown = options.series.iter().find(|name| !figures.rows.iter().any(|row| row.series == **name));
    match unknown {
        Some(name) if has_series => Err(Error::NotCharted {
            path: place.to_owned(),
            problem: format!("no row is of the series `{name}`; write it as it stands in the file"),
        }),
        Some(_) => Err(Error::NotCharted {
            path: place.to_owned(),
            problem:
                "no column is known as a series; leave `--series` out, or say which it is with --definition"
                    .into(),
        }),
        None => Ok((figures, sink)),
    }
}
