//! The smallest model that this engine and a general framework can both run: everybody's trouble begins by chance and ends by
//! chance. It is for comparing the two, and part of no town.

use crate::calendar::{Calendar, Due};
use crate::draw::{RunKey, Stream};

/// What happened in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TwoStates {
    /// Times that trouble began.
    pub begun: u64,
    /// Times that it ended.
    pub ended: u64,
    /// Days of trouble, of all together.
    pub days: u64,
}

/// Runs the model: each of `agents`, out of trouble on the first day, falls into it with the probability `begins` on each
/// day and leaves it with the probability `ends`.
pub fn two_states(agents: u32, days: u32, begins: f64, ends: f64, seed: u64) -> TwoStates {
    let key = RunKey::new(seed);
    let mut calendar = Calendar::new(days);
    let mut since: Vec<Option<u32>> = vec![None; agents as usize];
    let mut found = TwoStates::default();
    let gap = |who: u32, day: u32, chance: f64| {
        let mut draws = key.draws(Stream::Household, u64::from(who), day as i32);
        draws.days_until(-libm::log(1.0 - chance)).map(|gap| day.saturating_add(gap))
    };
    for who in 0..agents {
        if let Some(day) = gap(who, 0, begins) {
            calendar.put(day, Due { kind: 0, who, version: 0 });
        }
    }
    for day in 0..days {
        for due in calendar.take(day) {
            let in_trouble = &mut since[due.who as usize];
            let next = match in_trouble.take() {
                Some(began) => {
                    found.ended += 1;
                    found.days += u64::from(day - began);
                    begins
                }
                None => {
                    found.begun += 1;
                    *in_trouble = Some(day);
                    ends
                }
            };
            if let Some(day) = gap(due.who, day, next) {
                calendar.put(day, Due { kind: 0, who: due.who, version: 0 });
            }
        }
    }
    found.days += since.iter().flatten().map(|began| u64::from(days - began)).sum::<u64>();
    found
}

#[cfg(test)]
mod tests {
    use super::two_states;

    #[test]
    fn trouble_takes_its_share_of_days() {
        let found = two_states(20_000, 2_000, 0.01, 0.03, 1);
        // In the long run a quarter of all days; a little less, for all begin without.
        let share = found.days as f64 / (20_000.0 * 2_000.0);
        assert!((share - 0.25 * (1.0 - 1.0 / (0.04 * 2_000.0))).abs() < 0.002, "{share}");
        assert!(found.begun - found.ended <= 20_000 && found.ended > 0);
        assert_eq!(found, two_states(20_000, 2_000, 0.01, 0.03, 1));
    }
}
