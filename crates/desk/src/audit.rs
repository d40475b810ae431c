//! The audit of a whole store: does everything in it fit what was signed?
//!
//! Rows are read on one thread and hashed on the others, a thousand at a time, so memory does not grow with the log. No key
//! is needed: entries are recomputed from what lies open and the hashes of the rest. With the passphrase everything sealed is
//! opened and compared too. A finding never stops it.

mod anchor;
mod closing;
mod entry;
mod erased;
mod files;
mod findings;
mod opened;
mod subjects;
mod tables;
mod tree;

use std::sync::mpsc::sync_channel;

use ledger::hash::Hash;
use ledger::{Checkpoint, Fork, TrustPolicy, VerifierKey};
use rayon::prelude::*;
use record::policy::Policy;
use store::last_signed::{LastSigned, SizeAndRoot};
use store::raw::{Broken, Chunk, Raw};

pub use anchor::{Anchor, AnchorError};
pub use findings::{Finding, Findings};

use crate::archive::AskPassphrase;
use crate::{Error, Place, Progress, Reporter};
use entry::{Checked, Known};
use erased::Erasures;
use files::Files;
use opened::Opened;
use subjects::Subjects;
use tables::Tellings;
use tree::Tree;

/// Chunks that wait between the reader and the hashers.
const WAITING: usize = 2;

/// What an audit is done with.
pub struct AuditOptions<'a> {
    /// The policy in force: its own row in the store is compared with it.
    pub policy: &'a Policy,
    /// Old checkpoints and receipts from outside.
    pub since: &'a [Anchor],
    /// Whose log is believed; else the key that stands in the store.
    pub trust: Option<&'a TrustPolicy>,
    /// Make the second copy of the last signed size anew.
    pub renew: bool,
    /// Gives the passphrase, if sealed groups are to be opened.
    pub passphrase: Option<&'a AskPassphrase<'a>>,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// What an audit found.
#[derive(Debug)]
pub struct Audited {
    /// The log's name.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over them; `None`: entries are missing.
    pub root: Option<Hash>,
    /// How many signed checkpoints were looked at.
    pub checkpoints: u64,
    /// What is wrong.
    pub findings: Findings,
    /// Proofs that the log signed two histories.
    pub forks: Vec<Fork>,
    /// The names and sizes of the checkpoints from outside that the log continues.
    pub continues: Vec<(String, u64)>,
    /// What nobody can check, or not in this way.
    pub unchecked: Vec<String>,
    /// Entries that say that an erasure, or the lifting of a hold, was refused to a post. Nothing is wrong with the log: whoever
    /// oversees it asks who wanted what gone.
    pub refused_erasures: Vec<u64>,
    /// The second copy was made anew.
    pub renewed: bool,
}

/// Audits a store.
///
/// # Errors
/// [`Error`] when there is no store at all, or the passphrase is wrong. Whatever is wrong in the store is a finding.
pub fn audit(place: &Place, options: &AuditOptions<'_>) -> Result<Audited, Error> {
    if !place.address.0.is_file() {
        return Err(store::Error::NotThere(place.address.0.clone()).into());
    }
    let mut findings = Findings::default();
    // The second copy is read first: whatever it says, the store must hold by now.
    let second = second_copy(place);
    let raw = match Raw::open(&place.address) {
        Ok(raw) => raw,
        Err(cause) => return Ok(nothing_readable(&cause)),
    };
    match raw.shape() {
        Ok(odd) => odd.into_iter().for_each(|words| findings.store("schema", words)),
        Err(cause) => findings.store("schema", format!("the list of tables cannot be read: {cause}")),
    }
    let (origin, key) = key_of(&raw, options.trust, &mut findings);
    let subjects = Subjects::load(&raw, &mut findings);
    let opened = match options.passphrase {
        Some(ask) => Some(Opened::load(place, ask, &raw, &origin, &mut findings)?),
        None => None,
    };
    let known = Known { subjects: &subjects, opened: opened.as_ref() };
    let mut walk = Walk {
        tree: Tree::new(key.as_ref(), &origin),
        erasures: Erasures::default(),
        files: Files::default(),
        tellings: Tellings::default(),
        last_logged: i64::MIN,
        next: 0,
        refused: Vec::new(),
        findings,
    };
    walk.tree.want(options.since.iter().map(Anchor::size));
    walk.tree.want(second.iter().map(|is| is.size));
    let raw = walk.all(raw, place, &known, options.progress);
    walk.journal(place);
    walk.after(&raw, &known, options.policy);
    conclude(walk, &raw, place, options, key.as_ref(), second)
}

