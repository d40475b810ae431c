//! The promises of the tables: every row once, nobody's name, the same bytes twice, files that open.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::{Arc, Mutex};

use flow::Outcome;
use record::event::{Addresses, Answered, PostHeldBy, Recorded, Step, Told};
use record::mention::Identifier;
use record::policy::Policy;
use record::source::{Completeness, Coverage, SourceFile, SourceRef, TOLD, Unread};
use record::{
    Addressee, AgencyId, Body, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Finding, FindingKind,
    Mention, MentionKind, PostId,
};

use super::*;
use crate::Log;
use crate::mask::Mask;
use crate::tests::{random, recorded};

/// A folder in memory.
#[derive(Default)]
pub(crate) struct Memory(Mutex<BTreeMap<String, Arc<Mutex<Vec<u8>>>>>);

struct File(Arc<Mutex<Vec<u8>>>);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Folder for Memory {
    fn file(&self, name: &str) -> io::Result<Box<dyn Write + Send>> {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let before = self.0.lock().unwrap().insert(name.to_owned(), Arc::clone(&bytes));
        assert!(before.is_none(), "{name} is written twice");
        Ok(Box::new(File(bytes)))
    }
}

impl Memory {
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self.0.lock().unwrap();
        files.iter().map(|(name, bytes)| (name.clone(), bytes.lock().unwrap().clone())).collect()
    }

    /// Every file as text; the parts of packages apart.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (name, bytes) in self.files() {
            if !name.ends_with("docx") && !name.ends_with("xlsx") {
                texts.insert(name, String::from_utf8(bytes).unwrap());
                continue;
            }
            let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            for part in 0..zip.len() {
                let mut part = zip.by_index(part).unwrap();
                let mut text = String::new();
                part.read_to_string(&mut text).unwrap();
                texts.insert(format!("{name}/{}", part.name().unwrap()), text);
            }
        }
        texts
    }
}

