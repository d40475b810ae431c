//! The stages over a folder in memory: what a review finds, without a report.

use std::path::Path;

use flow::Outcome;
use record::{Event, Finding};

use crate::{Error, GatherOptions, Progress, gather};

/// What the stages found.
#[derive(Debug)]
pub struct Rehearsed {
    /// The events in canonical order.
    pub events: Vec<Event>,
    /// What was found.
    pub outcome: Outcome,
    /// Findings of reading.
    pub findings: Vec<Finding>,
}

/// Reads a folder as a review does and runs the same stages over it, as of `options.as_of`. For simulations: nothing is
/// kept, and nobody is given a pseudonym.
///
/// # Errors
/// [`Error`] when the folder cannot be read.
pub fn rehearse(folder: &Path, options: &GatherOptions<'_>) -> Result<Rehearsed, Error> {
    let gathered = gather(folder, options)?;
    let mut events: Vec<Event> = gathered.events.into_iter().map(|(_, event)| event).collect();
    (options.progress)(Progress { what: "joining and answering", done: 0, of: 0 });
    flow::apply_corrections(&mut events);
    flow::order(&mut events);
    let outcome = flow::run(&events, options.policy, options.as_of);
    Ok(Rehearsed { events, outcome, findings: gathered.findings })
}
