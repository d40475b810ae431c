use std::collections::BTreeSet;

use record::event::{Addresses, Recorded};
use record::mention::Sex;
use record::source::Completeness;
use record::{Body, Event, Finding};

use super::{Council, census, episode, one_child, read, word, words};
use crate::read::{Seen, Sink};
use crate::report::kept::Kept;

fn pairs(kept: &Kept) -> Vec<String> {
    words(kept).into_iter().map(|(word, at)| format!("{word} {at}")).collect()
}

fn recorded<'k>(kept: &'k Kept, activity: &str) -> &'k Recorded {
    let bodies = kept.events.iter().filter(|event| word(event) == activity);
    bodies
        .filter_map(|event| if let Body::Recorded(body) = &event.body { Some(&**body) } else { None })
        .next()
        .expect("such an event")
}

#[test]
fn a_referral_is_told_to_the_council_by_whoever_the_source_code_says() {
    let (_, kept) = read(episode("<PrimaryNeedCode>N1</PrimaryNeedCode>"));
    let Body::Told(told) = &kept.events[1].body else { panic!("no telling") };
    assert_eq!(told.teller.as_str(), "police");
    assert_eq!(told.told_to.agency.as_str(), "council");
    assert_eq!(told.concern.key, "A1\u{1f}2022-06-01");
    assert!(told.signs.is_empty() && told.teller_agency.is_none() && told.told_to.post.is_none());
    let child = &told.mentions[0];
    assert_eq!((child.local_id(), child.sex), (Some("A1"), Some(Sex::Female)));
    assert_eq!(child.born.expect("a birth date").to_string(), "2010-05-01");
}

#[test]
fn every_referral_source_of_the_policy_has_a_teller_of_the_policy() {
    let council = Council::new();
    let policy = council.context().policy;
    for (set, source) in policy.codes.keys().filter(|(set, _)| set.as_str() == "referral_source") {
        let teller = crate::cin::teller(source.as_str());
        assert!(policy.tellers.contains_key(&teller), "{set} {source} {teller}");
        assert_eq!(teller.as_str() == "unknown", source.as_str() == "10", "{source}");
    }
}

#[test]
fn no_further_action_is_a_decision_of_unknown_day_without_reasons() {
    let (_, kept) = read(episode("<ReferralNFA>1</ReferralNFA>"));
    assert_eq!(
        pairs(&kept)[2..],
        ["referral.no_further_action from 2022-06-01", "no_action from 2022-06-01"]
    );
    let Body::Answered(answer) = &kept.events[3].body else { panic!("no answer") };
    assert_eq!((answer.addresses, answer.reasons_given), (Addresses::Unknown, false));
}

#[test]
fn an_authorised_assessment_carries_its_factors_and_answers_without_reasons() {
    let (_, kept) = read(episode(
        "<Assessments><AssessmentActualStartDate>2022-06-02</AssessmentActualStartDate>\
         <AssessmentInternalReviewDate>2022-06-10</AssessmentInternalReviewDate>\
         <AssessmentAuthorisationDate>2022-07-01</AssessmentAuthorisationDate>\
         <FactorsIdentifiedAtAssessment><AssessmentFactors>10A</AssessmentFactors>\
         <AssessmentFactors>11A</AssessmentFactors><AssessmentFactors>24A</AssessmentFactors>\
         <AssessmentFactors>1B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>",
    ));
    assert_eq!(
        pairs(&kept)[2..],
        [
            "assessment.started 2022-06-02",
            "assessment.reviewed 2022-06-10",
            "assessment.authorised 2022-07-01",
            "assessed 2022-07-01"
        ]
    );
    let body = recorded(&kept, "assessment.authorised");
    let signs: Vec<&str> = body.signs.iter().map(|sign| sign.as_str()).collect();
    assert_eq!(signs, ["missing_episode", "exploitation", "criminal_exploitation"]);
    assert_eq!(body.codes.len(), 4);
    let Body::Answered(answer) = &kept.events[5].body else { panic!("no answer") };
    assert_eq!((answer.addresses, answer.reasons_given), (Addresses::Substance, false));
    assert!(recorded(&kept, "assessment.started").codes.is_empty(), "factors are not known at the start");
}

#[test]
fn factors_of_an_open_assessment_are_not_dated_back_to_its_start() {
    let (_, kept) = read(episode(
        "<Assessments><AssessmentActualStartDate>2022-06-02</AssessmentActualStartDate>\
         <FactorsIdentifiedAtAssessment><AssessmentFactors>11A</AssessmentFactors>\
         </FactorsIdentifiedAtAssessment></Assessments>",
    ));
    assert_eq!(pairs(&kept)[3], "child.recorded 2022-06-02 to 2023-03-31");
}

