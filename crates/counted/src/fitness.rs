//! Is a measure fit to judge anybody by, fit to learn from only, or neither? Asked before it is adopted, and of those in use.
//!
//! Ten [`Check`]s, each *met*, *partly met*, *not met* or *unknown*, with the number behind it and what it was worked out from
//! ([`Found`]). A figure given is one thing, an entry of the register of targets another, and an answer in a questionnaire a
//! third: it is a claim, and stays one. [`Judged`] can only be made of checks that rest on more than claims, so that nothing
//! here can call a measure fit to judge because somebody said so.
//!
//! Method and departures: `docs/fitness.md`. Names stay outside: who records a figure comes in as a relation ([`Recorder`]).

mod check;
mod checks;
mod found;
mod number;
mod pairs;
mod register;
mod result;
mod returned;

pub use check::Check;
pub use checks::{
    Cliff, Discretion, Ending, Hangs, Heap, Loop, Observed, Purpose, Recorder, Response, Said, Shape, Step,
    cliff, controllability, discretion, ending, heap, loop_length, noise, observability, purpose, recorder,
    responses,
};
pub use found::{Basis, Found, Standing, Why};
pub use number::{Number, Unit};
pub use pairs::{Pair, Paired, pair};
pub use register::{Ahead, Change, Days, Moved, NEAR_DAYS, Occasion, moved};
pub use result::{Evidenced, Fitness, Judged, Protocol, Reason};
pub use returned::{Move, Returned, Says, Series, next_by_chance, series};
