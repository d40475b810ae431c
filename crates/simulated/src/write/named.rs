//! Which adults and things a note names, in which role, and how its agency wrote them down.
//!
//! Ordinary roles are what the field writes: a parent, the teacher, the family's phone. So that the guilty and the
//! innocent look alike, an ordinary thing of a network is often written in an ordinary role, and now and then an innocent
//! one in the role of a concern.

use record::mention::Identifier;
use record::{Claimed, Code, Mention, MentionKind};
use smol_str::SmolStr;

use super::mention::Part;
use super::spelling::{one_digit_wrong, other_address, other_form, other_handle};
use super::{Around, what::What};
use crate::draw::Draws;
use crate::names::{Name, Names};
use crate::people::Person;
use crate::town::{COUNCIL, Kind, POLICE};
use crate::world::World;
use crate::written::{BUSY, Cause, Note, Teller, Thing};

/// One adult or thing that a note names.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Which, in truth.
    pub(super) what: What,
    /// It is named because it has to do with hidden harm of the child.
    pub(super) harms: bool,
    /// As written.
    pub(super) mention: Mention,
}

/// A note with all that its errors are drawn by.
struct Writing<'w> {
    world: &'w World,
    note: &'w Note,
    care: f64,
    draws: Draws,
}

/// Everything but children that a note names, by kind of mention.
pub(super) fn named(world: &World, around: &Around, note: &Note) -> Vec<Named> {
    let care = world.carelessness(note.agency);
    let mut writing = Writing { world, note, care, draws: world.written(note, Part::Things) };
    let mut all = Vec::new();
    for (person, harms) in persons(world, around, note) {
        let mention = writing.person(person, harms);
        all.push(Named { what: What::Person(person), harms, mention });
    }
    let harms = matches!(note.cause, Cause::Harm(_));
    if let Some(thing) = note.thing
        && !matches!(thing, Thing::Adult(n) if n & BUSY != 0)
    {
        let mention = writing.thing(thing, harms);
        all.push(Named { what: What::Thing(thing), harms, mention });
    }
    let local = world.local(note.child);
    if let Some(driver) = local.and_then(|child| school_run(world, child, note))
        && !all.iter().any(|named| named.mention.kind == MentionKind::Vehicle)
    {
        let thing = Thing::Vehicle(BUSY | driver);
        let mention = writing.thing(thing, false);
        all.push(Named { what: What::Thing(thing), harms: false, mention });
    }
    if let Some(child) = local
        && let Some((what, mention)) = writing.of_the_family(child)
        && !all.iter().any(|named| named.mention.kind == mention.kind)
    {
        all.push(Named { what, harms: false, mention });
    }
    all.sort_by_key(|named| named.mention.kind);
    all
}

/// Does a note speak of the child's school run? Then of which driver.
fn school_run(world: &World, child: u32, note: &Note) -> Option<u32> {
    let driver = world.school_run(child, note.day)?;
    world.written(note, Part::SchoolRun).chance(world.values.names_school_run).then_some(driver)
}

/// The adults a note names, and whether because of harm.
fn persons(world: &World, around: &Around, note: &Note) -> Vec<(Person, bool)> {
    let mut all = Vec::new();
    let values = &world.values;
    let mut draws = world.written(note, Part::Persons);
    if let Some(Thing::Adult(n)) = note.thing
        && n & BUSY != 0
    {
        all.push((Person::Driver(n & !BUSY), matches!(note.cause, Cause::Harm(_))));
    }
    let Some(child) = world.local(note.child) else { return all };
    let household = world.children[child as usize].household;
    let parents =
        if note.teller == Teller::Parent { 0.8f64.max(values.names_parent) } else { values.names_parent };
    for adult in world.adults_of(household) {
        // One parent is named more often than both.
        if draws.chance(parents * if all.is_empty() { 1.0 } else { 0.5 }) {
            all.push((adult, false));
        }
    }
    if let Some(placement) = around.placement(world, child, note.day)
        && draws.chance(values.names_carer)
    {
        let carer = match placement.home {
            Some(home) => Person::HomeWorker(home, draws.below(u64::from(crate::people::HOME_STAFF)) as u8),
            None => Person::FosterCarer(placement.carer),
        };
        all.push((carer, false));
    }
    if draws.chance(values.names_worker) {
        let (teacher, nurse) = (world.teacher(child, note.day), Some(world.school_nurse(child, note.day)));
        let (gp, social) = (Some(world.gp(household)), around.social_worker(world, child, note.day));
        let worker = match world.agencies.at(note.agency).kind {
            Kind::School => teacher,
            Kind::Hospital => gp,
            Kind::Clinic => teacher.and(nurse).filter(|_| draws.chance(0.6)).or(gp),
            Kind::Council => social.filter(|_| draws.chance(0.6)).or(teacher).or(gp),
            Kind::Police | Kind::Youth | Kind::Home => social.or(teacher),
            Kind::Licensing => None,
        };
        all.extend(worker.map(|worker| (worker, false)));
    }
    if let Some(driver) = school_run(world, child, note)
        && draws.chance(0.6)
        && !all.iter().any(|(person, _)| matches!(person, Person::Driver(_)))
    {
        all.push((Person::Driver(driver), false));
    }
    all
}

