//! The page of a recount: complete in one file, without any request or script.

use std::collections::BTreeMap;
use std::io;

use counted::measure::{Figure, Period};
use record::{AgencyId, Code};

use super::Recount;
use super::by_month;
use super::checkpoint::Checkpoint;
use super::hidden::{Hidden, Shown};
use super::sheets::Book;
use super::tables::{children, differing, names_nobody_else, title};
use super::{praised, said, traces};
use crate::html::{Html, counted as counted_words};
use crate::xlsx;

/// Years shown side by side, the latest of those there are.
const MOST_YEARS: usize = 5;
/// Lines of differences on the page.
const MOST_DIFFERENCES: usize = 60;
/// Files named on the page.
const MOST_FILES: usize = 60;

struct Section {
    id: &'static str,
    title: &'static str,
    make: fn(Recount<'_>, &mut Html),
}

const SECTIONS: [Section; 9] = [
    Section { id: "recount", title: "The figures, counted again", make: recounted },
    Section { id: "said", title: "Figures said elsewhere, beside the recount", make: said::section },
    Section { id: "differences", title: "What differs between extracts", make: differences },
    Section { id: "time", title: "Over time", make: by_month::section },
    Section {
        id: "traces",
        title: "Traces, with what would explain them in innocence",
        make: traces::section,
    },
    Section { id: "praised", title: "What was praised while warnings waited", make: praised::section },
    Section { id: "patterns", title: "What these files cannot show about patterns", make: patterns },
    Section { id: "files", title: "What was read", make: files },
    Section { id: "limits", title: "What can and cannot be concluded", make: limits },
];

/// A review says elsewhere what was read and what differs.
fn sections(recount: Recount<'_>) -> impl Iterator<Item = &'static Section> {
    let elsewhere =
        move |id: &str| recount.of_review && matches!(id, "differences" | "traces" | "patterns" | "files");
    let is_empty = move |id: &str| match id {
        "praised" => !praised::is_any(recount),
        "said" => recount.said.is_empty(),
        _ => false,
    };
    SECTIONS.iter().filter(move |section| !elsewhere(section.id) && !is_empty(section.id))
}

/// What this page has beside the style of every page: its own tables, and charts.
const STYLE: &str = concat!(include_str!("style.css"), include_str!("../charts/style.css"));

/// The whole page.
pub(super) fn page(recount: Recount<'_>) -> Html {
    let mut html = Html::new("recount");
    html.begin_page("Figures counted by candour", STYLE);
    html.raw("<header><p class=\"soft\">Counted by candour, as of the end of ");
    html.text(recount.called.material.as_of).raw("</p>\n<h1>");
    html.raw(match recount.of_review {
        true => "The figures of these files, and what they can and cannot tell",
        false => "Returns recounted, and what the figures can and cannot tell",
    });
    html.raw("</h1></header>\n");
    if recount.of_review {
        html.raw("<p><a href=\"index.html\">Back to the review these figures belong to</a></p>\n");
    }
    html.raw("<nav aria-label=\"Contents\"><ol>\n");
    for section in sections(recount) {
        html.raw("<li><a").attr("href", format_args!("#{}", section.id)).raw(">").raw(section.title);
        html.raw("</a></li>\n");
    }
    html.raw("</ol></nav>\n<main id=\"main\" tabindex=\"-1\">\n<p class=\"first\">").text(read(recount));
    html.raw("</p>\n");
    if recount.exact {
        html.raw("<p class=\"note\">This page shows every count as it is, small ones too. Do not pass it on outside the agency.</p>\n");
    } else {
        html.raw("<p class=\"note\">Counts of one to five stand as <b>c</b>, and so does whatever they could be worked out from. The tables beside this page (figures.csv) hold exact counts: they are for the agency’s own analysts.</p>\n");
    }
    for section in sections(recount) {
        html.raw("<section").attr("aria-labelledby", format_args!("h-{}", section.id));
        html.attr("id", section.id).raw("><h2").attr("id", format_args!("h-{}", section.id)).raw(">");
        html.raw(section.title).raw("</h2>\n");
        (section.make)(recount, &mut html);
        html.raw("</section>\n");
    }
    html.raw("</main>\n</body>\n</html>\n");
    html
}

/// "3 files of 1 agency were read; 600 children."
fn read(recount: Recount<'_>) -> String {
    let files = counted_words(recount.called.material.files.len() as u64, "file was read", "files were read");
    let unread = match recount.called.material.unread.len() as u64 {
        0 => String::new(),
        many => {
            let where_why = if recount.of_review { "the review says why" } else { "see below why" };
            format!("; {} not ({where_why})", counted_words(many, "file was", "files were"))
        }
    };
    let children = counted_words(children(recount) as u64, "child is", "children are");
    format!("{files}{unread}. {children} named in them.")
}

pub(super) fn hidden(recount: Recount<'_>) -> Hidden {
    Hidden { exact: recount.exact }
}

/// One table for each agency: a line for each measure and variant, a column for each year.
fn recounted(recount: Recount<'_>, html: &mut Html) {
    html.p("As the national statistics define them, so that you can hold them beside the published ones. Where published tools disagree about a day, both counts stand: the day after the start is day one, or the start itself. Each figure has its interval: where the true share may lie with 95 in 100, were chance alone at work.");
    let mut units: BTreeMap<&Code, Vec<&Figure>> = BTreeMap::new();
    for figure in &recount.measured.years {
        units.entry(&figure.unit).or_default().push(figure);
    }
    if units.is_empty() {
        html.p("No row of these files is one that a measure counts. Returns (children in need census, SSDA903) and concern files are counted; see below what was read.");
    }
    // House rule: of a unit with few rows nothing is concluded, so it has no table of its own.
    let (mut enough, few): (Vec<_>, Vec<_>) =
        units.into_iter().partition(|(_, figures)| figures.iter().any(|figure| !figure.too_few));
    // Whoever sends returns comes first: theirs are the published figures. It is no ranking.
    enough.sort_by_key(|(_, figures)| !figures.iter().any(|figure| figure.measure.as_str() == "referrals"));
    for (unit, figures) in enough {
        let called = agency(recount, unit);
        html.raw("<h3>").text(&called).raw("</h3>\n");
        of_unit(recount, html, &called, &figures);
    }
    if !few.is_empty() {
        html.raw("<p>").text(counted_words(few.len() as u64, "agency has", "agencies have"));
        html.raw(" too few rows in every year for anything to be concluded: the counts stand in figures.csv.</p>\n");
    }
    for error in &recount.measured.errors {
        html.raw("<p class=\"note\">A measure could not be counted: ").text(error).raw(".</p>\n");
    }
    html.raw("<p>The same with stable keys: <a href=\"figures.csv\">figures.csv</a>, and by month; the rows that each figure counts: <a href=\"figure_rows.csv\">figure_rows.csv</a>.</p>\n");
}

fn of_unit(recount: Recount<'_>, html: &mut Html, called: &str, figures: &[&Figure]) {
    let mut years: Vec<Period> = figures.iter().map(|figure| figure.period).collect();
    years.sort_unstable();
    years.dedup();
    let years = &years[years.len().saturating_sub(MOST_YEARS)..];
    let mut heads = vec!["Measure".to_owned()];
    heads.extend(years.iter().map(|year| format!("#{}", short(*year))));
    heads.push("Left out, or cannot be told".to_owned());
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut shown: BTreeMap<Period, Shown> = BTreeMap::new();
    html.table(format_args!("Figures of {called}"), &heads, |html| {
        for rule in &recount.called.material.policy.measures.rules {
            let of_rule = |year: Period| {
                let mut all =
                    figures.iter().filter(|one| one.measure == rule.id && one.variant == rule.variant);
                all.find(|one| one.period == year).copied()
            };
            let line: Vec<Option<&Figure>> = years.iter().map(|year| of_rule(*year)).collect();
            let Some(first) = line.iter().flatten().next() else { continue };
            html.tr(|html| {
                html.th(|html| {
                    html.text(title(recount, first));
                });
                for (year, figure) in years.iter().zip(&line) {
                    let words = figure.map_or_else(
                        || "no rows".to_owned(),
                        |figure| shown.entry(*year).or_default().figure(hidden(recount), figure),
                    );
                    // The share on a line of its own: five years fit beside each other then.
                    let (count, share) = words.split_once(", ").unwrap_or((&words, ""));
                    html.raw("<td class=\"n figure\">").text(count);
                    if !share.is_empty() {
                        html.raw("<br>").text(share);
                    }
                    html.raw("</td>");
                }
                html.td_text(beside(recount, &line));
            });
        }
    });
}

/// The agency's name, or what to call one that no file names.
pub(super) fn agency(recount: Recount<'_>, unit: &Code) -> String {
    let id = AgencyId::new(unit.as_str());
    match unit.as_str().starts_with("unknown-agency") {
        true => "the agency of these files (name it with an agency.toml beside them)".to_owned(),
        false => recount.called.labels.agency(&id).into_owned(),
    }
}

/// "2024-25" for a financial year.
fn short(year: Period) -> String {
    format!("{}-{:02}", year.from.year(), year.to.year().rem_euclid(100))
}

/// What was left out of the figures of a line, and why; and of how many rows nobody can tell.
fn beside(recount: Recount<'_>, line: &[Option<&Figure>]) -> String {
    let mut why: BTreeMap<&str, u64> = BTreeMap::new();
    for left in line.iter().flatten().flat_map(|figure| &figure.left_out) {
        *why.entry(left.why.as_str()).or_default() += left.rows;
    }
    let hidden = hidden(recount);
    let mut words: Vec<String> =
        why.into_iter().map(|(why, rows)| format!("{} left out: {why}", hidden.count(rows))).collect();
    let missing: u64 = line.iter().flatten().map(|figure| figure.missing).sum();
    if missing > 0 {
        words.push(format!("{} cannot be told: the source says nothing", hidden.count(missing)));
    }
    let few = line.iter().flatten().filter(|figure| figure.too_few && figure.is_share).count();
    if few > 0 {
        words.push("too few rows to conclude anything in some of these years".to_owned());
    }
    words.join("; ")
}

fn differences(recount: Recount<'_>, html: &mut Html) {
    let all = differing(recount);
    html.p("Where two extracts of one agency cover the same days, their rows are compared. A row that is gone, a date that moved or a code that changed has innocent causes first: a mistake put right, a case merged, a child’s number changed. Ask for the list before you ask for the reason.");
    if all.is_empty() {
        html.p("No two extracts of one agency cover the same days, or nothing differs. With one extract nothing can be compared: this is no sign that nothing was changed. Give the extracts of earlier years, as they were sent, in the same folder.");
        return;
    }
    let hidden = hidden(recount);
    html.table("Differences between extracts", &["Agency", "Table", "What differs", "#Rows"], |html| {
        for ((agency, table, what), rows) in all.iter().take(MOST_DIFFERENCES) {
            html.tr(|html| {
                html.th(|html| {
                    html.text(agency);
                });
                html.td_text(table);
                html.td_text(what);
                html.raw("<td class=\"n\">").text(hidden.count(*rows)).raw("</td>");
            });
        }
    });
    html.raw("<p>Row by row: <a href=\"differences.csv\">differences.csv</a>.</p>\n");
}

fn patterns(recount: Recount<'_>, html: &mut Html) {
    if names_nobody_else(recount) {
        html.raw("<p class=\"note\"><b>These files name no adult, place or car: they cannot show patterns.</b> National returns say what a service did with each child by itself. Whether the same man, house or car stands behind several children’s records shows only where such records are joined, and no figure on this page says anything of it.</p>\n");
    } else {
        html.p("Some of these files name adults, places, vehicles or phones. What several children’s records share is no figure: `candour review` on the same folder lists it as questions.");
    }
}

fn files(recount: Recount<'_>, html: &mut Html) {
    html.table("Files read", &["File", "Agency", "Covers", "#Rows read"], |html| {
        for file in recount.called.material.files.iter().take(MOST_FILES) {
            html.tr(|html| {
                html.th(|html| {
                    html.text(recount.called.paths.path(file.id));
                });
                html.td_text(agency(recount, &Code::new(file.agency.as_str())));
                html.td_dates(file.covers.map_or_else(
                    || "not stated".to_owned(),
                    |covers| format!("{} to {}", covers.from, covers.to),
                ));
                html.td_number(file.read);
            });
        }
    });
    if !recount.called.material.unread.is_empty() {
        html.table("Files not read", &["File", "Why", "What to do"], |html| {
            for file in recount.called.material.unread.iter().take(MOST_FILES) {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(recount.called.mask.open(&file.path));
                    });
                    html.td_text(&file.why);
                    html.td_text(&file.remedy);
                });
            }
        });
    }
    if !recount.called.material.findings.is_empty() {
        let many = counted_words(
            recount.called.material.findings.len() as u64,
            "value or row was",
            "values or rows were",
        );
        html.p(format_args!("{many} odd, repaired or skipped: `candour review` on the same folder lists each with file and line (findings.csv)."));
    }
}

