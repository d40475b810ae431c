//! What a disk may hold after a power cut: a folder rebuilt from a recording, a moment and a seed.
//!
//! Everything synced before the cut is there; of the rest some is, some is not, and some is torn. The rules, and what is
//! pessimistic about them, stand in `docs/method/power-cuts.md`.

mod contents;
mod mood;
mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::recording::{Act, FileNumber, Recording};
use crate::prove::town::Draw;
use contents::Contents;
use mood::Mood;
use names::Names;

/// The disk under a recording, at one moment. It only goes forwards, so that many cuts cost one reading of the recording.
pub(crate) struct Disk<'a> {
    recording: &'a Recording,
    moment: u64,
    /// How many steps had ended by that moment.
    ended: usize,
    contents: Vec<Contents>,
    names: Names,
}

/// A folder as it may be found after a cut.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Image {
    pub(crate) files: BTreeMap<PathBuf, Vec<u8>>,
    /// Folders below the recorded one, which has the empty path.
    pub(crate) folders: BTreeSet<PathBuf>,
}

impl<'a> Disk<'a> {
    /// The disk as it was before the recording.
    pub(crate) fn new(recording: &'a Recording) -> Self {
        let contents = recording.before.iter().map(|(_, bytes)| Contents::new(bytes.clone())).collect();
        Self { recording, moment: 0, ended: 0, contents, names: Names::default() }
    }

    /// Lets the process run until this moment; one before the present changes nothing.
    pub(crate) fn advance(&mut self, moment: u64) {
        self.moment = self.moment.max(moment);
        while let Some(step) = self.recording.steps.get(self.ended)
            && step.ended <= self.moment
        {
            self.apply(self.ended);
            self.ended += 1;
        }
    }

    fn apply(&mut self, place: usize) {
        let steps = &self.recording.steps;
        let step = &steps[place];
        match &step.act {
            Act::Create { file, .. } => {
                self.contents_of(*file);
                self.names.add(steps, place);
            }
            Act::MakeFolder { .. } | Act::Rename { .. } | Act::Link { .. } | Act::Remove { .. } => {
                self.names.add(steps, place);
            }
            Act::Write { file, .. } | Act::Truncate { file, .. } | Act::Extend { file, .. } => {
                self.contents_of(*file).add(place);
            }
            Act::Sync { file } => {
                self.contents_of(*file).sync(steps, step.started);
                self.names.sync_file(steps, *file, step.started);
            }
            Act::SyncFailed { file } => self.contents_of(*file).give_up(),
            Act::SyncFolder { path } => self.names.sync_folder(steps, path, step.started),
            Act::SyncAll => {
                self.contents.iter_mut().for_each(|contents| contents.sync(steps, step.started));
                self.names.sync_all(steps, step.started);
            }
            Act::Say { .. } => {}
        }
    }

    fn contents_of(&mut self, file: FileNumber) -> &mut Contents {
        if self.contents.len() <= file {
            self.contents.resize_with(file + 1, Contents::default);
        }
        &mut self.contents[file]
    }

    /// What may be found after a cut now. The same recording, moment and seed give the same image.
    pub(crate) fn image(&self, seed: u64) -> Image {
        let mut draw = Draw(Draw(seed).next() ^ self.moment);
        let mood = Mood::drawn(&mut draw);
        let mut image = self.image_in(mood, &mut draw);
        // What was written through memory is not recorded: whatever needs it after a cut must be found out.
        for path in &self.recording.mapped {
            if let Some(bytes) = image.files.get_mut(path) {
                bytes.iter_mut().for_each(|byte| *byte = draw.next() as u8);
            }
        }
        image
    }

    /// What is found when the disk had the time to write everything.
    pub(crate) fn whole(&self) -> Image {
        self.image_in(Mood::All, &mut Draw(0))
    }

    fn image_in(&self, mood: Mood, draw: &mut Draw) -> Image {
        // Calls under way when the power went may have reached the disk, or not.
        let steps = self.recording.steps.iter().enumerate().skip(self.ended);
        let under_way: Vec<usize> =
            steps.filter(|(_, step)| step.started <= self.moment).map(|(place, _)| place).collect();
        let (names, folders) = self.names.surviving(self.recording, &under_way, mood, draw);
        let numbers: BTreeSet<FileNumber> = names.values().copied().collect();
        let nothing = Contents::default();
        let contents: BTreeMap<FileNumber, Vec<u8>> = numbers
            .into_iter()
            .map(|file| {
                let contents = self.contents.get(file).unwrap_or(&nothing);
                (file, contents.surviving(&self.recording.steps, file, &under_way, mood, draw))
            })
            .collect();
        let files = names.into_iter().map(|(path, file)| (path, contents[&file].clone())).collect();
        Image { files, folders }
    }
}

impl Image {
    /// Writes the image as this folder, which is emptied first.
    ///
    /// # Errors
    /// When the folder cannot be emptied or written.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), String> {
        let failed = |cause: std::io::Error| format!("{}: {cause}", folder.display());
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(failed)?;
        }
        std::fs::create_dir_all(folder).map_err(failed)?;
        for below in &self.folders {
            std::fs::create_dir_all(folder.join(below)).map_err(failed)?;
        }
        for (path, bytes) in &self.files {
            std::fs::write(folder.join(path), bytes).map_err(failed)?;
        }
        Ok(())
    }

    /// Paths whose content in this folder is another, or that stand on one side only.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(crate) fn differing(&self, folder: &Path) -> Result<Vec<PathBuf>, String> {
        let there = super::strace::files(folder)?;
        let there: BTreeMap<PathBuf, Vec<u8>> = there.into_iter().collect();
        let all: BTreeSet<&PathBuf> = self.files.keys().chain(there.keys()).collect();
        Ok(all.into_iter().filter(|path| self.files.get(*path) != there.get(*path)).cloned().collect())
    }
}

#[cfg(test)]
mod tests;
