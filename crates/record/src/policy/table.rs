//! A small typed reader of the policy's CSV files: every wrong cell becomes a problem with its file and line.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::nearest::did_you_mean;
use super::problem::{Problems, shown};
use crate::agency::Rank;
use crate::id::Code;
use crate::time::{Day, Unit};

/// One row, its cells by column name.
pub(super) struct Row<'a> {
    problems: &'a Problems,
    file: &'static str,
    pub(super) line: u32,
    cells: BTreeMap<&'static str, String>,
}

/// A value with the line it was read from.
pub(super) struct Lined<T> {
    pub(super) line: u32,
    pub(super) value: T,
}

/// Reads every row of a CSV text that must have exactly these columns, in any order.
pub(super) fn rows<'a>(
    file: &'static str,
    text: &str,
    columns: &'static [&'static str],
    problems: &'a Problems,
) -> Vec<Row<'a>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut records = reader.records();
    let Some(Ok(heading)) = records.next() else {
        problems.add(
            file,
            1,
            "the file has no heading row",
            format!("begin it with `{}`", columns.join(",")),
        );
        return Vec::new();
    };
    let Some(places) = places(file, &heading, columns, problems) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for record in records {
        // Reading from memory as UTF-8 that was checked, with rows of any length: nothing is left that can fail.
        let Ok(record) = record else { continue };
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        if record.len() != heading.len() {
            let problem = format!("the row has {} cells, the heading has {}", record.len(), heading.len());
            problems.add(file, line, problem, "put cells that contain a comma between quotation marks");
            continue;
        }
        let cell = |place: &usize| record.get(*place).unwrap_or_default().trim().to_owned();
        let cells = places.iter().map(|(name, place)| (*name, cell(place))).collect();
        rows.push(Row { problems, file, line, cells });
    }
    rows
}

/// Where each column stands; `None` (and a problem for each) if one is missing, unknown or there twice.
fn places(
    file: &'static str,
    heading: &csv::StringRecord,
    columns: &'static [&'static str],
    problems: &Problems,
) -> Option<Vec<(&'static str, usize)>> {
    let mut good = true;
    let mut places: Vec<(&'static str, usize)> = Vec::new();
    for (place, name) in heading.iter().enumerate() {
        let name = name.trim();
        let known = columns.iter().find(|known| **known == name);
        let twice = places.iter().any(|(seen, _)| *seen == name);
        match known {
            Some(known) if !twice => places.push((known, place)),
            Some(_) => problems.add(file, 1, format!("column `{name}` is there twice"), "remove one of them"),
            None => {
                let remedy = did_you_mean(name, columns.iter().copied(), "remove it");
                problems.add(file, 1, format!("column `{}` is unknown", shown(name)), remedy);
            }
        }
        good &= known.is_some() && !twice;
    }
    for column in columns.iter().filter(|column| !places.iter().any(|(name, _)| name == *column)) {
        problems.add(
            file,
            1,
            format!("column `{column}` is missing"),
            "add it; its cells may be empty where the documentation says so",
        );
        good = false;
    }
    good.then_some(places)
}

/// Lines of byte offsets that only grow. The csv crate counts a `\r\n` late, so it is not asked.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, byte: u64) -> u32 {
        let mut end = (byte as usize).min(self.text.len());
        // The offset of a record may stand before the line ends it follows.
        while self.text.get(end).is_some_and(|b| matches!(b, b'\r' | b'\n')) {
            end += 1;
        }
        let passed = self.text.get(self.at..end).unwrap_or_default();
        self.line += passed.iter().filter(|b| **b == b'\n').count() as u32;
        self.at = end.max(self.at);
        self.line
    }
}

