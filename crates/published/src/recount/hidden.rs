//! Small counts hidden, and whatever would give them away.
//!
//! The rule of the children-in-need statistics: a count of one to five stands as `c`, zero is shown. Here a share is hidden with
//! its numerator, and so is a numerator whose complement is that small: out of a number that is shown the one gives the other.

use counted::measure::Figure;

use record::Code;

use crate::html::thousands;

/// Counts from one to this are hidden.
const SMALL: u64 = 5;
/// What stands in their place.
const MARK: &str = "c";

/// Which counts may be shown.
#[derive(Clone, Copy)]
pub(crate) struct Hidden {
    pub(crate) exact: bool,
}

impl Hidden {
    pub(crate) fn is_small(self, count: u64) -> bool {
        !self.exact && (1..=SMALL).contains(&count)
    }

    /// A count that stands alone.
    pub(crate) fn count(self, count: u64) -> String {
        if self.is_small(count) { MARK.to_owned() } else { thousands(count) }
    }

    /// May the numerator and the share of a figure be shown?
    pub(super) fn shows(self, figure: &Figure) -> bool {
        self.shows_share(figure.numerator, figure.denominator)
    }

    /// May so many of so many be shown?
    pub(super) fn shows_share(self, numerator: u64, of: u64) -> bool {
        let rest = of.saturating_sub(numerator);
        !self.is_small(numerator) && !self.is_small(rest) && !self.is_small(of)
    }

    /// "358 of 382, 93.7 % (90.8 to 95.8)"; "c of 382"; of a count "2,755".
    pub(super) fn figure(self, figure: &Figure) -> String {
        let of = self.count(figure.denominator);
        if figure.is_share && figure.is_lopsided() {
            return "cannot be told".to_owned();
        }
        match (figure.share, figure.interval) {
            (Some(share), Some((low, high))) if self.shows(figure) => format!(
                "{} of {of}, {:.1} % ({:.1} to {:.1})",
                thousands(figure.numerator),
                100.0 * share.to_f64(),
                100.0 * low.to_f64(),
                100.0 * high.to_f64(),
            ),
            (Some(_), _) => format!("{MARK} of {of}"),
            (None, _) if figure.is_share => "no rows".to_owned(),
            (None, _) => self.count(figure.numerator),
        }
    }
}

/// The numbers of one agency and year that stand on the page already: of each measure, and of all counts.
///
/// Two that lie one to five apart give a small count by subtraction: the later one is hidden then.
#[derive(Default)]
pub(super) struct Shown(Vec<(Group, u64)>);

/// Numbers that can be taken from each other: the variants of one share, or all plain counts.
#[derive(Clone, PartialEq, Eq)]
enum Group {
    Share(Code),
    Count,
}

impl Shown {
    /// The words of a figure, hidden too where it stands so near another that is shown.
    pub(super) fn figure(&mut self, hidden: Hidden, figure: &Figure) -> String {
        let group = if figure.is_share { Group::Share(figure.measure.clone()) } else { Group::Count };
        let near =
            |(of, number): &(Group, u64)| *of == group && hidden.is_small(number.abs_diff(figure.numerator));
        if self.0.iter().any(near) {
            return match figure.is_share {
                true => format!("{MARK} of {}", hidden.count(figure.denominator)),
                false => MARK.to_owned(),
            };
        }
        if hidden.shows(figure) {
            self.0.push((group, figure.numerator));
        }
        hidden.figure(figure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use counted::measure::Period;
    use record::policy::Better;
    use record::{Code, Day, Fixed};

    fn figure(numerator: u64, denominator: u64) -> Figure {
        let share = Fixed::ratio(numerator as i64, denominator as i64);
        Figure {
            measure: Code::new("m"),
            version: 1,
            variant: Code::new("main"),
            unit: Code::new("u"),
            period: Period { from: Day(0), to: Day(364) },
            numerator,
            denominator,
            is_share: true,
            share,
            interval: share.map(|share| (share, share)),
            left_out: Vec::new(),
            missing: 0,
            too_few: false,
            better: Better::Neither,
        }
    }

    #[test]
    fn one_to_five_are_hidden_with_all_that_gives_them_away() {
        let page = Hidden { exact: false };
        for (numerator, denominator) in [(1, 40), (5, 40), (39, 40), (35, 40), (3, 4), (0, 4)] {
            let words = page.figure(&figure(numerator, denominator));
            assert!(words.starts_with("c of "), "{numerator} of {denominator}: {words}");
            assert!(!words.contains('%'), "{words}");
        }
        let mut shown = Shown::default();
        assert!(shown.figure(page, &figure(20, 40)).starts_with("20 of 40"));
        assert_eq!(shown.figure(page, &figure(23, 40)), "c of 40", "23 less 20 is three");
        assert!(shown.figure(page, &figure(26, 40)).starts_with("26 of 40"));
        assert_eq!(page.figure(&figure(0, 40)), "0 of 40, 0.0 % (0.0 to 0.0)", "zero is shown");
        assert_eq!(page.count(0), "0");
        assert_eq!((page.count(5).as_str(), page.count(6).as_str()), ("c", "6"));
        assert_eq!(Hidden { exact: true }.figure(&figure(1, 40)), "1 of 40, 2.5 % (2.5 to 2.5)");
    }
}
