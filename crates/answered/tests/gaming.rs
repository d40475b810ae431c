//! How the rules are used leaves counted traces: what is planted is counted, and what is like it in innocence is not.

mod support;

use answered::gaming;
use record::event::{Answered, Body, HandedOver, Step, Told};
use record::outputs::GamingTrace;
use record::policy::Policy;
use record::{AgencyId, Claimed, Code, ConcernRef, Day};
use support::{Files, answers, concern, day, tells, to};

fn nth(number: u32) -> Day {
    day("2019-01-01").add_days(number as i32)
}

fn on_day(number: u32) -> Claimed {
    Claimed::day(nth(number))
}

fn numbered(number: u32) -> ConcernRef {
    concern(&format!("c{number}"))
}

fn told(files: &mut Files, number: u32, at: u32, whom: &str, source: Option<&str>) {
    let teller_agency = source.map(AgencyId::new);
    files.told("police", on_day(at), Told { concern: numbered(number), teller_agency, ..tells(whom) });
}

fn answered_with(files: &mut Files, number: u32, at: u32, by: &str, reasons: bool, words: Option<&str>) {
    let words = words.map(str::to_owned);
    files.answered(
        by,
        on_day(at),
        Answered { concern: numbered(number), words, ..answers("investigated", reasons) },
    );
}

fn step(files: &mut Files, number: u32, at: u32, by: &str, make: fn(Box<Step>) -> Body) {
    let body = Box::new(Step { concern: numbered(number), reason: Code::new(""), words: None });
    files.add(by, on_day(at), make(body));
}

fn hand(files: &mut Files, number: u32, at: u32, by: &str, whom: &str) {
    let body = HandedOver { concern: numbered(number), to: to(whom), words: None };
    files.add(by, on_day(at), Body::HandedOver(Box::new(body)));
}

fn traces(files: &Files) -> Vec<GamingTrace> {
    let events = files.ordered();
    let policy = Policy::england();
    let end = nth(2_000);
    let duties = answered::answer(&events, &policy, end, &answered::Around::default()).duties;
    let found = gaming(&events, &duties, &[], &policy, end);
    let mut turned = duties.clone();
    turned.reverse();
    assert_eq!(found, gaming(&events, &turned, &[], &policy, end), "the order of duties shows");
    found
}

fn of(files: &Files, rule: &str) -> Vec<GamingTrace> {
    traces(files).into_iter().filter(|trace| trace.rule.as_str() == rule).collect()
}

#[test]
fn hollow_answers_are_counted_where_the_agency_records_reasons_and_nowhere_else() {
    let mut files = Files::default();
    files.police();
    for number in 0..20 {
        told(&mut files, number, number, "police/desk", None);
        answered_with(&mut files, number, number + 1, "police/desk", number >= 12, None);
    }
    let found = of(&files, "hollow_answers");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].counted, found[0].of, found[0].post.as_str()), (12, 20, "police/desk"));
    assert_eq!((found[0].first, found[0].last), (Some(nth(1)), Some(nth(12))));
    // One answer of substance more, and less than the asked share is hollow.
    answered_with(&mut files, 0, 30, "police/desk", true, None);
    assert!(of(&files, "hollow_answers").is_empty());

    // A system without a place for reasons, such as a return, makes nobody hollow.
    let mut without = Files::default();
    without.police();
    for number in 0..40 {
        told(&mut without, number, number, "police/desk", None);
        answered_with(&mut without, number, number + 1, "police/desk", false, None);
    }
    assert!(traces(&without).is_empty());
}

#[test]
fn a_tick_for_reasons_beside_a_word_or_two_is_a_hollow_answer() {
    let mut files = Files::default();
    files.police();
    for number in 0..20 {
        answered_with(&mut files, number, number, "police/desk", true, Some("no action"));
    }
    answered_with(&mut files, 20, 20, "police/sergeant", true, Some("seen at home with her aunt"));
    let found = of(&files, "hollow_answers");
    assert_eq!(found.iter().map(|trace| (trace.counted, trace.of)).collect::<Vec<_>>(), [(20, 20)]);
}

#[test]
fn the_same_words_in_many_concerns_are_counted_and_never_kept() {
    let standard = ["Spoke to family on 3/4, no role for us.", "spoke to family on 21/12; no role for us"];
    let mut files = Files::default();
    for number in 0..20 {
        let own = format!("{} was seen at school and the plan was changed", "very ".repeat(number as usize));
        let words = if number < 5 { standard[number as usize % 2] } else { own.as_str() };
        answered_with(&mut files, number, number, "police/desk", true, Some(words));
    }
    let found = of(&files, "copied_answers");
    assert_eq!(found.iter().map(|trace| (trace.counted, trace.of)).collect::<Vec<_>>(), [(5, 20)]);
    assert!(!format!("{found:?}").contains("family"));
    // Said five times of one concern it is one story, not a copy.
    let mut once = Files::default();
    (0..5).for_each(|at| answered_with(&mut once, 1, at, "police/desk", true, Some(standard[0])));
    assert!(traces(&once).is_empty());
}

