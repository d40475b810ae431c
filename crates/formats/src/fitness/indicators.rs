//! Rows of one indicator brought together: each year once, in one unit.

use record::FileId;

use super::cells::is_percent;
use super::returned::ReturnedRow;
use crate::csv_table::heading_key;
use crate::read::Sink;
use crate::report::{Report, short};

/// One indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// What is counted, as first written.
    pub name: String,
    /// In which unit, as first written.
    pub unit: String,
    /// Whether higher is better, as first said.
    pub better: Option<bool>,
    /// Who records it, as first written.
    pub recorded_by: String,
    /// What kind of figure it is, as first written.
    pub kind: String,
    /// Its years, in rising order, each once.
    pub years: Vec<Year>,
}

/// One year.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// Its line.
    pub line: u32,
    /// As written.
    pub label: String,
    /// The year in which it begins.
    pub number: i64,
    /// What was aimed at.
    pub target: Option<f64>,
    /// What was returned.
    pub outturn: Option<f64>,
    /// Where it was published.
    pub source: String,
    /// By which definition it was counted; empty where nobody says.
    pub definition: String,
}

impl Indicator {
    /// Its figures are shares in hundredths.
    pub fn is_percent(&self) -> bool {
        is_percent(&self.unit)
    }

    /// Its figures are counts of events that somebody would rather not have: chance has the shape of such counts.
    pub fn is_count_of_events(&self) -> bool {
        heading_key(&self.unit) == "count" && self.better == Some(false)
    }

    /// A count of other indicators, and none itself.
    pub fn is_summary(&self) -> bool {
        heading_key(&self.kind) == "summary"
    }

    /// What it counts rests on the judgement of whoever records it.
    pub fn is_judgement(&self) -> bool {
        heading_key(&self.kind).contains("judgement") || heading_key(&self.kind).contains("subjective")
    }
}

/// Brings the rows of each indicator together, in the order of the indicators' names.
///
/// A year that stands twice with other figures keeps neither; rows in another unit than most of their indicator are left out; a
/// direction that is said twice and differently is none. Each is a finding.
pub fn indicators(rows: &[ReturnedRow], file: FileId, sink: &mut dyn Sink) -> Vec<Indicator> {
    let mut order: Vec<&ReturnedRow> = rows.iter().collect();
    order.sort_by(|a, b| {
        (heading_key(&a.indicator), a.year.1, a.line).cmp(&(heading_key(&b.indicator), b.year.1, b.line))
    });
    order
        .chunk_by(|a, b| heading_key(&a.indicator) == heading_key(&b.indicator))
        .map(|rows| one(rows, file, sink))
        .collect()
}

fn one(rows: &[&ReturnedRow], file: FileId, sink: &mut dyn Sink) -> Indicator {
    let unit = most_common_unit(rows);
    let kept: Vec<&ReturnedRow> = rows
        .iter()
        .copied()
        .filter(|row| {
            let fits = same_unit(&row.unit, &unit);
            if !fits {
                let words = format!(
                    "the unit is `{}` where other rows of `{}` have `{}`; the row was left out of the series",
                    short(&row.unit),
                    short(&row.indicator),
                    short(&unit)
                );
                let remedy = "write all rows in one unit, or give what is another measure another name";
                Report { file, line: row.line }.skipped(sink, "unit", "fitness.mixed_units", words, remedy);
            }
            fits
        })
        .collect();
    let first = |text: &dyn Fn(&ReturnedRow) -> String| {
        kept.iter().map(|row| text(row)).find(|text| !text.is_empty()).unwrap_or_default()
    };
    Indicator {
        name: kept.first().map_or_else(String::new, |row| row.indicator.clone()),
        better: direction(&kept, file, sink),
        recorded_by: first(&|row| row.recorded_by.clone()),
        kind: first(&|row| row.kind.clone()),
        years: kept.chunk_by(|a, b| a.year.1 == b.year.1).map(|rows| year(rows, file, sink)).collect(),
        unit,
    }
}

fn same_unit(a: &str, b: &str) -> bool {
    heading_key(a) == heading_key(b) || is_percent(a) && is_percent(b)
}

/// The unit of most rows; of equals the one that comes first.
fn most_common_unit(rows: &[&ReturnedRow]) -> String {
    let count = |unit: &str| rows.iter().filter(|row| same_unit(&row.unit, unit)).count();
    let mut best: Option<(usize, &str)> = None;
    for row in rows {
        let many = count(&row.unit);
        if best.is_none_or(|(most, _)| many > most) {
            best = Some((many, &row.unit));
        }
    }
    best.map(|(_, unit)| unit.to_owned()).unwrap_or_default()
}

fn direction(rows: &[&ReturnedRow], file: FileId, sink: &mut dyn Sink) -> Option<bool> {
    let said: Vec<(&ReturnedRow, bool)> = rows.iter().filter_map(|row| Some((*row, row.better?))).collect();
    let (_, first) = said.first()?;
    if let Some((row, _)) = said.iter().find(|(_, better)| better != first) {
        let words = format!(
            "the direction of `{}` is another than in an earlier year; nobody can say whether its targets were met",
            short(&row.indicator)
        );
        Report { file, line: row.line }.doubtful(
            sink,
            "better",
            "fitness.two_directions",
            words,
            "say one direction",
        );
        return None;
    }
    Some(*first)
}

fn year(rows: &[&ReturnedRow], file: FileId, sink: &mut dyn Sink) -> Year {
    let first = rows[0];
    let mut year = Year {
        line: first.line,
        label: first.year.0.clone(),
        number: first.year.1,
        target: first.target,
        outturn: first.outturn,
        source: first.source.clone(),
        definition: first.definition.clone(),
    };
    for row in &rows[1..] {
        let at = Report { file, line: row.line };
        if (row.target, row.outturn) == (first.target, first.outturn) {
            let words = format!(
                "the year {} of this indicator stands on line {} too; it counts once",
                short(&row.year.0),
                first.line
            );
            at.repaired(sink, "year", "fitness.year_twice", words, "leave one of the rows out");
            continue;
        }
        let words = format!(
            "the year {} of this indicator stands on line {} with other figures; neither is used",
            short(&row.year.0),
            first.line
        );
        at.skipped(sink, "year", "fitness.year_twice", words, "keep the right row");
        year.target = year.target.filter(|target| row.target == Some(*target));
        year.outturn = year.outturn.filter(|outturn| row.outturn == Some(*outturn));
    }
    year
}
