//! Clerical review: corrections by a person, which overrule every weight.

use record::event::{Body, Correction, MentionPlace, RowPlace};
use record::outputs::{EventIx, MentionIx, MentionTable};
use record::{Event, Logged, SourceRef};
use rustc_hash::FxHashMap;

/// Decisions about mentions and rows, in the order they were logged; the later of two about one pair holds.
/// The first of each pair is the smaller. Decisions that name no row of these events are left out.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    /// Mentions that are one.
    pub(crate) same: Vec<(MentionIx, MentionIx)>,
    /// Mentions that are two.
    pub(crate) not_same: Vec<(MentionIx, MentionIx)>,
    /// Rows that tell of one event.
    pub(crate) same_event: Vec<(EventIx, EventIx)>,
    /// Rows that tell of two events.
    pub(crate) not_same_event: Vec<(EventIx, EventIx)>,
}

/// Gathers the corrections.
pub(crate) fn decisions(events: &[Event], table: &MentionTable) -> Decisions {
    let mut corrections: Vec<(Logged, SourceRef, &Correction)> = events
        .iter()
        .filter_map(|event| match &event.body {
            Body::Corrected(correction) => Some((event.logged, event.source, correction.as_ref())),
            _ => None,
        })
        .collect();
    corrections.sort_by_key(|(logged, source, _)| (*logged, *source));
    if corrections.is_empty() {
        return Decisions::default();
    }
    let places = Places::new(events, table);
    let mut mentions = FxHashMap::default();
    let mut rows = FxHashMap::default();
    for (turn, (_, _, correction)) in corrections.into_iter().enumerate() {
        match correction {
            Correction::Same(a, b) => {
                note(&mut mentions, places.mention(*a), places.mention(*b), (turn, true))
            }
            Correction::NotSame(a, b) => {
                note(&mut mentions, places.mention(*a), places.mention(*b), (turn, false))
            }
            Correction::SameEvent(a, b) => note(&mut rows, places.row(*a), places.row(*b), (turn, true)),
            Correction::NotSameEvent(a, b) => note(&mut rows, places.row(*a), places.row(*b), (turn, false)),
            Correction::Date(..) | Correction::Sign(..) | Correction::NotSign(..) => {}
        }
    }
    let (same, not_same) = parted(mentions);
    let (same_event, not_same_event) = parted(rows);
    Decisions { same, not_same, same_event, not_same_event }
}

struct Places<'a> {
    events: FxHashMap<SourceRef, EventIx>,
    table: &'a MentionTable,
}

impl<'a> Places<'a> {
    fn new(events: &[Event], table: &'a MentionTable) -> Self {
        let mut known = FxHashMap::default();
        for (ix, event) in events.iter().enumerate().filter(|(_, event)| !event.mentions().is_empty()) {
            known.entry(event.source).or_insert(ix as EventIx);
        }
        Self { events: known, table }
    }

    fn row(&self, place: RowPlace) -> Option<EventIx> {
        self.events.get(&place.0).copied()
    }

    fn mention(&self, place: MentionPlace) -> Option<MentionIx> {
        let mentions = self.table.of(self.row(place.row)?);
        Some(mentions.start + u32::from(place.mention)).filter(|mention| mentions.contains(mention))
    }
}

type Pair = (u32, u32);

fn note(known: &mut FxHashMap<Pair, (usize, bool)>, a: Option<u32>, b: Option<u32>, decision: (usize, bool)) {
    if let (Some(a), Some(b)) = (a, b)
        && a != b
    {
        known.insert((a.min(b), a.max(b)), decision);
    }
}

/// The pairs decided to be one, and those decided to be two, each in the order of the decisions.
fn parted(known: FxHashMap<Pair, (usize, bool)>) -> (Vec<Pair>, Vec<Pair>) {
    let mut decided: Vec<(usize, bool, Pair)> =
        known.into_iter().map(|(pair, (turn, same))| (turn, same, pair)).collect();
    decided.sort_unstable();
    let of = |wanted: bool| {
        decided.iter().filter(|decision| decision.1 == wanted).map(|decision| decision.2).collect()
    };
    (of(true), of(false))
}