/// Answers of the desk, each signed by the council's post so many days later; the last `refused` of them refused.
fn signed(numbers: std::ops::Range<u32>, [from, by]: [&str; 2], after: u32, refused: u32) -> Files {
    let mut files = Files::default();
    for number in numbers.clone() {
        answered_with(&mut files, number, number, from, true, None);
        let make = if number + refused < numbers.end { Body::Countersigned } else { Body::Refused };
        step(&mut files, number, number + after, by, make);
    }
    files
}

#[test]
fn a_second_post_that_always_agrees_at_once_is_counted() {
    let pair = ["police/desk", "council/lead"];
    let found = of(&signed(0..12, pair, 0, 0), "signing_pair");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].counted, found[0].of, found[0].same_day), (12, 12, Some(12)));
    assert_eq!(found[0].other.as_ref().map(|post| post.as_str()), Some("council/lead"));
    assert_eq!(found[0].remarks.iter().map(Code::as_str).collect::<Vec<_>>(), ["only_partner"]);
    assert!(of(&signed(0..12, pair, 2, 0), "signing_pair").is_empty(), "read for two days");
    assert!(of(&signed(0..12, pair, 0, 2), "signing_pair").is_empty(), "it says no as well");
    assert!(of(&signed(0..9, pair, 0, 0), "signing_pair").is_empty(), "few");
}

#[test]
fn two_posts_that_sign_for_each_other_are_said_to() {
    let mut files = signed(0..12, ["police/desk", "council/lead"], 0, 0);
    files.events.extend(signed(20..32, ["council/lead", "police/desk"], 0, 0).events);
    let found = of(&files, "signing_pair");
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|trace| trace.remarks.iter().any(|word| word.as_str() == "reciprocal")));
}

#[test]
fn a_concern_that_is_handed_back_is_counted_and_one_that_goes_on_once_is_not() {
    let mut files = Files::default();
    files.police();
    for number in 0..2 {
        told(&mut files, number, 0, "police/desk", None);
        hand(&mut files, number, 1, "police/desk", "council/duty-team");
        step(&mut files, number, 2, "council/duty-team", Body::Accepted);
    }
    assert!(traces(&files).is_empty());
    (0..2).for_each(|number| hand(&mut files, number, 3, "council/duty-team", "police/desk"));
    let found = of(&files, "hand_overs");
    let posts: Vec<(&str, u32, u32)> =
        found.iter().map(|trace| (trace.post.as_str(), trace.counted, trace.of)).collect();
    assert_eq!(posts, [("council/duty-team", 2, 2), ("police/desk", 2, 2)]);
}

#[test]
fn warnings_passed_over_for_later_ones_are_counted_and_the_newest_are_not() {
    let mut files = Files::default();
    files.police();
    for number in 0..30 {
        told(&mut files, number, number, "police/desk", None);
        if number >= 10 {
            step(&mut files, number, number + 1, "police/desk", Body::Opened);
        }
    }
    let found = of(&files, "unopened");
    assert_eq!(found.iter().map(|trace| (trace.counted, trace.of)).collect::<Vec<_>>(), [(10, 30)]);
    // Nothing later was opened: an office that is behind takes the oldest first, and is only behind.
    let mut behind = Files::default();
    behind.police();
    for number in 0..30 {
        told(&mut behind, number, number, "police/desk", None);
        if number < 20 {
            step(&mut behind, number, number + 1, "police/desk", Body::Opened);
        }
    }
    assert!(traces(&behind).is_empty());
}

#[test]
fn a_burst_from_one_agency_is_counted_and_a_family_that_tells_again_and_again_is_not() {
    let burst = |source: Option<&str>| {
        let mut files = Files::default();
        files.police();
        (0..40).for_each(|week| told(&mut files, week, week * 10, "police/desk", source));
        (100..125).for_each(|number| told(&mut files, number, 203 + number % 5, "police/desk", source));
        files
    };
    let found = of(&burst(Some("a-home")), "flood");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].counted, found[0].of), (25, 1), "{found:?}");
    assert_eq!(found[0].source.as_ref().map(AgencyId::as_str), Some("a-home"));
    assert!(traces(&burst(None)).is_empty(), "people who came to the police themselves");
}
