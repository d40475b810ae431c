//! Reading a sealed record back: its open fields, what it hides, and with the keys the event itself.

use ledger::commitment::{GroupSeed, entry};
use ledger::hash::Hash;
use ledger::opening::{Opening, Seeds, ShownField};
use record::canonical::{Canonical, DecodeError, bytes_of};
use record::event::{Body, By, Event};
use record::field::{Field, FieldClass, FieldDecl, Subject};
use record::{AgencyId, EventId, Logged};
use smol_str::SmolStr;

use crate::fields::{self, EVENT, HEADER, OPEN};
use crate::keys::{DoesNotOpen, Secret, cipher, circle, open_field, unwrap_secret};
use crate::seal::{SealedGroup, context};

/// A record as the store gives it back.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// Its id.
    pub id: EventId,
    /// Number of its kind.
    pub kind: u8,
    /// When candour took it.
    pub logged: Logged,
    /// Keyed hash of the concern; after erasure 16 random bytes and the agency's id.
    pub concern: Option<&'a [u8]>,
    /// The same of the concern passed on.
    pub passes: Option<&'a [u8]>,
    /// Seeds of the open group and of groups that hide nothing.
    pub seeds: &'a [u8],
    /// The open fields.
    pub open: &'a [u8],
    /// Hashes of what stands behind the open fields, and how many fields there are in all.
    pub hidden: &'a [u8],
}

/// Why a stored record does not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes are damaged.
    #[error("its bytes are damaged; run `candour log audit`, and restore it from a backup")]
    Damaged,
    /// A field does not read.
    #[error(transparent)]
    Field(#[from] DecodeError),
    /// A sealed group does not open.
    #[error("group {0} does not open: changed, or sealed under another key; run `candour log audit`")]
    Sealed(u16),
}

/// One open field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// Label.
    pub label: &'a [u8],
    /// Value.
    pub value: &'a [u8],
}

/// The items of an open or sealed list.
pub fn items(mut bytes: &[u8]) -> Result<Vec<Item<'_>>, ReadError> {
    let mut items = Vec::with_capacity(24);
    while !bytes.is_empty() {
        items.push(take_item(&mut bytes).ok_or(ReadError::Damaged)?);
    }
    Ok(items)
}

fn take_item<'a>(bytes: &mut &'a [u8]) -> Option<Item<'a>> {
    let (length, rest) = bytes.split_first()?;
    let (label, rest) = rest.split_at_checked(usize::from(*length))?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (value, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    *bytes = rest;
    Some(Item { label, value })
}

/// The bytes of `hidden`: how many fields there are in all (2 bytes), then the hashes.
pub(crate) fn hidden_bytes(count: usize, hidden: &[Hash]) -> Vec<u8> {
    let mut out = Vec::with_capacity(2 + hidden.len() * 32);
    out.extend_from_slice(&(count as u16).to_be_bytes());
    for hash in hidden {
        out.extend_from_slice(&hash.0);
    }
    out
}

impl<'a> Stored<'a> {
    /// The opening that shows the open fields: under the record's seed for the teller, under the open group's for others.
    /// The digests of what is encrypted say nothing to either and would fill half a printed code: they stay hidden.
    ///
    /// # Errors
    /// [`ReadError::Damaged`].
    pub fn opening(&self, seeds: Seeds) -> Result<Opening, ReadError> {
        let own = self.seeds.first_chunk::<32>().ok_or(ReadError::Damaged)?;
        let (count, hashes) = self.hidden.split_first_chunk::<2>().ok_or(ReadError::Damaged)?;
        let (hashes, left_over) = hashes.as_chunks::<32>();
        if !left_over.is_empty() {
            return Err(ReadError::Damaged);
        }
        let (mut shown, mut hidden) = (Vec::with_capacity(32), Vec::with_capacity(8));
        let mut show = |label: &[u8], value: &[u8]| {
            let position = shown.len() as u16 + u16::from(!hidden.is_empty());
            if usize::from(position) == fields::SEALED_POSITION {
                hidden.push(ledger::leaf_hash(&GroupSeed(*own).committer().commit(label, value).0));
            } else {
                shown.push(ShownField {
                    position,
                    group: OPEN,
                    label: label.to_vec(),
                    value: value.to_vec(),
                });
            }
        };
        self.open_fields(&mut show)?;
        hidden.extend(hashes.iter().map(|hash| Hash(*hash)));
        Ok(Opening { seeds, count: u16::from_be_bytes(*count), shown, hidden })
    }

