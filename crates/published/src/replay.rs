//! The report of a replay: what the rules would have asked, beside what the published timeline says was done.
//!
//! Plain data in, a page and tables out. A timeline is coded by role and with pseudonyms and is public already, so its
//! words are shown as they stand. Nothing that *would have climbed* is printed as known.

pub mod background;
mod matters;
mod obligations;
mod page;
mod picture;
mod tables;
mod words;

use std::io::{self, Write};

use record::policy::Policy;
use record::{AgencyId, Claimed, Day, Finding, Rank};

use crate::Folder;
pub use matters::{Check, Matter};
pub use obligations::{Aside, Obligation, Trace};

/// The file by which the folder of a replay is known.
pub const KNOWN_BY: &str = "replay.json";

/// Everything the report of a replay is made of.
#[derive(Clone, Debug)]
pub struct Replay<'a> {
    /// The timeline's file name.
    pub file: String,
    /// What draws depend on.
    pub seed: u64,
    /// As of the end of this day.
    pub as_of: Day,
    /// The policy the rules ran on.
    pub policy: &'a Policy,
    /// The rows, in the order of their dates.
    pub rows: Vec<Row>,
    /// One run for each date convention.
    pub runs: Vec<Run>,
    /// What was odd in the file.
    pub findings: Vec<Finding>,
    /// The same inside an ordinary partnership, where that was asked for.
    pub embedding: Option<background::Embedding>,
}

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Fed as a telling.
    Input,
    /// Fed as a complaint taken back.
    Withdrawal,
    /// Fed as an answer.
    Answer,
    /// Fed as something that answers nothing.
    Response,
    /// Never fed.
    Benchmark,
    /// Never fed, and compared with nothing.
    Context,
}

/// One row of the timeline, as far as it is shown.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its key.
    pub id: String,
    /// The days it may have been.
    pub when: Claimed,
    /// What the date rests on: stated, inferred, review period.
    pub date_basis: &'static str,
    /// Whose act or knowledge it is.
    pub agency: AgencyId,
    /// The post, by its role.
    pub post: Option<String>,
    /// Its rank.
    pub rank: Option<Rank>,
    /// Who was told, in words; empty if not stated.
    pub told: String,
    /// What it is for.
    pub used: Use,
    /// Its signs in words.
    pub signs: Vec<String>,
    /// How many events it stands for.
    pub events: u32,
    /// The fact in a few words.
    pub summary: String,
    /// What kind of source says so.
    pub basis: String,
    /// Where it was seen.
    pub source: String,
}

/// What came out under one date convention.
#[derive(Clone, Debug)]
pub struct Run {
    /// The convention: earliest, middle, latest.
    pub dates: &'static str,
    /// Rows that the convention leaves out.
    pub left_out: Vec<String>,
    /// Only children with a pseudonym.
    pub certain: Reading,
    /// Children without one too.
    pub possible: Reading,
    /// The day of each benchmark, with its place in the rows.
    pub benchmarks: Vec<(usize, Day)>,
}

/// What came out of one reading.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Events fed.
    pub events: usize,
    /// Of these, single events of rows that count several.
    pub synthetic: usize,
    /// How many duties there are.
    pub duties: usize,
    /// The first duty.
    pub first_duty: Option<Milestone>,
    /// The first duty of a post of rank 4 or above that was really told.
    pub told_top: Option<Milestone>,
    /// When silence would first have climbed to rank 4 or above.
    pub would_have_top: Option<Milestone>,
    /// The first record that itself names a group, when and by whom it was received.
    pub group_received: Option<Milestone>,
    /// When silence about that record would have climbed to rank 4 or above.
    pub group_would_have_top: Option<Milestone>,
    /// The first shared person, place or thing.
    pub question: Option<Question>,
    /// Every such thing by the end of the timeline, with the day on which a second child's record named it.
    pub questions: Vec<(String, Day)>,
    /// Strategic matters the rules would have opened, in the order of their days.
    pub matters: Vec<Matter>,
    /// Interference checks that withdrawals would have opened.
    pub checks: Vec<Check>,
    /// What else the rules would have asked, beside answers, matters and checks.
    pub obligations: Vec<Obligation>,
    /// Posts that step aside, or of which somebody outside should check whether they must.
    pub asides: Vec<Aside>,
    /// Counts of how the rules were used.
    pub traces: Vec<Trace>,
    /// Answers and withdrawals, and what they did.
    pub ends: Vec<Ending>,
    /// Duties by row and post.
    pub by_row: Vec<Duties>,
}

