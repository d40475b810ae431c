//! `candour restore`: a backup in the place of a store.

use std::error::Error;
use std::io::Write;

use desk::RestoreOptions;

use super::place;
use crate::progress_bar::Bar;
use crate::{args, clock};

pub(crate) fn run(args: &args::Restore, json: bool) -> Result<u8, Box<dyn Error>> {
    let at = place::at(&args.at)?;
    let bar = Bar::new();
    let done = desk::restore(
        &args.backup,
        &at,
        &RestoreOptions {
            keep_old: args.keep_old.as_deref(),
            as_new_log: args.as_new_log.as_deref(),
            logged: clock::now(),
            passphrase: &place::passphrase(&args.at.secrets, &bar),
        },
    );
    bar.finish();
    let done = done?;
    let (whole, mut out) = (&done.whole, std::io::stdout());
    if json {
        let summary = serde_json::json!({
            "store": at.address.0, "size": whole.is.size, "former_origin": whole.origin,
            "new_origin": done.new_log.as_ref().map(|(origin, _)| origin),
            "lost": done.new_log.as_ref().map(|(_, lost)| lost),
            "former_last_signed": done.former_last_signed, "keep_old": args.keep_old,
        });
        writeln!(out, "{summary}")?;
        return Ok(0);
    }
    writeln!(out, "{}: restored with {} entries", at.address.0.display(), whole.is.size)?;
    if let Some((origin, lost)) = &done.new_log {
        writeln!(out, "The log goes on as {origin}; its first new entry says so.")?;
        if let Some(lost) = lost {
            writeln!(out, "Entries that were signed and are lost: {lost}.")?;
        }
        writeln!(
            out,
            "Whoever holds a receipt of the former log keeps it: it still proves what was told. Say openly what was lost."
        )?;
        writeln!(
            out,
            "The key file was written anew with another signing key: copy it, and give out the new verifier key."
        )?;
    }
    if let Some(former) = &done.former_last_signed {
        writeln!(out, "The second copy of the former log is kept as {}.", former.display())?;
    }
    writeln!(out, "Make a new backup, and look with `candour health`.")?;
    Ok(0)
}
