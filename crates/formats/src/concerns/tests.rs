//! What a concern file promises.

use std::io::Cursor;

use proptest::prelude::*;
use record::event::{Addresses, Answered, Assurance, Body, By, HandedOver, Recorded, Step, Told};
use record::mention::{Identifier, Sex};
use record::policy::Policy;
use record::source::Completeness;
use record::{
    Addressee, AgencyId, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Logged, Mention,
    MentionKind, Moment, PostId, Rank, SourceRef,
};
use smol_str::SmolStr;

use super::{read_csv, read_jsonl, write_csv, write_jsonl};
use crate::read::{Context, ReadError};
use crate::report::kept::Kept;

mod pauses;

#[derive(Clone, Copy)]
pub(crate) enum Form {
    Csv,
    Jsonl,
}

pub(crate) fn try_read(form: Form, bytes: &[u8]) -> (Result<(), ReadError>, Kept) {
    let policy = Policy::england();
    let agency = AgencyId::new("westbrook-police");
    let context = Context {
        file: FileId(3),
        agency: &agency,
        logged: Logged(0),
        policy: &policy,
        covers: None,
        completeness: Completeness::NotStated,
        as_of: Day::parse_iso("2024-01-01").expect("a date"),
    };
    let mut kept = Kept::default();
    let mut source = Cursor::new(bytes.to_vec());
    let done = match form {
        Form::Csv => read_csv(&mut source, &context, &mut kept),
        Form::Jsonl => read_jsonl(&mut source, &context, &mut kept),
    };
    (done, kept)
}

pub(crate) fn csv(text: &str) -> Kept {
    let (done, kept) = try_read(Form::Csv, text.as_bytes());
    done.expect("it can be read");
    kept
}

fn jsonl(text: &str) -> Kept {
    let (done, kept) = try_read(Form::Jsonl, text.as_bytes());
    done.expect("it can be read");
    kept
}

fn told(event: &Event) -> &Told {
    match &event.body {
        Body::Told(told) => told,
        other => panic!("told, not {}", other.word()),
    }
}

pub(crate) fn recorded(event: &Event) -> &Recorded {
    match &event.body {
        Body::Recorded(recorded) => recorded,
        other => panic!("recorded, not {}", other.word()),
    }
}

fn kinds(kept: &Kept) -> Vec<&str> {
    kept.events.iter().map(|event| event.body.word()).collect()
}

#[test]
fn rows_of_a_join_are_one_event_with_every_mention_once() {
    let kept = csv("event,concern_id,date,told_post,teller,signs,child_id,child_dob,vehicle\n\
         told,C-1,2019-03-12,desk,parent,vehicle,K-1,2005-01-01,ZZ1\n\
         told,C-1,2019-03-12,desk,parent,gifts,K-1,2005-01-01,ZZ2\n\
         told,C-1,2019-03-12,desk,,vehicle,K-2,2006-01-01,ZZ1\n\
         told,C-2,2019-03-12,desk,parent,,K-1,2005-01-01,\n");
    assert_eq!(kinds(&kept), ["told", "told"]);
    let first = told(&kept.events[0]);
    let ids: Vec<_> =
        first.mentions.iter().map(|m| m.local_id().or(m.value.as_deref()).expect("named")).collect();
    assert_eq!(ids, ["K-1", "ZZ1", "ZZ2", "K-2"]);
    assert_eq!(first.signs, [Code::new("vehicle"), Code::new("gifts")]);
    assert_eq!(first.told_to, Addressee::post(PostId::new("westbrook-police/desk")));
    assert_eq!(kept.events[0].source, SourceRef { file: FileId(3), line: 2, part: 0 });
    assert_eq!(kept.events[1].source.line, 5);
    assert_eq!(kept.rules(), Vec::<&str>::new());
    assert_eq!(kept.children, ["K-1", "K-2", "K-1"]);
}

