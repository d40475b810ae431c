//! One value changed in each column, of sampled rows: it is found, and the entry is named where there is one.

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::{Case, Seeded, template, words};

/// Rows tried of each column.
const ROWS: usize = 3;

/// A column, what picks the rows, and what the entry of a row is; `None`: the finding names no entry.
struct Column {
    table: &'static str,
    column: &'static str,
    rows: &'static str,
    entry: Option<&'static str>,
}

const fn column(
    table: &'static str,
    column: &'static str,
    rows: &'static str,
    entry: Option<&'static str>,
) -> Column {
    Column { table, column, rows, entry }
}

const LOGGED: Option<&str> = Some("position");
const OF_GROUP: Option<&str> = Some("key >> 16");
/// Rows of `sealed` that were not erased.
const KEPT: &str = "wrapped IS NOT NULL";
/// Files that an entry speaks of.
const FILES: &str = "format NOT IN ('told', 'agency.toml')";

/// Found by anybody.
const WITHOUT_KEY: &[Column] = &[
    column("event", "position", "position < 416", None),
    column("event", "id", "1", LOGGED),
    column("event", "kind", "1", LOGGED),
    column("event", "logged", "1", LOGGED),
    column("event", "entry", "1", LOGGED),
    column("event", "open", "1", LOGGED),
    column("event", "hidden", "1", LOGGED),
    column("sealed", "key", KEPT, None),
    column("sealed", "subjects", KEPT, OF_GROUP),
    column("sealed", "wrapped", KEPT, OF_GROUP),
    column("sealed", "sealed", KEPT, OF_GROUP),
    column("subject", "erased_as", "erased_as IS NOT NULL", None),
    column("tile", "key", "1", None),
    column("tile", "hashes", "1", Some("(SELECT NULL)")),
    column("checkpoint", "size", "1", None),
    column("checkpoint", "note", "1", None),
    column("submission", "position", "1", None),
    column("source_file", "id", FILES, None),
    column("source_file", "format", FILES, None),
    column("source_file", "agency", FILES, None),
    column("source_file", "covers_from", "covers_from IS NOT NULL", None),
    column("source_file", "covers_to", "covers_to IS NOT NULL", None),
    column("source_file", "completeness", FILES, None),
    column("source_file", "read", FILES, None),
    column("meta", "value", "name IN ('origin', 'key')", None),
];

/// Found with the passphrase only: the audit's closing words say so.
const WITH_KEY: &[Column] = &[
    column("event", "concern", "concern IS NOT NULL AND length(concern) = 16", LOGGED),
    column("event", "passes", "passes IS NOT NULL AND length(passes) = 16", LOGGED),
    column(
        "event",
        "seeds",
        "length(seeds) > 32 AND position NOT IN (SELECT key >> 16 FROM sealed WHERE wrapped IS NULL)",
        LOGGED,
    ),
    column("subject", "epoch", "epoch IS NOT NULL", None),
    column("subject", "wrapped", "wrapped IS NOT NULL", None),
    column("subject", "id", "wrapped IS NOT NULL", None),
    column("subject", "tag", "tag IS NOT NULL", None),
    column("submission", "tag", "words IS NOT NULL", LOGGED),
    column("submission", "words", "words IS NOT NULL", LOGGED),
    column("submission", "digest", "words IS NOT NULL", LOGGED),
    column("source_file", "tag", FILES, None),
    column("source_file", "path", "1", None),
];

#[test]
fn a_changed_value_is_found_by_anybody() {
    let mut seeded = Seeded(11);
    let mut tried = 0;
    for of in WITHOUT_KEY {
        tried += each(of, &mut seeded, false);
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn what_is_keyed_is_found_with_the_passphrase() {
    let mut seeded = Seeded(12);
    let mut tried = 0;
    for of in WITH_KEY {
        tried += each(of, &mut seeded, true);
    }
    assert!(tried > 20, "{tried}");
}

fn each(of: &Column, seeded: &mut Seeded, open: bool) -> usize {
    let rows = rows(&template().copy().sql(), of);
    let mut tried = 0;
    for _ in 0..ROWS.min(rows.len()) {
        let (row, entry) = &rows[seeded.below(rows.len() as u64) as usize];
        let case = Case::new();
        let Some((before, after)) = change(&case.sql(), of, row, seeded) else { continue };
        let audited = if open { case.audit_open() } else { case.audit() };
        let what = format!("{}.{} of {row}: {before:?} became {after:?}", of.table, of.column);
        assert!(!audited.findings.is_empty(), "not found: {what}");
        if let Some(entry) = entry {
            let named = audited.findings.list().iter().any(|finding| finding.entry == Some(*entry));
            assert!(named, "entry {entry} is not named: {what}\n{}", words(&audited));
        }
        tried += 1;
    }
    tried
}

/// The rows of a column, each by what finds it again, and its entry.
fn rows(connection: &Connection, of: &Column) -> Vec<(String, Option<u64>)> {
    let key = match of.table {
        "event" => "position",
        "sealed" | "tile" => "key",
        "checkpoint" => "size",
        "submission" => "position",
        "meta" => "quote(name)",
        _ => "id",
    };
    let name = key.trim_start_matches("quote(").trim_end_matches(')');
    let query = format!(
        "SELECT CAST({key} AS TEXT), {} FROM {} WHERE {} ORDER BY 1",
        of.entry.unwrap_or("NULL"),
        of.table,
        of.rows
    );
    let mut query = connection.prepare(&query).expect(&query);
    let found = query.query_map([], |row| {
        let entry: Option<i64> = row.get(1)?;
        Ok((format!("{name} = {}", row.get::<_, String>(0)?), entry.map(|entry| entry as u64)))
    });
    found.expect("queried").map(|row| row.expect("a row")).collect()
}

/// Changes one bit of a value, or one letter; `None`: the change is not possible here.
fn change(connection: &Connection, of: &Column, row: &str, seeded: &mut Seeded) -> Option<(Value, Value)> {
    let query = format!("SELECT {} FROM {} WHERE {row}", of.column, of.table);
    let before: Value = connection.query_row(&query, [], |row| row.get(0)).expect("a value");
    let after = match &before {
        Value::Integer(n) => Value::Integer(n ^ 1 << seeded.below(3)),
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            // What opens the open fields stands first in the seeds, and is found by anybody.
            let first = if of.column == "seeds" { 34 } else { 0 };
            let place = first + seeded.below((bytes.len() - first) as u64) as usize;
            *bytes.get_mut(place)? ^= 1 << seeded.below(8);
            Value::Blob(bytes)
        }
        Value::Text(text) => {
            let mut bytes = text.clone().into_bytes();
            let place = seeded.below(bytes.len() as u64) as usize;
            let letter = bytes.get_mut(place).filter(|letter| letter.is_ascii_alphanumeric())?;
            *letter = if *letter == b'x' { b'y' } else { b'x' };
            Value::Text(String::from_utf8(bytes).ok()?)
        }
        _ => return None,
    };
    let sql = format!("UPDATE {} SET {} = ?1 WHERE {row}", of.table, of.column);
    // A key that is taken already refuses: then nothing was changed.
    (connection.execute(&sql, params![after]).ok()? == 1).then_some((before, after))
}
