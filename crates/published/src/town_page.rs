//! The page of a simulated town: what happened, what was told, recorded, knowable and known, and what was assumed.
//!
//! Nobody in it exists, so nothing is masked. Every picture has its table beside it.

mod spans;

use std::io::{self, Write};

use crate::html::Html;
use crate::svg::{fitted, open_image, rect, text_at};

/// A simulated town in words, figures and tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TownPage {
    /// What the page is called.
    pub title: String,
    /// What a reader should know first.
    pub lead: Vec<String>,
    /// Its parts.
    pub sections: Vec<TownSection>,
}

/// One part of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TownSection {
    /// Its heading.
    pub title: String,
    /// Words before the figures.
    pub words: Vec<String>,
    /// A picture of bars, each with its name and number.
    pub bars: Vec<(String, u64)>,
    /// A picture of spans, for what is seldom the same: each with its name and three numbers.
    pub spans: Vec<TownSpan>,
    /// The table: caption, headings (`#` before those over numbers), rows.
    pub table: Option<TownTable>,
}

/// One line of a picture of spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TownSpan {
    /// What it is of.
    pub name: String,
    /// In half of all cases no more than this.
    pub half: u64,
    /// In nine of ten.
    pub nine_of_ten: u64,
    /// At the most.
    pub most: u64,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TownTable {
    /// What it shows.
    pub caption: String,
    /// Headings; one that begins with `#` stands over numbers.
    pub heads: Vec<String>,
    /// Rows: the first cell names its row.
    pub rows: Vec<Vec<String>>,
}

/// Writes the page: one file that asks for nothing.
///
/// # Errors
/// Whatever `out` says.
pub fn write_town_page(page: &TownPage, out: &mut dyn Write) -> io::Result<()> {
    let mut html = Html::new("town");
    html.begin_page(&page.title, "");
    html.raw("<header><p class=\"soft\">A simulated town. Nobody in it exists.</p>\n<h1>").text(&page.title);
    html.raw("</h1></header>\n<nav aria-label=\"Contents\"><ol>\n");
    for (place, section) in page.sections.iter().enumerate() {
        html.raw("<li><a").attr("href", format_args!("#s{place}")).raw(">").text(&section.title);
        html.raw("</a></li>\n");
    }
    html.raw("</ol></nav>\n<main id=\"main\" tabindex=\"-1\">\n");
    for (place, words) in page.lead.iter().enumerate() {
        html.raw(if place == 0 { "<p class=\"lead\">" } else { "<p>" }).text(words).raw("</p>\n");
    }
    for (place, section) in page.sections.iter().enumerate() {
        html.raw("<section").attr("id", format_args!("s{place}"));
        html.attr("aria-labelledby", format_args!("h{place}")).raw("><h2");
        html.attr("id", format_args!("h{place}")).raw(">").text(&section.title).raw("</h2>\n");
        section.words.iter().for_each(|words| html.p(words));
        bars(&mut html, place, section);
        spans::draw(&mut html, place, section);
        if let Some(of) = &section.table {
            table(&mut html, of);
        }
        html.raw("</section>\n");
    }
    html.raw("</main>\n</body>\n</html>\n");
    out.write_all(html.as_str().as_bytes())
}

const NAME: f64 = 300.0;
const WIDTH: f64 = 420.0;
const ROW: f64 = 26.0;

fn bars(html: &mut Html, place: usize, section: &TownSection) {
    let most = section.bars.iter().map(|(_, count)| *count).max().unwrap_or_default();
    if most == 0 {
        return;
    }
    let described: Vec<String> = section
        .bars
        .iter()
        .map(|(name, count)| format!("{name}: {}", crate::html::thousands(*count)))
        .collect();
    let height = ROW * section.bars.len() as f64 + 4.0;
    html.raw("<figure>");
    let id = format!("bars-{place}");
    open_image(html, &id, NAME + WIDTH + 90.0, height, &section.title, &described.join("; "));
    for (row, (name, count)) in section.bars.iter().enumerate() {
        let y = ROW * row as f64 + 2.0;
        text_at(html, "legend", 0.0, y + 16.0, &fitted(name, 44));
        let width = WIDTH * (*count as f64 / most as f64);
        rect(html, "h3", NAME, y + 3.0, width.max(1.0), ROW - 8.0);
        text_at(html, "legend", NAME + width.max(1.0) + 6.0, y + 16.0, &crate::html::thousands(*count));
    }
    html.raw("</svg></figure>\n");
}

fn table(html: &mut Html, of: &TownTable) {
    let heads: Vec<&str> = of.heads.iter().map(String::as_str).collect();
    html.table(&of.caption, &heads, |html| {
        for row in &of.rows {
            html.tr(|html| {
                for (place, cell) in row.iter().enumerate() {
                    let is_number = heads.get(place).is_some_and(|head| head.starts_with('#'));
                    match place {
                        0 => html.th(|html| {
                            html.text(cell);
                        }),
                        _ if is_number => {
                            html.raw("<td class=\"n\">").text(cell).raw("</td>");
                        }
                        _ => html.td_text(cell),
                    }
                }
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{TownPage, TownSection, TownSpan, TownTable, write_town_page};

    #[test]
    fn whatever_is_given_stays_text_and_every_picture_has_words() {
        let page = TownPage {
            title: "A <town>".into(),
            lead: vec!["First & foremost".into()],
            sections: vec![TownSection {
                title: "Told".into(),
                words: vec!["<b>".into()],
                bars: vec![("all".into(), 1_200), ("none".into(), 0)],
                spans: vec![TownSpan { name: "a <post>".into(), half: 2, nine_of_ten: 5, most: 1_040 }],
                table: Some(TownTable {
                    caption: "Counts".into(),
                    heads: vec!["what".into(), "#count".into()],
                    rows: vec![vec!["all".into(), "1,200".into()]],
                }),
            }],
        };
        let mut out = Vec::new();
        write_town_page(&page, &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        assert!(
            text.contains("A &lt;town&gt;") && text.contains("First &amp; foremost") && !text.contains("<b>")
        );
        assert!(text.contains("all: 1,200; none: 0") && text.contains("<td class=\"n\">1,200</td>"));
        assert!(text.contains("a &lt;post&gt;: 2 in half of all cases, 5 in nine of ten, 1,040 at the most"));
        assert!(!text.contains("<script") && !text.contains("http://"));
    }
}
