//! What holds while holders come and go, and while some of them are named in allegations or declare a tie.
//!
//! The reference says again, from `docs/method/answered.md` and `docs/decisions/0020-conflicts.md` alone and day by day, who is in
//! conflict with what, and who is there.

use std::collections::BTreeSet;

use flow::Outcome;
use proptest::prelude::*;
use record::outputs::{Duty, Hand, InHand, Standing};
use record::{Body, ConcernRef, Day, Event, PostId, stored};

use crate::commands::CONCERNS;
use crate::staff::{Said, World, concern_of, first, world};
use crate::{ENGLAND, cases, ordered, story};

fn worlds() -> impl Strategy<Value = World> {
    story().prop_flat_map(|(organisation, commands)| world(organisation, commands, true))
}

/// Nobody is named and nothing declared.
fn calm_worlds() -> impl Strategy<Value = World> {
    story().prop_flat_map(|(organisation, commands)| world(organisation, commands, false))
}

impl World {
    /// The post is in conflict with the concern on that day by what is known by the end of `as_of`, or answers to one that is.
    fn in_conflict(&self, concern: &ConcernRef, post: &PostId, on: Day, as_of: Day, elsewhere: bool) -> bool {
        let mut line = self.line(post, on);
        line.push(post.clone());
        self.said.iter().any(|said| match said {
            Said::Named { concern: named, on: told, person, at } => {
                let holds = |post: &PostId| {
                    self.holdings.iter().any(|held| {
                        held.person == *person
                            && held.post == *post
                            && held.covers(on)
                            && post.agency() == *at
                    })
                };
                let same = named == concern || elsewhere && self.same_child(named, concern, as_of);
                same && *told <= as_of && line.iter().any(holds)
            }
            Said::Declared { concern: named, on: told, by, post } => {
                let may = by == post || self.line(post, *told).contains(by);
                named == concern && *told <= as_of && may && line.contains(post)
            }
        })
    }

    /// Both concerns are about one child, and a telling of each is known that says so.
    fn same_child(&self, one: &ConcernRef, other: &ConcernRef, as_of: Day) -> bool {
        let child = |concern: &ConcernRef| {
            let of = CONCERNS.iter().position(|key| *key == concern.key.as_str());
            self.children[of.unwrap_or_default()]
        };
        let told = |concern: &ConcernRef| {
            let tells =
                |event: &&Event| matches!(event.body, Body::Told(_)) && event.concern() == Some(concern);
            self.events.iter().filter(tells).any(|event| day_of(event) <= as_of)
        };
        child(one) == child(other) && told(one) && told(other)
    }

    /// Somebody may be there: a holder, a deputy, or whoever it is of whom the files say nothing.
    fn is_there(&self, post: &PostId, on: Day, deputies: bool) -> bool {
        let mut own = self.holdings.iter().filter(|held| held.post == *post).peekable();
        own.peek().is_none() || own.any(|held| held.covers(on) && (deputies || !held.deputy))
    }

    /// Somebody is there: in the post, or above it in its line.
    fn reaches_anybody(&self, post: &PostId, on: Day) -> bool {
        let line = self.line(post, on);
        core::iter::once(post).chain(&line).any(|post| self.is_there(post, on, true))
    }
}

fn day_of(event: &Event) -> Day {
    event.claimed.single_day().expect("dated to the day")
}

fn concern_of_duty<'e>(duty: &Duty, events: &'e [Event]) -> Option<&'e ConcernRef> {
    events[duty.opened_by as usize].concern()
}

/// The last day on which it ran.
fn ran_until(duty: &Duty, events: &[Event], as_of: Day) -> Day {
    let answered = duty.answered_by.filter(|_| duty.standing >= Standing::DecidedWithoutReasons);
    answered.map_or(as_of, |answer| day_of(&events[answer as usize]).min(as_of))
}

/// Who has it on a day.
fn hand_on(duty: &Duty, on: Day) -> Hand {
    let own = Hand { from: first(), post: duty.post.clone(), how: InHand::Holder };
    duty.hands.iter().rev().find(|hand| hand.from <= on).cloned().unwrap_or(own)
}

fn released(duty: &Duty) -> bool {
    duty.remarks.iter().any(|word| word.as_str() == "handed_over_accepted")
}

fn run(world: &World, as_of: Day) -> (Vec<Event>, Outcome) {
    let events = ordered(&world.events);
    let outcome = flow::run(&events, &ENGLAND, as_of);
    (events, outcome)
}

