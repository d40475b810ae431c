//! How the program ends.

/// Findings that the caller asked to fail on.
pub(crate) const FINDINGS: u8 = 1;
/// Wrong use: a flag, an address, a folder that is not there.
pub(crate) const WRONG_USE: u8 = 2;
/// It failed.
pub(crate) const FAILED: u8 = 3;

/// The code for an error.
pub(crate) fn code_of(error: &(dyn std::error::Error + 'static)) -> u8 {
    use desk::Error;
    match error.downcast_ref::<Error>() {
        Some(
            Error::NoFolder(_)
            | Error::NotAFolder(_)
            | Error::Empty(_)
            | Error::NoFigures(_)
            | Error::NoMeasures(_)
            | Error::NoTimeline(_)
            | Error::NoBackground(_)
            | Error::NoOverlap { .. }
            | Error::SameAgency(_)
            | Error::OutNotOurs(_)
            | Error::OutIsInput(_)
            | Error::OutInsideInput(_)
            | Error::KeyNotApart { .. }
            | Error::NotInRecords(_)
            | Error::TwoMeanings
            | Error::SeveralConcerns,
        ) => WRONG_USE,
        _ if error.is::<crate::commands::WrongUse>() => WRONG_USE,
        _ => FAILED,
    }
}
