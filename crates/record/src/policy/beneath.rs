//! What an overlay lies over: England's own limits, rungs and thresholds, kept so that nothing is loosened unseen.

use super::england::ENGLAND;
use super::model::{ClockRule, MatterRules, Policy, Rung};
use super::organised::{self, OrganisedRules};
use super::problem::Problems;
use super::{clocks, ladders, matters, words};

/// England's rows of the files that decide when a duty is due, climbs, or begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beneath {
    /// `clocks.csv`.
    pub clocks: Vec<ClockRule>,
    /// `ladders.csv`.
    pub ladders: Vec<Rung>,
    /// `matters.toml`.
    pub matters: MatterRules,
    /// `organised.toml`.
    pub organised: OrganisedRules,
}

impl Beneath {
    /// Files whose changes are judged.
    pub(super) const FILES: [&str; 4] = [clocks::FILE, ladders::FILE, matters::FILE, organised::FILE];

    /// England's.
    pub(super) fn england() -> Self {
        // A test loads England's files without a problem; here none is looked for again.
        let problems = Problems::default();
        let text =
            |wanted: &str| ENGLAND.iter().find(|(name, _)| *name == wanted).map_or("", |(_, text)| *text);
        let kinds = words::agency_kinds(text("agency_kinds.csv"), &problems);
        Self {
            clocks: clocks::read(text(clocks::FILE), &problems).into_iter().map(|row| row.value).collect(),
            ladders: ladders::read(text(ladders::FILE), &problems).into_iter().map(|row| row.value).collect(),
            matters: matters::read(text(matters::FILE), &kinds, &problems),
            organised: organised::read(text(organised::FILE), &problems),
        }
    }
}

impl Policy {
    /// The same policy, tried out: its own rows hold as they stand, signed or not.
    ///
    /// For what asks "what if": a replay, a simulated town, a score. Where real duties are judged it is the wrong one.
    #[must_use]
    pub fn on_trial(mut self) -> Self {
        self.beneath = None;
        self
    }

    /// The numbers of a threshold: of the policy, and of England where an overlay lies over it.
    pub fn threshold(&self, threshold: super::Threshold) -> (i32, Option<i32>) {
        let england =
            self.beneath.as_ref().map(|england| threshold.among(&england.matters, &england.organised));
        (threshold.of(self), england)
    }
}
