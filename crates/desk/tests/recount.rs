//! Returns recounted: the figures of two made-up councils as the program that made them knows them.

#![allow(clippy::panic, reason = "a test says what is missing and stops")]

use std::path::Path;

use counted::measure::Verdict;
use desk::recount::{Recount, RecountOptions, recount, write_recount};
use record::policy::Policy;
use record::{Code, Day, Fixed, Logged};

fn council(name: &str, policy: &Policy) -> Recount {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/returns").join(name);
    let options = RecountOptions {
        place: &folder,
        policy,
        logged: Logged(0),
        as_of: Day::parse_iso("2026-03-31").expect("a date"),
        said: None,
        progress: &|_| {},
    };
    recount(&options).expect("a return")
}

fn truth(name: &str) -> serde_json::Value {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/returns").join(name);
    serde_json::from_slice(&std::fs::read(place).expect("the truth")).expect("JSON")
}

/// (numerator, denominator, left out, missing) of the one figure of a measure.
fn figure(recount: &Recount, measure: &str, variant: &str) -> (u64, u64, u64, u64) {
    let all: Vec<_> = recount
        .measured
        .years
        .iter()
        .filter(|one| one.measure.as_str() == measure && one.variant.as_str() == variant)
        .collect();
    let [one] = &all[..] else { panic!("{measure} {variant}: {all:?}") };
    (one.numerator, one.denominator, one.left_out.iter().map(|left| left.rows).sum(), one.missing)
}

fn the_truth_is_recounted(folder: &str, file: &str) {
    let policy = Policy::england();
    let (found, truth) = (council(folder, &policy), truth(file));
    let of = |key: &str| truth[key].as_u64().unwrap_or_else(|| panic!("{key} in the truth"));
    assert_eq!(figure(&found, "referrals", "main").0, of("referrals_in_year"));
    assert_eq!(figure(&found, "re_referrals", "in_these_files").0, of("rereferrals_within_12_months"));
    assert_eq!(
        figure(&found, "closed_and_referred_again", "main").0,
        of("closed_and_rereferred_within_7_days")
    );
    assert_eq!(figure(&found, "no_further_action", "main").0, of("referral_nfa"));
    // Measures by variant, with how many were late.
    for (variant, late) in [
        ("main", "completed_over_45wd_of_assessment_start"),
        ("start_day_counted", "completed_over_45wd_of_assessment_start__start_day_counted"),
        ("from_referral", "completed_over_45wd_of_referral"),
        ("from_referral_start_day_counted", "completed_over_45wd_of_referral__start_day_counted"),
    ] {
        let (in_time, of_all, left_out, missing) = figure(&found, "assessments_in_time", variant);
        assert_eq!((of_all, left_out, missing), (of("assessments_completed"), 0, 0), "{variant}");
        assert_eq!(of_all - in_time, of(late), "{variant}");
    }
    for (variant, late) in
        [("main", "icpc_over_15wd"), ("start_day_counted", "icpc_over_15wd__start_day_counted")]
    {
        let (in_time, of_all, ..) = figure(&found, "conferences_in_time", variant);
        assert_eq!((of_all, of_all - in_time), (of("icpc_held"), of(late)), "{variant}");
    }
    assert_eq!(figure(&found, "enquiries_without_conference", "main").0, of("s47_icpc_not_required"));
    let assessments = found.measured.table("assessments").expect("a table");
    assert_eq!(assessments.len() as u64, of("assessments"));
    let open = assessments.column(&Code::new("authorised")).expect("a column");
    let open = (0..assessments.len()).filter(|row| open.day(*row).is_none()).count() as u64;
    assert_eq!(open, of("assessments_open"), "those not completed stay in the table");
}

#[test]
fn an_honest_council_is_recounted_exactly() {
    the_truth_is_recounted("council_990_2023", "council_990_2023.truth.json");
}

#[test]
fn a_council_with_planted_behaviour_is_recounted_exactly() {
    the_truth_is_recounted("council_991_2025", "council_991_2025.truth.json");
}

#[test]
fn a_share_comes_with_its_interval_and_a_re_referral_only_where_the_year_before_is_covered() {
    let policy = Policy::england();
    let found = council("council_991_2025", &policy);
    let all = &found.measured.years;
    let in_time = all.iter().find(|one| one.measure.as_str() == "assessments_in_time").expect("a figure");
    let (low, high) = in_time.interval.expect("a share has an interval");
    let share = in_time.share.expect("a share");
    assert!(low < share && share < high && low > Fixed::ZERO && high < Fixed::ONE, "{low} {share} {high}");
    // One file of one year says nothing certain of what came in the year before.
    let (counted, of, left_out, _) = figure(&found, "re_referrals", "main");
    assert_eq!((counted, of), (0, 0));
    assert_eq!(left_out, figure(&found, "referrals", "main").0);
}

#[test]
fn a_second_run_leaves_no_picture_of_the_first() {
    let policy = Policy::england();
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/returns/council_991_2025");
    let options = RecountOptions {
        place: &place,
        policy: &policy,
        logged: Logged(0),
        as_of: Day::parse_iso("2026-03-31").expect("a date"),
        said: None,
        progress: &|_| {},
    };
    let found = recount(&options).expect("a return");
    let out = tempfile::tempdir().expect("a folder");
    let out = out.path().join("recount");
    write_recount(&found, &options, &out, false).expect("written");
    let (stale, own) = (out.join("charts/chart-99.svg"), out.join("charts/notes.txt"));
    std::fs::write(&stale, "of an earlier run").expect("written");
    std::fs::write(&own, "somebody's own").expect("written");
    write_recount(&found, &options, &out, false).expect("written again");
    assert!(!stale.exists() && own.exists());
    assert!(out.join("charts/chart-1.svg").exists());
}

