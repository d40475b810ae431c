//! Chronology tables in Excel workbooks: every sheet with the headings of a chronology.

use std::io::SeekFrom;

use calamine::{Cell as XlsxCell, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use super::package;
use super::rows::{Ended, Tables};
use super::table::{COLUMNS, Cell, Row, Typed};
use super::when::serial_day;
use crate::read::{Context, ReadError, Sink, Source};
use crate::report::Report;

/// Most merged areas of a sheet that are minded.
const MERGED: usize = 100_000;

/// Reads the chronologies of a workbook.
///
/// Rows are numbered as in Excel; the part of a row's place is the number of its sheet, from 0.
///
/// # Errors
/// [`ReadError`] when the workbook cannot be opened, or no sheet has the headings of a chronology.
pub fn read_xlsx(
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    package::open(source, true)?;
    source.seek(SeekFrom::Start(0))?;
    let mut book = Xlsx::new(source).map_err(|_| broken())?;
    let from_1904 = book.has_1904_epoch();
    let sheets = book.sheets_metadata().to_vec();
    let mut reading = Reading { tables: Tables::new(context), context, from_1904, chronologies: 0 };
    for (place, sheet) in sheets.iter().enumerate() {
        if sheet.typ == SheetType::WorkSheet {
            reading.sheet(&mut book, place, &sheet.name, sheet.visible, sink)?;
        }
    }
    reading.tables.finish(sink);
    if reading.chronologies == 0 {
        return Err(ReadError::Broken {
            problem: "no sheet of the workbook has the headings of a chronology".into(),
            remedy: "give the table headings such as `Date`, `Source of information`, `Event`, `Action`"
                .into(),
        });
    }
    Ok(())
}

struct Reading<'a> {
    tables: Tables<'a>,
    context: &'a Context<'a>,
    from_1904: bool,
    chronologies: u32,
}

impl Reading<'_> {
    /// Reads one sheet. Its name may be a child's: findings give its number.
    fn sheet(
        &mut self,
        book: &mut Xlsx<&mut dyn Source>,
        place: usize,
        name: &str,
        visible: SheetVisible,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let file = Report { file: self.context.file, line: 0 };
        let number = place + 1;
        let merged = Merged::new(book.merge_cells_by_sheet_name(name).unwrap_or_default());
        let result = self.rows(book, name, place as u16, merged, sink);
        match self.tables.end_table() {
            Ended::Read => self.chronologies += 1,
            Ended::Empty => {
                self.chronologies += 1;
                file.doubtful(
                    sink,
                    "",
                    "chronology.empty",
                    format!("sheet {number} has headings and no rows"),
                    "",
                );
            }
            Ended::Nothing => {}
            Ended::NotRead(count) => {
                let words = format!(
                    "sheet {number} has {count} rows without the headings of a chronology; it was not read"
                );
                file.skipped(
                    sink,
                    "",
                    "chronology.no_headings",
                    words,
                    "give it headings such as `Date`, `Source of information`, `Event`, `Action`",
                );
            }
        }
        if visible != SheetVisible::Visible {
            let words = format!("sheet {number} is hidden in the workbook; it was read like the others");
            file.doubtful(sink, "", "xlsx.hidden_sheet", words, "ask why it is hidden");
        }
        result
    }

    fn rows(
        &mut self,
        book: &mut Xlsx<&mut dyn Source>,
        name: &str,
        part: u16,
        mut merged: Merged,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let mut cells = book.worksheet_cells_reader(name).map_err(|_| broken())?;
        let mut build = RowBuild::default();
        loop {
            let next = cells.next_cell_with_formula_metadata();
            let Ok(Some(record)) = next else {
                self.hand_over(&mut build, part, &mut merged, sink);
                return if next.is_err() { Err(broken()) } else { Ok(()) };
            };
            let (row, column) = record.pos;
            if row.saturating_add(1) != build.line {
                self.hand_over(&mut build, part, &mut merged, sink);
                build.line = row.saturating_add(1);
            }
            build.without_value |= record.formula.is_some() && matches!(record.value, DataRef::Empty);
            build.add(column as usize, self.cell(&XlsxCell::new(record.pos, record.value)));
        }
    }

    fn hand_over(&mut self, build: &mut RowBuild, part: u16, merged: &mut Merged, sink: &mut dyn Sink) {
        let mut build = core::mem::take(build);
        if build.line == 0 {
            return;
        }
        merged.mark(build.line - 1, &mut build.cells);
        let at = Report { file: self.context.file, line: build.line };
        if build.without_value {
            at.skipped(
                sink,
                "",
                "xlsx.formula_without_value",
                "a formula whose value was never worked out; read as empty",
                "open the workbook in Excel and save it",
            );
        }
        if build.beyond {
            let words = format!("cells behind the first {COLUMNS} columns were left out");
            at.skipped(sink, "", "chronology.too_many_columns", words, "split the table");
        }
        self.tables.push(Row { line: build.line, part, cells: build.cells, deletions: 0 }, sink);
    }

    fn cell(&self, cell: &XlsxCell<DataRef<'_>>) -> Cell {
        match cell.get_value() {
            DataRef::Empty => Cell::default(),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                Cell::text(unescaped(text))
            }
            DataRef::SharedString(text) => Cell::text(unescaped(text)),
            DataRef::Bool(yes) => Cell::text(if *yes { "yes" } else { "no" }),
            DataRef::Int(number) => self.number(*number as f64, number.to_string()),
            DataRef::Float(number) => self.number(*number, number.to_string()),
            DataRef::DateTime(time) => self.time(time),
            DataRef::Error(error) => Cell { typed: Some(Typed::Error), ..Cell::text(error.to_string()) },
        }
    }

    /// A number without the format of a date. Between 1954 and 2064 it may be one all the same.
    fn number(&self, number: f64, text: String) -> Cell {
        let typed = (20_000.0..60_000.0)
            .contains(&number)
            .then(|| split(number, self.from_1904))
            .flatten()
            .map(|(day, minute)| Typed::Number { day, minute });
        Cell { typed, ..Cell::text(text) }
    }

    /// A date as the spreadsheet counts it. Its text is written as ISO does; how the sheet shows it is not known.
    fn time(&self, time: &ExcelDateTime) -> Cell {
        let value = time.as_f64();
        if (0.0..1.0).contains(&value) {
            let minute = ((value * 1_440.0).round() as u16).min(1_439);
            let text = format!("{:02}:{:02}", minute / 60, minute % 60);
            return Cell { typed: Some(Typed::Time(minute)), ..Cell::text(text) };
        }
        match split(value, self.from_1904).filter(|_| !time.is_duration()) {
            Some((day, minute)) => {
                let time = if minute == 0 {
                    String::new()
                } else {
                    format!(" {:02}:{:02}", minute / 60, minute % 60)
                };
                Cell { typed: Some(Typed::Date { day, minute }), ..Cell::text(format!("{day}{time}")) }
            }
            None => Cell::text(value.to_string()),
        }
    }
}

