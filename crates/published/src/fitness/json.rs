//! The same as data.

use counted::fitness::{Found, Protocol, Says, Unit};
use serde_json::{Value, json};

use super::figures::{Indicator, Report, Use};
use super::words;

/// A unit's stable word.
pub(super) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Days => "days",
        Unit::Periods => "periods",
        Unit::Count => "count",
        Unit::Heights => "ordinary heights",
    }
}

/// Everything of a report, as JSON.
pub fn fitness_json(report: &Report) -> String {
    let [judge, learn, neither] = report.groups();
    let value = json!({
        "files": report.files.iter().map(|file| json!({"name": file.name, "read_as": file.what})).collect::<Value>(),
        "fit_to_judge": judge,
        "fit_to_learn_only": learn,
        "neither": neither,
        "measures": report.measures.iter().map(|measure| json!({
            "name": measure.name,
            "said_by": measure.said_by,
            "result": measure.fitness.key(),
            "reasons": reasons(measure.fitness.reasons()),
            "checks": checks(&measure.protocol),
        })).collect::<Value>(),
        "indicators": report.indicators.iter().map(indicator).collect::<Value>(),
        "pairs": report.pairs.iter().map(|pair| json!({
            "what": pair.what, "year": pair.year, "returned": pair.official, "found": pair.independent, "unit": pair.unit,
            "of": pair.of, "differs": pair.paired.differs, "difference": pair.paired.difference, "ratio": pair.paired.ratio,
            "source": pair.source,
        })).collect::<Value>(),
        "register": report.register.iter().map(|entry| json!({
            "row": entry.kind, "what": entry.what, "set_by": (!entry.set_by.is_empty()).then_some(&entry.set_by),
            "in_force": entry.in_force.map(|when| when.to_string()), "was": entry.was, "value": entry.value,
            "shape": (!entry.shape.is_empty()).then_some(entry.shape),
            "easier": entry.moved.and_then(|moved| moved.is_easier), "decides": entry.moved.and_then(|moved| moved.decides),
            "days_before": entry.moved.and_then(|moved| moved.ahead).map(|ahead| [ahead.days.0, ahead.days.1]),
            "followed_by": entry.followed_by,
        })).collect::<Value>(),
        "findings": report.findings.iter().map(|finding| json!({
            "file": report.files.get(finding.file.0 as usize).map(|file| &file.name), "line": finding.line,
            "field": finding.field.as_str(), "rule": finding.rule.as_str(), "words": finding.words, "remedy": finding.remedy,
        })).collect::<Value>(),
    });
    format!("{value:#}\n")
}

fn reasons(reasons: &[counted::fitness::Reason]) -> Value {
    reasons
        .iter()
        .map(|reason| {
            json!({
                "check": reason.check.key(), "number": reason.check.number(), "standing": reason.standing.key(),
                "only_claimed": reason.only_claimed,
            })
        })
        .collect()
}

fn checks(protocol: &Protocol) -> Value {
    protocol.checks().iter().map(check).collect()
}

fn check(found: &Found) -> Value {
    let number = found.number();
    json!({
        "number": found.check().number(), "check": found.check().key(), "standing": found.standing().key(),
        "rests_on": found.basis().key(), "value": number.map(|number| number.value), "unit": number.map(|number| unit(number.unit)),
        "asked": number.map(|number| number.bar), "interval": number.and_then(|number| number.interval).map(|(a, b)| [a, b]),
        "of": number.and_then(|number| number.of), "why": words::why(found),
    })
}

fn indicator(of: &Indicator) -> Value {
    let why = match &of.used {
        Use::By(fitness) => reasons(fitness.reasons()),
        Use::Neither(_) => json!([]),
    };
    let group = ["judge", "learn", "neither"][of.used.group()];
    json!({
        "name": of.name, "unit": of.unit, "recorded_by": of.recorded_by, "kind": of.kind,
        "result": of.used.key(), "group": group, "words": words::used(&of.used),
        "reasons": why, "says": says(of.series.says), "checks": checks(&of.protocol),
        "definition_changed": of.series.definition_changed, "definition_known": of.series.definition_known,
        "years": of.years.iter().zip(&of.series.met).map(|(year, met)| json!({
            "year": year.label, "target": year.target, "outturn": year.outturn, "target_met": met, "source": year.source,
        })).collect::<Value>(),
        "targets_moved": of.series.moves.iter().map(|moved| json!({
            "from": moved.from, "to": moved.to, "easier": moved.is_easier, "decides": moved.decides,
        })).collect::<Value>(),
        "maybe_the_same": of.alike,
    })
}

fn says(says: Says) -> &'static str {
    match says {
        Says::Nothing => "no figure",
        Says::OneFigure => "one figure",
        Says::TwoPoints => "two points are no trend",
        Says::TooFew { .. } => "not enough data",
        Says::NoChangeShown => "no change shown",
        Says::Changed => "changed, cause unknown",
    }
}
