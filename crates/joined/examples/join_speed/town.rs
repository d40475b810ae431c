//! A made-up town for measuring: families, agencies, places. Everything is drawn from a seed.

use record::event::{Assurance, Told};
use record::mention::{Identifier, Sex};
use record::{
    Addressee, AgencyId, Body, By, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Logged, Mention,
};
use record::{MentionKind, SourceRef};

const AGENCIES: [&str; 8] =
    ["police", "council", "health", "school-a", "school-b", "youth", "housing", "licensing"];
const FIRST: [&str; 64] = [
    "Amy", "Anya", "Jack", "Olivia", "Mohammed", "Sophie", "Liam", "Zara", "Noah", "Aisha", "Daniel",
    "Chloe", "Oscar", "Freya", "Ibrahim", "Grace", "Jakub", "Ella", "Callum", "Maya", "Tyler", "Ruby",
    "Yusuf", "Lucy", "Kian", "Hannah", "Adam", "Leah", "Owen", "Nadia", "Connor", "Ivy", "Samuel", "Rosa",
    "Dylan", "Erin", "Hamza", "Tia", "Reece", "Mina", "Joshua", "Katie", "Aaron", "Holly", "Bilal", "Jade",
    "Patrick", "Lena", "Curtis", "Paige", "Arjun", "Skye", "Dominic", "Priya", "Marcus", "Tamsin", "Viktor",
    "Abena", "Kofi", "Siobhan", "Rhys", "Mei", "Tomasz", "Esther",
];
const SYLLABLES: [&str; 24] = [
    "har", "wick", "brook", "ton", "field", "ash", "mere", "stan", "worth", "king", "bell", "ford", "ham",
    "lin", "cross", "dale", "wood", "gate", "row", "burn", "cot", "hurst", "pen", "ley",
];

struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    fn is(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
    /// About Zipf: the place of a value is the exponential of an even draw.
    fn zipf(&mut self, n: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((n as f64).powf(even) as usize).saturating_sub(1).min(n - 1)
    }
}

struct Child {
    number: usize,
    family: usize,
    forename: String,
    born: Day,
    female: bool,
}

struct Family {
    surname: String,
    postcode: String,
    phone: String,
    children: Vec<usize>,
}

fn surname(chance: &mut Chance) -> String {
    let rank = chance.zipf(9_000);
    let parts = [rank % 24, (rank / 24) % 24, (rank / 576) % 24];
    let mut name: String =
        parts.iter().take(if rank < 24 { 2 } else { 3 }).map(|&part| SYLLABLES[part]).collect();
    name[..1].make_ascii_uppercase();
    name
}

fn forename(chance: &mut Chance) -> String {
    if chance.is(70) {
        return FIRST[chance.zipf(FIRST.len())].to_owned();
    }
    let mut name =
        format!("{}{}", SYLLABLES[chance.below(24)], ["a", "o", "ie", "an", "is"][chance.below(5)]);
    name[..1].make_ascii_uppercase();
    name
}

fn noisy(chance: &mut Chance, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if chance.is(4) && letters.len() > 3 {
        let at = 1 + chance.below(letters.len() - 2);
        match chance.below(3) {
            0 => letters.swap(at, at + 1),
            1 => letters[at] = (b'a' + chance.below(26) as u8) as char,
            _ => {
                letters.remove(at);
            }
        }
    }
    letters.into_iter().collect()
}

fn families(chance: &mut Chance, children: usize) -> (Vec<Family>, Vec<Child>) {
    let (mut families, mut all) = (Vec::new(), Vec::new());
    while all.len() < children {
        let mut family = Family {
            surname: surname(chance),
            postcode: format!(
                "WB{} {}{}{}",
                chance.below(30) + 1,
                chance.below(10),
                letter(chance),
                letter(chance)
            ),
            phone: format!("07{:09}", chance.below(1_000_000_000)),
            children: Vec::new(),
        };
        let twins = chance.is(2);
        let mut born = Day::from_ymd(1998, 1, 1).expect("a day").add_days(chance.below(7_000) as i32);
        for _ in 0..if twins { 2 } else { 1 + chance.zipf(4) } {
            family.children.push(all.len());
            all.push(Child {
                number: all.len(),
                family: families.len(),
                forename: forename(chance),
                born,
                female: chance.is(50),
            });
            born = if twins { born } else { born.add_days(400 + chance.below(900) as i32) };
        }
        families.push(family);
    }
    (families, all)
}

fn letter(chance: &mut Chance) -> char {
    (b'A' + chance.below(26) as u8) as char
}

/// This many events in canonical order.
pub(crate) fn events(count: usize, seed: u64) -> Vec<Event> {
    let mut chance = Chance(seed);
    let (families, children) = families(&mut chance, (count / 10).max(40));
    let mut events: Vec<Event> =
        (0..count).map(|line| event(&mut chance, line, &families, &children)).collect();
    events.sort_by_key(Event::order);
    events
}

