//! Charts over time and funnels: a page, pictures, tables and a workbook from what `counted` worked out.
//!
//! Nothing here computes a limit or decides what is a signal. Every picture says in words what it shows, marks points by shape
//! as well as by colour, and has its table beside it.

mod axes;
mod drift_picture;
mod drift_words;
mod figures;
mod funnel_picture;
mod funnel_words;
mod json;
mod labels;
mod line_picture;
mod line_words;
mod one_chart;
mod page;
mod png;
mod rows;
mod shapes;
mod standalone;
mod write;

pub use funnel_words::headline as funnel_headline;
pub use json::chart_json;
pub use line_words::{headline, key as line_key, kind_key};
pub use write::{KNOWN_BY, is_picture, write_charts};

use counted::chart::drift::Drift;
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
    /// Series of the file that have no chart, in the order of names.
    pub not_charted: Vec<NotCharted>,
}

/// A series without a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCharted {
    /// The series.
    pub series: String,
    /// Why it has none, and what would mend it.
    pub why: String,
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
    /// Whether the figures were typed with a percent sign, and are shown with one.
    pub percent: bool,
    /// Numerator and denominator of each point, where the kind divides.
    pub counts: Vec<Option<(f64, f64)>>,
    /// The chart.
    pub chart: Chart,
    /// What has gathered over the chart, where slow drift is looked for: it is then drawn instead, and no rule is asked.
    pub drift: Option<Drift>,
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

/// Draws a chart inside a page of others. `id` is its own on that page, `title` what its picture is called.
pub(crate) fn inside(html: &mut crate::html::Html, id: &str, title: &str, line: &Line) {
    html.p(headline(line));
    one_chart::draw(html, id, title, line, &picture(line, title), "h4");
}

/// The picture of a chart.
fn picture(line: &Line, title: &str) -> standalone::Picture {
    match &line.drift {
        Some(drift) => drift_picture::draw(line, drift, title),
        None => line_picture::draw(line, title),
    }
}

/// What cannot be concluded from any of some charts, each sentence once.
pub(crate) fn cannot<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for words in lines.flat_map(line_words::cannot) {
        if !all.contains(&words) {
            all.push(words);
        }
    }
    all
}

#[cfg(test)]
mod tests;
