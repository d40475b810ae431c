//! What a report over a log says more than one without, and what it says of erased subjects.

use std::collections::BTreeMap;

use record::event::{Assurance, Erasure};
use record::mention::{ERASED, Identifier};
use record::{Addressee, AgencyId, Body, Code, Event, EventId, FileId, Mention, MentionKind};
use rustc_hash::FxHashMap;

use super::tests::{key, report, report_over, town};
use crate::{Log, Shown};

const CHECKPOINT: &str = "log.example/town\n40\nUc7yZm2vTyND9JvcD9y3/3v73RBaVXYgWQxmklPgbnk=\n\n\u{2014} log.example/town AAAAAA==\n";

/// The town with random-looking ids, and one telling that candour itself took.
fn kept() -> Vec<Event> {
    let mut events = town();
    for (event, place) in events.iter_mut().zip(1u128..) {
        event.id = EventId(1 << 127 | place);
    }
    let told = events.iter_mut().find(|event| matches!(event.body, Body::Told(_))).unwrap();
    told.by.assurance = Assurance::CommandLine;
    (told.source.file, told.source.line) = (FileId(3), 1_234_567);
    events
}

fn written(events: &[Event]) -> BTreeMap<String, String> {
    let indexes: FxHashMap<EventId, u64> = events.iter().map(|event| event.id).zip(30..).collect();
    let log =
        Log { checkpoint: CHECKPOINT.into(), key: Some("log.example/town+00+A".into()), indexes: &indexes };
    report_over(events, Shown::default(), &mut key(), Some(log)).texts()
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_row_carries_its_index() {
    let events = kept();
    let texts = written(&events);
    for (place, row) in rows(&texts["chronology.csv"]).iter().enumerate() {
        assert_eq!(row["log_index"], (30 + place).to_string());
    }
    let json: serde_json::Value = serde_json::from_str(&texts["chronology.json"]).unwrap();
    assert_eq!(json[0]["log_index"], 30, "a number");
    assert!(texts["chronology.docx/word/document.xml"].contains("Log index"));
    let index_of = |row: &str| {
        let place = events.iter().position(|event| event.id.to_string() == row);
        place.map(|place| (30 + place).to_string()).unwrap_or_default()
    };
    let duties = rows(&texts["duties.csv"]);
    assert!(!duties.is_empty());
    for duty in duties {
        assert_eq!(duty["told_log_index"], index_of(&duty["concern"]));
        assert_eq!(duty["opened_log_index"], index_of(&duty["opened_row"]));
        assert_eq!(duty["answer_log_index"], index_of(&duty["answer_row"]));
    }
    let knowledge = rows(&texts["knowledge.csv"]);
    assert!(!knowledge.is_empty());
    for known in knowledge {
        assert_eq!(known["told_log_index"], index_of(&known["concern"]));
        assert_eq!(known["shown_by_log_index"], index_of(&known["shown_by"]));
    }
    assert!(rows(&texts["findings.csv"])[0].contains_key("log_index"));
}

#[test]
fn the_signed_checkpoint_stands_beside_the_report_and_on_the_page() {
    let texts = written(&kept());
    assert_eq!(texts["checkpoint.txt"], CHECKPOINT);
    let summary: serde_json::Value = serde_json::from_str(&texts["summary.json"]).unwrap();
    assert_eq!(
        summary["log"],
        serde_json::json!({"origin": "log.example/town", "size": 40, "key": "log.example/town+00+A",
            "root": "Uc7yZm2vTyND9JvcD9y3/3v73RBaVXYgWQxmklPgbnk="})
    );
    let page = &texts["index.html"];
    for words in
        ["The log this report rests on", "log.example/town", "candour prove INDEX", "candour log audit"]
    {
        assert!(page.contains(words), "`{words}` is not on the page");
    }
    assert!(page.contains("claimed by the source as"), "what an import proves");
}

#[test]
fn only_what_was_told_to_candour_wears_the_mark_of_a_receipt() {
    let texts = written(&kept());
    let told: Vec<_> =
        rows(&texts["chronology.csv"]).into_iter().filter(|row| !row["source_receipt"].is_empty()).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["source_place"], "told to candour");
    let all: String =
        texts.iter().filter(|(name, _)| *name != "corrections.csv").map(|(_, text)| text.as_str()).collect();
    assert!(!all.contains("1234567") && !all.contains("1,234,567"), "a told row stands on no line");
    let summary: serde_json::Value = serde_json::from_str(&texts["summary.json"]).unwrap();
    assert_eq!((&summary["told_to_candour"], summary["files"].as_array().unwrap().len()), (&1.into(), 3));
    assert!(texts["index.html"].contains("; a receipt was given"));
}

