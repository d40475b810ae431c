//! Canonical bytes, version 1: the same field always gives the same bytes, on every machine, for decades.
//!
//! | type | bytes |
//! |---|---|
//! | whole number | big-endian, fixed width; signed ones in two's complement |
//! | truth | one byte, 0 or 1 |
//! | text, code, id | length as 4 bytes, then UTF-8 |
//! | claimed time | flags byte (1 earliest, 2 latest, 4 doubtful), precision byte, then 8 bytes for each end there is |
//! | optional | one byte, 0 or 1, then the value |
//! | list | count as 4 bytes, then the values |
//!
//! Documented for other verifiers in `docs/formats/canonical.md`. A reader refuses bytes left over.

use smol_str::SmolStr;

use crate::event::Assurance;
use crate::field::Field;
use crate::id::{AgencyId, Code, ConcernRef, EventId, FileId, PostId};
use crate::time::{Claimed, Day, Moment, Precision};

/// Version of the canonical form, written before every stored event.
pub const VERSION: u8 = 1;

/// Bytes that are not what [`bytes_of`] writes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Ended too early.
    #[error("field `{0}` ends too early; the stored record is damaged, restore it from a backup")]
    Short(&'static str),
    /// Bytes left over behind the value.
    #[error("field `{0}` has bytes left over; the stored record is damaged, restore it from a backup")]
    Long(&'static str),
    /// A value the type does not have.
    #[error("field `{0}` holds a value its type does not have; the record may come from a newer version")]
    Value(&'static str),
    /// The next field is another one.
    #[error("field `{expected}` is missing; the record may come from another version")]
    Missing {
        /// The field that should come next.
        expected: &'static str,
    },
}

/// A value with canonical bytes.
pub trait Canonical: Sized {
    /// Appends the bytes.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes the value off the front of `bytes`; `None` if it is not there.
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

/// The canonical bytes of one value.
pub fn bytes_of<T: Canonical>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.put(&mut out);
    out
}

/// Reads declared fields back in their order.
#[derive(Debug)]
pub struct FieldReader<'a> {
    fields: &'a [Field],
}

impl<'a> FieldReader<'a> {
    /// A reader over these fields.
    pub fn new(fields: &'a [Field]) -> Self {
        Self { fields }
    }

    /// The next field, which must have this name.
    ///
    /// # Errors
    /// [`DecodeError`] when it is another field or its bytes are not of the type.
    pub fn take<T: Canonical>(&mut self, name: &'static str) -> Result<T, DecodeError> {
        let Some((field, rest)) = self.fields.split_first().filter(|(field, _)| field.name == name) else {
            return Err(DecodeError::Missing { expected: name });
        };
        let mut bytes = field.value.as_slice();
        let value = T::take(&mut bytes).ok_or(DecodeError::Value(name))?;
        if !bytes.is_empty() {
            return Err(DecodeError::Long(name));
        }
        self.fields = rest;
        Ok(value)
    }

    /// Nothing is left to read.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

fn split<'a>(bytes: &mut &'a [u8], n: usize) -> Option<&'a [u8]> {
    let (front, rest) = bytes.split_at_checked(n)?;
    *bytes = rest;
    Some(front)
}

macro_rules! canonical_number {
    ($($ty:ty),*) => {$(
        impl Canonical for $ty {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_be_bytes());
            }
            fn take(bytes: &mut &[u8]) -> Option<Self> {
                Some(Self::from_be_bytes(split(bytes, size_of::<$ty>())?.try_into().ok()?))
            }
        }
    )*};
}
canonical_number!(u8, u16, u32, u64, u128, i32, i64);

impl Canonical for [u8; 16] {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        split(bytes, 16)?.try_into().ok()
    }
}

impl Canonical for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        match u8::take(bytes)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

fn put_text(text: &str, out: &mut Vec<u8>) {
    (text.len() as u32).put(out);
    out.extend_from_slice(text.as_bytes());
}

