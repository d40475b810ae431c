//! Timelines of an inquiry: what a published review says was told, answered or decided, one coded fact a row.
//!
//! Documented in `docs/formats/replay.md`. A timeline is small and is read whole, because rows answer each other;
//! [`ROWS`], [`EVENTS`] and [`EVENTS_TOGETHER`] cap what it may ask for. A row that cannot be used is left out with a finding, and
//! the rest is read.

mod across;
mod dates;
mod refs;
mod row;

use record::event::Addresses;
use record::policy::Policy;
use record::{AgencyId, Claimed, Code, Day, FileId, Rank};
use smol_str::SmolStr;

use crate::csv_table::named::Columns;
use crate::csv_table::{CsvTable, heading_key};
use crate::nearest::report_unknown_headings;
use crate::read::{ReadError, Sink, Source};
use crate::report::Report;

pub use refs::Ref;

/// Most rows of a timeline; those behind are left out with a finding.
pub const ROWS: usize = 2_000;
/// Most single events one row may stand for.
pub const EVENTS: u32 = 5_000;
/// Most single events all rows together may stand for, each counted once for every agency told and every thing named.
pub const EVENTS_TOGETHER: u64 = 100_000;
/// Most children, places, persons or vehicles of one row.
pub const NAMED: usize = 30;
/// Most agencies told by one row.
pub const TOLD: usize = 8;
/// Stands for an agency that a row does not name.
pub const NOT_STATED: &str = "not_stated";

/// The columns, in the order in which a timeline is written.
pub const COLUMNS: [&str; 33] = [
    "id",
    "date",
    "date_end",
    "date_precision",
    "date_basis",
    "agency",
    "post_or_team",
    "rank",
    "event_type",
    "sign_code",
    "event_count",
    "children_count",
    "children_certain",
    "children_possible",
    "alleged_perpetrators_count",
    "passed_to_rank",
    "response",
    "child_ref",
    "place_ref",
    "told_agency",
    "told_post",
    "told_rank",
    "person_ref",
    "vehicle_ref",
    "answers",
    "addresses",
    "replay_role",
    "basis",
    "via",
    "summary",
    "source_title",
    "source_ref",
    "source_url",
];

/// Without these a table is no timeline.
const NEEDED: [&str; 4] = ["id", "date", "agency", "replay_role"];

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Fed to the rules.
    Input,
    /// What agencies did: fed, and an answer only to the row in `answers`.
    Response,
    /// Never fed; results are compared with it.
    Benchmark,
    /// Neither.
    Context,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Input, Self::Response, Self::Benchmark, Self::Context];

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Response => "response",
            Self::Benchmark => "benchmark",
            Self::Context => "context",
        }
    }
}

/// What a row's date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateBasis {
    /// The source gives it.
    Stated,
    /// Worked out from the source ("five years ago").
    Inferred,
    /// Undated in the source, only known to fall into the time that was reviewed.
    ReviewPeriod,
}

impl DateBasis {
    const ALL: [Self; 3] = [Self::Stated, Self::Inferred, Self::ReviewPeriod];

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::ReviewPeriod => "review_period",
        }
    }
}

