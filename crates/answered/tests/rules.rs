//! Rules that change: worked examples, each with the day that follows.

#[path = "support/mod.rs"]
mod support;

use answered::rule_changes;
use record::event::{Assurance, RuleChanged};
use record::outputs::{RefusalRule, RuleChange};
use record::policy::{ENGLAND, Policy};
use record::{Addressee, Body, Claimed, Code, PostId, Rank};
use support::{Files, answers, day, on, tells};

/// England's five working days for an answer, made `to`.
fn change(to: i32, from: &str) -> RuleChanged {
    let working_days = |amount| Some((amount, Code::new("working_day")));
    RuleChanged {
        file: Code::new("clocks.csv"),
        rule: Code::new("concern_answer"),
        sign: None,
        clock: None,
        rank: None,
        before: working_days(5),
        after: working_days(to),
        from: on(from),
        second_post: Some(Addressee::post(PostId::new("council/director"))),
        second_holder: Some("B. Reed".into()),
        holder_named: true,
        second_holder_named: true,
        reasons_given: true,
        unreadable: Vec::new(),
        words: None,
    }
}

/// The police and a director of the council, and a warning told on a Monday: due on 2019-04-15 by England's rule, on
/// 2019-04-25 by twelve days.
fn files(told: &str) -> Files {
    let mut files = Files::default();
    files.police().post(on("2000-01-01"), "council/director", 4, None);
    files.told("police", on(told), tells("police/desk"));
    files
}

fn adopt(files: &mut Files, adopted: &str, change: RuleChanged) {
    files.add("police/assistant-chief", on(adopted), Body::RuleChanged(Box::new(change)));
}

fn due(files: &Files) -> String {
    files.duty("2019-12-31").due_latest.expect("a day").day().to_string()
}

fn report(files: &Files, policy: &Policy, end: &str) -> Vec<RuleChange> {
    let duties = files.by_policy(policy, end).duties;
    rule_changes(&files.ordered(), policy, day(end), duties.iter())
}

