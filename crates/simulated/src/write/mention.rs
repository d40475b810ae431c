//! How a child, a person or a thing is written down: rightly, or with the errors of that agency's system.

use record::mention::{Identifier, Sex};
use record::{Claimed, Code, Mention, MentionKind};
use smol_str::SmolStr;

use super::spelling::written_name;
use crate::draw::{Draws, Stream};
use crate::names::{Name, Names};
use crate::town::{CLINIC, COUNCIL, FIRST_SCHOOL, HOSPITAL, POLICE};
use crate::world::World;
use crate::written::Note;

/// How an agency came to have a number for a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Registered {
    /// The first time.
    First,
    /// A second time, by oversight.
    Again,
    /// Under a false name.
    False,
}

/// What of a note is drawn: each part has draws of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Part {
    /// How the child is written down.
    Child,
    /// How the other child is.
    OtherChild,
    /// Whether the child gave a false name.
    FalseName,
    /// Whether the other child did.
    OtherFalseName,
    /// Which adults it names.
    Persons,
    /// Whether it speaks of the school run.
    SchoolRun,
    /// How adults and things are written down.
    Things,
    /// What becomes of its row by the next year.
    Again,
    /// What becomes of its row within a week.
    Daily,
    /// What is written of the answer.
    Answer,
}

/// Do children give this agency false names?
pub(crate) fn takes_false_names(agency: u16) -> bool {
    matches!(agency, POLICE | HOSPITAL | CLINIC)
}

/// A child as it really is: what every system should hold of it.
#[derive(Clone, Debug)]
pub(crate) struct Real {
    pub(crate) name: Name,
    /// A step-parent's family name, by which some know it.
    pub(crate) step: Option<&'static str>,
    pub(crate) born: record::Day,
    pub(crate) girl: bool,
    /// Times the errors in its records, by the area it lives in.
    pub(crate) deprived: f64,
}

impl World {
    /// The child behind a number of the run, wherever it lives.
    pub(crate) fn real(&self, child: u64, elsewhere: &[World]) -> Option<Real> {
        let home = usize::try_from(child >> 28).ok()?;
        let world = if home == usize::from(self.number) { self } else { elsewhere.get(home)? };
        let local = (child & 0x0FFF_FFFF) as u32;
        let of = world.children.get(local as usize)?;
        let names = Names(self.key);
        let household = world.global(of.household);
        let step = world.households.get(of.household as usize)?.step_parent;
        Some(Real {
            name: Name { given: names.given(child, of.girl), family: names.family(household) },
            step: step.then(|| names.family(household | 1 << 46)),
            born: world.setup.day(0).add_days(of.born),
            girl: of.girl,
            deprived: world.deprived_factor(of.household),
        })
    }

    /// Draws of how a note is written down. They hang on what the note is about and never on its running number, so that a
    /// note more or less of another child leaves them as they were.
    pub(super) fn written(&self, note: &Note, part: Part) -> Draws {
        let day = note.day | u32::from(self.entered_twice(note)) << 20 | (part as u32) << 21;
        self.draws(Stream::Written, note.key(), day)
    }

    /// The child of a note as the agency wrote it.
    pub(crate) fn child_mention(&self, note: &Note, child: u64, real: &Real) -> Mention {
        let other = child != note.child;
        let mut draws = self.written(note, if other { Part::OtherChild } else { Part::Child });
        let care = self.carelessness(note.agency) * real.deprived;
        let values = &self.values;
        let mut mention =
            Mention::new(MentionKind::Child, if child == note.child { "subject" } else { "other_child" });
        if self.gave_false_name(note, child, real) {
            return self.under_false_name(mention, note.agency, child, real);
        }
        let again = draws.chance(0.015);
        let unnamed = draws.chance(values.error_unnamed * care) && note.agency != COUNCIL;
        if unnamed {
            // Only what was seen: a girl of about fifteen.
            mention.sex = Some(if real.girl { Sex::Female } else { Sex::Male });
            return mention;
        }
        let number =
            self.number_of(note.agency, child, if again { Registered::Again } else { Registered::First });
        mention.identifiers.push(Identifier { scheme: Code::new("local"), value: SmolStr::from(number) });
        if !draws.chance((values.error_identifier_missing * care).min(1.0)) {
            let (scheme, value) = match note.agency {
                HOSPITAL | CLINIC => ("nhs_number", nhs_number(child)),
                COUNCIL => ("upn", upn(child)),
                agency if agency >= FIRST_SCHOOL => ("upn", upn(child)),
                _ => ("", String::new()),
            };
            if !scheme.is_empty() {
                mention
                    .identifiers
                    .push(Identifier { scheme: Code::new(scheme), value: SmolStr::from(value) });
            }
        }
        let error = (values.error_name * care * self.name_factor(real.name)).min(0.9);
        let (given, family) = written_name(real.name, real.step, error, &mut draws);
        (mention.forename, mention.surname) = (Some(SmolStr::from(given)), Some(SmolStr::from(family)));
        let mut born = real.born;
        if draws.chance(values.error_date_swap * care) {
            let (year, month, day) = born.ymd();
            born = record::Day::from_ymd(year, day, month).unwrap_or(born);
        } else if draws.chance(values.error_sex_or_birth * care) {
            // Half of the wrong ones are what a system puts in when it is told nothing: the first of January.
            born = match draws.chance(0.5) {
                true => record::Day::from_ymd(born.ymd().0, 1, 1).unwrap_or(born),
                false => born.add_days(draws.below(700) as i32 - 350),
            };
        }
        mention.born = Some(Claimed::day(born));
        let girl = real.girl != draws.chance(values.error_sex_or_birth * care);
        mention.sex = Some(if girl { Sex::Female } else { Sex::Male });
        if note.address != 0 && child == note.child {
            let (_, postcode) = Names(self.key).address(self.global(note.address));
            mention.postcode = Some(SmolStr::from(postcode));
        }
        mention
    }

