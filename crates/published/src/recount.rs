//! Returns recounted: a page for the analyst and tables in which every figure opens to the rows it counts.
//!
//! The page begins with the figures as the national statistics define them, so that an analyst sees the published ones again and
//! can trust what follows. Counts of one to five are hidden on the page, and whatever they could be worked out from.

mod by_month;
mod checkpoint;
pub(crate) mod hidden;
mod page;
mod praised;
mod said;
mod sheets;
mod tables;
mod traces;

use std::io::{self, Write};

use flow::{Measured, Traces};

pub use said::SaidFigure;

use crate::called::Called;
use crate::charts::Line;
use crate::key::Names;
use crate::xlsx::Workbook;
use crate::{Folder, Material, Shown, report};

/// What was counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// Tables and figures.
    pub measured: &'a Measured,
    /// What the audits say; `None` where there is nothing to audit.
    pub traces: Option<&'a Traces>,
    /// Figures said elsewhere, beside the recount.
    pub said: &'a [SaidFigure],
}

/// What a page of figures is made of.
#[derive(Clone, Copy)]
pub(crate) struct Recount<'a> {
    pub(crate) called: &'a Called<'a>,
    pub(crate) measured: &'a Measured,
    pub(crate) traces: Option<&'a Traces>,
    pub(crate) lines: &'a [Line],
    pub(crate) said: &'a [SaidFigure],
    /// Counts of one to five may stand on the page.
    pub(crate) exact: bool,
    /// It belongs to a review, which says elsewhere what was read and what differs.
    pub(crate) of_review: bool,
}

impl<'a> Recount<'a> {
    fn of(called: &'a Called<'a>, counted: Counted<'a>, exact: bool, of_review: bool) -> Self {
        let (Counted { measured, traces, said }, lines) = (counted, called.material.lines);
        Self { called, measured, traces, lines, said, exact, of_review }
    }
}

/// Writes `index.html`, `figures.csv`, `figure_rows.csv`, `differences.csv`, `traces.csv`, `said.csv`, `recount.xlsx` with all
/// five as sheets, and `recount.json`. `exact`: counts of one to five may stand on the page.
///
/// # Errors
/// Whatever the folder says.
pub fn write(
    material: &Material<'_>,
    names: &Names,
    counted: Counted<'_>,
    exact: bool,
    folder: &dyn Folder,
) -> io::Result<()> {
    report::named(material, names, Shown::default(), &|_, _, _| {}, |called| {
        let recount = Recount::of(called, counted, exact, false);
        let mut book = Workbook::new(folder.file("recount.xlsx")?);
        tables::figures(recount, folder, Some(&mut book))?;
        tables::rows(recount, folder, Some(&mut book))?;
        tables::differences(recount, folder, Some(&mut book))?;
        traces::table(recount, folder, Some(&mut book))?;
        said::table(recount, folder, &mut book)?;
        page::sentences(recount, &mut book)?;
        book.end()?;
        let mut out = folder.file("recount.json")?;
        serde_json::to_writer_pretty(&mut out, &tables::json(recount))?;
        out.flush()?;
        page_into(recount, "index.html", folder)
    })
}

/// What was counted, for a machine.
///
/// # Errors
/// None but those of memory.
pub fn json(material: &Material<'_>, names: &Names, counted: Counted<'_>) -> io::Result<String> {
    let mut text = String::new();
    report::named(material, names, Shown::default(), &|_, _, _| {}, |called| {
        text = tables::json(Recount::of(called, counted, true, false)).to_string();
        Ok(())
    })?;
    Ok(text)
}

/// Writes `measures.html`, `figures.csv` and `figure_rows.csv` of a review.
pub(crate) fn of_review(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let Some(measured) = called.material.measured else { return Ok(()) };
    let counted = Counted { measured, traces: None, said: &[] };
    let recount = Recount::of(called, counted, called.shown.names, true);
    tables::figures(recount, folder, None)?;
    tables::rows(recount, folder, None)?;
    page_into(recount, "measures.html", folder)
}

fn page_into(recount: Recount<'_>, name: &str, folder: &dyn Folder) -> io::Result<()> {
    let mut out = folder.file(name)?;
    out.write_all(page::page(recount).as_str().as_bytes())?;
    out.flush()
}
