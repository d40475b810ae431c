//! What a check found.

use super::{Check, Number};

/// How a check stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Met, and by more than chance may give where there is a figure.
    Met,
    /// Met on the figure but not for sure, or in part.
    Partly,
    /// Not met.
    NotMet,
    /// Nobody can tell.
    Unknown,
}

impl Standing {
    /// Its stable word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::NotMet => "not met",
            Self::Unknown => "unknown",
        }
    }
}

/// What a standing rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Figures that were given.
    Figures,
    /// An entry of the register of targets.
    Register,
    /// An answer somebody gave: a claim, whatever it says.
    Claim,
    /// Nothing.
    Nothing,
}

impl Basis {
    /// Its stable word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Register => "register",
            Self::Claim => "claim",
            Self::Nothing => "nothing",
        }
    }
}

/// What it was, beside the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing was given.
    NotGiven,
    /// The number says it.
    ByNumber,
    /// The figure is on the good side of the bar, and so few cases may leave it there by chance.
    TooFewToBeSure,
    /// Too few figures for the method: how many there are, how many it needs.
    TooFew {
        /// How many there are.
        given: u64,
        /// How many it needs.
        needs: u64,
    },
    /// Limits from so few periods will still move.
    TrialLimits,
    /// Units were compared without what makes their cases differ.
    NoCaseMix,
    /// All units are alike, or chance explains every difference.
    NoDifferences,
    /// Some units can be told from the rest: so many of those given.
    SomeUnits {
        /// How many.
        told_apart: u64,
    },
    /// The figures cannot be charted or compared: all alike, or more than all.
    Unusable,
    /// No level was named that would matter.
    NoLevel,
    /// More than half of the results are not visible yet.
    MostNotYet,
    /// What was written is there.
    Written,
    /// One of two things that belong together is missing: true if it is the second.
    OneMissing(bool),
    /// It was said that there is none.
    SaidNone,
    /// Who records it.
    Recorded(super::Recorder),
    /// An independent look gave other figures than the returns: so many of those compared.
    Differs {
        /// How many differ.
        differ: u64,
        /// How many were compared.
        of: u64,
    },
    /// Something jumps at a threshold or a date: so many entries.
    Jumps(u64),
    /// What hangs on it grows step by step, or nothing does.
    NoJump,
    /// Cases heap up just before the limit, whatever is said to hang on it.
    Heaps,
    /// It is said what hangs on it, and not whether it jumps.
    ShapeNotSaid,
    /// Ways it may be met without its purpose.
    Responses {
        /// How many are listed.
        listed: u64,
        /// How many an audit of candour looks for.
        audited: u64,
        /// How many have neither an audit nor a counter-measure.
        open: u64,
    },
    /// The reviewer is the one judged, or the one who set it.
    OwnReviewer,
    /// Whoever records it decides what each case counts as.
    ByJudgement,
}

/// What one check found.
///
/// INVARIANT: a basis other than [`Basis::Claim`] and [`Basis::Nothing`] comes only from figures or a register that were given:
/// the fields are private, and no constructor outside this module takes a basis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    check: Check,
    standing: Standing,
    basis: Basis,
    number: Option<Number>,
    why: Why,
}

impl Found {
    /// Nothing was found out.
    pub fn unknown(check: Check, why: Why) -> Self {
        Self { check, standing: Standing::Unknown, basis: Basis::Nothing, number: None, why }
    }

    pub(super) fn new(check: Check, standing: Standing, basis: Basis, why: Why) -> Self {
        Self { check, standing, basis, number: None, why }
    }

    pub(super) fn with(self, number: Number) -> Self {
        Self { number: Some(number), ..self }
    }

    /// Which check.
    pub fn check(&self) -> Check {
        self.check
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// What that rests on.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The number behind it.
    pub fn number(&self) -> Option<Number> {
        self.number
    }

    /// What it was.
    pub fn why(&self) -> Why {
        self.why
    }
}
