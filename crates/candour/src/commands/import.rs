//! `candour import`: a folder of extracts into a store.

use std::error::Error;
use std::io::Write;

use desk::ImportOptions;
use record::policy::Policy;

use super::place;
use super::policy::count;
use crate::args;
use crate::clock;
use crate::progress_bar::Bar;

pub(crate) fn run(args: &args::Import, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let place = place::of(&args.at.store, &args.at.secrets)?;
    let bar = Bar::new();
    let imported = desk::import(
        &args.path,
        &place,
        &ImportOptions {
            policy,
            logged: clock::now(),
            as_of: clock::today(&policy.zone),
            progress: &|progress| bar.show(progress),
            passphrase: &place::passphrase(&args.at.secrets, &bar),
        },
    );
    bar.finish();
    let (archive, imported) = imported?;
    let store = archive.store();
    let gathered = &imported.gathered;
    let mut out = std::io::stdout();
    if json {
        let summary = serde_json::json!({
            "store": store.path(),
            "files": gathered.files.len(),
            "unread": gathered.unread.iter().map(|file| (&file.path, &file.why)).collect::<Vec<_>>(),
            "findings": gathered.findings.len(),
            "events_added": imported.added,
            "events_known": imported.known,
        });
        writeln!(out, "{summary}")?;
        return Ok(0);
    }
    writeln!(out, "{} read into {}", count(gathered.files.len(), "file"), store.path().display())?;
    for unread in &gathered.unread {
        writeln!(out, "  not read: {} ({}; {})", unread.path, unread.why, unread.remedy)?;
    }
    writeln!(
        out,
        "{} added, {} already there, {}",
        count(imported.added as usize, "event"),
        imported.known,
        count(gathered.findings.len(), "finding")
    )?;
    Ok(0)
}
