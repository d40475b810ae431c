//! Where silence would have gone, counted by hand with England's ladder: rank 2 at the breach, 3 after 2 working
//! days, 4 after 5 more, 5 after 5 more, 6 after 10 more.

mod support;

use answered::workload;
use record::outputs::{Duty, Standing, WouldClimb};
use record::policy::Policy;
use record::{Claimed, Code, Tri};
use support::{Files, answers, at, day, duty_of, on, rank, remarked, tells};

fn rungs(duty: &Duty) -> Vec<(u8, String, String, bool)> {
    let row = |rung: &WouldClimb| {
        let reached = rung.latest.map_or_else(String::new, |at| at.day().to_string());
        (rung.rank.number(), rung.post.to_string(), reached, rung.certain)
    };
    duty.would_have_climbed.iter().map(row).collect()
}

fn row(rank: u8, post: &str, reached: &str, certain: bool) -> (u8, String, String, bool) {
    (rank, post.to_owned(), reached.to_owned(), certain)
}

#[test]
fn silence_climbs_the_line_upward_and_then_outside() {
    let mut files = Files::default();
    files.police().told("police", on("2019-04-18"), tells("police/desk"));
    // Due on Monday 29 April; May Day is the 6th and the spring holiday the 27th.
    let all = [
        row(2, "police/sergeant", "2019-04-29", true),
        row(3, "police/inspector", "2019-05-01", true),
        row(4, "police/assistant-chief", "2019-05-09", true),
        row(5, "police/unnamed-rank-5", "2019-05-16", true),
        row(6, "oversight/unnamed-rank-6", "2019-05-31", true),
    ];
    assert_eq!(rungs(&files.duty("2019-12-31")), all);
    assert_eq!(rungs(&files.duty("2019-05-31")), all[..4]);
    assert_eq!(rungs(&files.duty("2019-05-01")), all[..1]);
    assert_eq!(rungs(&files.duty("2019-04-29")), []);
}

#[test]
fn a_late_answer_stops_the_climb_where_it_was() {
    let mut files = Files::default();
    files.police().told("police", on("2019-04-18"), tells("police/desk"));
    files.answered("police/desk", on("2019-05-03"), answers("investigated", true));
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing, duty.late), (Standing::Answered, Tri::Yes));
    assert_eq!(rungs(&duty).iter().map(|rung| rung.0).collect::<Vec<_>>(), [2, 3]);
    // With the month alone the answer may have come first: nothing is certain.
    let mut files = Files::default();
    files.police().told("police", on("2019-04-18"), tells("police/desk"));
    files.answered("police/desk", Claimed::month(2019, 4).expect("a month"), answers("investigated", true));
    let duty = files.duty("2019-12-31");
    assert_eq!(duty.late, Tri::CannotTell);
    assert_eq!(rungs(&duty), [row(2, "police/sergeant", "2019-04-29", false)]);
}

#[test]
fn only_what_every_allowed_date_leads_to_is_certain() {
    let mut files = Files::default();
    files.police().told("police", Claimed::range(day("2019-03-04"), day("2019-04-30")), tells("police/desk"));
    // Due on 11 March at the earliest, on 8 May at the latest.
    let duty = files.duty("2019-05-09");
    assert_eq!(duty.late, Tri::Yes);
    let certain: Vec<(u8, bool)> = rungs(&duty).iter().map(|rung| (rung.0, rung.3)).collect();
    assert_eq!(certain, [(2, true), (3, false), (4, false), (5, false), (6, false)]);
}

#[test]
fn a_duty_told_high_up_climbs_only_above() {
    let mut files = Files::default();
    files.told("police", on("2019-04-18"), tells("police#4"));
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.rank, duty.post.as_str()), (rank(4), "police/unnamed-rank-4"));
    let climbed = [
        row(5, "police/unnamed-rank-5", "2019-05-07", true),
        row(6, "oversight/unnamed-rank-6", "2019-05-21", true),
    ];
    assert_eq!(rungs(&duty), climbed);
}

