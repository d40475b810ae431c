//! The town: how large it is, and which agencies with which posts keep records in it.

use record::{AgencyId, Day, PostId};

use crate::Error;

/// How large a town is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its word on the command line.
    pub word: &'static str,
    /// Children under 18 at the beginning, in each partnership.
    pub children: u32,
    /// Partnerships: areas with a council, a police force and a board of their own.
    pub partnerships: u16,
}

/// The sizes there are, from small to large.
pub const SIZES: [Size; 5] = [
    Size { word: "village", children: 600, partnerships: 1 },
    Size { word: "town", children: 9_000, partnerships: 1 },
    Size { word: "city", children: 70_000, partnerships: 1 },
    Size { word: "county", children: 70_000, partnerships: 3 },
    // 11.76 million children (DfE, Children in need 2023, C4) in 153 authorities.
    Size { word: "england", children: 78_400, partnerships: 153 },
];

/// Days that run before the first: five years, so that cases, plans and care are as they go on. Nothing of them is written.
pub const WARM_UP: u32 = 1_826;

/// What is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// How large.
    pub size: Size,
    /// First day.
    pub first: Day,
    /// How many years.
    pub years: u32,
    /// The seed: the same seed, parameters and version give the same town.
    pub seed: u64,
}

impl Setup {
    /// How many days it runs, those before its first day included.
    pub fn days(&self) -> u32 {
        (self.first.add_months(12 * self.years as i32).0 - self.first.0) as u32 + WARM_UP
    }

    /// The day of a number. The first [`WARM_UP`] days lie before [`Self::first`].
    pub fn day(&self, number: u32) -> Day {
        self.first.add_days(number as i32 - WARM_UP as i32)
    }

    /// Does a day belong to the years asked for?
    pub fn counts(&self, day: u32) -> bool {
        (WARM_UP..self.days()).contains(&day)
    }

    /// Bytes of memory that a run takes at most: a third above what was measured. A city took 30 MB for one year and 75 MB
    /// for sixteen, England 3.9 GB for one.
    pub fn memory(&self) -> u64 {
        let children = u64::from(self.size.children) * u64::from(self.size.partnerships);
        children * (370 + 60 * u64::from(self.years)) + (64 << 20)
    }

    /// Can it run at all?
    ///
    /// # Errors
    /// [`Error::Impossible`], [`Error::Memory`].
    pub fn check(&self, free_memory: Option<u64>) -> Result<(), Error> {
        if !(1..=60).contains(&self.years) {
            return Err(Error::Impossible(format!(
                "{} years cannot be simulated; choose 1 to 60",
                self.years
            )));
        }
        if self.first.add_months(12 * self.years as i32).ymd().0 > 2_150 || self.first.ymd().0 < 1_980 {
            return Err(Error::Impossible("choose a first year from 1980 to 2090".into()));
        }
        match free_memory {
            Some(there) if there < self.memory() => {
                Err(Error::Memory { needed: self.memory() >> 20, there: there >> 20 })
            }
            _ => Ok(()),
        }
    }
}

/// What kind of agency: decides how it writes, and what it sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The council's children's services.
    Council,
    /// The police.
    Police,
    /// The hospital with its emergency department.
    Hospital,
    /// One school.
    School,
    /// The youth project.
    Youth,
    /// One children's home.
    Home,
    /// Licensing of drivers and premises.
    Licensing,
    /// Clinics in the community: school nurses, health visitors, sexual health. Their records are not the hospital's.
    Clinic,
}

impl Kind {
    /// The code of `agency_kinds.csv`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Council => "council_children",
            Self::Police => "police",
            Self::Hospital | Self::Clinic => "health",
            Self::School => "school",
            Self::Youth => "youth_project",
            Self::Home => "care_home",
            Self::Licensing => "council_licensing",
        }
    }

    /// The code of `tellers.csv` for a telling by this agency.
    pub fn teller(self) -> &'static str {
        match self {
            Self::Council => "social_care",
            Self::Police => "police",
            Self::Hospital | Self::Clinic => "health",
            Self::School => "school",
            Self::Youth => "youth_project",
            Self::Home => "care_home",
            Self::Licensing => "licensing",
        }
    }

    /// Posts from the front line upwards: name, title, rank.
    fn posts(self) -> &'static [(&'static str, &'static str, u8)] {
        match self {
            Self::Council => &[
                ("front-door", "Front door, children's services", 1),
                ("front-door-manager", "Front door manager", 2),
                ("head-of-safeguarding", "Head of safeguarding", 3),
                ("director", "Director of children's services", 4),
                ("chief-executive", "Chief executive", 5),
            ],
            Self::Police => &[
                ("public-protection-desk", "Public protection desk", 1),
                ("public-protection-sergeant", "Public protection sergeant", 2),
                ("superintendent", "Superintendent", 3),
                ("assistant-chief-constable", "Assistant chief constable", 4),
                ("chief-constable", "Chief constable", 5),
            ],
            Self::Hospital => &[
                ("emergency-department", "Emergency department", 1),
                ("named-nurse", "Named nurse", 2),
                ("head-of-nursing", "Head of nursing", 3),
                ("medical-director", "Medical director", 4),
            ],
            Self::Clinic => &[
                ("clinic", "Clinics and school nurses", 1),
                ("safeguarding-nurse", "Safeguarding nurse", 2),
                ("head-of-community-nursing", "Head of community nursing", 3),
            ],
            Self::School => &[
                ("safeguarding-lead", "Designated safeguarding lead", 1),
                ("head-teacher", "Head teacher", 2),
            ],
            Self::Youth => &[("outreach", "Outreach workers", 1), ("project-manager", "Project manager", 2)],
            Self::Home => &[("night-staff", "Staff on duty", 1), ("home-manager", "Registered manager", 2)],
            Self::Licensing => &[
                ("licensing-officer", "Licensing officer", 1),
                ("licensing-manager", "Licensing manager", 2),
            ],
        }
    }
}

