//! The reviewer's own columns: the union of the headings of all imported tables, in the order they first appear, the
//! source of information second. Rows of other formats fill the columns whose heading says what they hold.

use record::Body;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::row::{ABOUT, ACTION, AGENCY, EVENT, PLACE, POST, Row, SIGNS, SOURCE, TIME_FROM, TOLD_TO};
use crate::called::Called;

/// Most headings kept apart; the cells of further ones stand in the last column with their heading.
const MOST: usize = 14;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// The row's id.
    RowId,
    /// The date in words.
    When,
    /// One of candour's columns.
    Cell(usize),
    /// Agency and post.
    Who,
    /// Only what the reviewer's tables say.
    Own,
    /// What further headings say.
    Further,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) holds: Holds,
    /// The number of the reviewer's heading, if it is one.
    own: Option<usize>,
}

/// The columns of the Word chronology and of the first sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    numbers: FxHashMap<String, usize>,
    /// The headings as first written, by number.
    headings: Vec<String>,
    pub(super) columns: Vec<Column>,
    /// There is an imported table.
    pub(super) is_reviewers: bool,
}

impl Layout {
    /// The layout of all events.
    pub(super) fn of(called: &Called<'_>) -> Self {
        let mut layout = Self::default();
        let mut last: &[(SmolStr, String)] = &[];
        for event in called.material.events {
            let Body::Recorded(recorded) = &event.body else {
                continue;
            };
            let same = last.len() == recorded.columns.len()
                && last.iter().zip(&recorded.columns).all(|((a, _), (b, _))| a == b);
            if !same {
                recorded.columns.iter().for_each(|(heading, _)| layout.add(heading, called));
                last = &recorded.columns;
            }
        }
        layout.is_reviewers = !layout.headings.is_empty();
        layout.arrange(called.material.log.is_some());
        layout
    }

    fn add(&mut self, heading: &str, called: &Called<'_>) {
        let next = self.headings.len();
        let number = *self.numbers.entry(folded(heading)).or_insert(next);
        if number == next {
            self.headings.push(called.mask.open(heading.trim()).into_owned());
        }
    }

    /// The number of a heading.
    pub(super) fn number(&self, heading: &str) -> Option<usize> {
        self.numbers.get(&folded(heading)).copied()
    }

    fn arrange(&mut self, over_log: bool) {
        let mut own: Vec<Column> = Vec::new();
        let mut meant: Vec<Holds> = Vec::new();
        for (number, heading) in self.headings.iter().enumerate().take(MOST) {
            // Two headings that could hold the same thing: the first does.
            let holds = holds(&folded(heading)).filter(|holds| !meant.contains(holds)).unwrap_or(Holds::Own);
            meant.push(holds);
            own.push(Column { heading: heading.clone(), holds, own: Some(number) });
        }
        let made = |heading: &str, holds| Column { heading: heading.to_owned(), holds, own: None };
        let mut columns = vec![made("Row", Holds::RowId)];
        let mut take = |holds: Holds, heading: &str| match own.iter().position(|column| column.holds == holds)
        {
            Some(at) => own.remove(at),
            None => made(heading, holds),
        };
        let date = take(Holds::When, "Date or period");
        let source = take(Holds::Cell(SOURCE), "Source of information");
        columns.extend([date, source]);
        let has = |own: &[Column], wanted: Holds| own.iter().any(|column| column.holds == wanted);
        let standard = [
            ("Agency and post", Holds::Who),
            ("About", Holds::Cell(ABOUT)),
            ("Event", Holds::Cell(EVENT)),
            ("Action taken", Holds::Cell(ACTION)),
        ];
        let missing: Vec<Column> = (standard.into_iter())
            .filter(|(_, holds)| !has(&own, *holds))
            .map(|(heading, holds)| made(heading, holds))
            .collect();
        // Candour's own: who and about whom before the reviewer's columns, what and what was done behind them.
        let (before, behind): (Vec<Column>, Vec<Column>) =
            missing.into_iter().partition(|column| matches!(column.holds, Holds::Who | Holds::Cell(ABOUT)));
        columns.extend(before);
        columns.extend(own);
        columns.extend(behind);
        if self.headings.len() > MOST {
            columns.push(made("Further columns", Holds::Further));
        }
        if over_log {
            columns.push(made("Log index", Holds::Cell(super::row::LOG_INDEX)));
        }
        columns.push(made("Where it stands", Holds::Cell(super::row::SOURCE_PLACE)));
        self.columns = columns;
    }

