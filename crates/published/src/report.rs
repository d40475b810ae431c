//! A whole report: the page and every table, with one mask and one set of names.

use std::io::{self, Write};

use crate::called::Called;
use crate::key::{Key, Names};
use crate::label::Labels;
use crate::mask::Mask;
use crate::place::Paths;
use crate::tables::{Progress, write_called};
use crate::{Folder, Material, Shown, page};

/// Writes `index.html` and every table of [`crate::write_tables`].
///
/// The same material, names and key give the same bytes, whatever the number of threads.
///
/// # Errors
/// Whatever the folder says; what was written before stays.
pub fn write_report(
    material: &Material<'_>,
    names: &Names,
    shown: Shown,
    key: &Key,
    folder: &dyn Folder,
    progress: &Progress<'_>,
) -> io::Result<()> {
    named(material, names, shown, progress, |called| {
        progress("page", 0, 0);
        let Called { names, labels, paths, mask, .. } = *called;
        let mut out = folder.file("index.html")?;
        page::write_page(material, page::Called { names, labels, paths, mask }, shown, &mut out)?;
        out.flush()?;
        write_called(called, key, folder, progress)?;
        crate::recount::of_review(called, folder)
    })
}

/// Builds what things are called once, for everything that is written.
pub(crate) fn named(
    material: &Material<'_>,
    names: &Names,
    shown: Shown,
    progress: &Progress<'_>,
    write: impl FnOnce(&Called<'_>) -> io::Result<()>,
) -> io::Result<()> {
    progress("masking", 0, 0);
    let mask = match shown.names {
        true => Mask::verbatim(),
        false => Mask::new(material.events, &material.outcome.joined, names),
    };
    let labels = Labels::new(material, &mask);
    let paths = Paths::new(material.files, &mask);
    write(&Called { material, names, labels: &labels, paths: &paths, mask: &mask, shown })
}
