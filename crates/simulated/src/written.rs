//! What agencies wrote down, as the run keeps it: small, without names; the files are written from it afterwards.

/// Signs that a note carries, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(pub u32);

/// Signs by bit, as codes of `signs.csv`.
pub const SIGNS: [&str; 21] = [
    "missing_episode",
    "older_associate",
    "vehicle",
    "address_of_concern",
    "gifts",
    "substance",
    "injury",
    "sexual_health",
    "care_home_link",
    "other_child_linked",
    "exploitation",
    "online_contact",
    "threat",
    "school_absence",
    "self_harm",
    "neglect",
    "domestic_abuse",
    "family_harm",
    "institution_harm",
    "peer_harm",
    "exploitation_group",
];

impl Signs {
    /// One sign by its code.
    pub fn of(code: &str) -> Self {
        Self(SIGNS.iter().position(|sign| *sign == code).map_or(0, |bit| 1 << bit))
    }

    /// Both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Does it carry that one?
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The codes.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        SIGNS.iter().enumerate().filter(move |(bit, _)| self.0 >> bit & 1 == 1).map(|(_, code)| *code)
    }
}

/// Numbers of ordinary things begin here: the station, a hotel, a takeaway, the taxi with a council contract and its driver.
/// Many records name them, and almost all in innocence.
pub const BUSY: u32 = 1 << 26;

/// A thing that a note names; the number is its true identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A vehicle.
    Vehicle(u32),
    /// A phone.
    Phone(u32),
    /// A place.
    Place(u32),
    /// A name used online.
    Online(u32),
    /// A person: one of a network, a single adult, or a licensed driver.
    Adult(u32),
    /// A hotel or a takeaway.
    Business(u32),
}

/// Why it was told: part of the truth, in no agency's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Hidden harm: which.
    Harm(u32),
    /// Trouble in the household.
    Trouble,
    /// A worry that means nothing.
    Mistaken,
    /// Told to harm a family.
    Malicious,
    /// The child hurts itself.
    SelfHarm,
    /// The child went missing from where it is looked after, and nobody harmed it.
    Missing,
}

impl Cause {
    /// A number below four that keeps draws of different causes apart.
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Harm(_) => 0,
            Self::Trouble => 1,
            Self::Mistaken | Self::Missing => 2,
            Self::Malicious | Self::SelfHarm => 3,
        }
    }
}

/// Who told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teller {
    /// The child.
    Child,
    /// A parent.
    Parent,
    /// A neighbour or somebody of the public.
    Neighbour,
    /// The agency's own staff.
    Staff,
    /// Another agency, by its place.
    Agency(u16),
}

/// One concern in one agency's system.
#[derive(Clone, Debug)]
pub struct Note {
    /// The agency.
    pub agency: u16,
    /// The child's number in the whole run: it may live elsewhere.
    pub child: u64,
    /// Another child it names, likewise.
    pub other: Option<u64>,
    /// The day it was told.
    pub day: u32,
    /// Who told.
    pub teller: Teller,
    /// Its signs.
    pub signs: Signs,
    /// What else it names.
    pub thing: Option<Thing>,
    /// The note of another agency that it came from.
    pub from: Option<u32>,
    /// The note it says over again: one matter told to two agencies, or entered twice.
    pub again: Option<u32>,
    /// Why: the truth.
    pub cause: Cause,
    /// Its words blame the child.
    pub blames: bool,
    /// The address of the child that the system holds: often the one before, sometimes none (0).
    pub address: u32,
}

impl Note {
    /// What its draws hang on: child, agency, cause, and whether it was passed on. Never its number: a record more or less of
    /// one child must leave what becomes of every other child's as it was.
    pub(crate) fn key(&self) -> u32 {
        let (agency, passed_on) = match (self.from, self.teller) {
            (Some(_), Teller::Agency(from)) => (from, 1),
            _ => (self.agency, 0),
        };
        let cause = self.cause.number() << 29;
        (self.child & 0x1F_FFFF) as u32 | u32::from(agency & 0xFF) << 21 | cause | passed_on << 31
    }
}

/// What was done with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The note.
    pub note: u32,
    /// The day.
    pub day: u32,
    /// What.
    pub what: ActKind,
}

/// What can be done with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActKind {
    /// The post opened it.
    Opened,
    /// Put to the post so many steps above the front line.
    PassedUp(u8),
    /// Passed on to the council.
    PassedToCouncil,
    /// Answered in substance.
    Answered,
    /// Answered about the writer or the procedure.
    AnsweredOtherwise,
    /// A manager opened the record.
    Read,
    /// Whoever told took it back.
    Withdrawn,
}

/// A council's case: one referral and what followed.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The child.
    pub child: u32,
    /// The council's note it began with.
    pub note: u32,
    /// Referral.
    pub referred: u32,
    /// Whence, a code of the return.
    pub source: &'static str,
    /// Closed at once.
    pub no_further_action: bool,
    /// Assessment begun and authorised.
    pub assessment: Option<(u32, Option<u32>)>,
    /// Enquiry begun.
    pub enquiry: Option<u32>,
    /// Conference held; with an enquiry and none here: not required.
    pub conference: Option<u32>,
    /// A conference will be held.
    pub conference_due: bool,
    /// Protection plan.
    pub plan: Option<(u32, Option<u32>)>,
    /// Closed, and why, a code of the return.
    pub closed: Option<(u32, &'static str)>,
    /// Found not in need.
    pub not_in_need: bool,
    /// What it was about: a code of need and the factors.
    pub factors: Vec<&'static str>,
    /// Assessed to be met by exploitation.
    pub exploitation: bool,
    /// The child had a referral within the twelve months before.
    pub again: bool,
    /// The place of its social worker now; [`crate::staff::NOBODY`]: it waits for one.
    pub worker: u16,
}

/// One time of being looked after.
#[derive(Clone, Debug)]
pub struct Care {
    /// The child.
    pub child: u32,
    /// From.
    pub began: u32,
    /// Until.
    pub ended: Option<u32>,
    /// Placements in order.
    pub placements: Vec<Placement>,
    /// Missing episodes: first and last day.
    pub missing: Vec<(u32, u32)>,
}

/// One placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// From.
    pub began: u32,
    /// In which home of the area; `None`: with foster carers.
    pub home: Option<u16>,
    /// With which foster carer, if in no home.
    pub carer: u32,
    /// In which other partnership, if not here.
    pub elsewhere: Option<u16>,
}
