//! Keeping a store: backups, restores, health and the migration from before the ledger.

mod backup;
mod earlier;
mod erased;
mod going_on;
mod health;
mod migrate;
mod restore;

use std::path::{Path, PathBuf};

use desk::{Archive, Error, Made, Place, Receipt, RestoreOptions, Restored, TellOptions};
use record::event::Assurance;
use record::policy::Policy;
use record::{Day, Logged};
use store::{Address, Reader};
use told::telling::{Person, Telling};

/// A day in November 2026.
const NOW: Logged = Logged(1_795_700_000_000_000);
const DAY: i64 = 86_400_000_000;

/// One store and its parts, in a folder of their own.
struct Case {
    folder: tempfile::TempDir,
}

fn passphrase(_: bool) -> Result<String, String> {
    Ok("several words for a test".into())
}

impl Case {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn place(&self) -> Place {
        Place {
            origin: Some("town.example/candour".into()),
            ..Place::beside(Address(self.path("candour.db")))
        }
    }

    #[track_caller]
    fn open(&self) -> Archive {
        self.try_open().expect("opens")
    }

    fn try_open(&self) -> Result<Archive, Error> {
        Archive::open(&self.place(), &passphrase)
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.place().address).expect("reads")
    }

    fn size(&self) -> u64 {
        self.reader().size().expect("reads")
    }

    /// Tells about so many children, one telling each.
    #[track_caller]
    fn tell(&self, children: &[&str]) -> Vec<Receipt> {
        let archive = self.open();
        children.iter().map(|name| tell(&archive, name)).collect()
    }

    fn backup(&self, name: &str) -> Result<Made, Error> {
        desk::backup_to(&self.open(), &self.path(name), NOW)
    }

    fn restore(&self, name: &str) -> Result<Restored, Error> {
        self.restore_with(name, None, None)
    }

    fn restore_with(
        &self,
        name: &str,
        keep_old: Option<&Path>,
        as_new_log: Option<&str>,
    ) -> Result<Restored, Error> {
        let options = RestoreOptions { keep_old, as_new_log, logged: NOW, passphrase: &passphrase };
        desk::restore(&self.path(name), &self.place(), &options)
    }

    /// The store is lost.
    fn lose(&self) {
        std::fs::remove_file(self.path("candour.db")).expect("removed");
    }

    /// Names of all files, sorted.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Does any file hold the words?
    fn holds(&self, words: &str) -> Vec<String> {
        let holds = |name: &String| {
            let bytes = std::fs::read(self.path(name)).expect("read");
            bytes.windows(words.len()).any(|part| part == words.as_bytes())
        };
        self.names().into_iter().filter(holds).collect()
    }
}

fn tell(archive: &Archive, name: &str) -> Receipt {
    let child = Person { forename: Some(name.into()), ..Person::default() };
    let telling = Telling { told_to: "westbrook/desk".into(), children: vec![child], ..Telling::default() };
    let policy = Policy::england();
    let options = TellOptions {
        policy: &policy,
        logged: NOW,
        today: Day(20_783),
        assurance: Assurance::CommandLine,
        everything: false,
    };
    desk::tell(archive, &telling, &options).expect("told")
}

/// What it was refused with.
#[track_caller]
fn words<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.expect_err("refused").to_string()
}

#[track_caller]
fn says<T: std::fmt::Debug>(result: Result<T, Error>, part: &str) {
    let words = words(result);
    assert!(words.contains(part), "`{part}` not in: {words}");
}
