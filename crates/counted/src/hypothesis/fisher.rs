//! Fisher's exact test of a 2×2 table.

use crate::numbers::ln_choose;

/// Two groups, each divided in two: `[[a, b], [c, d]]` with `a` of `a + b` against `c` of `c + d`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Hits of the group looked at.
    pub a: u64,
    /// Its other cases.
    pub b: u64,
    /// Hits of the group it is held against.
    pub c: u64,
    /// The other cases of that.
    pub d: u64,
}

impl Table {
    /// (a·d) / (b·c); `None` where it is divided by nothing.
    pub fn odds_ratio(self) -> Option<f64> {
        let below = self.b as f64 * self.c as f64;
        if below == 0.0 { None } else { Some(self.a as f64 * self.d as f64 / below) }
    }

    /// The share of hits in the group looked at; `None` for no cases.
    pub fn share(self) -> Option<f64> {
        share(self.a, self.a + self.b)
    }

    /// The share of hits in the group it is held against; `None` for no cases.
    pub fn other_share(self) -> Option<f64> {
        share(self.c, self.c + self.d)
    }

    /// The fewest and the most hits the first group can have, given the margins.
    fn range(self) -> (u64, u64) {
        let (row, column) = (self.a + self.b, self.a + self.c);
        (row.saturating_sub(self.b + self.d), row.min(column))
    }

    /// ln of the chance of exactly `a` hits in the first group, given the margins.
    fn ln_chance(self, a: u64) -> f64 {
        let (row, column, all) = (self.a + self.b, self.a + self.c, self.a + self.b + self.c + self.d);
        ln_choose(column, a) + ln_choose(all - column, row - a) - ln_choose(all, row)
    }

    /// The chance of `a + 1` hits divided by that of `a`.
    fn step(self, a: u64) -> f64 {
        let (row, column, all) = (self.a + self.b, self.a + self.c, self.a + self.b + self.c + self.d);
        let up = (column - a) as f64 * (row - a) as f64;
        let down = (a + 1) as f64 * (all + a + 1 - column - row) as f64;
        up / down
    }
}

fn share(hits: u64, all: u64) -> Option<f64> {
    if all == 0 { None } else { Some(hits as f64 / all as f64) }
}

/// The chance of so many hits or more in the first group if both have the same share, given the margins.
pub fn fisher_greater(table: Table) -> f64 {
    let (least, most) = table.range();
    if table.a <= least {
        return 1.0;
    }
    let (row, column) = ((table.a + table.b) as f64, (table.a + table.c) as f64);
    let expected = row * column / (table.a + table.b + table.c + table.d) as f64;
    if table.a as f64 > expected {
        return upwards(table, table.a, most).min(1.0);
    }
    // The short side is the other one.
    (1.0 - downwards(table, table.a - 1, least)).clamp(0.0, 1.0)
}

/// The chance of a table as rare as this one or rarer, on either side (the way of `fisher.test` and SciPy: all tables whose
/// chance is no greater, with a relative allowance of 10⁻⁷ for rounding).
pub fn fisher_two_sided(table: Table) -> f64 {
    let (least, most) = table.range();
    let seen = table.ln_chance(table.a) + 1e-7;
    let all: f64 =
        (least..=most).map(|a| table.ln_chance(a)).filter(|chance| *chance <= seen).map(f64::exp).sum();
    all.min(1.0)
}

fn upwards(table: Table, from: u64, most: u64) -> f64 {
    let (mut term, mut all, mut a) = (1.0, 1.0, from);
    while a < most && term > all * f64::EPSILON / 8.0 {
        term *= table.step(a);
        all += term;
        a += 1;
    }
    (table.ln_chance(from) + all.ln()).exp()
}

fn downwards(table: Table, from: u64, least: u64) -> f64 {
    let (mut term, mut all, mut a) = (1.0, 1.0, from);
    while a > least && term > all * f64::EPSILON / 8.0 {
        term /= table.step(a - 1);
        all += term;
        a -= 1;
    }
    (table.ln_chance(from) + all.ln()).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fisher, The Design of Experiments (1935), chapter 2: the lady who tastes tea.
    #[test]
    fn the_lady_tasting_tea() {
        let three_of_four = Table { a: 3, b: 1, c: 1, d: 3 };
        assert!((fisher_greater(three_of_four) - 17.0 / 70.0).abs() < 1e-14);
        assert!((fisher_two_sided(three_of_four) - 34.0 / 70.0).abs() < 1e-14);
    }

    #[test]
    fn empty_groups_show_nothing() {
        for table in [
            Table::default(),
            Table { a: 5, b: 0, c: 0, d: 0 },
            Table { a: 0, b: 5, c: 0, d: 5 },
            Table { a: 5, b: 0, c: 5, d: 0 },
        ] {
            assert_eq!(fisher_greater(table), 1.0, "{table:?}");
            assert!((fisher_two_sided(table) - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn every_small_table_agrees_with_plain_counting() {
        for (row, column, all) in [(4u64, 3u64, 9u64), (5, 5, 10), (1, 6, 8), (7, 2, 9)] {
            let least = (row + column).saturating_sub(all);
            for a in least..=row.min(column) {
                let table = Table { a, b: row - a, c: column - a, d: all + a - row - column };
                let plain: f64 = (a..=row.min(column)).map(|x| table.ln_chance(x).exp()).sum();
                assert!((fisher_greater(table) - plain).abs() < 1e-13, "{table:?}");
            }
        }
    }
}
