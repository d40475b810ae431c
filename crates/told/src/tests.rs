//! Sealing, seen whole: what was sealed reads back, and what was destroyed does not.

use ledger::commitment::{Seed, entry, record_root};
use record::agency::Addressee;
use record::event::{Assurance, Body, By, Event, Told};
use record::mention::{Identifier, Mention, MentionKind};
use record::time::{Claimed, Day, Logged};
use record::{AgencyId, Code, ConcernRef, EventId, FileId, SourceRef};

use crate::fields::{self, MENTIONS, WORDS};
use crate::keys::Secret;
use crate::seal::{KeyRing, SealedGroup, SealedRecord, SubjectKey, group_digest, seal};
use crate::stored::{GroupAndKeys, Stored, event, open_group};
use crate::subjects::needed;

pub(crate) fn example() -> Event {
    let agency = AgencyId::new("police");
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.forename = Some("Canaryforename".into());
    child.identifiers = vec![Identifier { scheme: Code::new("local"), value: "K-1".into() }];
    let mut phone = Mention::new(MentionKind::Phone, "own_phone");
    phone.value = Some("07700 900999".into());
    let mut car = Mention::new(MentionKind::Vehicle, "vehicle_of_concern");
    car.value = Some("ZZ55 CNR".into());
    Event {
        id: EventId(7 << 100 | 3),
        claimed: Claimed::day(Day(18_000)),
        logged: Logged(1_700_000_000_000_000),
        by: By {
            agency: agency.clone(),
            post: None,
            holder: Some("Canaryholder".into()),
            assurance: Assurance::CommandLine,
        },
        source: SourceRef { file: FileId(1), line: 2, part: 3 },
        body: Body::Told(Box::new(Told {
            concern: ConcernRef { agency: agency.clone(), key: "canary-12".into() },
            activity: Code::new("concern.told"),
            teller: Code::new("parent"),
            teller_agency: None,
            told_to: Addressee::agency(agency),
            passes: None,
            signs: vec![Code::new("vehicle")],
            codes: Vec::new(),
            immediate_danger: false,
            event_count: None,
            mentions: vec![child, phone, car],
            words: Some("canary words".into()),
        })),
    }
}

fn draw() -> impl FnMut(&mut [u8]) {
    let mut n = 1u32;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = (n >> 24) as u8;
        }
    }
}

fn ring() -> KeyRing {
    let key = |n: u8| SubjectKey { id: u64::from(n), key: Secret([n; 32]) };
    KeyRing {
        concern: Some(key(10)),
        people: vec![(0, key(20))],
        things: Secret([1; 32]),
        offices: Secret([2; 32]),
    }
}

fn key_of(id: u64) -> Secret {
    Secret([id as u8; 32])
}

struct Sealed {
    record: SealedRecord,
    hidden: Vec<u8>,
}

fn sealed() -> Sealed {
    let it = example();
    let record = seal(&it, &needed(&it, &Secret([9; 32])), &ring(), &Seed([5; 32]), None, &mut draw());
    let hidden = record.hidden.clone();
    Sealed { record, hidden }
}

impl Sealed {
    fn stored(&self) -> Stored<'_> {
        Stored {
            id: self.record.id,
            kind: self.record.kind,
            logged: self.record.logged,
            concern: self.record.concern.as_ref().map(|tag| tag.as_slice()),
            passes: None,
            seeds: &self.record.seeds,
            open: &self.record.open,
            hidden: &self.hidden,
        }
    }

    /// Reads it back with the keys that were not destroyed.
    fn read(&self, destroyed: &[u64]) -> Event {
        let keys: Vec<Option<Vec<Secret>>> = self
            .record
            .groups
            .iter()
            .map(|group| {
                let gone = group.subjects.iter().any(|id| destroyed.contains(id));
                (!gone).then(|| group.subjects.iter().map(|id| key_of(*id)).collect())
            })
            .collect();
        let groups: Vec<GroupAndKeys<'_>> = self
            .record
            .groups
            .iter()
            .zip(&keys)
            .map(|(group, keys)| GroupAndKeys {
                group,
                keys: keys.as_ref().map(|keys| keys.iter().collect()),
                erased_as: Some([0xAB; 16]),
            })
            .collect();
        event(&self.stored(), &groups).expect("reads")
    }
}

