//! A small typed reader of the policy's TOML files: every wrong value becomes a problem with its file and line.

use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::did_you_mean;
use super::problem::{Problems, shown};
use crate::fixed::Fixed;
use crate::time::Day;

/// One table of a TOML file.
pub(super) struct Settings<'a> {
    file: &'static str,
    text: &'a str,
    table: DeTable<'a>,
    /// Where the table begins.
    line: u32,
    problems: &'a Problems,
}

impl<'a> Settings<'a> {
    /// The whole file; an empty table (and a problem) if it cannot be read.
    pub(super) fn parse(file: &'static str, text: &'a str, problems: &'a Problems) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            let problem = shown(&error.message().replace('\n', ", "));
            problems.add(file, line, problem, "write `name = value`, one a line, below `[table]` headings");
        }
        Self { file, text, table: table.into_inner(), line: 1, problems }
    }

    /// Every key must be one of these.
    pub(super) fn allow(&self, keys: &[&str]) {
        for key in self.table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())) {
            let name: &str = key.get_ref();
            let remedy = did_you_mean(name, keys.iter().copied(), "remove it");
            self.problem(self.line_at(key.span().start), format!("`{}` is unknown", shown(name)), remedy);
        }
    }

    /// The table below this key.
    pub(super) fn table(&self, key: &str) -> Option<Self> {
        let value = self.needed(key)?;
        let line = self.line_at(value.span().start);
        match value.get_ref() {
            DeValue::Table(table) => {
                let (file, text, problems) = (self.file, self.text, self.problems);
                Some(Self { file, text, table: table.clone(), line, problems })
            }
            _ => self.wrong(value, key, "a table", "write it as a heading in square brackets"),
        }
    }

    /// A text.
    pub(super) fn text(&self, key: &str) -> Option<SmolStr> {
        let value = self.needed(key)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(SmolStr::new(text.trim())),
            _ => self.wrong(value, key, "a text", "write it between quotation marks"),
        }
    }

    /// A day.
    pub(super) fn day(&self, key: &str) -> Option<Day> {
        let value = self.needed(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(time) if time.time.is_none() => time.date,
            _ => None,
        };
        date.and_then(|date| Day::from_ymd(date.year.into(), date.month.into(), date.day.into()))
            .or_else(|| self.wrong(value, key, "a day", "write it as `2026-04-01`, without quotation marks"))
    }

    /// A whole number from 1.
    pub(super) fn count(&self, key: &str) -> Option<u32> {
        let value = self.needed(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        number
            .filter(|number| *number > 0)
            .or_else(|| self.wrong(value, key, "a whole number from 1", "write digits"))
    }

    /// A number of bits, between -1,000 and 1,000.
    pub(super) fn bits(&self, key: &str) -> Option<Fixed> {
        let value = self.needed(key)?;
        let number: Option<f64> = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| (-1000.0..=1000.0).contains(number));
        number
            .map(Fixed::from_f64)
            .or_else(|| self.wrong(value, key, "a number between -1000 and 1000", "write it as `2.5`"))
    }

    /// The line of a key, or of the table if the key is not there.
    pub(super) fn line(&self, key: &str) -> u32 {
        self.find(key).map_or(self.line, |value| self.line_at(value.span().start))
    }

    fn needed(&self, key: &str) -> Option<&Spanned<DeValue<'a>>> {
        let value = self.find(key);
        if value.is_none() {
            self.problem(self.line, format!("`{key}` is missing"), "add it");
        }
        value
    }

    fn find(&self, key: &str) -> Option<&Spanned<DeValue<'a>>> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn wrong<T>(&self, value: &Spanned<DeValue<'a>>, key: &str, should: &str, remedy: &str) -> Option<T> {
        self.problem(self.line_at(value.span().start), format!("`{key}` is not {should}"), remedy);
        None
    }

    fn problem(&self, line: u32, problem: impl Into<String>, remedy: impl Into<String>) {
        self.problems.add(self.file, line, problem, remedy);
    }

    fn line_at(&self, byte: usize) -> u32 {
        line_of(self.text, byte)
    }
}

fn line_of(text: &str, byte: usize) -> u32 {
    let before = text.as_bytes().get(..byte.min(text.len())).unwrap_or_default();
    1 + before.iter().filter(|b| **b == b'\n').count() as u32
}
