//! Word and Excel files.

use super::maker::{Sheet, cell, run, table, text_row, xlsx};
use super::{dates, docx, good, keeps_quiet, recorded, words};
use crate::recognise::Format;

const HEAD: &str = "<w:tr><w:tc><w:p><w:r><w:t>Date</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Source of information</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Child</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Event</w:t></w:r></w:p></w:tc></w:tr>";

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn plain(text: &str) -> String {
    cell("", &run(text))
}

fn in_table(rows: &[String]) -> String {
    format!("<w:tbl>{HEAD}{}</w:tbl>", rows.concat())
}

#[test]
fn paragraphs_breaks_and_fields_become_lines() {
    let event = "<w:tc><w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">three </w:t></w:r><w:r><w:t>&amp; four</w:t></w:r></w:p></w:tc>";
    let date =
        cell("", &format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", run("12/3/2012")));
    let hint = cell(
        "",
        &format!(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            run("Click to enter")
        ),
    );
    let kept = docx(&in_table(&[row(&[date, plain("Log"), hint, event.to_owned()])]));
    assert_eq!(words(&kept), ["One\ntwo\nthree & four"]);
    assert_eq!(dates(&kept), ["2012-03-12"]);
    assert!(recorded(&kept.events[0]).mentions.is_empty(), "a hint is no name");
}

#[test]
fn deleted_words_are_not_read_and_are_said() {
    let event = cell(
        "",
        &format!(
            "{}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom>",
            run("Seen"),
            run("again"),
            run("moved")
        ),
    );
    let deleted = format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", plain("13/3/2012"));
    let first = row(&[plain("12/3/2012"), plain("Log"), plain("Amy"), event]);
    let kept = docx(&in_table(&[first, deleted]));
    assert_eq!(words(&kept), ["Seenagain"]);
    let lines: Vec<u32> =
        kept.findings.iter().filter(|f| f.rule.as_str() == "docx.tracked_deletion").map(|f| f.line).collect();
    assert_eq!(lines, [2, 3]);
    assert_eq!(kept.count("docx.tracked_insertion"), 1);
    keeps_quiet(&kept, &["gone", "moved", "13/3"]);
}

#[test]
fn merged_cells_mean_the_same_and_spans_keep_the_columns() {
    let restart = cell("<w:vMerge w:val=\"restart\"/>", &run("12/3/2012"));
    let goes_on = cell("<w:vMerge/>", "");
    let wide = cell("<w:gridSpan w:val=\"2\"/>", &run("Log"));
    let rows =
        [row(&[restart, plain("Log"), plain("Amy"), plain("One")]), row(&[goes_on, wide, plain("Two")])];
    let kept = docx(&in_table(&rows));
    assert_eq!(dates(&kept), ["2012-03-12", "2012-03-12"]);
    assert_eq!(words(&kept), ["One", "Two"]);
    assert_eq!(kept.count("cell.as_above"), 1);
}

#[test]
fn what_stands_beside_the_tables_is_counted() {
    let text_box = format!(
        "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>",
        run("boxed")
    );
    let noted = cell(
        "",
        &format!(
            "{}<w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r>{text_box}</w:r>",
            run("One")
        ),
    );
    let chronology = in_table(&[row(&[plain("12/3/2012"), plain("Log"), plain("Amy"), noted])]);
    let body = format!(
        "<w:p>{}</w:p><w:p/>{chronology}<w:p>{}</w:p>{}",
        run("Title"),
        run("End"),
        table("Name | Role\nA | B")
    );
    let kept = docx(&body);
    assert_eq!(words(&kept), ["One"]);
    for (rule, says) in [
        ("docx.prose", "2 "),
        ("docx.text_box", "1 "),
        ("docx.comment", "1 "),
        ("docx.footnote", "1 "),
        ("chronology.no_headings", "2 rows"),
    ] {
        let finding = kept.findings.iter().find(|finding| finding.rule.as_str() == rule).expect(rule);
        assert!(finding.words.contains(says), "{rule}: {}", finding.words);
    }
}

#[test]
fn tables_that_go_on_and_tables_in_cells_are_read() {
    let inner = format!("<w:tc>{}<w:p/></w:tc>", table("a | b\nc | d"));
    let first = in_table(&[row(&[plain("12/3/2012"), plain("Log"), plain("Amy"), inner])]);
    let second = table("13/3/2012 | Log | Amy | Two");
    let kept = docx(&format!("{first}{second}"));
    assert_eq!(words(&kept), ["a\tb\nc\td", "Two"]);
    assert_eq!(kept.count("chronology.goes_on"), 1);
    let nested = format!(
        "<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>",
        in_table(&[row(&[plain("12/3/2012"), plain("Log"), plain("Amy"), plain("Inside")])])
    );
    assert_eq!(words(&docx(&nested)), ["Inside"]);
}

#[test]
fn typed_dates_times_and_errors_of_a_workbook() {
    let rows = [
        text_row(1, "Police chronology"),
        text_row(3, "Date | Time | Source of information | Child | Event"),
        "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>40980</v></c><c r=\"B4\" s=\"2\"><v>0.5868055555</v></c><c r=\"C4\" t=\"inlineStr\"><is><t>Log</t></is></c><c r=\"D4\" t=\"inlineStr\"><is><t>Amy</t></is></c><c r=\"E4\" t=\"inlineStr\"><is><t>One</t></is></c></row>".into(),
        "<row r=\"5\"><c r=\"A5\"><v>40981</v></c><c r=\"C5\" t=\"e\"><f>1/0</f><v>#N/A</v></c><c r=\"E5\" t=\"inlineStr\"><is><t>Two</t></is></c></row>".into(),
        "<row r=\"6\"><c r=\"A6\"><v>2011</v></c><c r=\"C6\"><f>A1</f></c><c r=\"E6\" t=\"str\"><f>A1</f><v>Three</v></c></row>".into(),
    ];
    let bytes = |from_1904| xlsx(from_1904, &[Sheet { hidden: false, rows: &rows.concat(), after: "" }]);
    let kept = good(Format::ChronologyXlsx, &bytes(false));
    assert_eq!(dates(&kept), ["2012-03-12T14:05", "2012-03-13", "2011"]);
    assert_eq!(words(&kept), ["One", "Two", "Three"]);
    let lines: Vec<u32> = kept.events.iter().map(|event| event.source.line).collect();
    assert_eq!(lines, [4, 5, 6], "rows are numbered as the sheet shows them");
    for rule in ["cell.error", "date.serial_number", "xlsx.formula_without_value", "chronology.rows_above"] {
        assert_eq!(kept.count(rule), 1, "{rule}: {:?}", kept.rules());
    }
    assert_eq!(recorded(&kept.events[1]).columns[2].1, "#N/A");
    assert_eq!(dates(&good(Format::ChronologyXlsx, &bytes(true)))[0], "2016-03-13T14:05");
}

#[test]
fn every_sheet_is_read_hidden_ones_too_and_merged_cells_count() {
    let head = text_row(1, "Date | Source | Child | Event");
    let first =
        format!("{head}{}{}", text_row(2, "12/3/2012 | Log | Amy | One"), text_row(3, " | Log | Amy | Two"));
    let second = format!("{head}{}", text_row(2, "14/3/2012 | Log | Amy | Three"));
    let other = text_row(1, "Name | Role");
    let sheets = [
        Sheet {
            hidden: false,
            rows: &first,
            after: "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>",
        },
        Sheet { hidden: true, rows: &second, after: "" },
        Sheet { hidden: false, rows: &other, after: "" },
    ];
    let kept = good(Format::ChronologyXlsx, &xlsx(false, &sheets));
    assert_eq!(dates(&kept), ["2012-03-12", "2012-03-12", "2012-03-14"]);
    let places: std::collections::BTreeSet<_> = kept.events.iter().map(|event| event.source).collect();
    assert_eq!(places.len(), 3, "places are apart over sheets");
    for rule in ["cell.as_above", "xlsx.hidden_sheet", "chronology.no_headings"] {
        assert_eq!(kept.count(rule), 1, "{rule}");
    }
}

#[test]
fn real_files_of_an_office_program_are_read() {
    let kept = good(Format::ChronologyDocx, include_bytes!("../../../tests/data/chronology/review.docx"));
    assert_eq!(
        dates(&kept),
        [
            "2012-03-12",
            "week of 2012-03-19",
            "week of 2012-03-19",
            "2012-04-01 to 2012-04-15?",
            "2012-04-05?",
            "undated",
            "2012-04-12 to 2012-04-14",
            "undated"
        ]
    );
    assert_eq!(kept.count("cell.as_above"), 1);
    assert_eq!(kept.count("docx.prose"), 1);
    let mentions: Vec<usize> = kept.events.iter().map(|event| recorded(event).mentions.len()).collect();
    assert_eq!(mentions, [1, 1, 2, 1, 1, 1, 1, 1]);
    keeps_quiet(&kept, &["Amy", "Reed", "Ben", "Easter", "Hill Rise"]);

    let kept = good(Format::ChronologyXlsx, include_bytes!("../../../tests/data/chronology/police.xlsx"));
    let expected = ["2012-03-12T14:05", "2012-03-14", "2011-07-01 to 2011-12-31?", "2012-04-02", "undated"];
    assert_eq!(dates(&kept), expected);
    assert_eq!(kept.count("cell.error"), 1);
}
