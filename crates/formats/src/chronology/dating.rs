//! The date of a row, from all the columns that speak of it, and what the rows above say about it.

use record::time::Precision;
use record::{Claimed, Day};

use super::cells::Cells;
use super::headings::Role;
use super::table::Typed;
use super::when::{self, DateHint, Oddity, TimeOfDay, When};
use crate::read::Sink;
use crate::report::Report;

/// The date of one row.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub(super) claimed: Claimed,
    /// Text of a row whose only cell is no date: what happened.
    pub(super) words: Option<String>,
}

/// Reads dates row by row and remembers in which order they stand.
#[derive(Clone, Debug)]
pub(super) struct Dating {
    as_of: Day,
    last: Option<Day>,
    ascending: bool,
    descending: bool,
    /// Dates of the file that only the American order makes sense of.
    month_first: u32,
    /// Dates of the file that both orders make sense of.
    either_order: u32,
}

impl Dating {
    pub(super) fn new(as_of: Day) -> Self {
        Self { as_of, last: None, ascending: true, descending: true, month_first: 0, either_order: 0 }
    }

    /// A table begins.
    pub(super) fn begin(&mut self) {
        (self.last, self.ascending, self.descending) = (None, true, true);
    }

    /// What the rows above say about the next.
    pub(super) fn hint(&self) -> DateHint {
        DateHint {
            as_of: self.as_of,
            above: self.last.filter(|_| self.ascending || self.descending),
            descending: self.descending && !self.ascending,
        }
    }

    /// The date of a row.
    pub(super) fn read(&mut self, cells: &Cells<'_>, at: Report, sink: &mut dyn Sink) -> Dated {
        let from = self.date(cells, Role::Date);
        let mut dated = Dated { claimed: from.claimed(), words: None };
        if from.dates.is_empty() && cells.only_cell().is_some_and(|only| only == cells.text(Role::Date)) {
            // A line across the table: words, and not a date that failed.
            dated.words = cells.only_cell().map(str::to_owned);
        } else {
            report(&from.oddities, cells.heading(Role::Date), at, sink);
        }
        if from.dates.len() > 1 {
            let words = format!(
                "{} dates in one cell; the row is one entry over the time from the first to the last",
                from.dates.len()
            );
            at.repaired(sink, cells.heading(Role::Date), "date.several", words, "give each date a row");
        }
        self.with_end(cells, &mut dated, at, sink);
        dated.claimed = with_time(cells, dated.claimed, at, sink);
        dated.claimed = as_candour_wrote(cells, dated.claimed);
        self.not_ahead(cells, &mut dated, at, sink);
        self.remember(&from, dated.claimed);
        dated
    }

    /// The dates of a column: typed by the spreadsheet, or read from the text.
    fn date(&self, cells: &Cells<'_>, role: Role) -> When {
        let Some(column) = cells.layout.column(role) else {
            return When::default();
        };
        let typed = cells.row.cells.get(column).and_then(|cell| cell.typed);
        match typed {
            Some(Typed::Date { day, minute }) => {
                When { dates: vec![counted(day, minute)], ..When::default() }
            }
            Some(Typed::Number { day, minute }) => When {
                dates: vec![counted(day, minute)],
                oddities: vec![Oddity::SerialNumber],
                ..When::default()
            },
            Some(Typed::Error) => When::default(),
            Some(Typed::Time(_)) | None => when::read_when(cells.value(column), &self.hint()),
        }
    }

    /// The column of the last day.
    fn with_end(&self, cells: &Cells<'_>, dated: &mut Dated, at: Report, sink: &mut dyn Sink) {
        let to = self.date(cells, Role::DateTo);
        report(&to.oddities, cells.heading(Role::DateTo), at, sink);
        let Some(end) = to.dates.last().copied() else {
            return;
        };
        let end = match time(cells, Role::TimeTo, at, sink) {
            Some(time) => end.single_day().map_or(end, |day| time.on(day)),
            None => end,
        };
        if dated.claimed.is_unknown() {
            dated.claimed = end.latest().map_or(dated.claimed, |latest| Claimed::before(latest.day()));
            return;
        }
        if matches!((dated.claimed.earliest(), end.latest()), (Some(a), Some(b)) if b < a) {
            report(&[Oddity::RangeReversed], cells.heading(Role::DateTo), at, sink);
            dated.claimed = when::stretch(dated.claimed, end).doubted();
            return;
        }
        let start = match (dated.claimed.single_day(), time(cells, Role::Time, at, sink)) {
            (Some(day), Some(time)) if dated.claimed.precision() == Precision::Day => time.on(day),
            _ => dated.claimed,
        };
        if dated.claimed != end {
            dated.claimed = when::stretch(start, end);
        }
    }

    /// A chronology tells of what was; a date after the day of the review is doubted.
    fn not_ahead(&self, cells: &Cells<'_>, dated: &mut Dated, at: Report, sink: &mut dyn Sink) {
        if dated.claimed.earliest().is_some_and(|first| first.day() > self.as_of) {
            at.doubtful(
                sink,
                cells.heading(Role::Date),
                "date.future",
                "the date lies after the day of this review; it is kept and doubted",
                "check the date in the source",
            );
            dated.claimed = dated.claimed.doubted();
        }
    }

