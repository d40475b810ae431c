//! Strategic matters and interference checks, over made-up records: what opens one, what ends one, and what never shows.

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use flow::Outcome;
use proptest::prelude::*;
use record::event::{Addresses, Told};
use record::outputs::{Matter, Standing};
use record::policy::Policy;
use record::{Body, Claimed, Code, Event, Mention, MentionKind};
use support::{Files, answers, child, concern, day, on, tells, thing, to};

static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

const PLATE: &str = "AB12 CDE";

fn run(files: &Files) -> (Vec<Event>, Outcome) {
    run_events(files.events.clone())
}

fn run_events(mut events: Vec<Event>) -> (Vec<Event>, Outcome) {
    flow::order(&mut events);
    let outcome = flow::run(&events, &ENGLAND, day("2020-12-31"));
    (events, outcome)
}

fn first_child() -> Mention {
    child("Ada", "Marlow", "2004-02-11")
}

fn second_child() -> Mention {
    child("Bess", "Norrington", "2003-09-30")
}

fn third_child() -> Mention {
    child("Cleo", "Okehampton", "2005-05-05")
}

fn vehicle() -> Mention {
    thing(MentionKind::Vehicle, "vehicle_of_concern", PLATE)
}

/// A telling of concern `key` with signs and mentions.
fn telling(key: &str, whom: &str, signs: &[&str], mentions: Vec<Mention>) -> Told {
    let mut told = tells(whom);
    told.concern = concern(key);
    told.signs = signs.iter().map(Code::new).collect();
    told.mentions = mentions;
    told
}

/// The agencies with their top posts.
fn agencies() -> Files {
    let mut files = Files::default();
    files.police();
    let from = on("2000-01-01");
    files
        .post(from, "council/contact", 1, Some("council/head"))
        .post(from, "council/head", 3, Some("council/director"))
        .post(from, "council/director", 4, None);
    for (agency, kind) in [("police", "police"), ("council", "council_children"), ("school", "school")] {
        let body = record::event::AgencyCreated {
            agency: agency.into(),
            name: agency.into(),
            kind: Code::new(kind),
        };
        files.add(agency, from, Body::AgencyCreated(Box::new(body)));
    }
    files
}

/// Two children of two households, a vehicle, two agencies, a sign of exploitation in each record.
fn pattern() -> Files {
    let mut files = agencies();
    let one = telling("c", "police/desk", &["vehicle"], vec![first_child(), vehicle()]);
    let other = telling("d", "council/contact", &["gifts"], vec![second_child(), vehicle()]);
    files.told("police", on("2019-03-04"), one).told("council", on("2019-05-06"), other);
    files
}

fn only(outcome: &Outcome) -> &Matter {
    assert_eq!(outcome.strategic.matters.len(), 1, "{:?}", outcome.strategic.matters);
    &outcome.strategic.matters[0]
}

fn none(files: &Files, why: &str) {
    let (_, outcome) = run(files);
    assert!(
        !outcome.joined.questions.is_empty() || why == "role" || why == "family",
        "{why}: it stays a question"
    );
    assert_eq!(outcome.strategic.matters, [], "{why}");
}

/// The pattern with its second telling changed.
fn changed(change: impl Fn(&mut Event, &mut Told)) -> Files {
    let mut files = pattern();
    let last = files.events.last_mut().expect("a telling");
    let mut body = last.body.clone();
    if let Body::Told(told) = &mut body {
        change(last, told);
    }
    last.body = body;
    files
}

#[test]
fn a_record_that_names_a_group_is_a_matter_when_received() {
    let mut files = agencies();
    files.told("police", on("2019-03-04"), telling("c", "police/desk", &["exploitation_group"], vec![]));
    let (events, outcome) = run(&files);
    let matter = only(&outcome);
    assert_eq!((matter.ground.as_str(), matter.duties.len()), ("group_record", 1));
    let duty = &matter.duties[0];
    assert_eq!((duty.post.as_str(), duty.rank.number()), ("police/assistant-chief", 4));
    assert_eq!((duty.clock.as_str(), duty.started.to_string().as_str()), ("pattern_duty", "2019-03-04"));
    assert_eq!(duty.due_latest.map(|due| due.day()), Some(day("2019-03-11")), "five working days");
    let ranks: Vec<u8> = duty.would_have_climbed.iter().map(|rung| rung.rank.number()).collect();
    assert_eq!(ranks, [5, 6], "nothing below the lead");
    // What the rules would have asked of the lead is nothing it knew.
    assert!(outcome.answers.knowledge.iter().all(|row| row.post.as_str() != "police/assistant-chief"));
    assert!(matches!(events[duty.opened_by as usize].body, Body::Told(_)));
}

