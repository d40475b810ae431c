//! A store that an earlier candour with a ledger wrote is opened as it lies: every promise made then still holds.

use std::path::Path;

use desk::audit::{Anchor, AuditOptions, audit};
use desk::{Archive, Error, Place, TellOptions};
use record::event::Assurance;
use record::policy::Policy;
use record::{Day, Logged};
use told::telling::Telling;
use told::words::Words;

const PASSPHRASE: &str = "a long passphrase here";
/// The words that candour gave for the first telling.
const WORDS: &str = "dinner heater blizzard dove pasta rug snorkel jester";
/// Those of the second, which was erased.
const ERASED: &str = "onion settee bunting kangaroo tapestry teapot waffle yard";

/// A copy of the earlier store, with its key file and second copy.
fn earlier() -> (tempfile::TempDir, Place) {
    let folder = tempfile::tempdir().expect("a folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/version_2");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    let place = Place::beside(store::Address(folder.path().join("candour.db")));
    (folder, place)
}

#[allow(clippy::unnecessary_wraps)]
fn ask(_: bool) -> Result<String, String> {
    Ok(PASSPHRASE.into())
}

fn words(text: &str) -> Words {
    Words::parse(text).expect("words")
}

/// The first telling, as it was sent then.
fn first() -> Telling {
    let text = r#"{"submission": "earlier-version-telling-0", "told_to": "westbrook-council/front-door",
        "teller": "parent", "signs": ["vehicle"], "children": [{"forename": "Ann0", "number": "N-0"}],
        "words": "made up 0"}"#;
    Telling::parse(text.as_bytes()).expect("a telling")
}

#[test]
fn its_receipts_are_fetched_again_and_what_was_erased_stays_so() {
    let (folder, place) = earlier();
    let archive = Archive::open(&place, &ask).expect("opens, and is brought to this version");
    let again = desk::fetch(&archive, &words(WORDS), false).expect("fetched");
    assert_eq!(again.index(), 0);
    let refused = desk::fetch(&archive, &words(ERASED), false).expect_err("its words were erased");
    assert!(matches!(refused, Error::NoSuchWords), "{refused}");
    let policy = Policy::england();
    let options = TellOptions {
        policy: &policy,
        logged: Logged(1_800_000_000_000_000),
        today: Day(20_800),
        assurance: Assurance::CommandLine,
        everything: false,
    };
    let repeated = desk::tell(&archive, &first(), &options).expect("told");
    assert!(repeated.repeated && repeated.index() == 0, "the same submission is the same entry");
    let mut other = first();
    other.submission = Some("later-version-telling-1".into());
    assert_eq!(
        desk::tell(&archive, &other, &options).expect("told").index(),
        4,
        "behind three tellings and an erasure"
    );
    drop(archive);
    let since = std::fs::read(folder.path().join("r0.tlog-proof")).expect("the receipt of then");
    let anchor = Anchor::parse("the receipt of then", &since).expect("an anchor");
    let options = AuditOptions {
        since: &[anchor],
        trust: None,
        passphrase: Some(&ask),
        renew: false,
        policy: &policy,
        progress: &|_| {},
    };
    let audited = audit(&place, &options).expect("audited");
    assert!(audited.findings.is_empty(), "{:?}", audited.findings);
}

#[test]
fn migrate_brings_it_to_this_version_and_leaves_its_log_alone() {
    let (_folder, place) = earlier();
    let options = desk::MigrateOptions { keep: None, progress: &|_| {}, passphrase: &ask };
    let done = desk::migrate(&place, &options).expect("migrated");
    assert!(done.beside, "{done:?}");
    let reader = store::Reader::open(&place.address).expect("reads");
    assert_eq!(reader.size().expect("reads"), 4);
    assert!(desk::migrate(&place, &options).is_err(), "there is nothing more to migrate");
}
