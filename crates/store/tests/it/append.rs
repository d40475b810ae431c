//! Appending and reading back, over one and two levels of tiles.

use ledger::Checkpoint;
use record::agency::Addressee;
use record::source::{Completeness, SourceFile};
use record::{AgencyId, Code, Coverage, Day, FileId};
use store::KeptFile;

use super::{Case, indexes, leaf, proofs_hold, record, small};

#[test]
fn what_was_appended_reads_back_after_reopening() {
    let case = Case::new();
    let records: Vec<_> = (0..5).map(|n| record(n, 10 + n as i64)).collect();
    let done = case.open().append(records.clone(), false).expect("appends");
    assert_eq!(indexes(&done), [0, 1, 2, 3, 4]);
    let store = case.open();
    let mut rows = Vec::new();
    let take = &mut |row| {
        rows.push(row);
        Ok(())
    };
    store.read(|reader| reader.records(0, 9, take)).expect("reads");
    assert_eq!(rows.len(), 5);
    for (row, record) in rows.iter().zip(&records) {
        assert_eq!((row.id, row.kind, row.logged), (record.id, record.kind, record.logged));
        assert_eq!(row.concern, record.concern.map(|tag| tag.to_vec()));
        assert_eq!((&row.seeds, &row.open, &row.hidden), (&record.seeds, &record.open, &record.hidden));
        assert_eq!(row.groups, record.groups);
        assert_eq!(ledger::leaf_hash(&row.entry), leaf(record));
    }
}

#[test]
fn a_long_log_has_every_tile_and_every_proof() {
    let case = Case::new();
    let of = 256 * 256 + 300;
    let records: Vec<_> = (0..of).map(small).collect();
    let leaves: Vec<_> = records.iter().map(leaf).collect();
    let store = case.open();
    for chunk in records.chunks(8192) {
        store.append(chunk.to_vec(), false).expect("appends");
    }
    drop(store);
    // The end of the log is read again, and one more entry fits behind it.
    let store = case.open();
    let last = small(of);
    let done = store.append(vec![last.clone()], true).expect("appends");
    assert_eq!(indexes(&done), [of]);
    proofs_hold(&done, &[leaf(&last)]);
    let reader = case.reader();
    let root = Checkpoint::parse(done.checkpoint.text()).expect("a checkpoint").root();
    assert_eq!(reader.root_at(of + 1).expect("a root"), root);
    for index in [0, 255, 256, 65_535, 65_536, of - 1] {
        let proof = reader.inclusion(index, of + 1).expect("a proof");
        let leaf = &leaves[index as usize];
        ledger::proof::verify_inclusion(index, of + 1, leaf, &proof, &root).expect("holds");
    }
    let tiles = reader.tiles().expect("reads");
    assert_eq!(tiles.iter().filter(|(level, _)| *level == 0).count(), 257);
    assert_eq!(tiles.iter().filter(|(level, _)| *level == 1).count(), 1);
    assert_eq!(store::whole(&reader).expect("whole").is.root, root);
}

#[test]
fn the_log_stamps_anew_what_comes_with_an_earlier_time() {
    let case = Case::new();
    let store = case.open();
    store.append(vec![record(0, 100)], false).expect("appends");
    let done = store.append(vec![record(1, 40), record(2, 101), record(3, 7)], true).expect("appends");
    let stamped: Vec<i64> = done.stamped.iter().map(|logged| logged.0).collect();
    assert_eq!(stamped, [100, 101, 101]);
    // What the log commits to is the time that was stamped.
    let as_stamped = [record(1, 100), record(2, 101), record(3, 101)];
    proofs_hold(&done, &as_stamped.iter().map(leaf).collect::<Vec<_>>());
    drop(store);
    let done = case.open().append(vec![record(4, 1)], false).expect("appends");
    assert_eq!(done.stamped[0].0, 101, "also after reopening");
}

#[test]
fn a_row_imported_twice_is_there_once() {
    let case = Case::new();
    let store = case.open();
    for new in [2, 0] {
        let rows = (0..2).map(|n| store::NewRecord { seen: Some([n as u8; 16]), ..record(n, 5) }).collect();
        assert_eq!(indexes(&store.append(rows, false).expect("appends")).len(), new);
    }
    assert_eq!(case.reader().size().expect("reads"), 2);
}

#[test]
fn a_file_is_found_again_and_stays_whole() {
    let case = Case::new();
    let store = case.open();
    let file = SourceFile {
        id: FileId(3),
        path: String::new(),
        format: Code::new("concerns.csv"),
        agency: Addressee::agency(AgencyId::new("police")).agency,
        covers: Some(Coverage { from: Day(1), to: Day(9) }),
        completeness: Completeness::Full,
        read: 3,
        skipped: 1,
        repaired: 2,
        repeated: 0,
        children: 2,
        bytes: 99,
    };
    for (whole, found) in [(false, false), (true, true), (false, true)] {
        let kept = KeptFile { file: file.clone(), tag: [7; 16], path: vec![1, 2] };
        store.append_and(Vec::new(), move |extra| extra.file(&kept, whole)).expect("kept");
        assert_eq!(case.reader().file_number(&[7; 16]).expect("reads"), Some((FileId(3), found)));
    }
    let files = case.reader().files().expect("reads");
    assert_eq!((files.len(), &files[0].file, &files[0].path), (1, &file, &vec![1, 2]));
    assert_eq!(case.reader().next_file_number().expect("reads"), FileId(4));
}

#[test]
fn nothing_is_sealed_under_a_key_that_is_not_there() {
    let case = Case::new();
    let store = case.open();
    let lost = store::NewRecord { subjects: Vec::new(), ..record(0, 5) };
    store.append(vec![lost], false).expect_err("refused");
    assert_eq!(indexes(&store.append(vec![record(1, 5)], false).expect("the store goes on")), [0]);
}
