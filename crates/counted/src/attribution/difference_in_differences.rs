//! Units that changed against units that did not, before and after.

use std::collections::BTreeMap;

use super::estimate::{Estimate, NotEnough};
use crate::numbers::{least_squares, sum};

/// Units needed on each side.
const LEAST: u64 = 8;

/// One unit in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelRow {
    /// The unit.
    pub unit: u32,
    /// The period.
    pub time: u32,
    /// Whether the unit is one of those that changed.
    pub treated: bool,
    /// Whether the period lies after the change.
    pub after: bool,
    /// The outcome.
    pub y: f64,
}

/// The difference of differences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DifferenceInDifferences {
    /// The effect, with errors clustered by unit and an interval by as many degrees of freedom as there are units less one.
    pub effect: Estimate,
    /// The standard error if all rows were independent, which they are not.
    pub plain_error: f64,
    /// From the four means alone.
    pub four_means: f64,
    /// How the two groups' difference moved per period before the change; `None` for fewer than three periods.
    pub before: Option<Estimate>,
}

impl DifferenceInDifferences {
    /// Whether the groups ran parallel before, as far as the periods can tell; `None` where they cannot.
    pub fn parallel_before(&self) -> Option<bool> {
        self.before.map(|slope| !slope.differs_from_zero())
    }
}

/// Two-way effects in a balanced panel, errors clustered by unit with the factor G/(G−1)·(n−1)/(n−k) (Bertrand, Duflo and
/// Mullainathan 2004, Quarterly Journal of Economics 119:249).
///
/// # Errors
/// [`NotEnough`] for fewer than eight units on a side, a unit without a row for each period, or no period before or after.
pub fn difference_in_differences(rows: &[PanelRow]) -> Result<DifferenceInDifferences, NotEnough> {
    let panel = Panel::of(rows)?;
    let Panel { units, times, .. } = &panel;
    let (unit_mean, time_mean) = (panel.means(|row| row.unit), panel.means(|row| row.time));
    let all = sum(rows.iter().map(treated)) / rows.len() as f64;
    let all_y = sum(rows.iter().map(|row| row.y)) / rows.len() as f64;
    let within: Vec<(u32, f64, f64)> = rows
        .iter()
        .map(|row| {
            let (unit, time) = (unit_mean[&row.unit], time_mean[&row.time]);
            (row.unit, treated(row) - unit.0 - time.0 + all, row.y - unit.1 - time.1 + all_y)
        })
        .collect();
    let squares = sum(within.iter().map(|(_, d, _)| d * d));
    let effect = sum(within.iter().map(|(_, d, y)| d * y)) / squares;
    let mut by_unit = BTreeMap::<u32, f64>::new();
    for (unit, d, y) in &within {
        *by_unit.entry(*unit).or_default() += d * (y - effect * d);
    }
    let left = sum(within.iter().map(|(_, d, y)| (y - effect * d).powi(2)));
    // Coefficients: the effect, and one for each unit and period but one.
    let (n, g) = (rows.len() as f64, *units as f64);
    let k = g + *times as f64;
    let clustered = sum(by_unit.values().map(|score| score * score)) / (squares * squares);
    let error = (clustered * g / (g - 1.0) * (n - 1.0) / (n - k)).sqrt();
    Ok(DifferenceInDifferences {
        effect: Estimate::new(effect, error, g - 1.0),
        plain_error: (left / (n - k) / squares).sqrt(),
        four_means: panel.four_means(),
        before: panel.before(),
    })
}

fn treated(row: &PanelRow) -> f64 {
    f64::from(u8::from(row.treated && row.after))
}

struct Panel<'a> {
    rows: &'a [PanelRow],
    units: usize,
    times: usize,
}

impl<'a> Panel<'a> {
    fn of(rows: &'a [PanelRow]) -> Result<Self, NotEnough> {
        let units: BTreeMap<u32, bool> = rows.iter().map(|row| (row.unit, row.treated)).collect();
        let times: BTreeMap<u32, bool> = rows.iter().map(|row| (row.time, row.after)).collect();
        let count =
            |map: &BTreeMap<u32, bool>, wanted: bool| map.values().filter(|is| **is == wanted).count();
        NotEnough::unless("units that changed", count(&units, true), LEAST)?;
        NotEnough::unless("units that did not change", count(&units, false), LEAST)?;
        NotEnough::unless("periods before the change", count(&times, false), 1)?;
        NotEnough::unless("periods after the change", count(&times, true), 1)?;
        let mut cells: Vec<(u32, u32)> = rows.iter().map(|row| (row.unit, row.time)).collect();
        cells.sort_unstable();
        cells.dedup();
        let need = units.len() * times.len();
        NotEnough::unless("rows, one for each unit and period", cells.len(), need as u64)?;
        if cells.len() != rows.len() {
            let (have, need) = (rows.len() as u64, need as u64);
            return Err(NotEnough {
                what: "rows without a second one for the same unit and period",
                have,
                need,
            });
        }
        Ok(Self { rows, units: units.len(), times: times.len() })
    }

    /// Mean of treatment and of the outcome, by unit or by period.
    fn means(&self, of: impl Fn(&PanelRow) -> u32) -> BTreeMap<u32, (f64, f64)> {
        let mut sums = BTreeMap::<u32, (f64, f64, f64)>::new();
        for row in self.rows {
            let sum = sums.entry(of(row)).or_default();
            *sum = (sum.0 + treated(row), sum.1 + row.y, sum.2 + 1.0);
        }
        sums.into_iter().map(|(key, (d, y, n))| (key, (d / n, y / n))).collect()
    }

    fn mean(&self, of: impl Fn(&PanelRow) -> bool) -> f64 {
        let rows: Vec<f64> = self.rows.iter().filter(|row| of(row)).map(|row| row.y).collect();
        sum(rows.iter().copied()) / rows.len() as f64
    }

    fn four_means(&self) -> f64 {
        let mean = |treated: bool, after: bool| self.mean(|row| row.treated == treated && row.after == after);
        (mean(true, true) - mean(true, false)) - (mean(false, true) - mean(false, false))
    }

    /// The slope of the groups' difference over the periods before the change.
    fn before(&self) -> Option<Estimate> {
        let mut times: Vec<u32> = self.rows.iter().filter(|row| !row.after).map(|row| row.time).collect();
        times.sort_unstable();
        times.dedup();
        let apart: Vec<f64> = times
            .iter()
            .map(|time| {
                let mean = |treated: bool| self.mean(|row| row.time == *time && row.treated == treated);
                mean(true) - mean(false)
            })
            .collect();
        let columns: Vec<[f64; 2]> = times.iter().map(|time| [1.0, f64::from(*time)]).collect();
        let fit = least_squares(&columns, &apart)?;
        Some(Estimate::new(fit.coefficients[1], fit.errors()[1], fit.freedom))
    }
}
