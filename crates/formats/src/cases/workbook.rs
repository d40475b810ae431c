//! The first sheet of an Excel workbook as rows of text.

use std::io::SeekFrom;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use record::FileId;

use super::broken;
use super::table::TextRow;
use crate::chronology::{package, when::serial_day};
use crate::read::{ReadError, Sink, Source};
use crate::report::Report;

/// Most columns that are read.
const COLUMNS: usize = 4096;
/// Most cells of a sheet.
const CELLS: usize = 30_000_000;
/// Minutes of a day.
const MINUTES: f64 = 1_440.0;

/// A sheet being read. A workbook is unpacked whole: it holds a million rows at most.
pub(super) struct Workbook {
    headings: Vec<String>,
    rows: std::vec::IntoIter<TextRow>,
    row: TextRow,
}

impl Workbook {
    pub(super) fn open(
        source: &mut dyn Source,
        file: FileId,
        sink: &mut dyn Sink,
    ) -> Result<Self, ReadError> {
        package::open(source, true)?;
        source.seek(SeekFrom::Start(0))?;
        let mut book = Xlsx::new(source).map_err(|_| damaged())?;
        let from_1904 = book.has_1904_epoch();
        let sheets = book.sheets_metadata().iter();
        let sheets: Vec<String> = sheets
            .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
            .map(|sheet| sheet.name.clone())
            .collect();
        let first = sheets.first().ok_or_else(damaged)?;
        if sheets.len() > 1 {
            let words = format!("the workbook has {} sheets; the first was read", sheets.len());
            Report { file, line: 0 }.doubtful(
                sink,
                "",
                "xlsx.sheets",
                words,
                "put the table of cases on the first sheet",
            );
        }
        let mut rows = rows(&mut book, first, from_1904)?.into_iter();
        let headings = rows
            .next()
            .ok_or_else(|| broken("the first sheet is empty".into(), "put the headings in its first row"))?;
        let headings =
            headings.cells.iter().map(|cell| cell.as_deref().unwrap_or_default().trim().to_owned()).collect();
        Ok(Self { headings, rows, row: TextRow::default() })
    }

    pub(super) fn headings(&self) -> &[String] {
        &self.headings
    }

    pub(super) fn next_row(&mut self) -> Option<&TextRow> {
        self.row = self.rows.next()?;
        Some(&self.row)
    }
}

fn rows(book: &mut Xlsx<&mut dyn Source>, name: &str, from_1904: bool) -> Result<Vec<TextRow>, ReadError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| damaged())?;
    let (mut rows, mut many): (Vec<TextRow>, usize) = (Vec::new(), 0);
    while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
        let (row, column) = cell.get_position();
        let (line, column) = (row.saturating_add(1), column as usize);
        let Some(text) = text(cell.get_value(), from_1904).filter(|_| column < COLUMNS) else { continue };
        many += column + 1;
        if many > CELLS {
            return Err(broken(
                "the first sheet has more cells than a table of cases".into(),
                "save it as CSV",
            ));
        }
        if rows.last().is_none_or(|last| last.line != line) {
            rows.push(TextRow { line, cells: Vec::new() });
        }
        let Some(last) = rows.last_mut() else { continue };
        if last.cells.len() <= column {
            last.cells.resize(column + 1, None);
        }
        last.cells[column] = Some(text);
    }
    Ok(rows)
}

/// A cell as CSV would hold it; a date as ISO 8601 writes it.
fn text(value: &DataRef<'_>, from_1904: bool) -> Option<String> {
    let text = match value {
        DataRef::Empty | DataRef::Error(_) => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::DateTime(time) => moment(time.as_f64(), from_1904)?,
    };
    (!text.trim().is_empty()).then_some(text)
}

fn moment(value: f64, from_1904: bool) -> Option<String> {
    let minutes = (value * MINUTES).round();
    let whole = (0.0..3_000_000.0 * MINUTES).contains(&minutes).then_some(minutes as u64)?;
    let day = serial_day(u32::try_from(whole / 1_440).ok()?, from_1904)?;
    Some(match whole % 1_440 {
        0 => day.to_string(),
        rest => format!("{day}T{:02}:{:02}", rest / 60, rest % 60),
    })
}

fn damaged() -> ReadError {
    broken(
        "the workbook is damaged or has no sheet to read".into(),
        "open it in Excel and save it, or save the sheet as CSV",
    )
}
