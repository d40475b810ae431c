//! Does a store hold together? Looked at before a backup is trusted: no key is needed.

use ledger::hash::{Hash, leaf_hash};
use ledger::{Checkpoint, Note, VerifierKey};

use crate::last_signed::SizeAndRoot;
use crate::tail::Tail;
use crate::{Error, Reader};

/// What a store that holds together is.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The log's name.
    pub origin: String,
    /// Its verifier key.
    pub key: String,
    /// Size, and root over all entries.
    pub is: SizeAndRoot,
    /// How many checkpoints were signed.
    pub checkpoints: u64,
}

/// Looks at every entry, tile and checkpoint: the file is sound, each checkpoint is of the root that the entries before it
/// give, and the newest covers all and is signed by the log's own key.
///
/// # Errors
/// [`Error::Log`] says what does not fit.
pub fn whole(reader: &Reader) -> Result<Whole, Error> {
    if let Some(words) = reader.integrity()? {
        return Err(Error::Log(words));
    }
    let origin = reader.meta("origin")?.unwrap_or_default();
    let key = reader.meta("key")?.unwrap_or_default();
    let size = reader.size()?;
    let mut checkpoints = Vec::new();
    reader.checkpoints(0, &mut |size, note| {
        checkpoints.push((size, checkpoint(size, note, &origin)?));
        Ok(())
    })?;
    let root = walk(reader, size, &checkpoints)?;
    newest(reader, size, &key)?;
    Ok(Whole { origin, key, is: SizeAndRoot { size, root }, checkpoints: checkpoints.len() as u64 })
}

/// Grows the tree entry by entry and compares every tile and checkpoint on the way.
fn walk(reader: &Reader, size: u64, checkpoints: &[(u64, Hash)]) -> Result<Hash, Error> {
    let mut tail = Tail::default();
    let mut waiting = checkpoints.iter().peekable();
    let mut tiles = |level, number| reader.tile(level, number);
    reader.entries(0, size, &mut |position, entry| {
        if position != tail.size() {
            return Err(Error::Log(format!("entry {} is missing", tail.size())));
        }
        tail.push(leaf_hash(entry), &mut |level, number, hashes| {
            let same = reader.tile(level, number)? == hashes;
            let wrong = || Error::Log(format!("tile {number} of level {level} is not of its entries"));
            if same { Ok(()) } else { Err(wrong()) }
        })?;
        let now = tail.size();
        if let Some((_, root)) = waiting.next_if(|(size, _)| *size == now)
            && tail.root_at(now, &mut tiles)? != *root
        {
            return Err(Error::Contradicts { size: now });
        }
        Ok(())
    })?;
    if let Some((size, _)) = waiting.next().filter(|(size, _)| *size > 0) {
        return Err(Error::Log(format!("a checkpoint of {size} entries was signed, and they are not there")));
    }
    tail.root_at(size, &mut tiles)
}

fn newest(reader: &Reader, size: u64, key: &str) -> Result<(), Error> {
    let wrong = |cause: String| Error::Log(format!("the newest checkpoint: {cause}"));
    let key = VerifierKey::parse(key).map_err(|cause| wrong(cause.to_string()))?;
    if size == 0 {
        return Ok(());
    }
    let note = reader.checkpoint(size)?.ok_or_else(|| wrong(format!("none covers all {size} entries")))?;
    note.verify([&key]).map_err(|cause| wrong(cause.to_string()))?;
    Ok(())
}

fn checkpoint(size: u64, note: &str, origin: &str) -> Result<Hash, Error> {
    let wrong = |cause: String| Error::Log(format!("the checkpoint of size {size}: {cause}"));
    let note = Note::parse(note.as_bytes()).map_err(|cause| wrong(cause.to_string()))?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|cause| wrong(cause.to_string()))?;
    if checkpoint.origin() != origin || checkpoint.size() != size {
        return Err(wrong("it is of another log or size".into()));
    }
    Ok(checkpoint.root())
}
