//! Answers about one measure, with their types. All of them are claims.

use record::FileId;

use super::answers::Answer;
use super::cells::{read_number, read_share, read_word, when};
use crate::csv_table::heading_key;
use crate::read::Sink;
use crate::report::{Report, short};

/// How pay, rating or budget follows a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// It jumps at a threshold or on a date.
    Jump,
    /// It grows step by step.
    Gradual,
    /// Nothing hangs on it.
    Nothing,
}

pub(super) const SHAPES: [(&str, Shape); 3] =
    [("jump", Shape::Jump), ("gradual", Shape::Gradual), ("none", Shape::Nothing)];

/// How figures of units are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compare {
    /// So many of so many cases.
    #[default]
    Share,
    /// Events for so much exposure.
    Rate,
    /// Observed over expected events.
    Expected,
}

const COMPARES: [(&str, Compare); 3] =
    [("share", Compare::Share), ("rate", Compare::Rate), ("expected", Compare::Expected)];

/// An answer in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Given {
    /// Nothing was said.
    #[default]
    Nothing,
    /// It was said that there is none.
    None,
    /// What was said.
    Words(String),
}

impl Given {
    fn of(text: &str) -> Self {
        const NONE: [&str; 6] = ["none", "no", "nobody", "nothing", "never", "not planned"];
        match text.trim() {
            "" => Self::Nothing,
            text if NONE.iter().any(|none| text.eq_ignore_ascii_case(none)) => Self::None,
            text => Self::Words(text.to_owned()),
        }
    }

    /// The words, if there are any.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Words(words) => Some(words),
            _ => None,
        }
    }
}

/// A way to meet the measure without its purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// Its line.
    pub line: u32,
    /// What it is.
    pub what: String,
    /// The audit that would show it, as written.
    pub audit: Given,
    /// The measure that would move the other way, as written.
    pub counter_measure: Given,
}

/// What is said of one measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kpi {
    /// The line on which it begins.
    pub line: u32,
    /// What it is called.
    pub name: String,
    /// Who answers, and when, as written.
    pub said_by: Given,
    /// When, as written.
    pub said_on: Given,
    /// What it is for.
    pub purpose: Given,
    /// Which decision it changes.
    pub decision: Given,
    /// How units are compared.
    pub compare: Compare,
    /// The share of differences between units that is more than chance.
    pub between_units: Option<f64>,
    /// Days of one period of reporting.
    pub reporting_days: Option<f64>,
    /// Days from act to visible result.
    pub loop_days: Option<f64>,
    /// Share of known outcomes.
    pub known: Option<f64>,
    /// The level that would matter.
    pub matters: Option<f64>,
    /// Periods until that is noticed.
    pub noticed_periods: Option<f64>,
    /// Who records it.
    pub recorded_by: Given,
    /// Who is judged by it.
    pub judged: Given,
    /// A trace they do not make.
    pub independent_trace: Given,
    /// Share of cases that one signature can change.
    pub unsigned: Option<f64>,
    /// What hangs on it.
    pub hangs_on_it: Given,
    /// How that follows the figure.
    pub shape: Option<Shape>,
    /// The threshold or deadline, in the unit of the cases.
    pub limit: Option<f64>,
    /// Ways to meet it without its purpose.
    pub responses: Vec<Response>,
    /// The day it ends.
    pub stops: Given,
    /// Who reviews it.
    pub reviewer: Given,
    /// Who set it.
    pub set_by: Given,
}

