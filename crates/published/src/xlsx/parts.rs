//! The fixed parts of a workbook.

use std::io::Write;

use crate::xml::escape;

/// One sheet.
pub(super) struct Sheet {
    pub(super) name: String,
    /// The range of its filter.
    pub(super) filter: String,
}

pub(super) const STYLE_TEXT: u8 = 0;
pub(super) const STYLE_HEADING: u8 = 1;
pub(super) const STYLE_DATE: u8 = 2;
pub(super) const STYLE_NUMBER: u8 = 3;

pub(super) const SHEET_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
state=\"frozen\"/><selection pane=\"bottomLeft\"/></sheetView></sheetViews>\
<cols>";

pub(super) const SHEET_END: &str =
    "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>";

const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"10\"/><name val=\"Arial\"/></font>\
<font><b/><sz val=\"10\"/><name val=\"Arial\"/></font></fonts>\
<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE4E9EE\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"4\">\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">\
<alignment vertical=\"top\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">\
<alignment vertical=\"top\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">\
<alignment horizontal=\"left\" vertical=\"top\"/></xf>\
<xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">\
<alignment vertical=\"top\"/></xf>\
</cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

const RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
Target=\"xl/workbook.xml\"/></Relationships>";

/// The beginning of the table of shared strings.
pub(super) fn shared_head(count: usize, out: &mut Vec<u8>) {
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"{count}\">"
    );
    out.extend_from_slice(head.as_bytes());
}

/// The parts that are small enough to be made whole.
pub(super) fn whole(sheets: &[Sheet]) -> [(&'static str, String); 5] {
    [
        ("xl/styles.xml", STYLES.to_owned()),
        ("xl/workbook.xml", workbook(sheets)),
        ("xl/_rels/workbook.xml.rels", workbook_rels(sheets.len())),
        ("_rels/.rels", RELS.to_owned()),
        ("[Content_Types].xml", content_types(sheets.len())),
    ]
}

fn workbook(sheets: &[Sheet]) -> String {
    let mut out = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
        .to_vec();
    for (place, sheet) in (1..).zip(sheets) {
        out.extend_from_slice(b"<sheet name=\"");
        escape(&sheet.name, &mut out);
        // Writing to memory cannot fail.
        let _ = write!(out, "\" sheetId=\"{place}\" r:id=\"rId{place}\"/>");
    }
    out.extend_from_slice(b"</sheets><definedNames>");
    for (place, sheet) in sheets.iter().enumerate() {
        let range = absolute(&sheet.filter);
        let _ = write!(
            out,
            "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{place}\" hidden=\"1\">'"
        );
        escape(&sheet.name.replace('\'', "''"), &mut out);
        let _ = write!(out, "'!{range}</definedName>");
        let _ = write!(out, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{place}\">'");
        escape(&sheet.name.replace('\'', "''"), &mut out);
        let _ = write!(out, "'!$1:$1</definedName>");
    }
    out.extend_from_slice(b"</definedNames></workbook>");
    String::from_utf8_lossy(&out).into_owned()
}

/// `A1:C9` becomes `$A$1:$C$9`.
fn absolute(range: &str) -> String {
    let mut out = String::new();
    let mut before = ':';
    for letter in range.chars() {
        let begins = letter != ':' && before == ':' || letter.is_ascii_digit() && !before.is_ascii_digit();
        if begins {
            out.push('$');
        }
        out.push(letter);
        before = letter;
    }
    out
}

fn workbook_rels(sheets: usize) -> String {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    );
    for place in 1..=sheets {
        out.push_str(&format!(
            "<Relationship Id=\"rId{place}\" Type=\"{KIND}/worksheet\" Target=\"worksheets/sheet{place}.xml\"/>"
        ));
    }
    for (place, (kind, target)) in
        (sheets + 1..).zip([("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")])
    {
        out.push_str(&format!(
            "<Relationship Id=\"rId{place}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>"
        ));
    }
    out.push_str("</Relationships>");
    out
}

fn content_types(sheets: usize) -> String {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    );
    let mut part = |name: &str, kind: &str| {
        out.push_str(&format!("<Override PartName=\"/xl/{name}\" ContentType=\"{KIND}.{kind}+xml\"/>"));
    };
    part("workbook.xml", "sheet.main");
    part("styles.xml", "styles");
    part("sharedStrings.xml", "sharedStrings");
    for place in 1..=sheets {
        part(&format!("worksheets/sheet{place}.xml"), "worksheet");
    }
    out.push_str("</Types>");
    out
}
