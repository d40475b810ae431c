//! The state of one partnership: its children, households, networks, and what its agencies have written.

use crate::calendar::{Calendar, Due};
use crate::draw::{Draws, RunKey, Stream};
use crate::parameters::Values;
use crate::town::{Agencies, Setup};
use crate::truth::Harm;
use crate::written::{Act, Care, Case, Note};

/// Days of a year, on average.
pub(crate) const YEAR: f64 = 365.25;
/// Days until a child is eighteen.
pub(crate) const EIGHTEEN: i32 = 6_575;
/// No such thing.
pub(crate) const NONE: u32 = u32::MAX;

/// A child, present from birth to its eighteenth birthday.
#[derive(Clone, Debug)]
pub struct Child {
    /// Day of birth, counted from the first day of the run; negative before it.
    pub born: i32,
    /// A girl.
    pub girl: bool,
    /// Which household it belongs to.
    pub household: u32,
    /// Which school it goes to from five to sixteen, among the partnership's schools; now.
    pub school: u16,
    /// The harm it is met by now, or [`NONE`].
    pub(crate) harm: u32,
    /// The care it is in now, or [`NONE`].
    pub(crate) care: u32,
    /// The case it has open, or [`NONE`].
    pub(crate) case: u32,
    /// How often what was told of it got no answer.
    pub(crate) unheard: u8,
}

impl Child {
    /// Its age on a day in days; `None` before birth and from the eighteenth birthday on.
    pub(crate) fn age(&self, day: u32) -> Option<i32> {
        let age = day as i32 - self.born;
        (0..EIGHTEEN).contains(&age).then_some(age)
    }
}

/// What goes wrong in a household that anybody can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Neglect.
    Neglect,
    /// Violence between adults.
    DomesticAbuse,
    /// Drink or drugs.
    Substance,
    /// Illness or stress of the parents.
    Stress,
}

/// A household with its children, who stand one after another.
#[derive(Clone, Debug)]
pub struct Household {
    /// Its first child.
    pub first: u32,
    /// How many children it has or will have.
    pub children: u8,
    /// Number of its address now; every move takes a new one.
    pub address: u32,
    /// Its address before the last move; 0: none.
    pub before: u32,
    /// The day of the last move; 0: none.
    pub(crate) moved: u32,
    /// A step-parent with another family name lives there.
    pub step_parent: bool,
    /// What goes wrong now.
    pub(crate) trouble: Option<Trouble>,
    /// Changes with every beginning and end of trouble.
    pub(crate) version: u32,
}

/// Adults who harm children together. They have no leader; each has vehicles, phones and places of his own.
#[derive(Clone, Debug)]
pub struct Network {
    /// First day.
    pub began: u32,
    /// Last day.
    pub ended: u32,
    /// How many adults.
    pub adults: u16,
    /// How many places are theirs alone: flats, a back room.
    pub places: u16,
    /// What they use that ordinary children's records name too.
    pub uses: crate::common::Uses,
    /// The children it harmed, in order.
    pub children: Vec<u32>,
    /// Days on which the police acted against it.
    pub police: Vec<u32>,
    /// How often it was driven on: its places, phones and vehicles are others each time.
    pub(crate) driven_on: u8,
    /// For each of its things that was ever written down, the first child it was written down with.
    pub(crate) seen: std::collections::BTreeMap<u32, (u32, u32)>,
}

/// One partnership.
#[derive(Debug)]
pub struct World {
    /// Its number in the run.
    pub number: u16,
    pub(crate) setup: Setup,
    pub(crate) key: RunKey,
    pub(crate) values: Values,
    /// Its agencies.
    pub agencies: Agencies,
    /// Its children, those not born yet included.
    pub children: Vec<Child>,
    /// Its households.
    pub households: Vec<Household>,
    /// Its networks.
    pub networks: Vec<Network>,
    /// What was written.
    pub notes: Vec<Note>,
    /// What was done with it.
    pub acts: Vec<Act>,
    /// The council's cases.
    pub cases: Vec<Case>,
    /// Care.
    pub cares: Vec<Care>,
    /// Hidden harm: the truth.
    pub harms: Vec<Harm>,
    /// Who holds which post when.
    pub staff: crate::staff::Staff,
    /// Moves in order: household, day, and the number of the address it left.
    pub(crate) moved: Vec<(u32, u32, u32)>,
    /// Children of each school as they came; some have left it.
    pub(crate) pupils: Vec<Vec<u32>>,
    /// Of children who changed school: the day, and the school they left.
    pub(crate) left_school: std::collections::BTreeMap<u32, Vec<(u32, u16)>>,
    /// Whom a network's children may draw in: child and network.
    pub(crate) approaches: Vec<(u32, u32)>,
    /// The day of each child's last referral.
    pub(crate) last_case: std::collections::BTreeMap<u32, u32>,
    pub(crate) calendar: Calendar,
    pub(crate) counts: Counts,
    pub(crate) next_address: u32,
    /// Trouble of every household, with its days: the truth.
    pub(crate) troubled: crate::twice::Troubled,
    /// The act that is left out in this run, until it is: see [`crate::twice`].
    pub(crate) withheld: Option<crate::twice::Influence>,
    /// Children of other partnerships who went missing here: told by yesterday's messages.
    pub(crate) outbox: Vec<crate::run::Message>,
}

