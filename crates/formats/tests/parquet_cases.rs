//! Parquet files that are damaged, cut off or made to hurt: an error each time, never a panic that leaves the reader.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test")]

#[path = "../../candour/tests/it/cases/parquet_file.rs"]
mod parquet_file;

use std::io::Cursor;
use std::time::{Duration, Instant};

use formats::cases::{Definition, definition, read, suggest};
use formats::read::{ReadError, Seen, Sink};
use parquet_file::Column;
use record::source::{Completeness, RowKey};
use record::{Coverage, Day, Event, FileId, Finding};

struct Nothing;

impl Sink for Nothing {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, _: Finding) {}
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}

fn sample() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("cases.parquet");
    let rows = 0..200;
    parquet_file::write(
        &place,
        &[
            ("team", Column::Text(rows.clone().map(|row| Some(format!("Team {}", row % 3))).collect())),
            ("child_id", Column::Whole(rows.clone().map(Some).collect())),
            ("opened", Column::Date(rows.clone().map(|row| Some(19_000 + row)).collect())),
            (
                "severity",
                Column::Number(rows.clone().map(|row| (row % 4 > 0).then_some(f64::from(row % 5))).collect()),
            ),
            ("accepted", Column::Flag(rows.clone().map(|row| Some(row % 2 == 0)).collect())),
            (
                "closed",
                Column::Nanos(
                    rows.map(|row| (row % 5 > 0).then(|| i64::from(row + 19_040) * 86_400_000_000_000))
                        .collect(),
                ),
            ),
        ],
    );
    std::fs::read(place).expect("read")
}

fn read_it(bytes: &[u8], definition: &Definition) -> Result<usize, ReadError> {
    read(&mut Cursor::new(bytes), FileId(0), definition, Day(20_500), &mut Nothing)
        .map(|cases| cases.rows.len())
}

fn cases_of() -> Definition {
    definition::read(b"[columns]\nunit = \"team\"\nchild = \"child_id\"\nopened = \"opened\"\nclosed = \"closed\"\nseverity = \"severity\"\naccepted = \"accepted\"\n")
        .expect("a definition")
}

#[test]
fn a_whole_file_is_read_and_drafted() {
    let bytes = sample();
    assert_eq!(read_it(&bytes, &cases_of()).expect("read"), 200);
    let draft = suggest(&mut Cursor::new(&bytes), FileId(0), "x").expect("drafted");
    assert_eq!(draft.definition.columns, cases_of().columns);
}

#[test]
fn a_file_cut_off_anywhere_is_an_error() {
    let bytes = sample();
    for length in (4..bytes.len()).step_by(3) {
        let error = read_it(&bytes[..length], &cases_of()).expect_err("cut off").to_string();
        assert!(error.contains("damaged, cut off"), "{length}: {error}");
    }
}

#[test]
fn no_changed_byte_is_a_panic_or_takes_for_ever() {
    let (bytes, definition) = (sample(), cases_of());
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut refused = 0;
    // Every fifth byte: the file is small, and the directory at its end is hit often enough.
    for place in (4..bytes.len()).step_by(5) {
        for value in [0x00, 0x7f, 0xff, bytes[place] ^ 0x10] {
            let mut changed = bytes.clone();
            changed[place] = value;
            let started = Instant::now();
            refused += usize::from(read_it(&changed, &definition).is_err());
            assert!(started.elapsed() < Duration::from_secs(5), "byte {place} as {value}");
        }
    }
    std::panic::set_hook(hook);
    assert!(refused > 20, "{refused} of the changed files were refused");
}
