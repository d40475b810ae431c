//! `candour verify`: a receipt alone, offline, against a trust policy.

use std::error::Error;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use ledger::fork::Fraud;
use ledger::opening::Opening;
use ledger::{Checkpoint, Fork, Note, TlogProof, TrustPolicy};
use record::policy::Policy;
use told::statement::Statement;

use super::{WrongUse, fork, statement};
use crate::{args, exit};

/// Receipts have some kilobytes; more is something else.
const LARGEST: u64 = 4 << 20;

pub(crate) fn run(args: &args::Verify, json: bool, policy: Option<&Policy>) -> Result<u8, Box<dyn Error>> {
    let trust = read(&args.trust)?;
    let trust = TrustPolicy::parse(&trust)
        .map_err(|cause| WrongUse(format!("trust policy `{}`: {cause}", args.trust.display())))?;
    let mut all_hold = true;
    let mut answers = Vec::new();
    let mut out = std::io::stdout();
    for file in args.files.iter().chain(&args.fork) {
        let bytes = read(file)?;
        if fork::is_fork(&bytes) || args.fork.contains(file) {
            all_hold &= fork_file(&mut out, file, &bytes, &trust, json)?;
            continue;
        }
        match check(&bytes, &trust) {
            Ok(holds) => answers.push((file, Ok(holds))),
            Err(why) => {
                all_hold = false;
                answers.push((file, Err(why)));
            }
        }
    }
    for (file, answer) in &answers {
        if json {
            writeln!(out, "{}", as_json(file, answer, policy, args.names))?;
        } else {
            in_words(&mut out, file, answer, policy, args.names)?;
        }
    }
    all_hold &= !contradictions(&mut out, &answers, json)?;
    Ok(if all_hold { 0 } else { exit::FINDINGS })
}

/// Says what a proof of fraud shows; answers whether it holds.
fn fork_file(
    out: &mut impl Write,
    file: &Path,
    bytes: &[u8],
    trust: &TrustPolicy,
    json: bool,
) -> std::io::Result<bool> {
    let checked = fork::check(bytes, trust);
    match &checked {
        Ok(fraud) if json => {
            writeln!(
                out,
                "{}",
                serde_json::json!({"file": file, "holds": true, "fraud": fork::as_json(fraud)})
            )?;
        }
        Err(why) if json => {
            writeln!(out, "{}", serde_json::json!({"file": file, "holds": false, "why": why}))?;
        }
        Ok(fraud) => {
            writeln!(out, "{}: HOLDS, a proof of fraud", file.display())?;
            fork::in_words(out, fraud)?;
        }
        Err(why) => {
            writeln!(out, "{}: DOES NOT HOLD", file.display())?;
            writeln!(out, "  {why}")?;
            writeln!(out, "  That this proves nothing does not show that the log is honest.")?;
        }
    }
    Ok(checked.is_ok())
}

/// Looks for two receipts of one log and one size with two roots, and writes the proof; answers whether there are any.
fn contradictions(
    out: &mut impl Write,
    answers: &[(&PathBuf, Result<Holds, String>)],
    json: bool,
) -> Result<bool, Box<dyn Error>> {
    let mut seen: std::collections::BTreeMap<(String, u64), (&Path, Note)> =
        std::collections::BTreeMap::new();
    let mut found = false;
    for (file, holds) in answers.iter().filter_map(|(file, answer)| Some((file, answer.as_ref().ok()?))) {
        let at = (holds.origin.clone(), holds.size);
        let Some((first, note)) = seen.get(&at) else {
            seen.insert(at, (file, holds.checkpoint.clone()));
            continue;
        };
        let (a, b) = (Checkpoint::parse(note.text())?, Checkpoint::parse(holds.checkpoint.text())?);
        if a.root() == b.root() {
            continue;
        }
        found = true;
        let proof =
            Fork { prefix: b.root(), hashes: Vec::new(), a: note.clone(), b: holds.checkpoint.clone() };
        let written = fork::write(&proof, None, 0)?;
        let fraud = Fraud { a, b };
        if json {
            let fraud = fork::as_json(&fraud);
            writeln!(
                out,
                "{}",
                serde_json::json!({"contradict": [first, file], "fork": written, "fraud": fraud})
            )?;
        } else {
            writeln!(out, "{} and {} CONTRADICT EACH OTHER", first.display(), file.display())?;
            fork::in_words(out, &fraud)?;
            writeln!(out, "  PROOF OF FRAUD written to {}", written.display())?;
        }
    }
    Ok(found)
}

/// What a receipt that holds says.
struct Holds {
    statement: Statement,
    origin: String,
    index: u64,
    size: u64,
    witnesses: Vec<(String, u64)>,
    checkpoint: Note,
}

fn check(bytes: &[u8], trust: &TrustPolicy) -> Result<Holds, String> {
    let proof = TlogProof::parse(bytes).map_err(|cause| cause.to_string())?;
    let extra = proof
        .extra
        .as_deref()
        .ok_or("it has no line `extra`: what was recorded is not in it; fetch it again")?;
    let opening = Opening::from_bytes(extra).map_err(|cause| cause.to_string())?;
    told::form::check(&opening).map_err(|cause| cause.to_string())?;
    let entry = opening.entry().map_err(|cause| cause.to_string())?;
    let checked =
        ledger::check(&proof, ledger::leaf_hash(&entry), trust).map_err(|cause| cause.to_string())?;
    let statement = Statement::of(&opening);
    if let Some(name) = statement.unreadable.first() {
        // What it hides in a field nobody can read might be the danger: it is not believed in part.
        return Err(format!(
            "its field `{name}` holds a value this program does not know; check it with a newer candour"
        ));
    }
    Ok(Holds {
        statement,
        origin: checked.judged.origin,
        index: proof.index,
        size: checked.judged.checkpoint.size(),
        witnesses: checked.judged.witnesses,
        checkpoint: proof.checkpoint,
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
        let imported = statement.assurance == Some(record::event::Assurance::Imported);
        let why = if imported { ": candour took it from a file" } else { "" };
        writeln!(out, "{}: HOLDS, a proof of an entry; it is no receipt{why}", file.display())?;
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
