//! What the audits say: the trace, what would explain it in innocence, what else was looked for; never a verdict.

use std::io;

use counted::audits::{Outcome, Standing, Trace, pretend_words, release_words};
use flow::{Heap, Split, Traces, trace_words};
use record::Code;
use serde_json::{Value, json};

use super::Recount;
use super::page::{agency, hidden};
use super::sheets::{Book, Cell, Sheet};
use super::tables::unit;
use crate::Folder;
use crate::html::Html;
use crate::xlsx::Column;

/// The audits, agency by agency.
pub(super) fn section(recount: Recount<'_>, html: &mut Html) {
    let Some(traces) = recount.traces else {
        html.p("There is no referral in these files to look at.");
        return;
    };
    html.p("Work under a target leaves traces, and so does honest work. Each line below says what was seen, then what would explain it in innocence, then what else was looked for. None of them is a verdict on anybody, and nothing ranks a worker or an agency.");
    html.p(release_words(&traces.release));
    if let Some(placebo) = &traces.release.placebo {
        html.p(pretend_words(placebo));
    }
    for (number, unit) in traces.units.iter().enumerate() {
        html.raw("<h3>").text(agency(recount, unit)).raw("</h3>\n");
        of_unit(recount, html, traces, number);
    }
    splits(recount, html, &traces.splits, traces.release.q);
    heaps(recount, html, &traces.heaps);
    html.raw("<details><summary>What was declared before the files were read</summary><pre>");
    html.text(&traces.declaration).raw("</pre></details>\n");
    html.raw("<p>As a table: <a href=\"traces.csv\">traces.csv</a>.</p>\n");
}

fn of_unit(recount: Recount<'_>, html: &mut Html, traces: &Traces, number: usize) {
    let own = || traces.release.traces.iter().filter(move |trace| trace.unit == number);
    let could_look = |trace: &&Trace| matches!(trace.outcome, Outcome::Looked(_));
    let rules = &recount.called.material.policy.audits;
    let mut seen: Vec<&Trace> = own().filter(could_look).collect();
    seen.sort_by_key(|trace| core::cmp::Reverse(standing(traces, trace)));
    if seen.is_empty() {
        html.p("Not enough data for any audit. That is not the same as nothing to find.");
    } else {
        html.table("What could be looked at", &["What was looked for", "What it says"], |html| {
            for trace in &seen {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(plain(trace.audit.name()));
                    });
                    html.td(|html| {
                        for sentence in trace_words(trace, rules, traces.release.q) {
                            html.raw("<p>").text(sentence).raw("</p>");
                        }
                    });
                });
            }
        });
    }
    let without: Vec<String> =
        own().filter(|trace| !could_look(trace)).map(|trace| plain(trace.audit.name())).collect();
    if !without.is_empty() {
        html.raw("<p>Not enough data, which is not the same as nothing to find: ").text(without.join("; "));
        html.raw(".</p>\n");
    }
}

fn standing(traces: &Traces, trace: &Trace) -> Option<Standing> {
    match &trace.outcome {
        Outcome::Looked(looked) => Some(looked.standing(traces.release.q)),
        Outcome::NotEnoughData { .. } => None,
    }
}

fn plain(name: &str) -> String {
    name.replace('_', " ")
}

/// Cases closed and opened again.
fn splits(recount: Recount<'_>, html: &mut Html, splits: &[Split], q: f64) {
    if splits.is_empty() {
        return;
    }
    html.raw("<h3>Cases closed, and the child referred again</h3>\n");
    html.p("One case divided into several leaves the first week after a closing too full, against the four weeks behind it. In innocence: something new happened, a brother or sister was meant, or a case was closed by mistake and put right.");
    let heads =
        ["Agency", "#Cases closed", "#Referred again within 7 days", "#On days 8 to 35", "What it says"];
    html.table("Closed and referred again", &heads, |html| {
        for split in splits {
            html.tr(|html| {
                html.th(|html| {
                    html.text(agency(recount, &split.unit));
                });
                for count in [split.closures, split.within, split.after] {
                    html.raw("<td class=\"n\">").text(hidden(recount).count(count)).raw("</td>");
                }
                html.td_text(match split.chance {
                    None => "not enough closings to say anything, which is not the same as nothing to find",
                    Some(chance) if chance <= q => "a trace that chance hardly leaves: look whether the second referral tells of anything new, and whether one post closes and opens again",
                    Some(_) => "no more than chance leaves",
                });
            });
        }
    });
}

