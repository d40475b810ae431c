//! What always holds, whatever the files say and in whatever order they are given.

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use answered::{Answers, Around, answer};
use proptest::collection::vec;
use proptest::prelude::*;
use record::event::{Addresses, Step};
use record::outputs::{Duty, KnowledgeState, Standing};
use record::policy::Policy;
use record::{Body, Claimed, Code, Day, Event, Rank, Tri};
use support::{Files, answers, day, on, tells, to};

static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

const POSTS: &[&str] = &[
    "police",
    "police/desk",
    "police/sergeant",
    "police/licensing",
    "police#4",
    "council",
    "council/contact",
    "school/head",
];
const OUTCOMES: &[&str] = &[
    "investigated",
    "no_action",
    "withdrawn",
    "cannot_with_what_i_have",
    "recorded_only",
    "safeguarded",
    "transferred",
];
const STEPS: &[&str] =
    &["opened", "refused", "accepted", "countersigned", "withdrawn", "disputed", "challenged"];

/// The first day of the made-up time; the last is about two months later.
fn first() -> Day {
    day("2019-04-01")
}

fn claimed() -> impl Strategy<Value = Claimed> {
    (0i32..60, 0i32..30, 0u8..12).prop_map(|(from, length, kind)| {
        let start = first().add_days(from);
        match kind {
            0 => Claimed::UNKNOWN,
            1 => Claimed::before(start),
            2 => Claimed::after(start),
            3 => Claimed::range(start, start.add_days(length)),
            4 => Claimed::minute(start.start().add_minutes(i64::from(length) * 40)),
            5 => Claimed::week(start),
            _ => Claimed::day(start),
        }
    })
}

/// One made-up event: who, when, what, and the numbers the rest is drawn from.
fn made_up() -> impl Strategy<Value = (usize, Claimed, u8, usize, usize, u8)> {
    (0..POSTS.len(), claimed(), 0u8..12, 0..POSTS.len(), 0..OUTCOMES.len(), any::<u8>())
}

fn files(parts: Vec<(usize, Claimed, u8, usize, usize, u8)>) -> Files {
    let mut files = Files::default();
    files.police().taking(on("2000-01-01"), "council/contact", 1, None, &["front_door"]);
    for (by, claimed, kind, other, outcome, bits) in parts {
        // An event that acts is by a post or an agency; a rank alone cannot act.
        let by = POSTS[by].split('#').next().unwrap_or("police");
        let key = if bits & 1 == 0 { "c" } else { "d" };
        match kind {
            0..=4 => {
                let mut told = tells(POSTS[other]);
                told.concern.key = key.into();
                told.immediate_danger = bits & 14 == 14;
                told.activity = Code::new(if bits & 48 == 48 { "referral.received" } else { "concern.told" });
                told.passes = (kind == 4).then(|| support::concern(if bits & 64 == 0 { "c" } else { "d" }));
                told.signs = if bits & 128 == 0 { Vec::new() } else { vec![Code::new("exploitation")] };
                files.told(by, claimed, told);
            }
            5..=7 => {
                let mut answer = answers(OUTCOMES[outcome], bits & 2 == 2);
                answer.concern.key = key.into();
                answer.addresses = if bits & 12 == 12 { Addresses::Writer } else { Addresses::Substance };
                answer.second_post = (bits & 16 == 16).then(|| to(POSTS[other]));
                files.answered(by, claimed, answer);
            }
            8 => {
                files.handed(by, claimed, POSTS[other]);
            }
            9 => {
                files.recorded(by, claimed, "assessment.started", &[]);
            }
            _ => {
                files.step(by, claimed, STEPS[outcome % STEPS.len()]);
            }
        }
    }
    files
}

fn answered_by(events: &[Event], as_of: Day) -> Answers {
    answer(events, &ENGLAND, as_of, &Around::default())
}

/// A duty without the places of its events.
type Bare = (String, String, Claimed, Standing, Tri, Option<record::Moment>, usize);

fn bare(duty: &Duty) -> Bare {
    let climbed = duty.would_have_climbed.len();
    (
        duty.post.to_string(),
        duty.clock.to_string(),
        duty.started,
        duty.standing,
        duty.late,
        duty.due_latest,
        climbed,
    )
}

