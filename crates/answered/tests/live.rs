//! One event at a time gives what all at once gives, whatever comes in whatever order.
//!
//! Seen to fail, each once, with the rule changed by hand: a passing on that reaches only the concern it passes on; a change
//! of a line that reaches only its own agency; oversight that reaches only its own; a holder that reaches no concern; a day
//! that passes over what has an answer; a sign recorded elsewhere that works nothing out; a correction that leaves what stood
//! under the old number as it was; a challenge that looks at the duties of its own number alone.

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use answered::{Answers, Around, Beside, Handle, Live, Named, Ties, answer, organised, strategic};
use proptest::collection::vec;
use proptest::prelude::*;
use record::event::{Addresses, Told};
use record::mention::Identifier;
use record::outputs::{MentionTable, Standing};
use record::policy::Policy;
use record::{Addressee, Body, Claimed, Code, Day, Event, Mention, MentionKind, PostId, SourceRef};
use support::{Files, answers, concern, day, tells, to};

static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

const POSTS: &[&str] =
    &["police/desk", "police/sergeant", "police/chief", "council/contact", "council/head", "oversight/board"];
const WHOM: &[&str] = &["police", "police/desk", "police#2", "council", "council/contact", "police/sergeant"];
const OUTCOMES: &[&str] = &["investigated", "no_action", "withdrawn", "cannot_with_what_i_have", "assessed"];
const STEPS: &[&str] =
    &["opened", "refused", "accepted", "countersigned", "withdrawn", "disputed", "challenged"];

const BESIDE: &[&str] = &[
    "record.lost",
    "report.circulated",
    "meeting.minuted",
    "briefing.given",
    "teller.told_outcome",
    "record.altered",
];
const KINDS: &[&str] = &["police", "council_children", "health", "family", "board"];

/// From what one event is made.
type Drawn = (u8, usize, usize, Claimed, u8, u8);

/// Whom an event names: which post, from and to which day, certainly, in another concern.
type DrawnNamed = (usize, Option<i32>, Option<i32>, bool, Option<prop::sample::Index>);

/// What may come.
#[derive(Clone, Debug)]
enum Comes {
    Event(Drawn, bool),
    Correction(prop::sample::Index, Drawn),
    Around(prop::sample::Index, bool),
    Named(prop::sample::Index, Vec<DrawnNamed>),
    Day(i32),
}

/// How many records each property is tried on: more where `CANDOUR_CASES` says so.
fn cases() -> u32 {
    std::env::var("CANDOUR_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_500)
}

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
            _ => Claimed::day(start),
        }
    })
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (0u8..26, 0..POSTS.len(), 0..WHOM.len(), claimed(), any::<u8>(), any::<u8>())
}

fn drawn_named() -> impl Strategy<Value = DrawnNamed> {
    let day = || proptest::option::weighted(0.4, 0i32..80);
    let elsewhere = proptest::option::weighted(0.3, any::<prop::sample::Index>());
    (0..POSTS.len(), day(), day(), any::<bool>(), elsewhere)
}

fn comes() -> impl Strategy<Value = Comes> {
    prop_oneof![
        8 => (drawn(), any::<bool>()).prop_map(|(drawn, sign)| Comes::Event(drawn, sign)),
        1 => (any::<prop::sample::Index>(), drawn()).prop_map(|(which, drawn)| Comes::Correction(which, drawn)),
        1 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(which, sign)| Comes::Around(which, sign)),
        2 => (any::<prop::sample::Index>(), vec(drawn_named(), 0..3)).prop_map(|(which, named)| Comes::Named(which, named)),
        1 => (-10i32..90).prop_map(Comes::Day),
    ]
}

fn child(number: u8) -> Mention {
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.identifiers.push(Identifier { scheme: Code::new("local"), value: format!("N{number}").into() });
    child
}

