//! The rows of a policy as entries: England's, and what a folder lays over them.

use record::Code;
use record::policy::{ClockRule, Policy, Rung, Threshold, UNITS};

use super::entries::{Entry, Kind};
use super::{Key, Limit, Rulebook};

/// A law that is passed and not known to have begun is in force on no day.
fn begins(row: &ClockRule) -> bool {
    row.in_force_from.is_some() || row.in_force(record::Day(0))
}

fn clock_key(row: &ClockRule) -> Key {
    Key::Clock { id: row.id.clone(), sign: row.sign.clone(), rank: row.rank }
}

fn rung_key(rung: &Rung) -> Key {
    Key::Rung { ladder: rung.ladder.clone(), clock: rung.clock.clone(), rank: rung.rank }
}

fn count(amount: i32) -> Option<Limit> {
    Some(Limit { amount, unit: None })
}

/// The rows that hold by themselves: England's beneath a folder, else the policy's own.
pub(super) fn standing(policy: &Policy, book: &mut Rulebook) {
    let beneath = policy.beneath.as_deref();
    let clocks = beneath.map_or(&policy.clocks, |england| &england.clocks);
    for row in clocks.iter().filter(|row| begins(row)) {
        let value = Some(Limit { amount: row.amount, unit: Some(row.unit) });
        let kind = Kind::Standing { to: row.in_force_to };
        book.add(clock_key(row), Entry { from: row.in_force_from, value, kind });
    }
    for rung in beneath.map_or(&policy.ladders, |england| &england.ladders) {
        let value = Some(Limit { amount: rung.amount, unit: Some(rung.unit) });
        let kind = Kind::Standing { to: rung.in_force_to };
        book.add(rung_key(rung), Entry { from: rung.in_force_from, value, kind });
    }
    for threshold in Threshold::ALL {
        let (own, england) = policy.threshold(threshold);
        let entry =
            Entry { from: None, value: count(england.unwrap_or(own)), kind: Kind::Standing { to: None } };
        book.add(Key::Threshold(threshold), entry);
    }
}

/// The rows of a folder where they say something else than England. A row of England that the folder has not, and the day
/// after a row's last, are entries too: they say that there is no rule.
pub(super) fn laid(policy: &Policy, book: &mut Rulebook) {
    let Some(england) = policy.beneath.as_deref() else { return };
    for row in policy.clocks.iter().filter(|row| begins(row) && !england.clocks.contains(row)) {
        let limit = Limit { amount: row.amount, unit: Some(row.unit) };
        let next = policy
            .clocks
            .iter()
            .any(|other| clock_key(other) == clock_key(row) && follows(row.in_force_to, other.in_force_from));
        lay(book, clock_key(row), (row.in_force_from, row.in_force_to), limit, next);
    }
    for rung in policy.ladders.iter().filter(|rung| !england.ladders.contains(rung)) {
        let limit = Limit { amount: rung.amount, unit: Some(rung.unit) };
        let next = policy
            .ladders
            .iter()
            .any(|other| rung_key(other) == rung_key(rung) && follows(rung.in_force_to, other.in_force_from));
        lay(book, rung_key(rung), (rung.in_force_from, rung.in_force_to), limit, next);
    }
    let kept: Vec<Key> =
        policy.clocks.iter().map(clock_key).chain(policy.ladders.iter().map(rung_key)).collect();
    let gone: Vec<Key> = england
        .clocks
        .iter()
        .map(clock_key)
        .chain(england.ladders.iter().map(rung_key))
        .filter(|key| !kept.contains(key))
        .collect();
    for key in gone {
        book.add(key, Entry { from: None, value: None, kind: Kind::Laid });
    }
    for threshold in Threshold::ALL {
        let (own, england) = policy.threshold(threshold);
        if england.is_some_and(|england| england != own) {
            book.add(Key::Threshold(threshold), Entry { from: None, value: count(own), kind: Kind::Laid });
        }
    }
}

/// Does a row that begins on `from` take over from one whose last day is `to`?
fn follows(to: Option<record::Day>, from: Option<record::Day>) -> bool {
    matches!((to, from), (Some(to), Some(from)) if from == to.add_days(1))
}

fn lay(
    book: &mut Rulebook,
    key: Key,
    (from, to): (Option<record::Day>, Option<record::Day>),
    limit: Limit,
    next: bool,
) {
    book.add(key.clone(), Entry { from, value: Some(limit), kind: Kind::Laid });
    if let Some(to) = to.filter(|_| !next) {
        book.add(key, Entry { from: Some(to.add_days(1)), value: None, kind: Kind::Laid });
    }
}

/// The policy file of a rule, and its name there.
pub(super) fn file_of(key: &Key) -> (Code, Code) {
    match key {
        Key::Clock { id, .. } => (Code::new("clocks.csv"), id.clone()),
        Key::Rung { ladder, .. } => (Code::new("ladders.csv"), ladder.clone()),
        Key::Threshold(threshold) => {
            let (file, name) = threshold.place();
            (Code::new(file), Code::new(name))
        }
    }
}

/// What a rule says, as the outputs and the files say it.
pub(super) fn words(value: super::Value) -> Option<(i32, Code)> {
    value.map(|limit| {
        let word = limit.unit.and_then(|unit| UNITS.iter().find(|(_, known)| *known == unit));
        (limit.amount, Code::new(word.map_or("", |(word, _)| *word)))
    })
}
