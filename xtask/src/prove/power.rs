//! Power cuts: that the harness tells a program that keeps its word from one that does not, before it judges ours.

use std::path::Path;
use std::time::Duration;

use super::disk::bare_rows::{self, Load};
use super::disk::subject::{Outcome, Subject, cut};
use super::disk::{faults, rate, strace};
use super::page::Page;
use super::{Share, child, power_store};
use crate::Done;

pub(super) const SEED: u64 = 512;
/// Rows that a run tells.
const ROWS: u64 = 240;
/// Bytes of a row: a few to a page, so that commits overwrite pages of earlier ones.
const SIZE: usize = 700;
/// SQLite copies its write-ahead log into the database this often, so that cuts fall into copying too.
const CHECKPOINT_PAGES: u32 = 60;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    if !strace::wanted("the proof of power cuts")? {
        return Ok(());
    }
    let place = root.join("target/prove-power");
    let mut page = Page::new("power", "Power cuts and failing disks");
    let during = if share == Share::Ci { Duration::from_millis(300) } else { Duration::from_secs(2) };
    let own = rate::measure(&place, during)?;
    page.figure(
        "the disk itself: 1 kB appended and synced",
        format!("{:.0}/s", own.per_second),
        format!("p50 {:.1} ms, p99 {:.1} ms", own.p50.as_secs_f64() * 1e3, own.p99.as_secs_f64() * 1e3),
    );
    for (synchronous, keeps) in [("full", true), ("normal", false), ("off", false)] {
        let outcome = bare(&place.join(synchronous), synchronous, share)?;
        report(&mut page, synchronous, keeps, &outcome);
    }
    power_store::prove(&mut page, &place, share)?;
    for fault in [
        "fsync,fdatasync:error=EIO:when=9+",
        "pwrite64:error=ENOSPC:when=40+",
        "fsync,fdatasync:error=EIO:when=12",
    ] {
        failing(&mut page, &place.join("failing"), fault)?;
    }
    page.finish(root, share, SEED)?;
    std::fs::remove_dir_all(&place).map_err(|cause| format!("{}: {cause}", place.display()))
}

fn load(file: &Path, synchronous: &str, threads: usize) -> Load {
    let synchronous = synchronous.to_owned();
    Load {
        file: file.to_owned(),
        count: ROWS,
        size: SIZE,
        threads,
        synchronous,
        checkpoint_pages: CHECKPOINT_PAGES,
    }
}

/// Bare rows in SQLite with one setting: one recording for each seed, with another number of tellers.
fn bare(place: &Path, synchronous: &str, share: Share) -> Result<Outcome, String> {
    let (cuts, seeds): (usize, u64) = if share == Share::Ci { (60, 1) } else { (500, 3) };
    let xtask = child::this()?;
    let mut all = Outcome::default();
    for seed in 0..seeds {
        let threads = [4, 1, 8][seed as usize % 3];
        let subject = Subject {
            inject: None,
            command: &|folder| load(&folder.join("rows.db"), synchronous, threads).command(&xtask),
            check: &|folder, acknowledged| bare_rows::check(&folder.join("rows.db"), SIZE, acknowledged),
        };
        all = all.and(cut(&subject, &place.join(seed.to_string()), cuts, SEED + seed)?);
    }
    Ok(all)
}

fn report(page: &mut Page, synchronous: &str, keeps: bool, outcome: &Outcome) {
    eprintln!("bare rows, {synchronous}: {outcome:?}");
    page.figure(
        format!("bare rows, `synchronous={synchronous}`: cuts"),
        outcome.cuts.to_string(),
        format!(
            "{} acknowledgements checked; {} syncs in {} calls",
            outcome.acknowledged, outcome.syncs, outcome.steps
        ),
    );
    page.must(
        &format!("bare rows, `synchronous={synchronous}`: images with a broken promise"),
        &format!("{} ({} rows)", outcome.bad, outcome.complaints),
        if keeps { "none" } else { "some, or the harness sees nothing" },
        (outcome.bad == 0) == keeps,
    );
    if let (true, Some(first)) = (keeps, &outcome.first) {
        page.figure("the first of them", first.clone(), "");
    }
}

/// A disk that fails: bare rows must stop, and keep what they acknowledged.
fn failing(page: &mut Page, place: &Path, fault: &str) -> Done {
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    if place.exists() {
        std::fs::remove_dir_all(place).map_err(failed)?;
    }
    std::fs::create_dir_all(place).map_err(failed)?;
    let file = place.join("rows.db");
    let ended =
        faults::run(&load(&file, "full", 4).command(&child::this()?), &[fault], &place.join("strace"))?;
    let acknowledged: Vec<String> = ended.stdout.lines().map(str::to_owned).collect();
    let complaints = bare_rows::check(&file, SIZE, &acknowledged);
    let stopped = ended.code != Some(0) && !ended.stderr.is_empty() && (acknowledged.len() as u64) < ROWS;
    page.must(
        &format!("bare rows, `{fault}`"),
        &format!(
            "{} calls failed, {} rows acknowledged, {} lost",
            ended.failed_calls,
            acknowledged.len(),
            complaints.len()
        ),
        "it stops with an error and loses nothing",
        ended.failed_calls > 0 && stopped && complaints.is_empty(),
    );
    Ok(())
}
