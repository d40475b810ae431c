//! The parts of the page.

mod checks;
mod indicators;
mod pairs;
mod register;

pub(super) use checks::{glance, measures};
pub(super) use indicators::{judge, learn, neither};
pub(super) use pairs::{pairs, together};
pub(super) use register::register;

use record::Tri;

use super::figures::Report;
use super::register_words;
use crate::html::Html;

/// The most findings that stand on the page; all stand in the table of findings.
const FINDINGS: usize = 200;

fn list(html: &mut Html, items: &[String]) {
    html.raw("<ul>\n");
    for item in items {
        html.raw("<li>").text(item).raw("</li>\n");
    }
    html.raw("</ul>\n");
}

pub(super) fn findings(html: &mut Html, report: &Report) {
    html.table("Findings, by file and line", &["file", "#line", "column", "what", "what to do"], |html| {
        for finding in report.findings.iter().take(FINDINGS) {
            let file = report.files.get(finding.file.0 as usize).map_or("", |file| file.name.as_str());
            html.tr(|html| {
                html.th(|html| {
                    html.text(file);
                });
                html.td_number(finding.line.into());
                html.td_text(&finding.field);
                html.td_text(&finding.words);
                html.td_text(&finding.remedy);
            });
        }
    });
    if report.findings.len() > FINDINGS {
        html.p(format_args!("And {} more in findings.csv.", report.findings.len() - FINDINGS));
    }
}

pub(super) fn conclusion(html: &mut Html, report: &Report) {
    html.p("What can be said:");
    let mut can = Vec::new();
    if !report.measures.is_empty() || !report.indicators.is_empty() {
        can.push("Which of the ten checks each measure meets, and what that rests on.".to_owned());
    }
    let differ = report.pairs.iter().filter(|pair| pair.paired.differs == Some(true)).count();
    if differ > 0 {
        can.push(format!(
            "In {differ} of {} an independent look gave another figure than the returns.",
            crate::html::counted(report.pairs.len() as u64, "comparison", "comparisons")
        ));
    }
    let near = report.register.iter().filter(|entry| register_words::is_near(entry) == Tri::Yes).count();
    if near > 0 {
        can.push(format!(
            "{} came into force in the half year before an inspection or a count.",
            crate::html::counted(near as u64, "move of the register", "moves of the register")
        ));
    }
    if can.is_empty() {
        can.push("What the files say, and what is missing in them.".into());
    }
    list(html, &can);
    html.p("What cannot be concluded from this:");
    let mut cannot = vec![
        "That anybody meant to deceive. Returns and findings differ for many reasons, targets move for good ones, and no figure \
         here says which."
            .to_owned(),
        "That a measure fit today stays so. A measure that comes to be a target changes what people do: it ends on a day, and is \
         asked again."
            .to_owned(),
    ];
    if !report.measures.is_empty() {
        cannot
            .push("That a claim is true. What somebody answers is kept apart from what was measured.".into());
    }
    if !report.indicators.is_empty() {
        cannot.push(
            "That a service got better or worse because two years differ: a change of definition, of effort and of the work are not \
             distinguishable from two points."
                .into(),
        );
        cannot.push(
            "How the indicators fare on the checks that returned figures alone cannot answer. A questionnaire (`candour fitness \
             --suggest`), figures and the register of targets answer them."
                .into(),
        );
    }
    list(html, &cannot);
}

pub(super) fn rules(html: &mut Html, _: &Report) {
    list(
        html,
        &[
            "Not fit: who records it, discretion or a cliff is not met, or a way round it has neither audit nor counter-measure."
                .into(),
            "Fit to judge: all ten checks are met, and checks 2 to 8 on figures or on the register of targets.".into(),
            "Fit to learn only: everything else. A check that is unknown, met in part, or met on somebody’s word alone is enough."
                .into(),
            "A figure is met only if the whole of its interval is on the good side; in part if the figure is and the interval is not."
                .into(),
            "Of two answers the worse counts. A claim against one’s own interest is believed.".into(),
            "Indicators without any figure, and counts of other indicators, can do neither before any check is asked.".into(),
        ],
    );
}