pub(crate) fn file(id: u32, path: &str, agency: &str) -> SourceFile {
    SourceFile {
        id: FileId(id),
        path: path.into(),
        format: Code::new("concerns.csv"),
        agency: AgencyId::new(agency),
        covers: Some(Coverage { from: day("2011-01-01"), to: day("2012-12-31") }),
        completeness: Completeness::Full,
        read: 3,
        skipped: 0,
        repaired: 1,
        repeated: 2,
        children: 2,
        bytes: 100,
    }
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// Values that must not leave. None is a word of anything else.
const CANARIES: [&str; 22] = [
    "zebulon",
    "wexcombe",
    "quillan",
    "tansy",
    "harrowgate",
    "fenwick",
    "oddsworth",
    "lindqvist",
    "moxley",
    "brackley",
    "07700 900123",
    "07700900123",
    "7700900",
    "01632",
    "xy99",
    "qqq",
    "zz9",
    "zz99",
    "9zz",
    "mallow parade",
    "a123456789012",
    "zebbie",
];

fn child(forename: &str, surname: &str) -> Mention {
    Mention {
        forename: Some(forename.into()),
        surname: Some(surname.into()),
        known_as: vec!["Zebbie".into()],
        born: Some(Claimed::day(day("1997-05-04"))),
        postcode: Some("ZZ99 9ZZ".into()),
        identifiers: vec![
            Identifier { scheme: Code::new("upn"), value: "A123456789012".into() },
            Identifier { scheme: Code::new("local"), value: format!("LC-7700900-{forename}").into() },
        ],
        ..Mention::new(MentionKind::Child, "subject")
    }
}

fn thing(kind: MentionKind, role: &str, value: &str) -> Mention {
    Mention { value: Some(value.into()), ..Mention::new(kind, role) }
}

fn at(body: Body, agency: &str, date: &str, source: (u32, u32)) -> Event {
    let mut event = recorded(Vec::new());
    event.by.agency = AgencyId::new(agency);
    event.by.holder = Some("Moxley Lindqvist".into());
    event.claimed = Day::parse_iso(date).map_or(Claimed::UNKNOWN, Claimed::day);
    event.source = SourceRef { file: FileId(source.0), line: source.1, part: 0 };
    event.body = body;
    event
}

/// What was written of one entry of a reviewer's table.
const WORDS: &str = "Mrs Oddsworth rang 07700 900123: Zebulon Wexcombe (04/05/1997) went missing with DC 42 Brackley's \
    nephew, seen in XY99 QQQ near 24 Mallow Parade, ZZ99 9ZZ. Zebbie's friend tansy said =nothing. Quillan, who is 14, \
    rang 01632 960 111";

pub(crate) fn town() -> Vec<Event> {
    let concern = || ConcernRef { agency: AgencyId::new("westbrook-police"), key: "WEXCOMBE-1".into() };
    let mentions = vec![
        child("Zebulon", "Wexcombe"),
        Mention { role: Code::new("sibling"), born: None, ..child("Quillan", "Tansy") },
        thing(MentionKind::Vehicle, "vehicle_of_concern", "XY99 QQQ"),
        thing(MentionKind::Phone, "phone_of_concern", "+44 7700 900123"),
        thing(MentionKind::Place, "place_of_concern", "24 Mallow Parade, Westbrook"),
    ];
    let told = Told {
        concern: concern(),
        activity: Code::new("concern.told"),
        teller: Code::new("school"),
        teller_agency: None,
        told_to: Addressee::post(PostId::new("westbrook-police/missing-persons-desk")),
        passes: None,
        signs: vec![Code::new("missing_episode")],
        codes: vec![],
        immediate_danger: false,
        event_count: None,
        mentions: mentions.clone(),
        words: Some(WORDS.into()),
    };
    let step = Step { concern: concern(), reason: Code::new(""), words: Some("opened by Moxley".into()) };
    let answered = Answered {
        concern: concern(),
        addresses: Addresses::Writer,
        outcome: Code::new("recorded_only"),
        reasons_given: false,
        second_post: None,
        told_to: None,
        words: Some("told Mrs Oddsworth".into()),
    };
    let row = |words: &str, source: &str| Recorded {
        activity: Code::new("chronology.entry"),
        codes: vec![],
        signs: vec![],
        concern: None,
        told_to: None,
        mentions: mentions.clone(),
        columns: vec![
            ("When?".into(), "12/3/11?".into()),
            ("Source".into(), source.into()),
            ("Significant event".into(), words.into()),
            ("Impact".into(), "=negative".into()),
        ],
        words: Some(words.into()),
        action: None,
        source_of_information: Some(source.into()),
    };
    let held = PostHeldBy {
        post: PostId::new("westbrook-police/missing-persons-desk"),
        holder: "Fenwick Harrowgate".into(),
        from: Claimed::day(day("2010-01-01")),
        until: None,
        deputy: false,
    };
    let mut events = vec![
        at(Body::Told(Box::new(told)), "westbrook-police", "2011-03-12", (0, 2)),
        at(Body::Opened(Box::new(step)), "westbrook-police", "2011-03-14", (0, 3)),
        at(Body::Answered(Box::new(answered)), "westbrook-police", "2011-03-20", (0, 4)),
        at(
            Body::Recorded(Box::new(row(WORDS, "Note of Dr. Fenwick"))),
            "harbour-school",
            "2011-03-12",
            (1, 1),
        ),
        at(Body::Recorded(Box::new(row("=1+1 Undated\tnote <b>", "file"))), "harbour-school", "", (1, 2)),
        at(Body::PostHeldBy(Box::new(held)), "westbrook-police", "2010-01-01", (2, 2)),
    ];
    flow::order(&mut events);
    for (event, id) in events.iter_mut().zip(1..) {
        event.id = EventId(id);
    }
    events
}

/// Writes a report of these events.
pub(crate) fn report(events: &[Event], shown: Shown, key: &mut Key) -> Memory {
    report_over(events, shown, key, None)
}

/// Writes a report of these events over a log. The file with number 3 is what was told to candour itself.
pub(crate) fn report_over(events: &[Event], shown: Shown, key: &mut Key, log: Option<Log<'_>>) -> Memory {
    let policy = Policy::england();
    let outcome: Outcome = flow::run(events, &policy, day("2012-12-31"));
    let names = Names::assign(events, &outcome.joined, key, &mut random(5));
    let mut files = vec![
        file(0, "westbrook-police/concerns.csv", "westbrook-police"),
        file(1, "harbour-school/Zebulon Wexcombe.docx", "harbour-school"),
        file(2, "westbrook-police/posts.csv", "westbrook-police"),
    ];
    if log.is_some() {
        files.push(SourceFile { format: Code::new(TOLD), ..file(3, "told to candour", "public") });
    }
    let unread = [Unread {
        path: "police/Quillan Tansy Wexcombe.pdf".into(),
        why: "a picture".into(),
        remedy: "type it".into(),
    }];
    let findings = [Finding {
        file: FileId(1),
        line: 1,
        field: "Wexcombe's column".into(),
        kind: FindingKind::Repaired,
        rule: Code::new("date.two_digit_year"),
        words: "read as 2011".into(),
        remedy: String::new(),
    }];
    let material = Material {
        events,
        outcome: &outcome,
        files: &files,
        unread: &unread,
        findings: &findings,
        policy: &policy,
        as_of: day("2012-12-31"),
        log,
        measured: None,
        lines: &[],
    };
    let folder = Memory::default();
    crate::write_report(&material, &names, shown, key, &folder, &|_, _, _| {}).unwrap();
    folder
}

pub(crate) fn key() -> Key {
    Key { secret: [9; 32], entries: vec![] }
}

#[test]
fn no_name_phone_plate_or_postcode_stands_in_any_file() {
    for shown in [Shown::default(), Shown { names: false, narrative: true }] {
        for (name, text) in report(&town(), shown, &mut key()).texts() {
            let text = text.to_lowercase();
            for canary in CANARIES {
                assert!(!text.contains(canary), "{canary} stands in {name}: {text}");
            }
        }
    }
}

#[test]
fn the_key_file_holds_no_name_either() {
    let mut key = key();
    report(&town(), Shown::default(), &mut key);
    let mut bytes = Vec::new();
    key.write(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap().to_lowercase();
    assert!(key.entries.len() > 3 && CANARIES.iter().all(|canary| !text.contains(canary)), "{text}");
}

#[test]
fn masked_words_keep_every_other_word() {
    let texts = report(&town(), Shown::default(), &mut key()).texts();
    let csv = &texts["chronology.csv"];
    for kept in [
        "went missing with DC",
        "nephew, seen in [vehicle ",
        "said =nothing. ",
        ", who is 14,",
        "([birth date])",
    ] {
        assert!(csv.contains(kept), "{kept}: {csv}");
    }
    assert!(csv.contains("words masked by machine"));
    assert!(texts["summary.json"].contains("masked by machine"));
}

#[test]
fn with_names_the_words_stand_to_the_letter() {
    let texts = report(&town(), Shown { names: true, narrative: false }, &mut key()).texts();
    for name in ["chronology.csv", "chronology.json", "chronology.docx/word/document.xml"] {
        assert!(texts[name].contains(WORDS), "{name}: {}", texts[name]);
    }
    assert!(texts.values().any(|text| text.contains("12/3/11?")), "the reviewer's own date");
    assert!(texts["chronology.xlsx/xl/worksheets/sheet1.xml"].contains(WORDS));
}

#[test]
fn every_event_is_a_row_and_no_cell_a_formula() {
    let events = town();
    let texts = report(&events, Shown::default(), &mut key()).texts();
    let mut reader = csv::Reader::from_reader(texts["chronology.csv"].as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), events.len());
    let ids: std::collections::BTreeSet<&str> = rows.iter().filter_map(|row| row.get(0)).collect();
    assert_eq!(ids.len(), events.len());
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    let json: Vec<serde_json::Value> = serde_json::from_str(&texts["chronology.json"]).unwrap();
    assert_eq!(json.len(), events.len());
    // Heading, the entries (the post's holder is none), and the second sheet with every event.
    assert_eq!(texts["chronology.xlsx/xl/worksheets/sheet1.xml"].matches("<row ").count(), 1 + 5);
    assert_eq!(texts["chronology.xlsx/xl/worksheets/sheet2.xml"].matches("<row ").count(), 1 + events.len());
    assert_eq!(texts["chronology.docx/word/document.xml"].matches("<w:tr>").count(), 1 + 5);
}

#[test]
fn every_package_part_parses() {
    for (name, text) in report(&town(), Shown::default(), &mut key()).texts() {
        if !name.contains(".xlsx/") && !name.contains(".docx/") {
            continue;
        }
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(cause) => panic!("{name}: {cause}"),
            }
        }
    }
}