/// A day on which something came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// The day.
    pub day: Day,
    /// The row it rests on.
    pub row: String,
    /// The agency of the post.
    pub agency: AgencyId,
    /// The post; `None` where the timeline names none.
    pub post: Option<String>,
    /// Its rank.
    pub rank: Rank,
}

/// A person, place or vehicle that records about several children share, on the first day on which two children do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The day.
    pub day: Day,
    /// What is shared: its pseudonym.
    pub thing: String,
    /// Its kind.
    pub kind: record::MentionKind,
    /// The children, by pseudonym; one without is named by its row.
    pub children: Vec<String>,
    /// The records up to that day.
    pub records: Vec<Shared>,
}

/// One record that ties a child to what is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The row.
    pub row: String,
    /// Its day under this convention.
    pub day: Day,
    /// Whose record it is.
    pub agency: AgencyId,
}

/// An answer or a withdrawal, and what it did to one duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The row of the answer or withdrawal.
    pub row: String,
    /// Its day.
    pub day: Day,
    /// A withdrawal; otherwise an answer.
    pub withdrawal: bool,
    /// The row whose duty it is.
    pub of: String,
    /// It ended the duty.
    pub ended: bool,
    /// What it was: "answers the substance", "complains about the writer", …
    pub why: String,
    /// To which rank silence about that row would have climbed by the end, and when it got there.
    pub climbed: Option<(Rank, Day)>,
}

/// The duties one row makes for one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duties {
    /// The row.
    pub row: String,
    /// The agency that owes the answer.
    pub agency: AgencyId,
    /// The post; `None` where the timeline names none.
    pub post: Option<String>,
    /// Its rank.
    pub rank: Rank,
    /// How many.
    pub count: usize,
    /// When the first of them started.
    pub first: Day,
    /// When the last of them started.
    pub last: Day,
    /// How many were ended by an answer of substance.
    pub ended: usize,
    /// The highest rank to which silence would have climbed, and when it first got there.
    pub climbed: Option<(Rank, Day)>,
}

/// Writes `index.html`, `replay.csv`, `benchmarks.csv`, `duties.csv`, `findings.csv`, with a background `background.csv` and
/// `embedded.csv`, and, last, `replay.json`.
///
/// The same replay gives the same bytes.
///
/// # Errors
/// Whatever the folder says; what was written before stays.
pub fn write_replay(replay: &Replay<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut out = folder.file("index.html")?;
    out.write_all(page::page(replay).as_str().as_bytes())?;
    out.flush()?;
    tables::milestones(replay, folder)?;
    tables::benchmarks(replay, folder)?;
    tables::duties(replay, folder)?;
    tables::findings(replay, folder)?;
    if let Some(embedding) = &replay.embedding {
        background::tables::years(embedding, folder)?;
        background::tables::results(embedding, folder)?;
    }
    let mut out = folder.file(KNOWN_BY)?;
    out.write_all(replay_json(replay).as_bytes())?;
    out.flush()
}

/// The replay for a machine.
pub fn replay_json(replay: &Replay<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&tables::json(replay)).unwrap_or_default();
    text.push('\n');
    text
}

/// The replay in a few lines, for whoever ran it.
pub fn replay_words(replay: &Replay<'_>) -> String {
    let mut words = words::summary(replay);
    if let Some(embedding) = &replay.embedding {
        words.push_str(&background::words::summary(embedding));
    }
    words.push_str(
        "\nWhat would have climbed never did: it is what the rules would have asked, not what anybody knew.\n",
    );
    words
}

#[cfg(test)]
mod tests;