#[test]
fn immediate_danger_climbs_by_its_own_ladder_out_of_hours() {
    let mut told = tells("police/desk");
    told.immediate_danger = true;
    let mut files = Files::default();
    // The evening before Good Friday.
    files.police().told("police", at("2019-04-18", 22, 0), told);
    let duty = files.duty("2019-04-18");
    assert_eq!(rungs(&duty).iter().map(|rung| rung.0).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(duty.would_have_climbed[1].latest, Some(day("2019-04-18").start().add_minutes(23 * 60)));
}

#[test]
fn a_post_that_lacks_the_means_moves_the_duty_to_the_rank_above() {
    let mut files = Files::default();
    files.police().told("police", on("2019-04-18"), tells("police/desk"));
    files.answered("police/desk", on("2019-04-23"), answers("cannot_with_what_i_have", true));
    let duty = duty_of(&files.as_of("2019-12-31"), "police/desk");
    assert_eq!((duty.standing, duty.late), (Standing::Answered, Tri::No));
    assert_eq!(rungs(&duty), [row(2, "police/sergeant", "2019-04-23", true)]);
}

#[test]
fn a_clock_that_is_met_climbs_nowhere() {
    let mut files = Files::default();
    files.told("police", on("2019-04-18"), tells("police/desk"));
    files.answered("police/desk", on("2019-04-29"), answers("investigated", true));
    assert!(files.duty("2019-12-31").would_have_climbed.is_empty());
}

#[test]
fn the_ladder_in_force_on_the_day_of_the_climb_is_climbed() {
    let mut policy = record::policy::Policy::england();
    let first = policy
        .ladders
        .iter()
        .position(|rung| rung.ladder.as_str() == "concern" && rung.clock.is_none())
        .expect("one");
    let mut later = policy.ladders[first].clone();
    policy.ladders[first].in_force_to = Some(day("2019-12-31"));
    later.in_force_from = Some(day("2020-01-01"));
    later.rank = rank(3);
    policy.ladders.push(later);
    for (told, reached) in [("2019-04-18", 2), ("2020-04-01", 3)] {
        let mut files = Files::default();
        files.told("police", on(told), tells("police/desk"));
        let duty = files.by_policy(&policy, "2020-05-01").duties.remove(0);
        assert_eq!(duty.would_have_climbed[0].rank.number(), reached, "{told}");
    }
}

#[test]
fn hours_are_those_of_bundles_and_not_of_single_duties() {
    let mut files = Files::default();
    for key in 0..10 {
        let mut told = tells("police/desk");
        told.concern.key = format!("c{key}").into();
        files.told("police", on("2019-04-18"), told);
    }
    let asked = |files: &Files, end: &str| {
        let duties = files.as_of(end).duties;
        workload(&duties, &files.ordered(), &Policy::england())
    };
    let of = |row: &record::outputs::Workload| {
        (row.rank.number(), row.per_week.to_string(), row.inside.to_string(), row.hours.to_string())
    };
    let expected = |rank: u8, per_week: &str, inside: &str, hours: &str| {
        (rank, per_week.to_owned(), inside.to_owned(), hours.to_owned())
    };
    let found: Vec<_> = asked(&files, "2019-04-30").iter().map(of).collect();
    // Three weeks: ten duties of 30 minutes; one bundle for the team manager, 20 minutes and 2 for each of ten inside.
    assert_eq!(found, [expected(1, "3.33", "0.00", "1.67"), expected(2, "0.33", "3.33", "0.22")]);
    for event in &mut files.events {
        if let record::Body::Told(told) = &mut event.body {
            told.immediate_danger = true;
        }
    }
    let found = asked(&files, "2019-04-18");
    assert_eq!(found[1].inside.to_string(), "0.00", "immediate danger is never bundled");
    assert_eq!(found[1].per_week.to_string(), "10.00");
}

#[test]
fn a_holder_of_rank_0_is_remarked_as_no_official() {
    let mut files = Files::default();
    files.told("police", on("2019-04-18"), tells("family#0"));
    assert!(remarked(&files.duty("2019-12-31"), "holder_is_no_official"));
    assert_eq!(files.duty("2019-12-31").clock, Code::new("concern_answer"));
}