#[test]
fn two_runs_with_one_key_are_equal_and_leave_the_key_as_it_is() {
    let mut key = key();
    let first = report(&town(), Shown::default(), &mut key).files();
    let kept = key.clone();
    let second = report(&town(), Shown::default(), &mut key).files();
    assert!(first == second && kept == key);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(alone.install(|| report(&town(), Shown::default(), &mut key).files()) == first);
}

#[test]
fn the_reviewers_own_columns_come_with_the_source_second() {
    let texts = report(&town(), Shown::default(), &mut key()).texts();
    let document = &texts["chronology.docx/word/document.xml"];
    let place = |text: &str| document.find(text).unwrap_or_else(|| panic!("{text} is not there"));
    assert!(place(">When?<") < place(">Source<"));
    assert!(place(">Source<") < place(">Significant event<"));
    assert!(place(">Significant event<") < place(">Impact<"));
    assert!(document.contains("What this cannot show"));
}

#[test]
fn nothing_at_all_is_a_report_too() {
    let texts = report(&[], Shown::default(), &mut key()).texts();
    assert!(texts["chronology.docx/word/document.xml"].contains("No entries."));
    assert_eq!(texts["chronology.json"].trim(), "[\n]");
}

#[test]
fn a_long_chronology_stands_in_volumes_with_every_row_once() {
    let town = town();
    let events: Vec<Event> = (0..20_003u32)
        .map(|n| {
            let mut event = town[5].clone();
            event.id = EventId(u128::from(n) + 1);
            event.source.line = n;
            event
        })
        .collect();
    let texts = report(&events, Shown::default(), &mut key()).texts();
    let rows = |name: &str| texts[name].matches("<w:tr>").count() - 1;
    assert_eq!(rows("chronology.docx/word/document.xml"), 20_000);
    assert_eq!(rows("chronology-volume-2.docx/word/document.xml"), 3);
    assert!(texts["chronology-volume-2.docx/word/document.xml"].contains("from entry 20001 of 20003 on"));
}

