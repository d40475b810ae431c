//! How many receipts where every sync takes 4 ms: a disk of a small council, put in the place of a fast one by a library
//! that waits after each sync.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{SEED, begun};
use crate::Done;
use crate::prove::disk::rate;
use crate::prove::page::Page;
use crate::prove::tellings::TellMany;
use crate::prove::{Share, child};

/// Receipts a second that a disk with syncs of about 4 ms must give.
const BAR: f64 = 5_000.0;
/// What a sync takes there.
const SYNC: Duration = Duration::from_millis(4);

/// 64 tellers, their store's every sync made as long as [`SYNC`].
pub(super) fn prove(page: &mut Page, place: &Path, share: Share) -> Done {
    begun(place)?;
    let disk = rate::measure(place, Duration::from_millis(300))?;
    let library = place.with_extension("so");
    if !built(&library, SYNC.saturating_sub(disk.p50))? {
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
    let long = took(more, 1_000)?;
    let rate = ((more - few) * 64) as f64 / long.saturating_sub(short).as_secs_f64().max(1e-9);
    page.must(
        "receipts where each sync takes 4 ms (made so), 64 tellers",
        &format!("{rate:.0}/s"),
        if share == Share::Ci {
            "at least 5,000/s, judged in the whole proof alone"
        } else {
            "at least 5,000/s"
        },
        rate >= BAR || share == Share::Ci,
    );
    Ok(())
}

/// Builds a library whose syncs sync and then wait; `false` without a compiler.
fn built(library: &Path, wait: Duration) -> Result<bool, String> {
    let source = library.with_extension("c");
    let text = format!(
        "#define _GNU_SOURCE\n#include <unistd.h>\n#include <sys/syscall.h>\n#include <time.h>\n\
         static int after(long done) {{ struct timespec t = {{0, {}}}; nanosleep(&t, 0); return (int) done; }}\n\
         int fsync(int fd) {{ return after(syscall(SYS_fsync, fd)); }}\n\
         int fdatasync(int fd) {{ return after(syscall(SYS_fdatasync, fd)); }}\n",
        wait.as_nanos()
    );
    std::fs::write(&source, text).map_err(|cause| format!("{}: {cause}", source.display()))?;
    let built = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(library).arg(&source).status();
    Ok(built.is_ok_and(|status| status.success()))
}
