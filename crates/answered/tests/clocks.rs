//! When a duty is due and whether it was late, counted by hand.

mod support;

use record::outputs::Standing;
use record::policy::{ClockRule, Policy};
use record::{Claimed, Code, Tri};
use support::{Files, answers, at, day, on, rank, remarked, tells};

#[test]
fn five_working_days_over_easter_end_on_the_second_thursday() {
    // Told on Maundy Thursday 2019. Good Friday 19 and Easter Monday 22 April do not count:
    // 23, 24, 25, 26 and 29 April are the five days.
    let mut files = Files::default();
    files.told("police", on("2019-04-18"), tells("police/desk"));
    assert_eq!(files.duty("2019-04-20").due_latest, Some(day("2019-04-29").end()));
    assert_eq!(files.duty("2019-04-20").due_earliest, Some(day("2019-04-29").end()));
    assert_eq!(files.duty("2019-04-29").late, Tri::No);
    assert_eq!(files.duty("2019-04-30").late, Tri::Yes);
}

#[test]
fn whoever_is_told_owes_an_answer_and_what_a_child_says_or_an_offence_waits_a_day() {
    let due = |to: &str, signs: &[&str]| {
        let mut files = Files::default();
        let mut told = tells(to);
        told.signs = signs.iter().map(Code::new).collect();
        files.told(to.split(['/', '#']).next().expect("an agency"), on("2019-04-01"), told);
        files.duty("2019-04-01").due_latest.map(|due| due.day().to_string())
    };
    // A school, a hospital, licensing, an elected member: one clock for all of them.
    for told in ["school/head", "hospital/ward", "council/licensing", "council#5"] {
        assert_eq!(due(told, &["neglect"]).as_deref(), Some("2019-04-08"), "{told}");
        assert_eq!(due(told, &["vehicle", "exploitation"]).as_deref(), Some("2019-04-03"), "{told}");
        assert_eq!(due(told, &["child_disclosure"]).as_deref(), Some("2019-04-02"), "{told}");
        // Of several the strongest.
        assert_eq!(due(told, &["exploitation", "under16_offence"]).as_deref(), Some("2019-04-02"), "{told}");
    }
}

#[test]
fn a_referral_before_easter_is_due_on_the_tuesday_after() {
    let mut files = Files::default();
    let mut told = tells("council");
    told.activity = Code::new("referral.received");
    files.told("council", on("2019-04-18"), told);
    let duty = files.duty("2019-04-23");
    assert_eq!((duty.clock.as_str(), duty.due_latest), ("referral_decision", Some(day("2019-04-23").end())));
    assert_eq!((duty.late, files.duty("2019-04-24").late), (Tri::No, Tri::Yes));
}

#[test]
fn an_answer_on_the_last_day_is_in_time_and_one_on_the_next_is_late() {
    for (answered, late) in [("2019-04-29", Tri::No), ("2019-04-30", Tri::Yes)] {
        let mut files = Files::default();
        files.told("police", on("2019-04-18"), tells("police/desk"));
        files.answered("police/desk", on(answered), answers("investigated", true));
        let duty = files.duty("2020-01-01");
        assert_eq!((duty.standing, duty.late), (Standing::Answered, late), "{answered}");
    }
}

#[test]
fn a_month_gives_two_due_days_and_cannot_tell_between_them() {
    let mut files = Files::default();
    files.told("police", Claimed::month(2019, 4).expect("a month"), tells("police/desk"));
    // From Monday 1 April: Monday 8 April. From Tuesday 30 April, over the May Day holiday of the 6th: 8 May.
    let duty = files.duty("2019-04-20");
    assert_eq!(duty.due_earliest, Some(day("2019-04-08").end()));
    assert_eq!(duty.due_latest, Some(day("2019-05-08").end()));
    assert_eq!(files.duty("2019-04-08").late, Tri::No);
    assert_eq!(files.duty("2019-04-09").late, Tri::CannotTell);
    assert_eq!(files.duty("2019-05-08").late, Tri::CannotTell);
    assert_eq!(files.duty("2019-05-09").late, Tri::Yes);
}

#[test]
fn an_undated_telling_has_no_due_day_and_cannot_tell() {
    let mut files = Files::default();
    files.told("police", Claimed::UNKNOWN, tells("police/desk"));
    let duty = files.duty("2019-05-09");
    assert_eq!((duty.due_earliest, duty.due_latest, duty.late), (None, None, Tri::CannotTell));
    assert!(remarked(&duty, "undated"));
    assert!(duty.would_have_climbed.iter().all(|rung| !rung.certain && rung.earliest.is_none()));
}

#[test]
fn a_telling_by_a_day_long_ago_is_certainly_overdue() {
    let mut files = Files::default();
    files.told("police", Claimed::before(day("2005-01-10")), tells("police/desk"));
    let duty = files.duty("2006-01-01");
    assert_eq!(
        (duty.due_earliest, duty.due_latest, duty.late),
        (None, Some(day("2005-01-17").end()), Tri::Yes)
    );
}

#[test]
fn immediate_danger_is_due_at_once() {
    let mut told = tells("police/desk");
    told.immediate_danger = true;
    let mut files = Files::default();
    files.told("police", at("2019-04-18", 19, 30), told);
    let duty = files.duty("2019-04-18");
    assert_eq!((duty.clock.as_str(), duty.late), ("immediate_protection", Tri::Yes));
    assert_eq!(duty.due_latest, Some(day("2019-04-18").start().add_minutes(19 * 60 + 30)));
    // With the day alone, an answer on that day may have been at once.
    let mut files = Files::default();
    let mut told = tells("police/desk");
    told.immediate_danger = true;
    files.told("police", on("2019-04-18"), told).answered(
        "police/desk",
        on("2019-04-18"),
        answers("disrupted", true),
    );
    assert_eq!(files.duty("2019-05-01").late, Tri::CannotTell);
}

