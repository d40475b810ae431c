//! The tables of a replay, and its form for a machine. What would have been stands in columns of its own.

use std::io;

use record::{Day, Rank};
use serde_json::{Value, json};

use super::words::{LINES, Line, READINGS, days};
use super::{Duties, Ending, Milestone, Question, Reading, Replay, Run};
use crate::Folder;
use crate::csv_safe::Table;

/// `certain` or `possible`: the first word of a reading's name.
fn short(reading: &str) -> &str {
    reading.split(':').next().unwrap_or_default()
}

/// Every run in both readings.
fn readings<'r>(replay: &'r Replay<'_>) -> impl Iterator<Item = (&'r Run, &'static str, &'r Reading)> {
    replay.runs.iter().flat_map(|run| READINGS.map(|(name, of)| (run, short(name), of(run))))
}

/// `replay.csv`: each result under each convention and reading, one a row; an empty day means that there is none.
pub(super) fn milestones(replay: &Replay<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heading = [
        "result",
        "title",
        "dates",
        "reading",
        "happened_on",
        "would_have_been_on",
        "row",
        "agency",
        "post",
        "rank",
        "shared",
        "children",
        "records",
    ];
    let mut table = Table::new(folder.file("replay.csv")?, &heading)?;
    for line in &LINES {
        for (run, reading_name, reading) in readings(replay) {
            table.row(&milestone_cells(line, run, reading_name, reading))?;
        }
    }
    table.end()
}

fn milestone_cells(line: &Line, run: &Run, reading_name: &str, reading: &Reading) -> [String; 13] {
    let found = (line.of)(reading);
    let question = reading.question.as_ref().filter(|_| line.code == "question");
    let day = found.as_ref().map(|found| found.day.to_string()).unwrap_or_default();
    let (happened, would) = if line.would_have { (String::new(), day) } else { (day, String::new()) };
    let of = |say: &dyn Fn(&Milestone) -> String| found.as_ref().map(say).unwrap_or_default();
    let holder = question.is_none();
    [
        line.code.to_owned(),
        line.title.to_owned(),
        run.dates.to_owned(),
        reading_name.to_owned(),
        happened,
        would,
        of(&|found| found.row.clone()),
        of(&|found| found.agency.to_string()),
        of(&|found| found.post.clone().unwrap_or_default()),
        of(&|found| if holder { found.rank.to_string() } else { String::new() }),
        question.map(|question| question.thing.clone()).unwrap_or_default(),
        question.map(|question| question.children.join("|")).unwrap_or_default(),
        question.map(records).unwrap_or_default(),
    ]
}

fn records(question: &Question) -> String {
    let record =
        question.records.iter().map(|record| format!("{} {} ({})", record.row, record.day, record.agency));
    record.collect::<Vec<_>>().join("|")
}

/// `benchmarks.csv`: the days from each result to each benchmark.
pub(super) fn benchmarks(replay: &Replay<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heading = [
        "benchmark",
        "summary",
        "dates",
        "benchmark_on",
        "reading",
        "result",
        "would_have",
        "result_on",
        "days_from_result_to_benchmark",
    ];
    let mut table = Table::new(folder.file("benchmarks.csv")?, &heading)?;
    for (run, reading_name, reading) in readings(replay) {
        for (row, on) in
            run.benchmarks.iter().filter_map(|(place, day)| Some((replay.rows.get(*place)?, *day)))
        {
            for line in &LINES {
                let found = (line.of)(reading).map(|found| found.day);
                table.row(&[
                    row.id.clone(),
                    row.summary.clone(),
                    run.dates.to_owned(),
                    on.to_string(),
                    reading_name.to_owned(),
                    line.code.to_owned(),
                    if line.would_have { "yes" } else { "no" }.to_owned(),
                    found.map(|found| found.to_string()).unwrap_or_default(),
                    found.map(|found| days(found, on).to_string()).unwrap_or_default(),
                ])?;
            }
        }
    }
    table.end()
}

/// `duties.csv`: the duties of each row and post.
pub(super) fn duties(replay: &Replay<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heading = [
        "row",
        "dates",
        "reading",
        "agency",
        "post",
        "rank",
        "duties",
        "first",
        "last",
        "ended_by_an_answer",
        "would_have_climbed_to_rank",
        "would_have_climbed_on",
    ];
    let mut table = Table::new(folder.file("duties.csv")?, &heading)?;
    for (run, reading_name, reading) in readings(replay) {
        for duties in &reading.by_row {
            table.row(&[
                duties.row.clone(),
                run.dates.to_owned(),
                reading_name.to_owned(),
                duties.agency.to_string(),
                duties.post.clone().unwrap_or_default(),
                duties.rank.to_string(),
                duties.count.to_string(),
                duties.first.to_string(),
                duties.last.to_string(),
                duties.ended.to_string(),
                duties.climbed.map(|(rank, _)| rank.to_string()).unwrap_or_default(),
                duties.climbed.map(|(_, day)| day.to_string()).unwrap_or_default(),
            ])?;
        }
    }
    table.end()
}

