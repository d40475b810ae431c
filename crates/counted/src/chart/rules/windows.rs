//! Looking along a row of points through a window.

use core::cmp::Ordering;
use core::ops::Range;

use super::{Rule, Signal, Way};
use crate::chart::{Chart, Part};
use crate::numbers::compare;

/// The points of one part, side by side. Steps and sides are found once, for every rule looks at them again and again.
pub(super) struct Row<'a> {
    pub(super) chart: &'a Chart,
    pub(super) points: &'a [usize],
    /// From each point to the next one: one fewer than there are points.
    steps: Vec<Ordering>,
    /// On which side of the centre each lies.
    sides: Vec<Ordering>,
}

impl<'a> Row<'a> {
    pub(super) fn of(chart: &'a Chart, part: &'a Part) -> Self {
        let points = part.counted.as_slice();
        let value = |at: usize| chart.points[at].value.unwrap_or(f64::NAN);
        let step = |pair: &[usize]| compare(value(pair[1]), value(pair[0]), chart.scale);
        Self {
            chart,
            points,
            steps: points.windows(2).map(step).collect(),
            sides: points.iter().map(|at| chart.side(*at).unwrap_or(Ordering::Equal)).collect(),
        }
    }

    /// The windows of this many points that `judge` gives a way for; it is given their places in the row.
    pub(super) fn windows(
        &self,
        rule: Rule,
        length: usize,
        judge: impl Fn(Range<usize>) -> Option<Way>,
    ) -> Vec<Signal> {
        let starts = 0..(self.points.len() + 1).saturating_sub(length);
        let firing = starts.filter_map(|start| Some((start, judge(start..start + length)?)));
        firing
            .map(|(start, way)| Signal { rule, way, window: self.points[start..start + length].to_vec() })
            .collect()
    }

    /// Each point above, or each below, the one before.
    pub(super) fn trend(&self, window: Range<usize>) -> Option<Way> {
        way(&self.steps[window.start..window.end - 1])
    }

    /// All on one side of the centre.
    pub(super) fn one_side(&self, window: Range<usize>) -> Option<Way> {
        way(&self.sides[window])
    }

    /// Up and down by turns.
    pub(super) fn alternating(&self, window: Range<usize>) -> Option<Way> {
        let steps = &self.steps[window.start..window.end - 1];
        let turns = steps.windows(2).all(|two| two[0] != Ordering::Equal && two[0] == two[1].reverse());
        (turns && steps.len() > 1).then_some(Way::Neither)
    }
}

/// The way all of these go, if all go one way.
fn way(steps: &[Ordering]) -> Option<Way> {
    let (first, others) = steps.split_first()?;
    if others.iter().any(|step| step != first) {
        return None;
    }
    match first {
        Ordering::Greater => Some(Way::Up),
        Ordering::Less => Some(Way::Down),
        Ordering::Equal => None,
    }
}
