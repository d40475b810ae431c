//! The audits on 11,520 made-up cases of 22 units, with ten kinds of gaming planted and five honest look-alikes
//! (`tests/vectors/gaming/`). `truth.json` judges and is read by no audit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::panic, reason = "a test")]

mod vectors;

use std::collections::{BTreeMap, BTreeSet};

use counted::audits::{
    Audit, Case, Cases, Closing, DAY, DailyVisits, Family, Gathered, NEVER, Occasions, Outcome, Share,
    Standing, over_time, plain_family,
};
use counted::chart::Series;
use counted::chart::rules::RuleSet;
use record::policy::Policy;
use serde_json::Value;
use vectors::{close, json, text};

struct World {
    units: Vec<String>,
    rows: Vec<Case>,
    occasions: Occasions,
}

fn world() -> World {
    let context = json("gaming/context.json");
    let mut children = BTreeMap::new();
    let mut units = BTreeMap::new();
    let due = (context["meta"]["due_days"].as_f64().unwrap() * 1000.0) as i32;
    let cases = text("gaming/cases.csv").unwrap();
    let mut reader = csv::Reader::from_reader(cases.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut rows: Vec<Case> = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let field =
            |name: &str| record.get(headers.iter().position(|header| header == name).unwrap()).unwrap();
        let day = |name: &str| match field(name) {
            "" => NEVER,
            text => (text.parse::<f64>().unwrap() * 1000.0).round() as i32,
        };
        let number = |name: &str| field(name).parse::<f64>().ok().map(|number| number as u16);
        let child = field("child_id").to_owned();
        let (next_child, next_unit) = (children.len() as u32, units.len() as u32);
        rows.push(Case {
            unit: *units.entry(field("unit").to_owned()).or_insert(next_unit),
            opened: day("opened_day"),
            child: *children.entry(child).or_insert(next_child),
            due: day("opened_day") + due,
            closed: day("closed_day_claimed"),
            logged: day("closed_day_logged"),
            reopened: day("reopened_day"),
            reclassified: day("reclassified_day"),
            severity: number("severity").map(|severity| severity as u8),
            accepted: Some(field("accepted") == "1"),
            excluded: field("excluded") == "1",
            harm: Some(field("harm_within_180d") == "1"),
            closing: match field("close_code") {
                "" => Closing::None,
                "completed" => Closing::Completed,
                "no_cooperation" => Closing::NoCooperation,
                _ => Closing::Other,
            },
            minutes: number("visit_minutes"),
            rating: number("self_rating").map(|rating| rating as u8),
        });
    }
    let mut names = vec![String::new(); units.len()];
    units.iter().for_each(|(name, at)| names[*at as usize].clone_from(name));
    let period = context["meta"]["period_days"].as_f64().unwrap() as i32;
    let mut visits = vec![DailyVisits { by_day: vec![0; period as usize] }; names.len()];
    for record in csv::Reader::from_reader(text("gaming/visits.csv").unwrap().as_bytes()).records() {
        let record = record.unwrap();
        let day: usize = record[1].parse().unwrap();
        visits[units[&record[0]] as usize].by_day[day] = record[2].parse().unwrap();
    }
    let occasions = Occasions {
        period,
        counts: context["meta"]["count_days"]
            .as_array()
            .unwrap()
            .iter()
            .map(|day| day.as_f64().unwrap() as i32)
            .collect(),
        inspections: names
            .iter()
            .map(|unit| context["inspection_day"][unit].as_f64().map(|day| day as i32))
            .collect(),
        visits,
        threshold: None,
    };
    World { units: names, rows, occasions }
}

fn family() -> Family {
    Family::declare(Policy::england().audits, 1)
}

/// The plain family is the reference's: 242 tests, statistic and p to 10⁻⁶.
#[test]
fn the_plain_family_is_the_reference() {
    let world = world();
    let expected = json("gaming/expected.json");
    let tolerance = expected["tolerance_rel"].as_f64().unwrap();
    let plain = plain_family(&Cases::sorted(world.rows), &world.occasions);
    let mut compared = 0;
    for result in expected["results"].as_array().unwrap() {
        let (unit, audit) = (result["unit"].as_str().unwrap(), result["audit"].as_str().unwrap());
        let what = format!("{unit} {audit}");
        let ours =
            plain.iter().find(|ours| world.units[ours.unit] == unit && ours.audit.name() == audit).unwrap();
        close(&what, ours.statistic, result["statistic"].as_f64().unwrap(), tolerance);
        assert_eq!(ours.p.is_some(), result["p"].is_number(), "{what}");
        if let (Some(ours), Some(theirs)) = (ours.p, result["p"].as_f64()) {
            close(&what, ours, theirs, tolerance);
        }
        close(&what, ours.p_corrected, result["p_bh"].as_f64().unwrap(), tolerance);
        assert_eq!(ours.p_corrected <= 0.05, result["signal_at_q05"].as_bool().unwrap(), "{what}");
        if let (Some((slope, upper)), Some(theirs)) = (ours.harm, result["harm_slope"].as_f64()) {
            close(&what, slope, theirs, tolerance);
            close(&what, upper, result["harm_slope_upper95"].as_f64().unwrap(), tolerance);
        }
        compared += 1;
    }
    assert_eq!(compared, expected["family_size"].as_u64().unwrap());
}

