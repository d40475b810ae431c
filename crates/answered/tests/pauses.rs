//! A clock stands still only with a reason, an end and a second signature; and the count without the pause stays beside.

mod support;

use answered::{Around, refusal};
use record::event::{Assurance, Body, Step};
use record::outputs::{Duty, RefusalRule as Rule};
use record::policy::Policy;
use record::{Claimed, Code, Logged, Moment, Tri};
use support::{Files, answers, concern, day, on, remarked, tells};

/// A Monday: the answer is due on Monday the 8th.
const TOLD: &str = "2019-07-01";

fn period(first: &str, last: &str) -> Claimed {
    Claimed::range(day(first), day(last))
}

/// Told to the desk, then paused by `by`.
fn paused(by: &str, when: Claimed, reason: &str) -> Files {
    let mut files = Files::default();
    files.police().told("school", on(TOLD), tells("police/desk"));
    files.recorded(by, when, "clock.paused", &[]);
    let last = files.events.last_mut().expect("a pause");
    if let Body::Recorded(entry) = &mut last.body {
        entry.codes = vec![(Code::new("reason"), Code::new(reason))];
    }
    files
}

fn sign(files: &mut Files, by: &str, when: &str) {
    let step = Step { concern: concern("c"), reason: Code::new("pause"), words: None };
    files.add(by, on(when), Body::Countersigned(Box::new(step)));
}

/// Wednesday to Tuesday, five working days, signed by the council on the first.
fn signed() -> Files {
    let mut files = paused("police/desk", period("2019-07-03", "2019-07-09"), "court_order");
    sign(&mut files, "council/head", "2019-07-03");
    files
}

fn end(text: &str) -> Option<Moment> {
    Some(day(text).end())
}

fn rules(files: &Files) -> Vec<Rule> {
    let mut rules: Vec<Rule> =
        files.as_of("2019-12-31").refusals.iter().map(|refusal| refusal.rule).collect();
    rules.sort_unstable();
    rules
}

fn runs_on(duty: &Duty) {
    assert_eq!((duty.due_latest, duty.due_unpaused_latest), (end("2019-07-08"), end("2019-07-08")));
    assert_eq!(duty.paused_working_days, 0);
    assert!(!remarked(duty, "clock_paused"));
}

#[test]
fn a_signed_pause_moves_the_due_day_by_its_working_days_and_the_unpaused_one_stays_visible() {
    let mut files = signed();
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.due_latest, duty.due_unpaused_latest), (end("2019-07-15"), end("2019-07-08")));
    assert_eq!((duty.paused_working_days, duty.late), (5, Tri::Yes));
    assert!(remarked(&duty, "clock_paused") && rules(&files).is_empty());
    let pauses = files.ordered();
    let rests = duty.inputs.iter().filter(|ix| !matches!(pauses[**ix as usize].body, Body::Told(_)));
    assert_eq!(rests.count(), 2, "the pause and its signature");
    files.answered("police/desk", on("2019-07-15"), answers("investigated", true));
    assert_eq!(files.duty("2019-12-31").late, Tri::No);
    files.events.pop();
    files.answered("police/desk", on("2019-07-16"), answers("investigated", true));
    assert_eq!(files.duty("2019-12-31").late, Tri::Yes);
}

#[test]
fn without_a_reason_an_end_or_a_second_signature_the_clock_runs_on_and_the_rule_is_named() {
    let week = || period("2019-07-03", "2019-07-09");
    let cases = [
        (paused("police/desk", week(), "awaiting_information"), Rule::PausedWithoutReason),
        (paused("police/desk", week(), "no_cooperation"), Rule::PausedWithoutReason),
        (paused("police/desk", week(), "withdrawn"), Rule::PausedWithoutReason),
        (paused("police/desk", on("2019-07-03"), "court_order"), Rule::PausedWithoutEnd),
        (
            paused("police/desk", Claimed::month(2019, 7).expect("a month"), "court_order"),
            Rule::PausedWithoutEnd,
        ),
        (paused("council/head", week(), "court_order"), Rule::PausedByAnotherPost),
    ];
    for (mut files, rule) in cases {
        sign(&mut files, "school/head", "2019-07-03");
        assert_eq!(rules(&files), [rule]);
        runs_on(&files.duty("2019-12-31"));
    }
    let files = paused("police/desk", week(), "court_order");
    assert_eq!(rules(&files), [Rule::PausedNotSigned]);
    let duty = files.duty("2019-12-31");
    runs_on(&duty);
    assert!(remarked(&duty, "pause_not_accepted"));
}

