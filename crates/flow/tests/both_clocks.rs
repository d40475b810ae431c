//! A deadline on both clocks: what an answer says of its own date, and when it entered the log.

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use flow::measured;
use record::Logged;
use record::event::Assurance;
use record::policy::Policy;
use support::{Files, answers, at, day, on, tells};

/// Microseconds from 1970 to noon of a day.
fn noon(text: &str) -> Logged {
    Logged((i64::from(day(text).0) * 24 + 12) * 3_600_000_000)
}

/// One warning told to the council on 2 March and answered on 4 March by its own word; the answer enters the log on `logged`.
fn world(assurance: Assurance, logged: &str) -> Files {
    let mut files = Files::default();
    files.agency("council", "council_children").post(on("2000-01-01"), "council/front-door", 1, None);
    files.told("council", at("2020-03-02", 9, 0), tells("council/front-door"));
    files.answered("council/front-door", at("2020-03-04", 9, 0), answers("assessed", true));
    for event in &mut files.events {
        event.by.assurance = assurance;
        event.logged = noon(logged);
    }
    files
}

/// The numerators and denominators of a variant of `answers_in_time`, over all years.
fn counted(files: &Files, variant: &str) -> (u64, u64) {
    let policy = Policy::england();
    let (events, as_of) = (files.ordered(), day("2020-12-31"));
    let outcome = flow::run(&events, &policy, as_of);
    let measured = measured(&events, &policy, as_of, &outcome, &|_| None);
    assert_eq!(measured.errors, []);
    let of = |figure: &&counted::measure::Figure| {
        figure.measure.as_str() == "answers_in_time" && figure.variant.as_str() == variant
    };
    measured
        .years
        .iter()
        .filter(of)
        .fold((0, 0), |sum, figure| (sum.0 + figure.numerator, sum.1 + figure.denominator))
}

#[test]
fn an_answer_dated_back_is_in_time_by_its_word_and_late_by_the_log() {
    let back = world(Assurance::SignedIn, "2020-06-01");
    assert_eq!(counted(&back, "told_here"), (1, 1));
    assert_eq!(counted(&back, "told_here_by_the_log"), (0, 1));
    let honest = world(Assurance::SignedIn, "2020-03-04");
    assert_eq!(counted(&honest, "told_here_by_the_log"), (1, 1));
}

#[test]
fn what_was_read_from_files_is_not_held_against_the_day_it_was_read() {
    let read = world(Assurance::Imported, "2024-01-01");
    assert_eq!(counted(&read, "main"), (1, 1));
    assert_eq!(counted(&read, "told_here"), (0, 0));
    assert_eq!(counted(&read, "told_here_by_the_log"), (0, 0));
}
