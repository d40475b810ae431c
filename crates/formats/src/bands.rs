//! Published tables of bands: one row an area, one column a band of days ("days 41 to 45"), as national statistics print durations.

use record::FileId;

use crate::csv_table::{CsvTable, heading_key};
use crate::figures::number;
use crate::read::{ReadError, Sink, Source};
use crate::report::{Report, short};

/// Most rows of one table.
pub const ROWS: usize = 5_000;
/// Fewer bands than these are no table of bands.
const LEAST: usize = 3;
/// No table counts as many.
const MOST: f64 = 1e12;
/// Counts that are rounded to ten may miss their total by that much for each band.
const ROUNDED: f64 = 10.0;

/// A band of whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: u32,
    /// The last day; `None`: that and more.
    pub to: Option<u32>,
}

/// One area.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its line.
    pub line: u32,
    /// Its name.
    pub name: String,
    /// How many in all.
    pub all: f64,
    /// How many in each band, in the order of the bands; `None` where the table hides it or says none.
    pub counts: Vec<Option<f64>>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// What is counted: the heading of the column with all of them.
    pub what: String,
    /// The bands, shortest first, without gap.
    pub bands: Vec<Days>,
    /// The areas, in the order of the table.
    pub areas: Vec<Area>,
}

/// Reads such a table.
///
/// # Errors
/// [`ReadError`] when fewer than three headings are bands, or the bands overlap or leave days out.
pub fn read(source: &mut dyn Source, file: FileId, sink: &mut dyn Sink) -> Result<Bands, ReadError> {
    let mut table = CsvTable::open(source, file, sink)?;
    let headings: Vec<String> = table.headings().iter().map(|heading| heading.to_string()).collect();
    let places: Vec<(usize, Days)> = headings
        .iter()
        .enumerate()
        .filter_map(|(at, heading)| days(heading).map(|days| (at, days)))
        .collect();
    let bands = in_order(&places)?;
    let first = places.iter().map(|(at, _)| *at).min().unwrap_or(0);
    let before: Vec<usize> = (0..first).collect();
    let (name, all) = (before.first().copied(), before.get(1).copied());
    let mut areas = Vec::new();
    while let Some(row) = table.next_row(sink)? {
        let at = Report { file, line: row.line() };
        if areas.len() == ROWS {
            let words =
                format!("the table has more than {ROWS} rows; this one and those behind it were left out");
            at.skipped(sink, "", "bands.many_rows", words, "split the table");
            break;
        }
        let mut cell = |place: usize| {
            let written = row.cell(Some(place)).unwrap_or_default();
            count(written, &headings[place], at, sink)
        };
        let counts: Vec<Option<f64>> = bands.iter().map(|(place, _)| cell(*place)).collect();
        let sum = counts.iter().flatten().fold(0.0, |sum, count| sum + count);
        let whole = all.and_then(&mut cell);
        let name = name.and_then(|place| row.cell(Some(place))).unwrap_or_default().trim();
        let area = Area {
            line: at.line,
            name: if name.is_empty() { format!("line {}", at.line) } else { name.to_owned() },
            all: whole.unwrap_or(sum),
            counts,
        };
        let gap = area.counts.iter().any(Option::is_none);
        if !gap && (area.all - sum).abs() > ROUNDED * area.counts.len() as f64 {
            let words = format!("the bands add up to {sum} and the row says {} in all", area.all);
            at.doubtful(sink, "", "bands.sum", words, "see whether a band or a digit is missing");
        }
        areas.push(area);
    }
    Ok(Bands {
        what: all.map_or_else(|| "cases".to_owned(), |place| headings[place].trim().replace('_', " ")),
        bands: bands.into_iter().map(|(_, days)| days).collect(),
        areas,
    })
}

/// Whether a first line has the headings of bands.
pub fn is_known(first_line: &str) -> bool {
    first_line.split([',', ';', '\t']).filter(|cell| days(cell.trim().trim_matches('"')).is_some()).count()
        >= LEAST
}

/// Shortest first; each begins on the day behind the one before.
fn in_order(places: &[(usize, Days)]) -> Result<Vec<(usize, Days)>, ReadError> {
    let broken = |problem: String| ReadError::Broken {
        problem,
        remedy: "head each band with its days, such as `d41_45`, `41 to 45`, `61 or more`, `same day`"
            .to_owned(),
    };
    if places.len() < LEAST {
        return Err(broken(format!("{} of its headings are bands of days", places.len())));
    }
    let mut bands = places.to_vec();
    bands.sort_by_key(|(_, days)| days.from);
    for pair in bands.windows(2) {
        let (one, two) = (pair[0].1, pair[1].1);
        if one.to.is_none_or(|to| to.checked_add(1) != Some(two.from)) {
            return Err(broken(format!(
                "the bands {} and {} overlap or leave days out between them",
                words(one),
                words(two)
            )));
        }
    }
    Ok(bands)
}

