//! The three answers of a rule on imprecise dates.

/// Yes, no, or cannot tell. Cannot tell is never turned into yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tri {
    /// True for every date the source's words allow.
    Yes,
    /// False for every date the source's words allow.
    No,
    /// True for some of the dates and false for others.
    CannotTell,
}

impl Tri {
    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::CannotTell,
        }
    }

    /// At least one holds.
    pub fn or(self, other: Self) -> Self {
        !(!self).and(!other)
    }

    /// True for every date.
    pub fn is_certain(self) -> bool {
        self == Self::Yes
    }
}

impl core::ops::Not for Tri {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::CannotTell => Self::CannotTell,
        }
    }
}

impl From<bool> for Tri {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}
