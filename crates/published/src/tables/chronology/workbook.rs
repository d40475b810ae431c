//! The chronology as an Excel workbook: the reviewer's own columns where tables were imported, candour's columns, and a
//! last sheet that says what was read and what this cannot show.

use std::io::{self, Write};

use super::Form;
use super::layout::{Column, Holds, Layout};
use super::row::{COLUMNS, DATE_FROM, DATE_TO, LOG_INDEX, Row, Rows, SEQ};
use crate::Folder;
use crate::called::Called;
use crate::limits::{cannot_show, read_lines, unread_lines};
use crate::xlsx::{Cell, Workbook};

/// Widths of candour's columns. Unit: characters.
const WIDTHS: [u32; COLUMNS.len()] =
    [8, 8, 12, 8, 12, 10, 22, 24, 28, 10, 28, 20, 60, 22, 30, 16, 28, 14, 8, 30, 22, 16, 8, 30];
const SHEET: &str = "Chronology";
const FURTHER_SHEET: &str = "Candour columns";

struct Book<'a> {
    book: Workbook<Box<dyn Write + Send>>,
    called: &'a Called<'a>,
    layout: &'a Layout,
    rows: &'a Rows<'a>,
}

/// `chronology.xlsx`.
pub(super) fn open<'a>(
    called: &'a Called<'a>,
    layout: &'a Layout,
    rows: &'a Rows<'a>,
    folder: &dyn Folder,
) -> io::Result<Box<dyn Form + 'a>> {
    let mut book = Workbook::new(folder.file("chronology.xlsx")?);
    if layout.is_reviewers {
        let width = |holds| match holds {
            Holds::RowId | Holds::Cell(LOG_INDEX) => 8,
            Holds::When => 14,
            _ => 36,
        };
        let columns: Vec<(&str, u32)> =
            layout.columns.iter().map(|column| (column.heading.as_str(), width(column.holds))).collect();
        book.sheet(SHEET, &columns)?;
    } else {
        begin(&mut book, SHEET)?;
    }
    Ok(Box::new(Book { book, called, layout, rows }))
}

fn begin(book: &mut Workbook<Box<dyn Write + Send>>, title: &str) -> io::Result<()> {
    let columns: Vec<(&str, u32)> = COLUMNS.into_iter().zip(WIDTHS).collect();
    book.sheet(title, &columns)
}

impl Book<'_> {
    /// A row in candour's columns.
    fn plain(&mut self, row: &Row) -> io::Result<()> {
        let mut cells = [Cell::Text(""); COLUMNS.len()];
        for (column, (cell, text)) in cells.iter_mut().zip(&row.cells).enumerate() {
            *cell = match (column, row.day) {
                (SEQ, _) => Cell::Number(row.seq),
                (LOG_INDEX, _) => row.log_index.map_or(Cell::Text(""), Cell::Number),
                // Imprecise dates stay words, so that no sheet makes a day of a month.
                (DATE_FROM | DATE_TO, Some(day)) => Cell::Day(day),
                _ => Cell::Text(text),
            };
        }
        self.book.row(&cells)
    }

    /// A row in the reviewer's own columns.
    fn own(&mut self, row: &Row) -> io::Result<()> {
        let texts = self.layout.cells(row);
        let day = row.day.map(|day| (day, day.to_string()));
        let cell = |(text, column): (&'_ String, &Column)| match &day {
            Some((day, written)) if column.holds == Holds::When && text == written => Some(*day),
            _ => None,
        };
        let days: Vec<Option<record::Day>> = texts.iter().zip(&self.layout.columns).map(cell).collect();
        let cells: Vec<Cell<'_>> =
            texts.iter().zip(days).map(|(text, day)| day.map_or(Cell::Text(text), Cell::Day)).collect();
        self.book.row(&cells)
    }
}

impl Form for Book<'_> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        match (self.layout.is_reviewers, row.is_entry) {
            (true, true) => self.own(row),
            (true, false) => Ok(()),
            (false, _) => self.plain(row),
        }
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        if self.layout.is_reviewers {
            // A workbook is written sheet by sheet: the rows are made once more rather than kept.
            begin(&mut self.book, FURTHER_SHEET)?;
            for place in 0..self.called.material.events.len() as u32 {
                let row = self.rows.make(place);
                self.plain(&row)?;
            }
        }
        last_sheet(self.called, &mut self.book)?;
        self.book.end()
    }
}

fn last_sheet(called: &Called<'_>, book: &mut Workbook<Box<dyn Write + Send>>) -> io::Result<()> {
    book.sheet("What this cannot show", &[("about", 22), ("words", 120)])?;
    let material = called.material;
    let mut line = |about: &str, words: &str| book.row(&[Cell::Text(about), Cell::Text(words)]);
    for words in cannot_show(material, called.shown) {
        line("cannot show", &words)?;
    }
    for words in read_lines(material, called) {
        line("read", &words)?;
    }
    for words in unread_lines(material, called.mask) {
        line("not read", &words)?;
    }
    line("as of the end of", &material.as_of.to_string())?;
    line("policy digest", &material.policy.digest)
}
