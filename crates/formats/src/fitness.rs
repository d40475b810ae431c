//! The files that `candour fitness` reads: a questionnaire (TOML or CSV), figures, returned indicators, returns beside
//! independent findings, and the register of targets. Each is recognised by its headings.
//!
//! Documented in `docs/formats/fitness.md` and `docs/formats/target_register.md`. What cannot be read leaves a gap and a finding;
//! the rest is kept.

mod answers;
mod cells;
mod evidence;
mod indicators;
mod pairs;
mod questionnaire;
mod recorder;
mod register;
mod returned;
mod template;

use std::io::Read;

use record::FileId;

use crate::csv_table::{CsvTable, delimiter_of, heading_key};
use crate::read::{ReadError, Sink, Source};

pub use answers::{Answer, QUESTIONS, Question};
pub use evidence::{Evidence, Measured};
pub use indicators::{Indicator, Year, indicators};
pub use pairs::PairRow;
pub use questionnaire::{Compare, Given, Kpi, Response, Shape};
pub use recorder::{RecordedBy, read as recorded_by};
pub use register::{Entry, EntryKind};
pub use returned::ReturnedRow;
pub use template::template;

/// Most rows of one file; those behind are left out with a finding.
pub const ROWS: usize = 1_000_000;

/// Largest questionnaire in TOML, in bytes.
pub const TOML_BYTES: usize = 1024 * 1024;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A questionnaire in TOML.
    QuestionnaireToml,
    /// A questionnaire in CSV.
    QuestionnaireCsv,
    /// Figures for the checks.
    Evidence,
    /// Indicators as they were returned, year by year.
    Returned,
    /// Returns beside what independent eyes found.
    Pairs,
    /// The register of targets.
    Register,
}

impl Kind {
    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::QuestionnaireToml | Self::QuestionnaireCsv => "questionnaire",
            Self::Evidence => "figures for the checks",
            Self::Returned => "indicators as returned",
            Self::Pairs => "returns beside independent findings",
            Self::Register => "register of targets",
        }
    }
}

/// Each kind of table with the headings that say what it is.
const HEADINGS: [(Kind, &[&str]); 5] = [
    (Kind::QuestionnaireCsv, &["kpi", "question", "answer"]),
    (Kind::Evidence, &["kpi", "what"]),
    (Kind::Returned, &["year", "indicator", "target", "outturn"]),
    (Kind::Pairs, &["what", "official", "independent"]),
    (Kind::Register, &["row", "what", "in_force"]),
];

/// What a file is, by its first bytes; the words of an error say why it is none of these.
///
/// # Errors
/// Why nothing is known of it, and the remedy.
pub fn recognise(head: &[u8]) -> Result<Kind, String> {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{FEFF}');
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().find(|line| !line.starts_with('#'));
    let Some(first) = first else {
        return Err("it is empty; begin with `candour fitness --suggest`".into());
    };
    if lines.any(|line| line.starts_with("[[kpi]]") || line.starts_with("[kpi]")) {
        return Ok(Kind::QuestionnaireToml);
    }
    let delimiter = delimiter_of(first.as_bytes()).unwrap_or(b',');
    let keys: Vec<String> =
        first.split(char::from(delimiter)).map(|cell| heading_key(cell.trim().trim_matches('"'))).collect();
    let has = |heading: &&str| keys.contains(&heading_key(heading));
    if let Some((kind, _)) = HEADINGS.iter().find(|(_, headings)| headings.iter().all(has)) {
        return Ok(*kind);
    }
    let known: Vec<String> = HEADINGS
        .iter()
        .map(|(kind, headings)| format!("{} ({})", headings.join(","), kind.words()))
        .collect();
    Err(format!(
        "its first line has no headings that candour fitness knows; they are: {}; or a questionnaire in TOML with [[kpi]]",
        known.join("; ")
    ))
}

/// What one file held.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Measures asked about.
    Kpis(Vec<Kpi>),
    /// Figures.
    Evidence(Vec<Evidence>),
    /// Indicators.
    Returned(Vec<ReturnedRow>),
    /// Pairs.
    Pairs(Vec<PairRow>),
    /// Entries.
    Register(Vec<Entry>),
}

/// Reads a file as what it was recognised to be.
///
/// # Errors
/// [`ReadError`] when it cannot be read on, or is no such file after all.
pub fn read(
    kind: Kind,
    source: &mut dyn Source,
    file: FileId,
    sink: &mut dyn Sink,
) -> Result<Content, ReadError> {
    Ok(match kind {
        Kind::QuestionnaireToml => {
            let mut bytes = Vec::new();
            source.take(TOML_BYTES as u64 + 1).read_to_end(&mut bytes)?;
            Content::Kpis(questionnaire::read(&answers::of_toml(&bytes, file, sink), file, sink))
        }
        Kind::QuestionnaireCsv => {
            let mut table = CsvTable::open(source, file, sink)?;
            Content::Kpis(questionnaire::read(&answers::of_csv(&mut table, file, sink)?, file, sink))
        }
        Kind::Evidence => {
            Content::Evidence(evidence::read(&mut CsvTable::open(source, file, sink)?, file, sink)?)
        }
        Kind::Returned => {
            Content::Returned(returned::read(&mut CsvTable::open(source, file, sink)?, file, sink)?)
        }
        Kind::Pairs => Content::Pairs(pairs::read(&mut CsvTable::open(source, file, sink)?, file, sink)?),
        Kind::Register => {
            Content::Register(register::read(&mut CsvTable::open(source, file, sink)?, file, sink)?)
        }
    })
}

#[cfg(test)]
mod tests;
