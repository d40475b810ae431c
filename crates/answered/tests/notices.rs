//! Notices: what facts and wording of a record should make somebody look at again.

mod support;

use answered::notices::{self, Language, Noticed, People, matched_terms};
use proptest::prelude::*;
use record::event::{AgencyCreated, Assurance};
use record::outputs::{MentionTable, Notice};
use record::policy::Policy;
use record::{AgencyId, Body, Claimed, Code, Event, Mention, MentionKind, Tri};
use support::{Files, day, on, tells};

/// People are the same if they carry the same local number; whoever has none is alone.
fn noticed(events: &[Event], policy: &Policy) -> Noticed {
    let mentions = MentionTable::new(events);
    let mut seen: Vec<(MentionKind, String)> = Vec::new();
    let all = events.iter().flat_map(Event::mentions).enumerate();
    let entity = |(at, mention): (usize, &Mention)| {
        let key = (mention.kind, mention.local_id().map_or_else(|| format!("alone {at}"), str::to_owned));
        seen.iter().position(|known| *known == key).unwrap_or_else(|| {
            seen.push(key);
            seen.len() - 1
        }) as u32
    };
    let entity_of: Vec<u32> = all.map(entity).collect();
    notices::notices(events, People { mentions: &mentions, entity_of: &entity_of }, policy, day("2030-01-01"))
}

fn of(files: &Files) -> Vec<(String, String, u32, Tri)> {
    let notices = noticed(&files.ordered(), &Policy::england()).notices;
    let short = |n: Notice| (n.rule.to_string(), n.about.to_string(), n.event, n.certain);
    notices.into_iter().map(short).collect()
}

/// The rules noticed, with whether each is certain.
fn rules(files: &Files) -> Vec<(String, Tri)> {
    of(files)
        .into_iter()
        .filter(|(rule, ..)| rule.starts_with('A'))
        .map(|(rule, _, _, sure)| (rule, sure))
        .collect()
}

fn child(number: &str, born: Option<Claimed>) -> Mention {
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.identifiers.push(record::mention::Identifier { scheme: Code::new("local"), value: number.into() });
    child.born = born;
    child
}

fn person(number: &str, born: Option<Claimed>) -> Mention {
    Mention { kind: MentionKind::Person, role: Code::new("person_of_concern"), ..child(number, born) }
}

fn agency(files: &mut Files, id: &str, kind: &str) {
    let body = AgencyCreated { agency: AgencyId::new(id), name: id.into(), kind: Code::new(kind) };
    files.add(id, on("2000-01-01"), Body::AgencyCreated(Box::new(body)));
}

/// A school tells the council of a child with these signs and these words.
fn school(files: &mut Files, when: &str, signs: &[&str], mentions: Vec<Mention>, words: &str) {
    let mut told = tells("council/front-door");
    told.teller = Code::new("school");
    told.signs = signs.iter().map(Code::new).collect();
    told.mentions = mentions;
    told.words = (!words.is_empty()).then(|| words.to_owned());
    files.told("school/head", on(when), told);
}

fn one(born: &str, signs: &[&str], words: &str) -> Files {
    let mut files = Files::default();
    school(&mut files, "2019-06-01", signs, vec![child("K1", Some(on(born)))], words);
    files
}

#[test]
fn each_age_rule_holds_at_its_ages_and_at_no_other() {
    use Tri::{CannotTell, Yes};
    let case = |born: &str, signs: &[&str]| rules(&one(born, signs, ""));
    let of = |list: &[(&str, Tri)]| -> Vec<(String, Tri)> {
        list.iter().map(|(rule, certain)| ((*rule).to_owned(), *certain)).collect()
    };
    // Twelve on the day before the thirteenth birthday, thirteen on it.
    assert_eq!(case("2006-06-02", &["under16_offence"]), of(&[("A1", Yes)]));
    assert_eq!(case("2006-06-01", &["under16_offence"]), of(&[("A2", CannotTell), ("A3", CannotTell)]));
    assert_eq!(case("2004-01-01", &["under16_offence", "peer_harm"]), of(&[("A3", Yes)]));
    assert_eq!(case("2003-01-01", &["under16_offence", "family_harm"]), of(&[("A4", Yes)]));
    assert_eq!(case("2003-01-01", &["under16_offence"]), of(&[("A4", CannotTell)]));
    assert_eq!(case("2003-01-01", &["exploitation"]), of(&[("A5", Yes)]));
    assert_eq!(case("2003-01-01", &["gifts"]), of(&[]));
    assert_eq!(case("2010-01-01", &["gifts", "under16_offence"]), of(&[("A1", Yes), ("A5", Yes)]));
    assert_eq!(case("2003-01-01", &["indecent_image"]), of(&[("A6", Yes)]));
    assert_eq!(case("2001-06-01", &["exploitation", "indecent_image", "under16_offence"]), of(&[]));
    assert_eq!(case("2003-01-01", &["neglect", "missing_episode"]), of(&[]));
}

