//! Refusals: which acts on a concern no rule accepts. An act refused stays recorded and does not do what it was meant to do.
//!
//! In a review they are rows of an agency's files; a live service asks [`refusal`] before it takes an act, by the same rules.

mod signed;

use record::event::{Body, HandedOver};
use record::outputs::{EventIx, Refusal, RefusalRule};
use record::policy::Policy;
use record::{Day, Event};

use crate::around::Around;
use crate::clock::Reckoner;
use crate::closing::Circumstances;
use crate::concerns::Concerns;
use crate::drafts::{Draft, receiver};
use crate::duties::{Bench, asked};
use crate::pauses::{self, is_pause};
use crate::posts::Directory;
use crate::rules::Rulebook;
use crate::scene::{Act, acts};
use crate::span::Span;

use RefusalRule as Rule;

/// A day after everything: whatever is given is in view.
const EVER: Day = Day(1_000_000);

/// The acts of one concern that a rule does not accept, in canonical order.
pub(crate) fn refusals(
    acts: &[Act<'_>],
    drafts: &[Draft],
    circumstances: Circumstances,
    bench: &mut Bench<'_, '_>,
) -> Vec<Refusal> {
    let owed_by = drafts.first().map(|draft| bench.directory.id(draft.owing.post).clone());
    // A careless export has one number for everything: what acts are judged by is picked out once, not for each of them.
    let withdrawn = acts.iter().filter(|act| matches!(act.event.body, Body::Withdrawn(_)));
    let withdrawn = withdrawn.map(|act| act.at).reduce(Span::first_of);
    let signed: Vec<Act<'_>> = acts.iter().filter(|act| signed::may_be_signed(act, bench)).copied().collect();
    let of_pauses: Vec<Act<'_>> = pauses::about_pauses(acts);
    let mut refused = Vec::new();
    for act in acts {
        let mut rules: Vec<Rule> = Vec::new();
        match &act.event.body {
            Body::Answered(answer) => {
                let owes = |draft: &Draft| draft.relation(&bench.directory, act).may_end();
                if !drafts.is_empty() && !drafts.iter().any(owes) && !may_owe_more(act, withdrawn, bench) {
                    rules.push(Rule::AnsweredByAnotherPost);
                } else if circumstances.second_post_needed {
                    rules.extend(signed::named_in(answer, act, bench));
                }
            }
            Body::Countersigned(_) => rules.extend(signed::countersigned(act, &signed, circumstances, bench)),
            Body::HandedOver(given) => rules.extend(handed(given, act)),
            Body::Accepted(_) => {
                let earlier = acts.iter().filter(|given| !act.at.certainly_before(given.at));
                let offers: Vec<&Act<'_>> = earlier.collect();
                if !offers.iter().any(|given| receiver(&mut bench.directory, given, act).is_some()) {
                    rules.push(Rule::AcceptedNeverHanded);
                }
            }
            body if is_pause(body) => {
                let policy = bench.reckoner.policy();
                rules.extend(pauses::refused(act, &of_pauses, drafts, &bench.directory, policy));
            }
            _ => {}
        }
        let refusal = |rule: Rule| Refusal { event: act.ix, rule, owed_by: owed_by.clone() };
        refused.extend(rules.into_iter().map(refusal));
    }
    refused
}

/// It may answer more than the warning: a strategic matter, for which a high post leads, or the check of a withdrawal, which
/// lies with an agency that was not told. Neither is seen from one concern, so neither is refused here.
fn may_owe_more(act: &Act<'_>, withdrawn: Option<Span>, bench: &Bench<'_, '_>) -> bool {
    let rank = act.post.and_then(|post| bench.directory.rank(post, act.at.some_day()));
    let leads = rank.is_some_and(|rank| rank >= bench.reckoner.policy().matters.lead_rank);
    act.post.is_some() && (leads || withdrawn.is_some_and(|first| !act.at.certainly_before(first)))
}

/// A hand-over to nobody, or to whoever gives it. A file that says nobody is read as one that says its own agency.
fn handed(given: &HandedOver, act: &Act<'_>) -> Option<Rule> {
    let by = &act.event.by;
    match &given.to.post {
        Some(post) => (by.post.as_ref() == Some(post)).then_some(Rule::HandedToItself),
        None if given.to.rank.is_some() => None,
        None => {
            let nobody = given.to.agency.as_str().is_empty() || given.to.agency == by.agency;
            nobody.then_some(Rule::HandedToNobody)
        }
    }
}

/// Would a rule refuse this act, if it came now? `None`: no rule does.
///
/// `events`, in canonical order, is all that is known; `around` belongs to them. The refusal's `event` is the number of
/// `events`: the place behind them all. If several rules refuse it, the first of [`RefusalRule::ALL`] is given.
pub fn refusal(events: &[Event], policy: &Policy, around: &Around, proposed: &Event) -> Option<Refusal> {
    let concern = proposed.concern()?;
    let matters = |event: &Event| match event.body {
        Body::AgencyCreated(_) | Body::PostCreated(_) | Body::PostHeldBy(_) => true,
        ref body => {
            let (own, passes) = body.references();
            own == Some(concern) || passes == Some(concern)
        }
    };
    let known: Vec<EventIx> =
        (0..).zip(events).filter(|(_, event)| matters(event)).map(|(ix, _)| ix).collect();
    let place = known.partition_point(|ix| events[*ix as usize].order() <= proposed.order());
    let mut small: Vec<Event> = known.iter().map(|ix| events[*ix as usize].clone()).collect();
    small.insert(place, proposed.clone());
    let around = around.of(&known, place);
    // Whether an act is accepted hangs on no limit: the rules as they stand will do.
    let (reckoner, directory) = (Reckoner::new(policy, &Rulebook::as_it_stands()), Directory::new(&small));
    let mut bench = Bench { events: &small, reckoner, directory, as_of: EVER, around: &around };
    let concerns = Concerns::new(&small, EVER);
    let mut found: Vec<Refusal> = Vec::new();
    for group in concerns.groups().filter(|group| group.members.contains(&(place as EventIx))) {
        let acts = acts(group.members, &small, &mut bench.directory);
        found.append(&mut asked(group, &acts, &mut bench).refusals);
    }
    // A pause that comes now is signed afterwards: until then it pauses nothing.
    let asked = |refusal: &Refusal| refusal.event as usize == place && refusal.rule != Rule::PausedNotSigned;
    let own = found.into_iter().filter(asked);
    let first = own.min_by_key(|refusal| refusal.rule)?;
    Some(Refusal { event: events.len() as EventIx, ..first })
}
