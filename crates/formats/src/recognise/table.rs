//! Tables, by their headings.

use std::io::Cursor;

use record::source::{Completeness, RowKey};
use record::{Coverage, Event, FileId, Finding};

use super::{Format, Recognised};
use crate::concerns::{missing_columns, remedy_of_missing};
use crate::csv_table::{CsvTable, delimiter_of, heading_key};
use crate::read::{Seen, Sink};
use crate::ssda903::Table;

/// Recognises a table by the first of its early rows that some format knows as headings.
pub(super) fn recognise(head: &[u8]) -> Recognised {
    let mut cursor = Cursor::new(head);
    let table = CsvTable::open_where(&mut cursor, FileId::default(), &mut Nothing, |headings| {
        table_format(headings).is_some()
    });
    if let Some(format) = table.ok().and_then(|table| table_format(table.headings())) {
        return Recognised::As(format);
    }
    if let Some(concerns) = nearly_concerns(head) {
        return concerns;
    }
    let line =
        head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    if delimiter_of(line).is_some() {
        return Recognised::unknown(
            "a table whose headings no format has",
            "give it the headings of a concern file, or of a chronology: `date` and `event`",
        );
    }
    Recognised::unknown(
        "plain text, which is not read",
        "put it into a table with a column for the date and one for what happened",
    )
}

/// A concern file that lacks a column without which it cannot be read, and which it may have under another name.
fn nearly_concerns(head: &[u8]) -> Option<Recognised> {
    let mut cursor = Cursor::new(head);
    let table = CsvTable::open_where(&mut cursor, FileId::default(), &mut Nothing, |headings| {
        missing_columns(headings).is_some()
    });
    let table = table.ok()?;
    let missing = missing_columns(table.headings())?;
    let why = match missing.as_slice() {
        [one] => format!("looks like a concern file; the column `{one}` is missing"),
        more => format!("looks like a concern file; the columns `{}` are missing", more.join("`, `")),
    };
    let remedy: String = missing.iter().map(|column| remedy_of_missing(column, table.headings())).collect();
    let remedy = format!(
        "{remedy}`docs/formats/templates/concerns-simple.csv` shows a whole one; a chronology needs a column for its source or action"
    );
    Some(Recognised::unknown(why, remedy))
}

/// The format of a table with these headings.
pub fn table_format(headings: &[String]) -> Option<Format> {
    let keys: Vec<String> = headings.iter().map(|heading| heading_key(heading)).collect();
    let has = |heading: &str| {
        let key = heading_key(heading);
        keys.contains(&key)
    };
    if has("event") && has("concern_id") {
        return Some(Format::ConcernsCsv);
    }
    if has("row") && (has("post") || has("agency")) {
        return Some(Format::PostsCsv);
    }
    if has("policy_file") && has("rule") {
        return Some(Format::RuleChangesCsv);
    }
    if has("post")
        && has("date")
        && !has("event")
        && (has("concern_id") || has("child_id") || has("child_upn"))
    {
        return Some(Format::AccessLogCsv);
    }
    if let Some(table) = Table::of_headings(headings) {
        return Some(Format::Ssda903(table));
    }
    // Read as a chronology, its warnings would start no clock and nobody would be told.
    if missing_columns(headings).is_some() {
        return None;
    }
    looks_like_chronology(headings).then_some(Format::ChronologyCsv)
}

/// Are these the headings of a chronology? The reader's own rule, so that what is recognised can also be read.
pub fn looks_like_chronology(headings: &[String]) -> bool {
    crate::chronology::headings::is_heading(headings)
}

/// Takes nothing: a look at the headings reports nothing.
struct Nothing;

impl Sink for Nothing {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, _: Finding) {}
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}
