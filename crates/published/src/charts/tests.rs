//! Charts as they come out.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use counted::chart::drift::{Design, over};
use counted::chart::icons::Better;
use counted::chart::notice::{false_alarm, notice, usual_levels};
use counted::chart::rules::{RuleSet, signals};
use counted::chart::{Change, Freeze, Kind, Plan, Series, draw};
use counted::compare::{Measure, Trim, funnel};

use super::{Charts, Content, Line, NotCharted, Units, headline, is_picture, png, write_charts};
use crate::Folder;

/// A folder in memory.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

struct File(Memory, String, RefCell<Vec<u8>>);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.2.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.0.0.lock().unwrap().insert(self.1.clone(), self.2.take());
    }
}

impl Folder for Memory {
    fn file(&self, name: &str) -> io::Result<Box<dyn Write + Send>> {
        Ok(Box::new(File(self.clone(), name.to_owned(), RefCell::default())))
    }
}

fn bytes(charts: &Charts) -> BTreeMap<String, Vec<u8>> {
    let memory = Memory::default();
    write_charts(charts, &memory).unwrap();
    let files = memory.0.lock().unwrap();
    files.clone()
}

/// The files that are text. Every letter of every picture is one that its PNG can show.
fn files(charts: &Charts) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let all = bytes(charts);
    let files: BTreeMap<String, String> =
        all.iter().map(|(name, bytes)| (name.clone(), text(bytes))).collect();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".svg")) {
        assert_eq!(png::lacking(text), Vec::<char>::new(), "{name}");
    }
    files.into_iter().filter(|(name, _)| !name.ends_with(".png") && !name.ends_with(".xlsx")).collect()
}

fn line(name: &str, kind: Kind, series: &Series, plan: Plan) -> Line {
    let chart = draw(kind, series, &plan).unwrap();
    let counts = match series {
        Series::Counts(counts) => counts.clone(),
        _ => vec![None; series.len()],
    };
    Line {
        name: name.into(),
        periods: (1..=series.len()).map(|n| format!("2024-{n:02}")).collect(),
        each: "month",
        percent: false,
        drift: None,
        counts,
        rules: RuleSet::USUAL,
        signals: signals(&chart, RuleSet::USUAL),
        better: Better::Down,
        target: Some(0.5),
        why: "it was asked for".into(),
        sooner: None,
        plan,
        quiet: false_alarm(&chart),
        notices: usual_levels(&chart).into_iter().filter_map(|level| notice(&chart, level)).collect(),
        chart,
    }
}

fn charts(content: Content) -> Charts {
    Charts {
        title: "A <title> & more".into(),
        file: "f.csv".into(),
        content,
        findings: Vec::new(),
        not_charted: Vec::new(),
    }
}

/// The text of a picture or page holds no markup but ours, no script and asks for nothing.
fn is_harmless(text: &str) {
    assert!(!text.contains("<script") && !text.contains("=cmd<") && !text.contains("<b>"), "{text}");
    let without_namespace = text.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assert!(!without_namespace.contains("http://") && !without_namespace.contains("https://"));
}

