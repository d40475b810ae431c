//! Figures: a numerator, a denominator, what was left out and why, what is missing, and how sure it is.

use std::collections::BTreeMap;

use record::policy::{Better, MeasureRule, Measures};
use record::{Code, Day, Fixed, Tri};
use smol_str::SmolStr;

use super::condition::{Bound, column};
use super::error::Error;
use super::period::{Period, Periods};
use super::table::{Column, Table, Values};
use crate::compare::wilson;
use crate::numbers::rounded;

/// Intervals hold in 95 of 100.
const CONFIDENCE: f64 = 0.95;

/// One figure of one unit and period, by one variant of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The measure.
    pub measure: Code,
    /// The version of its definition.
    pub version: u32,
    /// The variant; `main` for the one shown first.
    pub variant: Code,
    /// Whose it is.
    pub unit: Code,
    /// Of which period.
    pub period: Period,
    /// Rows counted: those that meet the numerator; of a measure that is a count, all rows.
    pub numerator: u64,
    /// Out of how many.
    pub denominator: u64,
    /// The measure is a share; else a count.
    pub is_share: bool,
    /// Numerator over denominator; `None` for a count, and out of nothing.
    pub share: Option<Fixed>,
    /// Between which shares the true one lies with 95 in 100 (Wilson); `None` as above.
    pub interval: Option<(Fixed, Fixed)>,
    /// Rows left out, with the reason.
    pub left_out: Vec<LeftOut>,
    /// Rows of the period of which nobody can tell whether they belong to the numerator.
    pub missing: u64,
    /// Fewer rows than the definition asks for: nothing is concluded from it.
    pub too_few: bool,
    /// Which way is better.
    pub better: Better,
}

impl Figure {
    /// Of more than one row in ten nobody can tell what it is: the rest may be a choice of the good ones, and no share is concluded.
    pub fn is_lopsided(&self) -> bool {
        let untold = self.missing + self.left_out.iter().map(|left| left.rows).sum::<u64>();
        untold * 10 > untold + self.denominator
    }
}

/// Rows left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Why, in plain words.
    pub why: SmolStr,
    /// How many.
    pub rows: u64,
}

/// What a row is to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// In the numerator.
    Counted,
    /// In the denominator alone.
    NotCounted,
    /// Left out by the exclusion with this place among those of the measure.
    LeftOut(usize),
    /// Nobody can tell.
    Missing,
}

/// A measure ready to be counted over one table.
struct Ready<'a> {
    rule: &'a MeasureRule,
    days: &'a Column,
    among: Bound<'a>,
    numerator: Bound<'a>,
    excluded: Vec<(Bound<'a>, &'a SmolStr)>,
}

impl<'a> Ready<'a> {
    fn of(rule: &'a MeasureRule, measures: &'a Measures, table: &'a Table) -> Result<Self, Error> {
        let days = column(table, &rule.period, &rule.id)?;
        if !matches!(days.values, Values::Days(_)) {
            return Err(Error::NoDays { measure: rule.id.clone(), column: rule.period.clone() });
        }
        let excluded = measures
            .exclusions_of(rule)
            .map(|exclusion| Ok((Bound::of(&exclusion.when, table, &rule.id)?, &exclusion.why)))
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            rule,
            days,
            among: Bound::of(&rule.among, table, &rule.id)?,
            numerator: Bound::of(&rule.numerator, table, &rule.id)?,
            excluded,
        })
    }

    /// What a row is; `None` for one that the measure is not about.
    fn row(&self, row: usize) -> Option<Opened> {
        match self.among.hold(row) {
            Tri::No => return None,
            Tri::CannotTell => return Some(Opened::Missing),
            Tri::Yes => {}
        }
        let out = self.excluded.iter().position(|(when, _)| when.hold(row) == Tri::Yes);
        Some(match (out, self.numerator.hold(row)) {
            (Some(why), _) => Opened::LeftOut(why),
            (None, Tri::Yes) => Opened::Counted,
            (None, Tri::No) => Opened::NotCounted,
            (None, Tri::CannotTell) => Opened::Missing,
        })
    }
}

