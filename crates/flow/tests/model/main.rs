//! Model-based tests of answering: random organisations, random sequences of what may happen, and a small reference model
//! of what may end a duty. Each holds after every single command, as time passes.
//!
//! Plain `proptest` over sequences of commands: the state-machine crate beside it would switch on forking, time-outs and
//! their dependencies for every test of the workspace, and the state here is only the list of events.
//!
//! Each property was seen to fail, once, with a rule changed by hand; which one stands with it.

#[path = "../../../answered/tests/support/mod.rs"]
mod support;

mod commands;
mod organisation;
mod reference;
mod rules;
mod staff;
mod staffed;

use std::sync::LazyLock;

use commands::{Command, Played, command, play};
use flow::{Answers, Around, Live, answer};
use organisation::{Organisation, organisation};
use proptest::collection::vec;
use proptest::prelude::*;
use record::event::Step;
use record::outputs::{Duty, KnowledgeState, Standing, WouldClimb};
use record::policy::Policy;
use record::{Addressee, AgencyId, Body, Claimed, Code, ConcernRef, Day, Event, PostId, Rank, Tri, stored};
use reference::{Reference, day_of};

static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

/// How many stories each property is tried on: more where `CANDOUR_CASES` says so.
fn cases() -> u32 {
    std::env::var("CANDOUR_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000)
}

/// An organisation and what happens in it.
fn story() -> impl Strategy<Value = (Organisation, Vec<Command>)> {
    (organisation(), vec(command(), 1..22))
}

fn ordered(events: &[Event]) -> Vec<Event> {
    let mut events = events.to_vec();
    flow::order(&mut events);
    events
}

fn answered_by(events: &[Event], policy: &Policy, as_of: Day) -> Answers {
    answer(events, policy, as_of, &Around::default())
}

/// What had come by each command, in canonical order, with the day on which it came.
fn moments(played: &Played) -> Vec<(Vec<Event>, Day)> {
    let so_far = |came: usize| ordered(&played.events[..played.described + came + 1]);
    played.came.iter().enumerate().map(|(came, day)| (so_far(came), *day)).collect()
}

fn concern_of(duty: &Duty, events: &[Event]) -> ConcernRef {
    events[duty.opened_by as usize].concern().cloned().expect("a duty is opened by an event of a concern")
}

fn start_of(duty: &Duty) -> Day {
    duty.started.single_day().expect("every event of these tests is dated to the day")
}

/// A duty without what shows that it was opened and what it rests on: whose, since when, due when, whether it ended, and
/// where it would have climbed.
#[derive(Debug, PartialEq)]
struct Core {
    post: PostId,
    clock: Code,
    started: Claimed,
    due_latest: Option<record::Moment>,
    late: Tri,
    ended: bool,
    climbed: Vec<WouldClimb>,
}

fn cores(answers: Answers) -> Vec<Core> {
    let core = |duty: Duty| Core {
        post: duty.post,
        clock: duty.clock,
        started: duty.started,
        due_latest: duty.due_latest,
        late: duty.late,
        ended: duty.standing == Standing::Answered,
        climbed: duty.would_have_climbed,
    };
    answers.duties.into_iter().map(core).collect()
}

/// The policy with the clock of concerns changed to so many working days from a day on.
fn changed(from: Day, amount: i32) -> Policy {
    let mut policy = ENGLAND.clone();
    let of = |id: &Code| id.as_str() == "concern_answer";
    let mut after: Vec<_> = policy.clocks.iter().filter(|rule| of(&rule.id)).cloned().collect();
    for rule in policy.clocks.iter_mut().filter(|rule| of(&rule.id)) {
        rule.in_force_to = Some(from.add_days(-1));
    }
    after.iter_mut().for_each(|rule| (rule.in_force_from, rule.amount) = (Some(from), amount));
    policy.clocks.extend(after);
    policy
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    // Fails if `no_action` needs no reasons, if another line may answer, if an acceptance ends the giver's duty, or if a
    // signature of the own agency counts; with 20,000 stories, if an answer given before the telling and signed after it does.
    #[test]
    fn no_sequence_without_a_valid_answer_ends_a_duty((organisation, commands) in story()) {
        let played = play(&organisation, &commands);
        for (events, as_of) in moments(&played) {
            for duty in answered_by(&events, &ENGLAND, as_of).duties {
                let reference = Reference::new(&organisation, &events, &concern_of(&duty, &events), as_of);
                let may = reference.may_have_ended(&duty.post, start_of(&duty));
                prop_assert!(may || duty.standing != Standing::Answered, "{:?}", duty);
            }
        }
    }

    // Fails if only the first answer is looked at, or if an answer that acts needs a second post where a sign was recorded.
    #[test]
    fn an_answer_that_acts_in_the_name_of_the_post_ends_its_duty((organisation, commands) in story()) {
        let played = play(&organisation, &commands);
        for (events, as_of) in moments(&played) {
            for duty in answered_by(&events, &ENGLAND, as_of).duties {
                let reference = Reference::new(&organisation, &events, &concern_of(&duty, &events), as_of);
                let must = reference.acts_in_its_own_name(&duty.post, start_of(&duty)) && !reference.is_handed_over();
                prop_assert!(!must || duty.standing == Standing::Answered, "{:?}", duty);
            }
        }
    }

    // Fails if a telling to an agency alone opens nothing, if what is told again after an end is no new duty, or if whoever
    // stands in for an unnamed post bears a name that no file knows.
    #[test]
    fn every_warning_has_a_duty_and_every_open_duty_a_holder_who_can_be_reached((organisation, commands) in story()) {
        let played = play(&organisation, &commands);
        for (events, as_of) in moments(&played) {
            let duties = answered_by(&events, &ENGLAND, as_of).duties;
            for (number, event) in (0..).zip(&events) {
                let Body::Told(told) = &event.body else { continue };
                let holds = |duty: &Duty| duty.inputs.contains(&number) && duty.post.agency() == told.told_to.agency;
                let owed = told.passes.is_none() && day_of(event) <= as_of;
                prop_assert!(!owed || duties.iter().any(holds), "event {}: {:?}", number, event);
            }
            for duty in duties.iter().filter(|duty| duty.standing != Standing::Answered) {
                prop_assert!(organisation.reachable(&duty.post), "{:?}", duty);
            }
        }
    }

    // Fails if a climb stops where the files name nobody.
    #[test]
    fn silence_stops_nowhere_below_oversight((organisation, commands) in story()) {
        let played = play(&organisation, &commands);
        let Some(last) = played.came.last() else { return Ok(()) };
        let answers = answered_by(&ordered(&played.events), &ENGLAND, last.add_days(120));
        let events = ordered(&played.events);
        let silent: Vec<&Duty> =
            answers.duties.iter().filter(|duty| duty.standing < Standing::DecidedWithoutReasons).collect();
        let at_top = |duty: &Duty| {
            let top = duty.would_have_climbed.last();
            duty.rank == Rank::OVERSIGHT || top.is_some_and(|top| top.rank == Rank::OVERSIGHT && top.certain)
        };
        for duty in &silent {
            let concern = concern_of(duty, &events);
            // What was accepted by another is the other's: of such a concern one duty reaches the top.
            let handed_over = Reference::new(&organisation, &events, &concern, Day(i32::MAX)).is_handed_over();
            let mut others = silent.iter().filter(|other| concern_of(other, &events) == concern);
            prop_assert!(at_top(duty) || handed_over && others.any(|other| at_top(other)), "{:?}", duty);
            prop_assert!(duty.late == Tri::Yes || handed_over);
            for rung in &duty.would_have_climbed {
                prop_assert!(rung.rank > duty.rank && organisation.reachable(&rung.post), "{:?}", rung);
            }
        }
    }

    // Fails if a withdrawal is taken for an answer, or if `no_cooperation` of substance is an end.
    #[test]
    fn a_withdrawal_or_no_cooperation_changes_no_duty(
        (organisation, commands) in story(),
        (after, agency, post, which) in (0i32..60, any::<u8>(), any::<u8>(), 0..5usize),
    ) {
        let played = play(&organisation, &commands);
        let concern = ConcernRef { agency: AgencyId::new("agency-0"), key: "c".into() };
        let agency = &organisation.agencies[usize::from(agency) % organisation.agencies.len()];
        let by = agency.ladder[usize::from(post) % agency.ladder.len()].clone();
        let code = ["", "no_cooperation", "withdrawn", "moved_away", "no_disclosure"][which];
        let body = match code {
            "" => Body::Withdrawn(Box::new(Step { concern, reason: Code::new("pressure"), words: None })),
            _ => Body::Answered(Box::new(record::event::Answered { concern, ..support::answers(code, true) })),
        };
        let mut files = support::Files { events: played.events.clone() };
        files.add(by.as_str(), Claimed::day(support::day("2019-04-01").add_days(after)), body);
        let as_of = support::day("2019-09-01");
        let before = answered_by(&ordered(&played.events), &ENGLAND, as_of);
        let then = answered_by(&ordered(&files.events), &ENGLAND, as_of);
        prop_assert_eq!(cores(before), cores(then));
    }

    // Fails if a record that grows keeps the events of a concern in the order in which they came.
    #[test]
    fn no_order_of_presentation_changes_anything(
        (played, shuffled) in story().prop_flat_map(|(organisation, commands)| {
            let played = play(&organisation, &commands);
            (Just(played.clone()), Just(played.events).prop_shuffle())
        }),
        later in 0i32..60,
    ) {
        let as_of = played.came.last().map_or(support::day("2019-04-01"), |last| last.add_days(later));
        let at_once = answered_by(&ordered(&played.events), &ENGLAND, as_of);
        prop_assert_eq!(&at_once, &answered_by(&ordered(&shuffled), &ENGLAND, as_of));
        let mut live = Live::new(&ENGLAND, as_of);
        shuffled.into_iter().for_each(|event| { live.take(event, false); });
        prop_assert_eq!(at_once, live.answers());
    }

    // Fails if the clock counts that is in force forty days after the start.
    #[test]
    fn a_policy_change_neither_lengthens_nor_ends_a_duty_that_was_open_before_it(
        (organisation, commands) in story(),
        (change, amount) in (0i32..60, 0i32..20),
    ) {
        let played = play(&organisation, &commands);
        let from = support::day("2019-04-01").add_days(change);
        let policy = changed(from, amount);
        for (events, as_of) in moments(&played) {
            let before = |answers: Answers| -> Vec<Duty> {
                answers.duties.into_iter().filter(|duty| start_of(duty) < from).collect()
            };
            let kept = before(answered_by(&events, &ENGLAND, as_of));
            let under_change = before(answered_by(&events, &policy, as_of));
            // A later telling of the same duty may be due earlier by the new rule, and the first due counts: so no later.
            for (old, new) in kept.iter().zip(&under_change) {
                prop_assert_eq!((old.opened_by, &old.post, &old.clock), (new.opened_by, &new.post, &new.clock));
                prop_assert_eq!(old.due_latest.is_some(), new.due_latest.is_some());
                prop_assert!(new.due_latest <= old.due_latest, "{:?}\n{:?}", old, new);
                prop_assert_eq!(old.standing, new.standing);
            }
            prop_assert_eq!(kept.len(), under_change.len());
        }
    }

    // Fails if the bytes leave out which post acted.
    #[test]
    fn replaying_from_stored_bytes_gives_the_same((organisation, commands) in story(), later in 0i32..60) {
        let played = play(&organisation, &commands);
        let as_of = support::day("2019-04-01").add_days(later);
        let stored = |event: &Event| {
            let (header, fields) = (stored::header_bytes(event), stored::field_bytes(&event.body));
            stored::event(event.id, event.body.number(), event.logged, &header, &fields).expect("as it was written")
        };
        let again: Vec<Event> = played.events.iter().map(stored).collect();
        let (once, again) = (ordered(&played.events), ordered(&again));
        prop_assert_eq!(answered_by(&once, &ENGLAND, as_of), answered_by(&again, &ENGLAND, as_of));
    }

    // Fails if a rung that would have been reached is written down as sent to its post, or if an act of nobody named is the
    // front door's.
    #[test]
    fn what_would_have_climbed_is_never_known((organisation, commands) in story(), later in 0i32..60) {
        let played = play(&organisation, &commands);
        let as_of = support::day("2019-04-01").add_days(later);
        let events = ordered(&played.events);
        for row in answered_by(&events, &ENGLAND, as_of).knowledge {
            let event = &events[row.shown_by as usize];
            let shown = match row.state {
                KnowledgeState::Opened => acted(event) == row.post,
                KnowledgeState::Sent => sent(event, &organisation).contains(&row.post),
                _ => false,
            };
            prop_assert!(shown && day_of(event) <= as_of, "{:?}\n{:?}", row, event);
        }
    }
}

/// Who acted: the post named, else whoever stands in for a post nobody named.
fn acted(event: &Event) -> PostId {
    event.by.post.clone().unwrap_or_else(|| organisation::stands_in(&event.by.agency, Rank::FRONT_LINE))
}

/// The posts an event went to.
fn sent(event: &Event, organisation: &Organisation) -> Vec<PostId> {
    let to: Option<&Addressee> = match &event.body {
        Body::Told(told) => Some(&told.told_to),
        Body::HandedOver(given) => Some(&given.to),
        Body::Answered(answer) => answer.second_post.as_ref(),
        _ => None,
    };
    let post = |to: &Addressee| match (&to.post, to.rank) {
        (Some(post), _) => post.clone(),
        (None, Some(rank)) => organisation::stands_in(&to.agency, rank),
        (None, None) => organisation.door(&to.agency),
    };
    to.map(post).into_iter().collect()
}
