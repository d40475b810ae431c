//! The listing comes back as decided; what has changed or is wrong is refused line by line.

use record::event::Correction;
use record::source::SourceRef;
use record::{Claimed, Code, FileId};

use crate::Shown;
use crate::tables::tests::{day, file, key, report, town};

use super::read;

fn listing(names: bool) -> String {
    report(&town(), Shown { names, narrative: false }, &mut key()).texts()["corrections.csv"].clone()
}

/// The listing with a decision for every line of a kind.
fn decided(kind: &str, decision: &str, names: bool) -> String {
    let text = listing(names);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(reader.headers().unwrap()).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let cells = record
            .iter()
            .enumerate()
            .map(|(at, cell)| if at == 5 && &record[0] == kind { decision } else { cell });
        out.write_record(cells).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

fn files() -> [record::source::SourceFile; 2] {
    [
        file(0, "westbrook-police/concerns.csv", "westbrook-police"),
        file(1, "harbour-school/Zebulon Wexcombe.docx", "harbour-school"),
    ]
}

#[test]
fn every_kind_comes_back_whether_names_are_shown_or_not() {
    for names in [false, true] {
        for (kind, decision) in [
            ("same", "not_same"),
            ("same_event", "same_event"),
            ("date", "2011-03"),
            ("sign", "yes"),
            ("sign", "no"),
        ] {
            let text = decided(kind, decision, names);
            let (corrections, problems) = read(&text, &town(), &files(), &key());
            assert!(!corrections.is_empty(), "{kind}: {text}");
            assert_eq!(problems, [], "{kind}: {text}");
        }
    }
}

#[test]
fn the_wording_proposes_a_sign_and_only_a_person_gives_it() {
    let text = decided("sign", "yes", false);
    let (corrections, _) = read(&text, &town(), &files(), &key());
    let row = record::event::RowPlace(SourceRef { file: FileId(1), line: 1, part: 0 });
    assert!(corrections.contains(&Correction::Sign(row, Code::new("missing_episode"))), "{corrections:?}");
}

#[test]
fn dates_are_taken_as_people_and_spreadsheets_write_them() {
    let row = |correction: &Correction| match correction {
        Correction::Date(_, date) => *date,
        other => panic!("{other:?}"),
    };
    for (decision, expected) in [
        ("2011-03-14", Claimed::day(day("2011-03-14"))),
        ("14/03/2011", Claimed::day(day("2011-03-14"))),
        ("2011-03", Claimed::month(2011, 3).unwrap()),
        ("2011", Claimed::year(2011).unwrap()),
        ("2011-03-01..2011-03-14", Claimed::range(day("2011-03-01"), day("2011-03-14"))),
    ] {
        let (corrections, problems) = read(&decided("date", decision, false), &town(), &files(), &key());
        assert_eq!(problems, []);
        assert_eq!(row(&corrections[0]), expected);
    }
    for wrong in ["Mar-11", "2011-13", "2011-02-30", "2011-03-14..2011-03-01", "soon"] {
        let (corrections, problems) = read(&decided("date", wrong, false), &town(), &files(), &key());
        assert!(corrections.is_empty() && problems[0].remedy.contains("2011-03"), "{wrong}");
    }
}

#[test]
fn a_row_that_reads_otherwise_is_refused_and_the_rest_is_done() {
    let text = decided("date", "2011-03", false);
    let mut events = town();
    for event in &mut events {
        if let record::Body::Recorded(recorded) = &mut event.body {
            recorded.words = Some("something else".into());
        }
    }
    let (corrections, problems) = read(&text, &events, &files(), &key());
    assert!(corrections.is_empty());
    assert!(problems[0].words.contains("changed"), "{problems:?}");
}

#[test]
fn wrong_lines_are_named_with_their_remedy_and_without_their_words() {
    let text = "kind;a;b;machine;because;decision;check\n\
        same;westbrook-police/concerns.csv#2.0:0;westbrook-police/concerns.csv#2.0:99;;;same;x\n\
        same;westbrook-police/concerns.csv#2.0;Zebulon;;;same;x\n\
        date;police/zebulon.csv#2.0;;;;2011;x\n\
        date;westbrook-police/concerns.csv#77.0;;;;2011;x\n\
        date;westbrook-police/concerns.csv#2.0;;;;2011;wrong\n\
        merge;a;b;;;yes;x\n\
        sign;;;;;;\n\
        same;a;b;;;perhaps;x\n";
    let (corrections, problems) = read(text, &town(), &files(), &key());
    assert!(corrections.is_empty());
    let lines: Vec<u32> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6, 7, 9]);
    for problem in problems {
        assert!(
            !problem.remedy.is_empty() && !problem.words.to_lowercase().contains("zebulon"),
            "{problem:?}"
        );
    }
    let (corrections, problems) = read("a,b\n1,2\n", &town(), &files(), &key());
    assert!(corrections.is_empty() && problems.len() == 1);
}

