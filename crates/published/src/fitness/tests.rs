//! What the page and the tables say, and what they never say.

use counted::chart::icons::Better;
use counted::fitness::{
    Change, Check, Cliff, Fitness, Found, Occasion, Pair, Protocol, Recorder, Returned, Shape, Why, cliff,
    moved, pair, recorder, series,
};
use record::{Claimed, Day};

use super::figures::{
    Indicator, Measure, PairShown, Placed, ReadFile, Registered, Report, Use, Way, YearShown,
};
use super::{fitness_json, page, summary_lines, tables};
use crate::tables::tests::Memory;

fn measure(name: &str, found: Vec<Found>) -> Measure {
    let protocol = Protocol::of(found);
    Measure {
        name: name.into(),
        said_by: "a post".into(),
        said_on: String::new(),
        purpose: "to see <waiting>".into(),
        decision: String::new(),
        fitness: protocol.fitness(),
        protocol,
        ways: vec![Way {
            what: "rush".into(),
            audit: "bunching_before_deadline".into(),
            counter_measure: String::new(),
        }],
    }
}

fn indicator(recorder_is: Recorder, years: &[(i64, Option<f64>, Option<f64>)]) -> Indicator {
    let protocol = Protocol::of([recorder(&[], None, Some(recorder_is))]);
    let returned: Vec<Returned> = years
        .iter()
        .map(|(year, target, outturn)| Returned {
            year: *year,
            target: *target,
            outturn: *outturn,
            definition: None,
        })
        .collect();
    Indicator {
        name: "drug tests".into(),
        unit: "percent".into(),
        better: Better::Down,
        recorded_by: "laboratory".into(),
        recorder: recorder_is,
        kind: "sampled outcome".into(),
        years: returned
            .iter()
            .map(|year| YearShown {
                label: format!("{}-{:02}", year.year, (year.year + 1) % 100),
                number: year.year,
                target: year.target,
                outturn: year.outturn,
                source: String::new(),
                definition: String::new(),
            })
            .collect(),
        series: series(&returned, Better::Down),
        used: Use::By(protocol.fitness()),
        protocol,
        by_chance: None,
        is_asked_about: false,
        alike: Vec::new(),
    }
}

fn entry(kind: &'static str, on: &str, is_occasion: bool) -> Registered {
    let day = Day::parse_iso(on).expect("a day");
    let change = Change {
        in_force: Some((day, day)),
        value: Some(75.0),
        was: Some(85.0),
        better: Better::Up,
        figure_after: Some(79.0),
    };
    let inspected = Day::parse_iso("2024-04-10").expect("a day");
    Registered {
        place: Placed { file: 0, line: 2 },
        kind,
        is_occasion,
        what: "In time".into(),
        set_by: String::new(),
        set_on: None,
        in_force: Some(Claimed::day(day)),
        was: Some(85.0),
        value: Some(75.0),
        unit: "percent".into(),
        why: "=cmd()".into(),
        hung_on_it: "a grade".into(),
        shape: "jump",
        figure_before: Some(80.0),
        figure_after: Some(79.0),
        source: String::new(),
        moved: (!is_occasion).then(|| moved(&change, &[Occasion { on: (inspected, inspected) }])),
        followed_by: "inspection, 2024-04-10".into(),
    }
}

fn report() -> Report {
    let looked = Pair { official: Some(13.0), independent: Some(6.5), of: None };
    Report {
        files: vec![ReadFile { name: "r.csv".into(), what: "register of targets" }],
        measures: vec![
            measure("In time", vec![recorder(&[], Some(Recorder::Another), None)]),
            measure("Closed", vec![cliff(&Cliff { register: vec![Some(Shape::Jump)], ..Cliff::default() })]),
        ],
        indicators: vec![indicator(
            Recorder::InPart,
            &[(2002, Some(10.0), None), (2005, Some(11.8), Some(10.3))],
        )],
        pairs: vec![PairShown {
            what: "time out of cell".into(),
            year: "2005-06".into(),
            official: looked.official,
            independent: looked.independent,
            unit: "hours per day".into(),
            of: None,
            note: String::new(),
            source: "I2006".into(),
            paired: pair(looked),
        }],
        register: vec![entry("threshold", "2024-03-01", false), entry("inspection", "2024-04-10", true)],
        findings: Vec::new(),
    }
}

