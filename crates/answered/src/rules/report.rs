//! What a reviewer is told of each change: what it loosens, who signed, and which open duties it would have given longer.

use record::outputs::{Duty, RefusalRule, RuleChange, Standing};
use record::policy::Policy;
use record::{Body, Claimed, Code, Day, Event, Moment, PostId};
use rustc_hash::FxHashMap;

use super::clocks::Instead;
use super::entries::{Entry, Kind, in_play};
use super::recorded::Recorded;
use super::rows::{file_of, words};
use super::{ClockBook, Key, Limit, NEVER, Rulebook, Value, limits};
use crate::clock::{Clock, Reckoner};
use crate::posts::Directory;

/// So many starts are tried to say whether a change loosens: a year of them, for a working day is not a calendar day.
const STARTS: i32 = 366;

/// Every change to the rules by the end of the day `as_of`: those that are recorded, in the order of the events, then those
/// that a policy folder makes and nobody recorded, in the order of the rules.
///
/// `duties`: all of them, in any order. A pure function of events, policy and time.
pub fn rule_changes<'d>(
    events: &[Event],
    policy: &Policy,
    as_of: Day,
    duties: impl Iterator<Item = &'d Duty> + Clone,
) -> Vec<RuleChange> {
    if Rulebook::is_plain(events, policy) {
        return Vec::new();
    }
    let directory = Directory::new(events);
    let book = Rulebook::new((0..).zip(events), policy, &directory, as_of);
    let reckoner = Reckoner::new(policy, &book);
    let mut desk = Desk { events, as_of, book: &book, reckoner, clocks: FxHashMap::default() };
    let mut all: Vec<RuleChange> = Vec::new();
    for (place, recorded) in book.recorded.iter().enumerate() {
        all.extend(desk.recorded(place as u32, recorded, duties.clone()));
    }
    for (key, entries) in &book.entries {
        for place in 0..entries.len() {
            all.extend(desk.laid(key, entries, place, duties.clone()));
        }
    }
    all
}

struct Desk<'a, 'p> {
    events: &'a [Event],
    as_of: Day,
    book: &'a Rulebook,
    reckoner: Reckoner<'p>,
    /// By clock, those looked at so far.
    clocks: FxHashMap<Code, Option<ClockBook>>,
}

/// Does it come sooner on some start, and later on some?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Effect {
    sooner: bool,
    later: bool,
}

impl Effect {
    fn word(self) -> Code {
        Code::new(match (self.sooner, self.later) {
            (true, false) => "tightens",
            (false, true) => "loosens",
            (true, true) => "either",
            (false, false) => "nothing",
        })
    }
}

