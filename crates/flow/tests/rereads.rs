//! Reading again: about one in twenty decisions not to act, drawn by nobody, read by a post of another agency.

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use flow::Outcome;
use record::event::Assurance;
use record::outputs::{Reread, Standing};
use record::policy::Policy;
use record::{Body, Claimed, Code, Event, EventId};
use support::{Files, answers, concern, day, on, tells};

static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

const MANY: i32 = 2_000;

/// Many concerns, each told on a day of its own and answered by the desk two days later.
fn many(outcome: &str, signs: &[&str]) -> Files {
    let mut files = Files::default();
    files.police();
    for (agency, kind) in [("police", "police"), ("council", "council_children"), ("health", "health")] {
        let body = record::event::AgencyCreated {
            agency: agency.into(),
            name: agency.into(),
            kind: Code::new(kind),
        };
        files.add(agency, on("2000-01-01"), Body::AgencyCreated(Box::new(body)));
    }
    for n in 0..MANY {
        let told_on = day("2014-01-06").add_days(n);
        let mut told = tells("police/desk");
        told.concern = concern(&format!("c{n}"));
        told.signs = signs.iter().map(Code::new).collect();
        files.told("school", Claimed::day(told_on), told);
        let mut answer = answers(outcome, true);
        answer.concern = concern(&format!("c{n}"));
        files.answered("police/desk", Claimed::day(told_on.add_days(2)), answer);
    }
    files
}

fn run(mut events: Vec<Event>) -> (Vec<Event>, Outcome) {
    flow::order(&mut events);
    let outcome = flow::run(&events, &ENGLAND, day("2020-12-31"));
    (events, outcome)
}

fn drawn(events: &[Event]) -> (Vec<Event>, Vec<Reread>) {
    let (events, outcome) = run(events.to_vec());
    (events, outcome.strategic.rereads)
}

/// The days of the answers drawn.
fn days(events: &[Event]) -> Vec<Claimed> {
    let (events, rereads) = drawn(events);
    rereads.iter().map(|reread| events[reread.answer as usize].claimed).collect()
}

#[test]
fn about_one_in_twenty_is_drawn_and_goes_to_a_post_of_another_agency() {
    let (events, rereads) = drawn(&many("no_action", &[]).events);
    // A hundred are expected; fewer than 60 or more than 140 of 2,000 would come about once in 25,000 draws.
    assert!((60..=140).contains(&rereads.len()), "{}", rereads.len());
    for reread in &rereads {
        let (answer, duty) = (&events[reread.answer as usize], &reread.duty);
        assert!(matches!(&answer.body, Body::Answered(_)) && reread.one_in == 20);
        assert_ne!(duty.post.agency(), answer.by.agency);
        assert_eq!(
            (duty.clock.as_str(), duty.standing, duty.opened_by),
            ("reread", Standing::Open, reread.answer)
        );
        assert!(duty.due_latest.is_some());
    }
}

#[test]
fn only_a_decision_not_to_act_that_one_post_signed_alone_is_drawn() {
    assert_eq!(drawn(&many("investigated", &[]).events).1, []);
    assert_eq!(drawn(&many("no_action", &["exploitation"]).events).1, [], "it needs a second post anyway");
}

#[test]
fn the_draw_depends_on_no_order_no_word_and_no_number_of_a_concern() {
    let files = many("no_action", &[]);
    let before = days(&files.events);
    let mut turned = files.events.clone();
    turned.reverse();
    assert_eq!(days(&turned), before);
    // What an erasure takes away: words, the concern's number, ids.
    let mut erased = files.events.clone();
    for (n, event) in (1u128..).zip(&mut erased) {
        event.id = EventId(n);
        match &mut event.body {
            Body::Told(told) => {
                told.concern.key = format!("erased {}", told.concern.key).into();
                told.words = Some("other words".to_owned());
            }
            Body::Answered(answer) => answer.concern.key = format!("erased {}", answer.concern.key).into(),
            _ => {}
        }
    }
    assert_eq!(days(&erased), before);
    // And it does depend on what was decided.
    assert_ne!(days(&many("information_and_advice", &[]).events), before);
}

#[test]
fn another_policy_draws_others() {
    let files = many("no_action", &[]);
    let mut policy = Policy::england();
    policy.digest = "another".into();
    let mut events = files.events.clone();
    flow::order(&mut events);
    let other = flow::run(&events, &policy, day("2020-12-31")).strategic.rereads;
    let other: Vec<Claimed> = other.iter().map(|reread| events[reread.answer as usize].claimed).collect();
    assert_ne!(other, days(&files.events));
}

#[test]
fn a_signature_of_another_agency_meets_it_and_nothing_else_does() {
    let files = many("no_action", &[]);
    let (events, rereads) = drawn(&files.events);
    let answer = &events[rereads[0].answer as usize];
    let at = Claimed::day(answer.claimed.single_day().expect("a day").add_days(3));
    let key = answer.concern().expect("a number").clone();
    for (by, kind, assurance, met) in [
        ("council/head", "countersigned", Assurance::Imported, true),
        ("health/nurse", "countersigned", Assurance::SignedIn, true),
        ("police/sergeant", "countersigned", Assurance::Imported, false),
        ("council", "countersigned", Assurance::Imported, false),
        ("council/head", "countersigned", Assurance::CommandLine, false),
        ("council/head", "opened", Assurance::Imported, false),
    ] {
        let mut with = files.clone();
        with.step(by, at, kind);
        let last = with.events.last_mut().expect("a step");
        last.by.assurance = assurance;
        match &mut last.body {
            Body::Countersigned(step) | Body::Opened(step) => step.concern = key.clone(),
            other => panic!("{}", other.word()),
        }
        let (events, rereads) = drawn(&with.events);
        let of = |reread: &&Reread| events[reread.answer as usize].concern() == Some(&key);
        let reread = rereads.iter().find(of).expect("it is still drawn");
        assert_eq!(reread.duty.standing == Standing::Answered, met, "{by} {kind}");
    }
}
