//! Charts over time and funnels: a page, pictures, tables and a workbook from what `counted` worked out.
//!
//! Nothing here computes a limit or decides what is a signal. Every picture says in words what it shows, marks points by shape
//! as well as by colour, and has its table beside it.

mod axes;
mod figures;
mod funnel_picture;
mod funnel_words;
mod json;
mod labels;
mod line_picture;
mod line_words;
mod page;
mod rows;
mod shapes;
mod standalone;
mod write;

pub use funnel_words::headline as funnel_headline;
pub use json::chart_json;
pub use line_words::{headline, key as line_key};
pub use write::{KNOWN_BY, write_charts};

use counted::chart::icons::Better;
use counted::chart::notice::Notice;
use counted::chart::rules::{RuleSet, Signal};
use counted::chart::{Chart, Plan};
use counted::compare::Funnel;
use record::Finding;

/// Everything a page of charts is made of.
#[derive(Clone, Debug)]
pub struct Charts {
    /// What the figures are called.
    pub title: String,
    /// The name of the file they stand in.
    pub file: String,
    /// The charts.
    pub content: Content,
    /// What was odd in the file, in order.
    pub findings: Vec<Finding>,
}

/// Charts over time, or one comparison.
#[derive(Clone, Debug)]
pub enum Content {
    /// One chart for each series.
    Lines(Vec<Line>),
    /// One funnel of all units.
    Units(Units),
}

/// One chart over time.
#[derive(Clone, Debug)]
pub struct Line {
    /// The series; empty where there is only one.
    pub name: String,
    /// What each point is, such as `2024-03`.
    pub periods: Vec<String>,
    /// How long a period is, in a word: `month`.
    pub each: &'static str,
    /// Numerator and denominator of each point, where the kind divides.
    pub counts: Vec<Option<(f64, f64)>>,
    /// The chart.
    pub chart: Chart,
    /// Which rules were asked.
    pub rules: RuleSet,
    /// What they found.
    pub signals: Vec<Signal>,
    /// Which way is better.
    pub better: Better,
    /// What is aimed at.
    pub target: Option<f64>,
    /// Why this kind, as the end of a sentence that begins with "because".
    pub why: String,
    /// What would show a change sooner, where the figures at hand cannot give it.
    pub sooner: Option<&'static str>,
    /// What a person decided.
    pub plan: Plan,
    /// How often the chart alarms though nothing changed.
    pub quiet: Option<Notice>,
    /// How long it takes to notice some changes.
    pub notices: Vec<Notice>,
}

/// A comparison.
#[derive(Clone, Debug)]
pub struct Units {
    /// What each unit is called.
    pub names: Vec<String>,
    /// Numerator and denominator of each.
    pub counts: Vec<(f64, f64)>,
    /// The funnel.
    pub funnel: Funnel,
}

/// Draws a comparison inside another page; `id` is its own on that page.
pub(crate) fn funnel_inside(html: &mut crate::html::Html, units: &Units, title: &str, id: &str) {
    funnel_picture::draw(units, title).inside(html, id);
}

/// Where a unit lies, and what the lines of a comparison are, in words.
pub(crate) use funnel_words::{about as about_funnel, place as place_words};

#[cfg(test)]
mod tests;
