//! Circulated reports, minuted meetings and briefings: one post leads, everybody knows, and silence of the lead is asked about.

use std::collections::BTreeMap;

use record::outputs::{Circulated, Duty, EventIx, Recipient};
use record::policy::Threshold;
use record::{Code, ConcernRef};

use super::Scene;
use super::minutes::{is_meeting, is_minuted};
use super::particulars::{entry, particular};
use super::recipients::{Reached, lead, recipients};
use crate::acting::{Owing, relation, shows_opened};
use crate::clock::Clock;
use crate::drafts::remark;
use crate::duties::Bench;
use crate::lead_silent::{Knows, ask};
use crate::owed::{Owed, Own, met, settle, step_aside};
use crate::posts::Directory;
use crate::scene::Act;
use crate::span::Span;

/// What rows are of one circulation: the concern, what it was, and when. A row without a concern is one of its own.
type Key<'a> = (Option<&'a ConcernRef>, &'a Code, (i64, i64), Option<EventIx>);

/// Everything circulated, in the order of the first rows.
pub(super) fn circulated(scene: Scene<'_>, bench: &mut Bench<'_, '_>) -> Vec<Circulated> {
    let mut together: BTreeMap<Key<'_>, Vec<EventIx>> = BTreeMap::new();
    for ix in &scene.kept.circulated {
        let event = scene.event(*ix);
        let Some(entry) = entry(event) else { continue };
        let alone = entry.concern.is_none().then_some(*ix);
        let key = (entry.concern.as_ref(), &entry.activity, event.claimed.order(), alone);
        together.entry(key).or_default().push(*ix);
    }
    let mut all: Vec<Circulated> =
        together.into_iter().map(|((_, activity, ..), rows)| one(scene, activity, rows, bench)).collect();
    all.sort_by_key(|one| one.events.first().copied());
    all
}

fn one(scene: Scene<'_>, activity: &Code, rows: Vec<EventIx>, bench: &mut Bench<'_, '_>) -> Circulated {
    let row = |ix: &EventIx| scene.event(*ix);
    let is_yes = |ix: &EventIx| particular(row(ix), "confidential").is_some_and(|it| it.as_str() == "yes");
    let first = rows.first().map(|ix| Span::of(row(ix).claimed)).unwrap_or_default();
    let ask_rank = scene.limits.rank(Threshold::AskRank, first.some_day());
    let counts = !rows.iter().map(row).any(is_meeting) || is_minuted(rows.iter().map(row));
    let reached = recipients(scene, &rows, bench);
    let mut made = Circulated {
        activity: activity.clone(),
        counts,
        confidential: rows.iter().any(is_yes),
        recipients: reached.iter().map(|one| recipient(one, &bench.directory)).collect(),
        lead: None,
        events: rows,
    };
    let Some((leads, able)) = lead(scene, &reached, &bench.directory).filter(|_| counts) else { return made };
    let acts = scene.acts(leads.event, bench);
    let (duty, ended) = lead_duty(scene, &made, leads, able, &acts, bench);
    for (known, one) in made.recipients.iter_mut().zip(&reached) {
        let asks = one.rank >= ask_rank && one.owing.post != leads.owing.post;
        let agency = bench.directory.agency_id(bench.directory.agency(one.owing.post));
        if asks && !scene.kinds.no_office(agency) {
            let since = scene.event(one.event).claimed;
            let knows = Knows { post: one.owing.post, rank: one.rank, by: one.event, since };
            let circumstances = scene.circumstances(one.event, bench);
            let own =
                |directory: &Directory, post, act: &Act<'_>| own(Owing { post, ..one.owing }, directory, act);
            known.ask = ask(knows, (&duty, ended), &acts, circumstances, own, bench);
        }
    }
    made.lead = Some(duty);
    made
}

fn recipient(one: &Reached, directory: &Directory) -> Recipient {
    Recipient { post: directory.id(one.owing.post).clone(), rank: one.rank, event: one.event, ask: None }
}

/// Acts for the post as for any duty: itself, its line, its agency where the row names no post.
fn own(owing: Owing, directory: &Directory, act: &Act<'_>) -> Own {
    let relation = relation(directory, owing, act);
    Own { opens: shows_opened(directory, owing, act), may_end: relation.may_end(), remark: relation.remark() }
}

/// The duty of the post that leads, with when it ended and by what.
fn lead_duty(
    scene: Scene<'_>,
    made: &Circulated,
    leads: Reached,
    able: bool,
    acts: &[Act<'_>],
    bench: &mut Bench<'_, '_>,
) -> (Duty, Option<Span>) {
    let claimed = scene.event(leads.event).claimed;
    let mut remarks = Vec::new();
    if !able {
        remarks.push(remark("no_recipient_able_to_act"));
    }
    if made.confidential {
        remarks.push(remark("confidential_cancels_nothing"));
    }
    let mut owed = Owed {
        hands: crate::hands::Hands::default(),
        clock: Clock::CirculatedLead,
        post: leads.owing.post,
        rank: leads.rank,
        opened_by: leads.event,
        start: Span::of(claimed),
        like: claimed,
        inputs: made.events.clone(),
        remarks,
    };
    let aside = step_aside(&mut owed, acts, bench);
    let owing = Owing { post: owed.post, ..leads.owing };
    let own = |directory: &Directory, act: &Act<'_>| own(owing, directory, act);
    let met = met(&mut owed, acts, scene.circumstances(leads.event, bench), &aside, own, bench);
    settle(owed, met, &aside, bench)
}