    /// The seeds that open the open fields and no others.
    ///
    /// # Errors
    /// [`ReadError::Damaged`].
    pub fn open_seeds(&self) -> Result<Seeds, ReadError> {
        let seed = self.seeds.first_chunk::<32>().ok_or(ReadError::Damaged)?;
        Ok(Seeds::Groups(vec![(OPEN, GroupSeed(*seed))]))
    }

    /// The entry of the log, computed from the open fields and the hashes of the rest: no key is needed.
    ///
    /// # Errors
    /// [`ReadError::Damaged`].
    pub fn entry(&self) -> Result<[u8; 33], ReadError> {
        let seed = self.seeds.first_chunk::<32>().ok_or(ReadError::Damaged)?;
        let committer = GroupSeed(*seed).committer();
        let (count, hashes) = self.hidden.split_first_chunk::<2>().ok_or(ReadError::Damaged)?;
        let (hashes, left_over) = hashes.as_chunks::<32>();
        if !left_over.is_empty() {
            return Err(ReadError::Damaged);
        }
        // An audit does this for every entry there is: nothing is copied but hashes.
        let mut commitments = Vec::with_capacity(32);
        self.open_fields(&mut |label, value| commitments.push(committer.commit(label, value)))?;
        let hidden: Vec<Hash> = hashes.iter().map(|hash| Hash(*hash)).collect();
        let root = ledger::opening::root_of_prefix(&commitments, u16::from_be_bytes(*count), &hidden)
            .map_err(|_| ReadError::Damaged)?;
        Ok(entry(&root))
    }

    /// Label and value of every open field in its order, those that stand beside included.
    fn open_fields(&self, take: &mut dyn FnMut(&[u8], &[u8])) -> Result<(), ReadError> {
        take(b"\xFF\xFEid", &self.id.0.to_be_bytes());
        take(b"\xFF\xFEkind", &[self.kind]);
        take(b"\xFF\xFElogged", &self.logged.0.to_be_bytes());
        let mut open = self.open;
        while !open.is_empty() {
            let item = take_item(&mut open).ok_or(ReadError::Damaged)?;
            take(item.label, item.value);
        }
        Ok(())
    }

    /// One open field of the event itself, read; `None`: it is not there, or does not read.
    pub fn open_field<T: Canonical>(&self, subject: u16, name: &str) -> Option<T> {
        let label = fields::label(subject, name);
        let all = items(self.open).ok()?;
        let mut value = all.iter().find(|item| *item.label == *label)?.value;
        T::take(&mut value).filter(|_| value.is_empty())
    }

    /// The entry of the log, computed from every field of the event: what is hidden must be what the record commits to.
    ///
    /// `seeds` gives the seed of each sealed group. `None`: a group's seed is not there, because it was destroyed.
    ///
    /// # Errors
    /// [`ReadError::Damaged`].
    pub fn whole_entry(
        &self,
        event: &Event,
        seeds: &dyn Fn(u16) -> Option<GroupSeed>,
    ) -> Result<Option<[u8; 33]>, ReadError> {
        let mut fields = fields::of(event);
        fields[fields::SEALED_POSITION].value = self.sealed_field()?.to_vec();
        let mut commitments = Vec::with_capacity(fields.len());
        for field in &fields {
            let Some(seed) = self.seed_beside(field.group).or_else(|| seeds(field.group)) else {
                return Ok(None);
            };
            commitments.push(seed.committer().commit(&field.label(), &field.value));
        }
        Ok(Some(entry(&ledger::commitment::record_root(&commitments))))
    }

    /// The seed of the open group, or of a group that hides nothing.
    fn seed_beside(&self, group: u16) -> Option<GroupSeed> {
        let (open, others) = self.seeds.split_first_chunk::<32>()?;
        if group == OPEN {
            return Some(GroupSeed(*open));
        }
        let others = others.as_chunks::<34>().0;
        let of = others.iter().find(|bytes| bytes[..2] == group.to_be_bytes())?;
        of[2..].try_into().ok().map(GroupSeed)
    }

