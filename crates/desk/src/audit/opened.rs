//! With the passphrase: everything sealed is opened and held against what the record commits to.

use ledger::commitment::GroupSeed;
use rustc_hash::FxHashMap;
use store::raw::{Chunk, Raw, RawEvent, RawFile, RawSubject};
use store::{Group, Row};
use told::fields::{MENTIONS, REFERENCE, SUBMISSION, WORDS};
use told::key_file::KeyChain;
use told::keys::{Secret, unwrap};
use told::seal::SubjectKey;
use told::stored::{Stored, open_group};
use told::subjects::{OFFICES, THINGS, needed};

use super::Findings;
use super::entry::Checked;
use crate::archive::{AskPassphrase, FILE_PATH, file_tag, subject_key};
use crate::unseal::{SubjectKeys, groups, open};
use crate::{Error, Place, keys};

/// The keys of every subject that has one, and what each is known by.
pub(super) struct Opened {
    chain: KeyChain,
    keys: SubjectKeys,
    things: Option<Secret>,
    tags: FxHashMap<u64, Option<[u8; 16]>>,
}

impl Opened {
    pub(super) fn load(
        place: &Place,
        ask: &AskPassphrase<'_>,
        raw: &Raw,
        origin: &str,
        findings: &mut Findings,
    ) -> Result<Self, Error> {
        let (chain, _) = keys::load(place, ask)?;
        if chain.origin != origin {
            let words = format!("the key file is of the log `{}`", chain.origin);
            findings.store("keys", words);
        }
        let mut opened =
            Self { chain, keys: SubjectKeys::default(), things: None, tags: FxHashMap::default() };
        // That the table can be read was looked at before.
        let _ = raw.subjects(&mut |row| opened.subject(&row, findings));
        Ok(opened)
    }

    fn subject(&mut self, row: &RawSubject, findings: &mut Findings) {
        let Ok(id) = u64::try_from(row.id) else { return };
        if let Some(Some(token)) = row.erased_as {
            self.keys.erased(id, token);
        }
        let (Some(Some(wrapped)), Some(epoch)) = (&row.wrapped, row.epoch) else { return };
        self.tags.insert(id, row.tag.flatten());
        let epoch = u32::try_from(epoch).unwrap_or(u32::MAX);
        let subject =
            store::Subject { id, tag: None, wrapped: Some((epoch, wrapped.clone())), erased_as: None };
        match subject_key(&self.chain, &subject) {
            Ok(Some(SubjectKey { key, .. })) => {
                if id == THINGS {
                    self.things = Some(key.clone());
                }
                self.keys.insert(id, key);
            }
            _ => findings.store("subject", format!("subject {id}: its key does not open")),
        }
    }

    /// Opens an entry's groups and computes the entry from all its fields.
    pub(super) fn check(&self, chunk: &Chunk, event: &RawEvent, stored: &Stored<'_>, checked: &mut Checked) {
        let row = row_of(chunk, event, stored);
        let mut seeds: Vec<(u16, GroupSeed)> = Vec::new();
        for group in groups(&row) {
            let Some(circle) = self.keys.circle(&group) else { continue };
            match open_group(row.id, &group, &circle) {
                Ok(opened) => {
                    if group.group == SUBMISSION {
                        checked.submitted = Some(submitted(&opened.fields));
                    }
                    seeds.push((group.group, opened.seed));
                }
                Err(cause) => checked.problem("sealed", &cause.to_string()),
            }
        }
        if !checked.problems.is_empty() {
            return;
        }
        let event = match open(&row, &self.keys) {
            Ok(event) => event,
            Err(_) => return checked.problem("sealed", "does not read when it is opened"),
        };
        let seed =
            |group: u16| seeds.iter().find(|(number, _)| *number == group).map(|(_, seed)| seed.clone());
        match stored.whole_entry(&event, &seed) {
            // With an erased group the whole cannot be computed any more; the rest was opened all the same.
            Ok(None) if row.groups.iter().any(|group| group.sealed.is_none()) => {}
            Ok(Some(entry)) if entry == row.entry.as_slice() => {}
            _ => checked.problem("sealed", "what is sealed is not what it commits to"),
        }
        self.tags(&row, &event, checked);
    }