    /// Some children of eleven or more give a false name where they fear what follows.
    pub(crate) fn gave_false_name(&self, note: &Note, child: u64, real: &Real) -> bool {
        let old_enough = self.setup.day(note.day).0 - real.born.0 > 4_018;
        let part = if child == note.child { Part::FalseName } else { Part::OtherFalseName };
        takes_false_names(note.agency)
            && old_enough
            && self.written(note, part).chance(self.values.false_name)
    }

    /// One false name and birth date at each agency, under a number of its own; older than the child is.
    fn under_false_name(&self, mut mention: Mention, agency: u16, child: u64, real: &Real) -> Mention {
        let kind = match agency {
            POLICE => 10,
            HOSPITAL => 11,
            _ => 14,
        };
        let key = child | kind << 36;
        let name = Names(self.key).person(key, real.girl, None);
        let number = self.number_of(agency, child, Registered::False);
        mention.identifiers.push(Identifier { scheme: Code::new("local"), value: SmolStr::from(number) });
        (mention.forename, mention.surname) =
            (Some(SmolStr::new(name.given)), Some(SmolStr::new(name.family)));
        mention.born = Some(Claimed::day(real.born.add_days(-400 - (child % 700) as i32)));
        mention.sex = Some(if real.girl { Sex::Female } else { Sex::Male });
        mention
    }

    /// An agency's own number for a child; now and then a child is registered a second time.
    pub(crate) fn number_of(&self, agency: u16, child: u64, registered: Registered) -> String {
        // A step by an odd number runs through all of 2^26 without meeting one twice.
        let place = (child & 0x03FF_FFFF) as u32;
        let number = place.wrapping_mul(0x02F6_E2B1).wrapping_add(u32::from(agency) * 7_919) & 0x03FF_FFFF;
        let visitor = if child >> 28 == u64::from(self.number) { "" } else { "V" };
        let more = match registered {
            Registered::First => 0,
            Registered::Again => 1 << 26,
            Registered::False => 2 << 26,
        };
        format!("{visitor}{}", u64::from(number) + more + 100_000_000)
    }
}

/// A unique pupil number with its check letter; authority 992 is nobody's.
///
/// Source: Department for Education, "Unique pupil numbers: a guide for schools and local authorities".
pub(crate) fn upn(child: u64) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let digits = format!("992{:09}", (child >> 28) * 5_000_000 + child % 5_000_000);
    let sum: usize = digits.bytes().zip(2..).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{}{digits}", char::from(LETTERS[sum % 23]))
}

/// An NHS number of the range kept for tests, with its check digit.
///
/// The range holds 900,000 numbers that can be given by this rule: they are one child's alone in up to four partnerships of
/// 225,000 children over the run, not in a run of all England.
/// Source: NHS Data Model and Dictionary, "NHS number"; numbers from 999 000 0000 are never issued.
pub(crate) fn nhs_number(child: u64) -> String {
    let place = ((child & 0x0FFF_FFFF) * 4 + (child >> 28) % 4) % 900_000;
    // A step by a number without a factor of ten runs through all five digits without meeting one twice.
    let (five, turn) = (place % 100_000 * 61_803 % 100_000, place / 100_000);
    // Of the ten last digits one at most has no check digit, so nine or ten are left.
    let with_check = (0..10u64).filter_map(|last| {
        let nine = format!("999{five:05}{last}");
        let sum: u64 =
            nine.bytes().zip((2..=10).rev()).map(|(digit, weight)| u64::from(digit - b'0') * weight).sum();
        let check = (11 - sum % 11) % 11;
        (check < 10).then(|| format!("{nine}{check}"))
    });
    with_check.into_iter().nth(turn as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{nhs_number, upn};

    #[test]
    fn upns_carry_their_check_letter() {
        assert_eq!(upn(100_001), "F992000100001", "as the example town's first pupil");
        for child in [0, 17, 100_004, 3 << 28 | 5] {
            assert!(matches!(formats::upn::check(&upn(child)), formats::upn::Upn::Fits), "{}", upn(child));
        }
    }

    #[test]
    fn no_two_children_of_a_county_have_one_nhs_number() {
        let children = (0..3u64).flat_map(|partnership| (0..200_000u64).map(move |n| partnership << 28 | n));
        let numbers: std::collections::HashSet<String> = children.map(nhs_number).collect();
        assert_eq!(numbers.len(), 600_000);
    }

    #[test]
    fn nhs_numbers_are_of_the_test_range() {
        for child in 0..2_000 {
            let number = nhs_number(child);
            assert!(number.starts_with("999") && number.len() == 10);
            let sum: u64 = number.bytes().zip((1..=10).rev()).map(|(d, w)| u64::from(d - b'0') * w).sum();
            assert_eq!(sum % 11, 0, "{number}");
        }
    }
}
