//! A number given to two concerns: tellings of one number whose children are all different are different concerns.
//!
//! Numbers that restart each year are common. Folded into one, the later warning would have no duty of its own and
//! an answer about one child would end the duty towards another.

use record::outputs::EventIx;
use record::{Body, Claimed, Event, Mention};

use crate::span::Span;

/// One concern of several under a number.
#[derive(Debug, Default)]
pub(crate) struct Thread {
    /// In canonical order.
    pub(crate) members: Vec<EventIx>,
    tellings: Vec<EventIx>,
}

impl Thread {
    /// Its first telling.
    pub(crate) fn first_telling(&self) -> Option<EventIx> {
        self.tellings.first().copied()
    }
}

/// Splits the events of one number, in canonical order, into its concerns; `None` if they are one.
pub(crate) fn threads(events: &[Event], members: &[EventIx]) -> Option<Vec<Thread>> {
    let tells = |ix: EventIx| matches!(events[ix as usize].body, Body::Told(_));
    let mut threads: Vec<Thread> = Vec::new();
    // A telling that names nobody is put with the others once it is known who those are about.
    for ix in members.iter().copied().filter(|ix| tells(*ix) && names_children(&events[*ix as usize])) {
        // Only a child of both joins two concerns; a telling that may be about anybody goes to the latest it fits.
        let shares = |thread: &Thread| thread.tellings.iter().any(|told| shares_child(events, *told, ix));
        let (joined, apart): (Vec<Thread>, Vec<Thread>) = threads.into_iter().partition(shares);
        threads = apart;
        let mut tellings: Vec<EventIx> = joined.into_iter().flat_map(|thread| thread.tellings).collect();
        let fits = |thread: &Thread| thread.tellings.iter().any(|told| !disjoint(events, *told, ix));
        let fitting = threads.iter().rposition(fits).filter(|_| tellings.is_empty());
        if let Some(place) = fitting {
            tellings = threads.remove(place).tellings;
        }
        tellings.push(ix);
        tellings.sort_unstable();
        threads.push(Thread { tellings, members: Vec::new() });
    }
    if threads.len() < 2 {
        return None;
    }
    threads.sort_by_key(Thread::first_telling);
    for ix in members {
        let place = match threads.iter().position(|thread| thread.tellings.binary_search(ix).is_ok()) {
            Some(own) => own,
            None => belongs(events, &threads, *ix),
        };
        threads[place].members.push(*ix);
    }
    Some(threads)
}

fn names_children(event: &Event) -> bool {
    event.children().next().is_some()
}

/// The thread of an act: one about a child whom the act names, else any; of these the one with the latest telling
/// that the act can follow, else the first.
fn belongs(events: &[Event], threads: &[Thread], act: EventIx) -> usize {
    let names = |thread: &Thread| thread.tellings.iter().any(|told| shares_child(events, *told, act));
    let named: Vec<usize> = (0..threads.len()).filter(|place| names(&threads[*place])).collect();
    let among = if named.is_empty() { (0..threads.len()).collect() } else { named };
    let at = events[act as usize].claimed;
    let latest = |place: &usize| {
        let told = threads[*place].tellings.iter().rev();
        told.copied().find(|told| follows(at, events[*told as usize].claimed))
    };
    let best = among.iter().filter_map(|place| Some((latest(place)?, *place))).max();
    best.map(|(_, place)| place).or(among.first().copied()).unwrap_or(0)
}

/// An act can follow a telling if neither its first nor its last day is before the telling's, and it is not certainly
/// before it. An act of the telling's own day follows it.
fn follows(act: Claimed, told: Claimed) -> bool {
    let (act, told) = (Span::of(act), Span::of(told));
    let first = |span: Span| span.earliest.map_or(i64::MIN, |at| i64::from(at.day().0));
    let last = |span: Span| span.latest.map_or(i64::MAX, |at| i64::from(at.day().0));
    first(told) <= first(act) && last(told) <= last(act) && !act.certainly_before(told)
}

/// Every child of one event is certainly another than every child of the other.
fn disjoint(events: &[Event], one: EventIx, other: EventIx) -> bool {
    let (one, other) = (&events[one as usize], &events[other as usize]);
    let same_agency = one.by.agency == other.by.agency;
    one.children().all(|(_, a)| other.children().all(|(_, b)| certainly_another(a, b, same_agency)))
}

fn shares_child(events: &[Event], one: EventIx, other: EventIx) -> bool {
    let (one, other) = (&events[one as usize], &events[other as usize]);
    let same_agency = one.by.agency == other.by.agency;
    one.children().any(|(_, a)| other.children().any(|(_, b)| the_same(a, b, same_agency)))
}

/// By the agency's own number where both have one, unless name and birth date are the same all the same; else by a
/// given name and a birth date that both differ.
fn certainly_another(a: &Mention, b: &Mention, same_agency: bool) -> bool {
    if the_same(a, b, same_agency) {
        return false;
    }
    if let (Some(_), Some(_)) = (number(a, same_agency), number(b, same_agency)) {
        return true;
    }
    match (Clean::of(a), Clean::of(b)) {
        (Some(a), Some(b)) => a.forename != b.forename && a.born != b.born,
        _ => false,
    }
}

fn the_same(a: &Mention, b: &Mention, same_agency: bool) -> bool {
    let numbers = number(a, same_agency).zip(number(b, same_agency));
    numbers.is_some_and(|(a, b)| a == b)
        || matches!((Clean::of(a), Clean::of(b)), (Some(a), Some(b)) if a == b)
}

/// What tells two children apart for certain: the agency's own number, or what stands for an erased child everywhere.
fn number(mention: &Mention, same_agency: bool) -> Option<(bool, &str)> {
    let erased = mention.erased_as().map(|erased| (true, erased));
    erased.or_else(|| mention.local_id().filter(|_| same_agency).map(|number| (false, number)))
}

/// A name and a birth date fit to tell two children apart.
#[derive(PartialEq, Eq)]
struct Clean {
    forename: String,
    surname: String,
    born: record::Day,
}

impl Clean {
    fn of(mention: &Mention) -> Option<Self> {
        let name = |text: &str| {
            let letters: String =
                text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
            let clean = text.trim().chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’'));
            (clean && letters.chars().count() > 1).then_some(letters)
        };
        let born = mention.born.filter(|born| !born.is_doubtful())?.single_day()?;
        Some(Self {
            forename: name(mention.forename.as_deref()?)?,
            surname: name(mention.surname.as_deref()?)?,
            born,
        })
    }
}
