//! Writing the log as files: tiles first, and when they are durable the checkpoint that speaks of them.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

use ledger::hash::{Hash, leaf_hash};
use ledger::tile::Content;
use ledger::{Checkpoint, Edge, Note, Tile, VerifierKey, bundle};
use store::{Address, Reader};

use super::files::{CHECKPOINT, Writer, read};
use crate::{Error, Progress, Reporter};

/// Entries of a bundle, hashes of a tile.
const FULL: usize = 256;
/// Held while an export writes, so that two never write at once.
const LOCK: &str = ".candour-export";

/// What an export did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The log's name.
    pub origin: String,
    /// Entries that were in the folder before.
    pub before: u64,
    /// Entries that are in it now.
    pub size: u64,
    /// Files written.
    pub files: u64,
}

/// Writes a store's log into a folder, or adds to it what came since.
///
/// # Errors
/// [`Error`] when the store is damaged, the folder is another log's or ahead of the store, or the disk says no. Then the
/// folder still is what it was before, for whoever reads it.
pub fn export(address: &Address, out: &Path, progress: &Reporter<'_>) -> Result<Exported, Error> {
    let reader = Reader::open(address)?;
    let log = |words: String| Error::Store(store::Error::Log(words));
    let key = reader.meta("key")?.and_then(|text| VerifierKey::parse(&text).ok());
    let key = key.ok_or_else(|| log("it does not say its key".into()))?;
    let size = reader.size()?;
    let note = reader.checkpoint(size)?;
    let note =
        note.ok_or_else(|| log(format!("there is no checkpoint of size {size}; record something first")))?;
    let is = checked(&note, &key).map_err(|why| log(format!("the checkpoint of size {size}: {why}")))?;
    let failed = |cause: io::Error| {
        Error::file(out, cause, "make room, or name another folder with `--out`, and export again")
    };
    fs::create_dir_all(out).map_err(failed)?;
    let lock =
        OpenOptions::new().write(true).create(true).truncate(false).open(out.join(LOCK)).map_err(failed)?;
    lock.lock().map_err(failed)?;
    let before = before(out, &key, &reader, &is)?;
    let mut writer = Writer::new(out);
    let root = tiles(&reader, before, size, &mut writer, progress).map_err(|cause| match cause {
        Failed::Disk(cause) => failed(cause),
        Failed::Store(cause) => Error::Store(cause),
    })?;
    if root != is.root() {
        return Err(log(format!("the entries do not give the root that was signed at size {size}")));
    }
    let finish = |writer: &mut Writer| -> io::Result<()> {
        for (name, text) in beside(&key) {
            // They may have been edited since: witnesses are added to a policy.
            if read(&out.join(name))?.is_none() {
                writer.put(name, text.as_bytes())?;
            }
        }
        writer.sync()?;
        writer.put(CHECKPOINT, note.to_string().as_bytes())?;
        writer.sync()
    };
    finish(&mut writer).map_err(failed)?;
    Ok(Exported { origin: key.name().to_owned(), before, size, files: writer.written })
}

/// The size of what is in the folder, which the store must continue.
fn before(out: &Path, key: &VerifierKey, reader: &Reader, is: &Checkpoint) -> Result<u64, Error> {
    let there =
        read(&out.join(CHECKPOINT)).map_err(|cause| Error::file(out, cause, "make the folder readable"))?;
    let Some(bytes) = there else { return Ok(0) };
    let refused = |why: String| Error::Export { folder: out.to_owned(), why };
    let old = Note::parse(&bytes).map_err(|cause| cause.to_string()).and_then(|note| checked(&note, key));
    let old =
        old.map_err(|why| refused(format!("its checkpoint is not this log's: {why}; name another folder")))?;
    if old.size() > is.size() {
        return Err(refused(format!(
            "it holds {} entries and the store only {}: this store is an old copy. Bring back the newest one",
            old.size(),
            is.size()
        )));
    }
    if reader.root_at(old.size())? != old.root() {
        return Err(refused(format!(
            "the store does not continue it: some of the first {} entries are others. Keep both and run `candour log audit --since {}`",
            old.size(),
            out.join(CHECKPOINT).display()
        )));
    }
    Ok(old.size())
}

fn checked(note: &Note, key: &VerifierKey) -> Result<Checkpoint, String> {
    let is = Checkpoint::parse(note.text()).map_err(|cause| cause.to_string())?;
    note.verify([key]).map_err(|cause| cause.to_string())?;
    if is.origin() == key.name() { Ok(is) } else { Err(format!("it is of log `{}`", is.origin())) }
}

enum Failed {
    Disk(io::Error),
    Store(store::Error),
}

impl From<store::Error> for Failed {
    fn from(cause: store::Error) -> Self {
        Self::Store(cause)
    }
}

