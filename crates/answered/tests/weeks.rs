//! Work of one post in one week, counted by hand.

mod support;

use answered::{RankWeeks, Spread, by_post_and_week, hours};
use record::policy::Policy;
use support::{Files, day, on, tells};

/// The weeks from Monday 4 March to Sunday 14 April 2019, as the files stand at the end of a day.
fn weeks(files: &Files, end: &str) -> Vec<RankWeeks> {
    within(files, end, "2019-03-04", "2019-04-14")
}

fn within(files: &Files, end: &str, first: &str, last: &str) -> Vec<RankWeeks> {
    let policy = Policy::england();
    by_post_and_week(&files.by_policy(&policy, end).duties, &policy, day(first), day(last))
}

fn told(files: &mut Files, post: &str, date: &str, times: usize) {
    for number in 0..times {
        let mut telling = tells(post);
        telling.concern.key = format!("{post}-{date}-{number}").into();
        files.told("police", on(date), telling);
    }
}

#[test]
fn a_post_and_week_counts_once_and_quiet_weeks_count_too() {
    let mut files = Files::default();
    files.police();
    // Mondays of six weeks in a row: the desk has 3, 1, nothing, 1, 7, 1; the licensing clerk 2 in the last week alone.
    for (date, times) in
        [("2019-03-04", 3), ("2019-03-11", 1), ("2019-03-25", 1), ("2019-04-01", 7), ("2019-04-08", 1)]
    {
        told(&mut files, "police/desk", date, times);
    }
    told(&mut files, "police/licensing", "2019-04-08", 2);
    // Referrals of years before stand in every return; and this week is not over on the last day.
    told(&mut files, "police/desk", "2012-04-10", 40);
    told(&mut files, "police/desk", "2019-04-15", 30);
    let front = within(&files, "2019-04-18", "2019-03-02", "2019-04-18").remove(0);
    assert_eq!((front.rank.number(), front.posts, front.weeks, front.all), (1, 2, 6, 15));
    // In order: 0 0 0 0 0 0 1 1 1 2 3 7.
    assert_eq!(front.spread, Spread { median: 0, ninetieth: 3, worst: 7 });
    assert_eq!((front.worst_post.to_string(), front.worst_week), ("police/desk".into(), day("2019-04-01")));
    // The desk alone: 0 1 1 1 3 7.
    assert_eq!(front.busiest.to_string(), "police/desk");
    assert_eq!(front.busiest_spread, Spread { median: 1, ninetieth: 7, worst: 7 });
    // Half an hour for each at the front line.
    assert_eq!(hours(front.minutes_spread.worst).to_string(), "3.50");
    assert_eq!(
        (front.per_week().to_string(), front.hours_per_week().to_string()),
        ("2.50".into(), "1.25".into())
    );
}

#[test]
fn silence_of_one_cause_and_week_comes_as_one_bundle_and_danger_each_by_itself() {
    let mut files = Files::default();
    files.police();
    told(&mut files, "police/desk", "2019-04-18", 10);
    let seen = |files: &Files, end: &str| within(files, end, "2019-04-15", "2019-05-05");
    let all = seen(&files, "2019-04-30");
    assert_eq!((all[1].rank.number(), all[1].all, all[1].spread.worst), (2, 1, 1), "{all:?}");
    assert_eq!(all[1].worst_post.to_string(), "police/sergeant");
    assert_eq!(all[1].worst_week, day("2019-04-29"));
    for event in &mut files.events {
        if let record::Body::Told(told) = &mut event.body {
            told.immediate_danger = true;
        }
    }
    assert_eq!(seen(&files, "2019-04-18")[1].spread.worst, 10);
}

#[test]
fn without_duties_there_are_no_weeks() {
    assert_eq!(weeks(&Files::default(), "2019-04-30"), []);
    let mut files = Files::default();
    told(&mut files, "police/desk", "2019-03-12", 1);
    assert_eq!(within(&files, "2019-04-30", "2019-03-12", "2019-03-15"), [], "no whole week");
}

#[test]
fn from_directors_up_all_silence_of_a_week_is_one_bundle_with_its_minutes() {
    let mut files = Files::default();
    files.police();
    told(&mut files, "police/desk", "2019-03-04", 6);
    told(&mut files, "police/licensing", "2019-03-04", 3);
    let mut referral = tells("police/desk");
    (referral.concern.key, referral.activity) = ("r".into(), record::Code::new("referral.received"));
    files.told("police", on("2019-03-06"), referral);
    let all = within(&files, "2019-04-30", "2019-03-04", "2019-05-05");
    let of = |rank: u8| all.iter().find(|of| of.rank.number() == rank).expect("reached");
    // The inspector, in one week: the warnings of both posts, and the referral, each a cause of its own.
    assert_eq!((of(3).all, of(3).inside, of(3).minutes), (2, 10, 2 * 20 + 2 * 10), "{:?}", of(3));
    // The assistant chief: all of it at once; 15 minutes, and one for each inside.
    assert_eq!((of(4).all, of(4).inside, of(4).minutes), (1, 10, 15 + 10), "{:?}", of(4));
    assert_eq!(of(4).worst_post.to_string(), "police/assistant-chief");
}
