//! The words of a replay: what each line of results is called, and the summary on the terminal.

use record::policy::Policy;
use record::{AgencyId, Code, Day, Rank};

use super::{Milestone, Question, Reading, Replay, Use};
use crate::html::{counted, thousands};

/// One line of results.
pub(super) struct Line {
    /// Its stable name in tables.
    pub(super) code: &'static str,
    /// What it is called.
    pub(super) title: &'static str,
    /// The same as a beginning from which days are counted.
    pub(super) since: &'static str,
    /// It never happened: the rules would have asked it.
    pub(super) would_have: bool,
    pub(super) of: fn(&Reading) -> Option<Milestone>,
}

/// The lines, in the order of the page.
pub(super) const LINES: [Line; 7] = [
    Line {
        code: "first_duty",
        title: "First warning told to a post: the first duty",
        since: "From the first warning told",
        would_have: false,
        of: |reading| reading.first_duty.clone(),
    },
    Line {
        code: "would_have_climbed_rank_4",
        title: "Silence would first have climbed to rank 4 or above",
        since: "From when silence would have reached rank 4",
        would_have: true,
        of: |reading| reading.would_have_top.clone(),
    },
    Line {
        code: "told_rank_4",
        title: "First warning really told to rank 4 or above",
        since: "From when rank 4 was really told",
        would_have: false,
        of: |reading| reading.told_top.clone(),
    },
    Line {
        code: "group_record",
        title: "First record that itself names a group, received",
        since: "From the first record naming a group",
        would_have: false,
        of: |reading| reading.group_received.clone(),
    },
    Line {
        code: "group_record_would_have_climbed_rank_4",
        title: "Silence about that record would have climbed to rank 4 or above",
        since: "From when silence about that record would have reached rank 4",
        would_have: true,
        of: |reading| reading.group_would_have_top.clone(),
    },
    Line {
        code: "question",
        title: "First person, place or vehicle that two children’s records share",
        since: "From when two children’s records would have shared something",
        would_have: true,
        of: |reading| reading.question.as_ref().map(first_record),
    },
    Line {
        code: "strategic_matter",
        title: "A group-naming record or a pattern would have reached the top",
        since: "From when a group-naming record or a pattern would have reached the top",
        would_have: true,
        of: super::matters::first,
    },
];

/// The record with which a question first stood.
fn first_record(question: &Question) -> Milestone {
    let last = question.records.last();
    Milestone {
        day: question.day,
        row: last.map(|record| record.row.clone()).unwrap_or_default(),
        agency: last.map_or_else(|| AgencyId::new(""), |record| record.agency.clone()),
        post: None,
        rank: Rank::PUBLIC,
    }
}

/// Days from a result to a benchmark; negative if the benchmark came first.
pub(super) fn days(from: Day, to: Day) -> i64 {
    i64::from(to.0) - i64::from(from.0)
}

/// "1,234 days later", "12 days earlier", "the same day".
pub(super) fn later(days: i64) -> String {
    match days {
        0 => "the same day".to_owned(),
        days if days > 0 => format!("{} later", counted(days.unsigned_abs(), "day", "days")),
        days => format!("{} earlier", counted(days.unsigned_abs(), "day", "days")),
    }
}

/// An agency in the policy's words for its kind, else in its own: "Council: children's services", "Police".
pub(super) fn agency(policy: &Policy, agency: &AgencyId) -> String {
    if agency.as_str() == "not_stated" {
        return "Agency not stated".to_owned();
    }
    let kind = policy.agency_kinds.get(&Code::new(agency.as_str())).map(|kind| kind.title.to_string());
    capital(&kind.unwrap_or_else(|| agency.as_str().replace(['_', '-'], " ")))
}

/// The first letter large.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "Police, missing-persons desk (rank 1)".
pub(super) fn post(policy: &Policy, of: &AgencyId, post: Option<&str>, rank: Rank) -> String {
    match post {
        Some(post) => format!("{}, {post} (rank {rank})", agency(policy, of)),
        None => format!("{}, no post named (rank {rank})", agency(policy, of)),
    }
}

/// The post without a rank: "Police, missing-persons desk".
pub(super) fn office(policy: &Policy, of: &AgencyId, post: Option<&str>) -> String {
    format!("{}, {}", agency(policy, of), post.unwrap_or("no post named"))
}

/// What a row is for, in words.
pub(super) fn used(used: Use) -> &'static str {
    match used {
        Use::Input => "warning, fed",
        Use::Withdrawal => "withdrawal, fed",
        Use::Answer => "answer, fed",
        Use::Response => "what was done, fed; answers nothing",
        Use::Benchmark => "benchmark, not fed",
        Use::Context => "context, not fed",
    }
}

/// How many rows are for this.
pub(super) fn count(replay: &Replay<'_>, used: &[Use]) -> u64 {
    replay.rows.iter().filter(|row| used.contains(&row.used)).count() as u64
}

/// One sentence on what was read.
pub(super) fn rows_read(replay: &Replay<'_>) -> String {
    format!(
        "{}: {} and {} fed, {} and {} of context not fed",
        counted(replay.rows.len() as u64, "row", "rows"),
        counted(count(replay, &[Use::Input, Use::Withdrawal]), "input", "inputs"),
        counted(count(replay, &[Use::Answer, Use::Response]), "response", "responses"),
        counted(count(replay, &[Use::Benchmark]), "benchmark", "benchmarks"),
        counted(count(replay, &[Use::Context]), "row", "rows"),
    )
}

/// The summary on the terminal.
pub(super) fn summary(replay: &Replay<'_>) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}: {}", replay.file, rows_read(replay));
    let _ = writeln!(
        out,
        "As of the end of {}, policy {}, seed {}, {}",
        replay.as_of,
        replay.policy.name,
        replay.seed,
        counted(replay.findings.len() as u64, "finding", "findings")
    );
    let _ = write!(out, "\n{:<70}", "Dates of imprecise rows taken as:");
    for run in &replay.runs {
        let _ = write!(out, "{:<12}", run.dates);
    }
    let _ = writeln!(out);
    for line in &LINES {
        let _ = writeln!(out, "{}", line.title.replace('’', "'"));
        for (name, reading) in READINGS {
            let _ = write!(out, "    {name:<66}");
            for run in &replay.runs {
                let day =
                    (line.of)(reading(run)).map_or_else(|| "-".to_owned(), |found| found.day.to_string());
                let _ = write!(out, "{day:<12}");
            }
            let _ = writeln!(out);
        }
    }
    let _ = writeln!(out, "Duties, and how many of them an answer of substance ended");
    for (name, reading) in READINGS {
        let _ = write!(out, "    {name:<66}");
        for run in &replay.runs {
            let reading = reading(run);
            let ended: usize = reading.by_row.iter().map(|duties| duties.ended).sum();
            let _ = write!(out, "{:<12}", format!("{}, {ended}", thousands(reading.duties as u64)));
        }
        let _ = writeln!(out);
    }
    out
}

type Of = fn(&super::Run) -> &Reading;

/// Both readings with their names.
pub(super) const READINGS: [(&str, Of); 2] = [
    ("certain: children with a pseudonym", |run| &run.certain),
    ("possible: others too", |run| &run.possible),
];
