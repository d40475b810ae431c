//! The names of files and folders: those safely on the disk, and the changes that may or may not follow.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::mood::{Fate, Mood};
use crate::prove::disk::recording::{Act, FileNumber, Recording, Step};
use crate::prove::town::Draw;

/// The changes of names in order. Of each folder the changes up to some point are on the disk, and none after it.
#[derive(Debug, Default)]
pub(super) struct Names {
    entries: Vec<Entry>,
    /// The entries that no sync has covered yet.
    unsynced: Vec<usize>,
    files_made: HashMap<FileNumber, usize>,
    folders_made: HashMap<PathBuf, usize>,
}

#[derive(Debug)]
struct Entry {
    step: usize,
    synced: bool,
}

/// Which name stands for which file, and which folders there are.
type Tree = (BTreeMap<PathBuf, FileNumber>, BTreeSet<PathBuf>);

impl Names {
    pub(super) fn add(&mut self, steps: &[Step], step: usize) {
        let entry = self.entries.len();
        self.entries.push(Entry { step, synced: false });
        self.unsynced.push(entry);
        match &steps[step].act {
            Act::Create { file, .. } => drop(self.files_made.insert(*file, entry)),
            Act::MakeFolder { path } => drop(self.folders_made.insert(path.clone(), entry)),
            _ => {}
        }
    }

    /// A new file brings its own name with it, and the new folders above it; a renamed file brings nothing.
    pub(super) fn sync_file(&mut self, steps: &[Step], file: FileNumber, asked: u64) {
        let Some(entry) = self.files_made.get(&file).copied() else { return };
        let step = &steps[self.entries[entry].step];
        if step.ended <= asked
            && let Act::Create { path, .. } = &step.act
        {
            self.synced(entry);
            self.sync_folders_above(path);
        }
    }

    fn sync_folders_above(&mut self, path: &Path) {
        for folder in path.ancestors().skip(1) {
            if let Some(entry) = self.folders_made.get(folder).copied() {
                self.synced(entry);
            }
        }
    }

    fn synced(&mut self, entry: usize) {
        self.entries[entry].synced = true;
        self.unsynced.retain(|other| *other != entry);
    }

    /// All changes in this folder by then; and, if it is new, its own name.
    pub(super) fn sync_folder(&mut self, steps: &[Step], folder: &Path, asked: u64) {
        self.sync_those(steps, asked, |act| folders_of(act).contains(&folder));
        self.sync_folders_above(&folder.join("its own name too"));
    }

    pub(super) fn sync_all(&mut self, steps: &[Step], asked: u64) {
        self.sync_those(steps, asked, |_| true);
    }

    fn sync_those(&mut self, steps: &[Step], asked: u64, which: impl Fn(&Act) -> bool) {
        let entries = &mut self.entries;
        self.unsynced.retain(|entry| {
            let entry = &mut entries[*entry];
            let step = &steps[entry.step];
            entry.synced = step.ended <= asked && which(&step.act);
            !entry.synced
        });
    }

    /// The names that may be found.
    pub(super) fn surviving(
        &self,
        recording: &Recording,
        under_way: &[usize],
        mood: Mood,
        draw: &mut Draw,
    ) -> Tree {
        let steps = &recording.steps;
        let mut changes: Vec<(&Act, bool)> =
            self.entries.iter().map(|entry| (&steps[entry.step].act, entry.synced)).collect();
        let under_way = under_way.iter().map(|place| &steps[*place].act);
        changes.extend(under_way.filter(|act| !folders_of(act).is_empty()).map(|act| (act, false)));
        let safe = with_those_before(&changes);
        let fates = mood.fates(changes.len(), draw);
        let mut stopped: HashSet<&Path> = HashSet::new();
        let mut tree = before(recording);
        for (((act, _), safe), fate) in changes.iter().zip(safe).zip(fates) {
            let folders = folders_of(act);
            let held_up = folders.iter().any(|folder| stopped.contains(folder));
            if safe || (fate == Fate::Kept && !held_up) {
                apply(act, &mut tree);
            } else {
                stopped.extend(folders);
            }
        }
        tree
    }
}

/// For each change whether it is safe: synced, or before a safe one in the same folder.
fn with_those_before(changes: &[(&Act, bool)]) -> Vec<bool> {
    let mut folders: HashSet<&Path> = HashSet::new();
    let mut safe: Vec<bool> = changes
        .iter()
        .rev()
        .map(|(act, synced)| {
            let own = folders_of(act);
            let safe = *synced || own.iter().any(|folder| folders.contains(folder));
            if safe {
                folders.extend(own);
            }
            safe
        })
        .collect();
    safe.reverse();
    safe
}

/// The folders in which an act changes a name; none for acts that change no name.
fn folders_of(act: &Act) -> Vec<&Path> {
    match act {
        Act::Create { path, .. }
        | Act::MakeFolder { path }
        | Act::Link { path, .. }
        | Act::Remove { path } => path.parent().into_iter().collect(),
        Act::Rename { from, to } => from.parent().into_iter().chain(to.parent()).collect(),
        _ => Vec::new(),
    }
}

fn before(recording: &Recording) -> Tree {
    let files = recording.before.iter().enumerate().map(|(file, (path, _))| (path.clone(), file));
    let folders = recording.folders.iter().cloned().chain([PathBuf::new()]);
    (files.collect(), folders.collect())
}

/// A change of names; one in a folder that is not there does nothing.
fn apply(act: &Act, (files, folders): &mut Tree) {
    if folders_of(act).iter().any(|folder| !folders.contains(*folder)) {
        return;
    }
    match act {
        Act::Create { path, file } | Act::Link { path, file } => drop(files.insert(path.clone(), *file)),
        Act::MakeFolder { path } => drop(folders.insert(path.clone())),
        Act::Remove { path } => {
            files.remove(path);
            folders.remove(path);
            files.retain(|other, _| !other.starts_with(path));
        }
        Act::Rename { from, to } => rename(from, to, files, folders),
        _ => {}
    }
}

fn rename(
    from: &Path,
    to: &Path,
    files: &mut BTreeMap<PathBuf, FileNumber>,
    folders: &mut BTreeSet<PathBuf>,
) {
    if let Some(file) = files.remove(from) {
        files.insert(to.to_owned(), file);
        return;
    }
    let moved = |path: &Path| {
        let rest = path.strip_prefix(from).ok()?;
        Some(if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) })
    };
    *folders = folders.iter().map(|path| moved(path).unwrap_or_else(|| path.clone())).collect();
    *files = files.iter().map(|(path, file)| (moved(path).unwrap_or_else(|| path.clone()), *file)).collect();
}
