//! Reports, minuted meetings and briefings: one post leads, silence is asked about, and a meeting without a minute is none.

mod support;

use record::outputs::{KnowledgeState, Standing};
use record::{PostId, Tri};
use support::{Files, answers, on};

const FROM: &str = "2012-03-01";

/// Police, council and a health trust with their tops; a school beside them.
fn partnership() -> Files {
    let mut files = Files::default();
    files.police();
    files
        .agency("police", "police")
        .agency("council", "council_children")
        .agency("members", "council_members")
        .agency("school", "school")
        .post(on("2000-01-01"), "council/director", 4, None)
        .post(on("2000-01-01"), "members/leader", 5, None)
        .post(on("2000-01-01"), "school/head", 3, None);
    files
}

fn circulated(posts: &[&str]) -> Files {
    let mut files = partnership();
    for post in posts {
        files.entry(("school", "c"), on(FROM), "report.circulated", Some(post), &[("confidential", "yes")]);
    }
    files
}

const ALL: [&str; 4] = ["school/head", "police/assistant-chief", "members/leader", "council/director"];

#[test]
fn the_highest_recipient_able_to_act_leads_and_of_two_the_first_kind() {
    let found = circulated(&ALL).organised("2012-03-05");
    let lead = found.circulated[0].lead.as_ref().expect("somebody leads");
    // The leader of the council ranks higher and cannot act; council and police rank alike.
    assert_eq!(lead.post, PostId::new("council/director"));
    assert_eq!((lead.standing, lead.late), (Standing::Open, Tri::No));
    assert_eq!(lead.due_latest.expect("a limit").day(), support::day("2012-03-08"));
    assert!(support::remarked(lead, "confidential_cancels_nothing"), "{:?}", lead.remarks);
    assert!(
        found.circulated[0].recipients.iter().all(|one| one.ask.is_none()),
        "nobody asks before the limit"
    );
    let police = circulated(&ALL[..3]).organised("2012-03-05");
    assert_eq!(
        police.circulated[0].lead.as_ref().expect("a lead").post,
        PostId::new("police/assistant-chief")
    );
}

#[test]
fn where_nobody_is_able_to_act_somebody_leads_all_the_same() {
    let found = circulated(&["school/head", "members/leader"]).organised("2012-03-05");
    let lead = found.circulated[0].lead.as_ref().expect("somebody leads");
    assert_eq!(lead.post, PostId::new("members/leader"));
    assert!(support::remarked(lead, "no_recipient_able_to_act"));
    assert!(found.findings.is_empty());
}

#[test]
fn every_recipient_is_known_to_have_been_sent_it() {
    let answers = circulated(&ALL).as_of("2012-03-05");
    let sent = |post: &str| {
        let of = |known: &&record::outputs::Knowledge| known.post == PostId::new(post);
        answers.knowledge.iter().filter(of).any(|known| known.state == KnowledgeState::Sent)
    };
    assert!(ALL.iter().all(|post| sent(post)), "{:?}", answers.knowledge);
    assert!(answers.duties.is_empty(), "a circulated report is no telling");
}

#[test]
fn silence_of_the_lead_is_asked_about_by_the_other_tops_alone() {
    let found = circulated(&ALL).organised("2012-06-30");
    let one = &found.circulated[0];
    assert_eq!(one.lead.as_ref().expect("a lead").late, Tri::Yes);
    let asks: Vec<(&str, bool)> =
        one.recipients.iter().map(|one| (one.post.as_str(), one.ask.is_some())).collect();
    let expected = [
        ("school/head", false),
        ("police/assistant-chief", true),
        ("members/leader", true),
        ("council/director", false),
    ];
    assert_eq!(asks, expected);
    let ask = one.recipients[1].ask.as_ref().expect("it must ask");
    assert_eq!(ask.started.earliest().expect("a day").day(), support::day("2012-03-08"));
    assert_eq!((ask.clock.as_str(), ask.late, ask.standing), ("recipient_ask", Tri::Yes, Standing::Open));
    assert!(!ask.would_have_climbed.is_empty());
}