#[test]
fn what_was_sealed_reads_back() {
    assert_eq!(sealed().read(&[]), example());
}

#[test]
fn the_entry_is_found_without_any_key() {
    let it = sealed();
    assert_eq!(it.stored().entry(), Ok(entry(&record_root(&it.record.commitments))));
    let digests: Vec<_> = it.record.groups.iter().map(|group| (group.group, group_digest(group))).collect();
    assert_eq!(it.stored().digests(), Ok(digests));
}

#[test]
fn nothing_personal_lies_open() {
    let it = sealed();
    let groups: Vec<u8> = it
        .record
        .groups
        .iter()
        .flat_map(|group| [group.sealed.as_slice(), &group.wrapped].concat())
        .collect();
    for bytes in [&it.record.open, &it.record.seeds, &it.hidden, &groups] {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in ["canary", "07700", "zz55", "k-1"] {
            assert!(!text.contains(secret), "`{secret}` lies open");
        }
    }
}

#[test]
fn a_destroyed_subject_takes_the_words_and_its_own_things_with_it_and_leaves_the_rest() {
    let back = sealed().read(&[20]);
    let (Body::Told(body), Body::Told(before)) = (&back.body, &example().body) else { panic!("a telling") };
    assert_eq!(body.words, None);
    assert_eq!(body.mentions[0].forename, None);
    assert_eq!(body.mentions[0].identifier("erased"), Some("ab".repeat(16).as_str()));
    assert_eq!(body.mentions[1].value, None, "the child's own phone goes with the child");
    assert_eq!(body.mentions[2], before.mentions[2], "a vehicle of concern stays");
    assert_eq!(body.concern, before.concern, "the concern is another subject");
    assert_eq!(
        (&body.signs, &body.told_to, back.claimed),
        (&before.signs, &before.told_to, example().claimed)
    );
}

#[test]
fn a_destroyed_concern_keeps_its_link() {
    let it = sealed();
    let back = it.read(&[10]);
    let Body::Told(body) = &back.body else { panic!("a telling") };
    assert!(body.concern.key.starts_with("erased-"), "{:?}", body.concern);
    assert_eq!(body.words, None);
}

#[test]
fn a_group_moved_to_another_record_does_not_open() {
    let it = sealed();
    let words: &SealedGroup = it.record.groups.iter().find(|group| group.group == WORDS).expect("words");
    let keys: Vec<Secret> = words.subjects.iter().map(|id| key_of(*id)).collect();
    let keys: Vec<&Secret> = keys.iter().collect();
    assert!(open_group(it.record.id, words, &keys).is_ok());
    assert!(open_group(EventId(8), words, &keys).is_err());
    for place in 0..words.sealed.len() {
        let mut changed = words.clone();
        changed.sealed[place] ^= 1;
        assert!(open_group(it.record.id, &changed, &keys).is_err(), "byte {place}");
    }
    let moved = SealedGroup { group: MENTIONS, ..words.clone() };
    assert!(open_group(it.record.id, &moved, &keys).is_err());
}

#[test]
fn the_places_of_logged_and_sealed_are_as_declared() {
    let fields = fields::of(&example());
    assert_eq!(fields[fields::LOGGED_POSITION].name, "logged");
    assert_eq!(fields[fields::SEALED_POSITION].name, "sealed");
    let open = fields.iter().take_while(|field| field.group == fields::OPEN).count();
    assert!(fields[open..].iter().all(|field| field.group != fields::OPEN), "open fields stand first");
}

#[test]
fn every_declared_name_fits_into_a_label() {
    for (kind, word) in record::event::Body::KINDS {
        for subject in [crate::fields::EVENT, 0] {
            for field in crate::fields::declared(*kind, subject).expect("a known kind") {
                let label = crate::fields::label(subject, field.name);
                assert_eq!(&label[2..], field.name.as_bytes(), "of {word}");
            }
        }
    }
}
