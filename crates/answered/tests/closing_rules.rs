//! No quiet end: every closing rule in one table, and the rules about who may answer.

mod support;

use answered::NEVER_END;
use record::event::{Addresses, Answered};
use record::outputs::{Duty, Standing};
use record::{Code, Tri};
use support::{Files, answers, day, duty_of, on, remarked, tells, to};

use Standing::{
    Answered as Ended, AnsweredNotInSubstance as NotInSubstance, DecidedWithoutReasons as Decided,
};

/// The duty of the desk, told on 1 April 2019 with these signs and answered on the 3rd.
fn after(answer: Answered, signs: &[&str], activity: &str) -> Duty {
    let mut told = tells("police/desk");
    told.signs = signs.iter().map(Code::new).collect();
    told.activity = Code::new(activity);
    let mut files = Files::default();
    files.police().told("police", on("2019-04-01"), told).answered("police/desk", on("2019-04-02"), answer);
    duty_of(&files.as_of("2019-12-31"), "police/desk")
}

#[test]
fn each_outcome_ends_a_duty_only_where_the_rules_say_so() {
    let table: &[(&str, bool, &str, Standing, &str)] = &[
        ("assessed", false, "", Ended, ""),
        ("enquiry_started", false, "", Ended, ""),
        ("investigated", false, "exploitation", Ended, ""),
        ("disrupted", false, "", Ended, ""),
        ("safeguarded", false, "", Ended, ""),
        ("support_given", false, "", Ended, ""),
        ("no_action", true, "", Ended, ""),
        ("no_action", false, "", Decided, "no_action_needs_reasons"),
        ("no_action", true, "exploitation", Decided, "needs_second_post_of_another_agency"),
        ("no_action", false, "exploitation", Decided, "no_action_needs_reasons"),
        ("no_action", true, "neglect", Ended, ""),
        ("cannot_with_what_i_have", true, "", Ended, "moves_to_budget_holder"),
        ("cannot_with_what_i_have", false, "", Decided, "cannot_needs_reasons"),
        ("recorded_only", true, "", NotInSubstance, "recorded_only"),
        ("withdrawn", true, "", NotInSubstance, "withdrawal_recorded"),
        ("no_cooperation", true, "", NotInSubstance, "no_cooperation_recorded"),
        ("moved_away", true, "", NotInSubstance, "moved_away_recorded"),
        ("aged_out", true, "", NotInSubstance, "aged_out_recorded"),
        ("transferred", true, "", NotInSubstance, "transferred_recorded"),
        ("other_priority", true, "", NotInSubstance, "other_priority_is_the_decision_of_this_post"),
        ("other_priority", false, "", NotInSubstance, "other_priority_recorded"),
        ("refused_to_share", true, "", NotInSubstance, "refusal_to_share_recorded"),
        ("referred_on", true, "", NotInSubstance, "referred_on_recorded"),
        ("meeting_held", true, "", NotInSubstance, "meeting_is_no_answer"),
        ("a_word_of_nobody", true, "", NotInSubstance, "outcome_not_in_policy"),
    ];
    for (outcome, reasons, sign, standing, remark) in table {
        let signs: Vec<&str> = [*sign].into_iter().filter(|sign| !sign.is_empty()).collect();
        let duty = after(answers(outcome, *reasons), &signs, "concern.told");
        assert_eq!(duty.standing, *standing, "{outcome} {reasons} {sign}");
        assert!(
            remark.is_empty() || remarked(&duty, remark),
            "{outcome} {reasons} {sign}: {:?}",
            duty.remarks
        );
        let keeps_running =
            *standing == NotInSubstance || remarked(&duty, "needs_second_post_of_another_agency");
        let late = if *standing == Ended {
            Tri::No
        } else if keeps_running {
            Tri::Yes
        } else {
            Tri::CannotTell
        };
        assert_eq!(duty.late, late, "{outcome} {reasons} {sign}");
        let certain = duty
            .would_have_climbed
            .iter()
            .any(|rung| rung.certain && rung.earliest > Some(day("2019-04-02").end()));
        assert_eq!(certain, keeps_running, "{outcome} {reasons} {sign}");
    }
}