fn take_text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = u32::take(bytes)? as usize;
    core::str::from_utf8(split(bytes, length)?).ok()
}

impl Canonical for String {
    fn put(&self, out: &mut Vec<u8>) {
        put_text(self, out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        take_text(bytes).map(Self::from)
    }
}

impl Canonical for SmolStr {
    fn put(&self, out: &mut Vec<u8>) {
        put_text(self, out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        take_text(bytes).map(SmolStr::new)
    }
}

macro_rules! canonical_wrapper {
    ($($ty:ident),*) => {$(
        impl Canonical for $ty {
            fn put(&self, out: &mut Vec<u8>) {
                self.0.put(out);
            }
            fn take(bytes: &mut &[u8]) -> Option<Self> {
                Canonical::take(bytes).map(Self)
            }
        }
    )*};
}
canonical_wrapper!(AgencyId, PostId, Code, EventId, FileId, Day, Moment);

impl Canonical for ConcernRef {
    fn put(&self, out: &mut Vec<u8>) {
        self.agency.put(out);
        self.key.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Some(Self { agency: Canonical::take(bytes)?, key: Canonical::take(bytes)? })
    }
}

impl<T: Canonical> Canonical for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Some(if bool::take(bytes)? { Some(T::take(bytes)?) } else { None })
    }
}

impl<T: Canonical> Canonical for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        for value in self {
            value.put(out);
        }
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let count = u32::take(bytes)?;
        // No capacity from the count: damaged bytes must not ask for memory.
        let mut values = Self::new();
        for _ in 0..count {
            values.push(T::take(bytes)?);
        }
        Some(values)
    }
}

impl<A: Canonical, B: Canonical> Canonical for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::take(bytes)?, B::take(bytes)?))
    }
}

impl Canonical for Claimed {
    fn put(&self, out: &mut Vec<u8>) {
        let (earliest, latest) = (self.earliest(), self.latest());
        let flag = |on: bool, bit: u8| if on { bit } else { 0 };
        out.push(flag(earliest.is_some(), 1) | flag(latest.is_some(), 2) | flag(self.is_doubtful(), 4));
        out.push(self.precision() as u8);
        for end in [earliest, latest].into_iter().flatten() {
            end.put(out);
        }
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let flags = u8::take(bytes).filter(|flags| *flags < 8)?;
        let precision = match u8::take(bytes)? {
            0 => Precision::Minute,
            1 => Precision::Day,
            2 => Precision::Week,
            3 => Precision::Month,
            4 => Precision::Year,
            5 => Precision::Range,
            6 => Precision::Before,
            7 => Precision::After,
            8 => Precision::Unknown,
            _ => return None,
        };
        let earliest = if flags & 1 != 0 { Some(Moment::take(bytes)?) } else { None };
        let latest = if flags & 2 != 0 { Some(Moment::take(bytes)?) } else { None };
        Self::from_parts(earliest, latest, precision, flags & 4 != 0)
    }
}

/// Canonical bytes of an enum without data: its number as one byte. The order of the variants is part of the format:
/// new ones go last.
#[macro_export]
macro_rules! canonical_enum {
    ($ty:ty { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $crate::canonical::Canonical for $ty {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }
            fn take(bytes: &mut &[u8]) -> Option<Self> {
                let number = u8::take(bytes)?;
                [$(<$ty>::$variant),*].into_iter().find(|variant| *variant as u8 == number)
            }
        }

        impl $ty {
            /// Every value, in canonical order.
            pub const ALL: &'static [Self] = &[$(<$ty>::$variant),*];

            /// The word used in files and outputs.
            pub const fn word(self) -> &'static str {
                match self { $(<$ty>::$variant => $text),* }
            }

            /// The value of a word, written in any case.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word().eq_ignore_ascii_case(word.trim()))
            }
        }

        impl core::fmt::Display for $ty {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

canonical_enum!(Assurance {
    Imported = "imported",
    CommandLine = "command_line",
    SignedIn = "signed_in",
    SignatureKey = "signature_key",
});
