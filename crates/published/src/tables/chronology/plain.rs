//! The chronology as CSV and as JSON.

use std::io::{self, Write};

use super::Form;
use super::row::{COLUMNS, LOG_INDEX, Row, SEQ};
use crate::Folder;
use crate::csv_safe::Table;

struct Csv(Table);

/// `chronology.csv`.
pub(super) fn csv<'a>(folder: &dyn Folder) -> io::Result<Box<dyn Form + 'a>> {
    Ok(Box::new(Csv(Table::new(folder.file("chronology.csv")?, &COLUMNS)?)))
}

impl Form for Csv {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.0.row(&row.cells)
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        self.0.end()
    }
}

struct Json {
    out: Box<dyn Write + Send>,
    first: bool,
}

/// `chronology.json`: one array, one object a line. Empty columns are left out.
pub(super) fn json<'a>(folder: &dyn Folder) -> io::Result<Box<dyn Form + 'a>> {
    let mut out = folder.file("chronology.json")?;
    out.write_all(b"[")?;
    Ok(Box::new(Json { out, first: true }))
}

impl Form for Json {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.out.write_all(if self.first { b"\n{" } else { b",\n{" })?;
        self.first = false;
        let mut comma = "";
        for (column, (name, text)) in
            COLUMNS.iter().zip(&row.cells).enumerate().filter(|(_, (_, text))| !text.is_empty())
        {
            write!(self.out, "{comma}\"{name}\":")?;
            match column {
                SEQ | LOG_INDEX => self.out.write_all(text.as_bytes())?,
                _ => serde_json::to_writer(&mut self.out, text)?,
            }
            comma = ",";
        }
        self.out.write_all(b"}")
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()
    }
}
