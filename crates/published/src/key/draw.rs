//! Drawing codes at random.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::mask::looks_like_plate_or_postcode;

/// Digits and consonants that cannot be taken for another: no vowel (so no word), no 0, 1, I, L, O, Y.
const ALPHABET: &[u8; 27] = b"23456789BCDFGHJKMNPQRSTVWXZ";
/// Largest multiple of the alphabet's size in a byte: bytes above would favour some letters.
const FAIR: u8 = (256 / 27 * 27 - 1) as u8;
/// Shortest code.
const SHORTEST: u32 = 4;
/// A code grows when more than one in this many of its length would be taken.
const ROOM: u64 = 4;

/// Draws codes nobody has yet.
pub(super) struct Drawer<'a> {
    random: &'a mut dyn FnMut(&mut [u8]),
    pool: Vec<u8>,
    taken: FxHashSet<SmolStr>,
}

impl<'a> Drawer<'a> {
    /// A drawer that knows these codes are taken.
    pub(super) fn new(random: &'a mut dyn FnMut(&mut [u8]), taken: FxHashSet<SmolStr>) -> Self {
        Self { random, pool: Vec::new(), taken }
    }

    /// A new code. It never looks like a number plate or a postcode, so that a search for those finds only real ones.
    pub(super) fn code(&mut self) -> SmolStr {
        let length = self.length();
        loop {
            let code: String = (0..length).map(|_| self.letter()).collect();
            let mixed = code.bytes().any(|byte| byte.is_ascii_digit())
                && code.bytes().any(|byte| byte.is_ascii_alphabetic());
            let code = SmolStr::new(code);
            if mixed && !looks_like_plate_or_postcode(&code) && self.taken.insert(code.clone()) {
                return code;
            }
        }
    }

    fn length(&self) -> u32 {
        let wanted = (self.taken.len() as u64 + 1).saturating_mul(ROOM);
        (SHORTEST..12).find(|length| 27u64.pow(*length) >= wanted).unwrap_or(12)
    }

    fn letter(&mut self) -> char {
        loop {
            if self.pool.is_empty() {
                self.pool.resize(1024, 0);
                (self.random)(&mut self.pool);
            }
            if let Some(byte) = self.pool.pop().filter(|byte| *byte <= FAIR) {
                return char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]);
            }
        }
    }
}
