//! What a concern file says of organisations: read by activity, written back, and never a row lost to a bad cell.

use record::event::Body;

use super::tests::{Form, csv, recorded, try_read};
use super::write_csv;

/// The particulars of the first event, as `column=code`.
fn particulars(text: &str) -> (Vec<String>, Vec<String>) {
    let kept = csv(text);
    let codes = &recorded(&kept.events[0]).codes;
    let rules = kept.rules().iter().map(ToString::to_string).collect();
    (codes.iter().map(|(column, code)| format!("{column}={code}")).collect(), rules)
}

#[test]
fn the_template_is_read_without_an_odd_word_and_written_back_as_the_same_events() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/templates/concerns-organised.csv");
    let bytes = std::fs::read(path).expect("the template");
    let (done, kept) = try_read(Form::Csv, &bytes);
    done.expect("it can be read");
    assert_eq!((kept.events.len(), kept.rules()), (15, vec![]));
    let mut out = Vec::new();
    write_csv(&kept.events, &mut out).expect("every particular has a column");
    let (done, again) = try_read(Form::Csv, &out);
    done.expect("it can be read");
    let bodies =
        |events: &[record::Event]| events.iter().map(|event| event.body.clone()).collect::<Vec<Body>>();
    assert_eq!(bodies(&again.events), bodies(&kept.events));
}

#[test]
fn an_operation_says_how_many_and_a_bad_count_is_left_out_alone() {
    let head = "event,concern_id,date,activity,identified,pursued,left\n";
    let (codes, rules) = particulars(&format!("{head}recorded,C-1,2012-05-01,operation.ended,57,7,0\n"));
    assert_eq!((codes, rules), (vec!["identified=57".into(), "pursued=7".into(), "left=0".into()], vec![]));
    let (codes, rules) = particulars(&format!("{head}recorded,C-1,2012-05-01,operation.ended,many,7,-3\n"));
    assert_eq!(codes, ["pursued=7"]);
    assert_eq!(rules.len(), 2, "{rules:?}");
}

#[test]
fn a_column_of_another_activity_is_a_finding_that_names_those_it_reads() {
    let kept = csv("event,concern_id,date,activity,minute,identified\n\
         recorded,C-1,2012-05-01,sharing.refused,sealed,\nrecorded,C-2,2012-05-01,chronology.entry,,3\n");
    assert_eq!(kept.rules(), ["recorded.column_not_read", "recorded.column_not_read"]);
    assert!(kept.findings[0].remedy.contains("`reason`, `scope`, `until`"), "{}", kept.findings[0].remedy);
    assert!(kept.events.iter().all(|event| recorded(event).codes.is_empty()));
}

#[test]
fn text_and_unknown_codes_are_told_with_the_nearest_known() {
    let head = "event,concern_id,date,activity,reason,code\n";
    let (codes, rules) =
        particulars(&format!("{head}recorded,C-1,2012-05-01,sharing.refused,Data Protection,\n"));
    assert_eq!((codes, rules), (vec!["reason=data_protection".into()], vec!["code.spelling".into()]));
    let (codes, rules) =
        particulars(&format!("{head}recorded,C-1,2012-05-01,power.refused,thresold,closure_notice\n"));
    assert_eq!((codes.len(), rules), (2, vec!["code.unknown".into()]));
    let (codes, rules) = particulars(&format!(
        "{head}recorded,C-1,2012-05-01,recommendation.made,,Recommendation 4 of 2010\n"
    ));
    assert_eq!((codes.len(), rules), (0, vec!["recorded.code_text".into()]));
}

#[test]
fn each_recipient_is_an_event_of_its_own() {
    let kept = csv("event,concern_id,date,activity,told_post\n\
         recorded,R-1,2012-03-01,report.circulated,desk\nrecorded,R-1,2012-03-01,report.circulated,chief\n");
    assert_eq!((kept.events.len(), kept.rules()), (2, vec![]));
}
