//! Reading an edited listing back. What cannot be applied is a problem with its line and remedy; the rest is done.

use std::cell::OnceCell;

use csv::{Reader, ReaderBuilder, StringRecord};
use flow::Joined;
use record::event::{Correction, MentionPlace, RowPlace};
use record::source::{SourceFile, SourceRef};
use record::time::Precision;
use record::{Claimed, Code, Day, Event, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Check, HEADING};
use crate::called::is_entry;
use crate::csv_safe::given_back;
use crate::key::{Key, Names};
use crate::mask::Mask;
use crate::place::{Paths, PlaceError};

/// A line that was not applied. It repeats nothing of the line: a cell may hold a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line of the file, from 1.
    pub line: u32,
    /// What is wrong.
    pub words: String,
    /// What to do.
    pub remedy: String,
}

type Told = (&'static str, &'static str);

/// Reads an edited `corrections.csv` against the events as the files give them, before any correction.
///
/// Lines without a decision are left alone. Lines of the same row and kind are decided once: the first counts.
pub fn read(
    text: &str,
    events: &[Event],
    files: &[SourceFile],
    key: &Key,
) -> (Vec<Correction>, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Rows::new(events, files, key);
    let (mut corrections, mut problems) = (Vec::new(), Vec::new());
    let mut decided: FxHashSet<(String, String, String)> = FxHashSet::default();
    let mut columns: Option<[Option<usize>; HEADING.len()]> = None;
    for (line, record) in records(text) {
        let record = match record {
            Ok(record) => record,
            Err(told) => {
                problems.push(problem(line, told));
                continue;
            }
        };
        let Some(columns) = columns else {
            let found =
                HEADING.map(|name| record.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name)));
            if HEADING
                .iter()
                .zip(found)
                .any(|(name, at)| at.is_none() && !matches!(*name, "machine" | "because"))
            {
                let told =
                    ("is not the heading of a listing", "keep the first line of corrections.csv as it was");
                return (corrections, vec![problem(line, told)]);
            }
            columns = Some(found);
            continue;
        };
        let cells =
            columns.map(|at| at.and_then(|at| record.get(at)).map(given_back).unwrap_or_default().trim());
        let [kind, a, b, _, _, decision, check] = cells;
        if decision.is_empty() {
            continue;
        }
        match rows.correction(kind, a, b, decision, check) {
            Ok(correction) if decided.insert((kind.to_owned(), a.to_owned(), b.to_owned())) => {
                corrections.push(correction);
            }
            Ok(_) => problems.push(problem(
                line,
                ("decides what an earlier line of the file decided", "keep one of the two lines"),
            )),
            Err(told) => problems.push(problem(line, told)),
        }
    }
    (corrections, problems)
}

/// The records of a listing with their lines.
///
/// One quotation mark too many makes one cell of everything behind it, and decisions would be lost in silence. Where
/// that shows, every line is read alone: no cell of a listing holds a line break.
fn records(text: &str) -> Vec<(u32, Result<StringRecord, Told>)> {
    const KINDS: [&str; 4] = ["same", "same_event", "date", "sign"];
    let delimiter = delimiter(text);
    let begins = |line: &&str| {
        let first = line.split(char::from(delimiter)).next().unwrap_or_default();
        KINDS.contains(&first.trim().trim_matches('"'))
    };
    let mut reader = reader_of(text, delimiter);
    let whole: Vec<_> = reader
        .records()
        .map(|record| match record {
            Ok(record) => (line_at(text, record.position().map_or(0, csv::Position::byte)), Ok(record)),
            Err(cause) => (line_at(text, cause.position().map_or(0, csv::Position::byte)), Err(UNREADABLE)),
        })
        .collect();
    let of_kind = |record: &StringRecord| record.get(0).is_some_and(|kind| KINDS.contains(&kind.trim()));
    let read = whole.iter().filter(|(_, record)| record.as_ref().is_ok_and(of_kind)).count();
    if !is_unclosed(text) && read >= text.lines().filter(begins).count() {
        return whole;
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| (number, record_of(line, delimiter))).collect()
}

