//! What stops a simulation, said before it runs where it can be known.

use std::path::PathBuf;

/// What went wrong, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A parameter does not read or is impossible.
    #[error("{file}, line {line}{}{field}: {words}", if field.is_empty() { "" } else { ", " })]
    Parameter {
        /// The file.
        file: String,
        /// Its line, from 1.
        line: u64,
        /// Its column.
        field: String,
        /// What is wrong, and the remedy.
        words: String,
    },
    /// A parameter is not there.
    #[error("the parameter {0} is missing; take the shipped file, `candour simulate --show-parameters`")]
    ParameterMissing(&'static str),
    /// A town cannot be like that.
    #[error("{0}")]
    Impossible(String),
    /// The machine has too little memory.
    #[error(
        "a run of this size takes about {needed} MiB of memory and {there} MiB are free; choose a smaller town or fewer years"
    )]
    Memory {
        /// Mebibytes that the run takes.
        needed: u64,
        /// Mebibytes that are free.
        there: u64,
    },
    /// What a run keeps of itself does not read.
    #[error("{path}{}{field}: {words}", if field.is_empty() { "" } else { ", " })]
    Record {
        /// The file.
        path: PathBuf,
        /// Its line, by its name.
        field: &'static str,
        /// What is wrong, and the remedy.
        words: String,
    },
    /// A file cannot be written.
    #[error("{path}: {cause}; free some space, or choose another folder with --out")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The truth of a town cannot be read back.
    #[error(
        "{path}: {words}; name a folder that `candour simulate` made with this version, or its agencies/ alone"
    )]
    Truth {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        words: String,
    },
    /// An event has no place in a file: a fault of the simulator.
    #[error("{path}: {cause}")]
    Format {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: formats::WriteError,
    },
}
