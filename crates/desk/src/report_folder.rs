//! The folder a report is written into.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use published::Folder;

use crate::Error;

/// Stands in a report folder until every file is written.
const MARK: &str = "REPORT-IS-NOT-COMPLETE.txt";

/// Only a report over a store has it.
const CHECKPOINT: &str = "checkpoint.txt";

const REMEDY: &str = "name a folder that may be written with `--out`";

/// A report folder that is candour's own.
#[derive(Debug)]
pub(crate) struct ReportFolder {
    place: PathBuf,
}

impl ReportFolder {
    /// The folder, if a report may be written there: a new one, or one that holds an earlier report. Makes nothing yet,
    /// so that a review that reads nothing leaves nothing behind.
    pub(crate) fn at(place: &Path, input: &Path) -> Result<Self, Error> {
        Self::known_by("summary.json", place, input)
    }

    /// The same for a report that is known by another file: one kind of report is never written over another.
    pub(crate) fn known_by(name: &str, place: &Path, input: &Path) -> Result<Self, Error> {
        match place_of(place).zip(input.canonicalize().ok()) {
            Some((out, input)) if out == input => return Err(Error::OutIsInput(place.to_owned())),
            Some((out, input)) if out.starts_with(&input) => {
                return Err(Error::OutInsideInput(place.to_owned()));
            }
            _ => {}
        }
        let ours = [MARK, name].iter().any(|name| place.join(name).is_file());
        match std::fs::read_dir(place).map(|mut entries| entries.next().is_some()) {
            Ok(true) if !ours => Err(Error::OutNotOurs(place.to_owned())),
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Error::file(place, cause, REMEDY)),
            _ => Ok(Self { place: place.to_owned() }),
        }
    }

    /// Makes the folder and marks it as not complete. While the mark stands, the report is not whole: a killed review
    /// leaves it, and the next one may write here again.
    pub(crate) fn begin(&self) -> Result<(), Error> {
        std::fs::create_dir_all(&self.place).map_err(|cause| Error::file(&self.place, cause, REMEDY))?;
        // The checkpoint of an earlier report speaks of other rows, and a report without a store has none.
        match std::fs::remove_file(self.place.join(CHECKPOINT)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                return Err(Error::file(self.place.join(CHECKPOINT), cause, REMEDY));
            }
            _ => {}
        }
        let mark = self.place.join(MARK);
        let words = "this report is being written, or its writing was stopped: run the command again\n";
        std::fs::write(&mark, words).map_err(|cause| Error::file(mark, cause, REMEDY))
    }

    /// Says that every file of the report is there.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        let mark = self.place.join(MARK);
        std::fs::remove_file(&mark)
            .map_err(|cause| Error::file(mark, cause, "remove this file yourself: the report is whole"))
    }
}

/// Where a folder is or will be: the part of the path that is there made whole, the rest behind it.
pub(crate) fn place_of(place: &Path) -> Option<PathBuf> {
    let here = if place.is_absolute() { place.to_owned() } else { std::env::current_dir().ok()?.join(place) };
    let there = here.ancestors().find(|part| part.exists())?;
    let rest = here.strip_prefix(there).ok()?;
    Some(there.canonicalize().ok()?.join(rest))
}

impl Folder for ReportFolder {
    fn file(&self, name: &str) -> io::Result<Box<dyn Write + Send>> {
        Ok(Box::new(BufWriter::with_capacity(1 << 18, File::create(self.place.join(name))?)))
    }
}
