//! Did this post know? And the notices of a review, by the binary.

use super::{Case, Done, candour};

const SCHOOL: &str = "event,concern_id,date,told_agency,told_post,teller,child_id,child_forename,child_surname,child_dob,signs,words\n\
    told,S1,2023-03-01,police,desk,school,7,Marek,Dolan,2010-01-02,exploitation,Canaryword: a promiscuous boy with a lifestyle choice.\n\
    told,7,2023-03-05,council,front-door,school,8,Other,Child,2011-01-02,neglect,a promiscuous boy\n";
const POLICE: &str = "event,concern_id,concern_agency,date,by_post,child_id,child_forename,child_surname,child_dob\n\
    opened,S1,school,2023-03-04,desk,,,,\n\
    recorded,P9,,2023-04-01,desk,K1,Marek,Dolan,2010-01-02\n";

fn case() -> Case {
    Case::new(&[("school/concerns.csv", SCHOOL), ("police/concerns.csv", POLICE)])
}

fn ask(case: &Case, post: &str, of: &str, by: &str, more: &[&str]) -> Done {
    let mut command = candour();
    command.arg("knew").arg("--dir").arg(case.input()).args(["--as-of", "2024-06-28"]);
    command.args(["--post", post, "--of", of, "--by", by]).args(more);
    Done::of(command.output().expect("runs"))
}

#[test]
fn a_post_knew_from_the_day_a_record_shows_and_not_before() {
    let case = case();
    ask(&case, "police/desk", "school/S1", "2023-03-02", &[]).well().says("Sent by then");
    let done = ask(&case, "police/desk", "school/S1", "2023-03-04", &[]).well().says("Yes: opened");
    assert!(!done.words.contains("Marek") && !done.words.contains("would"), "{}", done.words);
    ask(&case, "police/inspector", "school/S1", "2023-12-31", &[])
        .well()
        .says("No record in the files given")
        .says("No file given names a post of that name");
    let named = ask(&case, "council/front-door", "school/S1", "2023-12-31", &[]).well();
    assert!(!named.words.contains("names a post of that name"), "{}", named.words);
    ask(&case, "hospital/nurse", "school/S1", "2023-12-31", &[]).well().says("Records not held");
}

#[test]
fn a_child_is_asked_for_by_number_and_a_pseudonym_by_the_key_of_a_report() {
    let case = case();
    ask(&case, "police/desk", "child:school/7", "2023-03-31", &[]).well().says("Yes: opened");
    case.review(&[]).well();
    let key = case.folder.path().join("report.key.csv");
    let kept = super::read(&key);
    let rows = case.report("knowledge.csv");
    let pseudonym =
        rows.split("child ").nth(1).and_then(|rest| rest.split([',', ';', '"']).next()).expect("a child");
    let of = format!("child {pseudonym}");
    let key_flag = ["--key", key.to_str().expect("text"), "--json"];
    let done = ask(&case, "police/desk", &of, "2023-03-31", &key_flag).well();
    let answer: serde_json::Value = serde_json::from_str(&done.words).expect("JSON");
    assert_eq!((&answer["of"], &answer["by_then"]), (&of.into(), &"yes".into()), "{answer}");
    assert_eq!(super::read(&key), kept, "the key is left as it is");
}

#[test]
fn a_question_that_names_nothing_is_wrong_use_and_repeats_no_number() {
    let case = case();
    let none = ask(&case, "police/desk", "school/Canary99", "2023-03-31", &[]);
    assert_eq!(none.code, Some(2), "{}", none.errors);
    assert!(!none.errors.contains("Canary99"), "{}", none.errors);
    let two = ask(&case, "police/desk", "school/7", "2023-03-31", &[]);
    assert_eq!(two.code, Some(2));
    two.says("`concern:` or `child:`");
    assert_eq!(ask(&case, "police", "school/7", "2023-03-31", &[]).code, Some(2));
    assert_eq!(ask(&case, "police/desk", "K7F2", "2023-03-31", &[]).code, Some(2));
    let missing = ask(&case, "police/desk", "K7F2", "2023-03-31", &["--key", "not-there.csv"]);
    assert_eq!(missing.code, Some(3));
}

