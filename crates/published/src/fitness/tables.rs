//! The files of a report on fitness.

use std::io::{self, Write};

use super::figures::{Report, Use};
use super::sections::together;
use super::{fitness_json, page, register_words, words};
use crate::Folder;
use crate::csv_safe::Table;

/// The file that a folder of these reports is known by.
pub const KNOWN_BY: &str = "fitness.json";

/// Writes `index.html`, `measures.csv`, `checks.csv`, `figures.csv`, `pairs.csv`, `register.csv`, `findings.csv` and
/// `fitness.json`. Every table is written, if only with its headings, so that none of an earlier report is left.
///
/// # Errors
/// Whatever the folder says.
pub fn write_fitness(report: &Report, folder: &dyn Folder) -> io::Result<()> {
    whole(folder, "index.html", page::page(report).as_str())?;
    measures(report, folder)?;
    checks(report, folder)?;
    figures(report, folder)?;
    pairs(report, folder)?;
    register(report, folder)?;
    findings(report, folder)?;
    whole(folder, KNOWN_BY, &fitness_json(report))
}

fn whole(folder: &dyn Folder, name: &str, text: &str) -> io::Result<()> {
    let mut file = folder.file(name)?;
    file.write_all(text.as_bytes())?;
    file.flush()
}

/// A cell, and whether it is a figure.
fn word(text: impl Into<String>) -> (String, bool) {
    (text.into(), false)
}

/// A figure as a machine reads it.
fn figure(of: Option<f64>) -> (String, bool) {
    (of.map(|figure| figure.to_string()).unwrap_or_default(), true)
}

fn measures(report: &Report, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("measures.csv")?, &["measure", "from", "result", "reasons"])?;
    for measure in &report.measures {
        let reasons = words::reasons(measure.fitness.reasons());
        table.row(&[measure.name.as_str(), "questionnaire", measure.fitness.key(), &reasons])?;
    }
    for indicator in &report.indicators {
        let reasons = match &indicator.used {
            Use::By(fitness) => words::reasons(fitness.reasons()),
            Use::Neither(_) => words::used(&indicator.used).to_owned(),
        };
        table.row(&[indicator.name.as_str(), "returned", indicator.used.key(), &reasons])?;
    }
    table.end()
}

fn checks(report: &Report, folder: &dyn Folder) -> io::Result<()> {
    let columns = [
        "measure", "number", "check", "standing", "rests_on", "value", "lower", "upper", "of", "unit",
        "asked", "why", "settle",
    ];
    let mut table = Table::new(folder.file("checks.csv")?, &columns)?;
    let all = report.measures.iter().map(|measure| (&measure.name, &measure.protocol));
    let all = all.chain(report.indicators.iter().map(|indicator| (&indicator.name, &indicator.protocol)));
    for (name, protocol) in all {
        for found in protocol.checks() {
            let number = found.number();
            let unit = number.map_or("", |number| super::json::unit(number.unit));
            table.row_with_figures(&[
                word(name.as_str()),
                figure(Some(found.check().number() as f64)),
                word(found.check().key()),
                word(found.standing().key()),
                word(found.basis().key()),
                figure(number.map(|number| number.value)),
                figure(number.and_then(|number| Some(number.interval?.0))),
                figure(number.and_then(|number| Some(number.interval?.1))),
                figure(number.and_then(|number| number.of).map(|of| of as f64)),
                word(unit),
                figure(number.map(|number| number.bar)),
                word(words::why(found)),
                word(words::settle(found)),
            ])?;
        }
    }
    table.end()
}

fn figures(report: &Report, folder: &dyn Folder) -> io::Result<()> {
    let columns = [
        "indicator",
        "year",
        "target",
        "outturn",
        "target_met",
        "unit",
        "recorded_by",
        "kind",
        "definition",
        "source",
    ];
    let mut table = Table::new(folder.file("figures.csv")?, &columns)?;
    for indicator in &report.indicators {
        for (year, met) in indicator.years.iter().zip(&indicator.series.met) {
            let met = match met {
                Some(true) => "yes",
                Some(false) => "no",
                None => "",
            };
            table.row_with_figures(&[
                word(indicator.name.as_str()),
                word(year.label.as_str()),
                figure(year.target),
                figure(year.outturn),
                word(met),
                word(indicator.unit.as_str()),
                word(indicator.recorded_by.as_str()),
                word(indicator.kind.as_str()),
                word(year.definition.as_str()),
                word(year.source.as_str()),
            ])?;
        }
    }
    table.end()
}

fn pairs(report: &Report, folder: &dyn Folder) -> io::Result<()> {
    let columns =
        ["what", "year", "returned", "found", "unit", "difference", "ratio", "together", "note", "source"];
    let mut table = Table::new(folder.file("pairs.csv")?, &columns)?;
    for pair in &report.pairs {
        table.row_with_figures(&[
            word(pair.what.as_str()),
            word(pair.year.as_str()),
            figure(pair.official),
            figure(pair.independent),
            word(pair.unit.as_str()),
            figure(pair.paired.difference),
            figure(pair.paired.ratio),
            word(together(pair)),
            word(pair.note.as_str()),
            word(pair.source.as_str()),
        ])?;
    }
    table.end()
}

fn register(report: &Report, folder: &dyn Folder) -> io::Result<()> {
    let columns = [
        "row",
        "what",
        "set_by",
        "set_on",
        "in_force",
        "was",
        "value",
        "unit",
        "why",
        "hung_on_it",
        "shape",
        "figure_before",
        "figure_after",
        "seen",
        "days_before_least",
        "days_before_most",
        "followed_by",
        "source",
        "file",
        "line",
    ];
    let mut table = Table::new(folder.file("register.csv")?, &columns)?;
    for entry in &report.register {
        let ahead = entry.moved.and_then(|moved| moved.ahead);
        let when = |when: Option<record::Claimed>| when.map(|when| when.to_string()).unwrap_or_default();
        let file = report.files.get(entry.place.file).map_or("", |file| file.name.as_str());
        table.row_with_figures(&[
            word(entry.kind),
            word(entry.what.as_str()),
            word(register_words::who(entry)),
            word(when(entry.set_on)),
            word(when(entry.in_force)),
            figure(entry.was),
            figure(entry.value),
            word(entry.unit.as_str()),
            word(entry.why.as_str()),
            word(entry.hung_on_it.as_str()),
            word(entry.shape),
            figure(entry.figure_before),
            figure(entry.figure_after),
            word(register_words::seen(entry)),
            figure(ahead.map(|ahead| f64::from(ahead.days.0))),
            figure(ahead.map(|ahead| f64::from(ahead.days.1))),
            word(entry.followed_by.as_str()),
            word(entry.source.as_str()),
            word(file),
            figure(Some(f64::from(entry.place.line))),
        ])?;
    }
    table.end()
}

fn findings(report: &Report, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(
        folder.file("findings.csv")?,
        &["file", "line", "column", "done", "rule", "what", "remedy"],
    )?;
    for finding in &report.findings {
        let file = report.files.get(finding.file.0 as usize).map_or("", |file| file.name.as_str());
        let done = match finding.kind {
            record::FindingKind::Repaired => "repaired",
            record::FindingKind::Skipped => "skipped",
            record::FindingKind::Doubtful => "doubtful",
        };
        let line = finding.line.to_string();
        table.row(&[
            file,
            &line,
            finding.field.as_str(),
            done,
            finding.rule.as_str(),
            &finding.words,
            &finding.remedy,
        ])?;
    }
    table.end()
}