#[test]
fn every_planted_behaviour_is_found_and_no_honest_unit_is_asked() {
    let world = world();
    let release = family().run(&Cases::sorted(world.rows), &world.occasions);
    for trace in &release.traces {
        if let Outcome::Looked(seen) = &trace.outcome
            && (seen.standing(0.05) != Standing::NothingSeen)
        {
            println!(
                "{} {} {:?} statistic {:.4} plain {:.2e} p {:.2e} corrected {:.2e} smallest {:?}",
                world.units[trace.unit],
                trace.audit.name(),
                seen.standing(0.05),
                seen.statistic,
                seen.plain,
                seen.p,
                seen.p_corrected,
                seen.smallest
            );
        }
    }
    let truth = json("gaming/truth.json");
    let found: BTreeSet<(&str, &str)> =
        release.signals().map(|trace| (world.units[trace.unit].as_str(), trace.audit.name())).collect();
    let mut wanted = 0;
    let mut explained: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (unit, planted) in truth["planted"].as_object().unwrap() {
        for behaviour in planted.as_array().unwrap() {
            for audit in truth["audit_that_should_find"][behaviour.as_str().unwrap()].as_array().unwrap() {
                assert!(
                    found.contains(&(unit.as_str(), audit.as_str().unwrap())),
                    "{unit} {audit} of {behaviour}"
                );
                explained.insert((unit, audit.as_str().unwrap()));
            }
            wanted += 1;
        }
    }
    assert_eq!(wanted, 12);
    // Back-dated closings also heap up at the deadline, and late entry corroborates that: a true trace of the same behaviour.
    explained.insert(("U08", "bunching_before_deadline"));
    let unexplained: Vec<_> = found.difference(&explained).collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
}

/// What honest look-alikes leave is seen, and said to have honest reasons enough.
#[test]
fn honest_look_alikes_are_worded_as_such() {
    let world = world();
    let release = family().run(&Cases::sorted(world.rows), &world.occasions);
    let standing = |unit: &str, audit: Audit| {
        let trace = release
            .traces
            .iter()
            .find(|trace| world.units[trace.unit] == unit && trace.audit == audit)
            .unwrap();
        match &trace.outcome {
            Outcome::Looked(seen) => Some(seen.standing(release.q)),
            Outcome::NotEnoughData { .. } => None,
        }
    };
    assert_eq!(
        standing("U18", Audit::BunchingBeforeDeadline),
        Some(Standing::HonestReasonsSuffice),
        "honest effort"
    );
    assert_eq!(
        standing("U05", Audit::SelfRatingRises),
        Some(Standing::HonestReasonsSuffice),
        "it got better"
    );
    assert_eq!(
        standing("U20", Audit::FavouriteRoundDurations),
        Some(Standing::HonestReasonsSuffice),
        "rounds to five"
    );
    assert_eq!(
        standing("U03", Audit::AcceptanceFallsWithSeverity),
        Some(Standing::NothingSeen),
        "a grave area"
    );
    // The small unit has too little for nearly everything, and that is said instead of "clean".
    let small: Vec<Value> =
        Audit::ALL.iter().map(|audit| Value::from(standing("U21", *audit).is_none())).collect();
    assert!(small.iter().filter(|none| none.as_bool() == Some(true)).count() >= 11, "{small:?}");
}

#[test]
fn rows_in_any_order_and_any_number_of_threads_give_the_same() {
    let world = world();
    let mut rows = world.rows.clone();
    rows.reverse();
    rows.rotate_left(4321);
    let run = |threads: usize, rows: Vec<Case>| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| family().run_with_placebo(&Cases::sorted(rows), &world.occasions))
    };
    let one = run(1, world.rows.clone());
    let four = run(4, rows);
    assert_eq!(format!("{one:?}"), format!("{four:?}"));
}

#[test]
fn pretend_dates_bring_few_signals() {
    let world = world();
    let release = family().run_with_placebo(&Cases::sorted(world.rows), &world.occasions);
    let placebo = release.placebo.unwrap();
    println!("{placebo:?}");
    assert_eq!(placebo.draws, 20);
    let looked: u64 = placebo.by_audit.iter().map(|count| count.looked_at).sum();
    let signals: u64 = placebo.by_audit.iter().map(|count| count.signals).sum();
    assert!(looked > 1000 && signals * 100 <= looked, "{signals} of {looked}");
}

#[test]
fn the_declaration_says_everything_that_could_be_chosen_afterwards() {
    let declared = family().declaration();
    for audit in Audit::ALL {
        assert!(declared.contains(audit.name()));
    }
    assert!(declared.contains("q_percent 5") && declared.contains("seed 1"));
    assert_ne!(declared, Family::declare(Policy::england().audits, 2).declaration());
}

