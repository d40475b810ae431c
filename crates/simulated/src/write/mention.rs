//! How a child, a person or a thing is written down: rightly, or with the errors of that agency's system.

use record::mention::{Identifier, Sex};
use record::{Claimed, Code, Mention, MentionKind};
use smol_str::SmolStr;

use crate::draw::{Draws, Stream};
use crate::names::{Name, Names};
use crate::town::{COUNCIL, FIRST_SCHOOL, HOSPITAL};
use crate::world::World;
use crate::written::{BUSY, Note, Thing};

/// A child as it really is: what every system should hold of it.
#[derive(Clone, Debug)]
pub(crate) struct Real {
    pub(crate) name: Name,
    /// A step-parent's family name, by which some know it.
    pub(crate) step: Option<&'static str>,
    pub(crate) born: record::Day,
    pub(crate) girl: bool,
}

/// Other forms of given names: short, phonetic and transliterated ones.
const FORMS: &[(&str, &[&str])] = &[
    ("Mohammed", &["Muhammad", "Mohamed", "Mohammad", "Mo"]),
    ("Yusuf", &["Yousef", "Yousuf", "Joseph"]),
    ("Aisha", &["Ayesha", "Aysha"]),
    ("Ayesha", &["Aisha"]),
    ("Fatima", &["Fatimah", "Fatema"]),
    ("Zofia", &["Sofia", "Zosia"]),
    ("Wiktoria", &["Victoria", "Viktoria"]),
    ("Jakub", &["Jacob", "Kuba"]),
    ("Szymon", &["Simon"]),
    ("Olivia", &["Liv", "Livvy"]),
    ("Elizabeth", &["Lizzie", "Beth", "Eliza"]),
    ("Katherine", &["Kate", "Catherine", "Kathryn"]),
    ("Rebecca", &["Becky", "Rebekah"]),
    ("Charlotte", &["Charlie", "Lottie"]),
    ("Jessica", &["Jess", "Jessie"]),
    ("Megan", &["Meghan", "Meg"]),
    ("Keira", &["Kiera", "Keera"]),
    ("Caitlin", &["Kaitlyn", "Kate"]),
    ("Thomas", &["Tom", "Tomas"]),
    ("Daniel", &["Dan", "Danny"]),
    ("Samuel", &["Sam", "Sammy"]),
    ("Alexander", &["Alex", "Aleksander", "Sasha"]),
    ("Benjamin", &["Ben"]),
    ("Matthew", &["Matt", "Mathew"]),
    ("Michael", &["Mike", "Micheal"]),
    ("William", &["Will", "Billy"]),
    ("James", &["Jamie", "Jim"]),
    ("Joshua", &["Josh"]),
    ("Christopher", &["Chris"]),
    ("Hassan", &["Hasan"]),
    ("Hussain", &["Hussein", "Husain"]),
    ("Ahmed", &["Ahmad"]),
    ("Chowdhury", &["Choudhury", "Chaudhry"]),
    ("Kowalski", &["Kowalska"]),
    ("Singh", &["Sing"]),
    ("Thompson", &["Thomson"]),
    ("Clarke", &["Clark"]),
    ("Davies", &["Davis"]),
    ("Philips", &["Phillips"]),
    ("O'Brien", &["OBrien", "O Brien"]),
];

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
        })
    }

    /// Draws of what a note says wrongly.
    fn errors(&self, note: u32, part: u32) -> Draws {
        self.draws(Stream::Errors, note | part << 27, 1)
    }

    /// The child of a note as the agency wrote it.
    pub(crate) fn child_mention(&self, number: u32, note: &Note, child: u64, real: &Real) -> Mention {
        let mut draws = self.errors(number, u32::from(child != note.child));
        let care = self.carelessness(note.agency);
        let values = &self.values;
        let mut mention =
            Mention::new(MentionKind::Child, if child == note.child { "subject" } else { "other_child" });
        let local = Identifier {
            scheme: Code::new("local"),
            value: SmolStr::from(self.local_number(note.agency, child, &mut draws)),
        };
        let unnamed = draws.chance(values.error_unnamed * care) && note.agency != COUNCIL;
        if unnamed {
            // Only what was seen: a girl of about fifteen.
            mention.sex = Some(if real.girl { Sex::Female } else { Sex::Male });
            return mention;
        }
        mention.identifiers.push(local);
        if !draws.chance((values.error_identifier_missing * care).min(1.0)) {
            let (scheme, value) = match note.agency {
                HOSPITAL => ("nhs_number", nhs_number(child)),
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
        let (given, family) = written_name(real, values.error_name * care, &mut draws);
        (mention.forename, mention.surname) = (Some(SmolStr::from(given)), Some(SmolStr::from(family)));
        let mut born = real.born;
        if draws.chance(values.error_date_swap * care) {
            let (year, month, day) = born.ymd();
            born = record::Day::from_ymd(year, day, month).unwrap_or(born);
        } else if draws.chance(values.error_sex_or_birth * care) {
            born = born.add_days(draws.below(700) as i32 - 350);
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

    /// An agency's own number for a child; now and then a child is registered a second time.
    pub(crate) fn local_number(&self, agency: u16, child: u64, draws: &mut Draws) -> String {
        let again = draws.chance(0.015);
        self.number_of(agency, child, again)
    }

    pub(crate) fn number_of(&self, agency: u16, child: u64, again: bool) -> String {
        // A step by an odd number runs through all of 2^26 without meeting one twice.
        let place = (child & 0x03FF_FFFF) as u32;
        let number = place.wrapping_mul(0x02F6_E2B1).wrapping_add(u32::from(agency) * 7_919) & 0x03FF_FFFF;
        let visitor = if child >> 28 == u64::from(self.number) { "" } else { "V" };
        format!("{visitor}{}", u64::from(number) + if again { 1 << 26 } else { 0 } + 100_000_000)
    }

    /// The thing of a note as the agency wrote it.
    pub(crate) fn thing_mention(&self, number: u32, note: &Note) -> Option<Mention> {
        let thing = note.thing?;
        let mut draws = self.errors(number, 2);
        let care = self.carelessness(note.agency);
        let names = Names(self.key);
        let wrong_digit = |text: String, draws: &mut Draws| {
            if draws.chance(self.values.error_number * care) { one_digit_wrong(&text, draws) } else { text }
        };
        Some(match thing {
            Thing::Vehicle(n) => {
                let innocent = n & BUSY != 0;
                let mut mention = Mention::new(
                    MentionKind::Vehicle,
                    if innocent { "contract_vehicle" } else { "vehicle_of_concern" },
                );
                let plate = wrong_digit(names.plate(self.global(n)), &mut draws);
                let seen = ["silver Ford", "black Vauxhall", "white van", "blue Toyota"];
                let described = draws.chance(0.2) && !innocent;
                mention.value =
                    Some(SmolStr::from(if described { seen[(n % 4) as usize].to_owned() } else { plate }));
                mention
            }
            Thing::Phone(n) => {
                let mut mention = Mention::new(MentionKind::Phone, "phone_of_concern");
                mention.value = Some(SmolStr::from(wrong_digit(names.phone(self.global(n)), &mut draws)));
                mention
            }
            Thing::Place(n) => {
                let role = if n & BUSY != 0 { "seen_at" } else { "place_of_concern" };
                let mut mention = Mention::new(MentionKind::Place, role);
                let (address, postcode) = names.address(self.global(n) | 1 << 38);
                let kind = ["Hotel", "Kebab House", "Taxi Office", "Flat", "Snooker Club", "Guest House"];
                let whole = format!("{} {}", address, kind[(n % 6) as usize]);
                // Some write the street alone, some shorten it.
                let text = match draws.among(&[0.8, 0.1, 0.1]) {
                    0 => whole,
                    1 => whole.replace("Road", "Rd").replace("Street", "St"),
                    _ => address.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned(),
                };
                mention.value = Some(SmolStr::from(text));
                mention.postcode = draws.chance(0.5).then(|| SmolStr::from(postcode));
                mention
            }
            Thing::Online(n) => {
                let mut mention = Mention::new(MentionKind::OnlineName, "online_of_concern");
                mention.value = Some(SmolStr::from(names.online(self.global(n))));
                mention
            }
            Thing::Adult(n) => {
                let mut mention = Mention::new(MentionKind::Person, "person_of_concern");
                let name = names.adult(self.global(n));
                mention.forename = Some(SmolStr::new(name.given));
                mention.surname = draws.chance(0.7).then(|| SmolStr::new(name.family));
                mention
            }
        })
    }
}

/// A name as it comes out of a system: rightly, or in another form.
fn written_name(real: &Real, error: f64, draws: &mut Draws) -> (String, String) {
    let (mut given, mut family) = (real.name.given.to_owned(), real.name.family.to_owned());
    if draws.chance(error) {
        match draws.among(&[0.45, 0.25, 0.08, 0.12, 0.10]) {
            0 => given = other_form(&given, draws),
            1 => family = other_form(&family, draws),
            2 => core::mem::swap(&mut given, &mut family),
            3 => family = real.step.map_or_else(|| other_form(&family, draws), str::to_owned),
            _ => family = format!("{family}-{}", real.step.unwrap_or("Reed")),
        }
    } else if let Some(step) = real.step
        && draws.chance(0.15)
    {
        family = step.to_owned();
    }
    (given, family)
}

/// A short or other form where one is known, else a slip of the keyboard.
fn other_form(name: &str, draws: &mut Draws) -> String {
    if let Some((_, forms)) = FORMS.iter().find(|(known, _)| *known == name) {
        return forms[draws.below(forms.len() as u64) as usize].to_owned();
    }
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + draws.below(letters.len().saturating_sub(2).max(1) as u64) as usize;
    if at + 1 < letters.len() {
        match draws.below(3) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, letters[at]),
        }
    }
    letters.into_iter().collect()
}

fn one_digit_wrong(text: &str, draws: &mut Draws) -> String {
    let digits: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let Some(at) = digits.get(draws.below(digits.len() as u64) as usize) else { return text.to_owned() };
    let wrong = char::from(b'0' + draws.below(10) as u8);
    let mut out = text.to_owned();
    out.replace_range(*at..at + 1, wrong.encode_utf8(&mut [0; 4]));
    out
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
/// Source: NHS Data Model and Dictionary, "NHS number"; numbers from 999 000 0000 are never issued.
pub(crate) fn nhs_number(child: u64) -> String {
    let mut body = child.wrapping_mul(0x9E37_79B9) % 1_000_000;
    loop {
        let nine = format!("999{body:06}");
        let sum: u64 =
            nine.bytes().zip((2..=10).rev()).map(|(digit, weight)| u64::from(digit - b'0') * weight).sum();
        match 11 - sum % 11 {
            10 => body = (body + 1) % 1_000_000,
            check => return format!("{nine}{}", check % 11),
        }
    }
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
    fn nhs_numbers_are_of_the_test_range() {
        for child in 0..2_000 {
            let number = nhs_number(child);
            assert!(number.starts_with("999") && number.len() == 10);
            let sum: u64 = number.bytes().zip((1..=10).rev()).map(|(d, w)| u64::from(d - b'0') * w).sum();
            assert_eq!(sum % 11, 0, "{number}");
        }
    }
}
