//! `candour backup`: a checked copy of a store in use.

use std::error::Error;
use std::io::Write;

use super::place;
use crate::{args, clock};

pub(crate) fn run(args: &args::Backup, json: bool) -> Result<u8, Box<dyn Error>> {
    let at = place::at(&args.at)?;
    if !at.address.0.exists() {
        return Err(store::Error::NotThere(at.address.0).into());
    }
    let archive = place::open_there(&args.at)?;
    let made = desk::backup_to(&archive, &args.to, clock::now())?;
    let (whole, mut out) = (&made.whole, std::io::stdout());
    if json {
        let summary = serde_json::json!({
            "backup": made.path, "origin": whole.origin, "size": whole.is.size, "root": whole.is.root.to_base64(),
            "bytes": made.bytes, "keys": archive.place().keys,
        });
        writeln!(out, "{summary}")?;
        return Ok(0);
    }
    writeln!(
        out,
        "{}: {} entries of {}, read again and whole",
        made.path.display(),
        whole.is.size,
        whole.origin
    )?;
    writeln!(
        out,
        "The key file {} is not in it, and without key file and passphrase nobody can read it: copy the key file too,\n\
         and keep the passphrase apart from both. An erasure changes the key file; copy it again after one.",
        archive.place().keys.display()
    )?;
    Ok(0)
}
