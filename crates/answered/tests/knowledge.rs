//! What may be said of what a post knew: only what a record shows.

mod support;

use answered::{About, Answers, knew};
use record::event::{Imported, ReadRecord};
use record::outputs::{KnowledgeState, Standing};
use record::source::Completeness;
use record::{Body, Claimed, Code, Coverage, FileId, PostId, Tri};
use support::{Files, answers, concern, day, on, tells};

fn rows(answers: &Answers) -> Vec<(&str, &'static str, u32)> {
    answers.knowledge.iter().map(|row| (row.post.as_str(), row.state.word(), row.shown_by)).collect()
}

#[test]
fn sent_and_opened_are_two_rows_each_with_the_earliest_showing() {
    let mut files = Files::default();
    files.told("school/head", on("2019-04-01"), tells("police/desk"));
    files.told("school/head", on("2019-04-02"), tells("police/desk"));
    files.step("police/desk", on("2019-04-03"), "opened").step("police/desk", on("2019-04-09"), "opened");
    let answers = files.as_of("2019-12-31");
    assert_eq!(
        rows(&answers),
        [("police/desk", "sent", 0), ("police/desk", "opened", 2), ("school/head", "opened", 0)]
    );
    assert!(answers.knowledge.iter().all(|row| row.concern == 0));
    assert_eq!(answers.duties[0].shown_opened_by, Some(2));
}

#[test]
fn nothing_that_would_have_climbed_is_known() {
    let mut files = Files::default();
    files.police().told("school/head", on("2019-04-01"), tells("police/desk"));
    let answers = files.as_of("2025-12-31");
    assert_eq!(answers.duties[0].would_have_climbed.len(), 5);
    let known: Vec<&str> = answers.knowledge.iter().map(|row| row.post.as_str()).collect();
    assert_eq!(known, ["police/desk", "school/head"]);
}

#[test]
fn an_act_of_an_unnamed_post_is_not_pinned_on_a_named_one() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk")).step("police", on("2019-04-02"), "opened");
    let answers = files.as_of("2019-12-31");
    assert_eq!(rows(&answers), [("police/desk", "sent", 0), ("police/unnamed-rank-1", "opened", 1)]);
    assert_eq!(answers.duties[0].standing, Standing::Opened);
}

#[test]
fn a_director_is_not_shown_to_have_opened_what_the_front_line_opened() {
    let mut files = Files::default();
    files.police().told("police", on("2019-04-01"), tells("police#4")).step(
        "police/desk",
        on("2019-04-02"),
        "opened",
    );
    assert_eq!(files.duty("2019-12-31").standing, Standing::Open);
    files.step("police/assistant-chief", on("2019-04-03"), "opened");
    assert_eq!(files.duty("2019-12-31").standing, Standing::Opened);
}

#[test]
fn what_another_agency_says_a_post_signed_is_sent_until_that_post_says_so() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk"));
    let mut answer = answers("no_action", true);
    answer.second_post = Some(support::to("school/head"));
    files.answered("police/desk", on("2019-04-02"), answer);
    assert!(rows(&files.as_of("2019-12-31")).contains(&("school/head", "sent", 1)));
    files.step("school/head", on("2019-04-02"), "countersigned");
    assert!(rows(&files.as_of("2019-12-31")).contains(&("school/head", "opened", 2)));
}

#[test]
fn an_access_log_shows_opening() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk"));
    let read = ReadRecord { concern: Some(concern("c")), mentions: Vec::new() };
    files.add("police/desk", on("2019-04-02"), Body::Read(Box::new(read)));
    assert_eq!(files.duty("2019-12-31").shown_opened_by, Some(1));
}

#[test]
fn the_holder_is_named_only_if_one_is_certain_on_every_day_it_can_have_been() {
    let mut files = Files::default();
    files.held("police/desk", on("2019-01-01"), Some(on("2019-04-15")), false);
    files.held("police/desk", on("2019-04-16"), None, false);
    files.told("police", on("2019-04-20"), tells("police/desk"));
    let held = |files: &Files| {
        let row = files.as_of("2019-12-31").knowledge.remove(0);
        row.holder.map(|ix| files.ordered()[ix as usize].source.line)
    };
    assert_eq!(held(&files), Some(2));
    files.events[2].claimed = Claimed::month(2019, 4).expect("a month");
    assert_eq!(held(&files), None);
}

#[test]
fn a_chronology_entry_that_says_who_was_told_is_knowledge_and_no_duty() {
    let mut files = Files::default();
    files.recorded("health/nurse", on("2019-04-01"), "chronology.entry", &[]);
    if let Body::Recorded(entry) = &mut files.events[0].body {
        entry.concern = None;
        entry.told_to = Some(support::to("police/desk"));
    }
    let answers = files.as_of("2019-12-31");
    assert_eq!(rows(&answers), [("health/nurse", "opened", 0), ("police/desk", "sent", 0)]);
    assert!(answers.duties.is_empty());
}

#[test]
fn an_act_on_a_concern_nobody_told_is_a_finding_without_any_personal_value() {
    let mut files = Files::default();
    files.answered("police/desk", on("2019-04-01"), answers("investigated", true));
    let found = files.as_of("2019-12-31").findings;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule.as_str(), found[0].line), ("concern.not_told_in_files", 1));
}

fn imported(from: &str, to: &str, completeness: Completeness) -> Body {
    Body::Imported(Box::new(Imported {
        file: FileId(0),
        format: Code::new("concerns.csv"),
        digest: "".into(),
        covers_from: Some(day(from)),
        covers_to: Some(day(to)),
        completeness,
        rows: 1,
    }))
}

