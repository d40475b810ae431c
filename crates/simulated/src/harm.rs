//! Hidden harm: whom it meets, what can be seen of it, and how it ends. Origin and religion are in no hazard.

use std::collections::BTreeMap;

use crate::draw::Stream;
use crate::run::What;
use crate::telling::Trace;
use crate::truth::{Harm, HarmKind};
use crate::world::{EIGHTEEN, NONE, Network, World, YEAR};
use crate::written::{Cause, Signs, Thing};

/// Where in the number of a network's thing stands how often the network had been driven on.
const DRIVEN_ON: u32 = 20;

/// The network whose thing has this number.
pub(crate) fn network_of(thing: u32) -> u32 {
    thing >> 8 & 0xFFF
}

/// Draws of hazards stand this far apart, so that each kind has its own.
const APART: u32 = 1 << 26;

impl World {
    pub(crate) fn begin_harm(&mut self) {
        self.begin_networks();
        for child in 0..self.children.len() as u32 {
            for kind in HarmKind::ALL {
                self.next_candidate(child, kind, 0);
            }
        }
    }

    fn begin_networks(&mut self) {
        let at_any_time = self.values.networks_per_100000 * f64::from(self.setup.size.children) / 100_000.0;
        let days = self.setup.days();
        // They begin evenly before and during the run, so that as many are there on any day.
        let span = f64::from(days) + self.values.network_years * YEAR;
        let mut draws = self.draws(Stream::Network, 0, 0);
        let expected = at_any_time * span / (self.values.network_years * YEAR);
        let count = expected as u32 + u32::from(draws.chance(expected - libm::floor(expected)));
        for _ in 0..count {
            let began = (draws.unit() * span) as i64 - (span as i64 - i64::from(days));
            let length = (-libm::log(1.0 - draws.unit()) * self.values.network_years * YEAR) as i64 + 30;
            let adults = draws.around(self.values.network_adults, self.values.network_adults / 3.0).max(2.0);
            if began + length > 0 {
                let uses = self.uses(self.networks.len() as u32);
                self.networks.push(Network {
                    began: began.max(0) as u32,
                    ended: (began + length).max(1) as u32,
                    adults: adults as u16,
                    places: 2 + draws.below(4) as u16,
                    uses,
                    children: Vec::new(),
                    police: Vec::new(),
                    driven_on: 0,
                    seen: BTreeMap::new(),
                });
            }
        }
    }

    /// Ages in days between which a kind of harm begins, and its greatest rate a year.
    fn hazard(&self, kind: HarmKind) -> (i32, i32, f64) {
        let values = &self.values;
        let teens = (4_018, EIGHTEEN);
        match kind {
            HarmKind::Network => (teens.0, teens.1, values.harm_network * values.care_harm_factor.max(1.0)),
            HarmKind::SingleAdult => (2_000, EIGHTEEN, values.harm_single_adult),
            HarmKind::Family => (0, EIGHTEEN, values.harm_family),
            HarmKind::Institution => (1_460, EIGHTEEN, values.harm_institution),
            HarmKind::Peers => (teens.0, teens.1, values.harm_peers),
            HarmKind::Online => (3_650, EIGHTEEN, values.harm_online),
        }
    }

    /// Draws when a child may next be met by a kind of harm, at its greatest hazard; whether it is, is decided then.
    fn next_candidate(&mut self, child: u32, kind: HarmKind, after: u32) {
        let (youngest, oldest, rate) = self.hazard(kind);
        let born = self.children[child as usize].born;
        let from = (born + youngest).max(after as i32).max(0);
        if born + oldest <= from {
            return;
        }
        let mut draws = self.draws(Stream::Harm, child + APART * (kind as u32 + 1), from as u32);
        if let Some(gap) = draws.days_until(rate / YEAR)
            && from as u32 + gap < (born + oldest) as u32
        {
            self.calendar.put(from as u32 + gap, What::HarmMayBegin.due(child, kind as u32));
        }
    }

