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
