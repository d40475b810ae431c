//! Short ways to write events for the tests. All data are made up.
#![allow(dead_code, reason = "each test file uses its own share")]

use record::event::{Addresses, Answered, Assurance, Correction, MentionPlace, RowPlace, Told};
use record::mention::{Identifier, Sex};
use record::outputs::{Certainty, Link};
use record::policy::Policy;
use record::{
    Addressee, AgencyId, Body, By, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Logged, Mention,
};
use record::{MentionKind, SourceRef};

use joined::Joined;

/// A day.
pub(crate) fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a date")
}

/// A told event of an agency (also its file) on a line and day.
pub(crate) fn told(agency: &str, line: u32, on: &str, mentions: Vec<Mention>) -> Event {
    let own = AgencyId::new(agency);
    let file = FileId(agency.bytes().map(u32::from).sum());
    event(
        agency,
        file,
        line,
        on,
        Body::Told(Box::new(Told {
            concern: concern(agency, line),
            activity: Code::new("concern.told"),
            teller: Code::new("school"),
            teller_agency: None,
            told_to: Addressee::agency(own),
            passes: None,
            signs: vec![],
            codes: vec![],
            immediate_danger: false,
            event_count: None,
            mentions,
            words: None,
        })),
    )
}

pub(crate) fn concern(agency: &str, line: u32) -> ConcernRef {
    ConcernRef { agency: AgencyId::new(agency), key: format!("c{line}").into() }
}

pub(crate) fn event(agency: &str, file: FileId, line: u32, on: &str, body: Body) -> Event {
    Event {
        id: EventId::UNSET,
        claimed: Claimed::day(day(on)),
        logged: Logged(0),
        by: By { agency: AgencyId::new(agency), post: None, holder: None, assurance: Assurance::Imported },
        source: SourceRef { file, line, part: 0 },
        body,
    }
}

/// The body of a told event, to change it.
#[allow(clippy::panic, reason = "a test that asks for another body is wrong")]
pub(crate) fn body(event: &mut Event) -> &mut Told {
    match &mut event.body {
        Body::Told(told) => told,
        _ => panic!("not told"),
    }
}

pub(crate) fn answered(agency: &str, line: u32, outcome: &str) -> Event {
    event(
        agency,
        FileId(900),
        line,
        "2015-06-01",
        Body::Answered(Box::new(Answered {
            concern: concern(agency, line),
            addresses: Addresses::Substance,
            outcome: Code::new(outcome),
            reasons_given: true,
            second_post: None,
            told_to: None,
            words: None,
        })),
    )
}

pub(crate) fn corrected(line: u32, correction: Correction) -> Event {
    let mut event = event("review", FileId(999), line, "2020-01-01", Body::Corrected(Box::new(correction)));
    event.logged = Logged(i64::from(line));
    event
}

/// The place of a mention of an event.
pub(crate) fn place(event: &Event, mention: u16) -> MentionPlace {
    MentionPlace { row: RowPlace(event.source), mention }
}

/// A child: `name` is "Forename Surname", each perhaps `-`; `born` and the others perhaps empty.
pub(crate) fn child(name: &str, born: &str, postcode: &str) -> Mention {
    person_of(MentionKind::Child, "subject", name, born, postcode)
}

pub(crate) fn person(role: &str, name: &str, born: &str) -> Mention {
    person_of(MentionKind::Person, role, name, born, "")
}

fn person_of(kind: MentionKind, role: &str, name: &str, born: &str, postcode: &str) -> Mention {
    let (forename, surname) = name.rsplit_once(' ').unwrap_or((name, ""));
    let some = |text: &str| Some(text).filter(|text| !text.is_empty() && *text != "-").map(Into::into);
    Mention {
        forename: some(forename),
        surname: some(surname),
        born: Day::parse_iso(born).map(Claimed::day),
        postcode: some(postcode),
        ..Mention::new(kind, role)
    }
}

