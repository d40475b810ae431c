//! May a service say that it made the difference, and in which words?
//!
//! The steps of a claim of credit in their order: what changed, what of it those chosen at their worst would have shown anyway,
//! what became of those as eligible who did not get the service, one design with controls, one outcome that cannot have been
//! affected. Each step that is missing says why, and the ladder ([`crate::ladder`]) goes no higher than the steps bear.

mod people;
mod series;

pub use people::{People, Person, people, population};
pub use series::{Point, Series, Start, series};

use crate::attribution::{Estimate, NegativeControl, NotEnough, Population, PretendDates, Side};
use crate::ladder::Said;

/// What is said where no spread tells what could have been seen.
const NOTHING_SEEN: &str = "With these figures no change could have been seen.";

/// Which way of the measure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better: days missing, injuries.
    Lower,
    /// More is better: days at school.
    Higher,
}

impl Better {
    /// Whether a change of this sign is one for the better.
    pub fn is(self, change: f64) -> bool {
        match self {
            Self::Lower => change < 0.0,
            Self::Higher => change > 0.0,
        }
    }
}

/// How those who got the service were chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// By the figure itself, on one side of a cut: they were at their worst.
    ByTheFigure {
        /// On which side.
        side: Side,
        /// The cut.
        cut: f64,
        /// Everybody they were chosen from.
        population: Population,
    },
    /// Not by their figures, for this reason.
    NotByFigures(String),
    /// Nobody says.
    NotSaid,
}

impl Chosen {
    /// The change to be expected of those chosen with no service at all.
    fn expected(&self) -> Option<f64> {
        match self {
            Self::ByTheFigure { side, cut, population } => {
                // A cut that nobody in such a population lies beyond has no number.
                let expected = crate::attribution::expected_change(*population, *cut, *side);
                expected.is_finite().then_some(expected)
            }
            Self::NotByFigures(_) => Some(0.0),
            Self::NotSaid => None,
        }
    }
}

/// What a claim says beside its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// The measure's unit, in words: "days missing a month".
    pub words: String,
    /// Places after the point.
    pub places: usize,
    /// Which way is better.
    pub better: Better,
    /// How they were chosen.
    pub chosen: Chosen,
    /// Why the control outcome cannot have been affected; `None` where nobody says, and then it is no control.
    pub control_why: Option<String>,
    /// What the design rests on; `None`: the design's own assumption.
    pub assumption: Option<String>,
    /// The version of the measure's definition at both ends; `None` where nobody says.
    pub definitions: Option<(u32, u32)>,
}

/// One step: an answer, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T> {
    /// It could be taken.
    Found(T),
    /// Too little for it.
    TooLittle(NotEnough),
    /// What is missing, in plain words.
    Missing(&'static str),
}

impl<T> Step<T> {
    fn of(found: Result<T, NotEnough>) -> Self {
        match found {
            Ok(found) => Self::Found(found),
            Err(missing) => Self::TooLittle(missing),
        }
    }

    /// The answer, if there is one.
    pub fn found(&self) -> Option<&T> {
        match self {
            Self::Found(found) => Some(found),
            Self::TooLittle(_) | Self::Missing(_) => None,
        }
    }
}

/// What became of those who did not get the service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Others {
    /// Their mean change.
    pub change: f64,
    /// How many, people or units.
    pub count: u64,
    /// What is left of the naive change without theirs.
    pub net: Estimate,
}

/// A design with controls, and what it found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Designed {
    /// What it is.
    pub kind: crate::ladder::DesignKind,
    /// What it found.
    pub effect: Estimate,
    /// Whether groups ran parallel before, where that can be asked.
    pub parallel: Option<bool>,
}

/// All steps of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Credit {
    /// How many got the service: people or units.
    pub treated: u64,
    /// What changed for those who got the service.
    pub naive: Step<Estimate>,
    /// What of it was to be expected of those chosen, with no service at all.
    pub regression: Step<f64>,
    /// What became of the others.
    pub others: Step<Others>,
    /// Designs with controls, the first one first.
    pub designs: Vec<(&'static str, Step<Designed>)>,
    /// The outcome that cannot have been affected.
    pub control: Step<NegativeControl>,
    /// The break beside pretend dates; of series only.
    pub pretend: Step<PretendDates>,
    /// The rung and its sentence.
    pub said: Said,
    /// Why no higher rung was reached, in plain words; none at the highest.
    pub why_no_higher: Vec<String>,
}

/// What a step that could not be taken says.
pub fn missing<T>(step: &Step<T>) -> Option<String> {
    match step {
        Step::Found(_) => None,
        Step::TooLittle(NotEnough { what, have, need }) => {
            Some(format!("too few {what}: {have}, and {need} are needed"))
        }
        Step::Missing(why) => Some((*why).to_owned()),
    }
}