#[test]
fn what_never_ends_a_duty_does_not_end_it_even_if_a_policy_says_so() {
    let mut policy = record::policy::Policy::england();
    for outcome in policy.outcomes.values_mut() {
        outcome.ends_duty = true;
        outcome.no_action = false;
    }
    policy.closing_rules.clear();
    for outcome in NEVER_END {
        let mut files = Files::default();
        files.told("police", on("2019-04-01"), tells("police/desk"));
        files.answered("police/desk", on("2019-04-02"), answers(outcome, true));
        let duty = files.by_policy(&policy, "2019-12-31").duties.remove(0);
        assert_eq!((duty.standing, duty.late), (NotInSubstance, Tri::Yes), "{outcome}");
    }
}

#[test]
fn an_answer_about_the_writer_or_the_procedure_leaves_the_duty_open() {
    for (addresses, remark) in [
        (Addresses::Writer, "answer_addresses_writer"),
        (Addresses::Procedure, "answer_addresses_procedure"),
        (Addresses::Unknown, "answer_does_not_say_what_it_addresses"),
    ] {
        let duty = after(Answered { addresses, ..answers("investigated", true) }, &[], "concern.told");
        assert_eq!((duty.standing, duty.late), (NotInSubstance, Tri::Yes));
        assert!(remarked(&duty, remark) && duty.answered_by.is_some());
        assert!(duty.would_have_climbed.iter().any(|rung| rung.certain));
    }
}

#[test]
fn a_referral_decided_without_reasons_is_decided_and_its_clock_stopped() {
    let duty = after(answers("assessed", false), &[], "referral.received");
    assert_eq!((duty.standing, duty.late), (Decided, Tri::No));
    assert!(remarked(&duty, "decision_without_reasons") && duty.would_have_climbed.is_empty());
    let duty = after(answers("no_action", false), &[], "referral.received");
    assert_eq!((duty.standing, duty.late), (Decided, Tri::CannotTell));
    assert!(remarked(&duty, "no_action_needs_reasons"));
}

#[test]
fn a_referral_with_no_further_action_in_a_return_cannot_tell_and_ends_nothing() {
    let unknown = |reasons: bool| Answered { addresses: Addresses::Unknown, ..answers("no_action", reasons) };
    let duty = after(unknown(false), &[], "referral.received");
    assert_eq!((duty.standing, duty.late), (Decided, Tri::CannotTell));
    assert!(remarked(&duty, "no_action_needs_reasons"));
    assert!(duty.would_have_climbed.iter().all(|rung| !rung.certain));
    let signed = after(unknown(false), &["exploitation"], "referral.received");
    assert_eq!((signed.standing, signed.late), (Decided, Tri::Yes));
    assert_eq!(after(unknown(true), &[], "referral.received").standing, NotInSubstance);
    assert_eq!(after(unknown(false), &[], "concern.told").standing, NotInSubstance);
}

#[test]
fn a_step_nobody_takes_before_deciding_shows_the_decision_by_its_date() {
    let mut told = tells("council");
    told.activity = Code::new("referral.received");
    let mut files = Files::default();
    files.told("council", on("2019-04-01"), told).recorded(
        "council",
        on("2019-04-02"),
        "assessment.started",
        &[],
    );
    files.answered("council", on("2019-06-03"), answers("assessed", false));
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing, duty.late), (Decided, Tri::No));
    // Begun later, the decision may still have been in time.
    let mut told = tells("council");
    told.activity = Code::new("referral.received");
    let mut files = Files::default();
    files.told("council", on("2019-04-01"), told).recorded(
        "council",
        on("2019-04-30"),
        "assessment.started",
        &[],
    );
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing, duty.late), (Decided, Tri::CannotTell));
    assert!(duty.would_have_climbed.iter().all(|rung| !rung.certain));
}