#[test]
fn a_concern_passed_to_two_posts_on_one_day_was_passed_twice() {
    let kept = csv("event,concern_id,date,to_agency,to_post\n\
         passed,C-1,2019-03-12,council,front-door\n\
         passed,C-1,2019-03-12,council,licensing\n");
    let to: Vec<_> =
        kept.events.iter().map(|event| told(event).told_to.post_or_unnamed().to_string()).collect();
    assert_eq!(to, ["council/front-door", "council/licensing"]);
    let first = told(&kept.events[0]);
    assert_eq!((first.passes.as_ref(), first.activity.as_str()), (Some(&first.concern), "concern.passed"));
    assert_eq!(kept.rules(), Vec::<&str>::new());
}

#[test]
fn a_repeated_event_further_below_is_a_detail_and_nothing_it_mentions_is_lost() {
    let kept = csv("event,concern_id,date,teller,vehicle\n\
         told,C-1,2019-03-12,parent,ZZ1\n\
         told,C-2,2019-03-12,parent,\n\
         told,C-1,2019-03-12,parent,ZZ2\n");
    assert_eq!(kinds(&kept), ["told", "told", "recorded"]);
    let detail = recorded(&kept.events[2]);
    assert_eq!(detail.activity.as_str(), "concern.detail");
    assert_eq!(detail.concern.as_ref(), kept.events[0].concern());
    assert_eq!(detail.mentions[0].value.as_deref(), Some("ZZ2"));
    assert_eq!(kept.rules(), ["concern.repeated"]);
}

#[test]
fn a_repeated_row_that_marks_danger_is_no_detail() {
    let kept = csv("event,concern_id,date,immediate_danger\n\
         told,C-1,2019-03-12,no\ntold,C-2,2019-03-12,no\ntold,C-1,2019-03-12,yes\n");
    assert_eq!(kinds(&kept), ["told", "told", "told"]);
    assert!(told(&kept.events[2]).immediate_danger);
}

#[test]
fn mentions_and_signs_on_an_answer_become_a_detail_of_the_same_line() {
    let kept = csv("event,concern_id,date,addresses,outcome,signs,phone\n\
         answered,C-1,2019-03-12,substance,investigated,gifts,07700 900123\n");
    assert_eq!(kinds(&kept), ["answered", "recorded"]);
    let detail = recorded(&kept.events[1]);
    assert_eq!((detail.mentions[0].kind, detail.signs.len()), (MentionKind::Phone, 1));
    assert_eq!(kept.events[1].source, SourceRef { file: FileId(3), line: 2, part: 1 });
    assert_eq!(kept.rows.len(), 1);
}

#[test]
fn a_telling_without_a_number_is_kept_and_an_answer_to_nothing_is_not() {
    let kept = csv("event,concern_id,date\ntold,,2019-03-12\nanswered,,2019-03-13\n");
    assert_eq!(kinds(&kept), ["told"]);
    assert_eq!(told(&kept.events[0]).concern.key, "line-2");
    assert_eq!(kept.rules(), ["concern.no_id", "concern.no_id"]);
}

#[test]
fn one_bad_row_never_stops_the_file() {
    let kept = csv("event,concern_id,date,told_rank,teller,child_role,count,told_agency,extra\n\
         tolt,C-1,2019-03-12,,,,,,\n\
         told,C-2,never,9,the mother of Ines,friend,many,a/b,\n\
         ,C-3,2019-03-12,,,,,,\n\
         told,C-4,2019-03-14,1,parent,,,,,beyond\n\
         told,C-5\n");
    assert_eq!(kinds(&kept), ["recorded", "told", "told", "told"]);
    for rule in [
        "csv.unknown_heading",
        "concern.unknown_event",
        "date.unreadable",
        "value.rank",
        "code.text",
        "mention.role_only",
        "value.count",
        "agency.slash",
        "concern.no_event",
        "csv.more_cells_than_headings",
        "date.missing",
    ] {
        assert_eq!(kept.count(rule), 1, "{rule}: {:?}", kept.rules());
    }
    let second = told(&kept.events[1]);
    assert_eq!(
        (second.teller.as_str(), second.words.as_deref()),
        ("unrecognised", Some("the mother of Ines"))
    );
    assert_eq!(second.told_to.agency.as_str(), "a-b");
    assert!(kept.findings.iter().any(|f| f.words.contains("nearest known: `told`")));
    assert!(kept.findings.iter().all(|f| !f.words.contains("Ines") && !f.words.contains("never, ")));
}

