//! Gaming audits: traces that gaming leaves, each with what would explain it in innocence.
//!
//! One pass over the columns makes a tally of each unit; every audit reads tallies. All audits of a release are one
//! [`Family`], declared before the data are read, and corrected together. An audit has two tests: the plain one, which looks
//! at the pattern alone, and one that units which differ by nature, honest effort before a deadline and the rhythm of the
//! week do not set off. Only the second makes a signal, and a signal is a question to a unit, never a verdict.
//!
//! Method, sources and how often it is wrong: `docs/method/audits.md`.

mod cases;
mod declared;
mod family;
mod gathered;
mod lateness;
mod occasions;
mod over_time;
mod placebo;
mod plain;
mod scene;
mod smallest;
mod tally;
mod trace;
mod words;

mod acceptance_falls_with_severity;
mod bunching_before_deadline;
mod exclusions_rise;
mod favourite_round_durations;
mod logging_lag_of_deadline_closures;
mod no_cooperation_in_last_5_days;
mod reclassified_14_days_before_count;
mod reopened_after_deadline_closure;
mod same_child_within_7_days;
mod self_rating_rises;
mod threshold_moved;
mod visits_28_days_before_inspection;

mod invented;
mod published_differs;

pub use cases::{Case, Cases, Closing, DAY, NEVER, SEVERITIES};
pub use declared::Audit;
pub use family::{Family, Release};
pub use gathered::Gathered;
pub use invented::{Impossible, Invented, Visit, Why, invented};
pub use occasions::{DailyVisits, Occasions};
pub use over_time::{OverTime, Share, over_time};
pub use placebo::{Placebo, PlaceboCount};
pub use plain::{Plain, plain_family};
pub use published_differs::{Difference, published_differs};
pub use trace::{Corroboration, Count, Found, Looked, Outcome, Standing, Trace};
pub use words::{outcome_words, pretend_words, release_words, words};
