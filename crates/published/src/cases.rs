//! Gaming audits of a table of cases: a page for the analyst, and tidy tables with stable keys.
//!
//! Units stand in the order of their names and are never ranked. A unit with fewer than twenty cases may be a person: nothing is
//! said of it. Counts of one to five are hidden on the page, and what they could be worked out from.

mod figures;
mod page;
mod small;
mod tables;
mod traces;
mod visits;
mod words;

use std::collections::BTreeMap;
use std::io::{self, Write};

use counted::audits::Standing;
use flow::CaseAudit;
use record::Finding;
use record::policy::Policy;

use crate::Folder;
use crate::charts::Line;

pub use words::share_title;

/// The file that a folder of audited cases is known by.
pub const KNOWN_BY: &str = "audit.json";

/// Everything the page and the tables are made of.
#[derive(Clone, Debug)]
pub struct CaseReport<'a> {
    /// What the cases are called.
    pub title: String,
    /// The name of the file.
    pub file: String,
    /// What the audits say.
    pub audit: CaseAudit,
    /// Shares over time as charts.
    pub lines: Vec<Line>,
    /// How many charts more there would be than are drawn.
    pub more_lines: usize,
    /// What was odd in the file, in order.
    pub findings: Vec<Finding>,
    /// How many findings more were not kept.
    pub more_findings: u64,
    /// Rows of the file.
    pub seen: u64,
    /// Rows left out, by unit and reason.
    pub left_out: BTreeMap<(Option<String>, &'static str), u64>,
    /// Which column was read as what.
    pub columns: Vec<(&'static str, String)>,
    /// Columns that were not read.
    pub unused: Vec<String>,
    /// First and last day of the period.
    pub period: (String, String),
    /// When a case is due, in words.
    pub limit: String,
    /// The definition was drafted by candour and nobody looked at it.
    pub drafted: bool,
    /// The dated reason of a threshold's move.
    pub threshold: Option<String>,
    /// The policy, for the words of audits.
    pub policy: &'a Policy,
}

/// Writes `index.html`, `figures.csv`, `traces.csv`, `visits.csv`, `differences.csv`, `left_out.csv`, `findings.csv` and, last,
/// `audit.json`. `exact`: counts of one to five may stand on the page.
///
/// # Errors
/// Whatever the folder says.
pub fn write_cases(report: &CaseReport<'_>, exact: bool, folder: &dyn Folder) -> io::Result<()> {
    let mut out = folder.file("index.html")?;
    out.write_all(page::page(report, exact).as_str().as_bytes())?;
    out.flush()?;
    tables::write(report, folder)?;
    let mut out = folder.file(KNOWN_BY)?;
    out.write_all(cases_json(report).as_bytes())?;
    out.flush()
}

/// How many questions there are to ask, and how many patterns that honest reasons suffice to explain.
pub fn standings(report: &CaseReport<'_>) -> (usize, usize) {
    let of = |wanted: Standing| {
        let all = words::judged(&report.audit).map(|trace| words::standing(&report.audit, &trace.outcome));
        all.filter(|standing| *standing == Some(wanted)).count()
    };
    (of(Standing::Signal), of(Standing::HonestReasonsSuffice))
}

/// What was found, for a machine.
pub fn cases_json(report: &CaseReport<'_>) -> String {
    format!("{:#}\n", tables::json(report))
}
