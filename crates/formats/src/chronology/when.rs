//! Dates as people write them: `w/c 12/3?`, `early March 2012`, `2011/12`, `12-14/3/12`, `by 12/3/12`.
//!
//! The day comes first, as in Britain; the American order is taken only where no other reading makes a date. Nothing
//! becomes more precise than it was written, a doubt of the writer stays a doubt, and every reading that the writer may
//! not have meant is an [`Oddity`]. The reader is written by hand and looks at each token a bounded number of times.

mod atom;
mod clock;
mod oddity;
mod parse;
mod piece;
mod resolve;
mod token;
mod words;

#[cfg(test)]
mod tests;

use record::time::Precision;
use record::{Claimed, Day, Moment};

pub use oddity::Oddity;

/// A cell longer than this, in bytes, holds an account and no date.
pub const LONGEST_DATE_CELL: usize = 2_000;

/// What is known beside the text of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateHint {
    /// Day of the review: two-digit years are not later than its year.
    pub as_of: Day,
    /// Day of the dated row above, where the rows so far stand in the order of their dates.
    pub above: Option<Day>,
    /// The rows run from the latest to the earliest.
    pub descending: bool,
}

impl DateHint {
    /// No row above to take a year from.
    pub fn alone(as_of: Day) -> Self {
        Self { as_of, above: None, descending: false }
    }
}

/// The dates of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Each date, in the order written.
    pub dates: Vec<Claimed>,
    /// What is odd about them, each once, sorted.
    pub oddities: Vec<Oddity>,
    /// Words that are no part of a date. Personal: never in a finding.
    pub left_over: String,
}

impl When {
    /// One claimed time for the whole cell: the date, the stretch over several, or undated.
    pub fn claimed(&self) -> Claimed {
        match self.dates.as_slice() {
            [] => Claimed::UNKNOWN,
            [one] => *one,
            [first, rest @ ..] => rest.iter().fold(*first, |a, b| stretch(a, *b)),
        }
    }
}

/// The time from the earliest moment of either to the latest moment of either.
pub fn stretch(a: Claimed, b: Claimed) -> Claimed {
    let both = |x: Option<Moment>, y: Option<Moment>| x.zip(y);
    let earliest = both(a.earliest(), b.earliest()).map(|(x, y)| x.min(y));
    let latest = both(a.latest(), b.latest()).map(|(x, y)| x.max(y));
    let precision = match (earliest, latest) {
        (Some(_), Some(_)) => Precision::Range,
        (None, Some(_)) => Precision::Before,
        (Some(_), None) => Precision::After,
        (None, None) => Precision::Unknown,
    };
    let doubtful = a.is_doubtful() || b.is_doubtful();
    Claimed::from_parts(earliest, latest, precision, doubtful).unwrap_or(Claimed::UNKNOWN)
}

/// The dates in `text`.
pub fn read_when(text: &str, hint: &DateHint) -> When {
    if text.len() > LONGEST_DATE_CELL {
        return When { oddities: vec![Oddity::NotADate], left_over: text.to_owned(), ..When::default() };
    }
    resolve::resolve(text, parse::parse(&token::tokens(text), hint), hint)
}

/// The time of day in a cell of its own, in minutes from midnight, with its end where one is written.
/// `Err` for a cell that holds no time of day; `Ok(None)` for an empty one.
///
/// # Errors
/// [`Oddity::TimeImpossible`] when no time can be read.
pub fn read_time(text: &str) -> Result<Option<TimeOfDay>, Oddity> {
    let tokens = token::tokens(text);
    let doubtful = tokens.iter().any(|token| match &token.kind {
        token::Kind::Sign(sign) => matches!(sign, '?' | '~'),
        token::Kind::Word(word) => words::meaning(word) == Some(words::Meaning::Doubt),
        token::Kind::Number { .. } => false,
    });
    let is_word = |word: &str| {
        !matches!(
            words::meaning(word),
            Some(
                words::Meaning::Doubt
                    | words::Meaning::Nothing
                    | words::Meaning::DayPart
                    | words::Meaning::Undated
            )
        )
    };
    for at in 0..tokens.len() {
        if let Some((clock, _)) = clock::read(&tokens, at, true) {
            return if clock.impossible {
                Err(Oddity::TimeImpossible)
            } else {
                Ok(Some(TimeOfDay { from: clock.from, to: clock.to, doubtful }))
            };
        }
    }
    let says_something = tokens.iter().any(|token| match &token.kind {
        token::Kind::Word(word) => is_word(word) && word != "n" && word != "k" && word != "a",
        token::Kind::Number { .. } => true,
        token::Kind::Sign(_) => false,
    });
    if says_something { Err(Oddity::TimeImpossible) } else { Ok(None) }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay {
    /// Minutes from midnight.
    pub from: u16,
    /// Minutes from midnight at which it ended.
    pub to: Option<u16>,
    /// The writer doubts it.
    pub doubtful: bool,
}

impl TimeOfDay {
    /// The day with this time.
    pub fn on(self, day: Day) -> Claimed {
        let claimed = piece::at_time(day, self.from, self.to);
        if self.doubtful { claimed.doubted() } else { claimed }
    }
}

/// The day of a spreadsheet's count of days, in the system from 1900 or from 1904. `None` outside years 1 to 9999.
///
/// # Source
/// ECMA-376 part 1, 18.17.4.1. Day 60 of the 1900 system is 29 February 1900, which never was; days before it shift.
pub fn serial_day(serial: u32, from_1904: bool) -> Option<Day> {
    let days = i32::try_from(serial).ok()?;
    let day = match (from_1904, days) {
        (true, _) => days.checked_add(1_462 - 25_569)?,
        (false, 60) => return None,
        (false, ..60) => days - 25_568,
        (false, _) => days - 25_569,
    };
    let day = Day(day);
    (1..=9999).contains(&day.year()).then_some(day)
}
