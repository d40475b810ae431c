//! What is wrong between a definition and a table.

use core::fmt;

use record::Code;

/// A definition that this table cannot meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// It names a column that is not there.
    NoColumn {
        /// The measure.
        measure: Code,
        /// The column it names.
        column: Code,
        /// The columns there are.
        known: Vec<Code>,
    },
    /// The column that puts a row into a period holds no days.
    NoDays {
        /// The measure.
        measure: Code,
        /// The column.
        column: Code,
    },
    /// A number is compared with a column that holds no numbers.
    NoNumbers {
        /// The measure.
        measure: Code,
        /// The column.
        column: Code,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoColumn { measure, column, known } => {
                let known: Vec<&str> = known.iter().map(Code::as_str).collect();
                write!(
                    f,
                    "measure `{measure}` names the column `{column}`, which is not there; use one of {}",
                    known.join(", ")
                )
            }
            Self::NoDays { measure, column } => write!(
                f,
                "measure `{measure}` takes its periods from `{column}`, which holds no dates; name a column of dates, or write the dates as 2026-03-31"
            ),
            Self::NoNumbers { measure, column } => write!(
                f,
                "measure `{measure}` compares `{column}` with a number, and it holds words; write digits only in that column, or compare with `=`"
            ),
        }
    }
}

impl core::error::Error for Error {}
