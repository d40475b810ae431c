//! From rows to tables: finds the headings, leaves out what is layout, hands the rest to [`Entries`].

use super::entry::Entries;
use super::headings::{self, Layout, Role};
use super::table::{COLUMNS, ROWS, Row};
use super::when::{self, DateHint};
use crate::read::{Context, Sink};
use crate::report::Report;

/// Reads the tables of one file.
pub(super) struct Tables<'a> {
    context: &'a Context<'a>,
    entries: Entries<'a>,
    state: State,
    rows: u32,
    beyond: u32,
    /// The layout of the chronology read last, and its number of columns.
    last: Option<Layout>,
}

enum State {
    /// Looking for the headings. Counts the rows above them: titles, and tables of other things.
    Looking(u32),
    /// The row behind the headings may belong to them.
    Second(Layout),
    Reading(Layout),
}

impl<'a> Tables<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            entries: Entries::new(context),
            state: State::Looking(0),
            rows: 0,
            beyond: 0,
            last: None,
        }
    }

    /// Takes one row of the table.
    pub(super) fn push(&mut self, mut row: Row, sink: &mut dyn Sink) {
        if row.is_blank() {
            return self.report_deletions(&row, sink);
        }
        self.rows += 1;
        if self.rows > ROWS {
            self.beyond += 1;
            return;
        }
        self.within_caps(&mut row, sink);
        self.report_deletions(&row, sink);
        self.state = match core::mem::replace(&mut self.state, State::Looking(0)) {
            State::Looking(above) => self.look(above, row, sink),
            State::Second(layout) => self.second(layout, row, sink),
            State::Reading(layout) => self.read(layout, row, sink),
        };
    }

    /// Takes a whole table. One without headings that goes on like the one before it is read by the headings of that.
    pub(super) fn whole(&mut self, rows: Vec<Row>, sink: &mut dyn Sink) -> Ended {
        let headed = rows.iter().any(|row| headings::is_heading(&row.texts()));
        if let (false, Some(layout), Some(first)) = (headed, &self.last, rows.first())
            && self.goes_on(layout, first)
        {
            self.at(first).repaired(
                sink,
                "",
                "chronology.goes_on",
                "a table without headings goes on like the one before it; read by the headings of that",
                "",
            );
            self.state = State::Reading(layout.clone());
        }
        for row in rows {
            self.push(row, sink);
        }
        self.end_table()
    }

    /// As many columns, and a date where the dates stand.
    fn goes_on(&self, layout: &Layout, row: &Row) -> bool {
        let date = layout.column(Role::Date).and_then(|column| row.cells.get(column));
        row.cells.len() == layout.headings.len()
            && date.is_some_and(|cell| {
                !when::read_when(&cell.text, &DateHint::alone(self.context.as_of)).dates.is_empty()
            })
    }

    /// The table ends.
    pub(super) fn end_table(&mut self) -> Ended {
        match core::mem::replace(&mut self.state, State::Looking(0)) {
            State::Reading(layout) => {
                self.last = Some(layout);
                Ended::Read
            }
            State::Second(layout) => {
                self.last = Some(layout);
                Ended::Empty
            }
            State::Looking(0) => Ended::Nothing,
            State::Looking(rows) => Ended::NotRead(rows),
        }
    }

    /// The file ends.
    pub(super) fn finish(&mut self, sink: &mut dyn Sink) {
        let file = Report { file: self.context.file, line: 0 };
        self.entries.dating.finish(file, sink);
        if self.beyond > 0 {
            let words = format!("{} rows behind the first {ROWS} were left out", self.beyond);
            file.skipped(sink, "", "chronology.too_many_rows", words, "split the file");
        }
    }

    fn look(&mut self, above: u32, row: Row, sink: &mut dyn Sink) -> State {
        let texts = row.texts();
        if !headings::is_heading(&texts) {
            return State::Looking(above + 1);
        }
        if above > 0 {
            let words = format!("{above} rows above the headings are no part of the table and were not read");
            self.at(&row).skipped(sink, "", "chronology.rows_above", words, "");
        }
        let covered: Vec<bool> = row.cells.iter().map(|cell| cell.as_before).collect();
        let layout = Layout::new(texts, &covered);
        self.entries.begin(&layout, row.line, sink);
        State::Second(layout)
    }

    /// Two rows of headings: most of the second are known as headings, and at least two.
    fn second(&mut self, layout: Layout, row: Row, sink: &mut dyn Sink) -> State {
        let texts = row.texts();
        let filled: Vec<&String> = texts.iter().filter(|text| !text.trim().is_empty()).collect();
        let known = filled.iter().filter(|text| headings::role(text).is_some()).count();
        if known < 2 || known * 2 < filled.len() || filled.iter().any(|text| text.len() > 60) {
            return self.read(layout, row, sink);
        }
        self.at(&row).repaired(
            sink,
            "",
            "chronology.two_heading_rows",
            "a second row of headings; read together with the first",
            "",
        );
        let covered: Vec<bool> = row.cells.iter().map(|cell| cell.as_before).collect();
        State::Reading(layout.with_second_row(&texts, &covered))
    }

    fn read(&mut self, layout: Layout, row: Row, sink: &mut dyn Sink) -> State {
        let texts = row.texts();
        if layout.is_repeated_by(&texts) {
            return State::Reading(layout);
        }
        if headings::is_heading(&texts) {
            self.at(&row).repaired(
                sink,
                "",
                "chronology.new_headings",
                "other headings stand inside the table; the rows below are read by them",
                "",
            );
            let covered: Vec<bool> = row.cells.iter().map(|cell| cell.as_before).collect();
            return State::Second(Layout::new(texts, &covered));
        }
        self.entries.row(&layout, &row, sink);
        State::Reading(layout)
    }

    fn within_caps(&self, row: &mut Row, sink: &mut dyn Sink) {
        if row.cells.len() > COLUMNS {
            row.cells.truncate(COLUMNS);
            let words = format!("cells behind the first {COLUMNS} columns were left out");
            self.at(row).skipped(sink, "", "chronology.too_many_columns", words, "split the table");
        }
        let mut cut = false;
        for cell in &mut row.cells {
            cut |= super::table::cut(&mut cell.text, super::table::CELL_BYTES);
        }
        if cut {
            self.at(row).skipped(
                sink,
                "",
                "chronology.large_cell",
                "a cell of more than 1 MiB; what is behind was left out",
                "shorten the cell",
            );
        }
    }

    fn report_deletions(&self, row: &Row, sink: &mut dyn Sink) {
        if row.deletions > 0 {
            let words = format!(
                "{} tracked deletions stand in this row; the deleted words are not read",
                row.deletions
            );
            self.at(row).doubtful(
                sink,
                "",
                "docx.tracked_deletion",
                words,
                "ask who deleted them and why, then accept or reject the change",
            );
        }
    }

    fn at(&self, row: &Row) -> Report {
        Report { file: self.context.file, line: row.line }
    }
}

/// How a table ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Read as a chronology.
    Read,
    /// A chronology with headings and no rows.
    Empty,
    /// No rows at all.
    Nothing,
    /// No headings of a chronology; its number of rows.
    NotRead(u32),
}