/// What goes along from the first entry to the last.
struct Walk<'a> {
    tree: Tree<'a>,
    erasures: Erasures,
    files: Files,
    tellings: Tellings,
    last_logged: i64,
    next: u64,
    refused: Vec<u64>,
    findings: Findings,
}

impl Walk<'_> {
    /// Reads on one thread, lets SQLite look at its own pages on another, and hashes on all that are left.
    fn all(&mut self, raw: Raw, place: &Place, known: &Known<'_>, progress: &Reporter<'_>) -> Raw {
        let of = raw.size();
        let (send, chunks) = sync_channel::<Chunk>(WAITING);
        std::thread::scope(|scope| {
            let pages = scope.spawn(|| Raw::open(&place.address).map(|raw| raw.integrity()));
            let reader = scope.spawn(move || {
                let walked = raw.walk(&mut |chunk| send.send(chunk).is_ok());
                (raw, walked)
            });
            for chunk in chunks {
                self.chunk(&chunk, known);
                progress(Progress { what: "auditing", done: chunk.to, of });
            }
            let (raw, walked) = match reader.join() {
                Ok(both) => both,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            if let Err(Broken { table, cause }) = walked {
                let behind = self.next.checked_sub(1);
                let words = behind.map_or_else(
                    || format!("the database cannot be read: table `{table}`: {cause}"),
                    |last| {
                        format!("the database cannot be read behind entry {last}: table `{table}`: {cause}")
                    },
                );
                self.tree.lose(&mut self.findings, None);
                self.findings.store("unreadable", words);
            }
            match pages.join() {
                Ok(Ok(lines)) => lines.into_iter().for_each(|line| {
                    self.findings.store("pages", format!("SQLite finds the file damaged: {line}"));
                }),
                Ok(Err(cause)) => self.findings.store("pages", cause.to_string()),
                Err(panic) => std::panic::resume_unwind(panic),
            }
            raw
        })
    }

    fn chunk(&mut self, chunk: &Chunk, known: &Known<'_>) {
        let checked: Vec<Checked> =
            chunk.events.par_iter().map(|event| entry::check(chunk, event, known)).collect();
        self.tree.begin(chunk);
        for (event, checked) in chunk.events.iter().zip(checked) {
            self.one(event, checked);
        }
        if chunk.stray > 0 {
            let at = chunk.first_stray.map_or(0, |key| key >> 16);
            self.findings.store(
                "stray_group",
                format!(
                    "{} sealed groups belong to no entry, the first to entry `{at}`, which is not there",
                    chunk.stray
                ),
            );
        }
        for Broken { table, cause } in &chunk.broken {
            self.findings.store("unreadable", format!("table `{table}` cannot be read further: {cause}"));
        }
        self.tree.end(chunk, &mut self.findings);
    }

    fn one(&mut self, event: &store::raw::RawEvent, checked: Checked) {
        let Ok(position) = u64::try_from(event.position) else {
            let words = format!("a row stands at position `{}`, before the first entry", event.position);
            return self.findings.store("position", words);
        };
        if position > self.next {
            let last = position - 1;
            let words = if last == self.next {
                "is missing".to_owned()
            } else {
                format!("and all up to entry {last} are missing")
            };
            self.findings.entry(self.next, "missing", words);
            self.tree.lose(&mut self.findings, Some(self.next));
        }
        if event.logged < self.last_logged {
            let words = "is back-dated: it was logged before the entry that stands before it".into();
            self.findings.entry(position, "back_dated", words);
        }
        self.last_logged = self.last_logged.max(event.logged);
        self.next = position.saturating_add(1);
        self.tree.append(position, &checked, &mut self.findings);
        for (code, words) in checked.problems {
            self.findings.entry(position, code, words);
        }
        self.erasures.pending(checked.destroyed, checked.replaced);
        if let Some(erasure) = checked.erasure {
            self.erasures.add(position, *erasure);
        }
        if let Some(imported) = checked.imported {
            self.files.add(position, *imported);
        }
        if checked.refused {
            self.refused.push(position);
        }
        if checked.submission {
            self.tellings.expect(position, checked.submitted);
        }
    }

    /// The journal of erasures beside the second copy: a backup from before them was brought to them.
    fn journal(&mut self, place: &Place) {
        let noted = match crate::erase::noted(place) {
            Ok(noted) => noted,
            Err(cause) => return self.findings.store("journal", cause.to_string()),
        };
        for (origin, index, erasure) in noted {
            if origin == self.tree.origin() && index < self.next {
                if !self.erasures.is_by(index, erasure.subjects.first().copied()) {
                    let words =
                        "is an erasure, says the journal of erasures, and the log has something else there"
                            .into();
                    self.findings.entry(index, "journal", words);
                }
            } else {
                self.erasures.allow(erasure.into(), self.next);
            }
        }
    }

    /// What can only be said once every entry was seen.
    fn after(&mut self, raw: &Raw, known: &Known<'_>, policy: &Policy) {
        self.tree.finish(raw, self.next, &mut self.findings);
        self.erasures.finish(raw, known.subjects, self.next, &mut self.findings);
        self.files.finish(raw, known.opened, &mut self.findings);
        self.tellings.finish(raw, self.next, &mut self.findings);
        tables::lookups(raw, &mut self.findings);
        tables::seen(raw, self.next, &mut self.findings);
        tables::policies(raw, policy, &mut self.findings);
        tables::cosignatures(raw, &mut self.findings);
    }
}

