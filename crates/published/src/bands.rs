//! How many too many stand in the band before a limit: a page over a published table of bands, as picture, table and CSV.

use std::io::{self, Write};

use counted::density::BandedExcess;
use counted::ladder::{Rung, Said};
use serde_json::json;

use crate::Folder;
use crate::csv_safe::Table;
use crate::html::{Html, thousands};
use crate::svg::{line, open_image, rect, text_at};

/// The file that a folder of these is known by.
pub const BANDS_KNOWN_BY: &str = "bands.json";

/// Areas that get a picture; the table has all.
const PICTURES: usize = 12;

/// What was read and found.
#[derive(Clone, Debug, PartialEq)]
pub struct Banded {
    /// The file's name.
    pub file: String,
    /// What is counted.
    pub what: String,
    /// The limit, in days.
    pub limit: u32,
    /// Each band: its words, its first day, how many days wide it is; of the last one, which has no end, as it is drawn.
    pub bands: Vec<(String, f64, f64)>,
    /// The band that ends with the limit, by its place.
    pub before: usize,
    /// The areas.
    pub areas: Vec<BandedArea>,
    /// What was odd in the table: line and words.
    pub findings: Vec<(u32, String)>,
}

/// One area.
#[derive(Clone, Debug, PartialEq)]
pub struct BandedArea {
    /// Its name.
    pub name: String,
    /// How many in all.
    pub all: f64,
    /// How many in each band.
    pub counts: Vec<Option<f64>>,
    /// The excess and what may be said of it; `None` where a band beside the limit has no number.
    pub found: Option<(BandedExcess, Said)>,
}

/// Writes `index.html`, `bands.csv` and `bands.json`.
///
/// # Errors
/// Whatever the folder says.
pub fn write_bands(banded: &Banded, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("bands.csv")?, &COLUMNS)?;
    for area in &banded.areas {
        let figure = |(at, text): (usize, String)| (text, (1..7).contains(&at) && at != 2);
        table
            .row_with_figures(&cells(banded, area).into_iter().enumerate().map(figure).collect::<Vec<_>>())?;
    }
    table.end()?;
    for (name, text) in [("index.html", page(banded).as_str()), (BANDS_KNOWN_BY, &bands_json(banded))] {
        let mut file = folder.file(name)?;
        file.write_all(text.as_bytes())?;
        file.flush()?;
    }
    Ok(())
}

/// The same for a machine.
pub fn bands_json(banded: &Banded) -> String {
    let areas: Vec<_> = banded
        .areas
        .iter()
        .map(|area| {
            let excess = area.found.as_ref().map(|(excess, _)| excess);
            json!({
                "area": area.name,
                "all": area.all,
                "in_band": excess.map(|excess| excess.in_band),
                "excess_at_least": excess.map(|excess| excess.low.round()),
                "excess_at_most": excess.map(|excess| excess.high.round()),
                "times_as_dense_as_after": excess.map(|excess| excess.step),
                "rung": area.found.as_ref().map(|(_, said)| said.rung.name()),
            })
        })
        .collect();
    let all = json!({
        "file": banded.file,
        "what": banded.what,
        "limit_days": banded.limit,
        "band": banded.bands[banded.before].0,
        "areas": areas,
    });
    format!("{all:#}\n")
}

const COLUMNS: [&str; 8] = [
    "area",
    "all",
    "band",
    "in_band",
    "excess_at_least",
    "excess_at_most",
    "times_as_dense_as_after",
    "rung",
];

fn cells(banded: &Banded, area: &BandedArea) -> [String; 8] {
    let of = |pick: fn(&BandedExcess) -> String| {
        area.found.as_ref().map(|(excess, _)| pick(excess)).unwrap_or_default()
    };
    [
        area.name.clone(),
        area.all.to_string(),
        banded.bands[banded.before].0.clone(),
        of(|excess| excess.in_band.to_string()),
        of(|excess| format!("{:.0}", excess.low)),
        of(|excess| format!("{:.0}", excess.high)),
        of(|excess| format!("{:.2}", excess.step)),
        area.found.as_ref().map_or("cannot be told", |(_, said)| said.rung.name()).to_owned(),
    ]
}

/// What this page alone has.
const STYLE: &str = "rect.before { fill: var(--accent); }\nline.beside { stroke: #fff; stroke-width: 1.6; stroke-dasharray: 4 3; }\nline.limit { stroke: var(--ink); stroke-width: 2; }\nfigure.band svg { min-width: 44rem; }\n";

fn page(banded: &Banded) -> Html {
    let mut html = Html::new("bands");
    html.begin_page("How many too many before a limit", STYLE);
    html.raw("<header><h1>How many too many stand just before the limit of ").text(banded.limit);
    html.raw(" days</h1></header>\n<main id=\"main\" tabindex=\"-1\">\n<p class=\"first\">");
    let band = &banded.bands[banded.before].0;
    html.text(format_args!(
        "The table {} counts {} by how long they took. If, without a limit, the days of the band {band} were as full as those of the bands beside it, so many stand there too many:",
        banded.file, banded.what
    ));
    html.raw("</p>\n");
    table(banded, &mut html);
    html.raw("<section id=\"no-proof\" aria-labelledby=\"h-no-proof\"><h2 id=\"h-no-proof\">Why this is no proof of anything but the limit</h2>\n<ul>\n<li>A heap shows that the limit acts. It does not show that it does harm, nor good: England’s four-hour limit in hospitals heaped strongly, and deaths among those affected fell.</li>\n<li>Honest effort, reminders and weekly panels heap in the same way. Closing too early does too. This table cannot tell them apart: what would is whether cases closed just in time are opened again, entered late, or turn out worse.</li>\n<li>Where every area does it, it is the limit that acts, and no area’s doing. One area beside another is no comparison of anybody’s work.</li>\n<li>The two figures rest on one assumption: without the limit these days would be no fuller than the fuller neighbour and no emptier than the emptier one. Where something is meant to happen in the last week, as a conference is, that does not hold and not even the size is safe.</li>\n</ul></section>\n");
    html.raw("<section id=\"pictures\" aria-labelledby=\"h-pictures\"><h2 id=\"h-pictures\">How long they took</h2>\n");
    if banded.areas.len() > PICTURES {
        html.p(format_args!("The first {PICTURES} areas; the table above has all."));
    }
    for (number, area) in banded.areas.iter().take(PICTURES).enumerate() {
        picture(banded, number, area, &mut html);
    }
    html.raw("</section>\n");
    if !banded.findings.is_empty() {
        html.raw("<section id=\"odd\" aria-labelledby=\"h-odd\"><h2 id=\"h-odd\">What is odd in the table</h2>\n<ul>\n");
        for (line, words) in &banded.findings {
            html.raw("<li>").text(format_args!("line {line}: {words}")).raw("</li>\n");
        }
        html.raw("</ul></section>\n");
    }
    html.raw("</main>\n</body>\n</html>\n");
    html
}

