//! One life twice: the same child under the same fate, once as it was and once with exactly one act of the service left out.
//!
//! How often did the service make the difference, and how often did its books say so? Every draw hangs on the child and
//! the day and never on a running number, so the two lives are the same up to the act, and after it they differ only where
//! the act leads. Workers share their time among all children, so a case more or less of one child reaches others too: each
//! pair is a further run of its own. `docs/method/simulated.md` says what such a pair can show and what not.

mod books;
mod deeds;
mod lived;
mod share;
mod table;

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

pub use books::Books;
pub use deeds::{Deed, Influence};
pub(crate) use lived::Troubled;
pub use lived::{Life, Lives};
pub use share::Share;
pub use table::{Row, Truth, Twice, write};

use crate::Error;
use crate::draw::{RunKey, Stream};
use crate::parameters::Parameters;
use crate::run::{Progress, run_without};
use crate::town::Setup;
use crate::world::World;

/// Days for which both lives are followed after the act: three years, so that a case can end and twelve months pass.
pub const FOLLOWED: u32 = 1_096;

/// One child's two lives. Days are counted from the act until three years later, or to the eighteenth birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The act that was left out in the second life, and whose.
    pub influence: Influence,
    /// As it was.
    pub with: Life,
    /// With the act left out.
    pub without: Life,
    /// Days of harm or trouble that the act spared brothers and sisters. Negative: that it cost.
    pub others: i64,
    /// How many brothers' and sisters' days differ.
    pub others_reached: u32,
    /// What the agencies' books say in the life with the act.
    pub books: Books,
    /// What they say in the life without it.
    pub books_without: Books,
}

impl Pair {
    /// Days with harm or trouble that the act spared, the child's own and those of others. Negative: that it cost.
    pub fn spared(&self) -> i64 {
        i64::from(self.without.either) - i64::from(self.with.either) + self.others
    }

    /// Did the act make a difference?
    pub fn truth(&self) -> Truth {
        match self.spared() {
            1.. => Truth::Better,
            0 => Truth::Same,
            ..0 => Truth::Worse,
        }
    }

    /// Was anything wrong in either life? Where not, there was nothing to mend.
    pub fn anything_wrong(&self) -> bool {
        self.with.either > 0 || self.without.either > 0 || self.others_reached > 0
    }
}

/// Can lives be followed in this town?
///
/// # Errors
/// [`Error::Impossible`] when the years are too few, [`Error::Memory`] when two towns do not fit.
pub fn check(setup: &Setup, free_memory: Option<u64>) -> Result<(), Error> {
    if setup.years < 4 {
        return Err(Error::Impossible(format!(
            "--twice follows each child for three years after an act, and {} years leave no day to choose one from; ask for \
             --years 4 or more",
            setup.years
        )));
    }
    let needed = setup.memory() * (1 + rayon::current_num_threads() as u64);
    match free_memory {
        Some(there) if there < needed => Err(Error::Memory { needed: needed >> 20, there: there >> 20 }),
        _ => Ok(()),
    }
}

/// Lets `pairs` children live a second time, each with one act left out; fewer where the service touched fewer children.
///
/// The children are drawn evenly from those with an act in the days that leave three years to follow, and one of each
/// child's acts evenly from all of them. A larger number draws the same children and more.
///
/// # Errors
/// [`Error`] as of [`crate::run`] and [`check`].
pub fn twice(
    worlds: &[World],
    parameters: &Parameters,
    pairs: u32,
    progress: &Progress<'_>,
) -> Result<Twice, Error> {
    let Some(setup) = worlds.first().map(|world| world.setup) else { return Ok(Twice::default()) };
    check(&setup, None)?;
    let touched: Vec<Vec<Influence>> = worlds.iter().flat_map(deeds::by_child).collect();
    let chosen = choose(&touched, RunKey::new(setup.seed), pairs);
    let before: Vec<Lives> = worlds.iter().map(Lives::of).collect();
    let done = AtomicU32::new(0);
    let one = |influence: &Influence| -> Result<Pair, Error> {
        let again = run_without(setup, parameters, Some(*influence), &|_, _| ())?;
        if again.iter().any(|world| world.withheld.is_some()) {
            return Err(Error::Impossible(
                "an act to be left out did not come again; this is a fault of the simulator, please report it".into(),
            ));
        }
        let at = usize::from(influence.partnership);
        let after = Lives::of(&again[at]);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, chosen.len() as u32);
        Ok(pair(*influence, (&worlds[at], &before[at]), (&again[at], &after)))
    };
    let pairs = chosen.par_iter().map(one).collect::<Result<_, _>>()?;
    Ok(Twice { touched: touched.len() as u64, pairs })
}

/// The children with the smallest draws, each with one of its acts.
fn choose(touched: &[Vec<Influence>], key: RunKey, pairs: u32) -> Vec<Influence> {
    let mut drawn: Vec<(u64, Influence)> = touched
        .iter()
        .filter_map(|acts| {
            let first = acts.first()?;
            let whose = u64::from(first.partnership) << 32 | u64::from(first.child);
            let mut draws = key.draws(Stream::Twice, whose, 0);
            let place = draws.bits();
            Some((place, acts[draws.below(acts.len() as u64) as usize]))
        })
        .collect();
    drawn.sort_unstable();
    drawn.into_iter().take(pairs as usize).map(|(_, influence)| influence).collect()
}

fn pair(influence: Influence, with: (&World, &Lives), without: (&World, &Lives)) -> Pair {
    let Influence { child, day, .. } = influence;
    let (mut others, mut others_reached) = (0, 0);
    let (school, household) =
        (with.0.children[child as usize].school, with.0.children[child as usize].household);
    let at_home = |other: &&u32| **other != child && with.0.children[**other as usize].household == household;
    for other in with.0.pupils[usize::from(school)].iter().filter(at_home) {
        let (a, b) = (with.1.life(with.0, *other, day), without.1.life(without.0, *other, day));
        if a != b {
            others_reached += 1;
            others += i64::from(b.either) - i64::from(a.either);
        }
    }
    Pair {
        influence,
        with: with.1.life(with.0, child, day),
        without: without.1.life(without.0, child, day),
        others,
        others_reached,
        books: books::of(with.0, child, day),
        books_without: books::of(without.0, child, day),
    }
}

#[cfg(test)]
mod tests;
