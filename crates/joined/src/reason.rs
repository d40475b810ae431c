//! Reasons for keeping two mentions apart, as codes of the output.

/// Both were listed in one event as separate persons.
pub(crate) const LISTED_TOGETHER: &str = "listed_together";
/// Clearly different birth dates.
pub(crate) const OTHER_BIRTH_DATE: &str = "other_birth_date";
/// Clearly different forenames.
pub(crate) const OTHER_FORENAME: &str = "other_forename";
/// Two numbers of one register.
pub(crate) const OTHER_IDENTIFIER: &str = "other_identifier";
/// A record calls one the brother or sister of the other.
pub(crate) const SIBLING: &str = "sibling";
/// A record calls one the twin of the other, or birth date and home are equal and the forenames are not.
pub(crate) const TWIN: &str = "twin";
/// A correction says so.
pub(crate) const PERSON: &str = "decided_by_a_person";
