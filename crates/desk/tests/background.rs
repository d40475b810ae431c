//! A timeline laid among the records of an ordinary partnership: neither changes what the other gives.

use std::io::Cursor;
use std::path::Path;

use desk::timeline::background::{Background, EmbedOptions, Harmed, Truth};
use desk::timeline::{Convention, Reading, expand, expand_untied, replay_rows};
use desk::{Error, GatherOptions};
use formats::read::{Seen, Sink};
use formats::replay::Timeline;
use published::replay::background::{Embedded, Embedding};
use published::replay::replay_json;
use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{Body, Coverage, Day, Event, FileId, Finding, Logged, MentionKind};

const EXAMPLE: &str = include_str!("../../../examples/replay/oxfordshire.csv");

/// Two households name one car in 2006; a brother and a sister name another; one child is told of twice.
const POLICE: &str = "event,concern_id,date,told_agency,told_post,signs,child_id,child_surname,child_dob,child_postcode,vehicle,vehicle_role\n\
    told,C-1,2006-03-01,,desk,vehicle,K-1,Reed,1992-05-01,ZZ1 4AB,ZZ06 AAA,vehicle_of_concern\n\
    told,C-2,2006-05-01,,desk,vehicle,K-2,Okafor,1993-05-01,ZZ9 9XY,ZZ06 AAA,vehicle_of_concern\n\
    told,C-3,2007-01-01,,desk,,K-3,Amble,1993-05-01,ZZ8 9XY,,\n\
    told,C-4,2014-01-01,,desk,,K-3,Amble,1993-05-01,ZZ8 9XY,,\n\
    told,C-5,2016-01-01,,desk,,K-3,Amble,1993-05-01,ZZ8 9XY,,\n";

struct Nothing;

impl Sink for Nothing {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, _: Finding) {}
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}

fn example() -> Timeline {
    formats::replay::read(&mut Cursor::new(EXAMPLE.as_bytes()), FileId(0), &Policy::england(), &mut Nothing)
        .expect("a timeline")
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a day")
}

fn gather(files: &[(&str, &str)], truth: Option<Truth>, policy: &Policy) -> Result<Background, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    gather_folder(folder.path(), truth, policy)
}

fn gather_folder(folder: &Path, truth: Option<Truth>, policy: &Policy) -> Result<Background, Error> {
    let options = GatherOptions {
        policy,
        logged: Logged(0),
        as_of: day("2015-06-30"),
        secret: [0; 32],
        progress: &|_| (),
    };
    Background::gather(folder, truth, &options)
}

fn embed(
    background: &mut Background,
    timeline: &Timeline,
    convention: Convention,
) -> Result<Embedded, Error> {
    let policy = Policy::england();
    background.embed(timeline, &EmbedOptions { convention, seed: 1, policy: &policy, progress: &|_| () })
}

/// The example among the records of one police force.
fn embedded(convention: Convention) -> Embedded {
    let policy = Policy::england();
    let mut background = gather(&[("ash-police/concerns.csv", POLICE)], None, &policy).expect("gathers");
    embed(&mut background, &example(), convention).expect("embeds")
}

#[test]
fn a_background_changes_nothing_of_what_the_timeline_gives_alone() {
    let policy = Policy::england();
    let alone = replay_rows(&example(), 1, &policy);
    for (convention, run) in Convention::ALL.into_iter().zip(&alone.runs) {
        let inside = embedded(convention);
        assert_eq!(format!("{:?}", inside.with_ties.certain), format!("{:?}", run.certain));
        assert_eq!(format!("{:?}", inside.with_ties.possible), format!("{:?}", run.possible));
    }
}

#[test]
fn without_ties_the_same_duties_start_on_the_same_days_and_nothing_is_shared() {
    let inside = embedded(Convention::Middle);
    for (with, without) in [
        (&inside.with_ties.certain, &inside.without_ties.certain),
        (&inside.with_ties.possible, &inside.without_ties.possible),
    ] {
        assert_eq!(
            (with.events, with.synthetic, with.duties),
            (without.events, without.synthetic, without.duties)
        );
        assert_eq!(
            (&with.first_duty, &with.told_top, &with.would_have_top),
            (&without.first_duty, &without.told_top, &without.would_have_top)
        );
        assert!(with.group_received.is_some() && without.group_received.is_none());
        assert!(without.question.is_none() && without.questions.is_empty());
    }
    assert!(inside.with_ties.possible.question.is_some());
}

#[test]
fn without_ties_no_thing_is_named_beside_two_children_in_any_convention_reading_or_seed() {
    let policy = Policy::england();
    let timeline = example();
    for convention in Convention::ALL {
        for (reading, seed) in
            Reading::ALL.into_iter().flat_map(|reading| [1, 2, 3].map(|seed| (reading, seed)))
        {
            let tied = expand(&timeline.rows, convention, reading, seed);
            let untied = expand_untied(&timeline.rows, convention, reading, seed, &policy);
            let given = |events: &[Event]| {
                events.iter().filter(|event| !matches!(event.body, Body::Corrected(_))).count()
            };
            assert_eq!(given(&tied.events), given(&untied.events));
            let mut owners = std::collections::BTreeMap::new();
            for event in &untied.events {
                let children: Vec<_> =
                    event.children().filter_map(|(_, child)| child.identifier("timeline")).collect();
                for thing in event.mentions().iter().filter(|mention| mention.kind != MentionKind::Child) {
                    assert!(children.len() < 2, "{:?} is shared within one record", thing.identifiers);
                    let (Some(name), Some(child)) = (thing.identifier("timeline"), children.first()) else {
                        continue;
                    };
                    assert_eq!(owners.entry(name.to_owned()).or_insert_with(|| child.to_string()), child);
                }
            }
        }
    }
}