/// Takes everything and keeps nothing.
struct Nowhere;

impl Folder for Nowhere {
    fn file(&self, _: &str) -> io::Result<Box<dyn Write + Send>> {
        Ok(Box::new(io::sink()))
    }
}

/// `CANDOUR_LONG=1 cargo test --release -p published -- million`: how long the tables of a national review take.
#[test]
fn the_tables_of_a_million_rows_take_under_half_a_minute() {
    if std::env::var_os("CANDOUR_LONG").is_none() {
        println!("skipped: set CANDOUR_LONG=1, with --release, to measure the tables of a million rows");
        return;
    }
    let town = town();
    let mut events: Vec<Event> = Vec::with_capacity(1_000_000);
    let mut entity_of = Vec::new();
    for n in 0..1_000_000u32 {
        let mut event = town[1].clone();
        event.id = EventId(u128::from(n) + 1);
        event.source.line = n;
        if let Body::Told(told) = &mut event.body {
            told.concern.key = format!("C{n}").into();
            let who = n % 70_000;
            told.mentions = vec![child(&format!("Name{}", who % 3_000), &format!("Family{who}"))];
            entity_of.push(who);
        }
        events.push(event);
    }
    let mut mentions_of: Vec<Vec<u32>> = vec![Vec::new(); 70_000];
    (0..)
        .zip(&entity_of)
        .for_each(|(mention, entity): (u32, &u32)| mentions_of[*entity as usize].push(mention));
    let entity = |mentions| record::outputs::Entity { kind: MentionKind::Child, mentions, links: vec![] };
    let joined = flow::Joined {
        mentions: record::outputs::MentionTable::new(&events),
        entities: mentions_of.into_iter().map(entity).collect(),
        entity_of,
        ..flow::Joined::default()
    };
    let outcome = Outcome { joined, ..Outcome::default() };
    let policy = Policy::england();
    let (started, mut key) = (std::time::Instant::now(), key());
    let names = Names::assign(&events, &outcome.joined, &mut key, &mut random(1));
    println!("names of a million mentions: {:?}, {} lines in the key", started.elapsed(), key.entries.len());
    let started = std::time::Instant::now();
    Mask::new(&events, &outcome.joined, &names);
    println!("mask of a million mentions: {:?}", started.elapsed());
    let material = Material {
        events: &events,
        outcome: &outcome,
        files: &[file(0, "a/concerns.csv", "a")],
        unread: &[],
        findings: &[],
        policy: &policy,
        as_of: day("2012-12-31"),
        log: None,
        measured: None,
        lines: &[],
    };
    for narrative in [false, true] {
        let started = std::time::Instant::now();
        write_tables(&material, &names, Shown { names: false, narrative }, &key, &Nowhere, &|_, _, _| {})
            .unwrap();
        println!("tables of a million rows, narrative {narrative}: {:?}", started.elapsed());
        assert!(narrative || started.elapsed().as_secs() < 30);
    }
}