#[test]
fn a_telling_under_an_unknown_activity_still_starts_its_clock() {
    let kept = csv("event,concern_id,date,activity\n\
         told,C-1,2019-03-12,phone_call\ntold,C-2,2019-03-12,referral.received\nrecorded,C-1,2019-03-13,phone_call\n");
    assert_eq!(told(&kept.events[0]).activity.as_str(), "concern.told");
    assert_eq!(told(&kept.events[0]).words.as_deref(), Some("phone_call"));
    assert_eq!(told(&kept.events[1]).activity.as_str(), "referral.received");
    assert_eq!(recorded(&kept.events[2]).activity.as_str(), "phone_call");
}

#[test]
fn who_is_not_stated_is_of_the_files_agency() {
    let kept = csv("event,concern_id,date,by_agency,by_post,by_rank,concern_agency,told_agency,told_post\n\
         told,C-1,2019-03-12,,,2,,,\n\
         told,C-2,2019-03-12,hillside-school,head,,council,,council/front-door\n");
    assert_eq!(kept.events[0].by.post.as_ref().map(|p| p.as_str()), Some("westbrook-police/unnamed-rank-2"));
    assert_eq!(told(&kept.events[0]).told_to, Addressee::agency(AgencyId::new("westbrook-police")));
    assert_eq!(told(&kept.events[0]).concern.agency.as_str(), "westbrook-police");
    assert_eq!(kept.events[1].by.agency.as_str(), "hillside-school");
    assert_eq!(told(&kept.events[1]).told_to.agency.as_str(), "council");
}

#[test]
fn cells_that_an_event_does_not_read_are_counted_once() {
    let kept = csv("event,concern_id,date,outcome,teller\n\
         told,C-1,2019-03-12,investigated,parent\ntold,C-2,2019-03-12,investigated,parent\n");
    assert_eq!(kept.rules(), ["concern.column_not_read"]);
    assert!(kept.findings[0].words.contains("2 rows of event `told`"));
}

#[test]
fn more_mentions_than_one_event_holds_go_on_in_details() {
    let rows: String = (0..1200).map(|n| format!("told,C-1,2019-03-12,ZZ{n}\n")).collect();
    let kept = csv(&format!("event,concern_id,date,vehicle\n{rows}"));
    assert_eq!(kinds(&kept), ["told", "recorded", "recorded"]);
    let mentions: usize = kept.events.iter().map(|event| event.mentions().len()).sum();
    assert_eq!(mentions, 1200);
    assert_eq!(kept.count("concern.many_mentions"), 2);
}

#[test]
fn a_file_without_a_needed_column_says_which() {
    let (done, _) = try_read(Form::Csv, b"event,concern_id,told_post\ntold,C-1,desk\n");
    assert_eq!(
        done.expect_err("no date").to_string(),
        "there is no column `date`; add it; only `event`, `concern_id` and `date` are needed"
    );
}

