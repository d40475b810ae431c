//! The thresholds that a recorded change may name: what each is called, where it stands, and which way it is stricter.

use super::model::{MatterRules, Policy};
use super::organised::OrganisedRules;
use crate::mention::MentionKind;

/// A number of `matters.toml` or `organised.toml` that a recorded change may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Threshold {
    /// The rank that answers for a strategic matter.
    LeadRank,
    /// The rank that checks a withdrawal.
    CheckRank,
    /// A pattern: so many households.
    Households,
    /// The same where they share a place, a business or a name used online.
    HouseholdsPlace,
    /// A pattern: so many agencies.
    Agencies,
    /// A pattern: within so many days.
    WindowDays,
    /// A pattern: so many children in a hundred with a sign.
    SignedPercent,
    /// A pattern: a thing that more children's records name is busy.
    MostChildren,
    /// So many episodes missing of one child are looked at together.
    MissingEpisodes,
    /// All of them within so many days.
    MissingWindowDays,
    /// Recipients from this rank on must ask.
    AskRank,
    /// Who accounts for lost records.
    OwnerRank,
    /// Who countersigns the cutting of a team.
    SignRank,
    /// A duty open for more days with no supervision is counted.
    SupervisionDays,
}

const MATTERS: &str = super::matters::FILE;
const ORGANISED: &str = super::organised::FILE;

impl Threshold {
    /// All of them, in the order of the files.
    pub const ALL: [Self; 14] = [
        Self::LeadRank,
        Self::CheckRank,
        Self::Households,
        Self::HouseholdsPlace,
        Self::Agencies,
        Self::WindowDays,
        Self::SignedPercent,
        Self::MostChildren,
        Self::MissingEpisodes,
        Self::MissingWindowDays,
        Self::AskRank,
        Self::OwnerRank,
        Self::SignRank,
        Self::SupervisionDays,
    ];

    /// The file it stands in, and its name there; a key below a heading as `heading.key`.
    pub fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::LeadRank => (MATTERS, "lead_rank"),
            Self::CheckRank => (MATTERS, "check_rank"),
            Self::Households => (MATTERS, "pattern.households"),
            Self::HouseholdsPlace => (MATTERS, "pattern.households_place"),
            Self::Agencies => (MATTERS, "pattern.agencies"),
            Self::WindowDays => (MATTERS, "pattern.window_days"),
            Self::SignedPercent => (MATTERS, "pattern.signed_percent"),
            Self::MostChildren => (MATTERS, "pattern.most_children"),
            Self::MissingEpisodes => (MATTERS, "missing.episodes"),
            Self::MissingWindowDays => (MATTERS, "missing.window_days"),
            Self::AskRank => (ORGANISED, "ask_rank"),
            Self::OwnerRank => (ORGANISED, "owner_rank"),
            Self::SignRank => (ORGANISED, "sign_rank"),
            Self::SupervisionDays => (ORGANISED, "supervision_days"),
        }
    }

    /// The threshold of this name in this file.
    pub fn named(file: &str, name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|threshold| threshold.place() == (file, name))
    }

    /// A lower number asks more of posts, or sooner; otherwise a higher one does.
    pub fn stricter_if_lower(self) -> bool {
        match self {
            Self::Households
            | Self::HouseholdsPlace
            | Self::Agencies
            | Self::SignedPercent
            | Self::MissingEpisodes
            | Self::AskRank
            | Self::SupervisionDays => true,
            Self::LeadRank
            | Self::CheckRank
            | Self::WindowDays
            | Self::MostChildren
            | Self::MissingWindowDays
            | Self::OwnerRank
            | Self::SignRank => false,
        }
    }

    /// The numbers its file takes: lowest and highest.
    pub fn range(self) -> (i32, i32) {
        match self {
            Self::LeadRank => (4, 6),
            Self::CheckRank => (1, 6),
            Self::AskRank | Self::OwnerRank | Self::SignRank => (1, 5),
            Self::SignedPercent => (1, 100),
            Self::HouseholdsPlace | Self::Households | Self::MissingEpisodes => (2, i32::MAX),
            Self::Agencies
            | Self::WindowDays
            | Self::MostChildren
            | Self::MissingWindowDays
            | Self::SupervisionDays => (1, i32::MAX),
        }
    }

    /// Its number in a policy.
    pub fn of(self, policy: &Policy) -> i32 {
        self.among(&policy.matters, &policy.organised)
    }

    /// Its number in these two files.
    pub(super) fn among(self, matters: &MatterRules, organised: &OrganisedRules) -> i32 {
        let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        match self {
            Self::LeadRank => matters.lead_rank.number().into(),
            Self::CheckRank => matters.check_rank.number().into(),
            Self::Households => count(matters.households),
            Self::HouseholdsPlace => count(matters.households_place),
            Self::Agencies => count(matters.agencies),
            Self::WindowDays => count(matters.window_days),
            Self::SignedPercent => count(matters.signed_percent),
            Self::MostChildren => count(matters.most_children),
            // None is as good as never: the least strict there is.
            Self::MissingEpisodes if matters.missing_episodes == 0 => i32::MAX,
            Self::MissingEpisodes => count(matters.missing_episodes),
            Self::MissingWindowDays => count(matters.missing_window_days),
            Self::AskRank => organised.ask_rank.number().into(),
            Self::OwnerRank => organised.owner_rank.number().into(),
            Self::SignRank => organised.sign_rank.number().into(),
            Self::SupervisionDays => count(organised.supervision_days),
        }
    }

    /// The threshold of how many households a pattern needs whose records share a thing of this kind.
    pub fn households_of(kind: MentionKind) -> Self {
        match kind {
            MentionKind::Place | MentionKind::Business | MentionKind::OnlineName => Self::HouseholdsPlace,
            _ => Self::Households,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Threshold;
    use crate::policy::Policy;

    #[test]
    fn every_threshold_is_found_by_its_name_and_stands_in_its_range() {
        let england = Policy::england();
        for threshold in Threshold::ALL {
            let (file, name) = threshold.place();
            assert_eq!(Threshold::named(file, name), Some(threshold));
            let (lowest, highest) = threshold.range();
            assert!((lowest..=highest).contains(&threshold.of(&england)), "{name}");
        }
        assert_eq!(Threshold::named("matters.toml", "ask_rank"), None);
    }
}
