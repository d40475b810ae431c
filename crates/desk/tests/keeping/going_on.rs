//! Going on under a new name, also after a stop in the middle.

use record::Body;

use super::{Case, says, tell};

const SECOND: &str = "town.example/second";

/// A backup of one telling, a store of three that is lost, and the key file as it was.
fn lost() -> (Case, Vec<u8>) {
    let case = Case::new();
    case.tell(&["Ada"]);
    case.backup("b.db").expect("made");
    case.tell(&["Berta", "Cora"]);
    case.lose();
    let keys = std::fs::read(case.path("candour.db.keys")).expect("read");
    (case, keys)
}

/// The log goes on as it should: the first new entry says what was lost, and what was kept still opens.
#[track_caller]
fn goes_on(case: &Case) {
    let archive = case.open();
    assert_eq!(archive.origin(), SECOND);
    let events = archive.events(&|_| {}).expect("reads");
    assert_eq!(events.len(), 2);
    assert!(events[0].1.mentions()[0].forename.as_deref() == Some("Ada"));
    let continued = match &events[1].1.body {
        Body::Continued(continued) => Some(continued),
        _ => None,
    };
    let continued = continued.expect("the first new entry says that the log goes on");
    assert_eq!(
        (continued.former_origin.as_str(), continued.former_size, continued.kept),
        ("town.example/candour", 3, 1)
    );
    assert!(continued.former_key.starts_with("town.example/candour+"));
    assert_eq!(tell(&archive, "Dora").index(), 2);
    drop(archive);
    store::whole(&case.reader()).expect("whole");
    let former = case.reader().former_checkpoints().expect("reads");
    assert_eq!(former.iter().map(|(_, size, _)| *size).collect::<Vec<_>>(), [1]);
    let old = case.path("candour.db.last-signed.old-town-example-candour");
    let (origin, is) = store::last_signed::LastSigned::look(&old).expect("kept");
    assert_eq!((origin.as_str(), is.size), ("town.example/candour", 3));
    assert!(case.names().iter().all(|name| !name.contains("restoring")), "{:?}", case.names());
}

#[test]
fn a_log_that_lost_entries_goes_on_under_a_new_name_and_says_so() {
    let (case, keys) = lost();
    let done = case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    assert_eq!(done.new_log, Some((SECOND.into(), Some(2))));
    goes_on(&case);
    // The former key file opens it no more.
    std::fs::write(case.path("candour.db.keys"), keys).expect("written");
    says(case.try_open(), "the store is the log `town.example/second`");
}

#[test]
fn what_was_told_before_still_has_its_receipt_and_is_recorded_once() {
    let case = Case::new();
    let told = case.tell(&["Ada"]);
    case.backup("b.db").expect("made");
    case.tell(&["Berta"]);
    case.lose();
    case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    let again = desk::fetch(&case.open(), told[0].words.as_ref().expect("words"), false).expect("fetched");
    assert_eq!(again.index(), 0);
    assert!(again.proof.checkpoint.text().starts_with(SECOND));
}

#[test]
fn a_new_name_is_only_for_a_log_that_lost_something() {
    let case = Case::new();
    case.tell(&["Ada"]);
    case.backup("b.db").expect("made");
    case.lose();
    says(case.restore_with("b.db", None, Some(SECOND)), "without `--as-new-log`, nothing is lost");
    case.restore("b.db").expect("restored");
}

#[test]
fn the_new_name_is_another_one_and_a_name_of_a_log() {
    let (case, keys) = lost();
    says(
        case.restore_with("b.db", None, Some("town.example/candour")),
        "is called `town.example/candour` already",
    );
    says(case.restore_with("b.db", None, Some("two words")), "--origin");
    assert!(std::fs::read(case.path("candour.db.keys")).expect("read") == keys, "the key file is as it was");
    case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    goes_on(&case);
}

#[test]
fn without_a_second_copy_the_backup_says_what_there_was() {
    let (case, _) = lost();
    std::fs::remove_file(case.path("candour.db.last-signed")).expect("removed");
    let done = case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    assert_eq!(done.new_log, Some((SECOND.into(), Some(0))));
    case.open();
}

#[test]
fn a_stop_before_the_store_was_moved_is_finished_by_the_next_run() {
    let (case, _) = lost();
    case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    std::fs::rename(case.path("candour.db"), case.path("candour.db.restoring")).expect("moved");
    let done = case.restore_with("b.db", None, Some(SECOND)).expect("finished");
    assert_eq!(done.new_log, Some((SECOND.into(), None)));
    goes_on(&case);
}

#[test]
fn a_stop_before_the_key_file_was_moved_begins_again() {
    let (case, keys) = lost();
    case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    std::fs::rename(case.path("candour.db"), case.path("candour.db.restoring")).expect("moved");
    std::fs::rename(case.path("candour.db.keys"), case.path("candour.db.keys.restoring")).expect("moved");
    std::fs::write(case.path("candour.db.keys"), keys).expect("written");
    case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    goes_on(&case);
}

#[test]
fn a_stop_between_the_two_second_copies_begins_again() {
    let (case, _) = lost();
    let old = case.path("candour.db.last-signed.old-town-example-candour");
    std::fs::rename(case.path("candour.db.last-signed"), old).expect("moved");
    case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    goes_on(&case);
}

#[test]
fn a_run_that_is_done_is_not_done_again() {
    let (case, _) = lost();
    case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    says(case.restore_with("b.db", None, Some(SECOND)), "is called `town.example/second` already");
    goes_on(&case);
}

#[test]
fn old_backups_are_written_anew_under_the_new_name() {
    let (case, _) = lost();
    case.restore_with("b.db", None, Some(SECOND)).expect("restored");
    let made = case.backup("b.db").expect("made");
    assert_eq!((made.whole.origin.as_str(), made.whole.is.size), (SECOND, 2));
}
