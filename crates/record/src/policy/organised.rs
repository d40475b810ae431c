//! `organised.toml` and `reasons.csv`: what organisations do with warnings beside answering them.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::problem::Problems;
use super::settings::Settings;
use super::table::{keyed, rows};
use crate::agency::Rank;
use crate::id::Code;

pub(super) const FILE: &str = "organised.toml";
pub(super) const REASONS: &str = "reasons.csv";
/// The sets of `reasons.csv`: each is read from a column of its own rows of a concern file.
const SETS: &[&str] = &["sharing_ground", "scope", "power_reason", "asked", "manner"];

/// What organisations do with warnings (`organised.toml`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrganisedRules {
    /// Recipients from this rank on must ask or answer when the lead of something circulated stays silent.
    pub ask_rank: Rank,
    /// Who accounts for lost records where no post takes `information_owner`.
    pub owner_rank: Rank,
    /// Cutting a team needs the countersignature of a post from this rank on.
    pub sign_rank: Rank,
    /// A duty open for more days than this with no supervision entry is counted.
    pub supervision_days: u32,
}

/// One reason, ground, scope or question (`reasons.csv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In plain words.
    pub title: SmolStr,
    /// It is accepted; otherwise it is shown as no reason.
    pub accepted: bool,
}

pub(super) fn read(text: &str, problems: &Problems) -> OrganisedRules {
    let file = Settings::parse(FILE, text, problems);
    file.allow(&["ask_rank", "owner_rank", "sign_rank", "supervision_days"]);
    OrganisedRules {
        ask_rank: rank(&file, "ask_rank", problems),
        owner_rank: rank(&file, "owner_rank", problems),
        sign_rank: rank(&file, "sign_rank", problems),
        supervision_days: file.count("supervision_days").unwrap_or_default(),
    }
}

/// A rank from 1 to 5: oversight is of no agency that could ask, own or sign.
fn rank(file: &Settings<'_>, key: &str, problems: &Problems) -> Rank {
    let rank = |number: u32| u8::try_from(number).ok().and_then(Rank::new);
    // A missing key was reported where it was looked for.
    let Some(number) = file.count(key) else { return Rank::default() };
    rank(number).filter(|rank| *rank < Rank::OVERSIGHT).unwrap_or_else(|| {
        let problem = format!("`{key}` is no rank of an agency");
        problems.add(FILE, file.line(key), problem, "write a rank from 1 to 5");
        Rank::default()
    })
}

pub(super) fn reasons(text: &str, problems: &Problems) -> BTreeMap<(Code, Code), Reason> {
    keyed(rows(REASONS, text, &["set", "code", "title", "accepted", "note"], problems), |row| {
        let reason = Reason { title: row.needed("title"), accepted: row.yes("accepted") };
        ((row.word_of("set", SETS), row.code("code")), reason)
    })
}
