//! The example in `docs/formats/telling.md` is a telling, and shows every field there is.

use record::event::{Assurance, Body};
use record::policy::Policy;
use record::time::{Day, Logged};
use record::{EventId, MentionKind, SourceRef};
use told::telling::{Taking, Telling};

const EXAMPLE: &str = include_str!("../../../docs/formats/templates/telling.json");
const PAGE: &str = include_str!("../../../docs/formats/telling.md");

#[test]
fn the_example_is_taken() {
    let policy = Policy::england();
    let telling = Telling::parse(EXAMPLE.as_bytes()).expect("parses");
    assert!(telling.submission().expect("an id").is_some());
    let taking = Taking {
        policy: &policy,
        logged: Logged(0),
        today: Day::parse_iso("2024-03-05").expect("a day"),
        id: EventId(1),
        fresh_number: 0,
        source: SourceRef::default(),
        assurance: Assurance::CommandLine,
    };
    let event = telling.event(&taking).expect("an event");
    let Body::Told(told) = &event.body else { panic!("not told") };
    assert_eq!((told.concern.key.as_str(), told.signs.len(), told.mentions.len()), ("HS-2024-17", 2, 5));
    assert_eq!(told.mentions.iter().filter(|mention| mention.kind == MentionKind::Child).count(), 2);
}

#[test]
fn the_example_and_the_page_have_every_field() {
    let all = serde_json::to_value(Telling {
        children: vec![told::telling::Person::default()],
        things: vec![told::telling::Thing::default()],
        ..Telling::default()
    })
    .expect("JSON");
    let example: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    for (place, all, example) in [
        ("", &all, &example),
        ("children[0].", &all["children"][0], &example["children"][0]),
        ("things[1].", &all["things"][0], &example["things"][1]),
    ] {
        for field in all.as_object().expect("an object").keys() {
            let shown = example.get(field).is_some() || field == "description";
            assert!(shown, "telling.json shows no `{place}{field}`");
            assert!(PAGE.contains(&format!("`{field}`")), "telling.md says nothing of `{place}{field}`");
        }
    }
}