#[test]
fn did_the_post_know_by_that_day_and_what_do_the_files_not_cover() {
    let mut files = Files::default();
    files.told("school/head", on("2019-04-01"), tells("police/desk"));
    files.add("police", on("2019-03-01"), imported("2019-04-05", "2019-04-10", Completeness::Full));
    files.add("police", on("2019-03-01"), imported("2019-01-01", "2019-12-31", Completeness::Partial));
    files.step("police/desk", Claimed::month(2019, 5).expect("a month"), "opened");
    let (events, answers) = (files.ordered(), files.as_of("2019-12-31"));
    let ask = |post: &str, by: &str| {
        knew(&answers, &events, &PostId::new(post), About::Concern(&concern("c")), day(by))
    };
    let early = ask("police/desk", "2019-04-30");
    assert_eq!((early.state, early.by_then), (KnowledgeState::Sent, Tri::Yes));
    let span = |from: &str, to: &str| Coverage { from: day(from), to: day(to) };
    assert_eq!(early.not_covered, [span("2019-04-01", "2019-04-04"), span("2019-04-11", "2019-04-30")]);
    assert_eq!((early.files_cover.len(), early.told_since), (2, Some(day("2019-04-01"))));
    let elsewhere = ask("police/sergeant", "2019-04-30");
    assert_eq!((elsewhere.showings.len(), elsewhere.elsewhere.len()), (0, 1));
    let within = ask("police/desk", "2019-05-15");
    assert_eq!((within.state, within.by_then), (KnowledgeState::Opened, Tri::CannotTell));
    assert_eq!(ask("police/desk", "2019-06-01").by_then, Tri::Yes);
    assert_eq!(ask("police/sergeant", "2019-06-01").state, KnowledgeState::NoRecord);
    assert_eq!(ask("health/nurse", "2019-06-01").state, KnowledgeState::NotHeld);
    assert_eq!(ask("police/desk", "2019-03-01").shown_by, None);
    let told = events.iter().position(|event| matches!(event.body, Body::Told(_))).expect("told") as u32;
    let by_child =
        knew(&answers, &events, &PostId::new("police/desk"), About::Events(&[told]), day("2019-06-01"));
    assert_eq!(by_child.state, KnowledgeState::Opened);
}

#[test]
fn an_act_dated_before_the_telling_shows_nothing_and_is_found() {
    let mut files = Files::default();
    files.told("police", on("2023-11-06"), tells("council/duty-team"));
    files.answered("council/duty-team", on("2022-11-08"), answers("investigated", true));
    files.step("council/duty-team", on("2022-11-09"), "opened");
    let read = ReadRecord { concern: Some(concern("c")), mentions: Vec::new() };
    files.add("council/manager", on("2022-11-10"), Body::Read(Box::new(read)));
    let mut passing = tells("health/nurse");
    passing.passes = Some(passing.concern.clone());
    files.told("council/duty-team", on("2022-11-11"), passing);
    let answers = files.as_of("2024-12-31");
    let states: Vec<_> = rows(&answers).iter().map(|row| (row.0, row.1)).collect();
    assert_eq!(states, [("council/duty-team", "sent"), ("health/nurse", "sent")]);
    let duty = support::duty_of(&answers, "council/duty-team");
    assert_eq!((duty.standing, duty.shown_opened_by), (Standing::Open, None));
    assert!(support::remarked(&duty, "act_before_telling"));
    let found: Vec<_> =
        answers.findings.iter().map(|finding| (finding.rule.as_str(), finding.line)).collect();
    let early = |line| ("concern.act_before_telling", line);
    assert_eq!(found, [early(2), early(3), early(4), early(5)]);
}

#[test]
fn an_act_that_may_be_after_the_telling_or_follows_a_passing_on_counts() {
    let mut files = Files::default();
    files.told("police", on("2019-04-02"), tells("council/duty-team"));
    files.step("council/duty-team", on("2019-04-02"), "opened");
    let range = Claimed::range(day("2019-03-01"), day("2019-04-30"));
    files.step("council/manager", range, "opened");
    let mut orphan = Files::default();
    let mut passing = tells("health/nurse");
    passing.passes = Some(passing.concern.clone());
    orphan.step("council/duty-team", on("2019-04-01"), "opened");
    orphan.told("council/duty-team", on("2019-04-02"), passing);
    for files in [files, orphan] {
        let answers = files.as_of("2019-12-31");
        assert_eq!(answers.findings, []);
        assert!(rows(&answers).iter().any(|row| (row.0, row.1) == ("council/duty-team", "opened")));
    }
}

#[test]
fn an_imprecise_showing_hides_no_certain_one() {
    let mut files = Files::default();
    files.told("school/head", on("2014-12-01"), tells("police/desk"));
    files.step("police/desk", Claimed::year(2015).expect("a year"), "opened");
    files.step("police/desk", on("2015-03-01"), "opened");
    files.step("police/desk", on("2015-09-01"), "opened");
    let (events, answers) = (files.ordered(), files.as_of("2019-12-31"));
    let asked = knew(
        &answers,
        &events,
        &PostId::new("police/desk"),
        About::Concern(&concern("c")),
        day("2015-06-01"),
    );
    assert_eq!((asked.state, asked.by_then), (KnowledgeState::Opened, Tri::Yes));
    let opened = |row: &&record::outputs::Knowledge| {
        row.state == KnowledgeState::Opened && row.post == PostId::new("police/desk")
    };
    let opened = answers.knowledge.iter().filter(opened).count();
    assert_eq!(opened, 2, "the third says nothing that the second does not");
}
