use super::{census, episode, one_child, read};

/// The rules of the findings in a census with this episode.
fn rules(blocks: &str) -> Vec<String> {
    found(episode(blocks))
}

fn found(census: String) -> Vec<String> {
    let (result, kept) = read(census);
    result.expect("a census");
    kept.rules()
        .into_iter()
        .filter(|rule| rule.starts_with("cin.") || rule.starts_with("upn."))
        .map(str::to_owned)
        .collect()
}

fn assessment(start: &str, authorised: &str, factors: &[&str]) -> String {
    let authorised = match authorised {
        "" => String::new(),
        day => format!("<AssessmentAuthorisationDate>{day}</AssessmentAuthorisationDate>"),
    };
    let factors: String =
        factors.iter().map(|f| format!("<AssessmentFactors>{f}</AssessmentFactors>")).collect();
    format!(
        "<Assessments><AssessmentActualStartDate>{start}</AssessmentActualStartDate>{authorised}\
         <FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment></Assessments>"
    )
}

fn enquiry(start: &str, rest: &str) -> String {
    format!("<Section47><S47ActualStartDate>{start}</S47ActualStartDate>{rest}</Section47>")
}

fn closed(day: &str, reason: &str) -> String {
    format!("<CINclosureDate>{day}</CINclosureDate><ReasonForClosure>{reason}</ReasonForClosure>")
}

fn plan(start: &str, end: &str) -> String {
    let end = if end.is_empty() { String::new() } else { format!("<CPPendDate>{end}</CPPendDate>") };
    format!("<ChildProtectionPlans><CPPstartDate>{start}</CPPstartDate>{end}</ChildProtectionPlans>")
}

fn details(referred: &str, rest: &str) -> String {
    format!("<CINdetails><CINreferralDate>{referred}</CINreferralDate>{rest}</CINdetails>")
}

#[test]
fn an_orderly_episode_breaks_no_check() {
    let blocks = [
        closed("2023-01-10", "RC7"),
        assessment("2022-06-02", "2022-07-01", &["1B"]),
        enquiry("2022-06-02", "<DateOfInitialCPC>2022-06-20</DateOfInitialCPC>"),
        plan("2022-06-20", "2023-01-10"),
    ];
    assert_eq!(rules(&blocks.concat()), [] as [&str; 0]);
}

#[test]
fn an_assessment_open_too_long_under_the_stricter_convention_is_reported_with_both_counts() {
    // 27 January 2023 was a Friday: 46 working days to 31 March with it, 45 without.
    let (_, kept) = read(episode(&assessment("2023-01-27", "", &[])));
    let finding =
        kept.findings.iter().find(|finding| finding.rule.as_str() == "cin.8670Q").expect("the finding");
    assert!(
        finding
            .words
            .ends_with("46 working days with the start day as day one, 45 from the next working day")
    );
    assert_eq!(rules(&assessment("2023-01-30", "", &[])), [] as [&str; 0]);
}

#[test]
fn an_enquiry_open_too_long_is_reported_unless_it_ended() {
    assert_eq!(rules(&enquiry("2023-03-01", "")), ["cin.8675Q"]);
    assert_eq!(rules(&enquiry("2023-03-01", "<ICPCnotRequired>1</ICPCnotRequired>")), [] as [&str; 0]);
    assert_eq!(rules(&enquiry("2023-03-20", "")), [] as [&str; 0]);
}

#[test]
fn closing_without_an_end_of_what_was_begun_is_reported() {
    let open = closed("2023-02-01", "RC7") + &assessment("2023-01-10", "", &[]);
    assert!(rules(&open).contains(&"cin.8867".into()));
    let open = closed("2023-02-01", "RC7") + &enquiry("2023-01-10", "");
    assert!(rules(&open).contains(&"cin.8868".into()));
}

#[test]
fn closed_as_assessed_needs_an_assessment_and_no_further_step() {
    assert_eq!(rules(&closed("2022-07-01", "RC8")), ["cin.8825Q"]);
    let stepped = closed("2022-09-01", "RC9")
        + &assessment("2022-06-02", "2022-07-01", &["1B"])
        + &enquiry("2022-06-02", "<ICPCnotRequired>true</ICPCnotRequired>");
    assert_eq!(rules(&stepped), ["cin.2990"]);
}

