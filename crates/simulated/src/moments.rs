//! Hidden harm as the run had it: how much was told, recorded, joinable, known and acted on, and how long each took.

use crate::truth::HarmKind;
use crate::world::World;

/// How many of each kind of harm were there at all, told, recorded, joinable, known at a rank of 4 or more, acted on.
pub fn hidden(worlds: &[World]) -> Vec<(HarmKind, [u64; 6])> {
    HarmKind::ALL
        .into_iter()
        .map(|kind| {
            let mut counts = [0; 6];
            for world in worlds {
                let inside = |harm: &&crate::truth::Harm| harm.kind == kind && world.setup.counts(harm.began);
                for harm in world.harms.iter().filter(inside) {
                    let high = harm.known[3].or(harm.known[4]);
                    for (place, day) in [Some(0), harm.told, harm.recorded, harm.joinable, high, harm.acted]
                        .iter()
                        .enumerate()
                    {
                        counts[place] += u64::from(day.is_some());
                    }
                }
            }
            (kind, counts)
        })
        .collect()
}

/// Days from one moment to a later one, of the harms where both came: how many, how many never came to it, and the
/// quarter, half and three-quarter points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay {
    /// From what.
    pub from: &'static str,
    /// To what.
    pub to: &'static str,
    /// Harms that came to both.
    pub both: u64,
    /// Harms that came to the first and never to the second.
    pub never: u64,
    /// Days at the quarter, half and three-quarter points.
    pub quartiles: [u32; 3],
}

/// Delays between each pair of moments.
pub fn delays(worlds: &[World]) -> Vec<Delay> {
    const MOMENTS: [&str; 9] = [
        "it began",
        "first trace",
        "first told",
        "first record (front line)",
        "joinable",
        "known by a manager",
        "known by a head of service",
        "known by a director or above",
        "acted on",
    ];
    let mut rows: Vec<[Option<u32>; 9]> = Vec::new();
    for world in worlds {
        for harm in world.harms.iter().filter(|harm| world.setup.counts(harm.began)) {
            let top = harm.known[3].into_iter().chain(harm.known[4]).min();
            rows.push([
                Some(harm.began),
                harm.trace,
                harm.told,
                harm.recorded,
                harm.joinable,
                harm.known[1],
                harm.known[2],
                top,
                harm.acted,
            ]);
        }
    }
    let mut delays = Vec::new();
    for from in 0..MOMENTS.len() {
        for to in from + 1..MOMENTS.len() {
            let firsts = rows.iter().filter_map(|row| row[from].map(|day| (day, row[to])));
            let (mut days, mut never) = (Vec::new(), 0);
            for (first, second) in firsts {
                match second {
                    Some(second) if second >= first => days.push(second - first),
                    Some(_) => {}
                    None => never += 1,
                }
            }
            days.sort_unstable();
            let at = |share: usize| days.get(days.len() * share / 4).copied().unwrap_or_default();
            delays.push(Delay {
                from: MOMENTS[from],
                to: MOMENTS[to],
                both: days.len() as u64,
                never,
                quartiles: [at(1), at(2), at(3)],
            });
        }
    }
    delays
}
