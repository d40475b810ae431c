//! Reopened: told again soon after it had ended. The new duty has its own clock, and the first one stays visible.

use record::policy::Policy;

use crate::rounds::{Before, Round};
use crate::span::Span;

/// The first round of a chain of which each was told again within the months of the policy after the one before had ended;
/// `None` if the round is no reopened one. What may have been within them is.
pub(crate) fn first_of(round: &Round<'_>, policy: &Policy) -> Option<Before> {
    let months = months(policy)?;
    let mut first: Option<Before> = None;
    let mut start = round.start();
    for before in round.before.iter().rev() {
        if !may_follow_within(start, before.end, months) {
            break;
        }
        first = Some(*before);
        start = before.start;
    }
    first
}

/// `closing_rules.csv`, condition `reopened_within`; the same for a referral and for any other telling.
fn months(policy: &Policy) -> Option<i32> {
    let keeps = |rule: &&record::policy::ClosingRule| {
        rule.requires.as_str() == "keep_first_clock"
            && rule.condition.as_str() == "reopened_within"
            && rule.unit == "month"
    };
    let rules = policy.closing_rules.iter().filter(keeps);
    rules.filter_map(|rule| i32::try_from(rule.amount?).ok()).max()
}

fn may_follow_within(start: Span, end: Span, months: i32) -> bool {
    let bounds = start.earliest.zip(end.latest);
    bounds.is_none_or(|(start, end)| start.day() <= end.day().add_months(months))
}
