//! Returns recounted: a page for the analyst and tables in which every figure opens to the rows it counts.
//!
//! The page begins with the figures as the national statistics define them, so that an analyst sees the published ones again and
//! can trust what follows. Counts of one to five are hidden on the page, and whatever they could be worked out from.

mod hidden;
mod page;
mod tables;

use std::io::{self, Write};

use flow::Measured;

use crate::called::Called;
use crate::key::Names;
use crate::{Folder, Material, Shown, report};

/// What a page of figures is made of.
#[derive(Clone, Copy)]
pub(crate) struct Recount<'a> {
    pub(crate) called: &'a Called<'a>,
    pub(crate) measured: &'a Measured,
    /// Counts of one to five may stand on the page.
    pub(crate) exact: bool,
    /// It belongs to a review, which says elsewhere what was read and what differs.
    pub(crate) of_review: bool,
}

/// Writes `index.html`, `figures.csv`, `figure_rows.csv`, `differences.csv` and `recount.json`. `exact`: counts of one to five may
/// stand on the page.
///
/// # Errors
/// Whatever the folder says.
pub fn write(
    material: &Material<'_>,
    names: &Names,
    measured: &Measured,
    exact: bool,
    folder: &dyn Folder,
) -> io::Result<()> {
    report::named(material, names, Shown::default(), &|_, _, _| {}, |called| {
        let recount = Recount { called, measured, exact, of_review: false };
        tables::figures(recount, folder)?;
        tables::rows(recount, folder)?;
        tables::differences(recount, folder)?;
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
pub fn json(material: &Material<'_>, names: &Names, measured: &Measured) -> io::Result<String> {
    let mut text = String::new();
    report::named(material, names, Shown::default(), &|_, _, _| {}, |called| {
        text = tables::json(Recount { called, measured, exact: true, of_review: false }).to_string();
        Ok(())
    })?;
    Ok(text)
}

/// Writes `measures.html`, `figures.csv` and `figure_rows.csv` of a review.
pub(crate) fn of_review(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let Some(measured) = called.material.measured else { return Ok(()) };
    let recount = Recount { called, measured, exact: called.shown.names, of_review: true };
    tables::figures(recount, folder)?;
    tables::rows(recount, folder)?;
    page_into(recount, "measures.html", folder)
}

fn page_into(recount: Recount<'_>, name: &str, folder: &dyn Folder) -> io::Result<()> {
    let mut out = folder.file(name)?;
    out.write_all(page::page(recount).as_str().as_bytes())?;
    out.flush()
}
