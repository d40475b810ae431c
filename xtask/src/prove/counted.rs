//! Counting at size: the density test against the established Python package, all audits and charts against a bare pass over
//! the same columns, and the same numbers on any number of threads.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use counted::audits::{Cases, Family, Gathered, Occasions, over_time};
use counted::chart::rules::RuleSet;
use counted::density::{Discontinuity, Options, discontinuity};
use counted::numbers::Draws;
use counted::worlds::{Size, without_gaming_of};
use record::policy::Policy;

use super::Share;
use super::page::Page;
use crate::Done;

const SEED: u64 = 2026;
const CUTOFF: f64 = 45.0;

/// What the Python side does with the same values: the best of three, and the figures to compare.
const PYTHON: &str = "\
import sys, time
import numpy, rddensity
x = numpy.fromfile(sys.argv[1])
best = 1e9
for _ in range(3):
    start = time.perf_counter()
    result = rddensity.rddensity(X=x, c=45.0)
    best = min(best, time.perf_counter() - start)
print(best, result.test['t_jk'], result.h['left'], result.h['right'])
";

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let many = if share == Share::Ci { 50_000 } else { 1_000_000 };
    let mut page = Page::new("counted", "Counting at size");
    density(root, &mut page, many, share)?;
    audits(&mut page, many, share)?;
    page.finish(root, share, SEED)
}

/// The shortest of several runs: what the work takes when nothing else is in the way.
fn shortest<T>(times: usize, mut work: impl FnMut() -> T) -> Duration {
    let run = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..times).map(run).min().unwrap_or_default()
}

fn milliseconds(took: Duration) -> String {
    format!("{:.1} ms", took.as_secs_f64() * 1e3)
}

/// Days that closures took: sums of five exponential times.
fn days(many: u64) -> Vec<f64> {
    let draws = Draws::new(SEED);
    let time = |number: u64| -(1.0 - draws.share(number)).ln() * 8.0;
    (0..many).map(|n| (0..5).map(|part| time(5 * n + part)).sum()).collect()
}

fn on(threads: usize, work: impl FnOnce() -> String + Send) -> Result<String, String> {
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|cause| cause.to_string())?;
    Ok(pool.install(work))
}

/// One, two and four threads, and the input turned round: every bit the same?
fn same(page: &mut Page, what: &str, work: impl Fn(bool) -> String + Sync) -> Done {
    let one = on(1, || work(false))?;
    let all_same = on(2, || work(false))? == one && on(4, || work(true))? == one;
    let found = if all_same { "the same" } else { "not the same" };
    page.must(&format!("{what}: one, two and four threads"), found, "every digit the same", all_same);
    Ok(())
}

fn density(root: &Path, page: &mut Page, many: u64, share: Share) -> Done {
    let values = days(many);
    let test = |values: &[f64]| {
        discontinuity(values, CUTOFF, Options::default()).map_err(|cause| format!("{cause:?}"))
    };
    let ours = test(&values)?;
    let took = shortest(15, || test(&values));
    page.figure(
        format!("density test of {many} values, bandwidths chosen from them"),
        milliseconds(took),
        format!("t {:.4}, bandwidths {:.3} and {:.3}", ours.t, ours.bandwidths[0], ours.bandwidths[1]),
    );
    let turned: Vec<f64> = values.iter().rev().copied().collect();
    same(page, "density test", |turn| {
        let values = if turn { &turned } else { &values };
        format!("{:?}", discontinuity(values, CUTOFF, Options::default()))
    })?;
    if share == Share::Ci {
        return Ok(());
    }
    match python(root, &values)? {
        Some([seconds, t, left, right]) => {
            let times = seconds / took.as_secs_f64();
            page.figure(
                "the same values through rddensity 3.0 for Python, best of three",
                format!("{:.0} ms", seconds * 1e3),
                format!("t {t:.4}, bandwidths {left:.3} and {right:.3}"),
            );
            page.must("how many times as fast", &format!("{times:.1}"), "at least 20", times >= 20.0);
            page.bar("t apart, in millionths", agreement(&ours, t) * 1e6, "", 10.0);
        }
        None => page.figure(
            "rddensity for Python",
            "not compared",
            "name an interpreter that has it with CANDOUR_PYTHON",
        ),
    }
    Ok(())
}

fn agreement(ours: &Discontinuity, theirs: f64) -> f64 {
    (ours.t / theirs - 1.0).abs()
}