impl Row<'_> {
    /// The cell, which may be empty.
    pub(super) fn text(&self, column: &'static str) -> SmolStr {
        SmolStr::new(self.cell(column))
    }

    /// The cell, which must not be empty.
    pub(super) fn needed(&self, column: &'static str) -> SmolStr {
        if self.cell(column).is_empty() {
            self.problem(format!("column `{column}` is empty"), "fill it in");
        }
        self.text(column)
    }

    /// A code: small and capital letters, digits, `_`, `.`, `#`, `-`.
    pub(super) fn code(&self, column: &'static str) -> Code {
        let code = self.needed(column);
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '#' | '-');
        if !code.chars().all(good) {
            let problem = format!("column `{column}`: `{}` is not a code", shown(&code));
            self.problem(problem, "use letters, digits, `_`, `.` and `-` only");
        }
        Code(code)
    }

    /// A code, or nothing.
    pub(super) fn maybe_code(&self, column: &'static str) -> Option<Code> {
        (!self.cell(column).is_empty()).then(|| self.code(column))
    }

    /// One of these words.
    pub(super) fn word_of(&self, column: &'static str, words: &[&'static str]) -> Code {
        let code = self.code(column);
        if !code.as_str().is_empty() && !words.contains(&code.as_str()) {
            let list = format!("use one of {}", words.join(", "));
            let remedy = did_you_mean(code.as_str(), words.iter().copied(), &list);
            self.problem(format!("column `{column}`: `{}` is unknown", shown(code.as_str())), remedy);
        }
        code
    }

    /// A code that another file lists.
    pub(super) fn listed<V>(&self, column: &'static str, list: &BTreeMap<Code, V>) -> Code {
        let code = self.code(column);
        if !code.as_str().is_empty() && !list.contains_key(&code) {
            let known = list.keys().map(Code::as_str);
            let remedy = did_you_mean(code.as_str(), known, "add it to the file that lists such codes");
            self.problem(format!("column `{column}`: `{}` is unknown", shown(code.as_str())), remedy);
        }
        code
    }

    /// A whole number.
    pub(super) fn number<N: core::str::FromStr + Default>(&self, column: &'static str) -> N {
        self.cell(column).parse().unwrap_or_else(|_| {
            let problem =
                format!("column `{column}`: `{}` is not a whole number in range", shown(self.cell(column)));
            self.problem(problem, "write digits only");
            N::default()
        })
    }

    /// A whole number, or nothing.
    pub(super) fn maybe_number<N: core::str::FromStr + Default>(&self, column: &'static str) -> Option<N> {
        (!self.cell(column).is_empty()).then(|| self.number(column))
    }

    /// A day as `YYYY-MM-DD`, or nothing.
    pub(super) fn maybe_day(&self, column: &'static str) -> Option<Day> {
        let cell = self.cell(column);
        let day = Day::parse_iso(cell);
        if day.is_none() && !cell.is_empty() {
            let problem = format!("column `{column}`: `{}` is not a day of the calendar", shown(cell));
            self.problem(problem, "write it as `2026-04-01`");
        }
        day
    }

    /// First and last day in force, either of which may be open.
    pub(super) fn in_force(&self) -> (Option<Day>, Option<Day>) {
        let (from, to) = (self.maybe_day("in_force_from"), self.maybe_day("in_force_to"));
        if matches!((from, to), (Some(from), Some(to)) if to < from) {
            self.problem("`in_force_to` is before `in_force_from`", "swap the two days");
        }
        (from, to)
    }

    /// `yes` or `no`.
    pub(super) fn yes(&self, column: &'static str) -> bool {
        let cell = self.cell(column);
        if !matches!(cell, "yes" | "no") {
            self.problem(
                format!("column `{column}`: `{}` is neither yes nor no", shown(cell)),
                "write `yes` or `no`",
            );
        }
        cell == "yes"
    }

    /// A rank from 0 to 6.
    pub(super) fn rank(&self, column: &'static str) -> Rank {
        self.maybe_rank(column).unwrap_or_else(|| {
            if self.cell(column).is_empty() {
                self.problem(format!("column `{column}` is empty"), "write a rank from 0 to 6");
            }
            Rank::PUBLIC
        })
    }

    /// A rank from 0 to 6, or nothing.
    pub(super) fn maybe_rank(&self, column: &'static str) -> Option<Rank> {
        let cell = self.cell(column);
        let rank = cell.parse().ok().and_then(Rank::new);
        if rank.is_none() && !cell.is_empty() {
            self.problem(
                format!("column `{column}`: `{}` is not a rank", shown(cell)),
                "write a rank from 0 to 6",
            );
        }
        rank
    }

    /// A unit of time.
    pub(super) fn unit(&self, column: &'static str) -> Unit {
        let word = self.cell(column);
        UNITS.iter().find(|(known, _)| *known == word).map_or_else(
            || {
                let list: Vec<&str> = UNITS.iter().map(|(known, _)| *known).collect();
                let remedy =
                    did_you_mean(word, list.iter().copied(), &format!("use one of {}", list.join(", ")));
                self.problem(format!("column `{column}`: unit `{}` is unknown", shown(word)), remedy);
                Unit::Day
            },
            |(_, unit)| *unit,
        )
    }

    /// Something is wrong with this row.
    pub(super) fn problem(&self, problem: impl Into<String>, remedy: impl Into<String>) {
        self.problems.add(self.file, self.line, problem, remedy);
    }

    fn cell(&self, column: &'static str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// The rows as a map; a key that is there twice is a problem.
pub(super) fn keyed<'a, K: Ord, V>(rows: Vec<Row<'a>>, read: impl Fn(&Row<'a>) -> (K, V)) -> BTreeMap<K, V> {
    let mut first: BTreeMap<K, (u32, V)> = BTreeMap::new();
    for row in &rows {
        let (key, value) = read(row);
        match first.get(&key) {
            Some((line, _)) => row.problem(format!("the row repeats line {line}"), "remove one of the two"),
            None => drop(first.insert(key, (row.line, value))),
        }
    }
    first.into_iter().map(|(key, (_, value))| (key, value)).collect()
}

/// The words of the units, as policy files write them.
pub const UNITS: &[(&str, Unit)] = &[
    ("working_day", Unit::WorkingDay),
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("hour", Unit::Hour),
    ("immediate", Unit::Immediate),
    ("as_soon_as_practicable", Unit::AsSoonAsPracticable),
];
