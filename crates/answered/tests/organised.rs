//! Lost records, recommendations, challenges, word to tellers, supervision, operations, cuts, refusals, powers.

mod support;

use record::outputs::Standing;
use record::{PostId, Tri};
use support::{Files, answers, on, remarked, tells};

fn police() -> Files {
    let mut files = Files::default();
    files.police();
    files
        .agency("police", "police")
        .agency("council", "council_children")
        .agency("family", "family")
        .agency("board", "board")
        .post(on("2000-01-01"), "police/chief", 5, None)
        .post(on("2000-01-01"), "police/assistant-chief", 4, Some("police/chief"));
    files
}

#[test]
fn lost_records_are_owed_by_the_top_and_oversight_is_named() {
    let mut files = police();
    files.entry(("police/desk", "c"), on("2018-06-04"), "record.stolen", None, &[]);
    let found = files.organised("2018-06-30");
    let one = &found.records_lost[0];
    assert_eq!((one.duty.post.as_str(), one.duty.rank.number()), ("police/chief", 5));
    assert_eq!(one.oversight.as_str(), "oversight/unnamed-rank-6");
    assert_eq!((one.duty.standing, one.duty.late), (Standing::Open, Tri::Yes));
    assert!(remarked(&one.duty, "top_of_agency"));
}

#[test]
fn an_owner_of_information_goes_before_the_top_and_a_front_desk_cannot_answer_for_them() {
    let mut files = police();
    files.taking(on("2000-01-01"), "police/records", 3, Some("police/chief"), &["information_owner"]);
    files.entry(("police/desk", "c"), on("2018-06-04"), "record.lost", None, &[]);
    files.answered("police/desk", on("2018-06-05"), answers("investigated", true));
    let one = files.organised("2018-06-30").records_lost.remove(0);
    assert_eq!(one.duty.post.as_str(), "police/records");
    assert_eq!(one.duty.standing, Standing::Open);
    files.answered("police/records", on("2018-06-06"), answers("investigated", true));
    let one = files.organised("2018-06-30").records_lost.remove(0);
    assert_eq!((one.duty.standing, one.duty.late), (Standing::Answered, Tri::No));
}

#[test]
fn a_sign_of_lost_records_told_by_a_family_is_of_the_agency_told() {
    let mut files = police();
    let mut told = tells("police/desk");
    told.signs = vec!["records_loss".into()];
    files.told("family", on("2018-06-04"), told);
    let found = files.organised("2018-06-30");
    assert_eq!(found.records_lost.len(), 1);
    assert_eq!(found.records_lost[0].agency.as_str(), "police");
    // The warning itself stays a duty of the desk.
    assert_eq!(files.as_of("2018-06-30").duties[0].post.as_str(), "police/desk");
}

fn recommended(code: &[(&str, &str)]) -> Files {
    let mut files = police();
    files.entry(("board", "c"), on("2010-01-11"), "recommendation.made", Some("police/inspector"), code);
    files
}

#[test]
fn accepted_planned_and_in_progress_end_no_recommendation() {
    let code = [("code", "rec_1")];
    let mut files = recommended(&code);
    for (day, said) in
        [("2010-02-01", "accepted"), ("2010-03-01", "action_planned"), ("2010-05-01", "in_progress")]
    {
        files.entry(("police", "c"), on(day), &format!("recommendation.{said}"), None, &code);
    }
    let one = files.organised("2011-01-01").recommendations.remove(0);
    assert_eq!((one.duty.standing, one.duty.late), (Standing::AnsweredNotInSubstance, Tri::Yes));
    assert_eq!(one.said.len(), 3);
    assert!(remarked(&one.duty, "accepted_or_in_progress_is_no_evidence"));
    assert_eq!(one.duty.due_latest.expect("a limit").day(), support::day("2010-07-11"));
    files.entry(("police", "c"), on("2010-07-01"), "recommendation.evidenced", None, &code);
    let one = files.organised("2011-01-01").recommendations.remove(0);
    assert_eq!((one.duty.standing, one.duty.late), (Standing::Answered, Tri::No));
}

#[test]
fn evidence_of_another_agency_that_reviewed_nobody_counts_for_nothing() {
    let code = [("code", "rec_1")];
    let mut files = recommended(&code);
    files.entry(("council", "c"), on("2010-02-01"), "recommendation.evidenced", None, &code);
    assert_eq!(files.organised("2011-01-01").recommendations[0].duty.standing, Standing::Open);
    files.entry(("board", "c"), on("2010-03-01"), "recommendation.evidenced", None, &code);
    assert_eq!(files.organised("2011-01-01").recommendations[0].duty.standing, Standing::Answered);
}

