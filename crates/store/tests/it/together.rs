//! Many at once: threads share commits, and processes take turns.

use std::collections::BTreeSet;

use super::{Case, indexes, leaf, proofs_hold, record};

#[test]
fn sixty_four_threads_get_indexes_of_their_own_and_proofs_that_hold() {
    let case = Case::new();
    let store = case.open();
    let all: Vec<u64> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..64u64)
            .map(|thread| {
                let store = &store;
                scope.spawn(move || {
                    let mut mine = Vec::new();
                    for n in 0..4 {
                        let record = record(thread * 4 + n, 5);
                        let leaf = leaf(&record);
                        let done = store.append(vec![record], true).expect("appends");
                        proofs_hold(&done, &[leaf]);
                        mine.extend(indexes(&done));
                    }
                    mine
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("ends")).collect()
    });
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 256, "all distinct");
    assert_eq!(all.iter().max(), Some(&255), "without gaps");
    let checkpoints = case.reader().count(store::Counted::Checkpoints).expect("reads");
    assert!(checkpoints < 256, "{checkpoints} commits for 256 appends: none was shared");
}

#[test]
fn two_processes_append_in_turn_and_nothing_is_lost() {
    let case = Case::new();
    let stores = [case.open(), case.open()];
    for n in 0..40u64 {
        let record = record(n, n as i64);
        let leaf = leaf(&record);
        let done = stores[n as usize % 2].append(vec![record], true).expect("appends");
        assert_eq!(indexes(&done), [n]);
        proofs_hold(&done, &[leaf]);
    }
    store::whole(&case.reader()).expect("whole");
}

#[test]
fn two_processes_append_at_once_and_nothing_is_lost() {
    let case = Case::new();
    let stores = [case.open(), case.open()];
    let all: BTreeSet<u64> = std::thread::scope(|scope| {
        let threads: Vec<_> = stores
            .iter()
            .zip(0u64..)
            .map(|(store, side)| {
                scope.spawn(move || {
                    let append = |n| store.append(vec![record(side * 100 + n, 5)], false).expect("appends");
                    (0..50).flat_map(|n| indexes(&append(n))).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("ends")).collect()
    });
    assert_eq!(all, (0..100).collect());
    drop(stores);
    case.open();
    store::whole(&case.reader()).expect("whole");
}

#[test]
fn subject_numbers_are_never_given_twice() {
    let case = Case::new();
    let stores = [case.open(), case.open()];
    let mut numbers = BTreeSet::new();
    for _ in 0..100 {
        for store in &stores {
            assert!(numbers.insert(store.next_subject().expect("a number")));
        }
    }
    assert!(numbers.first() >= Some(&store::FIRST_SUBJECT));
}
