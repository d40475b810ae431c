//! A child missing again and again: which episodes are looked at together, by whom, and what shows that somebody did.

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use flow::Outcome;
use proptest::prelude::*;
use record::event::Recorded;
use record::outputs::{RepeatMissing, Standing};
use record::policy::Policy;
use record::{Body, Claimed, Code, Event};
use support::{Files, answers, at, child, concern, day, on, rank, remarked};

static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

/// A council whose files say of some review, of another child long ago; its lead on exploitation is a service head.
fn council(says_of_reviews: bool) -> Files {
    let mut files = Files::default();
    files.agency("council", "council_children").agency("police", "police");
    let from = on("2000-01-01");
    files
        .post(from, "council/director", 4, None)
        .taking(from, "council/protect", 3, Some("council/director"), &["exploitation_lead"])
        .post(from, "council/worker", 1, Some("council/protect"));
    if says_of_reviews {
        files.missing("council/protect", on("2015-01-01"), "missing.reviewed", "Zoe");
    }
    files
}

trait Missing {
    fn missing(&mut self, by: &str, when: Claimed, activity: &str, who: &str) -> &mut Self;
}

impl Missing for Files {
    /// A row about a child of no concern, as a return has it.
    fn missing(&mut self, by: &str, when: Claimed, activity: &str, who: &str) -> &mut Self {
        let body = Recorded {
            activity: Code::new(activity),
            codes: Vec::new(),
            signs: Vec::new(),
            concern: None,
            told_to: None,
            mentions: vec![child(who, "Marlow", "2005-03-04")],
            columns: Vec::new(),
            words: None,
            action: None,
            source_of_information: None,
        };
        self.add(by, when, Body::Recorded(Box::new(body)))
    }
}

fn run(files: &Files) -> Outcome {
    flow::run(&files.ordered(), &ENGLAND, day("2020-12-31"))
}

fn episodes(files: &mut Files, days: &[&str]) {
    for one in days {
        files.missing("council", on(one), "missing.started", "Ada");
    }
}

fn reviews(files: &Files) -> Vec<RepeatMissing> {
    run(files).strategic.repeat_missing
}

#[test]
fn the_third_episode_within_the_window_goes_to_the_exploitation_lead() {
    let mut files = council(true);
    episodes(&mut files, &["2019-01-01", "2019-02-01", "2019-03-01"]);
    let found = reviews(&files);
    let [one] = &found[..] else { panic!("{found:?}") };
    assert_eq!((one.duty.post.as_str(), one.duty.rank), ("council/protect", rank(3)));
    assert_eq!((one.duty.started.to_string().as_str(), one.episodes.len()), ("2019-03-01", 3));
    assert_eq!(one.duty.due_latest.map(|due| due.day()), Some(day("2019-03-08")), "five working days");
    assert_eq!(one.duty.standing, Standing::Open);
    assert_eq!(one.duty.would_have_climbed.first().map(|rung| rung.rank), Some(rank(4)), "silence climbs");
    assert_eq!(run(&files).strategic.matters, [], "volume alone is no matter for the top");
    assert!(run(&files).all_duties().any(|duty| duty.clock.as_str() == "repeat_missing"));
}

#[test]
fn fewer_or_further_apart_or_undated_open_nothing() {
    for days in [&["2019-01-01", "2019-02-01"][..], &["2019-01-01", "2019-03-01", "2019-04-02"]] {
        let mut files = council(true);
        episodes(&mut files, days);
        assert_eq!(reviews(&files), [], "{days:?}");
    }
    let mut files = council(true);
    episodes(&mut files, &["2019-01-01", "2019-02-01"]);
    files.missing("council", Claimed::UNKNOWN, "missing.started", "Ada");
    assert_eq!(reviews(&files), [], "nobody knows when the third was");
    let mut files = council(true);
    episodes(&mut files, &["2019-01-01", "2019-02-01"]);
    files.missing("council", on("2019-03-01"), "missing.started", "Bess");
    assert_eq!(reviews(&files), [], "another child's");
}

#[test]
fn ninety_days_are_in_the_window_and_the_ninety_first_is_not() {
    // A whole day is any minute of it: from the first minute of the first to the last of the last.
    let mut files = council(true);
    for when in [at("2019-01-01", 12, 0), at("2019-02-01", 12, 0), at("2019-04-01", 12, 0)] {
        files.missing("council", when, "missing.started", "Ada");
    }
    assert_eq!(reviews(&files).len(), 1);
    let mut files = council(true);
    for when in [at("2019-01-01", 12, 0), at("2019-02-01", 12, 0), at("2019-04-01", 12, 1)] {
        files.missing("council", when, "missing.started", "Ada");
    }
    assert_eq!(reviews(&files), []);
}

