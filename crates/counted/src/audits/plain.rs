//! The plain family: each audit as textbooks would make it, a unit against the others or against a fixed share.
//!
//! Kept to compare with: it is what a published reference gives on the same data. It is no family for a release: units that
//! differ by nature, and honest effort before a deadline, set it off in nearly every world without gaming
//! (`docs/measured/null-worlds.md`).

use super::cases::{Cases, Closing, DAY, NEVER, NO_MARK, NO_MINUTES, mark};
use super::{Audit, Occasions};
use crate::hypothesis::corrections::benjamini_hochberg;
use crate::hypothesis::{
    Band, LogitSlope, Table, at_least, fisher_greater, fit_line, logit_slope, mann_whitney_greater,
};
use crate::numbers::{median, normal_tail, student_quantile, student_tail};

/// One result of the plain family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plain {
    /// The unit, by number.
    pub unit: usize,
    /// The audit.
    pub audit: Audit,
    /// Its figure.
    pub statistic: f64,
    /// One-sided p; `None` where there was too little to test.
    pub p: Option<f64>,
    /// Corrected for the whole family (Benjamini and Hochberg); a missing p counts as 1.
    pub p_corrected: f64,
    /// For self-ratings: the slope of harm a year and the upper end of its 95 % interval.
    pub harm: Option<(f64, f64)>,
}

/// Eleven audits of every unit. `due_days` is counted from the opening; windows are those of the audits' names.
pub fn plain_family(cases: &Cases, occasions: &Occasions) -> Vec<Plain> {
    let columns = Columns { cases, soon: soon(cases) };
    let mut results: Vec<Plain> = (0..cases.units())
        .flat_map(|unit| {
            let (rating, harm) = self_rating(cases, unit);
            [
                (Audit::BunchingBeforeDeadline, columns.bunching(unit), None),
                (Audit::ReopenedAfterDeadlineClosure, columns.reopened(unit), None),
                (Audit::LoggingLagOfDeadlineClosures, columns.lag(unit), None),
                (Audit::SameChildWithin7Days, columns.share_against_rest(unit, |at| columns.soon[at]), None),
                (Audit::Reclassified14DaysBeforeCount, reclassified(cases, unit, occasions), None),
                (Audit::AcceptanceFallsWithSeverity, columns.acceptance(unit), None),
                (Audit::Visits28DaysBeforeInspection, visits(unit, occasions), None),
                (Audit::SelfRatingRises, rating, harm),
                (Audit::FavouriteRoundDurations, columns.durations(unit), None),
                (Audit::ExclusionsRise, exclusions(cases, unit), None),
                (Audit::NoCooperationInLast5Days, columns.no_cooperation(unit), None),
            ]
            .map(|(audit, (statistic, p), harm)| Plain {
                unit,
                audit,
                statistic,
                p,
                p_corrected: 1.0,
                harm,
            })
        })
        .collect();
    let p: Vec<f64> = results.iter().map(|result| result.p.unwrap_or(1.0)).collect();
    for (result, corrected) in results.iter_mut().zip(benjamini_hochberg(&p)) {
        result.p_corrected = corrected;
    }
    results
}

type Figure = (f64, Option<f64>);

/// Whether a case follows the same child's last one, of whatever unit, within seven days.
fn soon(cases: &Cases) -> Vec<bool> {
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by_key(|at| cases.opened[*at]);
    let children = cases.child.iter().max().map_or(0, |child| *child as usize + 1);
    let (mut last, mut soon) = (vec![NEVER; children], vec![false; cases.len()]);
    for at in order {
        let before = std::mem::replace(&mut last[cases.child[at] as usize], cases.opened[at]);
        soon[at] = before != NEVER && cases.opened[at] - before <= 7 * DAY;
    }
    soon
}

struct Columns<'a> {
    cases: &'a Cases,
    soon: Vec<bool>,
}

