//! An ordinary partnership around a timeline: would the true matter stand out among everything else, or drown in it?
//!
//! The background is what its agencies' files say, read as a review reads them. The timeline's events are laid among its
//! events, once with their true ties and once without, and the same stages run over both together.

mod place;
mod truth;
mod years;

use std::collections::BTreeSet;
use std::path::Path;

use formats::replay::{Role, Row, Timeline};
use published::replay::background::{Embedded, Place, Readings};
use record::policy::Policy;
use record::{AgencyId, Body, Coverage, Day, Event, EventId, FileId, Moment};

use super::convention::{Convention, Reading};
use super::expand::{Expanded, expand, expand_untied};
use super::results::{self, Scene};
use crate::{Error, GatherOptions, Progress, gather};

pub use truth::{Harmed, Truth};

/// The events of an ordinary partnership, and what a timeline is laid among.
#[derive(Debug)]
pub struct Background {
    /// Corrected, in canonical order.
    events: Vec<Event>,
    /// The first number that none of its files has.
    free: FileId,
    /// The days its files speak of.
    covers: Coverage,
    /// Whose files they are.
    agencies: BTreeSet<AgencyId>,
    /// Who was harmed together, where it is known.
    truth: Option<Truth>,
}

/// How a timeline is laid among the events of a background.
#[derive(Clone, Copy)]
pub struct EmbedOptions<'a> {
    /// Which day of the days a row may mean.
    pub convention: Convention,
    /// What draws of the timeline depend on.
    pub seed: u64,
    /// The policy.
    pub policy: &'a Policy,
    /// Takes progress.
    pub progress: &'a crate::Reporter<'a>,
}

impl Background {
    /// Reads the folder of a partnership's agencies. `truth`: for judging questions; no stage sees it.
    ///
    /// # Errors
    /// [`Error`] when the folder cannot be read, or holds no concern that was told to anybody.
    pub fn gather(folder: &Path, truth: Option<Truth>, options: &GatherOptions<'_>) -> Result<Self, Error> {
        let gathered = gather(folder, options)?;
        let free = FileId(gathered.files.len() as u32);
        let covered = gathered.files.iter().filter_map(|(file, _)| file.covers);
        let covers = covered.reduce(|a, b| Coverage { from: a.from.min(b.from), to: a.to.max(b.to) });
        let mut events: Vec<Event> = gathered.events.into_iter().map(|(_, event)| event).collect();
        let told = |event: &&Event| matches!(event.body, Body::Told(_));
        let days = || events.iter().filter(told).filter_map(day_of);
        let (Some(from), Some(to)) = (days().min(), days().max()) else {
            return Err(Error::NoBackground(folder.to_owned()));
        };
        flow::apply_corrections(&mut events);
        flow::order(&mut events);
        let agencies = events.iter().map(|event| event.by.agency.clone()).collect();
        Ok(Self { events, free, covers: covers.unwrap_or(Coverage { from, to }), agencies, truth })
    }

    /// The days its files speak of.
    pub fn covers(&self) -> Coverage {
        self.covers
    }

    /// Lays a timeline among its events and runs the stages: with and without its true ties, with and without children who
    /// have no pseudonym. Events of the background after the last day of the timeline are left out for good.
    ///
    /// # Errors
    /// [`Error::NoOverlap`] when the two have no day in common, [`Error::SameAgency`] when an agency of both has one name.
    pub fn embed(&mut self, timeline: &Timeline, options: &EmbedOptions<'_>) -> Result<Embedded, Error> {
        let fed = fed_days(&timeline.rows);
        let shared =
            self.covers.shared(fed).ok_or(Error::NoOverlap { background: self.covers, timeline: fed })?;
        if let Some(agency) =
            timeline.rows.iter().map(|row| &row.agency).find(|id| self.agencies.contains(id))
        {
            return Err(Error::SameAgency(agency.clone()));
        }
        let as_of = super::last_day(&timeline.rows);
        self.events.retain(|event| day_of(event).is_none_or(|day| day <= as_of));
        let mut run = |reading: Reading, untied: bool, judge: bool| {
            (options.progress)(Progress { what: "joining and answering", done: 0, of: 0 });
            let (rows, convention, seed) = (&timeline.rows, options.convention, options.seed);
            let expanded = match untied {
                false => expand(rows, convention, reading, seed),
                true => expand_untied(rows, convention, reading, seed, options.policy),
            };
            self.one(expanded, as_of, options.policy, judge)
        };
        let possible = run(Reading::Possible, false, true);
        let certain = run(Reading::Certain, false, false);
        let untied = [Reading::Certain, Reading::Possible].map(|reading| run(reading, true, false));
        let [untied_certain, untied_possible] = untied;
        Ok(Embedded {
            seed: None,
            events: self.events.len(),
            shared: (shared.from, shared.to),
            with_ties: Readings { certain: certain.reading, possible: possible.reading },
            without_ties: Readings { certain: untied_certain.reading, possible: untied_possible.reading },
            place_certain: certain.place,
            place_possible: possible.place,
            explained: possible.counts.explained,
            not_dated: possible.counts.not_dated,
            years: possible.counts.years,
        })
    }

    /// The stages over the background and one form of the timeline.
    fn one(&mut self, expanded: Expanded, as_of: Day, policy: &Policy, judge: bool) -> Ran {
        let mut expanded = expanded.moved(self.free);
        let mut events = std::mem::take(&mut self.events);
        events.append(&mut expanded.events);
        flow::order(&mut events);
        number(&mut events);
        let outcome = flow::run(&events, policy, as_of);
        let scene = Scene { events: &events, expanded: &expanded, outcome: &outcome, policy };
        let reading = results::of(&scene);
        let counts = match judge {
            true => years::counts(&scene, self.truth.as_ref(), self.covers, as_of),
            false => years::Counts::default(),
        };
        drop(outcome);
        let asked = reading.question.as_ref().map(|question| (question.thing.clone(), question.day));
        let place =
            asked.and_then(|(thing, day)| place::place(&events, &expanded, policy, &thing, (day, as_of)));
        events.retain(|event| event.source.file < self.free);
        self.events = events;
        Ran { reading, counts, place }
    }
}

/// What one run gave.
struct Ran {
    reading: published::replay::Reading,
    counts: years::Counts,
    place: Option<Place>,
}

/// Numbers events in canonical order, as a review without a store does.
fn number(events: &mut [Event]) {
    for (place, event) in events.iter_mut().enumerate() {
        event.id = EventId(place as u128 + 1);
    }
}

/// The first day an event can have been.
fn day_of(event: &Event) -> Option<Day> {
    event.claimed.earliest().map(Moment::day)
}

/// The days that rows which are fed speak of.
pub fn fed_days(rows: &[Row]) -> Coverage {
    let fed = || rows.iter().filter(|row| matches!(row.role, Role::Input | Role::Response));
    let from = fed().map(Row::first).min().unwrap_or_default();
    Coverage { from, to: fed().map(Row::last).max().unwrap_or(from) }
}

/// The days of a timeline: from the first that a row which is fed may mean to the day it is judged at.
pub fn span(rows: &[Row]) -> Coverage {
    let fed = fed_days(rows);
    Coverage { to: super::last_day(rows).max(fed.to), ..fed }
}