fn bytes(events: &[Event]) -> Vec<(Vec<u8>, u8, Vec<u8>)> {
    let of =
        |event: &Event| (stored::header_bytes(event), event.body.number(), stored::field_bytes(&event.body));
    events.iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn a_post_in_conflict_neither_holds_nor_ends_a_duty_nor_stands_on_a_rung(world in worlds(), later in 0i32..120) {
        let as_of = first().add_days(later);
        let (events, outcome) = run(&world, as_of);
        for duty in outcome.all_duties() {
            let Some(concern) = concern_of_duty(duty, &events) else { continue };
            let conflict = |post: &PostId, on: Day| world.in_conflict(concern, post, on, as_of, true);
            let Some(start) = duty.started.single_day() else { continue };
            let until = ran_until(duty, &events, as_of);
            if !released(duty) {
                for on in start.0..=until.0 {
                    let hand = hand_on(duty, Day(on));
                    prop_assert!(!conflict(&hand.post, Day(on)), "{:?} in conflict on {}: {:?}", hand, Day(on), duty);
                }
            }
            for rung in &duty.would_have_climbed {
                let on = rung.earliest.map(record::Moment::day);
                prop_assert!(on.is_none_or(|on| !conflict(&rung.post, on)), "{:?}: {:?}", rung, duty);
            }
            let answer = duty.answered_by.filter(|_| duty.standing == Standing::Answered);
            if let Some(answer) = answer.map(|answer| &events[answer as usize]) {
                let by = answer.by.post.as_ref();
                let on = day_of(answer);
                prop_assert!(by.is_none_or(|by| !conflict(by, on)), "ended by {:?}: {:?}", by, duty);
                let agency = |post: &&PostId| by.is_none() && post.agency() == answer.by.agency;
                let mut of_nobody = world.posts.iter().filter(agency);
                let named = |post: &PostId| conflict(post, on) && !world.line(post, on).iter().any(|up| conflict(up, on));
                prop_assert!(!of_nobody.any(named), "ended by nobody named: {:?}", duty);
            }
        }
    }

    #[test]
    fn a_post_in_conflict_is_shown_what_it_would_be_without_the_concern(world in worlds(), later in 0i32..120) {
        let as_of = first().add_days(later);
        let (events, outcome) = run(&world, as_of);
        let around = flow::around(&events, &ENGLAND, as_of, &outcome.joined, &outcome.noticed);
        for post in &world.posts {
            let hidden: BTreeSet<ConcernRef> = (0..CONCERNS.len())
                .map(concern_of)
                .filter(|concern| {
                    let of = |event: &&Event| event.concern() == Some(concern) && day_of(event) <= as_of;
                    let from = events.iter().filter(of).map(day_of).min();
                    from.is_some_and(|from| (from.0..=as_of.0).any(|on| world.in_conflict(concern, post, Day(on), as_of, false)))
                })
                .collect();
            if hidden.is_empty() {
                continue;
            }
            let is_hidden = |event: &Event| event.concern().is_some_and(|concern| hidden.contains(concern));
            let shown = flow::view_of(post, &events, &ENGLAND, as_of, &around);
            prop_assert!(!shown.iter().any(is_hidden), "{} is shown it", post);
            let never: Vec<Event> = world.events.iter().filter(|event| !is_hidden(event)).cloned().collect();
            let never = ordered(&never);
            let without = flow::run(&never, &ENGLAND, as_of);
            let around = flow::around(&never, &ENGLAND, as_of, &without.joined, &without.noticed);
            let plain = flow::view_of(post, &never, &ENGLAND, as_of, &around);
            prop_assert_eq!(bytes(&shown), bytes(&plain), "{} can tell the two apart", post);
            let (shown, plain) = (flow::run(&shown, &ENGLAND, as_of), flow::run(&plain, &ENGLAND, as_of));
            prop_assert_eq!(&shown.answers, &plain.answers);
            let knows = |row: &record::outputs::Knowledge| row.post == *post;
            prop_assert_eq!(
                shown.answers.knowledge.iter().filter(|row| knows(row)).count(),
                plain.answers.knowledge.iter().filter(|row| knows(row)).count()
            );
        }
    }

    #[test]
    fn every_open_duty_has_somebody_who_is_there_or_raises_an_alarm(world in worlds(), later in 0i32..120) {
        let as_of = first().add_days(later);
        let (_, outcome) = run(&world, as_of);
        let alarms = outcome.alarms();
        for duty in outcome.all_duties().filter(|duty| duty.standing != Standing::Answered && !released(duty)) {
            let hand = hand_on(duty, as_of);
            let own = flow::alarms(duty);
            let raised = own.iter().any(|alarm| alarm.ended.is_none());
            prop_assert!(own.iter().all(|alarm| alarms.contains(alarm)), "{:?}", own);
            match hand.how {
                // Decided without reasons: its clock may have stopped, and then nobody waits for it.
                _ if duty.standing == Standing::DecidedWithoutReasons => {}
                InHand::Nobody => prop_assert!(raised && !world.reaches_anybody(&hand.post, as_of), "{:?}", duty),
                InHand::Holder => prop_assert!(!raised && world.is_there(&hand.post, as_of, false), "{:?}", duty),
                InHand::Deputy => prop_assert!(!raised && world.is_there(&hand.post, as_of, true), "{:?}", duty),
                InHand::Above | InHand::Instead => {
                    prop_assert!(!raised && world.is_there(&hand.post, as_of, true), "{:?}", duty);
                }
            }
        }
    }

    #[test]
    fn an_alarm_ends_on_the_first_day_on_which_somebody_is_there(world in calm_worlds(), later in 0i32..120) {
        let as_of = first().add_days(later);
        let (_, outcome) = run(&world, as_of);
        for alarm in outcome.alarms() {
            let begun = alarm.on.single_day().expect("dated to the day");
            let last = alarm.ended.map_or(begun, |ended| ended.add_days(-1));
            for on in begun.0..=last.0 {
                prop_assert!(!world.reaches_anybody(&alarm.post, Day(on)), "{:?}: {}", alarm, Day(on));
            }
            prop_assert!(alarm.ended.is_none_or(|ended| ended <= as_of && world.reaches_anybody(&alarm.post, ended)));
        }
    }

    #[test]
    fn no_order_of_presentation_changes_anything_of_it(
        (world, shuffled) in worlds().prop_flat_map(|world| {
            let events = world.events.clone();
            (Just(world), Just(events).prop_shuffle())
        }),
        later in 0i32..120,
    ) {
        let as_of = first().add_days(later);
        prop_assert_eq!(run(&world, as_of).1, flow::run(&ordered(&shuffled), &ENGLAND, as_of));
    }
}
