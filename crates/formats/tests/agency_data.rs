//! The whole folder of agency samples, compared with the truth files beside them.
//!
//! `CANDOUR_AGENCY_DATA=DIR cargo test -p formats --test agency_data`; without it a line says that it is skipped.

#![allow(clippy::print_stdout, clippy::panic, reason = "a test that says what it compared")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use common::{Council, Kept};
use formats::cin::{self, Child, Count, Details};
use formats::{Format, Recognised, recognise};
use record::time::Calendar;
use record::{Claimed, Day};
use serde_json::Value;

/// The folder, or a line that says why nothing is tested.
fn folder() -> Option<PathBuf> {
    match std::env::var_os("CANDOUR_AGENCY_DATA") {
        Some(folder) => Some(folder.into()),
        None => {
            // They lie outside the project: a checkout alone must pass its tests.
            println!("skipped: set CANDOUR_AGENCY_DATA to the folder of agency samples");
            None
        }
    }
}

fn recognised(path: &Path) -> Recognised {
    let mut source = File::open(path).expect("the sample is there");
    let mut head = vec![0; formats::recognise::HEAD];
    let mut length = 0;
    while let Ok(count @ 1..) = source.read(&mut head[length..]) {
        length += count;
    }
    recognise(&head[..length], &mut source)
}

fn read(path: &Path, council: &Council) -> (Format, Kept) {
    let Recognised::As(format) = recognised(path) else { panic!("{} is not recognised", path.display()) };
    let mut kept = Kept::default();
    let mut source = File::open(path).expect("the sample is there");
    formats::read(format, &mut source, &council.context(), &mut kept).expect("the sample can be read");
    (format, kept)
}

#[test]
fn every_file_of_the_manifest_has_as_many_records_as_it_says() {
    let Some(folder) = folder() else { return };
    let council = Council::new();
    let mut manifest = csv::Reader::from_path(folder.join("manifest.csv")).expect("a manifest");
    let mut read_files = 0;
    for row in manifest.records() {
        let row = row.expect("a row of the manifest");
        let (name, Ok(records)) = (&row[0], row[2].parse::<usize>()) else {
            continue;
        };
        let path = folder.join(name);
        if name.starts_with("ssda903/xml") {
            assert!(
                matches!(recognised(&path), Recognised::Unknown { why, .. } if why.contains("SSDA903")),
                "{name}"
            );
            continue;
        }
        let (format, kept) = read(&path, &council);
        let count = match format {
            Format::CinCensus => kept.children.len(),
            _ => kept.rows.len(),
        };
        assert_eq!(count, records, "{name}");
        assert_eq!(kept.bytes, fs::metadata(&path).expect("the sample is there").len(), "{name}");
        let places: BTreeSet<_> = kept.events.iter().map(|event| event.source).collect();
        assert_eq!(places.len(), kept.events.len(), "two events of {name} share a place");
        read_files += 1;
    }
    println!("{read_files} files of the manifest read");
}

#[test]
fn the_annex_a_workbook_is_named_and_not_read() {
    let Some(folder) = folder() else { return };
    let recognised = recognised(&folder.join("annex_a/Annex_A.xlsx"));
    assert!(
        matches!(&recognised, Recognised::Unknown { why, .. } if why.contains("Annex A")),
        "{recognised:?}"
    );
}

#[test]
fn every_count_of_the_truth_files_comes_out_of_the_census() {
    let Some(folder) = folder() else { return };
    for name in ["synthetic_la990_2023", "synthetic_la991_2025"] {
        let path = folder.join("cin_census").join(name);
        let truth: Value =
            serde_json::from_slice(&fs::read(path.with_extension("truth.json")).expect("a truth file"))
                .expect("JSON");
        let council = Council::new();
        let (_, kept) = read(&path.with_extension("xml"), &council);
        let found =
            from_events(&kept).into_iter().chain(from_children(&path.with_extension("xml"), &council));
        let found: BTreeMap<String, Value> = found.collect();
        let mut compared = 0;
        for (what, value) in &found {
            assert_eq!(Some(value), truth.get(what), "{name}: {what}");
            compared += 1;
        }
        println!("{name}: {compared} figures of the truth file compared");
        for left_out in truth.as_object().expect("an object").keys().filter(|key| !found.contains_key(*key)) {
            println!("{name}: `{left_out}` is not compared");
        }
    }
}

/// What the events and findings say.
fn from_events(kept: &Kept) -> Vec<(String, Value)> {
    let distinct: BTreeSet<&String> = kept.children.iter().collect();
    let numbers = [
        ("children", distinct.len() as u64),
        ("referrals", kept.activity("referral.received")),
        ("referral_nfa", kept.activity("referral.no_further_action")),
        ("assessments", kept.activity("assessment.started")),
        ("assessments_completed", kept.activity("assessment.authorised")),
        ("s47", kept.activity("strategy_discussion.started_s47")),
        ("icpc_held", kept.activity("icpc.held")),
        ("s47_icpc_not_required", kept.activity("icpc.not_required")),
        ("cp_plans", kept.activity("cp_plan.started")),
        ("upn_bad_check_letter", kept.rule("upn.check_letter")),
        ("s47_open_over_15wd_at_reference", kept.rule("cin.8675Q")),
        // The finding takes the stricter of the two conventions.
        ("open_over_45wd_of_assessment_start_at_reference__start_day_counted", kept.rule("cin.8670Q")),
    ];
    assert_eq!(kept.activity("assessed"), kept.activity("assessment.authorised"));
    assert_eq!(kept.activity("no_action"), kept.activity("referral.no_further_action"));
    let tables = [
        ("by_source", kept.codes("referral.received", "referral_source")),
        ("by_need", kept.codes("referral.received", "primary_need")),
        ("factors", kept.codes("assessment.authorised", "assessment_factor")),
        ("closures", kept.codes("cin.ceased", "closure_reason")),
    ];
    let numbers = numbers.map(|(name, number)| (name.to_owned(), Value::from(number)));
    let tables =
        tables.map(|(name, table)| (name.to_owned(), serde_json::to_value(table).expect("a map of numbers")));
    numbers.into_iter().chain(tables).collect()
}

