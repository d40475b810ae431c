use super::{Case, says, tell};

/// A backup of one telling, and a store of two.
fn behind() -> Case {
    let case = Case::new();
    case.tell(&["Ada"]);
    case.backup("b.db").expect("made");
    case.tell(&["Berta"]);
    case
}

#[test]
fn a_store_that_is_gone_comes_back_and_goes_on() {
    let case = Case::new();
    let told = case.tell(&["Ada", "Berta"]);
    case.backup("b.db").expect("made");
    case.lose();
    assert_eq!(case.restore("b.db").expect("restored").whole.is.size, 2);
    let archive = case.open();
    let words = told[1].words.as_ref().expect("words");
    assert_eq!(desk::fetch(&archive, words, false).expect("fetched").index(), 1);
    assert_eq!(tell(&archive, "Cora").index(), 2);
    assert!(case.names().iter().all(|name| !name.contains("restoring")), "{:?}", case.names());
}

#[test]
fn a_backup_behind_what_was_signed_is_refused_with_the_remedy() {
    let case = behind();
    case.lose();
    says(case.restore("b.db"), "holds 1 entries, and 2 were signed");
    says(case.restore("b.db"), "--as-new-log ORIGIN");
    assert!(!case.path("candour.db").exists());
}

#[test]
fn a_store_that_is_larger_or_not_behind_is_never_written_over() {
    let case = behind();
    let before = std::fs::read(case.path("candour.db")).expect("read");
    says(case.restore("b.db"), "it is larger; nothing was touched");
    assert!(std::fs::read(case.path("candour.db")).expect("read") == before);
    case.backup("c.db").expect("made");
    says(case.restore("c.db"), "it is not behind; nothing was touched");
    assert_eq!(case.size(), 2);
}

#[test]
fn an_old_copy_in_the_place_gives_way_to_the_newest_backup() {
    let case = behind();
    case.backup("c.db").expect("made");
    std::fs::copy(case.path("b.db"), case.path("candour.db")).expect("copied");
    assert!(case.try_open().is_err(), "an old copy does not start");
    case.restore("c.db").expect("restored");
    assert_eq!(case.open().store().read(store::Reader::size).expect("reads"), 2);
}

#[test]
fn a_damaged_store_is_evidence_and_only_moved_aside() {
    let case = behind();
    case.backup("c.db").expect("made");
    std::fs::write(case.path("candour.db"), "only ashes").expect("written");
    std::fs::write(case.path("candour.db-wal"), "smoke").expect("written");
    says(case.restore("c.db"), "`--keep-old FILE` moves what is there aside");
    let keep = case.path("ashes.db");
    case.restore_with("c.db", Some(&keep), None).expect("restored");
    assert_eq!(std::fs::read(&keep).expect("read"), b"only ashes");
    assert_eq!(std::fs::read(case.path("ashes.db-wal")).expect("read"), b"smoke");
    assert_eq!(tell(&case.open(), "Cora").index(), 2);
    std::fs::write(case.path("candour.db"), "ashes again").expect("written");
    says(case.restore_with("c.db", Some(&keep), None), "is there already");
}

#[test]
fn a_log_left_alone_by_its_database_is_not_taken_for_the_new_ones() {
    let case = behind();
    case.backup("c.db").expect("made");
    case.lose();
    std::fs::write(case.path("candour.db-wal"), "the last entries").expect("written");
    says(case.restore("c.db"), "may hold its last entries");
    let keep = case.path("kept.db");
    case.restore_with("c.db", Some(&keep), None).expect("restored");
    assert_eq!(std::fs::read(case.path("kept.db-wal")).expect("read"), b"the last entries");
    case.open();
}

#[test]
fn a_store_that_is_open_elsewhere_is_not_moved() {
    let case = behind();
    case.backup("c.db").expect("made");
    let archive = case.open();
    let keep = case.path("kept.db");
    says(case.restore_with("c.db", Some(&keep), None), "stop it, then run this again");
    drop(archive);
    case.restore_with("c.db", Some(&keep), None).expect("restored");
}

#[test]
fn a_backup_that_was_changed_is_not_used() {
    let case = behind();
    case.backup("c.db").expect("made");
    case.lose();
    let meddle = |sql: &str| {
        let changed = rusqlite::Connection::open(case.path("c.db")).expect("opens");
        changed.execute_batch(sql).expect("changed");
    };
    let before = std::fs::read(case.path("c.db")).expect("read");
    for sql in [
        "UPDATE event SET entry = zeroblob(33) WHERE position = 0",
        "DELETE FROM event WHERE position = 0",
        "DELETE FROM checkpoint WHERE size = 2",
        "PRAGMA user_version = 99",
    ] {
        std::fs::write(case.path("c.db"), &before).expect("written");
        meddle(sql);
        says(case.restore("c.db"), "does not hold together and was not used");
    }
    std::fs::write(case.path("c.db"), "a letter").expect("written");
    says(case.restore("c.db"), "was not used");
    says(case.restore("none.db"), "was not used");
    assert!(!case.path("candour.db").exists() && !case.path("candour.db.restoring").exists());
}

#[test]
fn a_backup_of_another_history_is_not_used() {
    let case = behind();
    case.lose();
    // The same keys wrote another second entry.
    std::fs::copy(case.path("b.db"), case.path("candour.db")).expect("copied");
    let signed = std::fs::read(case.path("candour.db.last-signed")).expect("read");
    std::fs::remove_file(case.path("candour.db.last-signed")).expect("removed");
    let origin = "town.example/candour";
    let is = store::last_signed::SizeAndRoot { size: 1, root: case.reader().root_at(1).expect("a root") };
    store::last_signed::LastSigned::make(&case.path("candour.db.last-signed"), origin, is).expect("made");
    case.tell(&["Cora"]);
    case.backup("other.db").expect("made");
    case.lose();
    std::fs::write(case.path("candour.db.last-signed"), signed).expect("written");
    says(case.restore("other.db"), "somebody changed them");
    assert!(!case.path("candour.db").exists());
}

#[test]
fn a_backup_needs_its_own_key_file_and_second_copy() {
    let case = behind();
    case.backup("c.db").expect("made");
    case.lose();
    let keys = std::fs::read(case.path("candour.db.keys")).expect("read");
    let other = Case::new();
    other.tell(&["Ada"]);
    std::fs::copy(other.path("candour.db.keys"), case.path("candour.db.keys")).expect("copied");
    says(case.restore("c.db"), "begun with another signing key");
    std::fs::remove_file(case.path("candour.db.keys")).expect("removed");
    says(case.restore("c.db"), "key file");
    std::fs::write(case.path("candour.db.keys"), keys).expect("written");
    std::fs::remove_file(case.path("candour.db.last-signed")).expect("removed");
    says(case.restore("c.db"), "nobody can tell whether this backup is old");
}