/// "41 to 45 days", "61 days or more".
pub fn words(days: Days) -> String {
    match days.to {
        Some(to) if to == days.from && to == 0 => "same day".to_owned(),
        Some(to) if to == days.from => format!("{to} days"),
        Some(to) => format!("{} to {to} days", days.from),
        None => format!("{} days or more", days.from),
    }
}

/// The days a heading names: `same_day`, `d1_10`, `41-45`, `41 to 45 days`, `61+`, `d61_plus`, `over 60`.
fn days(heading: &str) -> Option<Days> {
    let key = heading.trim().to_lowercase();
    if matches!(heading_key(&key).as_str(), "same_day" | "sameday") {
        return Some(Days { from: 0, to: Some(0) });
    }
    let numbers: Vec<u32> = key
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| if part.len() <= 5 { part.parse().ok() } else { None })
        .collect::<Option<_>>()?;
    let rest: String = key.chars().filter(char::is_ascii_alphabetic).collect();
    let rest = rest.replace("days", "").replace("day", "").replace("working", "");
    match (numbers.as_slice(), rest.as_str()) {
        ([from, to], "" | "d" | "to" | "dto" | "wd") if from <= to => {
            Some(Days { from: *from, to: Some(*to) })
        }
        ([from], "plus" | "dplus" | "ormore" | "andover" | "andmore") => Some(Days { from: *from, to: None }),
        ([from], "" | "d") if key.ends_with('+') => Some(Days { from: *from, to: None }),
        ([below], "over" | "morethan") => Some(Days { from: below.checked_add(1)?, to: None }),
        _ => None,
    }
}

fn count(written: &str, column: &str, at: Report, sink: &mut dyn Sink) -> Option<f64> {
    if written.trim().is_empty() {
        return None;
    }
    let remedy = "write how many there were, as a whole number";
    match number::read(written) {
        Ok(Some(count)) if (0.0..MOST).contains(&count) => Some(count),
        Ok(Some(_)) => {
            let words = format!("`{}` is no number of cases; it is a gap", short(written));
            at.skipped(sink, column, "bands.count", words, remedy);
            None
        }
        Ok(None) => None,
        Err(problem) => {
            let words = format!("`{}` {}; it is a gap", short(written), problem.words);
            at.skipped(sink, column, "bands.count", words, remedy);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::report::kept::Kept;

    fn table(text: &str) -> (Result<Bands, ReadError>, Vec<(u32, String)>) {
        let mut sink = Kept::default();
        let bands = read(&mut Cursor::new(text.as_bytes().to_vec()), FileId(0), &mut sink);
        (bands, sink.findings.iter().map(|finding| (finding.line, finding.rule.to_string())).collect())
    }

    #[test]
    fn bands_as_tables_head_them() {
        let of = |from, to| Some(Days { from, to });
        for (heading, expected) in [
            ("same_day", of(0, Some(0))),
            ("Same day", of(0, Some(0))),
            ("d1_10", of(1, Some(10))),
            ("41-45", of(41, Some(45))),
            ("41 to 45 days", of(41, Some(45))),
            ("d61_plus", of(61, None)),
            ("61+", of(61, None)),
            ("61 days or more", of(61, None)),
            ("over 60", of(61, None)),
            ("p25", None),
            ("median", None),
            ("assessments", None),
            ("2024", None),
            ("45-41", None),
            ("999999999999", None),
        ] {
            assert_eq!(days(heading), expected, "{heading}");
        }
    }

    #[test]
    fn the_national_table_is_read_with_its_total_and_without_its_quartiles() {
        let (bands, findings) = table(
            "area,assessments,same_day,d1_10,d11_plus,p25\nEngland,100,10,50,40,3\nNorth,\"1,000\",c,500,400,3\n",
        );
        let bands = bands.expect("a table");
        assert_eq!(findings, []);
        assert_eq!((bands.what.as_str(), bands.bands.len()), ("assessments", 3));
        assert_eq!(bands.areas[0].counts, [Some(10.0), Some(50.0), Some(40.0)]);
        assert_eq!((bands.areas[1].all, bands.areas[1].counts[0]), (1000.0, None));
    }

    #[test]
    fn gaps_overlaps_and_sums_that_do_not_fit_are_said() {
        let refused = |text: &str| table(text).0.expect_err("refused").to_string();
        assert!(refused("area,all,d1_10,d12_20,d21_plus\n").contains("1 to 10 days and 12 to 20 days"));
        assert!(refused("area,all,d1_10,d10_20,d21_plus\n").contains("overlap"));
        assert!(refused("area,all,d1_10,p25\n").contains("1 of its headings"));
        let (bands, findings) =
            table("area,all,d0_10,d11_20,d21_plus\nEngland,100,10,many,-3\nWales,500,10,10,10\n");
        assert_eq!(bands.expect("a table").areas[0].counts, [Some(10.0), None, None]);
        let expected = [(2, "bands.count"), (2, "bands.count"), (3, "bands.sum")];
        assert_eq!(findings, expected.map(|(line, rule)| (line, rule.to_owned())));
    }
}