fn day(date: Option<Claimed>) -> Option<Day> {
    date.and_then(Claimed::single_day)
}

/// Counts that need whole children.
fn from_children(path: &Path, council: &Council) -> Vec<(String, Value)> {
    let mut source = File::open(path).expect("the sample is there");
    let mut figures = Figures::default();
    let mut kept = Kept::default();
    let calendar = &council.policy.calendar;
    let (header, _) =
        cin::read_children(&mut source, &council.context(), &mut kept, &mut |header, child, _| {
            figures.child(child, calendar, header.reference_date.expect("a reference date"));
        })
        .expect("the sample can be read");
    let histogram = serde_json::to_value(&figures.histogram).expect("a map of numbers");
    let texts = [
        ("lea", Value::from(header.lea.as_str())),
        ("reference_date", Value::from(header.reference_date.expect("a reference date").to_string())),
        ("assessment_wd_histogram_from_referral", histogram),
    ];
    let numbers = figures.numbers.into_iter().map(|(name, number)| (name.to_owned(), Value::from(number)));
    texts.map(|(name, value)| (name.to_owned(), value)).into_iter().chain(numbers).collect()
}

#[derive(Default)]
struct Figures {
    numbers: BTreeMap<&'static str, u64>,
    histogram: BTreeMap<String, u64>,
}

impl Figures {
    fn add(&mut self, name: &'static str, yes: bool) {
        *self.numbers.entry(name).or_default() += u64::from(yes);
    }

    fn child(&mut self, child: &Child, calendar: &Calendar, reference: Day) {
        self.add("unborn", child.expected.is_some() && child.born.is_none());
        self.add("upn_missing", child.upn.is_empty());
        let has = |factor: &str| {
            child
                .details
                .iter()
                .flat_map(|d| &d.assessments)
                .any(|a| a.factors.iter().any(|code| code == factor))
        };
        self.add("children_with_11A", has("11A"));
        self.add("children_with_10A_and_11A", has("10A") && has("11A"));
        self.add("children_with_24A", has("24A"));
        for details in &child.details {
            self.assessments(details, calendar, reference);
            self.conferences(details, calendar);
            self.plans(details, reference);
        }
        for pair in child.details.windows(2) {
            let [first, next] = pair else { continue };
            let (Some(before), Some(again)) = (day(first.referral_date), day(next.referral_date)) else {
                continue;
            };
            let within_year = again <= before.add_months(12);
            self.add("rereferrals_within_12_months", within_year);
            self.add("nfa_then_rereferred_within_12_months", within_year && first.referral_nfa == Some(true));
            let quick = day(first.closure_date).is_some_and(|closed| again.0 - closed.0 <= 7);
            self.add("closed_and_rereferred_within_7_days", quick);
        }
    }

    fn assessments(&mut self, details: &Details, calendar: &Calendar, reference: Day) {
        let year = reference.add_months(-12).add_days(1)..=reference;
        let referred = day(details.referral_date).expect("every referral of the sample is dated");
        self.add("referrals_in_year", year.contains(&referred));
        for assessment in &details.assessments {
            let start = day(assessment.start).expect("every assessment of the sample is dated");
            let open = assessment.authorised.is_none();
            self.add("assessments_open", open);
            let at_reference = Count::between(calendar, start, reference);
            self.add(
                "open_over_45wd_of_assessment_start_at_reference",
                open && at_reference.next_working_day > 45,
            );
            let Some(end) = day(assessment.authorised) else {
                continue;
            };
            let (from_start, from_referral) =
                (Count::between(calendar, start, end), Count::between(calendar, referred, end));
            self.add("completed_over_45wd_of_assessment_start", from_start.next_working_day > 45);
            self.add(
                "completed_over_45wd_of_assessment_start__start_day_counted",
                from_start.start_day_counts > 45,
            );
            self.add("completed_over_45wd_of_referral", from_referral.next_working_day > 45);
            self.add(
                "completed_over_45wd_of_referral__start_day_counted",
                from_referral.start_day_counts > 45,
            );
            self.add("completed_within_45wd_of_referral", from_referral.next_working_day <= 45);
            *self.histogram.entry(from_referral.next_working_day.to_string()).or_default() += 1;
        }
    }

    fn conferences(&mut self, details: &Details, calendar: &Calendar) {
        for enquiry in &details.section47 {
            let (Some(start), Some(held)) = (day(enquiry.start), day(enquiry.icpc)) else {
                continue;
            };
            let count = Count::between(calendar, start, held);
            self.add("icpc_over_15wd", count.next_working_day > 15);
            self.add("icpc_over_15wd__start_day_counted", count.start_day_counts > 15);
            self.add("icpc_within_15wd", count.next_working_day <= 15);
        }
    }

    fn plans(&mut self, details: &Details, reference: Day) {
        for plan in &details.protection_plans {
            self.add("cp_open_at_reference", plan.end.is_none());
            let start = day(plan.start).expect("every plan of the sample is dated");
            // A plan never reviewed is late by its end or the reference date.
            let first = day(plan.reviews.first().copied()).or_else(|| day(plan.end)).unwrap_or(reference);
            self.add("cp_first_review_over_3_months", first > start.add_months(3));
        }
    }
}