#[test]
fn natural_keys_tell_rows_apart_and_change_only_with_what_they_name() {
    let kept = csv("event,concern_id,date,time,child_id,signs\n\
         told,C-1,2019-03-12,,K-1,gifts\n\
         told,C-1,2019-03-12,09:00,K-1,gifts\n\
         opened,C-1,2019-03-12,,,\n");
    let keys: Vec<_> = kept
        .rows
        .iter()
        .map(|(_, key, _)| (key.table.to_string(), key.natural.replace('\u{1F}', "/")))
        .collect();
    assert_eq!(
        keys,
        [
            ("concerns.told".into(), "westbrook-police/C-1/told/2019-03-12/local/K-1".into()),
            ("concerns.told".into(), "westbrook-police/C-1/told/2019-03-12/local/K-1/#2".into()),
            ("concerns.opened".into(), "westbrook-police/C-1/opened/2019-03-12".to_string()),
        ]
    );
    assert!(kept.rows[0].2.contains(&("signs".into(), "gifts".into())));
}

#[test]
fn jsonl_reads_flat_keys_and_arrays_as_one_event() {
    let kept = jsonl(
        "{\"event\":\"told\",\"concern_id\":17,\"date\":\"2019-03-12\",\"signs\":[\"gifts\",\"vehicle\"],\"immediate_danger\":true,\
         \"child_id\":\"K-1\",\"children\":[{\"id\":\"K-2\",\"forename\":\"Ines\",\"dob\":\"2005-01-02\",\"role\":\"friend\"}],\
         \"vehicles\":[{\"vehicle\":\"ZZ1\"},{\"name\":\"ZZ2\"}],\"places\":[{\"place\":\"bus station\",\"postcode\":\"ZZ1 2CD\"}],\
         \"online_names\":[{\"name\":\"example\",\"role\":\"own_online\"}]}\n\n\
         {\"event\":\"opened\",\"concern_id\":\"17\",\"date\":\"2019-03-13\",\"reason\":null}\n",
    );
    assert_eq!(kinds(&kept), ["told", "opened"]);
    let first = told(&kept.events[0]);
    let values: Vec<_> =
        first.mentions.iter().map(|m| m.local_id().or(m.value.as_deref()).expect("named")).collect();
    assert_eq!(values, ["K-1", "K-2", "bus station", "ZZ1", "ZZ2", "example"]);
    assert_eq!((first.signs.len(), first.immediate_danger, first.concern.key.as_str()), (2, true, "17"));
    assert_eq!(first.mentions[1].role.as_str(), "friend");
    assert_eq!(first.mentions[2].postcode.as_deref(), Some("ZZ1 2CD"));
    assert_eq!(kept.rules(), ["child.no_birth_date"]);
}

#[test]
fn broken_lines_of_jsonl_are_left_out_one_by_one() {
    let long = format!("{{\"event\":\"told\",\"words\":\"{}\"}}", "x".repeat(1_100_000));
    let deep = format!("{{\"event\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    let text = format!(
        "{{\"event\":\"told\",\n[1]\n{long}\n{deep}\n{{\"event\":\"told\",\"concern_id\":\"C\",\"date\":\"2019\",\"colour\":1,\"children\":3,\"words\":{{}}}}"
    );
    let kept = jsonl(&text);
    assert_eq!(kinds(&kept), ["told"]);
    assert_eq!(
        kept.rules(),
        [
            "jsonl.broken",
            "jsonl.no_object",
            "jsonl.long_line",
            "jsonl.broken",
            "csv.unknown_heading",
            "jsonl.nested",
            "jsonl.no_array"
        ]
    );
    assert_eq!(kept.events[0].source.line, 5);
}

#[test]
fn the_templates_are_read_without_an_odd_word() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/templates/");
    let simple = std::fs::read(format!("{folder}concerns-simple.csv")).expect("the template");
    let (done, kept) = try_read(Form::Csv, &simple);
    done.expect("it can be read");
    assert_eq!((kinds(&kept), kept.rules()), (vec!["told", "answered", "told"], vec![]));
    for (form, name, events) in [(Form::Csv, "concerns.csv", 7), (Form::Jsonl, "concerns.jsonl", 3)] {
        let bytes = std::fs::read(format!("{folder}{name}")).expect("the template");
        let (done, kept) = try_read(form, &bytes);
        done.expect("it can be read");
        assert_eq!(kept.events.len(), events, "{name}");
        assert_eq!(kept.rules(), ["child.no_birth_date"], "{name}");
    }
}

