//! Replaying the published timeline of an inquiry through the real rules.
//!
//! Rows become events under three date conventions and two readings ([`expand`]), the flow runs over each, and what
//! comes out is put beside the benchmarks, which are never fed. The method and its deviations stand in
//! `docs/method/replay.md`.

pub mod background;
mod convention;
mod deliver;
mod draw;
mod ends;
mod expand;
mod matters;
mod mentions;
mod obligations;
mod questions;
mod results;
mod shown;
mod untie;

use std::fs::File;
use std::path::{Path, PathBuf};

use formats::read::{ReadError, Seen, Sink};
use formats::replay::{Role, Row, Timeline};
use published::replay::{Replay, Run};
use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{Coverage, Day, Event, EventId, FileId, Finding};

use crate::Error;
use crate::report_folder::ReportFolder;

pub use convention::{Convention, Reading};
pub use expand::{Expanded, expand, expand_untied};

/// Most findings of a timeline that are kept.
const FINDINGS: usize = 10_000;

/// A timeline that was read, and the folder its report goes into.
#[derive(Debug)]
pub struct Opened {
    /// The file's name.
    file: String,
    timeline: Timeline,
    findings: Vec<Finding>,
    folder: Option<(ReportFolder, PathBuf)>,
}

impl Opened {
    /// Reads a timeline. `out`: where its report goes, if anywhere. Nothing is written yet.
    ///
    /// # Errors
    /// [`Error`] when the timeline cannot be read or the report folder cannot be used. A bad row is a finding.
    pub fn open(file: &Path, out: Option<&Path>, policy: &Policy) -> Result<Self, Error> {
        let folder = |out: &Path| {
            ReportFolder::known_by(published::replay::KNOWN_BY, out, file)
                .map(|folder| (folder, out.to_owned()))
        };
        let folder = out.map(folder).transpose()?;
        let (timeline, findings) = read(file, policy)?;
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { file: name.unwrap_or_default(), timeline, findings, folder })
    }

    /// The rows.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Replays it alone.
    pub fn replay<'a>(&self, seed: u64, policy: &'a Policy) -> Replay<'a> {
        Replay {
            file: self.file.clone(),
            findings: self.findings.clone(),
            ..replay_rows(&self.timeline, seed, policy)
        }
    }

    /// Writes the report, if it goes anywhere.
    ///
    /// # Errors
    /// [`Error`] when the folder cannot be written.
    pub fn write(&self, replay: &Replay<'_>) -> Result<(), Error> {
        let Some((folder, out)) = &self.folder else { return Ok(()) };
        folder.begin()?;
        published::replay::write_replay(replay, folder).map_err(|cause| {
            Error::file(
                out,
                cause,
                "free some room on the disk or name another folder with `--out`, and run it again",
            )
        })?;
        folder.finish()
    }
}

/// Replays rows that were read: a pure function of rows, seed and policy.
pub fn replay_rows<'a>(timeline: &Timeline, seed: u64, policy: &'a Policy) -> Replay<'a> {
    let mut rows: Vec<&Row> = timeline.rows.iter().collect();
    rows.sort_by(|a, b| (a.first(), a.last(), &a.id).cmp(&(b.first(), b.last(), &b.id)));
    let as_of = last_day(&timeline.rows);
    let run = |convention: Convention| Run {
        dates: convention.word(),
        left_out: left_out(&rows, convention),
        certain: one(&timeline.rows, convention, Reading::Certain, seed, policy, as_of),
        possible: one(&timeline.rows, convention, Reading::Possible, seed, policy, as_of),
        benchmarks: benchmarks(&rows, convention),
    };
    let fed: rustc_hash::FxHashSet<&str> =
        rows.iter().filter(|row| row.role == Role::Input).map(|row| row.id.as_str()).collect();
    Replay {
        file: String::new(),
        seed,
        as_of,
        policy,
        rows: rows.iter().map(|row| shown::row(row, &fed, policy)).collect(),
        runs: Convention::ALL.map(run).into(),
        findings: Vec::new(),
        embedding: None,
    }
}

/// The last day of the timeline. Benchmarks do not count: nothing that is fed, and no time it is judged at, depends on them.
fn last_day(rows: &[Row]) -> Day {
    let days = rows.iter().filter(|row| row.role != Role::Benchmark).map(Row::last);
    days.max().unwrap_or_default()
}

fn left_out(rows: &[&Row], convention: Convention) -> Vec<String> {
    let fed = |row: &&&Row| matches!(row.role, Role::Input | Role::Response);
    rows.iter().filter(fed).filter(|row| convention.leaves_out(row)).map(|row| row.id.to_string()).collect()
}

/// The day of each benchmark, with its place among the rows.
fn benchmarks(rows: &[&Row], convention: Convention) -> Vec<(usize, Day)> {
    let all = rows.iter().enumerate().filter(|(_, row)| row.role == Role::Benchmark);
    let mut dated: Vec<(usize, Day)> = all.map(|(place, row)| (place, convention.day(row))).collect();
    dated.sort_by_key(|(place, day)| (*day, *place));
    dated
}

/// One run of the flow.
fn one(
    rows: &[Row],
    convention: Convention,
    reading: Reading,
    seed: u64,
    policy: &Policy,
    as_of: Day,
) -> published::replay::Reading {
    let mut expanded = expand(rows, convention, reading, seed);
    flow::order(&mut expanded.events);
    for (place, event) in expanded.events.iter_mut().enumerate() {
        event.id = EventId(place as u128 + 1);
    }
    let outcome = flow::run(&expanded.events, policy, as_of);
    results::of(&results::Scene { events: &expanded.events, expanded: &expanded, outcome: &outcome, policy })
}

/// The timeline and what was odd in it.
fn read(place: &Path, policy: &Policy) -> Result<(Timeline, Vec<Finding>), Error> {
    if !place.is_file() {
        return Err(Error::NoTimeline(place.to_owned()));
    }
    let mut file = File::open(place)
        .map_err(|cause| Error::file(place, cause, "see that it may be read, and run it again"))?;
    let mut sink = Findings::default();
    let timeline = formats::replay::read(&mut file, FileId(0), policy, &mut sink)
        .map_err(|error| not_read(place, error))?;
    if timeline.rows.is_empty() {
        let problem = match sink.0.first() {
            None => "it has no row".to_owned(),
            Some(first) => format!("no row could be read; line {}: {}", first.line, first.words),
        };
        let remedy = "give it rows of docs/formats/replay.md".to_owned();
        return Err(Error::NotATimeline { path: place.to_owned(), problem, remedy });
    }
    sink.0.sort();
    Ok((timeline, sink.0))
}

fn not_read(place: &Path, error: ReadError) -> Error {
    let path: PathBuf = place.to_owned();
    match error {
        ReadError::Io(cause) => Error::file(path, cause, "see that it may be read, and run it again"),
        ReadError::Broken { problem, remedy } => Error::NotATimeline { path, problem, remedy },
    }
}

/// Keeps findings; a timeline has no rows or events of an agency.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Sink for Findings {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, finding: Finding) {
        if self.0.len() < FINDINGS {
            self.0.push(finding);
        }
    }
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}