#[test]
fn a_group_record_told_to_the_top_is_led_by_the_post_told() {
    let mut files = agencies();
    files.told("school", on("2019-03-04"), telling("c", "council/director", &["exploitation_group"], vec![]));
    let (_, outcome) = run(&files);
    assert_eq!(only(&outcome).duties[0].post.as_str(), "council/director");
    // A school cannot lead; the files say nothing of a message to it.
    let school = &only(&outcome).partners[0];
    assert_eq!((school.agency.as_str(), school.told), ("school", None));
}

#[test]
fn a_pattern_becomes_a_matter_with_its_explanation() {
    let (events, outcome) = run(&pattern());
    let matter = only(&outcome);
    assert_eq!(matter.ground.as_str(), "pattern");
    assert_eq!((matter.shared.len(), matter.children.len(), matter.events.len()), (1, 2, 2));
    assert_eq!(outcome.joined.entities[matter.shared[0] as usize].kind, MentionKind::Vehicle);
    let agencies: Vec<&str> = matter.agencies.iter().map(|agency| agency.as_str()).collect();
    assert_eq!(agencies, ["council", "police"]);
    let duty = &matter.duties[0];
    assert_eq!((duty.post.as_str(), duty.started.to_string().as_str()), ("council/director", "2019-05-06"));
    assert_eq!(matter.partners.len(), 1);
    assert_eq!((matter.partners[0].post.as_str(), matter.partners[0].told), ("police/assistant-chief", None));
    assert!(matter.events.iter().all(|ix| matches!(events[*ix as usize].body, Body::Told(_))));
}

/// The pattern of 2019-05-06, led by the council (due 2019-05-13), with one more act of the police's side.
fn asked_of_the_police(act: impl FnOnce(&mut Files)) -> Vec<(String, String, Standing)> {
    let mut files = pattern();
    act(&mut files);
    let (_, outcome) = run(&files);
    let asks = &only(&outcome).partners[0].asks;
    asks.iter().map(|ask| (ask.post.as_str().to_owned(), ask.started.to_string(), ask.standing)).collect()
}

#[test]
fn where_the_lead_stays_silent_the_other_agency_must_ask_or_answer() {
    let police =
        |started: &str, standing| vec![("police/assistant-chief".to_owned(), started.to_owned(), standing)];
    let silent = asked_of_the_police(|_| {});
    assert_eq!(silent.len(), 1, "{silent:?}");
    assert_eq!((silent[0].0.as_str(), silent[0].2), ("police/assistant-chief", Standing::Open));
    let from = silent[0].1.clone();
    assert!(from.starts_with("2019-05-13"), "from the day the lead's clock ran out: {from}");
    let challenged = |on_day: &'static str, post: &'static str| {
        move |files: &mut Files| {
            files.step(post, on(on_day), "challenged");
        }
    };
    // Whoever asked while the lead's clock ran owes nothing more; asking later ends it; a constable's question is not the top's.
    assert_eq!(asked_of_the_police(challenged("2019-05-10", "police/assistant-chief")), []);
    assert_eq!(
        asked_of_the_police(challenged("2019-06-10", "police/assistant-chief")),
        police(&from, Standing::Answered)
    );
    assert_eq!(asked_of_the_police(challenged("2019-06-10", "police/desk")), police(&from, Standing::Open));
    // Asked before it knew of the matter: that was about something else.
    assert_eq!(
        asked_of_the_police(challenged("2019-04-10", "police/assistant-chief")),
        police(&from, Standing::Open)
    );
}

#[test]
fn a_lead_that_answers_in_time_leaves_the_others_nothing_to_ask() {
    let answered = |on_day: &'static str| {
        asked_of_the_police(move |files| {
            files.answered("council/director", on(on_day), answers("investigated", true));
        })
    };
    assert_eq!(answered("2019-05-10"), []);
    let late = answered("2019-06-10");
    assert_eq!(
        late.iter().map(|ask| ask.2).collect::<Vec<_>>(),
        [Standing::Answered],
        "nothing is left to ask"
    );
}