/// `findings.csv`: what was odd in the file.
pub(super) fn findings(replay: &Replay<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heading = ["path", "line", "field", "kind", "rule", "words", "remedy"];
    let mut table = Table::new(folder.file("findings.csv")?, &heading)?;
    for finding in &replay.findings {
        table.row(&[
            replay.file.clone(),
            finding.line.to_string(),
            finding.field.to_string(),
            finding.kind.word().to_owned(),
            finding.rule.to_string(),
            finding.words.clone(),
            finding.remedy.clone(),
        ])?;
    }
    table.end()
}

/// `replay.json`.
pub(super) fn json(replay: &Replay<'_>) -> Value {
    json!({
        "file": replay.file,
        "seed": replay.seed,
        "as_of": replay.as_of.to_string(),
        "policy": replay.policy.name.as_str(),
        "policy_digest": replay.policy.digest.as_str(),
        "rows": replay.rows.len(),
        "findings": replay.findings.len(),
        "runs": replay.runs.iter().map(|run| json!({
            "dates": run.dates,
            "left_out": run.left_out,
            "certain": reading(&run.certain),
            "possible": reading(&run.possible),
            "benchmarks": run.benchmarks.iter().filter_map(|(place, day)| {
                Some(json!({"row": replay.rows.get(*place)?.id, "date": day.to_string()}))
            }).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "background": replay.embedding.as_ref().map(super::background::tables::json),
        "cannot_show": super::page::cannot_show(replay),
    })
}

/// What came out, without its duties one by one.
pub(super) fn results_json(of: &Reading) -> Value {
    let mut all = reading(of);
    if let Some(all) = all.as_object_mut() {
        all.remove("duties");
        all.insert("duties".into(), json!(of.duties));
    }
    all
}

fn reading(reading: &Reading) -> Value {
    let results = LINES.iter().filter(|line| line.code != "question").map(|line| {
        let found = (line.of)(reading).map(|found| {
            json!({
                "date": found.day.to_string(),
                "row": found.row,
                "agency": found.agency.as_str(),
                "post": found.post,
                "rank": found.rank.number(),
                "would_have": line.would_have,
            })
        });
        (line.code.to_owned(), found.unwrap_or(Value::Null))
    });
    let [matters, checks] = super::matters::json(reading);
    let [obligations, conflicts, traces] = super::obligations::json(reading);
    json!({
        "matters": matters,
        "interference_checks": checks,
        "obligations": obligations,
        "conflicts": conflicts,
        "use_of_the_rules": traces,
        "events": reading.events,
        "synthetic": reading.synthetic,
        "results": results.collect::<serde_json::Map<_, _>>(),
        "question": reading.question.as_ref().map(question),
        "questions": reading.questions.iter().map(|(thing, day)| {
            json!({"shared": thing, "would_have_been_asked_on": day.to_string()})
        }).collect::<Vec<_>>(),
        "ends": reading.ends.iter().map(ending).collect::<Vec<_>>(),
        "duties": reading.by_row.iter().map(of_row).collect::<Vec<_>>(),
    })
}

fn question(question: &Question) -> Value {
    json!({
        "would_have_been_asked_on": question.day.to_string(),
        "shared": question.thing,
        "kind": question.kind.word(),
        "children": question.children,
        "records": question.records.iter().map(|record| json!({
            "row": record.row, "date": record.day.to_string(), "agency": record.agency.as_str(),
        })).collect::<Vec<_>>(),
    })
}

fn ending(ending: &Ending) -> Value {
    json!({
        "row": ending.row,
        "date": ending.day.to_string(),
        "withdrawal": ending.withdrawal,
        "of": ending.of,
        "ended": ending.ended,
        "why": ending.why,
        "would_have_climbed": climbed(ending.climbed),
    })
}

fn of_row(duties: &Duties) -> Value {
    json!({
        "kind": "concern_answer",
        "inputs": [duties.row],
        "agency": duties.agency.as_str(),
        "post": duties.post,
        "rank": duties.rank.number(),
        "count": duties.count,
        "date": duties.first.to_string(),
        "last": duties.last.to_string(),
        "ended": duties.ended,
        "would_have_climbed": climbed(duties.climbed),
    })
}

fn climbed(climbed: Option<(Rank, Day)>) -> Value {
    climbed.map_or(Value::Null, |(rank, day)| json!({"rank": rank.number(), "date": day.to_string()}))
}
