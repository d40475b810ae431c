//! Patterns: when a thing that several children's records share becomes a strategic matter. The rest stay questions.
//!
//! All conditions of `matters.toml` must hold on one day, looking back over the window, and each rests on certain links: so
//! many households; for each child a record that names the thing, in a role that explains nothing, and a record with a sign
//! of exploitation; so many agencies that wrote it down themselves. What is named by many children's records is a busy place.

use record::outputs::{EntityIx, EventIx, Question};
use record::{AgencyId, Day};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Scene;
use super::seed::{Seed, in_order};
use crate::span::{Span, in_view};

/// How many children's records name each shared thing.
#[derive(Debug, Default)]
pub(super) struct BusyOf(FxHashMap<EntityIx, u32>);

impl BusyOf {
    pub(super) fn new(questions: &[Question]) -> Self {
        Self(questions.iter().map(|question| (question.shared, question.busy)).collect())
    }

    pub(super) fn is_busy(&self, thing: EntityIx, most: u32) -> bool {
        self.0.get(&thing).is_some_and(|children| *children > most)
    }
}

/// One record that names a child, with the thing or with a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// The last day it can have been.
    day: Day,
    event: EventIx,
    child: EntityIx,
}

/// Records with a sign of exploitation, of each child.
type Signed = FxHashMap<EntityIx, Vec<Row>>;

/// What completes a pattern, and what adds to one afterwards.
pub(super) fn patterns(scene: Scene<'_>) -> Vec<Seed> {
    let rules = &scene.policy.matters;
    let asked = scene.ties.questions.iter().filter(|question| question.households >= rules.households);
    let candidates: Vec<(EntityIx, Vec<Row>)> = asked
        .map(|question| (question.shared, tied(scene, question)))
        .filter(|(_, rows)| households(scene, rows.iter().map(|row| row.child)) >= rules.households)
        .collect();
    let wanted: FxHashSet<EntityIx> =
        candidates.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.child)).collect();
    let signed = signed(scene, &wanted);
    candidates.iter().flat_map(|(thing, rows)| seeds(scene, *thing, rows, &signed)).collect()
}

/// The records that name the thing with a child they are about, in the order of their days, as long as it is no busy place.
fn tied(scene: Scene<'_>, question: &Question) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for ix in question.events.iter().filter(|ix| scene.is_own_record(**ix)) {
        let Some(day) = day_of(scene, *ix) else { continue };
        if !scene.of_concern(*ix).any(|thing| thing == question.shared) {
            continue;
        }
        let certain = scene.about(*ix).filter(|child| question.children_certain.binary_search(child).is_ok());
        rows.extend(certain.map(|child| Row { day, event: *ix, child }));
    }
    rows.sort_unstable();
    rows.dedup();
    let mut children: FxHashSet<EntityIx> = FxHashSet::default();
    let few = |row: &Row| {
        children.insert(row.child);
        children.len() <= scene.policy.matters.most_children as usize
    };
    let kept = rows.iter().copied().take_while(few).count();
    rows.truncate(kept);
    rows
}

/// The last day a record can have been; `None` where its dates set no bound: it opens nothing then.
fn day_of(scene: Scene<'_>, ix: EventIx) -> Option<Day> {
    let claimed = scene.event(ix).claimed;
    claimed.earliest()?;
    claimed.latest().map(|at| at.day()).filter(|_| in_view(claimed, scene.as_of))
}

fn signed(scene: Scene<'_>, wanted: &FxHashSet<EntityIx>) -> Signed {
    let mut signed = Signed::default();
    if wanted.is_empty() {
        return signed;
    }
    let all = 0..scene.events.len() as EventIx;
    for ix in all.filter(|ix| scene.is_own_record(*ix) && scene.is_exploitation(*ix)) {
        let Some(day) = day_of(scene, ix) else { continue };
        for child in scene.about(ix).filter(|child| wanted.contains(child)) {
            signed.entry(child).or_default().push(Row { day, event: ix, child });
        }
    }
    signed.values_mut().for_each(|rows| rows.sort_unstable());
    signed
}

/// The first day on which everything holds, and each record that names the thing from then on.
fn seeds(scene: Scene<'_>, thing: EntityIx, rows: &[Row], signed: &Signed) -> Vec<Seed> {
    let children = in_order(rows.iter().map(|row| row.child).collect());
    let signs = || children.iter().filter_map(|child| signed.get(child)).flatten().copied();
    let mut days: Vec<Day> = rows.iter().copied().chain(signs()).map(|row| row.day).collect();
    days.sort_unstable();
    days.dedup();
    let Some(mut found) = days.iter().find_map(|day| complete(scene, *day, rows, signed)) else {
        return Vec::new();
    };
    found.things = vec![thing];
    let completed = scene.event(found.event).claimed.latest().map(|at| at.day());
    let later = rows.chunk_by(|a, b| a.event == b.event).filter(|same| {
        completed.is_some_and(|day| same[0].day >= day) && !found.events.contains(&same[0].event)
    });
    let adding: Vec<Seed> = later
        .map(|same| Seed {
            event: same[0].event,
            at: Span::of(scene.event(same[0].event).claimed),
            group: false,
            things: vec![thing],
            children: same.iter().map(|row| row.child).collect(),
            events: vec![same[0].event],
        })
        .collect();
    core::iter::once(found).chain(adding).collect()
}

/// The pattern as it stands at the end of a day; `None` if something is missing.
fn complete(scene: Scene<'_>, day: Day, rows: &[Row], signed: &Signed) -> Option<Seed> {
    let rules = &scene.policy.matters;
    let from = day.add_days(-(rules.window_days.min(100_000) as i32));
    let within = |row: &&Row| row.day > from && row.day <= day;
    let sign_of = |child: EntityIx| signed.get(&child)?.iter().rfind(within).copied();
    let tied: Vec<Row> =
        rows.iter().filter(within).filter(|row| sign_of(row.child).is_some()).copied().collect();
    if households(scene, tied.iter().map(|row| row.child)) < rules.households
        || agencies(scene, tied.iter().map(|row| row.event)) < rules.agencies
    {
        return None;
    }
    let children = in_order(tied.iter().map(|row| row.child).collect());
    let signs: Vec<Row> = children.iter().filter_map(|child| sign_of(*child)).collect();
    let all = || tied.iter().chain(&signs);
    let last = all().max()?;
    // Complete once the last piece was there: no bound of the others may come after its own.
    let at = all().map(|row| Span::of(scene.event(row.event).claimed)).reduce(Span::both)?;
    Some(Seed {
        event: last.event,
        at,
        group: false,
        things: Vec::new(),
        events: in_order(all().map(|row| row.event).collect()),
        children,
    })
}

fn households(scene: Scene<'_>, children: impl Iterator<Item = EntityIx>) -> u32 {
    in_order(children.map(|child| scene.ties.households[child as usize]).collect()).len() as u32
}

fn agencies(scene: Scene<'_>, events: impl Iterator<Item = EventIx>) -> u32 {
    let all: FxHashSet<&AgencyId> = events.map(|ix| &scene.event(ix).by.agency).collect();
    all.len() as u32
}
