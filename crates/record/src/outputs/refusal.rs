//! Refusals: acts that a rule does not accept, and what would satisfy it.

use super::mention_table::EventIx;
use crate::id::PostId;
use crate::{canonical_enum, output};

/// The rule that does not accept an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusalRule {
    /// Answered by a post that does not owe the answer.
    AnsweredByAnotherPost,
    /// The post that answered signed its own answer.
    SignedByTheSamePost,
    /// Signed by a post above or below the one that answered.
    SignedInTheSameLine,
    /// Signed by another post of the agency that answered.
    SignedInTheSameAgency,
    /// Signed in the name of no post.
    SignedByNoPost,
    /// A name that somebody typed stands where a signature is needed.
    TypedName,
    /// Handed over to nobody.
    HandedToNobody,
    /// Handed over to the post that hands over.
    HandedToItself,
    /// Accepted what nobody handed over to whoever accepts.
    AcceptedNeverHanded,
    /// Paused by a post that does not owe the answer.
    PausedByAnotherPost,
    /// A clock of immediate danger was paused.
    DangerPaused,
    /// Paused for no reason that the policy knows.
    PausedWithoutReason,
    /// Paused without an end.
    PausedWithoutEnd,
    /// Paused until a day that was over when it was written.
    PauseEndsInThePast,
    /// Paused without a second signature while the pause ran.
    PausedNotSigned,
    /// A rule was loosened in the name of no post, or of nobody.
    RuleChangeNotSigned,
    /// A rule was loosened by a post of too low a rank.
    RuleChangeTooLow,
    /// A rule was loosened without a second signature from another agency.
    RuleChangeNotCountersigned,
    /// A rule was loosened without reasons.
    RuleChangeWithoutReasons,
    /// Nobody can tell since when a changed rule holds, or when it was adopted.
    RuleChangeWithoutDay,
    /// A change says of the rule before something else than what was in force.
    RuleChangeFromAnother,
    /// What a change says of the rule cannot be read, or is none that candour knows.
    RuleChangeUnreadable,
    /// A policy folder loosens a rule, and no adoption of it is recorded.
    RuleChangeNotRecorded,
}

canonical_enum!(RefusalRule {
    AnsweredByAnotherPost = "answered_by_another_post",
    SignedByTheSamePost = "signed_by_the_same_post",
    SignedInTheSameLine = "signed_in_the_same_line",
    SignedInTheSameAgency = "signed_in_the_same_agency",
    SignedByNoPost = "signed_by_no_post",
    TypedName = "typed_name_is_no_signature",
    HandedToNobody = "handed_to_nobody",
    HandedToItself = "handed_to_itself",
    AcceptedNeverHanded = "accepted_what_was_never_handed_over",
    PausedByAnotherPost = "paused_by_another_post",
    DangerPaused = "danger_is_never_paused",
    PausedWithoutReason = "paused_without_reason",
    PausedWithoutEnd = "paused_without_end",
    PauseEndsInThePast = "pause_ends_in_the_past",
    PausedNotSigned = "paused_without_second_signature",
    RuleChangeNotSigned = "rule_change_not_signed",
    RuleChangeTooLow = "rule_change_by_too_low_a_rank",
    RuleChangeNotCountersigned = "rule_change_without_second_signature",
    RuleChangeWithoutReasons = "rule_change_without_reasons",
    RuleChangeWithoutDay = "rule_change_without_day",
    RuleChangeFromAnother = "rule_change_from_another_rule",
    RuleChangeUnreadable = "rule_change_unreadable",
    RuleChangeNotRecorded = "rule_change_not_recorded",
});