fn event((kind, by, whom, at, a, b): Drawn) -> Event {
    let mut files = Files::default();
    let (by, whom) = (POSTS[by], WHOM[whom]);
    let key = ["c", "d"][usize::from(a & 1)];
    match kind {
        0..=4 => {
            let mut told = tells(whom);
            told.concern.key = key.into();
            told.passes = (kind == 4).then(|| concern(if a & 2 == 0 { "c" } else { "d" }));
            told.immediate_danger = a & 12 == 12;
            told.activity = Code::new(if a & 48 == 48 { "referral.received" } else { "concern.told" });
            told.signs = if a & 192 == 0 { vec![Code::new("vehicle")] } else { Vec::new() };
            told.mentions = if b & 3 < 2 { Vec::new() } else { vec![child(b & 3)] };
            files.told(by, at, told);
        }
        5..=8 => {
            let mut answer = answers(OUTCOMES[usize::from(b) % OUTCOMES.len()], a & 2 == 2);
            answer.concern.key = key.into();
            answer.addresses = if a & 12 == 12 { Addresses::Writer } else { Addresses::Substance };
            answer.second_post = (a & 16 == 16).then(|| to(whom));
            files.answered(by, at, answer);
        }
        9 | 10 => {
            files.handed(by, at, whom);
        }
        11 => {
            files.recorded(by, at, "assessment.started", &[]);
            let Body::Recorded(entry) = &mut files.events[0].body else { unreachable!("as just made") };
            entry.concern = None;
            entry.told_to = (a & 2 == 0).then(|| to(whom));
        }
        12 | 13 => {
            let rank = if by == "oversight/board" { 6 } else { 1 + a % 5 };
            let above = (a & 8 == 0).then(|| POSTS[usize::from(b) % POSTS.len()]);
            let takes: &[&str] = if a & 64 == 0 { &["front_door"] } else { &[] };
            files.taking(at, by, rank, above, takes);
        }
        14 | 15 => {
            let until = (a & 1 == 0).then(|| Claimed::day(first().add_days(i32::from(b) % 60)));
            files.held(by, at, until, a & 2 == 0);
        }
        16..=19 => {
            files.step(by, at, STEPS[usize::from(b) % STEPS.len()]);
        }
        20 | 21 => {
            let activity = BESIDE[usize::from(b) % BESIDE.len()];
            let codes: &[(&str, &str)] =
                if a & 4 == 0 { &[("minute", "sealed"), ("decisions", "2")] } else { &[] };
            files.entry((by, key), at, activity, (a & 2 == 0).then_some(whom), codes);
            let Body::Recorded(entry) = &mut files.events[0].body else { unreachable!("as just made") };
            entry.concern = entry.concern.take().filter(|_| a & 24 != 24);
        }
        22 => {
            files.agency(
                ["police", "council", "family"][usize::from(a) % 3],
                KINDS[usize::from(b) % KINDS.len()],
            );
        }
        23 => {
            let mut answer = answers(OUTCOMES[usize::from(b) % OUTCOMES.len()], true);
            answer.concern.key = key.into();
            answer.told_to = Some(to(["parent", "family", "police"][usize::from(a) % 3]));
            files.answered(by, at, answer);
        }
        24 => {
            files.entry((by, key), at, "conflict.declared", Some(POSTS[usize::from(b) % POSTS.len()]), &[]);
        }
        _ => {
            // An agency whose id is the code of a kind is of that kind.
            let by = ["council_children", "health", "family"][usize::from(b) % 3];
            files.told(by, at, Told { concern: concern(key), ..tells(whom) });
        }
    }
    let mut event = files.events.remove(0);
    // Places repeat: what is alike in time and place is ordered by what it says.
    event.source = SourceRef { line: u32::from(b % 4), ..SourceRef::default() };
    event
}

/// Everything given so far, by handle; worked out all at once.
#[derive(Clone, Default)]
struct Given {
    events: Vec<Event>,
    signs: Vec<bool>,
    /// By handle: in handles.
    named: BTreeMap<Handle, Vec<Named>>,
    as_of: Day,
}

impl Given {
    fn canonical(&self) -> Vec<Handle> {
        let mut order: Vec<Handle> = (0..self.events.len() as Handle).collect();
        order.sort_by(|a, b| self.events[*a as usize].compare(&self.events[*b as usize]));
        order
    }

    /// What all at once gives.
    fn answers(&self) -> (Answers, Beside) {
        let order = self.canonical();
        let events: Vec<Event> = order.iter().map(|handle| self.events[*handle as usize].clone()).collect();
        let signs = order.iter().map(|handle| self.signs[*handle as usize]).collect();
        let place = |handle: Handle| order.iter().position(|other| *other == handle).expect("given") as u32;
        let named =
            self.named.iter().flat_map(|(handle, list)| list.iter().map(|one| (*handle, one.clone())));
        let named = named.map(|(handle, one)| Named {
            event: place(handle),
            elsewhere: one.elsewhere.map(place),
            ..one
        });
        let around = Around::given(signs).with_conflicts(&events, &ENGLAND, named.collect());
        let answers = answer(&events, &ENGLAND, self.as_of, &around);
        let organised = organised(&events, &ENGLAND, self.as_of, &answers.duties, &around);
        let mentions = MentionTable::default();
        let ties = Ties {
            mentions: &mentions,
            entities: &[],
            entity_of: &[],
            households: &[],
            links: &[],
            questions: &[],
        };
        let strategic = strategic(&events, &ENGLAND, self.as_of, ties, &answers.duties, &around);
        let beside = Beside {
            circulated: organised.circulated,
            records_lost: organised.records_lost,
            challenges: organised.challenges,
            told_back: organised.told_back,
            checks: strategic.checks,
            rereads: strategic.rereads,
        };
        (answers, beside)
    }