    fn sealed_field(&self) -> Result<&'a [u8], ReadError> {
        let mut open = self.open;
        while !open.is_empty() {
            let item = take_item(&mut open).ok_or(ReadError::Damaged)?;
            if item.label == b"\xFF\xFEsealed" {
                return Ok(item.value);
            }
        }
        Err(ReadError::Damaged)
    }

    /// The digests that the record commits to for its encrypted groups.
    ///
    /// # Errors
    /// [`ReadError::Damaged`].
    pub fn digests(&self) -> Result<Vec<(u16, [u8; 32])>, ReadError> {
        let (each, left_over) = self.sealed_field()?.as_chunks::<34>();
        if !left_over.is_empty() {
            return Err(ReadError::Damaged);
        }
        Ok(each
            .iter()
            .map(|bytes| {
                let mut digest = [0; 32];
                digest.copy_from_slice(&bytes[2..]);
                (u16::from_be_bytes([bytes[0], bytes[1]]), digest)
            })
            .collect())
    }
}

/// A group with the keys of its subjects; `None` where a key or the ciphertext was destroyed.
#[derive(Clone, Debug)]
pub struct GroupAndKeys<'a> {
    /// The group as stored.
    pub group: &'a SealedGroup,
    /// Its subjects' keys, in their order; `None`: destroyed.
    pub keys: Option<Vec<&'a Secret>>,
    /// What stands for an erased mention: the same for all mentions of one erased subject.
    pub erased_as: Option<[u8; 16]>,
}

/// The fields of one opened group, and its seed.
#[derive(Debug)]
pub struct OpenedGroup {
    /// The group's seed.
    pub seed: GroupSeed,
    /// Label and value.
    pub fields: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Opens one group.
///
/// # Errors
/// [`ReadError`] when it does not open.
pub fn open_group(id: EventId, group: &SealedGroup, keys: &[&Secret]) -> Result<OpenedGroup, ReadError> {
    let wrong = |_: DoesNotOpen| ReadError::Sealed(group.group);
    let data_key = unwrap_secret(&circle(keys), &group.wrapped, &context(id, group.group, b"data key"))
        .map_err(wrong)?;
    let cipher = cipher(&data_key);
    let items = items(&group.sealed)?;
    let (first, rest) = items.split_first().ok_or(ReadError::Damaged)?;
    let seed = open_field(&cipher, 0, first.value, &context(id, group.group, &[])).map_err(wrong)?;
    let seed = GroupSeed(seed.try_into().map_err(|_| ReadError::Damaged)?);
    let mut fields = Vec::with_capacity(rest.len());
    for (counter, item) in rest.iter().enumerate() {
        let value =
            open_field(&cipher, counter as u32 + 1, item.value, &context(id, group.group, item.label));
        fields.push((item.label.to_vec(), value.map_err(wrong)?));
    }
    Ok(OpenedGroup { seed, fields })
}

/// The event itself: what was erased reads as *erased*, and keeps the links that duties and counts rest on.
///
/// # Errors
/// [`ReadError`] when the record is damaged or a group does not open.
pub fn event(stored: &Stored<'_>, groups: &[GroupAndKeys<'_>]) -> Result<Event, ReadError> {
    let mut values: Vec<(Vec<u8>, Vec<u8>)> = Vec::with_capacity(48);
    for item in items(stored.open)? {
        values.push((item.label.to_vec(), item.value.to_vec()));
    }
    for group in groups {
        if let Some(keys) = &group.keys {
            values.extend(open_group(stored.id, group.group, keys)?.fields);
        }
    }
    assemble(stored, groups, &values)
}

