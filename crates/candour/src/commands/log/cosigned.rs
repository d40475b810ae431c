//! `candour log cosigned`: what a witness has signed is kept, and receipts fetched from then on carry it.

use std::error::Error;
use std::io::Write;

use super::policy_of;
use crate::args::LogCosigned;
use crate::commands::{place, verify};

pub(super) fn run(args: &LogCosigned, json: bool) -> Result<u8, Box<dyn Error>> {
    let trust = policy_of(&args.trust)?;
    let bytes = verify::read(&args.file)?;
    let names = place::open_there(&args.at)?.cosigned(&bytes, &trust)?;
    let mut out = std::io::stdout();
    if json {
        writeln!(out, "{}", serde_json::json!({"kept": names}))?;
    } else {
        writeln!(out, "Kept: {}. Receipts fetched from now on carry it.", names.join(", "))?;
    }
    Ok(0)
}
