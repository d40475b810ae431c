//! Words of shares and of how a trace stands.

use counted::audits::{Outcome, Share, Standing, Trace};
use flow::CaseAudit;

/// What a share is called.
pub fn share_title(share: Share) -> &'static str {
    match share {
        Share::InTime => "closed by the day due, as claimed",
        Share::LoggedInTime => "closed by the day due, as logged",
        Share::Reopened => "opened again within 30 days of closing",
        Share::NoCooperation => "closed as no cooperation",
        Share::Excluded => "left out of the count",
        Share::Accepted => "taken on",
    }
}

/// Of which cases a share is.
pub(super) fn share_of(share: Share) -> &'static str {
    match share {
        Share::InTime | Share::LoggedInTime => "cases due within the period",
        Share::Reopened => "cases closed at least 30 days before its end",
        Share::NoCooperation => "cases closed within the period",
        Share::Excluded => "all cases",
        Share::Accepted => "cases of which it is known",
    }
}

pub(super) fn standing(audit: &CaseAudit, outcome: &Outcome) -> Option<Standing> {
    match outcome {
        Outcome::Looked(looked) => Some(looked.standing(audit.release.q)),
        Outcome::NotEnoughData { .. } => None,
    }
}

/// How an outcome stands, in the words of tables.
pub(super) fn stands(audit: &CaseAudit, outcome: &Outcome) -> &'static str {
    match standing(audit, outcome) {
        None => "not enough data",
        Some(Standing::NothingSeen) => "nothing beyond chance",
        Some(Standing::HonestReasonsSuffice) => "honest reasons suffice",
        Some(Standing::Signal) => "a question to ask",
    }
}

/// An audit's name without underscores.
pub(super) fn plain(name: &str) -> String {
    name.replace('_', " ")
}

/// The traces of units that have cases enough.
pub(super) fn judged(audit: &CaseAudit) -> impl Iterator<Item = &Trace> {
    audit.release.traces.iter().filter(|trace| audit.judged(trace.unit))
}

/// How many units have too few cases for anything to be said of them.
pub(super) fn too_small(audit: &CaseAudit) -> usize {
    (0..audit.units.len()).filter(|unit| !audit.judged(*unit)).count()
}
