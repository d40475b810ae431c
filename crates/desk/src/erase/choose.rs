//! What an erasure of some people takes with it.
//!
//! | goes | when |
//! |---|---|
//! | everything that speaks of the person: name, numbers, birth date | always |
//! | narrative of every entry that mentions them: it may name them | always |
//! | things that are their own: home, phone | always, with the children of the entry |
//! | a concern's number, and its narrative in entries that mention nobody | once every child the concern mentions is erased |
//! | natural keys of changed and vanished rows that hold their numbers | always |
//! | keyed hashes of rows and submissions | always |
//!
//! What is open or coded stays: which post was told, when, by what kind of teller, which signs. Duties and counts rest on
//! that and on what stands for the person and the concern afterwards.

use record::event::{Body, Event};
use record::mention::MentionKind;
use record::{AgencyId, Code};
use rustc_hash::{FxHashMap, FxHashSet};
use store::Row;
use told::fields::{MENTIONS, REFERENCE, REST};
use told::subjects::number_tag;

use crate::unseal::{SubjectKeys, open};
use crate::{Archive, Error, Progress, Reporter, chance};

/// Whom to erase or hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Whoever an agency knows under a number.
    Number(AgencyId, String),
    /// Whoever is mentioned at this place of an entry.
    Mention(u64, u16),
    /// Every child and person of an entry: a telling, for instance.
    Entry(u64),
}

/// What is chosen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    /// Subjects, people first, with what stands for each.
    pub(crate) subjects: Vec<(u64, [u8; 16])>,
    pub(crate) people: usize,
    pub(crate) places: Vec<(u64, u16)>,
    pub(crate) concerns: Vec<(u64, ([u8; 16], AgencyId))>,
    pub(crate) passes: Vec<(u64, ([u8; 16], AgencyId))>,
    /// Different concern numbers replaced.
    pub(crate) numbers: usize,
    pub(crate) perhaps_also: Vec<(String, String)>,
}

impl Chosen {
    pub(crate) fn entries(&self) -> usize {
        let at: FxHashSet<u64> = self.places.iter().map(|(at, _)| *at).collect();
        at.len()
    }
}

/// What is known of one entry that matters here.
struct Seen {
    at: u64,
    groups: Vec<(u16, Vec<u64>)>,
    children: Vec<u64>,
    concern: Option<(Vec<u8>, AgencyId)>,
    passes: Option<(Vec<u8>, AgencyId)>,
    row_key: Option<Vec<String>>,
}

/// Chooses what goes.
pub(crate) fn choose(
    archive: &Archive,
    targets: &[Target],
    progress: &Reporter<'_>,
) -> Result<Chosen, Error> {
    let people = subjects_of(archive, targets)?;
    let one_person = chance::with(|draw| {
        let mut token = [0; 16];
        draw(&mut token);
        token
    })?;
    let keys = SubjectKeys::load(archive)?;
    let mut numbers: FxHashSet<String> = FxHashSet::default();
    let mut theirs = Persons::default();
    let mut all = Vec::new();
    each_event(archive, &keys, progress, &mut |row, event| {
        note_person(row, event, &people, &mut numbers, &mut theirs);
        all.push(seen(row, event));
    })?;
    let mut chosen = Chosen { people: people.len(), ..Chosen::default() };
    chosen.subjects = people.iter().map(|id| (*id, one_person)).collect();
    let concerns = whole_concerns(&all, &people, &keys);
    let mut tokens: FxHashMap<Vec<u8>, [u8; 16]> = FxHashMap::default();
    for (tag, subject) in &concerns {
        let token = chance::with(|draw| {
            let mut token = [0; 16];
            draw(&mut token);
            token
        })?;
        tokens.insert(tag.clone(), token);
        chosen.subjects.extend(subject.iter().map(|id| (*id, token)));
    }
    chosen.numbers = concerns.len();
    let gone: FxHashSet<u64> = chosen.subjects.iter().map(|(id, _)| *id).collect();
    for entry in &all {
        for (group, subjects) in &entry.groups {
            if subjects.iter().any(|id| gone.contains(id)) {
                chosen.places.push((entry.at, *group));
            }
        }
        if entry.row_key.as_ref().is_some_and(|parts| parts.iter().any(|part| numbers.contains(part))) {
            chosen.places.push((entry.at, REST));
        }
        let replaced = |number: &Option<(Vec<u8>, AgencyId)>| {
            let (tag, agency) = number.as_ref()?;
            Some((entry.at, (*tokens.get(tag)?, agency.clone())))
        };
        chosen.concerns.extend(replaced(&entry.concern));
        chosen.passes.extend(replaced(&entry.passes));
    }
    chosen.places.sort_unstable();
    chosen.places.dedup();
    chosen.perhaps_also = theirs.perhaps_also(archive, &keys, &people, progress)?;
    Ok(chosen)
}

