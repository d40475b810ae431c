//! Random bytes, from the operating system.

use zeroize::Zeroizing;

use crate::Error;

/// Most random bytes asked for at once: a sealed record takes some hundreds, 24 or 32 at a time.
const AT_ONCE: usize = 512;
/// Asked for first: most who draw want a few bytes only.
const AT_FIRST: usize = 64;

/// Runs what needs random bytes; nothing it made is used if the system had none to give.
pub(crate) fn with<T>(make: impl FnOnce(&mut dyn FnMut(&mut [u8])) -> T) -> Result<T, Error> {
    let mut failed = None;
    let mut kept = Zeroizing::new([0; AT_ONCE]);
    let (mut given, mut there) = (0, 0);
    let made = make(&mut |bytes: &mut [u8]| {
        if bytes.len() > AT_ONCE {
            failed = getrandom::fill(bytes).err().or(failed);
            return;
        }
        if given + bytes.len() > there {
            // What was left is thrown away: no byte is ever given twice.
            there = (there * 8).clamp(AT_FIRST, AT_ONCE).max(bytes.len());
            failed = getrandom::fill(&mut kept[..there]).err().or(failed);
            given = 0;
        }
        bytes.copy_from_slice(&kept[given..given + bytes.len()]);
        given += bytes.len();
    });
    failed.map_or(Ok(made), |cause| Err(Error::Random(cause)))
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, with};

    #[test]
    fn no_byte_is_given_twice_and_none_is_left_out() {
        let draws = with(|draw| {
            let mut draws = Vec::new();
            for length in [16, 24, 32, AT_ONCE, 1, AT_ONCE - 1, AT_ONCE + 7, 24].repeat(40) {
                let mut bytes = vec![0; length];
                draw(&mut bytes);
                draws.push(bytes);
            }
            draws
        })
        .expect("drawn");
        let mut pieces: Vec<&[u8]> =
            draws.iter().flat_map(|bytes| bytes.as_chunks::<8>().0).map(|piece| piece.as_slice()).collect();
        let count = pieces.len();
        pieces.sort_unstable();
        pieces.dedup();
        assert_eq!(pieces.len(), count, "eight random bytes came twice");
        assert!(pieces.iter().all(|piece| **piece != [0; 8]), "bytes that were never drawn");
    }
}
