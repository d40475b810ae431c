//! What a person decided about a chart: which points set the limits, where they begin again, what stays out.

use record::time::Day;

/// A decision about one point, with its day and its reason. Both are shown beside the chart: limits that were moved without
/// a reason hide a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The point it is about: for a split the first point with new limits.
    pub at: usize,
    /// When it was decided, where that is known.
    pub decided: Option<Day>,
    /// Why, in words; not empty.
    pub reason: String,
}

/// Limits from the first points only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// How many points set the limits.
    pub first: usize,
    /// When it was decided, where that is known.
    pub decided: Option<Day>,
    /// Why, in words; not empty.
    pub reason: String,
}

/// How an XmR chart takes its limits from the differences of neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Xmr {
    /// Half the distance of the limits, in mean differences.
    pub factor: f64,
    /// Whether differences of 3.267 mean differences or more are dropped once, and the mean taken again.
    pub screen: bool,
}

impl Xmr {
    /// As NHS England's Making Data Count computes it: 2.66, with very large differences dropped.
    pub const MAKING_DATA_COUNT: Xmr = Xmr { factor: 2.66, screen: true };
    /// As textbooks compute it: 3/1.128, nothing dropped.
    pub const TEXTBOOK: Xmr = Xmr { factor: 3.0 / super::limits::D2, screen: false };
}

/// All that was decided about a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Limits from the first points only; never together with splits.
    pub freeze: Option<Freeze>,
    /// Where limits begin again.
    pub splits: Vec<Change>,
    /// Points that set no limits and count in no run. They stay visible.
    pub excluded: Vec<Change>,
    /// Used by XmR charts only.
    pub xmr: Xmr,
}

impl Default for Plan {
    fn default() -> Self {
        Self { freeze: None, splits: Vec::new(), excluded: Vec::new(), xmr: Xmr::MAKING_DATA_COUNT }
    }
}
