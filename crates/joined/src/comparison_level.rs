//! Comparison levels: how far two values agree, in the few steps a weight is given for.

/// A comparison of one pair of records, and its place in [`Levels`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// Forename and surname together.
    Name,
    /// Birth date.
    BirthDate,
    /// Postcode of the home.
    Postcode,
    /// Own or family telephone.
    Phone,
    /// Sex.
    Sex,
}

impl Comparison {
    /// Every comparison, in the order of [`Levels`].
    pub(crate) const ALL: [Self; 5] = [Self::Name, Self::BirthDate, Self::Postcode, Self::Phone, Self::Sex];

    /// Its code in the policy and in explanations.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Postcode => "postcode",
            Self::Phone => "phone",
            Self::Sex => "sex",
        }
    }
}

/// How far two values agree. The order is that of strength: where records have several values, the first counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Level {
    /// Equal (sex: the same).
    Exact,
    /// Names: forename and surname in each other's field. Dates: day and month.
    Swapped,
    /// Dates: one digit differs, or two neighbours changed places.
    OneEdit,
    /// Names: one forename is a form of the other.
    Nickname,
    /// Alike in spelling, or one holds the other.
    Near,
    /// Names: the forename is equal, the surname missing or another.
    ForenameOnly,
    /// Names: the surname is equal, the forename missing, an initial, or another.
    SurnameOnly,
    /// Postcodes: the outward half is equal.
    Outward,
    /// Dates: same month and year.
    SameMonth,
    /// Dates: same year.
    SameYear,
    /// Neither.
    Different,
    /// Not given on one side: no evidence.
    Missing,
}

impl Level {
    /// Number of levels.
    pub(crate) const COUNT: usize = Self::Missing as usize + 1;

    /// Every level, in order.
    pub(crate) const ALL: [Self; Self::COUNT] = [
        Self::Exact,
        Self::Swapped,
        Self::OneEdit,
        Self::Nickname,
        Self::Near,
        Self::ForenameOnly,
        Self::SurnameOnly,
        Self::Outward,
        Self::SameMonth,
        Self::SameYear,
        Self::Different,
        Self::Missing,
    ];

    /// Its code in the policy and in explanations.
    pub(crate) fn code(self, comparison: Comparison) -> &'static str {
        match (self, comparison) {
            (Self::Exact, Comparison::Sex) => "same",
            (Self::Exact, _) => "exact",
            (Self::Swapped, Comparison::BirthDate) => "day_month_swapped",
            (Self::Swapped, _) => "swapped",
            (Self::OneEdit, _) => "one_edit",
            (Self::Nickname, _) => "nickname",
            (Self::Near, _) => "near",
            (Self::ForenameOnly, _) => "forename_exact",
            (Self::SurnameOnly, _) => "surname_exact",
            (Self::Outward, _) => "outward",
            (Self::SameMonth, _) => "same_month",
            (Self::SameYear, _) => "same_year",
            (Self::Different, _) => "different",
            (Self::Missing, _) => "missing",
        }
    }
}

/// One level per comparison, in the order of [`Comparison::ALL`]: the comparison vector of a pair.
pub(crate) type Levels = [Level; 5];

/// What the forenames alone say: the ground on which brothers, sisters and twins are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Forename {
    /// Equal.
    Exact,
    /// One is a form of the other.
    Nickname,
    /// Alike in spelling, or one has further names behind it.
    Near,
    /// One is only an initial, and the other begins with it.
    Initial,
    /// Not given on one side.
    Missing,
    /// Another name.
    Different,
}