fn ordered(files: &Files) -> Vec<Event> {
    let mut events = files.events.clone();
    flow::order(&mut events);
    events
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_order_of_presentation_changes_anything(
        (parts, shuffled) in vec(made_up(), 0..20).prop_map(|parts| files(parts).events).prop_flat_map(|events| {
            (Just(events.clone()), Just(events).prop_shuffle())
        }),
        as_of in 0i32..90,
    ) {
        let mut once = parts;
        let mut again = shuffled;
        flow::order(&mut once);
        flow::order(&mut again);
        let as_of = first().add_days(as_of);
        prop_assert_eq!(flow::run(&once, &ENGLAND, as_of), flow::run(&again, &ENGLAND, as_of));
    }

    #[test]
    fn events_without_places_are_ordered_by_what_they_say(
        (parts, shuffled) in vec(made_up(), 0..12).prop_map(|parts| files(parts).events).prop_flat_map(|mut events| {
            events.iter_mut().for_each(|event| event.source = Default::default());
            (Just(events.clone()), Just(events).prop_shuffle())
        }),
    ) {
        let (mut once, mut again) = (parts, shuffled);
        flow::order(&mut once);
        flow::order(&mut again);
        prop_assert_eq!(once, again);
    }

    #[test]
    fn no_warning_is_without_a_holder(parts in vec(made_up(), 0..20), as_of in 0i32..90) {
        let events = ordered(&files(parts));
        let as_of = first().add_days(as_of);
        let answers = answered_by(&events, as_of);
        let mut any = false;
        for (ix, event) in events.iter().enumerate() {
            let Body::Told(told) = &event.body else { continue };
            if event.claimed.is_by(as_of) == Tri::No {
                continue;
            }
            any = true;
            let holds = |duty: &&Duty| duty.inputs.contains(&(ix as u32)) && duty.post.agency() == told.told_to.agency;
            prop_assert!(told.passes.is_some() || answers.duties.iter().any(|duty| holds(&duty)), "event {}", ix);
        }
        prop_assert!(!any || !answers.duties.is_empty());
        for duty in &answers.duties {
            prop_assert!(!duty.post.local().is_empty() && duty.inputs.contains(&duty.opened_by));
            prop_assert!(duty.late != Tri::No || duty.would_have_climbed.iter().all(|rung| rung.rank.number() > 0));
        }
    }

    #[test]
    fn a_withdrawal_removes_and_ends_nothing(parts in vec(made_up(), 0..20), at in claimed(), by in 0..POSTS.len()) {
        let before = files(parts);
        let mut after = before.clone();
        let by = POSTS[by].split('#').next().unwrap_or("police");
        let step = Step { concern: support::concern("c"), reason: Code::new("pressure"), words: None };
        after.add(by, at, Body::Withdrawn(Box::new(step)));
        let end = first().add_days(90);
        let bares = |files: &Files| answered_by(&ordered(files), end).duties.iter().map(bare).collect::<Vec<_>>();
        prop_assert_eq!(bares(&before), bares(&after));
    }

    #[test]
    fn what_is_overdue_and_open_never_becomes_in_time(parts in vec(made_up(), 0..20), early in 0i32..60, later in 0i32..60) {
        let events = ordered(&files(parts));
        let (early, later) = (first().add_days(early), first().add_days(early + later));
        let (then, now) = (answered_by(&events, early), answered_by(&events, later));
        let running = |duty: &&Duty| duty.standing < Standing::DecidedWithoutReasons && duty.late != Tri::No;
        let remarked = |duty: &Duty, word: &str| duty.remarks.iter().any(|remark| remark.as_str() == word);
        // Where the telling itself comes into view later than its passing on, its own duty takes the place of the one
        // that stood in for it; where it comes later than an acceptance, its clock may be another, and so that of the duty
        // that lack of means moves on from there.
        let stands_in = |duty: &&Duty| !remarked(duty, "first_telling_not_in_files");
        for duty in then.duties.iter().filter(running).filter(stands_in) {
            let same = |other: &&Duty| {
                let taken_over = |word| remarked(duty, word);
                let same_clock = other.clock == duty.clock
                    || taken_over("accepted_from_another_post")
                    || taken_over("moved_here_for_lack_of_means");
                other.post == duty.post && same_clock && other.inputs.contains(&duty.opened_by)
            };
            // What was moved up for lack of means from a duty that stood in for a telling goes with it.
            let from_stand_in = then.duties.iter().any(|other| !stands_in(&other) && other.answered_by == Some(duty.opened_by));
            // And one answer that speaks for several posts moves the lowest duty first: then the one above stays open below.
            let rests = |other: &&Duty| other.inputs.contains(&duty.opened_by);
            let open_elsewhere = now.duties.iter().filter(running).any(|other| rests(&other));
            if remarked(duty, "moved_here_for_lack_of_means") && (from_stand_in || open_elsewhere) {
                continue;
            }
            prop_assert!(now.duties.iter().filter(same).any(|duty| duty.late != Tri::No), "{:?}\n{:?}", duty, now.duties);
        }
    }

    #[test]
    fn a_certain_rung_was_reached_after_the_last_due_minute_of_a_late_duty(parts in vec(made_up(), 0..20), as_of in 0i32..90) {
        let as_of = first().add_days(as_of);
        for duty in answered_by(&ordered(&files(parts)), as_of).duties {
            let moved = duty.remarks.iter().any(|word| word.as_str() == "moves_to_budget_holder");
            for rung in duty.would_have_climbed.iter().filter(|rung| rung.certain && !moved) {
                prop_assert_eq!(duty.late, Tri::Yes);
                prop_assert!(rung.latest >= duty.due_latest && rung.latest < Some(as_of.end()));
                prop_assert!(rung.rank > duty.rank);
            }
            prop_assert!(duty.late != Tri::No || moved || duty.would_have_climbed.is_empty());
            prop_assert!(duty.late == Tri::No || duty.due_earliest.is_none_or(|due| due < as_of.end()));
        }
    }

    #[test]
    fn knowledge_is_only_what_an_event_of_or_to_that_agency_shows(parts in vec(made_up(), 0..20)) {
        let events = ordered(&files(parts));
        for row in answered_by(&events, first().add_days(90)).knowledge {
            let event = &events[row.shown_by as usize];
            let acted = event.by.agency == row.post.agency();
            prop_assert!(matches!(row.state, KnowledgeState::Sent | KnowledgeState::Opened));
            prop_assert!(row.state == KnowledgeState::Sent || acted);
            prop_assert!(row.rank <= Rank::OVERSIGHT && row.at == event.claimed);
        }
    }
}
