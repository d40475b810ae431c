//! Importing a folder into a store: appended once, however often it is imported.

use std::path::Path;

use record::policy::Policy;
use record::{Day, Event, EventId, FileId, Logged};
use store::{Address, Store};

use crate::extracts::Hashed;
use crate::gather::{GatherOptions, Gathered, gather};
use crate::{Error, Progress, Reporter};

/// What an import did.
#[derive(Debug)]
pub struct Imported {
    /// What was gathered; its events have moved into the store.
    pub gathered: Gathered,
    /// Events added.
    pub added: u64,
    /// Events that were already there.
    pub known: u64,
}

/// What an import must be told.
#[derive(Clone, Copy)]
pub struct ImportOptions<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// When candour takes the events.
    pub logged: Logged,
    /// An extract cannot report what comes after this day.
    pub as_of: Day,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// Imports every file of a folder.
///
/// # Errors
/// [`Error`] when the folder is not there or the store says no; then nothing was appended.
pub fn import(
    folder: &Path,
    address: &Address,
    options: &ImportOptions<'_>,
) -> Result<(Store, Imported), Error> {
    let mut store = Store::open(address)?;
    let mut fresh = [0; 32];
    getrandom::fill(&mut fresh).map_err(Error::Random)?;
    let secret = store.import_secret(fresh)?;
    let mut gathered = gather(
        folder,
        &GatherOptions {
            policy: options.policy,
            logged: options.logged,
            as_of: options.as_of,
            secret,
            progress: options.progress,
        },
    )?;
    let mut events = core::mem::take(&mut gathered.events);
    number_files(&store, &mut gathered, &mut events)?;
    draw_ids(&mut events)?;
    let of = events.len() as u64;
    let mut done = 0;
    let mut batch = events.iter().map(|(key, event)| {
        done += 1;
        if done % 4096 == 0 {
            (options.progress)(Progress { what: "appending", done, of });
        }
        (*key, event)
    });
    let appended = store.append(options.policy, &gathered.files, &mut batch)?;
    Ok((store, Imported { gathered, added: appended.added, known: appended.known }))
}

/// Gives the files the store's numbers. A file the store knows by path and content is not news: its events go.
fn number_files(store: &Store, gathered: &mut Gathered, events: &mut Vec<Hashed>) -> Result<(), Error> {
    let mut next = store.next_file_number()?.0;
    let mut numbers = Vec::with_capacity(gathered.files.len());
    let mut known = Vec::with_capacity(gathered.files.len());
    for (file, digest) in &mut gathered.files {
        let number = store.file_number(&file.path, digest)?;
        known.push(number.is_some());
        file.id = number.unwrap_or_else(|| {
            next += 1;
            FileId(next - 1)
        });
        numbers.push(file.id);
    }
    let renumbered = |file: FileId| numbers.get(file.0 as usize).copied().unwrap_or(file);
    events.retain(|(_, event)| !known.get(event.source.file.0 as usize).copied().unwrap_or(false));
    for (_, event) in events {
        event.source.file = renumbered(event.source.file);
        renumber_body(event, &renumbered);
    }
    for finding in &mut gathered.findings {
        finding.file = renumbered(finding.file);
    }
    Ok(())
}

fn renumber_body(event: &mut Event, renumbered: &dyn Fn(FileId) -> FileId) {
    use record::Body;
    match &mut event.body {
        Body::Imported(body) => body.file = renumbered(body.file),
        Body::Vanished(change) | Body::Changed(change) => {
            change.earlier = renumbered(change.earlier);
            change.later = renumbered(change.later);
        }
        _ => {}
    }
}

/// Draws a random id for each event. Small numbers are left to reviews without a store.
pub(crate) fn draw_ids(events: &mut [Hashed]) -> Result<(), Error> {
    let mut bytes = vec![0; events.len() * 16];
    getrandom::fill(&mut bytes).map_err(Error::Random)?;
    for ((_, event), id) in events.iter_mut().zip(bytes.chunks_exact(16)) {
        let id = id.iter().fold(0u128, |id, byte| id << 8 | u128::from(*byte));
        event.id = EventId(id | 1 << 127);
    }
    Ok(())
}
