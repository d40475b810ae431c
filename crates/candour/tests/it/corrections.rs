//! A reviewer edits `corrections.csv` and feeds it back.

use super::{Case, Done};

const POLICE: &str = "event,concern_id,date,told_post,child_id,child_forename,child_surname,child_dob,child_sex,child_postcode,phone,signs\n\
    told,1,2023-03-01,desk,7,Marek,Dolan,2010-01-02,M,WB1 1AA,07700 900111,missing_episode\n";
const SCHOOL: &str = "event,concern_id,date,told_post,child_id,child_forename,child_surname,child_dob,child_sex,child_postcode,phone,signs\n\
    told,A,2023-03-02,lead,S9,Marek,Dolan,2010-01-02,M,WB1 1AA,07700 900111,school_absence\n";
const LOG: &str = "Date,Source of information,Child,Event,Action taken\n\
    ?,Diary,Marek Dolan,Missing overnight again.,Rang the school.\n";

fn case() -> Case {
    Case::new(&[("police/concerns.csv", POLICE), ("school/concerns.csv", SCHOOL), ("home/log.csv", LOG)])
}

/// The corrections file with decisions filled in for the lines that `decide` knows.
fn edited(case: &Case, decide: impl Fn(&csv::StringRecord) -> Option<&'static str>) -> String {
    let text = case.report("corrections.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let at = headings.iter().position(|heading| heading == "decision").expect("a decision column");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headings).expect("written");
    let mut decided = 0;
    for row in reader.records() {
        let row = row.expect("a row");
        let decision = decide(&row);
        decided += usize::from(decision.is_some());
        let cells = row.iter().enumerate().map(
            |(place, cell)| {
                if place == at { decision.unwrap_or(cell) } else { cell }
            },
        );
        writer.write_record(cells).expect("written");
    }
    assert!(decided > 0, "nothing to decide in:\n{text}");
    let place = case.folder.path().join("mine.csv");
    std::fs::write(&place, writer.into_inner().expect("bytes")).expect("written");
    place.to_str().expect("text").to_owned()
}

fn entities(case: &Case) -> u64 {
    case.summary()["entities"].as_u64().expect("a number")
}

#[test]
fn a_person_takes_two_children_apart_and_it_survives_a_rerun() {
    let case = case();
    case.review(&[]).well();
    let before = entities(&case);
    let mine = edited(&case, |row| (&row[0] == "same").then_some("not_same"));
    case.review(&["--corrections", &mine]).well().says("applied, 0 not");
    assert!(entities(&case) > before, "nothing was taken apart");
    case.review(&["--corrections", &mine]).well();
    assert!(entities(&case) > before, "the correction did not survive a rerun");
}

#[test]
fn a_person_dates_an_undated_entry() {
    let case = case();
    case.review(&[]).well();
    let mine = edited(&case, |row| (&row[0] == "date").then_some("2023-03"));
    case.review(&["--corrections", &mine]).well();
    let chronology = case.report("chronology.csv");
    assert!(
        chronology.lines().any(|line| line.contains("2023-03-01") && line.contains("2023-03-31")),
        "{chronology}"
    );
}

#[test]
fn a_proposed_sign_is_nothing_until_a_person_confirms_it() {
    let case = case();
    case.review(&[]).well();
    let entry = |case: &Case| -> String {
        let chronology = case.report("chronology.csv");
        chronology.lines().find(|line| line.contains("Missing overnight")).expect("the entry").to_owned()
    };
    assert!(!entry(&case).contains("missing_episode"), "a sign was inferred from words");
    let mine = edited(&case, |row| (&row[0] == "sign").then_some("yes"));
    case.review(&["--corrections", &mine]).well();
    assert!(entry(&case).contains("missing_episode"));
}

#[test]
fn corrections_that_name_unknown_or_changed_rows_are_findings() {
    let case = case();
    case.review(&[]).well();
    let mine = edited(&case, |row| (&row[0] == "same").then_some("not_same"));
    // The row at that place now tells of somebody else: the decision about the earlier one must not touch it.
    case.write(
        "police/concerns.csv",
        POLICE.replace("Marek,Dolan,2010-01-02", "Tomas,Wells,2011-11-11").as_bytes(),
    );
    let done: Done = case.review(&["--corrections", &mine]).well();
    done.says("correction");
    assert!(case.findings().contains("mine.csv,2,"), "{}", case.findings());
    let missing = case.review(&["--corrections", "no-such-file.csv"]);
    assert_eq!(missing.code, Some(3));
    missing.says("corrections.csv of an earlier report");
}
