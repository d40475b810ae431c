//! How many receipts: 64 tellers at once beside bare rows, lap by lap, and one teller alone.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use desk::Archive;
use record::policy::Policy;
use store::Counted;

use super::{FOLD_PAGES, SEED, begun, bytes_each};
use crate::Done;
use crate::prove::disk::bare_rows::{self, Load, Speed};
use crate::prove::disk::rate::{self, percentile};
use crate::prove::disk::{faults, strace};
use crate::prove::page::Page;
use crate::prove::tellings::{self, TellMany};
use crate::prove::{Share, child};

/// Who tells at the same time.
const TELLERS: u64 = 64;
/// The share of bare rows' rate that receipts must reach.
const BAR: f64 = 0.6;

/// Sixty-four tellers, bare rows, and the disk itself, in turn.
pub(super) fn many(page: &mut Page, place: &Path, policy: &Policy, share: Share) -> Done {
    let (laps, count) = if share == Share::Ci { (1, 640) } else { (7, 16_000) };
    begun(place)?;
    let archive = tellings::open(place)?;
    // The first lap is no measurement: it fills the caches, and gives the bytes and the batch that bare rows must have.
    let (_, batch) = lap(&archive, policy, 0, count)?;
    archive.store().fold().map_err(|cause| cause.to_string())?;
    let size = bytes_each(place, count)?;
    let mut bare = Bare { threads: TELLERS as usize, size, laps: 0 };
    let tried = bare.lap(place, count)?;
    bare.threads = ((TELLERS as f64 * batch / tried.mean_batch).round() as usize).clamp(1, 1_024);
    let (mut ours, mut theirs, mut ratios, mut syncs) = (vec![], vec![], vec![], vec![]);
    let mut ticks = 0;
    let during = Duration::from_millis(if share == Share::Ci { 200 } else { 1_000 });
    for number in 1..=laps {
        let disk = rate::measure(place, during)?;
        let started = processor_ticks();
        let (receipts, batch) = lap(&archive, policy, number, count)?;
        ticks += processor_ticks() - started;
        let rows = bare.lap(place, count)?;
        eprintln!(
            "lap {number}: disk {disk:?}; {receipts:?}, {batch:.1} a commit; bare {rows:?}, {} tellers",
            bare.threads
        );
        let ratio = receipts.rows_per_second / rows.rows_per_second;
        page.figure(
            format!("lap {number}: receipts"),
            format!("{:.0}/s, {:.0} % of bare rows", receipts.rows_per_second, ratio * 100.0),
            format!(
                "{batch:.1} a commit, p50 {} p99 {}; bare rows {:.0}/s, {:.1} a commit; the disk {:.0} syncs/s, p50 {} p99 {}",
                ms(receipts.p50), ms(receipts.p99), rows.rows_per_second, rows.mean_batch,
                disk.per_second, ms(disk.p50), ms(disk.p99)
            ),
        );
        // The next lap's bare rows share syncs as this lap's receipts did.
        bare.threads = ((bare.threads as f64 * batch / rows.mean_batch).round() as usize).clamp(1, 1_024);
        ours.push(receipts.rows_per_second);
        theirs.push(rows.rows_per_second);
        ratios.push(ratio);
        syncs.push(receipts.rows_per_second / disk.per_second);
    }
    page.figure(
        "bytes on the disk for a telling",
        format!("{size}"),
        "all tables and indexes; bare rows have as many",
    );
    page.figure(
        "64 tellers, median",
        format!("{:.0}/s", median(&mut ours)),
        format!(
            "bare rows {:.0}/s; {:.1} receipts for each sync the disk does alone",
            median(&mut theirs),
            median(&mut syncs)
        ),
    );
    page.figure(
        "processor time of one receipt",
        format!("{:.0} µs", ticks as f64 * TICK_US / (laps * count) as f64),
        "sealing, proofs and the database together; the bound where syncs are quick",
    );
    let ratio = median(&mut ratios);
    page.must(
        "receipts against bare rows, median of the laps",
        &format!("{:.0} %", ratio * 100.0),
        if share == Share::Ci { "at least 60 %, judged in the whole proof alone" } else { "at least 60 %" },
        ratio >= BAR || share == Share::Ci,
    );
    Ok(())
}

