//! Ending or narrowing an operation: how many were identified, pursued and left, and who decided. It ends no duty.

use std::collections::BTreeMap;

use record::outputs::{EventIx, OperationEnd, Standing};
use record::{Code, ConcernRef};

use super::Scene;
use super::particulars::{count, entry, first, named_post, not_stated, particular};

/// The code of an operation, or where there is none the concern of its row; with what happened to it and when.
type Key<'a> = (&'a Code, Option<&'a Code>, Option<&'a ConcernRef>, (i64, i64));

/// The operations, in the order of their first rows. Rows of one code, kind and date are one: one for each concern.
pub(super) fn operations(scene: Scene<'_>) -> Vec<OperationEnd> {
    let mut together: BTreeMap<Key<'_>, Vec<EventIx>> = BTreeMap::new();
    for ix in &scene.kept.operations {
        let event = scene.event(*ix);
        let Some(entry) = entry(event) else { continue };
        let code = particular(event, "code");
        let concern = entry.concern.as_ref().filter(|_| code.is_none());
        together.entry((&entry.activity, code, concern, event.claimed.order())).or_default().push(*ix);
    }
    let mut all: Vec<OperationEnd> =
        together.into_iter().map(|((activity, ..), rows)| one(scene, activity, rows)).collect();
    all.sort_by_key(|one| one.events.first().copied());
    all
}

fn one(scene: Scene<'_>, activity: &Code, rows: Vec<EventIx>) -> OperationEnd {
    let events = || rows.iter().map(|ix| scene.event(*ix));
    let stated = |column| first(events(), |event| count(event, column));
    let (identified, pursued, left) = (stated("identified"), stated("pursued"), stated("left"));
    let decided_by = first(events(), named_post);
    let open = |opened_by: EventIx| rows.iter().any(|row| scene.same_concern(*row, opened_by));
    let open = scene
        .duties
        .iter()
        .filter(|duty| duty.standing != Standing::Answered && open(duty.opened_by))
        .map(|duty| duty.opened_by);
    let mut open: Vec<EventIx> = open.collect();
    open.dedup();
    OperationEnd {
        activity: activity.clone(),
        identified,
        pursued,
        left,
        not_stated: not_stated(&[
            ("identified", identified.is_some()),
            ("pursued", pursued.is_some()),
            ("left", left.is_some()),
            ("decided_by", decided_by.is_some()),
        ]),
        decided_by,
        open,
        events: rows,
    }
}
