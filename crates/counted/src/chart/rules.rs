//! Rules that tell a change from the ordinary up and down, and the points they mark.
//!
//! One set is used per page: every further rule adds false alarms. Rules look at the points of one part that have a figure and
//! were not left out, as if they stood side by side.

mod making_data_count;
mod nelson;
mod runs;
mod windows;

pub use making_data_count::TwoOfThree;
pub use nelson::nelson;
pub use runs::{Runs, runs};

use super::{Chart, Kind};

/// A set of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleSet {
    /// NHS England, Making Data Count: outside, 7 rising or falling, 2 of 3 near a limit, 7 on one side.
    MakingDataCount(TwoOfThree),
    /// Nelson (1984), Journal of Quality Technology 16:237: eight rules.
    Nelson,
    /// Western Electric, Statistical Quality Control Handbook (1956): four rules.
    WesternElectric,
    /// Anhøj and Olesen (2014), PLoS ONE 9:e113825: longest run and number of crossings; marks no single point.
    Anhoej,
}

impl RuleSet {
    /// The set that is used where none is named.
    pub const USUAL: RuleSet = RuleSet::MakingDataCount(TwoOfThree::Inclusive);

    /// The word that files and flags use.
    pub fn key(self) -> &'static str {
        match self {
            RuleSet::MakingDataCount(TwoOfThree::Inclusive) => "nhs",
            RuleSet::MakingDataCount(TwoOfThree::Strict) => "nhs-strict",
            RuleSet::Nelson => "nelson",
            RuleSet::WesternElectric => "western-electric",
            RuleSet::Anhoej => "anhoej",
        }
    }

    /// The set of this word.
    pub fn of(key: &str) -> Option<Self> {
        [
            RuleSet::USUAL,
            RuleSet::MakingDataCount(TwoOfThree::Strict),
            RuleSet::Nelson,
            RuleSet::WesternElectric,
            RuleSet::Anhoej,
        ]
        .into_iter()
        .find(|set| set.key() == key)
    }

    /// Whether the rules can be asked of a chart of this kind: those that count standard deviations cannot of charts that
    /// have none.
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            RuleSet::MakingDataCount(_) | RuleSet::Anhoej => true,
            RuleSet::Nelson | RuleSet::WesternElectric => !matches!(kind, Kind::Mr | Kind::Run | Kind::S),
        }
    }
}

/// One rule. The order is the order of precedence where several fire at one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A point outside the limits.
    Outside,
    /// So many points in a row, each above, or each below, the one before: 7 or 6.
    Trend,
    /// Two of three beyond two standard deviations on one side.
    TwoOfThree,
    /// So many points in a row on one side of the centre: 7, 8 or 9.
    OneSide,
    /// Four of five beyond one standard deviation on one side.
    FourOfFive,
    /// Fourteen points, up and down by turns.
    Alternating,
    /// Fifteen points within one standard deviation.
    Hugging,
    /// Eight points with none within one standard deviation.
    Mixture,
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Higher, or rising.
    Up,
    /// Lower, or falling.
    Down,
    /// Neither.
    Neither,
}

/// A rule that fired once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Which rule.
    pub rule: Rule,
    /// Which way.
    pub way: Way,
    /// The points it marks, in order: all of its window, or those near a limit in the rule of two of three.
    pub window: Vec<usize>,
}

/// Every firing of a set of rules, by part and then by the last point of the window.
pub fn signals(chart: &Chart, set: RuleSet) -> Vec<Signal> {
    match set {
        RuleSet::MakingDataCount(two_of_three) => making_data_count::signals(chart, two_of_three),
        RuleSet::Nelson => nelson::signals(chart, &nelson::ALL),
        RuleSet::WesternElectric => nelson::signals(chart, &nelson::WESTERN_ELECTRIC),
        RuleSet::Anhoej => Vec::new(),
    }
}

/// The mark of each point: the first rule, in order of precedence, of those whose windows hold it.
///
/// Shape: one for each point of the chart.
pub fn marks(chart: &Chart, signals: &[Signal]) -> Vec<Option<(Rule, Way)>> {
    let mut marks: Vec<Option<(Rule, Way)>> = vec![None; chart.points.len()];
    for signal in signals {
        for at in &signal.window {
            let mark = &mut marks[*at];
            if mark.is_none_or(|(rule, _)| signal.rule < rule) {
                *mark = Some((signal.rule, signal.way));
            }
        }
    }
    marks
}
