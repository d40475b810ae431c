//! The engine beside Mesa, a general framework in Python: one small model in both, in the same run.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::Done;
use crate::prove::page::Page;

/// What both are given: agents, days, the chance a day that trouble begins, and that it ends.
const MODEL: (u32, u32, f64, f64) = (10_000, 1_461, 0.000_5, 0.002);
const SEED: u64 = 1;
/// The release whose speed is stated.
const RELEASE: &str = "mesa==3.3.1";

/// Runs both. Without Python, or without Mesa where it cannot be fetched, says so and goes on.
pub(super) fn beside(page: &mut Page, root: &Path, place: &Path) -> Done {
    let Some(python) = python(place) else {
        eprintln!("skipped: the peer needs Python 3 with `venv` and the package {RELEASE}");
        return Ok(());
    };
    let (agents, days, begins, ends) = MODEL;
    let started = Instant::now();
    let ours = simulated::two_states(agents, days, begins, ends, SEED);
    let seconds = started.elapsed().as_secs_f64();
    let script = root.join("xtask/src/prove/simulate/two_states.py");
    let mut command = Command::new(&python);
    command.arg(script).args([agents.to_string(), days.to_string(), begins.to_string(), ends.to_string()]);
    let done = command.arg(SEED.to_string()).output().map_err(|cause| format!("{command:?}: {cause}"))?;
    let said = String::from_utf8_lossy(&done.stdout);
    let words: Vec<&str> = said.split_whitespace().collect();
    let [version, their_seconds, begun, ended, trouble] = words[..] else {
        return Err(format!("{command:?} said `{}`", String::from_utf8_lossy(&done.stderr).trim()));
    };
    let number = |text: &str| text.parse::<f64>().map_err(|cause| format!("`{text}`: {cause}"));
    let (theirs, their_days) = (number(their_seconds)?, number(trouble)?);
    let agent_days = f64::from(agents) * f64::from(days);
    page.figure(
        format!("one small model in Mesa {version}"),
        format!("{:.2} M agent-days/s", agent_days / theirs / 1e6),
        format!(
            "{agents} agents, {days} days; trouble began {begun} times, ended {ended}, {trouble} days of it"
        ),
    );
    page.figure(
        "the same here",
        format!("{:.0} M agent-days/s, {:.0} x", agent_days / seconds / 1e6, theirs / seconds),
        format!("trouble began {} times, ended {}, {} days of it", ours.begun, ours.ended, ours.days),
    );
    let apart = (ours.days as f64 / their_days - 1.0).abs() * 100.0;
    // Some 6,000 times of trouble on each side, their lengths exponential: three standard errors of the difference.
    page.bar("days of trouble apart from each other", apart, "%", 6.0);
    Ok(())
}

/// A Python that has Mesa: the system's, or one made for this run.
fn python(place: &Path) -> Option<std::path::PathBuf> {
    let works = |python: &Path| {
        let tried = Command::new(python).args(["-c", "import mesa"]).output();
        tried.is_ok_and(|done| done.status.success())
    };
    let own = Path::new("python3");
    if works(own) {
        return Some(own.to_owned());
    }
    let venv = place.join("python");
    let made = Command::new(own).args(["-m", "venv"]).arg(&venv).output().ok()?;
    let python = venv.join("bin/python");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "-q", "--disable-pip-version-check", "install", RELEASE]);
    (made.status.success() && pip.output().ok()?.status.success() && works(&python)).then_some(python)
}
