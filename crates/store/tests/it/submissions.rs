//! A telling sent twice is recorded once; another one under its id is refused.

use store::{Appended, Error, NewRecord, Submission};

use super::{Case, indexes, record};

fn telling(n: u64, id: u8, digest: u8) -> NewRecord {
    let submission = Submission { tag: [id; 16], words: [n as u8; 16], digest: [digest; 16] };
    NewRecord { submission: Some(submission), ..record(n, 5) }
}

#[test]
fn the_same_submission_is_recorded_once() {
    let case = Case::new();
    let store = case.open();
    store.append(vec![record(9, 5)], false).expect("appends");
    store.append(vec![telling(1, 1, 1)], false).expect("appends");
    let again = store.append(vec![telling(2, 1, 1)], true).expect("answers");
    assert_eq!(again.appended, [Appended::Known(Some(1))]);
    assert_eq!(again.proofs.len(), 1, "with its proof");
    let reader = case.reader();
    assert_eq!((reader.size().expect("reads"), reader.submission(&[1; 16]).expect("reads")), (2, Some(1)));
    assert_eq!(reader.by_words(&[1; 16]).expect("reads"), Some(1));
    assert_eq!(
        reader.by_words(&[2; 16]).expect("reads"),
        None,
        "the words of the second time are of no telling"
    );
}

#[test]
fn another_telling_under_the_same_id_is_refused_and_leaves_nothing() {
    let case = Case::new();
    let store = case.open();
    store.append(vec![telling(1, 1, 1)], false).expect("appends");
    let refused = store.append(vec![telling(2, 1, 2)], false).expect_err("refused");
    assert!(matches!(refused, Error::OtherTelling), "{refused}");
    let done = store.append(vec![telling(3, 3, 3)], false).expect("the store goes on");
    assert_eq!(indexes(&done), [1]);
    store::whole(&case.reader()).expect("whole");
}

#[test]
fn many_at_once_under_one_id_are_one_entry() {
    let case = Case::new();
    let store = case.open();
    let new: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|n| {
                let store = &store;
                scope.spawn(move || {
                    indexes(&store.append(vec![telling(n, 1, 1)], false).expect("answers")).len()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("ends")).sum()
    });
    assert_eq!((new, case.reader().size().expect("reads")), (1, 1));
}

#[test]
fn thousands_are_sorted_in_and_every_one_is_found() {
    let case = Case::new();
    let store = case.open();
    let tag = |n: u64| *(u128::from(n) << 64 | 7).to_le_bytes().first_chunk::<16>().expect("16 bytes");
    let telling = |n: u64| {
        let submission = Submission { tag: tag(n), words: tag(n + (1 << 40)), digest: [1; 16] };
        NewRecord { submission: Some(submission), subjects: Vec::new(), groups: Vec::new(), ..record(n, 5) }
    };
    let count = 25_000;
    for first in (0..count).step_by(1_000) {
        store.append((first..first + 1_000).map(telling).collect(), false).expect("appends");
    }
    let other_process = case.reader();
    for n in (0..count).step_by(977).chain([count - 1]) {
        for found in [
            other_process.submission(&tag(n)).expect("reads"),
            other_process.by_words(&tag(n + (1 << 40))).expect("reads"),
            store.read(|reader| reader.submission(&tag(n))).expect("reads"),
        ] {
            assert_eq!(found, Some(n));
        }
        let again = store.append(vec![telling(n)], false).expect("answers");
        assert_eq!(again.appended, [Appended::Known(Some(n))]);
    }
    let raw = store::raw::Raw::open(&store::Address(case.database())).expect("opens");
    raw.not_found(&mut |kind, at| panic!("kind {kind}, {at}, is not found")).expect("reads");
    let sorted = rusqlite::Connection::open(case.database()).expect("opens");
    let rows: i64 = sorted.query_row("SELECT count(*) FROM lookup", [], |row| row.get(0)).expect("counted");
    assert!(rows >= 48 << 10, "only {rows} were sorted in");
}
