//! Comparisons: two values of one field, and the level on which they agree.

use record::Day;

use crate::comparison_level::{Forename, Level};
use crate::given_names;
use crate::normalise::{outward, squashed};

/// Names at least this alike are near. Unit: Jaro-Winkler similarity, as in `Winkler (1990)`.
const NEAR_NAME: f64 = 0.88;

/// Compares two normalised, non-empty forenames.
pub(crate) fn forenames(a: &str, b: &str) -> Forename {
    let ((first_a, rest_a), (first_b, rest_b)) = (split_first(a), split_first(b));
    if squashed(a) == squashed(b) {
        return if is_initial(a) { Forename::Initial } else { Forename::Exact };
    }
    if is_initial(first_a) || is_initial(first_b) {
        let begins_alike = first_a.chars().next() == first_b.chars().next();
        return if begins_alike { Forename::Initial } else { Forename::Different };
    }
    if first_a == first_b {
        return second_names(first_a, rest_a, rest_b);
    }
    if given_names::stand_for_each_other(first_a, first_b) {
        return if second_names(first_a, rest_a, rest_b) == Forename::Different {
            Forename::Different
        } else {
            Forename::Nickname
        };
    }
    if alike(a, b) || alike(first_a, first_b) { Forename::Near } else { Forename::Different }
}

/// The first names agree: do the names behind them? Where brothers often share the first name, the second decides.
fn second_names(first: &str, rest_a: &str, rest_b: &str) -> Forename {
    let both_given = !rest_a.is_empty() && !rest_b.is_empty();
    let agree = rest_a.starts_with(rest_b) || rest_b.starts_with(rest_a) || alike(rest_a, rest_b);
    if both_given && !agree && given_names::often_shared(first) {
        Forename::Different
    } else {
        Forename::Near
    }
}

/// Compares two normalised, non-empty surnames: [`Level::Exact`], [`Level::Near`] or [`Level::Different`].
pub(crate) fn surnames(a: &str, b: &str) -> Level {
    if squashed(a) == squashed(b) {
        Level::Exact
    } else if holds_a_word_of(a, b) || holds_a_word_of(b, a) || alike(a, b) {
        Level::Near
    } else {
        Level::Different
    }
}

/// One part of a double name is the whole of the other.
fn holds_a_word_of(double: &str, single: &str) -> bool {
    !single.contains(' ') && single.len() > 2 && double.split(' ').any(|word| word == single)
}

/// Compares two birth dates.
pub(crate) fn birth_dates(a: Day, b: Day) -> Level {
    if a == b {
        return Level::Exact;
    }
    let ((year_a, month_a, day_a), (year_b, month_b, day_b)) = (a.ymd(), b.ymd());
    if year_a == year_b && month_a == day_b && day_a == month_b {
        Level::Swapped
    } else if one_edit(digits(year_a, month_a, day_a), digits(year_b, month_b, day_b)) {
        Level::OneEdit
    } else if year_a == year_b && month_a == month_b {
        Level::SameMonth
    } else if year_a == year_b {
        Level::SameYear
    } else {
        Level::Different
    }
}

fn digits(year: i32, month: u32, day: u32) -> [u8; 8] {
    let mut number = year.unsigned_abs() * 10_000 + month * 100 + day;
    let mut digits = [0; 8];
    for digit in digits.iter_mut().rev() {
        *digit = (number % 10) as u8;
        number /= 10;
    }
    digits
}

/// One digit replaced, or two neighbours swapped.
fn one_edit(a: [u8; 8], b: [u8; 8]) -> bool {
    let differing: Vec<usize> = (0..8).filter(|&at| a[at] != b[at]).collect();
    match differing.as_slice() {
        [_] => true,
        [i, j] => *j == *i + 1 && a[*i] == b[*j] && a[*j] == b[*i],
        _ => false,
    }
}

/// Compares two normalised postcodes; one or both may be an outward half only.
pub(crate) fn postcodes(a: &str, b: &str) -> Level {
    let (front_a, front_b) = (outward(a), outward(b));
    if a == b {
        return if front_a.len() < a.len() { Level::Exact } else { Level::Outward };
    }
    let both_full = front_a.len() < a.len() && front_b.len() < b.len();
    if both_full && strsim::osa_distance(a, b) == 1 {
        Level::Near
    } else if front_a == front_b {
        Level::Outward
    } else {
        Level::Different
    }
}

/// Compares two normalised phone numbers.
pub(crate) fn phones(a: &str, b: &str) -> Level {
    if a == b {
        Level::Exact
    } else if strsim::osa_distance(a, b) == 1 {
        Level::Near
    } else {
        Level::Different
    }
}

fn split_first(name: &str) -> (&str, &str) {
    name.split_once(' ').unwrap_or((name, ""))
}

fn is_initial(name: &str) -> bool {
    name.split(' ').all(|word| word.chars().count() == 1)
}

/// Near in spelling: one edit in a name of at least four letters, or very similar as a whole.
fn alike(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count());
    if shorter < 2 {
        return false;
    }
    (shorter >= 4 && strsim::osa_distance(a, b) <= 1) || strsim::jaro_winkler(a, b) >= NEAR_NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a date")
    }

    #[test]
    fn forenames_of_two_children_are_different_and_spellings_are_near() {
        for (a, b) in [("amy", "anya"), ("mohammed ali", "mohammed hassan"), ("jack", "olivia"), ("a", "ben")]
        {
            assert_eq!(forenames(a, b), Forename::Different, "{a} {b}");
        }
        for (a, b) in [("jacqueline", "jacquelone"), ("amy", "amy louise"), ("hayden", "jayden")] {
            assert_eq!(forenames(a, b), Forename::Near, "{a} {b}");
        }
        assert_eq!(forenames("kate", "katherine anne"), Forename::Nickname);
        assert_eq!(forenames("mary jane", "maryjane"), Forename::Exact);
        assert_eq!(forenames("a", "amy"), Forename::Initial);
        assert_eq!(forenames("a", "a"), Forename::Initial);
    }

    #[test]
    fn birth_dates_an_edit_or_a_swap_apart_may_be_one() {
        assert_eq!(birth_dates(day("2010-03-04"), day("2010-04-03")), Level::Swapped);
        assert_eq!(birth_dates(day("2010-03-04"), day("2011-03-04")), Level::OneEdit);
        assert_eq!(
            birth_dates(day("2010-12-04"), day("2010-21-04".replace("21", "12").as_str())),
            Level::Exact
        );
        assert_eq!(birth_dates(day("2010-03-04"), day("2010-03-25")), Level::SameMonth);
        assert_eq!(birth_dates(day("2010-03-12"), day("2010-03-21")), Level::OneEdit);
    }

    #[test]
    fn an_outward_half_is_never_a_full_agreement() {
        assert_eq!(postcodes("OX24", "OX24"), Level::Outward);
        assert_eq!(postcodes("OX243XX", "OX24"), Level::Outward);
        assert_eq!(postcodes("OX243XX", "OX243XY"), Level::Near);
        assert_eq!(postcodes("OX243XX", "M11AA"), Level::Different);
    }

    #[test]
    fn double_surnames_hold_their_parts() {
        assert_eq!(surnames("smith jones", "jones"), Level::Near);
        assert_eq!(surnames("oneill", "o neill"), Level::Exact);
        assert_eq!(surnames("smith", "jones"), Level::Different);
    }
}