    pub(crate) fn harm_may_begin(&mut self, day: u32, child: u32, kind: u32) {
        let Some(kind) = HarmKind::ALL.get(kind as usize).copied() else { return };
        let mut draws = self.draws(Stream::Harm, child + APART * (kind as u32 + 8), day);
        let of = &self.children[child as usize];
        let mut network = NONE;
        let mut meets = of.harm == NONE && of.age(day).is_some();
        if kind == HarmKind::Network && meets {
            let in_home = self.placement(child).is_some_and(|placement| placement.home.is_some());
            let factor = if in_home { self.values.care_harm_factor.max(1.0) } else { 1.0 };
            let most = self.values.care_harm_factor.max(1.0);
            let girls = if of.girl { 1.0 } else { 1.0 / 3.0 };
            let active: Vec<u32> = (0..self.networks.len() as u32)
                .filter(|n| {
                    (self.networks[*n as usize].began..self.networks[*n as usize].ended).contains(&day)
                })
                .collect();
            meets = draws.chance(factor / most * girls) && !active.is_empty();
            if meets {
                network = active[draws.below(active.len() as u64) as usize];
            }
        }
        if meets {
            self.harm_begins(day, child, kind, network);
        }
        self.next_candidate(child, kind, day);
    }

    pub(crate) fn approached(&mut self, day: u32, place: u32) {
        let Some((child, network)) = self.approaches.get(place as usize).copied() else { return };
        let of = &self.children[child as usize];
        let old_enough = of.age(day).is_some_and(|age| age > 4_018);
        if of.harm == NONE && old_enough && day < self.networks[network as usize].ended {
            self.harm_begins(day, child, HarmKind::Network, network);
        }
    }

    fn harm_begins(&mut self, day: u32, child: u32, kind: HarmKind, network: u32) {
        let mut draws = self.draws(Stream::Harm, child + APART * 20, day);
        let harm = self.harms.len() as u32;
        let adult = match (kind, self.networks.get(network as usize)) {
            (HarmKind::Network, Some(of)) => network << 8 | draws.below(u64::from(of.adults)) as u32 & 0xFF,
            _ => 1 << 24 | harm,
        };
        self.harms.push(Harm {
            child,
            kind,
            network,
            adult,
            began: day,
            ended: None,
            trace: None,
            told: None,
            recorded: None,
            joinable: None,
            known: [None; 5],
            acted: None,
            ended_by_act: false,
            agencies: 0,
        });
        self.children[child as usize].harm = harm;
        self.after(&mut draws, day, 1.0 / self.values.harm_years, What::HarmEnds.due(harm, 0));
        self.after(&mut draws, day, self.values.harm_trace, What::HarmTrace.due(harm, 0));
        if kind == HarmKind::Network {
            self.after(&mut draws, day, self.values.missing_harm, What::HarmMissing.due(harm, 0));
            if let Some(of) = self.networks.get_mut(network as usize) {
                of.children.push(child);
            }
            self.draw_in_friends(day, child, network);
        }
    }

    /// Friends are of the same school and nearly of the same age.
    fn draw_in_friends(&mut self, day: u32, child: u32, network: u32) {
        let mut draws = self.draws(Stream::Network, child, day);
        let (school, born) = (self.children[child as usize].school, self.children[child as usize].born);
        let mut friends = Vec::with_capacity(3);
        for _ in 0..60 {
            let pupils = &self.pupils[usize::from(school)];
            let friend = pupils[draws.below(pupils.len() as u64) as usize];
            let near = (self.children[friend as usize].born - born).abs() < 500;
            let still = self.children[friend as usize].school == school;
            if near && still && friend != child && !friends.contains(&friend) {
                friends.push(friend);
            }
            if friends.len() == 3 {
                break;
            }
        }
        for friend in friends {
            let place = self.approaches.len() as u32;
            self.approaches.push((friend, network));
            let rate = self.values.friend_contagion;
            self.after(&mut draws, day, rate, What::Approached.due(place, 0));
        }
    }

    pub(crate) fn harm_ends(&mut self, day: u32, harm: u32, by_act: bool) {
        let of = &mut self.harms[harm as usize];
        if of.ended.is_none() {
            of.ended = Some(day);
            of.ended_by_act = by_act;
            let child = &mut self.children[of.child as usize];
            child.harm = NONE;
        }
    }

