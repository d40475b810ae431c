//! The page: one file that asks for nothing.

use std::collections::BTreeSet;

use super::figures::{Unit, digits};
use super::one_chart::{self, figure, list, name_of};
use super::standalone::Picture;
use super::{Charts, Content, Line, Units, funnel_words, line_words, png};
use crate::html::{Html, counted as so_many};

/// Makes it. `pictures` holds one for each series, or the one of the comparison.
pub(super) fn page(charts: &Charts, pictures: &[Picture]) -> Html {
    let mut html = Html::new("chart");
    html.begin_page(&charts.title, include_str!("style.css"));
    html.raw("<header><p class=\"soft\">A chart of given figures; nothing in it was checked against its source.</p>\n<h1>");
    html.text(&charts.title).raw("</h1></header>\n");
    contents(&mut html, charts);
    html.raw("<main id=\"main\" tabindex=\"-1\">\n");
    lead(&mut html, charts, pictures);
    match &charts.content {
        Content::Lines(lines) => {
            for (place, (line, picture)) in lines.iter().zip(pictures).enumerate() {
                one_line(&mut html, place, line, picture, lines.len() > 1);
            }
        }
        Content::Units(units) => pictures.iter().for_each(|picture| one_funnel(&mut html, units, picture)),
    }
    not_charted(&mut html, charts);
    findings(&mut html, charts);
    conclusion(&mut html, charts);
    html.raw("</main>\n</body>\n</html>\n");
    html
}

fn contents(html: &mut Html, charts: &Charts) {
    html.raw("<nav aria-label=\"Contents\"><ol>\n");
    let mut item = |id: &str, words: &str| {
        html.raw("<li><a").attr("href", format_args!("#{id}")).raw(">").text(words).raw("</a></li>\n");
    };
    match &charts.content {
        Content::Lines(lines) => {
            lines.iter().enumerate().for_each(|(place, line)| item(&format!("s{place}"), name_of(line)));
        }
        Content::Units(_) => item("units", "The units"),
    }
    if !charts.not_charted.is_empty() {
        item("not-charted", "Series without a chart");
    }
    if !charts.findings.is_empty() {
        item("findings", "What was odd in the file");
    }
    item("conclusion", "What can and cannot be concluded");
    html.raw("</ol></nav>\n");
}

fn lead(html: &mut Html, charts: &Charts, pictures: &[Picture]) {
    html.raw("<p class=\"lead\">");
    match &charts.content {
        Content::Lines(lines) => match lines.as_slice() {
            [one] => html.text(line_words::headline(one)),
            many => html.text(format_args!(
                "{} over time, each with what it says. They are in the order of their names: there is no ranking.",
                so_many(many.len() as u64, "series", "series")
            )),
        },
        Content::Units(units) => html.text(funnel_words::headline(units)),
    };
    html.raw("</p>\n<p class=\"soft\">From the file ").text(&charts.file);
    html.raw(". Small counts stand here as they were given: protect them before this page goes to anybody who may not see them.</p>\n");
    let lacking: BTreeSet<char> =
        pictures.iter().flat_map(|picture| png::lacking(picture.file().as_str())).collect();
    if !lacking.is_empty() {
        let letters: Vec<String> = lacking.iter().map(char::to_string).collect();
        html.raw("<p class=\"note\">The PNG files have no letter for ").text(letters.join(" "));
        html.raw(" and show an empty box in its place: use the SVG files.</p>\n");
    }
}

fn begin(html: &mut Html, id: &str, title: &str) {
    html.raw("<section").attr("id", id).attr("aria-labelledby", format_args!("h-{id}")).raw("><h2");
    html.attr("id", format_args!("h-{id}")).raw(">").text(title).raw("</h2>\n");
}

fn one_line(html: &mut Html, place: usize, line: &Line, picture: &Picture, one_of_many: bool) {
    begin(html, &format!("s{place}"), name_of(line));
    if one_of_many {
        html.p(line_words::headline(line));
    }
    one_chart::draw(html, &format!("picture-{place}"), name_of(line), line, picture, "h3");
    html.raw("</section>\n");
}

fn one_funnel(html: &mut Html, of: &Units, picture: &Picture) {
    begin(html, "units", "The units");
    let caption = "Solid: all units together. Dotted: look, one unit in twenty lies beyond by chance. Dashed: ask, one in five hundred. The larger a unit, the less chance moves it.";
    figure(html, "picture-units", picture, caption);
    let unit = Unit::of_measure(of.funnel.measure);
    let heads = [
        "unit",
        "#figure",
        "#numerator",
        "#denominator",
        "#look below",
        "#look above",
        "where it lies",
        "#reliability",
    ];
    html.table("Every unit, in the order of names", &heads, |html| {
        for (at, placed) in of.funnel.units.iter().enumerate() {
            let number = |html: &mut Html, words: String| {
                html.raw("<td class=\"n\">").text(words).raw("</td>");
            };
            let (look, _) = super::funnel_picture::band_of(&of.funnel, &placed.limits);
            html.tr(|html| {
                html.th(|html| {
                    html.text(&of.names[at]);
                });
                number(html, unit.print(placed.figure));
                number(html, digits(of.counts[at].0, 3));
                number(html, digits(of.counts[at].1, 3));
                number(html, unit.print(look.0));
                number(html, unit.print(look.1));
                let little = if placed.says_too_little() {
                    "; too little data to tell this unit from the rest"
                } else {
                    ""
                };
                html.td_text(format_args!("{}{little}", funnel_words::place(placed.place)));
                number(html, placed.reliability.map_or_else(|| "-".to_owned(), |share| digits(share, 2)));
            });
        }
    });
    html.raw("<h3>How the lines came about</h3>\n");
    funnel_words::about(of).iter().for_each(|words| html.p(words));
    html.raw("</section>\n");
}

fn not_charted(html: &mut Html, charts: &Charts) {
    if charts.not_charted.is_empty() {
        return;
    }
    begin(html, "not-charted", "Series without a chart");
    html.table("Series without a chart, in the order of names", &["series", "why"], |html| {
        for left in &charts.not_charted {
            html.tr(|html| {
                html.th(|html| {
                    html.text(&left.series);
                });
                html.td_text(format_args!("{}.", left.why));
            });
        }
    });
    html.raw("</section>\n");
}

fn findings(html: &mut Html, charts: &Charts) {
    if charts.findings.is_empty() {
        return;
    }
    begin(html, "findings", "What was odd in the file");
    html.table("Findings, by line", &["#line", "column", "what", "what to do"], |html| {
        for finding in &charts.findings {
            html.tr(|html| {
                html.td_number(finding.line.into());
                html.td_text(&finding.field);
                html.td_text(&finding.words);
                html.td_text(&finding.remedy);
            });
        }
    });
    html.raw("</section>\n");
}

fn conclusion(html: &mut Html, charts: &Charts) {
    begin(html, "conclusion", "What can and cannot be concluded");
    match &charts.content {
        Content::Lines(lines) => {
            for line in lines {
                if lines.len() > 1 {
                    html.raw("<h3>").text(name_of(line)).raw("</h3>\n");
                }
                can_and_cannot(html, &line_words::can(line), &line_words::cannot(line));
            }
        }
        Content::Units(units) => {
            can_and_cannot(html, &funnel_words::can(units), &funnel_words::cannot(units))
        }
    }
    html.raw("</section>\n");
}

fn can_and_cannot(html: &mut Html, can: &[String], cannot: &[String]) {
    html.p("What can be said:");
    list(html, can);
    html.p("What cannot be concluded from this:");
    list(html, cannot);
}
