//! Signed notes: a text and the signature lines under it.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::text;
use crate::verifier_key::{KeyError, KeyType, VerifierKey, check_name};

/// More signature lines than this are refused. The specification asks for at least 16.
pub const MOST_SIGNATURES: usize = 64;
/// Longer notes are refused, in bytes. Sixteen post-quantum signatures take a tenth of it.
pub const LONGEST_NOTE: usize = 1_000_000;

/// Why a note is not one, or may not be trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`LONGEST_NOTE`].
    #[error("the note has `{0}` bytes; at most {LONGEST_NOTE} are read")]
    TooLong(usize),
    /// Not UTF-8, or a control character such as a carriage return.
    #[error("the note is not plain UTF-8 with line feeds only; save it without carriage returns and tabs")]
    NotPlain,
    /// The text does not end in a newline.
    #[error("the note's text does not end in a newline")]
    TextWithoutEnd,
    /// No empty line and signatures under the text.
    #[error("the note has no empty line with signature lines under it")]
    NoSignatures,
    /// The last line is cut off.
    #[error("the note's last line does not end in a newline; it may be cut off")]
    CutOff,
    /// More than [`MOST_SIGNATURES`].
    #[error("the note has more than {MOST_SIGNATURES} signature lines")]
    TooManySignatures,
    /// A signature line is malformed; counted from 1.
    #[error("signature line `{0}` is not `— name base64`, exactly so")]
    Line(usize),
    /// A key we know did not make the signature that stands under its name.
    #[error("the signature of `{name}` ({id:08x}) is false; the note was changed or forged")]
    FalseSignature {
        /// The key's name.
        name: String,
        /// The key's id.
        id: u32,
    },
    /// Nobody we know signed.
    #[error("no key known here has signed the note")]
    NobodyKnown,
}

/// One signature line: who signed, and the signature.
///
/// As text: `— example.com/log M9e0lpYO…`, where the base64 holds the four-byte key id and the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    name: String,
    id: u32,
    signature: Vec<u8>,
}

impl SignatureLine {
    /// Reads a line, without its newline. `None` if it is not exactly what `Display` writes.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
        check_name(name).ok()?;
        let bytes = text::base64(signature)?;
        let (id, signature) = bytes.split_first_chunk()?;
        if signature.is_empty() {
            return None;
        }
        Some(Self { name: name.to_owned(), id: u32::from_be_bytes(*id), signature: signature.to_owned() })
    }

    /// A signature just made by the key.
    pub(crate) fn of(key: &VerifierKey, signature: Vec<u8>) -> Self {
        Self { name: key.name().to_owned(), id: key.id(), signature }
    }

    /// The name of the key that is said to have signed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of that key.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The signature, of whatever form the key's type gives it.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Whether the line claims to be of this key. The claim is not verified.
    pub fn claims(&self, key: &VerifierKey) -> bool {
        self.id == key.id() && self.name == key.name()
    }
}

impl fmt::Display for SignatureLine {
    /// The line without its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id.to_be_bytes(), self.signature.as_slice()].concat();
        write!(f, "— {} {}", self.name, text::to_base64(&bytes))
    }
}

/// A text with signatures under it.
///
/// Nothing in the text may be believed before [`Note::verify`] has named a key that is trusted for it.
///
/// # Source
/// C2SP signed-note.
// INVARIANT: the text is plain and ends in a newline; at most `MOST_SIGNATURES` lines; kept by `new`, `parse`, `add`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

/// A signature that holds, by one of the keys asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified<'k> {
    /// The key.
    pub key: &'k VerifierKey,
    /// For a cosignature the time it states, in seconds since 1970; the latest if the key signed repeatedly.
    pub time: Option<u64>,
}

