//! A command on a disk that fails: `strace` makes chosen calls fail as the kernel would.

use std::path::Path;
use std::process::{Command, Stdio};

use super::strace::under;

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code; none if a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// How many calls were made to fail. None at all proves nothing.
    pub(crate) failed_calls: usize,
}

/// Runs the command with these faults, such as `fsync,fdatasync:error=EIO:when=3` (the third one of each
/// thread fails; which of the two a library calls is its own affair) or
/// `pwrite64:error=ENOSPC:when=10+` (from the tenth on). A fault is in strace's words: `man strace`, `inject=`.
///
/// `transcript` is where strace writes; it is left there.
///
/// # Errors
/// When strace cannot run. That the command fails is no error.
pub(crate) fn run(command: &Command, faults: &[&str], transcript: &Path) -> Result<Ended, String> {
    let calls: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    let trace = format!("trace={}", calls.join(","));
    let injected: Vec<String> = faults.iter().map(|fault| format!("inject={fault}")).collect();
    let mut options = vec!["-e", trace.as_str()];
    options.extend(injected.iter().flat_map(|fault| ["-e", fault.as_str()]));
    let output = under(command, &options, transcript)
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| format!("strace: {cause}; install the package `strace`"))?;
    let text = std::fs::read(transcript).map_err(|cause| format!("{}: {cause}", transcript.display()))?;
    Ok(Ended {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        failed_calls: String::from_utf8_lossy(&text).matches("(INJECTED)").count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_call_fails_and_the_others_do_not() {
        if !super::super::strace::wanted("a test of failing disks").unwrap() {
            return;
        }
        let transcript = std::env::temp_dir().join(format!("candour-faults-{}", std::process::id()));
        let mut shell = Command::new("sh");
        shell.args(["-c", "echo one; echo two; echo three"]);
        let ended = run(&shell, &["write:error=ENOSPC:when=2"], &transcript).unwrap();
        std::fs::remove_file(&transcript).unwrap();
        // The second is the shell's attempt to say "two"; its complaint on standard error is the third.
        assert!(ended.stdout.starts_with("one\n") && !ended.stdout.contains("two"), "{ended:?}");
        assert!(ended.stdout.ends_with("three\n") && !ended.stderr.is_empty(), "{ended:?}");
        assert_eq!((ended.code, ended.failed_calls), (Some(0), 1));
    }
}
