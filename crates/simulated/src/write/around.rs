//! Whose care a child was in and who its social worker was, on any day: looked up when its records are written.

use crate::people::Person;
use crate::world::World;
use crate::written::Placement;

/// Care and cases by child.
#[derive(Debug)]
pub(super) struct Around {
    cares: Vec<(u32, u32)>,
    /// Case, day and place, by the child of the case.
    allocated: Vec<(u32, u32, u16, u32)>,
}

impl Around {
    pub(super) fn of(world: &World) -> Self {
        let numbered = world.cares.iter().zip(0u32..);
        let mut cares: Vec<(u32, u32)> = numbered.map(|(care, number)| (care.child, number)).collect();
        cares.sort_unstable();
        let mut allocated: Vec<(u32, u32, u16, u32)> = world
            .staff
            .allocated
            .iter()
            .map(|of| (world.cases[of.case as usize].child, of.day, of.place, of.case))
            .collect();
        // The order of days stays, so the last of a child is the latest.
        allocated.sort_by_key(|of| (of.0, of.1));
        Self { cares, allocated }
    }

    /// Where a child was placed on a day.
    pub(super) fn placement(&self, world: &World, child: u32, day: u32) -> Option<Placement> {
        let from = self.cares.partition_point(|care| care.0 < child);
        let of = self.cares[from..].iter().take_while(|care| care.0 == child);
        let care = of
            .map(|care| &world.cares[care.1 as usize])
            .find(|care| care.began <= day && care.ended.is_none_or(|ended| ended > day))?;
        care.placements.iter().rev().find(|placement| placement.began <= day).copied()
    }

    /// A child's social worker on a day, if it has an open case and somebody carries it.
    pub(super) fn social_worker(&self, world: &World, child: u32, day: u32) -> Option<Person> {
        let end = self.allocated.partition_point(|of| (of.0, of.1) <= (child, day));
        let (of, _, place, case) = *self.allocated.get(end.checked_sub(1)?)?;
        let open = world.cases[case as usize].closed.is_none_or(|(closed, _)| closed > day);
        (of == child && open).then(|| world.social_worker(place, day)).flatten()
    }
}
