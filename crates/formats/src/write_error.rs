//! Why a file could not be written.

use std::io;

/// Why events cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The operating system says no.
    #[error("cannot be written: {0}")]
    Io(#[from] io::Error),
    /// The format has no place for it; nothing of the event is written.
    #[error(
        "an event of kind `{kind}` has no place in this format for `{field}`; write it in another format"
    )]
    NoPlace {
        /// The kind of the event.
        kind: &'static str,
        /// What has no place.
        field: &'static str,
    },
}

impl From<csv::Error> for WriteError {
    fn from(error: csv::Error) -> Self {
        Self::Io(io::Error::from(error))
    }
}
