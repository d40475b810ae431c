//! `candour health`: how a store is, in words or as JSON.

use std::error::Error;
use std::io::Write;

use desk::{BackupHealth, Health, SecondCopy};
use record::policy::Policy;

use super::{place, statement};
use crate::{args, clock, exit};

pub(crate) fn run(args: &args::Health, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let health = desk::health(&place::at(&args.at)?, clock::now())?;
    let mut out = std::io::stdout();
    if json {
        writeln!(out, "{}", as_json(&health))?;
    } else {
        in_words(&mut out, &health, policy)?;
    }
    Ok(if health.findings.is_empty() { 0 } else { exit::FINDINGS })
}

fn in_words(out: &mut impl Write, health: &Health, policy: &Policy) -> std::io::Result<()> {
    writeln!(out, "{}: log {}, schema version {}", health.store.display(), health.origin, health.schema)?;
    let newest = health.checkpoint.map_or("none".to_owned(), |size| size.to_string());
    let last = health.last_logged.map_or("none".to_owned(), |last| statement::time(last, Some(policy)));
    writeln!(out, "  Entries: {}; newest checkpoint: {newest}; last entry: {last}", health.size)?;
    writeln!(out, "  Tellings with a receipt: {}; erased subjects: {}", health.counts.0, health.counts.1)?;
    writeln!(out, "  Second copy: {}", second_copy(&health.second_copy))?;
    writeln!(out, "  Witnesses: none yet; until one signs, the log leans on its own key and second copy")?;
    let free = health.free_mb.map_or("unknown".to_owned(), |mb| format!("{mb} MB"));
    writeln!(
        out,
        "  Database: {} bytes, its own log {}; free: {free}, kept in reserve: {} MB",
        health.bytes.0,
        health.bytes.1,
        store::RESERVE_MB
    )?;
    writeln!(out, "  File: {}", health.damage.as_deref().unwrap_or("sound, as far as a quick check sees"))?;
    for backup in &health.backups {
        writeln!(out, "  Backup: {}", words_of(backup, policy))?;
    }
    if health.findings.is_empty() {
        return writeln!(out, "Well.");
    }
    writeln!(out, "To mend:")?;
    health.findings.iter().try_for_each(|finding| writeln!(out, "  {}: {}", finding.code, finding.words))
}

fn second_copy(second: &SecondCopy) -> String {
    match second {
        SecondCopy::Agrees => "agrees".into(),
        SecondCopy::Behind(size) => format!("behind, of {size} entries; the next start mends it"),
        SecondCopy::StoreBehind(size) => format!("ahead, of {size} entries: the store is an old copy"),
        SecondCopy::Contradicts(size) => format!("contradicts the store at {size} entries"),
        SecondCopy::Missing => "missing".into(),
        SecondCopy::Unreadable(why) => format!("cannot be used: {why}"),
    }
}

fn words_of(backup: &BackupHealth, policy: &Policy) -> String {
    let reach = if backup.out_of_reach.is_some() { ", out of reach" } else { "" };
    let made = statement::time(backup.made, Some(policy));
    format!("{} of {made}, {} entries behind{reach}", backup.path.display(), backup.behind)
}

fn as_json(health: &Health) -> serde_json::Value {
    let (second, at) = match &health.second_copy {
        SecondCopy::Agrees => ("agrees", None),
        SecondCopy::Behind(size) => ("behind", Some(*size)),
        SecondCopy::StoreBehind(size) => ("store_behind", Some(*size)),
        SecondCopy::Contradicts(size) => ("contradicts", Some(*size)),
        SecondCopy::Missing => ("missing", None),
        SecondCopy::Unreadable(_) => ("unreadable", None),
    };
    let mode = |mode: Option<u32>| mode.map(|mode| format!("{mode:o}"));
    let backup = |backup: &BackupHealth| {
        serde_json::json!({
            "path": backup.path, "made": backup.made.0, "days_old": backup.days_old, "behind": backup.behind,
            "out_of_reach": backup.out_of_reach,
        })
    };
    serde_json::json!({
        "store": health.store, "origin": health.origin, "schema": health.schema, "size": health.size,
        "checkpoint": health.checkpoint, "last_logged": health.last_logged.map(|last| last.0),
        "second_copy": {"is": second, "size": at, "same_disk": health.same_disk},
        "witnesses": [], "bytes": health.bytes.0, "wal_bytes": health.bytes.1, "free_mb": health.free_mb,
        "reserve_mb": store::RESERVE_MB, "damage": health.damage,
        "backups": health.backups.iter().map(backup).collect::<Vec<_>>(),
        "store_mode": mode(health.modes.0), "keys_mode": mode(health.modes.1),
        "tellings": health.counts.0, "erased_subjects": health.counts.1,
        "findings": health.findings.iter().map(|finding| serde_json::json!({"code": finding.code, "words": finding.words})).collect::<Vec<_>>(),
        "well": health.findings.is_empty(),
    })
}
