//! 1, 9 and 10: what the adopters wrote down.

use crate::fitness::{Basis, Check, Found, Number, Standing, Unit, Why};

/// Whether something was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// It is there.
    Yes,
    /// It was said that there is none.
    No,
    /// Nothing was said.
    #[default]
    Nothing,
}

/// Two things that belong together: met with both, in part with one, not met where it was said that there is neither.
fn both(check: Check, first: Said, second: Said) -> Found {
    let (standing, why) = match (first, second) {
        (Said::Yes, Said::Yes) => (Standing::Met, Why::Written),
        (Said::Yes, _) => (Standing::Partly, Why::OneMissing(true)),
        (_, Said::Yes) => (Standing::Partly, Why::OneMissing(false)),
        (Said::Nothing, Said::Nothing) => return Found::unknown(check, Why::NotGiven),
        _ => (Standing::NotMet, Why::SaidNone),
    };
    Found::new(check, standing, Basis::Claim, why)
}

/// What a measure is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purpose {
    /// The purpose.
    pub purpose: Said,
    /// What decision it changes.
    pub decision: Said,
}

/// Met where both are written.
pub fn purpose(of: Purpose) -> Found {
    both(Check::Purpose, of.purpose, of.decision)
}

/// How a measure ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// The day it stops unless somebody renews it.
    pub stops: Said,
    /// Who reviews it before.
    pub reviewer: Said,
    /// The reviewer is the one judged, or the one who set it.
    pub own_reviewer: bool,
}

/// Met where both are written, and the reviewer is neither the one judged nor the one who set it.
pub fn ending(of: Ending) -> Found {
    match both(Check::Ending, of.stops, of.reviewer) {
        found if found.standing() == Standing::Met && of.own_reviewer => {
            Found::new(Check::Ending, Standing::Partly, Basis::Claim, Why::OwnReviewer)
        }
        found => found,
    }
}

/// A way the measure may be met without its purpose, and what would show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// An audit of candour looks for it.
    pub has_audit: bool,
    /// A counter-measure is named.
    pub has_counter_measure: bool,
}

/// Met where each listed way has an audit or a counter-measure; unknown where none is listed: every measure has some.
pub fn responses(of: &[Response]) -> Found {
    if of.is_empty() {
        return Found::unknown(Check::Responses, Why::NotGiven);
    }
    let audited = of.iter().filter(|response| response.has_audit).count() as u64;
    let open =
        of.iter().filter(|response| !response.has_audit && !response.has_counter_measure).count() as u64;
    let standing = if open > 0 { Standing::NotMet } else { Standing::Met };
    let listed = of.len() as u64;
    Found::new(Check::Responses, standing, Basis::Claim, Why::Responses { listed, audited, open })
        .with(Number::new(open as f64, Unit::Count, 0.0).out_of(listed))
}
