//! Records that are gone are an alarm: the owner of the information accounts for them, and oversight is told at once.

use std::collections::BTreeMap;

use record::outputs::{EventIx, RecordsLost};
use record::policy::Threshold;
use record::{AgencyId, Body, Rank};

use super::Scene;
use crate::clock::Clock;
use crate::closing::Circumstances;
use crate::drafts::remark;
use crate::duties::Bench;
use crate::owed::{Owed, by_the_top, met, settle, step_aside};
use crate::posts::{Directory, INFORMATION_OWNER, PostIx};
use crate::scene::Act;
use crate::span::Span;

/// The losses: one for each concern and agency whose records are gone.
pub(super) fn records_lost(scene: Scene<'_>, bench: &mut Bench<'_, '_>) -> Vec<RecordsLost> {
    let mut together: BTreeMap<(Option<u32>, Option<EventIx>, AgencyId), Vec<EventIx>> = BTreeMap::new();
    for ix in &scene.kept.lost {
        let number = scene.by_event.of(*ix).first().copied();
        let alone = number.is_none().then_some(*ix);
        together.entry((number, alone, whose(scene, *ix))).or_default().push(*ix);
    }
    let mut all: Vec<RecordsLost> =
        together.into_iter().map(|((.., agency), rows)| one(scene, agency, rows, bench)).collect();
    all.sort_by_key(|one| one.events.first().copied());
    all
}

/// Whose records: those of the agency that wrote it down; what a family, a child or a business tells is of the agency told.
fn whose(scene: Scene<'_>, ix: EventIx) -> AgencyId {
    let event = scene.event(ix);
    let to = match &event.body {
        Body::Told(told) => Some(&told.told_to),
        Body::Recorded(entry) => entry.told_to.as_ref(),
        _ => None,
    };
    let told = to.map(|to| to.post_or_unnamed().agency());
    told.filter(|_| scene.kinds.no_office(&event.by.agency)).unwrap_or_else(|| event.by.agency.clone())
}

fn one(scene: Scene<'_>, agency: AgencyId, rows: Vec<EventIx>, bench: &mut Bench<'_, '_>) -> RecordsLost {
    let first = rows.first().copied().expect("a loss is made of at least one row");
    let claimed = scene.event(first).claimed;
    let start = Span::of(claimed);
    let (post, owner) = owner(scene, &agency, start, &mut bench.directory);
    let rank = bench.directory.rank(post, start.some_day()).unwrap_or_else(|| owner_rank(scene, start));
    let oversight = bench.directory.post_on_rung(post, Rank::OVERSIGHT, start.some_day());
    let oversight = bench.directory.id(oversight).clone();
    let acts: Vec<Act<'_>> = scene.acts(first, bench);
    let mut owed = Owed {
        hands: crate::hands::Hands::default(),
        clock: Clock::RecordsLoss,
        post,
        rank,
        opened_by: first,
        start,
        like: claimed,
        inputs: rows.clone(),
        remarks: vec![remark(if owner { "owner_of_information" } else { "top_of_agency" })],
    };
    // Records that are gone are waved off easily: no action always needs a second post of another agency.
    let circumstances = Circumstances { second_post_needed: true };
    let aside = step_aside(&mut owed, &acts, bench);
    let (post, rank) = (owed.post, owed.rank);
    let own = |directory: &Directory, act: &Act<'_>| by_the_top(directory, post, rank, act);
    let met = met(&mut owed, &acts, circumstances, &aside, own, bench);
    let (duty, _) = settle(owed, met, &aside, bench);
    RecordsLost { events: rows, agency, oversight, duty }
}

/// The post that takes `information_owner`, else the top of the agency; the second value says which.
fn owner(scene: Scene<'_>, agency: &AgencyId, at: Span, directory: &mut Directory) -> (PostIx, bool) {
    let number = directory.intern_agency(agency);
    if let Some(owner) = directory.taking(number, INFORMATION_OWNER, at.some_day()) {
        return (owner, true);
    }
    let nobody = directory.unnamed(number, Rank::FRONT_LINE);
    (directory.post_on_rung(nobody, owner_rank(scene, at), at.some_day()), false)
}

/// Who accounts for lost records where no post takes them.
fn owner_rank(scene: Scene<'_>, at: Span) -> Rank {
    scene.limits.rank(Threshold::OwnerRank, at.some_day())
}
