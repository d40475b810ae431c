//! Adults and things as they truly are: their numbers, names and values in the truth files.

use crate::draw::Stream;
use crate::harm::network_of;
use crate::names::{Name, Names};
use crate::people::Person;
use crate::world::World;
use crate::written::{BUSY, Thing};

/// What a note names, in truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// An adult of the town.
    Person(Person),
    /// A thing, or an adult who harms.
    Thing(Thing),
    /// A child's own phone.
    OwnPhone(u32),
    /// A child's own name online.
    OwnOnline(u32),
    /// A household's phone.
    FamilyPhone(u32),
    /// A household's vehicle.
    FamilyVehicle(u32),
    /// A home, by its address.
    Home(u32),
}

/// Numbers of adults who harm alone begin here.
const ALONE: u32 = 1 << 24;

impl What {
    /// Its kind in the truth files, and its number in the partnership.
    pub(super) fn parts(self, world: &World) -> (&'static str, u32) {
        match self {
            Self::Person(person) => person.parts(),
            Self::OwnPhone(child) => ("own-phone", child),
            Self::OwnOnline(child) => ("own-online", child),
            Self::FamilyPhone(household) => ("family-phone", household),
            Self::FamilyVehicle(household) => ("family-vehicle", household),
            Self::Home(address) => ("home", address),
            Self::Thing(thing) => match thing {
                Thing::Vehicle(n) if n & BUSY != 0 => ("contract-vehicle", n & !BUSY),
                Thing::Place(n) if n & BUSY != 0 => ("busy-place", n & !BUSY),
                Thing::Adult(n) if n & BUSY != 0 => ("driver", n & !BUSY),
                Thing::Business(n) => (if world.is_hotel(n) { "hotel" } else { "takeaway" }, n & !BUSY),
                Thing::Vehicle(n) => ("vehicle", n),
                Thing::Phone(n) => ("phone", n),
                Thing::Place(n) => ("place", n),
                Thing::Online(n) => ("online", n),
                Thing::Adult(n) if n & ALONE != 0 => ("single-adult", n),
                Thing::Adult(n) => ("network-adult", n),
            },
        }
    }

    /// Its name in the truth files.
    pub(super) fn id(self, world: &World) -> String {
        let (kind, number) = self.parts(world);
        format!("{kind}-{}", world.global(number))
    }

    /// The networks whose it is, or who use it.
    pub(super) fn networks(self, world: &World) -> Vec<u32> {
        let using = |which: &dyn Fn(&crate::common::Uses) -> bool| -> Vec<u32> {
            let all = world.networks.iter().enumerate();
            all.filter(|(_, network)| which(&network.uses)).map(|(number, _)| number as u32).collect()
        };
        match self {
            Self::Person(Person::Driver(n)) => using(&|uses| uses.driver == Some(n)),
            Self::Thing(Thing::Vehicle(n) | Thing::Adult(n)) if n & BUSY != 0 => {
                using(&|uses| uses.driver == Some(n & !BUSY))
            }
            Self::Thing(Thing::Business(n)) => {
                using(&|uses| uses.hotel == Some(n & !BUSY) || uses.takeaway == Some(n & !BUSY))
            }
            Self::Thing(Thing::Vehicle(n) | Thing::Phone(n) | Thing::Place(n) | Thing::Adult(n))
                if n & (BUSY | ALONE) == 0 =>
            {
                vec![network_of(n)]
            }
            _ => Vec::new(),
        }
    }

    /// What it is really called, if it is a person.
    pub(super) fn name(self, world: &World) -> Option<Name> {
        match self {
            Self::Person(person) => Some(world.called(person)),
            Self::Thing(Thing::Adult(n)) if n & BUSY != 0 => Some(world.called(Person::Driver(n & !BUSY))),
            Self::Thing(Thing::Adult(n)) => Some(Names(world.key).adult(world.global(n))),
            _ => None,
        }
    }

    /// Its true value: plate, number, address, name over the door or online; empty for persons.
    pub(super) fn value(self, world: &World) -> String {
        let names = Names(world.key);
        let family = |household: u32| world.global(household) | 3 << 36;
        match self {
            Self::Person(_) | Self::Thing(Thing::Adult(_)) => String::new(),
            Self::OwnPhone(child) => names.phone(world.global(child) | 1 << 36),
            Self::OwnOnline(child) => names.online(world.global(child) | 1 << 36, world.values.online_shared),
            Self::FamilyPhone(household) => names.phone(family(household)),
            Self::FamilyVehicle(household) => names.plate(family(household)),
            Self::Home(address) => names.address(world.global(address)).0,
            Self::Thing(Thing::Vehicle(n)) => names.plate(world.global(n)),
            Self::Thing(Thing::Phone(n)) => names.phone(world.global(n)),
            Self::Thing(Thing::Place(n)) => names.address(world.global(n) | 1 << 38).0,
            Self::Thing(Thing::Online(n)) => names.online(world.global(n), world.values.online_shared),
            Self::Thing(Thing::Business(n)) => names.business(world.global(n), world.is_hotel(n)).to_owned(),
        }
    }

    /// Its true address and postcode, and its telephone number, if it is a business.
    pub(super) fn business(self, world: &World) -> Option<(String, String, String)> {
        let Self::Thing(Thing::Business(n)) = self else { return None };
        let (address, postcode) = world.business_address(n);
        Some((address, postcode, Names(world.key).phone(world.global(n) | 2 << 36)))
    }
}

impl World {
    /// Street and postcode of a hotel or a takeaway.
    pub(super) fn business_address(&self, business: u32) -> (String, String) {
        Names(self.key).address(self.global(business) | 1 << 39)
    }

    /// The birth date of an adult, by the number that is drawn by for the name.
    pub(super) fn adult_born(&self, key: u64) -> record::Day {
        let mut draws = self.key.draws(Stream::People, key | 1 << 44, 0);
        self.setup.first.add_days(-(7_300 + draws.below(14_000) as i32))
    }
}
