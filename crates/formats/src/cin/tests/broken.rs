use record::FindingKind;
use record::source::Completeness;

use super::{HEADER, census, episode, one_child, read, words};
use crate::read::ReadError;

fn refused(text: impl Into<Vec<u8>>) -> String {
    match read(text).0 {
        Err(ReadError::Broken { problem, remedy }) => {
            assert!(!remedy.is_empty());
            problem
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_type_is_refused_with_words_and_a_remedy() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"&b;&b;\"><!ENTITY b \"ha\">]><Message>&a;</Message>";
    assert!(refused(bomb).contains("DOCTYPE"));
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/hostname\"><Message/>";
    assert!(refused(outside).contains("line 1 declares"));
}

#[test]
fn entities_that_xml_does_not_predefine_are_left_out_and_said() {
    let (result, kept) = read(one_child("").replace("A1", "A&outside;&#49;&amp;"));
    result.expect("a census");
    assert_eq!(kept.children, ["A1&"]);
    assert_eq!(kept.rules(), ["xml.entity"]);
}

#[test]
fn deep_nesting_is_refused() {
    let deep = "<a>".repeat(100_000);
    assert!(refused(census(&deep)).contains("deep"));
}

#[test]
fn a_huge_text_is_cut_off_and_reading_goes_on() {
    let (result, kept) =
        read(one_child(&format!("<New>{}</New>", "x".repeat(5_000_000))).replace("F</Sex>", "M</Sex>"));
    result.expect("a census");
    assert_eq!(kept.children, ["A1"]);
    assert_eq!((kept.count("xml.long_text"), kept.count("xml.unknown_element")), (1, 1));
}

#[test]
fn a_huge_tag_is_refused() {
    let tag = format!("<New a=\"{}\"/>", "x".repeat(2_000_000));
    assert!(refused(one_child(&tag)).contains("longer than 1 MiB"));
}

#[test]
fn a_census_on_one_line_of_ten_megabytes_is_read_whole() {
    let child = |n: u32| {
        format!(
            "<Child><ChildIdentifiers><LAchildID>C{n}</LAchildID></ChildIdentifiers><CINdetails>\
             <CINreferralDate>2022-06-01</CINreferralDate><ReferralNFA>true</ReferralNFA></CINdetails></Child>"
        )
    };
    let children: String = (0..60_000).map(child).collect();
    assert!(children.len() > 10_000_000);
    let (result, kept) = read(census(&children));
    result.expect("a census");
    assert_eq!(kept.children.len(), 60_000);
    let places: std::collections::BTreeSet<_> = kept.events.iter().map(|event| event.source).collect();
    assert_eq!(places.len(), kept.events.len(), "every event has a place of its own");
}

#[test]
fn a_file_cut_off_keeps_everything_up_to_there() {
    let whole = episode(
        "<Assessments><AssessmentActualStartDate>2022-06-02</AssessmentActualStartDate></Assessments>",
    );
    let end = whole.find("</Assessments>").expect("there");
    for cut in [&whole[..end], &whole[..end + 3]] {
        let (result, kept) = read(cut);
        result.expect("what is there was read");
        assert_eq!(words(&kept).last().map(|(word, _)| word.as_str()), Some("assessment.started"));
        assert_eq!(kept.count("xml.cut_off"), 1);
        assert_eq!(kept.covers[0].1, Completeness::Partial);
        assert!(
            kept.rules().iter().all(|rule| !rule.starts_with("cin.8")),
            "an unfinished child is not accused"
        );
    }
    for length in 0..whole.len() {
        let _ = read(&whole[..length]);
    }
}

#[test]
fn misplaced_ends_cost_findings_and_not_the_file() {
    let (result, kept) = read(census(
        "<Child><ChildIdentifiers><LAchildID>A1</LAchildID></Child><Child></Stray><ChildIdentifiers>\
         <LAchildID>A2</LAchildID></ChildIdentifiers></Child>",
    ));
    result.expect("a census");
    assert_eq!(kept.children, ["A1", "A2"]);
    assert_eq!(kept.rules(), ["xml.not_closed", "xml.stray_end"]);
}

#[test]
fn stray_text_empty_blocks_and_unknown_elements_are_reported_once_each() {
    let odd = "stray<Assessments/><Assessments><FactorsIdentifiedAtAssessment/></Assessments><PrimaryNeedCode/>\
        <New><Newer>1</Newer></New><New/>more";
    let (result, kept) = read(episode(odd));
    result.expect("a census");
    let said: Vec<(&str, &str)> =
        kept.findings.iter().map(|finding| (finding.rule.as_str(), finding.field.as_str())).collect();
    assert_eq!(
        said,
        [
            ("xml.stray_text", "CINdetails"),
            ("xml.empty_block", "Assessments"),
            ("xml.empty_block", "FactorsIdentifiedAtAssessment"),
            ("xml.empty_value", "PrimaryNeedCode"),
            ("xml.unknown_element", "New"),
        ]
    );
    assert!(kept.findings[4].words.contains("2 times"));
    assert!(kept.findings.iter().all(|finding| finding.kind == FindingKind::Skipped));
}

#[test]
fn thousands_of_unknown_names_do_not_fill_the_memory() {
    let names: String = (0..5_000).map(|n| format!("<N{n}/>")).collect();
    let (result, kept) = read(episode(&names));
    result.expect("a census");
    assert!(kept.findings.len() <= 201);
    assert_eq!(kept.rules().last(), Some(&"file.more"));
}

#[test]
fn every_encoding_and_a_mark_give_the_same_events() {
    let text = format!("<?xml version=\"1.0\"?>\n{}", one_child("").replace("A1", "Ä1"));
    let plain = read(text.clone()).1;
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for other in [format!("\u{FEFF}{text}").into_bytes(), wide, latin] {
        let kept = read(other).1;
        assert_eq!(kept.events, plain.events);
        assert!(kept.rules().is_empty() || kept.rules() == ["text.windows_1252"]);
    }
    let ascii = one_child("").replacen("<Message", "<?xml version='1.0' encoding='us-ascii'?><Message", 1);
    assert_eq!(read(ascii).1.children, ["A1"]);
}

#[test]
fn namespaces_are_let_be() {
    let text = one_child("").replace("</", "</d:").replace('<', "<d:").replace("<d:/d:", "</d:");
    let (result, kept) = read(text.replacen("<d:Message", "<d:Message xmlns:d='urn:x'", 1));
    result.expect("a census");
    assert_eq!(kept.children, ["A1"]);
    assert_eq!(kept.events[0].mentions()[0].sex, Some(record::mention::Sex::Female));
}

#[test]
fn dates_written_otherwise_are_repaired_and_booleans_read_in_every_spelling() {
    let (_, kept) = read(episode("<CINclosureDate>23/12/22</CINclosureDate>"));
    assert!(words(&kept).contains(&("cin.ceased".into(), "2022-12-23".into())));
    assert_eq!(kept.rules(), ["date.two_digit_year", "date.other_order"]);
    for (spelling, told) in
        [("true", 1), ("TRUE", 1), ("1", 1), ("False", 0), ("0", 0), ("FALSE", 0), ("perhaps", 0)]
    {
        let (_, kept) = read(episode(&format!("<ReferralNFA>{spelling}</ReferralNFA>")));
        let count = words(&kept).iter().filter(|(word, _)| word == "no_action").count();
        assert_eq!(
            (count, kept.count("cin.truth_value")),
            (told, usize::from(spelling == "perhaps")),
            "{spelling}"
        );
    }
}

#[test]
fn another_root_is_refused_and_a_missing_header_said() {
    assert!(refused("<Other/>").contains("`Other`"));
    let (result, kept) = read(one_child("").replace(HEADER, ""));
    result.expect("children without a header");
    assert_eq!((kept.children.len(), kept.covers.len()), (1, 0));
    assert_eq!(kept.rules(), ["cin.no_header"]);
}

#[test]
fn a_value_that_stands_twice_is_said() {
    let (_, kept) = read(episode("<ReferralSource>1C</ReferralSource>"));
    assert_eq!(kept.rules(), ["cin.element_twice"]);
}

#[test]
fn what_is_no_code_is_left_out_for_it_may_be_somebodys_words() {
    let (_, kept) = read(episode("<PrimaryNeedCode>told by Mrs Example</PrimaryNeedCode>"));
    assert_eq!(kept.rules(), ["cin.not_a_code"]);
    assert!(!format!("{:?}", kept.events).contains("Example"));
}

#[test]
fn no_bytes_are_a_panic() {
    use proptest::prelude::*;
    let pieces = [
        "<Message>",
        "<Children>",
        "<Child>",
        "</Child>",
        "<CINdetails>",
        "<Section47>",
        "&x;",
        "&",
        "<",
        "]]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "</>",
        "x",
        "\0",
        "<Child",
        " a='",
        "<?x",
        "?>",
        "\u{e9}",
        "<LAchildID>1</LAchildID>",
    ];
    proptest!(|(picks in proptest::collection::vec(0..pieces.len(), 0..40))| {
        let text: String = picks.into_iter().map(|pick| pieces[pick]).collect();
        let _ = read(text.clone());
        let _ = read(format!("<Message>{HEADER}<Children>{text}"));
    });
}
