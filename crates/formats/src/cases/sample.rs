//! The first rows of a table: what is guessed, is guessed from them.

use record::{Coverage, Event, FileId, Finding};

use super::days::DayFormat;
use super::table::Table;
use crate::read::{ReadError, Seen, Sink, Source};
use record::source::{Completeness, RowKey};

/// Rows that are looked at.
const ROWS: usize = 2_000;

/// The headings and, column by column, the cells that hold something.
pub(super) struct Sample {
    pub(super) headings: Vec<String>,
    pub(super) columns: Vec<Vec<String>>,
    pub(super) rows: usize,
}

impl Sample {
    pub(super) fn take(source: &mut dyn Source, file: FileId) -> Result<Self, ReadError> {
        let mut table = Table::open(source, file, &mut Nobody)?;
        let headings = table.headings().to_vec();
        let mut columns = vec![Vec::new(); headings.len()];
        let mut rows = 0;
        while rows < ROWS {
            let Some(row) = table.next_row(&mut Nobody)? else { break };
            rows += 1;
            for (place, column) in columns.iter_mut().enumerate() {
                column.extend(row.cell(Some(place)).map(str::to_owned));
            }
        }
        Ok(Self { headings, columns, rows })
    }
}

/// How a column writes its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) format: DayFormat,
    /// Day and month could as well stand the other way round.
    pub(super) either_way: bool,
    /// How many of a hundred cells are read so.
    pub(super) fits: usize,
}

/// The way that reads most cells; `None` where none reads half of them.
pub(super) fn written(cells: &[String]) -> Option<Written> {
    let reads = |format: &DayFormat| cells.iter().filter(|cell| format.read(cell).is_some()).count();
    let mut best: Option<(DayFormat, usize)> = None;
    for format in DayFormat::ALL {
        let many = reads(&format);
        if best.is_none_or(|(_, most)| many > most) {
            best = Some((format, many));
        }
    }
    let (format, many) = best.filter(|(_, many)| *many > 0 && many * 2 >= cells.len())?;
    let either_way = format.month_first().is_some_and(|other| reads(&other) == many);
    Some(Written { format, either_way, fits: many * 100 / cells.len() })
}

/// Of columns that could be read either way round, those stand as the others do that cannot.
pub(super) fn agree(columns: &mut [&mut Written]) {
    if columns.iter().any(|column| column.format.is_month_first()) {
        for column in columns.iter_mut().filter(|column| column.either_way) {
            column.format = column.format.month_first().unwrap_or(column.format);
            column.either_way = false;
        }
    } else if columns.iter().any(|column| !column.either_way && column.format.month_first().is_some()) {
        columns.iter_mut().for_each(|column| column.either_way = false);
    }
}

/// What is odd in the first rows is said when they are read in earnest.
pub(super) struct Nobody;

impl Sink for Nobody {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, _: Finding) {}
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}