impl RefusalRule {
    /// The rule, in one sentence without a full stop.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::AnsweredByAnotherPost => "only the post that owes the answer ends the duty with one",
            Self::SignedByTheSamePost => "a post cannot sign a second time for itself",
            Self::SignedInTheSameLine => {
                "the second signature does not come from the line of the post that signed first"
            }
            Self::SignedInTheSameAgency => "the second signature comes from another agency",
            Self::SignedByNoPost => "a signature is that of a named post",
            Self::TypedName => "a typed name is no signature: two typed names are not two signatures",
            Self::HandedToNobody => "a duty is handed over to somebody",
            Self::HandedToItself => "a post cannot hand a duty over to itself",
            Self::AcceptedNeverHanded => "only what was handed over to a post can be accepted by it",
            Self::PausedByAnotherPost => "only the post that owes the answer pauses its clock",
            Self::DangerPaused => "where a child is in immediate danger no clock is paused",
            Self::PausedWithoutReason => {
                "a clock is paused only for a reason of the policy: waiting for information, no cooperation and a withdrawal are none"
            }
            Self::PausedWithoutEnd => "a pause says when it ends",
            Self::PauseEndsInThePast => "a pause cannot end before the day on which it is written",
            Self::PausedNotSigned => "a pause needs a second signature; without it the clock runs on",
            Self::RuleChangeNotSigned => {
                "a rule is loosened only in the name of a post and of whoever holds it"
            }
            Self::RuleChangeTooLow => "a rule is loosened by a director or chief officer, or a post above",
            Self::RuleChangeNotCountersigned => {
                "a rule is loosened only with a second signature from another agency"
            }
            Self::RuleChangeWithoutReasons => "a rule is loosened for reasons that are written down",
            Self::RuleChangeWithoutDay => "a rule is loosened from a day, and adopted on a day",
            Self::RuleChangeFromAnother => "whoever signs for a looser rule signs for what it replaces, too",
            Self::RuleChangeUnreadable => "a change says which rule it changes, and to what",
            Self::RuleChangeNotRecorded => {
                "a policy folder alone loosens nothing: the rule of England, or the stricter row of the folder, stays"
            }
        }
    }

    /// What would satisfy it, in one sentence without a full stop.
    pub fn satisfied_by(self) -> &'static str {
        match self {
            Self::AnsweredByAnotherPost => {
                "an answer by the post that owes it or one above or below it in its line, or a hand-over that is accepted before the answer"
            }
            Self::SignedByTheSamePost | Self::SignedInTheSameLine | Self::SignedInTheSameAgency => {
                "the signature of a named post of another agency"
            }
            Self::SignedByNoPost => "the post that signed, named in the row",
            Self::TypedName => "a countersignature by the second post itself, signed in or with its own key",
            Self::HandedToNobody => "the agency or post that is to take the duty",
            Self::HandedToItself => "another post, which then accepts; until then the duty stays where it is",
            Self::AcceptedNeverHanded => "a hand-over to that post, dated no later than the acceptance",
            Self::PausedByAnotherPost => {
                "a pause by the post that owes the answer or one above or below it in its line"
            }
            Self::DangerPaused => "nothing: act, or hand over to a post that acts at once",
            Self::PausedWithoutReason => "a reason of the code set `pause_reason`",
            Self::PausedWithoutEnd => "the last day of the pause",
            Self::PauseEndsInThePast => "an end on that day or later",
            Self::PausedNotSigned => {
                "a countersignature of the pause by a named post of another agency, on a day on which the pause runs"
            }
            Self::RuleChangeNotSigned => "the post that adopted it and the name of its holder, in the row",
            Self::RuleChangeTooLow => {
                "the signature of a post of rank 4 or above, with its rank in a posts file for the day of adoption"
            }
            Self::RuleChangeNotCountersigned => {
                "a post of another agency, or of outside oversight, of rank 4 or above in a posts file, with the name of its holder"
            }
            Self::RuleChangeWithoutReasons => "the reasons, in the row",
            Self::RuleChangeWithoutDay => "the day of adoption and the first day in force, in the row",
            Self::RuleChangeFromAnother => {
                "a row, signed anew, that states the rule as it was in force on the day before"
            }
            Self::RuleChangeUnreadable => {
                "the row corrected at its source: `candour import --check` says what to mend"
            }
            Self::RuleChangeNotRecorded => "a row of a file of rule changes, signed by two agencies",
        }
    }
}

output! {
    /// One act that a rule does not accept. It stays recorded: what it was meant to do, it does not do.
    pub struct Refusal {
        /// The act.
        event: EventIx,
        /// The rule.
        rule: RefusalRule,
        /// The post that owes the answer, where the files tell of one.
        owed_by: Option<PostId>,
    }
}