#[test]
fn every_signal_of_the_policys_codes_is_a_sign_of_the_policy() {
    let council = Council::new();
    let policy = council.context().policy;
    for pair in policy.codes.keys() {
        for sign in crate::signs::of_codes(policy, std::slice::from_ref(pair)) {
            assert!(policy.signs.contains_key(&sign), "{} {} gives {sign}", pair.0, pair.1);
        }
    }
}

#[test]
fn every_activity_is_one_of_the_policy() {
    let (_, kept) = read(episode(EVERYTHING));
    let council = Council::new();
    let activities: BTreeSet<&str> =
        kept.events.iter().filter(|event| !matches!(event.body, Body::Answered(_))).map(word).collect();
    assert!(activities.len() > 15, "{activities:?}");
    for activity in activities {
        assert!(council.policy.activities.contains_key(&activity.into()), "{activity}");
    }
}

const EVERYTHING: &str = "<CINclosureDate>2023-01-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>\
    <Assessments><AssessmentActualStartDate>2022-06-02</AssessmentActualStartDate>\
    <AssessmentInternalReviewDate>2022-06-10</AssessmentInternalReviewDate>\
    <AssessmentAuthorisationDate>2022-07-01</AssessmentAuthorisationDate></Assessments>\
    <CINPlanDates><CINPlanStartDate>2022-07-02</CINPlanStartDate><CINPlanEndDate>2022-08-02</CINPlanEndDate></CINPlanDates>\
    <Section47><S47ActualStartDate>2022-06-03</S47ActualStartDate><DateOfInitialCPC>2022-06-20</DateOfInitialCPC></Section47>\
    <Section47><S47ActualStartDate>2022-09-03</S47ActualStartDate><ICPCnotRequired>TRUE</ICPCnotRequired></Section47>\
    <ReferralNFA>true</ReferralNFA>\
    <ChildProtectionPlans><CPPstartDate>2022-06-20</CPPstartDate><CPPendDate>2022-12-20</CPPendDate>\
    <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>SAB</LatestCategoryOfAbuse>\
    <NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews><CPPreviewDate>2022-09-18</CPPreviewDate></Reviews>\
    </ChildProtectionPlans>\
    <PreProceedingsandFGDM><PPStartDate>2022-10-01</PPStartDate><LBPSentDate>2022-10-02</LBPSentDate>\
    <InitialPPMeetingDate>2022-10-08</InitialPPMeetingDate><StepDecisionDate>2022-11-01</StepDecisionDate>\
    <PPOutcome>1</PPOutcome><CourtAppDate>2022-11-02</CourtAppDate></PreProceedingsandFGDM>";

#[test]
fn the_blocks_of_every_year_become_events_on_their_days() {
    let (_, kept) = read(episode(EVERYTHING));
    let pairs = pairs(&kept);
    for expected in [
        "cin.ceased 2023-01-01",
        "cin_plan.started 2022-07-02",
        "cin_plan.ended 2022-08-02",
        "strategy_discussion.started_s47 2022-06-03",
        "icpc.held 2022-06-20",
        "icpc.not_required from 2022-09-03",
        "cp_plan.started 2022-06-20",
        "cp_review.held 2022-09-18",
        "cp_plan.ended 2022-12-20",
        "pre_proceedings.started 2022-10-01",
        "pre_proceedings.meeting_held 2022-10-08",
        "pre_proceedings.decision 2022-11-01",
        "court.applied 2022-11-02",
    ] {
        assert_eq!(pairs.iter().filter(|pair| *pair == expected).count(), 1, "{expected} in {pairs:?}");
    }
    assert_eq!(recorded(&kept, "cin.ceased").codes[0].1.as_str(), "RC7");
    assert_eq!(recorded(&kept, "cp_plan.started").codes[0].1.as_str(), "NEG");
    assert_eq!(recorded(&kept, "cp_plan.ended").codes[0].1.as_str(), "SAB");
    assert!(kept.events.iter().filter(|e| word(e).starts_with("cp_")).all(|e| e.concern().is_some()));
}

#[test]
fn a_conference_is_counted_once_wherever_its_date_stands() {
    let conference = |details: &str, enquiry: &str| {
        let (_, kept) = read(episode(&format!(
            "{details}<Section47><S47ActualStartDate>2022-06-03</S47ActualStartDate>{enquiry}</Section47>"
        )));
        pairs(&kept).iter().filter(|pair| pair.starts_with("icpc.held")).count()
    };
    let held = |day: &str| format!("<DateOfInitialCPC>2022-06-{day}</DateOfInitialCPC>");
    assert_eq!(conference(&held("20"), ""), 1);
    assert_eq!(conference("", &held("20")), 1);
    assert_eq!(conference(&held("20"), &held("20")), 1);
    assert_eq!(conference(&held("20"), &held("21")), 2);
}