#[test]
fn whoever_asks_in_time_owes_nothing_and_later_has_met_it_late() {
    let mut early = circulated(&ALL);
    early.step("members/leader", on("2012-03-05"), "challenged");
    let found = early.organised("2012-06-30");
    assert!(found.circulated[0].recipients[2].ask.is_none());
    assert!(found.circulated[0].recipients[1].ask.is_some());
    let mut late = circulated(&ALL);
    late.step("members/leader", on("2012-05-21"), "challenged");
    let found = late.organised("2012-06-30");
    let ask = found.circulated[0].recipients[2].ask.as_ref().expect("it owed a question");
    assert_eq!((ask.standing, ask.late), (Standing::Answered, Tri::Yes));
    assert!(support::remarked(ask, "asked"));
}

#[test]
fn an_answer_of_the_lead_in_time_leaves_nobody_to_ask() {
    let mut files = circulated(&ALL);
    files.answered("council/director", on("2012-03-07"), answers("enquiry_started", true));
    let found = files.organised("2012-06-30");
    let lead = found.circulated[0].lead.as_ref().expect("a lead");
    assert_eq!((lead.standing, lead.late), (Standing::Answered, Tri::No));
    assert!(found.circulated[0].recipients.iter().all(|one| one.ask.is_none()));
    // The answer is to something: it is not said that nobody told of it.
    assert!(files.as_of("2012-06-30").findings.is_empty());
}

#[test]
fn a_note_on_file_or_a_meeting_is_no_answer_of_the_lead() {
    for outcome in ["recorded_only", "meeting_held", "withdrawn"] {
        let mut files = circulated(&ALL);
        files.answered("council/director", on("2012-03-07"), answers(outcome, true));
        let found = files.organised("2012-06-30");
        let lead = found.circulated[0].lead.as_ref().expect("a lead");
        assert_eq!(lead.standing, Standing::AnsweredNotInSubstance, "{outcome}");
        assert!(found.circulated[0].recipients[1].ask.is_some(), "{outcome}");
    }
}

/// A meeting of two posts with what its rows say of the minute.
fn meeting(codes: &[(&str, &str)]) -> Files {
    let mut files = partnership();
    for post in ["police/inspector", "council/director"] {
        files.entry(("council", "c"), on(FROM), "meeting.minuted", Some(post), codes);
    }
    files
}

#[test]
fn a_meeting_without_a_sealed_minute_is_knowledge_of_nobody_and_opens_nothing() {
    for codes in [&[][..], &[("minute", "none"), ("decisions", "2")], &[("minute", "sealed")]] {
        let files = meeting(codes);
        let found = files.organised("2012-06-30");
        assert!(!found.circulated[0].counts && found.circulated[0].lead.is_none(), "{codes:?}");
        let rules: Vec<&str> = found.findings.iter().map(|one| one.rule.as_str()).collect();
        assert_eq!(rules, ["meeting.no_sealed_minute"], "{codes:?}");
        assert!(files.as_of("2012-06-30").knowledge.is_empty(), "{codes:?}");
    }
}

#[test]
fn a_sealed_minute_makes_a_lead_and_knowledge_even_if_nothing_was_decided() {
    let files = meeting(&[("minute", "sealed"), ("decisions", "0")]);
    let found = files.organised("2012-06-30");
    assert!(found.circulated[0].counts && found.findings.is_empty());
    assert_eq!(found.circulated[0].lead.as_ref().expect("a lead").post, PostId::new("council/director"));
    assert_eq!(files.as_of("2012-06-30").knowledge.len(), 2);
}

#[test]
fn a_report_to_nobody_named_is_a_finding() {
    let mut files = partnership();
    files.entry(("school", "c"), on(FROM), "report.circulated", None, &[]);
    let found = files.organised("2012-06-30");
    assert!(found.circulated[0].lead.is_none() && found.circulated[0].recipients.is_empty());
    assert_eq!(found.findings[0].rule.as_str(), "report.no_recipient");
}

#[test]
fn no_order_of_presentation_changes_anything() {
    let mut files = circulated(&ALL);
    files.step("members/leader", on("2012-05-21"), "challenged");
    let found = files.organised("2012-06-30");
    let mut turned = files.clone();
    turned.events.reverse();
    assert_eq!(turned.organised("2012-06-30"), found);
}
