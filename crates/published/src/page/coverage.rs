//! Which agencies' files cover which years: a year without a file is no file, never a zero.

use std::collections::BTreeMap;

use record::outputs::EventIx;
use record::{AgencyId, Day, SourceFile};

use super::span::{window, year_of};
use super::view::View;
use crate::called::is_entry;
use crate::html::{Html, counted};
use crate::svg::strip::{self, Cell};

/// Rows of one agency in one year (`None`: undated, or over several years).
type Counts = BTreeMap<AgencyId, BTreeMap<Option<i32>, (u64, EventIx)>>;

/// The table, with a strip for each agency.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    html.p("How many rows each agency’s files hold for each year. Only a year that a file covers can have a zero: “no file” means that nobody produced one for it, and “not stated” that the file does not say what it covers.");
    let Some((first, last)) = window(view.m.events) else {
        html.p("No entry has a date.");
        return;
    };
    let counts = count(view, (first, last));
    let most =
        counts.values().flatten().filter(|(year, _)| year.is_some()).map(|(_, (n, _))| *n).max().unwrap_or(0);
    let years: Vec<String> = (first..=last).map(|year| format!("#{year}")).collect();
    let mut heads = vec!["Agency", "At a glance"];
    heads.extend(years.iter().map(String::as_str));
    heads.push("#Undated or over several years");
    html.table("Rows for each agency and year; a number leads to its first row", &heads, |html| {
        for (number, (agency, of_year)) in counts.iter().enumerate() {
            html.tr(|html| agency_row(view, html, number, agency, of_year, (first, last), most));
        }
    });
}

fn agency_row(
    view: &View<'_>,
    html: &mut Html,
    number: usize,
    agency: &AgencyId,
    of_year: &BTreeMap<Option<i32>, (u64, EventIx)>,
    (first, last): (i32, i32),
    most: u64,
) {
    let name = view.agency(agency);
    let files: Vec<&SourceFile> =
        view.m.files.iter().filter(|file| file.agency == *agency && holds_entries(file)).collect();
    let told = view.m.files.iter().any(|file| file.is_told() && file.agency == *agency);
    let found = |year| of_year.get(&year).copied();
    let cells: Vec<(i32, Cell, Covered)> = (first..=last)
        .map(|year| {
            let covered = match covered(&files, year) {
                Covered::NoFile if told => Covered::Told,
                covered => covered,
            };
            (year, cell(covered, found(Some(year)).map(|(n, _)| n)), covered)
        })
        .collect();
    html.th(|html| {
        html.text(&name);
    });
    html.td(|html| {
        let strip: Vec<(i32, Cell)> = cells.iter().map(|(year, cell, _)| (*year, *cell)).collect();
        strip::draw(html, &format!("strip-{number}"), &format!("Rows of {name} by year"), &strip, most);
    });
    for (year, cell, covered) in cells {
        match cell {
            Cell::NoFile => html.raw("<td class=\"nofile\">no file</td>"),
            Cell::NotStated => html.raw("<td class=\"nofile\">not stated</td>"),
            Cell::Rows(n) => counted_cell(view, html, n, found(Some(year)).map(|(_, row)| row), covered),
        };
    }
    match found(None) {
        Some((n, row)) => counted_cell(view, html, n, Some(row), Covered::Whole),
        None => html.raw("<td class=\"n\">0</td>"),
    };
}

fn counted_cell<'h>(
    view: &View<'_>,
    html: &'h mut Html,
    n: u64,
    row: Option<EventIx>,
    covered: Covered,
) -> &'h mut Html {
    html.raw("<td class=\"n\">");
    match row {
        Some(row) => view.link(html, row, crate::html::thousands(n)),
        None => {
            html.number(n);
        }
    }
    html.raw(match covered {
        Covered::Part => " <small>part of the year</small></td>",
        Covered::No => " <small>outside its files’ stated days</small></td>",
        Covered::NoFile => " <small>no file of this agency was given</small></td>",
        Covered::Told => " <small>told to candour</small></td>",
        Covered::Whole | Covered::NotStated => "</td>",
    })
}

/// Can the file hold entries at all? One that only describes an agency or its posts, or lists who opened what, says
/// nothing of what was recorded in a year.
fn holds_entries(file: &SourceFile) -> bool {
    let format = file.format.as_str();
    !["agency.toml", record::source::TOLD, "posts", "access_log"]
        .iter()
        .any(|other| format.starts_with(other))
}

/// How far an agency's files cover a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Covered {
    Whole,
    Part,
    NotStated,
    /// Its files state other days.
    No,
    /// No file of the agency holds entries; its rows stand in files of others.
    NoFile,
    /// No file either: these rows were told to candour itself.
    Told,
}

