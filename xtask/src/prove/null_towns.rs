//! How often the audits of returns speak in simulated towns, which know honest deadline effort and no gaming.

use std::path::Path;

use counted::audits::Standing;
use counted::chart::icons::{Variation, variations};
use desk::recount::{RecountOptions, recount};
use record::policy::Policy;
use record::{Day, Logged};
use simulated::{Parameters, SIZES, Setup};

use super::Share;
use super::null_worlds::upper_bound;
use super::page::Page;
use crate::Done;

/// The first seed; the following towns take those behind it.
const SEED: u64 = 641;
const TOWNS: u64 = 100;
/// Years of each town.
const YEARS: u32 = 4;

/// What is counted over all towns.
#[derive(Default)]
struct Counts {
    towns: u64,
    signal: u64,
    split: u64,
    either: u64,
    honest: u64,
    heaps: Vec<f64>,
    charts: u64,
    marked: u64,
    last: u64,
}

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let place = root.join("target/prove-null-towns");
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    let policy = Policy::england();
    let parameters = Parameters::shipped().map_err(|cause| cause.to_string())?;
    let first = Day::from_ymd(2018, 4, 1).ok_or("no such day")?;
    let towns = if share == Share::Ci { 2 } else { TOWNS };
    let mut counts = Counts { towns, ..Counts::default() };
    for seed in SEED..SEED + towns {
        let _ = std::fs::remove_dir_all(&place);
        std::fs::create_dir_all(&place).map_err(failed)?;
        let setup = Setup { size: SIZES[1], first, years: YEARS, seed };
        let worlds = simulated::run(setup, &parameters, &|_, _| ()).map_err(|cause| cause.to_string())?;
        simulated::write(&worlds, &parameters, &place).map_err(|cause| cause.to_string())?;
        let agencies = simulated::agencies_folder(&place);
        let options = RecountOptions {
            place: &agencies,
            policy: &policy,
            logged: Logged(0),
            as_of: setup.day(setup.days() - 1),
            said: None,
            progress: &|_| {},
        };
        counts.take(&recount(&options).map_err(|cause| cause.to_string())?, &policy);
    }
    std::fs::remove_dir_all(&place).map_err(failed)?;
    let mut page = Page::new("null-towns", "Audits of the returns of simulated towns, in which nobody games");
    counts.write(&mut page, share);
    page.finish(root, share, SEED)
}

impl Counts {
    fn take(&mut self, found: &desk::recount::Recount, policy: &Policy) {
        let Some(traces) = &found.traces else { return };
        let signal = traces.release.signals().next().is_some();
        let level = f64::from(policy.audits.q_percent) / 100.0;
        let split = traces.splits.iter().any(|split| split.chance.is_some_and(|chance| chance <= level));
        self.signal += u64::from(signal);
        self.split += u64::from(split);
        self.either += u64::from(signal || split);
        self.honest += u64::from(traces.release.standing(Standing::HonestReasonsSuffice).next().is_some());
        self.heaps.extend(traces.heaps.iter().filter_map(|heap| Some(heap.bunched.as_ref()?.normalised)));
        self.charts += found.lines.len() as u64;
        self.marked += found.lines.iter().filter(|line| !line.signals.is_empty()).count() as u64;
        let last = |line: &&published::charts::Line| {
            let all = variations(&line.chart, &line.signals, line.better);
            line.chart.last().and_then(|last| all.get(last)).is_some_and(|one| *one != Variation::CommonCause)
        };
        self.last += found.lines.iter().filter(last).count() as u64;
    }

    fn write(&self, page: &mut Page, share: Share) {
        let of = |count: u64| format!("{count} of {}", self.towns);
        page.figure(
            "the towns",
            format!("{} towns of {} children and {YEARS} years", self.towns, SIZES[1].children),
            "`candour simulate --town town --years 4`, seeds from 641; honest deadline effort, no gaming",
        );
        page.figure("towns with a signal of any audit", of(self.signal), "");
        page.figure(
            "towns with a sign of divided cases",
            of(self.split),
            "closed and referred again within a week",
        );
        // Two towns can show nothing; they show that it runs.
        if share == Share::Whole {
            let upper = upper_bound(self.either, self.towns);
            page.bar("either, upper end of the exact 95 % interval", 100.0 * upper, "%", 7.0);
        } else {
            page.must("either", &of(self.either), "none", self.either == 0);
        }
        page.figure("towns with a trace that honest reasons explain", of(self.honest), "said as such");
        let mut heaps = self.heaps.clone();
        heaps.sort_by(f64::total_cmp);
        let middle = heaps.get(heaps.len() / 2).copied().unwrap_or(0.0);
        page.figure(
            "the heap before a limit, in usual days, middle of all",
            format!("{middle:.1}"),
            format!("{} heaps with a curve: honest effort heaps too", heaps.len()),
        );
        page.figure(
            "charts by month with a mark anywhere",
            format!("{} of {}", self.marked, self.charts),
            "four rules and up to fifty points: what chance does, said beside them",
        );
        page.figure("charts with a mark at the last point", format!("{} of {}", self.last, self.charts), "");
    }
}
