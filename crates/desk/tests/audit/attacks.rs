//! Rows deleted, put in, swapped, back-dated; tables made and lost.

use super::{Case, clean, names, words};

#[test]
fn a_deleted_entry_is_named() {
    for entry in [0, 57, 300, 412] {
        let case = Case::new();
        case.change(&format!("DELETE FROM event WHERE position = {entry}"));
        names(&case.audit(), entry);
    }
}

#[test]
fn deleted_last_entries_are_missed_by_the_second_copy() {
    let case = Case::new();
    case.change("DELETE FROM event WHERE position >= 415; DELETE FROM sealed WHERE key >= 415 << 16; DELETE FROM checkpoint WHERE size > 415; DELETE FROM submission WHERE position >= 415");
    let audited = case.audit();
    assert!(words(&audited).contains("cut off"), "{}", words(&audited));
}

#[test]
fn swapped_entries_are_named() {
    for (a, b) in [(10, 11), (300, 301), (412, 413)] {
        let case = Case::new();
        case.change(&format!(
            "UPDATE event SET position = -1 WHERE position = {a}; UPDATE event SET position = {a} WHERE position = {b};
             UPDATE event SET position = {b} WHERE position = -1;
             UPDATE sealed SET key = key + (1 << 50) WHERE key >> 16 = {a};
             UPDATE sealed SET key = key - (({b} - {a}) << 16) WHERE key >> 16 = {b};
             UPDATE sealed SET key = key - (1 << 50) + (({b} - {a}) << 16) WHERE key >> 16 >= 1 << 33;"
        ));
        let audited = case.audit();
        if a < 256 {
            names(&audited, a);
            continue;
        }
        // In the part of the log that fills no tile yet, the span between two checkpoints is named.
        let first = audited.findings.list()[0].entry.expect("an entry");
        assert!(first <= a, "{}", words(&audited));
        assert!(
            words(&audited).contains("not the one that was signed")
                || words(&audited).contains("from here to")
        );
    }
}

#[test]
fn an_entry_put_in_at_the_end_is_covered_by_no_checkpoint() {
    let case = Case::new();
    case.change(
        "INSERT INTO event SELECT 417, randomblob(16), kind, logged + 1, entry, concern, passes, seeds, open, hidden FROM event WHERE position = 5",
    );
    names(&case.audit(), 417);
    let case = Case::new();
    case.change(
        "INSERT INTO event SELECT -5, id, kind, logged, entry, concern, passes, seeds, open, hidden FROM event WHERE position = 5",
    );
    assert!(!case.audit().findings.is_empty());
}

#[test]
fn a_back_dated_entry_is_named() {
    let case = Case::new();
    case.change("UPDATE event SET logged = logged - 100 WHERE position = 414");
    let audited = case.audit();
    names(&audited, 414);
    assert!(words(&audited).contains("back-dated"), "{}", words(&audited));
}

#[test]
fn a_consistent_forgery_without_the_key_is_named_by_its_tile() {
    let case = Case::new();
    // A whole entry put in the place of another: it fits itself, and not the tree.
    case.change(
        "DELETE FROM event WHERE position = 40; DELETE FROM sealed WHERE key >> 16 = 40;
         INSERT INTO event SELECT 40, id, kind, logged, entry, concern, passes, seeds, open, hidden FROM event WHERE position = 39;
         INSERT INTO sealed SELECT key + 65536, subjects, wrapped, sealed FROM sealed WHERE key >> 16 = 39",
    );
    names(&case.audit(), 40);
}

