//! Copies hold together, bring nothing that was erased, and what does not hold together is told apart.

use ledger::Signer;
use store::{Error, Reader};

use super::{Case, record, signer};

#[test]
fn a_copy_taken_while_others_append_holds_together() {
    let case = Case::new();
    let store = case.open();
    store.append((0..300).map(|n| record(n, 5)).collect(), false).expect("appends");
    std::thread::scope(|scope| {
        let appending = scope.spawn(|| {
            for n in 300..340 {
                store.append(vec![record(n, 5)], false).expect("appends");
            }
        });
        for n in 0..5 {
            let to = case.path(&format!("copy-{n}.db"));
            store::copy(&case.database(), &to).expect("copied");
            let whole = store::whole(&Reader::untouched(&to).expect("opens")).expect("whole");
            assert!(whole.is.size >= 300 && whole.origin == signer().verifier_key().name());
        }
        appending.join().expect("ends");
    });
    let names = std::fs::read_dir(case.folder.path()).expect("a folder");
    let beside = names.filter(|name| {
        let name = name.as_ref().expect("a name").file_name();
        name.to_string_lossy().starts_with("copy-") && !name.to_string_lossy().ends_with(".db")
    });
    assert_eq!(beside.count(), 0, "nothing was left beside a copy");
}

#[test]
fn bytes_that_were_deleted_do_not_come_along() {
    let case = Case::new();
    case.open().append(vec![record(0, 5)], false).expect("appends");
    case.meddle(
        "PRAGMA secure_delete = OFF; CREATE TABLE scrap (x TEXT); INSERT INTO scrap VALUES ('magnoliacanary');
         DROP TABLE scrap; PRAGMA wal_checkpoint(TRUNCATE);",
    );
    let holds = |name: &str| {
        let bytes = std::fs::read(case.path(name)).expect("read");
        bytes.windows(14).any(|part| part == b"magnoliacanary")
    };
    assert!(holds("candour.db"), "the test shows something only if the bytes are there");
    store::copy(&case.database(), &case.path("copy.db")).expect("copied");
    assert!(!holds("copy.db"));
}

#[test]
fn a_copy_is_its_owners_and_never_written_over_something() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new();
    drop(case.open());
    store::copy(&case.database(), &case.path("copy.db")).expect("copied");
    let mode = std::fs::metadata(case.path("copy.db")).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    std::fs::write(case.path("letter"), "Dear Sir").expect("written");
    store::copy(&case.database(), &case.path("letter")).expect_err("refused");
    assert_eq!(std::fs::read(case.path("letter")).expect("read"), b"Dear Sir");
}

#[test]
fn whatever_was_changed_is_not_whole() {
    let changes = [
        "UPDATE event SET entry = zeroblob(33) WHERE position = 100",
        "DELETE FROM event WHERE position = 100",
        "DELETE FROM event WHERE position = 299",
        "UPDATE tile SET hashes = zeroblob(8192)",
        "DELETE FROM tile",
        "DELETE FROM checkpoint WHERE size = 300",
        "UPDATE checkpoint SET note = replace(note, 'town.example', 'gown.example') WHERE size = 200",
        "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = 200) WHERE size = 300",
        "UPDATE meta SET value = 'other.example' WHERE name = 'origin'",
        "UPDATE meta SET value = (SELECT replace(value, 'town', 'gown') FROM meta WHERE name = 'key') WHERE name = 'key'",
    ];
    let case = Case::new();
    for from in [0, 100, 200] {
        let records = (from..from + 100).map(|n| record(n, 5)).collect();
        case.open().append(records, false).expect("appends");
    }
    store::whole(&case.reader()).expect("whole before");
    case.meddle("PRAGMA wal_checkpoint(TRUNCATE)");
    let before = std::fs::read(case.database()).expect("read");
    for change in changes {
        std::fs::write(case.database(), &before).expect("written");
        case.meddle(change);
        assert!(store::whole(&case.reader()).is_err(), "not found: {change}");
    }
}

#[test]
fn a_log_that_goes_on_under_a_new_name_keeps_its_former_checkpoints() {
    let case = Case::new();
    for n in 0..3 {
        case.open().append(vec![record(n, 5)], false).expect("appends");
    }
    let former = case.reader().checkpoint(3).expect("reads").expect("there").to_string();
    let other = || Signer::from_seed("town.example/second", &[8; 32]).expect("a signer");
    let is = store::continue_as(&case.database(), &other()).expect("goes on");
    assert_eq!(is.size, 3);
    assert!(matches!(case.refused(), Error::OtherLog { .. }), "the former key file no longer opens it");
    let reader = case.reader();
    let whole = store::whole(&reader).expect("whole");
    assert_eq!((whole.origin.as_str(), whole.is, whole.checkpoints), ("town.example/second", is, 1));
    let kept = reader.former_checkpoints().expect("reads");
    assert_eq!(kept.len(), 3);
    assert!(kept.contains(&("town.example/candour".into(), 3, former)));
}

#[test]
fn a_store_that_somebody_has_open_is_not_alone() {
    let case = Case::new();
    let store = case.open();
    assert!(matches!(store::alone(&case.database()), Err(Error::InUse(_))));
    drop(store);
    store::alone(&case.database()).expect("alone");
    case.open();
}
