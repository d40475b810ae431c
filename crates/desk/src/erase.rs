//! Erasure: what is personal goes for good, what the duties, the counts and the proofs rest on stays.
//!
//! The order is the promise. The erasure is an entry of the log first; then it is noted in the journal beside the second
//! copy, so that a restored backup can be brought to it; then keys and ciphertexts are destroyed and the database's own
//! log is truncated; then the epoch's key changes, so that old copies of the key table open nothing. A stop anywhere in
//! between is finished at the next start.

pub(crate) mod choose;
mod journal;
pub(crate) mod may;
mod replay;
mod request;
mod rotate;

pub use choose::Target;
pub(crate) use choose::subjects_of;
pub use replay::{Replayed, replay};
pub use request::{Request, RequestError};

use std::path::PathBuf;

use record::agency::Addressee;
use record::event::{Assurance, Body, By, Erasure, Event};
use record::policy::Policy;
use record::time::Claimed;
use record::{AgencyId, Code, EventId, Logged, PostId, SourceRef};
use store::Destruction;
use zeroize::Zeroizing;

use crate::archive::Place;
use crate::{Archive, AskPassphrase, Error, Progress, Reporter, chance};

/// What an erasure must be told.
#[derive(Clone, Copy)]
pub struct EraseOptions<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Whom to erase.
    pub targets: &'a [Target],
    /// The post that erases.
    pub by: &'a PostId,
    /// The second post, of another agency.
    pub second: &'a PostId,
    /// The ground: a code of `grounds.csv`.
    pub ground: &'a Code,
    /// What was kept and why, in words; or the signed request.
    pub words: Option<&'a str>,
    /// How sure candour is of both posts: typed on the command line, or signed with keys of their own.
    pub assurance: Assurance,
    /// Old backups stay readable: the epoch's key is not changed.
    pub keep_epoch: bool,
    /// Only say what would be erased.
    pub only_show: bool,
    /// Now.
    pub logged: Logged,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// What an erasure did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Index of the erasure in the log; `None`: only shown.
    pub index: Option<u64>,
    /// People erased.
    pub people: usize,
    /// Entries that lose something.
    pub entries: usize,
    /// Encrypted groups destroyed.
    pub groups: usize,
    /// Concern numbers replaced.
    pub concerns: usize,
    /// Subjects under other numbers that may be the same person: (agency and number, why).
    pub perhaps_also: Vec<(String, String)>,
    /// The epoch in use from now on; `None`: not changed.
    pub epoch: Option<u32>,
    /// The backups the store knows: written anew, or why not.
    pub backups: Vec<(PathBuf, Option<String>)>,
}

/// Erases.
///
/// # Errors
/// [`Error`] when the posts are of one agency, one of them was told, acted or must step aside, a hold stands, nobody is found, or the store says no.
pub fn erase(place: &Place, ask: &AskPassphrase<'_>, options: &EraseOptions<'_>) -> Result<Erased, Error> {
    two_agencies(options.by, options.second)?;
    ground(options.policy, options.ground, false)?;
    let passphrase = Zeroizing::new(ask(false).map_err(Error::Passphrase)?);
    let again = || passphrase.to_string();
    let mut archive = Archive::open_there(place, &|_| Ok(again()))?;
    let chosen = choose::choose(&archive, options.targets, options.progress)?;
    let asking = may::Asking {
        policy: options.policy,
        posts: &[options.by, options.second],
        assurance: options.assurance,
        logged: options.logged,
        progress: options.progress,
    };
    may::refuse_the_concerned(&archive, asking, &chosen)?;
    crate::hold::refuse_if_held(&archive, &chosen.subjects)?;
    let mut erased = Erased {
        index: None,
        people: chosen.people,
        entries: chosen.entries(),
        groups: chosen.places.len(),
        concerns: chosen.numbers,
        perhaps_also: chosen.perhaps_also.clone(),
        epoch: None,
        backups: Vec::new(),
    };
    if options.only_show {
        return Ok(erased);
    }
    let erasure = Erasure {
        ground: options.ground.clone(),
        second_post: Addressee::post(options.second.clone()),
        second_assurance: options.assurance,
        subjects: chosen.subjects.iter().map(|(id, _)| *id).collect(),
        erased_as: chosen.subjects.iter().map(|(_, token)| *token).collect(),
        places: chosen.places.clone(),
        concerns: chosen.concerns.clone(),
        passes: chosen.passes.clone(),
        words: options.words.map(str::to_owned),
    };
    let body = Body::Erased(Box::new(erasure.clone()));
    let event = ruling(&archive, options.by, options.assurance, options.logged, body)?;
    let index = archive.append_alone(&event)?;
    journal::note(place, archive.origin(), index, &erasure)?;
    (options.progress)(Progress { what: "destroying keys", done: 0, of: 0 });
    archive.store().destroy(destruction(&erasure))?;
    archive.forget_known();
    if !options.keep_epoch {
        erased.epoch = Some(rotate::rotate(&mut archive, &passphrase)?);
    }
    for (path, renewed) in crate::backup::renew_backups(&archive, options.logged)? {
        erased.backups.push((path, renewed.err().map(|cause| cause.to_string())));
    }
    erased.index = Some(index);
    Ok(erased)
}

