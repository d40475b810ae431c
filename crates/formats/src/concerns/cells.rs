//! The cells of one row, by column, whatever file they come from.

use super::columns::{COLUMNS, Column};
use crate::values::AddresseeCells;
use crate::when::DateCells;

/// The trimmed cells of one row. An empty cell states nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells<'c> {
    cells: [&'c str; COLUMNS],
}

impl<'c> Cells<'c> {
    pub(crate) const EMPTY: Self = Self { cells: [""; COLUMNS] };

    pub(crate) fn get(&self, column: Column) -> &'c str {
        self.cells[column as usize]
    }

    pub(crate) fn set(&mut self, column: Column, text: &'c str) {
        self.cells[column as usize] = text;
    }

    /// Columns that hold something.
    pub(crate) fn filled(&self) -> impl Iterator<Item = Column> + '_ {
        Column::ALL.iter().copied().filter(|column| !self.get(*column).is_empty())
    }

    pub(crate) fn dates(&self) -> DateCells<'c> {
        DateCells {
            date: self.get(Column::Date),
            date_to: self.get(Column::DateTo),
            time: self.get(Column::Time),
        }
    }

    pub(crate) fn by(&self) -> AddresseeCells<'c> {
        self.addressee(Column::ByAgency, Column::ByPost, Some(Column::ByRank))
    }

    pub(crate) fn told(&self) -> AddresseeCells<'c> {
        self.addressee(Column::ToldAgency, Column::ToldPost, Some(Column::ToldRank))
    }

    pub(crate) fn to(&self) -> AddresseeCells<'c> {
        self.addressee(Column::ToAgency, Column::ToPost, Some(Column::ToRank))
    }

    pub(crate) fn second(&self) -> AddresseeCells<'c> {
        self.addressee(Column::SecondAgency, Column::SecondPost, None)
    }

    fn addressee(&self, agency: Column, post: Column, rank: Option<Column>) -> AddresseeCells<'c> {
        let pair =
            |column: Option<Column>| column.map_or(("", ""), |column| (column.name(), self.get(column)));
        AddresseeCells { agency: pair(Some(agency)), post: pair(Some(post)), rank: pair(rank) }
    }
}
