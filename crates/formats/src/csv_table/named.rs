//! The cells of a row by the names of their columns.

use super::{CsvTable, Row};

/// Where the named columns of one table stand.
#[derive(Clone, Debug)]
pub(crate) struct Columns<'n> {
    names: &'n [&'static str],
    places: Vec<Option<usize>>,
}

/// One row, its cells by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'r> {
    columns: &'r Columns<'r>,
    row: &'r Row,
}

impl<'n> Columns<'n> {
    /// Looks the columns up in the table's headings.
    pub(crate) fn of(table: &CsvTable<'_>, names: &'n [&'static str]) -> Self {
        Self { names, places: names.iter().map(|name| table.find(name)).collect() }
    }

    /// A row by these columns.
    pub(crate) fn row<'r>(&'r self, row: &'r Row) -> Named<'r> {
        Named { columns: self, row }
    }
}

impl<'r> Named<'r> {
    /// The trimmed cell; empty where it holds nothing or the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &'r str {
        let name = self.columns.names.iter().position(|known| *known == column);
        self.row.cell(name.and_then(|name| self.columns.places[name])).unwrap_or_default()
    }
}
