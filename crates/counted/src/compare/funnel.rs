//! A funnel plot as data.

use super::limits::{self, Band, Limits};
use super::{ASK, Error, Interval, LOOK, Measure, Spread, Trim, spread};
use crate::numbers::sum_in_any_order;

/// A unit with fewer events than this is shown and not judged.
pub const LEAST_EVENTS: f64 = 20.0;

/// With fewer units than this the ordinary differences between them cannot be measured, and chance alone sets the limits.
pub const LEAST_UNITS: usize = 10;

/// Below this reliability a unit's figure says more about chance than about the unit.
const LEAST_RELIABILITY: f64 = 0.5;

/// Where a unit lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Too few events to judge.
    TooFew,
    /// Between the inner lines.
    Inside,
    /// Beyond the inner lines: look. True: above.
    Look(bool),
    /// Beyond the outer lines: ask. True: above.
    Ask(bool),
}

/// Which lines a unit was placed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Chance alone.
    Chance,
    /// Chance and the ordinary differences between units.
    ChanceAndDifferences,
}

/// One unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Its figure, in the unit of the target.
    pub figure: f64,
    /// The lines at its denominator.
    pub limits: Limits,
    /// Where it lies.
    pub place: Place,
    /// The share of the differences between figures of this size that is not chance: 0 to 1; `None` where the differences
    /// between units could not be measured.
    pub reliability: Option<f64>,
}

impl Placed {
    /// Whether its figure says too little to tell it from the rest.
    pub fn says_too_little(&self) -> bool {
        self.reliability.is_some_and(|reliability| reliability < LEAST_RELIABILITY)
    }
}

/// A funnel plot as data.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    /// What is compared.
    pub measure: Measure,
    /// The figure of all units together, or 1 for observed over expected.
    pub target: f64,
    /// How much the units differ beyond chance.
    pub spread: Spread,
    /// Which lines the units were placed by.
    pub rule: Rule,
    /// One for each unit, in the order given.
    pub units: Vec<Placed>,
}

impl Funnel {
    /// The lines at a denominator, for a picture.
    pub fn limits_at(&self, of: f64) -> Limits {
        limits::at(self.measure, of, self.target, self.spread.tau2)
    }

    /// The band that places a unit.
    pub fn band(&self, limits: &Limits) -> Band {
        match self.rule {
            Rule::Chance => limits.plain,
            Rule::ChanceAndDifferences => limits.adjusted,
        }
    }

    /// How many of the units judged would lie beyond the inner and beyond the outer lines if none differed.
    pub fn false_alarms(&self) -> (f64, f64) {
        let judged = self.units.iter().filter(|unit| unit.place != Place::TooFew).count() as f64;
        (2.0 * LOOK * judged, 2.0 * ASK * judged)
    }
}

/// Compares units.
///
/// Shape: each unit is a numerator and a denominator: cases, expected events, or exposure.
///
/// # Errors
/// [`Error`]: fewer than two units, and figures that cannot be compared.
pub fn funnel(measure: Measure, units: &[(f64, f64)], trim: Trim) -> Result<Funnel, Error> {
    check(measure, units)?;
    let target = target(measure, units);
    let end = target <= 0.0 || (measure == Measure::Share && target >= 1.0);
    if end || !target.is_finite() {
        return Err(Error::AllAlike { figure: target });
    }
    let chance: Vec<f64> = units.iter().map(|unit| measure.chance(*unit, target)).collect();
    let z: Vec<f64> =
        units.iter().zip(&chance).map(|(unit, chance)| measure.distance(*unit, target) / chance).collect();
    let spread = spread(&z, &chance, trim);
    let measured = units.len() >= LEAST_UNITS;
    let rule = if measured && spread.tau2 > 0.0 { Rule::ChanceAndDifferences } else { Rule::Chance };
    let mut funnel = Funnel { measure, target, spread, rule, units: Vec::new() };
    funnel.units = units
        .iter()
        .zip(&chance)
        .map(|(unit, chance)| {
            let reliability = measured.then(|| reliability(funnel.spread.tau2, *chance));
            place(&funnel, *unit, reliability)
        })
        .collect();
    Ok(funnel)
}

fn check(measure: Measure, units: &[(f64, f64)]) -> Result<(), Error> {
    if units.len() < 2 {
        return Err(Error::TooFewUnits { units: units.len() });
    }
    for (at, (count, of)) in units.iter().copied().enumerate() {
        if !count.is_finite() || !of.is_finite() {
            return Err(Error::NotFinite { at });
        }
        if count < 0.0 || of < 0.0 {
            return Err(Error::Negative { at });
        }
        if of == 0.0 {
            return Err(Error::NoDenominator { at });
        }
        if measure == Measure::Share && count > of {
            return Err(Error::MoreThanAll { at, count, of });
        }
        if measure == Measure::RatioByLog && count == 0.0 {
            return Err(Error::NothingCounted { at });
        }
    }
    Ok(())
}

fn target(measure: Measure, units: &[(f64, f64)]) -> f64 {
    if !measure.pools() {
        return 1.0;
    }
    sum_in_any_order(units.iter().map(|(count, _)| *count))
        / sum_in_any_order(units.iter().map(|(_, of)| *of))
}

/// The share of the variance of a unit's figure that lies between units.
fn reliability(tau2: f64, chance: f64) -> f64 {
    tau2 / (tau2 + chance * chance)
}

fn place(funnel: &Funnel, (count, of): (f64, f64), reliability: Option<f64>) -> Placed {
    let limits = funnel.limits_at(of);
    let band = funnel.band(&limits);
    let figure = count / of;
    let outside =
        |(lower, upper): Interval| (figure < lower).then_some(false).or((figure > upper).then_some(true));
    // What a unit could have counted, had it been like the rest: few observed events are no reason to leave it unjudged.
    let events = match funnel.measure {
        Measure::Share => of,
        Measure::RatioByRoot | Measure::RatioByLog => of,
        Measure::Rate | Measure::Counts => of * funnel.target,
    };
    let place = if events < LEAST_EVENTS {
        Place::TooFew
    } else if let Some(above) = outside(band.ask) {
        Place::Ask(above)
    } else if let Some(above) = outside(band.look) {
        Place::Look(above)
    } else {
        Place::Inside
    };
    Placed { figure, limits, place, reliability }
}
