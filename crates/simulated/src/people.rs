//! Adults around children, each with one true identity: parents, carers, workers, drivers.
//!
//! Most are named in records of many children who have nothing to do with each other: a teacher, a foster carer, a driver
//! on the school run. None of them does anything here. That a network uses a driver makes nobody else's tie to him guilty.

use crate::draw::Stream;
use crate::names::{Name, Names};
use crate::town::SCHOOL;
use crate::world::World;

/// An adult whom records name. The numbers are those of one partnership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Person {
    /// A parent of a household: the first or the second.
    Parent(u32, bool),
    /// The step-parent of a household that has one.
    StepParent(u32),
    /// A foster carer, with whom children of several households live.
    FosterCarer(u32),
    /// Somebody who works in a children's home: home, and which of its staff.
    HomeWorker(u16, u8),
    /// A teacher: school, and which of its staff.
    Teacher(u16, u8),
    /// A school nurse.
    SchoolNurse(u32),
    /// A general practitioner.
    Gp(u32),
    /// A social worker: place, and whose turn in it.
    SocialWorker(u16, u16),
    /// A licensed driver with a council contract for the school run; he drives the vehicle of his number.
    Driver(u32),
}

impl Person {
    /// Kind as the truth files call it, and a number that is this one's alone among the kind.
    pub(crate) fn parts(self) -> (&'static str, u32) {
        match self {
            Self::Parent(household, second) => ("parent", household << 1 | u32::from(second)),
            Self::StepParent(household) => ("step-parent", household),
            Self::FosterCarer(number) => ("foster-carer", number),
            Self::HomeWorker(home, number) => ("home-worker", u32::from(home) << 8 | u32::from(number)),
            Self::Teacher(school, number) => ("teacher", u32::from(school) << 8 | u32::from(number)),
            Self::SchoolNurse(number) => ("school-nurse", number),
            Self::Gp(number) => ("gp", number),
            Self::SocialWorker(place, turn) => ("social-worker", u32::from(place) << 12 | u32::from(turn)),
            Self::Driver(number) => ("driver", number),
        }
    }

    /// Which draws of names are this one's.
    fn kind(self) -> u64 {
        match self {
            Self::Parent(..) => 1,
            Self::StepParent(_) => 2,
            Self::FosterCarer(_) => 3,
            Self::HomeWorker(..) => 4,
            Self::Teacher(..) => 5,
            Self::SchoolNurse(_) => 6,
            Self::Gp(_) => 7,
            Self::SocialWorker(..) => 8,
            Self::Driver(_) => 9,
        }
    }

    /// The role, a code of `roles.csv`, in which ordinary notes name such a person.
    pub(crate) fn role(self) -> &'static str {
        match self {
            Self::Parent(..) => "parent",
            Self::StepParent(_) => "household_member",
            Self::FosterCarer(_) | Self::HomeWorker(..) => "carer",
            Self::Teacher(..) => "teacher",
            Self::SchoolNurse(_) => "nurse",
            Self::Gp(_) => "gp",
            Self::SocialWorker(..) => "social_worker",
            Self::Driver(_) => "driver",
        }
    }
}

/// Staff of a school who know its children: one to each eighteen.
const TEACHERS: u32 = SCHOOL / 18;
/// Staff of a children's home.
pub(crate) const HOME_STAFF: u8 = 10;

impl World {
    /// What a person is really called.
    pub(crate) fn called(&self, person: Person) -> Name {
        let names = Names(self.key);
        let (_, number) = person.parts();
        let key = self.person_key(person);
        let woman_and_family = |household: u32| {
            let family = names.family(self.global(household));
            // The first parent is a woman; one in four bears a name of her own.
            let own = self.draws(Stream::People, household | 5 << 24, 0).chance(0.25);
            (family, own)
        };
        match person {
            Person::Parent(household, second) => {
                let (family, own) = woman_and_family(household);
                names.person(key, !second, (second || !own).then_some(family))
            }
            Person::StepParent(household) => {
                names.person(key, false, Some(names.family(self.global(household) | 1 << 46)))
            }
            Person::Driver(_) => names.person(key, false, None),
            _ => {
                let woman = self.draws(Stream::People, number, kind_day(person.kind())).chance(0.75);
                names.person(key, woman, None)
            }
        }
    }

