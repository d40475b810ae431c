//! A process that is watched: its wall time and its peak memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run of a command took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Took {
    pub(crate) wall: Duration,
    /// Peak resident memory as the kernel counts it.
    pub(crate) peak_mb: f64,
}

/// Runs the command to its end and looks at its memory as it goes. `fine` are the exit codes that are no failure.
pub(crate) fn watch(command: &mut Command, fine: &[i32]) -> Result<Took, String> {
    let started = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|cause| format!("{command:?}: {cause}"))?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    let status = loop {
        if let Ok(status) = std::fs::read_to_string(&status_file) {
            peak_kib = peak_kib.max(high_water(&status));
        }
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) => std::thread::sleep(Duration::from_millis(1)),
            Err(cause) => return Err(format!("{command:?}: {cause}")),
        }
    };
    let wall = started.elapsed();
    if !status.code().is_some_and(|code| fine.contains(&code)) {
        let mut words = String::new();
        if let Some(mut stderr) = child.stderr.take() {
            let _ = std::io::Read::read_to_string(&mut stderr, &mut words);
        }
        return Err(format!("{command:?} ended with {status}: {words}"));
    }
    Ok(Took { wall, peak_mb: peak_kib as f64 / 1024.0 })
}

/// Peak resident memory of this process so far, as the kernel counts it.
pub(crate) fn own_peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    high_water(&status) as f64 / 1024.0
}

fn high_water(status: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

/// The release binary of candour, built first.
pub(crate) fn candour(root: &std::path::Path) -> Result<std::path::PathBuf, String> {
    let built =
        Command::new("cargo").args(["build", "--release", "--package", "candour"]).current_dir(root).status();
    match built {
        Ok(status) if status.success() => {
            let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
            Ok(target.join("release/candour"))
        }
        other => Err(format!("cargo build --release: {other:?}")),
    }
}

/// The program that runs now: a proof starts it again for the commands behind `child`.
pub(crate) fn this() -> Result<std::path::PathBuf, String> {
    std::env::current_exe().map_err(|cause| format!("the program itself: {cause}"))
}
