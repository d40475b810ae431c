//! Sealing: an event becomes what the log commits to, what may lie open, and what is encrypted.

use ledger::commitment::{GroupSeed, Groups, Seed};
use ledger::hash::Hash;
use ledger::opening::hidden_behind;
use record::event::Event;
use record::{EventId, Logged};
use sha2::{Digest, Sha256};

use crate::fields::{
    self, CommittedField, HEADER, OPEN, REFERENCE, REST, SEALED_POSITION, SUBMISSION, WORDS,
};
use crate::keys::{Draw, Secret, TAG, cipher, circle, seal_field, wrap};
use crate::stored::hidden_bytes;
use crate::subjects::{Needed, OFFICES, THINGS, is_own, is_person};

/// One subject's key.
#[derive(Clone, Debug)]
pub struct SubjectKey {
    /// The subject.
    pub id: u64,
    /// Its key.
    pub key: Secret,
}

/// The keys one event is sealed under.
#[derive(Clone, Debug)]
pub struct KeyRing {
    /// Of the concern whose number it carries, if any.
    pub concern: Option<SubjectKey>,
    /// Of the people mentioned, with the mention's place.
    pub people: Vec<(u16, SubjectKey)>,
    /// Of things of concern ([`THINGS`]).
    pub things: Secret,
    /// Of offices ([`OFFICES`]).
    pub offices: Secret,
}

/// One encrypted group of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedGroup {
    /// Which group.
    pub group: u16,
    /// The subjects whose keys together open it.
    pub subjects: Vec<u64>,
    /// The data key, wrapped.
    pub wrapped: Vec<u8>,
    /// The fields, each encrypted apart.
    pub sealed: Vec<u8>,
}

/// An event ready for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRecord {
    /// Its id.
    pub id: EventId,
    /// Number of its kind.
    pub kind: u8,
    /// When candour took it.
    pub logged: Logged,
    /// Keyed hash of the concern.
    pub concern: Option<[u8; 16]>,
    /// Keyed hash of the concern passed on.
    pub passes: Option<[u8; 16]>,
    /// Seed of the open group, then group number and seed of each group that hides nothing.
    pub seeds: Vec<u8>,
    /// The open and coded fields.
    pub open: Vec<u8>,
    /// The encrypted groups.
    pub groups: Vec<SealedGroup>,
    /// Number of all fields and hashes of the hidden ones, which stand behind the open ones: what the store keeps of them.
    pub hidden: Vec<u8>,
    /// The commitments to all fields, in order.
    pub commitments: Vec<Hash>,
}

/// What a telling was submitted with: sealed beside it, so that its row among the submissions can be checked.
#[derive(Clone, Copy, Debug)]
pub struct Submitted<'a> {
    /// The salt of its words and seed.
    pub salt: &'a Secret,
    /// Keyed hash of the submission id.
    pub tag: [u8; 16],
    /// Keyed hash of the words to remember.
    pub words: [u8; 16],
    /// Keyed hash of what was told.
    pub digest: [u8; 16],
}

