//! The audit under attack: whatever somebody with the database, or with the key too, changes, it says so and names the entry.

mod attacks;
mod columns;
mod damage;
mod honest;
mod outside;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use desk::audit::{Anchor, AuditOptions, Audited, audit};
use desk::{Archive, EraseOptions, ImportOptions, Place, Target, TellOptions};
use record::event::Assurance;
use record::policy::Policy;
use record::{Code, Day, Logged, PostId};
use rusqlite::Connection;
use told::telling::Telling;

const PASSPHRASE: &str = "a long passphrase here";

/// A store in a folder of its own.
struct Case {
    folder: tempfile::TempDir,
}

/// The made-up town imported, four tellings, one of which was erased again; made once.
fn template() -> &'static Case {
    static TEMPLATE: OnceLock<Case> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let case = Case { folder: tempfile::tempdir().expect("a folder") };
        let policy = policy();
        let town = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/westbrook");
        let options = ImportOptions {
            policy,
            logged: Logged(1_700_000_000_000_000),
            as_of: Day(19_800),
            progress: &|_| {},
            passphrase: &ask,
        };
        let (archive, _) = desk::import(&town, &case.place(), &options).expect("imported");
        (0..4).for_each(|n| drop(tell_into(&archive, n)));
        drop(archive);
        case.erase(415);
        case
    })
}

fn policy() -> &'static Policy {
    static POLICY: OnceLock<Policy> = OnceLock::new();
    POLICY.get_or_init(Policy::england)
}

#[allow(clippy::unnecessary_wraps)]
fn ask(_: bool) -> Result<String, String> {
    Ok(PASSPHRASE.into())
}

/// Tells something; gives the receipt's text.
fn tell_into(archive: &Archive, n: u64) -> String {
    let telling = format!(
        "{{\"told_to\": \"westbrook-council/front-door\", \"teller\": \"parent\", \"signs\": [\"vehicle\"],
          \"children\": [{{\"forename\": \"Ann{n}\", \"number\": \"N-{n}\"}}], \"words\": \"made up {n}\"}}"
    );
    let options = TellOptions {
        policy: policy(),
        logged: Logged(1_700_000_001_000_000 + n as i64),
        today: Day(19_700),
        assurance: Assurance::CommandLine,
        everything: false,
    };
    let telling = Telling::parse(telling.as_bytes()).expect("a telling");
    desk::tell(archive, &telling, &options).expect("told").proof.to_string()
}

impl Case {
    /// A copy of the template.
    fn new() -> Self {
        template().copy()
    }

    /// A copy of all of the store's files.
    fn copy(&self) -> Self {
        let copy = Self { folder: tempfile::tempdir().expect("a folder") };
        for entry in std::fs::read_dir(self.folder.path()).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                std::fs::copy(&path, copy.folder.path().join(path.file_name().expect("a name")))
                    .expect("copied");
            }
        }
        copy
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("x.db")
    }

    fn place(&self) -> Place {
        Place::beside(store::Address(self.path()))
    }

    fn open(&self) -> Archive {
        Archive::open(&self.place(), &ask).expect("opens")
    }

    fn tell(&self, n: u64) -> String {
        tell_into(&self.open(), n)
    }

    fn erase(&self, index: u64) -> u64 {
        let (by, second) =
            (PostId::new("westbrook-council/records"), PostId::new("westbrook-police/records"));
        let options = EraseOptions {
            policy: policy(),
            targets: &[Target::Entry(index)],
            by: &by,
            second: &second,
            ground: &Code::new("no_longer_needed"),
            words: None,
            assurance: record::event::Assurance::CommandLine,
            keep_epoch: false,
            only_show: false,
            logged: Logged(1_700_000_002_000_000),
            progress: &|_| {},
        };
        desk::erase(&self.place(), &ask, &options).expect("erased").index.expect("an index")
    }

    fn sql(&self) -> Connection {
        let connection = Connection::open(self.path()).expect("opens");
        connection.pragma_update(None, "foreign_keys", "OFF").expect("set");
        connection
    }

    /// Runs SQL on the closed store.
    fn change(&self, sql: &str) {
        self.sql().execute_batch(sql).expect("changed");
    }

    fn audit(&self) -> Audited {
        self.audit_with(&[], None, false)
    }

    fn audit_open(&self) -> Audited {
        self.audit_with(&[], None, true)
    }

    fn audit_since(&self, since: &str) -> Audited {
        let anchor = Anchor::parse("outside", since.as_bytes()).expect("an anchor");
        self.audit_with(&[anchor], None, false)
    }

    fn audit_with(&self, since: &[Anchor], trust: Option<&ledger::TrustPolicy>, open: bool) -> Audited {
        let options = AuditOptions {
            policy: policy(),
            since,
            trust,
            renew: false,
            passphrase: if open { Some(&ask) } else { None },
            progress: &|_| {},
        };
        audit(&self.place(), &options).expect("audits")
    }
}

/// The findings in one text.
fn words(audited: &Audited) -> String {
    audited.findings.list().iter().map(|finding| format!("{finding}\n")).collect()
}

#[track_caller]
fn names(audited: &Audited, entry: u64) {
    let first = audited.findings.list().first().and_then(|finding| finding.entry);
    assert_eq!(first, Some(entry), "{}", words(audited));
}

#[track_caller]
fn clean(audited: &Audited) {
    assert!(audited.findings.is_empty(), "{}", words(audited));
}

/// Numbers that are the same in every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}
