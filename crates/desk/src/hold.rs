//! Legal holds: while one stands on somebody, nothing of theirs is erased.

use std::collections::BTreeMap;

use record::event::{Assurance, Body, Hold};
use record::policy::Policy;
use record::{Code, Logged, PostId};

use crate::erase::choose::choose;
use crate::erase::may::{Asking, refuse_the_concerned};
use crate::erase::{Target, ground, ruling, subjects_of};
use crate::{Archive, Error};

/// What a hold must be told.
#[derive(Clone, Copy)]
pub struct HoldOptions<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Who is held.
    pub targets: &'a [Target],
    /// The post that holds or lifts.
    pub by: &'a PostId,
    /// The ground: a code of `grounds.csv`.
    pub ground: &'a Code,
    /// The hold ends.
    pub lift: bool,
    /// Who asked for it, under which reference.
    pub words: Option<&'a str>,
    /// Now.
    pub logged: Logged,
}

/// What was held or lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Index of the entry.
    pub index: u64,
    /// How many people.
    pub people: usize,
}

/// Puts a hold on people, or lifts one.
///
/// # Errors
/// [`Error`] when nobody is found, the ground is none, or the store says no.
pub fn hold(archive: &Archive, options: &HoldOptions<'_>) -> Result<Held, Error> {
    if !options.by.as_str().contains('/') || options.by.local().is_empty() {
        return Err(Error::Post);
    }
    ground(options.policy, options.ground, true)?;
    if options.lift {
        // To hold keeps; to lift is the first step of an erasure.
        let chosen = choose(archive, options.targets, &|_| {})?;
        let asking = Asking {
            policy: options.policy,
            posts: &[options.by],
            assurance: Assurance::CommandLine,
            logged: options.logged,
            progress: &|_| {},
        };
        refuse_the_concerned(archive, asking, &chosen)?;
    }
    let mut subjects: Vec<u64> = subjects_of(archive, options.targets)?.into_iter().collect();
    subjects.sort_unstable();
    let people = subjects.len();
    let body = Body::Held(Box::new(Hold {
        ground: options.ground.clone(),
        lifted: options.lift,
        subjects,
        words: options.words.map(str::to_owned),
    }));
    let event = ruling(archive, options.by, Assurance::CommandLine, options.logged, body)?;
    Ok(Held { index: archive.append_alone(&event)?, people })
}

/// Refuses while a hold stands on any of them. Holds on different grounds stand apart: each must be lifted.
pub(crate) fn refuse_if_held(archive: &Archive, subjects: &[(u64, [u8; 16])]) -> Result<(), Error> {
    let mut standing: BTreeMap<(u64, Code), u64> = BTreeMap::new();
    for at in archive.store().read(store::Reader::rulings)? {
        let Body::Held(hold) = archive.event_of(&archive.row(at)?)?.body else { continue };
        for id in &hold.subjects {
            let key = (*id, hold.ground.clone());
            if hold.lifted {
                standing.remove(&key);
            } else {
                standing.insert(key, at);
            }
        }
    }
    let held: Vec<_> =
        standing.iter().filter(|((id, _), _)| subjects.iter().any(|(other, _)| other == id)).collect();
    match held.first() {
        None => Ok(()),
        Some(((_, ground), at)) => {
            let mut people: Vec<u64> = held.iter().map(|((id, _), _)| *id).collect();
            people.dedup();
            Err(Error::Held { people: people.len(), hold: **at, ground: ground.clone() })
        }
    }
}
