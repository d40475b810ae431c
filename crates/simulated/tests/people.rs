//! Adults, ordinary things, posts, errors and extracts: in the files as in the truth.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use record::Day;
use simulated::staff::{NOBODY, staffing};
use simulated::written::Cause;
use simulated::{Parameters, Setup, Size, World, run, write};

fn setup(children: u32, years: u32) -> Setup {
    let size = Size { word: "test", children, partnerships: 1 };
    Setup { size, first: Day::from_ymd(2015, 4, 1).expect("a day"), years, seed: 11 }
}

fn with(changes: &[(&str, f64)]) -> Parameters {
    let mut text = String::from("name,value,low,high,unit,source\n");
    for (name, value) in changes {
        text.push_str(&format!("{name},{value},0,1,changed,a test\n"));
    }
    Parameters::changed_by(&text, "test").expect("known parameters")
}

fn town(children: u32, years: u32, changes: &[(&str, f64)]) -> World {
    let mut worlds = run(setup(children, years), &with(changes), &|_, _| ()).expect("a possible town");
    worlds.remove(0)
}

fn written(children: u32, years: u32, changes: &[(&str, f64)]) -> tempfile::TempDir {
    let parameters = with(changes);
    let worlds = run(setup(children, years), &parameters, &|_, _| ()).expect("a possible town");
    let folder = tempfile::tempdir().expect("a folder");
    write(&worlds, &parameters, folder.path()).expect("written");
    folder
}

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).expect("opens");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn every_adult_and_thing_of_the_files_is_somebody_in_the_truth() {
    let folder = written(9_000, 3, &[]);
    let truth = folder.path().join("truth");
    let things: BTreeMap<String, Row> =
        rows(&truth.join("things.csv")).into_iter().map(|row| (row["thing"].clone(), row)).collect();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let named = rows(&truth.join("named.csv"));
    for row in &named {
        *kinds.entry(things[&row["thing"]]["kind"].as_str()).or_default() += 1;
    }
    for kind in [
        "parent",
        "step-parent",
        "foster-carer",
        "home-worker",
        "teacher",
        "school-nurse",
        "gp",
        "social-worker",
        "driver",
        "contract-vehicle",
        "busy-place",
        "hotel",
        "takeaway",
        "own-online",
        "family-phone",
        "home",
    ] {
        assert!(kinds.contains_key(kind), "no record names a {kind}: {kinds:?}");
    }
    // As many mentions in a police file as the truth says.
    let police = folder.path().join("agencies/ashbourne-police/concerns_2015-16.csv");
    let file = rows(&police);
    let told: BTreeSet<&str> =
        file.iter().filter(|row| row["event"] == "told").map(|row| row["concern_id"].as_str()).collect();
    let in_truth = named.iter().filter(|row| {
        row["agency"] == "ashbourne-police"
            && row["kind"] == "person"
            && told.contains(row["concern_id"].as_str())
    });
    let in_file = file.iter().filter(|row| !row["person_role"].is_empty()).count();
    let (in_truth, in_file) = (in_truth.count(), in_file);
    // Two persons written alike are one mention.
    assert!(
        in_file > 50 && in_truth >= in_file && in_truth < in_file + in_file / 50 + 2,
        "{in_truth}, {in_file}"
    );
}

