//! Corrections of dates and signs, applied to the view the stages see. The events as given stay as they are.

use std::collections::BTreeMap;

use record::event::{Body, Correction};
use record::{Claimed, Code, Event, SourceRef};

/// What a person decided about one row. The last decision about one thing counts.
#[derive(Default)]
struct Decided {
    date: Option<Claimed>,
    signs: BTreeMap<Code, bool>,
}

/// Applies every date and sign correction among `events` to the rows they name.
///
/// Identities and groupings are left to `joined`, which sees the corrections as the events they are.
pub fn apply_corrections(events: &mut [Event]) {
    let decided = decided(events);
    if decided.is_empty() {
        return;
    }
    for event in events {
        if let Some(decided) = decided.get(&event.source) {
            apply(event, decided);
        }
    }
}

fn decided(events: &[Event]) -> BTreeMap<SourceRef, Decided> {
    let mut given: Vec<_> = events
        .iter()
        .filter_map(|event| match &event.body {
            Body::Corrected(correction) => Some((event.logged, event.source, correction.as_ref())),
            _ => None,
        })
        .collect();
    given.sort_by_key(|(logged, source, _)| (*logged, *source));
    let mut decided: BTreeMap<SourceRef, Decided> = BTreeMap::new();
    for (_, _, correction) in given {
        match correction {
            Correction::Date(row, claimed) => decided.entry(row.0).or_default().date = Some(*claimed),
            Correction::Sign(row, sign) => {
                decided.entry(row.0).or_default().signs.insert(sign.clone(), true);
            }
            Correction::NotSign(row, sign) => {
                decided.entry(row.0).or_default().signs.insert(sign.clone(), false);
            }
            Correction::Same(..) | Correction::NotSame(..) => {}
            Correction::SameEvent(..) | Correction::NotSameEvent(..) => {}
        }
    }
    decided
}

fn apply(event: &mut Event, decided: &Decided) {
    if let Some(date) = decided.date {
        event.claimed = date;
    }
    let signs = match &mut event.body {
        Body::Told(told) => &mut told.signs,
        Body::Recorded(recorded) => &mut recorded.signs,
        _ => return,
    };
    // A sign that the record itself carried is never taken away: "no" only ends what a correction had confirmed.
    for (sign, carries) in &decided.signs {
        if *carries && !signs.contains(sign) {
            signs.push(sign.clone());
        }
    }
}
