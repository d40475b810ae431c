//! Which format a file is, by its content. Its name is never enough.

use crate::ssda903::Table;

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

/// How many bytes of a file's beginning [`recognise`] wants.
pub const HEAD: usize = 64 * 1024;

/// Which format this is, from its first [`HEAD`] bytes and, for containers (xlsx, docx), the whole source.
pub fn recognise(head: &[u8], source: &mut dyn crate::read::Source) -> Recognised {
    let _ = (head, source);
    Recognised::Unknown {
        why: "nothing is read yet".into(),
        remedy: String::new(),
    }
}
