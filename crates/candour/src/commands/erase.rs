//! `candour erase`: shows what would go, and with `--yes` lets it go.

use std::error::Error;
use std::io::Write;

use desk::{EraseOptions, Erased};
use record::policy::Policy;

use super::policy::count;
use super::{WrongUse, place};
use crate::args;
use crate::clock;
use crate::progress_bar::Bar;

pub(crate) fn run(args: &args::Erase, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let targets = args.whom.targets();
    if targets.is_empty() {
        return Err(WrongUse(
            "say whom to erase with `--child AGENCY/NUMBER` or `--entry INDEX:MENTION`".into(),
        )
        .into());
    }
    let place = place::at(&args.at)?;
    let bar = Bar::new();
    let erased = desk::erase(
        &place,
        &place::passphrase(&args.at.secrets, &bar),
        &EraseOptions {
            policy,
            targets: &targets,
            by: &args.by,
            second: &args.second,
            ground: &args.ground,
            words: args.words.as_deref(),
            keep_epoch: args.keep_epoch,
            only_show: !args.yes,
            logged: clock::now(),
            progress: &|progress| bar.show(progress),
        },
    );
    bar.finish();
    let erased = erased?;
    let mut out = std::io::stdout();
    if json {
        let answer = serde_json::json!({
            "index": erased.index, "people": erased.people, "entries": erased.entries, "groups": erased.groups,
            "concerns": erased.concerns, "epoch": erased.epoch,
            "perhaps_also": erased.perhaps_also.iter().map(|(entry, why)| serde_json::json!({"entry": entry, "why": why})).collect::<Vec<_>>(),
        });
        writeln!(out, "{answer}")?;
        return Ok(0);
    }
    out.write_all(words(&erased, args).as_bytes())?;
    Ok(0)
}

fn words(erased: &Erased, args: &args::Erase) -> String {
    use std::fmt::Write as _;
    let mut words = String::new();
    let mut line = |text: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(words, "{text}");
    };
    let verb = if erased.index.is_some() { "Erased" } else { "Would erase" };
    let people = if erased.people == 1 { "1 person".into() } else { format!("{} people", erased.people) };
    let entries = if erased.entries == 1 { "1 entry".into() } else { format!("{} entries", erased.entries) };
    line(format!(
        "{verb}: {people} in {entries}; {}; {}",
        count(erased.groups, "sealed part"),
        count(erased.concerns, "concern number"),
    ));
    line("Stays: that a post was told, when, by what kind of teller, which coded signs; the duties, the counts, every proof.".into());
    for (entry, why) in &erased.perhaps_also {
        line(format!(
            "Perhaps the same person: entry {entry}, {why}. Not erased; name it with `--entry {entry}` if it is."
        ));
    }
    match erased.index {
        None => {
            line("Nothing was erased. Run it again with `--yes`.".into());
        }
        Some(index) => {
            line(format!(
                "Recorded as entry {index}: by {}, with {}; both as typed by whoever ran the command.",
                args.by, args.second
            ));
            if let Some(epoch) = erased.epoch {
                line(format!(
                    "Keys are now of epoch {epoch}: old copies of the key file and of backups open nothing. Copy the key file anew, and make a backup."
                ));
            } else {
                line("The epoch's key was kept: old backups can still be read until they are replaced. The erasure is done again when one is restored.".into());
            }
            line(
                "The agencies' own files and the teller's own receipt are theirs; candour cannot erase them."
                    .into(),
            );
        }
    }
    words
}
