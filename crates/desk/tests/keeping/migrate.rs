//! From before the ledger: nothing is lost, no name stays in the open, and a stop anywhere does no harm.

use std::path::{Path, PathBuf};

use desk::{Error, MigrateOptions, Migrated};
use record::Event;
use store::version_1::First;

use super::{Case, passphrase, says, tell};

const CANARIES: [&str; 5] = ["Rosalindcanary", "Plumcanary", "Jasminecanary", "Quillcanary", "canary words"];

/// A case with the store of version 1 in its place.
fn before() -> Case {
    let case = Case::new();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/data/version_1.db");
    std::fs::copy(fixture, case.path("candour.db")).expect("copied");
    case
}

impl Case {
    fn migrate(&self, keep: Option<&Path>) -> Result<Migrated, Error> {
        let options = MigrateOptions { keep, progress: &|_| {}, passphrase: &passphrase };
        desk::migrate(&self.place(), &options)
    }

    fn with(&self, ending: &str) -> PathBuf {
        self.path(&format!("candour.db{ending}"))
    }
}

fn old_events() -> Vec<Event> {
    let case = before();
    First::open(&case.path("candour.db")).expect("opens").events(0, 100).expect("reads").1
}

/// Every event is there as it was, and no name is in any file.
#[track_caller]
fn migrated(case: &Case) {
    let archive = case.open();
    let events: Vec<Event> =
        archive.events(&|_| {}).expect("reads").into_iter().map(|(_, event)| event).collect();
    assert_eq!(events, old_events());
    assert_eq!(tell(&archive, "Ada").index(), 8, "the log goes on");
    drop(archive);
    store::whole(&case.reader()).expect("whole");
    assert_eq!(case.names(), ["candour.db", "candour.db.keys", "candour.db.last-signed"]);
    nothing_open(case, &[]);
}

#[track_caller]
fn nothing_open(case: &Case, but: &[&str]) {
    for canary in CANARIES {
        assert_eq!(case.holds(canary), but, "{canary}");
    }
}

#[test]
fn every_event_becomes_an_entry_and_no_name_stays_in_the_open() {
    let case = before();
    nothing_open(&case, &["candour.db"]);
    // A second handle on the old file shows what became of its bytes.
    let mut held = std::fs::File::open(case.path("candour.db")).expect("opens");
    let done = case.migrate(None).expect("migrated");
    assert_eq!(done, Migrated { events: 8, files: 2, seen: 6, ..Migrated::default() });
    migrated(&case);
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut held, &mut bytes).expect("reads");
    assert!(bytes.len() >= 40_960 && bytes.iter().all(|byte| *byte == 0), "the old bytes are there");
}

#[test]
fn files_policies_and_keys_of_rows_come_along() {
    let case = before();
    let first = First::open(&case.path("candour.db")).expect("opens");
    let (files, seen) = (first.files().expect("reads"), first.seen().expect("reads"));
    drop(first);
    case.migrate(None).expect("migrated");
    let reader = case.reader();
    let kept = reader.files().expect("reads");
    assert_eq!(kept.len(), files.len() + 1, "and one for what is told");
    for ((file, _), kept) in files.iter().zip(&kept) {
        let mut file = file.clone();
        file.path.clear();
        assert_eq!(kept.file, file);
    }
    assert_eq!(reader.count(store::Counted::Seen).expect("reads"), seen.len() as u64);
    let policies: i64 = rusqlite::Connection::open(case.path("candour.db"))
        .expect("opens")
        .query_row("SELECT count(*) FROM policy", [], |row| row.get(0))
        .expect("reads");
    assert_eq!(policies, 1);
}

#[test]
fn the_old_store_is_kept_where_that_was_asked_for() {
    let case = before();
    let kept = case.path("old.db");
    case.migrate(Some(&kept)).expect("migrated");
    nothing_open(&case, &["old.db"]);
    First::open(&kept).expect("still a store of version 1");
    let other = before();
    std::fs::write(other.path("old.db"), "a letter").expect("written");
    says(other.migrate(Some(&other.path("old.db"))), "is there already");
    First::open(&other.path("candour.db")).expect("left as it was");
}

#[test]
fn a_stop_while_the_new_store_was_built_begins_again() {
    let case = before();
    case.migrate(Some(&case.path("old.db"))).expect("migrated");
    // As if it had stopped before the first renaming: key file, second copy and half a store are there.
    std::fs::rename(case.path("candour.db"), case.with(".migrating")).expect("moved");
    std::fs::rename(case.path("old.db"), case.path("candour.db")).expect("moved");
    std::fs::write(case.with(".migrating-wal"), "left over").expect("written");
    case.migrate(None).expect("migrated");
    migrated(&case);
}

#[test]
fn a_stop_between_the_two_renamings_begins_again() {
    let case = before();
    std::fs::rename(case.path("candour.db"), case.with(".before-ledger")).expect("moved");
    case.migrate(None).expect("migrated");
    migrated(&case);
}

#[test]
fn a_stop_before_the_old_store_was_taken_away_is_finished() {
    let case = before();
    case.migrate(Some(&case.path("old.db"))).expect("migrated");
    std::fs::rename(case.path("old.db"), case.with(".before-ledger")).expect("moved");
    let done = case.migrate(None).expect("finished");
    assert!(done.finished);
    migrated(&case);
}

#[test]
fn a_store_that_cannot_be_migrated_is_left_as_it_was() {
    let case = before();
    let bytes = || std::fs::read(case.path("candour.db")).expect("read");
    let old = bytes();
    // Another log's second copy, then another store's key file, stand in the way.
    let last = case.path("candour.db.last-signed");
    store::last_signed::LastSigned::create(&last, "other.example").expect("made");
    says(case.migrate(None), "is the second copy of the log `other.example`");
    std::fs::remove_file(&last).expect("removed");
    let other = Case::new();
    drop(other.open());
    std::fs::copy(other.path("candour.db.keys"), case.path("candour.db.keys")).expect("copied");
    says(case.migrate(None), "is of another store");
    assert!(bytes() == old);
    let changed = rusqlite::Connection::open(case.path("candour.db")).expect("opens");
    changed.execute_batch("UPDATE event SET fields = x'00' WHERE position = 5").expect("changed");
    drop(changed);
    std::fs::remove_file(case.path("candour.db.keys")).expect("removed");
    let damaged = bytes();
    says(case.migrate(None), "does not read");
    assert!(bytes() == damaged);
    First::open(&case.path("candour.db")).expect("still a store of version 1");
}

#[test]
fn what_is_no_old_store_is_refused() {
    let case = Case::new();
    says(case.migrate(None), "is not there");
    case.tell(&["Ada"]);
    says(case.migrate(None), "there is nothing to migrate");
    assert_eq!(case.size(), 1);
}
