//! The folder a report is written into.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use published::Folder;

use crate::Error;

/// A report folder that is candour's own.
#[derive(Debug)]
pub(crate) struct ReportFolder {
    place: PathBuf,
}

impl ReportFolder {
    /// Makes the folder, or takes one that holds an earlier report; anything else is refused.
    pub(crate) fn make(place: &Path, input: &Path) -> Result<Self, Error> {
        let remedy = "name a folder that may be written with `--out`";
        std::fs::create_dir_all(place).map_err(|cause| Error::file(place, cause, remedy))?;
        let same = place.canonicalize().ok().zip(input.canonicalize().ok()).is_some_and(|(a, b)| a == b);
        if same {
            return Err(Error::OutIsInput(place.to_owned()));
        }
        let mut entries = std::fs::read_dir(place).map_err(|cause| Error::file(place, cause, remedy))?;
        if entries.next().is_some() && !place.join("summary.json").is_file() {
            return Err(Error::OutNotOurs(place.to_owned()));
        }
        Ok(Self { place: place.to_owned() })
    }
}

impl Folder for ReportFolder {
    fn file(&self, name: &str) -> io::Result<Box<dyn Write + Send>> {
        Ok(Box::new(BufWriter::with_capacity(1 << 18, File::create(self.place.join(name))?)))
    }
}