#[test]
fn each_condition_of_a_pattern_is_needed() {
    none(&changed(|event, _| event.by.agency = "police".into()), "one agency");
    none(&changed(|_, told| told.signs.clear()), "no sign");
    none(&changed(|_, told| told.signs = vec![Code::new("injury")]), "no sign of exploitation");
    none(&changed(|event, _| event.claimed = on("2014-05-06")), "outside the window");
    none(&changed(|event, _| event.claimed = Claimed::UNKNOWN), "undated");
    none(&changed(|_, told| told.passes = Some(concern("c"))), "a copy passed on");
    none(
        &changed(|_, told| told.mentions[0] = Mention::new(MentionKind::Child, "subject")),
        "a child nobody named",
    );
    none(&changed(|_, told| told.mentions[1].role = Code::new("contract_vehicle")), "role");
    let brother = |told: &mut Told| {
        told.mentions[0].surname = Some("Marlow".into());
        told.mentions.push(Mention { role: Code::new("sibling"), ..first_child() });
    };
    none(&changed(|_, told| brother(told)), "family");
}

#[test]
fn a_place_or_a_name_online_needs_a_fourth_household_and_a_busy_one_opens_nothing() {
    shared_by_chance(&|| thing(MentionKind::Place, "place_of_concern", "14 Mill Lane"));
    shared_by_chance(&|| thing(MentionKind::OnlineName, "online_of_concern", "player_one"));
}

fn shared_by_chance(place: &dyn Fn() -> Mention) {
    let mut files = pattern();
    for event in &mut files.events {
        if let Body::Told(told) = &mut event.body {
            told.mentions[1] = place();
        }
    }
    files.told(
        "police",
        on("2019-06-06"),
        telling("e", "police/desk", &["gifts"], vec![third_child(), place()]),
    );
    none(&files, "three households at a place");
    let other = |forename: &str, born: &str| vec![child(forename, "Penhallow", born), place()];
    let fourth = telling("f", "police/desk", &["gifts"], other("Dora", "2004-03-03"));
    let mut enough = files.clone();
    enough.told("police", on("2019-07-07"), fourth.clone());
    assert_eq!(only(&run(&enough).1).duties[0].started.to_string(), "2019-07-07");
    // Two more children there, before, whose records carry no sign: four of six is no place of concern but a place.
    let mut busy = files.clone();
    for (key, name, surname, born) in
        [("g", "Edie", "Quick", "2002-12-12"), ("h", "Fern", "Rosewarne", "2006-01-20")]
    {
        let mentions = vec![child(name, surname, born), place()];
        busy.told("school", on("2019-04-01"), telling(key, "police/desk", &[], mentions));
    }
    busy.told("police", on("2019-07-07"), fourth);
    none(&busy, "a busy place");
}

#[test]
fn a_record_that_names_a_group_joins_the_matter_it_shares_something_with() {
    let mut files = pattern();
    let group = |key: &str, thing: Vec<Mention>| telling(key, "police/desk", &["exploitation_group"], thing);
    files.told("police", on("2019-08-01"), group("e", vec![vehicle()]));
    let (_, outcome) = run(&files);
    assert_eq!((only(&outcome).group_records.len(), only(&outcome).duties.len()), (1, 1));
    // Nothing shared: a matter of its own. A third that shares with both makes them one, led from the first day.
    files.told(
        "police",
        on("2019-09-01"),
        group("f", vec![thing(MentionKind::Phone, "phone_of_concern", "07700 900123")]),
    );
    assert_eq!(run(&files).1.strategic.matters.len(), 2);
    let both = vec![second_child(), thing(MentionKind::Phone, "phone_of_concern", "07700 900123")];
    files.told("police", on("2019-10-01"), group("g", both));
    let (_, merged) = run(&files);
    assert_eq!((only(&merged).group_records.len(), only(&merged).duties.len()), (3, 1));
    assert_eq!(only(&merged).duties[0].started.to_string(), "2019-05-06");
}

