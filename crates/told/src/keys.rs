//! Keys in three tiers: a data key for each sealed group, under the keys of the subjects it speaks of, under the epoch key.
//!
//! A group that speaks of several people is sealed under all their keys together: when one of them is destroyed, nobody
//! can read the group again, whatever old copy of it lies where.

use chacha20poly1305::aead::{Aead, AeadInOut, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A source of random bytes: `desk` passes in the operating system's.
pub type Draw<'a> = dyn FnMut(&mut [u8]) + 'a;

/// 32 secret bytes.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret(pub [u8; 32]);

impl Secret {
    /// A fresh one.
    pub fn draw(draw: &mut Draw<'_>) -> Self {
        let mut secret = Self([0; 32]);
        draw(&mut secret.0);
        secret
    }
}

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What encrypting adds to a message.
pub(crate) const TAG: usize = 16;
/// Length of a wrapped secret: nonce, secret, tag.
pub const WRAPPED: usize = 24 + 32 + TAG;

/// What is sealed does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sealed bytes do not open: they were changed, or sealed under another key")]
pub struct DoesNotOpen;

/// Encrypts bytes under a key that is used often: XChaCha20-Poly1305 with a random nonce before the ciphertext.
pub fn wrap(key: &Secret, plain: &[u8], context: &[u8], draw: &mut Draw<'_>) -> Vec<u8> {
    let mut nonce = [0; 24];
    draw(&mut nonce);
    let cipher = XChaCha20Poly1305::new(&Key::from(key.0));
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: context })
        .expect("a message of our sizes can be encrypted");
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what [`wrap`] made.
///
/// # Errors
/// [`DoesNotOpen`] when key, context or bytes are other ones.
pub fn unwrap(key: &Secret, wrapped: &[u8], context: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
    let (nonce, sealed) = wrapped.split_first_chunk::<24>().ok_or(DoesNotOpen)?;
    XChaCha20Poly1305::new(&Key::from(key.0))
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: context })
        .map_err(|_| DoesNotOpen)
}

/// Opens a wrapped secret.
///
/// # Errors
/// [`DoesNotOpen`] as [`unwrap`].
pub fn unwrap_secret(key: &Secret, wrapped: &[u8], context: &[u8]) -> Result<Secret, DoesNotOpen> {
    let mut bytes = unwrap(key, wrapped, context)?;
    let secret = bytes.as_slice().try_into().map(Secret).map_err(|_| DoesNotOpen);
    bytes.zeroize();
    secret
}

/// Encrypts the fields of one group, each apart, behind what `out` holds. The key is fresh for the group, so the counter
/// never repeats under it.
pub(crate) fn seal_field(
    cipher: &ChaCha20Poly1305,
    counter: u32,
    plain: &[u8],
    context: &[u8],
    out: &mut Vec<u8>,
) {
    let first = out.len();
    out.extend_from_slice(plain);
    let tag = cipher
        .encrypt_inout_detached(&nonce(counter), context, out[first..].as_mut().into())
        .expect("a message of our sizes can be encrypted");
    out.extend_from_slice(&tag);
}

pub(crate) fn open_field(
    cipher: &ChaCha20Poly1305,
    counter: u32,
    sealed: &[u8],
    context: &[u8],
) -> Result<Vec<u8>, DoesNotOpen> {
    cipher.decrypt(&nonce(counter), Payload { msg: sealed, aad: context }).map_err(|_| DoesNotOpen)
}

pub(crate) fn cipher(key: &Secret) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(key.0))
}

fn nonce(counter: u32) -> Nonce {
    let mut nonce = [0; 12];
    nonce[8..].copy_from_slice(&counter.to_be_bytes());
    Nonce::from(nonce)
}

/// The key that wraps a group's data key: all its subjects' keys together.
pub(crate) fn circle(keys: &[&Secret]) -> Secret {
    let mut sha = Sha256::new();
    sha.update(b"candour/circle/v1");
    for key in keys {
        sha.update(key.0);
    }
    Secret(sha.finalize().into())
}

/// A keyed hash of what must be found again without being readable: 16 bytes.
pub fn tag(secret: &Secret, what: &str, parts: &[&[u8]]) -> [u8; 16] {
    use hmac::{Hmac, Mac};
    let mut mac =
        <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&secret.0).expect("HMAC takes keys of any length");
    for part in core::iter::once(what.as_bytes()).chain(parts.iter().copied()) {
        mac.update(&(part.len() as u32).to_be_bytes());
        mac.update(part);
    }
    let full: [u8; 32] = mac.finalize().into_bytes().into();
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    short
}