/// Counts of one unit and period in the making.
#[derive(Clone, Default)]
struct Tally {
    counted: u64,
    not_counted: u64,
    left_out: Vec<u64>,
    missing: u64,
}

/// The figures of every variant of a measure over a table, by unit and then by period; rows without a day of the period are in none,
/// and are counted in the second value.
///
/// A pure function of the table and the definition: the order of rows changes nothing.
///
/// # Errors
/// A column that the definition names is not there, or holds something else.
pub fn figures(
    measure: &Code,
    measures: &Measures,
    table: &Table,
    periods: Periods,
) -> Result<(Vec<Figure>, u64), Error> {
    let mut all = Vec::new();
    let mut undated = 0;
    for rule in measures.rules.iter().filter(|rule| rule.id == *measure) {
        let ready = Ready::of(rule, measures, table)?;
        let (tallies, without) = tally(&ready, table, periods);
        undated = without;
        all.extend(tallies.into_iter().map(|((unit, period), tally)| figure(&ready, unit, period, &tally)));
    }
    Ok((all, undated))
}

fn tally<'t>(
    ready: &Ready<'_>,
    table: &'t Table,
    periods: Periods,
) -> (BTreeMap<(&'t Code, Period), Tally>, u64) {
    let days = || (0..table.len()).filter_map(|row| ready.days.day(row));
    let whole = Period { from: days().min().unwrap_or_default(), to: days().max().unwrap_or_default() };
    let mut tallies: BTreeMap<(&Code, Period), Tally> = BTreeMap::new();
    let mut undated = 0;
    // Rows stand by unit and in the order of time as a rule: the tally of the row before is most often that of the next.
    for (row, unit) in table.units.iter().enumerate() {
        let Some(is) = ready.row(row) else { continue };
        let Some(day) = ready.days.day(row) else {
            undated += 1;
            continue;
        };
        let tally = tallies.entry((unit, periods.of(day, whole))).or_default();
        match is {
            Opened::Counted => tally.counted += 1,
            Opened::NotCounted => tally.not_counted += 1,
            Opened::Missing => tally.missing += 1,
            Opened::LeftOut(why) => {
                tally.left_out.resize(ready.excluded.len(), 0);
                tally.left_out[why] += 1;
            }
        }
    }
    (tallies, undated)
}

fn figure(ready: &Ready<'_>, unit: &Code, period: Period, tally: &Tally) -> Figure {
    let rule = ready.rule;
    let is_share = !rule.numerator.is_empty();
    let denominator = tally.counted + tally.not_counted;
    let share = Fixed::ratio(tally.counted as i64, denominator as i64).filter(|_| is_share);
    let fixed = |number: f64| Fixed::from_f64(rounded(number));
    let interval = share.map(|_| wilson(tally.counted as f64, denominator as f64, CONFIDENCE));
    let left_out = tally.left_out.iter().zip(&ready.excluded).filter(|(rows, _)| **rows > 0);
    Figure {
        measure: rule.id.clone(),
        version: rule.version,
        variant: rule.variant.clone(),
        unit: unit.clone(),
        period,
        numerator: tally.counted,
        denominator,
        is_share,
        share,
        interval: interval.map(|(low, high)| (fixed(low), fixed(high))),
        left_out: left_out.map(|(rows, (_, why))| LeftOut { why: (*why).clone(), rows: *rows }).collect(),
        missing: tally.missing,
        too_few: denominator < u64::from(rule.least),
        better: rule.better,
    }
}

/// The rows behind a figure, each with what it is to it, in the order of the table.
///
/// # Errors
/// As for [`figures`].
pub fn opens(figure: &Figure, measures: &Measures, table: &Table) -> Result<Vec<(usize, Opened)>, Error> {
    let rule = measures.rules.iter().find(|rule| rule.id == figure.measure && rule.variant == figure.variant);
    let Some(rule) = rule else { return Ok(Vec::new()) };
    let ready = Ready::of(rule, measures, table)?;
    let in_it = |day: Option<Day>| day.is_some_and(|day| figure.period.holds(day));
    let rows = (0..table.len()).filter(|row| table.units[*row] == figure.unit && in_it(ready.days.day(*row)));
    Ok(rows.filter_map(|row| Some((row, ready.row(row)?))).collect())
}
