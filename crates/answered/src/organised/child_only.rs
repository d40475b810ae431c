//! Answers that act on the child alone: assessed, safeguarded, supported, and nothing about whoever does the harm.

use record::outputs::{ChildOnly, Duty, EventIx, Standing};
use record::{Body, Code};

use super::Scene;
use super::particulars::{entry, particular};

/// The duties that such an answer ended, in the order of the duties.
pub(super) fn child_only(scene: Scene<'_>) -> Vec<ChildOnly> {
    let ended = |duty: &&Duty| duty.standing == Standing::Answered;
    scene.duties.iter().copied().filter(ended).filter_map(|duty| one(scene, duty)).collect()
}

fn one(scene: Scene<'_>, duty: &Duty) -> Option<ChildOnly> {
    let answer = duty.answered_by?;
    let Body::Answered(given) = &scene.event(answer).body else { return None };
    if !scene.policy.outcomes.get(&given.outcome)?.acts_on_child_only {
        return None;
    }
    let used = |ix: &&EventIx| {
        let event = scene.event(**ix);
        let is_used = entry(event).is_some_and(|entry| entry.activity.as_str() == "power.used");
        is_used && particular(event, "code").is_some_and(|power| is_against_others(scene, power))
    };
    let of_concern = |ix: &&EventIx| scene.same_concern(**ix, duty.opened_by);
    let powers = scene.kept.powers.iter().filter(used).filter(of_concern).copied().collect();
    Some(ChildOnly { opened_by: duty.opened_by, post: duty.post.clone(), answer, powers })
}

fn is_against_others(scene: Scene<'_>, power: &Code) -> bool {
    scene.policy.powers.get(power).is_some_and(|power| power.against.as_str() != "child")
}
