//! Whose keys an event is sealed under.

use record::event::Event;
use record::mention::{Mention, MentionKind};
use record::{AgencyId, ConcernRef};

use crate::keys::{Secret, tag};

/// Subject of what belongs to no person: places, vehicles and phones of concern.
pub const THINGS: u64 = 1;
/// Subject of what belongs to an office: names of holders, row keys.
pub const OFFICES: u64 = 2;

/// Roles of things that are a child's or a family's own: they are erased with the children of the event.
const OWN: [&str; 7] =
    ["home", "own_phone", "family_phone", "own_online", "family_vehicle", "placement", "school"];

/// The subjects an event needs keys of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needed {
    /// Keyed hash of the concern the event carries the number of.
    pub concern: Option<[u8; 16]>,
    /// Keyed hash of the concern it passes on.
    pub passes: Option<[u8; 16]>,
    /// For each child or other person mentioned: the mention's place, and the keyed hash of the number the agency knows
    /// it by; `None`: no number, so the mention is a subject of its own.
    pub people: Vec<(u16, Option<[u8; 16]>)>,
}

/// What an event needs.
pub fn needed(event: &Event, secret: &Secret) -> Needed {
    let (concern, passes) = event.body.references();
    let people = event.mentions().iter().enumerate().filter(|(_, mention)| is_person(mention));
    Needed {
        concern: concern.map(|concern| concern_tag(secret, concern)),
        passes: passes.map(|concern| concern_tag(secret, concern)),
        people: people
            .map(|(place, mention)| (place as u16, person_tag(secret, &event.by.agency, mention)))
            .collect(),
    }
}

/// Is the mention a child or another person?
pub fn is_person(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Child | MentionKind::Person)
}

/// Is the thing mentioned a child's or a family's own?
pub(crate) fn is_own(mention: &Mention) -> bool {
    OWN.contains(&mention.role.as_str())
}

/// The keyed hash of a concern's number.
pub fn concern_tag(secret: &Secret, concern: &ConcernRef) -> [u8; 16] {
    tag(secret, "concern", &[concern.agency.as_str().as_bytes(), concern.key.as_bytes()])
}

/// The keyed hash of the number an agency knows a person by.
pub fn number_tag(secret: &Secret, agency: &AgencyId, number: &str) -> [u8; 16] {
    tag(secret, "person", &[agency.as_str().as_bytes(), number.as_bytes()])
}

fn person_tag(secret: &Secret, agency: &AgencyId, mention: &Mention) -> Option<[u8; 16]> {
    if let Some(number) = mention.local_id() {
        return Some(number_tag(secret, agency, number));
    }
    ["upn", "nhs_number"]
        .iter()
        .find_map(|scheme| Some(tag(secret, scheme, &[mention.identifier(scheme)?.as_bytes()])))
}