/// One teller alone: how long each waits, and how many syncs a receipt costs.
pub(super) fn alone(page: &mut Page, place: &Path, policy: &Policy, share: Share) -> Done {
    let count = if share == Share::Ci { 50 } else { 1_000 };
    begun(place)?;
    let mut waits = Vec::new();
    {
        let archive = tellings::open(place)?;
        for number in 0..count {
            let telling = tellings::telling(SEED, 0, number);
            let started = Instant::now();
            tellings::tell(&archive, policy, &telling, tellings::now()).map_err(|cause| cause.to_string())?;
            waits.push(started.elapsed());
        }
    }
    let disk = rate::measure(place, Duration::from_millis(500))?;
    let (p50, p99) = (percentile(&mut waits, 50), percentile(&mut waits, 99));
    page.figure(
        "one teller alone, from telling to receipt",
        format!("p50 {} p99 {}", ms(p50), ms(p99)),
        format!("one sync of the disk: p50 {} p99 {}", ms(disk.p50), ms(disk.p99)),
    );
    if !strace::wanted("the count of syncs")? {
        return Ok(());
    }
    let (few, more) = (20, 120);
    let syncs = |count: u64, client: u64| -> Result<usize, String> {
        let many = TellMany { count, first_client: client, ..TellMany::new(place, SEED) };
        count_syncs(&many.command(&child::this()?), &place.join("strace"))
    };
    let each = (syncs(more, 2)? as f64 - syncs(few, 1)? as f64) / (more - few) as f64;
    page.bar("one teller alone: syncs for a receipt", each, "", 2.0);
    Ok(())
}

fn count_syncs(command: &Command, transcript: &Path) -> Result<usize, String> {
    // A fault that never comes: the harness then only counts.
    let ended = faults::run(command, &["fsync,fdatasync:error=EIO:when=60000"], transcript)?;
    if ended.code != Some(0) {
        return Err(format!("{command:?} failed: {}", ended.stderr));
    }
    let text =
        std::fs::read_to_string(transcript).map_err(|cause| format!("{}: {cause}", transcript.display()))?;
    Ok(text.lines().filter(|line| line.contains("sync(")).count())
}

/// Tellings by 64 threads; how fast, and how many shared a commit.
fn lap(archive: &Archive, policy: &Policy, number: u64, count: u64) -> Result<(Speed, f64), String> {
    let commits = || archive.store().read(|reader| reader.count(Counted::Checkpoints));
    let before = commits().map_err(|cause| cause.to_string())?;
    let next = AtomicU64::new(0);
    let started = Instant::now();
    let mut waits = std::thread::scope(|scope| {
        let teller = || {
            let mut waits = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= count {
                    return Ok::<_, String>(waits);
                }
                let telling = tellings::telling(SEED, 1_000 + number, n);
                let one = Instant::now();
                tellings::tell(archive, policy, &telling, tellings::now())
                    .map_err(|cause| cause.to_string())?;
                waits.push(one.elapsed());
            }
        };
        let tellers: Vec<_> = (0..TELLERS).map(|_| scope.spawn(teller)).collect();
        let mut all = Vec::new();
        for teller in tellers {
            all.extend(teller.join().unwrap_or_else(|_| Err("a teller panicked".into()))?);
        }
        Ok::<Vec<Duration>, String>(all)
    })?;
    let seconds = started.elapsed().as_secs_f64();
    let commits = commits().map_err(|cause| cause.to_string())? - before;
    let mean_batch = count as f64 / commits.max(1) as f64;
    let (p50, p99) = (percentile(&mut waits, 50), percentile(&mut waits, 99));
    Ok((Speed { rows_per_second: count as f64 / seconds, mean_batch, p50, p99 }, mean_batch))
}

/// Microseconds of a tick in which the kernel counts processor time.
const TICK_US: f64 = 10_000.0;

/// The processor time this process has had, in the kernel's ticks of 10 ms; zero where it does not say.
fn processor_ticks() -> u64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may hold spaces, user and system time are the 12th and 13th.
    let rest = told.rsplit_once(')').map_or("", |(_, rest)| rest);
    rest.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
}

/// Bare rows of the same weight.
struct Bare {
    threads: usize,
    size: usize,
    laps: u64,
}

impl Bare {
    fn lap(&mut self, place: &Path, count: u64) -> Result<Speed, String> {
        self.laps += 1;
        let file = place.join(format!("bare-{}.db", self.laps));
        let load = Load {
            file: file.clone(),
            count,
            size: self.size,
            threads: self.threads,
            synchronous: "full".into(),
            checkpoint_pages: FOLD_PAGES,
        };
        let speed = bare_rows::write(&load, |_| Ok(()))?;
        std::fs::remove_file(&file).map_err(|cause| format!("{}: {cause}", file.display()))?;
        Ok(speed)
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

pub(super) fn ms(took: Duration) -> String {
    format!("{:.1} ms", took.as_secs_f64() * 1e3)
}
