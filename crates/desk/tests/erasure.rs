//! Erasure, end to end: what was personal is in no file any more, and everything that rests on the entry stands.

use std::path::Path;

use desk::{Archive, EraseOptions, HoldOptions, ImportOptions, Place, Target, TellOptions};
use record::event::{Assurance, Body};
use record::policy::Policy;
use record::{AgencyId, Code, Day, Event, Logged, PostId};
use told::telling::Telling;

const PASSPHRASE: &str = "a long passphrase here";

struct Case {
    folder: tempfile::TempDir,
    policy: Policy,
}

impl Case {
    fn new() -> Self {
        let case = Self { folder: tempfile::tempdir().expect("a folder"), policy: Policy::england() };
        let heading = "event,concern_id,date,told_post,teller,by_agency,addresses,outcome,child_id,child_forename,child_surname,child_dob,words\n";
        case.write(
            "police/concerns.csv",
            &format!(
                "{heading}told,C-CANARY1,2023-03-06,desk,parent,,,,K-204,Canaryann,Canaryplum,2009-06-01,canary words one\n\
                 answered,C-CANARY1,2023-03-09,,,police,substance,assessed,,,,,canary answer\n\
                 told,C-OTHER2,2023-04-17,desk,school,,,,K-377,Otherjas,Otherquill,2008-11-23,other words\n"
            ),
        );
        case
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.folder.path().join("extracts").join(path);
        std::fs::create_dir_all(place.parent().expect("a parent")).expect("made");
        std::fs::write(place, text).expect("written");
    }

    fn place(&self) -> Place {
        let store = self.folder.path().join("store");
        std::fs::create_dir_all(&store).expect("made");
        Place::beside(format!("sqlite:{}", store.join("candour.db").display()).parse().expect("an address"))
    }

    fn import(&self) -> (u64, u64) {
        let options = ImportOptions {
            policy: &self.policy,
            logged: Logged(1_700_000_000_000_000),
            as_of: Day(19_800),
            progress: &|_| {},
            passphrase: &|_| Ok(PASSPHRASE.into()),
        };
        let (_, imported) =
            desk::import(&self.folder.path().join("extracts"), &self.place(), &options).expect("imports");
        (imported.added, imported.known)
    }

    fn open(&self) -> Archive {
        Archive::open(&self.place(), &|_| Ok(PASSPHRASE.into())).expect("opens")
    }

    fn events(&self) -> Vec<Event> {
        self.open().events(&|_| {}).expect("reads").into_iter().map(|(_, event)| event).collect()
    }

    fn erase(&self, targets: &[Target], second: &str) -> Result<desk::Erased, desk::Error> {
        let (by, second) = (PostId::new("council/records"), PostId::new(second));
        desk::erase(
            &self.place(),
            &|_| Ok(PASSPHRASE.into()),
            &EraseOptions {
                policy: &self.policy,
                targets,
                by: &by,
                second: &second,
                ground: &Code::new("no_longer_needed"),
                words: Some("kept: dates and posts"),
                assurance: Assurance::CommandLine,
                keep_epoch: false,
                only_show: false,
                logged: Logged(1_700_000_001_000_000),
                progress: &|_| {},
            },
        )
    }

    /// Every byte of every file of the store's folder.
    fn bytes(&self) -> Vec<(String, Vec<u8>)> {
        all_files(&self.folder.path().join("store"))
    }
}

fn all_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), std::fs::read(&path).expect("read")))
        .collect()
}

