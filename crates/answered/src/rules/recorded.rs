//! A recorded change: which rule it names, from when, and whether two agencies signed for it.

use record::event::{Assurance, RuleChanged};
use record::outputs::RefusalRule;
use record::policy::{Policy, Threshold, UNITS};
use record::time::Unit;
use record::{Addressee, Code, Day, Event, Moment, Rank};

use super::entries::{Entry, Kind};
use super::{Key, Limit, Value};
use crate::posts::Directory;

/// The lowest rank that may sign for a looser rule. No policy sets it: a rule about who may loosen rules would itself be
/// the first to be loosened.
const SIGNS: Rank = Rank::DIRECTOR;

/// A change as an event records it.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub(super) event: u32,
    /// The rule it names and what it makes of it; `None`: nobody can tell.
    pub(super) change: Option<(Key, Value, Value)>,
    /// The first day on which it certainly is in force; the day of adoption where it names none.
    pub(super) from: Option<Day>,
    /// The last day on which it can have been adopted.
    pub(super) adopted: Option<Day>,
    /// What is missing before anything may be loosened by it.
    pub(super) missing: Vec<RefusalRule>,
}

impl Recorded {
    pub(super) fn of(
        ix: u32,
        event: &Event,
        change: &RuleChanged,
        policy: &Policy,
        directory: &Directory,
    ) -> Self {
        let adopted = adopted(event);
        let from = change.from.latest().map(Moment::day);
        let change_read = if change.unreadable.is_empty() { read(change, policy) } else { None };
        let mut missing = missing(event, change, adopted, directory);
        if from.is_none() || adopted.is_none() {
            missing.push(RefusalRule::RuleChangeWithoutDay);
        }
        if change_read.is_none() {
            missing.push(RefusalRule::RuleChangeUnreadable);
        }
        Self { event: ix, change: change_read, from: from.or(adopted), adopted, missing }
    }

    /// Its rule, and what it says of it; `None` if nobody can tell which, or since when.
    pub(super) fn entry(&self, place: u32) -> Option<(Key, Entry)> {
        let (key, before, after) = self.change.clone()?;
        let from = Some(self.from?);
        let kind = Kind::Recorded { signed_after: self.signed_after(), before, place };
        Some((key, Entry { from, value: after, kind }))
    }

    /// Duties that start after this day are judged by it, also where it loosens; `None` if it is not signed for that.
    pub(super) fn signed_after(&self) -> Option<Day> {
        let signed = self.missing.is_empty();
        self.from.zip(self.adopted).filter(|_| signed).map(|(from, adopted)| from.max(adopted))
    }
}

/// The last day on which it can have been adopted. What candour itself took was not adopted before it came.
fn adopted(event: &Event) -> Option<Day> {
    let claimed = event.claimed.latest().map(Moment::day)?;
    let came = Day(i32::try_from(event.logged.0.div_euclid(86_400_000_000)).unwrap_or(i32::MAX));
    Some(if event.by.assurance == Assurance::Imported { claimed } else { claimed.max(came) })
}

/// What is missing of the two signatures.
fn missing(
    event: &Event,
    change: &RuleChanged,
    adopted: Option<Day>,
    directory: &Directory,
) -> Vec<RefusalRule> {
    let mut missing = Vec::new();
    let high = |post: &record::PostId| {
        adopted.and_then(|on| directory.rank_on(post, on)).is_some_and(|rank| rank >= SIGNS)
    };
    match &event.by.post {
        Some(post) if change.holder_named => {
            if !high(post) {
                missing.push(RefusalRule::RuleChangeTooLow);
            }
        }
        _ => missing.push(RefusalRule::RuleChangeNotSigned),
    }
    let own = event.by.post.as_ref().map_or_else(|| event.by.agency.clone(), record::PostId::agency);
    let signs = |second: &Addressee| {
        let post = second.post.as_ref().filter(|post| post.agency() != own);
        post.is_some_and(high) && change.second_holder_named
    };
    if !change.second_post.as_ref().is_some_and(signs) {
        missing.push(RefusalRule::RuleChangeNotCountersigned);
    }
    if event.by.assurance != Assurance::Imported {
        // One hand wrote both names.
        missing.push(RefusalRule::TypedName);
    }
    if !change.reasons_given {
        missing.push(RefusalRule::RuleChangeWithoutReasons);
    }
    missing
}

/// The rule a change names, what it says of it before, and after.
fn read(change: &RuleChanged, policy: &Policy) -> Option<(Key, Value, Value)> {
    let key = key(change, policy)?;
    let (before, after) = (value(&key, change.before.as_ref())?, value(&key, change.after.as_ref())?);
    Some((key, before, after))
}

fn key(change: &RuleChanged, policy: &Policy) -> Option<Key> {
    let (rule, sign, clock, rank) = (&change.rule, &change.sign, &change.clock, change.rank);
    let known = |id: &Code| {
        let rows = policy.clocks.iter().chain(policy.beneath.iter().flat_map(|england| &england.clocks));
        rows.into_iter().any(|row| row.id == *id)
    };
    match change.file.as_str() {
        "clocks.csv" if clock.is_none() && known(rule) => {
            let sign_known = sign.as_ref().is_none_or(|sign| policy.signs.contains_key(sign));
            sign_known.then(|| Key::Clock { id: rule.clone(), sign: sign.clone(), rank })
        }
        "ladders.csv" if sign.is_none() && clock.as_ref().is_none_or(known) => {
            Some(Key::Rung { ladder: rule.clone(), clock: clock.clone(), rank: rank? })
        }
        file if sign.is_none() && clock.is_none() && rank.is_none() => {
            Threshold::named(file, rule.as_str()).map(Key::Threshold)
        }
        _ => None,
    }
}

/// What a rule may say; `None` if such a rule cannot say it. What the policy's own check refuses, no signature allows.
fn value(key: &Key, said: Option<&(i32, Code)>) -> Option<Value> {
    let Some((amount, unit)) = said else {
        return (!matches!(key, Key::Threshold(_))).then_some(None);
    };
    let unit_of =
        |word: &Code| UNITS.iter().find(|(known, _)| *known == word.as_str()).map(|(_, unit)| *unit);
    let (amount, unit) = (*amount, unit_of(unit).filter(|_| !unit.as_str().is_empty()));
    let fits = match (key, unit) {
        (Key::Threshold(threshold), None) => {
            let (lowest, highest) = threshold.range();
            said.is_some_and(|(_, unit)| unit.as_str().is_empty()) && (lowest..=highest).contains(&amount)
        }
        (Key::Rung { .. }, Some(unit)) => amount >= 0 && unit != Unit::AsSoonAsPracticable,
        // A limit that is over before it begins would be met by nobody and by everybody.
        (Key::Clock { .. }, Some(_)) => amount >= 0,
        _ => false,
    };
    fits.then_some(Some(Limit { amount, unit }))
}
