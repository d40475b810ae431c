//! What really happened, kept apart from everything that is written: no stage ever reads it.

/// Kinds of hidden harm. Only the kind is kept, and when: never what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HarmKind {
    /// By several adults who know each other.
    Network,
    /// By one adult outside the family.
    SingleAdult,
    /// In the family.
    Family,
    /// In an institution.
    Institution,
    /// By other children.
    Peers,
    /// Online.
    Online,
}

impl HarmKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Network, Self::SingleAdult, Self::Family, Self::Institution, Self::Peers, Self::Online];

    /// Its word in the truth files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::SingleAdult => "single_adult",
            Self::Family => "family",
            Self::Institution => "institution",
            Self::Peers => "peers",
            Self::Online => "online",
        }
    }
}

/// One child's hidden harm of one kind, with the days on which each thing first became so.
#[derive(Clone, Debug)]
pub struct Harm {
    /// The child.
    pub child: u32,
    /// The kind.
    pub kind: HarmKind,
    /// The network, if one.
    pub network: u32,
    /// The adult, where there is one.
    pub adult: u32,
    /// First day.
    pub began: u32,
    /// The day on which it had ended: the one after the last. `None`: still, at the end of the run.
    pub ended: Option<u32>,
    /// First trace that anybody could have seen.
    pub trace: Option<u32>,
    /// First telling to a post.
    pub told: Option<u32>,
    /// First record.
    pub recorded: Option<u32>,
    /// First day on which the records of all agencies together showed it: two children with one thing of the network, or
    /// records with signs of it in two agencies.
    pub joinable: Option<u32>,
    /// First day on which a post of each rank from 1 to 5 held a record of it.
    pub known: [Option<u32>; 5],
    /// First decision to act on it: an assessment that found need, or a conference.
    pub acted: Option<u32>,
    /// It ended because of that.
    pub ended_by_act: bool,
    /// Agencies with a record of it that carries a sign, a bit each for the kinds of agency.
    pub(crate) agencies: u8,
}

/// Sets a day that counts only the first time.
pub(crate) fn first(day: &mut Option<u32>, now: u32) {
    if day.is_none() {
        *day = Some(now);
    }
}
