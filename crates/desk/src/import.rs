//! Importing a folder into a store: appended once, however often it is imported.

use std::path::Path;

use rayon::prelude::*;
use record::policy::Policy;
use record::{Day, Event, EventId, FileId, Logged};
use store::{Appended, KeptFile, NewRecord};
use told::subjects::needed;

use crate::archive::{AskPassphrase, Place, Sealing, fresh_seed};
use crate::extracts::Hashed;
use crate::gather::{GatherOptions, Gathered, gather};
use crate::{Archive, Error, Progress, Reporter, chance};

/// Events of one commit.
const CHUNK: usize = 4096;

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
    /// Asks for the passphrase of the key file.
    pub passphrase: &'a AskPassphrase<'a>,
}

/// Imports every file of a folder.
///
/// The log grows in batches. A run that stops halfway leaves whole events and files not yet marked as whole: the next run
/// adds what is missing and nothing twice.
///
/// # Errors
/// [`Error`] when the folder is not there or the store says no.
pub fn import(
    folder: &Path,
    place: &Place,
    options: &ImportOptions<'_>,
) -> Result<(Archive, Imported), Error> {
    crate::walk::there(folder)?;
    let archive = Archive::open(place, options.passphrase)?;
    let mut gathered = gather(
        folder,
        &GatherOptions {
            policy: options.policy,
            logged: options.logged,
            as_of: options.as_of,
            secret: archive.secret().0,
            progress: options.progress,
        },
    )?;
    let mut events = core::mem::take(&mut gathered.events);
    number_files(&archive, &mut gathered, &mut events)?;
    draw_ids(&mut events)?;
    let files = kept_files(&archive, &gathered)?;
    let (added, known) = append_all(&archive, events, files, options)?;
    Ok((archive, Imported { gathered, added, known }))
}

fn append_all(
    archive: &Archive,
    events: Vec<Hashed>,
    files: Vec<KeptFile>,
    options: &ImportOptions<'_>,
) -> Result<(u64, u64), Error> {
    archive.meet_all()?;
    let (policy, begun) = (options.policy.clone(), files.clone());
    archive.store().append_and(Vec::new(), move |extra| {
        extra.policy(&policy)?;
        begun.iter().try_for_each(|file| extra.file(file, false))
    })?;
    // What no key makes unique goes last, with the mark that the files are whole: after a stop it comes again as a whole.
    let (keyed, unkeyed): (Vec<Hashed>, Vec<Hashed>) = events.into_iter().partition(|(key, _)| key.is_some());
    let of = (keyed.len() + unkeyed.len()) as u64;
    let (mut added, mut known, mut done) = (0, 0, 0);
    let mut count = |appended: &[Appended]| {
        let new = appended.iter().filter(|one| matches!(one, Appended::New(_))).count() as u64;
        added += new;
        known += appended.len() as u64 - new;
        done += appended.len() as u64;
        (options.progress)(Progress { what: "appending", done, of });
    };
    for chunk in keyed.chunks(CHUNK) {
        count(&archive.store().append(seal_chunk(archive, chunk)?, false)?.appended);
    }
    let last = seal_chunk(archive, &unkeyed)?;
    let done = archive
        .store()
        .append_and(last, move |extra| files.iter().try_for_each(|file| extra.file(file, true)))?;
    count(&done.appended);
    Ok((added, known))
}

/// Seals events on all cores. Their subjects are met in order first, so that one person's rows share one key.
pub(crate) fn seal_chunk(archive: &Archive, chunk: &[Hashed]) -> Result<Vec<NewRecord>, Error> {
    let mut rings = Vec::with_capacity(chunk.len());
    for (_, event) in chunk {
        let needed = needed(event, archive.secret());
        let (ring, subjects) = archive.ring(&needed, false, false)?;
        rings.push((needed, ring, subjects));
    }
    chunk
        .par_iter()
        .zip(rings)
        .map(|((seen, event), (needed, ring, subjects))| {
            let seed = chance::with(fresh_seed)?;
            archive.sealed(
                event,
                &Sealing {
                    needed: &needed,
                    ring: &ring,
                    subjects,
                    seed: &seed,
                    salt: None,
                    seen: *seen,
                    submission: None,
                },
            )
        })
        .collect()
}

fn kept_files(archive: &Archive, gathered: &Gathered) -> Result<Vec<KeptFile>, Error> {
    gathered.files.iter().map(|(file, digest)| archive.kept_file(file, digest)).collect()
}

/// Gives the files the store's numbers. A file the store knows whole by path and content is not news: its events go.
fn number_files(archive: &Archive, gathered: &mut Gathered, events: &mut Vec<Hashed>) -> Result<(), Error> {
    let store = archive.store();
    let mut next = store.read(store::Reader::next_file_number)?.0;
    let mut numbers = Vec::with_capacity(gathered.files.len());
    let mut known = Vec::with_capacity(gathered.files.len());
    for (file, digest) in &mut gathered.files {
        let tag = archive.file_tag(&file.path, digest);
        let number = store.read(|reader| reader.file_number(&tag))?;
        known.push(number.is_some_and(|(_, whole)| whole));
        file.id = number.map_or_else(
            || {
                next += 1;
                FileId(next - 1)
            },
            |(id, _)| id,
        );
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
