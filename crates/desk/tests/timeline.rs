//! A timeline replayed: what is fed, to whom, when, and what is never fed.

use std::collections::BTreeSet;
use std::io::Cursor;

use desk::timeline::{Convention, Expanded, Reading, expand, replay_rows};
use formats::read::{Seen, Sink};
use formats::replay::{Role, Timeline};
use published::replay::replay_json;
use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{Body, Coverage, Event, FileId, Finding, Rank};

const EXAMPLE: &str = include_str!("../../../examples/replay/oxfordshire.csv");
const HEAD: &str = "id,date,date_end,date_precision,date_basis,agency,post_or_team,rank,event_type,sign_code,event_count,\
    children_count,children_certain,children_possible,child_ref,place_ref,person_ref,told_agency,told_post,told_rank,answers,addresses,replay_role\n";

struct Nothing;

impl Sink for Nothing {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, finding: Finding) {
        assert_eq!(finding.words, "", "line {}", finding.line);
    }
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}

fn read(text: &str) -> Timeline {
    formats::replay::read(&mut Cursor::new(text.as_bytes()), FileId(0), &Policy::england(), &mut Nothing)
        .expect("a timeline")
}

fn rows(rows: &str) -> Timeline {
    read(&format!("{HEAD}{rows}"))
}

fn all(timeline: &Timeline) -> Vec<Expanded> {
    let both = |convention| Reading::ALL.map(|reading| expand(&timeline.rows, convention, reading, 1));
    Convention::ALL.into_iter().flat_map(both).collect()
}

fn results(timeline: &Timeline, policy: &Policy) -> String {
    replay_json(&replay_rows(timeline, 1, policy))
}

#[test]
fn an_answer_never_stands_before_what_it_answers() {
    let timeline = rows(
        "a-1,2007,,year,stated,school,head,3,report,gifts,,1,1,0,a-c,,,police,desk,2,,,input\n\
         a-2,2005,2009,period,stated,police,desk,2,decision,none,,,,,,,,,,,a-1,substance,response\n\
         a-3,2004,2009,period,stated,child,child,0,withdrawal,none,,1,1,0,a-c,,,,,,,,input\n",
    );
    for expanded in [all(&timeline), all(&read(EXAMPLE))].concat() {
        for event in &expanded.events {
            if !matches!(event.body, Body::Answered(_) | Body::Withdrawn(_)) {
                continue;
            }
            let told: Vec<&Event> = expanded
                .events
                .iter()
                .filter(|told| matches!(told.body, Body::Told(_)) && told.concern() == event.concern())
                .collect();
            assert!(!told.is_empty(), "it acts on a concern that was told");
            assert!(told.iter().all(|told| told.claimed.earliest() <= event.claimed.earliest()));
        }
    }
}

#[test]
fn the_earliest_dates_come_first_and_the_latest_last() {
    let replay_policy = Policy::england();
    let replay = replay_rows(&read(EXAMPLE), 1, &replay_policy);
    let days = |of: &dyn Fn(&published::replay::Reading) -> Option<record::Day>| {
        replay.runs.iter().map(|run| of(&run.possible)).collect::<Vec<_>>()
    };
    for of in [
        &(|reading: &published::replay::Reading| reading.first_duty.as_ref().map(|found| found.day))
            as &dyn Fn(&published::replay::Reading) -> Option<record::Day>,
        &|reading| reading.would_have_top.as_ref().map(|found| found.day),
        &|reading| reading.told_top.as_ref().map(|found| found.day),
        &|reading| reading.question.as_ref().map(|found| found.day),
    ] {
        let days = days(of);
        assert!(days.iter().all(Option::is_some) && days.is_sorted(), "{days:?}");
    }
}

#[test]
fn rows_of_the_review_period_have_no_latest_day() {
    let timeline = read(EXAMPLE);
    let latest = expand(&timeline.rows, Convention::Latest, Reading::Possible, 1);
    assert!(latest.left_out.iter().any(|row| row == "ox-004"));
    assert!(latest.events.iter().all(|event| latest.row_of(event).is_none_or(|row| row != "ox-004")));
}

#[test]
fn benchmarks_and_context_are_never_fed() {
    let timeline = read(EXAMPLE);
    let never: BTreeSet<&str> = timeline
        .rows
        .iter()
        .filter(|row| matches!(row.role, Role::Benchmark | Role::Context))
        .map(|row| row.id.as_str())
        .collect();
    for expanded in all(&timeline) {
        assert!(expanded.rows.iter().all(|row| !never.contains(row.as_str())));
    }
}

