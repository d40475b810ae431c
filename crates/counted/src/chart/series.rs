//! What is charted.

/// The figures of a series, in the order of time. What is missing stays as a gap and is not filled.
#[derive(Clone, Debug, PartialEq)]
pub enum Series {
    /// One figure a period.
    Values(Vec<Option<f64>>),
    /// So many (first) of so many, or for so much exposure (second).
    Counts(Vec<Option<(f64, f64)>>),
    /// Several figures a period.
    Samples(Vec<Vec<f64>>),
}

impl Series {
    /// Figures with none missing.
    pub fn of_values(values: &[f64]) -> Self {
        Self::Values(values.iter().copied().map(Some).collect())
    }

    /// Counts with none missing. Shape: as many numbers in `of` as in `counts`; what has no partner is left out.
    pub fn of_counts(counts: &[f64], of: &[f64]) -> Self {
        Self::Counts(counts.iter().copied().zip(of.iter().copied()).map(Some).collect())
    }

    /// Number of periods, with the gaps.
    pub fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Counts(counts) => counts.len(),
            Self::Samples(samples) => samples.len(),
        }
    }

    /// Whether there is no period at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the period of this point has a figure.
    pub fn has(&self, at: usize) -> bool {
        match self {
            Self::Values(values) => values.get(at).is_some_and(Option::is_some),
            Self::Counts(counts) => counts.get(at).is_some_and(Option::is_some),
            Self::Samples(samples) => samples.get(at).is_some_and(|sample| !sample.is_empty()),
        }
    }

    /// The figure of each period as it stands: a value, a quotient, a mean.
    pub fn figures(&self) -> Vec<Option<f64>> {
        match self {
            Self::Values(values) => values.clone(),
            Self::Counts(counts) => counts.iter().map(|pair| pair.map(|(count, of)| count / of)).collect(),
            Self::Samples(samples) => samples.iter().map(|sample| crate::numbers::mean(sample)).collect(),
        }
    }
}