#[test]
fn no_further_action_with_activity_or_of_an_earlier_year_is_reported() {
    let acted = assessment("2022-06-02", "2022-07-01", &["1B"]) + "<ReferralNFA>true</ReferralNFA>";
    assert_eq!(rules(&acted), ["cin.8831"]);
    let old = |day: &str| found(one_child(&details(day, "<ReferralNFA>true</ReferralNFA>")));
    assert_eq!(old("2022-03-30"), ["cin.8569Q"]);
    assert_eq!(old("2022-03-31"), [] as [&str; 0]);
}

#[test]
fn nothing_found_contradicts_what_was_found() {
    let with =
        |factors: &[&str], rest: &str| rules(&(assessment("2022-06-02", "2022-07-01", factors) + rest));
    assert_eq!(with(&["21", "1B"], ""), ["cin.8869"]);
    assert_eq!(with(&["21"], ""), [] as [&str; 0]);
    let plan = "<CINPlanDates><CINPlanStartDate>2022-07-05</CINPlanStartDate></CINPlanDates>";
    assert_eq!(with(&["21"], plan), ["cin.8873Q"]);
    assert_eq!(with(&["18A", "19A"], ""), ["cin.8945Q", "cin.8950Q"]);
}

#[test]
fn a_plan_needs_a_conference_on_its_day() {
    let held = enquiry("2022-06-02", "<DateOfInitialCPC>2022-06-20</DateOfInitialCPC>");
    assert_eq!(rules(&(held.clone() + &plan("2022-06-21", ""))), ["cin.2885"]);
    assert_eq!(rules(&(held + &plan("2022-06-20", ""))), [] as [&str; 0]);
    assert_eq!(rules(&plan("2022-06-20", "")), ["cin.2883"]);
    assert_eq!(
        rules(&plan("2021-06-20", "")),
        [] as [&str; 0],
        "a plan of an earlier year is not of this file"
    );
}

#[test]
fn open_and_overlapping_episodes_are_reported() {
    let both = |first: &str, second: &str| found(one_child(&format!("{first}{second}")));
    let open = both(&details("2022-06-01", ""), &details("2022-09-01", ""));
    assert_eq!(open, ["cin.8816", "cin.8815", "cin.8820"]);
    let inside = both(&details("2022-06-01", &closed("2022-12-01", "RC7")), &details("2022-09-01", ""));
    assert_eq!(inside, ["cin.8820"]);
    let after = both(&details("2022-06-01", &closed("2022-09-01", "RC7")), &details("2022-09-01", ""));
    assert_eq!(after, [] as [&str; 0], "an episode may begin on the day another ends");
}

#[test]
fn activity_after_the_end_is_reported() {
    let late = closed("2022-06-10", "RC7") + &assessment("2022-06-02", "2022-07-01", &["1B"]);
    assert_eq!(rules(&late), ["cin.8565"]);
    let plans = enquiry("2022-06-02", "<DateOfInitialCPC>2022-06-20</DateOfInitialCPC>")
        + &plan("2022-06-20", "2022-07-01");
    let dead = census(&format!(
        "<Child><ChildIdentifiers><LAchildID>A1</LAchildID><PersonDeathDate>2022-06-10</PersonDeathDate>\
         </ChildIdentifiers>{}</Child>",
        details("2022-06-01", &plans)
    ));
    assert_eq!(found(dead), ["cin.8915", "cin.8920"]);
}

#[test]
fn ids_that_stand_twice_and_wrong_upns_are_reported() {
    let child = |id: &str, upn: &str| {
        format!(
            "<Child><ChildIdentifiers><LAchildID>{id}</LAchildID><UPN>{upn}</UPN></ChildIdentifiers></Child>"
        )
    };
    let (good, wrong) = ("E990932879217", "F990932879217");
    assert_eq!(found(census(&(child("A1", good) + &child("A1", wrong)))), ["cin.8510", "upn.check_letter"]);
    assert_eq!(found(census(&(child("A1", good) + &child("A2", good)))), ["cin.1520"]);
    assert_eq!(found(census(&child("A1", "none"))), ["upn.form"]);
    assert_eq!(found(census("<Child/>")), ["cin.no_child_id"]);
}

#[test]
fn no_finding_repeats_a_personal_value() {
    let child = "<Child><ChildIdentifiers><LAchildID>SECRET1</LAchildID><UPN>SECRET2</UPN>\
        <PersonBirthDate>SECRET3</PersonBirthDate>SECRET4</ChildIdentifiers>\
        <CINdetails><ReferralSource>SECRET 5</ReferralSource><ReferralNFA>SECRET6</ReferralNFA></CINdetails></Child>";
    let (_, kept) = read(census(&format!("{child}{child}")));
    assert!(kept.findings.len() > 6);
    assert!(!format!("{:?}", kept.findings).contains("SECRET"));
}
