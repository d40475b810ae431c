//! `candour migrate`: a store from before the ledger.

use std::error::Error;
use std::io::Write;

use desk::MigrateOptions;

use super::place;
use crate::args;
use crate::progress_bar::Bar;

pub(crate) fn run(args: &args::Migrate, json: bool) -> Result<u8, Box<dyn Error>> {
    let at = place::at(&args.at)?;
    let bar = Bar::new();
    let done = desk::migrate(
        &at,
        &MigrateOptions {
            keep: args.keep.as_deref(),
            progress: &|progress| bar.show(progress),
            passphrase: &place::passphrase(&args.at.secrets, &bar),
        },
    );
    bar.finish();
    let done = done?;
    let mut out = std::io::stdout();
    if json {
        let summary = serde_json::json!({
            "store": at.address.0, "keys": at.keys, "events": done.events, "files": done.files, "seen": done.seen,
            "finished": done.finished, "beside": done.beside, "kept": args.keep,
        });
        writeln!(out, "{summary}")?;
        return Ok(0);
    }
    if done.beside {
        writeln!(
            out,
            "{}: brought to this version; its log and every proof are as before",
            at.address.0.display()
        )?;
        return Ok(0);
    }
    if done.finished {
        writeln!(
            out,
            "{}: an earlier run had migrated it; the old store was taken away now",
            at.address.0.display()
        )?;
        return Ok(0);
    }
    writeln!(
        out,
        "{}: {} events of {} files are entries of a log now, each read back and the same",
        at.address.0.display(),
        done.events,
        done.files
    )?;
    match &args.keep {
        Some(keep) => writeln!(out, "The old store is kept as {}: names lie open in it.", keep.display())?,
        None => writeln!(
            out,
            "The old store's bytes were overwritten. Older copies and backups of it still hold names in the open: destroy them."
        )?,
    }
    writeln!(out, "The key file {} was made: copy it, and keep its passphrase apart.", at.keys.display())?;
    Ok(0)
}