#[test]
fn a_shift_is_said_marked_by_shape_and_stands_in_every_file() {
    let figures = [0.2, 0.21, 0.19, 0.2, 0.2, 0.22, 0.18, 0.2, 0.21, 0.19, 0.2, 0.2, 0.45, 0.2];
    let counts: Vec<f64> = figures.iter().map(|share| (share * 200.0f64).round()).collect();
    let plan = Plan {
        excluded: vec![Change {
            at: 13,
            decided: record::Day::parse_iso("2025-01-05"),
            reason: "<b>flood</b>".into(),
        }],
        ..Plan::default()
    };
    let line = line("North", Kind::P, &Series::of_counts(&counts, &[200.0; 14]), plan);
    assert_eq!(
        headline(&line),
        "Something changed, and it is a matter for concern: a point above its limit."
    );
    let out = files(&charts(Content::Lines(vec![line])));
    for (name, text) in &out {
        if !name.ends_with(".json") && !name.ends_with(".csv") {
            is_harmless(text);
        }
        assert!(text.contains("2024-13"), "{name}");
    }
    let svg = &out["chart.svg"];
    assert!(svg.contains("<title id=\"t\">A &lt;title&gt; &amp; more: North</title>"), "{svg}");
    assert!(
        svg.contains("class=\"pt worse\"") && svg.contains("class=\"pt out\"") && svg.contains("target 50 %")
    );
    let rows: Vec<&str> = out["figures.csv"].lines().collect();
    assert!(rows[0].starts_with("key,series,period,kind,value,numerator,denominator,centre,lower,upper"));
    assert!(rows[13].starts_with("North/2024-13,North,2024-13,p,0.45,90,200,"), "{}", rows[13]);
    assert!(rows[13].contains(",outside,up,special_cause_concerning,no,"));
    assert!(rows[14].contains(",yes,2025-01-05,left out: <b>flood</b>,nhs"), "{}", rows[14]);
    let page = &out["index.html"];
    for words in [
        "What can and cannot be concluded",
        "Why it changed, if it did",
        "consistently passing",
        "Time to notice",
        "left out: &lt;b&gt;flood",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn two_points_are_no_trend_and_have_no_limits() {
    let line = line("", Kind::Xmr, &Series::of_values(&[41.0, 52.0]), Plan::default());
    assert_eq!(headline(&line), "No trend can be seen from two points.");
    let out = files(&charts(Content::Lines(vec![line])));
    assert!(!out["chart.svg"].contains("upper limit"), "no limits are drawn");
    assert!(out["index.html"].contains("two points are always different, or alike, by chance alone"));
    let json: serde_json::Value = serde_json::from_str(&out["chart.json"]).unwrap();
    assert_eq!(json["series"][0]["variation"], serde_json::Value::Null);
}

#[test]
fn a_figure_below_zero_is_a_number_and_a_name_is_no_formula() {
    let out = files(&charts(Content::Lines(vec![
        line("=1+1", Kind::Xmr, &Series::of_values(&[-3.0, -2.0, -4.0, -3.0]), Plan::default()),
        line("b", Kind::Xmr, &Series::of_values(&[1.0, 1.0, 1.0]), Plan::default()),
    ])));
    let csv = &out["figures.csv"];
    assert!(csv.contains("\n'=1+1/2024-01,'=1+1,2024-01,xmr,-3,"), "{csv}");
    assert!(out.contains_key("chart-2.svg"));
    assert!(out["index.html"].contains("All figures that set the limits are alike"));
}

#[test]
fn units_stand_in_the_order_given_and_small_ones_are_not_judged() {
    let counts: Vec<(f64, f64)> =
        (0..12).map(|n| (30.0 + f64::from(n % 3), 100.0)).chain([(70.0, 100.0), (9.0, 10.0)]).collect();
    let names: Vec<String> = (1..=14).map(|n| format!("Area {n:02}")).collect();
    let units = Units { names, funnel: funnel(Measure::Share, &counts, Trim::Winsorise).unwrap(), counts };
    let out = files(&charts(Content::Units(units)));
    is_harmless(&out["index.html"]);
    let csv = &out["figures.csv"];
    let keys: Vec<&str> = csv.lines().skip(1).map(|row| &row[..7]).collect();
    assert_eq!(keys[0], "Area 01");
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(csv.lines().nth(14).unwrap().contains("too_few"), "{csv}");
    assert!(csv.lines().nth(13).unwrap().contains("ask_above"), "{csv}");
    assert!(out["index.html"].contains("An order of units"));
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let make = || {
        charts(Content::Lines(vec![line(
            "",
            Kind::C,
            &Series::of_values(&[4.0, 6.0, 5.0, 7.0]),
            Plan::default(),
        )]))
    };
    assert_eq!(bytes(&make()), bytes(&make()));
}

/// Width and height as the head of a PNG has them.
fn dots(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let at = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().unwrap());
    (at(16), at(20))
}

#[test]
fn every_picture_has_a_png_of_twice_its_size_with_words_in_it() {
    let of = |name: &str| {
        bytes(&charts(Content::Lines(vec![line(
            name,
            Kind::C,
            &Series::of_values(&[4.0, 6.0, 5.0, 7.0]),
            Plan { splits: vec![], ..Plan::default() },
        )])))
    };
    let files = of("");
    assert_eq!(dots(&files["chart.png"]), (1920, 908));
    let pictures: Vec<&String> = files.keys().filter(|name| is_picture(name)).collect();
    assert_eq!(pictures, ["chart.png", "chart.svg"]);
    assert_ne!(files["chart.png"], of("North")["chart.png"], "the name stands over the picture");
}

#[test]
fn letters_are_drawn_and_those_the_font_lacks_are_said() {
    use super::standalone::Picture;
    let of = |words: &str, class: &'static str| {
        let mut marks = crate::html::Html::new("t");
        crate::svg::text_at(&mut marks, class, 5.0, 20.0, words);
        Picture { width: 100.0, height: 30.0, title: String::new(), description: String::new(), marks }
    };
    let png = |words: &str, class: &'static str| png::draw(&of(words, class)).unwrap();
    assert_ne!(png("Ŵyr 12.5 %", "end"), png("", "end"));
    assert_ne!(png("Ŵyr 12.5 %", "said"), png("Ŵyr 12.5 %", "note"), "bold letters are letters of their own");
    assert_eq!(png("不", "end"), png("明", "end"), "two empty boxes");
    assert_eq!(png::lacking("Ŵyr 不 \u{2212}5 ≥ Łódź\n"), ['不']);
}

