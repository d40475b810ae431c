//! Verifier keys: the public half of who may sign, as one line of text.

use std::fmt;

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::cosignature;
use crate::text;

/// What a key signs, by the byte that stands for it in key ids and verifier keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// Ed25519 over the note's text: what a log signs with.
    Ed25519 = 0x01,
    /// Ed25519 over a time and the note's text: what a witness signs with.
    Ed25519Cosignature = 0x04,
    /// ML-DSA-44 over a time and the tree. Its keys are read, its signatures cannot be verified yet.
    MlDsa44Cosignature = 0x06,
}

/// Why a verifier key is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not three parts.
    #[error("a verifier key has the form `name+id+key`; copy the whole line")]
    Form,
    /// The name is empty or holds a space, a `+` or a control character.
    #[error("a key's name has at least one letter, no space, no `+` and no control character")]
    Name,
    /// The id is not eight lowercase hexadecimal digits.
    #[error("the id of key `{0}` is not eight digits of `0-9a-f`")]
    Id(String),
    /// The id is not the hash of the rest.
    #[error("the id of key `{0}` does not belong to its name and key; a letter was changed in copying")]
    OtherId(String),
    /// The key is not base64, or not of the length of its type.
    #[error("the key of `{0}` is not base64 of a type and a key of that type's length")]
    Key(String),
    /// The bytes are not an Ed25519 key, or one that would verify nearly anything.
    #[error("the key of `{0}` is not a sound Ed25519 key")]
    Unsound(String),
    /// A type that this program does not know.
    #[error("key `{name}` has the unknown type `{byte:#04x}`; known are 0x01, 0x04 and 0x06")]
    Type {
        /// The key's name.
        name: String,
        /// The byte that stands for the type.
        byte: u8,
    },
}

#[derive(Clone, PartialEq, Eq)]
enum Material {
    Ed25519(VerifyingKey),
    Opaque(Vec<u8>),
}

/// A public key with the name it signs under.
///
/// As text: `example.com/log+33d7b496+AeHTu4Q3…`, the name, the id, and base64 of the type and the key.
///
/// # Source
/// C2SP signed-note, "Verifier keys".
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: u32,
    key_type: KeyType,
    material: Material,
}

impl VerifierKey {
    /// Reads a verifier key.
    ///
    /// # Errors
    /// [`KeyError`]: the text is not exactly what [`VerifierKey`]'s `Display` would write, or the key is weak.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        // The base64 alphabet has a `+` of its own: everything after the second one is the key.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Form);
        };
        check_name(name)?;
        let digits = id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let id = u32::from_str_radix(id, 16).ok().filter(|_| digits && id.len() == 8);
        let id = id.ok_or_else(|| KeyError::Id(name.to_owned()))?;
        let bytes = text::base64(key).ok_or_else(|| KeyError::Key(name.to_owned()))?;
        let (byte, bytes) = bytes.split_first().ok_or_else(|| KeyError::Key(name.to_owned()))?;
        let key_type = match byte {
            0x01 => KeyType::Ed25519,
            0x04 => KeyType::Ed25519Cosignature,
            0x06 => KeyType::MlDsa44Cosignature,
            _ => return Err(KeyError::Type { name: name.to_owned(), byte: *byte }),
        };
        let material = material(name, key_type, bytes)?;
        let read = Self::of(name, key_type, material);
        if read.id == id { Ok(read) } else { Err(KeyError::OtherId(name.to_owned())) }
    }

    /// The key of a signer of ours. The name was checked when the signer was made.
    pub(crate) fn ed25519(name: &str, key_type: KeyType, key: VerifyingKey) -> Self {
        Self::of(name, key_type, Material::Ed25519(key))
    }

    fn of(name: &str, key_type: KeyType, material: Material) -> Self {
        let mut key = Self { name: name.to_owned(), id: 0, key_type, material };
        let hash = Sha256::new_with_prefix(name)
            .chain_update([b'\n', key_type as u8])
            .chain_update(key.bytes())
            .finalize();
        key.id = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
        key
    }

    /// The name that stands in signature lines.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of a hash over name, type and key: an aid to find the key, no proof of it.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// What the key signs.
    pub fn key_type(&self) -> KeyType {
        self.key_type
    }

    /// The public key alone. Two verifier keys with the same bytes belong to one signer, whatever their names.
    pub fn bytes(&self) -> &[u8] {
        match &self.material {
            Material::Ed25519(key) => key.as_bytes(),
            Material::Opaque(bytes) => bytes,
        }
    }

    /// Whether signatures of this key can be verified by this program. Those of ML-DSA-44 cannot yet.
    pub fn is_supported(&self) -> bool {
        matches!(self.material, Material::Ed25519(_))
    }

    /// Whether the signature is this key's on the text, and the time it states if it is a cosignature.
    ///
    /// `None` if it is not. Strict: a malleable signature is not one.
    pub(crate) fn verify(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        let Material::Ed25519(key) = &self.material else {
            return None;
        };
        let verify = |message: &[u8], signature: &[u8]| {
            let signature = Signature::from_slice(signature).ok()?;
            key.verify_strict(message, &signature).ok()
        };
        if self.key_type == KeyType::Ed25519 {
            return verify(text.as_bytes(), signature).map(|()| None);
        }
        let (time, signature) = cosignature::split(signature)?;
        verify(cosignature::message(text, time).as_bytes(), signature).map(|()| Some(time))
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.key_type as u8], self.bytes()].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.id, text::to_base64(&key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl std::str::FromStr for VerifierKey {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::parse(text)
    }
}

