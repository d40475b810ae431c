//! A recorder of a process's writes, syncs and renames: it runs the process under `strace` and reads what that wrote.

mod acts;
mod descriptors;
mod line;
mod names;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::recording::Recording;

/// Whether `strace` is installed and may trace here.
pub(crate) fn available() -> bool {
    let tried = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    tried.is_ok_and(|output| output.status.success())
}

/// Whether to run what needs strace: no if it is missing, and then says so.
///
/// # Errors
/// When it is missing and `CANDOUR_REQUIRE=all` says that nothing may be skipped.
pub(crate) fn wanted(what: &str) -> Result<bool, String> {
    if available() {
        return Ok(true);
    }
    if std::env::var("CANDOUR_REQUIRE").is_ok_and(|required| required == "all") {
        return Err(format!("{what} needs strace; install the package `strace`, and allow ptrace"));
    }
    eprintln!("skipped: {what} needs strace; install the package `strace`, and allow ptrace");
    Ok(false)
}

/// Runs the command to its end and records what it did to the folder. Its standard output is recorded, not shown.
///
/// `inject` is what happens at a chosen call, in strace's words; `transcript` is where strace writes; it must lie outside the folder, takes four bytes for each byte written, and is left
/// there.
///
/// # Errors
/// When strace cannot run, or the process did to the folder what is not modelled. That the process itself fails is no
/// error: see [`Recording::exit`].
pub(crate) fn record(
    command: &Command,
    folder: &Path,
    transcript: &Path,
    inject: Option<&str>,
) -> Result<Recording, String> {
    let unreadable = |path: &Path, cause: std::io::Error| format!("{}: {cause}", path.display());
    let folder = folder.canonicalize().map_err(|cause| unreadable(folder, cause))?;
    let current = command.get_current_dir().map_or_else(std::env::current_dir, Path::canonicalize);
    let current = current.map_err(|cause| format!("the folder to run in: {cause}"))?;
    let mut recording = Recording::default();
    take(&folder, Path::new(""), &mut recording).map_err(|cause| unreadable(&folder, cause))?;
    let inject = inject.map(|what| format!("inject={what}"));
    let mut options = vec!["-y", "-xx", "-s", LONGEST_WRITE, "-e", acts::CALLS];
    options.extend(inject.iter().flat_map(|what| ["-e", what]));
    let status = under(command, &options, transcript)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .map_err(|cause| format!("strace: {cause}; install the package `strace`"))?;
    recording.exit = status.code();
    let text = std::fs::read_to_string(transcript).map_err(|cause| unreadable(transcript, cause))?;
    acts::read(&line::calls(&text), &folder, &current, &mut recording)?;
    Ok(recording)
}

/// Bytes of the longest single write that is recorded whole.
const LONGEST_WRITE: &str = "8388608";

/// The command under strace, with its surroundings; `options` say what is traced and how.
pub(super) fn under(command: &Command, options: &[&str], transcript: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "signal=none"]).args(options).arg("-o").arg(transcript);
    strace.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => strace.env(name, value),
            None => strace.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        strace.current_dir(folder);
    }
    strace
}

/// The files below a folder, by their path below it, with their content.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn files(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let mut found = Recording::default();
    take(folder, Path::new(""), &mut found).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    Ok(found.before)
}

/// Takes the files that are there already.
fn take(folder: &Path, below: &Path, recording: &mut Recording) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder.join(below))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        let path = below.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            recording.folders.push(path.clone());
            take(folder, &path, recording)?;
        } else {
            recording.before.push((path, std::fs::read(&entry)?));
        }
    }
    Ok(())
}
