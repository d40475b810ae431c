//! Concern files: who told which post, when, about whom, with which signs; and what was answered, by whom, to what.
//!
//! Documented for the analyst who writes the export in `docs/formats/concerns.md`. Rows become events in
//! `assemble`, the same for CSV and JSONL; what was written by [`write_csv`] and [`write_jsonl`] is read as the same
//! events.

mod assemble;
mod cells;
mod columns;
mod draft;
mod fields;
mod identity;
mod jsonl;
mod mentions;
pub(crate) mod particulars;
mod vocabulary;
mod write;

pub use columns::Column;
pub use jsonl::read_jsonl;
pub use write::{write_csv, write_jsonl};

pub(crate) use vocabulary::NOT_STATED;
pub(crate) use write::post_text;

use crate::chronology::headings::{Role, role};
use crate::csv_table::CsvTable;
use crate::nearest::report_unknown_headings;
use crate::read::{Context, ReadError, Sink, Source};
use crate::report::Report;
use assemble::Assembler;
use cells::Cells;

/// Columns without which no row can be read.
pub(crate) const NEEDED: [Column; 3] = [Column::Event, Column::ConcernId, Column::Date];

/// Reads a concern file in CSV.
///
/// # Errors
/// [`ReadError`] when the file cannot be read on, or when one of the columns `event`, `concern_id` and `date` is not there.
pub fn read_csv(
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut table = CsvTable::open_where(source, context.file, sink, is_heading)?;
    let layout = layout(&table)?;
    let at = Report { file: context.file, line: 1 };
    report_unknown_headings(table.headings(), &names(), at, sink);
    let mut assembler = Assembler::new(context);
    while let Some(row) = table.next_row(sink)? {
        let mut cells = Cells::EMPTY;
        for (column, place) in &layout {
            cells.set(*column, row.cell(Some(*place)).unwrap_or_default());
        }
        assembler.row(row.line(), &cells, sink);
    }
    assembler.end(sink);
    Ok(())
}

/// The names of the columns.
fn names() -> Vec<&'static str> {
    Column::ALL.iter().map(|column| column.name()).collect()
}

/// The needed columns that are missing, if these are the headings of a concern file in which one is. A chronology that
/// says where its rows come from or what was done is none, if it speaks of the child and of nobody told.
pub(crate) fn missing_columns(headings: &[String]) -> Option<Vec<&'static str>> {
    let columns: Vec<Column> = headings.iter().filter_map(|heading| Column::from_name(heading)).collect();
    let missing: Vec<&'static str> =
        NEEDED.iter().filter(|needed| !columns.contains(needed)).map(|needed| needed.name()).collect();
    let specific = columns.iter().filter(|column| SPECIFIC.contains(column)).count();
    let is_of_telling = columns.iter().any(|column| OF_TELLING.contains(column));
    let is_of_chronology = !is_of_telling
        && headings.iter().any(|heading| {
            Column::from_name(heading).is_none() && matches!(role(heading), Some(Role::Source | Role::Action))
        });
    let is_like_concerns = match missing.as_slice() {
        [] => false,
        ["concern_id"] => specific >= 1 && !is_of_chronology,
        _ => specific >= 2 && !is_of_chronology,
    };
    is_like_concerns.then_some(missing)
}

/// Columns that hardly another table has.
const SPECIFIC: [Column; 8] = [
    Column::ConcernId,
    Column::ChildId,
    Column::ChildDob,
    Column::ToldAgency,
    Column::ToldPost,
    Column::Addresses,
    Column::TellerAgency,
    Column::ImmediateDanger,
];

/// Columns that speak of who was told and what was answered, in words of this format: no chronology has them.
const OF_TELLING: [Column; 4] =
    [Column::ToldAgency, Column::ToldPost, Column::Addresses, Column::TellerAgency];

/// The heading that may stand for a column: near in spelling, or with the same first word.
pub(crate) fn heading_for<'h>(column: &str, headings: &'h [String]) -> Option<&'h str> {
    let strangers =
        || headings.iter().map(String::as_str).filter(|heading| Column::from_name(heading).is_none());
    let first = column.split('_').next().unwrap_or(column);
    crate::nearest::nearest(column, strangers()).or_else(|| {
        let begins = |heading: &&str| heading.to_lowercase().starts_with(first);
        strangers().find(begins)
    })
}

/// What to do about a missing column.
pub(crate) fn remedy_of_missing(column: &str, headings: &[String]) -> String {
    match heading_for(column, headings) {
        Some(heading) => format!("call `{}` `{column}`, if it is that; ", crate::report::short(heading)),
        None => "add it; ".to_owned(),
    }
}

/// The first row that names a needed column: titles above the headings are passed over.
fn is_heading(cells: &[String]) -> bool {
    let named = cells.iter().filter_map(|cell| Column::from_name(cell));
    named.filter(|column| NEEDED.contains(column)).count() >= 2
}

/// Where each column stands.
fn layout(table: &CsvTable<'_>) -> Result<Vec<(Column, usize)>, ReadError> {
    let found = |column: &Column| table.find(column.name()).map(|place| (*column, place));
    let layout: Vec<(Column, usize)> = Column::ALL.iter().filter_map(found).collect();
    let missing = NEEDED.iter().find(|needed| !layout.iter().any(|(column, _)| column == *needed));
    match missing {
        Some(column) => Err(ReadError::Broken {
            problem: format!("there is no column `{}`", column.name()),
            remedy: format!(
                "{}only `event`, `concern_id` and `date` are needed",
                remedy_of_missing(column.name(), table.headings())
            ),
        }),
        None => Ok(layout),
    }
}

#[cfg(test)]
mod organised_tests;
#[cfg(test)]
mod tests;
