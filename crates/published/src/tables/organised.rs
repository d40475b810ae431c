//! What organisations did, on the page and in the tables, from events through the real rules.

use record::event::{Addresses, AgencyCreated, Answered, PostCreated, Recorded, Told};
use record::{
    Addressee, AgencyId, Body, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Mention, MentionKind,
    PostId, Rank, SourceRef,
};

use super::tests::{key, report};
use crate::Shown;
use crate::page::sample::Sample;
use crate::tests::recorded;

/// What a source may have typed where a code belongs.
const PLANTED: &str = "zebedee_oakshott";

fn event(by: &str, date: &str, body: Body) -> Event {
    let (agency, post) = by.split_once('/').map_or((by, None), |(agency, _)| (agency, Some(PostId::new(by))));
    let mut event = recorded(Vec::new());
    event.by.agency = AgencyId::new(agency);
    event.by.post = post;
    event.claimed = Claimed::day(Day::parse_iso(date).expect("a date"));
    event.body = body;
    event
}

fn concern() -> ConcernRef {
    ConcernRef { agency: AgencyId::new("westbrook-police"), key: "C-1".into() }
}

fn entry(by: &str, date: &str, activity: &str, to: Option<&str>, codes: &[(&str, &str)]) -> Event {
    let Body::Recorded(base) = recorded(Vec::new()).body else { unreachable!("it records") };
    let place = Mention {
        value: Some("24 Mallow Parade".into()),
        ..Mention::new(MentionKind::Place, "place_of_concern")
    };
    let body = Recorded {
        activity: Code::new(activity),
        codes: codes.iter().map(|(column, code)| (Code::new(column), Code::new(code))).collect(),
        concern: Some(concern()),
        told_to: to.map(|post| Addressee::post(PostId::new(post))),
        mentions: if activity.starts_with("power.") { vec![place] } else { Vec::new() },
        ..*base
    };
    event(by, date, Body::Recorded(Box::new(body)))
}

fn agency(id: &str, kind: &str) -> Event {
    let body = AgencyCreated { agency: AgencyId::new(id), name: id.into(), kind: Code::new(kind) };
    event(id, "2000-01-01", Body::AgencyCreated(Box::new(body)))
}

fn post(id: &str, rank: u8) -> Event {
    let body = PostCreated {
        post: PostId::new(id),
        title: id.split_once('/').expect("a post").1.into(),
        rank: Rank::new(rank).expect("a rank"),
        reports_to: None,
        takes: Vec::new(),
        removed_by: None,
    };
    event("westbrook-police", "2000-01-01", Body::PostCreated(Box::new(body)))
}

fn told() -> Event {
    let body = Told {
        concern: concern(),
        activity: Code::new("concern.told"),
        teller: Code::new("parent"),
        teller_agency: None,
        told_to: Addressee::post(PostId::new("westbrook-police/desk")),
        passes: None,
        signs: Vec::new(),
        codes: Vec::new(),
        immediate_danger: false,
        event_count: None,
        mentions: Vec::new(),
        words: None,
    };
    event("family", "2011-03-01", Body::Told(Box::new(body)))
}

fn answered() -> Event {
    let body = Answered {
        concern: concern(),
        addresses: Addresses::Substance,
        outcome: Code::new("safeguarded"),
        reasons_given: true,
        second_post: None,
        told_to: None,
        words: None,
    };
    event("westbrook-police/desk", "2011-03-04", Body::Answered(Box::new(body)))
}