#[test]
fn the_other_persons_birth_date_tells_a_child_from_an_adult() {
    let case = |born: Option<Claimed>| {
        let mut files = Files::default();
        let mentions = vec![child("K1", Some(on("2005-01-01"))), person("P1", born)];
        school(&mut files, "2019-06-01", &["under16_offence"], mentions, "");
        rules(&files)
    };
    assert_eq!(case(Some(on("1990-01-01"))), [("A2".to_owned(), Tri::Yes)]);
    assert_eq!(case(Some(on("2003-01-01"))), [("A3".to_owned(), Tri::Yes)]);
    let unsure = [("A2".to_owned(), Tri::CannotTell), ("A3".to_owned(), Tri::CannotTell)];
    assert_eq!(case(Claimed::year(2001)), unsure);
    assert_eq!(case(None), unsure);
}

#[test]
fn a_child_without_a_birth_date_is_a_child_until_shown_otherwise() {
    let mut files = Files::default();
    school(&mut files, "2019-06-01", &["exploitation"], vec![child("K1", None)], "");
    assert_eq!(rules(&files), [("A5".to_owned(), Tri::Yes), ("A7".to_owned(), Tri::Yes)]);
}

#[test]
fn of_two_birth_dates_that_contradict_each_other_the_younger_counts_and_is_flagged() {
    let mut files = one("2005-01-01", &["under16_offence"], "");
    let mut entry = tells("council/front-door");
    entry.mentions = vec![child("K1", Some(on("2007-01-01")))];
    files.told("health/nurse", on("2019-07-01"), entry);
    let notices = noticed(&files.ordered(), &Policy::england()).notices;
    let first = &notices[0];
    assert_eq!((first.rule.as_str(), first.certain), ("A1", Tri::Yes));
    assert_eq!(first.remarks, [Code::new("birth_dates_conflict")]);
}

#[test]
fn a_year_and_a_day_of_it_are_no_conflict() {
    let mut files = one("2006-06-01", &["under16_offence"], "");
    let mut entry = tells("council/front-door");
    entry.mentions = vec![child("K1", Claimed::year(2006))];
    files.told("health/nurse", on("2019-07-01"), entry);
    let notices = noticed(&files.ordered(), &Policy::england()).notices;
    assert_eq!((notices[0].rule.as_str(), notices[0].remarks.len()), ("A2", 0));
}

#[test]
fn an_imprecise_date_leaves_the_rule_open() {
    let mut files = one("2006-06-15", &["under16_offence"], "");
    files.events[0].claimed = Claimed::month(2019, 6).expect("a month");
    let open = ["A1", "A2", "A3"].map(|rule| (rule.to_owned(), Tri::CannotTell));
    assert_eq!(rules(&files), open);
}

#[test]
fn a_return_speaks_by_its_codes_and_not_by_the_signs_made_of_them() {
    let mut files = Files::default();
    agency(&mut files, "police", "police");
    files.recorded("council/team", on("2019-06-01"), "assessment.authorised", &["exploitation"]);
    if let Body::Recorded(entry) = &mut files.events[1].body {
        entry.codes = vec![(Code::new("assessment_factor"), Code::new("19B"))];
        entry.mentions = vec![child("K1", Some(on("2005-01-01")))];
    }
    assert_eq!(rules(&files), [("A3".to_owned(), Tri::Yes)]);
}

fn language(files: &Files) -> Vec<(String, u32, Tri)> {
    let all = of(files).into_iter().filter(|(rule, ..)| rule == "language");
    all.map(|(_, about, event, sure)| (about, event, sure)).collect()
}

#[test]
fn blaming_words_are_noticed_only_where_the_facts_are_those_of_an_offence() {
    let words = "She is promiscuous, a lifestyle choice; no formal disclosure.";
    let noticed: Vec<String> =
        language(&one("2004-01-01", &["exploitation"], words)).into_iter().map(|(about, ..)| about).collect();
    assert_eq!(noticed, ["choice", "closure", "moral_judgement"]);
    assert_eq!(language(&one("2004-01-01", &["neglect"], words)), []);
    // Cannot tell is never met.
    assert_eq!(language(&one("2004-01-01", &["under16_offence"], words)), []);
    assert_eq!(language(&one("1999-01-01", &["exploitation"], words)), []);
}

