//! Names, addresses, plates and numbers as a person really has them. Drawn without regard to anything else: no name and
//! no origin has a part in anybody's behaviour.

use crate::draw::{Draws, RunKey, Stream};

/// Given names of girls, of many origins, common ones first.
const GIRLS: [&str; 64] = [
    "Olivia",
    "Amelia",
    "Aisha",
    "Chloe",
    "Grace",
    "Zainab",
    "Emily",
    "Sophie",
    "Fatima",
    "Jessica",
    "Megan",
    "Keira",
    "Ellie",
    "Maya",
    "Lucy",
    "Holly",
    "Zofia",
    "Hannah",
    "Leah",
    "Maryam",
    "Charlotte",
    "Abigail",
    "Priya",
    "Ruby",
    "Georgia",
    "Jade",
    "Amina",
    "Molly",
    "Paige",
    "Shannon",
    "Natalia",
    "Imogen",
    "Yasmin",
    "Bethany",
    "Anya",
    "Nadia",
    "Scarlett",
    "Tia",
    "Ebony",
    "Caitlin",
    "Mei",
    "Julia",
    "Sana",
    "Daisy",
    "Rebecca",
    "Katherine",
    "Simran",
    "Efua",
    "Elizabeth",
    "Tanya",
    "Rosie",
    "Oluchi",
    "Hawa",
    "Lauren",
    "Niamh",
    "Iqra",
    "Wiktoria",
    "Courtney",
    "Alice",
    "Deborah",
    "Thandi",
    "Marta",
    "Ayesha",
    "Isobel",
];
/// Given names of boys.
const BOYS: [&str; 64] = [
    "Oliver",
    "Mohammed",
    "Jack",
    "Harry",
    "Jacob",
    "Charlie",
    "Thomas",
    "George",
    "Oscar",
    "James",
    "Adam",
    "William",
    "Jakub",
    "Ryan",
    "Connor",
    "Daniel",
    "Yusuf",
    "Callum",
    "Joshua",
    "Ethan",
    "Arjun",
    "Lewis",
    "Samuel",
    "Ibrahim",
    "Kyle",
    "Liam",
    "Alexander",
    "Hamza",
    "Nathan",
    "Kai",
    "Dylan",
    "Omar",
    "Jordan",
    "Matthew",
    "Aaron",
    "Kwame",
    "Benjamin",
    "Hassan",
    "Luke",
    "Filip",
    "Reece",
    "Isaac",
    "Tyler",
    "Ali",
    "Michael",
    "Joseph",
    "Wei",
    "Bilal",
    "Jamie",
    "Tobi",
    "Sean",
    "David",
    "Rohan",
    "Marcus",
    "Ewan",
    "Patrick",
    "Szymon",
    "Leon",
    "Christopher",
    "Kofi",
    "Andrei",
    "Declan",
    "Tariq",
    "Gabriel",
];
/// Family names.
const FAMILIES: [&str; 96] = [
    "Smith",
    "Jones",
    "Khan",
    "Taylor",
    "Williams",
    "Brown",
    "Patel",
    "Davies",
    "Ahmed",
    "Evans",
    "Wilson",
    "Thomas",
    "Hussain",
    "Johnson",
    "Roberts",
    "Singh",
    "Walker",
    "Wright",
    "Ali",
    "Robinson",
    "Thompson",
    "White",
    "Hughes",
    "Edwards",
    "Begum",
    "Green",
    "Hall",
    "Wood",
    "Harris",
    "Kowalski",
    "Lewis",
    "Martin",
    "Jackson",
    "Clarke",
    "Turner",
    "Hill",
    "Cooper",
    "Ward",
    "Moore",
    "Osei",
    "Morris",
    "Baker",
    "Kaur",
    "Harrison",
    "King",
    "Morgan",
    "Allen",
    "Mensah",
    "Clark",
    "Scott",
    "Nowak",
    "Parker",
    "Phillips",
    "Watson",
    "Shah",
    "Bennett",
    "Cook",
    "Okafor",
    "Griffiths",
    "Bailey",
    "Miah",
    "Price",
    "Carter",
    "Wang",
    "Shaw",
    "Hartnell",
    "Adeyemi",
    "Dunmore",
    "Richardson",
    "Popescu",
    "Collins",
    "Foster",
    "Murphy",
    "Rahman",
    "Gray",
    "Simpson",
    "Chowdhury",
    "Kelly",
    "Ellis",
    "Mitchell",
    "Szabo",
    "Fletcher",
    "O'Brien",
    "Malik",
    "Webb",
    "Nkosi",
    "Barker",
    "Stone",
    "Pillai",
    "Mason",
    "Yilmaz",
    "Lloyd",
    "Hunt",
    "Bianchi",
    "Dixon",
    "Ferreira",
];
const STREETS: [&str; 40] = [
    "Station Road",
    "High Street",
    "Church Lane",
    "Mill Lane",
    "Park Road",
    "Victoria Road",
    "Green Lane",
    "Manor Road",
    "Kings Road",
    "Queens Road",
    "Albert Street",
    "Alexandra Road",
    "Springfield Road",
    "North Street",
    "South Street",
    "Grange Road",
    "The Crescent",
    "School Lane",
    "York Road",
    "Windsor Road",
    "New Road",
    "George Street",
    "Orchard Close",
    "Highfield Road",
    "Chestnut Avenue",
    "Cedar Drive",
    "Maple Grove",
    "Beech Road",
    "Hawthorn Way",
    "Canal Street",
    "Bridge Street",
    "Castle Street",
    "Market Place",
    "Nelson Terrace",
    "Derwent Close",
    "Elm Grove",
    "Mount Pleasant",
    "Wharf Lane",
    "Quarry Road",
    "Rectory Gardens",
];

