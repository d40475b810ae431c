//! Children looked after: placements, moves, missing episodes, and those placed in another partnership.

use crate::draw::{Draws, Stream};
use crate::run::{Message, What};
use crate::telling::Trace;
use crate::town::{COUNCIL, POLICE};
use crate::twice::Deed;
use crate::world::{EIGHTEEN, NONE, World};
use crate::written::{Care, Cause, Note, Placement, Signs, Teller};

impl World {
    pub(crate) fn care_begins(&mut self, day: u32, child: u32) {
        let grown = self.children[child as usize].age(day).is_none();
        if grown
            || self.children[child as usize].care != NONE
            || self.withholds(Deed::TakenIntoCare, child, day, COUNCIL)
        {
            return;
        }
        let number = self.cares.len() as u32;
        let mut draws = self.draws(Stream::Care, child, day);
        let old_enough = self.children[child as usize].age(day).is_some_and(|age| age > 3_650);
        // Those who go missing are of ten years and more, so the share among them is larger: by the share of ages at entry, and because not all of a year is in care.
        let prone = old_enough && draws.chance((self.values.missing_prone * 2.3).min(1.0));
        let place = self.placed(day, child, &mut draws);
        self.cares.push(Care {
            child,
            began: day,
            ended: None,
            placements: vec![place],
            missing: Vec::new(),
        });
        self.children[child as usize].care = number;
        // From the birthday on it is nobody's placement.
        let birthday = (self.children[child as usize].born + EIGHTEEN).max(0) as u32;
        self.calendar.put(birthday, What::CareEnds.due(number, 0));
        self.after(&mut draws, day, 1.0 / self.values.care_years, What::CareEnds.due(number, 0));
        self.after(&mut draws, day, self.values.placement_moves, What::PlacementMoves.due(number, 0));
        if prone {
            self.after(&mut draws, day, self.values.missing_episodes, What::CareMissing.due(number, 0));
        }
        // The household's trouble is no longer the child's; what others in it live with goes on.
    }

    fn placed(&self, day: u32, child: u32, draws: &mut Draws) -> Placement {
        let old = self.children[child as usize].age(day).is_some_and(|age| age > 3_650);
        // Homes are for the older: twice the share for them and hardly any for the small.
        let share = self.values.care_home_share * if old { 1.9 } else { 0.15 };
        let (in_a_home, home) =
            (draws.chance(share.min(1.0)), draws.below(u64::from(self.agencies.homes)) as u16);
        let home = in_a_home.then_some(home);
        let others = self.setup.size.partnerships;
        let (away, other) =
            (draws.chance(self.values.out_of_area), draws.below(u64::from(others.saturating_sub(1))) as u16);
        let elsewhere = (away && others > 1).then_some(if other >= self.number { other + 1 } else { other });
        Placement { began: day, home, carer: self.foster_carer(child, day), elsewhere }
    }

    /// Where a child is placed now.
    pub(crate) fn placement(&self, child: u32) -> Option<Placement> {
        let care = self.children[child as usize].care;
        self.cares.get(care as usize).and_then(|care| care.placements.last().copied())
    }

    pub(crate) fn placement_moves(&mut self, day: u32, number: u32) {
        if self.cares[number as usize].ended.is_some() {
            return;
        }
        let child = self.cares[number as usize].child;
        let mut draws = self.draws(Stream::Care, child | 1 << 27, day);
        let place = self.placed(day, child, &mut draws);
        self.cares[number as usize].placements.push(place);
        self.after(&mut draws, day, self.values.placement_moves, What::PlacementMoves.due(number, 0));
    }

    pub(crate) fn care_ends(&mut self, day: u32, number: u32) {
        let care = &mut self.cares[number as usize];
        if care.ended.is_none() {
            care.ended = Some(day);
            for (_, back) in &mut care.missing {
                *back = (*back).min(day);
            }
            let child = care.child;
            self.children[child as usize].care = NONE;
        }
    }

    pub(crate) fn care_missing(&mut self, day: u32, number: u32) {
        if self.cares[number as usize].ended.is_some() {
            return;
        }
        let child = self.cares[number as usize].child;
        let mut draws = self.draws(Stream::Care, child | 1 << 26, day);
        self.is_missing(day, child, &mut draws);
        let signs = Signs::of("missing_episode");
        self.trace(day, &Trace { child, cause: Cause::Missing, signs, thing: None, other: None });
        let rate = self.values.missing_episodes;
        self.after(&mut draws, day, rate, What::CareMissing.due(number, 0));
    }

    /// A child goes missing; from care it stands in the return. 87 of 100 are back within two days.
    pub(crate) fn is_missing(&mut self, day: u32, child: u32, draws: &mut Draws) {
        let care = self.children[child as usize].care;
        let elsewhere = self.placement(child).and_then(|placement| placement.elsewhere);
        let id = self.global(child);
        let Some(of) = self.cares.get_mut(care as usize) else { return };
        let away = of.missing.last().is_some_and(|(_, back)| *back >= day);
        if !away {
            let days = if draws.chance(0.87) { draws.below(2) } else { 2 + draws.below(12) };
            of.missing.push((day, day + days as u32));
            if let Some(to) = elsewhere {
                self.outbox.push(Message { to, child: id, day });
            }
        }
    }

    /// A child placed here from elsewhere went missing yesterday: the police here write it down.
    pub(crate) fn message(&mut self, day: u32, message: Message) {
        let mut draws = self.key.draws(Stream::Telling, message.child | 1 << 47, day as i32);
        if !draws.chance(self.values.written_down) {
            return;
        }
        let note = Note {
            agency: POLICE,
            child: message.child,
            other: None,
            day,
            teller: Teller::Staff,
            signs: Signs::of("missing_episode").with(Signs::of("care_home_link")),
            thing: None,
            from: None,
            again: None,
            cause: Cause::Missing,
            blames: false,
            address: 0,
        };
        self.counts.told += 1;
        self.write(note, None);
    }
}
