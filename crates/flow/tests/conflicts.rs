//! From the names in the files to the posts that step aside: a full name with the place of work moves a duty, a name alone asks for
//! a check, and a name shared by nobody does nothing.

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use flow::Outcome;
use record::event::{AgencyCreated, Body, Told};
use record::outputs::Standing;
use record::policy::Policy;
use record::{AgencyId, Code, Event, Mention, MentionKind, PostId};
use support::{Files, answers, child, concern, day, on, tells};

static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

fn person(role: &str, forename: &str, surname: &str) -> Mention {
    let mut person = Mention::new(MentionKind::Person, role);
    person.forename = Some(forename.into());
    person.surname = Some(surname.into());
    person
}

fn employer(name: &str) -> Mention {
    let mut employer = Mention::new(MentionKind::Business, "employer");
    employer.value = Some(name.into());
    employer
}

/// The police with their holders, and concern `c` told to the desk with these mentions.
fn files(holder: &str, mentions: Vec<Mention>) -> Files {
    let mut files = Files::default();
    let name = AgencyCreated {
        agency: AgencyId::new("police"),
        name: "Westbrook Police".into(),
        kind: Code::new("police"),
    };
    files.add("police", on("2000-01-01"), Body::AgencyCreated(Box::new(name)));
    files.police().held("police/desk", on("2018-01-01"), None, false);
    if let Some(Body::PostHeldBy(held)) = files.events.last_mut().map(|event| &mut event.body) {
        held.holder = holder.into();
    }
    files.told("school", on("2019-04-01"), Told { mentions, ..tells("police/desk") });
    files
}

fn run(files: &Files) -> Outcome {
    let mut events = files.events.clone();
    flow::order(&mut events);
    flow::run(&events, &ENGLAND, day("2019-12-31"))
}

/// Who holds it, and what is listed of the desk: certain, to check, or nothing.
fn found(holder: &str, mentions: Vec<Mention>) -> (String, Option<bool>) {
    let outcome = run(&files(holder, mentions));
    assert_eq!(outcome.answers.duties.len(), 1);
    let listed: Vec<bool> = outcome.conflicts.iter().map(|conflict| conflict.certain).collect();
    assert!(listed.len() < 2, "{:?}", outcome.conflicts);
    (outcome.answers.duties[0].post.to_string(), listed.first().copied())
}

#[test]
fn a_full_name_and_the_place_of_work_move_the_duty_in_several_spellings() {
    for holder in ["Daniel Price", "PRICE, Daniel", "PC 4711 Dan Price"] {
        let mentions = vec![person("person_of_concern", "Daniel", "Price"), employer("Westbrook Police")];
        assert_eq!(found(holder, mentions), ("police/sergeant".into(), Some(true)), "{holder}");
    }
}

#[test]
fn a_namesake_moves_nothing_and_is_to_be_checked() {
    let alone = || vec![person("person_of_concern", "Daniel", "Price")];
    assert_eq!(found("Daniel Price", alone()), ("police/desk".into(), Some(false)));
    assert_eq!(found("Danial Pryce", alone()), ("police/desk".into(), Some(false)));
    let elsewhere = vec![person("associate", "Daniel", "Price"), employer("Price and Sons Ltd")];
    assert_eq!(found("Daniel Price", elsewhere), ("police/desk".into(), Some(false)));
}

#[test]
fn an_initial_alone_another_name_and_a_role_that_accuses_nobody_do_nothing() {
    let alone = || vec![person("person_of_concern", "Daniel", "Price")];
    assert_eq!(found("D. Price", alone()), ("police/desk".into(), None));
    assert_eq!(found("Diana Price", alone()), ("police/desk".into(), None));
    let witness = vec![person("witness", "Daniel", "Price"), employer("Westbrook Police")];
    assert_eq!(found("Daniel Price", witness), ("police/desk".into(), None));
    let initial = vec![person("person_of_concern", "Daniel", "Price"), employer("Westbrook Police")];
    assert_eq!(found("D. Price", initial), ("police/desk".into(), Some(false)));
}

#[test]
fn who_held_the_post_before_or_after_is_not_the_one_named() {
    let mentions = vec![person("person_of_concern", "Daniel", "Price"), employer("Westbrook Police")];
    let mut before = files("Daniel Price", mentions);
    for event in &mut before.events {
        if let Body::PostHeldBy(held) = &mut event.body {
            held.until = Some(on("2018-12-31"));
        }
    }
    assert_eq!(run(&before).answers.duties[0].post.as_str(), "police/desk");
}

#[test]
fn a_concern_of_the_same_child_that_names_nobody_stays_with_the_post() {
    let mentions = vec![person("person_of_concern", "Daniel", "Price"), employer("Westbrook Police")];
    let mut both = files("Daniel Price", mentions);
    both.told("school", on("2019-05-01"), Told { concern: concern("d"), ..tells("police/desk") });
    let posts: Vec<PostId> = run(&both).answers.duties.into_iter().map(|duty| duty.post).collect();
    assert_eq!(posts, [PostId::new("police/sergeant"), PostId::new("police/desk")]);
}

/// Concern `c`, which names the holder, about one child; and concern `d` told later to the same desk, about this child.
fn another_concern(of: Mention) -> Files {
    let named = vec![
        child("Philippa", "Quennell", "2005-02-03"),
        person("person_of_concern", "Daniel", "Price"),
        employer("Westbrook Police"),
    ];
    let mut both = files("Daniel Price", named);
    let d = Told { concern: concern("d"), mentions: vec![of], ..tells("police/desk") };
    both.told("school", on("2019-05-01"), d);
    both
}