/// Seconds, t and both bandwidths by the Python package; `None` where it is not installed.
fn python(root: &Path, values: &[f64]) -> Result<Option<[f64; 4]>, String> {
    let interpreter =
        std::env::var_os("CANDOUR_PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from);
    let has = Command::new(&interpreter).args(["-c", "import rddensity"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        return Ok(None);
    }
    let folder = root.join("target");
    std::fs::create_dir_all(&folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    let place = folder.join("prove-counted.f64");
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    std::fs::write(&place, bytes).map_err(|cause| format!("{}: {cause}", place.display()))?;
    let output = Command::new(&interpreter).args(["-W", "ignore", "-c", PYTHON]).arg(&place).output();
    let _ = std::fs::remove_file(&place);
    let output = output.map_err(|cause| format!("{}: {cause}", interpreter.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let four: Result<[f64; 4], _> = numbers.try_into();
    four.map(Some)
        .map_err(|_| format!("rddensity gave no figures: {}", String::from_utf8_lossy(&output.stderr)))
}

fn audits(page: &mut Page, many: u64, share: Share) -> Done {
    let size = Size { units: 152, cases: (many * 726 / 100_000) as u32 };
    let (cases, occasions) = without_gaming_of(size, SEED, 0);
    let family = Family::declare(Policy::england().audits, SEED);
    page.figure(
        format!("a bare pass over all columns of {} cases", cases.len()),
        milliseconds(shortest(25, || cases.bare_pass())),
        "every value read once and added up, on one thread; cases stand sorted by unit and day, closings by lateness",
    );
    let (one, all) = (Timed::on(1, &cases, &occasions, &family)?, Timed::on(2, &cases, &occasions, &family)?);
    for (threads, timed) in [("one thread", &one), ("two threads", &all)] {
        page.figure(
            format!("all audits of 152 units, on {threads}"),
            milliseconds(timed.audits),
            "12 audits a unit, corrected together",
        );
        page.figure(
            format!("all audits and all charts, on {threads}"),
            milliseconds(timed.both),
            format!("one pass for both; {} charts of six shares, with their rules", timed.charts),
        );
        page.figure(
            format!("all audits and charts, in bare passes, on {threads}"),
            format!("{:.1}", timed.both.as_secs_f64() / timed.bare.as_secs_f64()),
            "bare passes timed between the runs",
        );
    }
    let times = all.both.as_secs_f64() / all.bare.as_secs_f64();
    let met = if times <= 5.0 { "met" } else { "not met" };
    page.figure("all audits and charts, in bare passes", format!("{times:.1}"), format!("aim: 5; {met}"));
    let pretend = shortest(2, || family.run_with_placebo(&cases, &occasions));
    page.figure(
        "all audits with pretend dates",
        milliseconds(pretend),
        "20 sets of dates, six dated audits each",
    );
    if share == Share::Whole {
        let all = pretend + all.both;
        page.bar("all audits, charts and pretend dates", all.as_secs_f64(), "s", 3.0);
    }
    same(page, "all audits and charts", |_| {
        let gathered = Gathered::of(&cases, occasions.period);
        format!("{:?} {:?}", family.run_on(&gathered, &occasions), over_time(&gathered, RuleSet::USUAL))
    })
}

/// The shortest times of one number of threads.
struct Timed {
    bare: Duration,
    audits: Duration,
    both: Duration,
    charts: usize,
}

impl Timed {
    /// Bare passes and runs by turns, so that what else the machine does falls on both.
    fn on(threads: usize, cases: &Cases, occasions: &Occasions, family: &Family) -> Result<Self, String> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|cause| cause.to_string())?;
        let mut least = Self { bare: Duration::MAX, audits: Duration::MAX, both: Duration::MAX, charts: 0 };
        for _ in 0..25 {
            least.bare = least.bare.min(shortest(1, || cases.bare_pass()));
            let start = Instant::now();
            let (audits, charts) = pool.install(|| {
                let gathered = Gathered::of(cases, occasions.period);
                black_box(family.run_on(&gathered, occasions));
                let audits = start.elapsed();
                (audits, over_time(&gathered, RuleSet::USUAL).len())
            });
            least.both = least.both.min(start.elapsed());
            least.audits = least.audits.min(audits);
            least.charts = charts;
        }
        Ok(least)
    }
}
