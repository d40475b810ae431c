//! A policy folder that gives offices longer, before and after two agencies signed for it.

use super::Case;

const CONCERNS: &str = "event,concern_id,date,told_agency,told_post,child_id,child_dob\n\
    told,1,2023-05-01,police,desk,7,2010-01-02\n";
const POSTS: &str = "row,agency,post,title,rank,from\n\
    post,police,desk,Desk,1,2000-01-01\n\
    post,police,chief,Chief,5,2000-01-01\n\
    post,council,director,Director,4,2000-01-01\n";
const SIGNED: &str = "policy_file,rule,from,to,in_force_from,adopted,by_agency,by_post,by_holder,second_agency,second_post,second_holder,reason\n\
    clocks.csv,concern_answer,5 working days,10 working days,2023-04-01,2023-03-14,police,chief,A. Holmwood,council,director,B. Reedham,vacancies\n";

/// England's clocks with ten working days for an answer instead of five, in a folder beside the extracts.
fn folder(case: &Case) -> String {
    let england = super::read(&super::town().join("../../policies/england/clocks.csv"));
    let looser = england.replacen(",concern.answered,5,working_day,", ",concern.answered,10,working_day,", 1);
    assert_ne!(england, looser);
    let place = case.input().join("../policy");
    std::fs::create_dir_all(&place).expect("made");
    std::fs::write(place.join("clocks.csv"), looser).expect("written");
    place.to_string_lossy().into_owned()
}

fn due(case: &Case) -> String {
    let duties = case.report("duties.csv");
    let mut reader = csv::Reader::from_reader(duties.as_bytes());
    let place =
        reader.headers().expect("headings").iter().position(|name| name == "due_latest").expect("a column");
    let row = reader.records().next().expect("a duty").expect("a row");
    row[place].chars().take(10).collect()
}

#[test]
fn a_folder_that_loosens_is_obeyed_once_two_agencies_signed_and_the_report_says_both() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS), ("police/posts.csv", POSTS)]);
    let policy = folder(&case);
    case.review(&["--policy", &policy]).well();
    // 1 May 2023 was a bank holiday, and so was the 8th.
    assert_eq!(due(&case), "2023-05-09");
    let expected = serde_json::json!({"recorded": 0, "not_recorded": 1, "looser_not_obeyed": 1});
    assert_eq!(case.summary()["rule_changes"], expected);
    assert!(
        case.report("index.html").contains("a policy folder alone loosens nothing")
            || case.report("index.html").contains("A policy folder alone loosens nothing")
    );
    assert!(case.report("rule_changes.csv").contains("rule_change_not_recorded"));

    case.write("council/rule_changes.csv", SIGNED.as_bytes());
    case.review(&["--policy", &policy]).well();
    assert_eq!(due(&case), "2023-05-16");
    let expected = serde_json::json!({"recorded": 1, "not_recorded": 0, "looser_not_obeyed": 0});
    assert_eq!(case.summary()["rule_changes"], expected);
    let page = case.report("index.html");
    assert!(
        page.contains("from 5 working days to 10 working days") && page.contains("start after 2023-04-01")
    );
    for name in ["Holmwood", "Reedham"] {
        assert!(!page.contains(name) && !case.report("rule_changes.csv").contains(name), "{name}");
    }
}
