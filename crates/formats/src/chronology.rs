//! Chronology tables as reviewers have them: CSV, Excel, Word.
//!
//! Every row of a table becomes one entry, once, in its order, whatever is odd about it: undated rows, rows without a
//! source and rows of notes are kept and said. Nothing is inferred from the words of a row. `docs/formats/chronology.md`
//! describes columns, dates and findings for the people who write such tables.

mod cells;
mod children;
mod csv;
mod dating;
mod docx;
mod entry;
pub mod headings;
mod names;
pub(crate) mod package;
mod rows;
mod table;
pub mod when;
mod who;
mod xlsx;

#[cfg(test)]
mod tests;

pub use cells::NOTE_HEADING;
pub use csv::read_csv;
pub use docx::read_docx;
pub use entry::ROW_ROLE;
pub use table::{CELL_BYTES, COLUMNS, ROWS};
pub use who::UNKNOWN_AGENCY;
pub use xlsx::read_xlsx;