#[test]
fn a_matter_ends_only_with_an_answer_of_substance_by_the_top() {
    let standing = |by: &str, change: &dyn Fn(&mut record::event::Answered)| {
        let mut files = pattern();
        let mut answer = answers("disrupted", true);
        answer.concern = concern("d");
        change(&mut answer);
        files.answered(by, on("2019-05-08"), answer);
        only(&run(&files).1).duties[0].standing
    };
    assert_eq!(standing("council/director", &|_| ()), Standing::Answered);
    assert_eq!(standing("council/contact", &|_| ()), Standing::Open, "the front line cannot end it");
    assert_eq!(standing("council", &|_| ()), Standing::Open, "nor an agency without a post");
    assert_eq!(standing("police/assistant-chief", &|_| ()), Standing::Open, "nor another agency");
    let other = Standing::AnsweredNotInSubstance;
    assert_eq!(standing("council/director", &|answer| answer.addresses = Addresses::Writer), other);
    for outcome in answered_never() {
        assert_eq!(
            standing("council/director", &|answer| answer.outcome = Code::new(outcome)),
            other,
            "{outcome}"
        );
    }
    let no_action = |answer: &mut record::event::Answered| answer.outcome = Code::new("no_action");
    assert_eq!(standing("council/director", &no_action), Standing::DecidedWithoutReasons, "no second post");
    let signed = |answer: &mut record::event::Answered| {
        no_action(answer);
        answer.second_post = Some(to("police/assistant-chief"));
    };
    assert_eq!(standing("council/director", &signed), Standing::Answered);
}

fn answered_never() -> [&'static str; 8] {
    answered::NEVER_END
}

#[test]
fn a_record_after_the_end_is_a_new_duty_and_old_material_comes_up_again() {
    let mut files = pattern();
    let mut old = answers("investigated", true);
    old.concern = concern("c");
    files.answered("police/desk", on("2019-03-06"), old);
    let mut answer = answers("disrupted", true);
    answer.concern = concern("d");
    files.answered("council/director", on("2019-05-08"), answer);
    let (events, outcome) = run(&files);
    let matter = only(&outcome);
    assert_eq!((matter.duties.len(), matter.resurfaced.len()), (1, 1));
    assert_eq!(events[matter.resurfaced[0] as usize].concern(), Some(&concern("c")));
    files.told(
        "police",
        on("2019-07-01"),
        telling("e", "police/desk", &["gifts"], vec![third_child(), vehicle()]),
    );
    let (_, outcome) = run(&files);
    let duties = &only(&outcome).duties;
    assert_eq!(duties.len(), 2);
    assert_eq!((duties[0].standing, duties[1].standing), (Standing::Answered, Standing::Open));
    assert!(duties[1].remarks.contains(&Code::new("new_record_after_an_end")));
}

#[test]
fn a_withdrawal_closes_nothing_and_opens_a_check_outside_the_chain() {
    let mut files = agencies();
    files.told(
        "school",
        on("2019-03-04"),
        telling("c", "police/desk", &["gifts"], vec![first_child(), vehicle()]),
    );
    let before = run(&files).1.answers.duties;
    files.step("police/desk", on("2019-03-06"), "withdrawn");
    let (_, outcome) = run(&files);
    assert_eq!(outcome.strategic.checks.len(), 1);
    let check = &outcome.strategic.checks[0];
    assert_eq!((check.duty.post.as_str(), check.duty.rank.number()), ("council/head", 3));
    assert_eq!(check.duty.due_latest.map(|due| due.day()), Some(day("2019-03-08")), "two working days");
    // It starts with the vehicle and the records, never with the child.
    assert_eq!(check.adults.len(), 1);
    assert_eq!(outcome.joined.entities[check.adults[0] as usize].kind, MentionKind::Vehicle);
    assert_eq!(check.records.len(), 2);
    let duties = &outcome.answers.duties;
    assert_eq!((duties.len(), duties[0].standing), (before.len(), before[0].standing));
    assert_eq!(duties[0].would_have_climbed, before[0].would_have_climbed);

    // The chain withdrawn from cannot end it, nor can the front line of the agency that checks.
    let answered = |by: &str| {
        let mut files = files.clone();
        files.answered(by, on("2019-03-07"), answers("safeguarded", true));
        run(&files).1.strategic.checks[0].duty.standing
    };
    assert_eq!(answered("police/assistant-chief"), Standing::Open);
    assert_eq!(answered("council/contact"), Standing::Open);
    assert_eq!(answered("council/head"), Standing::Answered);
}