#[test]
fn a_worker_is_named_for_many_children_and_a_driver_in_guilt_and_in_innocence() {
    let common = [
        ("networks_per_100000", 30.0),
        ("network_driver", 1.0),
        ("network_hotel", 1.0),
        ("network_takeaway", 1.0),
        ("network_common", 1.0),
        ("harm_network", 0.02),
        ("told_harm", 1.0),
        ("school_run", 0.3),
    ];
    let folder = written(9_000, 3, &common);
    let truth = folder.path().join("truth");
    let child: BTreeMap<(String, String), String> = rows(&truth.join("concerns.csv"))
        .into_iter()
        .map(|row| ((row["agency"].clone(), row["concern_id"].clone()), row["child"].clone()))
        .collect();
    let mut hubs: BTreeMap<String, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for row in rows(&truth.join("named.csv")) {
        let child = &child[&(row["agency"].clone(), row["concern_id"].clone())];
        let hub = hubs.entry(row["thing"].clone()).or_default();
        if row["harms"] == "yes" {
            hub.0.insert(child)
        } else {
            hub.1.insert(child)
        };
    }
    let many =
        |kind: &str| hubs.iter().filter(|(thing, hub)| thing.starts_with(kind) && hub.1.len() > 5).count();
    for kind in ["teacher-", "gp-", "driver-", "contract-vehicle-", "social-worker-"] {
        assert!(many(kind) > 0, "no {kind} is named for many");
    }
    let both = |kind: &str| {
        hubs.iter().any(|(thing, (guilty, innocent))| {
            thing.starts_with(kind) && guilty.len() > 1 && innocent.difference(guilty).count() > 1
        })
    };
    assert!(both("driver-") && both("takeaway-") && (both("contract-vehicle-") || both("hotel-")));
}

#[test]
fn what_is_said_again_says_what_it_repeats() {
    let world = town(9_000, 2, &[]);
    let again = || world.notes.iter().enumerate().filter_map(|(n, note)| Some((n, note, note.again?)));
    assert!(again().count() > 30);
    let (mut entered, mut other) = (0, 0);
    for (number, note, first) in again() {
        let of = &world.notes[first as usize];
        assert!((first as usize) < number && of.child == note.child && of.day == note.day, "{note:?}");
        assert_eq!(of.cause, note.cause);
        if of.agency == note.agency { entered += 1 } else { other += 1 }
    }
    assert!(entered > 0 && other > 0);
    assert!(world.notes.iter().any(|note| note.cause == Cause::Malicious));
    let never = town(3_000, 2, &[("duplicate_report", 0.0), ("duplicate_entry", 0.0)]);
    assert!(never.notes.iter().all(|note| note.again.is_none()));
}

#[test]
fn a_malicious_report_is_made_again_as_often_as_the_parameter_says() {
    let count = |again: f64| {
        let world = town(9_000, 4, &[("malicious_report", 0.02), ("malicious_again", again)]);
        world.notes.iter().filter(|note| note.cause == Cause::Malicious && note.again.is_none()).count()
            as f64
    };
    let (once, twice) = (count(0.0), count(0.5));
    assert!((1.7..2.3).contains(&(twice / once)), "{once} and {twice}");
}

#[test]
fn work_takes_longer_where_workers_carry_more_than_the_norm() {
    let long = |changes: &[(&str, f64)]| {
        let world = town(9_000, 3, changes);
        let spans = world.cases.iter().filter_map(|case| {
            let (from, to) = case.assessment?;
            Some(f64::from(to? - from))
        });
        let (sum, count) = spans.fold((0.0, 0.0), |(sum, count), span| (sum + span, count + 1.0));
        (sum / count, staffing(&[world]))
    };
    let (enough, there) = long(&[("vacancies", 0.0), ("cases_planned", 600.0)]);
    let (few, over) = long(&[("cases_planned", 150.0)]);
    assert!(there.caseload < 12.0 && over.caseload > 25.0, "{there:?} {over:?}");
    assert!(few > enough * 1.1, "{enough:.1} days and {few:.1}");
    let (same, _) = long(&[("cases_planned", 150.0), ("caseload_delay", 0.0)]);
    assert!((same - enough).abs() < enough * 0.05, "{enough:.1} days and {same:.1}");
}

