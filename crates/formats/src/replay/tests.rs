//! Timelines as they are, and as they should not be.

use std::io::Cursor;

use proptest::prelude::*;
use record::event::Addresses;
use record::policy::Policy;
use record::{FileId, FindingKind};

use super::{Ref, Role, Timeline, read};
use crate::read::ReadError;
use crate::report::kept::Kept;

const HEAD: &str = "id,date,date_end,date_precision,date_basis,agency,post_or_team,rank,event_type,sign_code,event_count,\
    children_count,children_certain,children_possible,child_ref,place_ref,told_agency,told_post,told_rank,answers,addresses,replay_role\n";

fn read_bytes(bytes: &[u8]) -> (Result<Timeline, ReadError>, Kept) {
    let mut kept = Kept::default();
    let read = read(&mut Cursor::new(bytes), FileId(0), &Policy::england(), &mut kept);
    (read, kept)
}

fn read_rows(rows: &str) -> (Timeline, Kept) {
    let (timeline, kept) = read_bytes(format!("{HEAD}{rows}").as_bytes());
    (timeline.expect("a timeline"), kept)
}

#[test]
fn a_row_is_read_as_it_stands() {
    let (timeline, kept) = read_rows(
        "a-1,2004,,year,stated,family,parent,0,report,missing_episode|gifts,,3,2,1,a-X..Y,a-house,police|school,desk,2,,,input\n\
         a-2,2005-03,2006-04-05,period,review_period,police,desk,2,decision,none,,,,,,a-care-homes,,,,a-1,writer,response\n",
    );
    assert_eq!(kept.rules(), [""; 0]);
    let [row, answer] = timeline.rows.as_slice() else { panic!("two rows") };
    assert_eq!((row.when.to_string().as_str(), row.role), ("2004", Role::Input));
    assert_eq!(row.signs.iter().map(record::Code::as_str).collect::<Vec<_>>(), ["gifts", "missing_episode"]);
    assert_eq!(
        (row.children.join(" ").as_str(), row.children_certain, row.children_possible),
        ("a-X a-Y", 2, 1)
    );
    assert_eq!(row.places, [Ref::One("a-house".into())]);
    assert_eq!((row.told.len(), row.told_post.as_deref(), row.events), (2, Some("desk"), 1));
    assert_eq!(
        (answer.first().to_string().as_str(), answer.last().to_string().as_str()),
        ("2005-03-01", "2006-04-05")
    );
    assert_eq!(answer.places, [Ref::Several("a-care-homes".into())]);
    assert_eq!((answer.answers.as_deref(), answer.addresses), (Some("a-1"), Addresses::Writer));
}

#[test]
fn a_bad_row_is_left_out_with_a_finding_and_the_rest_is_read() {
    let (timeline, kept) = read_rows(
        ",2004,,,,police,,,report,,,,,,,,,,,,,input\n\
         a name,2004,,,,police,,,report,,,,,,,,,,,,,input\n\
         a-1,the fourth,,,,police,,,report,,,,,,,,,,,,,input\n\
         a-2,2004,,,,police,,,report,,,,,,,,,,,,,inputs\n\
         a-3,2004,,,,police,,,report,,,,,,,,,,,,,input\n\
         a-3,2005,,,,police,,,report,,,,,,,,,,,,,input\n\
         a-4,2005,2004,period,,,,7,report,,,,,,,,,,,,,input\n",
    );
    let ids: Vec<&str> = timeline.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["a-3", "a-4"]);
    let rules = kept.rules();
    assert_eq!(
        rules,
        [
            "replay.id",
            "replay.id",
            "replay.date",
            "replay.role",
            "replay.end",
            "replay.no_agency",
            "value.rank",
            "replay.id_twice"
        ]
    );
    let hint = kept.findings.iter().find(|finding| finding.rule.as_str() == "replay.role").expect("there");
    assert!(hint.words.contains("`input`") && hint.line == 5 && !hint.remedy.is_empty());
    assert!(kept.findings.iter().all(|finding| !finding.words.contains("a name")));
}

#[test]
fn what_cannot_be_meant_is_capped_and_said() {
    let (timeline, kept) = read_rows(
        "a-1,2004,,,,police,,,report,,4000000000,,,,,,police,,,,,input\n\
         a-2,2004,,,,police,,,report,,5000,,,,,b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u,police,,,,,input\n\
         a-3,2004,,,,police,,,report,,0,99,2,5,a-1..99,,,,,,,input\n\
         a-4,2004,,,,police,,,report,,,99,,,,,,,,,,benchmark\n",
    );
    let events: Vec<u32> = timeline.rows.iter().map(|row| row.events).collect();
    assert_eq!(events, [1, 1, 1, 1]);
    for rule in [
        "replay.many_events",
        "replay.many_events_together",
        "replay.no_event",
        "replay.range",
        "replay.children_sum",
    ] {
        assert_eq!(kept.count(rule), 1, "{rule}");
    }
    assert_eq!(kept.count("replay.many_children"), 0, "a benchmark is never fed");
    assert!(
        kept.findings
            .iter()
            .all(|finding| finding.kind != FindingKind::Skipped || !finding.remedy.is_empty())
    );
}

#[test]
fn an_answer_to_nothing_answers_nothing() {
    let (timeline, kept) = read_rows(
        "a-1,2006,,,,police,,,decision,,,,,,,,,,,a-9,substance,response\n\
         a-2,2006,,,,police,,,decision,,,,,,,,,,,a-2,substance,response\n\
         a-3,2006,,,,police,,,report,,,,,,,,,,,,,input\n\
         a-4,2004,,,,police,,,decision,,,,,,,,,,,a-3,nonsense,response\n",
    );
    let answers: Vec<Option<&str>> = timeline.rows.iter().map(|row| row.answers.as_deref()).collect();
    assert_eq!(answers, [None, None, None, Some("a-3")]);
    assert_eq!(
        kept.rules(),
        ["replay.addresses", "replay.answers_unknown", "replay.answers_itself", "replay.answer_before"]
    );
}

#[test]
fn a_table_without_the_columns_is_no_timeline() {
    for bytes in [&b""[..], b"event,concern_id,date\ntold,1,2004\n", b"id,date,agency\n", b"\xff\xfe\x00"] {
        let (read, _) = read_bytes(bytes);
        assert!(matches!(read, Err(ReadError::Broken { .. })), "{bytes:?}");
    }
}

#[test]
fn the_example_is_read_without_a_finding() {
    let bytes = include_bytes!("../../../../examples/replay/oxfordshire.csv");
    let (timeline, kept) = read_bytes(bytes);
    let timeline = timeline.expect("a timeline");
    assert_eq!(kept.rules(), [""; 0]);
    assert_eq!(Role::ALL.map(|role| timeline.count(role)), [31, 12, 14, 17]);
}

proptest! {
    #[test]
    fn no_bytes_panic_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes(&bytes);
        let _ = read_bytes(&[HEAD.as_bytes(), &bytes].concat());
    }

    #[test]
    fn no_cells_panic_the_reader(
        cells in proptest::collection::vec("[-0-9a-zA-Z.|\"é ]{0,12}|20[0-9]{2}(-[0-9]{2}){0,2}|input|response", 0..90)
    ) {
        let rows: Vec<String> = cells.chunks(22).map(|row| row.join(",")).collect();
        let (timeline, _) = read_bytes(format!("{HEAD}{}\n", rows.join("\n")).as_bytes());
        for row in timeline.map(|timeline| timeline.rows).unwrap_or_default() {
            prop_assert!(row.first() <= row.last());
            prop_assert!(row.events >= 1 && row.events <= super::EVENTS);
        }
    }
}
