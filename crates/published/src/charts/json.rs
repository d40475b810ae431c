//! What the charts say, for machines.

use counted::chart::drift::{Design, Drift};
use counted::chart::icons::{Assurance, assurance, variations};
use counted::chart::notice::Notice;
use counted::chart::rules::marks;
use counted::compare::Rule;
use counted::numbers::rounded;
use serde_json::{Value, json};

use super::rows::{self, place_key, rule_key, variation_key, way_key};
use super::{Charts, Content, Line, Units, funnel_words, line_words};

/// The charts as JSON, one object; figures with 12 significant digits. Documented in `docs/charts.md`.
pub fn chart_json(charts: &Charts) -> String {
    let findings: Vec<Value> = charts
        .findings
        .iter()
        .map(|finding| json!({"line": finding.line, "field": finding.field.as_str(), "rule": finding.rule.as_str(), "words": finding.words, "remedy": finding.remedy}))
        .collect();
    let mut whole = json!({"title": charts.title, "file": charts.file, "findings": findings});
    whole["not_charted"] =
        (charts.not_charted.iter()).map(|left| json!({"series": left.series, "why": left.why})).collect();
    match &charts.content {
        Content::Lines(lines) => whole["series"] = lines.iter().map(line).collect(),
        Content::Units(units) => whole["funnel"] = funnel(units),
    }
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn figure(figure: Option<f64>) -> Value {
    figure.filter(|figure| figure.is_finite()).map_or(Value::Null, |figure| json!(rounded(figure)))
}

fn line(line: &Line) -> Value {
    let last = line.chart.last();
    let marks = marks(&line.chart, &line.signals);
    let marked: Vec<Value> = marks
        .iter()
        .enumerate()
        .filter_map(|(at, mark)| {
            let (rule, way) = (*mark)?;
            Some(json!({"key": format!("{}/{}", line_words::key(line), line.periods[at]), "rule": rule_key(rule), "way": way_key(way)}))
        })
        .collect();
    let limits = last.and_then(|at| line.chart.points[at].limits);
    let outer = limits.and_then(|limits| limits.outer);
    let said = variations(&line.chart, &line.signals, line.better);
    json!({
        "series": line_words::key(line),
        "kind": line_words::kind_key(line),
        "drift": line.drift.as_ref().map(|of| drift(line, of)),
        "why": line.why,
        "rules": line.drift.is_none().then(|| line.rules.key()),
        "better": line.better.key(),
        "each": line.each,
        "points": line.chart.points.len(),
        "figures": line.chart.points.iter().filter(|point| point.value.is_some()).count(),
        "last": last.map(|at| line.periods[at].as_str()),
        "centre": figure(limits.map(|limits| limits.centre)),
        "lower": figure(outer.map(|both| both.0)),
        "upper": figure(outer.map(|both| both.1)),
        "trial_limits": line.chart.parts.last().map(counted::chart::Part::is_trial),
        "dispersion": figure(line.chart.parts.last().and_then(|part| part.dispersion)),
        "target": figure(line.target),
        "variation": last.filter(|at| line.drift.is_none() && line.chart.points[*at].limits.is_some()).map(|at| variation_key(said[at])),
        "assurance": line.target.and_then(|target| assurance(&line.chart, target, line.better)).map(assurance_key),
        "marks": marked,
        "false_alarm": line.quiet.as_ref().map(notice),
        "time_to_notice": line.notices.iter().map(notice).collect::<Vec<Value>>(),
        "decisions": (0..line.periods.len()).filter_map(|at| rows::change_at(line, at).map(|(day, reason)| json!({"period": line.periods[at], "decided": day, "reason": reason}))).collect::<Vec<Value>>(),
        "says": line_words::headline(line),
        "cannot": line_words::cannot(line),
    })
}

fn drift(line: &Line, drift: &Drift) -> Value {
    let design = match drift.design {
        Design::Cusum { k, h } => json!({"k": figure(Some(k)), "h": figure(Some(h))}),
        Design::Ewma { lambda, width } => json!({"lambda": figure(Some(lambda)), "L": figure(Some(width))}),
    };
    let alarms = drift.alarms().map(|(at, way)| {
        let since = drift.points[at].and_then(|gathered| line.periods.get(gathered.since));
        json!({"key": format!("{}/{}", line_words::key(line), line.periods[at]), "way": way_key(way), "since": since})
    });
    json!({
        "over": line.chart.kind.key(),
        "design": design,
        "alarms": alarms.collect::<Vec<Value>>(),
        "periods_between_false_alarms": figure(drift.design.run_length(0.0)),
        "periods_to_see_half_a_deviation": figure(drift.design.run_length(0.5)),
        "periods_to_see_one_deviation": figure(drift.design.run_length(1.0)),
    })
}

fn assurance_key(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::HitOrMiss => "hit_or_miss",
        Assurance::ConsistentlyPassing => "consistently_passing",
        Assurance::ConsistentlyFailing => "consistently_failing",
    }
}

fn notice(notice: &Notice) -> Value {
    json!({
        "level": figure(Some(notice.level)),
        "of": figure(notice.of),
        "chance": figure(Some(notice.chance)),
        "periods_by_limits": figure(notice.by_limits),
        "periods_by_limits_or_run": figure(notice.by_limits_or_run),
    })
}

fn funnel(of: &Units) -> Value {
    let (look, ask) = of.funnel.false_alarms();
    let units: Vec<Value> = of
        .funnel
        .units
        .iter()
        .zip(&of.names)
        .map(|(unit, name)| json!({"unit": name, "figure": figure(Some(unit.figure)), "place": place_key(unit.place), "reliability": figure(unit.reliability)}))
        .collect();
    json!({
        "measure": of.funnel.measure.key(),
        "target": figure(Some(of.funnel.target)),
        "phi": figure(Some(of.funnel.spread.phi)),
        "tau2": figure(Some(of.funnel.spread.tau2)),
        "lines": if of.funnel.rule == Rule::Chance { "chance" } else { "chance_and_differences" },
        "expected_beyond_look": figure(Some(look)),
        "expected_beyond_ask": figure(Some(ask)),
        "units": units,
        "says": funnel_words::headline(of),
        "cannot": funnel_words::cannot(of),
    })
}
