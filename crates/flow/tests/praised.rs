//! Awards, grades and praise beside the warnings that waited: what is counted on the day, and what cannot be.
#![allow(clippy::panic, reason = "a test")]

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use counted::facts::Waiting;
use flow::measured;
use record::event::Recorded;
use record::policy::Policy;
use record::{Body, Claimed, Code};
use support::{Files, answers, at, concern, day, on, tells};

fn praised(files: &mut Files, by: &str, activity: &str, when: Claimed) {
    let body = Recorded {
        activity: Code::new(activity),
        codes: Vec::new(),
        signs: Vec::new(),
        concern: Some(concern("praise")),
        told_to: None,
        mentions: Vec::new(),
        columns: Vec::new(),
        words: None,
        action: None,
        source_of_information: None,
    };
    files.add(by, when, Body::Recorded(Box::new(body)));
}

fn waiting(files: &Files, end: &str) -> Vec<Waiting> {
    let (policy, events, as_of) = (Policy::england(), files.ordered(), day(end));
    let outcome = flow::run(&events, &policy, as_of);
    let measured = measured(&events, &policy, as_of, &outcome, &|_| None);
    assert_eq!(measured.errors, []);
    measured.waiting
}

fn council() -> Files {
    let mut files = Files::default();
    files.agency("council", "council_children").post(on("2000-01-01"), "council/front-door", 1, None);
    files.told("council", at("2020-03-02", 9, 0), tells("council/front-door"));
    files
}

#[test]
fn a_prize_stands_beside_what_waited_that_day_and_not_what_was_answered_by_then() {
    let mut files = council();
    files.answered("council/front-door", at("2020-03-20", 9, 0), answers("assessed", true));
    for when in ["2020-03-01", "2020-03-02", "2020-03-19", "2020-03-20"] {
        praised(&mut files, "council/front-door", "award.received", on(when));
    }
    let all = waiting(&files, "2020-12-31");
    let [one] = all.as_slice() else { panic!("{all:?}") };
    let seen: Vec<(u32, u32)> = one.praise.iter().map(|praise| (praise.waiting, praise.longest)).collect();
    assert_eq!(seen, [(0, 0), (1, 0), (1, 17), (0, 0)]);
    assert_eq!(one.steps, [(day("2020-03-02"), 1), (day("2020-03-20"), 0)]);
}

#[test]
fn what_is_never_answered_waits_still_and_a_month_is_no_day() {
    let mut files = council();
    praised(&mut files, "council/front-door", "inspection.rated", on("2024-06-01"));
    let month = Claimed::range(day("2024-07-01"), day("2024-07-31"));
    praised(&mut files, "council/front-door", "praise.received", month);
    praised(&mut files, "council/front-door", "praise.received", on("2031-01-01"));
    let all = waiting(&files, "2024-12-31");
    assert_eq!((all.len(), all[0].praise.len(), all[0].praise_undated), (1, 1, 1));
    assert_eq!((all[0].praise[0].waiting, all[0].praise[0].longest), (1, 1552));
    assert_eq!(all[0].praise[0].high, 0);
}