/// One line read without its neighbours.
fn record_of(line: &str, delimiter: u8) -> Result<StringRecord, Told> {
    if is_unclosed(line) {
        return Err((
            "has a quotation mark without a second one",
            "take the mark out, or look at the row again in the newest corrections.csv and decide there",
        ));
    }
    reader_of(line, delimiter).records().next().and_then(Result::ok).ok_or(UNREADABLE)
}

fn reader_of(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

fn is_unclosed(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

const UNREADABLE: Told = ("cannot be read as CSV", "save the file as CSV in UTF-8");

/// The line of a place of the text, as a spreadsheet counts it: with CRLF the reader stands before the LF of the line
/// above, which belongs to that line.
fn line_at(text: &str, byte: u64) -> u32 {
    let at = (byte as usize).min(text.len());
    let rest = &text.as_bytes()[at..];
    let before = at + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    text.as_bytes()[..before].iter().filter(|byte| **byte == b'\n').count() as u32 + 1
}

fn problem(line: u32, (words, remedy): Told) -> Problem {
    Problem { line, words: words.to_owned(), remedy: remedy.to_owned() }
}

/// What spreadsheets of different countries put between cells.
fn delimiter(text: &str) -> u8 {
    let heading = text.lines().next().unwrap_or_default();
    let count = |byte: u8| heading.bytes().filter(|other| *other == byte).count();
    [b';', b'\t'].into_iter().find(|byte| count(*byte) > count(b',')).unwrap_or(b',')
}

/// The rows that lines speak of.
struct Rows<'a> {
    events: &'a [Event],
    files: &'a [SourceFile],
    at: OnceCell<FxHashMap<SourceRef, usize>>,
    paths: Paths,
    /// The paths as a report without names shows them; made only if a line needs them.
    masked: OnceCell<Paths>,
    check: Check,
}

impl<'a> Rows<'a> {
    fn new(events: &'a [Event], files: &'a [SourceFile], key: &Key) -> Self {
        let paths = Paths::new(files, &Mask::verbatim());
        Self { events, files, at: OnceCell::new(), paths, masked: OnceCell::new(), check: Check::new(key) }
    }

    fn correction(
        &mut self,
        kind: &str,
        a: &str,
        b: &str,
        decision: &str,
        check: &str,
    ) -> Result<Correction, Told> {
        let decision = decision.to_ascii_lowercase();
        match (kind, decision.as_str()) {
            ("same", "same" | "not_same") => {
                let (a, b) = (self.mention(a)?, self.mention(b)?);
                self.unchanged(&[a.row, b.row], check)?;
                if self.kind(a)? != self.kind(b)? {
                    return Err(TWO_KINDS);
                }
                Ok(if decision == "same" { Correction::Same(a, b) } else { Correction::NotSame(a, b) })
            }
            ("same", _) => Err(("has a decision that is none for `same`", "write `same` or `not_same`")),
            ("same_event", "same_event" | "not_same_event") => {
                let (a, b) = (self.row(a)?, self.row(b)?);
                self.unchanged(&[a, b], check)?;
                let same = decision == "same_event";
                Ok(if same { Correction::SameEvent(a, b) } else { Correction::NotSameEvent(a, b) })
            }
            ("same_event", _) => Err((
                "has a decision that is none for `same_event`",
                "write `same_event` or `not_same_event`",
            )),
            ("date", written) => {
                let row = self.row(a)?;
                self.unchanged(&[row], check)?;
                Ok(Correction::Date(row, date_of(written).ok_or(NO_DATE)?))
            }
            ("sign", "yes" | "no") => {
                let row = self.row(a)?;
                self.unchanged(&[row], check)?;
                let plain = !b.is_empty()
                    && b.len() <= 40
                    && b.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
                let sign = Some(Code::new(b)).filter(|_| plain);
                let sign = sign
                    .ok_or(("names no sign in column `b`", "write the code of a sign as signs.csv has it"))?;
                Ok(if decision == "yes" {
                    Correction::Sign(row, sign)
                } else {
                    Correction::NotSign(row, sign)
                })
            }
            ("sign", _) => Err(("has a decision that is none for `sign`", "write `yes` or `no`")),
            _ => Err((
                "is of a kind that is none",
                "write `same`, `same_event`, `date` or `sign` in column `kind`",
            )),
        }
    }

    fn row(&self, text: &str) -> Result<RowPlace, Told> {
        let row = self.parse(text, Paths::parse_row)?;
        self.event(row).map(|_| row)
    }

    fn mention(&self, text: &str) -> Result<MentionPlace, Told> {
        let place = self.parse(text, Paths::parse_mention)?;
        self.kind(place).map(|_| place)
    }

    fn kind(&self, place: MentionPlace) -> Result<MentionKind, Told> {
        let mention = self.event(place.row)?.mentions().get(usize::from(place.mention));
        mention.map(|mention| mention.kind).ok_or(("names a mention that its row does not have", LIST_AGAIN))
    }

    fn parse<T>(&self, text: &str, parse: fn(&Paths, &str) -> Result<T, PlaceError>) -> Result<T, Told> {
        let parsed = parse(&self.paths, text).or_else(|error| match error {
            PlaceError::File => {
                let mask = || Mask::new(self.events, &Joined::default(), &Names::default());
                parse(self.masked.get_or_init(|| Paths::new(self.files, &mask())), text)
            }
            other => Err(other),
        });
        parsed.map_err(|error| match error {
            PlaceError::Row => ("names no row", "copy the place from the listing, `PATH#LINE.PART`"),
            PlaceError::Mention => {
                ("names no mention", "copy the place from the listing, `PATH#LINE.PART:MENTION`")
            }
            PlaceError::File => ("names a file that was not read", "check that the folder holds the file"),
        })
    }

    fn event(&self, row: RowPlace) -> Result<&'a Event, Told> {
        let index = || {
            let entries = self.events.iter().enumerate().filter(|(_, event)| is_entry(event));
            entries.map(|(place, event)| (event.source, place)).collect()
        };
        let place = self.at.get_or_init(index).get(&row.0);
        place.and_then(|place| self.events.get(*place)).ok_or(("names a row that was not read", LIST_AGAIN))
    }

    /// The rows read as they did when they were listed.
    fn unchanged(&self, rows: &[RowPlace], check: &str) -> Result<(), Told> {
        let events: Vec<&Event> = rows.iter().map(|row| self.event(*row)).collect::<Result<_, _>>()?;
        let same = self.check.of(&events).eq_ignore_ascii_case(check);
        same.then_some(())
            .ok_or(("speaks of a row that has changed since it was listed, or of another key", LIST_AGAIN))
    }
}