/// The day and minute of a count of days.
fn split(value: f64, from_1904: bool) -> Option<(record::Day, u16)> {
    if !(0.0..3_000_000.0).contains(&value) {
        return None;
    }
    let minutes = (value * 1_440.0).round() as u64;
    let day = serial_day(u32::try_from(minutes / 1_440).ok()?, from_1904)?;
    Some((day, (minutes % 1_440) as u16))
}

/// Text without the null characters that no program shows.
fn unescaped(text: &str) -> String {
    text.replace('\0', "")
        .replace("_x0000_", "")
        .replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

#[derive(Debug, Default)]
struct RowBuild {
    /// From 1; 0 before the first row.
    line: u32,
    cells: Vec<Cell>,
    beyond: bool,
    without_value: bool,
}

impl RowBuild {
    fn add(&mut self, column: usize, cell: Cell) {
        if column >= COLUMNS {
            self.beyond |= !cell.is_blank();
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Cell::default());
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = cell;
        }
    }
}

/// Merged areas, walked through with the rows.
#[derive(Debug, Default)]
struct Merged {
    /// Sorted by first row, the last first.
    ahead: Vec<Dimensions>,
    active: Vec<Dimensions>,
}

impl Merged {
    fn new(mut areas: Vec<Dimensions>) -> Self {
        areas.truncate(MERGED);
        areas.sort_unstable();
        areas.reverse();
        Self { ahead: areas, active: Vec::new() }
    }

    /// Marks the cells of a row that are merged with the one above or before.
    fn mark(&mut self, row: u32, cells: &mut Vec<Cell>) {
        while let Some(area) = self.ahead.pop_if(|area| area.start.0 <= row) {
            // No sheet has more areas side by side than columns; more would be an attack on time.
            if self.active.len() < COLUMNS {
                self.active.push(area);
            }
        }
        self.active.retain(|area| area.end.0 >= row);
        for area in &self.active {
            let (first, last) = (area.start.1 as usize, (area.end.1 as usize).min(COLUMNS - 1));
            if first > last {
                continue;
            }
            if cells.len() <= last {
                cells.resize(last + 1, Cell::default());
            }
            for (column, cell) in cells.iter_mut().enumerate().take(last + 1).skip(first) {
                let blank = cell.is_blank();
                cell.as_before = column > first && blank;
                cell.as_above = column == first && area.start.0 < row && blank;
            }
        }
    }
}

fn broken() -> ReadError {
    ReadError::Broken {
        problem: "the workbook is damaged".into(),
        remedy: "open it in Excel and save it again, or export the sheet as CSV".into(),
    }
}