#[test]
fn a_check_stays_where_it_lies_whatever_is_written_or_told_after_the_withdrawal() {
    let mut files = agencies();
    files.told(
        "school",
        on("2019-03-04"),
        telling("c", "police/desk", &["gifts"], vec![first_child(), vehicle()]),
    );
    files.step("police/desk", on("2019-03-06"), "withdrawn");
    files.recorded("council/head", on("2019-03-07"), "note", &[]);
    files.handed("police/desk", on("2019-03-10"), "council/contact");
    let of = |files: &Files| run(files).1.strategic.checks[0].duty.clone();
    assert_eq!(of(&files).post.as_str(), "council/head");
    files.answered("council/head", on("2019-03-12"), answers("safeguarded", true));
    assert_eq!((of(&files).post.as_str(), of(&files).standing), ("council/head", Standing::Answered));
}

#[test]
fn a_check_never_lies_with_an_agency_that_a_record_told_before_the_withdrawal() {
    let mut files = agencies();
    files.told(
        "school",
        on("2019-03-04"),
        telling("c", "police/desk", &["gifts"], vec![first_child(), vehicle()]),
    );
    files.recorded("police/desk", on("2019-03-05"), "note", &[]);
    if let Some(Body::Recorded(entry)) = files.events.last_mut().map(|event| &mut event.body) {
        entry.told_to = Some(to("council/head"));
    }
    files.step("police/desk", on("2019-03-06"), "withdrawn");
    assert_eq!(run(&files).1.strategic.checks[0].duty.rank.number(), 6);
}

#[test]
fn a_number_given_again_to_another_child_is_another_matter_and_another_check() {
    let mut files = agencies();
    let group = |key: &str, child: Mention| telling(key, "police/desk", &["exploitation_group"], vec![child]);
    files.told("school", on("2018-03-04"), group("c", first_child()));
    files.told("school", on("2019-03-04"), group("c", second_child()));
    let (_, outcome) = run(&files);
    assert_eq!(outcome.strategic.matters.len(), 2, "{:?}", outcome.strategic.matters);
    // The answer about the second child ends nothing towards the first.
    files.answered("police/assistant-chief", on("2019-04-01"), answers("investigated", true));
    let (_, outcome) = run(&files);
    let of: Vec<Standing> =
        outcome.strategic.matters.iter().map(|matter| matter.duties[0].standing).collect();
    assert_eq!(of[0], Standing::Open);
}

#[test]
fn of_several_answers_of_doubtful_dates_the_first_may_have_been_any() {
    let mut files = agencies();
    let record = telling("c", "police/desk", &["exploitation_group"], vec![first_child()]);
    files.told("school", on("2019-01-07"), record);
    files.answered("police/assistant-chief", on("2019-03-20"), answers("investigated", true));
    let late = |files: &Files| only(&run(files).1).duties[0].late;
    assert_eq!(late(&files), record::Tri::Yes);
    files.answered(
        "police/assistant-chief",
        Claimed::year(2019).expect("a year"),
        answers("investigated", true),
    );
    assert_eq!(late(&files), record::Tri::CannotTell, "the other may have come in time");
}

#[test]
fn where_every_partner_was_told_oversight_checks() {
    let mut files = agencies();
    files.told("police", on("2019-03-04"), telling("c", "council/contact", &[], vec![first_child()]));
    files.step("police/desk", on("2019-03-06"), "withdrawn");
    let (_, outcome) = run(&files);
    assert_eq!(outcome.strategic.checks[0].duty.rank.number(), 6);
}

#[test]
fn no_list_that_a_teller_may_see_holds_a_check_or_a_matter() {
    // Duties of concerns may be shown to a teller in part. A check in that list would be read by whoever pressed a child.
    let mut files = pattern();
    let with_matter = run(&files).1;
    files.step("police/desk", on("2019-03-06"), "withdrawn");
    let (_, outcome) = run(&files);
    assert_eq!(outcome.strategic.checks.len(), 1);
    for duty in outcome.answers.duties.iter().chain(&with_matter.answers.duties) {
        assert!(!["interference_check", "pattern_duty"].contains(&duty.clock.as_str()));
        assert!(duty.remarks.iter().all(|remark| !remark.as_str().contains("check")));
    }
    let rows = &outcome.answers.knowledge;
    assert!(rows.iter().all(|row| row.post != outcome.strategic.checks[0].duty.post));
}

