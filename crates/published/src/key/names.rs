//! Giving each entity its pseudonym, and keeping it from run to run.
//!
//! Rules, in this order:
//! 1. An entity has a *claim* on the pseudonyms that the key file gives to its handles.
//! 2. Where several entities claim one pseudonym (a split), the one with most mentions under it keeps it; among equals
//!    the one with its oldest handle.
//! 3. An entity that keeps several (a merge) takes the oldest; the others are retired and never given again.
//! 4. An entity that keeps none gets a new one.
//!
//! A content that several entities of this run share (`unknown male`) cannot tell them apart; its handle is then made
//! of the content, the claimed time and the line of the row.

use flow::Joined;
use record::canonical::Canonical;
use record::field::{Declared, FieldClass, Subject};
use record::outputs::{EntityIx, MentionIx};
use record::{Event, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};

use super::draw::Drawer;
use super::{Entry, Key};
use crate::keyed::Keyed;

/// The pseudonym of every entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    of: Vec<SmolStr>,
}

impl Names {
    /// Gives every entity of `joined` a pseudonym and enters what is new into `key`.
    ///
    /// The same key and input give the same names and leave the key as it is. `random` fills the bytes it is given; it
    /// is asked only when something is new.
    pub fn assign(
        events: &[Event],
        joined: &Joined,
        key: &mut Key,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Self {
        let keyed = Keyed::new(&key.secret);
        let mut handles = handles(events, joined, &keyed);
        let erased = erased_in_words(events, joined);
        // An erased subject has no pseudonym: nothing of it is looked up in the key or entered into it.
        handles
            .iter_mut()
            .zip(&erased)
            .filter(|(_, erased)| erased.is_some())
            .for_each(|(list, _)| list.clear());
        let known = Known::new(key);
        let kept = keep(&handles, &known);
        let mut drawer = Drawer::new(random, known.codes(key));
        let kept = kept.into_iter().zip(erased).map(|(kept, erased)| erased.or(kept));
        let of: Vec<SmolStr> = (joined.entities.iter().zip(kept))
            .map(|(entity, kept)| {
                kept.unwrap_or_else(|| format_smolstr!("{} {}", kind(entity.kind), drawer.code()))
            })
            .collect();
        enter(key, &handles, &known, &of);
        Self { of }
    }

    /// The pseudonym of an entity, with its kind: `child K7F2`.
    pub fn of(&self, entity: EntityIx) -> &str {
        self.of.get(entity as usize).map_or("unknown", SmolStr::as_str)
    }

    /// How many entities have one.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }
}

/// What stands for each entity that was erased; `None` for the others. Several erased subjects are numbered in order.
fn erased_in_words(events: &[Event], joined: &Joined) -> Vec<Option<SmolStr>> {
    let is_person = |kind| matches!(kind, MentionKind::Child | MentionKind::Person);
    let is_erased = |mention: &MentionIx| joined.mentions.get(events, *mention).erased_as().is_some();
    let erased: Vec<Option<MentionKind>> = (joined.entities.iter())
        .map(|entity| Some(entity.kind).filter(|_| entity.mentions.iter().all(is_erased)))
        .collect();
    let several = erased.iter().flatten().filter(|kind| is_person(**kind)).count() > 1;
    let mut number = 0;
    let words = |of: Option<MentionKind>| match of? {
        person if is_person(person) => {
            number += 1;
            let numbered = || format_smolstr!("an erased subject ({number})");
            Some(if several { numbered() } else { SmolStr::new_static("an erased subject") })
        }
        thing => Some(format_smolstr!("an erased {}", kind(thing))),
    };
    erased.into_iter().map(words).collect()
}

/// The kind as it stands before a code.
fn kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::OnlineName => "online name",
        other => other.word(),
    }
}

/// A handle of an entity, and how many of its mentions carry it.
type Handle = (u128, u32);

/// The handles of each entity, in the order of its mentions, each once.
fn handles(events: &[Event], joined: &Joined, keyed: &Keyed) -> Vec<Vec<Handle>> {
    let contents = contents(events, joined, keyed);
    let mut first_of: FxHashMap<u128, EntityIx> = FxHashMap::default();
    let mut shared: FxHashSet<u128> = FxHashSet::default();
    for (ix, entity) in joined.entities.iter().enumerate() {
        for mention in &entity.mentions {
            let (handle, empty) = contents[*mention as usize];
            let first = *first_of.entry(handle).or_insert(ix as EntityIx);
            if empty || first != ix as EntityIx {
                shared.insert(handle);
            }
        }
    }
    let located = |handle: u128, mention: MentionIx, copy: u32| {
        let (event, place) = joined.mentions.place(mention);
        let event = &events[event as usize];
        let mut bytes = b"located".to_vec();
        (handle, event.claimed).put(&mut bytes);
        ((event.source.line, event.source.part), (place, copy)).put(&mut bytes);
        keyed.short(&bytes)
    };
    let mut located_before: FxHashMap<u128, u32> = FxHashMap::default();
    let mut seen: FxHashMap<u128, usize> = FxHashMap::default();
    let mut of_entity = |mentions: &[MentionIx]| {
        seen.clear();
        let mut list: Vec<Handle> = Vec::new();
        for mention in mentions {
            let (content, _) = contents[*mention as usize];
            if let Some(place) = seen.get(&content) {
                list[*place].1 += 1;
                continue;
            }
            seen.insert(content, list.len());
            let mut handle = content;
            if shared.contains(&content) {
                // The same words on the same line of two files: the second is told apart by being second.
                let copy = located_before.entry(located(content, *mention, 0)).or_insert(0);
                handle = located(content, *mention, *copy);
                *copy += 1;
            }
            list.push((handle, 1));
        }
        list
    };
    joined.entities.iter().map(|entity| of_entity(&entity.mentions)).collect()
}