impl Columns<'_> {
    fn closed(&self, at: usize) -> bool {
        self.cases.closed[at] != NEVER
    }

    /// Closed in the last `days` days before the deadline.
    fn last_days(&self, at: usize, days: i32) -> bool {
        let late = self.cases.closed[at] - self.cases.due[at];
        late > -days * DAY && late <= 0
    }

    fn reopened_soon(&self, at: usize) -> bool {
        let reopened = self.cases.reopened[at];
        reopened != NEVER && reopened - self.cases.closed[at] <= 30 * DAY
    }

    /// (hits, others) among cases, and the same among those outside the range.
    fn split(&self, unit: usize, of: impl Fn(usize) -> bool, hit: impl Fn(usize) -> bool) -> Table {
        let (own, mut table) = (self.cases.of(unit), Table::default());
        for at in (0..self.cases.len()).filter(|at| of(*at)) {
            let cell = match (own.contains(&at), hit(at)) {
                (true, true) => &mut table.a,
                (true, false) => &mut table.b,
                (false, true) => &mut table.c,
                (false, false) => &mut table.d,
            };
            *cell += 1;
        }
        table
    }

    /// Two kinds of a unit's closures.
    fn within(&self, unit: usize, near: impl Fn(usize) -> bool, hit: impl Fn(usize) -> bool) -> Figure {
        let mut table = Table::default();
        for at in self.cases.of(unit).filter(|at| self.closed(*at)) {
            let cell = match (near(at), hit(at)) {
                (true, true) => &mut table.a,
                (true, false) => &mut table.b,
                (false, true) => &mut table.c,
                (false, false) => &mut table.d,
            };
            *cell += 1;
        }
        (table.share().unwrap_or_default(), Some(fisher_greater(table)))
    }

    fn bunching(&self, unit: usize) -> Figure {
        let around = |at: usize| {
            let late = self.cases.closed[at] - self.cases.due[at];
            self.closed(at) && late > -3 * DAY && late <= 3 * DAY
        };
        let table = self.split(unit, around, |at| self.last_days(at, 3));
        (table.a as f64 / table.b.max(1) as f64, Some(fisher_greater(table)))
    }

    fn reopened(&self, unit: usize) -> Figure {
        self.within(unit, |at| self.last_days(at, 3), |at| self.reopened_soon(at))
    }

    fn no_cooperation(&self, unit: usize) -> Figure {
        let code = Closing::NoCooperation as u8;
        self.within(unit, |at| self.last_days(at, 5), |at| self.cases.closing[at] == code)
    }

    fn lag(&self, unit: usize) -> Figure {
        let (mut near, mut far) = (Vec::new(), Vec::new());
        for at in self.cases.of(unit).filter(|at| self.closed(*at) && self.cases.logged[*at] != NEVER) {
            // Fractions of days, subtracted as the reference does it: lags that are equal to the thousandth of a day may come
            // out a hair apart, and are then no ties. The family of a release works in whole thousandths.
            let days = |at: i32| f64::from(at) / f64::from(DAY);
            let late = days(self.cases.logged[at]) - days(self.cases.closed[at]);
            if self.last_days(at, 3) { near.push(late) } else { far.push(late) }
        }
        let statistic = median(&near).unwrap_or(f64::NAN) - median(&far).unwrap_or(f64::NAN);
        // Fewer than five cannot be told from any others.
        let p = if near.len() < 5 { None } else { mann_whitney_greater(&near, &far).map(|test| test.p) };
        (statistic, p)
    }

    fn share_against_rest(&self, unit: usize, hit: impl Fn(usize) -> bool) -> Figure {
        let table = self.split(unit, |_| true, hit);
        (table.share().unwrap_or_default(), Some(fisher_greater(table)))
    }

    fn durations(&self, unit: usize) -> Figure {
        let minutes = &self.cases.minutes;
        let table =
            self.split(unit, |at| minutes[at] != NO_MINUTES, |at| matches!(minutes[at], 30 | 45 | 60 | 90));
        (table.share().unwrap_or_default(), Some(fisher_greater(table)))
    }

    fn acceptance(&self, unit: usize) -> Figure {
        let slope = |own: bool| {
            let range = self.cases.of(unit);
            let known = mark::ACCEPTANCE_KNOWN | mark::SEVERITY_KNOWN;
            let bands: Vec<Band> = (0..self.cases.len())
                .filter(|at| range.contains(at) == own && self.cases.marks[*at] & known == known)
                .map(|at| one(f64::from(self.cases.severity[at]), self.cases.marks[at] & mark::ACCEPTED != 0))
                .collect();
            logit_slope(&bands)
        };
        match (slope(true), slope(false)) {
            (Some(own), Some(rest)) => {
                let z = (own.slope - rest.slope) / (own.error * own.error + rest.error * rest.error).sqrt();
                (z, Some(normal_tail(-z)))
            }
            _ => (0.0, None),
        }
    }
}

