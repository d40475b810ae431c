//! Closing rules: what an answer does to a duty. No quiet end.

use record::event::{Addresses, Answered, Assurance, Body, Recorded};
use record::outputs::EventIx;
use record::policy::{ClosingRule, Policy};
use record::{AgencyId, Code, Event};

use crate::around::{Around, has_sign};
use crate::clock::Clock;
use crate::concerns::Group;
use crate::span::Span;

/// Outcomes that never end a duty, whatever a policy says.
pub const NEVER_END: [&str; 8] = [
    "withdrawn",
    "no_cooperation",
    "no_disclosure",
    "unsubstantiated",
    "moved_away",
    "aged_out",
    "transferred",
    "recorded_only",
];

/// The honest answer of a post that lacks the means.
pub(crate) const CANNOT: &str = "cannot_with_what_i_have";

/// A decision of the post that signs it, shown as that, and no end.
const OTHER_PRIORITY: &str = "other_priority";

/// The remark it leaves: somebody above holds the means.
pub(crate) const MOVES: &str = "moves_to_budget_holder";

/// The remark of a decision not to act that needed no second post: one in so many of them is read again.
pub(crate) const ALONE: &str = "no_action_signed_by_one_post";

/// What an answer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// No answer of substance: the clock keeps running.
    NotInSubstance(&'static str),
    /// An outcome that is never an end: the clock keeps running.
    NeverEnds(&'static str),
    /// A decision was made and acts; these files hold no reasons. The clock stopped with it.
    ActedWithoutReasons,
    /// A decision not to act, or that one cannot, without reasons in these files: whether the clock stopped, nobody can tell.
    NotActedWithoutReasons(&'static str),
    /// A decision not to act that still needs a second post: the clock keeps running.
    NeedsSecondPost {
        /// These files hold its reasons.
        reasons: bool,
    },
    /// Ended, when both the answer and the second signature it needs were there; perhaps with a remark.
    Ends(Span, Option<&'static str>),
}

/// What the rest of the concern says that an answer is judged by.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Circumstances {
    /// A sign of exploitation was ever recorded for the concern, its child, person or place, an age rule is met there, or
    /// somebody disputes the answer.
    pub(crate) second_post_needed: bool,
}

impl Circumstances {
    /// Looks through the whole concern: *ever recorded* includes what was recorded after the answer.
    pub(crate) fn of(group: Group<'_>, events: &[Event], policy: &Policy, around: &Around) -> Self {
        let needs = |ix: &EventIx| {
            let event = &events[*ix as usize];
            matches!(event.body, Body::Disputed(_)) || has_sign(event, policy) || around.sign_ever(*ix)
        };
        Self { second_post_needed: group.members.iter().any(needs) }
    }
}

/// Judges one answer by the holding post.
pub(crate) fn judge(
    answer: &Answered,
    event: &Event,
    clock: Clock,
    circumstances: Circumstances,
    policy: &Policy,
    signatures: &[(AgencyId, Span)],
) -> Verdict {
    let code = answer.outcome.as_str();
    if let Some(remark) = never_ends(code) {
        return Verdict::NeverEnds(remark);
    }
    if let Some(remark) = addresses_other(answer, clock, policy) {
        return Verdict::NotInSubstance(remark);
    }
    let at = Span::of(event.claimed);
    if code == CANNOT {
        return match answer.reasons_given {
            true => Verdict::Ends(at, Some(MOVES)),
            false => Verdict::NotActedWithoutReasons("cannot_needs_reasons"),
        };
    }
    let Some(outcome) = policy.outcomes.get(&answer.outcome) else {
        return Verdict::NeverEnds("outcome_not_in_policy");
    };
    if code == OTHER_PRIORITY && answer.reasons_given {
        return Verdict::NeverEnds("other_priority_is_the_decision_of_this_post");
    }
    if !outcome.ends_duty || never_closes(policy, &answer.outcome) {
        return Verdict::NeverEnds(no_end(code));
    }
    if outcome.no_action {
        return no_action(answer, event, circumstances, signatures);
    }
    // A decision on a referral is to be given with its reasons; the returns never hold them.
    if clock == Clock::ReferralDecision && !answer.reasons_given {
        return Verdict::ActedWithoutReasons;
    }
    Verdict::Ends(at, None)
}

/// The remark of an answer that does not speak to the substance.
fn addresses_other(answer: &Answered, clock: Clock, policy: &Policy) -> Option<&'static str> {
    match answer.addresses {
        Addresses::Substance => None,
        Addresses::Writer => Some("answer_addresses_writer"),
        Addresses::Procedure => Some("answer_addresses_procedure"),
        // A return says that a referral had no further action, never what the decision spoke to. Without reasons
        // it ends nothing, whatever it addressed.
        Addresses::Unknown if clock == Clock::ReferralDecision && !answer.reasons_given => {
            let no_action = policy.outcomes.get(&answer.outcome).is_some_and(|outcome| outcome.no_action);
            (!no_action).then_some("answer_does_not_say_what_it_addresses")
        }
        Addresses::Unknown => Some("answer_does_not_say_what_it_addresses"),
    }
}

/// Steps of a procedure that show that a referral had been decided on when they happened.
const SHOW_DECISION: [&str; 7] = [
    "assessment.started",
    "assessment.authorised",
    "strategy_discussion.started_s47",
    "icpc.held",
    "cin_plan.started",
    "cp_plan.started",
    "care.started",
];

/// When a referral was decided on, as far as this entry shows: on its date if it records the decision itself, by its
/// date if it is a step that nobody takes before deciding.
pub(crate) fn decision_shown(entry: &Recorded, at: Span) -> Option<Span> {
    match entry.activity.as_str() {
        "referral.decision_recorded" => Some(at),
        step if SHOW_DECISION.contains(&step) => Some(Span { earliest: None, latest: at.latest }),
        _ => None,
    }
}

fn no_action(
    answer: &Answered,
    event: &Event,
    circumstances: Circumstances,
    signatures: &[(AgencyId, Span)],
) -> Verdict {
    let at = Span::of(event.claimed);
    let own = event.by.post.as_ref().map_or_else(|| event.by.agency.clone(), |post| post.agency());
    let second = second_signature(answer, event, &own, signatures);
    match (circumstances.second_post_needed, second, answer.reasons_given) {
        (true, None, reasons) => Verdict::NeedsSecondPost { reasons },
        (_, _, false) => Verdict::NotActedWithoutReasons("no_action_needs_reasons"),
        (true, Some(signed), true) => Verdict::Ends(signed, None),
        (false, _, true) => Verdict::Ends(at, Some(ALONE)),
    }
}

/// When the answer and a signature of a second post, of another agency, were both there.
fn second_signature(
    answer: &Answered,
    event: &Event,
    own: &AgencyId,
    signatures: &[(AgencyId, Span)],
) -> Option<Span> {
    let at = Span::of(event.claimed);
    // A second agency without a post is nobody's signature; and where candour itself takes the answer, the second post signs
    // for itself: what the first one says of it is a typed name.
    let second = answer.second_post.as_ref().filter(|_| takes_word_for(event));
    let named = second.and_then(|second| second.post.as_ref());
    if named.is_some_and(|post| post.agency() != *own) {
        return Some(at);
    }
    let later = signatures.iter().filter(|(agency, signed)| agency != own && !signed.certainly_before(at));
    later.map(|(_, signed)| at.both(*signed)).reduce(Span::first_of)
}

/// The source is an agency's file, which says who signed; nobody signs for a second post in candour itself.
pub(crate) fn takes_word_for(event: &Event) -> bool {
    event.by.assurance == Assurance::Imported
}

/// The remark of an outcome that never ends a duty.
fn never_ends(outcome: &str) -> Option<&'static str> {
    NEVER_END.contains(&outcome).then(|| no_end(outcome))
}

/// The policy itself bars this outcome as an end.
fn never_closes(policy: &Policy, outcome: &Code) -> bool {
    let bars =
        |rule: &ClosingRule| rule.requires.as_str() == "never_closes" && rule.code_set.as_str() == "outcome";
    policy.closing_rules.iter().any(|rule| rule.code == *outcome && bars(rule))
}

/// The remark of an outcome that ends nothing.
fn no_end(outcome: &str) -> &'static str {
    match outcome {
        "withdrawn" => "withdrawal_recorded",
        "no_cooperation" => "no_cooperation_recorded",
        "no_disclosure" => "no_disclosure_recorded",
        "unsubstantiated" => "unsubstantiated_recorded",
        "moved_away" => "moved_away_recorded",
        "aged_out" => "aged_out_recorded",
        "transferred" => "transferred_recorded",
        "recorded_only" => "recorded_only",
        "refused_to_share" => "refusal_to_share_recorded",
        "referred_on" => "referred_on_recorded",
        "meeting_held" => "meeting_is_no_answer",
        "other_priority" => "other_priority_recorded",
        _ => "outcome_does_not_end_a_duty",
    }
}