/// A person as he or she really is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Given name.
    pub given: &'static str,
    /// Family name.
    pub family: &'static str,
}

/// Numbers of things and people whose names are drawn apart: added to the entity's own number.
const FAMILY: u64 = 1 << 40;
const ADDRESS: u64 = 2 << 40;
const PLATE: u64 = 3 << 40;
const PHONE: u64 = 4 << 40;
const ADULT: u64 = 5 << 40;
const ONLINE: u64 = 6 << 40;
const BUSINESS: u64 = 7 << 40;

/// Given and family names that are written in Latin letters in several ways, because they come from another script or
/// spelling. It is the form of a name that a record system stumbles over; nobody behaves by it.
const SPELT_IN_SEVERAL_WAYS: [&str; 53] = [
    "Aisha", "Zainab", "Fatima", "Zofia", "Maryam", "Amina", "Natalia", "Yasmin", "Anya", "Nadia", "Mei",
    "Sana", "Simran", "Efua", "Oluchi", "Hawa", "Iqra", "Wiktoria", "Thandi", "Ayesha", "Mohammed", "Jakub",
    "Yusuf", "Arjun", "Ibrahim", "Hamza", "Omar", "Kwame", "Hassan", "Ali", "Wei", "Bilal", "Tobi", "Rohan",
    "Szymon", "Kofi", "Andrei", "Tariq", "Khan", "Ahmed", "Hussain", "Singh", "Begum", "Kowalski", "Kaur",
    "Mensah", "Nowak", "Shah", "Okafor", "Miah", "Adeyemi", "Popescu", "Rahman",
];

/// Is a name written in several ways in Latin letters?
pub fn is_spelt_in_several_ways(name: &str) -> bool {
    SPELT_IN_SEVERAL_WAYS.contains(&name)
}

/// Names that people who never met use online.
const COMMON_HANDLES: [&str; 24] = [
    "ghost_99",
    "king_07",
    "lil_jay",
    "shadow_1",
    "big_man_10",
    "no_name_x",
    "mr_smooth",
    "fast_lane_22",
    "night_owl_3",
    "real_deal_5",
    "young_g_14",
    "just_me_xx",
    "money_maker_1",
    "the_boss_21",
    "blue_sky_8",
    "gamer_boy_11",
    "princess_x",
    "angel_baby_2",
    "moon_light_6",
    "star_girl_9",
    "crazy_cat_4",
    "sunny_day_7",
    "chill_out_12",
    "player_one_1",
];
const FOOD: [&str; 14] = [
    "Golden Fry",
    "Best Kebab",
    "Star Pizza",
    "Royal Grill",
    "Lucky House",
    "Corner Fish Bar",
    "Happy Wok",
    "Dixy Chicken House",
    "Spice Garden",
    "Milano Pizza",
    "Sunrise Chippy",
    "Charcoal Grill",
    "City Burgers",
    "Red Dragon",
];
const LODGING: [&str; 10] = [
    "Station Hotel",
    "Park Lodge",
    "Victoria Guest House",
    "Bridge Inn",
    "Travel Rest",
    "Grange Hotel",
    "Crown Hotel",
    "Canal Guest House",
    "Rosewood Lodge",
    "Northway Hotel",
];

/// Names of one run.
#[derive(Clone, Copy, Debug)]
pub struct Names(pub RunKey);

impl Names {
    fn draws(self, entity: u64) -> Draws {
        self.0.draws(Stream::Names, entity, 0)
    }

