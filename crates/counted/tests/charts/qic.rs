//! Reference results of a charting package: one row a point, with its lines, its runs and what was left out.

use std::path::Path;

use counted::chart::rules::runs;
use counted::chart::{Change, Chart, Freeze, Kind, Plan, Series, Xmr, draw};

use crate::lines::{Lines, compare};
use crate::rows::Rows;
use crate::value::close;

const TOLERANCE: f64 = 1e-9;

/// Runs one file; false where it is of another format, or rests on figures it does not hold.
pub(crate) fn run(path: &Path) -> bool {
    let Some(rows) = Rows::read(path) else {
        return false;
    };
    if rows.has(&["aLCL", "CL", "aUCL"]) {
        return crate::infections::run(path, &rows);
    }
    if !rows.has(&["x", "y.sum", "y", "cl", "lcl", "ucl", "longest.run.max"]) {
        return false;
    }
    let name = path.display().to_string();
    let reason = || "a vector".to_owned();
    let change = |at: usize| Change { at, decided: None, reason: reason() };
    let later = |at: &usize| rows.text(*at, "part") != rows.text(at - 1, "part");
    let base = (0..rows.len()).filter(|at| rows.is(*at, "baseline")).count();
    let plan = Plan {
        freeze: (base < rows.len()).then(|| Freeze { first: base, decided: None, reason: reason() }),
        splits: (1..rows.len()).filter(later).map(change).collect(),
        excluded: (0..rows.len()).filter(|at| !rows.is(*at, "include")).map(change).collect(),
        xmr: Xmr::TEXTBOOK,
    };
    let lines = Lines {
        value: rows.numbers("y"),
        centre: rows.numbers("cl"),
        lower: rows.numbers("lcl"),
        upper: rows.numbers("ucl"),
        outside: (0..rows.len()).map(|at| rows.is(at, "sigma.signal")).collect(),
    };
    let Some((kind, series)) = series(path, &rows) else {
        return false;
    };
    let chart = draw(kind, &series, &plan).unwrap();
    compare(&chart, &lines, TOLERANCE, &name);
    same_runs(&chart, &rows, &name);
    true
}

fn same_runs(chart: &Chart, rows: &Rows, name: &str) {
    let runs = runs(chart);
    for (at, point) in chart.points.iter().enumerate() {
        let run = runs[point.part];
        let want = |key: &str| rows.number(at, key) as usize;
        assert_eq!((run.useful, run.longest), (want("n.useful"), want("longest.run")), "{name}");
        assert_eq!(
            (run.longest_most, run.crossings),
            (want("longest.run.max"), want("n.crossings")),
            "{name}"
        );
        assert_eq!(run.crossings_least, want("n.crossings.min"), "{name}");
        assert_eq!(run.signal(), rows.is(at, "runs.signal"), "{name}");
    }
}

/// The kind, which the files do not say, and the series. The kind is the one whose centre line and upper limit are theirs.
fn series(path: &Path, rows: &Rows) -> Option<(Kind, Series)> {
    let sums = rows.numbers("y.sum");
    // Rates may be per 50 or per 1,000: the denominators are brought to that unit.
    let per = (0..rows.len())
        .find(|at| sums[*at] > 0.0)
        .map(|at| rows.number(at, "y") * rows.number(at, "n") / sums[at]);
    let of: Vec<f64> = rows.numbers("n").iter().map(|of| of / per.unwrap_or(1.0)).collect();
    let kind = if of.iter().all(|of| !of.is_nan()) {
        // A share's limit lies nearer its centre than a rate's.
        let (centre, upper) = (rows.number(0, "cl"), rows.number(0, "ucl"));
        let share = 3.0 * (centre * (1.0 - centre) / of[0]).sqrt();
        let is_share = centre < 1.0 && (upper - centre - share).abs() < 1e-6;
        return Some((if is_share { Kind::P } else { Kind::U }, Series::of_counts(&sums, &of)));
    } else if rows.number(0, "y").is_nan() {
        Kind::Mr
    } else if (0..rows.len()).all(|at| (rows.number(at, "y") - sums[at]).abs() < 1e-6) {
        let (centre, upper) = (rows.number(0, "cl"), rows.number(0, "ucl"));
        let poisson = (upper - centre - 3.0 * centre.sqrt()).abs() < 1e-6;
        let even = (upper + rows.number(0, "lcl") - 2.0 * centre).abs() < 1e-6;
        if poisson {
            Kind::C
        } else if even {
            Kind::Xmr
        } else {
            Kind::T
        }
    } else {
        return samples(path, rows);
    };
    Some((kind, Series::of_values(&sums)))
}

/// Means and spreads of one set of samples stand in two files; samples with both are made again from the two.
fn samples(path: &Path, rows: &Rows) -> Option<(Kind, Series)> {
    let sums = rows.numbers("y.sum");
    let fits = |other: &Rows| {
        let size: Vec<f64> = other.numbers("y").iter().zip(&sums).map(|(y, sum)| sum / y).collect();
        size.iter().all(|size| (size - size.round()).abs() < 1e-6 && *size > 1.5 && *size < 100.0)
    };
    let beside =
        std::fs::read_dir(path.parent()?).ok()?.flatten().filter_map(|entry| Rows::read(&entry.path()));
    let alike: Vec<Rows> = beside
        .filter(|other| other.has(&["y.sum", "y", "longest.run.max"]) && other.numbers("y.sum") == sums)
        .collect();
    let means = alike.iter().find(|other| fits(other))?;
    let spreads = alike.iter().find(|other| !fits(other))?;
    let made = (0..rows.len()).map(|at| {
        let (mean, spread) = (means.number(at, "y"), spreads.number(at, "y"));
        let size = (sums[at] / mean).round();
        let off = spread * (0.5 * (size - 1.0)).sqrt();
        let mut sample = vec![mean; size as usize];
        sample[0] += off;
        sample[1] -= off;
        sample
    });
    let series = Series::Samples(made.collect());
    let kind = if fits(rows) { Kind::Xbar } else { Kind::S };
    close(rows.number(0, "y"), series_first(kind, &series), 1e-9, "a sample made again");
    Some((kind, series))
}

fn series_first(kind: Kind, series: &Series) -> f64 {
    draw(kind, series, &Plan::default()).unwrap().points[0].value.unwrap()
}
