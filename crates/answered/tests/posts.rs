//! The directory: who stands above whom, when; and nothing guessed.

mod support;

use answered::Directory;
use record::{AgencyId, Claimed, PostId};
use support::{Files, day, duty_of, on, rank, remarked, tells};

fn line(files: &Files, post: &str, on: &str) -> Vec<String> {
    let directory = Directory::new(&files.ordered());
    directory.line_above(&PostId::new(post), day(on)).into_iter().map(ToString::to_string).collect()
}

#[test]
fn a_later_description_describes_anew_from_its_day() {
    let mut files = Files::default();
    files.post(on("2010-01-01"), "police/desk", 1, Some("police/sergeant"));
    files.post(on("2015-01-01"), "police/desk", 2, Some("police/inspector"));
    let directory = Directory::new(&files.ordered());
    let desk = PostId::new("police/desk");
    for (on, above, of_rank) in [
        ("2009-01-01", "police/sergeant", 1),
        ("2014-12-31", "police/sergeant", 1),
        ("2015-01-01", "police/inspector", 2),
    ] {
        assert_eq!(directory.post_above(&desk, day(on)), Some(&PostId::new(above)), "{on}");
        assert_eq!(directory.rank_on(&desk, day(on)), Some(rank(of_rank)));
    }
}

#[test]
fn a_line_that_loops_ends_there() {
    let mut files = Files::default();
    let from = Claimed::UNKNOWN;
    files.post(from, "police/a", 1, Some("police/b")).post(from, "police/b", 2, Some("police/c"));
    files.post(from, "police/c", 3, Some("police/b")).post(from, "police/self", 1, Some("police/self"));
    files.post(from, "police/lost", 1, Some("police/nowhere"));
    assert_eq!(line(&files, "police/a", "2019-01-01"), ["police/b", "police/c"]);
    assert_eq!(line(&files, "police/b", "2019-01-01"), ["police/c"]);
    assert_eq!(line(&files, "police/self", "2019-01-01"), Vec::<String>::new());
    files.told("police", on("2018-01-01"), tells("police/a"));
    assert_eq!(files.duty("2019-01-01").would_have_climbed.len(), 5);
}

#[test]
fn the_front_door_has_what_was_told_to_the_agency_alone() {
    let mut files = Files::default();
    files.taking(on("2010-01-01"), "council/contact", 2, None, &["front_door"]);
    files.told("school", on("2019-04-01"), tells("council"));
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.post.as_str(), duty.rank), ("council/contact", rank(2)));
    // Two front doors: neither is guessed.
    files.taking(on("2010-01-01"), "council/night-team", 1, None, &["front_door"]);
    assert_eq!(files.duty("2019-12-31").post.as_str(), "council/unnamed-rank-1");
    // A rank stated is not the front door's.
    let mut files = Files::default();
    files.taking(on("2010-01-01"), "council/contact", 2, None, &["front_door"]);
    files.told("school", on("2019-04-01"), tells("council#3"));
    assert_eq!(files.duty("2019-12-31").post.as_str(), "council/unnamed-rank-3");
}

#[test]
fn a_post_without_a_record_has_the_rank_stated_or_is_front_line() {
    let mut files = Files::default();
    let mut told = tells("police/chief");
    told.told_to.rank = Some(rank(5));
    files.told("school", on("2019-04-01"), told).told("school", on("2019-04-01"), tells("police/desk"));
    let answers = files.as_of("2019-12-31");
    assert_eq!(duty_of(&answers, "police/chief").rank, rank(5));
    assert_eq!(duty_of(&answers, "police/desk").rank, rank(1));
}

#[test]
fn two_posts_of_a_rank_are_not_guessed_between() {
    let mut files = Files::default();
    files.post(on("2010-01-01"), "police/north", 3, None);
    let directory = Directory::new(&files.ordered());
    let (police, of) = (AgencyId::new("police"), day("2019-01-01"));
    assert_eq!(directory.post_of_rank(&police, rank(3), of), Some(&PostId::new("police/north")));
    files.post(on("2010-01-01"), "police/south", 3, None);
    let directory = Directory::new(&files.ordered());
    assert_eq!(directory.post_of_rank(&police, rank(3), of), None);
}

