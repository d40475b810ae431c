//! Codes that contradict what was recorded of the child before, or that describe as behaviour what looks like exploitation.

use record::outputs::{EntityIx, EventIx, Notice};
use record::policy::{ClosingRule, Policy};
use record::{Body, Code, Event, Tri};
use rustc_hash::FxHashMap;

use super::reach::Reach;
use super::{Hit, few, recorded_by};

/// Factors that, beside a need or factor coded as behaviour, ask for a second look: missing, sexual exploitation, gangs,
/// criminal exploitation.
const EXPLOITATION: [&str; 4] = ["10A", "11A", "13A", "24A"];

type ByChild = FxHashMap<EntityIx, Vec<EventIx>>;

pub(super) fn notices(reach: &Reach<'_>, hits: &[Hit], policy: &Policy) -> Vec<Notice> {
    let asks = |rule: &&ClosingRule| matches!(rule.requires.as_str(), "show_contradiction" | "second_look");
    let rules: Vec<&ClosingRule> = policy.closing_rules.iter().filter(asks).collect();
    let carries = |event: &Event, rule: &ClosingRule| {
        codes(event).iter().any(|(set, code)| *set == rule.code_set && *code == rule.code)
    };
    let mut asked: Vec<(EventIx, &ClosingRule)> = Vec::new();
    for (ix, event) in reach.in_view().filter(|(_, event)| !codes(event).is_empty()) {
        asked.extend(rules.iter().filter(|rule| carries(event, rule)).map(|rule| (ix, *rule)));
    }
    if asked.is_empty() {
        return Vec::new();
    }
    let (signals, factors) = evidence(reach, hits, policy);
    let mut found = Vec::new();
    for (ix, rule) in asked {
        for child in reach.children(ix) {
            let made = match rule.requires.as_str() {
                "show_contradiction" => contradicted(reach, ix, &signals, child),
                _ => factors.get(&child).map(|events| (Tri::Yes, few(events.clone()))),
            };
            found.extend(made.map(|(certain, rests_on)| Notice {
                rule: rule.id.clone(),
                about: rule.code.clone(),
                event: ix,
                child: Some(child),
                certain,
                rests_on,
                remarks: Vec::new(),
            }));
        }
    }
    found
}

/// "No factors" after a sign was recorded: certain where the sign certainly came before.
fn contradicted(
    reach: &Reach<'_>,
    ix: EventIx,
    signals: &ByChild,
    child: EntityIx,
) -> Option<(Tri, Vec<EventIx>)> {
    let at = reach.event(ix).claimed;
    let earlier = signals.get(&child)?.iter().filter(|other| **other != ix);
    let judged: Vec<(EventIx, Tri)> =
        earlier.map(|other| (*other, recorded_by(reach.event(*other).claimed, at))).collect();
    let certain = judged.iter().map(|(_, before)| *before).fold(Tri::No, Tri::or);
    let rests = |wanted: Tri| judged.iter().filter(move |(_, before)| *before == wanted).map(|(ix, _)| *ix);
    (certain != Tri::No).then(|| (certain, few(rests(certain).collect())))
}

/// By child: the records with a sign of exploitation or that meet an age rule, and those with a factor of exploitation.
fn evidence(reach: &Reach<'_>, hits: &[Hit], policy: &Policy) -> (ByChild, ByChild) {
    let (mut signals, mut factors) = (ByChild::default(), ByChild::default());
    let exploits = |sign: &Code| policy.signs.get(sign).is_some_and(|sign| sign.exploitation);
    let is_factor = |(set, code): &(Code, Code)| {
        set.as_str() == "assessment_factor" && EXPLOITATION.contains(&code.as_str())
    };
    for (ix, event) in reach.in_view() {
        let signs = match &event.body {
            Body::Told(told) => told.signs.as_slice(),
            Body::Recorded(entry) => entry.signs.as_slice(),
            _ => continue,
        };
        let (signal, factor) = (signs.iter().any(exploits), codes(event).iter().any(is_factor));
        if !signal && !factor {
            continue;
        }
        for child in reach.children(ix) {
            if signal {
                signals.entry(child).or_default().push(ix);
            }
            if factor {
                factors.entry(child).or_default().push(ix);
            }
        }
    }
    for hit in hits.iter().filter(|hit| hit.certain == Tri::Yes) {
        signals.entry(hit.child).or_default().push(hit.event);
    }
    (signals, factors)
}

fn codes(event: &Event) -> &[(Code, Code)] {
    match &event.body {
        Body::Told(told) => &told.codes,
        Body::Recorded(entry) => &entry.codes,
        _ => &[],
    }
}
