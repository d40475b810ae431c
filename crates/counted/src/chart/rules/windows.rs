//! Looking along a row of points through a window.

use core::cmp::Ordering;

use super::{Rule, Signal, Way};
use crate::chart::{Chart, Part};
use crate::numbers::compare;

/// The points of one part, side by side.
pub(super) struct Row<'a> {
    pub(super) chart: &'a Chart,
    pub(super) points: &'a [usize],
}

impl<'a> Row<'a> {
    pub(super) fn of(chart: &'a Chart, part: &'a Part) -> Self {
        Self { chart, points: &part.counted }
    }

    fn value(&self, at: usize) -> f64 {
        self.chart.points[at].value.unwrap_or(f64::NAN)
    }

    /// The windows of this many points that `judge` gives a way for.
    pub(super) fn windows(
        &self,
        rule: Rule,
        length: usize,
        judge: impl Fn(&[usize]) -> Option<Way>,
    ) -> Vec<Signal> {
        let firing = self.points.windows(length).filter_map(|window| Some((window, judge(window)?)));
        firing.map(|(window, way)| Signal { rule, way, window: window.to_vec() }).collect()
    }

    /// Each point above, or each below, the one before.
    pub(super) fn trend(&self, window: &[usize]) -> Option<Way> {
        way(window.windows(2).map(|pair| self.step(pair[0], pair[1])))
    }

    /// All on one side of the centre.
    pub(super) fn one_side(&self, window: &[usize]) -> Option<Way> {
        way(window.iter().map(|at| self.chart.side(*at).unwrap_or(Ordering::Equal)))
    }

    /// Up and down by turns.
    pub(super) fn alternating(&self, window: &[usize]) -> Option<Way> {
        let steps: Vec<Ordering> = window.windows(2).map(|pair| self.step(pair[0], pair[1])).collect();
        let turns = steps.windows(2).all(|two| two[0] != Ordering::Equal && two[0] == two[1].reverse());
        (turns && steps.len() > 1).then_some(Way::Neither)
    }

    fn step(&self, before: usize, after: usize) -> Ordering {
        compare(self.value(after), self.value(before), self.chart.scale)
    }
}

/// The way all of these go, if all go one way.
fn way(mut steps: impl Iterator<Item = Ordering>) -> Option<Way> {
    let first = steps.next()?;
    if !steps.all(|step| step == first) {
        return None;
    }
    match first {
        Ordering::Greater => Some(Way::Up),
        Ordering::Less => Some(Way::Down),
        Ordering::Equal => None,
    }
}
