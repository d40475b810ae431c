//! Powers: what was used, refused or not available about a person, a place or a thing, and why.

use record::outputs::PowerAct;

use super::Scene;
use super::particulars::{entry, particular};

/// The acts, in order.
pub(super) fn powers(scene: Scene<'_>) -> Vec<PowerAct> {
    let act = |ix: &u32| {
        let event = scene.event(*ix);
        let stated = |column| particular(event, column).cloned();
        let act = entry(event)?.activity.clone();
        Some(PowerAct { event: *ix, act, power: stated("code"), reason: stated("reason") })
    };
    scene.kept.powers.iter().filter_map(act).collect()
}
