use std::os::unix::fs::PermissionsExt;

use store::Reader;

use super::{Case, NOW, says, tell};

#[test]
fn a_backup_of_a_store_in_use_is_whole_private_and_registered_in_itself_too() {
    let case = Case::new();
    let archive = case.open();
    tell(&archive, "Ada");
    let made = desk::backup_to(&archive, &case.path("b.db"), NOW).expect("made");
    tell(&archive, "Berta");
    let backup = Reader::untouched(&made.path).expect("opens");
    assert_eq!(store::whole(&backup).expect("whole").is, made.whole.is);
    assert_eq!(made.whole.is.size, 1);
    let mode = std::fs::metadata(&made.path).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let known = [(made.path.to_string_lossy().into_owned(), NOW.0, 1)];
    assert_eq!(archive.store().read(Reader::backups).expect("reads"), known);
    assert_eq!(backup.backups().expect("reads").len(), 1, "a store restored from it knows it");
    assert!(case.names().iter().all(|name| !name.contains("partial") && !name.starts_with("b.db-")));
}

#[test]
fn a_backup_holds_neither_names_nor_keys() {
    let case = Case::new();
    case.tell(&["Magnoliacanary"]);
    case.backup("b.db").expect("made");
    assert_eq!(case.holds("Magnoliacanary"), [] as [&str; 0]);
    let keys = std::fs::read_to_string(case.path("candour.db.keys")).expect("read");
    let sealed = keys.lines().last().expect("a line").strip_prefix("sealed ").expect("sealed");
    assert_eq!(case.holds(sealed), ["candour.db.keys"]);
}

#[test]
fn an_older_backup_is_written_anew_and_its_bytes_go() {
    let case = Case::new();
    case.tell(&["Ada"]);
    case.backup("b.db").expect("made");
    // A second name of the old file, looked at through a handle, shows what became of its bytes.
    let mut held = std::fs::File::open(case.path("b.db")).expect("opens");
    case.tell(&["Berta"]);
    assert_eq!(case.backup("b.db").expect("made").whole.is.size, 2);
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut held, &mut bytes).expect("reads");
    assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0));
    assert_eq!(case.reader().backups().expect("reads").len(), 1);
}

#[test]
fn nothing_else_is_ever_written_over() {
    let case = Case::new();
    case.tell(&["Ada"]);
    std::fs::write(case.path("letter"), "Dear Sir").expect("written");
    says(case.backup("letter"), "is no candour backup");
    std::fs::write(case.path("empty"), "").expect("written");
    says(case.backup("empty"), "is no candour backup");
    assert_eq!(std::fs::read(case.path("letter")).expect("read"), b"Dear Sir");
    for own in ["candour.db", "candour.db.keys", "candour.db.last-signed", "candour.db-wal", "./candour.db"] {
        says(case.backup(own), "is a part of the store itself");
    }
    let other = Case::new();
    other.tell(&["Ada"]);
    let there = case.path("other.db");
    let archive = desk::Archive::open(
        &desk::Place { origin: Some("other.example".into()), ..desk::Place::beside(store::Address(there)) },
        &super::passphrase,
    );
    drop(archive.expect("opens"));
    says(case.backup("other.db"), "is a backup of the log `other.example`");
    assert_eq!(case.reader().backups().expect("reads"), [], "what was not made is not registered");
}

#[test]
fn a_newer_backup_is_left_alone() {
    let case = Case::new();
    case.tell(&["Ada"]);
    case.backup("old.db").expect("made");
    case.tell(&["Berta"]);
    case.backup("new.db").expect("made");
    // Somebody brings back the old copy, with its second copy: only the backup tells.
    std::fs::copy(case.path("old.db"), case.path("candour.db")).expect("copied");
    std::fs::remove_file(case.path("candour.db.last-signed")).expect("removed");
    let (reader, origin) = (case.reader(), "town.example/candour");
    let is = store::last_signed::SizeAndRoot { size: 1, root: reader.root_at(1).expect("a root") };
    store::last_signed::LastSigned::make(&case.path("candour.db.last-signed"), origin, is).expect("made");
    says(case.backup("new.db"), "the backup is newer and was left alone");
    assert_eq!(Reader::untouched(&case.path("new.db")).expect("opens").size().expect("reads"), 2);
}

#[test]
fn all_registered_backups_are_renewed_and_one_out_of_reach_is_told() {
    let case = Case::new();
    case.tell(&["Ada"]);
    case.backup("one.db").expect("made");
    case.backup("two.db").expect("made");
    case.tell(&["Berta"]);
    std::fs::remove_file(case.path("two.db")).expect("removed");
    let done = desk::renew_backups(&case.open(), NOW).expect("done");
    let sizes: Vec<Option<u64>> =
        done.iter().map(|(_, made)| made.as_ref().ok().map(|made| made.whole.is.size)).collect();
    assert_eq!(sizes, [Some(2), None]);
}
