//! Notices: what a record's facts and wording should make somebody look at again. No notice changes a duty.

use super::entity::EntityIx;
use super::mention_table::EventIx;
use crate::id::Code;
use crate::output;
use crate::time::Tri;

output! {
    /// One notice about one record. It names no post: wording is counted by service, never by worker.
    pub struct Notice {
        /// The rule: `A1` to `A7` of `age_rules.csv`, `language`, `offence_not_recorded`, or a rule of
        /// `closing_rules.csv` (`contradiction_shown`, `second_look`).
        rule: Code,
        /// For `language` the category of `terms.csv`, for `offence_not_recorded` the age rule that is met, for a closing
        /// rule the code; empty for an age rule.
        about: Code,
        /// The record.
        event: EventIx,
        /// The child it speaks of.
        child: Option<EntityIx>,
        /// Yes, or cannot tell. What certainly does not hold is no notice.
        certain: Tri,
        /// Other records it rests on, in order; at most eight.
        rests_on: Vec<EventIx>,
        /// Remarks, coded: `birth_dates_conflict`, `police_not_named_in_files`.
        remarks: Vec<Code>,
    }
}
