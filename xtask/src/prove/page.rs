//! A measured claim as a page of `docs/measured/`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::Share;
use crate::Done;

/// One proof's results.
pub(crate) struct Page {
    name: &'static str,
    title: &'static str,
    rows: Vec<(String, String, String)>,
    failed: Vec<String>,
}

impl Page {
    pub(crate) fn new(name: &'static str, title: &'static str) -> Self {
        Self { name, title, rows: Vec::new(), failed: Vec::new() }
    }

    /// A figure with what it means or what it is compared with.
    pub(crate) fn figure(
        &mut self,
        what: impl Into<String>,
        value: impl Into<String>,
        beside: impl Into<String>,
    ) {
        self.rows.push((what.into(), value.into(), beside.into()));
    }

    /// A bar that must be met.
    pub(crate) fn bar(&mut self, what: &str, value: f64, unit: &str, at_most: f64) {
        let met = value <= at_most;
        let verdict = if met { "met" } else { "NOT MET" };
        self.figure(what, format!("{value:.2} {unit}"), format!("at most {at_most} {unit}: {verdict}"));
        if !met {
            self.failed.push(format!("{what}: {value:.2} {unit}, at most {at_most}"));
        }
    }

    /// Something that must hold, in words.
    pub(crate) fn must(&mut self, what: &str, found: &str, wanted: &str, met: bool) {
        let verdict = if met { "met" } else { "NOT MET" };
        self.figure(what, found, format!("{wanted}: {verdict}"));
        if !met {
            self.failed.push(format!("{what}: {found}, wanted: {wanted}"));
        }
    }

    /// Prints the page; the whole proof is also written down.
    pub(crate) fn finish(self, root: &Path, share: Share, seed: u64) -> Done {
        let mut text = format!("# {}\n\n", self.title);
        let _ = writeln!(text, "`cargo xtask prove {}`\n", self.name);
        let _ = writeln!(
            text,
            "| | |\n|---|---|\n| commit | {} |\n| seed | {seed} |\n| machine | {} |\n",
            commit(root),
            machine()
        );
        text.push_str("| what | measured | beside |\n|---|---|---|\n");
        for (what, value, beside) in &self.rows {
            let _ = writeln!(text, "| {what} | {value} | {beside} |");
        }
        eprintln!("{text}");
        if share == Share::Whole {
            let place = root.join("docs/measured").join(format!("{}.md", self.name));
            std::fs::write(&place, text).map_err(|cause| format!("{}: {cause}", place.display()))?;
        }
        if self.failed.is_empty() { Ok(()) } else { Err(format!("not met: {}", self.failed.join("; "))) }
    }
}

fn commit(root: &Path) -> String {
    let output = Command::new("git")
        .args(["describe", "--always", "--dirty", "--abbrev=12"])
        .current_dir(root)
        .output();
    output
        .map_or_else(|_| "unknown".into(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Cores and memory: what a figure depends on, without naming the machine.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = memory.lines().next().and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    let gib = total.map_or_else(|| "unknown".into(), |kib| format!("{} GiB", kib / 1024 / 1024));
    format!("{cores} cores, {gib}, shared with other work")
}
