//! The key file: what the operator must keep secret, under a passphrase.
//!
//! ```text
//! candour keys v1
//! origin westbrook.example/candour
//! kdf argon2id 65536 3 1
//! salt <base64, 16 bytes>
//! sealed <base64>
//! ```
//!
//! `sealed` is XChaCha20-Poly1305 (24-byte nonce before the ciphertext) under the Argon2id key of passphrase and salt
//! (memory in KiB, passes, lanes), with the lines above it as associated data. Inside, in this order: the log's signing
//! seed (32 bytes), the store's secret for keyed hashes (32), and for each epoch its number (4, big-endian) and key (32).

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroize;

use crate::keys::{DoesNotOpen, Draw, Secret, unwrap, wrap};

/// What Argon2id may cost: memory in KiB, passes, lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// The cost of new key files: OWASP's and RFC 9106's second recommendation, 64 MiB and three passes.
    pub const STANDARD: Self = Self { memory_kib: 65_536, passes: 3, lanes: 1 };
    const MOST: Self = Self { memory_kib: 1 << 20, passes: 64, lanes: 16 };
}

/// The operator's secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChain {
    /// The log's origin, which is also its key's name.
    pub origin: String,
    /// Seed of the Ed25519 key that signs checkpoints.
    pub signing: Secret,
    /// Keys the keyed hashes of the store.
    pub store: Secret,
    /// Epoch keys by number, the last one in use. Earlier ones are kept only until nothing needs them.
    pub epochs: Vec<(u32, Secret)>,
}

impl KeyChain {
    /// Fresh keys for a new log.
    pub fn draw(origin: &str, draw: &mut Draw<'_>) -> Self {
        Self {
            origin: origin.to_owned(),
            signing: Secret::draw(draw),
            store: Secret::draw(draw),
            epochs: vec![(1, Secret::draw(draw))],
        }
    }

    /// The epoch in use.
    pub fn epoch(&self) -> Option<(u32, &Secret)> {
        self.epochs.last().map(|(number, key)| (*number, key))
    }

    /// The key of an epoch.
    pub fn epoch_key(&self, number: u32) -> Option<&Secret> {
        self.epochs.iter().find(|(other, _)| *other == number).map(|(_, key)| key)
    }
}

/// Why a key file does not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// It is no key file.
    #[error("is no candour key file; name the file that was made with the store")]
    NotOurs,
    /// It is of a version this program does not know.
    #[error("has version `{0}`, this program knows v1; use the newer candour")]
    Newer(String),
    /// A line is not as it must be.
    #[error("line {line}: {problem}; restore the file from its copy")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What is wrong.
        problem: &'static str,
    },
    /// The passphrase does not open it.
    #[error(
        "does not open: the passphrase is another one, or the file was changed; nothing was touched, try again"
    )]
    Passphrase,
}

const FIRST: &str = "candour keys v1";

/// Writes a key file.
pub fn write(chain: &KeyChain, passphrase: &str, cost: Cost, draw: &mut Draw<'_>) -> String {
    let mut salt = [0; 16];
    draw(&mut salt);
    let head = format!(
        "{FIRST}\norigin {}\nkdf argon2id {} {} {}\nsalt {}\n",
        chain.origin,
        cost.memory_kib,
        cost.passes,
        cost.lanes,
        STANDARD.encode(salt)
    );
    let mut plain = [chain.signing.0, chain.store.0].concat();
    for (number, key) in &chain.epochs {
        plain.extend_from_slice(&number.to_be_bytes());
        plain.extend_from_slice(&key.0);
    }
    let key = stretch(passphrase, &salt, cost);
    let sealed = wrap(&key, &plain, head.as_bytes(), draw);
    plain.zeroize();
    format!("{head}sealed {}\n", STANDARD.encode(sealed))
}

/// The origin a key file names, without opening it.
///
/// # Errors
/// [`KeyFileError`] when it is none.
pub fn origin(text: &str) -> Result<&str, KeyFileError> {
    Parts::read(text).map(|parts| parts.origin)
}

/// Opens a key file.
///
/// # Errors
/// [`KeyFileError`].
pub fn open(text: &str, passphrase: &str) -> Result<KeyChain, KeyFileError> {
    let parts = Parts::read(text)?;
    let key = stretch(passphrase, &parts.salt, parts.cost);
    let mut plain =
        unwrap(&key, &parts.sealed, parts.head.as_bytes()).map_err(|DoesNotOpen| KeyFileError::Passphrase)?;
    let chain = chain(parts.origin, &plain);
    plain.zeroize();
    chain.ok_or(KeyFileError::Line { line: 5, problem: "what is sealed has another shape" })
}

