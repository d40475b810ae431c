//! `candour log audit --store URL`.

use std::error::Error;
use std::io::Write;

use desk::audit::{Anchor, AuditOptions, Audited};
use record::policy::Policy;

use super::{findings_as_json, findings_in_words, policy_of};
use crate::args::LogAudit;
use crate::commands::{WrongUse, fork, place, verify};
use crate::exit;
use crate::progress_bar::Bar;

pub(crate) fn run(args: &LogAudit, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let place = place::at(&args.at)?;
    let trust = args.trust.as_deref().map(policy_of).transpose()?;
    let mut since = Vec::with_capacity(args.since.len());
    for path in &args.since {
        let bytes = verify::read(path)?;
        let anchor = Anchor::parse(&path.display().to_string(), &bytes);
        since.push(anchor.map_err(|cause| WrongUse(cause.to_string()))?);
    }
    let bar = Bar::new();
    let ask = place::passphrase(&args.at.secrets, &bar);
    let audited = desk::audit::audit(
        &place,
        &AuditOptions {
            policy,
            since: &since,
            trust: trust.as_ref(),
            renew: args.renew,
            passphrase: if args.open { Some(&ask) } else { None },
            progress: &|progress| bar.show(progress),
        },
    );
    bar.finish();
    let audited = audited?;
    let mut forks = Vec::with_capacity(audited.forks.len());
    for (place, found) in audited.forks.iter().enumerate() {
        forks.push(fork::write(found, args.fork.as_deref(), place)?);
    }
    let mut out = std::io::stdout();
    if json {
        let summary = serde_json::json!({
            "origin": audited.origin, "size": audited.size, "root": audited.root.map(|root| root.to_string()),
            "checkpoints": audited.checkpoints, "right": audited.findings.is_empty(),
            "findings": audited.findings.count(), "list": findings_as_json(&audited.findings),
            "continues": audited.continues.iter().map(|(name, size)| serde_json::json!({"file": name, "size": size})).collect::<Vec<_>>(),
            "refused_erasures": audited.refused_erasures, "forks": forks, "not_checked": audited.unchecked, "renewed": audited.renewed,
        });
        writeln!(out, "{summary}")?;
    } else {
        in_words(&mut out, &audited, &forks)?;
    }
    Ok(if audited.findings.is_empty() { 0 } else { exit::FINDINGS })
}

fn in_words(out: &mut impl Write, audited: &Audited, forks: &[std::path::PathBuf]) -> std::io::Result<()> {
    if audited.findings.is_empty() {
        writeln!(out, "Nothing is wrong with what was checked.")?;
    } else {
        writeln!(
            out,
            "WRONG: {} found, the first bad entry first",
            super::super::policy::count(audited.findings.count() as usize, "thing")
        )?;
        findings_in_words(out, &audited.findings)?;
    }
    writeln!(
        out,
        "Log {}: {} entries under {} signed checkpoints",
        audited.origin, audited.size, audited.checkpoints
    )?;
    if let Some(root) = audited.root {
        writeln!(out, "Root: {root}")?;
    }
    for (name, size) in &audited.continues {
        writeln!(out, "It continues {name}, which was signed over {size} entries")?;
    }
    for entry in &audited.refused_erasures {
        writeln!(
            out,
            "Entry {entry}: an erasure, or the lifting of a hold, was refused to a post; whoever oversees the log should ask why"
        )?;
    }
    if audited.renewed {
        writeln!(out, "The second copy of the last signed size was made anew")?;
    }
    for (found, path) in audited.forks.iter().zip(forks) {
        writeln!(out, "PROOF OF FRAUD written to {}", path.display())?;
        let both = (ledger::Checkpoint::parse(found.a.text()), ledger::Checkpoint::parse(found.b.text()));
        if let (Ok(a), Ok(b)) = both {
            fork::in_words(out, &ledger::fork::Fraud { a, b })?;
        }
        writeln!(out, "  Anybody can check it: candour verify --fork {} --trust POLICY", path.display())?;
    }
    writeln!(out, "Not checked:")?;
    audited.unchecked.iter().try_for_each(|words| writeln!(out, "- {words}"))
}