fn covered(files: &[&SourceFile], year: i32) -> Covered {
    let (Some(first), Some(last)) = (Day::from_ymd(year, 1, 1), Day::from_ymd(year, 12, 31)) else {
        return Covered::No;
    };
    let mut spans: Vec<_> =
        files.iter().filter_map(|file| file.covers).filter(|c| c.from <= last && c.to >= first).collect();
    spans.sort_by_key(|span| (span.from, span.to));
    let mut reached = first;
    for span in &spans {
        if span.from <= reached {
            reached = reached.max(span.to.add_days(1));
        }
    }
    match () {
        () if files.is_empty() => Covered::NoFile,
        () if reached > last => Covered::Whole,
        () if !spans.is_empty() => Covered::Part,
        () if files.iter().any(|file| file.covers.is_none()) => Covered::NotStated,
        () => Covered::No,
    }
}

fn cell(covered: Covered, rows: Option<u64>) -> Cell {
    match (rows, covered) {
        (Some(n), _) => Cell::Rows(n),
        (None, Covered::Whole | Covered::Part) => Cell::Rows(0),
        (None, Covered::NotStated) => Cell::NotStated,
        (None, Covered::No | Covered::NoFile | Covered::Told) => Cell::NoFile,
    }
}

fn count(view: &View<'_>, (first, last): (i32, i32)) -> Counts {
    let mut counts: Counts = view.m.files.iter().map(|file| (file.agency.clone(), BTreeMap::new())).collect();
    for (ix, event) in view.m.events.iter().enumerate().filter(|(_, event)| is_entry(event)) {
        let year = year_of(event.claimed).filter(|year| (first..=last).contains(year));
        let of_agency = match counts.get_mut(&event.by.agency) {
            Some(of_agency) => of_agency,
            None => counts.entry(event.by.agency.clone()).or_default(),
        };
        of_agency.entry(year).or_insert((0, ix as EventIx)).0 += 1;
    }
    counts
}

/// One agency's stated coverage in words, for the list of what the page cannot show.
pub(crate) fn in_words(view: &View<'_>) -> Vec<(String, String)> {
    let mut agencies: BTreeMap<&AgencyId, Vec<&SourceFile>> = BTreeMap::new();
    for file in view.m.files_given() {
        let files = agencies.entry(&file.agency).or_default();
        files.extend(holds_entries(file).then_some(file));
    }
    agencies.into_iter().map(|(agency, files)| (view.agency(agency), spans_in_words(&files))).collect()
}

fn spans_in_words(files: &[&SourceFile]) -> String {
    let mut spans: Vec<String> = files
        .iter()
        .filter_map(|file| file.covers)
        .map(|covers| format!("{} to {}", covers.from, covers.to))
        .collect();
    spans.sort();
    spans.dedup();
    let more = spans.len().saturating_sub(6);
    spans.truncate(6);
    if more > 0 {
        spans.push(format!("{more} more periods"));
    }
    let silent = files.iter().filter(|file| file.covers.is_none()).count() as u64;
    if silent > 0 {
        spans.push(format!(
            "{} that {} not state a period",
            counted(silent, "file", "files"),
            if silent == 1 { "does" } else { "do" }
        ));
    }
    if spans.is_empty() {
        return "no file with entries was read".to_owned();
    }
    spans.join("; ")
}

#[cfg(test)]
mod tests {
    use super::{Covered, cell, covered, holds_entries, spans_in_words};
    use crate::page::sample::file;
    use crate::svg::strip::Cell;

    #[test]
    fn no_file_is_never_a_zero() {
        assert_eq!(cell(Covered::No, None), Cell::NoFile);
        assert_eq!(cell(Covered::NotStated, None), Cell::NotStated);
        assert_eq!(cell(Covered::Whole, None), Cell::Rows(0));
    }

    #[test]
    fn a_list_of_posts_covers_nothing() {
        let mut posts = file(0, "police", None);
        assert!(holds_entries(&posts));
        posts.format = record::Code::new("posts.csv");
        assert!(!holds_entries(&posts));
        assert_eq!(spans_in_words(&[]), "no file with entries was read");
    }

    #[test]
    fn two_halves_make_a_year_and_one_is_a_part() {
        let halves = [
            file(0, "police", Some(("2010-01-01", "2010-06-30"))),
            file(1, "police", Some(("2010-07-01", "2011-03-31"))),
        ];
        assert_eq!(covered(&[&halves[0], &halves[1]], 2010), Covered::Whole);
        assert_eq!(covered(&[&halves[0]], 2010), Covered::Part);
        assert_eq!(covered(&[&halves[0]], 2012), Covered::No);
        assert_eq!(covered(&[&file(0, "police", None)], 2012), Covered::NotStated);
        assert_eq!(covered(&[], 2012), Covered::NoFile);
    }
}