#[test]
fn every_open_case_has_a_worker_who_sits_there() {
    let world = town(9_000, 3, &[]);
    let last = world.month_ends().last().expect("months").day;
    let open = world.cases.iter().filter(|case| !case.no_further_action && case.closed.is_none());
    for case in open {
        assert_ne!(case.worker, NOBODY);
        let worker = &world.staff.workers[usize::from(case.worker)];
        assert!(worker.spells.iter().any(|spell| spell.holds(last)), "{case:?}");
    }
    let none = town(3_000, 1, &[("vacancies", 1.0), ("vacancies_covered", 0.0)]);
    assert!(none.month_ends().iter().all(|end| end.holders + end.covered == 0));
    assert!(none.cases.iter().all(|case| case.worker == NOBODY) && !none.cases.is_empty());
}

#[test]
fn a_post_that_nobody_holds_passes_nothing_up() {
    let empty = [("vacancies_posts", 1.0), ("vacancies_covered", 0.0), ("passed_up", 1.0)];
    let world = town(3_000, 1, &empty);
    assert!(!world.notes.is_empty());
    use simulated::written::ActKind;
    let acts =
        world.acts.iter().filter(|act| !matches!(act.what, ActKind::Opened | ActKind::PassedToCouncil));
    assert_eq!(acts.count(), 0, "no manager sits there, and nobody answers");
}

#[test]
fn names_with_several_spellings_and_deprived_areas_have_more_errors() {
    let changes = [
        ("error_name", 0.15),
        ("error_several_spellings", 3.0),
        ("error_deprived", 2.0),
        ("agency_error_spread", 0.1),
        ("step_parent", 0.0),
    ];
    let folder = written(9_000, 4, &changes);
    let truth = folder.path().join("truth");
    let children: BTreeMap<String, Row> =
        rows(&truth.join("children.csv")).into_iter().map(|row| (row["child"].clone(), row)).collect();
    let mut of: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(&truth.join("concerns.csv")) {
        if row["agency"] == "ashbourne-police" {
            of.insert(row["concern_id"].clone(), row["child"].clone());
        }
    }
    let mut groups: BTreeMap<(String, bool), (f64, f64)> = BTreeMap::new();
    for year in ["2015-16", "2016-17", "2017-18"] {
        let path = folder.path().join(format!("agencies/ashbourne-police/concerns_{year}.csv"));
        for row in rows(&path) {
            if row["child_role"] != "subject" || row["child_surname"].is_empty() {
                continue;
            }
            let child = &children[&of[&row["concern_id"]]];
            let wrong =
                row["child_surname"] != child["surname"] || row["child_forename"] != child["forename"];
            let key = (child["name_form"].clone(), child["deprivation"] == "1");
            let count = groups.entry(key).or_default();
            *count = (count.0 + f64::from(u8::from(wrong)), count.1 + 1.0);
        }
    }
    let share = |form: &str, deprived: bool| {
        let (wrong, all) = groups[&(form.to_owned(), deprived)];
        assert!(all > 60.0, "{groups:?}");
        wrong / all
    };
    assert!(share("several_spellings", false) > 1.7 * share("one_spelling", false), "{groups:?}");
    assert!(share("one_spelling", true) > 1.3 * share("one_spelling", false), "{groups:?}");
}

#[test]
fn a_moved_child_keeps_its_old_address_in_some_agencies_for_months() {
    let old = |lag: f64| {
        let changes = [("address_lag", lag), ("household_moves", 0.5)];
        let folder = written(6_000, 2, &changes);
        let truth = folder.path().join("truth");
        let household: BTreeMap<String, String> = rows(&truth.join("children.csv"))
            .into_iter()
            .map(|row| (row["child"].clone(), row["household"].clone()))
            .collect();
        let mut homes: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in rows(&truth.join("addresses.csv")) {
            homes.entry(row["household"].clone()).or_default().push(row);
        }
        let of: BTreeMap<String, String> = rows(&truth.join("concerns.csv"))
            .into_iter()
            .filter(|row| row["agency"] == "ashbourne-police")
            .map(|row| (row["concern_id"].clone(), household[&row["child"]].clone()))
            .collect();
        let (mut old, mut all) = (0.0, 0.0);
        for row in rows(&folder.path().join("agencies/ashbourne-police/concerns_2015-16.csv")) {
            if row["child_role"] != "subject" || row["child_postcode"].is_empty() {
                continue;
            }
            // Days in this form stand in order as text.
            let day = &row["date"];
            let home = homes[&of[&row["concern_id"]]].iter().rev().find(|home| home["from"] <= *day);
            old += f64::from(u8::from(home.expect("a home")["postcode"] != row["child_postcode"]));
            all += 1.0;
        }
        assert!(all > 100.0);
        old / all
    };
    let (soon, late) = (old(1.0), old(200.0));
    assert!(soon < 0.02 && late > 0.1, "{soon} and {late}");
}

