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
mod vocabulary;
mod write;

pub use columns::Column;
pub use jsonl::read_jsonl;
pub use write::{write_csv, write_jsonl};

pub(crate) use write::post_text;



use crate::csv_table::CsvTable;
use crate::read::{Context, ReadError, Sink, Source};
use assemble::Assembler;
use cells::Cells;

/// Columns without which no row can be read.
pub(crate) const NEEDED: [Column; 3] = [Column::Event, Column::ConcernId, Column::Date];

/// Reads a concern file in CSV.
///
/// # Errors
/// [`ReadError`] when the file cannot be read on, or when one of the columns `event`, `concern_id` and `date` is not there.
pub fn read_csv(source: &mut dyn Source, context: &Context<'_>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let mut table = CsvTable::open_where(source, context.file, sink, is_heading)?;
    let layout = layout(&table)?;
    report_unknown(&table, context, sink);
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
            remedy: "add it; only `event`, `concern_id` and `date` are needed".into(),
        }),
        None => Ok(layout),
    }
}

fn report_unknown(table: &CsvTable<'_>, context: &Context<'_>, sink: &mut dyn Sink) {
    let at = crate::report::Report { file: context.file, line: 1 };
    for heading in table.headings() {
        if !heading.is_empty() && Column::from_name(heading).is_none() {
            report_unknown_column(heading, at, sink);
        }
    }
}

/// Says that a column or key is not known, with the nearest that is.
pub(crate) fn report_unknown_column(heading: &str, at: crate::report::Report, sink: &mut dyn Sink) {
    let near = crate::nearest::hint(heading, Column::ALL.iter().map(|column| column.name()));
    let heading = crate::report::short(heading);
    let words = format!("the column `{heading}` is not known and was not read{near}");
    at.doubtful(sink, &heading, "csv.unknown_heading", words, "check its spelling, or leave it out");
}

#[cfg(test)]
mod tests;
