//! A guess at what columns hold, by what stands in them: for a draft that somebody reads before it is used, and for nothing else.

use record::FileId;

use super::columns::{Role, by_headings};
use super::{Definition, number, period};
use crate::csv_table::CsvTable;
use crate::read::{ReadError, Sink, Source};

/// Rows that are looked at.
const ROWS: usize = 500;

/// One column as it stands.
struct Column {
    heading: String,
    cells: Vec<(u32, String)>,
}

impl Column {
    /// All cells that hold something can be read as periods of one kind.
    fn is_period(&self) -> bool {
        let cells: Vec<(u32, &str)> = self.cells.iter().map(|(line, text)| (*line, text.as_str())).collect();
        !cells.is_empty() && period::read_all(&cells).is_ok()
    }

    /// The numbers, if every cell is one.
    fn numbers(&self) -> Option<Vec<f64>> {
        let read = |(_, text): &(u32, String)| number::read(text).ok();
        let all: Option<Vec<Option<f64>>> = self.cells.iter().map(read).collect();
        all.map(|all| all.into_iter().flatten().collect::<Vec<f64>>()).filter(|all| !all.is_empty())
    }
}

/// Guesses what a definition leaves open.
///
/// # Errors
/// [`ReadError`] when the file cannot be read.
pub fn guess(
    source: &mut dyn Source,
    file: FileId,
    definition: &Definition,
    sink: &mut dyn Sink,
) -> Result<Definition, ReadError> {
    let mut table = CsvTable::open(source, file, sink)?;
    let mut columns: Vec<Column> = table
        .headings()
        .iter()
        .map(|heading| Column { heading: heading.clone(), cells: Vec::new() })
        .collect();
    for _ in 0..ROWS {
        let Some(row) = table.next_row(sink)? else { break };
        for (place, column) in columns.iter_mut().enumerate() {
            column.cells.extend(row.cell(Some(place)).map(|text| (row.line(), text.to_owned())));
        }
    }
    let mut guessed = definition.clone();
    guessed.columns = by_headings(table.headings(), definition)?.named();
    let mut open: Vec<&Column> = columns
        .iter()
        .filter(|column| !guessed.columns.iter().any(|(_, named)| *named == column.heading))
        .collect();
    let has = |guessed: &Definition, role: Role| guessed.columns.iter().any(|(known, _)| *known == role);
    if !has(&guessed, Role::Period)
        && let Some(place) = open.iter().position(|column| column.is_period())
    {
        guessed.columns.push((Role::Period, open.remove(place).heading.clone()));
    }
    if !has(&guessed, Role::Series)
        && let Some(place) =
            open.iter().position(|column| !column.cells.is_empty() && column.numbers().is_none())
    {
        guessed.columns.push((Role::Series, open.remove(place).heading.clone()));
    }
    let numbers: Vec<(&str, Vec<f64>)> =
        open.iter().filter_map(|column| Some((column.heading.as_str(), column.numbers()?))).collect();
    figures(&mut guessed, &numbers);
    Ok(guessed)
}

/// A numerator is never more than its denominator; a single column of numbers is a value.
fn figures(guessed: &mut Definition, numbers: &[(&str, Vec<f64>)]) {
    let has = |role: Role| guessed.columns.iter().any(|(known, _)| *known == role);
    if has(Role::Value) || has(Role::Numerator) || numbers.is_empty() {
        return;
    }
    let below = |one: &[f64], other: &[f64]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one <= other && *one >= 0.0)
    };
    let pairs = numbers.iter().flat_map(|one| numbers.iter().map(move |other| (one, other)));
    let pair = pairs.into_iter().find(|(one, other)| one.0 != other.0 && below(&one.1, &other.1));
    match pair {
        Some((numerator, denominator)) => {
            guessed.columns.push((Role::Numerator, numerator.0.to_owned()));
            guessed.columns.push((Role::Denominator, denominator.0.to_owned()));
        }
        None => guessed.columns.push((Role::Value, numbers[0].0.to_owned())),
    }
}
