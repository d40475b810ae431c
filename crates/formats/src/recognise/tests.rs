use std::io::{Cursor, Write};

use super::{Format, Recognised, looks_like_chronology, recognise};
use crate::ssda903::Table;

fn look(bytes: impl AsRef<[u8]>) -> Recognised {
    let bytes = bytes.as_ref();
    let head = &bytes[..bytes.len().min(super::HEAD)];
    recognise(head, &mut Cursor::new(bytes.to_vec()))
}

fn why(bytes: impl AsRef<[u8]>) -> String {
    match look(bytes) {
        Recognised::Unknown { why, remedy } => {
            assert!(!remedy.is_empty(), "{why} has no remedy");
            why
        }
        Recognised::As(format) => panic!("read as {}", format.code()),
    }
}

fn zipped(names: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in names {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("in memory");
        archive.write_all(text.as_bytes()).expect("in memory");
    }
    archive.finish().expect("in memory").into_inner()
}

#[test]
fn tables_are_known_by_their_headings_in_any_order_case_and_delimiter() {
    for (headings, format) in [
        ("event,concern_id,date", Format::ConcernsCsv),
        ("Date;Concern ID;EVENT;told_post", Format::ConcernsCsv),
        ("row,agency,agency_name", Format::PostsCsv),
        ("policy_file;rule;from;to;adopted", Format::RuleChangesCsv),
        ("date,time,post,holder,concern_id", Format::AccessLogCsv),
        ("date\ttime\tpost\tchild_id", Format::AccessLogCsv),
        ("Date,Significant event,Source of information", Format::ChronologyCsv),
        ("Child chronology\n\nDate of event,Details,Source of information", Format::ChronologyCsv),
        ("child,sex,dob,ethnic,upn,mother,mc_dob", Format::Ssda903(Table::Header)),
        ("CHILD,SEX,DOB,DUC", Format::Ssda903(Table::Uasc)),
        ("DECOM,CHILD,RNE,LS,CIN,PLACE", Format::Ssda903(Table::Episodes)),
        ("\u{FEFF}CHILD,DOB,MISSING,MIS_START,MIS_END", Format::Ssda903(Table::Missing)),
    ] {
        assert_eq!(look(format!("{headings}\n1,2,3\n")), Recognised::As(format), "{headings}");
    }
    for table in Table::ALL {
        assert_eq!(look(table.columns().join(",")), Recognised::As(Format::Ssda903(*table)));
    }
}

#[test]
fn a_concern_file_without_its_number_is_never_read_as_a_chronology() {
    for column in ["child_dob", "addresses", "told_agency", "told_post", "child_id", "Child ID"] {
        let headings = format!("event,date,{column},agency\n");
        assert!(
            why(&headings).contains("looks like a concern file; the column `concern_id` is missing"),
            "{column}"
        );
    }
    match look("event,concern_ref,date,told_post\n") {
        Recognised::Unknown { remedy, .. } => assert!(remedy.contains("`concern_ref`"), "{remedy}"),
        other => panic!("{other:?}"),
    }
    assert!(why("event,date,child_dob,told_agency,source\n").contains("`concern_id` is missing"));
    let nearly = why("What,Reference,date,told_agency,child_dob\n");
    assert!(nearly.contains("`event`, `concern_id`"), "{nearly}");
    let chronology = "Date,Event,Child ID,Child DOB,Source of information,Action\n";
    assert_eq!(look(chronology), Recognised::As(Format::ChronologyCsv));
}

#[test]
fn a_list_of_children_is_no_chronology() {
    assert!(!looks_like_chronology(&["Name".into(), "Date of birth".into(), "Details".into()]));
    assert!(why("name,age\nx,1\n").contains("headings no format has"));
    assert!(why("Dear all,\nplease find the minutes").contains("table"));
    assert!(why("minutes of the meeting\n").contains("plain text"));
}

#[test]
fn xml_is_known_by_its_root() {
    let census = "<?xml version='1.0'?><!-- made up --><Message><Header/></Message>";
    assert_eq!(look(census), Recognised::As(Format::CinCensus));
    assert_eq!(look(format!("\u{FEFF}{census}")), Recognised::As(Format::CinCensus));
    assert_eq!(look("<d:Message xmlns:d='x'/>"), Recognised::As(Format::CinCensus));
    assert_eq!(look("<!DOCTYPE a [<!ENTITY b 'c'>]><Message/>"), Recognised::As(Format::CinCensus));
    let wide: Vec<u8> = census.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(look(wide), Recognised::As(Format::CinCensus));
    assert!(why("<Message><Collection>SC</Collection></Message>").contains("`SC`"));
    assert!(why("<EXPSSDA903><CHILD/></EXPSSDA903>").contains("SSDA903"));
    assert!(why("<html><body></body></html>").contains("web page"));
    assert!(why("<other/>").contains("`other`"));
    assert!(why("<").contains("root"));
}

#[test]
fn json_lines_of_concerns_are_known_by_their_keys() {
    assert_eq!(look("{\"event\":\"told\",\"concern_id\":\"1\"}\n"), Recognised::As(Format::ConcernsJsonl));
    assert!(why("{\"a\":1}").contains("JSON"));
    assert!(why("[{\"event\":\"told\",\"concern_id\":\"1\"}]").contains("JSON"));
}

#[test]
fn documents_are_known_by_what_they_hold() {
    // Whether a table in them has the headings of a chronology is for the reader to say.
    for (name, format) in
        [("word/document.xml", Format::ChronologyDocx), ("xl/workbook.xml", Format::ChronologyXlsx)]
    {
        assert_eq!(look(zipped(&[(name, "")])), Recognised::As(format), "{name}");
    }
    assert!(why(zipped(&[("ppt/presentation.xml", "")])).contains("PowerPoint"));
    let lists = "<sheet name=\"List 1\"/><sheet name=\"List 2\"/><sheet name=\"List 3\"/>";
    assert!(why(zipped(&[("xl/workbook.xml", lists)])).contains("Annex A"));
    assert!(why(zipped(&[("a.txt", "")])).contains("compressed"));
    assert!(why(b"PK\x03\x04 and then nothing").contains("damaged"));
}

#[test]
fn what_is_not_read_says_why_and_what_would_help() {
    let ole = |name: &str| {
        let mut bytes = vec![0u8; 512];
        bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        bytes[30] = 9;
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert!(why(ole("EncryptedPackage")).contains("password"));
    assert!(why(ole("WordDocument")).contains(".doc"));
    assert!(why(ole("Workbook")).contains(".xls"));
    assert!(why(b"").contains("empty"));
    assert!(why(b"\n  \n").contains("spaces"));
    assert!(why(b"%PDF-1.7").contains("PDF"));
    for picture in [&b"\x89PNG\r\n"[..], b"\xFF\xD8\xFF\xE0", b"II*\0aaaa", b"MM\0*aaaa"] {
        assert!(why(picture).contains("scanned picture"));
    }
    assert!(why([0u8, 1, 2, 3, 4, 5, 6, 7]).contains("not text"));
}