#[test]
fn a_reply_on_the_row_of_the_telling_is_sent_to_a_row_of_its_own() {
    let kept = csv("event,concern_id,date,addresses,outcome\ntold,C-1,2019-03-12,substance,assessed\n");
    assert_eq!(kept.rules(), ["concern.column_not_read", "concern.column_not_read"]);
    assert!(kept.findings.iter().all(|finding| finding.remedy.contains("`event` = `answered`")));
}

#[test]
fn a_file_that_mixes_the_american_order_is_doubted_once() {
    let kept = csv("event,concern_id,date\ntold,C-1,03/25/2019\ntold,C-2,03/04/2019\n");
    assert_eq!(kept.count("date.order_mixed"), 1);
    let kept = csv("event,concern_id,date\ntold,C-1,25/03/2019\ntold,C-2,03/04/2019\n");
    assert_eq!(kept.count("date.order_mixed"), 0);
}

#[test]
fn the_page_for_analysts_names_every_column_and_every_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/concerns.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let policy = Policy::england();
    let columns = super::names().into_iter().map(str::to_owned);
    let codes = policy
        .signs
        .keys()
        .chain(policy.roles.keys())
        .chain(policy.tellers.keys())
        .chain(policy.outcomes.keys())
        .chain(policy.reasons.keys().map(|(_, code)| code));
    let missing: Vec<String> =
        columns.chain(codes.map(ToString::to_string)).filter(|word| !page.contains(word.as_str())).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn formulas_are_neutralised_on_the_way_out_and_reported_on_the_way_in() {
    let kept = csv("event,concern_id,date,vehicle,phone,words\n\
         told,C-1,2019-03-12,'=ZZ1,+44 7700 900123,=HYPERLINK(1)\n");
    let first = told(&kept.events[0]);
    assert_eq!(first.mentions[0].value.as_deref(), Some("=ZZ1"));
    assert_eq!(first.mentions[1].value.as_deref(), Some("+44 7700 900123"));
    assert_eq!(kept.rules(), ["cell.formula", "cell.formula"]);
    let mut out = Vec::new();
    write_csv(&kept.events, &mut out).expect("in memory");
    let out = String::from_utf8(out).expect("text");
    assert!(out.contains(",'=ZZ1,") && out.contains(",'+44 7700") && out.contains(",'=HYPERLINK"), "{out}");
}

// Round trip.

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][A-Za-z' -]{0,10}[a-z]",
        "[=+@'\"-]{1,3}[a-z0-9,;\"]{1,6}",
        "[a-zé£]{1,4}[\n,\"|][a-z\"]{1,4}",
    ]
    .prop_map(|text| text.trim().to_owned())
    .prop_filter("something", |text| !text.is_empty())
}

fn smol() -> impl Strategy<Value = SmolStr> {
    text().prop_map(SmolStr::from)
}

fn one_of(codes: &'static [&'static str]) -> impl Strategy<Value = Code> {
    proptest::sample::select(codes).prop_map(Code::new)
}

fn agency() -> impl Strategy<Value = AgencyId> {
    proptest::sample::select(&["westbrook-police", "council", "Hillside School"][..]).prop_map(AgencyId::new)
}

fn addressee() -> impl Strategy<Value = Addressee> {
    let post = proptest::option::of(prop_oneof![
        "[a-z]{1,12}",
        "[A-Za-z]{1,4} / [a-z]{1,4}",
        "[a-z]{1,3}/[a-z]{1,3}"
    ]);
    (agency(), post, proptest::option::of(0u8..=6)).prop_map(|(agency, post, rank)| Addressee {
        post: post.map(|post| PostId::of(&agency, &post)),
        agency,
        rank: rank.and_then(Rank::new),
    })
}