/// The subjects that are meant.
pub(crate) fn subjects_of(archive: &Archive, targets: &[Target]) -> Result<FxHashSet<u64>, Error> {
    let mut found = FxHashSet::default();
    for target in targets {
        let before = found.len();
        match target {
            Target::Number(agency, number) => {
                let tag = number_tag(archive.secret(), agency, number);
                let subjects = archive.store().read(|reader| reader.subjects_by_tag(&tag))?;
                found.extend(
                    subjects.iter().filter(|subject| subject.wrapped.is_some()).map(|subject| subject.id),
                );
            }
            Target::Mention(at, place) => {
                found.extend(people_of(archive, *at, Some(*place))?);
            }
            Target::Entry(at) => found.extend(people_of(archive, *at, None)?),
        }
        if found.len() == before {
            return Err(Error::Nobody(match target {
                // The number is whoever asks for the erasure wrote; it is not repeated.
                Target::Number(agency, _) => {
                    format!("the number given by `{agency}`, or they are erased already")
                }
                Target::Mention(at, place) => {
                    format!("mention {place} of entry {at}, or they are erased already")
                }
                Target::Entry(at) => format!("anybody of entry {at}, or they are erased already"),
            }));
        }
    }
    Ok(found)
}

fn people_of(archive: &Archive, at: u64, place: Option<u16>) -> Result<Vec<u64>, Error> {
    let row = archive.row(at)?;
    let event = archive.event_of(&row)?;
    let mut found = Vec::new();
    for (n, mention) in event.mentions().iter().enumerate() {
        if told::subjects::is_person(mention) && place.is_none_or(|place| usize::from(place) == n) {
            let group = MENTIONS + n as u16;
            let subjects = row.groups.iter().filter(|other| other.group == group && other.wrapped.is_some());
            found.extend(subjects.flat_map(|group| group.subjects.iter().copied()));
        }
    }
    // A mention that says nothing is sealed under nobody's key; the store's own subjects are never a person's.
    found.retain(|id| *id >= store::FIRST_SUBJECT);
    Ok(found)
}

fn each_event(
    archive: &Archive,
    keys: &SubjectKeys,
    progress: &Reporter<'_>,
    take: &mut dyn FnMut(&Row, &Event),
) -> Result<(), Error> {
    let of = archive.store().read(store::Reader::size)?;
    let mut from = 0;
    while from < of {
        let to = (from + 4096).min(of);
        let mut rows = Vec::new();
        archive.store().read(|reader| {
            reader.records(from, to, &mut |row| {
                rows.push(row);
                Ok(())
            })
        })?;
        for row in &rows {
            take(row, &open(row, keys)?);
        }
        progress(Progress { what: "looking through the log", done: to, of });
        from = to;
    }
    Ok(())
}

fn seen(row: &Row, event: &Event) -> Seen {
    let (concern, passes) = event.body.references();
    let number = |column: &Option<Vec<u8>>, number: Option<&record::ConcernRef>| {
        column.clone().zip(number.map(|number| number.agency.clone()))
    };
    let children =
        event.mentions().iter().enumerate().filter(|(_, mention)| mention.kind == MentionKind::Child);
    let children = children
        .flat_map(|(n, _)| {
            let group = MENTIONS + n as u16;
            row.groups
                .iter()
                .filter(move |other| other.group == group)
                .flat_map(|other| other.subjects.iter().copied())
        })
        .collect();
    let row_key = match &event.body {
        Body::Changed(change) | Body::Vanished(change) => {
            Some(change.row.split('\u{1f}').map(str::to_owned).collect())
        }
        _ => None,
    };
    Seen {
        at: row.position,
        groups: row
            .groups
            .iter()
            .filter(|group| group.wrapped.is_some())
            .map(|group| (group.group, group.subjects.clone()))
            .collect(),
        children,
        concern: number(&row.concern, concern),
        passes: number(&row.passes, passes),
        row_key,
    }
}

