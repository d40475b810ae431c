//! `candour verify`: a receipt alone, offline, against a trust policy.

use std::error::Error;
use std::io::{Read, Write};
use std::path::Path;

use ledger::opening::Opening;
use ledger::{TlogProof, TrustPolicy};
use record::policy::Policy;
use told::statement::Statement;

use super::{WrongUse, statement};
use crate::{args, exit};

/// Receipts have some kilobytes; more is something else.
const LARGEST: u64 = 4 << 20;

pub(crate) fn run(args: &args::Verify, json: bool, policy: Option<&Policy>) -> Result<u8, Box<dyn Error>> {
    let trust = read(&args.trust)?;
    let trust = TrustPolicy::parse(&trust)
        .map_err(|cause| WrongUse(format!("trust policy `{}`: {cause}", args.trust.display())))?;
    let mut all_hold = true;
    let mut answers = Vec::new();
    for file in &args.files {
        let bytes = read(file)?;
        match check(&bytes, &trust) {
            Ok(holds) => answers.push((file, Ok(holds))),
            Err(why) => {
                all_hold = false;
                answers.push((file, Err(why)));
            }
        }
    }
    let mut out = std::io::stdout();
    for (file, answer) in &answers {
        if json {
            writeln!(out, "{}", as_json(file, answer, policy, args.names))?;
        } else {
            in_words(&mut out, file, answer, policy, args.names)?;
        }
    }
    Ok(if all_hold { 0 } else { exit::FINDINGS })
}

/// What a receipt that holds says.
struct Holds {
    statement: Statement,
    origin: String,
    index: u64,
    size: u64,
    witnesses: Vec<(String, u64)>,
}

fn check(bytes: &[u8], trust: &TrustPolicy) -> Result<Holds, String> {
    let proof = TlogProof::parse(bytes).map_err(|cause| cause.to_string())?;
    let extra = proof
        .extra
        .as_deref()
        .ok_or("it has no line `extra`: what was recorded is not in it; fetch it again")?;
    let opening = Opening::from_bytes(extra).map_err(|cause| cause.to_string())?;
    let entry = opening.entry().map_err(|cause| cause.to_string())?;
    let checked =
        ledger::check(&proof, ledger::leaf_hash(&entry), trust).map_err(|cause| cause.to_string())?;
    Ok(Holds {
        statement: Statement::of(&opening),
        origin: checked.judged.origin,
        index: proof.index,
        size: checked.judged.checkpoint.size(),
        witnesses: checked.judged.witnesses,
    })
}

fn in_words(
    out: &mut impl Write,
    file: &Path,
    answer: &Result<Holds, String>,
    policy: Option<&Policy>,
    names: bool,
) -> std::io::Result<()> {
    let holds = match answer {
        Ok(holds) => holds,
        Err(why) => {
            writeln!(out, "{}: DOES NOT HOLD", file.display())?;
            return writeln!(out, "  {why}");
        }
    };
    let statement = &holds.statement;
    if statement.is_receipt() {
        writeln!(out, "{}: HOLDS, a receipt", file.display())?;
    } else {
        writeln!(
            out,
            "{}: HOLDS, a proof of an entry; it is no receipt: candour took it from a file",
            file.display()
        )?;
    }
    for (name, value) in statement::lines(statement, policy, names) {
        writeln!(out, "  {name}: {value}")?;
    }
    writeln!(out, "  Log: {}, entry {} of {}", holds.origin, holds.index, holds.size)?;
    if holds.witnesses.is_empty() {
        writeln!(out, "  Witnesses: none yet; the proof leans on the log's own key")?;
    }
    for (name, time) in &holds.witnesses {
        let at = statement::time(record::Logged((*time).cast_signed().saturating_mul(1_000_000)), policy);
        writeln!(out, "  Witness: {name}, {at}")?;
    }
    writeln!(out, "  It does not show that anybody read it, or that what was told is true.")
}

fn as_json(
    file: &Path,
    answer: &Result<Holds, String>,
    policy: Option<&Policy>,
    names: bool,
) -> serde_json::Value {
    match answer {
        Err(why) => serde_json::json!({"file": file, "holds": false, "why": why}),
        Ok(holds) => {
            let statement = &holds.statement;
            serde_json::json!({
                "file": file, "holds": true, "receipt": statement.is_receipt(),
                "origin": holds.origin, "index": holds.index, "size": holds.size,
                "witnesses": holds.witnesses.iter().map(|(name, time)| serde_json::json!({"name": name, "time": time})).collect::<Vec<_>>(),
                "says": statement::lines(statement, policy, names).into_iter().collect::<std::collections::BTreeMap<_, _>>(),
            })
        }
    }
}

/// Reads a small file whole.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let wrong = |cause: std::io::Error| WrongUse(format!("`{}`: {cause}", path.display()));
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(wrong)?.take(LARGEST).read_to_end(&mut bytes).map_err(wrong)?;
    Ok(bytes)
}
