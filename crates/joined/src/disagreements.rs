//! Disagreements: where the accounts of one event differ. They are listed, never resolved.

use record::event::Body;
use record::outputs::{AccountGroup, Disagreement, DisagreementKind, EventIx, Said, Side};
use record::{Addressee, Claimed, Code, ConcernRef, Event};
use rustc_hash::FxHashMap;

use crate::numbers::told_to;

/// The outcomes recorded for each concern.
#[derive(Debug)]
pub(crate) struct Answers<'a>(FxHashMap<&'a ConcernRef, Vec<&'a Code>>);

impl<'a> Answers<'a> {
    /// Gathers the outcomes.
    pub(crate) fn new(events: &'a [Event]) -> Self {
        let mut outcomes: FxHashMap<&ConcernRef, Vec<&Code>> = FxHashMap::default();
        for event in events {
            if let Body::Answered(body) = &event.body {
                outcomes.entry(&body.concern).or_default().push(&body.outcome);
            }
        }
        Self(outcomes)
    }

    /// A group with its disagreements.
    pub(crate) fn group(&self, events: &[Event], entries: Vec<EventIx>, ground: Code) -> AccountGroup {
        let says = |about, said: &dyn Fn(&Event) -> Option<Said>, differ: &dyn Fn(&Said, &Said) -> bool| {
            let said = |&ix: &EventIx| Some(Side { event: ix, said: said(events.get(ix as usize)?)? });
            let sides: Vec<Side> = entries.iter().filter_map(said).collect();
            let disagree = sides.iter().any(|a| sides.iter().any(|b| differ(&a.said, &b.said)));
            disagree.then_some(Disagreement { about, sides })
        };
        let disagreements = [
            says(DisagreementKind::Date, &|event| Some(Said::Date(event.claimed)), &other_days),
            says(
                DisagreementKind::ToldTo,
                &|event| stated_addressee(event).cloned().map(Said::ToldTo),
                &other_addressee,
            ),
            says(DisagreementKind::Signs, &|event| codes(signs(event)), &other),
            says(DisagreementKind::Outcome, &|event| codes(self.outcomes(event)), &other),
        ];
        AccountGroup { events: entries, ground, disagreements: disagreements.into_iter().flatten().collect() }
    }

    fn outcomes<'s>(&'s self, event: &'s Event) -> impl Iterator<Item = &'s Code> {
        let concern = event.concern().filter(|_| matches!(event.body, Body::Told(_)));
        concern.and_then(|concern| self.0.get(concern)).into_iter().flatten().copied()
    }
}

fn other(a: &Said, b: &Said) -> bool {
    a != b
}

/// Not the same span of days; the hour is not compared, because most sources give none.
fn other_days(a: &Said, b: &Said) -> bool {
    let days =
        |claimed: &Claimed| (claimed.earliest().map(|at| at.day()), claimed.latest().map(|at| at.day()));
    match (a, b) {
        (Said::Date(a), Said::Date(b)) => days(a) != days(b),
        _ => false,
    }
}

/// Who was told, if the source states it: a file that names no addressee is read as told to its own agency, and that
/// says no more than who wrote it.
fn stated_addressee(event: &Event) -> Option<&Addressee> {
    told_to(event).filter(|to| to.post.is_some() || to.rank.is_some() || to.agency != event.by.agency)
}

/// Another agency, or another post where both name one.
fn other_addressee(a: &Said, b: &Said) -> bool {
    match (a, b) {
        (Said::ToldTo(a), Said::ToldTo(b)) => {
            a.agency != b.agency || matches!((&a.post, &b.post), (Some(a), Some(b)) if a != b)
        }
        _ => false,
    }
}

pub(crate) fn signs(event: &Event) -> impl Iterator<Item = &Code> {
    let signs: &[Code] = match &event.body {
        Body::Told(body) => &body.signs,
        Body::Recorded(body) => &body.signs,
        _ => &[],
    };
    signs.iter()
}

/// The codes in order, each once; nothing if there are none.
fn codes<'a>(codes: impl Iterator<Item = &'a Code>) -> Option<Said> {
    let mut codes: Vec<Code> = codes.cloned().collect();
    codes.sort_unstable();
    codes.dedup();
    (!codes.is_empty()).then_some(Said::Codes(codes))
}
