//! Reasons for keeping two mentions apart, as codes of the output.

/// Both were listed in one event as separate persons.
pub(crate) const LISTED_TOGETHER: &str = "listed_together";
/// Clearly different birth dates.
pub(crate) const OTHER_BIRTH_DATE: &str = "other_birth_date";
/// Different forenames; where only a number speaks for one child, also alike ones and short forms.
pub(crate) const OTHER_FORENAME: &str = "other_forename";
/// Different sexes under one number.
pub(crate) const OTHER_SEX: &str = "other_sex";
/// Different surnames under one number, and neither forename nor birth date that make up for it.
pub(crate) const OTHER_SURNAME: &str = "other_surname";
/// Two numbers of one register.
pub(crate) const OTHER_IDENTIFIER: &str = "other_identifier";
/// A record calls one the brother or sister of the other.
pub(crate) const SIBLING: &str = "sibling";
/// A record calls one the twin of the other, or birth date and home are equal and the forenames are not.
pub(crate) const TWIN: &str = "twin";
/// A correction says so.
pub(crate) const PERSON: &str = "decided_by_a_person";
