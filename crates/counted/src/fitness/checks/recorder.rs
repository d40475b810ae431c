//! 6: who records it?

use crate::fitness::{Basis, Check, Found, Paired, Standing, Why};

/// How whoever records a figure stands to whoever is judged by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recorder {
    /// Somebody else.
    Another,
    /// The one judged, and a trace exists that does not depend on them.
    JudgedWithTrace,
    /// Somebody else, from cases that the one judged chooses; or both.
    InPart,
    /// The one judged.
    Judged,
    /// Nobody says.
    NotSaid,
}

impl Recorder {
    fn standing(self) -> Standing {
        match self {
            Self::Another | Self::JudgedWithTrace => Standing::Met,
            Self::InPart => Standing::Partly,
            Self::Judged => Standing::NotMet,
            Self::NotSaid => Standing::Unknown,
        }
    }
}

/// From an independent look at the same figures first, then from the register of targets, then from what somebody says.
///
/// An independent look is a trace, whoever records; where it gave other figures than the returns the check is met in part: what
/// made them differ is not known.
pub fn recorder(looks: &[Paired], register: Option<Recorder>, claimed: Option<Recorder>) -> Found {
    let compared = looks.iter().filter(|look| look.differs.is_some()).count() as u64;
    let differ = looks.iter().filter(|look| look.differs == Some(true)).count() as u64;
    let said = |recorder: Recorder, basis: Basis| {
        Found::new(Check::Recorder, recorder.standing(), basis, Why::Recorded(recorder))
    };
    if differ > 0 {
        let why = Why::Differs { differ, of: compared };
        return Found::new(Check::Recorder, Standing::Partly, Basis::Figures, why);
    }
    if compared > 0 {
        return said(Recorder::JudgedWithTrace, Basis::Figures);
    }
    let known = |recorder: &Recorder| *recorder != Recorder::NotSaid;
    match (register.filter(known), claimed.filter(known)) {
        (Some(recorder), _) => said(recorder, Basis::Register),
        (None, Some(recorder)) => said(recorder, Basis::Claim),
        (None, None) => Found::unknown(Check::Recorder, Why::NotGiven),
    }
}
