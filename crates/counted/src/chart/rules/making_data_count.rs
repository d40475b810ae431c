//! The four rules of NHS England's Making Data Count.

use core::cmp::Ordering;

use super::windows::Row;
use super::{Rule, Signal, Way};
use crate::chart::Chart;

/// Which points count as near a limit in the rule of two of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwoOfThree {
    /// Between two and three standard deviations only: the tool as it was.
    Strict,
    /// Beyond two, those outside the limits included: the tool as it is now.
    Inclusive,
}

/// Points in a row on one side, and points in a row that rise or fall.
const ROW: usize = 7;

pub(super) fn signals(chart: &Chart, two_of_three: TwoOfThree) -> Vec<Signal> {
    let mut signals = outside(chart);
    for part in &chart.parts {
        let row = Row::of(chart, part);
        signals.extend(row.windows(Rule::Trend, ROW, |window| row.trend(window)));
        signals.extend(near(&row, two_of_three));
        signals.extend(row.windows(Rule::OneSide, ROW, |window| row.one_side(window)));
    }
    signals
}

/// Points outside the limits, those left out of them included: they stay visible.
pub(super) fn outside(chart: &Chart) -> Vec<Signal> {
    let outside = (0..chart.points.len()).filter_map(|at| {
        let way = match chart.outside(at)? {
            Ordering::Greater => Way::Up,
            Ordering::Less => Way::Down,
            Ordering::Equal => return None,
        };
        Some(Signal { rule: Rule::Outside, way, window: vec![at] })
    });
    outside.collect()
}

/// Two of three near one limit, all three on that side of the centre; the near ones alone are marked.
fn near(row: &Row<'_>, two_of_three: TwoOfThree) -> Vec<Signal> {
    let is_near = |at: &usize| {
        let beyond = row.chart.beyond_near(*at).is_some_and(Ordering::is_ne);
        let outside = || row.chart.outside(*at).is_some_and(Ordering::is_ne);
        beyond && (two_of_three == TwoOfThree::Inclusive || !outside())
    };
    let near: Vec<bool> = row.points.iter().map(is_near).collect();
    let mut signals = row.windows(Rule::TwoOfThree, 3, |window| {
        let way = row.one_side(window.clone())?;
        (near[window].iter().filter(|near| **near).count() >= 2).then_some(way)
    });
    signals.iter_mut().for_each(|signal| signal.window.retain(is_near));
    signals
}
