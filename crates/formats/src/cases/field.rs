//! What a column of a case table may hold, and the headings it is known by.

/// A field of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The team, area or agency.
    Unit,
    /// The child, by any number or pseudonym.
    Child,
    /// The case's own number, for finding rows that stand twice.
    Case,
    /// When it was opened.
    Opened,
    /// When it was due.
    Due,
    /// When it was closed, as claimed.
    Closed,
    /// When the closing entered the system.
    Logged,
    /// When it was opened again.
    Reopened,
    /// When its class was changed.
    Reclassified,
    /// How grave it was when it came, 0 to 9.
    Severity,
    /// Whether it was taken on.
    Accepted,
    /// Whether it was left out of the count.
    Excluded,
    /// Whether the child came to harm within the time looked at.
    Harm,
    /// How it was closed, in a word.
    Closing,
    /// Minutes of the visit.
    Minutes,
    /// The mark the unit gave its own work.
    Rating,
    /// The post that made the visit.
    Post,
    /// When the visit began.
    VisitStart,
    /// Where it was.
    Place,
    /// The child's family.
    Family,
    /// The note, or a fingerprint of it. It becomes a number at reading; the words are never kept.
    Note,
    /// Whether another agency's record of the day shows the visit.
    Agrees,
}

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A name or number that is only compared.
    Name,
    /// A day, perhaps with the time.
    Day,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// One of a few words.
    Word,
    /// Free words.
    Text,
}

impl Field {
    /// All, in the order of definitions.
    pub const ALL: [Self; 22] = [
        Self::Unit,
        Self::Child,
        Self::Case,
        Self::Opened,
        Self::Due,
        Self::Closed,
        Self::Logged,
        Self::Reopened,
        Self::Reclassified,
        Self::Severity,
        Self::Accepted,
        Self::Excluded,
        Self::Harm,
        Self::Closing,
        Self::Minutes,
        Self::Rating,
        Self::Post,
        Self::VisitStart,
        Self::Place,
        Self::Family,
        Self::Note,
        Self::Agrees,
    ];

    /// Those without which no row is a case.
    pub const NEEDED: [Self; 3] = [Self::Unit, Self::Child, Self::Opened];

