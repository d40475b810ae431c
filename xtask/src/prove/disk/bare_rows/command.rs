//! `cargo xtask child bare-rows`: bare rows as a process of its own, so that it can be recorded, cut and made to fail.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Load, write};

const USE: &str = "cargo xtask child bare-rows --file FILE --count N --synchronous full|normal|off \
    [--threads K] [--size BYTES] [--checkpoint-pages P] [--speed yes]";

/// Runs the command: one line on standard output for each row, after its commit; with `--speed yes` one line at the end.
///
/// # Errors
/// When the arguments are wrong or SQLite fails.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let (load, speed) = read(arguments)?;
    let mut out = std::io::stdout().lock();
    let failed = |cause: std::io::Error| format!("standard output: {cause}");
    if speed {
        let speed = write(&load, |_| Ok(()))?;
        let line = format!(
            "{:.0} rows/s, {:.1} rows a commit, p50 {:.1} ms, p99 {:.1} ms",
            speed.rows_per_second,
            speed.mean_batch,
            speed.p50.as_secs_f64() * 1e3,
            speed.p99.as_secs_f64() * 1e3,
        );
        return writeln!(out, "{line}").map_err(failed);
    }
    write(&load, |rows| {
        let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
        out.write_all(lines.as_bytes()).and_then(|()| out.flush()).map_err(failed)
    })?;
    Ok(())
}

fn read(arguments: &[&str]) -> Result<(Load, bool), String> {
    let mut load = Load {
        file: PathBuf::new(),
        count: 0,
        size: 1_000,
        threads: 1,
        synchronous: "full".into(),
        checkpoint_pages: 1_000,
    };
    let mut speed = false;
    for pair in arguments.chunks(2) {
        let &[name, value] = pair else { return Err(USE.into()) };
        let number = || value.parse::<u32>().map_err(|_| format!("`{name} {value}` is no number; {USE}"));
        match name {
            "--file" => load.file = value.into(),
            "--count" => load.count = number()?.into(),
            "--size" => load.size = number()? as usize,
            "--threads" => load.threads = number()? as usize,
            "--checkpoint-pages" => load.checkpoint_pages = number()?,
            "--synchronous" if matches!(value, "full" | "normal" | "off") => load.synchronous = value.into(),
            "--speed" if value == "yes" => speed = true,
            _ => return Err(format!("`{name} {value}` is not known; {USE}")),
        }
    }
    if load.file.as_os_str().is_empty() || load.count == 0 {
        return Err(USE.into());
    }
    Ok((load, speed))
}

impl Load {
    /// The command that writes these rows and acknowledges them.
    pub(crate) fn command(&self, xtask: &Path) -> Command {
        let mut command = Command::new(xtask);
        command
            .args(["child", "bare-rows", "--synchronous", &self.synchronous])
            .arg("--file")
            .arg(&self.file);
        command.args(["--count", &self.count.to_string(), "--size", &self.size.to_string()]);
        command.args(["--threads", &self.threads.to_string()]);
        command.args(["--checkpoint-pages", &self.checkpoint_pages.to_string()]);
        command
    }
}
