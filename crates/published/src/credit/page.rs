//! The page: the words that may be used first, then every step.

use super::steps::{Step, steps};
use super::{Claimed, picture};
use crate::html::{Html, thousands};

/// What this page alone has.
const STYLE: &str = "blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 4px solid var(--line); }\np.rung { font-size: 1.25rem; }\nrect.left { fill: var(--accent); }\nline.whisker { stroke: var(--ink); stroke-width: 1.6; }\nline.limit { stroke: var(--ink); stroke-width: 1.4; }\npath.with { fill: none; stroke: var(--told); stroke-width: 2.2; }\npath.without { fill: none; stroke: var(--ink); stroke-width: 1.8; stroke-dasharray: 6 4; }\nfigure.credit svg { min-width: 44rem; }\n";

/// Counts from one to this are hidden.
const SMALL: u64 = 5;

pub(super) fn page(claimed: &Claimed, exact: bool) -> Html {
    let steps = steps(claimed);
    let mut html = Html::new("credit");
    html.begin_page(format_args!("{}: what credit may be claimed", claimed.title), STYLE);
    html.raw("<header><h1>").text(&claimed.title).raw(": what credit may be claimed</h1></header>\n");
    html.raw("<main id=\"main\" tabindex=\"-1\">\n");
    if !claimed.claimed_words.is_empty() {
        html.raw("<section id=\"claim\" aria-labelledby=\"h-claim\"><h2 id=\"h-claim\">What was claimed</h2>\n<blockquote><p>");
        html.text(&claimed.claimed_words).raw("</p></blockquote>\n<p>");
        let by: Vec<&str> = [claimed.claimed_by.as_str(), claimed.claimed_on.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        html.text(by.join(", ")).raw("</p></section>\n");
    }
    html.raw("<section id=\"words\" aria-labelledby=\"h-words\"><h2 id=\"h-words\">What these figures allow to be said</h2>\n<p class=\"first rung\"><b>");
    html.text(claimed.credit.said.rung.name()).raw("</b></p>\n<p>");
    html.text(&claimed.credit.said.text).raw("</p>\n");
    if !claimed.has_direction {
        html.p("The definition does not say which way of the measure is better: less is taken to be. Say it with `better`, or the answer may be the wrong way round.");
    }
    if !claimed.credit.why_no_higher.is_empty() {
        html.raw("<p>Why no more may be said:</p>\n<ul>\n");
        for why in &claimed.credit.why_no_higher {
            html.raw("<li>").text(why).raw("</li>\n");
        }
        html.raw("</ul>\n");
    }
    html.raw("</section>\n<section id=\"steps\" aria-labelledby=\"h-steps\"><h2 id=\"h-steps\">Step by step</h2>\n<p>");
    html.text(hidden(&claimed.table, exact)).raw(" Figures are in ").text(&claimed.words).raw(".</p>\n");
    picture::bars(claimed, &steps, &mut html);
    table(claimed, &steps, exact, &mut html);
    html.raw("</section>\n");
    if let Some(over) = &claimed.over_time {
        html.raw("<section id=\"time\" aria-labelledby=\"h-time\"><h2 id=\"h-time\">Over time</h2>\n");
        picture::over_time(claimed, over, &mut html);
        html.raw("</section>\n");
    }
    html.raw("<section id=\"limits\" aria-labelledby=\"h-limits\"><h2 id=\"h-limits\">What can and cannot be concluded</h2>\n<ul>\n<li>Whoever is chosen at their worst gets better anyway, and many would have without the service: a change by itself is nobody’s doing.</li>\n<li>The rungs are fixed: not enough data; no change shown; changed, cause unknown; consistent with the service helping; well supported. None of them says more than that, and none is about a single person.</li>\n<li>A low rung is no finding against the service. It says that these figures cannot show it.</li>\n<li>Who was left out of the table is in no figure here: those who dropped out, moved away or were never offered it.</li>\n</ul></section>\n");
    if !claimed.findings.is_empty() {
        html.raw("<section id=\"odd\" aria-labelledby=\"h-odd\"><h2 id=\"h-odd\">What is odd in the table</h2>\n<ul>\n");
        for (line, words) in claimed.findings.iter().take(100) {
            match line {
                0 => html.raw("<li>").text(words).raw("</li>\n"),
                _ => html.raw("<li>").text(format_args!("line {line}: {words}")).raw("</li>\n"),
            };
        }
        html.raw("</ul></section>\n");
    }
    html.raw("</main>\n</body>\n</html>\n");
    html
}

fn table(claimed: &Claimed, steps: &[Step], exact: bool, html: &mut Html) {
    let heads = ["Step", "#Figure", "#Between", "#Out of", "What to note"];
    html.table("The steps of a claim of credit", &heads, |html| {
        for step in steps {
            html.tr(|html| {
                html.th(|html| {
                    html.text(&step.title);
                });
                match (&step.missing, step.value) {
                    (None, Some(value)) => {
                        let number = |value: f64| {
                            signed(value, if step.key == "pretend_dates" { 0 } else { claimed.places })
                        };
                        html.raw("<td class=\"n\">").text(number(value)).raw("</td><td class=\"n\">");
                        if let (Some(low), Some(high)) = (step.low, step.high) {
                            html.text(format_args!("{} and {}", number(low), number(high)));
                        }
                        html.raw("</td>");
                    }
                    _ => {
                        html.raw("<td class=\"n\">cannot be told</td><td></td>");
                    }
                }
                let count = step.count.map(|count| {
                    if !exact && (1..=SMALL).contains(&count) { "c".to_owned() } else { thousands(count) }
                });
                html.raw("<td class=\"n\">").text(count.unwrap_or_default()).raw("</td>");
                html.td_text(step.missing.as_deref().unwrap_or(&step.note));
            });
        }
    });
    html.raw("<p>The same as a table: <a href=\"credit.csv\">credit.csv</a>. Missing values and steps are said and not filled in.</p>\n");
}

/// Counts of one to five of a sentence as `c`.
fn hidden(words: &str, exact: bool) -> String {
    if exact {
        return words.to_owned();
    }
    let word = |word: &str| match word.trim_end_matches([',', '.', ':', ';']).parse::<u64>() {
        Ok(count) if (1..=SMALL).contains(&count) => word.replacen(&count.to_string(), "c", 1),
        _ => word.to_owned(),
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn signed(value: f64, places: usize) -> String {
    let text = format!("{:.*}", places, value.abs());
    let zero = text.chars().all(|c| matches!(c, '0' | '.'));
    if value < 0.0 && !zero { format!("−{text}") } else { text }
}