/// `CANDOUR_KEEP=DIR cargo test -p published -- kept`: leaves the report there, to open it with other programs.
#[test]
fn a_report_can_be_kept_for_looking_at() {
    let Some(folder) = std::env::var_os("CANDOUR_KEEP") else {
        return;
    };
    for (name, bytes) in report(&town(), Shown { names: true, narrative: true }, &mut key()).files() {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

/// Codes that are a name, wherever a concern file takes a code.
fn planted(name: &str) -> Vec<Event> {
    let mut events = town();
    let code = || Code::new(name);
    for event in &mut events {
        match &mut event.body {
            Body::Told(told) => {
                told.signs.push(code());
                told.teller = code();
                told.activity = code();
                told.mentions[0].role = code();
            }
            Body::Opened(step) => step.reason = code(),
            Body::Answered(answered) => answered.outcome = code(),
            Body::Recorded(recorded) => {
                recorded.signs.push(code());
                recorded.codes.push((Code::new("primary_need"), code()));
                recorded.mentions[0].role = code();
            }
            _ => {}
        }
    }
    events
}

#[test]
fn a_name_typed_where_a_code_belongs_stands_in_no_file() {
    let events = planted("ottoline_pargeter");
    for (name, text) in report(&events, Shown { names: false, narrative: true }, &mut key()).texts() {
        let text = text.to_lowercase();
        assert!(!text.contains("ottoline") && !text.contains("pargeter"), "{name}: {text}");
    }
    let texts = report(&events, Shown::default(), &mut key()).texts();
    assert!(texts["duties.csv"].contains("missing_episode|unrecognised"), "{}", texts["duties.csv"]);
    assert!(texts["chronology.csv"].contains("Answered: unrecognised"), "{}", texts["chronology.csv"]);
    let open = report(&events, Shown { names: true, narrative: false }, &mut key()).texts();
    assert!(open["duties.csv"].contains("missing_episode|ottoline_pargeter"), "with names it is kept");
}

#[test]
fn a_concerns_own_number_stands_in_tables_only_with_names() {
    let numbers = |shown: Shown, table: &str| -> Vec<String> {
        let texts = report(&town(), shown, &mut key()).texts();
        let mut reader = csv::Reader::from_reader(texts[table].as_bytes());
        let place = reader.headers().unwrap().iter().position(|head| head == "concern_id").unwrap();
        reader.records().map(|row| row.unwrap()[place].to_owned()).collect()
    };
    for table in ["duties.csv", "knowledge.csv"] {
        let hidden = numbers(Shown::default(), table);
        assert!(!hidden.is_empty() && hidden.iter().all(String::is_empty), "{table}: {hidden:?}");
        let shown = numbers(Shown { names: true, narrative: false }, table);
        assert!(shown.iter().all(|number| number == "WEXCOMBE-1"), "{table}: {shown:?}");
    }
}
