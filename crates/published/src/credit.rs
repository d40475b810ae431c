//! What credit may be claimed: a page that begins with the words that may be used, and the steps behind them.

mod page;
mod picture;
mod steps;

use std::io::{self, Write};

use counted::credit::Credit;
use serde_json::json;

use crate::Folder;
use crate::csv_safe::Table;

/// The file that a folder of these is known by.
pub const CREDIT_KNOWN_BY: &str = "credit.json";

/// A claim, and what the figures bear.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// What the service and the measure are called.
    pub title: String,
    /// The table's name.
    pub file: String,
    /// Who claims.
    pub claimed_by: String,
    /// When.
    pub claimed_on: String,
    /// In which words.
    pub claimed_words: String,
    /// The measure's unit, in words.
    pub words: String,
    /// Places after the point.
    pub places: usize,
    /// How many rows the table has, and of what.
    pub table: String,
    /// How those with the service were chosen.
    pub chosen: String,
    /// Whether the definition says which way is better.
    pub has_direction: bool,
    /// The steps and the rung.
    pub credit: Credit,
    /// Means by period; of series only.
    pub over_time: Option<OverTime>,
    /// What was odd in the table: line and words.
    pub findings: Vec<(u32, String)>,
}

/// Means of units with and without the service, period by period.
#[derive(Clone, Debug, PartialEq)]
pub struct OverTime {
    /// The periods, in order.
    pub periods: Vec<String>,
    /// The first with the service.
    pub start: usize,
    /// Those with the service; `None` for a gap.
    pub with: Vec<Option<f64>>,
    /// Those without.
    pub without: Vec<Option<f64>>,
}

/// Writes `index.html`, `credit.csv` and `credit.json`. `exact`: counts of one to five may stand on the page.
///
/// # Errors
/// Whatever the folder says.
pub fn write_credit(claimed: &Claimed, exact: bool, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("credit.csv")?, &steps::COLUMNS)?;
    for step in steps::steps(claimed) {
        table.row_with_figures(&step.cells())?;
    }
    table.end()?;
    let page = page::page(claimed, exact);
    for (name, text) in [("index.html", page.as_str()), (CREDIT_KNOWN_BY, &credit_json(claimed))] {
        let mut file = folder.file(name)?;
        file.write_all(text.as_bytes())?;
        file.flush()?;
    }
    Ok(())
}

/// The same for a machine.
pub fn credit_json(claimed: &Claimed) -> String {
    let step = |step: steps::Step| {
        json!({
            "step": step.key,
            "value": step.value,
            "low": step.low,
            "high": step.high,
            "count": step.count,
            "missing": step.missing,
        })
    };
    let all = json!({
        "file": claimed.file,
        "title": claimed.title,
        "claimed": { "by": claimed.claimed_by, "on": claimed.claimed_on, "words": claimed.claimed_words },
        "rung": claimed.credit.said.rung.name(),
        "ladder_version": counted::ladder::VERSION,
        "says": claimed.credit.said.text,
        "why_no_higher": claimed.credit.why_no_higher,
        "steps": steps::steps(claimed).into_iter().map(step).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}
