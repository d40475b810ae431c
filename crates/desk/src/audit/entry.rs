//! One entry by itself: does what lies open, with the hashes of the rest, give what the log holds?

use ledger::hash::{Hash, leaf_hash};
use record::event::Body;
use record::{Code, EventId, FileId, Logged};
use store::raw::{Chunk, RawEvent, RawGroup};
use told::fields::{EVENT, HEADER, OPEN, SUBMISSION};
use told::seal::stored_digest;
use told::stored::Stored;

use super::erased::Erasure;
use super::files::ImportedFile;
use super::opened::Opened;
use super::subjects::Subjects;
use crate::erase::may::REFUSED;

/// What is known before the walk.
pub(super) struct Known<'a> {
    pub(super) subjects: &'a Subjects,
    pub(super) opened: Option<&'a Opened>,
}

/// What one entry gave.
#[derive(Debug)]
pub(super) struct Checked {
    /// Hash of the entry that its fields give; `None`: they give none.
    pub(super) computed: Option<Hash>,
    /// Hash of the entry that is stored.
    pub(super) stored: Hash,
    pub(super) problems: Vec<(&'static str, String)>,
    /// Groups whose ciphertext is gone: an erasure must say so.
    pub(super) destroyed: Vec<(u64, u16)>,
    /// The stored concern is one that an erasure put there.
    pub(super) replaced: Option<u64>,
    /// It commits to a submission.
    pub(super) submission: bool,
    /// The keyed hashes of the submission, in short, if they were opened.
    pub(super) submitted: Option<u64>,
    pub(super) erasure: Option<Box<Erasure>>,
    pub(super) imported: Option<Box<ImportedFile>>,
    /// It says that an erasure was refused.
    pub(super) refused: bool,
}

/// Number of the kinds that say something about others.
const RECORDED: u8 = 2;
const IMPORTED: u8 = 17;
const ERASED: u8 = 22;

pub(super) fn check(chunk: &Chunk, event: &RawEvent, known: &Known<'_>) -> Checked {
    let bytes = |span: Option<store::raw::Span>| span.map(|span| chunk.bytes(span)).unwrap_or_default();
    let entry = bytes(event.entry);
    let mut checked = Checked {
        computed: None,
        stored: leaf_hash(entry),
        problems: Vec::new(),
        destroyed: Vec::new(),
        replaced: None,
        submission: false,
        submitted: None,
        erasure: None,
        imported: None,
        refused: false,
    };
    let kind = u8::try_from(event.kind).ok().filter(|kind| {
        // The kinds are few and in order; looking through them costs nothing beside the hashing.
        Body::KINDS.iter().any(|(number, _)| number == kind)
    });
    let (Some(id), Some(kind)) = (event.id, kind) else {
        let what = if event.id.is_none() { "its id is not 16 bytes" } else { "its kind is unknown" };
        checked.problem("malformed", what);
        return checked;
    };
    let concern = event.concern.flatten().map(|span| chunk.bytes(span));
    let passes = event.passes.flatten().map(|span| chunk.bytes(span));
    let stored = Stored {
        id: EventId(u128::from_be_bytes(id)),
        kind,
        logged: Logged(event.logged),
        concern,
        passes,
        seeds: bytes(event.seeds),
        open: bytes(event.open),
        hidden: bytes(event.hidden),
    };
    match stored.entry() {
        Ok(computed) if computed == entry => checked.computed = Some(checked.stored),
        Ok(computed) => {
            checked.computed = Some(leaf_hash(&computed));
            checked
                .problem("altered", "was altered: its fields do not give the entry that stands in the log");
        }
        Err(_) => checked.problem("altered", "was altered: its fields do not read"),
    }
    if !seeds_are_formed(stored.seeds) {
        checked.problem("malformed", "its seeds are not such as seeds are");
    }
    keyed_hashes(event, (concern, passes), &mut checked);
    groups(chunk, event, &stored, known, &mut checked);
    match kind {
        RECORDED => {
            let activity: Option<Code> = stored.open_field(EVENT, "activity");
            checked.refused = activity.is_some_and(|activity| activity.as_str() == REFUSED);
        }
        IMPORTED => checked.imported = imported(&stored).map(Box::new),
        ERASED => match erasure(&stored) {
            Some(erasure) => checked.erasure = Some(Box::new(erasure)),
            None => checked.problem("malformed", "is an erasure that does not read"),
        },
        _ => {}
    }
    // What was altered is not opened as well: one word about it is enough.
    if let Some(opened) = known.opened.filter(|_| checked.problems.is_empty()) {
        opened.check(chunk, event, &stored, &mut checked);
    }
    checked
}

impl Checked {
    pub(super) fn problem(&mut self, code: &'static str, words: &str) {
        self.problems.push((code, words.to_owned()));
    }
}

/// The open group's seed, then number and seed of groups that hide nothing, in rising order.
fn seeds_are_formed(seeds: &[u8]) -> bool {
    let Some((_, others)) = seeds.split_first_chunk::<32>() else { return false };
    let (others, left_over) = others.as_chunks::<34>();
    let group = |seed: &[u8; 34]| u16::from_be_bytes([seed[0], seed[1]]);
    left_over.is_empty()
        && others.first().is_none_or(|first| group(first) != OPEN)
        && others.windows(2).all(|pair| group(&pair[0]) < group(&pair[1]))
}

/// The keyed hashes have their length; where they do not, an erasure must have put something else there.
fn keyed_hashes(event: &RawEvent, (concern, passes): (Option<&[u8]>, Option<&[u8]>), checked: &mut Checked) {
    let malformed = event.concern.is_none() || event.passes.is_none();
    let short = [concern, passes].into_iter().flatten().any(|bytes| bytes.len() < 16);
    if malformed || short {
        checked.problem("concern", "the keyed hash of its concern has another length than hashes have");
    }
    let position = u64::try_from(event.position).unwrap_or_default();
    if [concern, passes].into_iter().flatten().any(|bytes| bytes.len() > 16) {
        checked.replaced = Some(position);
    }
}

/// Every committed group is there, with the committed digest, or was destroyed by an erasure; and there is no other.
fn groups(chunk: &Chunk, event: &RawEvent, stored: &Stored<'_>, known: &Known<'_>, checked: &mut Checked) {
    let Ok(digests) = stored.digests() else {
        // A field that is missing was said above: then the entry cannot be right either.
        if checked.problems.is_empty() {
            checked.problem("altered", "was altered: it does not say which sealed groups it has");
        }
        return;
    };
    let position = u64::try_from(event.position).unwrap_or_default();
    let there = chunk.groups_of(event);
    for (group, digest) in &digests {
        checked.submission |= *group == SUBMISSION;
        match there.iter().find(|other| other.group == *group) {
            Some(found) => one_group(chunk, (position, found), digest, known, checked),
            None if chunk.groups_broken => {}
            None => checked.problems.push(("group_missing", format!("its sealed group {group} is missing"))),
        }
    }
    for other in there.iter().filter(|other| !digests.iter().any(|(group, _)| *group == other.group)) {
        let words = format!("has a sealed group {} that its entry knows nothing of", other.group);
        checked.problems.push(("group_extra", words));
    }
}

fn one_group(
    chunk: &Chunk,
    (position, found): (u64, &RawGroup),
    digest: &[u8; 32],
    known: &Known<'_>,
    checked: &mut Checked,
) {
    let group = found.group;
    let mut problem = |code, words: String| checked.problems.push((code, words));
    let subjects = found.subjects.map(|span| chunk.bytes(span)).unwrap_or_default();
    let (ids, left_over) = subjects.as_chunks::<8>();
    if !left_over.is_empty() || ids.is_empty() {
        problem("group", format!("the subjects of its sealed group {group} do not read"));
    }
    let mut destroyed = false;
    for id in ids {
        let id = u64::from_be_bytes(*id);
        match known.subjects.destroyed(id) {
            None => problem(
                "subject_missing",
                format!("its sealed group {group} is of subject {id}, who is not there"),
            ),
            Some(gone) => destroyed |= gone,
        }
    }
    match (found.wrapped, found.sealed) {
        (Some(Some(wrapped)), Some(Some(sealed))) => {
            if stored_digest(group, subjects, chunk.bytes(wrapped), chunk.bytes(sealed)) != *digest {
                problem("group", format!("its sealed group {group} was altered"));
            }
            if destroyed {
                let words = format!(
                    "its sealed group {group} is still there, and the key of one of its subjects is destroyed"
                );
                problem("not_erased", words);
            }
        }
        (Some(None), Some(None)) => checked.destroyed.push((position, group)),
        _ => problem("group", format!("of its sealed group {group} only a part is there")),
    }
}

fn imported(stored: &Stored<'_>) -> Option<ImportedFile> {
    Some(ImportedFile {
        file: stored.open_field::<FileId>(EVENT, "file")?.0,
        format: stored.open_field(EVENT, "format")?,
        agency: stored.open_field(HEADER, "by.agency")?,
        digest: stored.open_field(EVENT, "digest")?,
        covers: (stored.open_field(EVENT, "covers_from")?, stored.open_field(EVENT, "covers_to")?),
        completeness: stored.open_field(EVENT, "completeness")?,
        rows: stored.open_field(EVENT, "rows")?,
    })
}

fn erasure(stored: &Stored<'_>) -> Option<Erasure> {
    Some(Erasure {
        subjects: stored.open_field(EVENT, "subjects")?,
        erased_as: stored.open_field(EVENT, "erased_as")?,
        places: stored.open_field(EVENT, "places")?,
        concerns: stored.open_field(EVENT, "concerns")?,
        passes: stored.open_field(EVENT, "passes")?,
    })
}
