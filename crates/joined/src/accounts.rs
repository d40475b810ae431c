//! Accounts: entries of several sources that seem to tell of one event.
//!
//! Same child, near dates, same kind of activity, different sources. A group holds at most one entry of each source, so
//! that two events of one file are never made one. Nearest dates are grouped first.

use rayon::prelude::*;
use record::event::Body;
use record::outputs::{AccountGroup, Entity, EntityIx, EventIx, MentionTable};
use record::policy::Policy;
use record::{Code, Event, FileId, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::clerical::Decisions;
use crate::disagreements::{Answers, signs};
use crate::incidence::is_about;
use crate::numbers::Numbers;
use crate::union::Sets;

/// Entries compared with each entry of a child, in the order of dates.
const NEIGHBOURS: usize = 16;
/// Most entries of one group.
const LARGEST_GROUP: usize = 12;
/// Entries dated less precisely than this are not grouped by the machine. Unit: days.
const LONGEST_SPAN: i32 = 31;

/// An entry that can be grouped.
#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    event: EventIx,
    /// First and last day it can have been.
    days: (i32, i32),
    agency: u32,
    file: FileId,
    /// `None`: of any kind (a row of a chronology).
    kind: Option<&'a Code>,
}

/// What accounts are sought in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told<'a> {
    pub(crate) events: &'a [Event],
    pub(crate) table: &'a MentionTable,
    pub(crate) policy: &'a Policy,
    pub(crate) entities: &'a [Entity],
    pub(crate) entity_of: &'a [EntityIx],
    /// Agencies of the events.
    pub(crate) numbers: &'a Numbers<'a>,
}

/// The groups, in the order of their first entries.
pub(crate) fn accounts(told: Told<'_>, decisions: &Decisions) -> Vec<AccountGroup> {
    let mut pairs = told.near_pairs();
    pairs.sort_unstable();
    pairs.dedup();
    let mut groups = Groups::new(told.events, decisions);
    pairs.iter().for_each(|&(_, a, b)| groups.join(a, b));
    let answers = Answers::new(told.events);
    groups.written().into_iter().map(|(events, ground)| answers.group(told.events, events, ground)).collect()
}

impl<'a> Told<'a> {
    /// Pairs of entries that may tell of one event, as (days between, entry, later entry).
    fn near_pairs(self) -> Vec<(i32, EventIx, EventIx)> {
        let entries: Vec<Entry<'a>> = self
            .events
            .par_iter()
            .enumerate()
            .filter_map(|(ix, event)| self.entry(ix as EventIx, event))
            .collect();
        let mut of_children: Vec<(EntityIx, (i32, i32), u32)> = entries
            .par_iter()
            .enumerate()
            .flat_map_iter(|(place, entry)| {
                self.children(entry.event).map(move |child| (child, entry.days, place as u32))
            })
            .collect();
        of_children.par_sort_unstable();
        of_children.dedup();
        let children: Vec<_> = of_children.chunk_by(|a, b| a.0 == b.0).collect();
        let pairs_of = |one_child: &&[(EntityIx, (i32, i32), u32)]| {
            let mut pairs = Vec::new();
            for (place, &(_, _, first)) in one_child.iter().enumerate() {
                let first = &entries[first as usize];
                let later = one_child[place + 1..].iter().map(|other| &entries[other.2 as usize]);
                let near = later.take_while(|other| {
                    self.days_between(first, other) <= self.policy.linkage.account_days as i32
                });
                let fitting = near.take(NEIGHBOURS).filter(|other| self.may_be_one(first, other));
                pairs.extend(fitting.map(|other| {
                    let (a, b) = (first.event.min(other.event), first.event.max(other.event));
                    (self.days_between(first, other), a, b)
                }));
            }
            pairs
        };
        children.par_iter().flat_map_iter(pairs_of).collect()
    }

    fn entry(self, ix: EventIx, event: &'a Event) -> Option<Entry<'a>> {
        let activity = match &event.body {
            // Passing a concern on is a step of its own, not another account of it.
            Body::Told(body) if body.passes.is_none() => &body.activity,
            Body::Recorded(body) => &body.activity,
            _ => return None,
        };
        let (first, last) = (event.claimed.earliest()?.day().0, event.claimed.latest()?.day().0);
        let kind = self.policy.activities.get(activity).map_or(activity, |activity| &activity.account_kind);
        let kind = (activity.as_str() != "chronology.entry").then_some(kind);
        let precise = last.saturating_sub(first) <= LONGEST_SPAN;
        precise.then_some(Entry {
            event: ix,
            days: (first, last),
            agency: self.numbers.agency(ix),
            file: event.source.file,
            kind,
        })
    }

    /// The children whom an event is about.
    fn children(self, event: EventIx) -> impl Iterator<Item = EntityIx> + use<'a> {
        let mentions = self.events[event as usize].mentions().iter().zip(self.table.of(event));
        mentions
            .filter(move |(mention, _)| {
                mention.kind == MentionKind::Child && is_about(self.policy, &mention.role)
            })
            .map(move |(_, number)| self.entity_of[number as usize])
    }