#[test]
fn the_page_begins_with_what_may_judge_and_keeps_every_given_word_a_word() {
    let html = page::page(&report());
    let text = html.as_str();
    let lead = "Of 3 measures, none may judge anybody, 2 may only teach, and 1 may do neither.";
    assert!(text.contains(lead), "{text}");
    assert!(text.contains("to see &lt;waiting&gt;") && !text.contains("<waiting>"));
    assert!(!text.contains("<script") && !text.contains("http://") && !text.contains("https://"));
}

#[test]
fn a_moved_threshold_is_said_with_days_and_decision_and_without_a_motive() {
    let text = page::page(&report()).as_str().to_owned();
    assert!(text.contains("Moved in the half year before an inspection or a count:"));
    assert!(text.contains("40 days before: inspection, 2024-04-10"));
    assert!(
        text.contains("Easier to meet than before.")
            && text.contains("meets one of the two values and not the other")
    );
    assert!(text.contains("Set by: nobody is named."));
    assert!(text.contains("proves nothing about why"));
    assert!(text.contains("The target went from 10 (2002-03) to 11.8 (2005-06), which is easier to meet."));
    assert!(text.contains("The figure of 2005-06 meets the new target and would miss the old one."));
    assert!(text.contains("returned 2 times what was found"));
}

#[test]
fn no_page_gives_a_verdict_about_anybody() {
    let text = format!("{}{}", page::page(&report()).as_str(), summary_lines(&report())).to_lowercase();
    for word in ["gaming", "gamed", "cheat", "manipulat", "fraud", "success", "turned around", "fiddl"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn every_picture_has_words_and_a_table_beside_it() {
    let text = page::page(&report()).as_str().to_owned();
    let pictures = text.matches("<svg").count();
    assert_eq!(pictures, 2, "pairs and register");
    assert_eq!(text.matches("role=\"img\"").count(), pictures);
    assert_eq!(text.matches("<desc").count(), pictures);
    assert!(text.matches("<table").count() > pictures);
}

#[test]
fn the_tables_and_the_data_agree_and_no_cell_is_a_formula() {
    let memory = Memory::default();
    tables::write_fitness(&report(), &memory).expect("written");
    let texts = memory.texts();
    let file = |name: &str| texts[name].clone();
    let measures = file("measures.csv");
    assert!(measures.contains("Closed,questionnaire,not fit,not met: cliff"), "{measures}");
    assert!(file("register.csv").contains("'=cmd()"));
    assert_eq!(file("checks.csv").lines().count(), 1 + 30);
    let data: serde_json::Value = serde_json::from_str(&fitness_json(&report())).expect("JSON");
    assert_eq!(data["fit_to_learn_only"], 2);
    assert_eq!(data["measures"][1]["checks"][7]["standing"], "not met");
    assert_eq!(data["register"][0]["days_before"], serde_json::json!([40, 40]));
    assert_eq!(file("fitness.json"), fitness_json(&report()));
}

#[test]
fn a_claim_is_called_one_wherever_it_stands() {
    let claimed = measure("Known", vec![recorder(&[], None, Some(Recorder::Another))]);
    assert!(matches!(claimed.fitness, Fitness::ToLearnOnly(_)));
    let report = Report { measures: vec![claimed], ..Report::default() };
    let text = page::page(&report).as_str().to_owned();
    assert!(text.contains("a claim, not measured") && text.contains("met on a claim alone: who records it"));
    let unknown = Found::unknown(Check::Noise, Why::NotGiven);
    assert!(super::words::why(&unknown).contains("no figure was given"));
}
