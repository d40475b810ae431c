//! A published table of bands: read, and how many too many stand before a limit.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use counted::density::{Band, banded_excess, banded_said};
use formats::bands::{Bands, Days, read, words};
use formats::read::ReadError;
use published::bands::{BANDS_KNOWN_BY, Banded, BandedArea, write_bands};
use record::FileId;

use crate::Error;
use crate::findings::Findings;
use crate::report_folder::ReportFolder;

/// How much of a file is looked at.
const HEAD: u64 = 16 * 1024;

/// How wide the band without an end is taken to be, in days; it is beside the limit only where nothing is said of it.
const OPEN: f64 = 10.0;

/// Whether a file's first line has the headings of bands.
pub fn is_table_of_bands(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && String::from_utf8_lossy(&head).lines().next().is_some_and(formats::bands::is_known)
}

/// How many too many stand in the band that ends with the limit, in every area of the table.
///
/// # Errors
/// [`Error`] when the file is not there, is no table of bands, or no band with one on either side ends with the limit.
pub fn bands(file: &Path, limit: u32) -> Result<Banded, Error> {
    let see = "see that it is there and may be read, and run it again";
    let no_bands = |problem: String| Error::NoBands { path: file.to_owned(), problem };
    let mut source = File::open(file).map_err(|cause| Error::file(file, cause, see))?;
    let mut findings = Findings::default();
    let table = read(&mut source, FileId(0), &mut findings).map_err(|error| match error {
        ReadError::Io(cause) => Error::file(file, cause, see),
        ReadError::Broken { problem, remedy } => no_bands(format!("{problem}; {remedy}")),
    })?;
    let before = before(&table, limit).map_err(no_bands)?;
    let width = |days: Days| days.to.map_or(OPEN, |to| f64::from(to - days.from) + 1.0);
    let areas = table.areas.iter().map(|area| {
        let at = before - 1..=before + 1;
        let beside: Option<Vec<Band>> = at
            .map(|place| Some(Band { width: width(table.bands[place]), count: area.counts[place]? }))
            .collect();
        let excess = beside.and_then(|bands| banded_excess(&bands, 1));
        BandedArea {
            name: area.name.clone(),
            all: area.all,
            counts: area.counts.clone(),
            found: excess
                .filter(|excess| excess.step.is_finite())
                .map(|excess| (excess, banded_said(area.all as u64, excess))),
        }
    });
    Ok(Banded {
        file: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        what: table.what.clone(),
        limit,
        before,
        areas: areas.collect(),
        bands: table.bands.iter().map(|days| (words(*days), f64::from(days.from), width(*days))).collect(),
        findings: findings
            .kept
            .iter()
            .map(|finding| (finding.line, format!("{}; {}", finding.words, finding.remedy)))
            .collect(),
    })
}

/// The place of the band that ends with the limit and has one with an end on either side.
fn before(table: &Bands, limit: u32) -> Result<usize, String> {
    let ends: Vec<String> = table.bands.iter().filter_map(|days| days.to).map(|to| to.to_string()).collect();
    let Some(place) = table.bands.iter().position(|days| days.to == Some(limit)) else {
        return Err(format!(
            "no band ends with {limit}; bands end with {}: name one of these",
            ends.join(", ")
        ));
    };
    let has_neighbours = place > 0 && table.bands.get(place + 1).is_some_and(|days| days.to.is_some());
    if has_neighbours {
        Ok(place)
    } else {
        Err(format!(
            "the band that ends with {limit} needs one before it, and one with an end behind it, to be held against; name another limit"
        ))
    }
}

/// Writes the page and the table into a folder of its own.
///
/// # Errors
/// [`Error`] when the folder is somebody else's or cannot be written.
pub fn write_banded(banded: &Banded, out: &Path, input: &Path) -> Result<(), Error> {
    let folder = ReportFolder::known_by(BANDS_KNOWN_BY, out, input)?;
    folder.begin()?;
    let remedy = "free some room on the disk or name another folder with `--out`, and run it again";
    write_bands(banded, &folder).map_err(|cause| Error::file(out, cause, remedy))?;
    folder.finish()
}
