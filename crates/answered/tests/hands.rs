//! Holders who come and go while a duty runs: who has it on which day, and when an alarm ends.

mod support;

use answered::{Around, Named, answer};
use record::outputs::{Duty, Standing};
use record::policy::Policy;
use record::{Claimed, Code, Event, PostId};
use support::{Files, answers, day, on, remarked, tells};

const END: &str = "2019-12-31";

/// A telling of 1 April to the desk of the police, and who holds which post from when to when; `true`: as a deputy.
fn files(holders: &[(&str, &str, Option<&str>, bool)]) -> Files {
    let mut files = Files::default();
    files.police();
    for (post, from, until, deputy) in holders {
        files.held(post, on(from), until.map(on), *deputy);
    }
    files.told("school", on("2019-04-01"), tells("police/desk"));
    files
}

/// `DAY how POST`, in order.
fn hands(duty: &Duty) -> Vec<String> {
    duty.hands.iter().map(|hand| format!("{} {} {}", hand.from, hand.how.word(), hand.post)).collect()
}

/// Everybody of the line but the desk left long ago.
const LINE_LEFT: [(&str, &str, Option<&str>, bool); 3] = [
    ("police/sergeant", "2000-01-01", Some("2010-01-01"), false),
    ("police/inspector", "2000-01-01", Some("2010-01-01"), false),
    ("police/assistant-chief", "2000-01-01", Some("2010-01-01"), false),
];

#[test]
fn a_post_held_all_the_time_or_of_which_no_file_names_a_holder_says_nothing() {
    for holders in [&[][..], &[("police/desk", "2018-01-01", None, false)]] {
        let duty = files(holders).duty(END);
        assert!(duty.hands.is_empty() && duty.answers_instead.is_none(), "{duty:?}");
    }
}

#[test]
fn a_holder_who_comes_has_it_from_the_first_day_on_and_the_clock_takes_no_notice() {
    let gap = [
        ("police/desk", "2010-01-01", Some("2019-03-01"), false),
        ("police/desk", "2019-05-06", None, false),
    ];
    let duty = files(&gap).duty(END);
    assert_eq!(hands(&duty), ["2019-04-01 post above police/sergeant", "2019-05-06 holder police/desk"]);
    assert_eq!(duty.answers_instead, Some(PostId::new("police/sergeant")));
    assert!(remarked(&duty, "post_was_vacant") && remarked(&duty, "holder_came_while_it_ran"));
    let held = files(&[("police/desk", "2010-01-01", None, false)]).duty(END);
    assert_eq!((duty.due_latest, duty.late, duty.standing), (held.due_latest, held.late, held.standing));
    assert_eq!(duty.would_have_climbed, held.would_have_climbed);
    assert_eq!(duty.post, held.post);
}

#[test]
fn from_a_deputy_too_and_back_to_the_deputy_when_the_holder_leaves() {
    let holders =
        [("police/desk", "2019-05-06", Some("2019-06-30"), false), ("police/desk", "2018-01-01", None, true)];
    let duty = files(&holders).duty(END);
    let expected =
        ["2019-04-01 deputy police/desk", "2019-05-06 holder police/desk", "2019-07-01 deputy police/desk"];
    assert_eq!(hands(&duty), expected);
    assert!(remarked(&duty, "deputy_answers") && remarked(&duty, "holder_left_while_it_ran"));
}

#[test]
fn an_alarm_ends_on_the_day_on_which_somebody_comes_and_another_begins_when_the_last_one_leaves() {
    let mut holders = LINE_LEFT.to_vec();
    holders.push(("police/desk", "2000-01-01", Some("2010-01-01"), false));
    holders.push(("police/inspector", "2019-05-06", Some("2019-06-30"), false));
    let files = files(&holders);
    let answers = files.as_of(END);
    assert_eq!(
        hands(&answers.duties[0]),
        [
            "2019-04-01 nobody police/desk",
            "2019-05-06 post above police/inspector",
            "2019-07-01 nobody police/desk"
        ]
    );
    let alarms: Vec<(Claimed, Option<record::Day>)> =
        answers.alarms.iter().map(|alarm| (alarm.on, alarm.ended)).collect();
    assert_eq!(alarms, [(on("2019-04-01"), Some(day("2019-05-06"))), (on("2019-07-01"), None)]);
    // By the end of April nobody had come yet.
    let then = files.as_of("2019-04-30").alarms;
    assert_eq!(then.iter().map(|alarm| alarm.ended).collect::<Vec<_>>(), [None]);
}