fn conclude(
    walk: Walk<'_>,
    raw: &Raw,
    place: &Place,
    options: &AuditOptions<'_>,
    key: Option<&VerifierKey>,
    second: Option<SizeAndRoot>,
) -> Result<Audited, Error> {
    let Walk { tree, mut findings, next: size, refused, .. } = walk;
    let outside = anchor::compare(&tree, raw, place, options, key, size, &mut findings);
    let right = findings.is_empty();
    let renewed =
        closing::second_copy(place, &tree, second, (size, right, &outside), options, &mut findings)?;
    Ok(Audited {
        origin: tree.origin().to_owned(),
        size,
        root: tree.root(),
        checkpoints: tree.checkpoints(),
        forks: outside.forks,
        continues: outside.continues,
        unchecked: closing::unchecked(raw, options, size),
        refused_erasures: refused,
        renewed,
        findings: findings.sorted(),
    })
}

fn second_copy(place: &Place) -> Option<SizeAndRoot> {
    let origin = Raw::open(&place.address).ok()?.meta("origin")?;
    LastSigned::open(&place.last_signed, &origin).ok()?.read().ok()
}

fn nothing_readable(cause: &store::Error) -> Audited {
    let mut findings = Findings::default();
    findings.store("unreadable", format!("the database cannot be read at all: {cause}"));
    Audited {
        origin: String::new(),
        size: 0,
        root: None,
        checkpoints: 0,
        findings,
        forks: Vec::new(),
        continues: Vec::new(),
        unchecked: Vec::new(),
        refused_erasures: Vec::new(),
        renewed: false,
    }
}

/// The log's name and key: those of the store, which must be those of the trust policy if one was given.
fn key_of(raw: &Raw, trust: Option<&TrustPolicy>, findings: &mut Findings) -> (String, Option<VerifierKey>) {
    let origin = raw.meta("origin").unwrap_or_default();
    let stored = raw.meta("key").and_then(|text| VerifierKey::parse(&text).ok());
    let of_log = stored.filter(|key| key.name() == origin);
    if of_log.is_none() {
        findings.store(
            "key",
            "the store does not say the log's name and key, or not such as belong together".into(),
        );
    }
    let Some(trust) = trust else { return (origin, of_log) };
    let trusted = |key: &VerifierKey| trust.logs().iter().any(|log| log.key == *key);
    match of_log {
        Some(key) if trusted(&key) => (origin, Some(key)),
        other => {
            if other.is_some() {
                findings
                    .store("key", format!("the key of log `{origin}` is not the one of your trust policy"));
            }
            let same_name =
                trust.logs().iter().find(|log| log.key.name() == origin || trust.logs().len() == 1);
            let key = same_name.map(|log| log.key.clone());
            let origin = key.as_ref().map_or(origin, |key| key.name().to_owned());
            (origin, key)
        }
    }
}

/// A note that reads as a checkpoint.
fn checkpoint_of(text: &str) -> Result<(ledger::Note, Checkpoint), String> {
    let note = ledger::Note::parse(text.as_bytes()).map_err(|cause| cause.to_string())?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|cause| cause.to_string())?;
    Ok((note, checkpoint))
}
