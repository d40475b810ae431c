//! The files of a folder, in one order on every machine.

use std::path::{Path, PathBuf};

use record::source::Unread;

use crate::Error;

/// More files than this in one folder are a mistake (a home folder, a whole disk), not a set of extracts.
const MOST_FILES: usize = 50_000;
/// Folders deeper than this are not followed.
const DEEPEST: usize = 24;

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// Path below the folder, with `/` between the parts.
    pub(crate) path: String,
    /// Where it is.
    pub(crate) place: PathBuf,
    /// Its size.
    pub(crate) bytes: u64,
}

/// What the folder holds.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    pub(crate) found: Vec<Found>,
    pub(crate) unread: Vec<Unread>,
}

/// Walks `folder` in the order of the paths, leaving out hidden files, earlier reports and keys of candour. A file is walked
/// as a folder that holds it alone; who needs a folder asks [`there`] first.
pub(crate) fn walk(folder: &Path) -> Result<Walk, Error> {
    if let Ok(about) = folder.metadata()
        && about.is_file()
    {
        let path = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = vec![Found { path, place: folder.to_owned(), bytes: about.len() }];
        return Ok(Walk { found, unread: Vec::new() });
    }
    there(folder)?;
    let mut walk = Walk::default();
    enter(folder, "", 0, &mut walk);
    walk.found.sort();
    walk.unread.sort_by(|a, b| a.path.cmp(&b.path));
    if walk.found.is_empty() && walk.unread.is_empty() {
        return Err(Error::Empty(folder.to_owned()));
    }
    Ok(walk)
}

/// The folder is there.
pub(crate) fn there(folder: &Path) -> Result<(), Error> {
    if folder.is_file() {
        return Err(Error::NotAFolder(folder.to_owned()));
    }
    if !folder.is_dir() {
        return Err(Error::NoFolder(folder.to_owned()));
    }
    Ok(())
}

fn enter(folder: &Path, below: &str, depth: usize, walk: &mut Walk) {
    // A report is no evidence: what candour wrote is never read as what an agency wrote.
    if published::is_report(|name| folder.join(name).is_file()) {
        return unread(
            walk,
            below,
            "an earlier report of candour".into(),
            "keep reports outside the folder to review",
        );
    }
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) => {
            return unread(walk, below, format!("the folder cannot be opened: {cause}"), "check its rights");
        }
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            unread(walk, below, "a file whose name is not text".into(), "give it a name of plain letters");
            continue;
        };
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let path = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
        let place = entry.path();
        if name.ends_with(crate::key_file::ENDING) {
            unread(walk, &path, "a key of candour".into(), "keep keys away from extracts and reports");
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_symlink() => {
                unread(walk, &path, "a link to another place".into(), "copy the file itself into the folder");
            }
            Ok(kind) if kind.is_dir() && depth < DEEPEST => enter(&place, &path, depth + 1, walk),
            Ok(kind) if kind.is_dir() => {
                unread(walk, &path, "a folder too deep down".into(), "move its files nearer to the top");
            }
            Ok(kind) if kind.is_file() && walk.found.len() >= MOST_FILES => {
                unread(walk, &path, format!("more than {MOST_FILES} files"), "review fewer files at a time");
            }
            Ok(kind) if kind.is_file() => {
                let bytes = entry.metadata().map(|data| data.len()).unwrap_or(0);
                walk.found.push(Found { path, place, bytes });
            }
            _ => unread(walk, &path, "neither a file nor a folder".into(), "leave it out"),
        }
    }
}

fn unread(walk: &mut Walk, path: &str, why: String, remedy: &str) {
    walk.unread.push(Unread { path: path.to_owned(), why, remedy: remedy.to_owned() });
}

#[cfg(test)]
mod tests {
    use super::walk;

    #[test]
    fn files_come_in_one_order_and_hidden_ones_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        for path in [
            "b/2.csv",
            "b/10.csv",
            "a.csv",
            ".hidden",
            "b/~$open.docx",
            "out/summary.json",
            "out/corrections.csv",
            "out/chronology.json",
            "x.key.csv",
        ] {
            let place = folder.path().join(path);
            std::fs::create_dir_all(place.parent().expect("a parent")).expect("made");
            std::fs::write(place, "x").expect("written");
        }
        let walk = walk(folder.path()).expect("walks");
        let paths: Vec<&str> = walk.found.iter().map(|found| found.path.as_str()).collect();
        assert_eq!(paths, ["a.csv", "b/10.csv", "b/2.csv"]);
        let unread: Vec<&str> = walk.unread.iter().map(|unread| unread.path.as_str()).collect();
        assert_eq!(unread, ["out", "x.key.csv"]);
    }

    #[test]
    fn a_folder_that_is_not_there_or_empty_says_what_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let missing = walk(&folder.path().join("no")).expect_err("missing").to_string();
        assert!(missing.contains("name the folder"), "{missing}");
        let empty = walk(folder.path()).expect_err("empty").to_string();
        assert!(empty.contains("is empty"), "{empty}");
    }
}
