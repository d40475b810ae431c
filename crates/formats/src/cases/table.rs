//! A table as rows of text, whether it stands in CSV, Excel or Parquet: what reads cases need not know.

use std::io::{Read, SeekFrom};

use record::FileId;

use super::parquet::Parquet;
use super::workbook::Workbook;
use crate::csv_table::CsvTable;
use crate::read::{ReadError, Sink, Source};

/// A table being read.
pub(super) enum Table<'a> {
    Csv(Box<CsvTable<'a>>),
    Parquet(Box<Parquet>),
    Workbook(Box<Workbook>),
}

/// One row of it.
pub(super) enum Row<'t> {
    Csv(&'t crate::csv_table::Row, usize),
    Text(&'t TextRow),
}

/// A row that came as cells.
#[derive(Debug, Default)]
pub(super) struct TextRow {
    /// Its line, or the line it would have in CSV.
    pub(super) line: u32,
    pub(super) cells: Vec<Option<String>>,
}

impl TextRow {
    fn cell(&self, place: usize) -> Option<&str> {
        let text = self.cells.get(place)?.as_deref()?.trim();
        (!text.is_empty()).then_some(text)
    }
}

impl<'a> Table<'a> {
    /// Opens a table by what its first bytes say it is.
    pub(super) fn open(
        source: &'a mut dyn Source,
        file: FileId,
        sink: &mut dyn Sink,
    ) -> Result<Self, ReadError> {
        if is_parquet(source)? {
            return Ok(Self::Parquet(Box::new(Parquet::open(source, file, sink)?)));
        }
        if begins(source, b"PK\x03\x04")? || begins(source, &[0xd0, 0xcf, 0x11, 0xe0])? {
            return Ok(Self::Workbook(Box::new(Workbook::open(source, file, sink)?)));
        }
        Ok(Self::Csv(Box::new(CsvTable::open(source, file, sink)?)))
    }

    pub(super) fn headings(&self) -> &[String] {
        match self {
            Self::Csv(table) => table.headings(),
            Self::Parquet(table) => table.headings(),
            Self::Workbook(table) => table.headings(),
        }
    }

    /// The next row that holds anything.
    pub(super) fn next_row(&mut self, sink: &mut dyn Sink) -> Result<Option<Row<'_>>, ReadError> {
        match self {
            Self::Csv(table) => {
                let many = table.headings().len();
                Ok(table.next_row(sink)?.map(|row| Row::Csv(row, many)))
            }
            Self::Parquet(table) => Ok(table.next_row()?.map(Row::Text)),
            Self::Workbook(table) => Ok(table.next_row().map(Row::Text)),
        }
    }
}

impl<'t> Row<'t> {
    /// The line of a CSV file; of a Parquet file the line it would have in CSV.
    pub(super) fn line(&self) -> u32 {
        match self {
            Self::Csv(row, _) => row.line(),
            Self::Text(row) => row.line,
        }
    }

    /// The trimmed text of a cell; `None` if it is empty or a mark that stands for nothing.
    pub(super) fn cell(&self, place: Option<usize>) -> Option<&'t str> {
        let text = match self {
            Self::Csv(row, _) => row.cell(place)?,
            Self::Text(row) => row.cell(place?)?,
        };
        (!is_nothing(text)).then_some(text)
    }

    /// It has fewer cells than there are headings, or more: a table cut off, or a delimiter inside a cell.
    pub(super) fn is_broken(&self) -> bool {
        match self {
            Self::Csv(row, many) => row.len() != *many && !(row.len() > *many && beyond_is_empty(row, *many)),
            Self::Text(_) => false,
        }
    }
}

fn beyond_is_empty(row: &crate::csv_table::Row, many: usize) -> bool {
    (many..row.len()).all(|column| row.raw(column).trim().is_empty())
}

/// What programs write where there is nothing.
fn is_nothing(text: &str) -> bool {
    const NOTHING: [&str; 10] = ["null", "nan", "nat", "none", "na", "n/a", "#n/a", "-", "\\n", "<na>"];
    text.len() <= 5 && NOTHING.iter().any(|mark| text.eq_ignore_ascii_case(mark))
}

/// Do the first bytes say Parquet?
///
/// # Errors
/// Whatever the source says.
pub fn is_parquet(source: &mut dyn Source) -> Result<bool, ReadError> {
    begins(source, b"PAR1")
}

fn begins(source: &mut dyn Source, with: &[u8; 4]) -> Result<bool, ReadError> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    source.take(4).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    Ok(head == with)
}