/// Seals one event. `seed` is the record's seed: of a telling the teller's, else a fresh one that is forgotten here.
/// `submitted` is what a telling's seed and words come from ([`crate::submission`]); it dies with the people of the event.
pub fn seal(
    event: &Event,
    needed: &Needed,
    keys: &KeyRing,
    seed: &Seed,
    submitted: Option<&Submitted<'_>>,
    draw: &mut Draw<'_>,
) -> SealedRecord {
    let mut fields = fields::of(event);
    let mut groups = GroupSeeds::of(seed);
    let mut seeds = groups.seed(OPEN).0.to_vec();
    let mut sealed = Vec::new();
    for group in hidden_groups(&fields) {
        let of_group: Vec<&CommittedField> = fields.iter().filter(|field| field.group == group).collect();
        let group_seed = groups.seed(group);
        if of_group.iter().all(|field| field.is_empty()) {
            seeds.extend_from_slice(&group.to_be_bytes());
            seeds.extend_from_slice(&group_seed.0);
        } else {
            let subjects = circle_of(event, group, keys);
            sealed.push(seal_group(event.id, group, &of_group, group_seed, &subjects, draw));
        }
    }
    if let Some(submitted) = submitted {
        let field = |name, value: &[u8]| CommittedField {
            subject: HEADER,
            name,
            group: SUBMISSION,
            value: value.to_vec(),
        };
        let all = [
            field("salt", &submitted.salt.0),
            field("tag", &submitted.tag),
            field("words", &submitted.words),
            field("digest", &submitted.digest),
        ];
        let (subjects, seed) = (circle_of(event, WORDS, keys), groups.seed(SUBMISSION));
        sealed.push(seal_group(event.id, SUBMISSION, &all.each_ref(), seed, &subjects, draw));
    }
    fields[SEALED_POSITION].value = digests(&sealed);
    let commitments = groups.commitments(&fields);
    let open = fields.iter().take_while(|field| field.group == OPEN).count();
    SealedRecord {
        id: event.id,
        kind: event.body.number(),
        logged: event.logged,
        concern: needed.concern,
        passes: needed.passes,
        open: open_bytes(&fields),
        hidden: hidden_bytes(commitments.len(), &hidden_behind(&commitments, open)),
        commitments,
        groups: sealed,
        seeds,
    }
}

/// The commitments to fields, in their order.
pub fn commitments(fields: &[CommittedField], seed: &Seed) -> Vec<Hash> {
    GroupSeeds::of(seed).commitments(fields)
}

/// The seeds of a record's groups, each derived once.
struct GroupSeeds {
    groups: Groups,
    met: Vec<(u16, GroupSeed)>,
}

impl GroupSeeds {
    fn of(seed: &Seed) -> Self {
        Self { groups: seed.groups(), met: Vec::with_capacity(8) }
    }

    fn seed(&mut self, group: u16) -> &GroupSeed {
        let at = self.met.iter().position(|(met, _)| *met == group).unwrap_or_else(|| {
            self.met.push((group, self.groups.seed(group)));
            self.met.len() - 1
        });
        &self.met[at].1
    }

    fn commitments(&mut self, fields: &[CommittedField]) -> Vec<Hash> {
        let mut out = Vec::with_capacity(fields.len());
        for run in fields.chunk_by(|one, next| one.group == next.group) {
            let committer = run.first().map(|field| self.seed(field.group).committer());
            let of_run = committer
                .iter()
                .flat_map(|committer| run.iter().map(|field| committer.commit(&field.label(), &field.value)));
            out.extend(of_run);
        }
        out
    }
}

/// The groups with something to hide or to commit to, in rising order.
fn hidden_groups(fields: &[CommittedField]) -> Vec<u16> {
    let mut groups: Vec<u16> =
        fields.iter().map(|field| field.group).filter(|group| *group != OPEN).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// Whose keys together open a group.
fn circle_of<'a>(event: &Event, group: u16, keys: &'a KeyRing) -> Vec<(u64, &'a Secret)> {
    let one = |key: &'a SubjectKey| (key.id, &key.key);
    let things = (THINGS, &keys.things);
    let children = || {
        let mentions = event.mentions();
        let children = keys.people.iter().filter(move |(place, _)| {
            mentions.get(usize::from(*place)).is_some_and(|m| m.kind == record::MentionKind::Child)
        });
        children.map(|(_, key)| one(key)).collect::<Vec<_>>()
    };
    let circle = match group {
        REFERENCE => keys.concern.iter().map(one).collect(),
        WORDS => keys.concern.iter().map(one).chain(keys.people.iter().map(|(_, key)| one(key))).collect(),
        REST => vec![(OFFICES, &keys.offices)],
        mention => {
            let place = mention - fields::MENTIONS;
            match event.mentions().get(usize::from(place)) {
                Some(mention) if is_person(mention) => {
                    keys.people.iter().filter(|(at, _)| *at == place).map(|(_, key)| one(key)).collect()
                }
                Some(mention) if is_own(mention) => children(),
                _ => Vec::new(),
            }
        }
    };
    if circle.is_empty() { vec![things] } else { circle }
}