/// One agency.
#[derive(Clone, Debug)]
pub struct Agency {
    /// What kind.
    pub kind: Kind,
    /// Its id.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
}

impl Agency {
    /// Its posts from the front line upwards: id, title, rank.
    pub fn posts(&self) -> impl Iterator<Item = (PostId, &'static str, u8)> + '_ {
        self.kind.posts().iter().map(|(post, title, rank)| (PostId::of(&self.id, post), *title, *rank))
    }

    /// The post at a step above the front line.
    pub fn post(&self, step: usize) -> Option<PostId> {
        self.kind.posts().get(step).map(|(post, ..)| PostId::of(&self.id, post))
    }

    /// How many posts it has.
    pub fn ladder(&self) -> usize {
        self.kind.posts().len()
    }
}

/// Place of the council among a partnership's agencies.
pub const COUNCIL: u16 = 0;
/// Place of the police.
pub const POLICE: u16 = 1;
/// Place of the hospital.
pub const HOSPITAL: u16 = 2;
/// Place of the youth project.
pub const YOUTH: u16 = 3;
/// Place of licensing.
pub const LICENSING: u16 = 4;
/// Place of the clinics.
pub const CLINIC: u16 = 5;
/// Place of the first school; the homes stand behind the schools.
pub const FIRST_SCHOOL: u16 = 6;

/// Children to a school.
pub(crate) const SCHOOL: u32 = 420;
/// Children to a children's home in the area.
const HOME: u32 = 7_000;

/// The agencies of a partnership.
#[derive(Clone, Debug)]
pub struct Agencies {
    /// All, in order of place.
    pub all: Vec<Agency>,
    /// How many schools.
    pub schools: u16,
    /// How many children's homes.
    pub homes: u16,
}

impl Agencies {
    /// The agencies of partnership `number` with so many children.
    pub fn of(number: u16, children: u32) -> Self {
        let town = town_name(number);
        let key = town.to_lowercase();
        let one = |kind: Kind, id: String, name: String| Agency { kind, id: AgencyId::new(id), name };
        let mut all = vec![
            one(Kind::Council, format!("{key}-council"), format!("{town} Council")),
            one(Kind::Police, format!("{key}-police"), format!("{town} Police")),
            one(Kind::Hospital, format!("{key}-hospital"), format!("{town} Hospital")),
            one(Kind::Youth, format!("{key}-youth"), format!("{town} Youth Project")),
            one(Kind::Licensing, format!("{key}-licensing"), format!("{town} Licensing")),
            one(Kind::Clinic, format!("{key}-clinics"), format!("{town} Community Clinics")),
        ];
        let (schools, homes) = ((children / SCHOOL).max(1) as u16, (children / HOME).max(1) as u16);
        for school in 1..=schools {
            all.push(one(Kind::School, format!("{key}-school-{school}"), format!("{town} School {school}")));
        }
        for home in 1..=homes {
            all.push(one(Kind::Home, format!("{key}-home-{home}"), format!("{town} Children's Home {home}")));
        }
        Self { all, schools, homes }
    }

    /// Place of a home among the agencies.
    pub fn home(&self, home: u16) -> u16 {
        FIRST_SCHOOL + self.schools + home % self.homes.max(1)
    }

    /// The agency at a place.
    pub fn at(&self, place: u16) -> &Agency {
        &self.all[usize::from(place)]
    }
}

/// A made-up name of a town.
fn town_name(number: u16) -> String {
    const FIRST: [&str; 16] = [
        "Ash", "Birk", "Carn", "Dun", "Elm", "Farn", "Green", "Hazel", "Kirk", "Lang", "Mar", "Nor", "Oak",
        "Pen", "Rush", "Stan",
    ];
    const LAST: [&str; 10] =
        ["bourne", "combe", "dale", "field", "ford", "ham", "mere", "stead", "thorpe", "wick"];
    let (first, last) = (usize::from(number) % FIRST.len(), usize::from(number) / FIRST.len());
    format!("{}{}", FIRST[first], LAST[(last + first) % LAST.len()])
}

#[cfg(test)]
mod tests {
    use super::{Agencies, SIZES, Setup, town_name};
    use record::Day;

    #[test]
    fn towns_have_names_of_their_own() {
        let mut names: Vec<String> = (0..153).map(town_name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 153);
    }

    #[test]
    fn every_agency_has_a_ladder_that_rises() {
        for agency in &Agencies::of(3, 9_000).all {
            let ranks: Vec<u8> = agency.posts().map(|(.., rank)| rank).collect();
            assert!(!ranks.is_empty() && ranks.is_sorted() && ranks[0] == 1, "{}", agency.name);
        }
    }

    #[test]
    fn what_cannot_run_is_said_before() {
        let first = Day::from_ymd(2010, 4, 1).expect("a day");
        let setup = Setup { size: SIZES[4], first, years: 1, seed: 1 };
        assert!(setup.check(Some(1 << 30)).expect_err("too little").to_string().contains("smaller town"));
        assert!(setup.check(Some(64 << 30)).is_ok());
        assert!(Setup { years: 0, ..setup }.check(None).is_err());
        assert!(Setup { years: 200, ..setup }.check(None).is_err());
    }
}
