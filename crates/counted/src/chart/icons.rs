//! What the last point and a target say, in the terms of NHS England's Making Data Count.

use super::rules::{Rule, Way};
use super::{Chart, rules::Signal, rules::marks};

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Higher figures.
    Up,
    /// Lower figures.
    Down,
    /// Neither, or nobody has said.
    Neither,
}

impl Better {
    /// The word that files and flags use.
    pub fn key(self) -> &'static str {
        match self {
            Better::Up => "up",
            Better::Down => "down",
            Better::Neither => "neither",
        }
    }

    /// What a mark means.
    pub fn judge(self, way: Way) -> Variation {
        match (self, way) {
            (_, Way::Neither) => Variation::Neutral(way),
            (Better::Neither, _) => Variation::Neutral(way),
            (Better::Up, Way::Up) | (Better::Down, Way::Down) => Variation::Improving(way),
            _ => Variation::Concerning(way),
        }
    }
}

/// What the figures are doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variation {
    /// Only the ordinary up and down.
    CommonCause,
    /// Something changed, for the better.
    Improving(Way),
    /// Something changed, and it is a matter for concern.
    Concerning(Way),
    /// Something changed, and neither way is better.
    Neutral(Way),
}

/// What may be expected against a target, if nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// The limits hold the target: it will be met in some periods and missed in others, by chance alone.
    HitOrMiss,
    /// The target lies beyond the limits on the easy side.
    ConsistentlyPassing,
    /// The target lies beyond the limits on the hard side: nothing but a change of the process will meet it.
    ConsistentlyFailing,
}

/// What each point says.
///
/// Shape: one for each point.
pub fn variations(chart: &Chart, signals: &[Signal], better: Better) -> Vec<Variation> {
    let judge = |mark: Option<(Rule, Way)>| mark.map_or(Variation::CommonCause, |(_, way)| better.judge(way));
    marks(chart, signals).into_iter().map(judge).collect()
}

/// The icon of variation of each part: what its last counted point says.
pub fn variation(chart: &Chart, signals: &[Signal], better: Better) -> Vec<Variation> {
    let all = variations(chart, signals, better);
    let last = |part: &super::Part| part.counted.last().map_or(Variation::CommonCause, |at| all[*at]);
    chart.parts.iter().map(last).collect()
}

/// The icon of assurance: the target against the limits of the last counted point. `None` without limits, or where neither way
/// is better.
pub fn assurance(chart: &Chart, target: f64, better: Better) -> Option<Assurance> {
    let (lower, upper) = chart.points.get(chart.last()?)?.limits?.outer?;
    let (easy, hard) = match better {
        Better::Up => (target < lower, target > upper),
        Better::Down => (target > upper, target < lower),
        Better::Neither => return None,
    };
    Some(if easy {
        Assurance::ConsistentlyPassing
    } else if hard {
        Assurance::ConsistentlyFailing
    } else {
        Assurance::HitOrMiss
    })
}
