//! What a table of cases says at all: what it does not say was not asked, and is never "nothing seen".

use counted::audits::{Audit, Family, Found, Outcome, Release, Share};
use record::policy::AuditRules;

/// The facts a table has a column for, or a definition says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column that a table has or has not")]
pub struct Asked {
    /// When cases are due.
    pub due: bool,
    /// When they were closed.
    pub closed: bool,
    /// When closings were entered.
    pub logged: bool,
    /// When cases were opened again.
    pub reopened: bool,
    /// When their class changed.
    pub reclassified: bool,
    /// How grave they were.
    pub severity: bool,
    /// Whether they were taken on.
    pub accepted: bool,
    /// Whether they were left out of the count.
    pub excluded: bool,
    /// Whether the child came to harm.
    pub harm: bool,
    /// Which closings are "no cooperation".
    pub no_cooperation: bool,
    /// Which closings are done.
    pub completed: bool,
    /// Minutes of visits.
    pub minutes: bool,
    /// The unit's own marks.
    pub rating: bool,
    /// Days of a count.
    pub counts: bool,
    /// Days of inspection, and visits day by day.
    pub inspected: bool,
    /// Notes, or their fingerprints.
    pub notes: bool,
    /// The posts of visits, when they began and where they were.
    pub diaries: bool,
    /// Whether another agency's record shows the visit.
    pub agrees: bool,
}

impl Asked {
    /// Does the table tell of single visits?
    pub fn visits_told(self) -> bool {
        self.notes || self.diaries || self.agrees
    }

    /// Does the table say what a share is made of?
    pub fn share(self, share: Share) -> bool {
        match share {
            Share::InTime => self.closed && self.due,
            Share::LoggedInTime => self.logged && self.due,
            Share::Reopened => self.reopened && self.closed,
            Share::NoCooperation => self.no_cooperation && self.closed,
            Share::Excluded => self.excluded,
            Share::Accepted => self.accepted,
        }
    }

    /// What an audit would need and the table does not say; `None` where it says all of it.
    pub fn lacks(self, audit: Audit) -> Option<&'static str> {
        let deadline = |also: bool, what| {
            if !(self.due && self.closed) { Some(DEADLINE) } else { (!also).then_some(what) }
        };
        match audit {
            Audit::BunchingBeforeDeadline => deadline(true, ""),
            Audit::ReopenedAfterDeadlineClosure => {
                deadline(self.reopened, "cases with a day of opening again, for no column holds it")
            }
            Audit::LoggingLagOfDeadlineClosures => {
                deadline(self.logged, "closings with a day of entry, for no column holds it")
            }
            Audit::NoCooperationInLast5Days => {
                deadline(self.no_cooperation, "closings as no cooperation, for nothing says which these are")
            }
            Audit::SameChildWithin7Days => None,
            Audit::Reclassified14DaysBeforeCount if !self.counts => {
                Some("days of a count, for none was given")
            }
            Audit::Reclassified14DaysBeforeCount => {
                (!self.reclassified).then_some("changes of class, for no column holds them")
            }
            Audit::AcceptanceFallsWithSeverity | Audit::ThresholdMoved => (!(self.accepted && self.severity))
                .then_some("referrals whose severity and answer are columns"),
            Audit::Visits28DaysBeforeInspection => {
                (!self.inspected).then_some("visits by day around an inspection, for none were given")
            }
            Audit::SelfRatingRises => (!self.rating).then_some("rated cases, for no column holds a mark"),
            Audit::FavouriteRoundDurations => {
                (!self.minutes).then_some("visits with a length, for no column holds it")
            }
            Audit::ExclusionsRise => (!self.excluded).then_some("cases left out, for no column says which"),
        }
    }

    /// Could this have been looked for?
    fn could_look(self, key: &str) -> bool {
        match key {
            "reopened_more" => self.reopened,
            "logged_later" => self.logged,
            "no_cooperation_more" => self.no_cooperation,
            "several_successes_of_one_matter" => self.completed,
            "outcome_does_not_improve" | "excluded_do_worse" => self.harm,
            _ => true,
        }
    }
}

const DEADLINE: &str = "closings with a deadline, for the table does not say when cases were due or closed";

/// The declaration of the family with the audits of visits, where the definition names their columns.
pub(super) fn declaration(family: &Family, asked: Asked) -> String {
    let mut text = family.declaration();
    for (name, is_asked) in [("copied_notes", asked.notes), ("visits_nobody_else_records", asked.agrees)] {
        if is_asked {
            text.push_str(&format!("audit {name} needs {}\n", family.rules().entry(name).needs));
        }
    }
    text
}

/// Where the table does not say what an audit needs, it gives "not enough data" and no "nothing seen".
pub(super) fn leave_out(release: &mut Release, asked: Asked, rules: &AuditRules) {
    for trace in &mut release.traces {
        match (&mut trace.outcome, asked.lacks(trace.audit)) {
            (outcome, Some(what)) => {
                let need = rules.entry(trace.audit.name()).needs.into();
                *outcome = Outcome::NotEnoughData { what, have: 0, need };
            }
            (Outcome::Looked(seen), None) => {
                for other in &mut seen.corroboration {
                    if !asked.could_look(other.key) {
                        other.found = Found::CouldNotLook;
                    }
                }
            }
            (Outcome::NotEnoughData { .. }, None) => {}
        }
    }
}
