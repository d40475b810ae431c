//! Findings by kind and rule, most frequent first, then the first of them.

use std::collections::BTreeMap;

use core::cmp::Reverse;
use record::{Finding, FindingKind};

use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};

const MOST_ROWS: usize = 200;
const MOST_RULES: usize = 100;

/// One check: how often it found something, and its first finding's place in the list.
struct Rule<'a> {
    count: u64,
    first: usize,
    finding: &'a Finding,
}

/// The two tables.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let findings = view.m.findings;
    if findings.is_empty() {
        html.p("Nothing odd was found in the files that were read.");
        return;
    }
    html.p("Odd data, kept and reported. “Repaired” is a value read in a way its writer may not have meant, “skipped” one that was left out, “doubtful” one kept as it is although it contradicts something. A finding names the place, never the personal value that stands there.");
    let mut rules: BTreeMap<(FindingKind, &str), Rule<'_>> = BTreeMap::new();
    for (place, finding) in findings.iter().enumerate() {
        let rule = rules.entry((finding.kind, finding.rule.as_str())).or_insert(Rule {
            count: 0,
            first: place,
            finding,
        });
        rule.count += 1;
    }
    let mut rules: Vec<((FindingKind, &str), Rule<'_>)> = rules.into_iter().collect();
    rules.sort_by_key(|(name, rule)| (Reverse(rule.count), *name));
    by_rule(view, html, &rules);
    rows(view, html);
}

fn by_rule(view: &View<'_>, html: &mut Html, rules: &[((FindingKind, &str), Rule<'_>)]) {
    let heads = ["Check", "Kind", "#How often", "The first of them says", "What would help"];
    html.table("Findings by check, most frequent first", &heads, |html| {
        for ((kind, name), rule) in rules.iter().take(MOST_RULES) {
            html.tr(|html| {
                html.th(|html| {
                    html.raw("<code>").text(name).raw("</code>");
                });
                html.td_text(kind.word());
                html.raw("<td class=\"n\">").raw("<a");
                match rule.first {
                    first if first < MOST_ROWS => html.attr("href", format_args!("#finding-{first}")),
                    _ => html.attr("href", "findings.csv"),
                };
                html.raw(">").number(rule.count).raw("</a></td>");
                html.td_text(capital(&view.open(&rule.finding.words)));
                html.td_text(capital(&view.open(&rule.finding.remedy)));
            });
        }
    });
    if rules.len() > MOST_RULES {
        html.p(format_args!(
            "{} only in findings.csv.",
            counted((rules.len() - MOST_RULES) as u64, "further check stands", "further checks stand")
        ));
    }
}

fn rows(view: &View<'_>, html: &mut Html) {
    let all = view.m.findings.len();
    let caption =
        if all > MOST_ROWS { format!("The first {MOST_ROWS} findings") } else { "All findings".to_owned() };
    html.table(caption, &["File", "#Line", "Field", "Check", "What is odd, and what was done"], |html| {
        for (place, finding) in view.m.findings.iter().take(MOST_ROWS).enumerate() {
            html.raw("<tr").attr("id", format_args!("finding-{place}")).raw(">");
            html.th(|html| {
                html.text(view.path(finding.file));
            });
            match finding.line {
                0 => html.td_text("whole file"),
                line => html.td_number(line.into()),
            }
            html.td_text(view.open(&finding.field));
            html.td(|html| {
                html.raw("<code>").text(&finding.rule).raw("</code>");
            });
            html.td_text(capital(&view.open(&finding.words)));
            html.raw("</tr>\n");
        }
    });
    if all > MOST_ROWS {
        html.raw("<p>").text(counted((all - MOST_ROWS) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"findings.csv\">findings.csv</a>.</p>\n");
    }
}
