//! `candour log`: audit, export, trust.

mod audit;
mod cosigned;
mod static_audit;

use std::error::Error;
use std::io::Write;

use ledger::VerifierKey;
use record::policy::Policy;

use super::{WrongUse, verify};
use crate::args::{Log, LogCommand, LogExport, LogTrust};
use crate::progress_bar::Bar;

pub(crate) fn run(log: &Log, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    match &log.command {
        LogCommand::Audit(args) => match &args.dir {
            Some(dir) => static_audit::run(dir, args, json),
            None => audit::run(args, json, policy),
        },
        LogCommand::Export(args) => export(args, json),
        LogCommand::Cosigned(args) => cosigned::run(args, json),
        LogCommand::Trust(args) => trust(args, json),
    }
}

fn export(args: &LogExport, json: bool) -> Result<u8, Box<dyn Error>> {
    let address = address(&args.store)?;
    let bar = Bar::new();
    let exported = desk::static_log::export(&address, &args.out, &|progress| bar.show(progress));
    bar.finish();
    let exported = exported?;
    let mut out = std::io::stdout();
    if json {
        let summary = serde_json::json!({
            "out": args.out, "origin": exported.origin, "before": exported.before, "size": exported.size,
            "files": exported.files,
        });
        writeln!(out, "{summary}")?;
        return Ok(0);
    }
    writeln!(
        out,
        "{}: {} entries in {}, {} of them new; {} files written",
        exported.origin,
        exported.size,
        args.out.display(),
        exported.size - exported.before,
        exported.files
    )?;
    writeln!(out, "Check it: candour log audit --dir {} --trust POLICY", args.out.display())?;
    Ok(0)
}

fn trust(args: &LogTrust, json: bool) -> Result<u8, Box<dyn Error>> {
    let reader = store::Reader::open(&address(&args.store)?)?;
    let key = reader.meta("key")?.unwrap_or_default();
    let key = VerifierKey::parse(&key).map_err(|cause| store::Error::Log(format!("its key: {cause}")))?;
    let mut out = std::io::stdout();
    if json {
        writeln!(out, "{}", serde_json::json!({"origin": key.name(), "key": key.to_string()}))?;
    } else {
        write!(out, "{}", desk::static_log::trust_policy(&key))?;
    }
    Ok(0)
}

fn address(url: &str) -> Result<store::Address, WrongUse> {
    url.parse().map_err(|error: store::Error| WrongUse(error.to_string()))
}

/// Reads a trust policy.
fn policy_of(path: &std::path::Path) -> Result<ledger::TrustPolicy, Box<dyn Error>> {
    let bytes = verify::read(path)?;
    let policy = ledger::TrustPolicy::parse(&bytes);
    Ok(policy.map_err(|cause| WrongUse(format!("trust policy `{}`: {cause}", path.display())))?)
}

/// The findings as machines read them.
fn findings_as_json(findings: &desk::audit::Findings) -> serde_json::Value {
    let one = |finding: &desk::audit::Finding| serde_json::json!({"entry": finding.entry, "code": finding.code, "what": finding.words});
    findings.list().iter().map(one).collect()
}

/// The findings as people read them.
fn findings_in_words(out: &mut impl Write, findings: &desk::audit::Findings) -> std::io::Result<()> {
    for finding in findings.list() {
        writeln!(out, "{finding}")?;
    }
    let more = findings.count() - findings.list().len() as u64;
    if more > 0 {
        writeln!(out, "and {more} more")?;
    }
    Ok(())
}