    /// A child's given name.
    pub fn given(self, child: u64, girl: bool) -> &'static str {
        let all = if girl { &GIRLS } else { &BOYS };
        all[self.draws(child).skewed(all.len())]
    }

    /// A household's family name.
    pub fn family(self, household: u64) -> &'static str {
        FAMILIES[self.draws(FAMILY | household).skewed(FAMILIES.len())]
    }

    /// An adult's name.
    pub fn adult(self, adult: u64) -> Name {
        let mut draws = self.draws(ADULT | adult);
        let given = if draws.chance(0.9) { &BOYS } else { &GIRLS };
        Name { given: given[draws.skewed(given.len())], family: FAMILIES[draws.skewed(FAMILIES.len())] }
    }

    /// An address: house and street, and postcode. A tenth are flats.
    pub fn address(self, address: u64) -> (String, String) {
        let mut draws = self.draws(ADDRESS | address);
        let street = STREETS[draws.skewed(STREETS.len())];
        let house = 1 + draws.below(180);
        let flat = draws.chance(0.1).then(|| format!("Flat {}, ", 1 + draws.below(12)));
        let letter = |n: u64| char::from(b"ABDEFGHJLNPQRSTUWXYZ"[(n % 20) as usize]);
        let postcode = format!(
            "SX{} {}{}{}",
            1 + draws.below(30),
            draws.below(10),
            letter(draws.below(20)),
            letter(draws.below(20))
        );
        (format!("{}{house} {street}", flat.unwrap_or_default()), postcode)
    }

    /// A registration mark.
    pub fn plate(self, vehicle: u64) -> String {
        let mut draws = self.draws(PLATE | vehicle);
        let mut letter = || char::from(b"ABCDEFGHJKLMNOPRSTUVWXY"[draws.below(23) as usize]);
        let (a, b, c, d, e) = (letter(), letter(), letter(), letter(), letter());
        format!("{a}{b}{:02} {c}{d}{e}", 2 + draws.below(70))
    }

    /// A telephone number, from those that Ofcom keeps for drama: nobody has one. The last digits say more than Ofcom's
    /// thousand numbers could, so they are longer than any real number.
    pub fn phone(self, phone: u64) -> String {
        let mut draws = self.draws(PHONE | phone);
        format!("07700 90{:07}", draws.below(10_000_000))
    }

    /// A name used online; a share of them is used by people who never met as well.
    pub fn online(self, who: u64, shared: f64) -> String {
        let mut draws = self.draws(ONLINE | who);
        let given = BOYS[draws.skewed(BOYS.len())].to_lowercase();
        let number = 100 + draws.below(99_900);
        match draws.chance(shared) {
            true => COMMON_HANDLES[draws.below(COMMON_HANDLES.len() as u64) as usize].to_owned(),
            false => format!("{given}_{number}"),
        }
    }

    /// An adult of known sex; `family` where the household's name is borne.
    pub fn person(self, person: u64, woman: bool, family: Option<&'static str>) -> Name {
        let mut draws = self.draws(ADULT | person);
        let given = if woman { &GIRLS } else { &BOYS };
        let given = given[draws.skewed(given.len())];
        let own = FAMILIES[draws.skewed(FAMILIES.len())];
        Name { given, family: family.unwrap_or(own) }
    }

    /// The name over the door of a hotel or a takeaway. Some bear one name: the street tells them apart.
    pub fn business(self, business: u64, hotel: bool) -> &'static str {
        let mut draws = self.draws(BUSINESS | business);
        match hotel {
            true => LODGING[draws.below(LODGING.len() as u64) as usize],
            false => FOOD[draws.below(FOOD.len() as u64) as usize],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BOYS, FAMILIES, GIRLS, Names, SPELT_IN_SEVERAL_WAYS};
    use crate::draw::RunKey;

    #[test]
    fn the_forms_of_names_are_of_names_that_somebody_bears() {
        for name in SPELT_IN_SEVERAL_WAYS {
            assert!(GIRLS.contains(&name) || BOYS.contains(&name) || FAMILIES.contains(&name), "{name}");
        }
    }

    #[test]
    fn a_few_names_used_online_are_shared_by_people_who_never_met() {
        let names = Names(RunKey::new(3));
        let count = |shared: f64| {
            (0..2_000).map(|who| names.online(who, shared)).collect::<std::collections::BTreeSet<_>>().len()
        };
        assert!(count(0.0) > 1_950 && count(1.0) <= 24, "{} and {}", count(0.0), count(1.0));
    }

    #[test]
    fn the_same_one_is_always_called_the_same() {
        let names = Names(RunKey::new(3));
        assert_eq!(names.adult(7), names.adult(7));
        assert_eq!(names.address(7), names.address(7));
        assert_ne!(names.plate(7), names.plate(8));
        let plates: std::collections::BTreeSet<String> = (0..2_000).map(|n| names.plate(n)).collect();
        assert!(plates.len() > 1_990);
        assert!(names.phone(1).starts_with("07700 90"));
    }
}
