use std::io::Cursor;

use proptest::prelude::*;
use record::FileId;

use super::{CELL_BYTES, CsvTable, ROW_BYTES, heading_key};
use crate::report::kept::Kept;

/// Rows as (line, cells), and what was found.
fn rows(bytes: impl Into<Vec<u8>>) -> (Vec<(u32, Vec<String>)>, Kept) {
    let mut source = Cursor::new(bytes.into());
    let mut kept = Kept::default();
    let mut rows = Vec::new();
    if let Ok(mut table) = CsvTable::open(&mut source, FileId(1), &mut kept) {
        while let Some(row) = table.next_row(&mut kept).expect("in memory") {
            rows.push((row.line(), row.cells().map(str::to_owned).collect()));
        }
    }
    (rows, kept)
}

fn cells(bytes: impl Into<Vec<u8>>) -> Vec<Vec<String>> {
    rows(bytes).0.into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn comma_semicolon_and_tab_give_the_same_rows() {
    for delimiter in [",", ";", "\t"] {
        let text = "CHILD,DOB\n1,\"a, b; c\t\"\n".replace("D,D", &format!("D{delimiter}D"));
        let text = text.replace("1,", &format!("1{delimiter}"));
        assert_eq!(cells(text), [["1", "a, b; c\t"]]);
    }
    assert_eq!(cells("sep=;\r\na;b\r\n1;2,3\r\n"), [["1", "2,3"]]);
}

#[test]
fn headings_are_found_whatever_their_case_spaces_and_marks() {
    let mut source = Cursor::new("\u{FEFF} child ,Place Provider,X\n".to_owned().into_bytes());
    let mut kept = Kept::default();
    let table = CsvTable::open(&mut source, FileId(1), &mut kept).expect("a table");
    assert_eq!(table.find("CHILD"), Some(0));
    assert_eq!(table.find("PLACE_PROVIDER"), Some(1));
    assert_eq!(table.find("Y"), None);
    table.report_unknown(&["CHILD", "PLACE_PROVIDER"], &mut kept);
    assert_eq!(kept.rules(), ["csv.unknown_heading"]);
    assert_eq!(heading_key("\u{FEFF}Mis_Start "), "misstart");
}

#[test]
fn a_heading_that_stands_twice_is_reported() {
    let (_, kept) = rows("a,b,A\n1,2,3\n");
    assert_eq!(kept.rules(), ["csv.heading_twice"]);
}

#[test]
fn rows_keep_the_number_of_their_first_line() {
    let (rows, _) = rows("a,b\r\n\r\n\"x\r\ny\",1\r\n,\r\nz,2\r\n");
    let lines: Vec<u32> = rows.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 6]);
    assert_eq!(rows[0].1, ["x\r\ny", "1"]);
}

#[test]
fn a_quotation_mark_never_closed_costs_its_own_line_only() {
    let (rows, kept) = rows("a,b\n1,\"open\n2,x\n3,y\n");
    assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(rows[1].1, ["2", "x"]);
    assert_eq!(kept.rules(), ["csv.open_quotation_mark"]);
}

#[test]
fn marks_inside_plain_cells_are_letters_and_doubled_marks_one() {
    assert_eq!(cells("a,b\n5\" pipe,\"say \"\"no\"\"\"\n"), [["5\" pipe", "say \"no\""]]);
}

#[test]
fn a_line_of_ten_megabytes_is_left_out_and_reading_goes_on() {
    let text = format!("a,b\n1,2\n{}\n3,4\n", "x".repeat(10 * 1024 * 1024));
    let (rows, kept) = rows(text);
    assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(kept.rules(), ["csv.long_row"]);
}

#[test]
fn a_file_of_one_huge_quoted_line_ends_with_findings() {
    let (rows, kept) = rows(format!("a,b\n\"{}", "x".repeat(ROW_BYTES + 10)));
    assert!(rows.is_empty());
    assert!(kept.count("csv.open_quotation_mark") == 1 && kept.count("csv.large_cell") == 1);
}

#[test]
fn a_cell_above_the_cap_leaves_its_row_out() {
    let (rows, kept) = rows(format!("a,b\n1,{}\n2,3\n", "x".repeat(CELL_BYTES + 1)));
    assert_eq!(rows.len(), 1);
    assert_eq!(kept.rules(), ["csv.large_cell"]);
}

#[test]
fn null_characters_are_left_out_and_said() {
    let (rows, kept) = rows("a,b\n1\0,2\n");
    assert_eq!(rows[0].1, ["1", "2"]);
    assert_eq!(kept.rules(), ["text.null_character"]);
}

#[test]
fn cells_beyond_the_headings_are_reported_and_short_rows_are_empty_behind() {
    let (rows, kept) = rows("a,b\n1\n1,2,3\n1,2,\n");
    assert_eq!(rows.len(), 3);
    assert_eq!(kept.rules(), ["csv.more_cells_than_headings"]);
}