    /// The keyed hashes are those of what the event says.
    fn tags(&self, row: &Row, event: &record::Event, checked: &mut Checked) {
        let needed = needed(event, &self.chain.store);
        let there = |group: u16| {
            row.groups.iter().find(|other| other.group == group).filter(|group| group.sealed.is_some())
        };
        let same = |stored: &Option<Vec<u8>>, wanted: &Option<[u8; 16]>| {
            stored.as_deref() == wanted.as_ref().map(<[u8; 16]>::as_slice)
        };
        let kept = there(REFERENCE).is_some() || needed.concern.is_none() && needed.passes.is_none();
        if kept && !(same(&row.concern, &needed.concern) && same(&row.passes, &needed.passes)) {
            checked.problem("concern", "the keyed hash of its concern is not that of the concern it names");
        }
        let mut known_by = |subjects: &[u64], tags: &[Option<[u8; 16]>]| {
            // A group that is nobody's own is under the store's own subject: then there is nothing to compare.
            for (id, tag) in subjects.iter().zip(tags).filter(|_| subjects.len() == tags.len()) {
                if *id > OFFICES && self.tags.get(id).is_some_and(|stored| stored != tag) {
                    let words =
                        format!("its subject {id} is known by another keyed hash than that of whom it names");
                    checked.problems.push(("subject", words));
                }
            }
        };
        let people = needed.people.iter().map(|(_, tag)| *tag);
        let all: Vec<_> = needed.concern.iter().map(|tag| Some(*tag)).chain(people).collect();
        for (number, tags) in [(REFERENCE, &all[..usize::from(needed.concern.is_some())]), (WORDS, &all[..])]
        {
            if let Some(group) = there(number) {
                known_by(&group.subjects, tags);
            }
        }
        for (place, tag) in &needed.people {
            if let Some(group) = there(MENTIONS.saturating_add(*place)) {
                known_by(&group.subjects, &[*tag]);
            }
        }
    }

    /// The path of a file opens, and with the digest that the log has gives the keyed hash.
    pub(super) fn file(&self, row: &RawFile, digest: Option<&str>, findings: &mut Findings) {
        let Some(things) = &self.things else { return };
        let Ok(path) = unwrap(things, &row.path, FILE_PATH) else {
            return findings.store("file", format!("the sealed path of file {} does not open", row.id));
        };
        let digest = match digest {
            Some(hex) => from_hex(hex),
            None if row.format == "told" => Some([0; 32]),
            None => return,
        };
        let path = String::from_utf8_lossy(&path);
        let right = digest.is_some_and(|digest| row.tag == Some(file_tag(&self.chain, &path, &digest)));
        if !right {
            findings.store(
                "file",
                format!("the keyed hash of file {} is not that of its path and content", row.id),
            );
        }
    }
}

/// The keyed hashes that the row in `submission` must have, as sealed with the telling, in short.
fn submitted(fields: &[(Vec<u8>, Vec<u8>)]) -> u64 {
    let hashes: Vec<u8> = fields.iter().skip(1).flat_map(|(_, value)| value.iter().copied()).collect();
    super::tables::in_short(&hashes)
}

fn row_of(chunk: &Chunk, event: &RawEvent, stored: &Stored<'_>) -> Row {
    let bytes = |span: Option<store::raw::Span>| span.map(|span| chunk.bytes(span).to_vec());
    let group = |group: &store::raw::RawGroup| Group {
        group: group.group,
        subjects: bytes(group.subjects)
            .unwrap_or_default()
            .as_chunks::<8>()
            .0
            .iter()
            .map(|id| u64::from_be_bytes(*id))
            .collect(),
        wrapped: bytes(group.wrapped.flatten()),
        sealed: bytes(group.sealed.flatten()),
    };
    Row {
        position: u64::try_from(event.position).unwrap_or_default(),
        id: stored.id,
        kind: stored.kind,
        logged: stored.logged,
        entry: bytes(event.entry).unwrap_or_default(),
        concern: stored.concern.map(<[u8]>::to_vec),
        passes: stored.passes.map(<[u8]>::to_vec),
        seeds: stored.seeds.to_vec(),
        open: stored.open.to_vec(),
        hidden: stored.hidden.to_vec(),
        groups: chunk.groups_of(event).iter().map(group).collect(),
    }
}

fn from_hex(hex: &str) -> Option<[u8; 32]> {
    let digits = hex.as_bytes();
    let mut bytes = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
        *byte = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