/// A telling, an answer or a withdrawal, made of small numbers.
type Part = (i32, u8, u8, u8, u8);

fn files(parts: &[Part]) -> Files {
    let mut files = agencies();
    let children = [first_child, second_child, third_child];
    for (number, (from, kind, who, what, bits)) in parts.iter().enumerate() {
        let at = Claimed::day(day("2019-01-01").add_days(*from));
        let by = ["police", "council", "school"][usize::from(*who % 3)];
        let key = format!("k{}", if *kind < 3 { number } else { usize::from(*what) % parts.len() });
        match kind {
            0..=2 => {
                let things = [
                    vehicle(),
                    thing(MentionKind::Phone, "phone_of_concern", "07700 900123"),
                    thing(MentionKind::Place, "place_of_concern", "14 Mill Lane"),
                ];
                let mut mentions = vec![children[usize::from(*what % 3)]()];
                mentions.push(things[usize::from(*bits % 3)].clone());
                let sign = ["gifts", "exploitation_group", "injury", "vehicle"][usize::from(*bits / 64)];
                let to = ["police/desk", "council/contact", "police"][usize::from(*bits / 4 % 3)];
                files.told(by, at, telling(&key, to, &[sign], mentions));
            }
            3..=4 => {
                let mut answer =
                    answers(["disrupted", "no_action", "withdrawn"][usize::from(*bits % 3)], *bits > 99);
                answer.concern = concern(&key);
                let post = ["council/director", "police/assistant-chief", "police/desk", "council/head"];
                files.answered(post[usize::from(*bits / 4 % 4)], at, answer);
            }
            _ => {
                let step = record::event::Step { concern: concern(&key), reason: Code::new(""), words: None };
                files.add(by, at, Body::Withdrawn(Box::new(step)));
            }
        }
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_order_of_presentation_changes_a_matter_or_a_check(
        parts in proptest::collection::vec((0i32..300, 0u8..6, any::<u8>(), any::<u8>(), any::<u8>()), 1..14),
        turn in 0usize..40,
    ) {
        let files = files(&parts);
        let (_, given) = run(&files);
        let mut turned = files.events.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        turned.reverse();
        prop_assert_eq!(given.strategic, run_events(turned).1.strategic);
    }

    #[test]
    fn a_duty_of_a_matter_or_a_check_ends_only_with_an_answer_of_substance_of_its_agency(
        parts in proptest::collection::vec((0i32..300, 0u8..6, any::<u8>(), any::<u8>(), any::<u8>()), 1..14),
    ) {
        let (events, outcome) = run(&files(&parts));
        let strategic = &outcome.strategic;
        let duties = strategic.matters.iter().flat_map(|matter| &matter.duties);
        for duty in duties.chain(strategic.checks.iter().map(|check| &check.duty)) {
            if duty.standing != Standing::Answered {
                continue;
            }
            let event = &events[duty.answered_by.expect("an answer") as usize];
            let Body::Answered(answer) = &event.body else { panic!("an answer") };
            prop_assert_eq!(answer.addresses, Addresses::Substance);
            prop_assert!(answer.outcome.as_str() == "disrupted", "no action has no second post here");
            let post = event.by.post.as_ref().expect("a named post");
            prop_assert_eq!(post.agency(), duty.post.agency());
            prop_assert!(event.claimed.latest() >= duty.started.earliest());
        }
        // Every withdrawal of a concern told has its check, and no answered list knows of it.
        let withdrawn = events.iter().filter(|event| matches!(event.body, Body::Withdrawn(_))).count();
        prop_assert_eq!(withdrawn > 0, !strategic.checks.is_empty());
        // No two matters share a child or a thing.
        for (place, one) in strategic.matters.iter().enumerate() {
            for other in &strategic.matters[place + 1..] {
                prop_assert!(one.children.iter().all(|child| !other.children.contains(child)));
                prop_assert!(one.shared.iter().all(|thing| !other.shared.contains(thing)));
            }
        }
    }
}
