//! Handing over: the duty stays where it was until the receiver accepts, and is never lost in between.

mod support;

use record::Tri;
use record::outputs::Standing;
use support::{Files, answers, at, duty_of, on, remarked, tells};

fn told() -> Files {
    let mut files = Files::default();
    files.police().told("police", on("2019-04-01"), tells("police/desk"));
    files
}

#[test]
fn handed_over_and_not_accepted_is_still_owed() {
    let mut files = told();
    files.handed("police/desk", on("2019-04-02"), "council/front-desk");
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.standing, duty.late), (Standing::Opened, Tri::Yes));
    assert!(remarked(&duty, "handed_over_not_accepted"));
}

#[test]
fn accepted_it_is_the_receivers_and_the_first_duty_stands_with_it() {
    let mut files = told();
    files.handed("police/desk", on("2019-04-02"), "council/front-desk");
    files.step("council/front-desk", on("2019-04-03"), "accepted");
    let open = files.as_of("2019-12-31");
    let (first, second) = (duty_of(&open, "police/desk"), duty_of(&open, "council/front-desk"));
    assert_eq!((first.standing, first.late), (Standing::Opened, Tri::No));
    assert!(remarked(&first, "handed_over_accepted") && first.would_have_climbed.is_empty());
    assert_eq!((second.standing, second.late), (Standing::Opened, Tri::Yes));
    assert_eq!(second.started, on("2019-04-03"));
    assert!(first.inputs.contains(&second.opened_by));
    // The giver's later answer ends nothing; the receiver's ends both.
    files.answered("police/desk", on("2019-04-05"), answers("investigated", true));
    assert_eq!(duty_of(&files.as_of("2019-12-31"), "police/desk").standing, Standing::Opened);
    files.answered("council/front-desk", on("2019-04-06"), answers("safeguarded", true));
    let ended = files.as_of("2019-12-31");
    assert_eq!(duty_of(&ended, "police/desk").standing, Standing::Answered);
    assert_eq!(duty_of(&ended, "council/front-desk").late, Tri::No);
}

#[test]
fn only_the_receiver_can_accept() {
    let mut files = told();
    files.handed("police/desk", on("2019-04-02"), "council/front-desk");
    files.step("school/head", on("2019-04-03"), "accepted").step(
        "council/other",
        on("2019-04-03"),
        "accepted",
    );
    assert_eq!(files.as_of("2019-12-31").duties.len(), 1);
    files.step("council", on("2019-04-04"), "accepted");
    assert_eq!(files.as_of("2019-12-31").duties.len(), 2);
}

#[test]
fn handed_to_an_agency_it_is_owed_by_the_post_that_accepted() {
    let mut files = told();
    files.handed("police/desk", on("2019-04-02"), "council").step(
        "council/duty-team",
        on("2019-04-03"),
        "accepted",
    );
    assert_eq!(duty_of(&files.as_of("2019-12-31"), "council/duty-team").started, on("2019-04-03"));
}

#[test]
fn handed_to_and_fro_within_one_day_lets_nobody_off() {
    let mut files = told();
    let day = "2019-04-02";
    files.handed("police/desk", on(day), "council/duty-team").step("council/duty-team", on(day), "accepted");
    files.handed("council/duty-team", on(day), "police/desk").step("police/desk", on(day), "accepted");
    let answers = files.as_of("2019-12-31");
    let open = |duty: &record::outputs::Duty| duty.standing < Standing::Answered && duty.late == Tri::Yes;
    assert!(!answers.duties.is_empty() && answers.duties.iter().any(open), "{:?}", answers.duties);
}

#[test]
fn handed_back_later_it_is_a_new_duty_of_the_first_post() {
    let mut files = told();
    files.handed("police/desk", at("2019-04-02", 9, 0), "council/duty-team");
    files.step("council/duty-team", at("2019-04-02", 10, 0), "accepted");
    files.handed("council/duty-team", at("2019-04-03", 9, 0), "police/desk");
    files.step("police/desk", at("2019-04-03", 10, 0), "accepted");
    let duties = files.as_of("2019-12-31").duties;
    let late: Vec<(&str, Tri)> = duties.iter().map(|duty| (duty.post.local(), duty.late)).collect();
    assert_eq!(late, [("desk", Tri::No), ("duty-team", Tri::No), ("desk", Tri::Yes)]);
    assert!(duties.iter().all(|duty| duty.standing == Standing::Opened));
}

#[test]
fn accepted_from_a_post_that_did_not_hold_it_is_owed_all_the_same() {
    let mut files = told();
    files.handed("school/head", on("2019-04-02"), "council/duty-team");
    files.step("council/duty-team", on("2019-04-03"), "accepted");
    let answers = files.as_of("2019-12-31");
    assert_eq!(duty_of(&answers, "council/duty-team").late, Tri::Yes);
    assert!(!remarked(&duty_of(&answers, "police/desk"), "handed_over_accepted"));
}

#[test]
fn a_passing_on_opens_no_duty_unless_the_first_telling_is_missing() {
    let mut passing = tells("council/duty-team");
    passing.passes = Some(passing.concern.clone());
    let mut files = told();
    files.told("police/desk", on("2019-04-02"), passing.clone());
    let duty = files.duty("2019-12-31");
    assert_eq!((duty.post.local(), duty.standing), ("desk", Standing::Opened));
    let mut orphan = Files::default();
    orphan.told("police/desk", on("2019-04-02"), passing);
    let duty = orphan.duty("2019-12-31");
    assert_eq!((duty.post.local(), duty.late), ("duty-team", Tri::Yes));
    assert!(remarked(&duty, "first_telling_not_in_files"));
}

#[test]
fn passed_to_two_agencies_without_the_first_telling_is_owed_by_both() {
    let mut files = Files::default();
    for whom in ["council/duty-team", "police/desk"] {
        let mut passing = tells(whom);
        passing.passes = Some(passing.concern.clone());
        files.told("housing/officer", on("2019-04-02"), passing);
    }
    let answers = files.as_of("2019-12-31");
    assert_eq!(answers.duties.len(), 2);
    for post in ["council/duty-team", "police/desk"] {
        let duty = duty_of(&answers, post);
        assert_eq!(duty.late, Tri::Yes);
        assert!(remarked(&duty, "first_telling_not_in_files"));
    }
}
