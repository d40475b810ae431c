//! Record linkage, entities and what children's records share; nothing of officials, duties or scores of people.
//!
//! The stage in order: mentions are normalised and interned ([`rows`]); mentions of one agency under one number are one
//! record ([`collapse`]); records that say the same share a profile ([`profile`]); blocking rules choose the pairs
//! ([`blocking`]), comparisons give levels ([`comparison`]), levels weights ([`match_weight`]), weights a verdict
//! ([`verdict`]); certain ties make clusters in which nobody meets whom they cannot be ([`cluster`]). Then come
//! entities, questions and accounts. The method, its sources and its deviations stand in `docs/method/joined.md`.

mod accounts;
mod bearers;
mod blocking;
mod cannot_link;
mod clerical;
mod cluster;
mod collapse;
mod comparison;
mod comparison_level;
mod disagreements;
mod entities;
mod erased;
mod generic;
mod given_names;
mod hash;
mod households;
mod identifiers;
mod incidence;
mod intern;
mod linking;
mod match_weight;
mod name_frequency;
mod named_as;
mod named_beside;
mod normalise;
mod numbers;
mod profile;
mod questions;
mod reason;
mod rows;
mod same_name;
mod score;
mod ties;
mod undecided;
mod union;
mod values;
mod verdict;

use record::Event;
use record::outputs::{AccountGroup, Entity, KeptApart, Link, MentionTable, Question};
use record::policy::Policy;

pub use blocking::RuleCount;
pub use named_as::{Alike, Known, named_as};

/// What joining found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The numbers of the mentions.
    pub mentions: MentionTable,
    /// Entities in the order of their first mentions; every mention belongs to exactly one.
    pub entities: Vec<Entity>,
    /// The entity of each mention.
    pub entity_of: Vec<u32>,
    /// The household of each entity: the smallest entity of it. An entity that is no child is alone.
    pub households: Vec<u32>,
    /// Every link, in the order of (a, b): certain and clerical ones hold entities together, possible ones do not.
    pub links: Vec<Link>,
    /// Pairs that look alike and were kept apart, with the reason.
    pub kept_apart: Vec<KeptApart>,
    /// Shared things, most pressing first.
    pub questions: Vec<Question>,
    /// Entries that tell of one event.
    pub accounts: Vec<AccountGroup>,
    /// What each blocking rule compared, refined and left out.
    pub blocking: Vec<RuleCount>,
}

/// Called with the name of each step when it is done, for progress and timing: a stage has no clock.
pub type Progress<'p> = &'p mut dyn FnMut(&'static str);

/// Joins the mentions of canonically ordered events.
///
/// A pure function: the same events give the same result in any order of presentation, on one thread or many.
pub fn join(events: &[Event], policy: &Policy) -> Joined {
    join_with(events, policy, &mut |_| {})
}

/// [`join`], telling how far it is.
pub fn join_with(events: &[Event], policy: &Policy, progress: Progress<'_>) -> Joined {
    let mentions = MentionTable::new(events);
    let rows = rows::read(events, &mentions);
    let decisions = clerical::decisions(events, &mentions);
    progress("read");
    let mut linked = linking::link(events, &mentions, policy, &rows, &decisions, &mut *progress);
    progress("linked");
    let (entities, entity_of) = entities::entities(events, &mentions, &mut linked);
    progress("entities");
    let households = households::households(
        events,
        &mentions,
        &rows,
        entities.len(),
        &entity_of,
        policy.linkage.generic_children,
    );
    drop(rows);
    progress("households");
    let incidences = incidence::Incidences::new(events, &mentions, policy, &entities, &entity_of);
    let numbers = numbers::Numbers::new(events);
    let shared = questions::Shared {
        events,
        policy,
        entities: &entities,
        entity_of: &entity_of,
        households: &households,
        incidences: &incidences,
        numbers: &numbers,
    };
    let questions = questions::questions(shared, &linked.links);
    progress("questions");
    let told = accounts::Told {
        events,
        table: &mentions,
        policy,
        entities: &entities,
        entity_of: &entity_of,
        numbers: &numbers,
    };
    let accounts = accounts::accounts(told, &decisions);
    progress("accounts");
    Joined {
        mentions,
        entities,
        entity_of,
        households,
        links: linked.links,
        kept_apart: linked.kept_apart,
        questions,
        accounts,
        blocking: linked.blocking,
    }
}
