//! Returns beside independent findings.

use crate::fitness::figures::{PairShown, Report};
use crate::fitness::{numbers, pairs_picture, returned_words};
use crate::html::Html;

pub(in crate::fitness) fn pairs(html: &mut Html, report: &Report) {
    html.p(
        "The same thing as the service returned it and as somebody independent found it. They can differ because of error, of \
         definition, of what was looked at, or of how records were kept; the figures do not say which.",
    );
    pairs_picture::draw(html, &report.pairs);
    let heads = ["what", "when", "#returned", "#found", "unit", "together", "note", "source"];
    html.table("Every comparison, in the order of the files", &heads, |html| {
        for pair in &report.pairs {
            html.tr(|html| {
                html.th(|html| {
                    html.text(&pair.what);
                });
                html.td_dates(&pair.year);
                for figure in [pair.official, pair.independent] {
                    html.raw("<td class=\"n\">").text(numbers::or_dash(figure)).raw("</td>");
                }
                html.td_text(&pair.unit);
                html.td_text(together(pair));
                html.td_text(&pair.note);
                html.td_text(&pair.source);
            });
        }
    });
}

/// How far apart two percentages are.
fn points(pair: &PairShown) -> String {
    match pair.paired.difference {
        Some(more) if more > 0.0 => {
            format!("returned {} percentage points more than was found", numbers::rough(more))
        }
        Some(less) => format!("returned {} percentage points less than was found", numbers::rough(-less)),
        None => String::new(),
    }
}

/// What the two say together.
pub(in crate::fitness) fn together(pair: &PairShown) -> String {
    let mut out = match (pair.paired.differs, pair.paired.ratio) {
        (None, _) => "one of the two is missing: nothing can be compared".to_owned(),
        (Some(false), _) => "the same".to_owned(),
        // Of percentages the difference says more than the quotient.
        (Some(true), _) if returned_words::is_percent(&pair.unit) => points(pair),
        (Some(true), Some(ratio)) if ratio > 1.0 => {
            format!("returned {} times what was found", numbers::rough(ratio))
        }
        (Some(true), Some(ratio)) => format!("found {} times what was returned", numbers::rough(1.0 / ratio)),
        (Some(true), None) => format!(
            "returned {}, found {}",
            numbers::or_dash(pair.official),
            numbers::or_dash(pair.independent)
        ),
    };
    if let Some((share, (lower, upper))) = pair.paired.share {
        out.push_str(&format!(
            "; {} % of those looked at, which among all may be {} % to {} % if they were drawn by lot",
            numbers::rough(100.0 * share),
            numbers::rough(100.0 * lower),
            numbers::rough(100.0 * upper)
        ));
    }
    out
}