/// One of everything.
fn everything() -> Vec<Event> {
    let police = "westbrook-police";
    let mut events = vec![
        agency(police, "police"),
        agency("council", "council_children"),
        post("westbrook-police/desk", 1),
        post("westbrook-police/chief", 4),
        post("council/director", 4),
        told(),
        answered(),
        entry(
            police,
            "2011-04-01",
            "report.circulated",
            Some("council/director"),
            &[("confidential", "yes")],
        ),
        entry(
            police,
            "2011-04-01",
            "report.circulated",
            Some("westbrook-police/chief"),
            &[("confidential", "yes")],
        ),
        entry(police, "2011-04-05", "meeting.minuted", Some("council/director"), &[("minute", "none")]),
        entry(police, "2011-04-06", "record.lost", None, &[]),
        entry(
            "council",
            "2010-01-06",
            "recommendation.made",
            Some("westbrook-police/desk"),
            &[("code", PLANTED)],
        ),
        entry(police, "2010-02-06", "recommendation.accepted", None, &[("code", PLANTED)]),
        entry("westbrook-police/chief", "2011-05-02", "supervision.held", None, &[("code", "child_seen")]),
        entry(
            police,
            "2011-06-01",
            "operation.ended",
            None,
            &[("code", PLANTED), ("identified", "57"), ("pursued", "7")],
        ),
        entry("westbrook-police/chief", "2011-06-02", "team.cut", Some("westbrook-police/desk"), &[]),
        entry(
            "council",
            "2011-06-03",
            "sharing.refused",
            None,
            &[("reason", "data_protection"), ("scope", PLANTED)],
        ),
        entry(
            police,
            "2011-06-04",
            "power.refused",
            None,
            &[("code", "closure_notice"), ("reason", "no_evidence")],
        ),
        entry(police, "2011-06-05", "power.used", None, &[("code", PLANTED)]),
    ];
    for (event, line) in events.iter_mut().zip(2..) {
        event.source = SourceRef { file: FileId(0), line, part: 0 };
    }
    flow::order(&mut events);
    for (event, id) in events.iter_mut().zip(1..) {
        event.id = EventId(id);
    }
    events
}

fn page(events: &[Event]) -> String {
    let mut sample = Sample::empty();
    sample.files = vec![super::tests::file(0, "westbrook-police/concerns.csv", "westbrook-police")];
    sample.events = events.to_vec();
    sample.as_of = Day::parse_iso("2012-12-31").expect("a date");
    sample.outcome = flow::run(&sample.events, &sample.policy, sample.as_of);
    sample.page(Shown::default())
}

#[test]
fn the_page_says_each_thing_under_its_heading() {
    let page = page(&everything());
    for words in [
        "Report circulated to 2 named posts, marked confidential, which cancels nothing",
        "without a sealed minute that names posts and decisions it is no answer, and knowledge of nobody",
        "Records that are gone",
        "1 recommendation to a post, 1 without evidence that it was carried out",
        "asked: whether the child was seen and heard",
        "identified 57, pursued 7, left not stated; decided by: not stated",
        "unsigned: no countersignature of the top of the agency in these files",
        "Ground: data protection, which is no ground: the request stands unanswered",
        "Closure notice: considered and not used, because: evidence not there yet",
        "The answer acts on the child alone; no power against a person, place or thing is recorded as used",
        "No row is not proof that nobody was told",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn a_name_typed_where_a_code_belongs_is_nowhere() {
    let events = everything();
    let texts = report(&events, Shown::default(), &mut key()).texts();
    let page = page(&events);
    for (name, text) in
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).chain([("page", page.as_str())])
    {
        for word in ["zebedee", "oakshott", "Mallow"] {
            assert!(!text.to_lowercase().contains(&word.to_lowercase()), "{word} in {name}");
        }
    }
    assert!(texts["conduct.csv"].contains("what: unrecognised"));
}

#[test]
fn the_tables_hold_each_duty_and_each_act_once() {
    let texts = report(&everything(), Shown::default(), &mut key()).texts();
    let clocks: Vec<&str> =
        texts["obligations.csv"].lines().skip(1).filter_map(|line| line.split(',').nth(3)).collect();
    // These files say of no teller what they were told: the page counts that, and no duty stands for it.
    let expected = ["circulated_lead", "recipient_ask", "records_loss", "recommendation_evidenced"];
    assert_eq!(clocks, expected);
    assert!(texts["obligations.csv"].lines().skip(1).all(|line| line.contains("would_have_been_opened")));
    let kinds: Vec<&str> =
        texts["conduct.csv"].lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let expected = [
        "circulated",
        "circulated",
        "supervision",
        "operation",
        "team_cut",
        "sharing_refused",
        "power",
        "power",
        "answer_on_child_only",
    ];
    assert_eq!(kinds, expected);
    assert!(texts["duties.csv"].contains("answer_acts_on_child_only"));
}

#[test]
fn files_without_such_rows_say_so_and_claim_nothing() {
    let page = page(&[]);
    assert!(page.contains("These files hold no such rows. That says how they were made"));
}