#[test]
fn a_second_post_counts_only_if_named_and_of_another_agency() {
    for (second, ends) in [("school/head", true), ("police/inspector", false), ("school", false)] {
        let answer = Answered { second_post: Some(to(second)), ..answers("no_action", true) };
        let duty = after(answer, &["exploitation"], "concern.told");
        assert_eq!(duty.standing == Ended, ends, "{second}");
    }
}

#[test]
fn a_countersignature_of_another_agency_ends_it_when_it_is_given() {
    let mut told = tells("police/desk");
    told.signs = vec![Code::new("exploitation")];
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), told).answered(
        "police/desk",
        on("2019-04-02"),
        answers("no_action", true),
    );
    files.step("police/inspector", on("2019-04-03"), "countersigned");
    assert_eq!(files.duty("2019-12-31").standing, Decided);
    files.step("school/head", on("2019-05-01"), "countersigned");
    assert_eq!(files.duty("2019-04-30").standing, Decided);
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing, duty.late), (Ended, Tri::Yes));
}

#[test]
fn a_sign_recorded_after_the_answer_and_a_dispute_each_ask_for_the_second_post() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk"));
    files.answered("police/desk", on("2019-04-02"), answers("no_action", true));
    assert_eq!(files.duty("2019-12-31").standing, Ended);
    let mut signed = files.clone();
    signed.recorded("school/head", on("2019-05-01"), "concern.detail", &["older_associate"]);
    assert_eq!(signed.duty("2019-12-31").standing, Decided);
    let mut disputed = files.clone();
    disputed.step("family", on("2019-05-01"), "disputed");
    let duty = disputed.duty("2019-12-31");
    assert!(duty.standing == Decided && remarked(&duty, "needs_second_post_of_another_agency"));
}

#[test]
fn who_answers_matters() {
    let table: &[(&str, bool, &str)] = &[
        ("police/desk", true, ""),
        ("police", true, ""),
        ("police/sergeant", true, ""),
        ("police/assistant-chief", true, ""),
        ("police/licensing", false, "answered_by_another_line"),
        ("police/nobody-wrote-its-line", true, "line_of_answering_post_not_known"),
        ("school/head", false, "answered_by_another_agency"),
        ("school", false, "answered_by_another_agency"),
    ];
    for (by, ends, remark) in table {
        let mut files = Files::default();
        files.police().told("school", on("2019-04-01"), tells("police/desk"));
        files.answered(by, on("2019-04-02"), answers("investigated", true));
        let duty = files.duty("2019-12-31");
        assert_eq!(duty.standing == Ended, *ends, "{by}");
        assert!(remark.is_empty() || remarked(&duty, remark), "{by}: {:?}", duty.remarks);
    }
}

#[test]
fn where_the_source_names_no_post_any_post_of_the_agency_answers_and_no_other_agency() {
    for (by, ends) in [("police/licensing", true), ("police", true), ("school", false)] {
        let mut files = Files::default();
        files.police().told("police", on("2019-04-01"), tells("police"));
        files.answered(by, on("2019-04-02"), answers("investigated", true));
        assert_eq!(files.duty("2019-12-31").standing == Ended, ends, "{by}");
    }
}

#[test]
fn withdrawal_is_recorded_and_ends_nothing() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk")).step(
        "family",
        on("2019-04-02"),
        "withdrawn",
    );
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing, duty.late), (Standing::Open, Tri::Yes));
    assert!(remarked(&duty, "withdrawal_recorded"));
}

#[test]
fn a_refusal_leaves_the_duty_where_it_is() {
    let mut files = Files::default();
    files.told("council", on("2019-04-01"), tells("council")).step("council", on("2019-04-01"), "refused");
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing, duty.late), (Standing::Opened, Tri::Yes));
    assert!(remarked(&duty, "refusal_recorded"));
}

#[test]
fn an_answer_dated_before_the_telling_answers_nothing() {
    let mut files = Files::default();
    files.told("police", on("2019-04-02"), tells("police/desk"));
    files.answered("police/desk", on("2019-04-01"), answers("investigated", true));
    let duty = files.duty("2019-12-31");
    assert_ne!(duty.standing, Ended);
    assert!(remarked(&duty, "answer_dated_before_telling"));
}

