//! What a match weight may do: the rules that no weight overrules.

use record::Fixed;
use record::policy::LinkageParameters;

use crate::comparison_level::{Forename, Level, Levels};

/// What becomes of a pair of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// One person.
    Certain,
    /// Perhaps one person.
    Possible,
    /// Perhaps one person, but with clearly different birth dates.
    PossibleOtherBirthDate,
    /// Alike, yet two children with one birth date and different forenames.
    Twin,
    /// Alike, yet two persons with different forenames.
    OtherForename,
    /// Nothing to say.
    Nothing,
}

/// Decides on a pair.
///
/// Whatever the weight: a different forename keeps two records apart, so that brothers, sisters and twins never meet;
/// certain needs a forename and a surname that are equal (or stand in each other's field) and a birth date that is
/// equal or one slip away. Birth date and sex alone never link, because a link needs something of the name.
pub(crate) fn verdict(
    parameters: &LinkageParameters,
    weight: Fixed,
    forename: Forename,
    levels: &Levels,
) -> Verdict {
    let [name, birth_date, postcode, phone, _] = *levels;
    let date_agrees = birth_date <= Level::OneEdit;
    let shares_home = postcode == Level::Exact || phone == Level::Exact;
    if forename == Forename::Different
        && name == Level::SurnameOnly
        && birth_date == Level::Exact
        && shares_home
    {
        return Verdict::Twin;
    }
    if weight < parameters.possible_bits || matches!(name, Level::Missing | Level::Different) {
        return Verdict::Nothing;
    }
    if forename == Forename::Different && name != Level::Swapped {
        return if date_agrees { Verdict::Twin } else { Verdict::OtherForename };
    }
    let whole_name = matches!(name, Level::Exact | Level::Swapped);
    if whole_name && date_agrees && weight >= parameters.certain_bits {
        Verdict::Certain
    } else if !date_agrees && birth_date != Level::Missing {
        Verdict::PossibleOtherBirthDate
    } else {
        Verdict::Possible
    }
}
