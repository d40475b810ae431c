//! How many receipts, and how many bare rows, where every sync takes 4 ms: a disk of a small council, put in the place of a
//! fast one by a library that lets no sync return earlier.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use store::{Address, Counted, Reader};

use super::{FOLD_PAGES, SEED, begun, bytes_each};
use crate::Done;
use crate::prove::disk::bare_rows::Load;
use crate::prove::page::Page;
use crate::prove::tellings::{self, TellMany};
use crate::prove::{Share, child};

/// Receipts a second that a disk with syncs of about 4 ms must give.
const BAR: f64 = 5_000.0;
/// What a sync takes there.
const SYNC: Duration = Duration::from_millis(4);

/// The share of bare rows' rate that receipts must reach.
const SHARE: f64 = 0.6;

/// 64 tellers, then bare rows of the same size and as many to a commit, every sync made as long as [`SYNC`].
pub(super) fn prove(page: &mut Page, place: &Path, share: Share) -> Done {
    begun(place)?;
    let library = place.with_extension("so");
    if !built(&library)? {
        eprintln!("skipped: the disk with long syncs needs a C compiler; install the package `gcc`");
        return Ok(());
    }
    let (few, more) = if share == Share::Ci { (5, 15) } else { (100, 600) };
    let took = |count: u64, first_client: u64| -> Result<Duration, String> {
        let many = TellMany { clients: 64, count, first_client, ..TellMany::new(place, SEED) };
        let mut command = many.command(&child::this()?);
        command.env("LD_PRELOAD", &library).stdin(Stdio::null()).stdout(Stdio::null());
        let started = Instant::now();
        let status = command.status().map_err(|cause| format!("{command:?}: {cause}"))?;
        if status.success() { Ok(started.elapsed()) } else { Err(format!("{command:?} ended with {status}")) }
    };
    // What starting costs is in both.
    let short = took(few, 0)?;
    let before = commits(place)?;
    let long = took(more, 1_000)?;
    let rate = ((more - few) * 64) as f64 / long.saturating_sub(short).as_secs_f64().max(1e-9);
    let batch = (more * 64) as f64 / (commits(place)? - before).max(1) as f64;
    let size = bytes_each(place, (few + more) * 64)?;
    let bare = bare(place, &library, size, batch, more * 64)?;
    let judged = |bar: &str| {
        if share == Share::Ci { format!("{bar}, judged in the whole proof alone") } else { bar.to_owned() }
    };
    page.figure(
        "bare rows where each sync takes 4 ms (made so)",
        format!("{:.0}/s", bare.rate),
        format!("{size} bytes each, {:.1} a commit; receipts {batch:.1} a commit", bare.batch),
    );
    page.must(
        "receipts against bare rows of the same size and batch there",
        &format!("{:.0} %", rate / bare.rate * 100.0),
        &judged("at least 60 %"),
        rate >= SHARE * bare.rate || share == Share::Ci,
    );
    page.must(
        "receipts where each sync takes 4 ms, 64 tellers",
        &format!("{rate:.0}/s"),
        &judged("at least 5,000/s"),
        rate >= BAR || share == Share::Ci,
    );
    Ok(())
}

fn reader(place: &Path) -> Result<Reader, String> {
    Reader::open(&Address(tellings::database(place))).map_err(|cause| cause.to_string())
}

fn commits(place: &Path) -> Result<u64, String> {
    reader(place)?.count(Counted::Checkpoints).map_err(|cause| cause.to_string())
}

/// What bare rows did.
struct Bare {
    rate: f64,
    batch: f64,
}

/// Bare rows on the same disk. Of so many writers that wait for one sync nearly all share it.
fn bare(place: &Path, library: &Path, size: usize, batch: f64, count: u64) -> Result<Bare, String> {
    let load = Load {
        file: place.join("bare.db"),
        count,
        size,
        threads: (batch.round() as usize + 1).max(2),
        synchronous: "full".into(),
        checkpoint_pages: FOLD_PAGES,
    };
    let mut command = load.command(&child::this()?);
    command.args(["--speed", "yes"]).env("LD_PRELOAD", library).stdin(Stdio::null());
    let done = command.output().map_err(|cause| format!("{command:?}: {cause}"))?;
    let text = String::from_utf8_lossy(&done.stdout);
    let mut numbers = text.split(", ").map(|part| part.split(' ').next().and_then(|n| n.parse::<f64>().ok()));
    match (done.status.success(), numbers.next().flatten(), numbers.next().flatten()) {
        (true, Some(rate), Some(batch)) => Ok(Bare { rate, batch }),
        _ => Err(format!("{command:?} ended with {} and said `{}`", done.status, text.trim())),
    }
}

/// Builds a library whose syncs sync, and return once [`SYNC`] is over; `false` without a compiler.
fn built(library: &Path) -> Result<bool, String> {
    let source = library.with_extension("c");
    let text = format!(
        "#define _GNU_SOURCE\n#include <unistd.h>\n#include <sys/syscall.h>\n#include <time.h>\n\
         static int slow(long call, int fd) {{\n\
         struct timespec end; clock_gettime(CLOCK_MONOTONIC, &end); end.tv_nsec += {};\n\
         if (end.tv_nsec >= 1000000000) {{ end.tv_nsec -= 1000000000; end.tv_sec++; }}\n\
         int done = syscall(call, fd); clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, 0); return done; }}\n\
         int fsync(int fd) {{ return slow(SYS_fsync, fd); }}\n\
         int fdatasync(int fd) {{ return slow(SYS_fdatasync, fd); }}\n",
        SYNC.as_nanos()
    );
    std::fs::write(&source, text).map_err(|cause| format!("{}: {cause}", source.display()))?;
    let built = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(library).arg(&source).status();
    Ok(built.is_ok_and(|status| status.success()))
}