#[test]
fn a_recommendation_made_again_keeps_its_first_day_and_after_evidence_is_owed_anew() {
    let code = [("code", "rec_1")];
    let mut files = recommended(&code);
    files.entry(("board", "later"), on("2013-01-11"), "recommendation.made", Some("police/inspector"), &code);
    let found = files.organised("2014-01-01").recommendations;
    assert_eq!((found.len(), found[0].made.len()), (1, 2));
    assert_eq!(found[0].first, on("2010-01-11"));
    assert!(remarked(&found[0].duty, "repeated"));
    files.entry(("police", "c"), on("2010-05-11"), "recommendation.evidenced", None, &code);
    let found = files.organised("2014-01-01").recommendations;
    let standing: Vec<Standing> = found.iter().map(|one| one.duty.standing).collect();
    assert_eq!(standing, [Standing::Answered, Standing::Open]);
    assert!(remarked(&found[1].duty, "made_again_after_evidence"));
}

#[test]
fn a_challenge_is_a_duty_of_the_post_that_owed_the_answer() {
    let mut files = police();
    files.told("family", on("2012-03-01"), tells("police/desk"));
    files.answered("police/desk", on("2012-03-05"), answers("investigated", true));
    files.step("board/chair", on("2012-04-02"), "challenged");
    let found = files.organised("2012-06-01");
    let one = &found.challenges[0];
    assert_eq!((one.duty.post.as_str(), one.scrutiny), ("police/desk", true));
    // What was answered before the challenge does not answer it.
    assert_eq!((one.duty.standing, one.duty.late), (Standing::Open, Tri::Yes));
    files.answered("police/desk", on("2012-04-10"), answers("disrupted", true));
    let one = files.organised("2012-06-01").challenges.remove(0);
    assert_eq!((one.duty.standing, one.duty.late), (Standing::Answered, Tri::No));
}

#[test]
fn silence_to_the_teller_after_an_answer_is_overdue_and_an_oral_word_ends_it() {
    let mut files = police();
    files.told("family", on("2012-03-01"), tells("police/desk"));
    assert!(files.organised("2012-06-01").told_back.is_empty(), "there is no answer to tell of");
    files.answered("police/desk", on("2012-03-05"), answers("investigated", true));
    // While the agency's files say of nobody what they were told, nothing is overdue and nothing climbs.
    let found = files.organised("2012-06-01");
    let one = &found.told_back[0];
    assert_eq!((one.duty.standing, one.duty.late, one.is_held()), (Standing::Open, Tri::CannotTell, false));
    assert!(one.duty.would_have_climbed.is_empty() && found.duties().next().is_none());
    files.entry(("police/desk", "d"), on("2012-03-06"), "teller.told_outcome", None, &[("code", "written")]);
    let one = files.organised("2012-06-01").told_back.remove(0);
    assert_eq!((one.duty.standing, one.duty.late, one.manner), (Standing::Open, Tri::Yes, None));
    files.entry(("police/desk", "c"), on("2012-03-07"), "teller.told_outcome", None, &[("code", "oral")]);
    let one = files.organised("2012-06-01").told_back.remove(0);
    assert_eq!((one.duty.standing, one.duty.late), (Standing::Answered, Tri::No));
    assert_eq!(one.manner.expect("how").as_str(), "oral");
}

#[test]
fn an_answer_that_went_to_the_family_told_them_and_one_to_another_agency_did_not() {
    for (whom, told) in [("family", true), ("council", false)] {
        let mut files = police();
        files.told("family", on("2012-03-01"), tells("police/desk"));
        let mut answer = answers("investigated", true);
        answer.told_to = Some(support::to(whom));
        files.answered("police/desk", on("2012-03-05"), answer);
        let one = files.organised("2012-06-01").told_back.remove(0);
        assert_eq!(one.duty.standing == Standing::Answered, told, "{whom}");
    }
}

#[test]
fn supervision_is_no_answer_and_its_absence_is_counted() {
    let mut files = police();
    files.told("family", on("2012-03-01"), tells("police/desk"));
    let none = files.organised("2012-06-01").unsupervised.remove(0);
    assert_eq!((none.open, none.without, none.entries), (1, 1, 0));
    assert!(files.organised("2012-03-29").unsupervised.is_empty(), "28 days are not over");
    files.entry(
        ("police/sergeant", "c"),
        on("2012-04-02"),
        "supervision.held",
        None,
        &[("code", "child_seen")],
    );
    let found = files.organised("2012-06-01");
    assert_eq!((found.unsupervised[0].without, found.unsupervised[0].entries), (0, 1));
    assert_eq!(found.supervisions[0].post, Some(PostId::new("police/sergeant")));
    assert_eq!(files.duty("2012-06-01").standing, Standing::Open);
}

