//! Which post leads a matter.

use record::outputs::EventIx;
use record::{Addressee, AgencyId, Body, Day, Rank};

use super::Scene;
use super::seed::Seed;
use crate::duties::Bench;
use crate::posts::{Directory, PostIx};

/// To whom a record went; where it does not say, it lies with whoever wrote it.
fn received(scene: Scene<'_>, ix: EventIx) -> Addressee {
    let event = scene.event(ix);
    let told = match &event.body {
        Body::Told(told) => Some(&told.told_to),
        Body::Recorded(entry) => entry.told_to.as_ref(),
        _ => None,
    };
    let own = || Addressee { agency: event.by.agency.clone(), post: event.by.post.clone(), rank: None };
    told.cloned().unwrap_or_else(own)
}

/// The post that owes the answer, with its rank: of the agency that leads, the post of the leading rank in the line of the post
/// told. A post of that rank or above that was itself told leads itself.
pub(super) fn lead(scene: Scene<'_>, seed: &Seed, bench: &mut Bench<'_, '_>) -> (PostIx, Rank) {
    let on = seed.at.some_day();
    let rank = scene.limits.rank(record::policy::Threshold::LeadRank, on);
    let received = received(scene, seed.event);
    let directory = &mut bench.directory;
    let told = directory.resolve(&received, on);
    let told_agency = directory.agency(told);
    let agency = leading(scene, seed, &directory.agency_id(told_agency).clone());
    let leading = directory.intern_agency(&agency);
    if leading == told_agency {
        let own = directory.rank(told, on).or(received.rank);
        if let Some(own) = own.filter(|own| *own >= rank) {
            return (told, own);
        }
        return (directory.post_on_rung(told, rank, on), rank);
    }
    (of_rank(directory, &agency, rank, on), rank)
}

/// The agency that leads. A record that names a group: the agency told, if it can lead; then whoever wrote it. A pattern: the first
/// that can of those with a record in it. Else the only one of a kind that can; else the agency told.
fn leading(scene: Scene<'_>, seed: &Seed, told: &AgencyId) -> AgencyId {
    let partners = &scene.policy.matters.partners;
    let can = |agency: &AgencyId| partners.iter().any(|kind| scene.kinds.is(agency, kind));
    if seed.group && can(told) {
        return told.clone();
    }
    let among = seed.agencies(scene);
    let first = partners.iter().find_map(|kind| among.iter().find(|agency| scene.kinds.is(agency, kind)));
    let only = || partners.iter().find_map(|kind| scene.kinds.only(kind));
    first.or_else(only).unwrap_or(told).clone()
}

/// The one post of a rank in an agency, else the stand-in.
pub(super) fn of_rank(directory: &mut Directory, agency: &AgencyId, rank: Rank, on: Option<Day>) -> PostIx {
    let agency = directory.intern_agency(agency);
    let nobody = directory.unnamed(agency, Rank::FRONT_LINE);
    directory.post_on_rung(nobody, rank, on)
}
