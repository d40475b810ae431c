//! Match weights: the prior plus one part per comparison. Explanation and sum come from the same numbers.

use record::outputs::WeightPart;
use record::policy::LinkageParameters;
use record::{Code, Fixed};

use crate::comparison_level::{Comparison, Level, Levels};

/// The weights of the policy's linkage section, by comparison and level.
///
/// Unit: bits. A level for which the policy has no weight weighs nothing, except that `forename_exact` and
/// `surname_exact` fall back on `one_exact`.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    prior: Fixed,
    /// The largest weights of postcode, phone and sex together.
    most_of_the_rest: Fixed,
    table: [[Fixed; Level::COUNT]; Comparison::ALL.len()],
}

impl Weights {
    /// The weights of a policy.
    pub(crate) fn new(parameters: &LinkageParameters) -> Self {
        let weight = |comparison: Comparison, level: &str| {
            parameters.weights.get(&(Code::new(comparison.code()), Code::new(level))).copied()
        };
        let of = |comparison: Comparison, level: Level| {
            let fallback = || match level {
                Level::ForenameOnly | Level::SurnameOnly => weight(comparison, "one_exact"),
                _ => None,
            };
            weight(comparison, level.code(comparison)).or_else(fallback).unwrap_or(Fixed::ZERO)
        };
        let table = Comparison::ALL.map(|comparison| Level::ALL.map(|level| of(comparison, level)));
        let rest = [Comparison::Postcode, Comparison::Phone, Comparison::Sex];
        let largest =
            |comparison: Comparison| table[comparison as usize].iter().max().copied().unwrap_or_default();
        Self { prior: parameters.prior_bits, most_of_the_rest: rest.into_iter().map(largest).sum(), table }
    }

    fn weight(&self, comparison: Comparison, level: Level) -> Fixed {
        self.table[comparison as usize][level as usize]
    }

    /// Match weight of one pair of records: the prior, one part per comparison, and what a rare name adds.
    ///
    /// Unit: bits (log2 of a likelihood ratio); above zero favours a match.
    ///
    /// # Source
    /// Fellegi and Sunter (1969). Sign and base as in Splink.
    pub(crate) fn sum(&self, levels: &Levels, name_frequency: Fixed) -> Fixed {
        let parts: Fixed = Comparison::ALL
            .into_iter()
            .zip(levels)
            .map(|(comparison, &level)| self.weight(comparison, level))
            .sum();
        self.prior + parts + name_frequency
    }

    /// The most that a pair can weigh whose levels beyond name and birth date are not known yet.
    pub(crate) fn most(&self, levels: &Levels, name_frequency: Fixed) -> Fixed {
        self.sum(levels, name_frequency) + self.most_of_the_rest
    }

    /// The same sum, part by part.
    pub(crate) fn parts(&self, levels: &Levels, name_frequency: Fixed) -> Vec<WeightPart> {
        let part = |comparison: &str, level: &str, weight_bits: Fixed| WeightPart {
            comparison: Code::new(comparison),
            level: Code::new(level),
            weight_bits,
        };
        let mut parts = Vec::with_capacity(Comparison::ALL.len() + 2);
        parts.push(part("prior", "share_a_block", self.prior));
        for (comparison, &level) in Comparison::ALL.into_iter().zip(levels) {
            parts.push(part(comparison.code(), level.code(comparison), self.weight(comparison, level)));
        }
        if name_frequency != Fixed::ZERO {
            let level = if name_frequency > Fixed::ZERO { "rare" } else { "common" };
            parts.push(part("name_frequency", level, name_frequency));
        }
        parts
    }
}
