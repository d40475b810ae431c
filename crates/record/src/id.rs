//! Names of things: opaque, and never derived from what they name.

use core::fmt;
use smol_str::SmolStr;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub SmolStr);

        impl $name {
            /// The id made of this text.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(SmolStr::new(text.as_ref()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    };
}

text_id! {
    /// An agency, as its `agency.toml` or its folder names it: `westbrook-police`.
    AgencyId
}
text_id! {
    /// A post, an office that outlives its holders: `westbrook-police/missing-persons-desk`.
    ///
    /// INVARIANT: the part before the first `/` is the id of the post's agency; [`PostId::of`] keeps it.
    PostId
}
text_id! {
    /// One word of a code set: a sign, an activity, a role, a closing reason.
    Code
}

impl PostId {
    /// The post `local` of `agency`. A `local` that already begins with the agency is kept as it is.
    pub fn of(agency: &AgencyId, local: &str) -> Self {
        let prefixed = local.strip_prefix(agency.as_str()).is_some_and(|rest| rest.starts_with('/'));
        if prefixed { Self::new(local) } else { Self::new(format!("{agency}/{local}")) }
    }

    /// The agency of the post.
    pub fn agency(&self) -> AgencyId {
        AgencyId::new(self.as_str().split('/').next().unwrap_or_default())
    }

    /// The post's name inside its agency.
    pub fn local(&self) -> &str {
        self.as_str().split_once('/').map_or(self.as_str(), |(_, local)| local)
    }
}

/// An event. Random in a store; in a review without a store, numbered from 1 in canonical order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u128);

impl EventId {
    /// Not yet given an id.
    pub const UNSET: Self = Self(0);
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 <= u128::from(u64::MAX) { write!(f, "e{}", self.0) } else { write!(f, "e{:032x}", self.0) }
    }
}

/// A source file of one review or import, numbered in the order of the sorted paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A concern as one agency numbers it. The same number in another agency is another concern.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConcernRef {
    /// The agency whose number it is.
    pub agency: AgencyId,
    /// The number or key inside that agency, as written.
    pub key: SmolStr,
}
