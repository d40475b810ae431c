//! Tidy tables with keys that are the same in every run, and all of it for machines. They hold exact counts.

use std::io;

use counted::audits::{Outcome, Share, outcome_words};
use counted::numbers::rounded;
use serde_json::{Value, json};

use super::CaseReport;
use super::visits::{KINDS, impossible, outcome};
use super::words::{judged, share_title, stands, too_small};
use crate::Folder;
use crate::csv_safe::Table;

/// What stands for all units with too few cases.
const SMALL_UNITS: &str = "(units with fewer than 20 cases)";

pub(super) fn write(report: &CaseReport<'_>, folder: &dyn Folder) -> io::Result<()> {
    figures(report, folder)?;
    traces(report, folder)?;
    visits(report, folder)?;
    differences(report, folder)?;
    left_out(report, folder)?;
    findings(report, folder)
}

/// One row for each unit and share, one for the cases of all units that are too small.
fn figures(report: &CaseReport<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heads = [
        "key",
        "unit",
        "figure",
        "title",
        "from",
        "to",
        "numerator",
        "denominator",
        "share_percent",
        "low_percent",
        "high_percent",
        "lies",
    ];
    let mut table = Table::new(folder.file("figures.csv")?, &heads)?;
    let audit = &report.audit;
    let (from, to) = &report.period;
    for (unit, figures) in audit.figures.iter().enumerate().filter(|(unit, _)| audit.judged(*unit)) {
        let name = &audit.units[unit];
        for (figure, title, count) in
            [("cases", "cases opened", figures.cases), ("children", "children they are of", figures.children)]
        {
            let key = format!("{figure}/{name}");
            let cells = [&key, name, figure, title, from, to, &count.to_string(), "", "", "", "", ""];
            table.row(&cells)?;
        }
        for share in Share::ALL {
            let Some((hits, all)) = figures.share(share) else { continue };
            let percent = |share: f64| format!("{:.4}", 100.0 * share);
            let (low, high) = figures
                .interval(share)
                .map_or_else(Default::default, |(low, high)| (percent(low), percent(high)));
            let figure = if all == 0 { String::new() } else { percent(hits as f64 / all as f64) };
            let lies = audit
                .compared
                .iter()
                .find(|one| one.share == share)
                .and_then(|one| {
                    Some(one.funnel.units[one.units.iter().position(|other| *other == unit)?].place)
                })
                .map_or("not compared", crate::charts::place_words);
            let key = format!("{}/{name}", share.key());
            let (hits, all) = (hits.to_string(), all.to_string());
            table.row(&[
                &key,
                name,
                share.key(),
                share_title(share),
                from,
                to,
                &hits,
                &all,
                &figure,
                &low,
                &high,
                lies,
            ])?;
        }
    }
    if too_small(audit) > 0 {
        let few = audit.figures.iter().enumerate().filter(|(unit, _)| !audit.judged(*unit));
        let cases: u64 = few.map(|(_, figures)| figures.cases).sum();
        let key = format!("cases/{SMALL_UNITS}");
        table.row(&[
            &key,
            SMALL_UNITS,
            "cases",
            "cases opened",
            from,
            to,
            &cases.to_string(),
            "",
            "",
            "",
            "",
            "",
        ])?;
    }
    table.end()
}

const TRACES: [&str; 11] = [
    "key",
    "unit",
    "audit",
    "stands",
    "statistic",
    "p",
    "p_corrected",
    "plain_p_corrected",
    "smallest_seen",
    "counts",
    "says",
];

/// The cells of an outcome behind its key, unit and audit.
fn cells(report: &CaseReport<'_>, name: &str, outcome: &Outcome) -> Vec<String> {
    let mut row = vec![stands(&report.audit, outcome).to_owned()];
    match outcome {
        Outcome::Looked(seen) => {
            let counts: Vec<String> =
                seen.counts.iter().map(|count| format!("{}: {}", count.what, count.number)).collect();
            let number = |number: f64| rounded(number).to_string();
            row.extend([seen.statistic, seen.p, seen.p_corrected, seen.plain_corrected].map(number));
            row.push(seen.smallest.map(number).unwrap_or_default());
            row.push(counts.join("; "));
        }
        Outcome::NotEnoughData { what, have, need } => {
            row.extend([const { String::new() }; 5]);
            row.push(format!("{what}: {have}, needed {need}"));
        }
    }
    row.push(outcome_words(name, outcome, &report.policy.audits, report.audit.release.q).join(" "));
    row
}

fn traces(report: &CaseReport<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("traces.csv")?, &TRACES)?;
    let figures = |at: usize| (4..=8).contains(&at);
    for trace in judged(&report.audit) {
        let (unit, name) = (&report.audit.units[trace.unit], trace.audit.name());
        let mut row = vec![format!("{name}/{unit}"), unit.clone(), name.to_owned()];
        row.extend(cells(report, name, &trace.outcome));
        table.row_with_figures(
            &row.into_iter().enumerate().map(|(at, cell)| (cell, figures(at))).collect::<Vec<_>>(),
        )?;
    }
    table.end()
}

