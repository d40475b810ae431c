//! Small counts of a page of cases: hidden with the shares that would give them away.

use counted::compare::Interval;

use crate::html::thousands;
use crate::recount::hidden::Hidden;

/// A numerator and a denominator that may be shown.
pub(super) fn shows(hidden: Hidden, (hits, all): (u64, u64)) -> bool {
    ![hits, all, all.saturating_sub(hits)].iter().any(|count| hidden.is_small(*count))
}

/// "358 of 382" and "93.7 % (90.8 to 95.8)"; "c of 382" and nothing.
pub(super) fn share(hidden: Hidden, counts: (u64, u64), interval: Option<Interval>) -> (String, String) {
    let (hits, all) = counts;
    match interval {
        None => ("no cases".to_owned(), String::new()),
        Some((low, high)) if shows(hidden, counts) => (
            format!("{} of {}", thousands(hits), thousands(all)),
            format!("{:.1} % ({:.1} to {:.1})", 100.0 * hits as f64 / all as f64, 100.0 * low, 100.0 * high),
        ),
        Some(_) => (format!("c of {}", hidden.count(all)), String::new()),
    }
}

/// Two counts of one denominator of which each may be shown, and the difference between them too.
pub(super) fn both(hidden: Hidden, one: (u64, u64), other: (u64, u64)) -> bool {
    shows(hidden, one) && shows(hidden, other) && !hidden.is_small(one.0.abs_diff(other.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gives_a_small_count_away_is_hidden_with_it() {
        let page = Hidden { exact: false };
        for counts in [(1, 40), (5, 40), (39, 40), (3, 3)] {
            let (words, percent) = share(page, counts, Some((0.0, 1.0)));
            assert!(words.starts_with("c of ") && percent.is_empty(), "{counts:?}: {words} {percent}");
        }
        assert_eq!(share(page, (20, 40), Some((0.35, 0.65))).0, "20 of 40");
        assert_eq!(share(page, (0, 40), Some((0.0, 0.09))).0, "0 of 40");
        assert!(both(page, (20, 40), (30, 40)) && !both(page, (20, 40), (23, 40)));
        assert!(both(Hidden { exact: true }, (20, 40), (23, 40)));
    }
}
