//! Visits of which no other agency's record of the same day shows a sign.

use record::policy::AuditRules;

use super::super::scene::{looked, too_little};
use super::super::trace::{Count, Outcome};
use super::{Visit, among_units};
use crate::hypothesis::{Table, fisher_greater};

/// (visits that another record could show and does not, visits that another record could show).
pub(super) fn count(visits: &[Visit]) -> (u64, u64) {
    let covered = visits.iter().filter_map(|visit| visit.agrees);
    covered.fold((0, 0), |sum, agrees| (sum.0 + u64::from(!agrees), sum.1 + 1))
}

pub(super) fn look(units: &[(u64, u64)], unit: usize, rules: &AuditRules) -> Outcome {
    let (hits, all) = units[unit];
    let need = rules.entry("visits_nobody_else_records").needs.into();
    if let Some(too_little) = too_little("visits that another record could show", all, need) {
        return too_little;
    }
    let (others, others_all) = units.iter().fold((0, 0), |sum, unit| (sum.0 + unit.0, sum.1 + unit.1));
    let (others, others_all) = (others - hits, others_all - all);
    let plain = fisher_greater(Table { a: hits, b: all - hits, c: others, d: others_all - others });
    let mut seen = looked(hits as f64 / all as f64, plain, among_units(units, unit, rules));
    seen.counts = vec![
        Count { what: "visits that another record could show", number: all },
        Count { what: "of these, not shown", number: hits },
    ];
    Outcome::Looked(seen)
}