#[test]
fn a_childs_quoted_words_and_a_childs_own_telling_are_exempt() {
    assert_eq!(language(&one("2004-01-01", &["exploitation"], "She said “he is my boyfriend”.")), []);
    assert_eq!(language(&one("2004-01-01", &["exploitation"], "She has a boyfriend.")).len(), 1);
    let mut files = one("2004-01-01", &["exploitation"], "I have a boyfriend.");
    let Body::Told(told) = &mut files.events[0].body else { panic!("told") };
    told.teller = Code::new("child");
    assert_eq!(language(&files), []);
}

#[test]
fn a_family_is_never_told_off_about_wording() {
    let mut log = one("2004-01-01", &["exploitation"], "her boyfriend");
    log.events[0].by.agency = AgencyId::new("family");
    agency(&mut log, "family", "family");
    assert_eq!(language(&log), []);
    let mut own = one("2004-01-01", &["exploitation"], "her boyfriend");
    own.events[0].by.assurance = Assurance::CommandLine;
    let Body::Told(told) = &mut own.events[0].body else { panic!("told") };
    told.teller = Code::new("parent");
    assert_eq!(language(&own), []);
    // What an agency wrote down of a parent's telling are the agency's words.
    own.events[0].by.assurance = Assurance::Imported;
    assert_eq!(language(&own).len(), 1);
}

#[test]
fn facts_on_record_before_hold_for_what_is_written_later_and_not_for_what_was_written_before() {
    let mut files = one("2004-01-01", &["exploitation"], "");
    for (when, by) in [("2019-01-01", "health/nurse"), ("2019-08-01", "youth/worker")] {
        files.recorded(by, on(when), "chronology.entry", &[]);
        let Some(Body::Recorded(entry)) = files.events.last_mut().map(|event| &mut event.body) else {
            panic!()
        };
        entry.concern = None;
        entry.mentions = vec![child("K1", None)];
        entry.words = Some("a promiscuous girl".to_owned());
    }
    assert_eq!(language(&files), [("moral_judgement".to_owned(), 2, Tri::Yes)]);
}

#[test]
fn an_answer_is_read_with_the_children_of_its_concern() {
    let mut files = one("2004-01-01", &["exploitation"], "");
    let mut answer = support::answers("no_action", true);
    answer.words = Some("no cooperation from the young person".to_owned());
    files.answered("council/front-door", on("2019-06-05"), answer);
    assert_eq!(language(&files), [("closure".to_owned(), 1, Tri::Yes)]);
}

fn offences(files: &Files) -> Vec<(u32, Tri)> {
    let all = of(files).into_iter().filter(|(rule, ..)| rule == "offence_not_recorded");
    all.map(|(_, _, event, sure)| (event, sure)).collect()
}

#[test]
fn facts_of_an_offence_that_nothing_shows_to_be_with_the_police_ask_for_a_reason() {
    let mut files = Files::default();
    agency(&mut files, "police", "police");
    school(&mut files, "2019-06-01", &["exploitation"], vec![child("K1", Some(on("2004-01-01")))], "");
    assert_eq!(offences(&files), [(1, Tri::Yes)]);
    // A report to the police about the same child before the facts shows nothing of these facts; one after them does.
    let report = |when: &str| {
        let mut files = files.clone();
        let mut told = tells("police/desk");
        told.concern.key = "another".into();
        told.mentions = vec![child("K1", None)];
        files.told("council/front-door", on(when), told);
        offences(&files)
    };
    assert_eq!(report("2019-05-01").len(), 1);
    assert_eq!(report("2019-06-02"), []);
    // Told to the police itself: it is with them.
    let Body::Told(told) = &mut files.events[1].body else { panic!("told") };
    told.told_to = support::to("police/desk");
    assert_eq!(offences(&files), []);
}

#[test]
fn what_the_police_wrote_themselves_is_recorded_only_if_a_code_says_so() {
    let mut files = Files::default();
    agency(&mut files, "police", "police");
    files.recorded("police/desk", on("2019-06-01"), "concern.detail", &["exploitation"]);
    let Body::Recorded(entry) = &mut files.events[1].body else { panic!("recorded") };
    entry.mentions = vec![child("K1", Some(on("2004-01-01")))];
    entry.told_to = Some(support::to("police/desk"));
    assert_eq!(offences(&files), [(1, Tri::Yes)]);
    files.recorded("police/desk", on("2019-06-03"), "offence.recorded", &[]);
    assert_eq!(offences(&files), []);
}

#[test]
fn files_that_do_not_say_who_the_police_are_cannot_show_that_they_were_told() {
    let files = one("2004-01-01", &["exploitation"], "");
    assert_eq!(offences(&files), [(0, Tri::CannotTell)]);
}

fn coded(files: &mut Files, when: Claimed, set: &str, codes: &[&str], signs: &[&str]) {
    files.recorded("council/team", when, "assessment.authorised", signs);
    let Some(Body::Recorded(entry)) = files.events.last_mut().map(|event| &mut event.body) else {
        unreachable!("the last is a record");
    };
    entry.concern = None;
    entry.codes = codes.iter().map(|code| (Code::new(set), Code::new(code))).collect();
    entry.mentions = vec![child("K1", Some(on("2004-01-01")))];
}