impl Desk<'_, '_> {
    fn recorded<'d>(
        &mut self,
        place: u32,
        recorded: &Recorded,
        duties: impl Iterator<Item = &'d Duty>,
    ) -> Option<RuleChange> {
        let event = &self.events[recorded.event as usize];
        let Body::RuleChanged(said) = &event.body else { return None };
        let mut made = RuleChange {
            event: Some(recorded.event),
            file: said.file.clone(),
            rule: said.rule.clone(),
            sign: said.sign.clone(),
            clock: said.clock.clone(),
            rank: said.rank,
            before: said.before.clone(),
            after: said.after.clone(),
            from: recorded.from,
            adopted: event.claimed,
            post: event.by.post.clone(),
            second: said.second_post.as_ref().and_then(|second| second.post.clone()),
            effect: Code::new("cannot_tell"),
            loosens_after: None,
            refused: recorded.missing.clone(),
            open_then: 0,
            would_have_lengthened: None,
            remarks: Vec::new(),
        };
        let Some((key, entry)) = recorded.entry(place) else { return Some(made) };
        let entries = self.book.of(&key);
        let own = entries.iter().position(|other| other.kind == entry.kind).unwrap_or(entries.len());
        let effect = self.effect(&key, entries, own, &entry);
        made.effect = effect.word();
        let (from, adopted) = (recorded.from, recorded.adopted);
        if from < adopted && from.is_some() {
            made.remarks.push(Code::new("back_dated"));
        }
        if effect.later {
            if made.refused.is_empty() && !self.meets(&key, entries, own, &entry) {
                made.refused.push(RefusalRule::RuleChangeFromAnother);
            }
            made.loosens_after = recorded.signed_after().filter(|_| made.refused.is_empty());
        } else {
            // What only makes a rule stricter needs no signature.
            made.refused.clear();
        }
        let window = (from.min(adopted.or(from)), from.max(adopted));
        self.count(&key, &entry, effect, window, duties, &mut made);
        Some(made)
    }

    /// What a folder says without a record, if it loosens what was in play.
    fn laid<'d>(
        &mut self,
        key: &Key,
        entries: &[Entry],
        place: usize,
        duties: impl Iterator<Item = &'d Duty>,
    ) -> Option<RuleChange> {
        let entry = entries[place];
        if entry.kind != Kind::Laid {
            return None;
        }
        let effect = self.effect(key, entries, place, &entry);
        // A recorded change to the same value, signed for, is its adoption.
        let adopted = entries[place..].iter().any(|other| {
            let signed = matches!(other.kind, Kind::Recorded { signed_after: Some(_), .. });
            signed && other.value == entry.value
        });
        if effect == Effect::default() || adopted {
            return None;
        }
        let (file, rule) = file_of(key);
        let (sign, clock, rank) = match key.clone() {
            Key::Clock { sign, rank, .. } => (sign, None, rank),
            Key::Rung { clock, rank, .. } => (None, clock, Some(rank)),
            Key::Threshold(_) => (None, None, None),
        };
        let before = self.before(key, entries, place, entry.from);
        let mut made = RuleChange {
            event: None,
            file,
            rule,
            sign,
            clock,
            rank,
            before: words(before),
            after: words(entry.value),
            from: entry.from,
            adopted: Claimed::UNKNOWN,
            post: None::<PostId>,
            second: None,
            effect: effect.word(),
            loosens_after: None,
            refused: if effect.later { vec![RefusalRule::RuleChangeNotRecorded] } else { Vec::new() },
            open_then: 0,
            would_have_lengthened: None,
            remarks: Vec::new(),
        };
        self.count(key, &entry, effect, (entry.from, None), duties, &mut made);
        Some(made)
    }

    /// How long the rule of a key gives from a start: in play before the entry of this place, and by the entry.
    fn both(&mut self, key: &Key, entries: &[Entry], place: usize, value: Value, on: Day) -> (i64, i64) {
        let (start, late) = (on.start(), Some(Day(i32::MAX)));
        let reckoner = &mut self.reckoner;
        match key {
            Key::Clock { id, sign, rank } => {
                let book =
                    self.clocks.entry(id.clone()).or_insert_with(|| ClockBook::of(self.book, id.as_str()));
                let Some(book) = book else { return (NEVER, NEVER) };
                let whom = (sign.as_slice(), *rank);
                let mut add = |limit: Limit| reckoner.end_of(start, limit);
                let mut due = |instead| book.due_if(start, whom, (sign.as_ref(), *rank, instead), &mut add);
                (due(Instead::Before(place)), due(Instead::Says(value)))
            }
            Key::Rung { .. } => {
                let mut measure = |value: Value| {
                    let at = value.and_then(|limit| reckoner.end_of(start, limit));
                    at.map_or(NEVER, |at| at.0)
                };
                (in_play(&entries[..place], on, late, &mut measure).least, measure(value))
            }
            Key::Threshold(threshold) => {
                let mut measure = |value: Value| limits::measure(*threshold, value);
                (in_play(&entries[..place], on, late, &mut measure).least, measure(value))
            }
        }
    }

    fn effect(&mut self, key: &Key, entries: &[Entry], place: usize, entry: &Entry) -> Effect {
        let first = entry.from.unwrap_or(self.as_of);
        let mut effect = Effect::default();
        for day in 0..STARTS {
            let (was, is) = self.both(key, entries, place, entry.value, first.add_days(day));
            effect.sooner |= is < was;
            effect.later |= is > was;
        }
        effect
    }

    /// Does a change say it replaces what was in play?
    fn meets(&mut self, key: &Key, entries: &[Entry], place: usize, entry: &Entry) -> bool {
        let Kind::Recorded { before, .. } = entry.kind else { return false };
        let first = entry.from.unwrap_or(self.as_of);
        (0..STARTS).all(|day| {
            let (was, said) = self.both(key, entries, place, before, first.add_days(day));
            was == said
        })
    }

    /// What was in play before an entry, as one value: the strictest.
    fn before(&mut self, key: &Key, entries: &[Entry], place: usize, from: Option<Day>) -> Value {
        let on = from.unwrap_or(self.as_of);
        let said: Vec<Value> = entries[..place].iter().map(|entry| entry.value).collect();
        let was = self.both(key, entries, place, None, on).0;
        said.into_iter().find(|value| self.both(key, entries, place, *value, on).1 == was).flatten()
    }

    /// How many duties were open then, and how many would have been given longer.
    fn count<'d>(
        &mut self,
        key: &Key,
        entry: &Entry,
        effect: Effect,
        (first, last): (Option<Day>, Option<Day>),
        duties: impl Iterator<Item = &'d Duty>,
        made: &mut RuleChange,
    ) {
        let (first, last) = (first.unwrap_or(Day(i32::MIN)), last.unwrap_or(self.as_of));
        let (mut open, mut longer) = (0, 0);
        for duty in duties.filter(|duty| speaks_of(key, duty)) {
            if !self.open(duty, first, last) {
                continue;
            }
            let Some(later) = self.later(key, entry.value, effect, duty) else { continue };
            open += 1;
            longer += u32::from(later);
        }
        made.open_then = open;
        made.would_have_lengthened = (!matches!(key, Key::Threshold(_))).then_some(longer);
        let runs = match key {
            Key::Clock { id, .. } => Clock::ALL.iter().any(|clock| clock.id() == id.as_str()),
            Key::Rung { ladder, .. } => ladder.as_str() == crate::clock::LADDER,
            Key::Threshold(_) => true,
        };
        if !runs {
            made.remarks.push(Code::new("no_duty_runs_on_it"));
        }
    }

    /// Was it open on some day from the first to the last?
    fn open(&self, duty: &Duty, first: Day, last: Day) -> bool {
        let began = duty.started.earliest().is_none_or(|at| at.day() <= last);
        let answer = duty.answered_by.filter(|_| duty.standing == Standing::Answered);
        let ended = answer.and_then(|ix| self.events[ix as usize].claimed.latest());
        began && ended.is_none_or(|at| at.day() >= first)
    }

    /// Would the value have given the duty longer? `None` if the row is not for its signs.
    fn later(&mut self, key: &Key, value: Value, effect: Effect, duty: &Duty) -> Option<bool> {
        let Key::Clock { id, sign, rank } = key else { return Some(effect.later) };
        let signs = match &self.events[duty.opened_by as usize].body {
            Body::Told(told) => told.signs.as_slice(),
            _ => &[],
        };
        if sign.as_ref().is_some_and(|sign| !signs.contains(sign)) {
            return None;
        }
        let (start, due) = (duty.started.latest()?, duty.due_unpaused_latest);
        let book = self.clocks.entry(id.clone()).or_insert_with(|| ClockBook::of(self.book, id.as_str()));
        let book = book.as_ref()?;
        let reckoner = &mut self.reckoner;
        let instead = (sign.as_ref(), *rank, Instead::Says(value));
        let mut add = |limit: Limit| reckoner.end_of(start, limit);
        let would = book.due_if(start, (signs, Some(duty.rank)), instead, &mut add);
        Some(would > due.map_or(NEVER, |Moment(due)| due))
    }
}

/// Does the rule speak of such duties?
fn speaks_of(key: &Key, duty: &Duty) -> bool {
    match key {
        Key::Clock { id, rank, .. } => duty.clock == *id && rank.is_none_or(|rank| rank == duty.rank),
        Key::Rung { clock, rank, .. } => {
            clock.as_ref().is_none_or(|clock| *clock == duty.clock) && *rank > duty.rank
        }
        Key::Threshold(_) => false,
    }
}
