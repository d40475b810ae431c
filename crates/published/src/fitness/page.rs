//! The page: one file that asks for nothing, in the order in which a committee would ask.

use super::figures::Report;
use super::{sections, words};
use crate::html::Html;

/// One part of the page: its id, its heading, what stands in it.
type Part = (&'static str, &'static str, fn(&mut Html, &Report));

/// Makes it.
pub(super) fn page(report: &Report) -> Html {
    let parts: Vec<Part> = [
        (
            !report.measures.is_empty(),
            ("glance", "The ten checks at a glance", sections::glance as fn(&mut Html, &Report)),
        ),
        (!report.measures.is_empty(), ("measures", "Each measure, check by check", sections::measures)),
        (!report.indicators.is_empty(), ("judge", "What may judge anybody", sections::judge)),
        (!report.indicators.is_empty(), ("learn", "What may only teach", sections::learn)),
        (!report.indicators.is_empty(), ("neither", "What may do neither", sections::neither)),
        (!report.pairs.is_empty(), ("pairs", "What was returned, and what was found", sections::pairs)),
        (
            !report.register.is_empty(),
            ("register", "Who set a target, when, and what hung on it", sections::register),
        ),
        (!report.findings.is_empty(), ("findings", "What was odd in the files", sections::findings)),
        (true, ("conclusion", "What can and cannot be concluded", sections::conclusion)),
        (true, ("rules", "How a result comes about", sections::rules)),
    ]
    .into_iter()
    .filter(|(is_there, _)| *is_there)
    .map(|(_, part)| part)
    .collect();
    let mut html = Html::new("fit");
    html.begin_page("Fitness of measures", include_str!("style.css"));
    html.raw("<header><p class=\"soft\">Before anybody is judged by a figure</p>\n<h1>Fitness of measures</h1></header>\n");
    html.raw("<nav aria-label=\"Contents\"><ol>\n");
    for (id, title, _) in &parts {
        html.raw("<li><a").attr("href", format_args!("#{id}")).raw(">").text(title).raw("</a></li>\n");
    }
    html.raw("</ol></nav>\n<main id=\"main\" tabindex=\"-1\">\n<p class=\"first\">");
    html.text(words::lead(report)).raw("</p>\n");
    lead(&mut html, report);
    for (id, title, body) in parts {
        html.raw("<section").attr("id", id).attr("aria-labelledby", format_args!("h-{id}")).raw("><h2");
        html.attr("id", format_args!("h-{id}")).raw(">").text(title).raw("</h2>\n");
        body(&mut html, report);
        html.raw("</section>\n");
    }
    html.raw("</main>\n</body>\n</html>\n");
    html
}

fn lead(html: &mut Html, report: &Report) {
    if !report.measures.is_empty() || !report.indicators.is_empty() {
        html.p(
            "To judge by a figure is to hang pay, a grade, a budget or a name on it. A figure that may teach is for those who do the \
             work. Nothing here says that anybody did anything wrong.",
        );
    }
    let files: Vec<String> =
        report.files.iter().map(|file| format!("{} ({})", file.name, file.what)).collect();
    html.raw("<p class=\"soft\">From ").text(files.join(", "));
    html.raw(". Nothing in these files was checked against its source.</p>\n");
}
