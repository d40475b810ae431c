//! What should be mended, each with the remedy.

use record::Logged;

use super::{Health, SecondCopy};

/// A backup older than this is a finding.
const OLDEST_DAYS: i64 = 7;
/// A backup that lacks more entries is a finding.
const MOST_BEHIND: u64 = 10_000;
/// A log of the database beyond this was not folded back for long: somebody holds a reading open.
const LARGEST_LOG: u64 = 256 << 20;
/// The clock may be this far behind the last entry: less is the clocks of two machines.
const CLOCK_SLACK: i64 = 1_000_000;

/// Something to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthFinding {
    /// Which kind: a word that stays the same.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub words: String,
}

pub(super) fn of(health: &Health, now: Logged) -> Vec<HealthFinding> {
    let mut out = Vec::new();
    let mut find = |code, words: String| out.push(HealthFinding { code, words });
    if let Some(damage) = &health.damage {
        find("damaged", format!("the file is damaged: {damage}; stop the service and restore a backup"));
    }
    if health.size > 0 && health.checkpoint != Some(health.size) {
        find("no_checkpoint", "no signed checkpoint covers all entries; run `candour log audit`".into());
    }
    second_copy(health, &mut find);
    if health.bytes.1 > LARGEST_LOG {
        let mb = health.bytes.1 >> 20;
        find(
            "long_wal",
            format!(
                "the database's own log has {mb} MB; a program that reads the store for long keeps it from being folded back, end it"
            ),
        );
    }
    if let Some(free_mb) = health.free_mb.filter(|free_mb| *free_mb < 2 * store::RESERVE_MB) {
        let reserve = store::RESERVE_MB;
        find(
            "disk_full",
            format!(
                "only {free_mb} MB are free beside the store; below {reserve} nothing more is recorded, make room"
            ),
        );
    }
    backups(health, &mut find);
    rights(health, &mut find);
    if let Some(ahead) = health.last_logged.map(|last| last.0.saturating_sub(now.0))
        && ahead > CLOCK_SLACK
    {
        find(
            "clock",
            format!(
                "the clock is {} behind the last entry; until it has caught up, new entries carry the last entry's time. Set the clock",
                lasting(ahead)
            ),
        );
    }
    out
}

fn second_copy(health: &Health, find: &mut impl FnMut(&'static str, String)) {
    let size = health.size;
    match &health.second_copy {
        SecondCopy::Agrees | SecondCopy::Behind(_) => {}
        SecondCopy::StoreBehind(signed) => find("store_behind", format!("the store holds {size} entries and {signed} were signed; this is an old copy and refuses to start. Bring back the newest one, or `candour restore` a newer backup")),
        SecondCopy::Contradicts(signed) => find("contradicts", format!("the first {signed} entries are not those that were signed; somebody changed them. Keep this copy as evidence, run `candour log audit`, and restore a backup")),
        SecondCopy::Missing => find("second_copy_missing", "the second copy of the last signed size is not there, and the store refuses to start without it; bring it back or name it with `--last-signed`".into()),
        SecondCopy::Unreadable(why) => find("second_copy_unreadable", format!("the second copy of the last signed size cannot be used: {why}")),
    }
    if health.same_disk == Some(true) {
        find("same_disk", "the second copy of the last signed size lies on the same disk as the store; it is better on another disk, for whoever brings back an old disk brings back both. Move it and name it with `--last-signed`".into());
    }
}

fn backups(health: &Health, find: &mut impl FnMut(&'static str, String)) {
    if health.backups.is_empty() {
        find(
            "no_backup",
            "there is no backup; make one with `candour backup --to FILE`, better on another disk".into(),
        );
    }
    for backup in &health.backups {
        let path = backup.path.display();
        if let Some(why) = &backup.out_of_reach {
            find(
                "backup_out_of_reach",
                format!(
                    "backup `{path}` is out of reach: {why}; an erasure cannot write it anew, bring it back or destroy it"
                ),
            );
        } else if backup.days_old > OLDEST_DAYS {
            find(
                "backup_old",
                format!(
                    "backup `{path}` is {} days old; write it anew with `candour backup --to`",
                    backup.days_old
                ),
            );
        } else if backup.behind > MOST_BEHIND {
            find(
                "backup_behind",
                format!(
                    "backup `{path}` lacks the last {} entries; write it anew with `candour backup --to`",
                    backup.behind
                ),
            );
        }
    }
}

fn rights(health: &Health, find: &mut impl FnMut(&'static str, String)) {
    let (store, keys) = health.modes;
    if let Some(mode) = store.filter(|mode| mode & 0o077 != 0) {
        find(
            "store_rights",
            format!("the store may be opened by others than its owner (mode {mode:o}); set it to 600"),
        );
    }
    match keys {
        None => find("no_keys", "the key file is not there; without it nobody can read the store or add to it. Bring it back from its copy, or name it with `--keys`".into()),
        Some(mode) if mode & 0o077 != 0 => find("key_rights", format!("the key file may be read by others than its owner (mode {mode:o}); set it to 600")),
        Some(_) => {}
    }
}

/// How long, in the largest fitting unit.
fn lasting(micros: i64) -> String {
    let seconds = micros / 1_000_000;
    match seconds {
        ..120 => format!("{seconds} seconds"),
        120..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}
