//! Old material that a matter brings up again: tellings that had been answered or decided before it.

use record::outputs::{Duty, EntityIx, Matter, Standing};
use rustc_hash::FxHashMap;

use super::Scene;
use super::seed::in_order;
use crate::span::Span;

/// Lists, for each matter, earlier tellings that name its things, or its children with a sign of exploitation, and had been answered
/// or decided before it came up.
pub(super) fn resurface(scene: Scene<'_>, duties: &[Duty], matters: &mut [Matter]) {
    let mut of_thing: FxHashMap<EntityIx, usize> = FxHashMap::default();
    let mut of_child: FxHashMap<EntityIx, usize> = FxHashMap::default();
    for (place, matter) in matters.iter().enumerate() {
        of_thing.extend(matter.shared.iter().map(|thing| (*thing, place)));
        of_child.extend(matter.children.iter().map(|child| (*child, place)));
    }
    if of_thing.is_empty() && of_child.is_empty() {
        return;
    }
    let ended = |duty: &&Duty| {
        matches!(duty.standing, Standing::Answered | Standing::DecidedWithoutReasons)
            && duty.answered_by.is_some()
    };
    for duty in duties.iter().filter(ended) {
        let told = duty.opened_by;
        let by_thing = scene.of_concern(told).filter_map(|thing| of_thing.get(&thing).copied());
        let signed = scene.is_exploitation(told);
        let by_child = scene.about(told).filter(|_| signed).filter_map(|child| of_child.get(&child).copied());
        for place in by_thing.chain(by_child) {
            if duty.answered_by.is_some_and(|answer| came_before(scene, answer, &matters[place])) {
                matters[place].resurfaced.push(told);
            }
        }
    }
    for matter in matters {
        matter.resurfaced = in_order(core::mem::take(&mut matter.resurfaced));
    }
}

/// Certainly before the matter came up.
fn came_before(scene: Scene<'_>, answer: u32, matter: &Matter) -> bool {
    let answered = Span::of(scene.event(answer).claimed);
    matter.duties.first().is_some_and(|duty| answered.certainly_before(Span::of(duty.started)))
}