/// What can be concluded from any recount, and what from none.
const CONCLUSIONS: [(&str, &str); 4] = [
    (
        "Can be concluded:",
        "what the files hold, counted the same way each time. Whoever has the same files and this version gets the same figures.",
    ),
    (
        "Cannot be concluded:",
        "whether the files are complete or true. A warning nobody wrote down is in no figure.",
    ),
    ("Cannot be concluded:", "whether a child was helped: a figure in time says nothing of it."),
    ("Cannot be concluded:", "a trend from one year beside another: two points never are one."),
];

/// Rows that stand in no period, measure by measure.
fn undated(recount: Recount<'_>) -> impl Iterator<Item = String> {
    recount.measured.undated.iter().map(|(measure, rows)| {
        let rows = counted_words(*rows, "row has", "rows have");
        format!("{rows} no day on which to count it in {measure}: not finished yet, or dated no closer than a month.")
    })
}

fn limits(recount: Recount<'_>, html: &mut Html) {
    html.raw("<ul>\n");
    for (what, words) in CONCLUSIONS {
        html.raw("<li><b>").raw(what).raw("</b> ").text(words).raw("</li>\n");
    }
    for words in undated(recount) {
        html.raw("<li>").text(words).raw("</li>\n");
    }
    for words in crate::charts::cannot(by_month::drawn(recount)) {
        html.raw("<li><b>Cannot be concluded from the charts:</b> ").text(words).raw("</li>\n");
    }
    html.raw("</ul>\n<p>Every figure here is computed from ")
        .text(Checkpoint::of(recount.called.material).words());
    html.raw("; as of the end of ").text(recount.called.material.as_of);
    html.raw("; by definitions of the policy <code>").text(&recount.called.material.policy.digest);
    html.raw("</code>, each with its id and version in figures.csv.</p>\n");
}

/// The last sheet of the workbook: what the figures are computed from, and what they cannot tell.
pub(super) fn sentences(recount: Recount<'_>, book: &mut Book) -> io::Result<()> {
    let material = recount.called.material;
    book.sheet("what it says", &[("about", 24), ("sentence", 110)])?;
    let mut row = |about: &str, words: &str| book.row(&[xlsx::Cell::Text(about), xlsx::Cell::Text(words)]);
    row("as of", &material.as_of.to_string())?;
    row("computed from", &Checkpoint::of(material).words())?;
    row("policy", &material.policy.digest)?;
    for line in recount.lines {
        row(&line.name, &crate::charts::headline(line))?;
    }
    for (what, words) in CONCLUSIONS {
        row(what.trim_end_matches(':'), words)?;
    }
    undated(recount).try_for_each(|words| row("not in any period", &words))
}
