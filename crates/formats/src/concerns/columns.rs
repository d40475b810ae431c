//! The columns of a concern file and which event reads which.

/// Declares the columns with their names, in the order in which they are written.
macro_rules! columns {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// A column of a concern file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Column { $($variant),* }

        impl Column {
            /// Every column, in the order in which it is written.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in the heading and the key in JSONL.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The column of a name written as documented.
            fn from_exact_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

columns! {
    Event = "event",
    ConcernId = "concern_id",
    ConcernAgency = "concern_agency",
    Date = "date",
    DateTo = "date_to",
    Time = "time",
    Activity = "activity",
    ByAgency = "by_agency",
    ByPost = "by_post",
    ByRank = "by_rank",
    Holder = "holder",
    Teller = "teller",
    TellerAgency = "teller_agency",
    ToldAgency = "told_agency",
    ToldPost = "told_post",
    ToldRank = "told_rank",
    Signs = "signs",
    ImmediateDanger = "immediate_danger",
    Count = "count",
    ChildId = "child_id",
    ChildUpn = "child_upn",
    ChildNhsNumber = "child_nhs_number",
    ChildForename = "child_forename",
    ChildSurname = "child_surname",
    ChildKnownAs = "child_known_as",
    ChildDob = "child_dob",
    ChildSex = "child_sex",
    ChildPostcode = "child_postcode",
    ChildRole = "child_role",
    PersonId = "person_id",
    PersonForename = "person_forename",
    PersonSurname = "person_surname",
    PersonKnownAs = "person_known_as",
    PersonDob = "person_dob",
    PersonSex = "person_sex",
    PersonPostcode = "person_postcode",
    PersonDescription = "person_description",
    PersonRole = "person_role",
    Place = "place",
    PlacePostcode = "place_postcode",
    PlaceRole = "place_role",
    Vehicle = "vehicle",
    VehicleRole = "vehicle_role",
    Phone = "phone",
    PhoneRole = "phone_role",
    Business = "business",
    BusinessRole = "business_role",
    OnlineName = "online_name",
    OnlineRole = "online_role",
    Addresses = "addresses",
    Outcome = "outcome",
    ReasonsGiven = "reasons_given",
    SecondAgency = "second_agency",
    SecondPost = "second_post",
    ToAgency = "to_agency",
    ToPost = "to_post",
    ToRank = "to_rank",
    Reason = "reason",
    Code = "code",
    Scope = "scope",
    Until = "until",
    Minute = "minute",
    Decisions = "decisions",
    Confidential = "confidential",
    Identified = "identified",
    Pursued = "pursued",
    Left = "left",
    Words = "words",
}

/// Number of columns.
pub(crate) const COLUMNS: usize = Column::ALL.len();

impl Column {
    /// The column of a name, whatever its case, spaces, hyphens and underscores.
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some(column) = Self::from_exact_name(name) {
            return Some(column);
        }
        let key = crate::csv_table::heading_key(name);
        Self::ALL.iter().copied().find(|column| crate::csv_table::heading_key(column.name()) == key)
    }

    /// Only recorded steps of organisations have it.
    pub(crate) fn is_particular(self) -> bool {
        (Self::Code..=Self::Left).contains(&self)
    }

    /// It describes a mention.
    pub(crate) fn is_of_mention(self) -> bool {
        (Self::ChildId..=Self::OnlineRole).contains(&self)
    }
}

/// What a row says happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Told,
    Passed,
    Opened,
    Answered,
    Refused,
    HandedOver,
    Accepted,
    Countersigned,
    Withdrawn,
    Disputed,
    Challenged,
    Recorded,
}

impl Kind {
    pub(crate) const ALL: [Self; 12] = [
        Self::Told,
        Self::Passed,
        Self::Opened,
        Self::Answered,
        Self::Refused,
        Self::HandedOver,
        Self::Accepted,
        Self::Countersigned,
        Self::Withdrawn,
        Self::Disputed,
        Self::Challenged,
        Self::Recorded,
    ];

    /// The word in the column `event`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Passed => "passed",
            Self::Opened => "opened",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::HandedOver => "handed_over",
            Self::Accepted => "accepted",
            Self::Countersigned => "countersigned",
            Self::Withdrawn => "withdrawn",
            Self::Disputed => "disputed",
            Self::Challenged => "challenged",
            Self::Recorded => "recorded",
        }
    }

    /// The table of its rows, for comparing extracts.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Told => "concerns.told",
            Self::Passed => "concerns.passed",
            Self::Opened => "concerns.opened",
            Self::Answered => "concerns.answered",
            Self::Refused => "concerns.refused",
            Self::HandedOver => "concerns.handed_over",
            Self::Accepted => "concerns.accepted",
            Self::Countersigned => "concerns.countersigned",
            Self::Withdrawn => "concerns.withdrawn",
            Self::Disputed => "concerns.disputed",
            Self::Challenged => "concerns.challenged",
            Self::Recorded => "concerns.recorded",
        }
    }

    /// Its events carry mentions and signs themselves.
    pub(crate) fn carries_mentions(self) -> bool {
        matches!(self, Self::Told | Self::Passed | Self::Recorded)
    }

    /// Does an event of this kind read the column? Mentions and signs are read on every row.
    pub(crate) fn reads(self, column: Column) -> bool {
        use Column as C;
        match column {
            C::Activity => self.carries_mentions(),
            C::Teller | C::TellerAgency | C::ImmediateDanger | C::Count => {
                matches!(self, Self::Told | Self::Passed)
            }
            C::ToldAgency | C::ToldRank => matches!(self, Self::Told | Self::Recorded),
            // It is part of every event's key.
            C::ToldPost => true,
            C::Addresses | C::Outcome | C::ReasonsGiven | C::SecondAgency | C::SecondPost => {
                self == Self::Answered
            }
            C::ToAgency | C::ToPost | C::ToRank => {
                matches!(self, Self::Passed | Self::Answered | Self::HandedOver)
            }
            C::Reason => !matches!(self, Self::Told | Self::Passed | Self::Answered | Self::HandedOver),
            C::Code
            | C::Scope
            | C::Until
            | C::Minute
            | C::Decisions
            | C::Confidential
            | C::Identified
            | C::Pursued
            | C::Left => self == Self::Recorded,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Column, Kind};

    #[test]
    fn headings_are_found_however_they_are_written() {
        assert_eq!(Column::from_name("Child ID"), Some(Column::ChildId));
        assert_eq!(Column::from_name("\u{FEFF}concern-id"), Some(Column::ConcernId));
        assert_eq!(Column::from_name("children"), None);
        assert_eq!(COLUMNS, 68);
    }

    #[test]
    fn every_column_is_read_by_some_event() {
        for column in Column::ALL {
            assert!(Kind::ALL.iter().any(|kind| kind.reads(*column)), "{}", column.name());
        }
    }
}