#[test]
fn headings_may_stand_below_a_title() {
    let mut source = Cursor::new(b"Chronology of a child\n\nDate,Event\n1/2/2003,x\n".to_vec());
    let mut kept = Kept::default();
    let mut table =
        CsvTable::open_where(&mut source, FileId(1), &mut kept, |row| row.iter().any(|c| c == "Date"))
            .expect("a table");
    assert_eq!(table.headings(), ["Date", "Event"]);
    let row = table.next_row(&mut kept).expect("in memory").expect("a row");
    assert_eq!(
        (row.line(), row.cell(Some(1)), row.cell(Some(7)), row.cell(None)),
        (4, Some("x"), None, None)
    );
}

const SWALLOWED: &str = "event,id,date,post,child,words\ntold,C1,2022-01-01,desk,1,\"mum rang\n\
    told,C2,2022-01-02,desk,2,\ntold,C3,2022-01-03,desk,3,\ntold,C4,2022-01-04,desk,4,\"dad rang\"\n\
    told,C5,2022-01-05,desk,5,x\n";

#[test]
fn a_stray_quotation_mark_swallows_no_rows() {
    let two_apart = SWALLOWED
        .replace("told,C2,2022-01-02,desk,2,\ntold,C3,2022-01-03,desk,3,\n", "told,C2,2022-01-02,desk,2,\n");
    for text in [
        SWALLOWED.to_owned(),
        SWALLOWED.replace(",\"dad rang", ",dad rang"),
        SWALLOWED.replace('\n', "\r\n"),
        SWALLOWED.replace(',', ";"),
        two_apart,
        SWALLOWED.replace("told,C2,2022-01-02,desk,2,\ntold,C3,2022-01-03,desk,3,\n", ""),
    ] {
        let (rows, kept) = rows(text.as_str());
        assert_eq!(rows.len(), text.lines().count() - 1, "{text}");
        assert_eq!((rows[0].1[5].as_str(), rows[0].0, rows[1].0), ("mum rang", 2, 3));
        assert!(rows.iter().all(|(_, cells)| cells.len() == 6));
        assert_eq!(kept.rules(), ["csv.stray_quote"], "{text}");
    }
}

#[test]
fn a_thousand_rows_between_two_stray_marks_are_read() {
    let between: String = (2..1002).map(|n| format!("told,C{n},2022-01-02,desk,{n},\n")).collect();
    let (rows, kept) = rows(SWALLOWED.replace("told,C2,2022-01-02,desk,2,\n", &between));
    assert_eq!((rows.len(), kept.rules()), (1004, vec!["csv.stray_quote"]));
}

#[test]
fn notes_over_several_lines_stay_one_cell() {
    let note =
        "Mum rang, upset, on 2 May, twice, again\n\n1, he left, then, she, came\nC2, 3, and \"\"no\"\"\nend";
    for ending in ["\n", "\r\n"] {
        let note = note.replace('\n', ending);
        let text = format!("told,C1,2022-01-01,desk,1,\"{note}\"\ntold,C2,2022-01-02,desk,2,x\n");
        let text =
            format!("event,id,date,post,child,words\n{text}").replace("\r\n", "\n").replace('\n', ending);
        let (rows, kept) = rows(text);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].1[5], note.replace("\"\"", "\""));
        assert!(kept.findings.is_empty(), "{:?}", kept.findings);
    }
    let long = "a line, of words\n".repeat(1000);
    let (rows, kept) = rows(format!("date,post,words\n2022-01-01,desk,\"{long}\"\n2022-01-02,desk,x\n"));
    assert!(rows.len() == 2 && kept.findings.is_empty());
}

#[test]
fn a_cell_that_may_be_rows_is_kept_and_doubted_with_both_lines() {
    // The mark stands early and is closed well, and the row is whole: a table pasted into a note looks the same.
    let text =
        "event,id,words,post,child,date\ntold,C1,\"mum rang\ntold,C2,x,desk,2,y\n\",desk,1,2022-01-01\n";
    let (rows, kept) = rows(text);
    assert_eq!((rows.len(), kept.rules()), (1, vec!["csv.stray_quote"]));
    let found = &kept.findings[0];
    assert!(found.line == 2 && found.words.contains("line 4"), "{found:?}");
}

proptest! {
    #[test]
    fn what_a_csv_writer_writes_is_read_back(
        table in proptest::collection::vec(proptest::collection::vec("[a-z\",;\\n\\r é]{0,6}", 3), 1..6)
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["one", "two", "three"]).expect("in memory");
        for row in &table {
            writer.write_record(row).expect("in memory");
        }
        let bytes = writer.into_inner().expect("in memory");
        let expected: Vec<_> = table.into_iter().filter(|row| row.iter().any(|c| !c.trim().is_empty())).collect();
        let (rows, kept) = rows(bytes);
        prop_assert_eq!(rows.into_iter().map(|(_, cells)| cells).collect::<Vec<_>>(), expected);
        prop_assert!(kept.findings.is_empty());
    }

    #[test]
    fn no_bytes_are_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = rows(bytes);
    }
}
