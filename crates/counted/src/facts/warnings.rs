//! Warnings told, and whether the files show an offence recorded or a power used after them in the same concern.

use record::outputs::EventIx;
use record::{Body, Code, ConcernRef, Event};
use rustc_hash::FxHashMap;

use super::rows::{Put, Rows, the_day};
use super::{Given, yes_no};
use crate::measure::Table;

const OFFENCE: &str = "offence.recorded";
const POWER: &str = "power.used";
/// The outcome of an answer that acts on a person or place.
const DISRUPTED: &str = "disrupted";

/// The table `warnings`: each telling that is no copy, with its first sign.
pub(super) fn table(given: Given<'_>) -> Table {
    const NAMES: &[&str] = &["child", "told", "sign", "exploitation", "offence", "disrupted"];
    let kinds = [
        Put::Number(None),
        Put::Day(None),
        Put::Word(None),
        Put::Word(None),
        Put::Word(None),
        Put::Word(None),
    ];
    let mut rows = Rows::new("warnings", NAMES, &kinds);
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
                Put::Number((given.child_of)(ix).map(|child| child as i32)),
                Put::Day(the_day(event.claimed)),
                Put::Word(told.signs.first().cloned()),
                Put::Word(Some(yes_no(exploitation))),
                Put::Word(Some(yes_no(later(|after| after.offence)))),
                Put::Word(Some(yes_no(later(|after| after.disrupted)))),
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
