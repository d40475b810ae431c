//! Some of those who told take it back, and more of them where harm goes on.

use crate::draw::Draws;
use crate::run::What;
use crate::world::World;
use crate::written::{Act, ActKind, Cause, Note, Teller};

impl World {
    /// Draws whether a child or a parent will take back what a note says. Drawn for every note, so that nothing else moves.
    pub(crate) fn may_withdraw(&mut self, day: u32, number: u32, draws: &mut Draws) {
        let note = &self.notes[number as usize];
        let share = match note.cause {
            Cause::Harm(_) => self.values.withdrawn_harm,
            _ => self.values.withdrawn,
        };
        let (withdraws, days) = (draws.chance(share), 3 + draws.below(60) as u32);
        let told_it = matches!(note.teller, Teller::Child | Teller::Parent) && note.from.is_none();
        if !(withdraws && told_it) {
            return;
        }
        // Written down when somebody sits there.
        if let Some(on) = self.sits_from(note.agency, 0, day + days) {
            self.calendar.put(on, What::Withdraw.due(number, 0));
        }
    }

    pub(crate) fn withdraw(&mut self, day: u32, number: u32) {
        self.acts.push(Act { note: number, day, what: ActKind::Withdrawn });
    }

    /// Did harm still go on when a note was taken back? The truth, for judging the checks that follow.
    pub(crate) fn harm_went_on(&self, note: &Note, day: u32) -> bool {
        let Cause::Harm(harm) = note.cause else { return false };
        self.harms[harm as usize].ended.is_none_or(|ended| ended > day)
    }
}