#[test]
fn a_review_notes_facts_and_wording_by_rule_and_place_and_never_by_words() {
    let case = case();
    case.review(&[]).well();
    let notices = case.report("notices.csv");
    let found: Vec<(&str, &str)> = notices
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(rule, rest)| (rule, rest.split(',').next().unwrap_or_default()))
        .collect();
    let wanted =
        [("A5", ""), ("language", "choice"), ("language", "moral_judgement"), ("offence_not_recorded", "A5")];
    assert_eq!(found, wanted, "{notices}");
    assert!(notices.contains("school/concerns.csv#2"), "{notices}");
    let page = case.report("index.html");
    assert!(page.contains("Notices about facts and wording"));
    for text in [notices.as_str(), page.as_str(), case.report("summary.json").as_str()] {
        assert!(!text.contains("Canaryword") && !text.contains("promiscuous"));
    }
    let summary = case.summary();
    assert_eq!(summary["notices"].as_array().map(Vec::len), Some(4), "{}", summary["notices"]);
}

#[test]
fn a_child_who_tells_is_told_nothing_about_wording_and_a_school_is() {
    let case = Case::new(&[]);
    let tell = |teller: &str, name: &str| {
        let telling = format!(
            r#"{{"told_to":"council/front-door","teller":"{teller}","signs":["exploitation"],"children":[{{"born":"2010-03-04"}}],"words":"a promiscuous girl"}}"#
        );
        std::fs::write(case.folder.path().join("t.json"), telling).expect("written");
        let url = format!("sqlite:{}", case.folder.path().join("candour.db").display());
        let mut command = candour();
        command.current_dir(case.folder.path()).args(["tell", "t.json", "--store", &url, "--out", name]);
        Done::of(command.output().expect("runs")).well()
    };
    let school = tell("school", "a.tlog-proof").says("rule A5").says("moral judgement");
    assert!(school.words.find("Your words to remember") < school.words.find("For whoever wrote this"));
    let child = tell("child", "b.tlog-proof");
    assert!(
        !child.words.contains("For whoever wrote this") && !child.errors.contains("wording"),
        "{}",
        child.words
    );
}

#[test]
fn asking_of_a_store_that_is_not_there_makes_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = format!("sqlite:{}", folder.path().join("typo.db").display());
    for arguments in [
        vec!["knew", "--post", "a/b", "--of", "c/d", "--by", "2024-01-01"],
        vec!["prove", "0"],
        vec!["receipt", "curtain", "peanut", "mast", "chipmunk", "tower", "hoop", "mitten", "satsuma"],
    ] {
        let mut command = candour();
        command.env("CANDOUR_PASSPHRASE", "several words for a test").args(&arguments);
        let done = command.args(["--store", &store]).output().expect("runs");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && said.contains("is not there"), "{arguments:?}: {said}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "{arguments:?}");
    }
}

#[test]
fn a_number_given_to_two_children_and_a_date_that_leaves_it_open_are_said() {
    let school = "event,concern_id,date,told_agency,told_post,teller,child_id,child_forename,child_surname,child_dob,signs\n\
        told,S1,2022-03-01,police,desk,school,7,Marek,Dolan,2010-01-02,gifts\n\
        told,S1,2023-03-01,police,desk,school,8,Other,Child,2011-01-02,neglect\n\
        told,S2,2023-03-01,police,desk,school,9,Third,Person,2012-01-02,neglect\n";
    let police = "event,concern_id,concern_agency,date,by_post\nopened,S2,school,2023-03,desk\n";
    let case = Case::new(&[("school/concerns.csv", school), ("police/concerns.csv", police)]);
    let refused = ask(&case, "police/desk", "school/S1", "2023-12-31", &[]);
    assert!(refused.errors.contains("several children"), "{}", refused.errors);
    ask(&case, "police/desk", "child:school/7", "2023-12-31", &[]).well().says("Sent by then");
    ask(&case, "police/desk", "school/S2", "2023-03-10", &[])
        .well()
        .says("Cannot tell")
        .says("Certain by then, all the same: sent");
}
