//! Which school a child goes to, and which it went to on an earlier day.

use crate::draw::Draws;
use crate::world::World;

impl World {
    /// A household that moves may take its children to another school.
    pub(crate) fn may_change_school(&mut self, day: u32, household: u32, draws: &mut Draws) {
        let (changes, school) =
            (draws.chance(self.values.school_moves), draws.below(u64::from(self.agencies.schools)) as u16);
        if !changes {
            return;
        }
        let of = &self.households[household as usize];
        for child in of.first..of.first + u32::from(of.children) {
            let before = self.children[child as usize].school;
            if before != school {
                self.left_school.entry(child).or_default().push((day, before));
                self.children[child as usize].school = school;
                self.pupils[usize::from(school)].push(child);
            }
        }
    }

    /// A child's school on a day.
    pub(crate) fn school_on(&self, child: u32, day: u32) -> u16 {
        let left = self.left_school.get(&child).into_iter().flatten();
        let then = left.filter(|(left, _)| *left > day).map(|(_, school)| *school).next();
        then.unwrap_or(self.children[child as usize].school)
    }
}