fn only(files: &Files) -> RuleChange {
    let mut all = report(files, &Policy::england(), "2019-12-31");
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn what_two_agencies_signed_for_gives_longer_to_duties_that_start_afterwards() {
    for (told, expected) in [("2019-04-05", "2019-04-12"), ("2019-04-08", "2019-04-26")] {
        let mut files = files(told);
        adopt(&mut files, "2019-03-01", change(12, "2019-04-05"));
        assert_eq!(due(&files), expected, "told {told}");
        let said = only(&files);
        assert_eq!((said.effect.as_str(), said.refused.len()), ("loosens", 0));
        assert_eq!(said.loosens_after, Some(day("2019-04-05")));
        assert_eq!(said.remarks, []);
    }
}

#[test]
fn a_day_in_force_before_the_adoption_gives_longer_to_nobody_who_started_before_it() {
    let mut files = files("2019-04-08");
    adopt(&mut files, "2019-05-01", change(12, "2019-01-01"));
    assert_eq!(due(&files), "2019-04-15");
    let said = only(&files);
    assert_eq!(said.loosens_after, Some(day("2019-05-01")));
    assert_eq!(said.remarks, [Code::new("back_dated")]);
    // Open all the time between the first day and the adoption, and it would have been due later.
    assert_eq!((said.open_then, said.would_have_lengthened), (1, Some(1)));
}

#[test]
fn a_duty_answered_before_the_change_was_not_open_then() {
    let mut files = files("2019-04-08");
    files.answered("police/desk", on("2019-04-09"), answers("investigated", true));
    adopt(&mut files, "2019-05-01", change(12, "2019-04-20"));
    let said = only(&files);
    assert_eq!((said.open_then, said.would_have_lengthened), (0, Some(0)));
}

/// What somebody left out, and the rule that says so.
type Left = (fn(&mut RuleChanged), RefusalRule);

#[test]
fn what_is_missing_is_said_and_the_stricter_rule_stays() {
    let left: [Left; 8] = [
        (|it| it.holder_named = false, RefusalRule::RuleChangeNotSigned),
        (|it| it.second_holder_named = false, RefusalRule::RuleChangeNotCountersigned),
        (|it| it.second_post = None, RefusalRule::RuleChangeNotCountersigned),
        (
            |it| it.second_post = Some(Addressee::post(PostId::new("police/inspector"))),
            RefusalRule::RuleChangeNotCountersigned,
        ),
        (
            |it| it.second_post = Some(Addressee::post(PostId::new("school/head"))),
            RefusalRule::RuleChangeNotCountersigned,
        ),
        (|it| it.reasons_given = false, RefusalRule::RuleChangeWithoutReasons),
        (|it| it.from = Claimed::UNKNOWN, RefusalRule::RuleChangeWithoutDay),
        (|it| it.before = Some((6, Code::new("working_day"))), RefusalRule::RuleChangeFromAnother),
    ];
    for (leave_out, rule) in left {
        let (mut files, mut said) = (files("2019-04-08"), change(12, "2019-04-05"));
        leave_out(&mut said);
        adopt(&mut files, "2019-03-01", said);
        assert_eq!(due(&files), "2019-04-15", "{rule}");
        let said = only(&files);
        assert_eq!((said.refused, said.loosens_after), (vec![rule], None), "{rule}");
    }
}

#[test]
fn the_signature_of_a_post_too_low_or_of_one_hand_loosens_nothing() {
    let mut low = files("2019-04-08");
    low.add("police/inspector", on("2019-03-01"), Body::RuleChanged(Box::new(change(12, "2019-04-05"))));
    assert_eq!(due(&low), "2019-04-15");
    assert_eq!(only(&low).refused, [RefusalRule::RuleChangeTooLow]);
    let mut typed = files("2019-04-08");
    adopt(&mut typed, "2019-03-01", change(12, "2019-04-05"));
    typed
        .events
        .iter_mut()
        .filter(|event| matches!(event.body, Body::RuleChanged(_)))
        .for_each(|event| event.by.assurance = Assurance::SignedIn);
    assert_eq!(due(&typed), "2019-04-15");
    assert_eq!(only(&typed).refused, [RefusalRule::TypedName]);
}

#[test]
fn what_candour_itself_took_was_not_adopted_before_it_came() {
    let mut late = files("2019-04-08");
    adopt(&mut late, "2019-03-01", change(3, "2019-04-05"));
    let event = late.events.last_mut().expect("the change");
    event.by.assurance = Assurance::SignedIn;
    event.logged = record::Logged(i64::from(day("2019-06-01").0) * 86_400_000_000);
    assert_eq!(only(&late).remarks, [Code::new("back_dated")]);
}

#[test]
fn a_stricter_rule_holds_from_its_day_signed_or_not() {
    for (told, expected) in [("2019-04-05", "2019-04-12"), ("2019-04-08", "2019-04-10")] {
        let (mut files, mut said) = (files(told), change(2, "2019-04-08"));
        (said.second_post, said.holder_named) = (None, false);
        adopt(&mut files, "2019-03-01", said);
        assert_eq!(due(&files), expected, "told {told}");
        let said = only(&files);
        assert_eq!((said.effect.as_str(), said.refused.len()), ("tightens", 0));
    }
}

#[test]
fn a_row_for_a_sign_or_a_rank_loosens_like_any_other() {
    for (sign, rank) in [(Some(Code::new("injury")), None), (None, Rank::new(1))] {
        let mut files = Files::default();
        files.police().post(on("2000-01-01"), "council/director", 4, None);
        let mut told = tells("police/desk");
        told.signs = vec![Code::new("injury")];
        files.told("police", on("2019-04-08"), told);
        let unsigned = RuleChanged {
            sign: sign.clone(),
            rank,
            before: None,
            second_post: None,
            ..change(12, "2019-04-05")
        };
        let mut signed = files.clone();
        adopt(&mut files, "2019-03-01", unsigned.clone());
        assert_eq!(due(&files), "2019-04-15");
        let second = Some(Addressee::post(PostId::new("council/director")));
        adopt(&mut signed, "2019-03-01", RuleChanged { second_post: second, ..unsigned });
        assert_eq!(due(&signed), "2019-04-26");
    }
}

#[test]
fn a_rule_that_is_removed_or_cannot_be_read_stays() {
    let mut removed = files("2019-04-08");
    adopt(
        &mut removed,
        "2019-03-01",
        RuleChanged { after: None, second_post: None, ..change(0, "2019-04-05") },
    );
    assert_eq!(due(&removed), "2019-04-15");
    let mut unreadable = files("2019-04-08");
    let said = RuleChanged { after: None, unreadable: vec![Code::new("to")], ..change(0, "2019-04-05") };
    adopt(&mut unreadable, "2019-03-01", said);
    assert_eq!(due(&unreadable), "2019-04-15");
    let said = only(&unreadable);
    assert_eq!(
        (said.effect.as_str(), said.refused),
        ("cannot_tell", vec![RefusalRule::RuleChangeUnreadable])
    );
}

#[test]
fn a_rung_nobody_signed_for_neither_waits_nor_pushes_up_those_above() {
    let rung = |rank, before, after| RuleChanged {
        file: Code::new("ladders.csv"),
        rule: Code::new("concern"),
        rank: Rank::new(rank),
        before,
        after,
        second_post: None,
        ..change(0, "2019-04-05")
    };
    let days = |amount| Some((amount, Code::new("working_day")));
    let reached = |files: &Files| -> Vec<(u8, String)> {
        let climbed = files.duty("2019-12-31").would_have_climbed;
        climbed
            .iter()
            .map(|rung| (rung.rank.number(), rung.latest.expect("a day").day().to_string()))
            .collect()
    };
    let england = reached(&files("2019-04-08"));
    for (rank, before, after) in [(3, days(2), days(20)), (3, days(2), None), (4, days(5), days(30))] {
        let mut files = files("2019-04-08");
        adopt(&mut files, "2019-03-01", rung(rank, before, after));
        let now = reached(&files);
        let no_later = england.iter().all(|(rank, day)| now.iter().any(|(of, on)| of == rank && on <= day));
        assert!(no_later, "{england:?}\n{now:?}");
    }
    // England without the rung of rank 3: who adds one late does not make the others wait for it.
    let mut gap = Policy::england();
    gap.ladders.retain(|rung| rung.clock.is_some() || rung.rank.number() != 3);
    let mut added = files("2019-04-08");
    let fourth = |files: &Files| {
        let duty = files.by_policy(&gap, "2019-12-31").duties.remove(0);
        let rung = duty.would_have_climbed.iter().find(|rung| rung.rank.number() == 4).cloned();
        rung.and_then(|rung| rung.latest).expect("a rung of rank 4")
    };
    let before = fourth(&added);
    adopt(&mut added, "2019-03-01", rung(3, None, days(20)));
    assert_eq!(fourth(&added), before);
    let mut signed = files("2019-04-08");
    let second = Some(Addressee::post(PostId::new("council/director")));
    adopt(&mut signed, "2019-03-01", RuleChanged { second_post: second, ..rung(3, days(2), days(20)) });
    assert_ne!(reached(&signed)[1], england[1]);
}

#[test]
fn a_threshold_is_loosened_by_nobody_alone_and_tightened_at_once() {
    let counted = |end: &str, change: Option<RuleChanged>| {
        let mut files = files("2019-04-08");
        if let Some(change) = change {
            adopt(&mut files, "2019-03-01", change);
        }
        files.organised(end).unsupervised.iter().map(|one| one.without).sum::<u64>()
    };
    let days = |to, second_post| RuleChanged {
        file: Code::new("organised.toml"),
        rule: Code::new("supervision_days"),
        before: Some((28, Code::new(""))),
        after: Some((to, Code::new(""))),
        second_post,
        ..change(0, "2019-04-05")
    };
    // Open for 23 days, and for 42.
    assert_eq!(counted("2019-05-01", None), 0);
    assert_eq!(counted("2019-05-01", Some(days(20, None))), 1);
    assert_eq!(counted("2019-05-20", None), 1);
    assert_eq!(counted("2019-05-20", Some(days(60, None))), 1);
    let signed = Some(Addressee::post(PostId::new("council/director")));
    assert_eq!(counted("2019-05-20", Some(days(60, signed))), 0);
}

/// England with a folder that says `to` working days for an answer, from a day on or always.
fn folder(to: i32, from: &str) -> Policy {
    let england = ENGLAND.iter().find(|(name, _)| *name == "clocks.csv").expect("the file").1;
    let lines =
        england.lines().map(|line| match line.starts_with("concern_answer,") && line.ends_with(",,,,,") {
            true => line
                .replacen(",5,working_day,", &format!(",{to},working_day,"), 1)
                .replace(",,,,,", &format!(",{from},,,,")),
            false => line.to_owned(),
        });
    let text: Vec<String> = lines.collect();
    Policy::with_overlay(&[("clocks.csv".to_owned(), text.join("\n").into_bytes())]).expect("a good file")
}

#[test]
fn a_policy_folder_loosens_nothing_without_a_record_and_with_one_what_was_signed() {
    let policy = folder(12, "");
    let mut files = files("2019-04-08");
    let due = |files: &Files, policy: &Policy| {
        let duty = files.by_policy(policy, "2019-12-31").duties.remove(0);
        duty.due_latest.expect("a day").day().to_string()
    };
    assert_eq!(due(&files, &policy), "2019-04-15");
    assert_eq!(due(&files, &policy.clone().on_trial()), "2019-04-26");
    let said = report(&files, &policy, "2019-12-31");
    let named: Vec<_> =
        said.iter().map(|change| (change.event, change.effect.as_str(), change.refused.clone())).collect();
    assert_eq!(named, [(None, "loosens", vec![RefusalRule::RuleChangeNotRecorded])]);
    assert_eq!(said[0].before, Some((5, Code::new("working_day"))));
    assert_eq!((said[0].open_then, said[0].would_have_lengthened), (1, Some(1)));
    adopt(&mut files, "2019-03-01", change(12, "2019-04-05"));
    assert_eq!(due(&files, &policy), "2019-04-26");
    let said = report(&files, &policy, "2019-12-31");
    assert!(said.len() == 1 && said[0].event.is_some(), "{said:?}");
}

#[test]
fn a_policy_folder_tightens_without_a_record() {
    let files = files("2019-04-08");
    for (from, expected) in [("", "2019-04-10"), ("2019-04-09", "2019-04-15")] {
        let policy = folder(2, from);
        let duty = files.by_policy(&policy, "2019-12-31").duties.remove(0);
        assert_eq!(duty.due_latest.expect("a day").day().to_string(), expected);
        assert_eq!(report(&files, &policy, "2019-12-31")[0].effect.as_str(), "tightens");
    }
}

#[test]
fn england_as_it_stands_has_no_change_to_show() {
    assert_eq!(report(&files("2019-04-08"), &Policy::england(), "2019-12-31"), []);
}