/// Cases that heap up before a limit.
fn heaps(recount: Recount<'_>, html: &mut Html, heaps: &[Heap]) {
    let heads = ["Agency", "What", "#Limit, working days", "#Cases", "Too many in the three days before it"];
    if heaps.is_empty() {
        return;
    }
    html.raw("<h3>Cases that heap up before a limit</h3>\n");
    html.p("A heap before a limit shows that the limit acts, not that it harms: in the whole of England assessments heap up before day 45. Whether cases were finished in time or closed too early shows, if at all, in what came after: opened again, entered late, worse for the child.");
    html.table("Heaps before a limit", &heads, |html| {
        for heap in heaps {
            html.tr(|html| {
                html.th(|html| {
                    html.text(agency(recount, &heap.unit));
                });
                html.td_text(heap.what);
                html.td_number(u64::from(heap.limit.unsigned_abs()));
                html.raw("<td class=\"n\">").text(hidden(recount).count(heap.cases as u64)).raw("</td>");
                html.td_text(heaped(recount, heap));
            });
        }
    });
}

fn heaped(recount: Recount<'_>, heap: &Heap) -> String {
    let Some(bunched) = &heap.bunched else {
        return "not enough days with cases for a curve".to_owned();
    };
    let excess = bunched.excess.round();
    let times = match bunched.interval {
        Some([low, high]) => format!("{:.1} times a usual day ({low:.1} to {high:.1})", bunched.normalised),
        None => format!("{:.1} times a usual day", bunched.normalised),
    };
    match excess {
        // A count of cases, and as small a one as any other.
        many if many >= 1.0 => format!("about {}; {times}", hidden(recount).count(many as u64)),
        _ => format!("none; {times}"),
    }
}

const HEADS: [Column<'_>; 10] = [
    ("agency", 20),
    ("audit", 32),
    ("stands", 22),
    ("statistic", 12),
    ("p", 12),
    ("p_corrected", 12),
    ("plain_p_corrected", 12),
    ("smallest_seen", 12),
    ("counts", 50),
    ("says", 90),
];

/// `traces.csv`: every audit of every agency.
pub(super) fn table(recount: Recount<'_>, folder: &dyn Folder, book: Option<&mut Book>) -> io::Result<()> {
    let mut table = Sheet::new("traces", &HEADS, folder, book)?;
    let Some(traces) = recount.traces else { return table.end() };
    let rules = &recount.called.material.policy.audits;
    for trace in &traces.release.traces {
        let says = trace_words(trace, rules, traces.release.q).join(" ");
        let agency = traces.units.get(trace.unit).map_or_else(String::new, |code| unit(recount, code));
        let (figures, counts) = match &trace.outcome {
            Outcome::Looked(looked) => {
                let counts: Vec<String> =
                    looked.counts.iter().map(|count| format!("{}: {}", count.what, count.number)).collect();
                let figures = [looked.statistic, looked.p, looked.p_corrected, looked.plain_corrected];
                let [statistic, p, corrected, plain] = figures.map(Some);
                ([statistic, p, corrected, plain, looked.smallest], counts.join("; "))
            }
            Outcome::NotEnoughData { what, have, need } => {
                ([None; 5], format!("{what}: {have}, needed {need}"))
            }
        };
        let about = [&agency, trace.audit.name(), stands(traces, trace)].map(Cell::Words);
        let row = about.into_iter().chain(figures.map(Cell::Figure));
        table.row(&row.chain([Cell::Words(&counts), Cell::Words(&says)]).collect::<Vec<_>>())?;
    }
    table.end()
}

fn stands(traces: &Traces, trace: &Trace) -> &'static str {
    match standing(traces, trace) {
        None => "not enough data",
        Some(Standing::NothingSeen) => "nothing beyond chance",
        Some(Standing::HonestReasonsSuffice) => "honest reasons suffice",
        Some(Standing::Signal) => "a question to ask",
    }
}

/// The traces for a machine.
pub(super) fn json(recount: Recount<'_>) -> Value {
    let Some(traces) = recount.traces else { return Value::Null };
    let rules = &recount.called.material.policy.audits;
    let agency = |code: &Code| unit(recount, code);
    let trace = |trace: &Trace| {
        json!({
            "agency": traces.units.get(trace.unit).map(agency),
            "audit": trace.audit.name(),
            "stands": stands(traces, trace),
            "says": trace_words(trace, rules, traces.release.q),
        })
    };
    let rounded = |number: f64| counted::numbers::rounded(number);
    let heap = |heap: &Heap| {
        json!({
            "agency": agency(&heap.unit),
            "what": heap.what,
            "limit": heap.limit,
            "cases": heap.cases,
            "excess": heap.bunched.as_ref().map(|bunched| rounded(bunched.excess)),
            "normalised": heap.bunched.as_ref().map(|bunched| rounded(bunched.normalised)),
        })
    };
    let split = |split: &Split| {
        json!({
            "agency": agency(&split.unit),
            "closures": split.closures,
            "within_7_days": split.within,
            "days_8_to_35": split.after,
            "chance_corrected": split.chance.map(rounded),
        })
    };
    json!({
        "splits": traces.splits.iter().map(split).collect::<Vec<_>>(),
        "declaration": traces.declaration,
        "tests": traces.release.tests,
        "audits": traces.release.traces.iter().map(trace).collect::<Vec<_>>(),
        "heaps": traces.heaps.iter().map(heap).collect::<Vec<_>>(),
    })
}