fn claimed() -> impl Strategy<Value = Claimed> {
    (-20_000i32..19_000, 0i32..900, 0u8..9, any::<bool>()).prop_map(|(day, length, shape, doubt)| {
        let day = Day(day);
        let (year, month, _) = day.ymd();
        let claimed = match shape {
            0 => Claimed::day(day),
            1 => Claimed::minute(Moment(day.start().0 + i64::from(length))),
            2 => Claimed::week(day),
            3 => Claimed::month(year, month).expect("a month"),
            4 => Claimed::year(year).expect("a year"),
            5 => Claimed::before(day),
            6 => Claimed::after(day),
            7 => Claimed::UNKNOWN,
            _ => Claimed::range(day, day.add_days(length)),
        };
        if doubt { claimed.doubted() } else { claimed }
    })
}

fn mention() -> impl Strategy<Value = Mention> {
    let names = (
        proptest::option::of(smol()),
        proptest::option::of(smol()),
        proptest::collection::vec("[A-Za-z]{1,6}", 0..3),
    );
    let rest = (
        proptest::option::of(-5_000i32..19_000),
        proptest::option::of(proptest::sample::select(Sex::ALL)),
        proptest::option::of(smol()),
    );
    let role = one_of(&["subject", "friend", "home", "own_phone", "driver", "vehicle_of_concern"]);
    (proptest::sample::select(MentionKind::ALL), role, names, rest, smol(), any::<[bool; 3]>()).prop_map(
        |(kind, role, (forename, surname, known_as), (born, sex, postcode), value, ids)| {
            let mut mention = Mention::new(kind, role.as_str());
            let schemes: &[&str] = match kind {
                MentionKind::Child => &["local", "upn", "nhs_number"],
                MentionKind::Person => &["local"],
                _ => &[],
            };
            for (scheme, _) in schemes.iter().zip(ids).filter(|(_, there)| *there) {
                mention.identifiers.push(Identifier { scheme: Code::new(scheme), value: value.clone() });
            }
            if matches!(kind, MentionKind::Child | MentionKind::Person) {
                mention.forename = forename;
                mention.surname = surname;
                mention.known_as = known_as.into_iter().map(SmolStr::from).collect();
                mention.born = born.map(|day| Claimed::day(Day(day)));
                mention.sex = Some(sex.unwrap_or(Sex::Unknown));
            }
            if matches!(kind, MentionKind::Child | MentionKind::Person | MentionKind::Place) {
                mention.postcode = postcode;
            }
            if kind != MentionKind::Child {
                mention.value = Some(value);
            }
            mention
        },
    )
}

/// Mentions of one event differ: a file cannot say one thing twice.
fn mentions() -> impl Strategy<Value = Vec<Mention>> {
    proptest::collection::vec(mention(), 0..6).prop_map(|mentions| {
        mentions.into_iter().fold(Vec::new(), |mut kept, mention| {
            if !kept.contains(&mention) {
                kept.push(mention);
            }
            kept
        })
    })
}

fn signs() -> impl Strategy<Value = Vec<Code>> {
    proptest::sample::subsequence(&["gifts", "vehicle", "injury", "own_sign"][..], 0..=4)
        .prop_map(|signs| signs.into_iter().map(Code::new).collect())
}

fn words() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(text())
}