const LIST_AGAIN: &str = "look at the row again in the newest corrections.csv and decide there";

const TWO_KINDS: Told = (
    "names mentions of two kinds: things of two kinds, as a child and a phone, cannot be the same",
    "copy both places from one line of the listing",
);

const NO_DATE: Told = (
    "has a decision that is no date",
    "write `2011-03-14`, `2011-03`, `2011` or `2011-03-01..2011-03-14`; in a spreadsheet make the column text first",
);

/// A date as a person may write it. A spreadsheet that was told nothing makes `14/03/2011` of `2011-03-14`.
fn date_of(text: &str) -> Option<Claimed> {
    if let Some((from, to)) = text.split_once("..") {
        let (from, to) = (day_of(from.trim())?, day_of(to.trim())?);
        return (from <= to).then(|| Claimed::range(from, to));
    }
    if let Some(day) = day_of(text) {
        return Some(Claimed::day(day));
    }
    let number = |text: &str, digits: usize| -> Option<i32> {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
    };
    match text.split_once('-') {
        Some((year, month)) => Claimed::month(number(year, 4)?, u32::try_from(number(month, 2)?).ok()?),
        None => Claimed::year(number(text, 4)?),
    }
}

fn day_of(text: &str) -> Option<Day> {
    Day::parse_iso(text).or_else(|| {
        let mut parts = text.split('/');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && year.len() == 4;
        whole.then(|| Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).flatten()
    })
}

/// A date in the words [`read`] takes; `None` for those no line can carry.
pub(super) fn date_words(claimed: Claimed) -> Option<String> {
    let words = match claimed.precision() {
        Precision::Day | Precision::Month | Precision::Year => claimed.to_string(),
        _ => format!("{}..{}", claimed.earliest()?.day(), claimed.latest()?.day()),
    };
    Some(words.trim_end_matches('?').to_owned())
}
