//! Submissions: how a telling sent twice is recorded once, and how its receipt is fetched again.
//!
//! | what | from | kept |
//! |---|---|---|
//! | submission id | chosen by whoever sends, unguessable | only as keyed hash |
//! | salt | drawn when it is first recorded | sealed with the telling, destroyed with it |
//! | words to remember, 80 bits | HKDF of the salt with the submission id | only as keyed hash |
//! | record seed | HKDF of the salt with the words | by the teller alone |
//!
//! So the same submission always gives the same words and receipt, and after erasure neither the operator nor anybody
//! with an old copy of the words can find the seed again: the salt is gone.

use hkdf::Hkdf;
use ledger::commitment::Seed;
use sha2::Sha256;

use crate::keys::{Secret, tag};

/// Shortest submission id: enough that ids drawn at random do not meet.
pub const SHORTEST_ID: usize = 16;
/// Longest submission id in bytes.
pub const LONGEST_ID: usize = 200;

/// The words to remember, as 80 bits.
pub fn words(salt: &Secret, submission: &str) -> [u8; 10] {
    let mut words = [0; 10];
    expand(salt, &[b"candour/words/v1", submission.as_bytes()], &mut words);
    words
}

/// The record's seed.
pub fn seed(salt: &Secret, words: &[u8; 10]) -> Seed {
    let mut seed = [0; 32];
    expand(salt, &[b"candour/seed/v1", words], &mut seed);
    Seed(seed)
}

/// Keyed hash under which a submission id is found again.
pub fn id_tag(store: &Secret, submission: &str) -> [u8; 16] {
    tag(store, "submission", &[submission.as_bytes()])
}

/// Keyed hash under which words are found again.
pub fn words_tag(store: &Secret, words: &[u8; 10]) -> [u8; 16] {
    tag(store, "words", &[words])
}

fn expand(salt: &Secret, info: &[&[u8]], out: &mut [u8]) {
    let from = Hkdf::<Sha256>::from_prk(&salt.0).expect("a salt is as long as the hash");
    from.expand_multi_info(info, out).expect("few bytes are within what HKDF gives");
}
