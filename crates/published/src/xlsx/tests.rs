//! Workbooks: parts that parse, sheets that roll over, text to the letter.

use std::io::{Cursor, Read};

use super::*;

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    text
}

fn written(most_rows: u32, rows: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut book = Workbook::with_sheets_of(&mut bytes, most_rows);
    book.sheet("Chronology & more", &[("when", 12), ("what", 40), ("n", 6)]).unwrap();
    for n in 0..rows {
        let text = format!("=row {n} <b>\u{1}");
        book.row(&[Cell::Day(Day(17_000 + n as i32)), Cell::Text(&text), Cell::Number(n.into())]).unwrap();
    }
    book.row(&[Cell::Day(Day(-40_000)), Cell::Text(""), Cell::Text(&"x".repeat(40_000))]).unwrap();
    book.end().unwrap();
    bytes
}

#[test]
fn a_full_sheet_is_followed_by_another_with_the_same_heading() {
    let bytes = written(4, 5);
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(workbook.contains("Chronology &amp; more 2"), "{workbook}");
    assert!(workbook.contains("$A$1:$C$4"));
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        let text = part(&bytes, sheet);
        assert_eq!(text.matches("<row ").count(), 4);
        assert!(text.contains("<c r=\"A1\" s=\"1\" t=\"s\"><v>0</v>"), "{text}");
    }
    part(&bytes, "xl/styles.xml");
    part(&bytes, "[Content_Types].xml");
}

#[test]
fn days_are_days_and_words_stay_words() {
    let bytes = written(100, 2);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    // 17000 days after 1970-01-01 is 2016-07-18, which Excel numbers 42569.
    assert!(sheet.contains("<c r=\"A2\" s=\"2\"><v>42569</v></c>"), "{sheet}");
    assert!(sheet.contains("1860-06-26"), "days before 1900 stay words");
    assert!(sheet.contains("chronology.csv"), "a text too long for a cell says where the rest is");
    let shared = part(&bytes, "xl/sharedStrings.xml");
    assert!(shared.contains("=row 1 &lt;b&gt;\u{fffd}"), "{shared}");
    assert!(!sheet.contains("<f>"));
}

#[test]
fn a_row_is_as_high_as_its_words() {
    assert_eq!(lines(&Cell::Text("short"), 12), 1);
    assert_eq!(lines(&Cell::Text("a\nb\nc"), 12), 3);
    assert_eq!(lines(&Cell::Text(&"word ".repeat(20)), 20), 6);
    let sheet = part(&written(100, 1), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<row r=\"3\" customHeight=\"1\" ht=\"403\">"), "{sheet}");
}

#[test]
fn columns_are_named_as_excel_names_them() {
    assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
}

#[test]
fn two_runs_are_equal() {
    assert_eq!(written(3, 7), written(3, 7));
}

/// `CANDOUR_LONG=1 cargo test --release -p published -- million`: how long a national chronology takes.
#[test]
fn a_million_rows_of_twenty_columns_in_twelve_seconds() {
    if std::env::var_os("CANDOUR_LONG").is_none() {
        println!("skipped: set CANDOUR_LONG=1, with --release, to measure a million rows");
        return;
    }
    let started = std::time::Instant::now();
    let mut book = Workbook::new(std::io::sink());
    let columns = [("column", 12); 20];
    book.sheet("Chronology", &columns).unwrap();
    for n in 0..1_000_000u64 {
        let row = format!("e{n}");
        let words = format!("Concern told by a school, told to Missing Persons Desk, Westbrook Police, {n}");
        let child = format!("child {:05X}", n % 70_000);
        let mut cells = [Cell::Text("westbrook-police"); 20];
        cells[0] = Cell::Text(&row);
        cells[1] = Cell::Number(n);
        cells[2] = Cell::Day(Day(15_000 + (n % 3_000) as i32));
        cells[3] = Cell::Text(&words);
        cells[4] = Cell::Text(&child);
        book.row(&cells).unwrap();
    }
    book.end().unwrap();
    let took = started.elapsed();
    println!("a million rows of twenty columns: {took:?}");
    assert!(took.as_secs() < 12, "{took:?}");
}
