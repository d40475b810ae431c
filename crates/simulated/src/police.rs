//! What the police do about a network after somebody acted for one of its children: it ends, or it goes on elsewhere.

use crate::draw::Stream;
use crate::run::What;
use crate::world::{NONE, World};

/// A network can be driven on so often: the number of its things has room for no more.
const MOST: u8 = 15;

impl World {
    /// Whether the police act against a network is drawn for the child whose need was found.
    pub(crate) fn police_may_act(&mut self, day: u32, child: u32, network: u32) {
        if network == NONE {
            return;
        }
        let mut draws = self.draws(Stream::Police, child, day);
        if draws.chance(self.values.police_act) {
            let days = 7 + draws.below(60) as u32;
            self.calendar.put(day + days, What::PoliceAct.due(network, 0));
        }
    }

    pub(crate) fn police_act(&mut self, day: u32, network: u32) {
        let mut draws = self.draws(Stream::Police, network | 1 << 27, day);
        let ends = draws.chance(self.values.police_ends_network);
        let Some(of) =
            self.networks.get_mut(network as usize).filter(|of| (of.began..of.ended).contains(&day))
        else {
            return;
        };
        of.police.push(day);
        if !ends {
            // Driven on: other flats, other telephones, other cars. The same adults.
            of.driven_on = (of.driven_on + 1).min(MOST);
            return;
        }
        of.ended = day;
        let all = 0..self.harms.len() as u32;
        let its = |harm: &u32| self.harms[*harm as usize].network == network;
        for harm in all.filter(its).collect::<Vec<_>>() {
            self.harm_ends(day, harm, false);
        }
    }
}