fn table(banded: &Banded, html: &mut Html) {
    let band = &banded.bands[banded.before].0;
    let in_band = format!("#In the band {band}");
    let heads = [
        "Area",
        "#In all",
        &in_band,
        "#Too many: between",
        "#Times as full as the band behind",
        "What may be said",
    ];
    html.table(format_args!("Excess before the limit of {} days", banded.limit), &heads, |html| {
        for area in &banded.areas {
            html.tr(|html| {
                html.th(|html| {
                    html.text(&area.name);
                });
                html.td_number(area.all as u64);
                match &area.found {
                    Some((excess, said)) => {
                        html.td_number(excess.in_band as u64);
                        html.raw("<td class=\"n\">").text(format_args!(
                            "{} and {}",
                            signed(excess.low),
                            signed(excess.high)
                        ));
                        html.raw("</td><td class=\"n\">")
                            .text(format_args!("{:.1}", excess.step))
                            .raw("</td>");
                        html.td_text(words(said));
                    }
                    None => {
                        for _ in 0..3 {
                            html.raw("<td class=\"n\">cannot be told</td>");
                        }
                        html.td_text("A band at the limit has no number in the table.");
                    }
                }
            });
        }
    });
    html.raw("<p>The same as a table: <a href=\"bands.csv\">bands.csv</a>.</p>\n");
}

/// The rung in words. The ladder's own sentence is of a change over time; here two bands of one year stand beside each other.
pub fn words(said: &Said) -> String {
    match said.rung {
        Rung::ChangedCauseUnknown => {
            "Changed, cause unknown: it differs from the bands beside it. We cannot tell what caused it."
                .to_owned()
        }
        _ => said.text.clone(),
    }
}

fn signed(number: f64) -> String {
    let whole = thousands(number.abs().round() as u64);
    if number < -0.5 { format!("−{whole}") } else { whole }
}

const WIDTH: f64 = 760.0;
const LEFT: f64 = 20.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 170.0;

fn picture(banded: &Banded, number: usize, area: &BandedArea, html: &mut Html) {
    let density: Vec<Option<f64>> = area
        .counts
        .iter()
        .zip(&banded.bands)
        .map(|(count, band)| count.map(|count| count / band.2))
        .collect();
    let most = density.iter().flatten().copied().fold(0.0, f64::max);
    let end = banded.bands.last().map_or(1.0, |band| band.1 + band.2);
    let x = |day: f64| LEFT + (WIDTH - 2.0 * LEFT) * day / end;
    let up = |density: f64| BOTTOM - (BOTTOM - TOP) * density / most.max(f64::MIN_POSITIVE);
    html.raw("<h3>").text(&area.name).raw("</h3>\n<figure class=\"band\">\n");
    let title = format!("{}: {} a day, by how many days they took", area.name, banded.what);
    let words: Vec<String> = banded
        .bands
        .iter()
        .zip(&area.counts)
        .map(|(band, count)| {
            format!(
                "{}: {}",
                band.0,
                count.map_or_else(|| "no number".to_owned(), |count| thousands(count as u64))
            )
        })
        .collect();
    open_image(html, &format!("band{number}"), WIDTH, BOTTOM + 36.0, &title, &words.join("; "));
    for (place, (band, density)) in banded.bands.iter().zip(&density).enumerate() {
        let Some(density) = density else { continue };
        let class = if place == banded.before { "before" } else { "bin" };
        rect(
            html,
            class,
            x(band.1) + 0.5,
            up(*density),
            x(band.1 + band.2) - x(band.1) - 1.0,
            BOTTOM - up(*density),
        );
    }
    let band = &banded.bands[banded.before];
    for beside in [banded.before.checked_sub(1), Some(banded.before + 1)].into_iter().flatten() {
        if let Some(Some(level)) = density.get(beside) {
            line(html, "beside", (x(band.1), up(*level)), (x(band.1 + band.2), up(*level)));
        }
    }
    let at = x(band.1 + band.2);
    line(html, "limit", (at, TOP - 8.0), (at, BOTTOM));
    text_at(html, "strong", at + 5.0, TOP + 2.0, &format!("limit: {} days", banded.limit));
    for (place, (words, from, _)) in banded.bands.iter().enumerate() {
        let row = if place % 2 == 0 { 15.0 } else { 29.0 };
        text_at(html, "label", x(*from), BOTTOM + row, words);
    }
    html.raw("</svg>\n<figcaption>Height: how many a day. The band before the limit is dark; the two dashed lines in it are as high as the bands beside it. The last band has no end and is drawn as ten days.</figcaption></figure>\n");
}
