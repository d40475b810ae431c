//! Whom something circulated reached, and which of them leads.

use core::cmp::Reverse;

use record::outputs::EventIx;
use record::{Addressee, Rank};

use super::Scene;
use super::particulars::entry;
use crate::acting::{Owing, Stated};
use crate::duties::Bench;
use crate::posts::Directory;
use crate::span::Span;

/// One recipient.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reached {
    pub(super) owing: Owing,
    pub(super) rank: Rank,
    /// The row that says so.
    pub(super) event: EventIx,
}

/// The post that has what went to this addressee, with its rank.
pub(super) fn reached(directory: &mut Directory, to: &Addressee, at: Span, event: EventIx) -> Reached {
    let stated = match (&to.post, to.rank) {
        (Some(_), _) => Stated::Post,
        (None, Some(rank)) => Stated::Rank(rank),
        (None, None) => Stated::Agency,
    };
    let post = directory.resolve(to, at.some_day());
    let rank = directory.rank(post, at.some_day()).or(to.rank).unwrap_or(Rank::FRONT_LINE);
    Reached { owing: Owing { post, stated }, rank, event }
}

/// The recipients of these rows, each post once, in the order of the rows.
pub(super) fn recipients(scene: Scene<'_>, rows: &[EventIx], bench: &mut Bench<'_, '_>) -> Vec<Reached> {
    let mut all: Vec<Reached> = Vec::new();
    for ix in rows {
        let Some(to) = entry(scene.event(*ix)).and_then(|entry| entry.told_to.as_ref()) else { continue };
        let at = Span::of(scene.event(*ix).claimed);
        let one = reached(&mut bench.directory, to, at, *ix);
        if all.iter().all(|known| known.owing.post != one.owing.post) {
            all.push(one);
        }
    }
    all
}

/// The recipient that leads: the highest-ranked of an agency able to act, the earlier kind of `partners` first, then by id.
/// Where none is able to, the highest of the offices; then the second value is false.
pub(super) fn lead(scene: Scene<'_>, all: &[Reached], directory: &Directory) -> Option<(Reached, bool)> {
    let agency = |one: &Reached| directory.agency_id(directory.agency(one.owing.post));
    let kind = |one: &Reached| {
        let partners = &scene.policy.matters.partners;
        partners.iter().position(|kind| scene.kinds.is(agency(one), kind))
    };
    let by_id = |one: &Reached| directory.id(one.owing.post).clone();
    let able = all.iter().filter_map(|one| Some((one, kind(one)?)));
    let first = able.min_by_key(|(one, kind)| (Reverse(one.rank), *kind, by_id(one)));
    if let Some((one, _)) = first {
        return Some((*one, true));
    }
    let offices = all.iter().filter(|one| !scene.kinds.no_office(agency(one)));
    offices.min_by_key(|one| (Reverse(one.rank), by_id(one))).map(|one| (*one, false))
}