/// Counted case by case, as the definitions of the shares say.
#[test]
fn shares_over_time_are_what_counting_one_by_one_gives() {
    let world = world();
    let end = world.occasions.period * DAY;
    let cases = Cases::sorted(world.rows.clone());
    let gathered = Gathered::of(&cases, world.occasions.period);
    let charts = over_time(&gathered, RuleSet::USUAL);
    let mut seen = BTreeSet::new();
    for chart in &charts {
        seen.insert(chart.share);
        let Series::Counts(periods) = &chart.series else { panic!("shares have denominators") };
        for (at, pair) in periods.iter().enumerate() {
            let last = at + 1 == periods.len();
            let within = |case: &&Case| {
                let block = (case.opened / (chart.days * DAY)) as usize;
                case.unit == chart.unit as u32 && (block == at || last && block > at)
            };
            let closed_by = |case: &Case, day: i32| case.closed != NEVER && case.closed <= day;
            let of = |case: &Case| match chart.share {
                Share::InTime => (closed_by(case, case.due), case.due <= end),
                Share::LoggedInTime => (case.logged != NEVER && case.logged <= case.due, case.due <= end),
                Share::Reopened => (
                    case.reopened != NEVER && case.reopened - case.closed <= 30 * DAY,
                    closed_by(case, end - 30 * DAY),
                ),
                Share::NoCooperation => (case.closing == Closing::NoCooperation, closed_by(case, end)),
                Share::Excluded => (case.excluded, true),
                Share::Accepted => {
                    (case.accepted == Some(true), case.accepted.is_some() && case.severity.is_some())
                }
            };
            let (mut hits, mut all) = (0.0, 0.0);
            for (hit, counts) in world.rows.iter().filter(within).map(of) {
                all += f64::from(u8::from(counts));
                hits += f64::from(u8::from(counts && hit));
            }
            assert_eq!(
                pair.unwrap_or((0.0, 0.0)),
                (hits, all),
                "{:?} of {} in {at}",
                chart.share,
                chart.unit
            );
        }
    }
    assert_eq!(seen.len(), Share::ALL.len(), "{seen:?}");
}

/// Odd input gives "not enough data" or an answer, and never a panic.
#[test]
fn odd_input_is_answered() {
    let world = world();
    let run =
        |rows: Vec<Case>, occasions: &Occasions| family().run_with_placebo(&Cases::sorted(rows), occasions);
    // Nothing at all; one unit alone; no calendar; a period of no days.
    assert!(run(Vec::new(), &world.occasions).traces.is_empty());
    let one: Vec<Case> =
        world.rows.iter().filter(|case| case.unit == 1).map(|case| Case { unit: 0, ..*case }).collect();
    let alone = run(one.clone(), &world.occasions);
    let compared =
        [Audit::SameChildWithin7Days, Audit::FavouriteRoundDurations, Audit::AcceptanceFallsWithSeverity];
    for trace in alone.traces.iter().filter(|trace| compared.contains(&trace.audit)) {
        assert!(matches!(trace.outcome, Outcome::NotEnoughData { .. }), "{trace:?}");
    }
    run(one.clone(), &Occasions::default());
    run(one.clone(), &Occasions { period: -3, counts: vec![-5, i32::MAX / 2000], ..world.occasions.clone() });
    // Days out of all range, closings before openings, every value the same.
    let wild: Vec<Case> = one
        .iter()
        .map(|case| Case {
            opened: i32::MAX - 7,
            closed: i32::MIN + 1,
            logged: i32::MAX,
            due: i32::MIN,
            reopened: i32::MAX,
            reclassified: i32::MAX,
            ..*case
        })
        .collect();
    run(wild.clone(), &world.occasions);
    // The same beside ordinary ones, some before time began, and periods of every length.
    let early = wild.iter().map(|case| Case { opened: i32::MIN + 1, closed: i32::MAX, ..*case });
    let mixed: Vec<Case> = one.iter().copied().chain(wild.iter().copied()).chain(early).collect();
    for period in [0, 1, 1_000, 3_000_000, i32::MAX] {
        let occasions =
            Occasions { period, counts: Vec::new(), inspections: Vec::new(), ..world.occasions.clone() };
        let cases = Cases::sorted(mixed.clone());
        let gathered = Gathered::of(&cases, period);
        family().run_on(&gathered, &occasions);
        over_time(&gathered, RuleSet::USUAL);
    }
    let one_and_the_same =
        |(at, case): (usize, &Case)| Case { unit: case.unit, child: at as u32, ..world.rows[0] };
    let equal: Vec<Case> = world.rows.iter().enumerate().map(one_and_the_same).collect();
    let no_visits = Occasions { visits: Vec::new(), ..world.occasions.clone() };
    assert_eq!(run(equal, &no_visits).signals().count(), 0);
}