/// The concerns whose every child is erased, now or before: keyed hash, and the subjects of their numbers.
fn whole_concerns(
    all: &[Seen],
    people: &FxHashSet<u64>,
    keys: &SubjectKeys,
) -> FxHashMap<Vec<u8>, FxHashSet<u64>> {
    let mut children: FxHashMap<&[u8], FxHashSet<u64>> = FxHashMap::default();
    let mut subjects: FxHashMap<&[u8], FxHashSet<u64>> = FxHashMap::default();
    for entry in all {
        for (tag, _) in entry.concern.iter().chain(&entry.passes) {
            children.entry(tag).or_default().extend(&entry.children);
        }
        let Some((tag, _)) = &entry.concern else { continue };
        let reference = entry.groups.iter().filter(|(group, _)| *group == REFERENCE);
        subjects.entry(tag).or_default().extend(reference.flat_map(|(_, ids)| ids));
    }
    let gone = |id: &u64| people.contains(id) || keys.is_erased(*id);
    children
        .into_iter()
        .filter(|(_, of)| of.iter().any(|id| people.contains(id)) && of.iter().all(gone))
        .map(|(tag, _)| {
            let mut ids = subjects.get(tag).cloned().unwrap_or_default();
            ids.retain(|id| *id >= store::FIRST_SUBJECT);
            (tag.to_vec(), ids)
        })
        .collect()
}

/// What the people to be erased are called, to find the same person under other numbers.
#[derive(Default)]
struct Persons {
    shared: FxHashSet<(Code, String)>,
    named: FxHashSet<(String, String, record::time::Claimed)>,
}

fn note_person(
    row: &Row,
    event: &Event,
    people: &FxHashSet<u64>,
    numbers: &mut FxHashSet<String>,
    theirs: &mut Persons,
) {
    for (n, mention) in event.mentions().iter().enumerate() {
        let group = MENTIONS + n as u16;
        let is_theirs = told::subjects::is_person(mention)
            && row
                .groups
                .iter()
                .any(|other| other.group == group && other.subjects.iter().any(|id| people.contains(id)));
        if !is_theirs {
            continue;
        }
        for identifier in &mention.identifiers {
            numbers.insert(identifier.value.to_string());
            if matches!(identifier.scheme.as_str(), "upn" | "former_upn" | "nhs_number") {
                theirs.shared.insert((identifier.scheme.clone(), identifier.value.to_string()));
            }
        }
        theirs.named.extend(named(mention));
    }
}

fn named(mention: &record::Mention) -> Option<(String, String, record::time::Claimed)> {
    let lower = |name: &Option<smol_str::SmolStr>| name.as_ref().map(|name| name.to_lowercase());
    Some((lower(&mention.forename)?, lower(&mention.surname)?, mention.born?))
}

impl Persons {
    /// Mentions of others that may be the same person: never erased without being named, only said.
    fn perhaps_also(
        &self,
        archive: &Archive,
        keys: &SubjectKeys,
        people: &FxHashSet<u64>,
        progress: &Reporter<'_>,
    ) -> Result<Vec<(String, String)>, Error> {
        let mut found: std::collections::BTreeMap<u64, (String, String)> = std::collections::BTreeMap::new();
        each_event(archive, keys, progress, &mut |row, event| {
            for (n, mention) in event.mentions().iter().enumerate() {
                let group = MENTIONS + n as u16;
                let ids =
                    row.groups.iter().filter(|other| other.group == group).flat_map(|other| &other.subjects);
                let Some(id) = ids.copied().find(|id| *id >= store::FIRST_SUBJECT && !people.contains(id))
                else {
                    continue;
                };
                let shares = mention
                    .identifiers
                    .iter()
                    .any(|own| self.shared.contains(&(own.scheme.clone(), own.value.to_string())));
                let why = match (shares, named(mention).is_some_and(|named| self.named.contains(&named))) {
                    (true, _) => "the same pupil or NHS number",
                    (_, true) => "the same name and birth date",
                    _ => continue,
                };
                let place = format!("{}:{n}", row.position);
                found.entry(id).or_insert((place, why.to_owned()));
            }
        })?;
        Ok(found.into_values().collect())
    }
}
