//! A questionnaire as a list of answers, whichever way it is written.

mod toml_file;

use record::FileId;

use super::cells::rows;
use crate::csv_table::CsvTable;
use crate::nearest::hint;
use crate::read::{ReadError, Sink};
use crate::report::{Report, short};

pub(super) use toml_file::of_toml;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its line.
    pub line: u32,
    /// The measure it is about.
    pub kpi: String,
    /// The key of the question.
    pub question: &'static str,
    /// As written.
    pub answer: String,
}

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its key.
    pub key: &'static str,
    /// The check it belongs to; 0 for the questionnaire itself.
    pub check: u8,
    /// What is asked.
    pub asks: &'static str,
}

const fn ask(check: u8, key: &'static str, asks: &'static str) -> Question {
    Question { key, check, asks }
}

/// Every question, in the order of the checks.
pub const QUESTIONS: [Question; 24] = [
    ask(0, "said_by", "the post that gives these answers, and its agency; an office, not a person"),
    ask(0, "said_on", "the day they were given, such as 2026-04-01"),
    ask(1, "purpose", "what is this measure for?"),
    ask(1, "decision", "which decision does it change, and whose?"),
    ask(
        2,
        "compare",
        "how figures of units are compared: share (count of cases), rate (count for exposure), expected (count over expected events, which takes out the mix of cases)",
    ),
    ask(
        2,
        "between_units",
        "which share of the differences between units is more than chance and the mix of their cases? 0.5 or 50 %",
    ),
    ask(3, "reporting_days", "how many days is one period of reporting? 91 for a quarter"),
    ask(3, "loop_days", "how many days from an act to the result that can be seen, in the middle case?"),
    ask(4, "known", "for which share is it known within that time how it turned out? 0.8 or 80 %"),
    ask(5, "matters", "which level would matter? in the unit of the figures: 0.75 where today it is 0.85"),
    ask(5, "noticed_periods", "after how many periods would such a change be noticed?"),
    ask(6, "recorded_by", "who writes the figure down?"),
    ask(6, "judged", "who is judged by it?"),
    ask(6, "independent_trace", "which trace of the same thing do they not make? `none` if there is none"),
    ask(
        7,
        "unsigned",
        "which share of cases can change what they count as without a second signature? 0.05 or 5 %",
    ),
    ask(8, "hangs_on_it", "what pay, rating or budget hangs on it? `none` if nothing does"),
    ask(8, "shape", "does that jump at a threshold or on a date? jump, gradual or none"),
    ask(
        8,
        "limit",
        "the threshold or deadline in the unit of the cases, such as 45: only with figures of cases",
    ),
    ask(9, "response", "a way to meet the measure without its purpose; one after another"),
    ask(9, "audit", "the audit that would show it, of `candour audit`"),
    ask(9, "counter_measure", "another measure that would move the other way"),
    ask(10, "stops", "the day it ends unless somebody renews it, such as 2027-03-31"),
    ask(10, "reviewer", "the post that reviews it before; neither judged by it nor the one that set it"),
    ask(10, "set_by", "the post that set it"),
];

/// A question by its key.
fn question(key: &str) -> Option<&'static str> {
    let key = key.trim().to_lowercase().replace([' ', '-'], "_");
    QUESTIONS.iter().find(|question| question.key == key).map(|question| question.key)
}

/// Says that a question is not known, with the nearest that is.
fn unknown(key: &str, at: Report, sink: &mut dyn Sink) {
    let near = hint(key, QUESTIONS.iter().map(|question| question.key));
    let words =
        format!("`{}` is no question of the questionnaire{near}; its answer was left out", short(key));
    at.skipped(
        sink,
        key,
        "fitness.question",
        words,
        "see docs/formats/fitness.md, or draft a questionnaire with `candour fitness --suggest`",
    );
}

/// The columns of a questionnaire in CSV.
const COLUMNS: [&str; 4] = ["kpi", "question", "answer", "asks"];

pub(super) fn of_csv(
    table: &mut CsvTable<'_>,
    file: FileId,
    sink: &mut dyn Sink,
) -> Result<Vec<Answer>, ReadError> {
    let mut out = Vec::new();
    rows(table, &COLUMNS, file, sink, &mut |cells, sink| {
        let kpi = cells.text("kpi");
        if kpi.is_empty() {
            cells.at.skipped(
                sink,
                "kpi",
                "fitness.no_kpi",
                "the row names no measure and was left out",
                "name the measure in the column `kpi`",
            );
            return;
        }
        let written = cells.get("question");
        match question(written) {
            Some(question) => {
                let answer = cells.text("answer");
                out.push(Answer { line: cells.at.line, kpi, question, answer });
            }
            None => unknown(written, cells.at, sink),
        }
    })?;
    Ok(out)
}
