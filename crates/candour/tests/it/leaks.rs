//! Without `--names` no name, phone, plate or postcode of the input stands in any report file.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use super::{Case, Done, candour, files, town};

/// Personal values of the made-up town, from its own tables.
fn planted() -> BTreeSet<String> {
    let mut planted = BTreeSet::new();
    for (file, delimiter) in [("police/concerns.csv", b','), ("hospital/safeguarding_export.csv", b';')] {
        let bytes = std::fs::read(town().join(file)).expect("the town");
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let headings = reader.headers().expect("headings").clone();
        for row in reader.records().map_while(Result::ok) {
            for (heading, cell) in headings.iter().zip(row.iter()) {
                let personal = ["forename", "surname", "postcode", "phone", "vehicle", "child_id", "holder"];
                let coded = heading.ends_with("_role");
                if !coded && cell.len() > 2 && personal.iter().any(|part| heading.contains(part)) {
                    planted.insert(cell.to_owned());
                }
            }
        }
    }
    // Written only in free words or in other files of the town.
    for more in [
        "WB19 KXT",
        "WB19KXT",
        "07700 900142",
        "07700900142",
        "Selby",
        "H. Moss",
        "R. Ames",
        "WB6 1EL",
        "W1001",
        "HA-0881",
        "Osei",
    ] {
        planted.insert(more.to_owned());
    }
    planted
}

/// Everything readable in a report file: Office files unpacked.
fn readable(name: &str, bytes: &[u8]) -> String {
    if !name.ends_with(".docx") && !name.ends_with(".xlsx") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an Office file");
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("a part");
        part.read_to_string(&mut all).expect("text");
    }
    all
}

fn review(case: &Case, more: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut command = candour();
    command.arg("review").arg(town()).arg("--out").arg(case.out()).args(["--as-of", "2024-06-28"]).args(more);
    Done::of(command.output().expect("runs")).well();
    files(&case.out())
}

/// `value` stands in `text` as a word of its own.
fn stands(text: &str, value: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(value)
        .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + value.len()..].chars().next()))
}

#[test]
fn no_personal_value_stands_in_any_report_file() {
    let case = Case::new(&[]);
    let planted = planted();
    assert!(planted.len() > 60, "only {} values planted", planted.len());
    let mut found = Vec::new();
    for (name, bytes) in review(&case, &["--narrative"]) {
        let text = readable(&name, &bytes);
        found.extend(
            planted.iter().filter(|value| stands(&text, value)).map(|value| format!("{name}: {value}")),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn with_names_the_sources_words_stand_to_the_letter() {
    let case = Case::new(&[]);
    let report = review(&case, &["--names", "--narrative"]);
    let chronology = report.iter().find(|(name, _)| name == "chronology.docx").expect("there");
    let text = readable(&chronology.0, &chronology.1);
    for words in [
        "Calls to the office phone from 07700 900142 asking for Keira.",
        "Asked for help. Said grown men are ringing her.",
        "Reply received about the tone of the e-mail. No reply about the children.",
    ] {
        assert!(text.contains(words), "`{words}` is not in the chronology to the letter");
    }
}

#[test]
fn the_key_lies_outside_the_report_and_only_its_owner_may_read_it() {
    let case = Case::new(&[]);
    review(&case, &[]);
    let key = case.folder.path().join("report.key.csv");
    assert!(key.is_file());
    assert!(!Path::new(&case.out().join("report.key.csv")).exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&key).expect("there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "the key may be read by others");
    }
}