#[test]
fn calling_it_absent_hides_nothing_and_telling_it_twice_adds_nothing() {
    let mut files = council(true);
    episodes(&mut files, &["2019-01-01", "2019-02-01"]);
    // The police write the same episode down a day later; the council exports a row twice.
    files.missing("police", on("2019-01-02"), "missing.started", "Ada");
    episodes(&mut files, &["2019-02-01"]);
    assert_eq!(reviews(&files), [], "two episodes, however often they are told");
    files.missing("council", on("2019-02-20"), "away.started", "Ada");
    assert_eq!(reviews(&files).len(), 1, "the third is called an absence");
}

#[test]
fn a_review_or_an_answer_ends_it_and_the_count_begins_anew() {
    let mut files = council(true);
    episodes(&mut files, &["2019-01-01", "2019-01-10", "2019-01-20", "2019-01-22"]);
    files.missing("council/protect", on("2019-01-24"), "missing.reviewed", "Ada");
    episodes(&mut files, &["2019-02-01", "2019-02-10"]);
    let found = reviews(&files);
    let [one] = &found[..] else { panic!("two after the review open no second: {found:?}") };
    assert_eq!((one.duty.standing, one.episodes.len()), (Standing::Answered, 4));
    episodes(&mut files, &["2019-02-20"]);
    assert_eq!(reviews(&files).len(), 2, "the third after it does");
    // A review of another agency, or before the third episode, ends nothing.
    let mut files = council(true);
    episodes(&mut files, &["2019-01-01", "2019-01-10", "2019-01-20"]);
    files.missing("police", on("2019-01-24"), "missing.reviewed", "Ada");
    files.missing("council/protect", on("2019-01-15"), "missing.reviewed", "Ada");
    assert_eq!(reviews(&files)[0].duty.standing, Standing::Open);
}

#[test]
fn files_that_never_say_of_reviews_are_counted_and_climb_nowhere() {
    let mut files = council(false);
    episodes(&mut files, &["2019-01-01", "2019-01-10", "2019-01-20"]);
    let found = reviews(&files);
    assert!(remarked(&found[0].duty, RepeatMissing::NOT_HELD) && !found[0].is_held());
    assert_eq!((found[0].duty.due_latest, found[0].duty.would_have_climbed.len()), (None, 0));
    assert!(!run(&files).all_duties().any(|duty| duty.clock.as_str() == "repeat_missing"));
}

#[test]
fn an_answer_by_the_lead_to_a_concern_of_an_episode_counts() {
    let mut files = council(false);
    episodes(&mut files, &["2019-01-01", "2019-01-10"]);
    files.recorded("council", on("2019-01-20"), "missing.started", &[]);
    let Some(Event { body: Body::Recorded(last), .. }) = files.events.last_mut() else { panic!("a row") };
    last.mentions = vec![child("Ada", "Marlow", "2005-03-04")];
    last.concern = Some(concern("c"));
    assert!(!reviews(&files)[0].is_held());
    files.answered("council/worker", on("2019-01-22"), answers("investigated", true));
    assert_eq!(reviews(&files)[0].duty.standing, Standing::Open, "not the lead's");
    files.answered("council/protect", on("2019-01-23"), answers("investigated", true));
    assert_eq!(reviews(&files)[0].duty.standing, Standing::Answered);
    assert!(reviews(&files)[0].is_held());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing hangs on the order in which rows are given, and each episode stands in one review at most.
    #[test]
    fn the_order_of_presentation_changes_nothing(
        days in proptest::collection::vec((0i32..400, any::<bool>(), 0usize..3), 0..14),
        seed in any::<u64>(),
    ) {
        let mut files = council(true);
        for (after, away, by) in &days {
            let when = Claimed::day(day("2018-06-01").add_days(*after));
            let activity = if *away { "away.started" } else { "missing.started" };
            files.missing(["council", "police", "home"][*by], when, activity, "Ada");
        }
        let told = reviews(&files);
        let mut other = files.clone();
        let many = other.events.len() as u64;
        for place in 0..other.events.len() {
            other.events.swap(place, ((seed >> (place % 32)) % many) as usize);
        }
        prop_assert_eq!(&told, &reviews(&other));
        let mut all: Vec<u32> = told.iter().flat_map(|one| one.episodes.clone()).collect();
        let many = all.len();
        all.sort_unstable();
        all.dedup();
        prop_assert_eq!(all.len(), many);
        prop_assert!(told.iter().all(|one| one.episodes.len() >= 3));
    }
}