#[test]
fn another_concern_of_the_same_child_is_another_posts_too_and_its_acts_there_end_nothing() {
    let mut both = another_concern(child("Philippa", "Quennell", "2005-02-03"));
    let mut answer = answers("investigated", true);
    answer.concern = concern("d");
    both.answered("police/desk", on("2019-05-02"), answer);
    let outcome = run(&both);
    let of_d = &outcome.answers.duties[1];
    assert_eq!((of_d.post.as_str(), of_d.standing), ("police/sergeant", Standing::Open), "{of_d:?}");
    let grounds: Vec<&str> = outcome.conflicts.iter().map(|conflict| conflict.ground.as_str()).collect();
    assert_eq!(grounds, ["named_and_works_there", "named_in_another_concern"]);
    assert_eq!(outcome.conflicts[1].named_in, outcome.conflicts[0].named_in, "the record that names him");
    assert_eq!(outcome.conflicts[1].acts_set_aside.len(), 1);
}

#[test]
fn a_concern_of_another_child_or_of_one_that_may_only_be_the_same_stays() {
    let posts = |of: Mention| -> Vec<String> {
        let duties = run(&another_concern(of)).answers.duties;
        duties.into_iter().map(|duty| duty.post.to_string()).collect()
    };
    let stays = ["police/sergeant", "police/desk"];
    assert_eq!(posts(child("Bartholomew", "Standish", "2004-11-30")), stays);
    let mut nameless = Mention::new(MentionKind::Child, "subject");
    nameless.forename = Some("Philippa".into());
    assert_eq!(posts(nameless), stays);
    // A friend whom the record only names is not whom it is about.
    let friend = Mention { role: Code::new("friend"), ..child("Philippa", "Quennell", "2005-02-03") };
    assert_eq!(posts(friend), stays);
}

#[test]
fn before_the_allegation_is_known_the_other_concern_stays_too() {
    let mut both = another_concern(child("Philippa", "Quennell", "2005-02-03"));
    for event in &mut both.events {
        if event.concern() == Some(&concern("c")) {
            event.claimed = on("2019-08-01");
        }
    }
    let mut events = both.events;
    flow::order(&mut events);
    let holder = |as_of: &str| flow::run(&events, &ENGLAND, day(as_of)).answers.duties[0].post.to_string();
    assert_eq!(
        (holder("2019-07-31").as_str(), holder("2019-08-01").as_str()),
        ("police/desk", "police/sergeant")
    );
}

#[test]
fn what_it_is_shown_of_the_other_concern_is_what_it_was() {
    let both = another_concern(child("Philippa", "Quennell", "2005-02-03"));
    let alone: Vec<Event> =
        both.events.iter().filter(|event| event.concern() != Some(&concern("c"))).cloned().collect();
    let shown = |mut events: Vec<Event>| {
        flow::order(&mut events);
        let outcome = flow::run(&events, &ENGLAND, day("2019-12-31"));
        let around = flow::around(&events, &ENGLAND, day("2019-12-31"), &outcome.joined, &outcome.noticed);
        flow::view_of(&PostId::new("police/desk"), &events, &ENGLAND, day("2019-12-31"), &around)
    };
    let (with, without) = (shown(both.events), shown(alone));
    assert_eq!(with, without);
    assert!(with.iter().any(|event| event.concern() == Some(&concern("d"))), "the warning itself stays");
}

#[test]
fn an_agency_that_names_many_holders_at_once_is_counted() {
    let mut many = Files::default();
    many.police();
    let posts = ["police/desk", "police/sergeant", "police/inspector", "police/licensing"];
    let surnames = ["Achterberg", "Birtwhistle", "Crowhurst", "Dunwoody"];
    for (post, surname) in posts.iter().zip(surnames) {
        many.held(post, on("2018-01-01"), None, false);
        if let Some(Body::PostHeldBy(held)) = many.events.last_mut().map(|event| &mut event.body) {
            held.holder = format!("Daniel {surname}").into();
        }
    }
    let named = |from: usize, to: usize| {
        let mut files = many.clone();
        for (number, surname) in surnames.iter().enumerate().take(to).skip(from) {
            let mentions = vec![person("person_of_concern", "Daniel", surname)];
            let told = Told { concern: concern(&format!("k{number}")), mentions, ..tells("council/contact") };
            files.told("a-home/manager", on(&format!("2019-04-0{}", number + 1)), told);
        }
        let traces = run(&files).gaming;
        let of = traces.into_iter().filter(|trace| trace.rule.as_str() == "tactical_naming");
        of.map(|trace| (trace.post.to_string(), trace.counted, trace.of)).collect::<Vec<_>>()
    };
    assert_eq!(named(0, 4), [("a-home/manager".to_owned(), 4, 4)]);
    assert!(named(0, 2).is_empty(), "two may both be true");
}

#[test]
fn an_interpreter_whom_a_record_names_is_listed_and_another_is_not() {
    let helped = |surname: &str| {
        let mentions = vec![person("interpreter", "Ilya", surname)];
        let mut files = files("Daniel Price", mentions);
        let named = vec![person("person_of_concern", "Ilya", "Achterberg")];
        files.told(
            "school",
            on("2019-05-01"),
            Told { concern: concern("d"), mentions: named, ..tells("council/contact") },
        );
        run(&files).helpers
    };
    let found = helped("Achterberg");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].role.as_str(), found[0].named_in.len()), ("interpreter", 1));
    assert!(helped("Birtwhistle").is_empty());
}
