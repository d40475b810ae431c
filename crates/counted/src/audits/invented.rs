//! Invented records: notes that read the same, diaries that cannot be, visits of which nobody else's record shows a sign.
//!
//! Only digests of notes come in, and posts, places and children as numbers. What is counted is records, not people: a finding
//! is about a unit, and names no worker.

mod copied_notes;
mod impossible_diaries;
mod nobody_else;

use record::policy::AuditRules;

use super::trace::Outcome;
use crate::hypothesis::{pooled_logit, spread_tail};

/// One visit as it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visit {
    /// The unit.
    pub unit: u32,
    /// The post that made it, as a number.
    pub post: u32,
    /// When it began, in minutes from the period's first midnight.
    pub start: i32,
    /// How long it took.
    pub minutes: u16,
    /// Where, as a number; `None` if not recorded.
    pub place: Option<u32>,
    /// The child it was to.
    pub child: u32,
    /// The family the child belongs to, where known: a joint visit to brothers and sisters is one visit.
    pub family: Option<u32>,
    /// The digest of its note; `None` for no note.
    pub note: Option<u64>,
    /// What another agency's record of the same day shows: `Some(true)` a sign of the visit, `Some(false)` none, `None` if no
    /// other record covers that day.
    pub agrees: Option<bool>,
}

/// What the records of one unit show.
#[derive(Clone, Debug, PartialEq)]
pub struct Invented {
    /// The unit, by number.
    pub unit: usize,
    /// Notes to different families that are the same.
    pub copied_notes: Outcome,
    /// Records that cannot all be true, each with why.
    pub impossible: Vec<Impossible>,
    /// Visits nobody else's record agrees with.
    pub nobody_else: Outcome,
}

/// Records of one post that cannot all be true. A fact about records; two people may share a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Impossible {
    /// The day, from the period's first.
    pub day: i32,
    /// Why not.
    pub why: Why,
}

/// Why records cannot all be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Two visits of one post at different places overlap by so many minutes.
    TwoPlacesAtOnce {
        /// Minutes in both.
        minutes: u32,
    },
    /// The visits of one post on one day take so many minutes together.
    TooManyMinutes {
        /// Minutes.
        minutes: u32,
    },
}

/// Looks at the visits of all units. `p` in an outcome is not yet corrected: add it to the family it was declared in. The
/// same for rows in any order.
pub fn invented(mut visits: Vec<Visit>, units: usize, rules: &AuditRules) -> Vec<Invented> {
    visits.sort_unstable();
    let of = |unit: usize| -> &[Visit] {
        let from = visits.partition_point(|visit| (visit.unit as usize) < unit);
        let to = visits.partition_point(|visit| visit.unit as usize <= unit);
        &visits[from..to]
    };
    let copied: Vec<(u64, u64)> = (0..units).map(|unit| copied_notes::count(of(unit))).collect();
    let alone: Vec<(u64, u64)> = (0..units).map(|unit| nobody_else::count(of(unit))).collect();
    (0..units)
        .map(|unit| Invented {
            unit,
            copied_notes: copied_notes::look(&copied, unit, rules),
            impossible: impossible_diaries::find(of(unit)),
            nobody_else: nobody_else::look(&alone, unit, rules),
        })
        .collect()
}

/// The chance of so many hits among units that differ by nature.
fn among_units(units: &[(u64, u64)], unit: usize, rules: &AuditRules) -> f64 {
    let (hits, all) = units[unit];
    pooled_logit(units, rules.natural_spread()).map_or(1.0, |pooled| spread_tail(hits, all, pooled))
}