#[test]
fn a_duty_that_ended_before_the_holder_came_was_never_in_those_hands() {
    let gap = [
        ("police/desk", "2010-01-01", Some("2019-03-01"), false),
        ("police/desk", "2019-05-06", None, false),
    ];
    let mut files = files(&gap);
    files.answered("police/sergeant", on("2019-04-03"), answers("investigated", true));
    let duty = files.duty(END);
    assert_eq!(duty.standing, Standing::Answered);
    assert_eq!(hands(&duty), ["2019-04-01 post above police/sergeant"]);
}

#[test]
fn a_day_that_may_be_the_holders_first_counts_as_his() {
    let mut files = files(&[("police/desk", "2010-01-01", Some("2019-03-01"), false)]);
    files.held("police/desk", Claimed::range(day("2019-05-01"), day("2019-05-31")), None, false);
    let duty = files.duty(END);
    assert_eq!(hands(&duty)[1], "2019-05-01 holder police/desk");
}

#[test]
fn a_line_drawn_anew_moves_it_to_whoever_stands_above_then() {
    let mut files = files(&[("police/desk", "2010-01-01", Some("2019-03-01"), false)]);
    files.post(on("2019-05-06"), "police/desk", 1, Some("police/inspector"));
    let duty = files.duty(END);
    assert_eq!(
        hands(&duty),
        ["2019-04-01 post above police/sergeant", "2019-05-06 post above police/inspector"]
    );
}

/// The telling names whoever holds this post from this day on.
fn named(events: &[Event], post: &str, from: &str) -> Around {
    let event = events.iter().position(|event| event.concern().is_some()).expect("a telling") as u32;
    let post = PostId::new(post);
    let named = Named { event, post, first: Some(day(from)), last: None, certain: true, elsewhere: None };
    Around::default().with_conflicts(events, &Policy::england(), vec![named])
}

#[test]
fn whoever_comes_and_must_step_aside_does_not_get_it_and_another_agency_may_answer_from_then_on() {
    let mut files = files(&[("police/desk", "2010-01-01", None, false)]);
    let from = on("2000-01-01");
    files.post(from, "council_children/duty-team", 1, Some("council_children/director"));
    files.post(from, "council_children/director", 4, None);
    files.agency("council_children", "council_children");
    let answered = |by: &str, at: &str| {
        let mut files = files.clone();
        files.answered(by, on(at), answers("investigated", true));
        let events = files.ordered();
        // The assistant chief of the police is named, and holds the post from 6 May on: then the whole line steps aside.
        let around = named(&events, "police/assistant-chief", "2019-05-06");
        answer(&events, &Policy::england(), day(END), &around).duties.remove(0)
    };
    let before = answered("council_children/duty-team", "2019-05-03");
    assert_eq!(
        hands(&before),
        [
            "2019-04-01 holder police/desk",
            "2019-05-06 instead of a post that steps aside council_children/duty-team"
        ]
    );
    assert_eq!(before.standing, Standing::Open, "not theirs yet");
    assert!(before.remarks.contains(&Code::new("conflict_of_interest_began_while_it_ran")));
    assert_eq!(answered("council_children/duty-team", "2019-05-07").standing, Standing::Answered);
    assert_eq!(answered("police/desk", "2019-05-03").standing, Standing::Answered, "before he came");
    assert_eq!(answered("police/desk", "2019-05-07").standing, Standing::Open);
}