#[test]
fn changing_every_benchmark_changes_no_duty() {
    let policy = Policy::england();
    let timeline = read(EXAMPLE);
    let mut other = timeline.clone();
    other.rows.retain(|row| row.role != Role::Benchmark || row.id != "ox-043");
    for row in other.rows.iter_mut().filter(|row| row.role == Role::Benchmark) {
        row.when = record::Claimed::year(2031).expect("a year");
        row.told_rank = Some(Rank::DIRECTOR);
        row.children = vec!["ox-gC".into(), "ox-gA".into()];
        row.children_certain = 2;
        row.events = 40;
    }
    let (a, b) = (replay_rows(&timeline, 1, &policy), replay_rows(&other, 1, &policy));
    assert_eq!(a.as_of, b.as_of);
    for (a, b) in a.runs.iter().zip(&b.runs) {
        assert_eq!(format!("{:?}{:?}", a.certain, a.possible), format!("{:?}{:?}", b.certain, b.possible));
        assert_ne!(a.benchmarks, b.benchmarks);
    }
}

#[test]
fn the_order_of_rows_shows_nowhere() {
    let policy = Policy::england();
    let timeline = read(EXAMPLE);
    let given = results(&timeline, &policy);
    for turn in [1, 17, 40] {
        let mut shuffled = timeline.clone();
        shuffled.rows.rotate_left(turn);
        shuffled.rows.reverse();
        let (even, odd): (Vec<_>, Vec<_>) =
            shuffled.rows.into_iter().enumerate().partition(|(n, _)| n % 2 == 0);
        shuffled.rows = even.into_iter().chain(odd).map(|(_, row)| row).collect();
        assert_eq!(given, results(&shuffled, &policy));
    }
}

#[test]
fn another_seed_moves_only_what_is_drawn() {
    let timeline = read(EXAMPLE);
    let of = |seed| expand(&timeline.rows, Convention::Middle, Reading::Possible, seed).events;
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
    assert_eq!(
        of(1).iter().filter(|event| matches!(event.body, Body::Told(_))).count(),
        of(2).iter().filter(|event| matches!(event.body, Body::Told(_))).count()
    );
}

#[test]
fn a_count_is_spread_over_its_time_and_every_event_of_it_is_marked() {
    let timeline = rows(
        "a-1,2005,2008,period,stated,police,desk,1,sign,missing_episode,48,2,2,0,a-A..B,,,,,1,,,input\n",
    );
    for convention in Convention::ALL {
        let expanded = expand(&timeline.rows, convention, Reading::Certain, 7);
        let told: Vec<&Event> =
            expanded.events.iter().filter(|event| matches!(event.body, Body::Told(_))).collect();
        assert_eq!(told.len(), 48);
        for year in 2005..=2008 {
            let of_year =
                told.iter().filter(|event| event.claimed.single_day().expect("a day").year() == year);
            assert!((11..=13).contains(&of_year.count()), "{convention:?} {year}");
        }
        let marked = |event: &&Event| matches!(&event.body, Body::Told(told) if told.codes.len() == 1);
        assert!(told.iter().all(marked));
        assert!(told.iter().all(|event| event.children().count() == 1));
    }
}

/// (agency told, post, rank) of the only telling.
fn told_to(row: &str) -> (String, Option<String>, u8) {
    let timeline = rows(row);
    let expanded = expand(&timeline.rows, Convention::Earliest, Reading::Possible, 1);
    let mut told = expanded.events.iter().filter_map(|event| match &event.body {
        Body::Told(told) => Some(&told.told_to),
        _ => None,
    });
    let to = told.next().expect("a telling");
    assert!(told.next().is_none());
    let rank = to.rank.expect("a rank").number();
    (to.agency.to_string(), to.post.as_ref().map(|post| post.local().to_owned()), rank)
}

#[test]
fn a_row_is_delivered_to_whom_it_says_and_to_nobody_else() {
    let of = |agency: &str, post: Option<&str>, rank| (agency.to_owned(), post.map(str::to_owned), rank);
    let row =
        |who: &str, told: &str| format!("a-1,2005,,year,stated,{who},report,none,,,,,,,,{told},,,input\n");
    assert_eq!(told_to(&row("family,parent,0", "police,,")), of("police", None, 1));
    assert_eq!(told_to(&row("school,head,3", "police,desk,2")), of("police", Some("desk"), 2));
    assert_eq!(told_to(&row("police,desk,2", ",senior staff,3")), of("police", Some("senior staff"), 3));
    assert_eq!(told_to(&row("police,desk,2", ",,")), of("police", Some("desk"), 2));
    assert_eq!(told_to(&row("business,guest,0", ",,1")), of("not_stated", None, 1));
}

