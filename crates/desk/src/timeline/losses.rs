//! Records that the timeline says are gone: who would have had to account for them.

use published::replay::Loss;
use record::outputs::RecordsLost;
use record::{Day, Moment};

use super::results::{Scene, climbed, named};

/// The losses in the timeline.
pub(super) fn losses(scene: &Scene<'_>) -> Vec<Loss> {
    let ours = |loss: &&RecordsLost| scene.is_ours(loss.duty.opened_by);
    scene.outcome.organised.records_lost.iter().filter(ours).map(|loss| of(scene, loss)).collect()
}

fn of(scene: &Scene<'_>, loss: &RecordsLost) -> Loss {
    Loss {
        day: loss.duty.started.earliest().map_or(Day::default(), Moment::day),
        row: scene.row(loss.duty.opened_by).to_owned(),
        agency: loss.duty.post.agency(),
        post: named(&loss.duty.post),
        rank: loss.duty.rank,
        due: loss.duty.due_latest.map(Moment::day),
        standing: loss.duty.standing.word(),
        climbed: climbed(&loss.duty),
    }
}
