//! What a person decided about rows and mentions.

use crate::canonical::{Canonical, DecodeError, FieldReader};
use crate::field::{Declared, Field, FieldClass, FieldDecl, Subject};
use crate::id::Code;
use crate::source::SourceRef;
use crate::time::Claimed;

/// What a correction of a reviewer says. Rows are named by file path, line and part, so that it survives reruns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Two mentions are the same person or thing.
    Same(MentionPlace, MentionPlace),
    /// Two mentions are not the same.
    NotSame(MentionPlace, MentionPlace),
    /// The date of a row is this.
    Date(RowPlace, Claimed),
    /// Two rows tell of one event.
    SameEvent(RowPlace, RowPlace),
    /// Two rows tell of different events.
    NotSameEvent(RowPlace, RowPlace),
    /// The row carries this sign, confirmed by a person.
    Sign(RowPlace, Code),
    /// The row does not carry this sign.
    NotSign(RowPlace, Code),
}

impl Correction {
    fn number(&self) -> u8 {
        match self {
            Self::Same(..) => 0,
            Self::NotSame(..) => 1,
            Self::Date(..) => 2,
            Self::SameEvent(..) => 3,
            Self::NotSameEvent(..) => 4,
            Self::Sign(..) => 5,
            Self::NotSign(..) => 6,
        }
    }
}

impl Declared for Correction {
    const FIELDS: &'static [FieldDecl] = &[FieldDecl { name: "correction", class: FieldClass::Coded }];

    fn fields(&self, subject: Subject, out: &mut Vec<Field>) {
        let value = crate::canonical::bytes_of(self);
        out.push(Field { name: "correction", class: FieldClass::Coded, subject, value });
    }

    fn from_fields(source: &mut FieldReader<'_>) -> Result<Self, DecodeError> {
        source.take("correction")
    }
}

impl Canonical for Correction {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(self.number());
        match self {
            Self::Same(a, b) | Self::NotSame(a, b) => (*a, *b).put(out),
            Self::Date(row, claimed) => (*row, *claimed).put(out),
            Self::SameEvent(a, b) | Self::NotSameEvent(a, b) => (*a, *b).put(out),
            Self::Sign(row, sign) | Self::NotSign(row, sign) => (*row, sign.clone()).put(out),
        }
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        use Canonical as C;
        Some(match u8::take(bytes)? {
            0 => Self::Same(C::take(bytes)?, C::take(bytes)?),
            1 => Self::NotSame(C::take(bytes)?, C::take(bytes)?),
            2 => Self::Date(C::take(bytes)?, C::take(bytes)?),
            3 => Self::SameEvent(C::take(bytes)?, C::take(bytes)?),
            4 => Self::NotSameEvent(C::take(bytes)?, C::take(bytes)?),
            5 => Self::Sign(C::take(bytes)?, C::take(bytes)?),
            6 => Self::NotSign(C::take(bytes)?, C::take(bytes)?),
            _ => return None,
        })
    }
}

/// A row of a source, named so that it can be found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowPlace(pub SourceRef);

/// A mention of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionPlace {
    /// The row.
    pub row: RowPlace,
    /// Which mention of it, from 0.
    pub mention: u16,
}

impl Canonical for RowPlace {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Canonical::take(bytes).map(Self)
    }
}

impl Canonical for MentionPlace {
    fn put(&self, out: &mut Vec<u8>) {
        self.row.put(out);
        self.mention.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        use Canonical as C;
        Some(Self { row: C::take(bytes)?, mention: C::take(bytes)? })
    }
}
