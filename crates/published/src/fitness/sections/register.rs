//! The register of targets.

use record::Tri;

use crate::fitness::figures::{Registered, Report};
use crate::fitness::{register_picture, register_words as words};
use crate::html::Html;

pub(in crate::fitness) fn register(html: &mut Html, report: &Report) {
    html.p(
        "As the register given says it: posts, never persons. Why a target was moved stands in the register’s own words; that a \
         move came before an inspection or a count is a fact about dates, and proves nothing about why.",
    );
    near(html, report);
    register_picture::draw(html, &report.register);
    let heads = [
        "what",
        "set by",
        "in force",
        "value",
        "why, as written",
        "what hung on it",
        "figures",
        "what is seen",
        "before",
    ];
    html.table("Every entry, in the order of time", &heads, |html| {
        for entry in &report.register {
            html.tr(|html| {
                html.th(|html| {
                    html.text(entry.kind).raw(" ").text(&entry.what);
                });
                html.td_text(words::who(entry));
                html.td_dates(words::when(entry));
                html.td_text(format_args!("{} {}", words::values(entry), entry.unit));
                html.td_text(&entry.why);
                html.td_text(words::hung(entry));
                html.td_text(words::figures(entry));
                html.td_text(words::seen(entry));
                html.td_text(words::before(entry));
            });
        }
    });
}

/// Moves shortly before somebody came to look, said first: what a committee would want to ask about.
fn near(html: &mut Html, report: &Report) {
    let said = |entry: &&Registered| words::is_near(entry) != Tri::No;
    let lines: Vec<String> = report
        .register
        .iter()
        .filter(said)
        .map(|entry| {
            let may = if words::is_near(entry) == Tri::CannotTell {
                " (the dates allow other readings)"
            } else {
                ""
            };
            format!(
                "{} “{}”: {} {}, in force {}, {}{may}. {} Set by: {}.",
                entry.kind,
                entry.what,
                words::values(entry),
                entry.unit,
                words::when(entry),
                words::before(entry),
                words::seen(entry),
                words::who(entry)
            )
        })
        .collect();
    if lines.is_empty() {
        return html.p(
            "No move in the register lies in the half year before an inspection or a count that it names.",
        );
    }
    html.p("Moved in the half year before an inspection or a count:");
    super::list(html, &lines);
}