fn event(chance: &mut Chance, line: usize, families: &[Family], children: &[Child]) -> Event {
    let at = chance.zipf(AGENCIES.len());
    let agency = AgencyId::new(AGENCIES[at]);
    let subject = &children[chance.below(children.len())];
    let family = &families[subject.family];
    let mut mentions = vec![child(chance, at, subject, family, "subject")];
    if chance.is(30)
        && let Some(&other) = family.children.iter().find(|&&other| other != subject.number)
    {
        mentions.push(child(chance, at, &children[other], family, "sibling"));
    }
    if chance.is(70) {
        mentions.push(person(chance, family));
    }
    if chance.is(70) {
        let place = if chance.is(3) { 0 } else { 1 + chance.zipf(30_000) };
        let words = format!("{} {} St", 1 + place % 90, SYLLABLES[place % 24]);
        mentions.push(thing(
            MentionKind::Place,
            "place_of_concern",
            format!("{words}, WB{} {}AB", place / 90 % 30, place % 10),
        ));
    }
    if chance.is(30) {
        let plate = chance.zipf(40_000);
        let letters: String =
            [plate % 24, plate / 24 % 24].map(|part| SYLLABLES[part][..2].to_uppercase()).concat();
        mentions.push(thing(
            MentionKind::Vehicle,
            "vehicle_of_concern",
            format!("{letters}{} ABC", plate / 100),
        ));
    }
    if chance.is(25) {
        mentions.push(thing(MentionKind::Phone, "family_phone", family.phone.clone()));
    }
    if chance.is(25) {
        mentions.push(thing(
            MentionKind::Phone,
            "phone_of_concern",
            format!("079{:08}", chance.zipf(60_000)),
        ));
    }
    let day = Day::from_ymd(2012, 1, 1).expect("a day").add_days(chance.below(3_600) as i32);
    Event {
        id: EventId(line as u128 + 1),
        claimed: Claimed::day(day),
        logged: Logged(0),
        by: By { agency: agency.clone(), post: None, holder: None, assurance: Assurance::Imported },
        source: SourceRef { file: FileId(at as u32), line: line as u32 + 1, part: 0 },
        body: Body::Told(Box::new(Told {
            concern: ConcernRef { agency: agency.clone(), key: line.to_string().into() },
            activity: Code::new("concern.told"),
            teller: Code::new("school"),
            teller_agency: None,
            told_to: Addressee::agency(agency),
            passes: None,
            signs: vec![Code::new("missing_episode")],
            codes: vec![],
            immediate_danger: false,
            event_count: None,
            mentions,
            words: None,
        })),
    }
}

fn child(chance: &mut Chance, agency: usize, child: &Child, family: &Family, role: &str) -> Mention {
    let mut identifiers = Vec::new();
    let identifier =
        |scheme: &str, value: String| Identifier { scheme: Code::new(scheme), value: value.into() };
    // Half of the agencies number their children in every export, the others seldom.
    if chance.is(if agency.is_multiple_of(2) { 97 } else { 15 }) {
        identifiers.push(identifier("local", format!("{}", child.number * 7 + agency)));
    }
    if chance.is(20) {
        identifiers.push(identifier("upn", format!("A{:011}1", 10_000_000_000 + child.number)));
    }
    Mention {
        identifiers,
        forename: Some(noisy(chance, &child.forename).into()).filter(|_| chance.is(97)),
        surname: Some(noisy(chance, &family.surname).into()).filter(|_| chance.is(97)),
        born: Some(Claimed::day(child.born)).filter(|_| chance.is(85)),
        sex: Some(if child.female { Sex::Female } else { Sex::Male }),
        postcode: Some(family.postcode.as_str().into()).filter(|_| chance.is(80)),
        ..Mention::new(MentionKind::Child, role)
    }
}

fn person(chance: &mut Chance, family: &Family) -> Mention {
    let parent = chance.is(50);
    let mut mention = Mention::new(MentionKind::Person, if parent { "parent" } else { "person_of_concern" });
    mention.forename = Some(FIRST[chance.zipf(FIRST.len())].into());
    mention.surname = Some(if parent { family.surname.clone() } else { surname(chance) }.into());
    if parent && chance.is(50) {
        mention.postcode = Some(family.postcode.as_str().into());
    }
    if !parent && chance.is(30) {
        mention.born = Some(Claimed::day(
            Day::from_ymd(1970, 2, 3).expect("a day").add_days(chance.below(9_000) as i32),
        ));
    }
    mention
}

fn thing(kind: MentionKind, role: &str, value: String) -> Mention {
    Mention { value: Some(value.into()), ..Mention::new(kind, role) }
}
