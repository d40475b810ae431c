//! The names below the recorded folder while the process runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use crate::prove::disk::recording::FileNumber;

/// Which name stands for which file. Paths are relative to the recorded folder.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The recorded folder, as the kernel names it.
    root: PathBuf,
    /// Where the process stands.
    current: PathBuf,
    pub(super) files: BTreeMap<PathBuf, FileNumber>,
    pub(super) folders: BTreeSet<PathBuf>,
    /// The length of each file, by number.
    pub(super) lengths: Vec<u64>,
}

impl Names {
    pub(super) fn new(root: &Path, current: &Path) -> Self {
        let folders = BTreeSet::from([PathBuf::new()]);
        Self { root: root.to_owned(), current: current.to_owned(), folders, ..Self::default() }
    }

    /// A file not met before.
    pub(super) fn add(&mut self, path: &Path, length: u64) -> FileNumber {
        self.lengths.push(length);
        let file = self.lengths.len() - 1;
        self.files.insert(path.to_owned(), file);
        file
    }

    /// The path below the recorded folder, if it is there. `beside` is the folder that a relative path starts from; none
    /// for the one the process stands in.
    pub(super) fn below(&self, beside: Option<&Path>, path: &Path) -> Option<PathBuf> {
        let whole = beside.unwrap_or(&self.current).join(path);
        let mut plain = PathBuf::new();
        for part in whole.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => drop(plain.pop()),
                part => plain.push(part),
            }
        }
        plain.strip_prefix(&self.root).ok().map(Path::to_owned)
    }

    pub(super) fn stand_in(&mut self, path: &Path) {
        self.current = self.current.join(path);
    }

    pub(super) fn remove(&mut self, path: &Path) {
        self.files.remove(path);
        self.folders.remove(path);
    }

    /// A rename; a folder takes along what is in it.
    pub(super) fn rename(&mut self, from: &Path, to: &Path) {
        self.remove(to);
        let moved = |path: &Path| path.strip_prefix(from).ok().map(|rest| joined(to, rest));
        let files: Vec<_> = self.files.keys().filter_map(|path| Some((path.clone(), moved(path)?))).collect();
        for (old, new) in files {
            if let Some(file) = self.files.remove(&old) {
                self.files.insert(new, file);
            }
        }
        let folders: Vec<_> =
            self.folders.iter().filter_map(|path| Some((path.clone(), moved(path)?))).collect();
        for (old, new) in folders {
            self.folders.remove(&old);
            self.folders.insert(new);
        }
    }
}

/// `to/rest`, without a slash at the end when there is no rest.
fn joined(to: &Path, rest: &Path) -> PathBuf {
    if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) }
}
