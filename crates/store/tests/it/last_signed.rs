//! The second copy of the last signed size: behind it, against it or without it no store starts.

use store::Error;

use super::{Case, record};

/// A store of three entries, and the file as it was after the first.
fn with_old_copy() -> (Case, Vec<u8>) {
    let case = Case::new();
    case.open().append(vec![record(0, 5)], false).expect("appends");
    let old = std::fs::read(case.database()).expect("read");
    case.open().append(vec![record(1, 5), record(2, 5)], false).expect("appends");
    (case, old)
}

#[test]
fn an_old_copy_refuses_to_start() {
    let (case, old) = with_old_copy();
    std::fs::write(case.database(), old).expect("written");
    let refused = case.refused();
    assert!(matches!(refused, Error::Behind { found: 1, signed: 3 }), "{refused}");
    assert!(refused.to_string().contains("candour restore"), "{refused}");
}

#[test]
fn a_store_that_is_gone_is_not_begun_again() {
    let (case, _) = with_old_copy();
    std::fs::remove_file(case.database()).expect("removed");
    let refused = case.refused();
    assert!(matches!(refused, Error::Behind { found: 0, signed: 3 }), "{refused}");
}

#[test]
fn a_changed_entry_refuses_to_start() {
    let (case, _) = with_old_copy();
    case.meddle("UPDATE event SET entry = zeroblob(33) WHERE position = 1");
    let refused = case.refused();
    assert!(matches!(refused, Error::Contradicts { size: 3 }), "{refused}");
}

#[test]
fn another_history_of_the_same_length_refuses_to_start() {
    let (case, _) = with_old_copy();
    let other = Case::new();
    let records = (5..8).map(|n| record(n, 5)).collect();
    other.open().append(records, false).expect("appends");
    std::fs::copy(other.database(), case.database()).expect("copied");
    assert!(matches!(case.refused(), Error::Contradicts { size: 3 }));
}

#[test]
fn without_the_second_copy_no_store_starts() {
    let (case, _) = with_old_copy();
    std::fs::remove_file(case.path("last-signed")).expect("removed");
    let refused = case.refused();
    assert!(matches!(refused, Error::NoLastSigned(_)), "{refused}");
    assert!(!case.path("last-signed").exists(), "it is not made anew by itself");
}

#[test]
fn a_second_copy_that_is_damaged_or_of_another_log_refuses() {
    let (case, _) = with_old_copy();
    std::fs::write(case.path("last-signed"), vec![b'x'; 8192]).expect("written");
    assert!(matches!(case.refused(), Error::LastSignedDamaged(_)));
    std::fs::remove_file(case.path("last-signed")).expect("removed");
    store::last_signed::LastSigned::create(&case.path("last-signed"), "other.example").expect("made");
    assert!(matches!(case.refused(), Error::LastSignedOther { .. }));
}

#[test]
fn a_store_one_commit_ahead_of_its_second_copy_starts_and_mends_it() {
    let case = Case::new();
    case.open().append(vec![record(0, 5)], false).expect("appends");
    let before = std::fs::read(case.path("last-signed")).expect("read");
    case.open().append(vec![record(1, 5)], false).expect("appends");
    // A stop between the two syncs: the commit is there, the second copy is of before.
    std::fs::write(case.path("last-signed"), before).expect("written");
    case.open();
    let (_, is) = store::last_signed::LastSigned::look(&case.path("last-signed")).expect("reads");
    assert_eq!(is.size, 2);
}
