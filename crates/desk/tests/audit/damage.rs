//! Random damage of the closed file: found, or without any meaning; and the audit never fails over it.

use std::fmt::Write as _;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::{Case, Seeded, template, words};

/// Everything that an audit answers for: all but what its closing words name as not checkable, and remarks in the schema.
const CHECKED: [&str; 10] = [
    "SELECT * FROM event ORDER BY position",
    "SELECT * FROM sealed ORDER BY key",
    "SELECT * FROM subject ORDER BY id",
    "SELECT * FROM tile ORDER BY key",
    "SELECT * FROM checkpoint ORDER BY size",
    "SELECT tag, words, position, digest FROM submission ORDER BY position",
    "SELECT hash, kind, at FROM lookup UNION ALL SELECT hash, kind, at FROM fresh ORDER BY hash, kind, at",
    "SELECT id, tag, path, format, agency, covers_from, covers_to, completeness, read FROM source_file WHERE format <> 'agency.toml' ORDER BY id",
    "SELECT value FROM meta WHERE name IN ('origin', 'key') ORDER BY name",
    "SELECT type, name FROM sqlite_schema ORDER BY name",
];

#[test]
fn random_bytes_are_found_or_mean_nothing() {
    let whole = std::fs::read(template().path()).expect("read");
    let before = content(&template().copy().sql()).expect("reads");
    let mut seeded = Seeded(5);
    let (mut found, rounds) = (0, if std::env::var_os("CANDOUR_LONG").is_some() { 2000 } else { 120 });
    for round in 0..rounds {
        let mut bytes = whole.clone();
        let mut places = Vec::new();
        for _ in 0..=seeded.below(3) {
            let place = seeded.below(bytes.len() as u64) as usize;
            bytes[place] ^= 1 + seeded.below(255) as u8;
            places.push(place);
        }
        let case = Case::new();
        std::fs::write(case.path(), &bytes).expect("written");
        if !case.audit().findings.is_empty() {
            found += 1;
            continue;
        }
        let audited = case.audit_open();
        if !audited.findings.is_empty() {
            found += 1;
            continue;
        }
        let after = content(&case.sql());
        assert!(
            after.as_ref() == Ok(&before),
            "round {round}: bytes {places:?} were changed, and nothing was found"
        );
    }
    assert!(found * 2 > rounds, "{found} of {rounds} were found");
}

#[test]
fn a_file_cut_off_or_overwritten_is_said_to_be() {
    let whole = std::fs::read(template().path()).expect("read");
    for cut in [0, 1, 100, 4096, whole.len() / 2, whole.len() - 1] {
        let case = Case::new();
        std::fs::write(case.path(), &whole[..cut]).expect("written");
        assert!(!case.audit().findings.is_empty(), "cut at {cut}");
    }
    let mut seeded = Seeded(6);
    for _ in 0..20 {
        let mut bytes = whole.clone();
        let page = seeded.below(bytes.len() as u64 / 4096) as usize * 4096;
        bytes[page..page + 4096].fill(seeded.below(256) as u8);
        let case = Case::new();
        std::fs::write(case.path(), &bytes).expect("written");
        let audited = case.audit();
        assert!(!audited.findings.is_empty(), "page at {page}: {}", words(&audited));
    }
}

fn content(connection: &Connection) -> Result<String, String> {
    let mut all = String::new();
    for query in CHECKED {
        let mut query = connection.prepare(query).map_err(|cause| cause.to_string())?;
        let columns = query.column_count();
        let mut rows = query.query([]).map_err(|cause| cause.to_string())?;
        while let Some(row) = rows.next().map_err(|cause| cause.to_string())? {
            for column in 0..columns {
                let value: Value = row.get(column).map_err(|cause| cause.to_string())?;
                let _ = write!(all, "{value:?}|");
            }
        }
    }
    Ok(all)
}