impl Note {
    /// A note that nobody has signed yet.
    ///
    /// # Errors
    /// [`NoteError::TooLong`], [`NoteError::NotPlain`] or [`NoteError::TextWithoutEnd`].
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        if text.len() > LONGEST_NOTE {
            return Err(NoteError::TooLong(text.len()));
        }
        text::plain(text.as_bytes()).ok_or(NoteError::NotPlain)?;
        if !text.ends_with('\n') {
            return Err(NoteError::TextWithoutEnd);
        }
        Ok(Self { text, signatures: Vec::new() })
    }

    /// Reads a note. What is read is written again byte for byte.
    ///
    /// # Errors
    /// Those of the form, [`NoteError::TooLong`] to [`NoteError::Line`]. Signatures are not verified here.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > LONGEST_NOTE {
            return Err(NoteError::TooLong(bytes.len()));
        }
        let whole = text::plain(bytes).ok_or(NoteError::NotPlain)?;
        let gap = whole.rfind("\n\n").ok_or(NoteError::NoSignatures)?;
        let (text, mut rest) = (&whole[..=gap], &whole[gap + 2..]);
        if rest.is_empty() {
            return Err(NoteError::NoSignatures);
        }
        let mut signatures = Vec::new();
        while let Some(line) = text::next_line(&mut rest) {
            if signatures.len() == MOST_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            let read = SignatureLine::parse(line).ok_or(NoteError::Line(signatures.len() + 1))?;
            signatures.push(read);
        }
        if !rest.is_empty() {
            return Err(NoteError::CutOff);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// What is signed, with its last newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in order; none has been verified.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// Adds a signature line under the others, once: a line that stands there already changes nothing.
    ///
    /// # Errors
    /// [`NoteError::TooManySignatures`].
    pub fn add(&mut self, line: SignatureLine) -> Result<(), NoteError> {
        if self.signatures.contains(&line) {
            return Ok(());
        }
        if self.signatures.len() == MOST_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(line);
        Ok(())
    }

    /// The keys among `known` that have signed, each once, in the order of their lines.
    ///
    /// Lines of other keys are ignored, also if they share a name or an id with a known one. Every line of a known
    /// key must hold, repeated ones too. Keys whose type is not supported count as unknown.
    ///
    /// # Errors
    /// [`NoteError::FalseSignature`] if any line of a known key is false, whatever else holds;
    /// [`NoteError::NobodyKnown`] if no known key has signed.
    pub fn verify<'k>(
        &self,
        known: impl IntoIterator<Item = &'k VerifierKey> + Clone,
    ) -> Result<Vec<Verified<'k>>, NoteError> {
        let mut verified: Vec<Verified<'k>> = Vec::new();
        for line in &self.signatures {
            // Two known keys with one name and id would be an accident; then each must have made the signature.
            for key in known.clone().into_iter().filter(|key| key.is_supported() && line.claims(key)) {
                let time = key
                    .verify(&self.text, &line.signature)
                    .ok_or_else(|| NoteError::FalseSignature { name: line.name.clone(), id: line.id })?;
                match verified.iter_mut().find(|earlier| earlier.key == key) {
                    Some(earlier) => earlier.time = earlier.time.max(time),
                    None => verified.push(Verified { key, time }),
                }
            }
        }
        if verified.is_empty() { Err(NoteError::NobodyKnown) } else { Ok(verified) }
    }
}

impl fmt::Display for Note {
    /// The whole note. Without signatures it is a text with an empty line under it, which [`Note::parse`] refuses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Signs notes with Ed25519, as a log does. The secret is wiped from memory when it is dropped.
pub struct Signer {
    key: SigningKey,
    verifier_key: VerifierKey,
}

impl Signer {
    /// The signer of this name whose secret is the seed.
    ///
    /// The seed must be chosen at random and used for nothing else, no cosigner either.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        check_name(name)?;
        let key = SigningKey::from_bytes(seed);
        let verifier_key = VerifierKey::ed25519(name, KeyType::Ed25519, key.verifying_key());
        Ok(Self { key, verifier_key })
    }

    /// The public half.
    pub fn verifier_key(&self) -> &VerifierKey {
        &self.verifier_key
    }

    /// The signature line for a note's text.
    ///
    /// A log signs a checkpoint only if it continues every one it signed before; that is for the caller to know.
    pub fn sign(&self, text: &str) -> SignatureLine {
        SignatureLine::of(&self.verifier_key, self.key.sign(text.as_bytes()).to_vec())
    }
}

impl fmt::Debug for Signer {
    /// The public half only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.verifier_key)
    }
}