#[test]
fn what_is_sent_again_reads_the_same_but_for_what_the_truth_says() {
    let folder = written(9_000, 2, &[]);
    let changed: BTreeSet<String> = rows(&folder.path().join("truth/changed_rows.csv"))
        .into_iter()
        .filter(|row| row["agency"] == "ashbourne-police" && row["extract"] == "again")
        .map(|row| row["concern_id"].clone())
        .collect();
    let police = folder.path().join("agencies/ashbourne-police");
    let first: BTreeSet<Row> = rows(&police.join("concerns_2015-16.csv")).into_iter().collect();
    let again = rows(&police.join("concerns_2015-16_again.csv"));
    let (mut told, mut differ) = (0, 0);
    for row in again {
        told += 1;
        if !first.contains(&row) {
            assert!(row["event"] == "told" && changed.contains(&row["concern_id"]), "{row:?}");
            differ += 1;
        }
    }
    assert!(told > 100 && differ > 0 && !changed.is_empty(), "{told} rows, {differ} differ");
}

#[test]
fn rows_change_and_vanish_from_day_to_day_and_the_truth_says_which() {
    let folder = written(9_000, 2, &[("daily_vanishes", 0.1), ("daily_changes", 0.2)]);
    let changed = rows(&folder.path().join("truth/changed_rows.csv"));
    let (mut vanished, mut altered) = (0, 0);
    for agency in ["ashbourne-police", "ashbourne-council"] {
        let mut paths: Vec<_> = std::fs::read_dir(folder.path().join("agencies").join(agency).join("daily"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        assert_eq!(paths.len(), 28);
        let told = |path: &Path| -> BTreeMap<String, Vec<Row>> {
            let mut told: BTreeMap<String, Vec<Row>> = BTreeMap::new();
            for row in rows(path)
                .into_iter()
                .filter(|row| row["event"] == "told" && row["activity"] != "concern.passed")
            {
                told.entry(row["concern_id"].clone()).or_default().push(row);
            }
            told
        };
        let days: Vec<_> = paths.iter().map(|path| told(path)).collect();
        assert!(days.iter().all(|day| day.len() < 300));
        for (at, pair) in days.windows(2).enumerate() {
            let next = Day::parse_iso(
                &paths[at + 1].display().to_string()[paths[at + 1].display().to_string().len() - 14..][..10],
            );
            let next = next.expect("a day in the name");
            for (concern, row) in &pair[0] {
                let first = Day::parse_iso(&row[0]["date"]).expect("a day");
                if first < next.add_days(-6) {
                    continue;
                }
                let known = |word: &dyn Fn(&str) -> bool| {
                    changed.iter().any(|change| {
                        change["agency"] == agency
                            && change["concern_id"] == *concern
                            && change["from"] == next.to_string()
                            && word(&change["change"])
                    })
                };
                match pair[1].get(concern) {
                    None => {
                        assert!(known(&|word| word == "vanished"), "{concern} is gone on {next}");
                        vanished += 1;
                    }
                    Some(later) if later != row => {
                        assert!(known(&|word| word != "vanished"), "{concern} changed on {next}");
                        altered += 1;
                    }
                    Some(_) => {}
                }
            }
        }
    }
    assert!(vanished > 3 && altered > 5, "{vanished} and {altered}");
}
