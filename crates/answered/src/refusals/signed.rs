//! Second signatures that are none.

use record::event::{Answered, Assurance, Body};
use record::outputs::RefusalRule as Rule;
use record::policy::Policy;
use record::{Code, Day, PostId};

use crate::closing::{Circumstances, takes_word_for};
use crate::duties::Bench;
use crate::pauses::{is_pause, runs_on, signs_pause};
use crate::posts::{AgencyIx, Directory, PostIx};
use crate::scene::Act;

/// Who signs, or answers: the agency, and the post where one is named.
type Who = (AgencyIx, Option<PostIx>);

/// The second post that an answer itself names, where the rules ask for one.
pub(super) fn named_in(answer: &Answered, act: &Act<'_>, bench: &mut Bench<'_, '_>) -> Option<Rule> {
    let second = answer.second_post.as_ref()?;
    if !is_no_action(bench.reckoner.policy(), &answer.outcome) {
        return None;
    }
    if !takes_word_for(act.event) {
        return Some(Rule::TypedName);
    }
    let Some(post) = &second.post else { return Some(Rule::SignedByNoPost) };
    let second = who(post, &mut bench.directory);
    too_near(&bench.directory, second, (act.agency, act.post), act.at.some_day())
}

/// At most so many acts before and behind a countersignature are looked at: in a file with one number for everything it would
/// be all.
const LOOK_AROUND: usize = 1_000;

/// A decision not to act, or a pause.
pub(super) fn may_be_signed(act: &Act<'_>, bench: &Bench<'_, '_>) -> bool {
    match &act.event.body {
        Body::Answered(answer) => is_no_action(bench.reckoner.policy(), &answer.outcome),
        body => is_pause(body),
    }
}

/// A countersignature of a decision not to act, or of a pause, of `firsts`. The one it serves best counts; without such an act
/// nothing is judged.
pub(super) fn countersigned(
    act: &Act<'_>,
    firsts: &[Act<'_>],
    circumstances: Circumstances,
    bench: &Bench<'_, '_>,
) -> Option<Rule> {
    let a_pause = signs_pause(&act.event.body);
    let signed = |first: &&Act<'_>| match is_pause(&first.event.body) {
        true => a_pause && runs_on(first, act.at),
        false => !a_pause && !act.at.certainly_before(first.at),
    };
    let mut nearest: Option<Rule> = None;
    let here = firsts.partition_point(|first| first.ix <= act.ix);
    let near = here.saturating_sub(LOOK_AROUND)..(here + LOOK_AROUND).min(firsts.len());
    for answer in firsts[near].iter().rev().filter(signed) {
        let rule = not_a_signature(act).or_else(|| {
            let signer = (act.agency, act.post);
            let near = too_near(&bench.directory, signer, (answer.agency, answer.post), act.at.some_day());
            // A further signature within the agency harms nothing where no rule asks for one of another.
            near.filter(|rule| {
                a_pause || *rule == Rule::SignedByTheSamePost || circumstances.second_post_needed
            })
        });
        let rule = rule?;
        nearest = nearest.or(Some(rule));
    }
    nearest
}

/// No post is named, or a name was typed by whoever ran a command.
fn not_a_signature(act: &Act<'_>) -> Option<Rule> {
    match (act.post, act.event.by.assurance) {
        (None, _) => Some(Rule::SignedByNoPost),
        (_, Assurance::CommandLine) => Some(Rule::TypedName),
        _ => None,
    }
}

/// The rule that a signer of one agency breaks.
fn too_near(directory: &Directory, signer: Who, first: Who, on: Option<Day>) -> Option<Rule> {
    if signer.0 != first.0 {
        return None;
    }
    Some(match signer.1.zip(first.1) {
        Some((signer, first)) if signer == first => Rule::SignedByTheSamePost,
        Some((signer, first)) if directory.one_line(signer, first, on) => Rule::SignedInTheSameLine,
        _ => Rule::SignedInTheSameAgency,
    })
}

fn who(post: &PostId, directory: &mut Directory) -> Who {
    (directory.intern_agency(&post.agency()), Some(directory.intern(post)))
}

fn is_no_action(policy: &Policy, outcome: &Code) -> bool {
    policy.outcomes.get(outcome).is_some_and(|outcome| outcome.ends_duty && outcome.no_action)
}
