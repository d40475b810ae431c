//! The figures given for one measure, brought into the shape that each check takes.

use std::collections::BTreeMap;

use counted::chart::Series;
use counted::numbers::sum_in_any_order;
use formats::figures::period::{self, Period};
use formats::fitness::{Evidence, Measured};
use formats::report::Report as At;
use record::FileId;

use super::{Given, same};
use crate::findings::Findings;

/// Most cases whose days are kept one by one.
const CASES: f64 = 5_000_000.0;
/// Most periods between the first and the last.
const PERIODS: i64 = 10_000;

/// Figures of one measure.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// A numerator and a denominator for each unit, in the order of the units' names.
    pub(super) units: Vec<(f64, f64)>,
    /// Days of each case; infinite where no result is visible yet.
    pub(super) days: Vec<f64>,
    /// Known, and of how many.
    pub(super) known: Option<(f64, f64)>,
    /// Changed by one signature, and of how many.
    pub(super) unsigned: Option<(f64, f64)>,
    /// Where cases lie around a limit.
    pub(super) cases: Vec<f64>,
    /// One for each period.
    pub(super) series: Option<Series>,
}

/// The rows about a measure. A row that names none is about the only one there is.
pub(super) fn of(name: &str, given: &Given, findings: &mut Findings) -> Figures {
    let is_only = given.kpis.len() + given.returned.len() == 1 && given.kpis.len() == 1;
    let rows: Vec<(FileId, &Evidence)> = given
        .evidence
        .iter()
        .filter(|(_, row)| same(&row.kpi, name) || (row.kpi.is_empty() && is_only))
        .map(|(file, row)| (*file, row))
        .collect();
    let of = |what: Measured| rows.iter().copied().filter(move |(_, row)| row.what == what);
    Figures {
        units: units(of(Measured::Unit)),
        days: days(of(Measured::Days), findings),
        cases: days(of(Measured::Case), findings),
        known: all(of(Measured::Known)),
        unsigned: all(of(Measured::Unsigned)),
        series: series(of(Measured::Period).collect(), findings),
    }
}

/// Says which figures belong to no measure.
pub(super) fn report_unused(given: &Given, report: &published::fitness::Report, findings: &mut Findings) {
    let is_only = report.measures.len() == 1;
    for (file, row) in &given.evidence {
        let known = report.measures.iter().any(|measure| same(&measure.name, &row.kpi));
        let known = known || report.indicators.iter().any(|indicator| same(&indicator.name, &row.kpi));
        let is_about = known || (row.kpi.is_empty() && is_only);
        if !is_about {
            let words = "the figure belongs to no measure of the files given, and was not used";
            let remedy = "write the measure's name in the column `kpi`, and give its questionnaire too";
            At { file: *file, line: row.line }.skipped(findings, "kpi", "fitness.unused", words, remedy);
        }
    }
}

type Pairs<'a> = BTreeMap<String, (Vec<f64>, Vec<f64>)>;

fn units<'a>(rows: impl Iterator<Item = (FileId, &'a Evidence)>) -> Vec<(f64, f64)> {
    let mut by_unit: Pairs<'_> = BTreeMap::new();
    for (_, row) in rows {
        let unit = by_unit.entry(formats::csv_table::heading_key(&row.label)).or_default();
        unit.0.extend(row.count);
        unit.1.extend(row.of);
    }
    by_unit
        .values()
        .map(|(counts, of)| (sum_in_any_order(counts.iter().copied()), sum_in_any_order(of.iter().copied())))
        .collect()
}

fn all<'a>(rows: impl Iterator<Item = (FileId, &'a Evidence)>) -> Option<(f64, f64)> {
    let (counts, of): (Vec<f64>, Vec<f64>) = rows.filter_map(|(_, row)| row.count.zip(row.of)).unzip();
    (!of.is_empty()).then(|| (sum_in_any_order(counts), sum_in_any_order(of)))
}

fn days<'a>(rows: impl Iterator<Item = (FileId, &'a Evidence)>, findings: &mut Findings) -> Vec<f64> {
    let mut out = Vec::new();
    for (file, row) in rows {
        let many = row.count.unwrap_or(1.0);
        if out.len() as f64 + many > CASES {
            let words = "more than five million cases; this row was left out";
            let remedy = "give a sample of the cases, drawn by lot";
            At { file, line: row.line }.skipped(findings, "count", "fitness.many_cases", words, remedy);
            continue;
        }
        out.extend(std::iter::repeat_n(row.value.unwrap_or(f64::INFINITY), many as usize));
    }
    out
}

fn series(rows: Vec<(FileId, &Evidence)>, findings: &mut Findings) -> Option<Series> {
    let (file, first) = rows.first().map(|(file, row)| (*file, row.line))?;
    let written: Vec<(u32, &str)> = rows.iter().map(|(_, row)| (row.line, row.label.as_str())).collect();
    let periods = match period::read_all(&written) {
        Ok(periods) => periods,
        Err(error) => {
            let words = format!("the periods cannot be put in order, and none is used: {error}");
            let remedy = "write all periods in one way, such as 2024-03";
            At { file, line: first }.skipped(findings, "period", "fitness.periods", words, remedy);
            return None;
        }
    };
    let by_period = once_each(&rows, &periods, findings);
    let (earliest, latest) = (*by_period.keys().next()?, *by_period.keys().next_back()?);
    let stride = periods.first().and_then(|period| period.step.stride());
    let numbers: Vec<i64> = match stride {
        Some(stride) if (latest - earliest) / stride <= PERIODS => {
            (0..=(latest - earliest) / stride).map(|at| earliest + at * stride).collect()
        }
        _ => by_period.keys().copied().collect(),
    };
    let row = |number: &i64| by_period.get(number).copied().flatten();
    if rows.iter().any(|(_, row)| row.of.is_some()) {
        return Some(Series::Counts(
            numbers.iter().map(|at| row(at).and_then(|row| row.count.zip(row.of))).collect(),
        ));
    }
    Some(Series::Values(numbers.iter().map(|at| row(at).and_then(|row| row.value.or(row.count))).collect()))
}

/// Each period with its row; a period that stands twice has none.
fn once_each<'a>(
    rows: &[(FileId, &'a Evidence)],
    periods: &[Period],
    findings: &mut Findings,
) -> BTreeMap<i64, Option<&'a Evidence>> {
    let mut out: BTreeMap<i64, Option<&'a Evidence>> = BTreeMap::new();
    for ((file, row), period) in rows.iter().zip(periods) {
        let twice = out.contains_key(&period.number);
        out.insert(period.number, (!twice).then_some(*row));
        if twice {
            let words = format!("the period {} stands twice; it is a gap", period.label());
            let remedy = "keep the right row, or add the two up";
            At { file: *file, line: row.line }.skipped(
                findings,
                "period",
                "fitness.period_twice",
                words,
                remedy,
            );
        }
    }
    out
}
