//! Refusals to share: ground, scope, end and signer. "Data protection" alone is no ground.

use record::outputs::SharingRefused;
use record::policy::Reason;
use record::{Code, Event};

use super::Scene;
use super::particulars::{named_post, not_stated, particular};

/// The refusals, in order.
pub(super) fn refusals(scene: Scene<'_>) -> Vec<SharingRefused> {
    scene.kept.refused.iter().map(|ix| one(scene, *ix, scene.event(*ix))).collect()
}

fn one(scene: Scene<'_>, ix: u32, event: &Event) -> SharingRefused {
    let stated = |column| particular(event, column).cloned();
    let (ground, scope, until) = (stated("reason"), stated("scope"), stated("until"));
    let signer = named_post(event);
    let accepted = |ground: &Code| {
        let known = scene.policy.reasons.get(&(Code::new("sharing_ground"), ground.clone()));
        known.is_some_and(|Reason { accepted, .. }| *accepted)
    };
    SharingRefused {
        event: ix,
        accepted: ground.as_ref().is_some_and(accepted),
        not_stated: not_stated(&[
            ("ground", ground.is_some()),
            ("scope", scope.is_some()),
            ("until", until.is_some()),
            ("signer", signer.is_some()),
        ]),
        signer,
        ground,
        scope,
        until,
    }
}
