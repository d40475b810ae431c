//! A table as any of the three file kinds gives it: rows of cells.

use record::Day;

/// Largest cell kept, in bytes of UTF-8. What is behind is left out with a finding.
pub const CELL_BYTES: usize = 1024 * 1024;
/// Most columns of a row. What is behind is left out with a finding.
pub const COLUMNS: usize = 512;
/// Most rows of a file. What is behind is left out with a finding.
pub const ROWS: u32 = 200_000;

/// What a spreadsheet says a cell is, beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// A date, with minutes from midnight if it has a time.
    Date { day: Day, minute: u16 },
    /// A bare number that would be this date, if its column holds dates.
    Number { day: Day, minute: u16 },
    /// A time without a date, in minutes from midnight.
    Time(u16),
    /// An error value, such as `#N/A`.
    Error,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its text, unaltered.
    pub(super) text: String,
    pub(super) typed: Option<Typed>,
    /// Merged with the cell above: it means the same.
    pub(super) as_above: bool,
    /// Merged with the cell before it.
    pub(super) as_before: bool,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number in findings and corrections, from 1.
    pub(super) line: u32,
    /// Number of the sheet, from 0; 0 in files without sheets.
    pub(super) part: u16,
    pub(super) cells: Vec<Cell>,
    /// Stretches of tracked deletions in it.
    pub(super) deletions: u32,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    pub(super) fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.text.clone()).collect()
    }
}

/// Cuts a text that is too long; true if something was cut.
pub(super) fn cut(text: &mut String, most: usize) -> bool {
    if text.len() <= most {
        return false;
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(end);
    true
}