#[test]
fn told_again_is_one_duty_and_told_again_after_the_answer_is_a_new_one() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk")).told(
        "police",
        on("2019-04-03"),
        tells("police/desk"),
    );
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.opened_by, duty.inputs.as_slice()), (0, [0, 1].as_slice()));
    assert!(remarked(&duty, "told_more_than_once"));
    files.answered("police/desk", on("2019-04-04"), answers("investigated", true));
    files.told("police", on("2019-05-01"), tells("police/desk"));
    let duties = files.as_of("2019-12-31").duties;
    let standings: Vec<(Standing, Tri)> = duties.iter().map(|duty| (duty.standing, duty.late)).collect();
    assert_eq!(standings, [(Ended, Tri::No), (Standing::Open, Tri::Yes)]);
    assert!(remarked(&duties[1], "told_again_after_an_end"));
}

#[test]
fn one_concern_told_to_two_posts_is_two_duties() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk")).told(
        "police",
        on("2019-04-01"),
        tells("school/head"),
    );
    files.answered("police/desk", on("2019-04-02"), answers("investigated", true));
    let answers = files.as_of("2019-12-31");
    assert_eq!(duty_of(&answers, "police/desk").standing, Ended);
    let head = duty_of(&answers, "school/head");
    assert_eq!(head.standing, Standing::Open);
    assert!(remarked(&head, "answered_by_another_agency"));
}

#[test]
fn an_answer_that_is_disputed_stands_as_answered_and_disputed() {
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk"));
    files.step("family", on("2019-04-01"), "disputed");
    files.answered("police/desk", on("2019-04-02"), answers("investigated", true));
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing_words(), duty.late), ("answered", Tri::No), "disputed before the answer");
    files.step("family", on("2019-05-01"), "disputed");
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing_words(), duty.late), ("answered, disputed", Tri::No));
    assert!(duty.is_disputed() && remarked(&duty, "answered_and_disputed"));
    // Whoever handed it over stands where the receiver stands.
    let mut files = Files::default();
    files.told("police", on("2019-04-01"), tells("police/desk"));
    files.handed("police/desk", on("2019-04-02"), "council/contact").step(
        "council/contact",
        on("2019-04-02"),
        "accepted",
    );
    files.answered("council/contact", on("2019-04-03"), answers("investigated", true));
    files.step("family", on("2019-05-01"), "disputed");
    let answers = files.as_of("2019-12-31");
    assert!(answers.duties.iter().all(Duty::is_disputed), "{:?}", answers.duties);
}

#[test]
fn told_again_within_twelve_months_of_its_end_is_reopened_and_keeps_the_first_clock() {
    let told_on = |days: &[&str]| {
        let mut files = Files::default();
        for told in days {
            files.told("police", on(told), tells("police/desk"));
            let next = day(told).add_days(1);
            files.answered("police/desk", record::Claimed::day(next), answers("investigated", true));
        }
        files.as_of("2023-12-31").duties.pop().expect("a duty")
    };
    let first = told_on(&["2019-04-01"]);
    assert_eq!(first.first_started, None);
    let again = told_on(&["2019-04-01", "2020-04-02"]);
    assert_eq!((again.started, again.first_started), (on("2020-04-02"), Some(on("2019-04-01"))));
    assert!(remarked(&again, "reopened") && again.inputs.contains(&0));
    let later = told_on(&["2019-04-01", "2020-04-03"]);
    assert!(later.first_started.is_none() && remarked(&later, "told_again_after_an_end"));
    let chain = told_on(&["2019-04-01", "2020-03-02", "2021-02-01"]);
    assert_eq!(chain.first_started, Some(on("2019-04-01")), "each within twelve months of the one before");
    let broken = told_on(&["2019-04-01", "2020-09-01", "2021-02-01"]);
    assert_eq!(broken.first_started, Some(on("2020-09-01")));
}