fn seal_group(
    id: EventId,
    group: u16,
    fields: &[&CommittedField],
    seed: &GroupSeed,
    subjects: &[(u64, &Secret)],
    draw: &mut Draw<'_>,
) -> SealedGroup {
    let data_key = Secret::draw(draw);
    let cipher = cipher(&data_key);
    let length: usize = fields.iter().map(|field| field.value.len() + 64).sum();
    let mut sealed = Vec::with_capacity(96 + length);
    let mut context = context(id, group, &[]);
    let bound = context.len();
    let mut put = |counter, label: &[u8], plain: &[u8]| {
        context.truncate(bound);
        context.extend_from_slice(label);
        put_head(&mut sealed, label, plain.len() + TAG);
        seal_field(&cipher, counter, plain, &context, &mut sealed);
    };
    put(0, &[], &seed.0);
    for (counter, field) in (1..).zip(fields) {
        put(counter, &field.label(), &field.value);
    }
    let all: Vec<&Secret> = subjects.iter().map(|(_, key)| *key).collect();
    context.truncate(bound);
    context.extend_from_slice(b"data key");
    let wrapped = wrap(&circle(&all), &data_key.0, &context, draw);
    SealedGroup { group, subjects: subjects.iter().map(|(id, _)| *id).collect(), wrapped, sealed }
}

/// Binds a ciphertext to its record, group and field: moved elsewhere it does not open.
pub(crate) fn context(id: EventId, group: u16, label: &[u8]) -> Vec<u8> {
    let mut context = id.0.to_be_bytes().to_vec();
    context.extend_from_slice(&group.to_be_bytes());
    context.extend_from_slice(label);
    context
}

/// What stands before an item's bytes: label length (1 byte), label, length (4 bytes).
fn put_head(out: &mut Vec<u8>, label: &[u8], length: usize) {
    out.push(label.len() as u8);
    out.extend_from_slice(label);
    out.extend_from_slice(&(length as u32).to_be_bytes());
}

/// The open and coded fields but id, kind and logged time, which stand beside them.
fn open_bytes(fields: &[CommittedField]) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    for field in fields.iter().skip(fields::LOGGED_POSITION + 1).filter(|field| field.group == OPEN) {
        put_head(&mut out, &field.label(), field.value.len());
        out.extend_from_slice(&field.value);
    }
    out
}

/// The digest of a group as it is stored: a changed ciphertext is found without any key.
pub fn group_digest(group: &SealedGroup) -> [u8; 32] {
    let subjects: Vec<u8> = group.subjects.iter().flat_map(|id| id.to_be_bytes()).collect();
    stored_digest(group.group, &subjects, &group.wrapped, &group.sealed)
}

/// As [`group_digest`], of a group as its bytes lie in a store; `subjects` has 8 bytes for each.
pub fn stored_digest(group: u16, subjects: &[u8], wrapped: &[u8], sealed: &[u8]) -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update(b"candour/sealed/v1");
    sha.update(group.to_be_bytes());
    sha.update(((subjects.len() / 8) as u32).to_be_bytes());
    sha.update(subjects);
    sha.update((wrapped.len() as u32).to_be_bytes());
    sha.update(wrapped);
    sha.update(sealed);
    sha.finalize().into()
}

/// Value of the field `sealed`: for each encrypted group its number (2 bytes) and digest.
fn digests(groups: &[SealedGroup]) -> Vec<u8> {
    let mut out = Vec::with_capacity(groups.len() * 34);
    for group in groups {
        out.extend_from_slice(&group.group.to_be_bytes());
        out.extend_from_slice(&group_digest(group));
    }
    out
}
