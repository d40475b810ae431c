//! The files of a chart.

use std::io::{self, Write};

use super::rows::{Cell, LINE_COLUMNS, UNIT_COLUMNS, of_line, of_units};
use rayon::prelude::*;

use super::standalone::Picture;
use super::{Charts, Content, chart_json, drift_words, funnel_picture, funnel_words, line_words, page, png};
use crate::Folder;
use crate::csv_safe::Table;
use crate::xlsx::{self, Workbook};

/// The file that a folder of charts is known by.
pub const KNOWN_BY: &str = "chart.json";

/// Whether a file of this name is a picture of a chart: those of an earlier run with more series must not stand among new ones.
pub fn is_picture(name: &str) -> bool {
    let place = name.strip_suffix(".svg").or_else(|| name.strip_suffix(".png"));
    let place = place.and_then(|name| name.strip_prefix("chart"));
    place.is_some_and(|place| place.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()))
}

/// Writes `index.html`, the pictures as SVG and as PNG, `figures.csv`, `chart.xlsx` and `chart.json`.
///
/// # Errors
/// Whatever the folder says.
pub fn write_charts(charts: &Charts, folder: &dyn Folder) -> io::Result<()> {
    let pictures: Vec<Picture> = match &charts.content {
        Content::Lines(lines) => lines
            .iter()
            .map(|line| {
                let title = if line.name.is_empty() {
                    charts.title.clone()
                } else {
                    format!("{}: {}", charts.title, line.name)
                };
                super::picture(line, &title)
            })
            .collect(),
        Content::Units(units) => vec![funnel_picture::draw(units, &charts.title)],
    };
    // A PNG takes far longer than all the rest of a chart, and none looks at another.
    let drawn: Vec<_> = pictures.par_iter().map(png::draw).collect();
    for (place, (picture, drawn)) in pictures.iter().zip(drawn).enumerate() {
        let name = if pictures.len() == 1 { "chart".to_owned() } else { format!("chart-{}", place + 1) };
        whole(folder, &format!("{name}.svg"), picture.file().as_str().as_bytes())?;
        whole(folder, &format!("{name}.png"), &drawn.map_err(io::Error::other)?)?;
    }
    whole(folder, "index.html", page::page(charts, &pictures).as_str().as_bytes())?;
    whole(folder, KNOWN_BY, chart_json(charts).as_bytes())?;
    let (columns, rows) = rows(charts);
    csv(folder, columns, &rows)?;
    workbook(charts, folder, columns, &rows)
}

fn whole(folder: &dyn Folder, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = folder.file(name)?;
    file.write_all(bytes)?;
    file.flush()
}

fn rows(charts: &Charts) -> (&'static [&'static str], Vec<Vec<Cell>>) {
    match &charts.content {
        Content::Lines(lines) => (&LINE_COLUMNS, lines.iter().flat_map(of_line).collect()),
        Content::Units(units) => (&UNIT_COLUMNS, of_units(units)),
    }
}

fn csv(folder: &dyn Folder, columns: &[&str], rows: &[Vec<Cell>]) -> io::Result<()> {
    let mut table = Table::new(folder.file("figures.csv")?, columns)?;
    for row in rows {
        let cells: Vec<(String, bool)> =
            row.iter().map(|cell| (cell.text(), matches!(cell, Cell::Figure(_)))).collect();
        table.row_with_figures(&cells)?;
    }
    table.end()
}

fn workbook(charts: &Charts, folder: &dyn Folder, columns: &[&str], rows: &[Vec<Cell>]) -> io::Result<()> {
    let mut book = Workbook::new(folder.file("chart.xlsx")?);
    let widths: Vec<xlsx::Column<'_>> =
        columns.iter().map(|name| (*name, if *name == "reason" { 50 } else { 14 })).collect();
    book.sheet("figures", &widths)?;
    for row in rows {
        let cells: Vec<xlsx::Cell<'_>> = row
            .iter()
            .map(|cell| match cell {
                Cell::Words(words) => xlsx::Cell::Text(words),
                Cell::Figure(figure) => xlsx::Cell::Figure(*figure),
                Cell::Nothing => xlsx::Cell::Text(""),
            })
            .collect();
        book.row(&cells)?;
    }
    book.sheet("what it says", &[("series", 24), ("sentence", 110)])?;
    let not_charted =
        charts.not_charted.iter().map(|left| (left.series.clone(), format!("Not charted: {}.", left.why)));
    for (series, sentence) in sentences(charts).into_iter().chain(not_charted) {
        book.row(&[xlsx::Cell::Text(&series), xlsx::Cell::Text(&sentence)])?;
    }
    book.end()
}

/// Every sentence of the page that belongs to a chart, in its order.
fn sentences(charts: &Charts) -> Vec<(String, String)> {
    match &charts.content {
        Content::Lines(lines) => lines
            .iter()
            .flat_map(|line| {
                let notices = line.notices.iter().map(|notice| line_words::notice(line, notice));
                let quiet = line.quiet.iter().filter_map(|quiet| line_words::quiet(line, quiet));
                let cannot = line_words::cannot(line).into_iter().map(cannot);
                let drift = line.drift.iter().flat_map(|drift| drift_words::time(line, drift));
                let all =
                    line_words::can(line).into_iter().chain(line_words::about_limits(line)).chain(drift);
                let all = all.chain(notices).chain(quiet).chain(cannot).collect::<Vec<_>>();
                all.into_iter().map(|words| (line_words::key(line).to_owned(), words))
            })
            .collect(),
        Content::Units(units) => {
            let all = funnel_words::can(units).into_iter().chain(funnel_words::about(units));
            let all = all.chain(funnel_words::cannot(units).into_iter().map(cannot));
            all.map(|words| ("all".to_owned(), words)).collect()
        }
    }
}

fn cannot(words: String) -> String {
    format!("Cannot be concluded: {words}")
}
