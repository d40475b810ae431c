//! Which adults and things each concern really names, and what each of them really is.

use std::collections::BTreeSet;

use super::{Done, Rows, network_name};
use crate::world::World;
use crate::write::named::named;
use crate::write::what::What;
use crate::write::{Around, concerns};

pub(super) const HEAD: [&str; 8] =
    ["thing", "kind", "forename", "surname", "value", "postcode", "phone", "networks"];

/// A row for each adult and thing that a concern names, in the order of its mentions; all of them are put into `found`.
pub(super) fn named_things(world: &World, found: &mut BTreeSet<What>, rows: &mut Rows<'_>) -> Done {
    let around = Around::of(world);
    for (number, note) in world.notes.iter().enumerate().filter(|(_, note)| world.setup.counts(note.day)) {
        let agency = world.agencies.at(note.agency).id.to_string();
        let concern = concerns::key(note.agency, number as u32).to_string();
        for named in named(world, &around, note) {
            rows.put(&[
                agency.clone(),
                concern.clone(),
                named.mention.kind.word().to_owned(),
                named.what.id(world),
                named.mention.role.to_string(),
                if named.harms { "yes" } else { "no" }.to_owned(),
            ])?;
            found.insert(named.what);
        }
    }
    Ok(())
}

/// What each of them really is.
pub(super) fn things(world: &World, found: &BTreeSet<What>, rows: &mut Rows<'_>) -> Done {
    for what in found {
        let name = what.name(world);
        let (address, postcode, phone) = what.business(world).unwrap_or_default();
        let mut value = what.value(world);
        if !address.is_empty() {
            value = format!("{value}, {address}");
        }
        let networks: Vec<String> =
            what.networks(world).into_iter().map(|number| network_name(world, number)).collect();
        rows.put(&[
            what.id(world),
            what.parts(world).0.to_owned(),
            name.map(|name| name.given.to_owned()).unwrap_or_default(),
            name.map(|name| name.family.to_owned()).unwrap_or_default(),
            value,
            postcode,
            phone,
            networks.join("|"),
        ])?;
    }
    Ok(())
}
