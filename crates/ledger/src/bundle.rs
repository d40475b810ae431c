//! Entry bundles: the entries behind a tile of leaf hashes, each with its length before it.

use crate::tile::FULL;

/// The longest entry that fits, in bytes.
pub const LONGEST_ENTRY: usize = u16::MAX as usize;

/// Why entries are not a bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An entry is longer than [`LONGEST_ENTRY`].
    #[error("entry `{place}` of the bundle has `{length}` bytes; at most {LONGEST_ENTRY} fit")]
    EntryTooLong {
        /// Its place in the bundle, from 0.
        place: usize,
        /// Its bytes.
        length: usize,
    },
    /// More than 256 entries.
    #[error("a bundle holds at most {FULL} entries, not `{0}`")]
    TooMany(usize),
    /// The bytes end within an entry, or before the last one.
    #[error("the bundle ends at entry `{have}` of `{need}`; it is cut off or of another width")]
    CutOff {
        /// Whole entries read.
        have: u16,
        /// Entries asked for.
        need: u16,
    },
    /// Bytes after the last entry.
    #[error("the bundle has `{rest}` bytes more than its `{need}` entries; it is of another width")]
    Longer {
        /// Bytes left over.
        rest: usize,
        /// Entries asked for.
        need: u16,
    },
}

/// Writes a bundle: each entry after its length in two bytes, the larger first.
///
/// # Errors
/// [`BundleError::EntryTooLong`] or [`BundleError::TooMany`].
///
/// # Source
/// C2SP tlog-tiles, "Log entries".
pub fn write<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, BundleError> {
    if entries.len() > FULL.into() {
        return Err(BundleError::TooMany(entries.len()));
    }
    let mut bytes = Vec::with_capacity(entries.iter().map(|entry| entry.as_ref().len() + 2).sum());
    for (place, entry) in entries.iter().enumerate() {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len())
            .map_err(|_| BundleError::EntryTooLong { place, length: entry.len() })?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// Reads a bundle of exactly `width` entries.
///
/// # Errors
/// [`BundleError::CutOff`] or [`BundleError::Longer`].
pub fn read(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let mut rest = bytes;
    let mut entries = Vec::new();
    for have in 0..width {
        let (entry, after) = first(rest).ok_or(BundleError::CutOff { have, need: width })?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() { Ok(entries) } else { Err(BundleError::Longer { rest: rest.len(), need: width }) }
}

fn first(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(u16::from_be_bytes(*length).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let longest = vec![7; LONGEST_ENTRY];
        let entries: [&[u8]; 3] = [b"one", b"", &longest];
        let bytes = write(&entries).unwrap();
        assert_eq!(&bytes[..7], b"\0\x03one\0\0");
        assert_eq!(read(&bytes, 3).unwrap(), entries);
        assert_eq!(read(&[], 0), Ok(vec![]));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(write(&[vec![0; 65_536]]), Err(BundleError::EntryTooLong { place: 0, length: 65_536 }));
        assert_eq!(write(&[b""; 257]), Err(BundleError::TooMany(257)));
        let bytes = write(&[b"one", b"two"]).unwrap();
        assert_eq!(read(&bytes, 1), Err(BundleError::Longer { rest: 5, need: 1 }));
        assert_eq!(read(&bytes, 3), Err(BundleError::CutOff { have: 2, need: 3 }));
        assert_eq!(read(&bytes[..9], 2), Err(BundleError::CutOff { have: 1, need: 2 }));
        assert_eq!(read(&bytes[..6], 2), Err(BundleError::CutOff { have: 1, need: 2 }));
        assert_eq!(read(b"\xff\xff", 1), Err(BundleError::CutOff { have: 0, need: 1 }));
    }
}