/// Brings the answers about each measure together, in the order in which the measures are first named.
pub(super) fn read(answers: &[Answer], file: FileId, sink: &mut dyn Sink) -> Vec<Kpi> {
    let mut kpis: Vec<Kpi> = Vec::new();
    let mut given: Vec<(String, &'static str)> = Vec::new();
    for answer in answers {
        let key = heading_key(&answer.kpi);
        let at = Report { file, line: answer.line };
        let place = match kpis.iter().position(|kpi| heading_key(&kpi.name) == key) {
            Some(place) => place,
            None => {
                kpis.push(Kpi { line: answer.line, name: answer.kpi.clone(), ..Kpi::default() });
                kpis.len() - 1
            }
        };
        let repeats = matches!(answer.question, "response" | "audit" | "counter_measure");
        let asked = (key, answer.question);
        if !repeats && !answer.answer.is_empty() && given.contains(&asked) {
            let words = format!(
                "`{}` is answered twice for `{}`; the first answer counts",
                answer.question,
                short(&answer.kpi)
            );
            at.skipped(
                sink,
                answer.question,
                "fitness.answered_twice",
                words,
                "leave one of the answers out",
            );
            continue;
        }
        if !answer.answer.is_empty() {
            given.push(asked);
        }
        take(&mut kpis[place], answer, at, sink);
    }
    kpis
}

fn take(kpi: &mut Kpi, answer: &Answer, at: Report, sink: &mut dyn Sink) {
    let text = answer.answer.as_str();
    let words = || Given::of(text);
    if text.is_empty() {
        return;
    }
    let question = answer.question;
    match question {
        "said_by" => kpi.said_by = words(),
        "said_on" => kpi.said_on = day(text, question, at, sink),
        "purpose" => kpi.purpose = words(),
        "decision" => kpi.decision = words(),
        "compare" => kpi.compare = read_word(text, question, &COMPARES, at, sink).unwrap_or_default(),
        "between_units" => kpi.between_units = read_share(text, question, at, sink),
        "reporting_days" => kpi.reporting_days = above_zero(text, question, at, sink),
        "loop_days" => kpi.loop_days = at_least_zero(text, question, at, sink),
        "known" => kpi.known = read_share(text, question, at, sink),
        "matters" => kpi.matters = read_number(text, question, at, sink),
        "noticed_periods" => kpi.noticed_periods = at_least_zero(text, question, at, sink),
        "recorded_by" => kpi.recorded_by = words(),
        "judged" => kpi.judged = words(),
        "independent_trace" => kpi.independent_trace = words(),
        "unsigned" => kpi.unsigned = read_share(text, question, at, sink),
        "hangs_on_it" => kpi.hangs_on_it = words(),
        "shape" => kpi.shape = read_word(text, question, &SHAPES, at, sink),
        "limit" => kpi.limit = at_least_zero(text, question, at, sink),
        "response" => {
            kpi.responses.push(Response { line: at.line, what: text.to_owned(), ..Response::default() });
        }
        "audit" | "counter_measure" => match kpi.responses.last_mut() {
            Some(response) if question == "audit" => response.audit = words(),
            Some(response) => response.counter_measure = words(),
            None => at.skipped(
                sink,
                question,
                "fitness.response",
                "it stands before any `response` and was left out",
                "put it behind the response it belongs to",
            ),
        },
        "stops" => kpi.stops = day(text, question, at, sink),
        "reviewer" => kpi.reviewer = words(),
        _ => kpi.set_by = words(),
    }
}

/// A day in words; nothing, with a finding, where it is none.
fn day(text: &str, question: &str, at: Report, sink: &mut dyn Sink) -> Given {
    match Given::of(text) {
        Given::Words(words) if when(&words).is_none() => {
            let problem = format!("`{}` is no day, month or year; it is left out", short(&words));
            at.skipped(sink, question, "fitness.date", problem, "write `2027-03-31`, or `none`");
            Given::Nothing
        }
        given => given,
    }
}

fn at_least_zero(text: &str, question: &str, at: Report, sink: &mut dyn Sink) -> Option<f64> {
    bounded(text, question, at, sink, |number| number >= 0.0)
}

fn above_zero(text: &str, question: &str, at: Report, sink: &mut dyn Sink) -> Option<f64> {
    bounded(text, question, at, sink, |number| number > 0.0)
}

fn bounded(
    text: &str,
    question: &str,
    at: Report,
    sink: &mut dyn Sink,
    holds: fn(f64) -> bool,
) -> Option<f64> {
    let number = read_number(text, question, at, sink)?;
    if holds(number) {
        return Some(number);
    }
    let words = format!("`{}` cannot be; it is left out", short(text));
    at.skipped(sink, question, "fitness.negative", words, "write a number above zero");
    None
}
