//! The ladder of words: what may be said of a change, and no more than the evidence bears.
//!
//! Five rungs, fixed and versioned. Each is a type that can only be made from the one below it and from what the next rung
//! needs, so that no caller can say more by mistake. None says that a service succeeded, and no figure in them is a
//! percentage.

mod words;

use crate::attribution::{Anyway, Estimate, NegativeControl, PretendDates};

/// The version of the rungs and their texts. A change of either is a new version.
pub const VERSION: u32 = 1;

/// A rung, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Too little to see anything.
    NotEnoughData,
    /// What would be expected if nothing had changed.
    NoChangeShown,
    /// A change, of which part would have come anyway.
    ChangedCauseUnknown,
    /// A design with controls agrees, and a negative control is quiet.
    ConsistentWithHelping,
    /// Two independent designs agree, pretend dates do not, definitions stayed.
    WellSupported,
}

impl Rung {
    /// The rung's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotEnoughData => "not enough data",
            Self::NoChangeShown => "no change shown",
            Self::ChangedCauseUnknown => "changed, cause unknown",
            Self::ConsistentWithHelping => "consistent with the service helping",
            Self::WellSupported => "well supported",
        }
    }
}

/// How figures are written: with the unit's words after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// Such as "days" or "referrals a month".
    pub words: &'a str,
    /// Places after the point.
    pub places: usize,
}

/// A rung with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The rung.
    pub rung: Rung,
    /// The sentence.
    pub text: String,
}

/// A change that was looked for with enough data: the only way above the first rung.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    change: Estimate,
}

/// The first step: with fewer events than needed nothing is measured, and the first rung is said instead.
///
/// # Errors
/// The first rung, with the smallest change that could have been seen.
pub fn measured(
    events: u64,
    needed: u64,
    smallest: f64,
    change: Estimate,
    unit: Unit<'_>,
) -> Result<Measured, Said> {
    if events < needed {
        return Err(Said { rung: Rung::NotEnoughData, text: words::not_enough(events, smallest, unit) });
    }
    Ok(Measured { change })
}

impl Measured {
    /// The change; `None` where none is shown.
    pub fn changed(self) -> Option<Changed> {
        self.change.differs_from_zero().then_some(Changed { change: self.change, anyway: None })
    }

    /// What may be said of it.
    pub fn say(self, unit: Unit<'_>) -> Said {
        match self.changed() {
            Some(changed) => changed.say(unit),
            None => Said { rung: Rung::NoChangeShown, text: words::NO_CHANGE.to_owned() },
        }
    }
}

/// A change that is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Changed {
    change: Estimate,
    anyway: Option<(f64, f64)>,
}

impl Changed {
    /// With what would have come without any service: by regression to the mean, and by those who were as eligible.
    pub fn beside_what_comes_anyway(self, regression_to_the_mean: f64, anyway: &Anyway) -> Explained {
        Explained { change: self.change, anyway: (regression_to_the_mean, anyway.anyway) }
    }

    /// What may be said of it.
    pub fn say(self, unit: Unit<'_>) -> Said {
        Said { rung: Rung::ChangedCauseUnknown, text: words::changed(self.change, self.anyway, unit) }
    }
}

/// A change beside what would have come anyway.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Explained {
    change: Estimate,
    anyway: (f64, f64),
}

impl Explained {
    /// What may be said of it.
    pub fn say(self, unit: Unit<'_>) -> Said {
        Changed { change: self.change, anyway: Some(self.anyway) }.say(unit)
    }

    /// The fourth rung: a design with controls that agrees, a negative control that is quiet, and the one assumption that it
    /// all rests on.
    ///
    /// # Errors
    /// The change as it was, if the design does not agree with it or the control is not quiet.
    pub fn with_controls(
        self,
        design: Design,
        control: NegativeControl,
        assumption: &str,
    ) -> Result<Consistent, Self> {
        let agrees = design.effect.differs_from_zero() && design.effect.value * self.change.value > 0.0;
        if !agrees || !control.quiet() || assumption.trim().is_empty() {
            return Err(self);
        }
        Ok(Consistent { design, control, assumption: assumption.trim().to_owned() })
    }
}

/// A design that compares with what did not change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Design {
    /// Which one.
    pub kind: DesignKind,
    /// What it found.
    pub effect: Estimate,
}

/// Designs with controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DesignKind {
    /// Units that changed against units that did not.
    DifferenceInDifferences,
    /// A series that breaks at a dated change, with a series that does not beside it.
    InterruptedSeriesWithControl,
    /// Treated and untreated of the same start.
    Ancova,
}

impl DesignKind {
    fn words(self) -> &'static str {
        match self {
            Self::DifferenceInDifferences => "units that changed against units that did not",
            Self::InterruptedSeriesWithControl => "a dated break in one series and not in another",
            Self::Ancova => "treated and untreated who began alike",
        }
    }
}

/// The fourth rung reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Consistent {
    design: Design,
    control: NegativeControl,
    assumption: String,
}

impl Consistent {
    /// What may be said of it.
    pub fn say(&self, unit: Unit<'_>) -> Said {
        let text = words::consistent(&self.design, &self.control, &self.assumption, unit);
        Said { rung: Rung::ConsistentWithHelping, text }
    }

    /// The fifth rung: a second design of another kind agrees, pretend dates show nothing like it, and nobody changed a
    /// definition in between.
    ///
    /// # Errors
    /// The fourth rung as it was.
    pub fn with_second_design(
        self,
        second: Design,
        pretend: PretendDates,
        definitions: DefinitionsUnchanged,
    ) -> Result<WellSupported, Self> {
        let agrees = second.kind != self.design.kind
            && second.effect.differs_from_zero()
            && second.effect.agrees_with(self.design.effect);
        if !agrees || !pretend.survived() {
            return Err(self);
        }
        Ok(WellSupported { first: self, second, pretend, definitions })
    }
}

/// Made only by whoever compared the definitions' versions at both ends of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefinitionsUnchanged {
    version: u32,
}

impl DefinitionsUnchanged {
    /// From the versions in force at each end; `None` where they differ.
    pub fn between(first: u32, last: u32) -> Option<Self> {
        (first == last).then_some(Self { version: first })
    }
}

/// The highest rung.
#[derive(Clone, Debug, PartialEq)]
pub struct WellSupported {
    first: Consistent,
    second: Design,
    pretend: PretendDates,
    definitions: DefinitionsUnchanged,
}

impl WellSupported {
    /// What may be said of it.
    pub fn say(&self, unit: Unit<'_>) -> Said {
        let text = words::well_supported(
            &self.first.design,
            &self.second,
            self.pretend,
            self.definitions.version,
            &self.first.assumption,
            unit,
        );
        Said { rung: Rung::WellSupported, text }
    }
}

#[cfg(test)]
mod tests;
