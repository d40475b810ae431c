//! A chart against the lines another program drew.

use core::cmp::Ordering;

use counted::chart::Chart;

use crate::value::close;

/// What another program drew; a line that is not there is no number.
pub(crate) struct Lines {
    pub(crate) value: Vec<f64>,
    pub(crate) centre: Vec<f64>,
    pub(crate) lower: Vec<f64>,
    pub(crate) upper: Vec<f64>,
    pub(crate) outside: Vec<bool>,
}

pub(crate) fn compare(chart: &Chart, lines: &Lines, tolerance: f64, id: &str) {
    assert_eq!(chart.points.len(), lines.value.len(), "{id}");
    for (at, point) in chart.points.iter().enumerate() {
        let what = |name: &str| format!("{id}, point {at}, {name}");
        let same = |got: Option<f64>, want: f64, name: &str| {
            assert_eq!(got.is_none(), want.is_nan(), "{}: {got:?} is not {want}", what(name));
            if let Some(got) = got {
                close(got, want, tolerance, &what(name));
            }
        };
        same(point.value, lines.value[at], "value");
        let limits = point.limits.unwrap();
        same(Some(limits.centre), lines.centre[at], "centre");
        same(limits.outer.map(|(lower, _)| lower), lines.lower[at], "lower");
        same(limits.outer.map(|(_, upper)| upper), lines.upper[at], "upper");
        let outside = chart.outside(at).is_some_and(Ordering::is_ne);
        assert_eq!(outside, lines.outside[at], "{}", what("outside"));
    }
}