/// One published fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins.
    pub line: u32,
    /// Its key, unique in the timeline.
    pub id: SmolStr,
    /// First and last day it may have been; both are always there.
    pub when: Claimed,
    /// What the date rests on.
    pub date_basis: DateBasis,
    /// Whose act or knowledge it is.
    pub agency: AgencyId,
    /// The post or team, by its role.
    pub post: Option<SmolStr>,
    /// Its rank.
    pub rank: Option<Rank>,
    /// What kind of fact: `report`, `withdrawal`, …
    pub kind: Code,
    /// Signs, as the record itself said at the time.
    pub signs: Vec<Code>,
    /// How many single events it stands for; at least one.
    pub events: u32,
    /// Pseudonyms of children, each once.
    pub children: Vec<SmolStr>,
    /// How many of these children it is about: fewer than are named where the source does not say which.
    pub children_certain: u32,
    /// How many further children it is about who have no pseudonym.
    pub children_possible: u32,
    /// Places.
    pub places: Vec<Ref>,
    /// Alleged perpetrators, families or groups.
    pub persons: Vec<Ref>,
    /// Vehicles.
    pub vehicles: Vec<Ref>,
    /// The agencies it was told to; empty if not stated.
    pub told: Vec<AgencyId>,
    /// The post it was told to.
    pub told_post: Option<SmolStr>,
    /// The highest rank it was told to.
    pub told_rank: Option<Rank>,
    /// What came of it, as the source says: `none`, `referred_on`, …
    pub response: Code,
    /// The row it answers.
    pub answers: Option<SmolStr>,
    /// What that answer speaks to.
    pub addresses: Addresses,
    /// What it is for.
    pub role: Role,
    /// What kind of source says so: finding, record, testimony, press, official statement.
    pub basis: SmolStr,
    /// At first hand or not: primary, secondary.
    pub via: SmolStr,
    /// The fact in a few neutral words.
    pub summary: String,
    /// Where it was seen.
    pub source: String,
}

impl Row {
    /// The first day it may have been.
    pub fn first(&self) -> Day {
        self.when.earliest().map_or(Day(0), record::Moment::day)
    }

    /// The last day it may have been.
    pub fn last(&self) -> Day {
        self.when.latest().map_or(Day(0), record::Moment::day)
    }

    /// A complaint taken back: no answer to anything.
    pub fn is_withdrawal(&self) -> bool {
        self.kind.as_str() == "withdrawal"
    }

    /// It speaks of children, and none of them has a pseudonym.
    pub fn only_unnamed(&self) -> bool {
        self.children.is_empty() && self.children_possible > 0
    }
}

/// A timeline that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Its rows, in the order of the file.
    pub rows: Vec<Row>,
}

impl Timeline {
    /// How many rows have this role.
    pub fn count(&self, role: Role) -> usize {
        self.rows.iter().filter(|row| row.role == role).count()
    }
}

/// Reads a timeline.
///
/// # Errors
/// [`ReadError`] when the file cannot be read on, or has no heading row with the columns `id`, `date`, `agency` and `replay_role`.
pub fn read(
    source: &mut dyn Source,
    file: FileId,
    policy: &Policy,
    sink: &mut dyn Sink,
) -> Result<Timeline, ReadError> {
    let mut table = open(source, file, sink)?;
    report_unknown_headings(table.headings(), &COLUMNS, Report { file, line: 1 }, sink);
    let columns = Columns::of(&table, &COLUMNS);
    let mut reader = row::Reader::new(policy);
    let mut rows = Vec::new();
    let mut count = 0;
    while let Some(cells) = table.next_row(sink)? {
        count += 1;
        let at = Report { file, line: cells.line() };
        if count > ROWS {
            let words = "the timeline has more than 2000 rows; this row and those behind it were left out";
            at.skipped(sink, "", "replay.many_rows", words, "give one timeline a file");
            break;
        }
        rows.extend(reader.row(&columns.row(cells), at, sink));
    }
    across::check(&mut rows, file, sink);
    Ok(Timeline { rows })
}

fn open<'s>(
    source: &'s mut dyn Source,
    file: FileId,
    sink: &mut dyn Sink,
) -> Result<CsvTable<'s>, ReadError> {
    let is_heading = |cells: &[String]| {
        let keys: Vec<String> = cells.iter().map(|cell| heading_key(cell)).collect();
        NEEDED.iter().all(|needed| keys.contains(&heading_key(needed)))
    };
    CsvTable::open_where(source, file, sink, is_heading).map_err(|error| match error {
        ReadError::Broken { .. } => ReadError::Broken {
            problem: "it has no heading row with the columns `id`, `date`, `agency` and `replay_role`".into(),
            remedy: "give it the columns of docs/formats/replay.md and save it as CSV".into(),
        },
        other => other,
    })
}

#[cfg(test)]
mod tests;