    fn remember(&mut self, from: &When, claimed: Claimed) {
        if from.oddities.contains(&Oddity::MonthFirst) {
            self.month_first += 1;
        } else if from.dates.iter().filter_map(|date| date.single_day()).any(|day| day.ymd().2 <= 12) {
            self.either_order += 1;
        }
        let Some(day) = claimed.earliest().map(|first| first.day()) else {
            return;
        };
        if let Some(last) = self.last {
            self.ascending &= last <= day;
            self.descending &= day <= last;
        }
        self.last = Some(day);
    }

    /// What the dates of the whole file say: if some are American, others may be, unseen.
    pub(super) fn finish(&self, at: Report, sink: &mut dyn Sink) {
        if self.month_first > 0 && self.either_order > 0 {
            let words = format!(
                "{} dates of this file make sense only with the month first; {} others were read with the day first and may be meant the other way round",
                self.month_first, self.either_order
            );
            at.doubtful(
                sink,
                "",
                "date.order_mixed",
                words,
                "check in which order this file writes day and month",
            );
        }
    }
}

/// A day counted by a spreadsheet; midnight is how it writes a date without a time.
fn counted(day: Day, minute: u16) -> Claimed {
    match minute {
        0 => Claimed::day(day),
        minute => Claimed::minute(day.start().add_minutes(i64::from(minute))),
    }
}

/// Adds the time of day from its own column to a date that is one day.
fn with_time(cells: &Cells<'_>, claimed: Claimed, at: Report, sink: &mut dyn Sink) -> Claimed {
    let (Precision::Day, Some(day)) = (claimed.precision(), claimed.single_day()) else {
        return claimed;
    };
    let Some(start) = time(cells, Role::Time, at, sink) else {
        return claimed;
    };
    let end = time(cells, Role::TimeTo, at, sink).filter(|_| cells.text(Role::DateTo).is_empty());
    let to = end.map(|end| end.from).or(start.to);
    let found = TimeOfDay { to, ..start }.on(day);
    if claimed.is_doubtful() { found.doubted() } else { found }
}

fn time(cells: &Cells<'_>, role: Role, at: Report, sink: &mut dyn Sink) -> Option<TimeOfDay> {
    let column = cells.layout.column(role)?;
    let typed = cells.row.cells.get(column).and_then(|cell| cell.typed);
    match typed {
        Some(Typed::Time(minute) | Typed::Date { minute, .. }) => {
            return Some(TimeOfDay { from: minute, to: None, doubtful: false });
        }
        Some(Typed::Error) => return None,
        Some(Typed::Number { .. }) | None => {}
    }
    match when::read_time(cells.value(column)) {
        Ok(time) => time,
        Err(_) => {
            at.skipped(
                sink,
                cells.heading(role),
                "time.impossible",
                "no time of day can be read; the date is kept without it",
                "write it as `14:05`",
            );
            None
        }
    }
}

/// Tables that candour wrote name the precision; then the ends are already those of the claim.
fn as_candour_wrote(cells: &Cells<'_>, claimed: Claimed) -> Claimed {
    let word = cells.text(Role::Precision).to_ascii_lowercase();
    let (word, doubtful) = match word.strip_suffix('?') {
        Some(word) => (word.trim(), true),
        None => (word.as_str(), claimed.is_doubtful()),
    };
    let precision = match word {
        "minute" => Precision::Minute,
        "day" => Precision::Day,
        "week" => Precision::Week,
        "month" => Precision::Month,
        "year" => Precision::Year,
        "range" => Precision::Range,
        "before" => Precision::Before,
        "after" => Precision::After,
        _ => return claimed,
    };
    let (earliest, latest) = match precision {
        Precision::Before => (None, claimed.latest()),
        Precision::After => (claimed.earliest(), None),
        _ => (claimed.earliest(), claimed.latest()),
    };
    let fits = match precision {
        Precision::Minute => earliest.is_some() && earliest == latest,
        Precision::Day => claimed.single_day().is_some(),
        Precision::Week => days(claimed) == Some(7),
        Precision::Month => days(claimed).is_some_and(|days| (28..=31).contains(&days)),
        Precision::Year => days(claimed).is_some_and(|days| (365..=366).contains(&days)),
        _ => earliest.is_some() || latest.is_some(),
    };
    Claimed::from_parts(earliest, latest, precision, doubtful).filter(|_| fits).unwrap_or(claimed)
}

/// How many days it spans.
fn days(claimed: Claimed) -> Option<i32> {
    Some(claimed.latest()?.day().0 - claimed.earliest()?.day().0 + 1)
}

/// Reports each oddity.
fn report(oddities: &[Oddity], heading: &str, at: Report, sink: &mut dyn Sink) {
    for oddity in oddities {
        at.add(sink, oddity.kind(), heading, oddity.rule(), oddity.words(), oddity.remedy());
    }
}