fn contains(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

fn ann() -> Target {
    Target::Number(AgencyId::new("police"), "K-204".into())
}

fn outcome(case: &Case) -> (usize, usize, Vec<String>) {
    let mut events = case.events();
    flow::order(&mut events);
    let outcome = flow::run(&events, &case.policy, Day(19_800));
    let mut standing: Vec<String> =
        outcome.answers.duties.iter().map(|duty| format!("{:?}", duty.standing)).collect();
    standing.sort();
    (outcome.answers.duties.len(), events.len(), standing)
}

#[test]
fn an_erased_child_is_in_no_file_and_the_duties_stand() {
    let case = Case::new();
    case.import();
    let (duties, events, standing) = outcome(&case);
    // What must be gone as bytes: the wrapped keys and seeds, besides the words, which were never readable.
    let told = case
        .open()
        .events(&|_| {})
        .expect("reads")
        .into_iter()
        .find(|(_, event)| event.mentions().iter().any(|mention| mention.local_id() == Some("K-204")));
    let secrets = wrapped_of(&case, told.expect("Ann's telling").0);
    assert!(secrets.iter().all(|secret| case.bytes().iter().any(|(_, bytes)| contains(bytes, secret))));
    let erased = case.erase(&[ann()], "police/information-rights").expect("erases");
    assert_eq!((erased.people, erased.concerns), (1, 1));
    for secret in &secrets {
        for (file, bytes) in case.bytes() {
            assert!(
                !contains(&bytes, secret),
                "{} bytes of a destroyed key or ciphertext are in {file}",
                secret.len()
            );
        }
    }
    let after = outcome(&case);
    assert_eq!(
        (after.0, after.1 - 1, after.2),
        (duties, events, standing),
        "the erasure itself is one more event"
    );
    for event in case.events() {
        let text = format!("{event:?}").to_lowercase();
        assert!(!text.contains("canary") && !text.contains("k-204"), "{text}");
    }
}

/// The sealed and wrapped bytes of an entry's groups, and of its subjects' keys.
fn wrapped_of(case: &Case, at: u64) -> Vec<Vec<u8>> {
    let archive = case.open();
    let row = archive.store().read(|reader| reader.record(at)).expect("reads").expect("an entry");
    let mut secrets = Vec::new();
    for group in &row.groups {
        secrets.extend(group.wrapped.clone());
        secrets.extend(group.sealed.clone());
        for id in group.subjects.iter().filter(|id| **id >= store::FIRST_SUBJECT) {
            let subject =
                archive.store().read(|reader| reader.subject(*id)).expect("reads").expect("a subject");
            secrets.extend(subject.wrapped.map(|(_, wrapped)| wrapped));
            secrets.extend(subject.tag.map(|tag| tag.to_vec()));
        }
    }
    assert!(secrets.len() > 4);
    secrets
}

#[test]
fn others_keep_their_words() {
    let case = Case::new();
    case.import();
    case.erase(&[ann()], "police/information-rights").expect("erases");
    let text = format!("{:?}", case.events());
    for kept in ["Otherjas", "other words", "C-OTHER2"] {
        assert!(text.contains(kept), "{kept} is gone");
    }
}

#[test]
fn a_receipt_from_before_still_verifies_and_its_words_fetch_it_no_more() {
    let case = Case::new();
    let archive = case.open();
    let telling = Telling::parse(
        br#"{"submission":"0123456789abcdef","told_to":"council/front-door","teller":"child","children":[{"forename":"Canarychild"}],"words":"canary"}"#,
    )
    .expect("a telling");
    let options = TellOptions {
        policy: &case.policy,
        logged: Logged(1_700_000_000_000_000),
        today: Day(19_800),
        assurance: Assurance::CommandLine,
        everything: true,
    };
    let receipt = desk::tell(&archive, &telling, &options).expect("told");
    let words = receipt.words.clone().expect("words");
    drop(archive);
    case.erase(&[Target::Entry(receipt.index())], "police/information-rights").expect("erases");
    let archive = case.open();
    assert!(matches!(desk::fetch(&archive, &words, false), Err(desk::Error::NoSuchWords)));
    let again = desk::tell(&archive, &telling, &options).expect_err("erased").to_string();
    assert!(again.contains("erased since"), "{again}");
    // The teller's own receipt opens the same entry as before, words and all.
    let opening =
        ledger::opening::Opening::from_bytes(receipt.proof.extra.as_deref().expect("extra")).expect("reads");
    let row =
        archive.store().read(|reader| reader.record(receipt.index())).expect("reads").expect("an entry");
    assert_eq!(opening.entry().expect("an entry").as_slice(), row.entry);
    assert_eq!(told::statement::Statement::of(&opening).words.as_deref(), Some("canary"));
}

#[test]
fn one_agency_alone_cannot_erase_and_a_hold_refuses() {
    let case = Case::new();
    case.import();
    let refused = case.erase(&[ann()], "council/other").expect_err("one agency").to_string();
    assert!(refused.contains("another agency"), "{refused}");
    let archive = case.open();
    let (targets, by, ground) = ([ann()], PostId::new("council/legal"), Code::new("inquiry"));
    let with = |lift| HoldOptions {
        policy: &case.policy,
        targets: &targets,
        by: &by,
        ground: &ground,
        lift,
        words: None,
        logged: Logged(1_700_000_000_500_000),
    };
    desk::hold(&archive, &with(false)).expect("held");
    drop(archive);
    let refused = case.erase(&[ann()], "police/information-rights").expect_err("held").to_string();
    assert!(refused.contains("legal hold"), "{refused}");
    let archive = case.open();
    desk::hold(&archive, &with(true)).expect("lifted");
    drop(archive);
    case.erase(&[ann()], "police/information-rights").expect("erases");
}

#[test]
fn an_erasure_stopped_halfway_is_finished_at_the_next_start() {
    let case = Case::new();
    case.import();
    // An erasure that is in the log but was stopped before anything was destroyed: a copy of the store from before the
    // destruction, with the log and journal from after it.
    let place = case.place();
    let before = std::fs::read(&place.address.0).expect("read");
    let keys_before = std::fs::read(&place.keys).expect("read");
    case.erase(&[ann()], "police/information-rights").expect("erases");
    std::fs::write(&place.address.0, &before).expect("put back");
    std::fs::write(&place.keys, &keys_before).expect("put back");
    std::fs::remove_file(&place.last_signed).expect("removed");
    store::last_signed::LastSigned::create(&place.last_signed, case_origin(&place).as_str()).expect("made");
    // The journal brings the restored copy to the erasure before anybody reads it.
    for event in case.events() {
        assert!(!format!("{event:?}").contains("Canaryann"), "the erased child came back");
    }
}

fn case_origin(place: &Place) -> String {
    let text = std::fs::read_to_string(&place.keys).expect("read");
    told::key_file::origin(&text).expect("an origin").to_owned()
}

#[test]
fn importing_the_same_file_again_brings_nobody_back() {
    let case = Case::new();
    case.import();
    case.erase(&[ann()], "police/information-rights").expect("erases");
    assert_eq!(case.import().0, 0, "the file is known whole");
    let erased = case
        .events()
        .iter()
        .filter(|event| event.mentions().iter().any(|mention| mention.identifier("erased").is_some()))
        .count();
    assert_eq!(erased, 1);
    assert!(case.events().iter().any(|event| matches!(event.body, Body::Erased(_))));
}
