//! What is refused before anything is computed, with what would mend it.

use super::{Error, Kind, Plan, Series};

/// The least number of points that may set limits by a freeze.
const LEAST_FROZEN: usize = 3;

/// Refuses figures that the kind cannot chart.
pub(super) fn series(kind: Kind, series: &Series) -> Result<(), Error> {
    if !(0..series.len()).any(|at| series.has(at)) {
        return Err(Error::Empty);
    }
    match series {
        Series::Values(values) => {
            if kind.divides() {
                return Err(Error::Shape { kind, needs: "a numerator and a denominator for each period" });
            }
            if kind.samples() {
                return Err(Error::Shape { kind, needs: "several figures for each period" });
            }
            present(values).try_for_each(|(at, value)| single(kind, at, value))
        }
        Series::Counts(counts) => {
            if !kind.divides() && !matches!(kind, Kind::Xmr | Kind::Mr | Kind::Run) {
                return Err(Error::Shape {
                    kind,
                    needs: "one figure for each period, without a denominator",
                });
            }
            present(counts).try_for_each(|(at, pair)| quotient(kind, at, pair))
        }
        Series::Samples(samples) => {
            if !kind.samples() {
                return Err(Error::Shape { kind, needs: "one figure for each period, not several" });
            }
            if samples.iter().all(|sample| sample.len() < 2) {
                return Err(Error::Shape { kind, needs: "at least two figures in some period" });
            }
            let each =
                samples.iter().enumerate().flat_map(|(at, sample)| sample.iter().map(move |x| (at, *x)));
            for (at, value) in each {
                finite(at, value)?;
            }
            Ok(())
        }
    }
}

fn present<T: Copy>(all: &[Option<T>]) -> impl Iterator<Item = (usize, T)> + '_ {
    all.iter().enumerate().filter_map(|(at, item)| item.map(|item| (at, item)))
}

fn finite(at: usize, number: f64) -> Result<(), Error> {
    if number.is_finite() { Ok(()) } else { Err(Error::NotFinite { at }) }
}

fn single(kind: Kind, at: usize, number: f64) -> Result<(), Error> {
    finite(at, number)?;
    if kind.counts() && number < 0.0 {
        return Err(Error::Negative { at, number, kind });
    }
    if kind == Kind::T && number == 0.0 {
        return Err(Error::NoTimeBetween { at });
    }
    Ok(())
}

fn quotient(kind: Kind, at: usize, (count, of): (f64, f64)) -> Result<(), Error> {
    finite(at, count)?;
    finite(at, of)?;
    if kind.divides() && count < 0.0 {
        return Err(Error::Negative { at, number: count, kind });
    }
    if of < 0.0 {
        return Err(Error::Negative { at, number: of, kind });
    }
    if of == 0.0 {
        return Err(Error::NoDenominator { at });
    }
    if kind.is_share() && count > of {
        return Err(Error::MoreThanAll { at, count, of });
    }
    Ok(())
}

/// Refuses decisions that contradict each other or the series, and those without a reason.
pub(super) fn plan(plan: &Plan, points: usize) -> Result<(), Error> {
    if plan.freeze.is_some() && !plan.splits.is_empty() {
        return Err(Error::FreezeAndSplit);
    }
    if let Some(freeze) = &plan.freeze {
        if freeze.first < LEAST_FROZEN || freeze.first >= points {
            return Err(Error::FreezeSize { first: freeze.first, points });
        }
        if freeze.reason.trim().is_empty() {
            return Err(Error::NoReason { at: freeze.first - 1 });
        }
    }
    for change in plan.splits.iter().chain(&plan.excluded) {
        if change.at >= points {
            return Err(Error::NoSuchPoint { at: change.at, points });
        }
        if change.reason.trim().is_empty() {
            return Err(Error::NoReason { at: change.at });
        }
    }
    Ok(())
}