/// Writes every tile and bundle that is new, from entries that are hashed as they pass; gives the root.
fn tiles(
    reader: &Reader,
    before: u64,
    size: u64,
    writer: &mut Writer,
    progress: &Reporter<'_>,
) -> Result<Hash, Failed> {
    let mut edge = Edge::new();
    let mut levels: Vec<Level> = vec![Level::default()];
    let mut entries: Vec<[u8; ledger::commitment::ENTRY_LENGTH]> = Vec::with_capacity(FULL);
    let mut disk = None;
    let mut next = 0;
    reader
        .entries(0, size, &mut |position, entry| {
            let entry = entry.try_into().ok().filter(|_| position == next);
            let entry =
                entry.ok_or_else(|| store::Error::Log(format!("entry {next} is missing or malformed")))?;
            next += 1;
            entries.push(entry);
            edge.append(leaf_hash(&entry), &mut |level, _, hash| {
                if level % 8 == 0 {
                    let level = usize::from(level / 8);
                    levels.resize_with(levels.len().max(level + 1), Level::default);
                    levels[level].hashes.push(hash);
                }
            });
            if entries.len() == FULL || next == size {
                let done = put_tiles(&mut levels, &mut entries, (before, next, size), writer);
                disk = done.err();
                if disk.is_some() {
                    return Err(store::Error::Stopped);
                }
                progress(Progress { what: "exporting", done: next, of: size });
            }
            Ok(())
        })
        .map_err(|cause| disk.take().map_or(Failed::Store(cause), Failed::Disk))?;
    if next != size {
        return Err(Failed::Store(store::Error::Log(format!("entry {next} is missing"))));
    }
    Ok(edge.root())
}

/// Hashes of one tile level behind the tiles that are done.
#[derive(Default)]
struct Level {
    done: u64,
    hashes: Vec<Hash>,
}

fn put_tiles(
    levels: &mut [Level],
    entries: &mut Vec<[u8; ledger::commitment::ENTRY_LENGTH]>,
    (before, next, size): (u64, u64, u64),
    writer: &mut Writer,
) -> io::Result<()> {
    let full = |count: usize| count == FULL;
    let last = next == size;
    let number = (next - 1) >> 8;
    let new = |tile: &Tile| next > before && (full(tile.width().into()) || last);
    if let Some(tile) = Tile::new(Content::Entries, number, entries.len() as u16).filter(new) {
        let bytes = bundle::write(entries).map_err(io::Error::other)?;
        writer.put(&tile.path(), &bytes)?;
    }
    entries.clear();
    for (level, at) in levels.iter_mut().enumerate() {
        if at.hashes.is_empty() || !(full(at.hashes.len()) || last) {
            continue;
        }
        let content = Content::Hashes { level: level as u8 };
        // A tile is old if the log before had all of its hashes already.
        let covered = before >> (8 * level as u32);
        let new = (at.done << 8) + at.hashes.len() as u64 > covered;
        if new && let Some(tile) = Tile::new(content, at.done, at.hashes.len() as u16) {
            let bytes: Vec<u8> = at.hashes.iter().flat_map(|hash| hash.0).collect();
            writer.put(&tile.path(), &bytes)?;
        }
        if full(at.hashes.len()) {
            at.done += 1;
            at.hashes.clear();
        }
    }
    Ok(())
}

/// The files beside the log itself.
fn beside(key: &VerifierKey) -> [(&'static str, String); 3] {
    [
        ("log.vkey", format!("{key}\n")),
        ("trust-policy.txt", trust_policy(key)),
        ("README.txt", readme(key.name())),
    ]
}

/// A trust policy that believes the log alone, with a word on how to add witnesses.
pub fn trust_policy(key: &VerifierKey) -> String {
    format!(
        "# Whom to believe about the log {name}: hand this file to whoever is to check its receipts,\n\
         # by another way than the receipts themselves.\n\
         log {key}\n\
         \n\
         # Each witness is another body that has seen the log grow and signs what it saw. For each one add a line\n\
         #   witness <a short name> <its verifier key>\n\
         # then say how many of them must have signed, such as any two of three:\n\
         #   group outside 2 <name> <name> <name>\n\
         #   quorum outside\n\
         # With `quorum none` the log's own word is enough.\n\
         quorum none\n",
        name = key.name()
    )
}

fn readme(origin: &str) -> String {
    format!(
        "The log {origin}, for anybody to read and to check\n\n\
         This folder is a transparency log as plain files (https://c2sp.org/tlog-tiles). Each entry stands for one recorded\n\
         event and says nothing of it: it is a commitment, and no name, place or word can be read out of it.\n\n\
         checkpoint        how many entries there are, and the root hash over them, signed\n\
         tile/             the hashes (tile/0, tile/1, ...) and the entries (tile/entries)\n\
         log.vkey          the key that signs the checkpoints\n\
         trust-policy.txt  the same key as a policy for `candour verify --trust`; add witnesses to it\n\n\
         To serve it: let any web server hand out this folder as it is. `checkpoint` must not be cached for more than some\n\
         seconds; everything below tile/ never changes and may be cached for good. Export again into the same folder to add\n\
         what is new.\n\n\
         To check it: candour log audit --dir THIS-FOLDER --trust trust-policy.txt\n\
         Take the policy from somewhere you trust: one that lies beside the log proves only that the folder fits together.\n\
         Keep each checkpoint you have seen. If a later one does not continue it, the two are a proof of fraud.\n"
    )
}
