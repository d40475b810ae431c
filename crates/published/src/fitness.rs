//! The fitness of measures: a page that a committee can read in five minutes, and tables.
//!
//! Nothing here decides what a measure is fit for: `counted` does. Every standing says what it rests on, and a claim is called
//! one. Why anybody set a target is never said, beyond what the register says.

mod figures;
mod json;
mod numbers;
mod page;
mod pairs_picture;
mod register_picture;
mod register_words;
mod returned_words;
mod sections;
mod tables;
#[cfg(test)]
mod tests;
mod words;

pub use figures::{
    Indicator, Measure, Neither, PairShown, Placed, ReadFile, Registered, Report, Use, Way, YearShown,
};
pub use json::fitness_json;
pub use tables::{KNOWN_BY, write_fitness};
pub use words::summary_lines;