#[test]
fn a_family_that_told_nobody_opens_no_duty() {
    let timeline = rows("a-1,2005,,year,stated,family,parent,0,report,gifts,,1,1,0,a-c,,,,,,,,input\n");
    let expanded = expand(&timeline.rows, Convention::Earliest, Reading::Possible, 1);
    assert!(expanded.events.iter().all(|event| matches!(event.body, Body::Recorded(_))));
    assert_eq!(expanded.events.len(), 1);
}

#[test]
fn a_withdrawal_goes_to_whoever_holds_the_complaint_and_ends_nothing() {
    let policy = Policy::england();
    let replay = replay_rows(&read(EXAMPLE), 1, &policy);
    for run in &replay.runs {
        for reading in [&run.certain, &run.possible] {
            let withdrawn: Vec<_> = reading.ends.iter().filter(|end| end.withdrawal).collect();
            assert_eq!(withdrawn.len(), 1);
            assert_eq!(
                (withdrawn[0].row.as_str(), withdrawn[0].of.as_str(), withdrawn[0].ended),
                ("ox-028", "ox-027", false)
            );
            let about_writer = reading.ends.iter().find(|end| end.row == "ox-035").expect("there");
            assert!(
                !about_writer.ended && about_writer.climbed.is_some_and(|(rank, _)| rank == Rank::OVERSIGHT)
            );
        }
    }
}

#[test]
fn several_homes_under_one_word_link_nobody_and_one_place_does() {
    let policy = Policy::england();
    let two = |place: &str| {
        rows(&format!(
            "a-1,2005-01-03,,day,stated,police,desk,1,sign,address_of_concern,,1,1,0,a-c,{place},,,,,,,input\n\
             a-2,2005-02-03,,day,stated,school,head,1,sign,address_of_concern,,1,1,0,a-d,{place},,,,,,,input\n"
        ))
    };
    let question = |timeline: &Timeline| replay_rows(timeline, 1, &policy).runs[0].certain.question.clone();
    assert_eq!(question(&two("a-care-homes")), None);
    let found = question(&two("a-flat")).expect("a question");
    assert_eq!((found.day.to_string().as_str(), found.thing.as_str()), ("2005-02-03", "a-flat"));
    assert_eq!(found.children, ["a-c", "a-d"]);
    assert_eq!(found.records.iter().map(|record| record.row.as_str()).collect::<Vec<_>>(), ["a-1", "a-2"]);
}

#[test]
fn one_child_without_a_pseudonym_told_of_to_two_agencies_is_one_child() {
    let policy = Policy::england();
    let timeline = rows(
        "a-1,2005,,year,stated,school,head,1,sign,address_of_concern,,1,0,1,,a-flat,,police|health,,,,,input\n",
    );
    let replay = replay_rows(&timeline, 1, &policy);
    assert!(replay.runs.iter().all(|run| run.possible.question.is_none() && run.possible.duties == 2));
    assert!(replay.runs.iter().all(|run| run.certain.duties == 0));
}

#[test]
fn the_oxfordshire_timeline_gives_what_the_method_page_says() {
    let policy = Policy::england();
    let replay = replay_rows(&read(EXAMPLE), 1, &policy);
    let day = |text: &str| record::Day::parse_iso(text).expect("a date");
    let expected = [
        ("2004-01-01", "2004-01-19", "2007-01-01", "2005-01-01", "2005-01-14", "2006-11-01"),
        ("2004-07-01", "2004-07-19", "2007-07-02", "2005-07-02", "2005-07-14", "2006-11-15"),
        ("2004-12-31", "2005-01-19", "2007-12-31", "2005-12-31", "2006-01-13", "2006-12-31"),
    ];
    for (run, (first, would, told, group, group_would, shared)) in replay.runs.iter().zip(expected) {
        let reading = &run.possible;
        let of = |found: &Option<published::replay::Milestone>| found.as_ref().map(|found| found.day);
        assert_eq!(of(&reading.first_duty), Some(day(first)));
        assert_eq!(of(&reading.would_have_top), Some(day(would)));
        assert_eq!(of(&reading.told_top), Some(day(told)));
        assert_eq!(of(&reading.group_received), Some(day(group)));
        assert_eq!(of(&reading.group_would_have_top), Some(day(group_would)));
        let question = reading.question.as_ref().expect("a question");
        assert_eq!((question.day, question.thing.as_str()), (day(shared), "ox-guesthouse"));
        assert_eq!(run.certain.question, None, "two named children share nothing");
    }
}