/// The journal's erasures: origin and index of each, and what it says.
pub(crate) fn noted(place: &Place) -> Result<Vec<(String, u64, Erasure)>, Error> {
    let noted = journal::read(place)?;
    Ok(noted.into_iter().map(|noted| (noted.origin, noted.index, noted.erasure)).collect())
}

/// Finishes what an earlier run began: an erasure that is in the log, an epoch that was to change.
pub(crate) fn finish(archive: &mut Archive, passphrase: &str) -> Result<(), Error> {
    replay(archive, None)?;
    if archive.chain.epochs.len() > 1 {
        rotate::finish(archive, passphrase)?;
    }
    Ok(())
}

/// The event of a ruling: its place is among what was told to candour.
pub(crate) fn ruling(
    archive: &Archive,
    by: &PostId,
    assurance: Assurance,
    logged: Logged,
    body: Body,
) -> Result<Event, Error> {
    let mut drawn = [0; 20];
    chance::with(|draw| draw(&mut drawn))?;
    let (id, line) = drawn.split_at(16);
    let number = |bytes: &[u8]| bytes.iter().fold(0u128, |n, byte| n << 8 | u128::from(*byte));
    Ok(Event {
        id: EventId(number(id) | 1 << 127),
        claimed: Claimed::UNKNOWN,
        logged,
        by: By { agency: by.agency(), post: Some(by.clone()), holder: None, assurance },
        source: SourceRef { file: archive.told_file(), line: number(line) as u32 >> 1, part: 0 },
        body,
    })
}

fn two_agencies(by: &PostId, second: &PostId) -> Result<(), Error> {
    let local = |post: &PostId| !post.local().is_empty() && post.as_str().contains('/');
    if !local(by) || !local(second) {
        return Err(Error::Post);
    }
    if by.agency() == second.agency() { Err(Error::OneAgency(by.agency())) } else { Ok(()) }
}

/// The ground is one the policy knows for this.
pub(crate) fn ground(policy: &Policy, code: &Code, holds: bool) -> Result<(), Error> {
    if policy.grounds.get(code).is_some_and(|ground| ground.holds == holds) {
        return Ok(());
    }
    let known = policy.grounds.iter().filter(|(_, ground)| ground.holds == holds);
    let known: Vec<&str> = known.map(|(code, _)| code.as_str()).collect();
    Err(Error::Ground { given: code.clone(), known: known.join(", ") })
}

/// What the store destroys for an erasure. The agency of a replaced concern number stays: it is no secret of the person.
pub(crate) fn destruction(erasure: &Erasure) -> Destruction {
    let bytes = |list: &[(u64, ([u8; 16], AgencyId))]| {
        list.iter()
            .map(|(at, (token, agency))| (*at, [token.as_slice(), agency.as_str().as_bytes()].concat()))
            .collect()
    };
    Destruction {
        subjects: erasure.subjects.iter().copied().zip(erasure.erased_as.iter().copied()).collect(),
        places: erasure.places.clone(),
        concerns: bytes(&erasure.concerns),
        passes: bytes(&erasure.passes),
    }
}
