//! Ten thousand planted pairs of brothers, sisters and twins: none may be merged at default settings.

mod common;

use common::{child, day, told};
use record::mention::Sex;
use record::policy::Policy;
use record::{Event, Mention, MentionKind};

const PAIRS: usize = 10_000;

/// Forename pairs of two children, hard ones first.
const HARD: [(&str, &str); 24] = [
    ("Amy", "Anya"),
    ("Mohammed", "Mohamed"),
    ("Mohammed Ali", "Mohammed Hassan"),
    ("Hayden", "Jayden"),
    ("Ella", "Ellie"),
    ("Mia", "Maya"),
    ("Maria", "Marie"),
    ("Ali", "Aliya"),
    ("Daniel", "Danielle"),
    ("Alexander", "Alexandra"),
    ("Zain", "Zane"),
    ("Abdul Rahman", "Abdul Rahim"),
    ("Erin", "Aaron"),
    ("Sian", "Sean"),
    ("Mary Jane", "Mary Ann"),
    ("Kian", "Kyan"),
    ("Isabel", "Isobel"),
    ("Jack", "Jake"),
    ("Aisha", "Alisha"),
    ("Hassan", "Hussain"),
    ("Gurpreet", "Harpreet"),
    ("Tia", "Mia"),
    ("Charlie", "Charlotte"),
    ("Nadia", "Nadine"),
];
const PLAIN: [&str; 16] = [
    "Oscar", "Freya", "Kofi", "Abena", "Liam", "Priya", "Tomasz", "Chloe", "Yusuf", "Grace", "Rhys", "Mei",
    "Patrick", "Zara", "Owen", "Lena",
];
const SURNAMES: [&str; 12] = [
    "Khan",
    "Smith",
    "Jones",
    "Pemgate",
    "Kowalska",
    "O'Neill",
    "Watt-Brown",
    "Begum",
    "Singh",
    "Adeyemi",
    "Norgate",
    "Ali",
];
const AGENCIES: [&str; 5] = ["police", "school", "health", "housing", "youth"];

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
    fn is(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A slip of the pen.
fn slip(chance: &mut Chance, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = chance.below(letters.len().max(2) - 1);
    match chance.below(4) {
        0 if letters.len() > 2 => {
            letters.remove(at);
        }
        1 if letters.len() > 1 => letters.swap(at, at + 1),
        2 => letters[at] = char::from(b'a' + chance.below(26) as u8),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

/// One record of a child, with what goes wrong in writing it. The two children's names stay two names: where a slip or a
/// name cut short would write the other child's, no program and no reader could tell them apart.
fn written(chance: &mut Chance, names: (&str, &str), family: &Family, born: &str, sex: Sex) -> Mention {
    let (forename, other) = names;
    let mut first = forename.to_owned();
    let mut last = family.surname.to_owned();
    match chance.below(20) {
        0 | 1 => first = slip(chance, &first),
        2 => first = first[..1].to_owned(),
        3 => first = String::new(),
        4 => last = slip(chance, &last),
        5 => std::mem::swap(&mut first, &mut last),
        6 => first = first.to_uppercase(),
        7 => first = first.split(' ').next().unwrap_or_default().to_owned(),
        _ => {}
    }
    if !first.is_empty() && first.len() > 1 && could_be(&first, forename, other) {
        first = forename.to_owned();
    }
    let mut mention = child("- -", if chance.is(10) { "" } else { born }, &family.postcode);
    mention.forename = Some(first).filter(|name| !name.is_empty()).map(Into::into);
    mention.surname = Some(last.into());
    mention.sex = Some(sex);
    if chance.is(30) {
        mention.postcode = None;
    }
    mention
}

/// Would a name read as the other child's, cut short or with one slip?
fn could_be(first: &str, own: &str, other: &str) -> bool {
    let (first, own, other) = (first.to_lowercase(), own.to_lowercase(), other.to_lowercase());
    other.split(' ').next() == Some(first.as_str())
        || (first != own && strsim::osa_distance(&first, &other) <= 1)
}

struct Family {
    surname: &'static str,
    postcode: String,
    phone: String,
}

/// The events, and for each the number of the child its mention 0 is.
fn families(seed: u64) -> (Vec<Event>, Vec<usize>) {
    let mut chance = Chance(seed);
    let (mut events, mut children) = (Vec::new(), Vec::new());
    for pair in 0..PAIRS {
        let family = Family {
            surname: SURNAMES[chance.below(SURNAMES.len())],
            postcode: format!(
                "WB{} {}{}Q",
                1 + pair / 600,
                pair / 60 % 10,
                char::from(b'A' + (pair % 60 / 3) as u8)
            ),
            phone: format!("07{:09}", pair * 7 + 1),
        };
        let (one, other) = match chance.below(3) {
            0 => HARD[chance.below(HARD.len())],
            _ => {
                let one = chance.below(PLAIN.len());
                (PLAIN[one], PLAIN[(one + 1 + chance.below(PLAIN.len() - 1)) % PLAIN.len()])
            }
        };
        let first = day("1999-01-01").add_days(chance.below(5_000) as i32);
        let twins = chance.is(50);
        let second = if twins { first } else { first.add_days(300 + chance.below(2_000) as i32) };
        let sex = if chance.is(50) { Sex::Female } else { Sex::Male };
        for (which, (names, born)) in [((one, other), first), ((other, one), second)].into_iter().enumerate()
        {
            for _ in 0..1 + chance.below(3) {
                let agency = AGENCIES[chance.below(AGENCIES.len())];
                let mut mention = written(&mut chance, names, &family, &born.to_string(), sex);
                if chance.is(20) {
                    // The agency writes the family's number where the child's should stand.
                    mention = common::With::id(mention, "local", &format!("F{pair}"));
                }
                let mut mentions = vec![mention];
                if chance.is(60) {
                    mentions.push(common::thing(MentionKind::Phone, "family_phone", &family.phone));
                }
                events.push(told(agency, events.len() as u32 + 1, "2015-03-01", mentions));
                children.push(pair * 2 + which);
            }
        }
    }
    (events, children)
}

#[test]
fn no_sibling_or_twin_is_ever_merged_at_default_settings() {
    let (mut events, children) = families(12);
    events.sort_by_key(Event::order);
    let joined = joined::join(&events, &Policy::england());
    common::check(&events, &joined);
    let child_of = |mention: u32| {
        let (event, place) = joined.mentions.place(mention);
        (place == 0).then(|| children[events[event as usize].source.line as usize - 1])
    };
    let mut merged = Vec::new();
    let mut together = 0;
    for entity in joined.entities.iter().filter(|entity| entity.kind == MentionKind::Child) {
        let mut inside: Vec<usize> =
            entity.mentions.iter().filter_map(|&mention| child_of(mention)).collect();
        together += inside.len() - 1;
        inside.sort_unstable();
        inside.dedup();
        if inside.windows(2).any(|pair| pair[0] / 2 == pair[1] / 2) {
            let names = |mention: &u32| joined.mentions.get(&events, *mention).clone();
            merged.push(entity.mentions.iter().map(names).collect::<Vec<_>>());
        }
    }
    assert!(together > 9_000, "the test would prove nothing if nothing were joined: {together}");
    assert_eq!(merged.len(), 0, "{:?}", &merged[..merged.len().min(20)]);
}
