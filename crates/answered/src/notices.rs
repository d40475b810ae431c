//! Notices: what the facts and the wording of a record should make somebody look at again.
//!
//! Four kinds: what the law says of the child's age (A1 to A7), offence-shaped facts that nothing shows to be with the
//! police, codes that contradict what was recorded before, and words that blame a child whose recorded facts are those
//! of an offence against it. No text is altered, nothing is blocked, and none is counted by worker; all that a duty is
//! told is that an age rule is met ([`crate::Around`]). A notice holds codes and places, never words.

mod age;
mod codes;
mod facts;
mod language;
mod police;
mod quoted;
mod reach;

use record::outputs::{EntityIx, EventIx, MentionTable, Notice};
use record::policy::Policy;
use record::{Claimed, Code, Day, Event, Tri};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

pub use language::{Language, matched_terms};

use reach::Reach;

/// At most so many records are listed as those a notice rests on.
pub const RESTS_ON_CAP: usize = 8;

/// The rule of a notice about wording.
pub const LANGUAGE: &str = "language";
/// The rule of a notice about facts of an offence that nothing shows to be with the police.
pub const OFFENCE_NOT_RECORDED: &str = "offence_not_recorded";

/// Age rules under which wording is looked at: the child cannot have consented, whatever the words say.
const NO_CONSENT: [&str; 4] = ["A1", "A2", "A4", "A5"];
/// Age rules whose facts are those of an offence. Under A3 both are children: one may apply and need not.
const OFFENCE: [&str; 5] = ["A1", "A2", "A4", "A5", "A6"];

/// Which mentions are one person's: as joining found, handed over in the words that all stages share.
#[derive(Clone, Copy, Debug)]
pub struct People<'a> {
    /// The numbers of the mentions.
    pub mentions: &'a MentionTable,
    /// The entity of each mention.
    pub entity_of: &'a [EntityIx],
}

/// An age rule that the recorded facts of a child meet, or may meet.
#[derive(Clone, Debug)]
struct Hit {
    event: EventIx,
    child: EntityIx,
    rule: Code,
    certain: Tri,
    conflict: bool,
}

/// What was noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noticed {
    /// In the order of their records, then by rule.
    pub notices: Vec<Notice>,
    /// Places in the policy's list of words to avoid of patterns that could not be read: nothing was looked for in
    /// their stead. Empty where no wording was looked at.
    pub terms_unread: Vec<usize>,
}

/// The notices of canonically ordered events at the end of the day `as_of`, in the order of their records.
///
/// A pure function of events, people, policy and time; the order in which events were presented shows nowhere.
pub fn notices(events: &[Event], people: People<'_>, policy: &Policy, as_of: Day) -> Noticed {
    let reach = Reach::new(events, people, policy, as_of);
    let facts = facts::Facts::new(policy);
    let births = age::Births::new(events, people);
    let hits = age::hits(&reach, &facts, &births, policy);
    let mut all: Vec<Notice> = hits.iter().map(of_hit).collect();
    all.extend(police::not_with_them(&reach, &facts, &hits));
    all.extend(codes::notices(&reach, &hits, policy));
    let terms_unread = language::notices(&reach, &hits, policy, &mut all);
    all.sort_by(|a, b| (a.event, &a.rule, &a.about, a.child).cmp(&(b.event, &b.rule, &b.about, b.child)));
    Noticed { notices: all, terms_unread }
}

fn of_hit(hit: &Hit) -> Notice {
    Notice {
        rule: hit.rule.clone(),
        about: Code(SmolStr::default()),
        event: hit.event,
        child: Some(hit.child),
        certain: hit.certain,
        rests_on: Vec::new(),
        remarks: hit.conflict.then(|| Code::new("birth_dates_conflict")).into_iter().collect(),
    }
}

/// The hits of each child under some of the rules, certain ones only.
fn by_child<'h>(hits: &'h [Hit], rules: &[&str]) -> FxHashMap<EntityIx, Vec<&'h Hit>> {
    let mut of: FxHashMap<EntityIx, Vec<&Hit>> = FxHashMap::default();
    let held = |hit: &&Hit| hit.certain == Tri::Yes && rules.contains(&hit.rule.as_str());
    for hit in hits.iter().filter(held) {
        of.entry(hit.child).or_default().push(hit);
    }
    of
}

/// Had this been recorded when the other was? On one and the same day it had.
fn recorded_by(this: Claimed, other: Claimed) -> Tri {
    match this.single_day().zip(other.single_day()) {
        Some((this, other)) => Tri::from(this <= other),
        None => this.is_before(other),
    }
}

/// In order, each once, the first few.
fn few(mut events: Vec<EventIx>) -> Vec<EventIx> {
    events.sort_unstable();
    events.dedup();
    events.truncate(RESTS_ON_CAP);
    events
}