/// The keyed hash of every mention's kind, agency and personal fields, and whether all of those are empty.
fn contents(events: &[Event], joined: &Joined, keyed: &Keyed) -> Vec<(u128, bool)> {
    let mut all = Vec::with_capacity(joined.mentions.len());
    let mut bytes = Vec::new();
    let mut fields = Vec::new();
    for event in events {
        for mention in event.mentions() {
            bytes.clear();
            fields.clear();
            mention.kind.put(&mut bytes);
            event.by.agency.put(&mut bytes);
            let head = bytes.len();
            mention.fields(Subject::Event, &mut fields);
            for field in fields.iter().filter(|field| field.class == FieldClass::Personal) {
                bytes.extend_from_slice(&field.value);
            }
            // An absent optional field is one zero byte, an empty list four.
            let empty = bytes[head..].iter().all(|byte| *byte == 0);
            all.push((keyed.short(&bytes), empty));
        }
    }
    all
}

/// What the key file says, by handle.
struct Known {
    by_handle: FxHashMap<u128, usize>,
    /// Entry's pseudonym -> its age: that of its oldest entry.
    age_of: FxHashMap<SmolStr, u64>,
    pseudonyms: Vec<SmolStr>,
    ages: Vec<u64>,
}

impl Known {
    fn new(key: &Key) -> Self {
        let mut known = Self {
            by_handle: FxHashMap::default(),
            age_of: FxHashMap::default(),
            pseudonyms: Vec::with_capacity(key.entries.len()),
            ages: Vec::with_capacity(key.entries.len()),
        };
        for (place, entry) in key.entries.iter().enumerate() {
            if let Some(handle) = entry.handle {
                known.by_handle.entry(handle).or_insert(place);
            }
            let age = known.age_of.entry(entry.pseudonym.clone()).or_insert(entry.age);
            *age = (*age).min(entry.age);
            known.pseudonyms.push(entry.pseudonym.clone());
            known.ages.push(entry.age);
        }
        known
    }

    fn codes(&self, key: &Key) -> FxHashSet<SmolStr> {
        let code = |entry: &Entry| entry.pseudonym.rsplit(' ').next().map(SmolStr::new);
        key.entries.iter().filter_map(code).collect()
    }
}

/// One entity's part of a pseudonym.
struct Claim {
    entity: usize,
    mentions: u32,
    oldest: u64,
}

/// The pseudonym each entity keeps, by rules 1 to 3.
fn keep(handles: &[Vec<Handle>], known: &Known) -> Vec<Option<SmolStr>> {
    let mut best: FxHashMap<&SmolStr, Claim> = FxHashMap::default();
    let mut parts: FxHashMap<&SmolStr, (u32, u64)> = FxHashMap::default();
    for (entity, list) in handles.iter().enumerate() {
        parts.clear();
        for (handle, mentions) in list {
            let Some(place) = known.by_handle.get(handle) else {
                continue;
            };
            let part = parts.entry(&known.pseudonyms[*place]).or_insert((0, u64::MAX));
            *part = (part.0 + mentions, part.1.min(known.ages[*place]));
        }
        for (pseudonym, (mentions, oldest)) in parts.drain() {
            let claim = Claim { entity, mentions, oldest };
            let rank = |claim: &Claim| (core::cmp::Reverse(claim.mentions), claim.oldest, claim.entity);
            let held = best.entry(pseudonym).or_insert(Claim { entity, mentions: 0, oldest: u64::MAX });
            if rank(&claim) < rank(held) {
                *held = claim;
            }
        }
    }
    let mut kept: Vec<Option<(u64, &SmolStr)>> = vec![None; handles.len()];
    for (pseudonym, claim) in best {
        let age = known.age_of.get(pseudonym).copied().unwrap_or(u64::MAX);
        let held = &mut kept[claim.entity];
        if held.is_none_or(|held| (age, pseudonym) < held) {
            *held = Some((age, pseudonym));
        }
    }
    kept.into_iter().map(|kept| kept.map(|(_, pseudonym)| pseudonym.clone())).collect()
}

/// Brings the key up to date: changed handles point to their entity's pseudonym, lost pseudonyms are retired, new
/// handles are entered.
fn enter(key: &mut Key, handles: &[Vec<Handle>], known: &Known, of: &[SmolStr]) {
    let mut next = key.entries.iter().map(|entry| entry.age + 1).max().unwrap_or(0);
    let mut changed = false;
    for (list, pseudonym) in handles.iter().zip(of) {
        for (handle, _) in list {
            if let Some(place) = known.by_handle.get(handle) {
                let entry = &mut key.entries[*place];
                changed |= entry.pseudonym != *pseudonym;
                entry.pseudonym.clone_from(pseudonym);
            } else {
                key.entries.push(Entry { handle: Some(*handle), pseudonym: pseudonym.clone(), age: next });
                next += 1;
            }
        }
    }
    if !changed {
        return;
    }
    let used: FxHashSet<SmolStr> = key.entries.iter().map(|entry| entry.pseudonym.clone()).collect();
    let mut lost: Vec<(u64, SmolStr)> = known
        .age_of
        .iter()
        .filter(|(name, _)| !used.contains(*name))
        .map(|(name, age)| (*age, name.clone()))
        .collect();
    lost.sort();
    for (_, pseudonym) in lost {
        key.entries.push(Entry { handle: None, pseudonym, age: next });
        next += 1;
    }
}
