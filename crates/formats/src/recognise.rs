//! Which format a file is, by its content. Its name is never enough.

mod container;
mod table;
mod xml;

use std::io::Cursor;

use crate::input::Decoder;
use crate::ssda903::Table;

pub use table::{looks_like_chronology, table_format};

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Children-in-need census, XML.
    CinCensus,
    /// One table of the SSDA903 return, CSV.
    Ssda903(Table),
    /// Concern file, CSV.
    ConcernsCsv,
    /// Concern file, one JSON object a line.
    ConcernsJsonl,
    /// Posts file, CSV.
    PostsCsv,
    /// File of rule changes, CSV.
    RuleChangesCsv,
    /// Access log, CSV.
    AccessLogCsv,
    /// Chronology table, CSV.
    ChronologyCsv,
    /// Chronology table, Excel.
    ChronologyXlsx,
    /// Chronology table, Word.
    ChronologyDocx,
}

impl Format {
    /// Stable code of the format: `cin_census`, `ssda903.episodes`, `concerns.csv`, …
    pub fn code(self) -> String {
        match self {
            Self::CinCensus => "cin_census".into(),
            Self::Ssda903(table) => format!("ssda903.{}", table.code()),
            Self::ConcernsCsv => "concerns.csv".into(),
            Self::ConcernsJsonl => "concerns.jsonl".into(),
            Self::PostsCsv => "posts.csv".into(),
            Self::RuleChangesCsv => "rule_changes.csv".into(),
            Self::AccessLogCsv => "access_log.csv".into(),
            Self::ChronologyCsv => "chronology.csv".into(),
            Self::ChronologyXlsx => "chronology.xlsx".into(),
            Self::ChronologyDocx => "chronology.docx".into(),
        }
    }
}

/// What a look at a file's first bytes gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// This format.
    As(Format),
    /// Nothing candour reads; why, and what would help.
    Unknown {
        /// Why, in plain words: "a scanned picture", "an empty file", "a CSV whose heading no format has".
        why: String,
        /// What would make it readable.
        remedy: String,
    },
}

impl Recognised {
    fn unknown(why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Unknown { why: why.into(), remedy: remedy.into() }
    }
}

/// How many bytes of a file's beginning [`recognise`] wants.
pub const HEAD: usize = 64 * 1024;

/// Which format this is, from its first [`HEAD`] bytes and, for containers (xlsx, docx), the whole source.
pub fn recognise(head: &[u8], source: &mut dyn crate::read::Source) -> Recognised {
    if head.is_empty() {
        return Recognised::unknown("an empty file", "export it again");
    }
    if let Some(found) = container::recognise(head, source) {
        return found;
    }
    let Some(text) = decoded(head) else {
        return Recognised::unknown("not text, and no document candour knows", "export it as CSV or Word");
    };
    let text = text.trim_start_matches('\u{FEFF}');
    match text.trim_start().chars().next() {
        None => Recognised::unknown("a file of spaces only", "export it again"),
        Some('<') => xml::recognise(text),
        Some('{' | '[') => json(text.trim_start()),
        Some(_) => table::recognise(head),
    }
}

/// The head as text; `None` if it is none.
fn decoded(head: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut cursor = Cursor::new(head);
    std::io::Read::read_to_string(&mut Decoder::new(&mut cursor).ok()?, &mut text).ok()?;
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}');
    let count = text.chars().filter(|c| odd(*c)).count();
    // A few stray null characters occur in exports; a tenth of the text does not.
    (count * 10 <= text.chars().count()).then_some(text)
}

/// One JSON object a line with the keys of a concern file.
fn json(text: &str) -> Recognised {
    let line = text.lines().next().unwrap_or_default();
    let has = |key: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(value) => value.get(key).is_some(),
        // The first line may be longer than what was looked at.
        Err(_) => line.len() > HEAD / 2 && line.contains(&format!("\"{key}\"")),
    };
    if text.starts_with('{') && has("event") && has("concern_id") {
        return Recognised::As(Format::ConcernsJsonl);
    }
    Recognised::unknown(
        "JSON that is not one concern a line",
        "write one object a line with the keys `event`, `concern_id` and `date`",
    )
}

#[cfg(test)]
mod tests;