fn one(x: f64, hit: bool) -> Band {
    Band { x, hits: f64::from(u8::from(hit)), cases: 1.0 }
}

fn years(cases: &Cases, at: usize) -> f64 {
    f64::from(cases.opened[at]) / f64::from(DAY) / 365.25
}

fn reclassified(cases: &Cases, unit: usize, occasions: &Occasions) -> Figure {
    let days: Vec<i32> =
        cases.of(unit).map(|at| cases.reclassified[at]).filter(|day| *day != NEVER).collect();
    let near =
        |day: &&i32| occasions.counts.iter().any(|count| (0..=14 * DAY).contains(&(count * DAY - **day)));
    let before = days.iter().filter(near).count() as u64;
    let share = 14.0 * occasions.counts.len() as f64 / f64::from(occasions.period.max(1));
    (before as f64 / (days.len() as f64).max(1.0), Some(at_least(before, days.len() as u64, share)))
}

fn visits(unit: usize, occasions: &Occasions) -> Figure {
    let Some(day) = occasions.inspections.get(unit).copied().flatten() else { return (0.0, None) };
    let visits = |from: i32, to: i32| occasions.visits_in(unit, day + 1 + from, day + 1 + to);
    match (visits(-28, 0), visits(-140, -28), visits(0, 112)) {
        (Some(before), Some(earlier), Some(later)) => {
            let around = earlier + later;
            let ratio = before as f64 * 8.0 / around as f64;
            (ratio, Some(at_least(before, before + around, 28.0 / 252.0)))
        }
        _ => (0.0, None),
    }
}

fn self_rating(cases: &Cases, unit: usize) -> (Figure, Option<(f64, f64)>) {
    let rated: Vec<usize> = cases.of(unit).filter(|at| cases.rating[*at] != NO_MARK).collect();
    let x: Vec<f64> = rated.iter().map(|at| years(cases, *at)).collect();
    let rating: Vec<f64> = rated.iter().map(|at| f64::from(cases.rating[*at])).collect();
    let harm: Vec<f64> =
        rated.iter().map(|at| f64::from(u8::from(cases.marks[*at] & mark::HARM != 0))).collect();
    let figure = match fit_line(&x, &rating) {
        Some(line) => (line.slope, Some(student_tail(line.t(), line.freedom))),
        None => (0.0, None),
    };
    let harm = fit_line(&x, &harm)
        .map(|line| (line.slope, line.slope + student_quantile(0.975, line.freedom) * line.error));
    (figure, harm)
}

fn exclusions(cases: &Cases, unit: usize) -> Figure {
    let bands: Vec<Band> =
        cases.of(unit).map(|at| one(years(cases, at), cases.marks[at] & mark::EXCLUDED != 0)).collect();
    match logit_slope(&bands).map(LogitSlope::z) {
        Some(z) => (z, Some(normal_tail(z))),
        None => (0.0, None),
    }
}