#[test]
fn an_operation_that_ended_says_who_is_left_or_that_it_does_not_say_and_ends_no_duty() {
    let mut files = police();
    files.told("family", on("2012-03-01"), tells("police/desk"));
    let codes = [("code", "op_a"), ("identified", "57"), ("pursued", "7")];
    files.entry(("police", "c"), on("2012-05-01"), "operation.ended", None, &codes);
    let found = files.organised("2012-06-01");
    let one = &found.operations[0];
    assert_eq!((one.identified, one.pursued, one.left), (Some(57), Some(7), None));
    let missing: Vec<&str> = one.not_stated.iter().map(|what| what.as_str()).collect();
    assert_eq!(missing, ["left", "decided_by"]);
    assert_eq!(one.open.len(), 1);
    assert_eq!(files.duty("2012-06-01").standing, Standing::Open);
}

#[test]
fn duties_of_a_team_that_is_cut_go_to_the_post_above_and_the_top_signs() {
    let mut files = police();
    files.told("family", on("2012-03-01"), tells("police/desk"));
    let cut = ("police/assistant-chief", "cut");
    files.entry(cut, on("2012-05-01"), "team.cut", Some("police/desk"), &[]);
    files.entry(cut, on("2012-05-01"), "team.cut", Some("police/sergeant"), &[]);
    let found = files.organised("2012-06-01");
    let one = &found.cuts[0];
    assert_eq!((one.posts.len(), one.signed_by), (2, None));
    // The sergeant is cut too.
    assert_eq!(one.rerouted[0].to.as_str(), "police/inspector");
    for (post, signed) in [("police/inspector", false), ("council/chief", false), ("police/chief", true)] {
        let mut files = files.clone();
        let step = record::event::Step { concern: support::concern("cut"), reason: "".into(), words: None };
        files.add(post, on("2012-05-02"), record::Body::Countersigned(Box::new(step)));
        assert_eq!(files.organised("2012-06-01").cuts[0].signed_by.is_some(), signed, "{post}");
    }
}

#[test]
fn data_protection_alone_is_no_ground_to_refuse() {
    for (ground, accepted) in [("data_protection", false), ("harm_to_child", true), ("made_up", false)] {
        let mut files = police();
        let codes = [("reason", ground), ("scope", "identity")];
        files.entry(("council/director", "c"), on("2012-03-01"), "sharing.refused", None, &codes);
        let one = files.organised("2012-06-01").refusals.remove(0);
        assert_eq!(one.accepted, accepted, "{ground}");
        let missing: Vec<&str> = one.not_stated.iter().map(|what| what.as_str()).collect();
        assert_eq!(missing, ["until"]);
        assert_eq!(one.signer, Some(PostId::new("council/director")));
    }
}

#[test]
fn an_answer_that_acts_on_the_child_alone_is_said_to_and_powers_against_others_stand_beside_it() {
    let mut files = police();
    files.told("family", on("2012-03-01"), tells("police/desk"));
    files.answered("police/desk", on("2012-03-05"), answers("safeguarded", true));
    let power = |code: &'static str| [("code", code), ("reason", "no_evidence")];
    files.entry(("police", "c"), on("2012-03-06"), "power.refused", None, &power("closure_notice"));
    files.entry(("police", "c"), on("2012-03-06"), "power.used", None, &power("police_protection")[..1]);
    let found = files.organised("2012-06-01");
    assert_eq!(found.powers.len(), 2);
    assert_eq!(found.child_only.len(), 1);
    assert!(found.child_only[0].powers.is_empty(), "police protection acts on the child too");
    files.entry(("police", "c"), on("2012-03-08"), "power.used", None, &power("disruption_visit")[..1]);
    assert_eq!(files.organised("2012-06-01").child_only[0].powers.len(), 1);
}

#[test]
fn files_without_such_rows_give_nothing_but_what_the_duties_themselves_call_for() {
    let mut files = police();
    files.told("family", on("2012-03-01"), tells("police/desk"));
    let found = files.organised("2012-03-10");
    assert_eq!(found, answered::Organised::default());
}