/// Totals of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Things that happened.
    pub happened: u64,
    /// Traces of harm, trouble and mistaken worry.
    pub traces: u64,
    /// Tellings.
    pub told: u64,
    /// Records.
    pub recorded: u64,
    /// Tellings that nobody wrote down.
    pub unwritten: u64,
}

impl World {
    /// A partnership on the morning of its first day.
    pub(crate) fn new(number: u16, setup: Setup, key: RunKey, values: &Values) -> Self {
        let mut world = Self {
            number,
            setup,
            key,
            values: values.clone(),
            agencies: Agencies::of(number, setup.size.children),
            children: Vec::new(),
            households: Vec::new(),
            networks: Vec::new(),
            notes: Vec::new(),
            acts: Vec::new(),
            cases: Vec::new(),
            cares: Vec::new(),
            harms: Vec::new(),
            staff: crate::staff::Staff::default(),
            moved: Vec::new(),
            pupils: Vec::new(),
            left_school: std::collections::BTreeMap::new(),
            approaches: Vec::new(),
            last_case: std::collections::BTreeMap::new(),
            calendar: Calendar::new(setup.days()),
            counts: Counts::default(),
            next_address: 0,
            troubled: crate::twice::Troubled::default(),
            withheld: None,
            outbox: Vec::new(),
        };
        world.people();
        world.begin_staff();
        world.begin_households();
        world.begin_harm();
        world.begin_worries();
        world
    }

    /// The number of somebody or something in the whole run.
    pub fn global(&self, local: u32) -> u64 {
        u64::from(self.number) << 28 | u64::from(local)
    }

    /// The draws of one of this partnership's entities. `who` may use all 32 bits: the high ones tell purposes of one stream
    /// apart, and must never run into the number of the partnership, or two partnerships would share their fates.
    pub(crate) fn draws(&self, stream: Stream, who: u32, day: u32) -> Draws {
        self.key.draws(stream, u64::from(self.number) << 32 | u64::from(who), day as i32)
    }

    /// Puts something after a gap drawn from a rate a year.
    pub(crate) fn after(&mut self, draws: &mut Draws, from: u32, a_year: f64, due: Due) {
        if let Some(gap) = draws.days_until(a_year / YEAR) {
            self.calendar.put(from.saturating_add(gap), due);
        }
    }

    /// Households until there are as many children as the town has on any day; births go on through the run.
    fn people(&mut self) {
        let days = self.setup.days() as i32;
        // A child is there for eighteen years: so many are born over the run and the eighteen years before it.
        let span = f64::from(days + EIGHTEEN);
        let wanted = (f64::from(self.setup.size.children) * span / f64::from(EIGHTEEN)) as usize;
        let schools = self.agencies.schools;
        self.pupils = vec![Vec::new(); usize::from(schools)];
        while self.children.len() < wanted {
            let household = self.households.len() as u32;
            let mut draws = self.draws(Stream::World, household, 0);
            let mean = self.values.children_per_household;
            // One child and then more with a falling chance: a mean of `mean`.
            let mut count = 1u8;
            while count < 8 && draws.chance(1.0 - 1.0 / mean) {
                count += 1;
            }
            let school = draws.below(u64::from(schools)) as u16;
            let mut born = (draws.unit() * span) as i32 - EIGHTEEN;
            let first = self.children.len() as u32;
            for place in 0..count {
                if place > 0 && !draws.chance(self.values.twin_births) {
                    born += 400 + draws.below(1_200) as i32;
                }
                let child = self.children.len() as u32;
                let girl = draws.chance(0.487);
                self.pupils[usize::from(school)].push(child);
                let free = (NONE, NONE, NONE);
                self.children.push(Child {
                    born,
                    girl,
                    household,
                    school,
                    harm: free.0,
                    care: free.1,
                    case: free.2,
                    unheard: 0,
                });
            }
            let step_parent = draws.chance(self.values.step_parent);
            let address = self.new_address();
            let household = Household {
                first,
                children: count,
                address,
                before: 0,
                moved: 0,
                step_parent,
                trouble: None,
                version: 0,
            };
            self.households.push(household);
        }
    }

    pub(crate) fn new_address(&mut self) -> u32 {
        self.next_address += 1;
        self.next_address
    }

    /// The children of a household who are there on a day.
    pub(crate) fn present(&self, household: u32, day: u32) -> Vec<u32> {
        let Some(of) = self.households.get(household as usize) else { return Vec::new() };
        (of.first..of.first + u32::from(of.children))
            .filter(|child| self.children[*child as usize].age(day).is_some())
            .collect()
    }

    /// What it was run for.
    pub fn setup(&self) -> Setup {
        self.setup
    }

    /// Children who have a case open, by their own state.
    pub fn children_with_a_case(&self) -> usize {
        self.children.iter().filter(|child| child.case != NONE).count()
    }

    /// Totals so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Things that were ever put on the calendar.
    pub fn dues(&self) -> u64 {
        self.calendar.put_in_all()
    }
}