    /// The cells of a row in these columns.
    pub(super) fn cells(&self, row: &Row) -> Vec<String> {
        let imported = !row.own.is_empty();
        self.columns.iter().map(|column| self.cell(column, row, imported)).collect()
    }

    fn cell(&self, column: &Column, row: &Row, imported: bool) -> String {
        if let Some(number) = column.own {
            let texts: Vec<&str> = row
                .own
                .iter()
                .filter(|(own, text)| *own == number && !text.is_empty())
                .map(|(_, text)| text.as_str())
                .collect();
            if imported && (!texts.is_empty() || row.own.iter().any(|(own, _)| *own == number)) {
                return texts.join("\n");
            }
        }
        match column.holds {
            Holds::RowId => row.cells[super::row::ROW].clone(),
            Holds::When => row.when.clone(),
            Holds::Who => who(row),
            // The event of an imported row stands in the reviewer's own column, whatever its heading.
            Holds::Cell(EVENT | ACTION)
                if imported && column.own.is_none() && self.said_in_own(column, row) =>
            {
                String::new()
            }
            Holds::Cell(cell) => row.cells[cell].clone(),
            Holds::Own => String::new(),
            Holds::Further => self.further(row),
        }
    }

    /// The words of this cell stand in one of the reviewer's columns already.
    fn said_in_own(&self, column: &Column, row: &Row) -> bool {
        let Holds::Cell(cell) = column.holds else {
            return false;
        };
        row.own.iter().any(|(_, text)| *text == row.cells[cell])
    }

    fn further(&self, row: &Row) -> String {
        let mut out = String::new();
        for (number, text) in row.own.iter().filter(|(number, text)| *number >= MOST && !text.is_empty()) {
            if !out.is_empty() {
                out.push('\n');
            }
            if let Some(heading) = self.headings.get(*number) {
                out.push_str(heading);
                out.push_str(": ");
            }
            out.push_str(text);
        }
        out
    }
}

fn who(row: &Row) -> String {
    match row.cells[POST].as_str() {
        "" => row.cells[AGENCY].clone(),
        post => format!("{}, {post}", row.cells[AGENCY]),
    }
}

fn folded(heading: &str) -> String {
    heading.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What a heading says its column holds.
fn holds(heading: &str) -> Option<Holds> {
    let words: Vec<&str> = heading.split(|letter: char| !letter.is_alphanumeric()).collect();
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let meaning = if has(&["source", "sources"]) {
        Holds::Cell(SOURCE)
    } else if has(&["date", "dates", "when", "period"]) && !has(&["birth"]) {
        Holds::When
    } else if has(&["time"]) {
        Holds::Cell(TIME_FROM)
    } else if has(&["action", "actions", "response", "outcome", "decision"]) {
        Holds::Cell(ACTION)
    } else if has(&[
        "event",
        "events",
        "incident",
        "details",
        "detail",
        "description",
        "what",
        "summary",
        "narrative",
    ]) {
        Holds::Cell(EVENT)
    } else if has(&["agency", "service", "organisation", "author", "professional"]) {
        Holds::Who
    } else if has(&["child", "subject", "about", "person", "name"]) {
        Holds::Cell(ABOUT)
    } else if has(&["place", "location", "address"]) {
        Holds::Cell(PLACE)
    } else if has(&["sign", "signs", "indicators"]) {
        Holds::Cell(SIGNS)
    } else if has(&["told", "recipient"]) {
        Holds::Cell(TOLD_TO)
    } else {
        return None;
    };
    Some(meaning)
}
