//! After an erasure the children, duties and counts stay what they were.

use flow::Outcome;
use record::event::{Addresses, Answered, Assurance, Told};
use record::mention::{ERASED, Identifier};
use record::policy::Policy;
use record::{
    Addressee, AgencyId, Body, By, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Logged, Mention,
    MentionKind, PostId, SourceRef,
};

fn child(forename: &str, born: &str, number: &str, upn: &str) -> Mention {
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.forename = Some(forename.into());
    child.surname = Some("Canary".into());
    child.born = Day::parse_iso(born).map(Claimed::day);
    for (scheme, value) in [("local", number), ("upn", upn)] {
        if !value.is_empty() {
            child.identifiers.push(Identifier { scheme: Code::new(scheme), value: value.into() });
        }
    }
    child
}

fn car() -> Mention {
    let mut car = Mention::new(MentionKind::Vehicle, "vehicle_of_concern");
    car.value = Some("ZZ55 CNR".into());
    car
}

fn event(agency: &str, line: u32, on: &str, body: Body) -> Event {
    Event {
        id: EventId(u128::from(line)),
        claimed: Claimed::day(Day::parse_iso(on).expect("a day")),
        logged: Logged(0),
        by: By { agency: AgencyId::new(agency), post: None, holder: None, assurance: Assurance::Imported },
        source: SourceRef { file: FileId(u32::from(agency == "school")), line, part: 0 },
        body,
    }
}

fn told(agency: &str, line: u32, on: &str, number: &str, mentions: Vec<Mention>) -> Event {
    let body = Told {
        concern: ConcernRef { agency: AgencyId::new(agency), key: number.into() },
        activity: Code::new("concern.told"),
        teller: Code::new("school"),
        teller_agency: None,
        told_to: Addressee::post(PostId::new("council/front-door")),
        passes: None,
        signs: vec![Code::new("vehicle")],
        codes: Vec::new(),
        immediate_danger: false,
        event_count: None,
        mentions,
        words: None,
    };
    event(agency, line, on, Body::Told(Box::new(body)))
}

fn answered(agency: &str, line: u32, on: &str, number: &str) -> Event {
    let body = Answered {
        concern: ConcernRef { agency: AgencyId::new(agency), key: number.into() },
        addresses: Addresses::Substance,
        outcome: Code::new("safeguarded"),
        reasons_given: true,
        second_post: None,
        told_to: None,
        words: None,
    };
    event("council", line, on, Body::Answered(Box::new(body)))
}

/// Two agencies know Mara by her pupil number; the police have used number 9 for her and again for another child.
fn before() -> Vec<Event> {
    let mara = |number: &str, upn: &str| child("Mara", "2009-04-02", number, upn);
    let other = child("Jonah", "2011-09-30", "P2", "");
    let mut events = vec![
        told("police", 1, "2023-03-01", "9", vec![mara("P1", "A123456789012"), car()]),
        told("police", 2, "2023-03-08", "10", vec![mara("P1", ""), other.clone()]),
        told("police", 3, "2023-05-02", "9", vec![other, car()]),
        told("school", 4, "2023-03-02", "S-1", vec![mara("S7", "A123456789012"), car()]),
        answered("school", 5, "2023-03-03", "S-1"),
        answered("police", 6, "2023-05-04", "9"),
    ];
    flow::order(&mut events);
    events
}

/// The same after Mara was erased: her mentions keep one value, her concerns' numbers others.
fn after() -> Vec<Event> {
    let mut events = before();
    for event in &mut events {
        let renamed = |concern: &mut ConcernRef| {
            if concern.key == "S-1" {
                concern.key = "erased-00112233445566778899aabbccddeeff".into();
            }
        };
        match &mut event.body {
            Body::Told(told) => {
                renamed(&mut told.concern);
                for mention in told.mentions.iter_mut().filter(|it| it.forename.as_deref() == Some("Mara")) {
                    *mention = erased("ab", mention);
                }
            }
            Body::Answered(answer) => renamed(&mut answer.concern),
            _ => {}
        }
    }
    events
}

fn erased(token: &str, mention: &Mention) -> Mention {
    Mention {
        identifiers: vec![Identifier { scheme: Code::new(ERASED), value: token.repeat(16).into() }],
        sex: mention.sex,
        ..Mention::new(mention.kind, mention.role.as_str())
    }
}

fn run(events: &[Event]) -> Outcome {
    flow::run(events, &Policy::england(), Day::parse_iso("2023-12-31").expect("a day"))
}

/// The mentions of each child, as one list an entity.
fn children(outcome: &Outcome) -> Vec<&[u32]> {
    let entities = outcome.joined.entities.iter();
    entities.filter(|entity| entity.kind == MentionKind::Child).map(|it| it.mentions.as_slice()).collect()
}

#[test]
fn an_erased_child_stays_one_child_across_agencies_with_the_same_duties_and_counts() {
    let (events, kept) = (before(), after());
    let (whole, erased) = (run(&events), run(&kept));
    assert_eq!(children(&whole).len(), 2, "{:?}", whole.joined.entities);
    assert_eq!(children(&whole), children(&erased));
    assert_eq!(whole.answers.duties.len(), 4, "the number used twice is two concerns");
    assert_eq!(whole.answers.duties, erased.answers.duties);
    assert_eq!(whole.answers.knowledge, erased.answers.knowledge);
    assert_eq!(whole.workload, erased.workload);
    let questions = |outcome: &Outcome| -> Vec<(Vec<u32>, u32, Vec<u32>)> {
        let all = outcome.joined.questions.iter();
        all.map(|it| (it.children_certain.clone(), it.households, it.events.clone())).collect()
    };
    assert_eq!(questions(&whole).len(), 1, "the car that both are told of");
    assert_eq!(questions(&whole), questions(&erased));
    assert_eq!(whole.joined.accounts, erased.joined.accounts);
}

#[test]
fn two_erased_children_are_never_one() {
    let mut events = after();
    for (place, event) in events.iter_mut().enumerate() {
        if let Body::Told(told) = &mut event.body {
            for mention in told.mentions.iter_mut().filter(|it| it.kind == MentionKind::Child) {
                *mention = erased(&format!("{place:02x}"), mention);
            }
        }
    }
    // The two of one event are one value here; every other event is about another.
    assert_eq!(children(&run(&events)).len(), 4);
}
