//! Entities: the clusters, written out in the order of their first mentions.

use record::outputs::{Certainty, Entity, EntityIx, Link, MentionIx, MentionTable};
use record::{Event, MentionKind};

use crate::linking::Linked;

/// The entities, and the entity of each mention.
pub(crate) fn entities(
    events: &[Event],
    table: &MentionTable,
    linked: &mut Linked,
) -> (Vec<Entity>, Vec<EntityIx>) {
    const UNSEEN: u32 = u32::MAX;
    let kinds = kinds(events, table);
    let mut number_of = vec![UNSEEN; table.len()];
    let mut entity_of = Vec::with_capacity(table.len());
    let mut entities: Vec<Entity> = Vec::new();
    for mention in 0..table.len() as MentionIx {
        let root = linked.sets.find(linked.record_of[mention as usize]);
        let kind = kinds[mention as usize];
        if number_of[root as usize] == UNSEEN {
            number_of[root as usize] = entities.len() as EntityIx;
            entities.push(Entity { kind, mentions: Vec::new(), links: Vec::new() });
        }
        let number = number_of[root as usize];
        let entity = &mut entities[number as usize];
        entity.mentions.push(mention);
        // Joined by a person's decision, a child stays a child whatever else it was taken for.
        entity.kind = entity.kind.min(kind);
        entity_of.push(number);
    }
    hold(&mut entities, &entity_of, &linked.links);
    (entities, entity_of)
}

fn kinds(events: &[Event], table: &MentionTable) -> Vec<MentionKind> {
    let mut kinds = Vec::with_capacity(table.len());
    events.iter().for_each(|event| kinds.extend(event.mentions().iter().map(|mention| mention.kind)));
    kinds
}

/// Gives each entity the links that hold it together.
fn hold(entities: &mut [Entity], entity_of: &[EntityIx], links: &[Link]) {
    for (ix, link) in links.iter().enumerate().filter(|(_, link)| link.certainty != Certainty::Possible) {
        let entity = entity_of[link.a as usize];
        if entity == entity_of[link.b as usize] {
            entities[entity as usize].links.push(ix as u32);
        }
    }
}