    fn take(&mut self, live: &mut Live<'_>, comes: Comes) {
        match comes {
            Comes::Event(drawn, sign) => {
                let event = event(drawn);
                live.take(event.clone(), sign);
                self.events.push(event);
                self.signs.push(sign);
            }
            Comes::Day(days) => {
                self.as_of = first().add_days(days);
                live.move_to(self.as_of);
            }
            _ if self.events.is_empty() => {}
            Comes::Named(which, drawn) => {
                let handle = which.index(self.events.len()) as Handle;
                let day = |days: i32| first().add_days(days);
                let named = drawn.into_iter().map(|(post, from, to, certain, elsewhere)| Named {
                    event: handle,
                    post: PostId::new(POSTS[post]),
                    first: from.map(day),
                    last: to.map(day),
                    certain,
                    elsewhere: elsewhere.map(|other| other.index(self.events.len()) as Handle),
                });
                let named: Vec<Named> = named.collect();
                live.name_posts(vec![(handle, named.clone())]);
                self.named.insert(handle, named);
            }
            Comes::Correction(which, drawn) => {
                let which = which.index(self.events.len());
                self.events[which] = event(drawn);
                live.correct(which as Handle, self.events[which].clone());
            }
            Comes::Around(which, sign) => {
                let which = which.index(self.events.len());
                self.signs[which] = sign;
                live.look_around(&[(which as Handle, sign)]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn after_each_arrival_the_answers_are_those_of_all_at_once(all in vec(comes(), 1..25), as_of in 0i32..90) {
        let mut given = Given { as_of: first().add_days(as_of), ..Given::default() };
        let mut live = Live::new(&ENGLAND, given.as_of);
        for comes in all {
            given.take(&mut live, comes);
            prop_assert_eq!(live.canonical(), given.canonical());
            let (answers, beside) = given.answers();
            prop_assert_eq!(live.answers(), answers);
            prop_assert_eq!(live.beside(), beside);
        }
    }

    #[test]
    fn all_at_once_or_in_another_order_is_the_same_record(
        (drawn, shuffled) in vec(drawn(), 1..25).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        as_of in 0i32..90,
    ) {
        let as_of = first().add_days(as_of);
        let events: Vec<Event> = drawn.into_iter().map(event).collect();
        let at_once = Live::of(&ENGLAND, as_of, events, &Around::default());
        let mut one_by_one = Live::new(&ENGLAND, as_of);
        for drawn in shuffled {
            one_by_one.take(event(drawn), false);
        }
        prop_assert_eq!(at_once.answers(), one_by_one.answers());
        prop_assert_eq!(at_once.beside(), one_by_one.beside());
    }
}

#[test]
fn a_handle_stays_what_it_was_and_a_concern_is_asked_for_by_its_number() {
    let mut live = Live::new(&ENGLAND, day("2019-06-30"));
    let mut files = Files::default();
    files.answered("police/desk", support::on("2019-04-03"), answers("investigated", true));
    files.told("parent", support::on("2019-04-01"), tells("police/desk"));
    let handles: Vec<Handle> = files.events.iter().map(|event| live.take(event.clone(), false)).collect();
    let duties = live.duties_of(&concern("c"));
    assert_eq!(duties.len(), 1);
    assert_eq!((duties[0].opened_by, duties[0].answered_by), (handles[1], Some(handles[0])));
    assert_eq!(live.event(handles[0]), files.events.first());
    assert_eq!(live.canonical(), [handles[1], handles[0]]);
    assert_eq!(live.answers().duties[0].opened_by, 0, "a place, not a handle");
    assert!(live.duties_of(&concern("of nobody")).is_empty());
    let whom = Addressee::post(record::PostId::new("police/desk"));
    assert!(live.knowledge_of(&concern("c")).iter().all(|row| Some(&row.post) == whom.post.as_ref()));
}

#[test]
fn a_sign_recorded_elsewhere_asks_for_the_second_post_at_once() {
    let mut live = Live::new(&ENGLAND, day("2019-06-30"));
    let mut files = Files::default();
    files.told("parent", support::on("2019-04-01"), tells("police/desk"));
    files.answered("police/desk", support::on("2019-04-03"), answers("no_action", true));
    let handles: Vec<Handle> = files.events.iter().map(|event| live.take(event.clone(), false)).collect();
    let standing = |live: &Live<'_>| live.duties_of(&concern("c"))[0].standing;
    assert_eq!(standing(&live), Standing::Answered);
    live.look_around(&[(handles[0], true)]);
    assert_eq!(standing(&live), Standing::DecidedWithoutReasons);
    live.look_around(&[(handles[0], false)]);
    assert_eq!(standing(&live), Standing::Answered);
}