/// A line that looks for drift: twelve figures about 10 set the limits, twelve about 11.5 follow.
fn drifting(design: Design) -> Line {
    let even = [9.0, 11.0, 10.0, 9.0, 10.0, 11.0, 10.0, 9.0, 11.0, 10.0, 9.0, 11.0];
    let values: Vec<f64> = even.into_iter().chain(even.map(|value| value + 1.5)).collect();
    let freeze = Freeze { first: 12, decided: None, reason: "the year before".into() };
    let mut line = line(
        "Waiting",
        Kind::Xmr,
        &Series::of_values(&values),
        Plan { freeze: Some(freeze), ..Plan::default() },
    );
    (line.signals, line.quiet, line.notices) = (Vec::new(), None, Vec::new());
    line.drift = Some(over(&line.chart, design));
    line
}

#[test]
fn slow_drift_is_drawn_with_its_limits_its_alarms_and_how_often_it_cries_for_nothing() {
    for (design, numbers, false_alarm) in [
        (Design::CUSUM, "k = 0.5 and h = 4", "a false alarm about every 168 months"),
        (Design::EWMA, "\u{3bb} = 0.2 and L = 2.86", "a false alarm about every 371 months"),
    ] {
        let line = drifting(design);
        let words = headline(&line);
        assert!(
            words.starts_with("Something drifted, and it is a matter for concern: figures above the centre")
        );
        assert!(words.contains("beginning about 2024-1"), "{words}");
        let out = files(&charts(Content::Lines(vec![line])));
        let page = &out["index.html"];
        for words in [
            numbers,
            false_alarm,
            "A change of a whole standard deviation that lasts is seen after about",
            "gathered upward",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("marked by the rules") && !page.contains("That nothing changed"));
        assert!(out["chart.svg"].contains("class=\"pt worse\"") && out["chart.svg"].contains("alarm beyond"));
        let last = out["figures.csv"].lines().last().unwrap();
        assert!(
            last.contains(&format!(",2024-24,{},", design.key()))
                && last.contains(",gathered,up,special_cause_concerning,"),
            "{last}"
        );
        let json: serde_json::Value = serde_json::from_str(&out["chart.json"]).unwrap();
        let drift = &json["series"][0]["drift"];
        assert_eq!(drift["over"], "xmr");
        assert!(!drift["alarms"].as_array().unwrap().is_empty());
    }
}

#[test]
fn a_series_without_a_chart_stands_on_the_page_with_its_reason() {
    let mut charts =
        charts(Content::Lines(vec![line("a", Kind::Xmr, &Series::of_values(&[1.0, 2.0]), Plan::default())]));
    charts.not_charted = vec![NotCharted { series: "b <i>".into(), why: "no figure to chart".into() }];
    let out = files(&charts);
    assert!(out["index.html"].contains("b &lt;i&gt;") && out["index.html"].contains("no figure to chart."));
    let json: serde_json::Value = serde_json::from_str(&out["chart.json"]).unwrap();
    assert_eq!(json["not_charted"][0]["why"], "no figure to chart");
}

#[test]
fn figures_typed_with_a_percent_sign_are_shown_with_one() {
    let mut line = line("", Kind::Xmr, &Series::of_values(&[0.125, 0.13, 0.12]), Plan::default());
    line.percent = true;
    let out = files(&charts(Content::Lines(vec![line])));
    assert!(out["chart.svg"].contains("mean 12.5 %") && out["index.html"].contains("12.5 %"));
    assert!(out["figures.csv"].contains(",xmr,0.125,"));
}
