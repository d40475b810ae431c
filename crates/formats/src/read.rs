//! Reading one file: who calls, what is handed back.

use std::io::{Read, Seek};

use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{AgencyId, Coverage, Event, FileId, Finding, Logged};

use crate::recognise::Format;

/// What a reader must be told about the file it reads.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The file's number.
    pub file: FileId,
    /// Whose file it is.
    pub agency: &'a AgencyId,
    /// When candour takes it. Given, never fetched.
    pub logged: Logged,
    /// The policy, for codes, roles, signs and activities.
    pub policy: &'a Policy,
    /// What `agency.toml` says the file covers.
    pub covers: Option<Coverage>,
    /// What `agency.toml` says of its completeness.
    pub completeness: Completeness,
    /// Dates after this day are doubtful: an extract cannot report the future.
    pub as_of: record::Day,
}

/// Whether a row is news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Not seen before, or with other content: read it.
    New,
    /// The same row with the same content is known from this or another file: its events are known too.
    Repeated,
}

/// Takes what a reader finds, as it finds it. Readers hold no file in memory.
pub trait Sink {
    /// A row of an extract, before its events. `content` is the row's bytes as read (for the comparison of extracts),
    /// `fields` its coded fields by name for saying what changed. If the answer is [`Seen::Repeated`] the reader hands
    /// over no events for it.
    fn row(&mut self, line: u32, key: RowKey, fields: &[(&str, &str)]) -> Seen;
    /// An event of the row handed over last. Its id is unset; its source says where it stands.
    fn event(&mut self, event: Event);
    /// Something odd.
    fn finding(&mut self, finding: Finding);
    /// What the file itself says it covers.
    fn covers(&mut self, covers: Coverage, completeness: Completeness);
    /// A child of the file, by the agency's own number, for counting.
    fn child(&mut self, local_id: &str);
    /// How far the reader is, in bytes of the file.
    fn progress(&mut self, bytes: u64);
}

/// A file that cannot be read at all. What was handed over before stays.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The operating system says no.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// It is not what it looks like.
    #[error("{problem}; {remedy}")]
    Broken {
        /// What is wrong, in plain words, with the line where there is one.
        problem: String,
        /// What to do.
        remedy: String,
    },
}

/// Anything that can be read from the start and positioned.
pub trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// Reads `source` as `format`.
///
/// # Errors
/// [`ReadError`] when nothing, or nothing more, can be read; events handed over before are kept.
pub fn read(
    format: Format,
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    match format {
        Format::CinCensus => crate::cin::read(source, context, sink),
        Format::Ssda903(table) => crate::ssda903::read(table, source, context, sink),
        Format::ConcernsCsv => crate::concerns::read_csv(source, context, sink),
        Format::ConcernsJsonl => crate::concerns::read_jsonl(source, context, sink),
        Format::PostsCsv => crate::posts::read(source, context, sink),
        Format::RuleChangesCsv => crate::rule_changes::read(source, context, sink),
        Format::AccessLogCsv => crate::access_log::read(source, context, sink),
        Format::ChronologyCsv => crate::chronology::read_csv(source, context, sink),
        Format::ChronologyXlsx => crate::chronology::read_xlsx(source, context, sink),
        Format::ChronologyDocx => crate::chronology::read_docx(source, context, sink),
    }
}
