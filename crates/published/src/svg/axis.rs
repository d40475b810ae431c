//! A time axis of whole years.

use record::{Day, Moment};

use super::{line, text_at};
use crate::html::Html;

/// Whole calendar years laid from left to right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Axis {
    first_year: i32,
    last_year: i32,
    /// Where the first day of the first year stands.
    pub(crate) left: f64,
    /// Width of all years.
    pub(crate) width: f64,
}

impl Axis {
    /// An axis of these years, both included; at least one.
    pub(crate) fn new(first_year: i32, last_year: i32, left: f64, width: f64) -> Self {
        Self { first_year, last_year: last_year.max(first_year), left, width }
    }

    /// The first minute on it.
    pub(crate) fn start(&self) -> Moment {
        first_of(self.first_year).start()
    }

    /// The first minute behind it.
    pub(crate) fn end(&self) -> Moment {
        first_of(self.last_year.saturating_add(1)).start()
    }

    /// Where a minute stands; minutes outside stand at the nearer end.
    pub(crate) fn x(&self, at: Moment) -> f64 {
        let (start, end) = (self.start().0, self.end().0);
        let at = at.0.clamp(start, end);
        self.left + self.width * (at - start) as f64 / (end - start).max(1) as f64
    }

    /// Does any minute of the span lie on it?
    pub(crate) fn holds(&self, from: Moment, to: Moment) -> bool {
        to >= self.start() && from < self.end()
    }

    /// Draws the years' lines from `top` to `bottom`, with the numbers above.
    pub(crate) fn draw(&self, html: &mut Html, top: f64, bottom: f64) {
        let step = self.label_step();
        for year in self.first_year..=self.last_year.saturating_add(1) {
            let x = self.x(first_of(year).start());
            line(html, "year", (x, top), (x, bottom));
            if year <= self.last_year && (year - self.first_year) % step == 0 {
                text_at(html, "year", x + 3.0, top - 5.0, &year.to_string());
            }
        }
        html.raw("\n");
    }

    /// Every how many years a number fits.
    fn label_step(&self) -> i32 {
        let years = self.last_year - self.first_year + 1;
        let each = self.width / f64::from(years);
        [1, 2, 5, 10].into_iter().find(|step| each * f64::from(*step) >= 34.0).unwrap_or(20)
    }
}

fn first_of(year: i32) -> Day {
    Day::from_ymd(year.clamp(1, 9_999), 1, 1).expect("the first of January is in every year from 1 to 9999")
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use record::Day;

    #[test]
    fn days_stand_between_their_years_and_never_outside() {
        let axis = Axis::new(2004, 2007, 100.0, 400.0);
        let at = |text: &str| axis.x(Day::parse_iso(text).expect("a date").start());
        assert!((at("2004-01-01") - 100.0).abs() < 0.01);
        assert!((at("2006-01-01") - 300.0).abs() < 1.0);
        assert!((at("1901-01-01") - 100.0).abs() < 0.01);
        assert!((at("2090-01-01") - 500.0).abs() < 0.01);
    }
}