    /// Days between the end of one and the beginning of the other; 0 where they overlap.
    fn days_between(self, a: &Entry<'_>, b: &Entry<'_>) -> i32 {
        b.days.0.saturating_sub(a.days.1).max(a.days.0.saturating_sub(b.days.1)).max(0)
    }

    fn may_be_one(self, a: &Entry<'_>, b: &Entry<'_>) -> bool {
        if a.file == b.file && a.agency == b.agency {
            return false;
        }
        let one_day = a.days == b.days && a.days.0 == a.days.1;
        match (a.kind, b.kind) {
            // A concern told says nothing of what happened: near dates alone do not make two of them one event.
            (Some(one), Some(other)) => {
                one == other && (one_day || !self.is_generic(one) || self.share_a_sign(a.event, b.event))
            }
            _ => one_day || (self.share_a_sign(a.event, b.event) && self.share_a_thing(a.event, b.event)),
        }
    }

    /// The kind of every concern told, whatever it is about.
    fn is_generic(self, kind: &Code) -> bool {
        let told = Code::new("concern.told");
        self.policy.activities.get(&told).map_or(&told, |activity| &activity.account_kind) == kind
    }

    fn share_a_sign(self, a: EventIx, b: EventIx) -> bool {
        let event = |ix: EventIx| &self.events[ix as usize];
        signs(event(a)).any(|sign| signs(event(b)).any(|other| other == sign))
    }

    fn share_a_thing(self, a: EventIx, b: EventIx) -> bool {
        let things = |event: EventIx| {
            let entities = self.table.of(event).map(|mention| self.entity_of[mention as usize]);
            entities.filter(|&entity| self.entities[entity as usize].kind != MentionKind::Child)
        };
        let others: FxHashSet<EntityIx> = things(b).collect();
        things(a).any(|thing| others.contains(&thing))
    }
}

/// Groups of entries while they grow.
struct Groups<'a> {
    events: &'a [Event],
    sets: Sets,
    /// The entries of each group of more than one.
    members: FxHashMap<EventIx, Vec<EventIx>>,
    decided: FxHashSet<EventIx>,
    apart: FxHashSet<(EventIx, EventIx)>,
}

impl<'a> Groups<'a> {
    fn new(events: &'a [Event], decisions: &Decisions) -> Self {
        let mut groups = Self {
            events,
            sets: Sets::new(events.len()),
            members: FxHashMap::default(),
            decided: decisions.same_event.iter().flat_map(|&(a, b)| [a, b]).collect(),
            apart: decisions.not_same_event.iter().copied().collect(),
        };
        decisions.same_event.iter().for_each(|&(a, b)| groups.unite(a, b));
        groups
    }

    fn members(&mut self, event: EventIx) -> Vec<EventIx> {
        let root = self.sets.find(event);
        self.members.get(&root).cloned().unwrap_or_else(|| vec![event])
    }

    /// Joins the groups of two entries, unless the group grew too large, held two entries of one source, or joined
    /// what a person parted.
    fn join(&mut self, a: EventIx, b: EventIx) {
        if self.sets.find(a) == self.sets.find(b) {
            return;
        }
        let (left, right) = (self.members(a), self.members(b));
        let source = |event: EventIx| {
            let event = &self.events[event as usize];
            (event.source.file, &event.by.agency)
        };
        let fits = left.len() + right.len() <= LARGEST_GROUP
            && left.iter().all(|&x| {
                right.iter().all(|&y| source(x) != source(y) && !self.apart.contains(&(x.min(y), x.max(y))))
            });
        if fits {
            self.unite(a, b);
        }
    }

    fn unite(&mut self, a: EventIx, b: EventIx) {
        let (left, right) = (self.members(a), self.members(b));
        let roots = (self.sets.find(a), self.sets.find(b));
        if self.sets.join(a, b) {
            self.members.remove(&roots.0);
            self.members.remove(&roots.1);
            self.members.insert(self.sets.find(a), [left, right].concat());
        }
    }

    /// The groups of more than one, each with its ground.
    fn written(self) -> Vec<(Vec<EventIx>, Code)> {
        let decided = self.decided;
        let mut groups: Vec<Vec<EventIx>> = self.members.into_values().collect();
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.sort_unstable();
        let ground = |group: &[EventIx]| {
            let by_person = group.iter().any(|event| decided.contains(event));
            Code::new(if by_person { crate::reason::PERSON } else { "same_child_near_date_same_kind" })
        };
        groups
            .into_iter()
            .map(|group| (ground(&group), group))
            .map(|(ground, group)| (group, ground))
            .collect()
    }
}
