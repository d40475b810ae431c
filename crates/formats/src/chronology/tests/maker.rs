//! Makes small Word and Excel files for tests.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip package of these parts.
pub(crate) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("in memory");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

/// A Word document with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", document(body).as_bytes())])
}

pub(crate) fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    )
}

/// A table of plain cells: rows by line, cells by `|`.
pub(crate) fn table(rows: &str) -> String {
    let row = |line: &str| {
        format!(
            "<w:tr>{}</w:tr>",
            line.trim().split('|').map(|text| cell("", &run(text))).collect::<String>()
        )
    };
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.lines().filter(|line| !line.trim().is_empty()).map(row).collect::<String>()
    )
}

/// One cell with its properties and the content of one paragraph.
pub(crate) fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{content}</w:p></w:tc>")
}

/// A run of text.
pub(crate) fn run(text: &str) -> String {
    format!("<w:r><w:t>{}</w:t></w:r>", text.trim())
}

/// One sheet of a workbook: its state, its cells as XML rows, and what follows them.
pub(crate) struct Sheet<'a> {
    pub(crate) hidden: bool,
    pub(crate) rows: &'a str,
    pub(crate) after: &'a str,
}

/// A workbook. Style 1 is a date, style 2 a time.
pub(crate) fn xlsx(from_1904: bool, sheets: &[Sheet<'_>]) -> Vec<u8> {
    let numbered = |make: &dyn Fn(usize, &Sheet<'_>) -> String| -> String {
        sheets.iter().enumerate().map(|(place, sheet)| make(place + 1, sheet)).collect()
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let list = numbered(&|n, sheet| {
        let state = if sheet.hidden { "state=\"hidden\"" } else { "" };
        format!("<sheet name=\"S{n}\" sheetId=\"{n}\" r:id=\"rId{n}\" {state}/>")
    });
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><workbookPr date1904=\"{from_1904}\"/><sheets>{list}</sheets></workbook>"
    );
    let links = numbered(&|n, _| {
        format!(
            "<Relationship Id=\"rId{n}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        )
    });
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}<Relationship Id=\"rId99\" Type=\"{relations}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"20\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
    );
    let bodies: Vec<(String, String)> = sheets
        .iter()
        .enumerate()
        .map(|(place, sheet)| {
            let xml = format!(
                "<worksheet xmlns=\"{main}\"><sheetData>{}</sheetData>{}</worksheet>",
                sheet.rows, sheet.after
            );
            (format!("xl/worksheets/sheet{}.xml", place + 1), xml)
        })
        .collect();
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    parts.extend(bodies.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())));
    package(&parts)
}

/// A row of text cells, by `|`, from column A.
pub(crate) fn text_row(line: u32, cells: &str) -> String {
    let cells: String = cells
        .split('|')
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(column, text)| {
            let letter = char::from(b'A' + column as u8);
            format!("<c r=\"{letter}{line}\" t=\"inlineStr\"><is><t>{}</t></is></c>", text.trim())
        })
        .collect();
    format!("<row r=\"{line}\">{cells}</row>")
}
