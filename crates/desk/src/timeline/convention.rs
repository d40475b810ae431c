//! Which day an imprecise date is taken to be, and whether children without a pseudonym count.

use formats::replay::{DateBasis, Row};
use record::Day;

/// Which day of the days a row may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Convention {
    /// The first.
    Earliest,
    /// The one in the middle.
    Middle,
    /// The last. Rows of which only the time under review is known are left out: their last day says nothing.
    Latest,
}

impl Convention {
    /// Every convention, in the order of a report.
    pub const ALL: [Self; 3] = [Self::Earliest, Self::Middle, Self::Latest];

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Earliest => "earliest",
            Self::Middle => "middle",
            Self::Latest => "latest",
        }
    }

    /// The day between two, both included.
    pub(super) fn pick(self, first: Day, last: Day) -> Day {
        match self {
            Self::Earliest => first,
            Self::Middle => Day(first.0 + (last.0 - first.0) / 2),
            Self::Latest => last,
        }
    }

    /// The day of a row.
    pub fn day(self, row: &Row) -> Day {
        self.pick(row.first(), row.last())
    }

    /// Is the row left out because its date says too little?
    pub fn leaves_out(self, row: &Row) -> bool {
        self == Self::Latest && row.date_basis == DateBasis::ReviewPeriod
    }
}

/// Whose being one child counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Only children with a pseudonym. Rows that speak of others alone are left out.
    Certain,
    /// Children without a pseudonym too, each as another child.
    Possible,
}

impl Reading {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Certain, Self::Possible];
}