#[test]
fn no_factors_after_an_earlier_sign_is_a_contradiction_and_before_it_is_none() {
    let mut files = Files::default();
    coded(&mut files, on("2019-06-01"), "assessment_factor", &["10A"], &["missing_episode"]);
    coded(&mut files, on("2020-06-01"), "assessment_factor", &["21"], &[]);
    let found = |files: &Files| {
        let all = of(files).into_iter().filter(|(rule, ..)| rule == "contradiction_shown");
        all.map(|(_, about, event, sure)| (about, event, sure)).collect::<Vec<_>>()
    };
    assert_eq!(found(&files), [("21".to_owned(), 1, Tri::Yes)]);
    files.events[0].claimed = Claimed::year(2020).expect("a year");
    assert_eq!(found(&files)[0].2, Tri::CannotTell);
    files.events[0].claimed = on("2021-01-01");
    assert_eq!(found(&files), []);
}

#[test]
fn a_need_coded_as_behaviour_beside_factors_of_exploitation_asks_for_a_second_look() {
    let mut files = Files::default();
    coded(&mut files, on("2019-06-01"), "primary_need", &["N6"], &[]);
    coded(&mut files, on("2019-07-01"), "assessment_factor", &["14A", "16A"], &[]);
    assert_eq!(of(&files), []);
    coded(&mut files, on("2020-07-01"), "assessment_factor", &["24A"], &["criminal_exploitation"]);
    let found: Vec<_> = of(&files).into_iter().map(|(rule, about, event, _)| (rule, about, event)).collect();
    let look = |about: &str, event| ("second_look".to_owned(), about.to_owned(), event);
    assert_eq!(found, [look("N6", 0), look("14A", 1)]);
}

#[test]
fn no_notice_changes_a_duty() {
    let files = one("2004-01-01", &["exploitation"], "She is promiscuous.");
    let mut silent = files.clone();
    let Body::Told(told) = &mut silent.events[0].body else { panic!("told") };
    told.words = None;
    assert_ne!(of(&files), of(&silent));
    assert_eq!(files.as_of("2020-01-01"), silent.as_of("2020-01-01"));
}

#[test]
fn huge_and_odd_words_are_read_in_time_proportional_to_them() {
    let policy = Policy::england();
    let language = Language::new(&policy);
    assert_eq!(language.unread, [] as [usize; 0], "every pattern of England's policy is read");
    for text in [
        "promiscuous ".repeat(100_000),
        "“".repeat(300_000),
        "'a ".repeat(300_000),
        "\n".repeat(300_000),
        "recruit recruited ".repeat(60_000),
        "𝔭𝔯𝔬𝔪 \u{202e}\u{0}é\u{301}".repeat(30_000),
    ] {
        let files = one("2004-01-01", &["exploitation"], &text);
        let terms = matched_terms(&files.events[0], &policy, &language);
        assert!(terms.len() <= policy.language.len());
    }
}

#[test]
fn a_partnerships_pattern_that_is_none_is_listed_and_the_others_are_read() {
    let mut policy = Policy::england();
    policy.language[0].avoid_pattern = "a{9999999}".into();
    let files = one("2004-01-01", &["exploitation"], "promiscuous");
    let noticed = noticed(&files.ordered(), &policy);
    assert_eq!(noticed.terms_unread, [0]);
    assert!(noticed.notices.iter().any(|notice| notice.rule.as_str() == "language"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_order_of_presentation_changes_a_notice(
        rows in prop::collection::vec((0u8..4, 0i32..900, 0usize..8, 0usize..4), 1..14),
        turn in 0usize..14,
    ) {
        let signs = ["exploitation", "under16_offence", "gifts", "neglect", "peer_harm", "indecent_image", "family_harm", "older_associate"];
        let words = ["", "promiscuous", "“boyfriend”", "no cooperation"];
        let mut files = Files::default();
        agency(&mut files, "police", "police");
        for (who, at, sign, text) in rows {
            let born = (who != 3).then(|| Claimed::day(day("2003-01-01").add_days(i32::from(who) * 700)));
            let when = day("2018-01-01").add_days(at).to_string();
            school(&mut files, &when, &[signs[sign]], vec![child(&format!("K{who}"), born)], words[text]);
        }
        let first = files.ordered();
        let turn = turn % files.events.len();
        files.events.rotate_left(turn);
        files.events.reverse();
        prop_assert_eq!(noticed(&first, &Policy::england()), noticed(&files.ordered(), &Policy::england()));
    }
}