#[test]
fn without_a_store_nothing_speaks_of_a_log() {
    let texts = report(&town(), Shown::default(), &mut key()).texts();
    assert!(!texts.contains_key("checkpoint.txt"));
    for name in ["index.html", "duties.csv", "knowledge.csv", "findings.csv", "summary.json"] {
        for words in ["log_index", "log this report", "candour prove"] {
            assert!(!texts[name].contains(words), "{name}: {words}");
        }
    }
    assert!(rows(&texts["chronology.csv"]).iter().all(|row| row["log_index"].is_empty()));
}

#[test]
fn an_erased_subject_has_no_pseudonym_and_the_page_says_what_the_figures_rest_on() {
    let mut events = kept();
    let mut erased = 0;
    for event in &mut events {
        let mentions = match &mut event.body {
            Body::Told(body) => &mut body.mentions,
            Body::Recorded(body) => &mut body.mentions,
            _ => continue,
        };
        for mention in mentions.iter_mut().filter(|it| it.forename.as_deref() == Some("Zebulon")) {
            let identifier = Identifier { scheme: Code::new(ERASED), value: "ab".repeat(16).into() };
            *mention = Mention {
                identifiers: vec![identifier],
                ..Mention::new(MentionKind::Child, mention.role.as_str())
            };
            erased += 1;
        }
    }
    assert!(erased > 0);
    let mut key = key();
    let texts = report(&events, Shown { names: true, narrative: false }, &mut key).texts();
    let about: Vec<String> =
        rows(&texts["chronology.csv"]).into_iter().map(|mut row| row.remove("about").unwrap()).collect();
    assert!(about.iter().any(|about| about.starts_with("an erased subject")), "{about:?}");
    assert!(texts["index.html"].contains("1 subject was erased"));
    assert!(texts["summary.json"].contains("1 subject was erased"));
    assert!(
        key.entries.iter().all(|entry| !entry.pseudonym.contains("erased")),
        "nothing of it is in the key"
    );
}

#[test]
fn an_erasure_is_a_row_and_no_entry_and_says_its_ground() {
    let mut events = kept();
    let mut erasure = crate::tests::recorded(Vec::new());
    erasure.id = EventId(1 << 127 | 99);
    erasure.source.file = FileId(3);
    erasure.by.assurance = Assurance::CommandLine;
    erasure.body = Body::Erased(Box::new(Erasure {
        ground: Code::new("court_order"),
        second_post: Addressee::agency(AgencyId::new("harbour-school")),
        second_assurance: Assurance::CommandLine,
        subjects: vec![9],
        erased_as: vec![[0xAB; 16]],
        places: Vec::new(),
        concerns: Vec::new(),
        passes: Vec::new(),
        words: None,
    }));
    let before: serde_json::Value = serde_json::from_str(&written(&events)["summary.json"]).unwrap();
    events.push(erasure);
    flow::order(&mut events);
    let texts = written(&events);
    let after: serde_json::Value = serde_json::from_str(&texts["summary.json"]).unwrap();
    for figure in ["entries", "undated", "entities", "duties", "patterns", "disagreements", "told_to_candour"]
    {
        assert_eq!(before[figure], after[figure], "{figure}");
    }
    let rows = rows(&texts["chronology.csv"]);
    let row = rows.iter().find(|row| row["event"].starts_with("Erased")).unwrap();
    assert_eq!(row["event"], "Erased: ordered by a court or required by law");
    assert_eq!((row["source_place"].as_str(), row["source_receipt"].as_str()), ("recorded by candour", ""));
}