    /// The word of definitions.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Child => "child",
            Self::Case => "case",
            Self::Opened => "opened",
            Self::Due => "due",
            Self::Closed => "closed",
            Self::Logged => "logged",
            Self::Reopened => "reopened",
            Self::Reclassified => "reclassified",
            Self::Severity => "severity",
            Self::Accepted => "accepted",
            Self::Excluded => "excluded",
            Self::Harm => "harm",
            Self::Closing => "closing",
            Self::Minutes => "minutes",
            Self::Rating => "rating",
            Self::Post => "post",
            Self::VisitStart => "visit_start",
            Self::Place => "place",
            Self::Family => "family",
            Self::Note => "note",
            Self::Agrees => "agrees",
        }
    }

    /// What stands in it.
    pub fn holds(self) -> Holds {
        match self {
            Self::Unit | Self::Child | Self::Case | Self::Post | Self::Place | Self::Family => Holds::Name,
            Self::Opened
            | Self::Due
            | Self::Closed
            | Self::Logged
            | Self::Reopened
            | Self::Reclassified
            | Self::VisitStart => Holds::Day,
            Self::Accepted | Self::Excluded | Self::Harm | Self::Agrees => Holds::Flag,
            Self::Severity | Self::Minutes | Self::Rating => Holds::Number,
            Self::Closing => Holds::Word,
            Self::Note => Holds::Text,
        }
    }

    /// What it is for, in a few words: a comment of a draft.
    pub fn means(self) -> &'static str {
        match self {
            Self::Unit => "the team, area or agency; never a person",
            Self::Child => "the child, by any number or pseudonym",
            Self::Case => "the case's own number: a case that stands twice is found",
            Self::Opened => "when the case was opened",
            Self::Due => "when it was due; or give a limit under [due]",
            Self::Closed => "when it was closed, as the unit claims",
            Self::Logged => "when the closing was entered into the system",
            Self::Reopened => "when it was opened again",
            Self::Reclassified => "when its class was changed",
            Self::Severity => "how grave it was when it came, 0 to 9",
            Self::Accepted => "was it taken on: yes or no",
            Self::Excluded => "was it left out of the count: yes or no",
            Self::Harm => "did the child come to harm in the time looked at: yes or no",
            Self::Closing => "how it was closed, in a word; say under [words] which words mean what",
            Self::Minutes => "the length of the visit, in minutes",
            Self::Rating => "the mark the unit gave its own work",
            Self::Post => "the post that made the visit; it is compared and never shown",
            Self::VisitStart => "when the visit began, with the time",
            Self::Place => "where the visit was; it is compared and never shown",
            Self::Family => "the child's family: a joint visit to brothers and sisters is one",
            Self::Note => {
                "the note, or a fingerprint of it: it becomes a number at reading, the words are not kept"
            }
            Self::Agrees => "does another agency's record of that day show the visit: yes, no, or empty",
        }
    }

    /// Headings that say it, as [`crate::csv_table::heading_key`] makes them, the plainest first.
    pub(super) fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Unit => &[
                "unit",
                "team",
                "teamname",
                "unitname",
                "area",
                "locality",
                "district",
                "agency",
                "service",
                "council",
                "localauthority",
                "la",
                "office",
                "region",
                "teamid",
                "unitid",
            ],
            Self::Child => &[
                "childid",
                "child",
                "lachildid",
                "personid",
                "clientid",
                "childno",
                "childref",
                "upn",
                "pupilid",
            ],
            Self::Case => {
                &["caseid", "case", "caseno", "caseref", "referralid", "episodeid", "id", "recordid"]
            }
            Self::Opened => &[
                "openedday",
                "opened",
                "dateopened",
                "openeddate",
                "opendate",
                "referraldate",
                "dateofreferral",
                "cinreferraldate",
                "startdate",
                "started",
                "received",
                "datereceived",
                "created",
                "assessmentstart",
            ],
            Self::Due => &["due", "duedate", "dueday", "datedue", "deadline", "targetdate"],
            Self::Closed => &[
                "closeddayclaimed",
                "closedclaimed",
                "closed",
                "dateclosed",
                "closeddate",
                "closeddate",
                "closedday",
                "closedate",
                "closuredate",
                "enddate",
                "ended",
                "completed",
                "datecompleted",
                "completeddate",
                "authorised",
                "dateauthorised",
                "cinclosuredate",
            ],
            Self::Logged => &[
                "closeddaylogged",
                "closedlogged",
                "logged",
                "loggedat",
                "datelogged",
                "loggeddate",
                "enteredat",
                "dateentered",
                "recordedat",
                "daterecorded",
                "inputdate",
                "dateinput",
                "systemdate",
                "closedenteredat",
            ],
            Self::Reopened => {
                &["reopenedday", "reopened", "datereopened", "reopeneddate", "reopendate", "reopenedon"]
            }
            Self::Reclassified => &[
                "reclassifiedday",
                "reclassified",
                "datereclassified",
                "reclassifieddate",
                "categorychanged",
                "classchanged",
            ],
            Self::Severity => &["severity", "severityatreferral", "gravity", "priority", "risklevel"],
            Self::Accepted => &["accepted", "takenon", "isaccepted", "referralaccepted"],
            Self::Excluded => {
                &["excluded", "isexcluded", "leftout", "excludedfromcount", "outofscope", "exempt"]
            }
            Self::Harm => &[
                "harmwithin180d",
                "harm",
                "harmwithin180days",
                "harmed",
                "harmwithin12months",
                "reharm",
                "cametoharm",
            ],
            Self::Closing => &[
                "closecode",
                "closing",
                "closurecode",
                "closurereason",
                "closereason",
                "reasonforclosure",
                "reasonclosed",
                "outcome",
                "closingcode",
            ],
            Self::Minutes => {
                &["visitminutes", "minutes", "durationminutes", "visitlength", "durationmin", "visitduration"]
            }
            Self::Rating => &["selfrating", "rating", "selfassessment", "qualityrating", "unitrating"],
            Self::Post => &["post", "postid", "workerpost", "visitingpost", "visitor", "workerid"],
            Self::VisitStart => &["visitstart", "visitstarted", "visitbegan", "visitat", "visitdatetime"],
            Self::Place => &["place", "placeid", "visitplace", "addressid", "premisesid", "placecode"],
            Self::Family => &["family", "familyid", "householdid", "household", "siblinggroup"],
            Self::Note => &[
                "notefingerprint",
                "notehash",
                "notedigest",
                "note",
                "notes",
                "visitnote",
                "visitnotes",
                "casenote",
                "casenotes",
            ],
            Self::Agrees => &[
                "otherrecordagrees",
                "agrees",
                "otherrecord",
                "seenbyothers",
                "corroborated",
                "otheragencyrecord",
            ],
        }
    }

    pub(super) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

/// Words in the heading of a column that hold a person: such a column is no unit.
const PERSONS: [&str; 12] = [
    "worker",
    "practitioner",
    "caseholder",
    "officer",
    "staff",
    "employee",
    "allocatedto",
    "keyworker",
    "manager",
    "surname",
    "firstname",
    "user",
];

/// Does a heading say that its column holds persons who work there?
pub(super) fn says_persons(heading_key: &str) -> bool {
    PERSONS.iter().any(|word| heading_key.contains(word))
}