#[test]
fn the_record_that_names_a_group_would_have_reached_the_top_when_received() {
    let policy = Policy::england();
    let replay = replay_rows(&read(EXAMPLE), 1, &policy);
    let day = |text: &str| record::Day::parse_iso(text).expect("a date");
    for (run, received) in replay.runs.iter().zip(["2005-01-01", "2005-07-02", "2005-12-31"]) {
        for reading in [&run.certain, &run.possible] {
            let first = reading.matters.first().expect("a matter");
            assert_eq!((first.row.as_str(), first.day, first.names_group), ("ox-007", day(received), true));
            assert_eq!((first.agency.as_str(), first.rank), ("police", Rank::DIRECTOR));
            assert_eq!(
                first.records.iter().map(|record| record.row.as_str()).collect::<Vec<_>>(),
                ["ox-007"]
            );
            let rows: Vec<&str> = reading.matters.iter().map(|matter| matter.row.as_str()).collect();
            assert_eq!(rows, ["ox-007", "ox-036"], "two records that name a group, and no pattern");
            assert!(first.told.is_empty(), "the timeline says of nobody that it was sent");
            assert!(reading.matters.iter().all(|matter| matter.day >= day("2005-01-01")));
            // What the rules would have opened is no telling: really told to rank 4 stays what the timeline says.
            assert!(reading.told_top.as_ref().is_some_and(|told| told.row == "ox-034"));
        }
    }
}

#[test]
fn a_withdrawal_of_the_timeline_would_have_been_checked_by_an_agency_that_was_not_told() {
    let policy = Policy::england();
    let replay = replay_rows(&read(EXAMPLE), 1, &policy);
    for run in &replay.runs {
        for reading in [&run.certain, &run.possible] {
            assert_eq!(reading.checks.len(), 1);
            let check = &reading.checks[0];
            assert_eq!((check.row.as_str(), check.agency.as_str()), ("ox-028", "council_children"));
            assert_eq!(check.starts_with, ["ox-guesthouse", "ox-m1"]);
            assert_eq!(check.rank.number(), 3);
            assert!(check.records.iter().any(|row| row == "ox-027"));
            assert!(reading.ends.iter().all(|end| !(end.withdrawal && end.ended)));
        }
    }
}

#[test]
fn without_its_true_ties_a_timeline_makes_no_matter() {
    let policy = Policy::england();
    let timeline = read(EXAMPLE);
    for reading in Reading::ALL {
        let mut events =
            desk::timeline::expand_untied(&timeline.rows, Convention::Middle, reading, 1, &policy).events;
        flow::order(&mut events);
        let outcome = flow::run(&events, &policy, record::Day::parse_iso("2015-06-30").expect("a date"));
        assert_eq!(outcome.strategic.matters, []);
    }
}

#[test]
fn records_that_are_gone_would_have_been_accounted_for_by_the_top_and_a_family_speaks_of_the_agency_told() {
    let timeline = rows(
        "a-1,2002-04-18,,day,stated,council_children,project,1,report,records_loss,,,,,,,,council_children,,3,,,input\n\
         a-2,2003-05-01,,day,stated,family,parent,0,report,records_loss,,,,,,,,police,desk,2,,,input\n",
    );
    let policy = Policy::england();
    let replay = replay_rows(&timeline, 1, &policy);
    let all = &replay.runs[0].possible.obligations;
    let losses = || all.iter().filter(|one| one.kind.as_str() == "records_loss");
    let found: Vec<(&str, &str, u8)> =
        losses().map(|loss| (loss.row.as_str(), loss.agency.as_str(), loss.rank.number())).collect();
    assert_eq!(found, [("a-1", "council_children", 5), ("a-2", "police", 5)]);
    assert!(losses().all(|loss| loss.standing == "open"));
    let json = replay_json(&replay);
    assert!(
        json.contains("\"kind\": \"records_loss\"") || json.contains("\"kind\":\"records_loss\""),
        "{json}"
    );
}
