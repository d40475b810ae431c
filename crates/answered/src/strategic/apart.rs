//! Which children are certainly several: the names behind a count of children.
//!
//! A record about "a girl" may be about any of the others, and two records of one child that nothing joined for certain would pass
//! for two children. So a child without any name, birth date or national number is no further child, and neither are two whom a
//! possible link says may be one.

use record::Mention;
use record::outputs::{Certainty, EntityIx};
use rustc_hash::FxHashMap;

use super::Scene;
use super::seed::in_order;

/// The children that were looked up.
#[derive(Debug, Default)]
pub(super) struct Apart {
    /// The household of each, and whether anything says who the child is. Of households that may share a child, the smallest stands
    /// for all.
    of: FxHashMap<EntityIx, (EntityIx, bool)>,
}

impl Apart {
    pub(super) fn of(scene: Scene<'_>, children: impl Iterator<Item = EntityIx>) -> Self {
        let wanted = in_order(children.collect());
        let mut parent: FxHashMap<EntityIx, EntityIx> = FxHashMap::default();
        let household = |child: EntityIx| scene.ties.households[child as usize];
        for link in scene.ties.links.iter().filter(|link| link.certainty == Certainty::Possible) {
            let ends = [link.a, link.b].map(|mention| scene.ties.entity_of[mention as usize]);
            if ends.iter().all(|end| wanted.binary_search(end).is_ok()) {
                let [a, b] = ends.map(|end| root(&mut parent, household(end)));
                // INVARIANT: the smaller number is the root, so the order of links shows nowhere.
                if a != b {
                    parent.insert(a.max(b), a.min(b));
                }
            }
        }
        let looked_up = wanted
            .iter()
            .map(|child| (*child, (root(&mut parent, household(*child)), is_known(scene, *child))));
        Self { of: looked_up.collect() }
    }

    /// Something says who the child is.
    pub(super) fn is_known(&self, child: EntityIx) -> bool {
        self.of.get(&child).is_some_and(|of| of.1)
    }

    /// How many households these children certainly are.
    pub(super) fn households(&self, children: impl Iterator<Item = EntityIx>) -> u32 {
        in_order(children.filter_map(|child| self.of.get(&child)).map(|of| of.0).collect()).len() as u32
    }
}

fn root(parent: &mut FxHashMap<EntityIx, EntityIx>, mut at: EntityIx) -> EntityIx {
    while let Some(above) = parent.get(&at).copied() {
        // Half of the way is taken out each time, or a chain of links would be walked whole for every child.
        if let Some(over) = parent.get(&above).copied() {
            parent.insert(at, over);
        }
        at = above;
    }
    at
}

fn is_known(scene: Scene<'_>, child: EntityIx) -> bool {
    let mentions = &scene.ties.entities[child as usize].mentions;
    mentions.iter().any(|mention| says_who(scene.ties.mentions.get(scene.events, *mention)))
}

/// An agency's own number does not count: the child of another agency's number may be the same.
fn says_who(mention: &Mention) -> bool {
    mention.forename.is_some()
        || mention.surname.is_some()
        || mention.born.is_some()
        || mention.identifiers.iter().any(|identifier| identifier.scheme.as_str() != "local")
}
