//! Ordinary things that many children's records name, some of which a network uses as well: busy places, hotels,
//! takeaways, vehicles under a council contract with their drivers.
//!
//! The same true thing is written down as a business, an address or a telephone number, so a guilty and an innocent hub
//! look alike in the files; only the truth tells them apart.

use crate::draw::{Draws, Stream};
use crate::world::World;
use crate::written::{BUSY, Thing};

/// Ordinary things that one network uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// A licensed driver with a council contract, who is one of its adults, and his vehicle.
    pub driver: Option<u32>,
    /// A hotel.
    pub hotel: Option<u32>,
    /// A takeaway.
    pub takeaway: Option<u32>,
}

impl World {
    /// What a network uses, drawn once.
    pub(crate) fn uses(&self, network: u32) -> Uses {
        let mut draws = self.draws(Stream::People, network | 10 << 24, 0);
        let (hotels, takeaways) = self.businesses();
        let mut one = |share: f64, from: u32, count: u32| {
            let (uses, which) = (draws.chance(share), draws.below(u64::from(count)) as u32);
            uses.then_some(from + which)
        };
        Uses {
            driver: one(self.values.network_driver, 0, self.busy_places() as u32),
            hotel: one(self.values.network_hotel, 0, hotels),
            takeaway: one(self.values.network_takeaway, hotels, takeaways),
        }
    }

    /// The ordinary thing that a trace with this sign shows in place of one that is the network's alone.
    pub(crate) fn common_thing(&self, uses: Uses, child: u32, day: u32, sign: &str) -> Option<Thing> {
        let mut draws = self.draws(Stream::People, child | 11 << 24, day);
        if !draws.chance(self.values.network_common) {
            return None;
        }
        let driver = uses.driver.map(|driver| BUSY | driver);
        let business = match (uses.hotel, uses.takeaway) {
            (Some(hotel), Some(takeaway)) => Some(if draws.chance(0.5) { hotel } else { takeaway }),
            (hotel, takeaway) => hotel.or(takeaway),
        };
        let business = business.map(|business| Thing::Business(BUSY | business));
        match sign {
            "vehicle" => driver.map(Thing::Vehicle),
            "older_associate" => driver.map(Thing::Adult),
            "address_of_concern" | "gifts" => business,
            _ => None,
        }
    }

    /// What an ordinary note names now and then. It means nothing.
    pub(crate) fn innocent_thing(&self, day: u32, child: u32) -> Option<Thing> {
        let mut draws = self.draws(Stream::Network, child | 1 << 27, day);
        let values = &self.values;
        let weights = [values.names_busy_place, values.names_taxi, values.names_business, 1.0];
        Some(match draws.among(&weights) {
            0 => Thing::Place(BUSY | draws.skewed(self.busy_places()) as u32),
            1 => Thing::Vehicle(BUSY | draws.skewed(self.busy_places()) as u32),
            2 => Thing::Business(BUSY | self.any_business(&mut draws)),
            _ => return None,
        })
    }

    fn any_business(&self, draws: &mut Draws) -> u32 {
        let (hotels, takeaways) = self.businesses();
        draws.below(u64::from(hotels + takeaways)) as u32
    }

    /// Busy places, and as many vehicles that carry children under a contract: one to each 600 children.
    pub fn busy_places(&self) -> usize {
        (self.setup.size.children / 600).max(4) as usize
    }

    /// Is a business a hotel? The others are takeaways.
    pub(crate) fn is_hotel(&self, business: u32) -> bool {
        business & !BUSY < self.businesses().0
    }
}