fn body(number: usize) -> impl Strategy<Value = Body> {
    // Every event is about a concern of its own, so that no two are one event.
    let concern = move |agency: AgencyId| ConcernRef { agency, key: SmolStr::new(format!("C-{number}")) };
    let tells = (
        (agency(), addressee(), proptest::option::of(agency()), any::<bool>(), any::<bool>()),
        (signs(), mentions(), words(), proptest::option::of(any::<u32>())),
        one_of(&["parent", "school", "unknown"]),
    )
        .prop_map(
            move |(
                (agency, told_to, teller_agency, passes, danger),
                (signs, mentions, words, count),
                teller,
            )| {
                let concern = concern(agency);
                Body::Told(Box::new(Told {
                    activity: Code::new(if passes { "concern.passed" } else { "concern.told" }),
                    passes: passes.then(|| concern.clone()),
                    concern,
                    teller,
                    teller_agency,
                    told_to,
                    signs,
                    codes: Vec::new(),
                    immediate_danger: danger,
                    event_count: count,
                    mentions,
                    words,
                }))
            },
        );
    let records = (agency(), proptest::option::of(addressee()), signs(), mentions(), words()).prop_map(
        move |(agency, told_to, signs, mentions, words)| {
            Body::Recorded(Box::new(Recorded {
                activity: Code::new("concern.detail"),
                codes: Vec::new(),
                signs,
                concern: Some(concern(agency)),
                told_to,
                mentions,
                columns: Vec::new(),
                words,
                action: None,
                source_of_information: None,
            }))
        },
    );
    let answers = (
        (
            agency(),
            proptest::sample::select(Addresses::ALL),
            one_of(&["investigated", "no_action", "own_outcome"]),
        ),
        (any::<bool>(), proptest::option::of(addressee()), proptest::option::of(addressee()), words()),
    )
        .prop_map(move |((agency, addresses, outcome), (reasons_given, second, told_to, words))| {
            Body::Answered(Box::new(Answered {
                concern: concern(agency),
                addresses,
                outcome,
                reasons_given,
                second_post: second.map(|second| Addressee { rank: None, ..second }),
                told_to,
                words,
            }))
        });
    let steps = (agency(), one_of(&["", "no_cooperation", "own_reason"]), words(), 0u8..8, addressee())
        .prop_map(move |(agency, reason, words, which, to)| {
            let step = Box::new(Step { concern: concern(agency), reason, words });
            match which {
                0 => Body::Opened(step),
                1 => Body::Refused(step),
                2 => Body::Accepted(step),
                3 => Body::Countersigned(step),
                4 => Body::Withdrawn(step),
                5 => Body::Disputed(step),
                6 => Body::Challenged(step),
                _ => Body::HandedOver(Box::new(HandedOver { concern: step.concern, to, words: step.words })),
            }
        });
    prop_oneof![tells, records, answers, steps]
}

fn event(number: usize) -> impl Strategy<Value = Event> {
    (claimed(), addressee(), proptest::option::of(smol()), body(number)).prop_map(
        |(claimed, by, holder, body)| Event {
            id: EventId::UNSET,
            claimed,
            logged: Logged(0),
            by: By { agency: by.agency, post: by.post, holder, assurance: Assurance::Imported },
            source: SourceRef::default(),
            body,
        },
    )
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    (event(0), event(1), event(2), event(3)).prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

fn without_places(mut events: Vec<Event>) -> Vec<Event> {
    events.iter_mut().for_each(|event| event.source = SourceRef::default());
    events
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_read_as_the_same_events(events in events()) {
        let mut out = Vec::new();
        write_csv(&events, &mut out).expect("in memory");
        let (done, kept) = try_read(Form::Csv, &out);
        done.expect("it can be read");
        prop_assert_eq!(without_places(kept.events), events.clone());
        let mut out = Vec::new();
        write_jsonl(&events, &mut out).expect("in memory");
        let (done, kept) = try_read(Form::Jsonl, &out);
        done.expect("it can be read");
        prop_assert_eq!(without_places(kept.events), events);
    }

    #[test]
    fn no_input_makes_it_panic(text in "(event|told|,|\n|\"|concern_id|date|C-1|2019|\\{|\\}|\\[|:|child_id|=|\\||'|é){0,60}") {
        let _ = try_read(Form::Jsonl, text.as_bytes());
        let _ = try_read(Form::Csv, format!("event,concern_id,date,child_id,signs\n{text}").as_bytes());
    }
}