/// A name that may sign: not empty, no Unicode space, no `+`, no ASCII control character.
pub(crate) fn check_name(name: &str) -> Result<(), KeyError> {
    let wrong = |letter: char| letter.is_whitespace() || letter == '+' || letter < ' ';
    if name.is_empty() || name.contains(wrong) { Err(KeyError::Name) } else { Ok(()) }
}

fn material(name: &str, key_type: KeyType, bytes: &[u8]) -> Result<Material, KeyError> {
    const ML_DSA_44: usize = 1312;
    if key_type == KeyType::MlDsa44Cosignature {
        let right = bytes.len() == ML_DSA_44;
        return if right {
            Ok(Material::Opaque(bytes.to_vec()))
        } else {
            Err(KeyError::Key(name.to_owned()))
        };
    }
    let bytes = bytes.try_into().map_err(|_| KeyError::Key(name.to_owned()))?;
    // A weak key verifies nearly anything; a second spelling of a key would pass for a second signer.
    let sound = |key: &VerifyingKey| !key.is_weak() && key.to_edwards().compress().as_bytes() == bytes;
    let key = VerifyingKey::from_bytes(bytes).ok().filter(sound);
    key.map(Material::Ed25519).ok_or_else(|| KeyError::Unsound(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOO: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    #[test]
    fn the_example_of_the_specification_is_read_and_written() {
        let key = VerifierKey::parse(FOO).unwrap();
        assert_eq!(
            (key.name(), key.id(), key.key_type()),
            ("example.com/foo", 0x530d_903a, KeyType::Ed25519)
        );
        assert_eq!(key.to_string(), FOO);
        assert!(key.is_supported());
    }

    #[test]
    fn a_post_quantum_key_has_its_place() {
        let material = Material::Opaque(vec![7; 1312]);
        let key = VerifierKey::of("witness.example", KeyType::MlDsa44Cosignature, material);
        let read = VerifierKey::parse(&key.to_string()).unwrap();
        assert_eq!(read, key);
        assert!(!read.is_supported());
        assert_eq!(read.verify("text\n", &[0; 2428]), None);
    }

    #[test]
    fn a_plus_inside_the_key_is_part_of_it() {
        let with_plus = (0u8..=255).map(|seed| {
            let signer = crate::Signer::from_seed("a", &[seed; 32]).unwrap();
            signer.verifier_key().to_string()
        });
        let with_plus: Vec<String> = with_plus.filter(|key| key.matches('+').count() > 2).collect();
        assert!(!with_plus.is_empty());
        for key in with_plus {
            assert_eq!(VerifierKey::parse(&key).unwrap().to_string(), key);
        }
    }

    #[test]
    fn what_is_not_exactly_a_key_is_refused() {
        let identity = text::to_base64(&[&[1, 1][..], &[0; 31]].concat());
        let weak_id = Sha256::digest([&b"example.com/foo\n\x01\x01"[..], &[0; 31]].concat());
        let weak = format!(
            "example.com/foo+{:02x}{:02x}{:02x}{:02x}+{identity}",
            weak_id[0], weak_id[1], weak_id[2], weak_id[3]
        );
        for wrong in [
            "",
            "+",
            "++",
            "example.com/foo",
            "example.com/foo+530d903a",
            "example.com/foo+530d903a+",
            "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo++30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAA==",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k+AAAA",
            "example .com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example\u{a0}.com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            &weak,
        ] {
            assert!(VerifierKey::parse(wrong).is_err(), "{wrong:?}");
        }
        assert!(matches!(VerifierKey::parse(&weak), Err(KeyError::Unsound(_))));
    }
}
