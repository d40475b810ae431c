//! What a child lived through in truth: the days of hidden harm and the days of trouble at home.

use std::collections::BTreeMap;

use super::FOLLOWED;
use crate::world::{EIGHTEEN, World};

/// Trouble of every household, with its days.
#[derive(Clone, Debug, Default)]
pub(crate) struct Troubled {
    now: BTreeMap<u32, u32>,
    /// Household, first day, last day.
    over: Vec<(u32, u32, u32)>,
}

impl Troubled {
    pub(crate) fn begins(&mut self, household: u32, day: u32) {
        self.now.insert(household, day);
    }

    pub(crate) fn ends(&mut self, household: u32, day: u32) {
        if let Some(began) = self.now.remove(&household) {
            self.over.push((household, began, day));
        }
    }
}

/// Days of one child within the time that is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// Days on which hidden harm met it.
    pub hidden: u32,
    /// Days on which it lived at home with trouble there: neglect, violence, drink or drugs, illness or stress.
    pub at_home: u32,
    /// Days with either.
    pub either: u32,
}

/// Every child's days, ready to be asked for.
#[derive(Clone, Debug)]
pub struct Lives {
    harm: Spans,
    trouble: Spans,
    care: Spans,
}

impl Lives {
    /// Of one partnership, once it has run.
    pub fn of(world: &World) -> Self {
        let still = u32::MAX;
        let going_on = world.troubled.now.iter().map(|(household, began)| (*household, *began, still));
        Self {
            harm: Spans::of(
                world.harms.iter().map(|harm| (harm.child, harm.began, harm.ended.unwrap_or(still))),
            ),
            trouble: Spans::of(world.troubled.over.iter().copied().chain(going_on)),
            care: Spans::of(
                world.cares.iter().map(|care| (care.child, care.began, care.ended.unwrap_or(still))),
            ),
        }
    }

    /// A child's days from one day on: for three years, to the end of the run, or to its eighteenth birthday.
    pub fn life(&self, world: &World, child: u32, from: u32) -> Life {
        let of = &world.children[child as usize];
        let birthday = i64::from(of.born) + i64::from(EIGHTEEN);
        let end = birthday.clamp(0, i64::from((from + FOLLOWED).min(world.setup.days()))) as u32;
        let days = end.saturating_sub(from) as usize;
        let (harm, trouble) = (self.harm.of_one(child), self.trouble.of_one(of.household));
        if days == 0 || harm.is_empty() && trouble.is_empty() {
            return Life::default();
        }
        let mark = |spans: &[Span]| {
            let mut marks = vec![false; days];
            for (_, first, last) in spans {
                let at = |day: u32| (day.saturating_sub(from) as usize).min(days);
                marks[at(*first)..at(*last).max(at(*first))].fill(true);
            }
            marks
        };
        let (harm, trouble) = (mark(harm), mark(trouble));
        // In care it is not at home.
        let away = mark(self.care.of_one(child));
        let born = of.born.max(0) as u32;
        let mut life = Life::default();
        for day in 0..days {
            let there = from + day as u32 >= born;
            let (hidden, at_home) = (harm[day], there && trouble[day] && !away[day]);
            life.hidden += u32::from(hidden);
            life.at_home += u32::from(at_home);
            life.either += u32::from(hidden || at_home);
        }
        life
    }
}

/// Whose, first day, and the day after the last.
type Span = (u32, u32, u32);

#[derive(Clone, Debug)]
struct Spans(Vec<Span>);

impl Spans {
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut all: Vec<Span> = spans.collect();
        all.sort_unstable();
        Self(all)
    }

    fn of_one(&self, whose: u32) -> &[Span] {
        let from = self.0.partition_point(|(who, ..)| *who < whose);
        let to = from + self.0[from..].partition_point(|(who, ..)| *who == whose);
        &self.0[from..to]
    }
}