#[test]
fn the_page_shows_no_count_of_one_to_five() {
    let policy = Policy::england();
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/returns/council_991_2025");
    let options = RecountOptions {
        place: &place,
        policy: &policy,
        logged: Logged(0),
        as_of: Day::parse_iso("2026-03-31").expect("a date"),
        said: None,
        progress: &|_| {},
    };
    let found = recount(&options).expect("a return");
    let folder = tempfile::tempdir().expect("a folder");
    let page = |exact| {
        let out = folder.path().join(if exact { "exact" } else { "hidden" });
        write_recount(&found, &options, &out, exact).expect("written");
        std::fs::read_to_string(out.join("index.html")).expect("a page")
    };
    let cells = |page: &str| -> Vec<String> {
        let cells = page.split("<td class=\"n").skip(1).filter_map(|rest| rest.split_once('>'));
        cells.filter_map(|(_, rest)| rest.split_once("</td>").map(|(cell, _)| cell.to_owned())).collect()
    };
    let small = |page: &str| {
        cells(page).into_iter().filter(|cell| ["1", "2", "3", "4", "5"].contains(&cell.as_str())).count()
    };
    assert_eq!(small(&page(false)), 0);
    assert!(small(&page(true)) > 0, "the file holds such a count, so the test can fail");
}

#[test]
fn planted_behaviour_leaves_traces_and_honest_work_does_not() {
    let policy = Policy::england();
    let seen = |name: &str| {
        let found = council(name, &policy);
        let traces = found.traces.expect("referrals to look at");
        let [split] = &traces.splits[..] else { panic!("one agency: {:?}", traces.splits) };
        let from_start = traces.heaps.iter().find(|heap| heap.what.contains("own start")).expect("a heap");
        let heap = from_start.bunched.as_ref().expect("a curve").normalised;
        let nfa = found.lines.iter().find(|line| line.name.contains("no further action")).expect("a chart");
        let signals = traces.release.signals().count();
        (split.chance.expect("enough closings"), heap, nfa.signals.len(), signals)
    };
    let (honest, planted) = (seen("council_990_2023"), seen("council_991_2025"));
    // Cases divided: the first week after a closing is too full.
    assert!(honest.0 > 0.5 && planted.0 < 0.001, "{honest:?} {planted:?}");
    // Both hurry before the limit; the planted one by far more. By itself it is nobody's verdict.
    assert!(honest.1 > 1.0 && planted.1 > 3.0 * honest.1, "{honest:?} {planted:?}");
    // More closed with no further action in the last quarter.
    assert!(honest.2 == 0 && planted.2 > 0, "{honest:?} {planted:?}");
    assert_eq!((honest.3, planted.3), (0, 0), "a heap without anything beside it is no signal");
}

/// What was said elsewhere: kept whole with line and remedy, and never called wrong where these files cannot know.
#[test]
fn figures_said_elsewhere_stand_beside_the_recount() {
    let policy = Policy::england();
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("council_991_2025");
    let returns = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/returns/council_991_2025");
    std::fs::create_dir(&place).expect("a folder");
    for file in std::fs::read_dir(&returns).expect("the example").flatten() {
        std::fs::copy(file.path(), place.join(file.file_name())).expect("copied");
    }
    let file = folder.path().join("said.csv");
    let rows = "said_by,measure,agency,period,numerator,denominator,percent\n\
        return,assessments_in_time,,2024-25,360,382,94.2\n\
        report,exploitation_identified,,2024-25,,,2.3\n\
        report,assessments_in_time,,2024-25,10,40,20\n\
        report,referrals,,2019-20,5,,\n\
        report,referals,,2024-25,5,,\n\
        report,referrals,elsewhere,2024-25,5,,\n\
        report,referrals,,2024-25,many,,\n";
    std::fs::write(&file, rows).expect("written");
    let options = RecountOptions {
        place: &place,
        policy: &policy,
        logged: Logged(0),
        as_of: Day::parse_iso("2026-03-31").expect("a date"),
        said: Some(&file),
        progress: &|_| {},
    };
    let found = recount(&options).expect("a return");
    let verdicts: Vec<Verdict> = found.said.iter().map(|said| said.beside.verdict).collect();
    use Verdict::{Agrees, Differs, NoSuchAgency, NoSuchMeasure, NotInTheseFiles};
    assert_eq!(verdicts, [Agrees, Differs, Differs, NotInTheseFiles, NoSuchMeasure, NoSuchAgency]);
    // 40 of 382 were counted: 2.3 % of some 1,740.
    assert_eq!(found.said[1].beside.needs, Some((1_703, 1_777)));
    assert_eq!(found.said[2].beside.own_percent, Some(25.0));
    let lines: Vec<u32> = found.said_findings.iter().map(|finding| finding.line).collect();
    assert_eq!(lines, [8, 8], "no count, and so nothing said");
    let out = folder.path().join("out");
    write_recount(&found, &options, &out, false).expect("written");
    let page = std::fs::read_to_string(out.join("index.html")).expect("a page");
    assert!(page.contains("No denominator was said: a share of what?"));
    assert!(page.contains("1,703 to 1,777 rows in all"));
    let table = std::fs::read_to_string(out.join("said.csv")).expect("a table");
    assert_eq!(table.lines().count(), 7);
    let missing = RecountOptions { said: Some(Path::new("nowhere.csv")), ..options };
    assert!(recount(&missing).is_err_and(|error| error.to_string().contains("nowhere.csv")));
}