fn assemble(
    stored: &Stored<'_>,
    groups: &[GroupAndKeys<'_>],
    values: &[(Vec<u8>, Vec<u8>)],
) -> Result<Event, ReadError> {
    let by_label: rustc_hash::FxHashMap<&[u8], &[u8]> =
        values.iter().map(|(label, value)| (label.as_slice(), value.as_slice())).collect();
    let value_of = |subject: u16, field: &FieldDecl| -> Vec<u8> {
        let label = fields::label(subject, field.name);
        by_label.get(&*label).map_or_else(|| missing(stored, groups, subject, field), |value| value.to_vec())
    };
    let header = |name: &'static str, class| FieldDecl { name, class };
    let read = |name: &'static str| value_of(HEADER, &header(name, FieldClass::Open));
    let by = By {
        agency: decode(&read("by.agency"), "by.agency")?,
        post: decode(&read("by.post"), "by.post")?,
        holder: decode(&value_of(HEADER, &header("by.holder", FieldClass::Personal)), "by.holder")?,
        assurance: decode(&read("by.assurance"), "by.assurance")?,
    };
    let mut body = Vec::with_capacity(32);
    let own = fields::declared(stored.kind, EVENT).ok_or(DecodeError::Value("kind"))?;
    for field in own {
        let value = value_of(EVENT, field);
        let mentions = (field.name == "mentions").then(|| value.clone());
        body.push(Field { name: field.name, class: field.class, subject: Subject::Event, value });
        let Some(count) = mentions.and_then(|bytes| u32::take(&mut bytes.as_slice())) else {
            continue;
        };
        for place in 0..u16::try_from(count).map_err(|_| ReadError::Damaged)? {
            for field in fields::declared(stored.kind, place).unwrap_or_default() {
                let (subject, value) = (Subject::Mention(place), value_of(place, field));
                body.push(Field { name: field.name, class: field.class, subject, value });
            }
        }
    }
    Ok(Event {
        id: stored.id,
        claimed: decode(&read("claimed"), "claimed")?,
        logged: stored.logged,
        by,
        source: decode(&read("source"), "source")?,
        body: Body::from_fields(stored.kind, &body)?,
    })
}

fn decode<T: Canonical>(mut bytes: &[u8], name: &'static str) -> Result<T, DecodeError> {
    let value = T::take(&mut bytes).ok_or(DecodeError::Value(name))?;
    if bytes.is_empty() { Ok(value) } else { Err(DecodeError::Long(name)) }
}

/// What stands in the place of a field that is not there: an empty value where the group hid nothing, *erased* where it did.
fn missing(stored: &Stored<'_>, groups: &[GroupAndKeys<'_>], subject: u16, field: &FieldDecl) -> Vec<u8> {
    let group = fields::group(subject, field.name, field.class);
    let erased = groups.iter().find(|other| other.group.group == group && other.keys.is_none());
    match (subject, field.name, erased) {
        (EVENT, "concern", Some(_)) => concern(stored.concern, optional_concern(stored.kind)),
        (EVENT, "passes", Some(_)) => concern(stored.passes, true),
        (EVENT, "holder" | "row", Some(_)) => bytes_of(&SmolStr::new_static("erased")),
        (EVENT, "holder" | "row" | "columns", _) | (_, "known_as", _) => vec![0; 4],
        (_, "identifiers", erased) => match erased.and_then(|group| group.erased_as) {
            Some(token) => bytes_of(&vec![record::mention::Identifier {
                scheme: record::Code::new(ERASED),
                value: hex(&token).into(),
            }]),
            None => vec![0; 4],
        },
        _ => vec![0],
    }
}

pub use record::mention::ERASED;

/// What stands for an erased concern number: 16 random bytes, the same wherever the number stood, and the agency.
fn concern(token: Option<&[u8]>, optional: bool) -> Vec<u8> {
    let Some((token, agency)) = token.and_then(<[u8]>::split_first_chunk::<16>) else {
        return if optional {
            vec![0]
        } else {
            bytes_of(&record::ConcernRef { agency: AgencyId::new(ERASED), key: ERASED.into() })
        };
    };
    let reference = record::ConcernRef {
        agency: AgencyId::new(String::from_utf8_lossy(agency)),
        key: format!("erased-{}", hex(token)).into(),
    };
    if optional { bytes_of(&Some(reference)) } else { bytes_of(&reference) }
}

fn optional_concern(kind: u8) -> bool {
    matches!(kind, 2 | 20 | 21)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