fn chain(origin: &str, plain: &[u8]) -> Option<KeyChain> {
    let (signing, rest) = plain.split_first_chunk::<32>()?;
    let (store, rest) = rest.split_first_chunk::<32>()?;
    let (epochs, left_over) = rest.as_chunks::<36>();
    if !left_over.is_empty() || epochs.is_empty() {
        return None;
    }
    let epochs = epochs
        .iter()
        .map(|bytes| {
            let (number, key) = bytes.split_first_chunk::<4>()?;
            Some((u32::from_be_bytes(*number), Secret(key.try_into().ok()?)))
        })
        .collect::<Option<_>>()?;
    Some(KeyChain { origin: origin.to_owned(), signing: Secret(*signing), store: Secret(*store), epochs })
}

fn stretch(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Secret {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
        .expect("costs are checked when they are read");
    let mut key = Secret([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key.0)
        .expect("a salt of 16 bytes and a key of 32 are within Argon2's limits");
    key
}

struct Parts<'a> {
    head: &'a str,
    origin: &'a str,
    cost: Cost,
    salt: [u8; 16],
    sealed: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Result<Self, KeyFileError> {
        let wrong = |line, problem| KeyFileError::Line { line, problem };
        let mut lines = text.split('\n');
        match lines.next() {
            Some(FIRST) => {}
            Some(first) => match first.strip_prefix("candour keys ") {
                Some(version) => return Err(KeyFileError::Newer(version.chars().take(20).collect())),
                None => return Err(KeyFileError::NotOurs),
            },
            None => return Err(KeyFileError::NotOurs),
        }
        let mut next = |line: usize, name: &str| {
            let text = lines.next().ok_or(wrong(line, "is missing"))?;
            text.strip_prefix(name)
                .and_then(|rest| rest.strip_prefix(' '))
                .ok_or(wrong(line, "has another name"))
        };
        let origin = next(2, "origin")?;
        let cost = cost(next(3, "kdf")?).ok_or(wrong(3, "is no cost of argon2id that can be right"))?;
        let salt = STANDARD.decode(next(4, "salt")?).ok().and_then(|salt| salt.try_into().ok());
        let salt = salt.ok_or(wrong(4, "is not 16 bytes of base64"))?;
        let sealed = STANDARD.decode(next(5, "sealed")?).map_err(|_| wrong(5, "is no base64"))?;
        if lines.next() != Some("") || lines.next().is_some() {
            return Err(wrong(6, "nothing may follow, and the last line ends with a line feed"));
        }
        let head = text.split_inclusive('\n').take(4).map(str::len).sum();
        Ok(Self { head: &text[..head], origin, cost, salt, sealed })
    }
}

fn cost(text: &str) -> Option<Cost> {
    let numbers: Vec<u32> = text
        .strip_prefix("argon2id ")?
        .split(' ')
        .map(|number| number.parse().ok().filter(|n: &u32| n.to_string() == number))
        .collect::<Option<_>>()?;
    let [memory_kib, passes, lanes] = numbers.try_into().ok()?;
    let most = Cost::MOST;
    let fits = memory_kib <= most.memory_kib && passes <= most.passes && lanes <= most.lanes;
    let enough = lanes >= 1 && passes >= 1 && memory_kib >= 8 * lanes;
    (fits && enough).then_some(Cost { memory_kib, passes, lanes })
}

#[cfg(test)]
mod tests {
    use super::{Cost, KeyChain, KeyFileError, open, origin, write};

    const CHEAP: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

    fn draw() -> impl FnMut(&mut [u8]) {
        let mut n = 0u8;
        move |bytes| {
            bytes.iter_mut().for_each(|byte| {
                n = n.wrapping_add(37);
                *byte = n
            })
        }
    }

    #[test]
    fn a_key_file_opens_with_its_passphrase_only() {
        let chain = KeyChain::draw("town.example/candour", &mut draw());
        let text = write(&chain, "right", CHEAP, &mut draw());
        assert_eq!(open(&text, "right"), Ok(chain));
        assert_eq!(open(&text, "wrong"), Err(KeyFileError::Passphrase));
        assert_eq!(origin(&text), Ok("town.example/candour"));
    }

    #[test]
    fn a_changed_key_file_never_opens() {
        let chain = KeyChain::draw("town.example/candour", &mut draw());
        let text = write(&chain, "right", CHEAP, &mut draw());
        for place in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            let changed = String::from_utf8_lossy(&bytes).into_owned();
            // A changed cost could ask for much memory: within the limits it may be tried, so the cost line is left out.
            if text.lines().nth(2) == changed.lines().nth(2) {
                assert!(open(&changed, "right").is_err(), "byte {place}");
            }
        }
        assert!(matches!(open("candour keys v2\n", ""), Err(KeyFileError::Newer(_))));
        assert_eq!(open("Dear Sir", ""), Err(KeyFileError::NotOurs));
        let huge = text.replace("kdf argon2id 8 1 1", "kdf argon2id 4294967295 1 1");
        assert!(matches!(open(&huge, "right"), Err(KeyFileError::Line { line: 3, .. })));
    }
}
