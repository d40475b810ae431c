//! What makes two events of two extracts the same: a hash keyed by a secret, so that it tells nobody anything.

use record::Event;
use record::canonical::Canonical;
use record::source::RowKey;
use record::stored::field_bytes;
use sha2::{Digest, Sha256};

/// First 16 bytes of a keyed SHA-256.
pub(crate) type Short = [u8; 16];

/// The hash of a row's natural key.
pub(crate) fn row_hash(secret: &[u8; 32], agency: &str, key: &RowKey) -> Short {
    let mut bytes = Vec::with_capacity(96);
    agency.to_owned().put(&mut bytes);
    key.table.put(&mut bytes);
    key.natural.put(&mut bytes);
    short(secret, &[&bytes])
}

/// The hash of one event of that row: everything the source said, nothing of where it stood or when it was taken.
pub(crate) fn event_hash(secret: &[u8; 32], row: &Short, event: &Event) -> Short {
    let mut header = vec![event.body.number()];
    event.claimed.put(&mut header);
    event.by.put(&mut header);
    short(secret, &[row, &header, &field_bytes(&event.body)])
}

fn short(secret: &[u8; 32], parts: &[&[u8]]) -> Short {
    // The secret goes before and after, with lengths, so that no extension and no other split gives the same hash.
    let mut hash = Sha256::new();
    hash.update(secret);
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.update(secret);
    let digest: [u8; 32] = hash.finalize().into();
    core::array::from_fn(|place| digest[place])
}
