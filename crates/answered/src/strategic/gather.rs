//! Which seeds belong to one matter: those that share a child, a person, place or thing of concern, or the concern itself.

use record::outputs::{EntityIx, Matter};
use rustc_hash::FxHashMap;

use super::Scene;
use super::matter::matter;
use super::pattern::{BusyOf, patterns};
use super::seed::{Seed, group_records};
use crate::duties::Bench;

/// What two seeds can share.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Shared {
    Entity(EntityIx),
    Concern(u32),
}

/// The matters, in the order of what opened them.
///
/// Two matters that a later record ties together are one from the beginning: the older keeps its place and its duty. So which
/// came first decides, and never the order in which anything is given.
pub(super) fn matters(scene: Scene<'_>, bench: &mut Bench<'_, '_>) -> Vec<Matter> {
    let mut seeds = group_records(scene, &BusyOf::new(scene.ties.questions));
    seeds.extend(patterns(scene));
    seeds.sort_by_key(Seed::order);
    let first = first_of_each(scene, &seeds);
    let mut groups: Vec<Vec<&Seed>> = Vec::new();
    let mut place: FxHashMap<usize, usize> = FxHashMap::default();
    for (seed, first) in seeds.iter().zip(first) {
        let group = *place.entry(first).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(seed);
    }
    let acts = super::matter::acts_of(scene, &groups, bench);
    groups.iter().zip(&acts).map(|(seeds, acts)| matter(scene, seeds, acts, bench)).collect()
}

/// For each seed the first seed of its matter.
fn first_of_each(scene: Scene<'_>, seeds: &[Seed]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..seeds.len()).collect();
    let mut holder: FxHashMap<Shared, usize> = FxHashMap::default();
    for (ix, seed) in seeds.iter().enumerate() {
        let entities = seed.things.iter().chain(&seed.children).map(|entity| Shared::Entity(*entity));
        let concerns = scene.by_event.of(seed.event).iter().copied().map(Shared::Concern);
        for shared in entities.chain(concerns) {
            let other = *holder.entry(shared).or_insert(ix);
            let (a, b) = (root(&mut parent, ix), root(&mut parent, other));
            // INVARIANT: the smaller number is the root, so the root is the first seed.
            parent[a.max(b)] = a.min(b);
        }
    }
    (0..seeds.len()).map(|ix| root(&mut parent, ix)).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}
