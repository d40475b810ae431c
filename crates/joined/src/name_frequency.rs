//! Term frequency of names: agreeing on a rare name says more than agreeing on a common one.
//!
//! First form. The weight of an exact name supposes a name that one in 40,000 bears (a forename of one in 100, a surname
//! of one in 400). A rarer name adds and a commoner one takes away the base-2 logarithm of the ratio, at most
//! [`BOUND_BITS`]. Shares are shrunk towards the supposed ones as if [`SUPPOSED`] further persons had been seen, so that a
//! small file changes little.

use record::Fixed;

use crate::intern::ValueId;
use crate::profile::{ProfileIx, Profiles};

/// At most this much is added or taken away.
const BOUND_BITS: i64 = 3;
/// Persons with supposed shares added to those seen.
const SUPPOSED: f64 = 2_000.0;
const FORENAME_SHARE: f64 = 0.01;
const SURNAME_SHARE: f64 = 0.0025;

/// What each name adds before the bound. Unit: bits.
#[derive(Debug)]
pub(crate) struct NameFrequency {
    forenames: Vec<Fixed>,
    surnames: Vec<Fixed>,
}

impl NameFrequency {
    /// Counts the names of all profiles.
    pub(crate) fn new(profiles: &Profiles, forenames: usize, surnames: usize) -> Self {
        let all = 0..profiles.len() as ProfileIx;
        let mut forename_counts = vec![0u32; forenames];
        let mut surname_counts = vec![0u32; surnames];
        for profile in all {
            profiles.forenames(profile).iter().for_each(|&name| forename_counts[name as usize] += 1);
            profiles.surnames(profile).iter().for_each(|&name| surname_counts[name as usize] += 1);
        }
        Self {
            forenames: bits(&forename_counts, FORENAME_SHARE),
            surnames: bits(&surname_counts, SURNAME_SHARE),
        }
    }

    /// What agreeing on this forename and surname adds.
    pub(crate) fn weight(&self, forename: ValueId, surname: ValueId) -> Fixed {
        let sum = self.forenames[forename as usize] + self.surnames[surname as usize];
        sum.clamp(Fixed::whole(-BOUND_BITS), Fixed::whole(BOUND_BITS))
    }
}

fn bits(counts: &[u32], supposed_share: f64) -> Vec<Fixed> {
    let seen: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    // The two records of a pair say nothing about how common their name is.
    let share = |count: u32| {
        (f64::from(count.saturating_sub(2)) + SUPPOSED * supposed_share) / ((seen - 2.0).max(0.0) + SUPPOSED)
    };
    counts
        .iter()
        .map(|&count| Fixed::log2_ratio(supposed_share, share(count)).unwrap_or(Fixed::ZERO))
        .collect()
}