#[test]
fn danger_told_after_the_concern_is_a_duty_of_its_own() {
    let mut files = Files::default();
    let mut danger = tells("police/desk");
    danger.immediate_danger = true;
    files.told("police", on("2019-04-01"), tells("police/desk")).told("police", on("2019-04-02"), danger);
    let clocks: Vec<String> =
        files.as_of("2019-04-03").duties.iter().map(|duty| duty.clock.to_string()).collect();
    assert_eq!(clocks, ["concern_answer", "immediate_protection"]);
}

/// A row of the clock: sign, rank, working days, in force from and to.
type Row<'a> = (Option<&'a str>, Option<u8>, i32, Option<&'a str>, Option<&'a str>);

/// England's policy with these rows for the answer to a concern.
fn with_rules(rules: &[Row<'_>]) -> Policy {
    let mut policy = Policy::england();
    let base: ClockRule =
        policy.clocks.iter().find(|rule| rule.id.as_str() == "concern_answer").expect("one").clone();
    policy.clocks.retain(|rule| rule.id.as_str() != "concern_answer");
    for (sign, of_rank, amount, from, until) in rules {
        policy.clocks.push(ClockRule {
            amount: *amount,
            sign: sign.map(Code::new),
            rank: of_rank.map(rank),
            in_force_from: from.map(day),
            in_force_to: until.map(day),
            ..base.clone()
        });
    }
    policy
}

#[test]
fn the_rule_for_the_sign_goes_before_the_rule_for_the_rank() {
    let policy = with_rules(&[
        (None, None, 10, None, None),
        (None, Some(4), 3, None, None),
        (Some("threat"), None, 1, None, None),
    ]);
    let due = |signs: &[&str], whom: &str| {
        let mut told = tells(whom);
        told.signs = signs.iter().map(Code::new).collect();
        let mut files = Files::default();
        files.told("police", on("2019-03-04"), told);
        files.by_policy(&policy, "2019-03-05").duties[0].due_latest.expect("due").day().to_string()
    };
    assert_eq!(due(&[], "police"), "2019-03-18");
    assert_eq!(due(&[], "police#4"), "2019-03-07");
    assert_eq!(due(&["threat"], "police#4"), "2019-03-05");
}

#[test]
fn the_rule_in_force_on_the_start_day_counts_and_an_imprecise_start_has_both() {
    let policy =
        with_rules(&[(None, None, 20, None, Some("2019-03-31")), (None, None, 1, Some("2019-04-01"), None)]);
    let due = |claimed: Claimed| {
        let mut files = Files::default();
        files.told("police", claimed, tells("police"));
        let duty = files.by_policy(&policy, "2019-04-02").duties.remove(0);
        (duty.due_earliest.map(|at| at.day().to_string()), duty.due_latest.map(|at| at.day().to_string()))
    };
    let both = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
    // Friday 29 March + 20 working days over Easter is 30 April; Monday 1 April + 1 is 2 April.
    assert_eq!(due(on("2019-03-29")), both("2019-04-30", "2019-04-30"));
    assert_eq!(due(on("2019-04-01")), both("2019-04-02", "2019-04-02"));
    // A start between the two: the old rule's last start (Sunday 31 March) is due latest, on 30 April too.
    assert_eq!(due(Claimed::range(day("2019-03-29"), day("2019-04-01"))), both("2019-04-02", "2019-04-30"));
    // Where no rule was in force on some of the days, that bound is open.
    let late_rule = with_rules(&[(None, None, 1, Some("2019-04-01"), None)]);
    let mut files = Files::default();
    files.told("police", Claimed::range(day("2019-03-29"), day("2019-04-01")), tells("police"));
    let duty = files.by_policy(&late_rule, "2019-06-01").duties.remove(0);
    assert_eq!((duty.due_latest, duty.late), (None, Tri::CannotTell));
    let mut files = Files::default();
    files.told("police", on("2019-03-29"), tells("police"));
    let duty = files.by_policy(&late_rule, "2019-06-01").duties.remove(0);
    assert!(remarked(&duty, "no_clock_in_force") && duty.would_have_climbed.is_empty());
    assert_eq!(duty.late, Tri::CannotTell);
}

#[test]
fn what_certainly_came_after_the_day_asked_for_is_out_of_view() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk"));
    files.answered("police/desk", on("2019-06-01"), answers("investigated", true));
    assert!(files.as_of("2019-03-31").duties.is_empty());
    assert_eq!(files.duty("2019-05-31").standing, Standing::Open);
    assert_eq!(files.duty("2019-06-01").standing, Standing::Answered);
}

#[test]
fn an_undated_answer_answers_but_nobody_can_tell_when() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk"));
    files.answered("police/desk", Claimed::UNKNOWN, answers("investigated", true));
    let duty = files.duty("2019-06-01");
    assert_eq!((duty.standing, duty.late), (Standing::Answered, Tri::CannotTell));
    assert!(remarked(&duty, "answer_date_cannot_tell"));
    assert!(duty.would_have_climbed.iter().all(|rung| !rung.certain));
}
