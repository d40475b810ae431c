//! A made-up town whose truth is known, written down as its agencies would write it.
//!
//! Every other stage is judged in it: whether true warnings are heard, and whether innocent places stay quiet. The model
//! is described in `docs/method/simulated.md`; every parameter stands in `parameters.csv`.

mod calendar;
mod care;
pub mod common;
mod council;
mod digest;
pub mod draw;
mod error;
mod groups;
mod harm;
mod household;
pub mod known;
pub mod moments;
pub mod names;
pub mod parameters;
pub mod people;
mod police;
pub mod rates;
pub mod replay;
mod run;
mod schooling;
pub mod staff;
mod telling;
pub mod town;
pub mod truth;
pub mod twice;
mod two_states;
mod withdrawal;
mod world;
mod write;
pub mod written;

pub use calendar::bare_calendar;
pub use digest::digest;
pub use error::Error;
pub use parameters::Parameters;
pub use run::{Progress, run};
pub use town::{SIZES, Setup, Size};
pub use two_states::{TwoStates, two_states};
pub use world::{Child, Counts, Household, Network, Trouble, World};
pub use write::{Files, agencies_folder, write};