/// What records of visits show, one row for each unit and kind.
fn visits(report: &CaseReport<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("visits.csv")?, &TRACES)?;
    let audit = &report.audit;
    for visits in audit.invented.iter().filter(|visits| audit.judged(visits.unit)) {
        let unit = &audit.units[visits.unit];
        for (kind, _) in KINDS.iter().zip([audit.asked.notes, audit.asked.agrees]).filter(|(_, asked)| *asked)
        {
            let mut row = vec![format!("{kind}/{unit}"), unit.clone(), (*kind).to_owned()];
            row.extend(cells(report, kind, outcome(visits, kind)));
            table.row(&row)?;
        }
        if audit.asked.diaries {
            let (places, minutes) = impossible(visits);
            let stands = if places + minutes == 0 { "none found" } else { "a question to ask" };
            let counts =
                format!("pairs at two places at once: {places}; days with too many minutes: {minutes}");
            let says = report.policy.audits.entry("impossible_diaries").trace.to_string();
            let says = if places + minutes == 0 { String::new() } else { says };
            let key = format!("impossible_diaries/{unit}");
            table.row(&[&key, unit, "impossible_diaries", stands, "", "", "", "", "", &counts, &says])?;
        }
    }
    table.end()
}

fn differences(report: &CaseReport<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heads = ["key", "unit", "figure", "published", "counted", "more_than_all"];
    let mut table = Table::new(folder.file("differences.csv")?, &heads)?;
    for one in &report.audit.differences {
        table.row(&[
            format!("{}/{}", one.figure, one.unit),
            one.unit.clone(),
            one.figure.clone(),
            one.published.to_string(),
            one.counted.map(|count| count.to_string()).unwrap_or_default(),
            if one.more_than_all { "yes" } else { "no" }.to_owned(),
        ])?;
    }
    table.end()
}

/// Rows left out by unit and reason; units that are too small together, and no unit at all as such.
fn left_out(report: &CaseReport<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("left_out.csv")?, &["unit", "why", "rows"])?;
    let mut rows: std::collections::BTreeMap<(&str, &str), u64> = std::collections::BTreeMap::new();
    for ((unit, why), count) in &report.left_out {
        *rows.entry((named(report, unit.as_deref()), why)).or_default() += count;
    }
    for ((unit, why), count) in rows {
        table.row(&[unit, why, &count.to_string()])?;
    }
    table.end()
}

fn named<'r>(report: &'r CaseReport<'_>, unit: Option<&'r str>) -> &'r str {
    let Some(unit) = unit else { return "(none)" };
    let place = report.audit.units.iter().position(|known| known == unit);
    if place.is_some_and(|place| report.audit.judged(place)) { unit } else { SMALL_UNITS }
}

fn findings(report: &CaseReport<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heads = ["line", "column", "kind", "rule", "what", "what_to_do"];
    let mut table = Table::new(folder.file("findings.csv")?, &heads)?;
    for finding in &report.findings {
        table.row(&[
            finding.line.to_string(),
            finding.field.to_string(),
            finding.kind.word().to_owned(),
            finding.rule.to_string(),
            finding.words.clone(),
            finding.remedy.clone(),
        ])?;
    }
    table.end()
}

pub(super) fn json(report: &CaseReport<'_>) -> Value {
    let audit = &report.audit;
    let unit = |(at, figures): (usize, &flow::UnitFigures)| {
        let shares = Share::ALL.into_iter().filter_map(|share| {
            let (hits, all) = figures.share(share)?;
            Some((share.key().to_owned(), json!({ "numerator": hits, "denominator": all })))
        });
        let shares: serde_json::Map<String, Value> = shares.collect();
        json!({ "unit": audit.units[at], "cases": figures.cases, "children": figures.children, "shares": shares })
    };
    let told = |name: &str, unit: usize, outcome: &Outcome| {
        json!({
            "unit": audit.units[unit],
            "audit": name,
            "stands": stands(audit, outcome),
            "says": outcome_words(name, outcome, &report.policy.audits, audit.release.q),
        })
    };
    let judged_units = audit.figures.iter().enumerate().filter(|(at, _)| audit.judged(*at));
    let of_visits = audit.invented.iter().filter(|visits| audit.judged(visits.unit)).flat_map(|visits| {
        KINDS
            .iter()
            .zip([audit.asked.notes, audit.asked.agrees])
            .filter(|(_, asked)| *asked)
            .map(move |(kind, _)| (visits, *kind))
    });
    let impossible_of = |visits: &counted::audits::Invented| {
        let (places, minutes) = impossible(visits);
        json!({ "unit": audit.units[visits.unit], "two_places_at_once": places, "days_with_too_many_minutes": minutes })
    };
    let diaries = audit.invented.iter().filter(|visits| audit.asked.diaries && audit.judged(visits.unit));
    json!({
        "title": report.title,
        "file": report.file,
        "from": report.period.0,
        "to": report.period.1,
        "rows": report.seen,
        "left_out": report.left_out.values().sum::<u64>(),
        "findings": report.findings.len() as u64 + report.more_findings,
        "drafted": report.drafted,
        "units_too_small": too_small(audit),
        "looks_like_persons": audit.looks_like_persons(),
        "units": judged_units.map(unit).collect::<Vec<_>>(),
        "tests": audit.release.tests,
        "expected_false": audit.release.expected_false(),
        "pretend_dates": audit.release.placebo.as_ref().map(|of| json!({ "draws": of.draws, "with_a_signal": of.with_a_signal })),
        "declaration": audit.declaration,
        "audits": judged(audit).map(|trace| told(trace.audit.name(), trace.unit, &trace.outcome)).collect::<Vec<_>>(),
        "visits": of_visits.map(|(visits, kind)| told(kind, visits.unit, outcome(visits, kind))).collect::<Vec<_>>(),
        "diaries": diaries.map(impossible_of).collect::<Vec<_>>(),
        "published_differs": audit.differences.iter().map(|one| json!({
            "unit": one.unit, "figure": one.figure, "published": one.published, "counted": one.counted,
        })).collect::<Vec<_>>(),
    })
}
