//! Rules that change while duties are open: what nobody signed for gives nobody longer, and what two agencies signed for
//! gives longer only to duties that start afterwards.

use std::sync::LazyLock;

use flow::{Live, answer};
use proptest::collection::vec;
use proptest::prelude::*;
use record::event::RuleChanged;
use record::outputs::Duty;
use record::policy::{Beneath, Policy};
use record::{Addressee, Body, Claimed, Code, Day, Event, Moment, PostId, Rank, Tri};

use crate::support::{Files, day, on};
use crate::{ENGLAND, Played, answered_by, cases, ordered, play, start_of, story};

/// The rules that are changed here: file, rule, sign, clock, rank, and what England says.
type Rule = (
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    Option<u8>,
    Option<(i32, &'static str)>,
);

const RULES: [Rule; 9] = [
    ("clocks.csv", "concern_answer", None, None, None, Some((5, "working_day"))),
    ("clocks.csv", "concern_answer", Some("vehicle"), None, None, None),
    ("clocks.csv", "concern_answer", None, None, Some(1), None),
    ("clocks.csv", "referral_decision", None, None, None, Some((1, "working_day"))),
    ("clocks.csv", "immediate_protection", None, None, None, Some((0, "immediate"))),
    ("ladders.csv", "concern", None, None, Some(3), Some((2, "working_day"))),
    ("ladders.csv", "concern", None, None, Some(4), Some((5, "working_day"))),
    ("ladders.csv", "concern", None, Some("concern_answer"), Some(3), None),
    ("ladders.csv", "concern", None, Some("immediate_protection"), Some(3), Some((1, "hour"))),
];
const UNITS: [&str; 4] = ["working_day", "day", "week", "hour"];

/// England without its general rungs of ranks 3 and 4, so that a change may add one.
static GAP: LazyLock<Policy> = LazyLock::new(|| {
    let mut policy = ENGLAND.clone();
    policy.ladders.retain(|rung| rung.clock.is_some() || !(3..=4).contains(&rung.rank.number()));
    policy
});

/// One change, and whether two agencies signed for it.
#[derive(Clone, Debug)]
struct Change {
    rule: usize,
    /// `None`: the rule is removed.
    to: Option<(i32, usize)>,
    from: i32,
    adopted: i32,
    signed: bool,
    /// It says what England says held before.
    true_before: bool,
}

fn change() -> impl Strategy<Value = Change> {
    let to = proptest::option::weighted(0.85, (0i32..25, 0..UNITS.len()));
    (0..RULES.len(), to, 0i32..60, 0i32..60, any::<bool>(), proptest::bool::weighted(0.8)).prop_map(
        |(rule, to, from, adopted, signed, true_before)| Change {
            rule,
            to,
            from,
            adopted,
            signed,
            true_before,
        },
    )
}

fn date(after: i32) -> Day {
    day("2019-04-01").add_days(after)
}

impl Change {
    fn event(&self) -> Body {
        let (file, rule, sign, clock, rank, england) = RULES[self.rule];
        let said = |(amount, unit): (i32, &str)| (amount, Code::new(unit));
        let before = if self.true_before { england.map(said) } else { Some((3, Code::new("day"))) };
        Body::RuleChanged(Box::new(RuleChanged {
            file: Code::new(file),
            rule: Code::new(rule),
            sign: sign.map(Code::new),
            clock: clock.map(Code::new),
            rank: rank.and_then(Rank::new),
            before,
            after: self.to.map(|(amount, unit)| said((amount, UNITS[unit]))),
            from: Claimed::day(date(self.from)),
            second_post: self.signed.then(|| Addressee::post(PostId::new("other/chief"))),
            second_holder: None,
            holder_named: true,
            second_holder_named: true,
            reasons_given: true,
            unreadable: Vec::new(),
            words: None,
        }))
    }

    /// Duties that start after this day may be given longer; `None`: no duty may.
    fn looser_after(&self) -> Option<Day> {
        self.signed.then(|| date(self.from.max(self.adopted)))
    }
}

/// A story, with the posts that may sign, and the changes behind it.
fn with_changes(played: &Played, changes: &[Change]) -> (Vec<Event>, Vec<Event>) {
    let mut files = Files { events: played.events.clone() };
    files.post(on("2010-01-01"), "one/chief", 5, None).post(on("2010-01-01"), "other/chief", 5, None);
    let before = files.events.clone();
    for change in changes {
        files.add("one/chief", Claimed::day(date(change.adopted)), change.event());
    }
    (before, files.events)
}

/// Every minute that matters of a duty.
fn no_later(england: &Duty, changed: &Duty) -> bool {
    let sooner = |old: Option<Moment>, new: Option<Moment>| match (old, new) {
        (Some(old), Some(new)) => new <= old,
        (Some(_), None) => false,
        (None, _) => true,
    };
    let climbs = england.would_have_climbed.iter().all(|rung| {
        let same = changed.would_have_climbed.iter().find(|other| other.rank == rung.rank);
        same.is_some_and(|other| {
            sooner(rung.earliest, other.earliest)
                && sooner(rung.latest, other.latest)
                && (other.certain || !rung.certain)
        })
    });
    let breach = england.late != Tri::Yes || changed.late == Tri::Yes;
    sooner(england.due_earliest, changed.due_earliest)
        && sooner(england.due_latest, changed.due_latest)
        && climbs
        && breach
        && england.standing == changed.standing
}

/// Holds the duties of two runs against each other, those alone that started early enough.
fn none_later(
    (before, england): (&[Event], Vec<Duty>),
    (after, changed): (&[Event], Vec<Duty>),
    counts: impl Fn(&Duty) -> bool,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(england.len(), changed.len());
    for (old, new) in england.iter().zip(&changed) {
        let place = |events: &[Event], duty: &Duty| events[duty.opened_by as usize].source;
        prop_assert_eq!(
            (place(before, old), &old.post, &old.clock),
            (place(after, new), &new.post, &new.clock)
        );
        prop_assert!(!counts(old) || no_later(old, new), "{:?}\n{:?}", old, new);
    }
    Ok(())
}

/// England with a folder laid over it that says all of this without a record.
fn laid_over(changes: &[Change]) -> Policy {
    let mut policy = ENGLAND.clone();
    policy.beneath = Some(Box::new(Beneath {
        clocks: ENGLAND.clocks.clone(),
        ladders: ENGLAND.ladders.clone(),
        matters: ENGLAND.matters.clone(),
        organised: ENGLAND.organised,
    }));
    for change in changes {
        let (file, rule, sign, clock, rank, _) = RULES[change.rule];
        let (sign, clock, rank) = (sign.map(Code::new), clock.map(Code::new), rank.and_then(Rank::new));
        let unit = |unit: usize| {
            record::policy::UNITS.iter().find(|(word, _)| *word == UNITS[unit]).expect("a unit").1
        };
        let from = Some(date(change.from));
        if file == "clocks.csv" {
            let of = |row: &record::policy::ClockRule| {
                row.id.as_str() == rule && row.sign == sign && row.rank == rank
            };
            let like = policy.clocks.iter().find(|row| row.id.as_str() == rule).cloned().expect("a clock");
            policy
                .clocks
                .iter_mut()
                .filter(|row| of(row) && row.in_force_to.is_none())
                .for_each(|row| row.in_force_to = Some(date(change.from - 1)));
            if let Some((amount, of)) = change.to {
                policy.clocks.push(record::policy::ClockRule {
                    amount,
                    unit: unit(of),
                    sign,
                    rank,
                    in_force_from: from,
                    in_force_to: None,
                    ..like
                });
            }
        } else {
            let of = |row: &record::policy::Rung| row.clock == clock && Some(row.rank) == rank;
            let like =
                policy.ladders.iter().find(|row| row.ladder.as_str() == rule).cloned().expect("a rung");
            policy
                .ladders
                .iter_mut()
                .filter(|row| row.ladder.as_str() == rule && of(row) && row.in_force_to.is_none())
                .for_each(|row| row.in_force_to = Some(date(change.from - 1)));
            if let Some((amount, of)) = change.to {
                policy.ladders.push(record::policy::Rung {
                    amount,
                    unit: unit(of),
                    clock,
                    rank: rank.expect("a rung has one"),
                    in_force_from: from,
                    in_force_to: None,
                    ..like
                });
            }
        }
    }
    policy
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    // Fails if an unsigned change takes the place of the rule before it; if a signed one is obeyed from its first day on,
    // although it was adopted later; if a rung that somebody adds pushes up those above it; or if what ends ends by itself.
    #[test]
    fn no_change_gives_longer_to_a_duty_that_was_open_or_ends_it_or_undoes_its_breach(
        (organisation, commands) in story(),
        changes in vec(change(), 1..5),
        (later, gap) in (0i32..120, any::<bool>()),
    ) {
        let policy = if gap { &*GAP } else { &*ENGLAND };
        let played = play(&organisation, &commands);
        let (before, after) = with_changes(&played, &changes);
        let (before, after) = (ordered(&before), ordered(&after));
        let as_of = date(later);
        let signed: Vec<Day> = changes.iter().filter_map(Change::looser_after).collect();
        let was_open = |duty: &Duty| signed.iter().all(|day| start_of(duty) <= *day);
        let england = answered_by(&before, policy, as_of).duties;
        let changed = answered_by(&after, policy, as_of).duties;
        none_later((&before, england), (&after, changed), was_open)?;
    }

    // Fails if a row of a folder takes the place of England's, or if the end of a row of its own ends what it was.
    #[test]
    fn a_policy_folder_alone_gives_nobody_longer(
        (organisation, commands) in story(),
        changes in vec(change(), 1..5),
        later in 0i32..120,
    ) {
        let played = play(&organisation, &commands);
        let events = ordered(&played.events);
        let policy = laid_over(&changes);
        let as_of = date(later);
        let england = answered_by(&events, &ENGLAND, as_of).duties;
        let changed = answered_by(&events, &policy, as_of).duties;
        none_later((&events, england), (&events, changed), |_| true)?;
    }

    // Fails if a record that grows takes a change of rules for an event of one concern, or forgets that posts sign for it.
    #[test]
    fn no_order_of_presentation_changes_what_holds(
        (played, changes, shuffled) in (story(), vec(change(), 1..5)).prop_flat_map(|((organisation, commands), changes)| {
            let played = play(&organisation, &commands);
            let events = with_changes(&played, &changes).1;
            (Just(events.clone()), Just(changes), Just(events).prop_shuffle())
        }),
        later in 0i32..120,
    ) {
        let _ = &changes;
        let as_of = date(later);
        let at_once = answered_by(&ordered(&played), &ENGLAND, as_of);
        prop_assert_eq!(&at_once, &answered_by(&ordered(&shuffled), &ENGLAND, as_of));
        let mut live = Live::new(&ENGLAND, as_of);
        shuffled.iter().cloned().for_each(|event| { live.take(event, false); });
        prop_assert_eq!(&at_once, &live.answers());
        let mut earlier = Live::new(&ENGLAND, as_of.add_days(-5));
        shuffled.iter().cloned().for_each(|event| { earlier.take(event, false); });
        earlier.move_to(as_of);
        prop_assert_eq!(&at_once, &earlier.answers());
        let whole = |events: &[Event]| flow::run(&ordered(events), &ENGLAND, as_of).rule_changes;
        prop_assert_eq!(whole(&played), whole(&shuffled));
    }

    // Fails if a change that is signed for is never obeyed: then all of the above would hold for nothing.
    #[test]
    fn what_two_agencies_signed_for_is_obeyed_for_duties_that_start_afterwards(
        (from, adopted, start) in (0i32..40, 0i32..40, 0i32..90),
        amount in 6i32..25,
    ) {
        let change = Change { rule: 0, to: Some((amount, 0)), from, adopted, signed: true, true_before: true };
        let mut files = Files { events: with_changes(&Played { events: Vec::new(), described: 0, came: Vec::new() }, &[change]).1 };
        files.told("parent", Claimed::day(date(start)), crate::support::tells("police/desk"));
        let (events, as_of) = (ordered(&files.events), date(200));
        let duty = &answer(&events, &ENGLAND, as_of, &flow::Around::default()).duties[0];
        let days = if start > from.max(adopted) { amount } else { 5 };
        let convention = record::time::Convention::NextWorkingDay;
        let due = ENGLAND.calendar.add_working_days(date(start), days, convention).end();
        prop_assert_eq!(duty.due_latest, Some(due));
    }
}
