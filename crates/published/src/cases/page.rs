//! The page: one file that asks for nothing.

use super::words::too_small;
use super::{CaseReport, figures, traces, visits};
use crate::charts::headline;
use crate::html::{Html, counted as so_many};
use crate::recount::hidden::Hidden;

/// Findings on the page; the table has all that were kept.
const FINDINGS: usize = 40;

/// What a section is made from.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) report: &'a CaseReport<'a>,
    pub(super) hidden: Hidden,
}

struct Section {
    id: &'static str,
    title: &'static str,
    make: fn(Scene<'_>, &mut Html),
}

const SECTIONS: [Section; 8] = [
    Section { id: "read", title: "What was read, and what was left out", make: read },
    Section { id: "figures", title: "The figures of each unit", make: figures::units },
    Section { id: "beside", title: "The units beside each other", make: figures::funnels },
    Section { id: "time", title: "Over time", make: over_time },
    Section {
        id: "traces",
        title: "Traces, with what would explain them in innocence",
        make: traces::section,
    },
    Section { id: "visits", title: "Records of visits", make: visits::section },
    Section { id: "published", title: "Published figures, held against the table", make: published },
    Section { id: "limits", title: "What this cannot show", make: limits },
];

const STYLE: &str = concat!(
    include_str!("../charts/style.css"),
    "td.figure { white-space: nowrap; }\n#traces td p, #visits td p { margin: 0 0 0.4rem; }\n#traces td { min-width: 22rem; }\n"
);

fn sections(report: &CaseReport<'_>) -> impl Iterator<Item = &'static Section> {
    let (told, held) = (report.audit.asked.visits_told(), report.audit.held > 0);
    SECTIONS.iter().filter(move |section| match section.id {
        "visits" => told,
        "published" => held,
        _ => true,
    })
}

/// The whole page.
pub(super) fn page(report: &CaseReport<'_>, exact: bool) -> Html {
    let scene = Scene { report, hidden: Hidden { exact } };
    let mut html = Html::new("cases");
    html.begin_page(format_args!("{}, audited by candour", report.title), STYLE);
    html.raw("<header><p class=\"soft\">A table of cases audited by candour; nothing in it was checked against its source.</p>\n<h1>");
    html.text(&report.title)
        .raw(": what the figures can and cannot tell</h1></header>\n<nav aria-label=\"Contents\"><ol>\n");
    for section in sections(report) {
        html.raw("<li><a").attr("href", format_args!("#{}", section.id)).raw(">").raw(section.title);
        html.raw("</a></li>\n");
    }
    html.raw("</ol></nav>\n<main id=\"main\" tabindex=\"-1\">\n<p class=\"first\">")
        .text(lead(report))
        .raw("</p>\n");
    if exact {
        html.raw("<p class=\"note\">This page shows every count as it is, small ones too. Do not pass it on outside the agency.</p>\n");
    } else {
        html.raw("<p class=\"note\">Counts of one to five stand as <b>c</b>, and so does whatever they could be worked out from. The tables beside this page and the folder charts hold exact counts: they are for the agency\u{2019}s own analysts.</p>\n");
    }
    persons(report, &mut html);
    for section in sections(report) {
        html.raw("<section").attr("aria-labelledby", format_args!("h-{}", section.id));
        html.attr("id", section.id).raw("><h2").attr("id", format_args!("h-{}", section.id)).raw(">");
        html.raw(section.title).raw("</h2>\n");
        (section.make)(scene, &mut html);
        html.raw("</section>\n");
    }
    html.raw("</main>\n</body>\n</html>\n");
    html
}

fn lead(report: &CaseReport<'_>) -> String {
    let cases = report.audit.figures.iter().map(|unit| unit.cases).sum();
    format!(
        "{} of {} were read, opened from {} to {}; {} of the file.",
        so_many(cases, "case", "cases"),
        so_many(report.audit.units.len() as u64, "unit", "units"),
        report.period.0,
        report.period.1,
        so_many(report.seen, "row", "rows"),
    )
}

/// A unit with few cases may be one worker, and of persons nothing is said.
fn persons(report: &CaseReport<'_>, html: &mut Html) {
    let small = too_small(&report.audit) as u64;
    if small == 0 {
        return;
    }
    html.raw("<p class=\"note\">");
    html.text(so_many(small, "unit has", "units have")).raw(" fewer than 20 cases. ");
    html.raw(match report.audit.looks_like_persons() {
        true => "That is most of them: the column of units may hold persons. Candour judges no person, so nothing is said of these; name the column of the team or area instead.",
        false => "Nothing is said of these: the figures would be chance, and a unit so small may be one person.",
    });
    html.raw("</p>\n");
}

fn read(scene: Scene<'_>, html: &mut Html) {
    let report = scene.report;
    if report.drafted {
        html.raw("<p class=\"note\"><b>The definition was drafted by candour from the headings and the first rows, and nobody has looked at it.</b> Keep it with <code>--suggest --out FILE</code>, read it, and run the audit with <code>--definition FILE</code>.</p>\n");
    }
    html.raw("<p>From the file ").text(&report.file).raw(". ").text(&report.limit).raw("</p>\n");
    html.table("Which column was read as what", &["Read as", "Column"], |html| {
        for (field, heading) in &report.columns {
            html.tr(|html| {
                html.th(|html| {
                    html.text(field.replace('_', " "));
                });
                html.td_text(heading);
            });
        }
    });
    if !report.unused.is_empty() {
        html.raw("<p>Not read: ").text(report.unused.join(", ")).raw(".</p>\n");
    }
    left_out(scene, html);
    findings(report, html);
}

/// Whatever was left out, and why: by reason here, by unit in the table beside.
fn left_out(scene: Scene<'_>, html: &mut Html) {
    let mut why: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for ((_, reason), rows) in &scene.report.left_out {
        *why.entry(reason).or_default() += rows;
    }
    if why.is_empty() {
        html.p("No row was left out.");
        return;
    }
    html.p("A row is left out where it cannot be a case. Ask whether what is left out is like the rest: leaving out the right rows makes any figure better.");
    html.table("Rows left out", &["Why", "#Rows"], |html| {
        for (reason, rows) in &why {
            html.tr(|html| {
                html.th(|html| {
                    html.text(reason);
                });
                html.raw("<td class=\"n\">").text(scene.hidden.count(*rows)).raw("</td>");
            });
        }
    });
    html.raw("<p>Unit by unit: <a href=\"left_out.csv\">left_out.csv</a>.</p>\n");
}

fn findings(report: &CaseReport<'_>, html: &mut Html) {
    if report.findings.is_empty() {
        return;
    }
    let all = report.findings.len() as u64 + report.more_findings;
    html.raw("<details><summary>").text(so_many(all, "finding", "findings")).raw(" in the file</summary>\n");
    html.table("What was odd in the file", &["#Line", "Column", "What", "What to do"], |html| {
        for finding in report.findings.iter().take(FINDINGS) {
            html.tr(|html| {
                html.td_number(finding.line.into());
                html.td_text(&finding.field);
                html.td_text(&finding.words);
                html.td_text(&finding.remedy);
            });
        }
    });
    html.raw("<p>More: <a href=\"findings.csv\">findings.csv</a>.</p></details>\n");
}

fn over_time(scene: Scene<'_>, html: &mut Html) {
    let lines = &scene.report.lines;
    if lines.is_empty() {
        html.p("No share of any unit has enough cases in enough months for a chart.");
        return;
    }
    html.p("By the four weeks in which cases were opened, so that every period has as many of each day of the week and a case kept open is counted. A point outside the limits, or a run on one side, is a question: what else changed then?");
    let marked: Vec<_> = lines.iter().filter(|line| !line.signals.is_empty()).collect();
    let by_chance: f64 = lines.iter().filter_map(marked_by_chance).sum();
    html.p(format_args!(
        "{} of {} somewhere. {}",
        so_many(marked.len() as u64, "chart has a mark", "charts have a mark"),
        lines.len(),
        match by_chance.round() as u64 {
            0 => "By chance alone hardly any would.".to_owned(),
            many => format!("By chance alone about {many} or more would, although nothing changed: a mark by itself is no finding."),
        },
    ));
    if scene.report.more_lines > 0 {
        html.p(format_args!("{} more are not drawn: a page holds so many and no more. Audit fewer units at a time to see them.", scene.report.more_lines));
    }
    html.raw("<details><summary>What the charts with a mark say</summary><ul>\n");
    for line in marked {
        html.raw("<li><b>").text(&line.name).raw("</b>: ").text(headline(line)).raw("</li>\n");
    }
    html.raw("</ul></details>\n<p>The pictures, each with its table and with the time it takes to notice a change: <a href=\"charts/index.html\">charts/index.html</a>. They show periods with few cases as they are.</p>\n");
}

/// How likely a chart bears a mark although nothing changed.
fn marked_by_chance(line: &crate::charts::Line) -> Option<f64> {
    let points = line.counts.iter().flatten().count() as f64;
    let between = line.quiet.and_then(|quiet| quiet.by_limits_or_run)?;
    Some(1.0 - (-points / between).exp())
}

fn published(scene: Scene<'_>, html: &mut Html) {
    let audit = &scene.report.audit;
    let entry = scene.report.policy.audits.entry("published_differs");
    html.p(format_args!(
        "{} held against the same figures counted from the table. What would explain a difference in innocence: {}.",
        so_many(audit.held as u64, "published figure was", "published figures were"),
        entry.innocent
    ));
    if audit.differences.is_empty() {
        html.p("Every one of them is what the table gives.");
        return;
    }
    html.table(
        "Published figures that differ",
        &["Unit", "Figure", "#Published", "#Counted", "What it is"],
        |html| {
            for one in &audit.differences {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(&one.unit);
                    });
                    html.td_text(one.figure.replace('_', " "));
                    let count = |count: i64| scene.hidden.count(count.unsigned_abs());
                    let differ = one.counted.map_or(0, |ours| ours.abs_diff(one.published));
                    // A published figure is known to the reader: beside it a difference of one to five gives the count away.
                    let ours = match one.counted {
                        Some(ours) if !scene.hidden.is_small(differ) => count(ours),
                        Some(_) => "c apart".to_owned(),
                        None => "the table does not say".to_owned(),
                    };
                    html.raw("<td class=\"n\">")
                        .text(count(one.published))
                        .raw("</td><td class=\"n\">")
                        .text(ours)
                        .raw("</td>");
                    html.td_text(match (one.more_than_all, one.counted) {
                        (true, Some(_)) => "more than there are cases in the table",
                        (_, Some(_)) => "differs",
                        (_, None) => "no such unit or column in the table",
                    });
                });
            }
        },
    );
    html.p(format_args!("What to look at next: {}.", entry.next));
}

fn limits(scene: Scene<'_>, html: &mut Html) {
    html.raw("<ul>\n<li><b>Can be concluded:</b> what the table holds, counted the same way each time. Whoever has the same table, definition and version gets the same figures.</li>\n<li><b>Cannot be concluded:</b> whether the table is complete or true. A warning nobody wrote down, and a case nobody opened, is in no figure.</li>\n<li>That anybody games. A trace is a question to a unit; its answer is not in this table.</li>\n<li>That a unit without a trace is clean. Below the smallest effect shown nobody knows, and gaming that all units do alike leaves nothing to compare with but deadlines, counts and inspections.</li>\n<li>A share in time says nothing of whether the child was helped.</li>\n<li>How the units rank. They differ in their cases, and most of what lies between two of them is chance.</li>\n");
    let lacks: Vec<String> = counted::audits::Audit::ALL
        .iter()
        .filter_map(|audit| {
            Some(format!(
                "{} (no {})",
                super::words::plain(audit.name()),
                scene.report.audit.asked.lacks(*audit)?
            ))
        })
        .collect();
    if !lacks.is_empty() {
        html.raw("<li>What the table does not say was not asked: ").text(lacks.join("; ")).raw(".</li>\n");
    }
    html.raw("</ul>\n");
}