#[test]
fn a_stray_quotation_mark_costs_its_own_line_and_no_other() {
    let text = decided("same", "same", false);
    let (all, problems) = read(&text, &town(), &files(), &key());
    assert_eq!(problems, []);
    let lines: Vec<&str> = text.lines().collect();
    let decided = |line: &str| line.starts_with("same,");
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| decided(line)) {
        for stray in ["\"", "same,\""] {
            let mut broken: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            broken[at] = broken[at].replacen(stray.trim_end_matches('"'), stray, 1);
            let (rest, problems) = read(&(broken.join("\r\n") + "\r\n"), &town(), &files(), &key());
            assert_eq!(rest.len() + 1, all.len(), "{broken:?}");
            let found: Vec<u32> = problems.iter().map(|problem| problem.line).collect();
            assert_eq!(found, [at as u32 + 1]);
        }
    }
}

#[test]
fn things_of_two_kinds_are_never_the_same() {
    let events = town();
    let of = |kind: record::MentionKind| {
        events.iter().find_map(|event| {
            let at = event.mentions().iter().position(|mention| mention.kind == kind)?;
            Some((event, at))
        })
    };
    let (child, other) = events
        .iter()
        .flat_map(|event| event.mentions())
        .find(|mention| mention.kind != record::MentionKind::Child)
        .and_then(|mention| Some((of(record::MentionKind::Child)?, of(mention.kind)?)))
        .unwrap();
    let place = |(event, at): (&record::Event, usize)| {
        let file = &files()[usize::from(event.source.file.0 as u16)].path;
        format!("{file}#{}.{}:{at}", event.source.line, event.source.part)
    };
    let check = super::Check::new(&key()).of(&[child.0, other.0]);
    for decision in ["same", "not_same"] {
        let text = format!(
            "kind,a,b,machine,because,decision,check\nsame,{},{},,,{decision},{check}\n",
            place(child),
            place(other)
        );
        let (corrections, problems) = read(&text, &events, &files(), &key());
        assert!(corrections.is_empty());
        assert!(problems[0].words.contains("two kinds"), "{problems:?}");
    }
}

#[test]
fn what_was_decided_stands_first_in_the_next_listing_and_is_taken_again() {
    let (corrections, _) = read(&decided("date", "2011-03", false), &town(), &files(), &key());
    let mut events = town();
    for (line, correction) in (2..).zip(corrections.clone()) {
        let mut event = crate::tests::recorded(Vec::new());
        event.by.agency = record::AgencyId::new("reviewer");
        event.source = SourceRef { file: FileId(9), line, part: 0 };
        event.body = record::Body::Corrected(Box::new(correction));
        events.push(event);
    }
    flow::apply_corrections(&mut events);
    flow::order(&mut events);
    for (event, id) in events.iter_mut().zip(1..) {
        event.id = record::EventId(id);
    }
    let text = report(&events, Shown::default(), &mut key()).texts()["corrections.csv"].clone();
    assert!(text.lines().nth(1).unwrap().contains("2011-03"), "{text}");
    let (again, problems) = read(&text, &town(), &files(), &key());
    assert_eq!((again, problems), (corrections, vec![]));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_stop(text in "(kind,a,b,decision,check\n)?[a-z,;\"#:.0-9\n_]{0,200}") {
        read(&text, &town(), &files(), &key());
    }
}