    /// The number by which a person's name and birth date are drawn.
    pub(crate) fn person_key(&self, person: Person) -> u64 {
        person.kind() << 36 | self.global(person.parts().1)
    }

    /// How many foster households there are.
    pub(crate) fn foster_carers(&self) -> u32 {
        self.one_to(self.values.children_per_foster_carer)
    }

    fn one_to(&self, children: f64) -> u32 {
        ((f64::from(self.setup.size.children) / children) as u32).max(1)
    }

    /// How many hotels, and how many takeaways.
    pub(crate) fn businesses(&self) -> (u32, u32) {
        (self.one_to(self.values.children_per_hotel), self.one_to(self.values.children_per_takeaway))
    }

    /// The teacher who knows a child best in the school year of a day.
    pub(crate) fn teacher(&self, child: u32, day: u32) -> Option<Person> {
        let of = &self.children[child as usize];
        let age = of.age(day)?;
        let at_school = (1_461..6_000).contains(&age);
        // A class moves up each year and meets another teacher; a teacher has one class a year.
        let class = (of.born.div_euclid(365) + 64) as u32;
        let year = day / 365;
        let number = (class * 5 + year * 7) % TEACHERS;
        at_school.then(|| Person::Teacher(self.school_on(child, day), number as u8))
    }

    pub(crate) fn school_nurse(&self, child: u32, day: u32) -> Person {
        let nurses = self.one_to(self.values.children_per_school_nurse);
        Person::SchoolNurse(u32::from(self.school_on(child, day)) % nurses)
    }

    /// A household's doctor.
    pub(crate) fn gp(&self, household: u32) -> Person {
        let all = self.one_to(self.values.children_per_gp);
        Person::Gp(self.draws(Stream::People, household | 6 << 24, 0).below(u64::from(all)) as u32)
    }

    /// The contract driver who takes a child to school, if one does. One route serves one school.
    pub(crate) fn school_run(&self, child: u32, day: u32) -> Option<u32> {
        let mut draws = self.draws(Stream::People, child | 7 << 24, 0);
        if !draws.chance(self.values.school_run) {
            return None;
        }
        let (drivers, school) = (self.busy_places() as u32, u32::from(self.school_on(child, day)));
        // Some schools have several routes, and a driver may have two schools.
        Some((school * 3 + draws.below(3) as u32) % drivers)
    }

    /// Somebody who lives or lived in the household: parents, and a step-parent where there is one.
    pub(crate) fn adults_of(&self, household: u32) -> Vec<Person> {
        let mut draws = self.draws(Stream::People, household | 8 << 24, 0);
        let mut adults = vec![Person::Parent(household, false)];
        // A lone parent in about a quarter of households with children.
        if draws.chance(0.75) {
            adults.push(Person::Parent(household, true));
        }
        if self.households[household as usize].step_parent {
            adults.push(Person::StepParent(household));
        }
        adults
    }

    /// A foster carer for a child that is placed on a day.
    pub(crate) fn foster_carer(&self, child: u32, day: u32) -> u32 {
        let all = u64::from(self.foster_carers());
        self.draws(Stream::People, child | 9 << 24, day).below(all) as u32
    }

    /// Whose turn it is at a social worker's place on a day; `None`: nobody's.
    pub(crate) fn social_worker(&self, place: u16, day: u32) -> Option<Person> {
        let spells = &self.staff.workers.get(usize::from(place))?.spells;
        let turn = spells.iter().position(|spell| spell.holds(day))?;
        Some(Person::SocialWorker(place, turn as u16))
    }
}

/// People who serve many have no household: the kind stands where others have a day.
fn kind_day(kind: u64) -> u32 {
    1_000_000 + kind as u32
}
