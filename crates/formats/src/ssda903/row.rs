//! One row of a table as text, for reading and writing.

use std::io::{self, Write};

use smol_str::SmolStr;

use super::table::{Holds, Table, holds};
use crate::safe;

/// One row: a text for each column of its table, empty where there is none.
///
/// Days are ISO (`2019-05-23`; `2019-05` or `2019` where the guide allows to leave the day open); the file has them day
/// first. The line is that of the file read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The table.
    pub table: Table,
    /// Line on which it begins, 0 in what is made.
    pub line: u32,
    cells: Vec<SmolStr>,
}

impl Row {
    /// An empty row.
    pub fn new(table: Table) -> Self {
        Self { table, line: 0, cells: vec![SmolStr::default(); table.columns().len()] }
    }

    /// The row with this text in a column. A column that the table does not have is left out.
    #[must_use]
    pub fn with(mut self, column: &str, text: impl AsRef<str>) -> Self {
        self.set(column, text.as_ref());
        self
    }

    pub(super) fn set(&mut self, column: &str, text: &str) {
        let place = self.table.columns().iter().position(|known| *known == column);
        if let Some(cell) = place.and_then(|place| self.cells.get_mut(place)) {
            *cell = SmolStr::new(text);
        }
    }

    /// The text of a column, empty if there is none.
    pub fn get(&self, column: &str) -> &SmolStr {
        static EMPTY: SmolStr = SmolStr::new_static("");
        let place = self.table.columns().iter().position(|known| *known == column);
        place.and_then(|place| self.cells.get(place)).unwrap_or(&EMPTY)
    }
}

/// Writes a table as the council sends it: headings, then one row after the other. Rows of other tables are left out.
///
/// # Errors
/// Whatever `out` says.
pub fn write<'r>(
    table: Table,
    rows: impl IntoIterator<Item = &'r Row>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(table.columns())?;
    for row in rows.into_iter().filter(|row| row.table == table) {
        let cells = table.columns().iter().zip(&row.cells);
        csv.write_record(cells.map(|(column, cell)| written(column, cell)))?;
    }
    csv.flush()
}

/// A cell as it stands in the file.
fn written(column: &str, cell: &SmolStr) -> String {
    let date = matches!(holds(column), Holds::Date | Holds::DateAhead | Holds::PartialDate);
    let parts: Vec<&str> = cell.split('-').collect();
    match parts.as_slice() {
        _ if !date || cell.is_empty() => safe::cell(cell).into_owned(),
        [year, month, day] => format!("{day}/{month}/{year}"),
        [year, month] => format!("zz/{month}/{year}"),
        [year] if year.len() == 4 => format!("zz/zz/{year}"),
        // An undated placeholder holds nothing worth writing.
        _ => String::new(),
    }
}
