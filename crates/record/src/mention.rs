//! Mentions: a child, person, place, vehicle, phone, business or online name as one source wrote it, with its role.
//!
//! A mention is never an identity. `joined` says which mentions may be the same, and why.

use smol_str::SmolStr;

use crate::canonical::{DecodeError, FieldReader};
use crate::field::{Declared, Field, FieldClass, Subject};
use crate::id::Code;
use crate::time::Claimed;
use crate::{canonical_enum, declared};

/// What kind of thing is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A child, or somebody treated as one until shown otherwise.
    Child,
    /// Any other person.
    Person,
    /// A place or address.
    Place,
    /// A vehicle.
    Vehicle,
    /// A telephone number.
    Phone,
    /// A business.
    Business,
    /// A name used online.
    OnlineName,
}

canonical_enum!(MentionKind {
    Child = "child",
    Person = "person",
    Place = "place",
    Vehicle = "vehicle",
    Phone = "phone",
    Business = "business",
    OnlineName = "online_name",
});

/// Sex as the return codes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Unknown, not recorded, or unborn.
    Unknown,
    /// Indeterminate (returns to 2023-24).
    Indeterminate,
}

canonical_enum!(Sex { Male = "M", Female = "F", Unknown = "U", Indeterminate = "X" });

/// An identifier with the register it belongs to.
///
/// Well-known schemes: `local` (the agency's own number), `upn`, `former_upn`, `nhs_number`, `urn`, `officer_id`.
/// Only `upn`, `former_upn` and `nhs_number` mean the same thing in two agencies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// The register.
    pub scheme: Code,
    /// The value, always text.
    pub value: SmolStr,
}

/// The scheme of the identifier that an erased subject's mentions keep: it says only that they were one subject's.
pub const ERASED: &str = "erased";

declared! {
    /// One mention in one event.
    pub struct Mention {
        /// What is mentioned.
        coded kind: MentionKind,
        /// Its role in the event, a code of `roles.csv`: `subject`, `sibling`, `parent`, `person_of_concern`, `home`, …
        coded role: Code,
        /// Identifiers the source gives.
        personal identifiers: Vec<Identifier>,
        /// Given names, as written.
        personal forename: Option<SmolStr>,
        /// Family name, as written.
        personal surname: Option<SmolStr>,
        /// Other names it goes by, as written.
        personal known_as: Vec<SmolStr>,
        /// Birth date, or expected birth date of an unborn child.
        personal born: Option<Claimed>,
        /// Sex as coded by the source.
        coded sex: Option<Sex>,
        /// Postcode of the person's or place's address, as written.
        personal postcode: Option<SmolStr>,
        /// The thing itself, as written, for places, vehicles, phones, businesses and online names;
        /// for a person a description ("driver of a silver car").
        personal value: Option<SmolStr>,
    }
}

impl Mention {
    /// An empty mention of a kind and role.
    pub fn new(kind: MentionKind, role: impl AsRef<str>) -> Self {
        Self {
            kind,
            role: Code::new(role),
            identifiers: Vec::new(),
            forename: None,
            surname: None,
            known_as: Vec::new(),
            born: None,
            sex: None,
            postcode: None,
            value: None,
        }
    }

    /// The first identifier of a scheme.
    pub fn identifier(&self, scheme: &str) -> Option<&str> {
        self.identifiers.iter().find(|id| id.scheme.as_str() == scheme).map(|id| id.value.as_str())
    }

    /// What stands for the erased subject it was about: the same for all mentions of one subject, in every agency.
    pub fn erased_as(&self) -> Option<&str> {
        self.identifier(ERASED)
    }

    /// The agency's own number for it.
    pub fn local_id(&self) -> Option<&str> {
        self.identifier("local")
    }
}

impl crate::canonical::Canonical for Identifier {
    fn put(&self, out: &mut Vec<u8>) {
        self.scheme.put(out);
        self.value.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        use crate::canonical::Canonical as C;
        Some(Self { scheme: C::take(bytes)?, value: C::take(bytes)? })
    }
}

/// Writes a list of mentions: one field with their number, then each mention's own fields.
#[doc(hidden)]
pub fn put_mentions(mentions: &[Mention], name: &'static str, out: &mut Vec<Field>) {
    out.push(Field {
        name,
        class: FieldClass::Coded,
        subject: Subject::Event,
        value: crate::canonical::bytes_of(&(mentions.len() as u32)),
    });
    for (place, mention) in mentions.iter().enumerate() {
        mention.fields(Subject::Mention(place as u16), out);
    }
}

/// Reads what [`put_mentions`] wrote.
#[doc(hidden)]
pub fn take_mentions(source: &mut FieldReader<'_>, name: &'static str) -> Result<Vec<Mention>, DecodeError> {
    let count: u32 = source.take(name)?;
    (0..count).map(|_| Mention::from_fields(source)).collect()
}