#[test]
fn the_background_is_counted_by_year_and_without_the_timeline() {
    let inside = embedded(Convention::Middle);
    let of = |year: i32| inside.years.iter().find(|of| of.year == year).expect("the year");
    assert_eq!((of(2006).concerns, of(2006).questions), (2, 1));
    assert_eq!((of(2007).concerns, of(2007).questions, of(2007).is_whole), (1, 0, true));
    assert_eq!((of(2014).concerns, of(2014).climbed), (1, 1));
    assert!(inside.years.iter().all(|of| of.year <= 2015), "what came after the timeline is left out");
    assert!(inside.years.iter().all(|of| of.group_records == 0 && of.true_questions.is_none()));
}

#[test]
fn the_timelines_question_has_a_place_among_all_of_its_year() {
    let inside = embedded(Convention::Middle);
    let place = inside.place_possible.expect("a place");
    assert_eq!((place.thing.as_str(), place.as_of), ("ox-guesthouse", day("2006-12-31")));
    assert_eq!((place.of, place.of_year), (2, 2), "the car and the guest house");
    assert!((1..=2).contains(&place.place));
    assert_eq!(inside.place_certain, None);
}

#[test]
fn a_question_is_right_where_one_network_harmed_two_of_its_children() {
    let policy = Policy::england();
    let harmed = |local: &str, child: &str, network: &str| Harmed {
        agency: record::AgencyId::new("ash-police"),
        local_id: local.into(),
        child: child.into(),
        network: network.into(),
    };
    for (second, right) in [("n-1", 1), ("n-2", 0)] {
        let truth = Truth::new([harmed("K-1", "c-1", "n-1"), harmed("K-2", "c-2", second)]);
        let files = [("ash-police/concerns.csv", POLICE)];
        let mut background = gather(&files, Some(truth), &policy).expect("gathers");
        let inside = embed(&mut background, &example(), Convention::Earliest).expect("embeds");
        let of = inside.years.iter().find(|of| of.year == 2006).expect("the year");
        assert_eq!((of.questions, of.true_questions), (1, Some(right)));
    }
}

#[test]
fn the_order_of_rows_and_a_second_run_show_nowhere() {
    let policy = Policy::england();
    let report = |timeline: &Timeline, background: &mut Background| {
        let backgrounds = vec![embed(background, timeline, Convention::Middle).expect("embeds")];
        let covers = (background.covers().from, background.covers().to);
        let embedding = Embedding { town: "a town".into(), dates: "middle", covers, backgrounds };
        replay_json(&published::replay::Replay {
            embedding: Some(embedding),
            ..replay_rows(timeline, 1, &policy)
        })
    };
    let timeline = example();
    let mut shuffled = timeline.clone();
    shuffled.rows.rotate_left(17);
    shuffled.rows.reverse();
    let mut lines: Vec<&str> = POLICE.lines().skip(1).collect();
    lines.reverse();
    let reversed = format!("{}\n{}\n", POLICE.lines().next().expect("a heading"), lines.join("\n"));
    let gather = |text: &str| gather(&[("ash-police/concerns.csv", text)], None, &policy).expect("gathers");
    let mut background = gather(POLICE);
    let given = report(&timeline, &mut background);
    assert!(given.contains("ox-guesthouse"));
    assert_eq!(given, report(&shuffled, &mut background), "a second timeline among the same events");
    assert_eq!(given, report(&timeline, &mut gather(&reversed)));
    for name in ["Reed", "Okafor", "ZZ06", "K-1", "C-1", "ash-police"] {
        assert!(!given.contains(name), "{name} of the background leaves");
    }
}

#[test]
fn what_is_no_background_is_said_with_the_remedy() {
    let policy = Policy::england();
    let said = |result: Result<Background, Error>| result.expect_err("refused").to_string();
    let posts = "post,title,rank,reports_to\ndesk,Desk,1,\n";
    assert!(said(gather(&[("ash-police/posts.csv", posts)], None, &policy)).contains("candour simulate"));
    let old = POLICE.replace("20", "19");
    let mut background = gather(&[("ash-police/concerns.csv", &old)], None, &policy).expect("gathers");
    let words = embed(&mut background, &example(), Convention::Middle).expect_err("refused").to_string();
    assert!(words.contains("no day in common") && words.contains("--from 2003"), "{words}");
    let mut background = gather(&[("police/concerns.csv", POLICE)], None, &policy).expect("gathers");
    let words = embed(&mut background, &example(), Convention::Middle).expect_err("refused").to_string();
    assert!(words.contains("`police`") && words.contains("agency.toml"), "{words}");
}
