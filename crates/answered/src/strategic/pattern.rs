//! Patterns: when a thing that several children's records share becomes a strategic matter. The rest stay questions.
//!
//! All conditions of `matters.toml` must hold on one day, looking back over the window, and each rests on certain links. A record
//! counts if it names the thing in a role that explains nothing and carries a sign of exploitation itself. A busy place is told
//! by the share of children whose records name it without one.

use record::outputs::{EntityIx, EventIx, Question};
use record::policy::Threshold;
use record::{AgencyId, Day, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Scene;
use super::apart::Apart;
use super::seed::{Seed, in_order};
use crate::span::{Span, in_view};

/// How many children's records name each shared thing.
#[derive(Debug, Default)]
pub(crate) struct BusyOf(FxHashMap<EntityIx, u32>);

impl BusyOf {
    pub(crate) fn new(questions: &[Question]) -> Self {
        Self(questions.iter().map(|question| (question.shared, question.busy)).collect())
    }

    pub(crate) fn is_busy(&self, thing: EntityIx, most: u32) -> bool {
        self.0.get(&thing).is_some_and(|children| *children > most)
    }
}

/// One record that names a child with the thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// The last day it can have been.
    day: Day,
    event: EventIx,
    child: EntityIx,
    /// It carries a sign of exploitation itself.
    signed: bool,
}

/// What completes a pattern, and what adds to one afterwards.
pub(super) fn patterns(scene: Scene<'_>) -> Vec<Seed> {
    // The least that was ever enough: whether it was on the day, `complete` asks.
    let least = |kind| scene.limits.households_of(kind, None);
    let asked = scene.ties.questions.iter().map(|question| (question, least(question.kind)));
    let candidates: Vec<(&Question, Vec<Row>)> = asked
        .filter(|(question, enough)| question.households >= *enough)
        .map(|(question, enough)| (question, tied(scene, question), enough))
        .filter(|(_, rows, enough)| children(rows.iter()).len() >= *enough as usize)
        .map(|(question, rows, _)| (question, rows))
        .collect();
    let apart = Apart::of(scene, candidates.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.child)));
    candidates.iter().flat_map(|(question, rows)| seeds(scene, question, rows, &apart)).collect()
}

/// The records that name the thing with a child they are about, in the order of their days, as long as it is no busy place.
fn tied(scene: Scene<'_>, question: &Question) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for ix in question.events.iter().copied().filter(|ix| scene.is_own_record(*ix)) {
        let Some(day) = day_of(scene, ix) else { continue };
        if !scene.of_concern(ix).any(|thing| thing == question.shared) {
            continue;
        }
        let signed = scene.is_exploitation(ix);
        let certain = scene.about(ix).filter(|child| question.children_certain.binary_search(child).is_ok());
        rows.extend(certain.map(|child| Row { day, event: ix, child, signed }));
    }
    rows.sort_unstable();
    rows.dedup();
    let mut children: FxHashSet<EntityIx> = FxHashSet::default();
    let few = |row: &&Row| {
        children.insert(row.child);
        children.len() <= scene.limits.at(Threshold::MostChildren, Some(row.day)) as usize
    };
    let kept = rows.iter().take_while(few).count();
    rows.truncate(kept);
    rows
}

/// The last day a record can have been; `None` where its dates set no bound: it opens nothing then.
fn day_of(scene: Scene<'_>, ix: EventIx) -> Option<Day> {
    let claimed = scene.event(ix).claimed;
    claimed.earliest()?;
    claimed.latest().map(|at| at.day()).filter(|_| in_view(claimed, scene.as_of))
}

/// The first day on which everything holds, and each record with a sign that names the thing from then on.
fn seeds(scene: Scene<'_>, question: &Question, rows: &[Row], apart: &Apart) -> Vec<Seed> {
    let (thing, kind) = (question.shared, question.kind);
    let mut days = rows.chunk_by(|a, b| a.day == b.day).map(|same| same[0].day);
    let Some((day, mut found)) =
        days.find_map(|day| complete(scene, (day, kind), rows, apart).map(|found| (day, found)))
    else {
        return Vec::new();
    };
    found.things = vec![thing];
    let from = rows.partition_point(|row| row.day <= day);
    let adding = rows[from..].chunk_by(|a, b| a.event == b.event).filter(|same| same[0].signed);
    let adding: Vec<Seed> = adding
        .map(|same| Seed {
            event: same[0].event,
            at: Span::of(scene.event(same[0].event).claimed),
            group: false,
            things: vec![thing],
            children: children(same.iter()),
            events: vec![same[0].event],
        })
        .collect();
    core::iter::once(found).chain(adding).collect()
}

/// The pattern as it stands at the end of a day, by the thresholds of that day; `None` if something is missing.
fn complete(scene: Scene<'_>, (day, kind): (Day, MentionKind), rows: &[Row], apart: &Apart) -> Option<Seed> {
    let limit = |threshold| scene.limits.at(threshold, Some(day));
    let from = day.add_days(-(limit(Threshold::WindowDays).min(100_000) as i32));
    let within = || rows.iter().filter(|row| row.day > from && row.day <= day);
    let signed = || within().filter(|row| row.signed);
    let (all, with_sign) = (children(within()), children(signed()));
    let counted: Vec<&Row> = signed().filter(|row| apart.is_known(row.child)).collect();
    let enough = with_sign.len() * 100 >= all.len() * limit(Threshold::SignedPercent) as usize
        && apart.households(counted.iter().map(|row| row.child))
            >= scene.limits.households_of(kind, Some(day))
        && agencies(scene, &counted) >= limit(Threshold::Agencies);
    if !enough {
        return None;
    }
    // Complete once the last piece was there: no bound of the others may come after its own.
    let at = signed().map(|row| Span::of(scene.event(row.event).claimed)).reduce(Span::both)?;
    Some(Seed {
        event: signed().max()?.event,
        at,
        group: false,
        things: Vec::new(),
        events: in_order(signed().map(|row| row.event).collect()),
        children: with_sign,
    })
}

fn children<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<EntityIx> {
    in_order(rows.map(|row| row.child).collect())
}

fn agencies(scene: Scene<'_>, rows: &[&Row]) -> u32 {
    let all: FxHashSet<&AgencyId> = rows.iter().map(|row| &scene.event(row.event).by.agency).collect();
    all.len() as u32
}
