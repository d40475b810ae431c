//! The files: what each agency wrote, in the formats that agencies really use, and the truth apart from them.

mod around;
mod care;
mod census;
mod concerns;
mod mention;
mod named;
mod posts;
mod sent;
mod spelling;
mod truth;
mod what;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use record::Day;

use self::around::Around;
use crate::town::COUNCIL;
use crate::{Error, Parameters, World, replay};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// How many files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Rows of concern files.
    pub events: u64,
}

impl Files {
    pub(crate) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.events += other.events;
    }
}

/// Writes a run into a new folder: `agencies/` is what a review reads, `truth/` is for judging it.
///
/// # Errors
/// [`Error::Write`] when the disk is full or the folder cannot be made; what was written stays.
pub fn write(worlds: &[World], parameters: &Parameters, out: &Path) -> Result<Files, Error> {
    let truth = out.join("truth");
    make(&truth)?;
    let mut all = Files::default();
    let each: Vec<Result<Files, Error>> =
        worlds.par_iter().map(|world| agencies(world, worlds, &out.join("agencies"))).collect();
    for files in each {
        all.add(files?);
    }
    all.add(truth::write(worlds, &truth)?);
    if let Some(world) = worlds.first() {
        all.add(replay::keep(&world.setup, parameters, out)?);
    }
    all.add(text(&truth.join("README.md"), truth::README)?);
    Ok(all)
}

/// Files of one partnership's agencies.
fn agencies(world: &World, worlds: &[World], out: &Path) -> Result<Files, Error> {
    let mut all = Files::default();
    let by_agency = concerns::Sorted::of(world);
    for place in 0..world.agencies.all.len() as u16 {
        let agency = world.agencies.at(place);
        let folder = out.join(agency.id.as_str());
        make(&folder)?;
        let mut covered = Vec::new();
        all.add(posts::write(world, place, &folder)?);
        all.add(concerns::write(world, worlds, &by_agency, place, &folder, &mut covered)?);
        if place == COUNCIL {
            all.add(census::write(world, worlds, &folder, &mut covered)?);
            all.add(care::write(world, worlds, &folder, &mut covered)?);
        }
        all.add(text(&folder.join("agency.toml"), &agency_toml(agency, &covered))?);
    }
    Ok(all)
}

/// One file's days.
struct Covered {
    path: String,
    first: Day,
    last: Day,
}

fn agency_toml(agency: &crate::town::Agency, covered: &[Covered]) -> String {
    let mut out = format!(
        "[agency]\nid = \"{}\"\nname = \"{}\"\nkind = \"{}\"\n",
        agency.id,
        agency.name,
        agency.kind.code()
    );
    for file in covered {
        out.push_str(&format!(
            "\n[[file]]\npath = \"{}\"\ncovers = [\"{}\", \"{}\"]\ncomplete = true\n",
            file.path, file.first, file.last
        ));
    }
    out
}

pub(crate) fn make(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|cause| Error::Write { path: folder.to_owned(), cause })
}

pub(crate) fn text(path: &Path, text: &str) -> Result<Files, Error> {
    file(path, |out| out.write_all(text.as_bytes()).map_err(formats::WriteError::from).map(|()| 0))
}

/// Writes one file; `fill` gives the number of its events.
pub(crate) fn file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<u64, formats::WriteError>,
) -> Result<Files, Error> {
    let failed = |cause: std::io::Error| Error::Write { path: path.to_owned(), cause };
    let mut out = BufWriter::with_capacity(1 << 16, File::create(path).map_err(failed)?);
    let events = fill(&mut out).map_err(|cause| match cause {
        formats::WriteError::Io(cause) => failed(cause),
        cause => Error::Format { path: path.to_owned(), cause },
    })?;
    let inner = out.into_inner().map_err(|cause| failed(cause.into_error()))?;
    let bytes = inner.metadata().map_err(failed)?.len();
    Ok(Files { files: 1, bytes, events })
}

/// The years of a run: first and last day of each, and its word such as `2012-13`.
fn years(world: &World) -> impl Iterator<Item = (Day, Day, String)> + '_ {
    (0..world.setup.years as i32).map(|year| {
        let first = world.setup.first.add_months(12 * year);
        let last = first.add_months(12).add_days(-1);
        (first, last, format!("{}-{:02}", first.year(), (first.year() + 1) % 100))
    })
}

/// The folder of the agencies' files below a run's folder.
pub fn agencies_folder(out: &Path) -> PathBuf {
    out.join("agencies")
}
