//! Plain tables of figures, for charts and comparisons: a period or a unit, and a value or a numerator with its denominator.
//!
//! Documented in `docs/formats/figures.md`. A number that cannot be read leaves a gap and a finding; a period that cannot be
//! read stops the reading, because a row in the wrong place shifts every figure behind it.

mod columns;
pub mod definition;
mod guess;
pub(crate) mod number;
pub mod period;
mod scale;

use record::FileId;

use crate::csv_table::CsvTable;
use crate::read::{ReadError, Sink, Source};
use crate::report::{Report, short};

pub use columns::{Columns, Role};
pub use definition::Definition;
pub use guess::guess;
pub use period::{Period, Step};

/// Most rows of a table; more is no table for a chart.
pub const ROWS: usize = 200_000;

/// A row as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its line.
    pub line: u32,
    /// The period as written; empty without such a column.
    pub period: String,
    /// The series or unit; empty without such a column.
    pub series: String,
    /// The value; typed with a percent sign, the share it is (`12.5%` is 0.125).
    pub value: Option<f64>,
    /// Whether the value was typed with a percent sign.
    pub percent: bool,
    /// The numerator.
    pub numerator: Option<f64>,
    /// The denominator.
    pub denominator: Option<f64>,
    /// The target.
    pub target: Option<f64>,
    /// Whether the target was typed with a percent sign.
    pub target_percent: bool,
    /// What the value is counted in, as written: `percent`, `days`; empty without such a column.
    pub counted_in: String,
    /// Which way is better, as written.
    pub better: String,
}

/// A table as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Which column was read as what, by heading.
    pub columns: Columns,
    /// The rows, in the order of the file.
    pub rows: Vec<Row>,
}

/// Reads a table. Columns are those the definition names, and where it names none those whose headings say what they are.
///
/// # Errors
/// [`ReadError`] when the file cannot be read, holds no row, or lacks a column.
pub fn read(
    source: &mut dyn Source,
    file: FileId,
    definition: &Definition,
    sink: &mut dyn Sink,
) -> Result<Figures, ReadError> {
    let mut table = CsvTable::open(source, file, sink)?;
    let columns = columns::find(table.headings(), definition)?;
    let mut rows = Vec::new();
    while let Some(row) = table.next_row(sink)? {
        if rows.len() == ROWS {
            return Err(broken(
                format!("the table has more than {ROWS} rows"),
                "count cases by period first, one row a period",
            ));
        }
        let at = Report { file, line: row.line() };
        let text = |role: Role| row.cell(columns.place(role)).unwrap_or_default().to_owned();
        let mut number = |role: Role| {
            let written = row.cell(columns.place(role))?;
            let heading = columns.heading(role).unwrap_or_default();
            number::read(written).unwrap_or_else(|problem| {
                let words = format!("`{}` {}; the figure is a gap", short(written), problem.words);
                at.skipped(sink, heading, problem.rule, words, problem.remedy);
                None
            })
        };
        let (value, target) = (number(Role::Value), number(Role::Target));
        let (numerator, denominator) = (number(Role::Numerator), number(Role::Denominator));
        let percent = |role: Role| row.cell(columns.place(role)).is_some_and(number::is_percentage);
        rows.push(Row {
            line: row.line(),
            period: text(Role::Period),
            series: text(Role::Series),
            value,
            percent: percent(Role::Value),
            numerator,
            denominator,
            target,
            target_percent: percent(Role::Target),
            counted_in: text(Role::CountedIn),
            better: text(Role::Better),
        });
    }
    if rows.is_empty() {
        return Err(broken("the table has headings and no row".into(), "add one row for each period"));
    }
    scale::settle(&columns, &mut rows, file, sink);
    Ok(Figures { columns, rows })
}

pub(crate) fn broken(problem: String, remedy: impl Into<String>) -> ReadError {
    ReadError::Broken { problem, remedy: remedy.into() }
}

#[cfg(test)]
mod tests;
