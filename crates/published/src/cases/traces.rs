//! What the audits say, unit by unit: the trace, what would explain it in innocence, what else was looked for; never a verdict.

use core::cmp::Reverse;

use counted::audits::{Outcome, Standing, Trace, pretend_words, release_words};

use super::page::Scene;
use super::words::{judged, plain, standing};
use crate::html::{Html, counted as so_many};

/// The audits, unit by unit in the order of names.
pub(super) fn section(scene: Scene<'_>, html: &mut Html) {
    let (report, audit) = (scene.report, &scene.report.audit);
    html.p("Work under a target leaves traces, and so does honest work. Each line below says what was seen, then what would explain it in innocence, then what else was looked for. None of them is a verdict on anybody, and nothing ranks a worker or a unit.");
    html.p(release_words(&audit.release));
    if let Some(placebo) = &audit.release.placebo {
        html.p(pretend_words(placebo));
    }
    if let Some(threshold) = &report.threshold {
        html.raw("<p>A threshold is said to have moved: ").text(threshold).raw("</p>\n");
    }
    let with = |wanted: Standing| {
        judged(audit).filter(|trace| standing(audit, &trace.outcome) == Some(wanted)).count() as u64
    };
    html.p(format_args!(
        "{}; {} that honest reasons suffice to explain.",
        so_many(with(Standing::Signal), "question to ask", "questions to ask"),
        so_many(with(Standing::HonestReasonsSuffice), "pattern", "patterns"),
    ));
    for unit in (0..audit.units.len()).filter(|unit| audit.judged(*unit)) {
        of_unit(scene, html, unit);
    }
    html.raw("<details><summary>What was declared before the cases were read</summary><pre>");
    html.text(&audit.declaration)
        .raw("</pre></details>\n<p>As a table: <a href=\"traces.csv\">traces.csv</a>.</p>\n");
}

fn of_unit(scene: Scene<'_>, html: &mut Html, unit: usize) {
    let (report, audit) = (scene.report, &scene.report.audit);
    html.raw("<h3>").text(&audit.units[unit]).raw("</h3>\n");
    let own = || audit.release.traces.iter().filter(move |trace| trace.unit == unit);
    let stands = |trace: &Trace| standing(audit, &trace.outcome);
    let mut said: Vec<&Trace> = own().filter(|trace| stands(trace) > Some(Standing::NothingSeen)).collect();
    said.sort_by_key(|trace| Reverse(stands(trace)));
    if !said.is_empty() {
        html.table(
            format_args!("{}: what was seen", audit.units[unit]),
            &["What was looked for", "What it says"],
            |html| {
                for trace in &said {
                    html.tr(|html| {
                        html.th(|html| {
                            html.text(plain(trace.audit.name()));
                        });
                        html.td(|html| {
                            for sentence in flow::trace_words(trace, &report.policy.audits, audit.release.q) {
                                html.raw("<p>").text(sentence).raw("</p>");
                            }
                        });
                    });
                }
            },
        );
    }
    let names = |wanted: Option<Standing>| -> Vec<String> {
        own().filter(|trace| stands(trace) == wanted).map(named).collect()
    };
    let (nothing, without) = (names(Some(Standing::NothingSeen)), names(None));
    if !nothing.is_empty() {
        html.raw(
            "<p>No trace beyond what chance leaves (smallest that would have been seen four times in five): ",
        );
        html.text(nothing.join("; ")).raw(".</p>\n");
    }
    if !without.is_empty() {
        html.raw("<p>Not enough data, which is not the same as nothing to find: ")
            .text(without.join("; "))
            .raw(".</p>\n");
    }
}

/// An audit with the smallest effect it could have seen, or with what there was too little of.
fn named(trace: &Trace) -> String {
    let name = plain(trace.audit.name());
    match &trace.outcome {
        Outcome::Looked(seen) => match seen.smallest {
            Some(smallest) => format!("{name} ({smallest:.2})"),
            None => name,
        },
        Outcome::NotEnoughData { what, need, .. } => format!("{name} (needs about {need} {what})"),
    }
}
