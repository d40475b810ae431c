//! Whom and what an event of a row mentions. Every pseudonym is one thing, wherever it stands.
//!
//! A pseudonym is no value that agencies write, so nothing is left to comparing: mentions of one pseudonym are tied as if
//! a person had decided it, for whoever coded the timeline has.

use std::collections::BTreeMap;

use formats::replay::{Ref, Row};
use record::event::{Assurance, Correction, MentionPlace, RowPlace};
use record::mention::Identifier;
use record::{Body, By, Claimed, Code, Event, EventId, FileId, Logged, Mention, MentionKind, SourceRef};
use smol_str::SmolStr;

use super::convention::Reading;
use super::draw::Draw;

/// The register of the timeline's own pseudonyms.
pub(super) const PSEUDONYM: &str = "timeline";

/// Between a row's key and the number of a child of it who has no pseudonym: no pseudonym holds it.
pub(super) const UNNAMED: char = '~';

/// The file whose "rows" are the ties.
const TIES: FileId = FileId(1);

/// The mentions of one single event: of `place` of `row.events`.
///
/// A row that stands for several events tells of one of its children at a time; one that stands for itself of all of them.
/// `None`: this reading knows nothing of the children it tells of.
pub(super) fn mentions(row: &Row, place: u32, reading: Reading, draw: Draw) -> Option<Vec<Mention>> {
    let mut children = children(row, place, draw);
    let speaks_of_children = !children.is_empty();
    if reading == Reading::Certain {
        children.retain(|child| !child.contains(UNNAMED));
    }
    if speaks_of_children && children.is_empty() {
        return None;
    }
    let mut mentions: Vec<Mention> = children.iter().map(|child| child_mention(child)).collect();
    mentions.extend(row.places.iter().map(|place| thing(MentionKind::Place, place_role(row), place)));
    mentions.extend(row.persons.iter().map(|person| thing(MentionKind::Person, "person_of_concern", person)));
    let vehicles = row.vehicles.iter();
    mentions.extend(vehicles.map(|vehicle| thing(MentionKind::Vehicle, "vehicle_of_concern", vehicle)));
    Some(mentions)
}

/// Pseudonyms of the children one event is about; those without one are numbered within their row.
fn children(row: &Row, place: u32, draw: Draw) -> Vec<SmolStr> {
    let unnamed = (0..row.children_possible).map(|n| SmolStr::new(format!("{}{UNNAMED}{n}", row.id)));
    let all: Vec<SmolStr> = row.children.iter().cloned().chain(unnamed).collect();
    if row.events > 1 {
        let one = draw.below(u64::from(place), all.len() as u64) as usize;
        return all.get(one).cloned().into_iter().collect();
    }
    let mut kept: Vec<SmolStr> = row.children.clone();
    // The source does not say which of the children it names: the seed does.
    while kept.len() > row.children_certain as usize {
        kept.remove(draw.below(kept.len() as u64, kept.len() as u64) as usize);
    }
    kept.extend(all.into_iter().skip(row.children.len()));
    kept
}

fn pseudonym(text: &str) -> Identifier {
    Identifier { scheme: Code::new(PSEUDONYM), value: SmolStr::new(text) }
}

fn child_mention(child: &str) -> Mention {
    Mention { identifiers: vec![pseudonym(child)], ..Mention::new(MentionKind::Child, "subject") }
}

/// Several things under one word have no pseudonym: each mention stays a thing of its own.
fn thing(kind: MentionKind, role: &str, of: &Ref) -> Mention {
    let identifiers = match of {
        Ref::One(text) => vec![pseudonym(text)],
        Ref::Several(_) => Vec::new(),
    };
    Mention { identifiers, ..Mention::new(kind, role) }
}

/// What the place is to the children, as the row itself says.
fn place_role(row: &Row) -> &'static str {
    let signs = |sign: &str| row.signs.iter().any(|given| given.as_str() == sign);
    if signs("address_of_concern") {
        "place_of_concern"
    } else if signs("care_home_link") || row.agency.as_str() == "care_home" {
        "placement"
    } else {
        "seen_at"
    }
}

/// The decisions that make every pseudonym one thing: each mention tied to the first.
pub(super) fn ties(events: &[Event]) -> Vec<Event> {
    let mut first: BTreeMap<(MentionKind, &str), MentionPlace> = BTreeMap::new();
    let mut ties = Vec::new();
    for event in events {
        for (place, mention) in (0u16..).zip(event.mentions()) {
            let Some(pseudonym) = mention.identifier(PSEUDONYM) else { continue };
            let here = MentionPlace { row: RowPlace(event.source), mention: place };
            let one = *first.entry((mention.kind, pseudonym)).or_insert(here);
            if one != here {
                ties.push(Correction::Same(one, here));
            }
        }
    }
    (1u32..).zip(ties).map(|(line, tie)| decided(line, tie)).collect()
}

fn decided(line: u32, tie: Correction) -> Event {
    Event {
        id: EventId::UNSET,
        claimed: Claimed::UNKNOWN,
        logged: Logged::default(),
        by: By { agency: "timeline".into(), post: None, holder: None, assurance: Assurance::Imported },
        source: SourceRef { file: TIES, line, part: 0 },
        body: Body::Corrected(Box::new(tie)),
    }
}