#[test]
fn a_post_that_lacks_the_means_moves_the_duty_to_the_rank_above_which_owes_an_answer() {
    let cannot = |reasons: bool| answers("cannot_with_what_i_have", reasons);
    let mut files = Files::default();
    files.police().told("school", on("2019-04-01"), tells("police/desk"));
    files.answered("police/desk", on("2019-04-02"), cannot(true));
    let found = files.as_of("2019-12-31");
    let (desk, above) = (duty_of(&found, "police/desk"), duty_of(&found, "police/sergeant"));
    assert_eq!((desk.standing, desk.late), (Ended, Tri::No));
    assert_eq!((above.standing, above.late, above.rank.number()), (Standing::Open, Tri::Yes, 2));
    assert_eq!((above.started, above.opened_by), (on("2019-04-02"), desk.answered_by.expect("an answer")));
    assert!(remarked(&above, "moved_here_for_lack_of_means"));
    assert!(found.knowledge.iter().all(|row| row.post != above.post), "nobody is shown to have known");
    // The sergeant says the same: the inspector owes it, and the sergeant does not owe it again.
    files.answered("police/sergeant", on("2019-04-03"), cannot(true));
    let found = files.as_of("2019-12-31");
    assert_eq!(found.duties.len(), 3, "{:?}", found.duties);
    assert_eq!(duty_of(&found, "police/sergeant").standing, Ended);
    assert_eq!(duty_of(&found, "police/inspector").started, on("2019-04-03"));
    // An answer of substance by whoever holds the budget ends it.
    files.answered("police/inspector", on("2019-04-04"), answers("investigated", true));
    assert_eq!(duty_of(&files.as_of("2019-12-31"), "police/inspector").standing, Ended);
}

#[test]
fn a_line_without_the_next_rank_moves_it_to_the_next_post_there_is() {
    let mut files = Files::default();
    let from = on("2000-01-01");
    files.post(from, "police/desk", 1, Some("police/head")).post(from, "police/head", 3, None);
    files.told("school", on("2019-04-01"), tells("police/desk"));
    files.answered("police/desk", on("2019-04-02"), answers("cannot_with_what_i_have", true));
    let found = files.as_of("2019-12-31");
    assert_eq!((found.duties.len(), duty_of(&found, "police/head").rank.number()), (2, 3));
    let desk = duty_of(&found, "police/desk");
    assert_eq!(
        desk.would_have_climbed.last().map(|rung| rung.post.to_string()).as_deref(),
        Some("police/head")
    );
}

#[test]
fn without_reasons_or_from_a_post_that_does_not_owe_it_nothing_moves() {
    for (by, reasons) in [("police/desk", false), ("school/head", true), ("police/licensing", true)] {
        let mut files = Files::default();
        files.police().told("school", on("2019-04-01"), tells("police/desk"));
        files.answered(by, on("2019-04-02"), answers("cannot_with_what_i_have", reasons));
        assert_eq!(files.as_of("2019-12-31").duties.len(), 1, "{by}");
    }
    // At the top nobody is above.
    let mut files = Files::default();
    files.told("school", on("2019-04-01"), tells("police#6"));
    files.answered("police", on("2019-04-02"), answers("cannot_with_what_i_have", true));
    assert_eq!(files.as_of("2019-12-31").duties.len(), 1);
}

#[test]
fn an_answer_dated_before_the_telling_answers_nothing_even_if_it_is_signed_after_it() {
    let mut files = Files::default();
    files.police();
    let mut told = tells("police/desk");
    told.signs = vec![Code::new("vehicle")];
    files
        .answered("police/desk", on("2019-03-01"), answers("no_action", true))
        .told("parent", on("2019-03-04"), told)
        .step("council/contact", on("2019-03-06"), "countersigned");
    let duty = files.duty("2019-06-30");
    assert_eq!(duty.answered_by, None);
    assert_eq!((duty.standing, duty.late), (Standing::Open, Tri::Yes));
    assert!(remarked(&duty, "answer_dated_before_telling"));
}
