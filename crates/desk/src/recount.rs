//! Returns of one agency or several, recounted: from a file or a folder to tables and figures, without a report of cases.

use std::path::{Path, PathBuf};

use record::event::Event;
use record::policy::Policy;
use record::source::{SourceFile, Unread};
use record::{AgencyId, Body, Day, EventId, Finding, Logged, MentionKind};
use rustc_hash::FxHashMap;

use crate::gather::{GatherOptions, Gathered, gather};
use crate::{Error, Progress, Reporter};

/// What a recount must be told.
#[derive(Clone, Copy)]
pub struct RecountOptions<'a> {
    /// The file or the folder.
    pub place: &'a Path,
    /// The policy.
    pub policy: &'a Policy,
    /// When candour takes the events.
    pub logged: Logged,
    /// As of the end of this day.
    pub as_of: Day,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// What was counted, and from what.
#[derive(Debug)]
pub struct Recount {
    /// The events in canonical order.
    pub events: Vec<Event>,
    /// What the stages found in them.
    pub outcome: flow::Outcome,
    /// The tables and the figures.
    pub measured: flow::Measured,
    /// The files read.
    pub files: Vec<SourceFile>,
    /// The files not read.
    pub unread: Vec<Unread>,
    /// Findings, by file and line.
    pub findings: Vec<Finding>,
    /// Children that the returns name, by certain links.
    pub children: usize,
    /// Rows that a later extract no longer has, and rows that read otherwise there.
    pub changed: Changed,
    /// No adult, place, vehicle or phone is named in any of the files.
    pub names_nobody_else: bool,
}

/// Differences between extracts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Rows that are gone.
    pub vanished: usize,
    /// Rows that read otherwise.
    pub changed: usize,
}

/// Reads a file or a folder and counts what the policy's measures define.
///
/// # Errors
/// [`Error`] when it is not there, or nothing in it can be read. A file that cannot be read among others is listed.
pub fn recount(options: &RecountOptions<'_>) -> Result<Recount, Error> {
    let gather_options = GatherOptions {
        policy: options.policy,
        logged: options.logged,
        as_of: options.as_of,
        secret: [0; 32],
        progress: options.progress,
    };
    let mut gathered = gather(options.place, &gather_options)?;
    crate::review::nothing_read(options.place, &gathered)?;
    let mut events: Vec<Event> =
        core::mem::take(&mut gathered.events).into_iter().map(|(_, event)| event).collect();
    flow::order(&mut events);
    for (place, event) in events.iter_mut().enumerate() {
        event.id = EventId(place as u128 + 1);
    }
    (options.progress)(Progress { what: "joining", done: 0, of: 0 });
    let outcome = flow::run(&events, options.policy, options.as_of);
    (options.progress)(Progress { what: "counting", done: 0, of: 0 });
    let covers = covers(&gathered);
    let measured = flow::measured(&events, options.policy, options.as_of, &outcome, &|agency| {
        covers.get(agency).copied()
    });
    Ok(Recount {
        children: children(&events, options.policy, &outcome),
        changed: changed(&events),
        names_nobody_else: !events.iter().flat_map(Event::mentions).any(|it| it.kind != MentionKind::Child),
        files: gathered.files.into_iter().map(|(file, _)| file).collect(),
        unread: gathered.unread,
        findings: gathered.findings,
        events,
        outcome,
        measured,
    })
}

/// From when to when each agency's files say they cover: the first to the last day of all of them.
fn covers(gathered: &Gathered) -> FxHashMap<AgencyId, (Day, Day)> {
    let mut all: FxHashMap<AgencyId, (Day, Day)> = FxHashMap::default();
    for (file, _) in &gathered.files {
        let Some(coverage) = file.covers else { continue };
        let known = all.entry(file.agency.clone()).or_insert((coverage.from, coverage.to));
        *known = (known.0.min(coverage.from), known.1.max(coverage.to));
    }
    all
}

fn children(events: &[Event], policy: &Policy, outcome: &flow::Outcome) -> usize {
    let mut children: Vec<u32> = Vec::new();
    for (ix, event) in (0..).zip(events) {
        for (mention, said) in outcome.joined.mentions.of(ix).zip(event.mentions()) {
            let about = policy.roles.get(&said.role).is_some_and(|role| role.about);
            if about && said.kind == MentionKind::Child {
                children.extend(outcome.joined.entity_of.get(mention as usize));
            }
        }
    }
    children.sort_unstable();
    children.dedup();
    children.len()
}

fn changed(events: &[Event]) -> Changed {
    let count = |of: fn(&Body) -> bool| events.iter().filter(|event| of(&event.body)).count();
    Changed {
        vanished: count(|body| matches!(body, Body::Vanished(_))),
        changed: count(|body| matches!(body, Body::Changed(_))),
    }
}

/// Where the tables of a recount go when nothing else is said: beside the file or the folder.
pub fn beside(place: &Path) -> PathBuf {
    let stem = place.file_stem().map_or_else(|| "returns".into(), |stem| stem.to_string_lossy().into_owned());
    place.with_file_name(format!("{stem}-recount"))
}
