//! Mixing numbers into keys. Fixed constants: the same on every machine.

/// Mixes two numbers into one key (the finaliser of SplitMix64 over a multiply-add).
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut x = a.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(b ^ 0x51_7cc1_b727_220a);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A key of a text.
pub(crate) fn of_text(text: &str) -> u64 {
    text.bytes().fold(text.len() as u64, |key, byte| mix(key, u64::from(byte)))
}
