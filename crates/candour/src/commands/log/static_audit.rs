//! `candour log audit --dir DIR`: a log as files, ours or anybody's.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use super::{findings_as_json, findings_in_words, policy_of};
use crate::args::LogAudit;
use crate::commands::{WrongUse, fork};
use crate::exit;
use crate::progress_bar::Bar;

pub(crate) fn run(dir: &Path, args: &LogAudit, json: bool) -> Result<u8, Box<dyn Error>> {
    let trust = args.trust.as_deref().ok_or_else(|| WrongUse("name the log's key with `--trust`".into()))?;
    let trust = policy_of(trust)?;
    let bar = Bar::new();
    let audited = desk::static_log::audit(dir, &trust, &|progress| bar.show(progress));
    bar.finish();
    let audited = audited?;
    let mut forks = Vec::with_capacity(audited.forks.len());
    for (place, found) in audited.forks.iter().enumerate() {
        forks.push(fork::write(found, args.fork.as_deref(), place)?);
    }
    let mut out = std::io::stdout();
    if json {
        let summary = serde_json::json!({
            "dir": dir, "origin": audited.origin, "size": audited.size,
            "root": audited.root.map(|root| root.to_string()), "checkpoints": audited.checkpoints,
            "tiles": audited.tiles, "right": audited.findings.is_empty(), "findings": audited.findings.count(),
            "list": findings_as_json(&audited.findings), "forks": forks,
            "witnesses": audited.witnesses.iter().map(|(name, time)| serde_json::json!({"name": name, "time": time})).collect::<Vec<_>>(),
        });
        writeln!(out, "{summary}")?;
    } else {
        if audited.findings.is_empty() {
            writeln!(out, "Nothing is wrong with what was checked.")?;
        } else {
            writeln!(out, "WRONG:")?;
            findings_in_words(&mut out, &audited.findings)?;
        }
        writeln!(
            out,
            "Log {}: {} entries, {} checkpoints and {} tiles and bundles compared",
            audited.origin, audited.size, audited.checkpoints, audited.tiles
        )?;
        if audited.witnesses.is_empty() {
            writeln!(
                out,
                "Witnesses: none; that everybody is shown this same log, only the log itself says"
            )?;
        }
        for (name, _) in &audited.witnesses {
            writeln!(out, "Witness: {name}")?;
        }
        for path in &forks {
            writeln!(
                out,
                "PROOF OF FRAUD written to {}: candour verify --fork {0} --trust POLICY",
                path.display()
            )?;
        }
        writeln!(
            out,
            "Not checked: what the entries mean. They are commitments; receipts open them one by one"
        )?;
    }
    Ok(if audited.findings.is_empty() { 0 } else { exit::FINDINGS })
}