pub(crate) fn thing(kind: MentionKind, role: &str, value: &str) -> Mention {
    Mention { value: Some(value.into()), ..Mention::new(kind, role) }
}

pub(crate) trait With: Sized {
    fn id(self, scheme: &str, value: &str) -> Self;
    fn role(self, role: &str) -> Self;
    fn sex(self, sex: Sex) -> Self;
}

impl With for Mention {
    fn id(mut self, scheme: &str, value: &str) -> Self {
        self.identifiers.push(Identifier { scheme: Code::new(scheme), value: value.into() });
        self
    }
    fn role(mut self, role: &str) -> Self {
        self.role = Code::new(role);
        self
    }
    fn sex(mut self, sex: Sex) -> Self {
        self.sex = Some(sex);
        self
    }
}

/// Orders as `flow` does and joins with England's policy.
pub(crate) fn join(mut events: Vec<Event>) -> (Vec<Event>, Joined) {
    events.sort_by_key(Event::order);
    let joined = joined::join(&events, &Policy::england());
    check(&events, &joined);
    (events, joined)
}

/// What holds for every result.
pub(crate) fn check(events: &[Event], joined: &Joined) {
    let n = joined.mentions.len();
    assert_eq!(n, events.iter().map(|event| event.mentions().len()).sum::<usize>());
    assert_eq!(joined.entity_of.len(), n);
    let mut seen = vec![0; n];
    for (ix, entity) in joined.entities.iter().enumerate() {
        assert!(entity.mentions.is_sorted() && !entity.mentions.is_empty());
        for &mention in &entity.mentions {
            seen[mention as usize] += 1;
            assert_eq!(joined.entity_of[mention as usize] as usize, ix);
        }
        // The links hold the entity together: a tree needs one fewer than the mentions.
        assert!(entity.links.len() + 1 >= entity.mentions.len());
        for &link in &entity.links {
            assert_ne!(joined.links[link as usize].certainty, Certainty::Possible);
        }
    }
    assert!(seen.iter().all(|&times| times == 1), "every mention belongs to exactly one entity");
    assert!(joined.entities.is_sorted_by_key(|entity| entity.mentions[0]));
    assert!(joined.links.is_sorted_by_key(|link| (link.a, link.b)));
    for link in &joined.links {
        assert!(link.a < link.b);
        let sum: record::Fixed = link.parts.iter().map(|part| part.weight_bits).sum();
        assert_eq!(sum, link.weight_bits, "the parts add up exactly");
    }
    for pair in &joined.kept_apart {
        assert!(pair.a < pair.b);
        assert_ne!(joined.entity_of[pair.a as usize], joined.entity_of[pair.b as usize]);
    }
}

/// Are mention 0 of these two lines of the events (line, agency) one entity?
pub(crate) fn one(events: &[Event], joined: &Joined, a: (&str, u32), b: (&str, u32)) -> bool {
    entity(events, joined, a, 0) == entity(events, joined, b, 0)
}

pub(crate) fn entity(events: &[Event], joined: &Joined, (agency, line): (&str, u32), mention: u16) -> u32 {
    joined.entity_of[mention_ix(events, joined, (agency, line), mention) as usize]
}

pub(crate) fn mention_ix(
    events: &[Event],
    joined: &Joined,
    (agency, line): (&str, u32),
    mention: u16,
) -> u32 {
    let ix = events
        .iter()
        .position(|event| event.by.agency.as_str() == agency && event.source.line == line)
        .expect("the event");
    joined.mentions.index(ix as u32, mention)
}

/// The possible links.
pub(crate) fn possible(joined: &Joined) -> Vec<&Link> {
    joined.links.iter().filter(|link| link.certainty == Certainty::Possible).collect()
}

/// The reasons of the pairs kept apart, in order.
pub(crate) fn reasons(joined: &Joined) -> Vec<&str> {
    joined.kept_apart.iter().map(|pair| pair.reason.as_str()).collect()
}