#[test]
fn what_was_destroyed_without_an_erasure_is_named_and_what_was_brought_back_too() {
    let case = Case::new();
    case.change("UPDATE sealed SET wrapped = NULL, sealed = NULL WHERE key >> 16 = 413");
    let audited = case.audit();
    names(&audited, 413);
    assert!(words(&audited).contains("no erasure says so"), "{}", words(&audited));

    let case = Case::new();
    case.change("DELETE FROM sealed WHERE key >> 16 = 413");
    names(&case.audit(), 413);

    let case = Case::new();
    case.change("UPDATE sealed SET wrapped = x'00', sealed = x'00' WHERE key >> 16 = 415");
    let audited = case.audit();
    names(&audited, 415);
    assert!(words(&audited).contains("still there"), "{}", words(&audited));

    let case = Case::new();
    case.change("UPDATE subject SET tag = NULL, epoch = NULL, wrapped = NULL WHERE id = (SELECT max(id) FROM subject WHERE wrapped IS NOT NULL)");
    assert!(words(&case.audit()).contains("was destroyed, and no erasure says so"));

    let case = Case::new();
    let put_back =
        "UPDATE subject SET epoch = 2, wrapped = zeroblob(72), erased_as = NULL WHERE erased_as IS NOT NULL";
    case.change(put_back);
    assert!(words(&case.audit()).contains("is still there"));

    let case = Case::new();
    case.change("UPDATE event SET concern = randomblob(16) WHERE position = 415");
    names(&case.audit(), 415);
}

#[test]
fn rows_that_point_nowhere_are_found() {
    for sql in [
        "INSERT INTO sealed VALUES (9999 << 16, x'0000000000000001', x'00', x'00')",
        "INSERT INTO sealed VALUES (-5, x'0000000000000001', x'00', x'00')",
        "INSERT INTO sealed VALUES ((3 << 16) + 900, x'0000000000000001', x'00', x'00')",
        "INSERT INTO submission VALUES (9999, zeroblob(16), randomblob(16), zeroblob(16))",
        "INSERT INTO submission VALUES (3, zeroblob(16), randomblob(16), zeroblob(16))",
        "DELETE FROM fresh WHERE kind = 1 AND at = 412",
        "DELETE FROM fresh WHERE kind = 2 AND at = 412",
        "DELETE FROM fresh WHERE n = (SELECT max(n) FROM fresh WHERE kind = 3)",
        "UPDATE fresh SET at = 413 WHERE kind = 2 AND at = 412",
        "UPDATE fresh SET hash = randomblob(16) WHERE kind = 1 AND at = 412",
        "INSERT INTO lookup VALUES (randomblob(16), 1, 412)",
        "INSERT INTO lookup VALUES (randomblob(16), 7, 412)",
        "INSERT INTO lookup SELECT hash, kind, at FROM fresh; DELETE FROM fresh; DELETE FROM lookup WHERE kind = 1 AND at = 412",
        "INSERT INTO lookup SELECT hash, kind, at FROM fresh; DELETE FROM fresh; UPDATE lookup SET at = at + 1 WHERE kind = 2 AND at = 412",
        "DELETE FROM submission WHERE position = 412",
        "INSERT INTO seen VALUES (randomblob(16), 9999)",
        "INSERT INTO cosignature VALUES (417, 'nobody')",
        "INSERT INTO cosignature VALUES (9999, '— a AAAAAAA=')",
        "INSERT INTO checkpoint SELECT 9999, note FROM checkpoint WHERE size = 417",
        "DELETE FROM checkpoint WHERE size = 417",
        "INSERT INTO tile SELECT key + 7, hashes FROM tile LIMIT 1",
        "DELETE FROM tile",
        "DELETE FROM source_file WHERE format = 'cin_census'",
        "INSERT INTO source_file SELECT id + 500, randomblob(16), path, whole, format, agency, covers_from, covers_to, completeness, read, skipped, repaired, repeated, children, bytes FROM source_file WHERE format = 'cin_census' LIMIT 1",
        "UPDATE policy SET files = replace(files, 'a', 'b')",
        "UPDATE policy SET digest = 'x'",
        "CREATE TABLE names (name TEXT)",
        "CREATE TRIGGER quiet AFTER INSERT ON event BEGIN DELETE FROM seen; END",
        "ALTER TABLE event ADD COLUMN note TEXT",
        "DROP TABLE lookup",
        "DROP TABLE fresh",
        "DROP TABLE seen",
        "DROP TABLE sealed",
        "DROP TABLE event",
        "DROP TABLE checkpoint",
        "DROP TABLE tile",
        "DROP TABLE subject",
        "DROP TABLE meta",
        "PRAGMA application_id = 7",
        "PRAGMA user_version = 2",
        "PRAGMA user_version = 4",
    ] {
        let case = Case::new();
        case.change(sql);
        assert!(!case.audit().findings.is_empty(), "not found: {sql}");
    }
    clean(&Case::new().audit());
}
