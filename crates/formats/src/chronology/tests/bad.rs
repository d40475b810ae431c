//! Files that are broken, dangerous or absurd.

use proptest::prelude::*;

use super::maker::{self, Sheet, cell, run, table, text_row, xlsx};
use super::{csv, dates, docx, read, words};
use crate::chronology::CELL_BYTES;
use crate::read::ReadError;
use crate::recognise::Format;

fn problem(format: Format, bytes: &[u8]) -> String {
    match read(format, bytes).1 {
        Err(ReadError::Broken { problem, remedy }) => {
            assert!(!remedy.is_empty(), "no remedy for: {problem}");
            problem
        }
        other => panic!("read as {other:?}"),
    }
}

fn sample() -> Vec<u8> {
    maker::docx(&table(
        "Date | Source | Child | Event\n12/3/2012 | Log | Amy | One\n13/3/2012 | Log | Amy | Two",
    ))
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_with_a_remedy() {
    let whole = sample();
    for length in 0..whole.len() {
        problem(Format::ChronologyDocx, &whole[..length]);
        problem(Format::ChronologyXlsx, &whole[..length]);
    }
}

#[test]
fn rows_before_damaged_text_are_kept() {
    let whole = maker::document(&table(
        "Date | Source | Child | Event\n12/3/2012 | Log | Amy | One\n13/3/2012 | Log | Amy | Two",
    ));
    let end = whole.find("Two").expect("it stands there");
    let (kept, result) =
        read(Format::ChronologyDocx, &maker::package(&[("word/document.xml", &whole.as_bytes()[..end])]));
    assert!(matches!(result, Err(ReadError::Broken { .. })));
    assert_eq!(words(&kept), ["One"]);
}

#[test]
fn a_bomb_is_not_opened() {
    let zeros = vec![b' '; 64 * 1024 * 1024];
    for format in [Format::ChronologyDocx, Format::ChronologyXlsx] {
        let bytes = maker::package(&[("word/document.xml", &zeros), ("xl/workbook.xml", &zeros)]);
        assert!(problem(format, &bytes).contains("times its size"));
    }
    // A directory that lies about the size is found out by unpacking.
    let mut bytes = maker::package(&[("xl/workbook.xml", &zeros)]);
    let size = u32::try_from(zeros.len()).expect("small").to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|four| four == size) {
        bytes[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    problem(Format::ChronologyXlsx, &bytes);
}

#[test]
fn entities_are_refused_and_nothing_outside_is_read() {
    let with_types =
        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><d>&x;</d>";
    let bytes = maker::package(&[("word/document.xml", with_types.as_bytes())]);
    assert!(problem(Format::ChronologyDocx, &bytes).contains("entities"));
    let unknown = maker::docx(&table("Date | Source | Event\n1/1/2012 | &x; | One"));
    problem(Format::ChronologyDocx, &unknown);
    let outside = "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"http://example.org/d.xml\" TargetMode=\"External\"/></Relationships>";
    let bytes = maker::package(&[
        ("_rels/.rels", outside.as_bytes()),
        (
            "word/document.xml",
            maker::document(&table("Date | Source | Event\n1/1/2012 | Log | One")).as_bytes(),
        ),
    ]);
    assert_eq!(read(Format::ChronologyDocx, &bytes).0.events.len(), 1);
}

#[test]
fn a_password_or_an_old_format_is_named() {
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.extend([0; 600]);
    assert!(problem(Format::ChronologyDocx, &old).contains("before 2007"));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(problem(Format::ChronologyXlsx, &old).contains("password"));
}

#[test]
fn nesting_without_end_is_an_error() {
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(5_000), "</w:tc></w:tr></w:tbl>".repeat(5_000));
    assert!(problem(Format::ChronologyDocx, &maker::docx(&deep)).contains("nested"));
}

#[test]
fn a_huge_cell_is_cut_and_said() {
    let rows = format!(
        "<w:tbl>{}<w:tr>{}{}{}</w:tr></w:tbl>",
        &table("Date | Source | Event")[7..].replace("</w:tbl>", ""),
        cell("", &run("12/3/2012")),
        cell("", &run("Log")),
        cell("", &run(&"é".repeat(5 * 1024 * 1024)))
    );
    let kept = docx(&rows);
    assert_eq!(kept.events.len(), 1);
    assert_eq!(kept.count("chronology.large_cell"), 1);
    assert!(words(&kept)[0].len() <= CELL_BYTES);
    // In CSV the same row is left out with a finding, and the next one is read.
    let kept =
        csv(&format!("Date,Source,Event\n1/1/2012,Log,{}\n2/1/2012,Log,Two\n", "x".repeat(10 * 1024 * 1024)));
    assert_eq!(words(&kept), ["Two"]);
    assert!(kept.findings.iter().any(|finding| finding.rule.as_str().starts_with("csv.l")));
}

#[test]
fn encodings_marks_and_nulls_do_not_stop_a_csv() {
    let kept = super::good(
        Format::ChronologyCsv,
        b"\xef\xbb\xbfDate;Source;Event\n12/3/2012;Log;Caf\xe9 \0 visit\n",
    );
    assert_eq!(words(&kept), ["Café  visit"]);
    let utf16: Vec<u8> = "\u{feff}Date\tSource\tEvent\n12/3/2012\tLog\tOne\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(dates(&super::good(Format::ChronologyCsv, &utf16)), ["2012-03-12"]);
}

#[test]
fn sixty_columns_and_text_from_right_to_left_are_kept() {
    let head: String = (0..57).map(|n| format!(",Panel {n}")).collect();
    let body: String = (0..57).map(|n| format!(",\u{200f}א{n}")).collect();
    let kept = csv(&format!(
        "Date,Source,Event{head}\n\u{200f}12/03/2012\u{200e},Log,\u{5e9}\u{5dc}\u{5d5}\u{5dd}{body}\n"
    ));
    assert_eq!(dates(&kept), ["2012-03-12"]);
    let columns = &super::recorded(&kept.events[0]).columns;
    assert_eq!(columns.len(), 60);
    assert_eq!(columns[59].1, "\u{200f}א56", "unaltered");
    let wide = format!("Date | Source | Event{}", " | x".repeat(700));
    let kept = docx(&table(&format!("{wide}\n12/3/2012 | Log | One{}", " | y".repeat(700))));
    assert_eq!(kept.events.len(), 1);
    assert!(kept.count("chronology.too_many_columns") > 0);
}

#[test]
fn an_empty_table_is_said_and_a_file_without_one_is_an_error() {
    assert_eq!(docx(&table("Date | Source | Event")).count("chronology.empty"), 1);
    assert_eq!(csv("Date,Source,Event\n").count("chronology.empty"), 1);
    problem(Format::ChronologyDocx, &maker::docx(""));
    problem(Format::ChronologyCsv, b"a,b\n1,2\n");
    problem(Format::ChronologyXlsx, &xlsx(false, &[Sheet { hidden: false, rows: "", after: "" }]));
}

#[test]
fn cells_at_the_end_of_the_sheet_cost_nothing() {
    let rows = format!(
        "{}{}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
        text_row(1, "Date | Source | Event"),
        text_row(2, "12/3/2012 | Log | One")
    );
    let merged = "<mergeCells><mergeCell ref=\"A2:XFD1048576\"/></mergeCells>";
    let (kept, result) =
        read(Format::ChronologyXlsx, &xlsx(false, &[Sheet { hidden: false, rows: &rows, after: merged }]));
    assert!(result.is_ok());
    assert_eq!(kept.events.len(), 1);
    assert_eq!(kept.count("chronology.too_many_columns"), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_change_of_a_byte_is_read_or_refused(at in 0usize..4000, value in any::<u8>()) {
        let mut bytes = sample();
        let place = at % bytes.len();
        bytes[place] = value;
        let _ = read(Format::ChronologyDocx, &bytes);
        let mut book = xlsx(false, &[Sheet { hidden: false, rows: &text_row(1, "Date | Source | Event"), after: "" }]);
        let place = at % book.len();
        book[place] = value;
        let _ = read(Format::ChronologyXlsx, &book);
    }

    #[test]
    fn any_rows_of_a_table_are_one_entry_each(cells in prop::collection::vec("[a-zA-Z0-9/?&. #-]{0,12}", 4..40)) {
        let body: String = cells.chunks_exact(4).map(|row| format!("{}\n", row.join(","))).collect();
        let filled = cells.chunks_exact(4).filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count();
        let kept = csv(&format!("Date,Source,Child,Event\n1/1/2012,Log,Amy,One\n{body}"));
        prop_assert_eq!(kept.events.len(), filled + 1);
    }
}
