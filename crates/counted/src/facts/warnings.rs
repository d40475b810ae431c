//! Warnings told, and whether the files show an offence recorded or a power used after them in the same concern.

use record::outputs::EventIx;
use record::{Body, Code, ConcernRef, Event};
use rustc_hash::FxHashMap;

use super::Given;
use super::rows::{Kind, Put, Rows, the_day};
use crate::measure::Table;

const OFFENCE: &str = "offence.recorded";
const POWER: &str = "power.used";
/// The outcome of an answer that acts on a person or place.
const DISRUPTED: &str = "disrupted";

/// The table `warnings`: each telling that is no copy, with its first sign.
pub(super) fn table(given: Given<'_>) -> Table {
    let columns = &[
        ("child", Kind::Number),
        ("told", Kind::Day),
        ("sign", Kind::Word),
        ("exploitation", Kind::Word),
        ("offence", Kind::Word),
        ("disrupted", Kind::Word),
    ];
    let mut rows = Rows::new("warnings", columns);
    let after = after(given.events);
    for (ix, event) in (0..).zip(given.events) {
        let Body::Told(told) = &event.body else { continue };
        if told.passes.is_some() {
            continue;
        }
        // Events stand in canonical order: what came later has a higher number.
        let later = |of: fn(&After) -> Option<EventIx>| {
            after.get(&told.concern).and_then(of).is_some_and(|last| last > ix)
        };
        let exploitation =
            told.signs.iter().any(|sign| given.policy.signs.get(sign).is_some_and(|sign| sign.exploitation));
        rows.row(
            Code::new(told.told_to.post_or_unnamed().agency().as_str()),
            ix,
            vec![
                Put::child((given.child_of)(ix)),
                Put::Day(the_day(event.claimed)),
                Put::Word(told.signs.first().cloned()),
                Put::yes(exploitation),
                Put::yes(later(|after| after.offence)),
                Put::yes(later(|after| after.disrupted)),
            ],
        );
    }
    rows.done()
}

/// The last offence and the last act against a person or place in a concern.
#[derive(Clone, Copy, Default)]
struct After {
    offence: Option<EventIx>,
    disrupted: Option<EventIx>,
}

fn after(events: &[Event]) -> FxHashMap<&ConcernRef, After> {
    let mut all: FxHashMap<&ConcernRef, After> = FxHashMap::default();
    for (ix, event) in (0..).zip(events) {
        match &event.body {
            Body::Recorded(entry) => {
                let Some(concern) = &entry.concern else { continue };
                match entry.activity.as_str() {
                    OFFENCE => all.entry(concern).or_default().offence = Some(ix),
                    POWER => all.entry(concern).or_default().disrupted = Some(ix),
                    _ => {}
                }
            }
            Body::Answered(answer) if answer.outcome.as_str() == DISRUPTED => {
                all.entry(&answer.concern).or_default().disrupted = Some(ix);
            }
            _ => {}
        }
    }
    all
}
