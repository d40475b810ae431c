//! How fast one receipt is verified by a process that has just been started.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use record::policy::Policy;

use super::speed::ms;
use super::{SEED, begun};
use crate::Done;
use crate::prove::Share;
use crate::prove::disk::rate::percentile;
use crate::prove::page::Page;
use crate::prove::tellings;

/// Milliseconds that `candour verify` may take as a whole.
const BAR_MS: f64 = 5.0;

pub(super) fn prove(page: &mut Page, place: &Path, candour: &Path, policy: &Policy, share: Share) -> Done {
    begun(place)?;
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    let archive = tellings::open(place)?;
    let receipt = tellings::tell(&archive, policy, &tellings::telling(SEED, 0, 0), tellings::now())
        .map_err(|cause| cause.to_string())?;
    let key = archive.store().read(|reader| reader.meta("key")).map_err(|cause| cause.to_string())?;
    let (file, trust) = (place.join("a.tlog-proof"), place.join("trust"));
    std::fs::write(&file, receipt.proof.to_string()).map_err(failed)?;
    std::fs::write(&trust, format!("log {}\nquorum none\n", key.unwrap_or_default())).map_err(failed)?;
    let verify = || {
        let mut command = Command::new(candour);
        command.arg("verify").arg(&file).arg("--trust").arg(&trust);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    };
    let mut nothing = Command::new("true");
    let runs = if share == Share::Ci { 5 } else { 50 };
    let (mut took, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let started = Instant::now();
        let status = verify().status().map_err(failed)?;
        took.push(started.elapsed());
        if !status.success() {
            return Err(format!("{:?} ended with {status}", verify()));
        }
        let started = Instant::now();
        let _ = nothing.status().map_err(failed)?;
        bare.push(started.elapsed());
    }
    let (p50, p99, least) = (percentile(&mut took, 50), percentile(&mut took, 99), percentile(&mut bare, 50));
    page.figure(
        format!("`candour verify`, a new process each time, {runs} runs"),
        format!("p50 {} p99 {}", ms(p50), ms(p99)),
        format!("a process that does nothing (`true`): p50 {}", ms(least)),
    );
    let value = p50.as_secs_f64() * 1e3;
    page.bar("`candour verify`, p50", value, "ms", if share == Share::Ci { 100.0 } else { BAR_MS });
    Ok(())
}
