//! Plain tables of cases, one row a case, for gaming audits: CSV, Excel or Parquet, with a definition of what the columns are.
//!
//! Documented in `docs/formats/cases.md`. A row that cannot be read is left out with a finding and its line; a column whose days
//! are written in two ways stops the reading, for nothing tells which of them are wrong.

mod beside;
mod days;
pub mod definition;
mod field;
mod parquet;
mod reading;
mod sample;
mod suggest;
mod table;
mod values;
mod workbook;

use std::collections::BTreeMap;

use record::{Day, FileId};

use crate::nearest::hint;
use crate::read::{ReadError, Sink, Source};
use crate::report::short;

pub use beside::{PublishedFigure, UnitVisits, read_published, read_visits};
pub use days::DAY;
pub use definition::{Beside, Definition, Limit, When};
pub use field::{Field, Holds};
pub use suggest::{Suggestion, suggest};
pub use table::is_parquet;

/// Most rows of a table.
pub const ROWS: usize = 10_000_000;
/// Most units: a column with more different names holds no units.
pub const UNITS: usize = 2_000;

/// A table as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cases {
    /// The units by name, in the order of names.
    pub units: Vec<String>,
    /// The cases, in the order of the file.
    pub rows: Vec<Case>,
    /// How many rows the file has, with those left out.
    pub seen: u64,
    /// Rows left out, by unit (`None` where the row has none that can be read) and reason.
    pub left_out: BTreeMap<(Option<String>, &'static str), u64>,
    /// Days are numbers from the table's own day nought, and no dates.
    pub numbered: bool,
    /// Closings or their entries carry a time of day.
    pub timed: bool,
    /// Headings that the definition names nothing for.
    pub unused: Vec<String>,
}

/// One case. Times are thousandths of a day from 1 January 1970, or from the table's own day nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The unit, its place among the names.
    pub unit: u32,
    /// When it was opened.
    pub opened: i32,
    /// The child, as a number without wide gaps.
    pub child: u32,
    /// When it was due, where a column says it.
    pub due: Option<i32>,
    /// When it was closed, as claimed.
    pub closed: Option<i32>,
    /// When the closing was entered.
    pub logged: Option<i32>,
    /// When it was opened again.
    pub reopened: Option<i32>,
    /// When its class was changed.
    pub reclassified: Option<i32>,
    /// How grave it was.
    pub severity: Option<u8>,
    /// Whether it was taken on.
    pub accepted: Option<bool>,
    /// Whether it was left out of the count.
    pub excluded: bool,
    /// Whether the child came to harm.
    pub harm: Option<bool>,
    /// How it was closed.
    pub closing: Option<Closing>,
    /// Minutes of the visit.
    pub minutes: Option<u16>,
    /// The unit's own mark.
    pub rating: Option<u8>,
    /// The post that made the visit, as a number.
    pub post: Option<u32>,
    /// When the visit began, in minutes.
    pub visit_start: Option<i32>,
    /// Where, as a number.
    pub place: Option<u32>,
    /// The family, as a number.
    pub family: Option<u32>,
    /// The fingerprint of the note.
    pub note: Option<u64>,
    /// Whether another agency's record shows the visit.
    pub agrees: Option<bool>,
    /// The line of the file.
    pub line: u32,
}

/// How a case was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closing {
    /// As done.
    Completed,
    /// As "no cooperation".
    NoCooperation,
    /// In another way.
    Other,
}

/// Reads a table of cases. Days after `as_of` cannot be, where days are dates.
///
/// # Errors
/// [`ReadError`] when the file cannot be read, lacks a column the definition names, or writes days in two ways.
pub fn read(
    source: &mut dyn Source,
    file: FileId,
    definition: &Definition,
    as_of: Day,
    sink: &mut dyn Sink,
) -> Result<Cases, ReadError> {
    reading::read(source, file, definition, as_of, sink)
}

fn broken(problem: String, remedy: impl Into<String>) -> ReadError {
    ReadError::Broken { problem, remedy: remedy.into() }
}

fn too_many_rows() -> ReadError {
    broken(format!("the table has more than {ROWS} rows"), "split it by year, and audit one year at a time")
}

/// The place of a column by its heading.
fn place(headings: &[String], named: &str, by: &str) -> Result<usize, ReadError> {
    let key = crate::csv_table::heading_key(named);
    let exact = headings.iter().position(|heading| heading == named);
    let like = || headings.iter().position(|heading| crate::csv_table::heading_key(heading) == key);
    exact.or_else(like).ok_or_else(|| {
        let near = hint(named, headings.iter().map(String::as_str));
        let shown: Vec<String> =
            headings.iter().take(20).map(|heading| format!("`{}`", short(heading))).collect();
        broken(
            format!("{by} names the column `{}`, which the file does not have{near}", short(named)),
            format!("name one of its columns: {}", shown.join(", ")),
        )
    })
}

#[cfg(test)]
mod tests;
