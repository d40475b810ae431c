//! A table written twice at once: a CSV file, and a sheet of the workbook where there is one.

use std::io::{self, Write};

use counted::numbers::rounded;
use record::{Day, Fixed};

use crate::Folder;
use crate::csv_safe::Table;
use crate::xlsx::{self, Workbook};

/// The workbook's bytes go where the folder says.
pub(super) type Book = Workbook<Box<dyn Write + Send>>;

/// A cell that is what it is in both: words, a day, a number.
pub(super) enum Cell<'a> {
    Words(&'a str),
    Day(Day),
    Count(u64),
    Percent(Option<Fixed>),
    Figure(Option<f64>),
    /// A number as it is to be read, with its own decimals; nothing if empty.
    Written(String),
}

impl Cell<'_> {
    /// As it stands in CSV, and whether it is a number of ours.
    fn text(&self) -> (String, bool) {
        match self {
            Self::Words(words) => ((*words).to_owned(), false),
            Self::Day(day) => (day.to_string(), false),
            Self::Count(count) => (count.to_string(), true),
            Self::Percent(share) => (share.map(percent).unwrap_or_default(), true),
            Self::Written(number) => (number.clone(), true),
            Self::Figure(figure) => {
                (figure.map(|figure| rounded(figure).to_string()).unwrap_or_default(), true)
            }
        }
    }

    fn sheet(&self) -> xlsx::Cell<'_> {
        let figure = |figure: Option<f64>| figure.map_or(xlsx::Cell::Text(""), xlsx::Cell::Figure);
        match self {
            Self::Words(words) => xlsx::Cell::Text(words),
            Self::Day(day) => xlsx::Cell::Day(*day),
            Self::Count(count) => xlsx::Cell::Number(*count),
            // The same number as in the CSV file, so that both can be held beside each other.
            Self::Percent(share) => figure(share.and_then(|share| percent(share).parse().ok())),
            Self::Written(number) => figure(number.parse().ok()),
            Self::Figure(of) => figure(of.map(rounded)),
        }
    }
}

fn percent(share: Fixed) -> String {
    format!("{:.4}", 100.0 * share.to_f64())
}

/// The open table.
pub(super) struct Sheet<'a> {
    csv: Table,
    book: Option<&'a mut Book>,
}

impl<'a> Sheet<'a> {
    /// Begins `NAME.csv` and a sheet of that name.
    pub(super) fn new(
        name: &str,
        columns: &[xlsx::Column<'_>],
        folder: &dyn Folder,
        mut book: Option<&'a mut Book>,
    ) -> io::Result<Self> {
        let headings: Vec<&str> = columns.iter().map(|(heading, _)| *heading).collect();
        let csv = Table::new(folder.file(&format!("{name}.csv"))?, &headings)?;
        if let Some(book) = &mut book {
            book.sheet(name, columns)?;
        }
        Ok(Self { csv, book })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let text: Vec<(String, bool)> = cells.iter().map(Cell::text).collect();
        self.csv.row_with_figures(&text)?;
        match &mut self.book {
            Some(book) => book.row(&cells.iter().map(Cell::sheet).collect::<Vec<_>>()),
            None => Ok(()),
        }
    }

    pub(super) fn end(self) -> io::Result<()> {
        self.csv.end()
    }
}