impl Writing<'_> {
    fn names(&self) -> Names {
        Names(self.world.key)
    }

    fn adult(&mut self, role: &str, key: u64, name: Name, worker: bool, lies: bool) -> Mention {
        let mut mention = Mention::new(MentionKind::Person, role);
        let error = (self.world.values.error_name * self.care * self.world.name_factor(name)).min(0.9);
        let form = |text: &str, draws: &mut Draws| {
            SmolStr::from(if draws.chance(error / 2.0) { other_form(text, draws) } else { text.to_owned() })
        };
        // Of workers often the family name alone is written, or an initial.
        let style = self.draws.among(if worker { &[0.4, 0.25, 0.35, 0.0] } else { &[0.75, 0.03, 0.1, 0.12] });
        let given = form(name.given, &mut self.draws);
        let family = form(name.family, &mut self.draws);
        (mention.forename, mention.surname) = match style {
            0 => (Some(given), Some(family)),
            1 => (given.chars().next().map(|letter| SmolStr::from(letter.to_string())), Some(family)),
            2 => (None, Some(family)),
            _ => (Some(given), None),
        };
        // Staff have a number in the system of whoever they work with, others in those of the council and the police.
        let registers = matches!(self.note.agency, COUNCIL | POLICE);
        if (worker || registers) && self.draws.chance(0.65) && !lies {
            // A step by an odd number runs through all of 2^40 without meeting one twice.
            let number = key.wrapping_mul(0x9E37_79B1) & 0xFF_FFFF_FFFF;
            let value = SmolStr::from(format!("P{number:013}"));
            mention.identifiers.push(Identifier { scheme: Code::new("local"), value });
        }
        if registers && !worker && !lies && self.draws.chance(0.5) {
            mention.born = Some(Claimed::day(self.world.adult_born(key)));
        }
        mention
    }

    fn person(&mut self, person: Person, harms: bool) -> Mention {
        let role = match (person, harms) {
            (Person::Driver(_), true) => ["person_of_concern", "driver"][self.draws.among(&[0.4, 0.6])],
            (Person::Driver(_), false) => ["driver", "worker"][self.draws.among(&[0.7, 0.3])],
            _ => person.role(),
        };
        let worker = !matches!(person, Person::Parent(..) | Person::StepParent(_) | Person::Driver(_));
        self.adult(role, self.world.person_key(person), self.world.called(person), worker, false)
    }

    fn wrong_digit(&mut self, text: String) -> SmolStr {
        let wrong = self.draws.chance(self.world.values.error_number * self.care);
        SmolStr::from(if wrong { one_digit_wrong(&text, &mut self.draws) } else { text })
    }

    fn place(&mut self, role: &str, name: Option<&str>, (address, postcode): (String, String)) -> Mention {
        let mut mention = Mention::new(MentionKind::Place, role);
        let written = match self.draws.chance(0.2) {
            true => other_address(&address, &mut self.draws),
            false => address,
        };
        let value = name.map_or_else(|| written.clone(), |name| format!("{written} {name}"));
        mention.value = Some(SmolStr::from(value));
        mention.postcode = self.draws.chance(0.5).then(|| SmolStr::from(postcode));
        mention
    }

    fn thing(&mut self, thing: Thing, harms: bool) -> Mention {
        let world = self.world;
        match thing {
            Thing::Vehicle(n) => {
                let contract = n & BUSY != 0;
                let innocent = if harms { 0.4 } else { 0.9 };
                let role = match contract && self.draws.chance(innocent) {
                    true => "contract_vehicle",
                    false => "vehicle_of_concern",
                };
                let mut mention = Mention::new(MentionKind::Vehicle, role);
                let plate = self.wrong_digit(self.names().plate(world.global(n)));
                let seen = ["silver Ford", "black Vauxhall", "white van", "blue Toyota"];
                let described = self.draws.chance(0.2) && !contract;
                mention.value = Some(if described { SmolStr::from(seen[(n % 4) as usize]) } else { plate });
                mention
            }
            Thing::Phone(n) => {
                let mut mention = Mention::new(MentionKind::Phone, "phone_of_concern");
                mention.value = Some(self.wrong_digit(self.names().phone(world.global(n))));
                mention
            }
            Thing::Place(n) => {
                let role = match (harms, n & BUSY != 0) {
                    (_, true) => ["seen_at", "meeting_place"][self.draws.among(&[0.8, 0.2])],
                    _ => "place_of_concern",
                };
                let kind = ["Snooker Club", "Flat", "Taxi Office", "Flat", "Station", "Arcade"];
                self.place(
                    role,
                    Some(kind[(n % 6) as usize]),
                    self.names().address(world.global(n) | 1 << 38),
                )
            }
            Thing::Online(n) => {
                let handle = self.names().online(world.global(n), world.values.online_shared);
                self.handle("online_of_concern", handle)
            }
            Thing::Adult(n) => {
                let key = world.global(n);
                let lies = self.draws.chance(world.values.false_name_adult);
                let name = self.names().adult(if lies { key | 13 << 36 } else { key });
                self.adult("person_of_concern", key, name, false, lies)
            }
            Thing::Business(n) => self.business(n, harms),
        }
    }

    fn handle(&mut self, role: &str, handle: String) -> Mention {
        let mut mention = Mention::new(MentionKind::OnlineName, role);
        let otherwise = self.draws.chance(self.world.values.error_online * self.care);
        mention.value =
            Some(SmolStr::from(if otherwise { other_handle(&handle, &mut self.draws) } else { handle }));
        mention
    }

    /// A hotel or a takeaway: by its name, its address or its number. The same thing, three ways.
    fn business(&mut self, business: u32, harms: bool) -> Mention {
        let world = self.world;
        let (hotel, key) = (world.is_hotel(business), world.global(business));
        let name = self.names().business(key, hotel);
        let address = world.business_address(business);
        let of_concern = self.draws.chance(if harms { 0.7 } else { 0.1 });
        match self.draws.among(&[0.45, 0.35, 0.2]) {
            0 => {
                let role = if of_concern { "business_of_concern" } else { "employer" };
                let mut mention = Mention::new(MentionKind::Business, role);
                let value = match self.draws.among(&[0.6, 0.2, 0.2]) {
                    0 => name.to_owned(),
                    1 => format!("The {name}"),
                    _ => format!("{name}, {}", address.0),
                };
                mention.value = Some(SmolStr::from(value));
                mention
            }
            1 => {
                let innocent = if hotel { "placement" } else { "seen_at" };
                let role = if of_concern { "place_of_concern" } else { innocent };
                self.place(role, Some(name), address)
            }
            _ => {
                let role = if of_concern { "phone_of_concern" } else { "family_phone" };
                let mut mention = Mention::new(MentionKind::Phone, role);
                mention.value = Some(self.wrong_digit(self.names().phone(key | 2 << 36)));
                mention
            }
        }
    }

    /// Now and then a note names the family's phone, home or vehicle, or the child's own phone or online name.
    fn of_the_family(&mut self, child: u32) -> Option<(What, Mention)> {
        if !self.draws.chance(self.world.values.names_family_thing) {
            return None;
        }
        let (world, names) = (self.world, self.names());
        let household = world.children[child as usize].household;
        let old = world.children[child as usize].age(self.note.day).is_some_and(|age| age > 4_018);
        let what = match self.draws.among(&if old {
            [0.2, 0.2, 0.1, 0.3, 0.2]
        } else {
            [0.5, 0.35, 0.15, 0.0, 0.0]
        }) {
            0 => What::FamilyPhone(household),
            1 if self.note.address != 0 => What::Home(self.note.address),
            1 => return None,
            2 => What::FamilyVehicle(household),
            3 => What::OwnPhone(child),
            _ => What::OwnOnline(child),
        };
        let value = what.value(world);
        let mention = match what {
            What::Home(address) => self.place("home", None, names.address(world.global(address))),
            What::OwnOnline(_) => self.handle("own_online", value),
            _ => {
                let (kind, role) = match what {
                    What::FamilyPhone(_) => (MentionKind::Phone, "family_phone"),
                    What::OwnPhone(_) => (MentionKind::Phone, "own_phone"),
                    _ => (MentionKind::Vehicle, "family_vehicle"),
                };
                let mut mention = Mention::new(kind, role);
                mention.value = Some(self.wrong_digit(value));
                mention
            }
        };
        Some((what, mention))
    }
}
