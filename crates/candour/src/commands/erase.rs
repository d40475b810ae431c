//! `candour erase`: shows what would go, and with `--yes` lets it go.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use desk::{EraseOptions, Erased, Request};
use record::event::Assurance;
use record::policy::Policy;

use super::policy::count;
use super::receipt::write_private;
use super::verify::read;
use super::{WrongUse, place};
use crate::args;
use crate::clock;
use crate::progress_bar::Bar;

pub(crate) fn run(args: &args::Erase, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let place = place::at(&args.at)?;
    let asked = asked(args)?;
    if asked.request.targets.is_empty() {
        return Err(WrongUse(
            "say whom to erase with `--child AGENCY/NUMBER` or `--entry INDEX:MENTION`".into(),
        )
        .into());
    }
    let origin = desk::origin(&place)?;
    if let Some(file) = &args.ask {
        return ask(&Request { origin, ..asked.request }, file);
    }
    if asked.note.is_some() && asked.request.origin != origin {
        return Err(desk::Error::OtherLog(asked.request.origin).into());
    }
    let bar = Bar::new();
    let erased = desk::erase(
        &place,
        &place::passphrase(&args.at.secrets, &bar),
        &EraseOptions {
            policy,
            targets: &asked.request.targets,
            by: &asked.request.by,
            second: &asked.request.second,
            ground: &asked.request.ground,
            words: asked.note.as_deref().or(args.words.as_deref()),
            assurance: if asked.note.is_some() { Assurance::SignatureKey } else { Assurance::CommandLine },
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
            "concerns": erased.concerns, "epoch": erased.epoch, "backups": erased.backups.iter().map(|(path, failed)| serde_json::json!({"path": path, "failed": failed})).collect::<Vec<_>>(),
            "perhaps_also": erased.perhaps_also.iter().map(|(entry, why)| serde_json::json!({"entry": entry, "why": why})).collect::<Vec<_>>(),
        });
        writeln!(out, "{answer}")?;
        return Ok(0);
    }
    out.write_all(words(&erased, &asked).as_bytes())?;
    Ok(0)
}

/// What is asked for, from the flags or from a signed request.
struct Asked {
    request: Request,
    /// The signed request, whole.
    note: Option<String>,
}

fn asked(args: &args::Erase) -> Result<Asked, Box<dyn Error>> {
    if let (Some(file), Some(signers)) = (&args.request, &args.signers) {
        let bytes = read(file)?;
        let signers = String::from_utf8_lossy(&read(signers)?).into_owned();
        let request = Request::signed(&bytes, &signers).map_err(desk::Error::from)?;
        return Ok(Asked { request, note: Some(String::from_utf8_lossy(&bytes).into_owned()) });
    }
    let needed =
        || WrongUse("name both posts with `--by` and `--second`, and the ground with `--ground`".into());
    let request = Request {
        origin: String::new(),
        targets: args.whom.targets(),
        ground: args.ground.clone().ok_or_else(needed)?,
        by: args.by.clone().ok_or_else(needed)?,
        second: args.second.clone().ok_or_else(needed)?,
    };
    Ok(Asked { request, note: None })
}

/// Writes a request for both posts to sign.
fn ask(request: &Request, file: &Path) -> Result<u8, Box<dyn Error>> {
    write_private(file, format!("{}\n", request.text()).as_bytes(), "name another file with `--ask`")?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", file.display())?;
    for post in [&request.by, &request.second] {
        writeln!(out, "  to be signed by {post}: candour sign {} --key KEYFILE", file.display())?;
    }
    writeln!(
        out,
        "Nothing was erased. When both have signed: candour erase --request {} --signers KEYS --yes",
        file.display()
    )?;
    Ok(0)
}

fn words(erased: &Erased, asked: &Asked) -> String {
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
            let (by, second) = (&asked.request.by, &asked.request.second);
            let how = if asked.note.is_some() {
                "both signed the request"
            } else {
                "both as typed by whoever ran the command"
            };
            line(format!("Recorded as entry {index}: by {by}, with {second}; {how}."));
            if let Some(epoch) = erased.epoch {
                line(format!(
                    "Keys are now of epoch {epoch}: old copies of the key file and of backups open nothing. Copy the key file anew, and make a backup."
                ));
            } else {
                line("The epoch's key was kept: old backups can still be read until they are replaced. The erasure is done again when one is restored.".into());
            }
            for (path, failed) in &erased.backups {
                let path = path.display();
                line(failed.as_ref().map_or_else(
                    || format!("Backup written anew: {path}"),
                    |why| format!("Backup NOT written anew, destroy or renew it yourself: {path} ({why})"),
                ));
            }
            line(
                "The agencies' own files and the teller's own receipt are theirs; candour cannot erase them."
                    .into(),
            );
        }
    }
    words
}