#[test]
fn the_signature_of_a_pause_comes_from_another_agency_while_it_runs() {
    for (by, when, rule) in [
        ("police/desk", "2019-07-03", Some(Rule::SignedByTheSamePost)),
        ("police/sergeant", "2019-07-03", Some(Rule::SignedInTheSameLine)),
        ("police/licensing", "2019-07-03", Some(Rule::SignedInTheSameAgency)),
        ("council", "2019-07-03", Some(Rule::SignedByNoPost)),
        ("council/head", "2019-07-10", None),
    ] {
        let mut files = paused("police/desk", period("2019-07-03", "2019-07-09"), "court_order");
        sign(&mut files, by, when);
        let expected: Vec<Rule> = [rule, Some(Rule::PausedNotSigned)].into_iter().flatten().collect();
        assert_eq!(rules(&files), expected, "{by} {when}");
        runs_on(&files.duty("2019-12-31"));
    }
    // Signed on the Friday it counts from then on: three working days.
    let mut files = paused("police/desk", period("2019-07-03", "2019-07-09"), "court_order");
    sign(&mut files, "council/head", "2019-07-05");
    assert_eq!(files.duty("2019-12-31").paused_working_days, 3);
}

#[test]
fn a_pause_is_no_signature_of_an_answer_and_an_answer_signed_is_no_pause_signed() {
    let mut files = paused("police/desk", period("2019-07-03", "2019-07-09"), "court_order");
    files.step("council/head", on("2019-07-03"), "countersigned");
    runs_on(&files.duty("2019-12-31"));
    let mut files = signed();
    files.recorded("school/head", on(TOLD), "concern.detail", &["exploitation"]);
    files.answered("police/desk", on("2019-07-03"), answers("no_action", true));
    assert!(remarked(&files.duty("2019-12-31"), "needs_second_post_of_another_agency"));
}

#[test]
fn resumed_ends_a_pause_early_and_two_pauses_of_one_day_pause_it_once() {
    let mut files = signed();
    files.recorded("police/desk", on("2019-07-05"), "clock.resumed", &[]);
    assert_eq!(files.duty("2019-12-31").paused_working_days, 2);
    let mut files = signed();
    let mut again = paused("police/desk", period("2019-07-05", "2019-07-10"), "medical");
    let again = again.events.pop().expect("a pause");
    files.events.push(again);
    assert_eq!(files.duty("2019-12-31").paused_working_days, 5, "signed on the third for the first only");
    sign(&mut files, "council/head", "2019-07-05");
    assert_eq!(files.duty("2019-12-31").paused_working_days, 6);
}

#[test]
fn what_is_late_stays_late_and_immediate_danger_is_never_paused() {
    let mut files = paused("police/desk", period("2019-07-09", "2019-07-31"), "court_order");
    sign(&mut files, "council/head", "2019-07-09");
    runs_on(&files.duty("2019-12-31"));
    let mut told = tells("police/desk");
    told.immediate_danger = true;
    let mut files = signed();
    files.events.retain(|event| !matches!(event.body, Body::Told(_)));
    files.told("school", on(TOLD), told);
    assert_eq!(rules(&files), [Rule::DangerPaused]);
    assert_eq!(files.duty("2019-12-31").paused_working_days, 0);
}

#[test]
fn asked_beforehand_a_pause_may_come_unsigned_but_not_end_before_it_is_written() {
    let mut files = paused("police/desk", period("2019-07-03", "2019-07-09"), "court_order");
    let mut pause = files.events.pop().expect("a pause");
    let ask = |pause: &record::Event| {
        refusal(&files.ordered(), &Policy::england(), &Around::default(), pause).map(|refusal| refusal.rule)
    };
    assert_eq!(ask(&pause), None);
    pause.by.assurance = Assurance::SignedIn;
    for (written, rule) in [("2019-07-09", None), ("2019-07-10", Some(Rule::PauseEndsInThePast))] {
        let micros = i64::from(day(written).0) * 86_400_000_000 + 12 * 3_600_000_000;
        pause.logged = Logged(micros);
        assert_eq!(ask(&pause), rule, "{written}");
    }
}
