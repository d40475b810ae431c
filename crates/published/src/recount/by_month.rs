//! The shares by month as charts: what each says, and on the page of a review the chart itself.

use super::Recount;
use super::page::hidden;
use crate::charts::{Line, headline, inside};
use crate::html::{Html, counted as counted_words};

/// Charts drawn on a page at most; a page of more is read by nobody.
const MOST: usize = 40;

/// What each chart says, in a sentence; a review draws them here, a recount in a folder beside.
pub(super) fn section(recount: Recount<'_>, html: &mut Html) {
    if recount.lines.is_empty() {
        html.p("No share has enough months in these files for a chart.");
        return;
    }
    html.p("Month by month, with limits that show how far a figure goes up and down although nothing changes. A point outside them, or a run on one side, is a question: what else changed then?");
    let (marked, by_chance) = marks_by_chance(recount.lines);
    html.p(format_args!(
        "{} of {} somewhere in their months. {}",
        counted_words(marked as u64, "chart has a mark", "charts have a mark"),
        recount.lines.len(),
        match by_chance.round() as u64 {
            0 => "By chance alone hardly any would.".to_owned(),
            many => format!("By chance alone about {many} or more would, although nothing changed: a mark by itself is no finding."),
        },
    ));
    if recount.of_review {
        charts(recount, html);
        return;
    }
    html.raw("<ul>\n");
    for line in recount.lines {
        html.raw("<li><b>")
            .text(recount.called.mask.open(&line.name))
            .raw("</b>: ")
            .text(headline(line))
            .raw("</li>\n");
    }
    html.raw("</ul>\n<p>The pictures, each with its table and with the time it takes to notice a change: <a href=\"charts/index.html\">charts/index.html</a>. They show months with few cases as they are: they are for the agency\u{2019}s own analysts.</p>\n");
}

/// The charts that stand on the page: none on a recount's, whose charts have a folder of their own; on a review's those of which
/// every month may be shown, in the order of the policy.
pub(super) fn drawn<'a>(recount: Recount<'a>) -> impl Iterator<Item = &'a Line> {
    let may = move |line: &&Line| recount.of_review && may_stand(recount, line);
    recount.lines.iter().filter(may).take(MOST)
}

/// A month with one to five, or all but so many, gives a small count away, and so does the one month that a year lacks.
fn may_stand(recount: Recount<'_>, line: &Line) -> bool {
    let months = line.counts.iter().flatten();
    months.copied().all(|(numerator, of)| hidden(recount).shows_share(numerator as u64, of as u64))
}

fn charts(recount: Recount<'_>, html: &mut Html) {
    for (place, line) in drawn(recount).enumerate() {
        let name = recount.called.mask.open(&line.name);
        html.raw("<h3>").text(&name).raw("</h3>\n");
        inside(html, &format!("month-{place}"), &name, line);
    }
    let few: Vec<_> = (recount.lines.iter())
        .filter(|line| !may_stand(recount, line))
        .map(|line| recount.called.mask.open(&line.name))
        .collect();
    if !few.is_empty() {
        html.raw("<p class=\"note\">Not drawn, because some of their months have one to five cases, or all but so many: ");
        html.text(few.join("; "));
        html.raw(". The agency\u{2019}s own analysts draw them with <code>candour audit</code> on the same files.</p>\n");
    }
    let more = recount.lines.len() - few.len() - drawn(recount).count();
    if more > 0 {
        html.p(format_args!(
            "{} drawn here: `candour audit` on the same files draws all.",
            counted_words(more as u64, "further chart is not", "further charts are not")
        ));
    }
}

/// How many charts bear a mark, and about how many would if nothing had changed: each is alarmed once in so many points as its
/// chart says, by a point outside or a run; the other rules of the set add a few.
fn marks_by_chance(lines: &[Line]) -> (usize, f64) {
    let marked = lines.iter().filter(|line| !line.signals.is_empty()).count();
    let chance = |line: &Line| {
        let points = line.counts.iter().flatten().count() as f64;
        let between = line.quiet.and_then(|quiet| quiet.by_limits_or_run)?;
        Some(1.0 - (-points / between).exp())
    };
    (marked, lines.iter().filter_map(chance).sum())
}
