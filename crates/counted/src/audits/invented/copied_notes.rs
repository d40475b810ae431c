//! Notes of visits to different families that are the same, byte for byte.

use std::collections::BTreeMap;

use record::policy::AuditRules;

use super::super::scene::{looked, too_little};
use super::super::trace::{Corroboration, Count, Found, Outcome};
use super::{Visit, among_units};
use crate::hypothesis::{Table, fisher_greater};

/// (notes whose digest another family's note has too, notes).
pub(super) fn count(visits: &[Visit]) -> (u64, u64) {
    let mut families = BTreeMap::<u64, Shared>::new();
    let mut all = 0;
    for visit in visits {
        let Some(note) = visit.note else { continue };
        // Where the family is not known, a child stands for itself.
        let family = visit.family.map_or((false, visit.child), |family| (true, family));
        let shared = families.entry(note).or_default();
        shared.several |= shared.first.is_some_and(|first| first != family);
        shared.first.get_or_insert(family);
        shared.visits += 1;
        all += 1;
    }
    (families.values().filter(|shared| shared.several).map(|shared| shared.visits).sum(), all)
}

/// Visits whose notes have one digest.
#[derive(Default)]
struct Shared {
    visits: u64,
    /// The first family (or, where none is known, child) it was written of.
    first: Option<(bool, u32)>,
    several: bool,
}

pub(super) fn look(units: &[(u64, u64)], unit: usize, rules: &AuditRules) -> Outcome {
    let (hits, all) = units[unit];
    if let Some(too_little) = too_little("visits with a note", all, rules.entry("copied_notes").needs.into())
    {
        return too_little;
    }
    let (others, others_all) = units.iter().fold((0, 0), |sum, unit| (sum.0 + unit.0, sum.1 + unit.1));
    let (others, others_all) = (others - hits, others_all - all);
    let plain = fisher_greater(Table { a: hits, b: all - hits, c: others, d: others_all - others });
    let mut seen = looked(hits as f64 / all as f64, plain, among_units(units, unit, rules));
    seen.counts = vec![
        Count { what: "visits with a note", number: all },
        Count { what: "of these, the same as a note of another family's visit", number: hits },
    ];
    seen.corroboration = vec![Corroboration { key: "impossible_diaries", found: Found::CouldNotLook }];
    Outcome::Looked(seen)
}