#[test]
fn both_names_and_every_code_of_the_sex_are_read() {
    for (element, code, sex) in [
        ("GenderCurrent", "1", Sex::Male),
        ("GenderCurrent", "2", Sex::Female),
        ("GenderCurrent", "0", Sex::Unknown),
        ("GenderCurrent", "9", Sex::Indeterminate),
        ("Sex", "M", Sex::Male),
        ("Sex", "F", Sex::Female),
        ("Sex", "U", Sex::Unknown),
    ] {
        let (_, kept) = read(census(&format!(
            "<Child><ChildIdentifiers><LAchildID>A1</LAchildID>\
             <ExpectedPersonBirthDate>2023-06-01</ExpectedPersonBirthDate><{element}>{code}</{element}>\
             </ChildIdentifiers></Child>"
        )));
        let child = &kept.events[0].mentions()[0];
        assert_eq!(child.sex, Some(sex), "{element} {code}");
        assert_eq!(child.born.expect("the expected date").to_string(), "2023-06-01");
    }
}

#[test]
fn a_death_is_an_event_of_its_own_day_and_ethnicity_is_none() {
    let (_, kept) = read(census(
        "<Child><ChildIdentifiers><LAchildID>A1</LAchildID><PersonDeathDate>2022-12-01</PersonDeathDate>\
         </ChildIdentifiers><ChildCharacteristics><Ethnicity>NOBT</Ethnicity><Disabilities>\
         <Disability>HEAR</Disability></Disabilities></ChildCharacteristics></Child>",
    ));
    assert_eq!(pairs(&kept), ["child.recorded by 2023-03-31", "child.recorded 2022-12-01"]);
    assert!(!format!("{:?}{:?}", kept.events, kept.rows).contains("NOBT"));
    assert_eq!(recorded(&kept, "child.recorded").codes[0].1.as_str(), "HEAR");
}

#[test]
fn rows_have_natural_keys_that_do_not_depend_on_their_place() {
    let (_, kept) = read(episode(EVERYTHING));
    let keys: Vec<String> = kept
        .rows
        .iter()
        .map(|(_, key, _)| format!("{} {}", key.table, key.natural.replace('\u{1f}', "/")))
        .collect();
    assert_eq!(
        keys,
        [
            "cin.child A1",
            "cin.referral A1/2022-06-01",
            "cin.assessment A1/2022-06-02",
            "cin.cin_plan A1/2022-07-02",
            "cin.section47 A1/2022-06-03",
            "cin.section47 A1/2022-09-03",
            "cin.protection_plan A1/2022-06-20",
            "cin.pre_proceedings A1/2022-10-01",
        ]
    );
    let details = "<CINdetails><CINreferralDate>2022-06-01</CINreferralDate></CINdetails>";
    let (_, twice) = read(one_child(&format!("{details}{details}")));
    assert_eq!(twice.rows[2].1.natural, "A1\u{1f}2022-06-01\u{1f}2");
    assert_eq!(
        twice.events[2].concern().map(|concern| concern.key.as_str()),
        Some("A1\u{1f}2022-06-01\u{1f}2")
    );
}

#[test]
fn the_year_covered_is_that_of_the_reference_date() {
    let (_, kept) = read(one_child(""));
    let (covers, completeness) = kept.covers[0];
    assert_eq!((covers.from.to_string(), covers.to.to_string()), ("2022-04-01".into(), "2023-03-31".into()));
    assert_eq!(completeness, Completeness::Full);
}

/// Knows every row of one table already.
struct Known(Kept, &'static str);

impl Sink for Known {
    fn row(&mut self, line: u32, key: record::source::RowKey, fields: &[(&str, &str)]) -> Seen {
        let known = key.table.as_str() == self.1;
        self.0.row(line, key, fields);
        if known { Seen::Repeated } else { Seen::New }
    }
    fn event(&mut self, event: Event) {
        self.0.event(event);
    }
    fn finding(&mut self, finding: Finding) {
        self.0.finding(finding);
    }
    fn covers(&mut self, covers: record::Coverage, completeness: Completeness) {
        self.0.covers(covers, completeness);
    }
    fn child(&mut self, local_id: &str) {
        self.0.child(local_id);
    }
    fn progress(&mut self, bytes: u64) {
        self.0.progress(bytes);
    }
}

#[test]
fn a_row_known_already_gives_no_events_and_moves_no_other_events_place() {
    let council = Council::new();
    let (_, all) = read(episode(EVERYTHING));
    let mut known = Known(Kept::default(), "cin.referral");
    let mut source = std::io::Cursor::new(episode(EVERYTHING).into_bytes());
    crate::cin::read(&mut source, &council.context(), &mut known).expect("a census");
    assert!(known.0.events.len() < all.events.len());
    assert!(known.0.events.iter().all(|event| all.events.contains(event)));
}
