//! Conditions of a definition, bound to the columns of a table.

use record::policy::{Condition, Test};
use record::{Code, Tri};

use super::error::Error;
use super::table::{Cell, Column, Table, Values};

/// Conditions that all must hold, each with its column.
pub(super) struct Bound<'a>(Vec<(&'a Column, &'a Test)>);

impl<'a> Bound<'a> {
    /// Finds the columns.
    pub(super) fn of(conditions: &'a [Condition], table: &'a Table, measure: &Code) -> Result<Self, Error> {
        let find = |condition: &'a Condition| {
            let column = column(table, &condition.column, measure)?;
            let compares = matches!(
                condition.test,
                Test::AtMost(_) | Test::Below(_) | Test::AtLeast(_) | Test::Above(_)
            );
            if compares && !matches!(column.values, Values::Numbers(_)) {
                return Err(Error::NoNumbers { measure: measure.clone(), column: condition.column.clone() });
            }
            Ok((column, &condition.test))
        };
        conditions.iter().map(find).collect::<Result<_, _>>().map(Self)
    }

    /// Do all hold of this row? One that does not settles it; else one of which nobody can tell leaves it open.
    pub(super) fn hold(&self, row: usize) -> Tri {
        let mut all = Tri::Yes;
        for (column, test) in &self.0 {
            match holds(column.cell(row), test) {
                Tri::No => return Tri::No,
                Tri::CannotTell => all = Tri::CannotTell,
                Tri::Yes => {}
            }
        }
        all
    }
}

/// The column of this name.
pub(super) fn column<'a>(table: &'a Table, name: &Code, measure: &Code) -> Result<&'a Column, Error> {
    table.column(name).ok_or_else(|| Error::NoColumn {
        measure: measure.clone(),
        column: name.clone(),
        known: table.columns.iter().map(|column| column.name.clone()).collect(),
    })
}

fn holds(cell: Option<Cell<'_>>, test: &Test) -> Tri {
    let yes = |holds: bool| if holds { Tri::Yes } else { Tri::No };
    match (test, cell) {
        (Test::Missing, cell) => yes(cell.is_none()),
        (Test::Present, cell) => yes(cell.is_some()),
        (_, None) => Tri::CannotTell,
        (Test::Is(word), Some(cell)) => yes(is(cell, word)),
        (Test::IsNot(word), Some(cell)) => yes(!is(cell, word)),
        (Test::AtMost(limit), Some(Cell::Number(number))) => yes(number <= *limit),
        (Test::Below(limit), Some(Cell::Number(number))) => yes(number < *limit),
        (Test::AtLeast(limit), Some(Cell::Number(number))) => yes(number >= *limit),
        (Test::Above(limit), Some(Cell::Number(number))) => yes(number > *limit),
        (_, Some(_)) => Tri::CannotTell,
    }
}

fn is(cell: Cell<'_>, word: &str) -> bool {
    match cell {
        Cell::Word(code) => code.as_str() == word,
        Cell::Number(number) => word.parse::<f64>().is_ok_and(|word| record::Fixed::from_f64(word) == number),
        Cell::Day(day) => record::Day::parse_iso(word) == Some(day),
    }
}
