//! Cells that a spreadsheet will not run as formulas, and CSV files made of them.
//!
//! Source: OWASP, "CSV Injection": a cell that begins with `=`, `+`, `-`, `@`, tab or carriage return gets an
//! apostrophe before it. White space before the sign does not hide it.

use std::borrow::Cow;
use std::io::{self, Write};

/// The cell, with an apostrophe before it where a spreadsheet would take it for a formula.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    let begins = text.trim_start_matches([' ', '\u{a0}', '\n']);
    let formula = begins.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell that [`cell`] made, as a spreadsheet gives it back: with or without the apostrophe.
pub(crate) fn given_back(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if cell(rest).len() != rest.len() => rest,
        _ => text,
    }
}

/// A CSV file: UTF-8, comma, line feed, a heading row.
pub(crate) struct Table {
    out: csv::Writer<Box<dyn Write + Send>>,
}

impl Table {
    /// A table with this heading.
    pub(crate) fn new(out: Box<dyn Write + Send>, heading: &[&str]) -> io::Result<Self> {
        let mut table = Self { out: csv::WriterBuilder::new().from_writer(out) };
        table.row(heading)?;
        Ok(table)
    }

    /// One row; every cell is made harmless.
    pub(crate) fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> io::Result<()> {
        for text in cells {
            self.out.write_field(cell(text.as_ref()).as_ref()).map_err(io::Error::other)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    /// One row, each cell with whether it is a figure of ours: a figure below zero is no formula and stays as it is.
    pub(crate) fn row_with_figures(&mut self, cells: &[(String, bool)]) -> io::Result<()> {
        for (text, is_figure) in cells {
            let text =
                if *is_figure && text.parse::<f64>().is_ok() { text.as_str().into() } else { cell(text) };
            self.out.write_field(text.as_ref()).map_err(io::Error::other)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    /// Nothing is left in between.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"] {
            assert_eq!(cell(text), format!("'{text}"));
            assert_eq!(given_back(&cell(text)), text);
        }
        for text in ["", "a=1", "'tis", "2011-03", "'quoted'"] {
            assert_eq!(cell(text), text);
            assert_eq!(given_back(text), text);
        }
    }
}