#[test]
fn a_holder_is_certain_or_nobody() {
    let mut files = Files::default();
    files.held("police/desk", on("2019-01-01"), Some(on("2019-03-31")), false);
    files.held("police/desk", Claimed::month(2019, 4).expect("a month"), None, false);
    files.held("police/desk", on("2019-04-01"), Some(on("2019-04-20")), true);
    let events = files.ordered();
    let directory = Directory::new(&events);
    let held = |on: &str| {
        let found = directory.holder_on(&PostId::new("police/desk"), day(on))?;
        Some(events[found as usize].source.line)
    };
    assert_eq!(held("2018-12-31"), None);
    assert_eq!(held("2019-03-31"), Some(1));
    assert_eq!(held("2019-04-10"), Some(3), "the deputy, while nobody else is certain");
    assert_eq!(held("2019-04-25"), None, "some time in April is not certain before its end");
    assert_eq!(held("2019-05-01"), Some(2));
}

#[test]
fn outside_oversight_is_of_no_agency_told() {
    let mut files = Files::default();
    files.post(on("2010-01-01"), "inspectorate/chief-inspector", 6, None);
    files.told("school", on("2019-04-01"), tells("police"));
    let duty = files.duty("2019-12-31");
    assert_eq!(
        duty.would_have_climbed.last().map(|rung| rung.post.as_str()),
        Some("inspectorate/chief-inspector")
    );
}

/// The desk of the police is told on 1 April 2019, with these holders: (post, from, until, deputy).
fn told_with(holders: &[(&str, &str, Option<&str>, bool)]) -> answered::Answers {
    let mut files = Files::default();
    files.police();
    for (post, from, until, deputy) in holders {
        files.held(post, on(from), until.map(on), *deputy);
    }
    files.told("school", on("2019-04-01"), tells("police/desk"));
    files.as_of("2019-12-31")
}

#[test]
fn a_post_that_nobody_held_is_answered_for_by_the_deputy_then_by_the_post_above_then_raises_an_alarm() {
    let left = ("police/desk", "2010-01-01", Some("2019-03-31"), false);
    let gone = |post| (post, "2010-01-01", Some("2019-03-31"), false);
    let (sergeant, inspector) = (gone("police/sergeant"), gone("police/inspector"));
    let chief = gone("police/assistant-chief");
    let deputy = ("police/desk", "2019-01-01", None, true);
    let cases: &[(&[_], Option<&str>, &str)] = &[
        (&[], None, ""),
        (&[("police/desk", "2010-01-01", Some("2019-04-01"), false)], None, ""),
        (&[left, deputy], None, "deputy_answers"),
        (&[left], Some("police/sergeant"), "post_was_vacant"),
        (&[left, sergeant], Some("police/inspector"), "post_was_vacant"),
        (&[left, sergeant, inspector, chief], None, "nobody_reachable"),
    ];
    for (holders, instead, remark) in cases {
        let found = told_with(holders);
        let duty = &found.duties[0];
        assert_eq!(duty.answers_instead.as_ref().map(record::PostId::as_str), *instead, "{holders:?}");
        for word in ["deputy_answers", "post_was_vacant", "nobody_reachable"] {
            assert_eq!(remarked(duty, word), word == *remark, "{holders:?} {word}");
        }
        assert_eq!(found.alarms.len(), usize::from(*remark == "nobody_reachable"), "{holders:?}");
    }
}

#[test]
fn an_imprecise_end_or_an_imprecise_telling_proves_no_gap() {
    let mut files = Files::default();
    files.police();
    files.held("police/desk", on("2010-01-01"), Claimed::month(2019, 4), false);
    files.told("school", on("2019-04-20"), tells("police/desk"));
    assert_eq!(files.duty("2019-12-31").answers_instead, None);
    let mut files = Files::default();
    files.police();
    files.held("police/desk", on("2010-01-01"), Some(on("2019-03-31")), false);
    files.told("school", Claimed::month(2019, 3).expect("a month"), tells("police/desk"));
    assert_eq!(files.duty("2019-12-31").answers_instead, None);
}
