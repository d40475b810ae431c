use std::os::unix::fs::PermissionsExt;

use desk::{Health, SecondCopy};
use record::Logged;

use super::{Case, DAY, NOW};

impl Case {
    fn health(&self, now: Logged) -> Health {
        desk::health(&self.place(), now).expect("looks")
    }
}

/// The findings, but for the one every test has: both on one disk.
fn codes(health: &Health) -> Vec<&'static str> {
    assert_eq!(health.same_disk, Some(true));
    health.findings.iter().map(|finding| finding.code).filter(|code| *code != "same_disk").collect()
}

#[track_caller]
fn finding(health: &Health, code: &str, words: &str) {
    let found = health.findings.iter().find(|finding| finding.code == code);
    assert!(
        found.is_some_and(|found| found.words.contains(words)),
        "`{code}`, `{words}`: {:?}",
        health.findings
    );
}

#[test]
fn a_store_with_a_fresh_backup_is_well_and_is_not_touched_by_looking() {
    let case = Case::new();
    case.tell(&["Ada", "Berta"]);
    case.backup("b.db").expect("made");
    let bytes = std::fs::read(case.path("candour.db")).expect("read");
    let names = case.names();
    let health = case.health(NOW);
    assert_eq!(codes(&health), [] as [&str; 0]);
    assert_eq!((health.size, health.checkpoint, health.counts), (2, Some(2), (2, 0)));
    assert_eq!((&health.second_copy, health.last_logged), (&SecondCopy::Agrees, Some(NOW)));
    assert!(std::fs::read(case.path("candour.db")).expect("read") == bytes && case.names() == names);
}

#[test]
fn a_store_in_use_can_be_looked_at() {
    let case = Case::new();
    let archive = case.open();
    super::tell(&archive, "Ada");
    let health = case.health(NOW);
    assert_eq!((health.size, health.second_copy), (1, SecondCopy::Agrees));
}

#[test]
fn backups_that_are_missing_old_or_out_of_reach_are_findings() {
    let case = Case::new();
    case.tell(&["Ada"]);
    finding(&case.health(NOW), "no_backup", "candour backup --to FILE");
    case.backup("b.db").expect("made");
    assert_eq!(codes(&case.health(Logged(NOW.0 + 7 * DAY))), [] as [&str; 0]);
    finding(&case.health(Logged(NOW.0 + 8 * DAY)), "backup_old", "8 days old");
    std::fs::remove_file(case.path("b.db")).expect("removed");
    finding(&case.health(NOW), "backup_out_of_reach", "bring it back or destroy it");
}

#[test]
fn a_clock_behind_the_last_entry_is_a_finding() {
    let case = Case::new();
    case.tell(&["Ada"]);
    finding(&case.health(Logged(NOW.0 - 3 * 3_600_000_000)), "clock", "3 hours behind the last entry");
    finding(&case.health(Logged(NOW.0 - 30_000_000)), "clock", "30 seconds behind");
}

#[test]
fn an_old_or_changed_store_is_a_finding() {
    let case = Case::new();
    case.tell(&["Ada"]);
    case.backup("b.db").expect("made");
    case.tell(&["Berta"]);
    let now = std::fs::read(case.path("candour.db")).expect("read");
    std::fs::copy(case.path("b.db"), case.path("candour.db")).expect("copied");
    let health = case.health(NOW);
    assert_eq!(health.second_copy, SecondCopy::StoreBehind(2));
    finding(&health, "store_behind", "candour restore");
    std::fs::write(case.path("candour.db"), now).expect("written");
    let changed = rusqlite::Connection::open(case.path("candour.db")).expect("opens");
    changed.execute_batch("UPDATE event SET entry = zeroblob(33) WHERE position = 0").expect("changed");
    drop(changed);
    finding(&case.health(NOW), "contradicts", "candour log audit");
}

#[test]
fn a_second_copy_that_is_missing_damaged_or_behind_is_told() {
    let case = Case::new();
    case.tell(&["Ada"]);
    let (last, before) = (case.path("candour.db.last-signed"), "candour.db.last-signed");
    let bytes = std::fs::read(case.path(before)).expect("read");
    case.tell(&["Berta"]);
    std::fs::write(&last, bytes).expect("written");
    assert_eq!(case.health(NOW).second_copy, SecondCopy::Behind(1));
    std::fs::write(&last, "x".repeat(8192)).expect("written");
    finding(&case.health(NOW), "second_copy_unreadable", "does not read");
    std::fs::remove_file(&last).expect("removed");
    finding(&case.health(NOW), "second_copy_missing", "--last-signed");
}

#[test]
fn files_that_others_may_read_and_a_missing_key_file_are_findings() {
    let case = Case::new();
    case.tell(&["Ada"]);
    for name in ["candour.db", "candour.db.keys"] {
        std::fs::set_permissions(case.path(name), std::fs::Permissions::from_mode(0o644)).expect("set");
    }
    finding(&case.health(NOW), "store_rights", "mode 644");
    finding(&case.health(NOW), "key_rights", "set it to 600");
    std::fs::remove_file(case.path("candour.db.keys")).expect("removed");
    finding(&case.health(NOW), "no_keys", "Bring it back from its copy");
}
