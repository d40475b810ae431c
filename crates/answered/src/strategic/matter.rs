//! One matter from its seeds: what it is made of, who else has a record in it, and the duty of the post that leads.

use record::outputs::{Duty, EntityIx, EventIx, Matter, Partner};
use record::policy::Threshold;
use record::{AgencyId, Body, Code};

use super::Scene;
use super::lead::{lead, of_rank};
use super::owed::{Owed, owe};
use super::seed::{Seed, in_order};
use crate::clock::Clock;
use crate::closing::Circumstances;
use crate::drafts::remark;
use crate::duties::Bench;
use crate::lead_silent::{Knows, ask};
use crate::owed::by_the_top;
use crate::posts::Directory;
use crate::scene::{Act, acts};
use crate::span::Span;

/// The acts on the concerns of each matter, in canonical order.
pub(super) fn acts_of<'a>(
    scene: Scene<'a>,
    groups: &[Vec<&Seed>],
    bench: &mut Bench<'_, '_>,
) -> Vec<Vec<Act<'a>>> {
    let of = |seeds: &Vec<&Seed>| {
        let events = seeds.iter().flat_map(|seed| &seed.events);
        let concerns = in_order(events.flat_map(|ix| scene.by_event.of(*ix)).copied().collect());
        let members = concerns.iter().flat_map(|concern| scene.concerns.group(*concern).members);
        acts(&in_order(members.copied().collect()), scene.events, &mut bench.directory)
    };
    groups.iter().map(of).collect()
}

/// The matter of these seeds, which are in order.
pub(super) fn matter(
    scene: Scene<'_>,
    seeds: &[&Seed],
    acts: &[Act<'_>],
    bench: &mut Bench<'_, '_>,
) -> Matter {
    let first = seeds[0];
    let (leading, _) = lead(scene, first, bench);
    let lead_agency = bench.directory.id(leading).agency();
    let events = gathered(seeds, |seed| &seed.events);
    let agencies = agencies(scene, &events);
    let shared = gathered(seeds, |seed| &seed.things);
    let children = gathered(seeds, |seed| &seed.children);
    let group_records: Vec<EventIx> =
        in_order(seeds.iter().filter(|seed| seed.group).map(|seed| seed.event).collect());
    let owed = duties(scene, seeds, acts, bench);
    let mut partners = partners(scene, first, &lead_agency, &agencies, &group_records, bench);
    partners.iter_mut().for_each(|partner| partner.asks = asks(scene, partner, &owed, acts, bench));
    Matter {
        ground: Code::new(if first.group { "group_record" } else { "pattern" }),
        partners,
        duties: owed.into_iter().map(|(duty, _)| duty).collect(),
        children_possible: possible(scene, &shared, &children),
        group_records,
        shared,
        children,
        events,
        agencies,
        resurfaced: Vec::new(),
    }
}

fn gathered(seeds: &[&Seed], of: fn(&Seed) -> &Vec<u32>) -> Vec<u32> {
    in_order(seeds.iter().flat_map(|seed| of(seed)).copied().collect())
}

fn agencies(scene: Scene<'_>, events: &[EventIx]) -> Vec<AgencyId> {
    let mut agencies: Vec<AgencyId> = events.iter().map(|ix| scene.event(*ix).by.agency.clone()).collect();
    agencies.sort_unstable();
    agencies.dedup();
    agencies
}

/// Children whom only a possible link ties to what is shared.
fn possible(scene: Scene<'_>, shared: &[EntityIx], children: &[EntityIx]) -> Vec<EntityIx> {
    let asked = scene.ties.questions.iter().filter(|one| shared.binary_search(&one.shared).is_ok());
    let mut possible = in_order(asked.flat_map(|question| question.children_possible.clone()).collect());
    possible.retain(|child| children.binary_search(child).is_err());
    possible
}

/// Every other agency with a record in it, or to which the files say that a record naming the group was sent.
fn partners(
    scene: Scene<'_>,
    first: &Seed,
    lead: &AgencyId,
    agencies: &[AgencyId],
    group_records: &[EventIx],
    bench: &mut Bench<'_, '_>,
) -> Vec<Partner> {
    let sent: Vec<(AgencyId, EventIx)> = group_records
        .iter()
        .filter_map(|ix| match &scene.event(*ix).body {
            Body::Told(told) => Some((told.told_to.post_or_unnamed().agency(), *ix)),
            Body::Recorded(entry) => Some((entry.told_to.as_ref()?.post_or_unnamed().agency(), *ix)),
            _ => None,
        })
        .collect();
    let mut all: Vec<AgencyId> =
        agencies.iter().cloned().chain(sent.iter().map(|(agency, _)| agency.clone())).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|agency| agency != lead && !scene.kinds.no_office(agency));
    let rank = scene.limits.rank(Threshold::LeadRank, first.at.some_day());
    all.into_iter()
        .map(|agency| {
            let post = of_rank(&mut bench.directory, &agency, rank, first.at.some_day());
            let told = sent.iter().find(|(to, _)| *to == agency).map(|(_, ix)| *ix);
            Partner { post: bench.directory.id(post).clone(), rank, told, agency, asks: Vec::new() }
        })
        .collect()
}

/// What another agency owes for each duty of the lead that ran out in silence: a question to the lead, or an answer.
fn asks(
    scene: Scene<'_>,
    partner: &Partner,
    owed: &[(Duty, Option<Span>)],
    acts: &[Act<'_>],
    bench: &mut Bench<'_, '_>,
) -> Vec<Duty> {
    let ask = |(lead, ended): &(Duty, Option<Span>)| {
        let since = scene.event(lead.opened_by).claimed;
        let post = of_rank(&mut bench.directory, &partner.agency, partner.rank, Span::of(since).some_day());
        let knows = Knows { post, rank: partner.rank, by: lead.opened_by, since };
        let own = |directory: &Directory, post, act: &Act<'_>| by_the_top(directory, post, partner.rank, act);
        ask(knows, (lead, *ended), acts, Circumstances { second_post_needed: true }, own, bench)
    };
    owed.iter().filter_map(ask).collect()
}

/// The lead post's duty, with when it ended; and what came certainly after an answer had ended it is a new one.
fn duties(
    scene: Scene<'_>,
    seeds: &[&Seed],
    acts: &[Act<'_>],
    bench: &mut Bench<'_, '_>,
) -> Vec<(Duty, Option<Span>)> {
    let mut made = Vec::with_capacity(1);
    let mut left: Vec<&Seed> = seeds.to_vec();
    while let Some(first) = left.first().copied() {
        let (post, rank) = lead(scene, first, bench);
        let mut remarks = vec![remark(if first.group { "names_a_group" } else { "pattern_across_children" })];
        if !made.is_empty() {
            remarks.push(remark("new_record_after_an_end"));
        }
        let owed = |inputs: Vec<EventIx>, remarks| Owed {
            clock: Clock::PatternDuty,
            post,
            rank,
            answers_from: scene.limits.rank(Threshold::LeadRank, first.at.some_day()),
            read_again_of: None,
            opened_by: first.event,
            start: first.at,
            like: scene.event(first.event).claimed,
            inputs,
            remarks,
        };
        let (mut duty, end) = owe(owed(first.events.clone(), remarks), acts, bench);
        let (own, later): (Vec<&Seed>, Vec<&Seed>) =
            left.iter().skip(1).partition(|seed| end.is_none_or(|end| !end.certainly_before(seed.at)));
        duty.inputs.extend(own.iter().flat_map(|seed| &seed.events));
        crate::duties::tidy_inputs(&mut duty);
        made.push((duty, end));
        left = later;
    }
    made
}
