//! `candour prove INDEX …`: the proof of any entry, for whoever is to check it.

use std::error::Error;
use std::io::Write;

use record::policy::Policy;

use super::receipt::write_private;
use super::{place, statement};
use crate::args;

pub(crate) fn run(args: &args::Prove, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let archive = place::open_there(&args.at)?;
    let mut out = std::io::stdout();
    for index in &args.indexes {
        let proof = archive.prove(*index)?;
        let file = args.out.join(format!("proof-{index}.tlog-proof"));
        write_private(
            &file,
            proof.proof.to_string().as_bytes(),
            "name a folder that may be written with `--out`",
        )?;
        if json {
            writeln!(out, "{}", serde_json::json!({"proof": file, "index": index, "size": proof.size}))?;
            continue;
        }
        writeln!(out, "{}", file.display())?;
        for (name, value) in statement::lines(&proof.statement, Some(policy), false) {
            writeln!(out, "  {name}: {value}")?;
        }
    }
    Ok(0)
}
