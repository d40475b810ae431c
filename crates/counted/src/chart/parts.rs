//! The parts of a chart that have limits of their own, and which points set them.

use super::{Plan, Series};

/// A run of points with common limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The points that set the limits, in order.
    pub(super) base: Vec<usize>,
    /// The points that count in runs: present and not left out.
    pub(super) counted: Vec<usize>,
}

/// The parts, in order. Splits at the first point or twice at one point make no empty part.
pub(super) fn spans(series: &Series, plan: &Plan) -> Vec<Span> {
    let mut starts: Vec<usize> = plan.splits.iter().map(|split| split.at).chain([0]).collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([series.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&from, to)| {
            let counted: Vec<usize> =
                (from..to).filter(|at| series.has(*at) && !left_out(plan, *at)).collect();
            let limit = plan.freeze.as_ref().map_or(to, |freeze| freeze.first);
            let base = counted.iter().copied().filter(|at| *at < limit).collect();
            Span { from, to, base, counted }
        })
        .collect()
}

pub(super) fn left_out(plan: &Plan, at: usize) -> bool {
    plan.excluded.iter().any(|excluded| excluded.at == at)
}
