//! The store keeps what it was given, once, in order, and says plainly when a file is not its own.

use record::agency::Addressee;
use record::event::{Assurance, Body, By, Event, HandedOver};
use record::policy::Policy;
use record::source::{Completeness, SourceFile};
use record::{AgencyId, Claimed, Code, ConcernRef, Coverage, Day, EventId, FileId, Logged, SourceRef};
use store::{Address, Store};

fn event(n: u32) -> Event {
    let agency = AgencyId::new("police");
    Event {
        id: EventId(u128::from(n) << 64 | 1),
        claimed: Claimed::day(Day(n as i32)),
        logged: Logged(5),
        by: By { agency: agency.clone(), post: None, holder: None, assurance: Assurance::Imported },
        source: SourceRef { file: FileId(0), line: n, part: 0 },
        body: Body::HandedOver(Box::new(HandedOver {
            concern: ConcernRef { agency: agency.clone(), key: n.to_string().into() },
            to: Addressee::agency(agency),
            words: None,
        })),
    }
}

fn file() -> (SourceFile, [u8; 32]) {
    let file = SourceFile {
        id: FileId(0),
        path: "police/concerns.csv".into(),
        format: Code::new("concerns.csv"),
        agency: AgencyId::new("police"),
        covers: Some(Coverage { from: Day(1), to: Day(9) }),
        completeness: Completeness::Full,
        read: 3,
        skipped: 1,
        repaired: 2,
        repeated: 0,
        children: 2,
        bytes: 99,
    };
    (file, [7; 32])
}

fn open(folder: &tempfile::TempDir) -> Store {
    Store::open(&Address(folder.path().join("candour.db"))).expect("opens")
}

#[test]
fn what_was_appended_reads_back_after_reopening() {
    let folder = tempfile::tempdir().expect("a folder");
    let (policy, events) = (Policy::england(), [event(3), event(1), event(2)]);
    let mut store = open(&folder);
    let mut batch = events.iter().map(|event| (None, event));
    let appended = store.append(&policy, &[file()], &mut batch).expect("appends");
    assert_eq!((appended.added, appended.known), (3, 0));
    drop(store);
    let store = open(&folder);
    assert_eq!(store.events().expect("reads"), events);
    assert_eq!(store.files().expect("reads"), [file().0]);
    assert_eq!(store.file_number("police/concerns.csv", &[7; 32]).expect("reads"), Some(FileId(0)));
    assert_eq!(store.next_file_number().expect("reads"), FileId(1));
}

#[test]
fn a_second_import_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (policy, events) = (Policy::england(), [event(1), event(2)]);
    let mut store = open(&folder);
    for added in [2, 0] {
        let mut batch = events.iter().map(|event| (Some([event.source.line as u8; 16]), event));
        assert_eq!(store.append(&policy, &[file()], &mut batch).expect("appends").added, added);
    }
    assert_eq!(store.events().expect("reads").len(), 2);
}

#[test]
fn the_import_secret_is_drawn_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(&folder);
    assert_eq!(store.import_secret([1; 32]).expect("kept"), [1; 32]);
    assert_eq!(store.import_secret([2; 32]).expect("kept"), [1; 32]);
}

#[test]
fn another_programs_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear Sir or Madam, this is no database at all, it is a letter. ".repeat(20))
        .expect("written");
    let before = std::fs::read(&path).expect("read");
    let error = Store::open(&Address(path.clone())).expect_err("refused").to_string();
    assert!(error.contains("another program"), "{error}");
    assert_eq!(std::fs::read(&path).expect("read"), before);
}
