//! Proofs of fraud: found, written, checked, and put in plain words.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

use ledger::fork::Fraud;
use ledger::{Checkpoint, Fork, TrustPolicy};

use super::WrongUse;

/// How a proof of fraud begins.
const FIRST_LINE: &[u8] = b"candour/fork@";

/// Is the file a proof of fraud?
pub(crate) fn is_fork(bytes: &[u8]) -> bool {
    bytes.starts_with(FIRST_LINE)
}

/// Checks a proof against the logs of a policy.
pub(crate) fn check(bytes: &[u8], trust: &TrustPolicy) -> Result<Fraud, String> {
    let fork = Fork::parse(bytes).map_err(|cause| cause.to_string())?;
    let a = Checkpoint::parse(fork.a.text()).map_err(|cause| cause.to_string())?;
    let mut of_log = trust.logs().iter().filter(|log| log.key.name() == a.origin()).peekable();
    if of_log.peek().is_none() {
        return Err(format!("log `{}` is not in your trust policy", a.origin()));
    }
    let mut why = String::new();
    for log in of_log {
        match fork.check(&log.key) {
            Ok(fraud) => return Ok(fraud),
            Err(cause) => why = cause.to_string(),
        }
    }
    Err(why)
}

/// What a proof of fraud shows, for somebody who has never heard of one.
pub(crate) fn in_words(out: &mut impl Write, fraud: &Fraud) -> std::io::Result<()> {
    let (a, b) = (&fraud.a, &fraud.b);
    writeln!(out, "  The log {} signed two histories that cannot both be true.", a.origin())?;
    writeln!(out, "  First it signed that its first {} entries have the root {}.", a.size(), a.root())?;
    if a.size() == b.size() {
        writeln!(out, "  Then it signed another root for the same number: {}.", b.root())?;
    } else {
        writeln!(out, "  Then it signed {} entries, whose first {} are not those.", b.size(), a.size())?;
    }
    writeln!(
        out,
        "  So whoever holds its key changed, moved or left out an entry after it was signed, or showed two people two"
    )?;
    writeln!(out, "  different logs. Both signatures are the log's own: nobody else can have made them.")?;
    writeln!(
        out,
        "  It does not show who did it, or which entry it was. Keep the file, and the receipts it came from."
    )
}

pub(crate) fn as_json(fraud: &Fraud) -> serde_json::Value {
    let one = |is: &Checkpoint| serde_json::json!({"size": is.size(), "root": is.root().to_string()});
    serde_json::json!({"origin": fraud.a.origin(), "first": one(&fraud.a), "second": one(&fraud.b)})
}

/// Writes a proof beside the caller, never over another file.
pub(crate) fn write(fork: &Fork, at: Option<&Path>, place: usize) -> Result<PathBuf, Box<dyn Error>> {
    let size = Checkpoint::parse(fork.a.text()).map_or(0, |is| is.size());
    let path = match (at, place) {
        (Some(path), 0) => path.to_owned(),
        (Some(path), more) => PathBuf::from(format!("{}.{more}", path.display())),
        (None, _) => PathBuf::from(format!("fork-{size}.txt")),
    };
    let text = fork.to_string();
    if std::fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(path);
    }
    let written = || -> std::io::Result<()> {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    written().map_err(|cause| {
        WrongUse(format!(
            "`{}`: {cause}; the proof of fraud was not written, name another file with `--fork`",
            path.display()
        ))
    })?;
    Ok(path)
}
