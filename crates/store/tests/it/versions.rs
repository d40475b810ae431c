//! Files that are not of this version: refused with words, and left alone byte for byte.

use std::path::Path;

use record::Body;
use store::version_1::First;
use store::{Address, Error, Reader};

use super::{Case, record};

fn version_1() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/version_1.db")
}

/// Opening is refused for writing and reading, and the file stays as it was.
#[track_caller]
fn refused_untouched(case: &Case) -> Error {
    let before = std::fs::read(case.database()).expect("read");
    let refused = case.refused();
    Reader::open(&Address(case.database())).expect_err("refused");
    Reader::untouched(&case.database()).expect_err("refused");
    assert!(std::fs::read(case.database()).expect("read") == before, "it was touched");
    refused
}

#[test]
fn another_programs_file_is_refused_and_left_alone() {
    let case = Case::new();
    let letter = "Dear Sir or Madam, this is no database at all, it is a letter. ".repeat(20);
    std::fs::write(case.database(), letter).expect("written");
    let refused = refused_untouched(&case).to_string();
    assert!(refused.contains("another program"), "{refused}");
    assert!(!case.path("last-signed").exists());
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let case = Case::new();
    case.meddle("CREATE TABLE stamps (country TEXT); INSERT INTO stamps VALUES ('Ruritania');");
    let refused = refused_untouched(&case).to_string();
    assert!(refused.contains("another program"), "{refused}");
}

#[test]
fn a_store_of_a_newer_version_is_refused_and_left_alone() {
    let case = Case::new();
    case.open().append(vec![record(0, 5)], false).expect("appends");
    case.meddle("PRAGMA journal_mode = DELETE; PRAGMA user_version = 99;");
    let refused = refused_untouched(&case);
    assert!(matches!(refused, Error::Newer { found: 99, known: store::VERSION }), "{refused}");
    assert!(refused.to_string().contains("nothing was touched"), "{refused}");
}

#[test]
fn a_store_from_before_the_ledger_is_refused_and_left_alone() {
    let case = Case::new();
    std::fs::copy(version_1(), case.database()).expect("copied");
    let refused = refused_untouched(&case);
    assert!(matches!(refused, Error::Older(_)), "{refused}");
    assert!(refused.to_string().contains("candour migrate"), "{refused}");
}

/// The file that an earlier candour left of three tellings, one of them erased.
fn version_2() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../desk/tests/data/version_2/candour.db")
}

#[test]
fn a_store_of_version_2_is_brought_to_this_version_and_is_as_candour_makes_one() {
    let case = Case::new();
    std::fs::copy(version_2(), case.database()).expect("copied");
    let before = entries(&Reader::untouched(&case.database()).expect("a backup of it reads"));
    let refused = Reader::open(&Address(case.database())).expect_err("refused");
    assert!(refused.to_string().contains("candour migrate"), "{refused}");
    assert!(store::upgrade(&case.database()).expect("upgrades"));
    assert!(!store::upgrade(&case.database()).expect("done"), "once is enough");
    let raw = store::raw::Raw::open(&Address(case.database())).expect("opens");
    assert_eq!(raw.shape().expect("reads"), Vec::<String>::new());
    assert_eq!(raw.integrity(), Vec::<String>::new());
    let mut missing = Vec::new();
    raw.not_found(&mut |kind, at| missing.push((kind, at))).expect("reads");
    raw.lookups(&mut |row| assert!(row.right, "{row:?}")).expect("reads");
    assert_eq!(missing, []);
    assert_eq!(entries(&case.reader()), before);
}

fn entries(reader: &Reader) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let size = reader.size().expect("reads");
    reader
        .entries(0, size, &mut |_, entry| {
            all.push(entry.to_vec());
            Ok(())
        })
        .expect("reads");
    all
}

#[test]
fn a_store_from_before_the_ledger_reads_whole() {
    let case = Case::new();
    std::fs::copy(version_1(), case.database()).expect("copied");
    let first = First::open(&case.database()).expect("opens");
    assert!(First::open(&case.database()).is_err(), "nobody else meanwhile");
    let (last, events) = first.events(0, 5).expect("reads");
    let (end, rest) = first.events(last, 5).expect("reads");
    assert_eq!((events.len(), rest.len(), end, first.size().expect("reads")), (5, 3, 8, 8));
    let told = events.iter().chain(&rest).filter(|event| matches!(event.body, Body::Told(_))).count();
    assert_eq!(told, 3);
    let paths: Vec<String> = first.files().expect("reads").into_iter().map(|(file, _)| file.path).collect();
    assert_eq!(paths, ["police/concerns.csv", "school/concerns.csv"]);
    assert_eq!((first.seen().expect("reads").len(), first.policies().expect("reads").len()), (6, 1));
    assert!(first.secret().expect("reads").is_some());
    first.close().expect("closes");
}

#[test]
fn only_a_store_from_before_the_ledger_is_read_as_one() {
    let case = Case::new();
    drop(case.open());
    assert!(matches!(First::open(&case.database()), Err(Error::Migrated(_))));
    assert!(matches!(First::open(&case.path("none.db")), Err(Error::NotThere(_))));
}