    pub(crate) fn harm_trace(&mut self, day: u32, harm: u32) {
        if !self.goes_on(day, harm) {
            return;
        }
        let of = &self.harms[harm as usize];
        let (child, kind, network) = (of.child, of.kind, of.network);
        let mut draws = self.draws(Stream::Trace, child + APART, day);
        let exploited =
            ["older_associate", "vehicle", "address_of_concern", "gifts", "sexual_health", "substance"];
        let (signs, thing) = match kind {
            HarmKind::Network => {
                let sign = exploited[draws.among(&[0.25, 0.22, 0.18, 0.12, 0.13, 0.10])];
                let own = self.thing_of_network(network, sign, &mut draws);
                let uses = self.networks.get(network as usize).map(|of| of.uses).unwrap_or_default();
                (Signs::of(sign), self.common_thing(uses, child, day, sign).or(own))
            }
            HarmKind::SingleAdult => {
                let sign = exploited[draws.among(&[0.4, 0.1, 0.1, 0.2, 0.15, 0.05])];
                let named = draws.chance(0.5).then_some(Thing::Adult(of.adult));
                (Signs::of(sign), named)
            }
            HarmKind::Family => {
                (Signs::of(["family_harm", "injury", "school_absence"][draws.among(&[0.3, 0.4, 0.3])]), None)
            }
            HarmKind::Institution => (Signs::of("institution_harm"), None),
            HarmKind::Peers => (Signs::of("peer_harm"), None),
            HarmKind::Online => {
                (Signs::of("online_contact"), draws.chance(0.6).then_some(Thing::Online(of.adult)))
            }
        };
        let other = self.other_child(network, child, &mut draws);
        let signs = if other.is_some() { signs.with(Signs::of("other_child_linked")) } else { signs };
        self.trace(day, &Trace { child, cause: Cause::Harm(harm), signs, thing, other });
        let rate = self.values.harm_trace;
        self.after(&mut draws, day, rate, What::HarmTrace.due(harm, 0));
    }

    pub(crate) fn harm_missing(&mut self, day: u32, harm: u32) {
        if !self.goes_on(day, harm) {
            return;
        }
        let child = self.harms[harm as usize].child;
        let mut draws = self.draws(Stream::Trace, child + APART * 2, day);
        self.is_missing(day, child, &mut draws);
        let signs = Signs::of("missing_episode");
        self.trace(day, &Trace { child, cause: Cause::Harm(harm), signs, thing: None, other: None });
        let rate = self.values.missing_harm;
        self.after(&mut draws, day, rate, What::HarmMissing.due(harm, 0));
    }

    /// Does it go on? At eighteen it passes out of what is looked at here.
    fn goes_on(&mut self, day: u32, harm: u32) -> bool {
        let of = &self.harms[harm as usize];
        if of.ended.is_some() {
            return false;
        }
        if self.children[of.child as usize].age(day).is_none() {
            self.harm_ends(day, harm, false);
            return false;
        }
        true
    }

    /// What of a network is seen: a vehicle, phone, place or person, each of one of its adults.
    fn thing_of_network(&self, network: u32, sign: &str, draws: &mut crate::draw::Draws) -> Option<Thing> {
        let of = self.networks.get(network as usize)?;
        let adult = network << 8 | draws.skewed(usize::from(of.adults)) as u32 & 0xFF;
        let driven_on = u32::from(of.driven_on) << DRIVEN_ON;
        match sign {
            "vehicle" => Some(Thing::Vehicle(adult | driven_on)),
            "gifts" => Some(Thing::Phone(adult | driven_on)),
            "address_of_concern" => {
                let place = draws.below(u64::from(of.places)) as u32;
                Some(Thing::Place(network << 8 | place | driven_on))
            }
            "older_associate" => draws.chance(0.6).then_some(Thing::Adult(adult)),
            _ => None,
        }
    }

    fn other_child(&self, network: u32, child: u32, draws: &mut crate::draw::Draws) -> Option<u32> {
        let of = self.networks.get(network as usize)?;
        let seen = draws.chance(0.12);
        let other = *of.children.get(draws.below(of.children.len() as u64) as usize)?;
        (seen && other != child).then_some(other)
    }
}
