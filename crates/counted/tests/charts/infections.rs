//! Infections in six hospitals over 24 months: rates for bed days, charted by month or by hospital.

use std::collections::BTreeMap;
use std::path::Path;

use counted::chart::rules::runs;
use counted::chart::{Chart, Kind, Plan, Series, draw};

use crate::rows::Rows;
use crate::value::close;

/// What is charted against what in each of the four files.
struct Layout {
    facets: &'static [&'static str],
    by: &'static str,
    since: &'static str,
    times: f64,
}

fn layout(name: &str) -> Option<Layout> {
    let layout = |facets, by, since, times| Some(Layout { facets, by, since, times });
    match name {
        "hai_1" => layout(&[], "month", "", 1.0),
        "hai_2" => layout(&["infection"], "month", "", 1.0),
        "hai_3" => layout(&["hospital", "infection"], "month", "", 1.0),
        "hai_4" => layout(&["infection"], "hospital", "2016-07-01", 10_000.0),
        _ => None,
    }
}

pub(crate) fn run(path: &Path, want: &Rows) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let (Some(layout), Some(input)) =
        (layout(stem), Rows::read(&path.with_file_name("hospital_infections_input.csv")))
    else {
        return false;
    };
    for row in 0..want.len() {
        one(&layout, &input, want, row);
    }
    true
}

fn one(layout: &Layout, input: &Rows, want: &Rows, row: usize) {
    let facets = ["facet1", "facet2"].map(|name| want.text(row, name));
    let in_facet = |at: usize| {
        layout.facets.iter().zip(facets).all(|(column, facet)| input.text(at, column) == facet)
            && input.text(at, "month") >= layout.since
    };
    let mut periods: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for at in (0..input.len()).filter(|at| in_facet(*at)) {
        let period = periods.entry(input.text(at, layout.by)).or_default();
        period.0 += input.number(at, "n");
        period.1 += input.number(at, "days") / layout.times;
    }
    let series = Series::Counts(periods.into_values().map(Some).collect());
    let chart = draw(Kind::U, &series, &Plan::default()).unwrap();
    let limits: Vec<(f64, f64)> =
        chart.points.iter().map(|point| point.limits.unwrap().outer.unwrap()).collect();
    let mean = |which: fn(&(f64, f64)) -> f64| limits.iter().map(which).sum::<f64>() / limits.len() as f64;
    let what = format!("{facets:?}");
    close(chart.points[0].limits.unwrap().centre, want.number(row, "CL"), 1e-9, &what);
    close(mean(|both| both.0), want.number(row, "aLCL"), 1e-9, &what);
    close(mean(|both| both.1), want.number(row, "aUCL"), 1e-9, &what);
    if layout.by == "month" {
        same_runs(&chart, want, row);
    }
    let outside = (0..chart.points.len()).any(|at| chart.outside(at).is_some_and(core::cmp::Ordering::is_ne));
    assert_eq!(outside, want.is(row, "sigma.signal"), "{what}");
}

/// Hospitals stand in no order of time: their runs mean nothing, and the file does not say in which order they were.
fn same_runs(chart: &Chart, want: &Rows, row: usize) {
    let (run, what) = (runs(chart)[0], want.text(row, "facet1"));
    assert_eq!(run.longest, want.number(row, "longest.run") as usize, "{what}");
    assert_eq!(run.crossings, want.number(row, "n.crossings") as usize, "{what}");
    assert_eq!(run.signal(), want.is(row, "runs.signal"), "{what}");
}
