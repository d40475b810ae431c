//! What stands in the place of a store to restore: only what is certainly older is written over.

use std::path::{Path, PathBuf};

use store::last_signed::SizeAndRoot;
use store::{Reader, files};

use super::wrong;
use crate::keeping::KeepError;
use crate::{Error, Place};

/// What is to be done with what stands there.
#[derive(Debug)]
pub(super) struct Standing {
    keep: Option<PathBuf>,
}

impl Standing {
    /// Looks at the place; refuses what may not be written over.
    pub(super) fn look(
        place: &Place,
        size: u64,
        signed: Option<SizeAndRoot>,
        keep: Option<&Path>,
    ) -> Result<Self, Error> {
        let path = &place.address.0;
        let [wal, _] = files::companions(path);
        let left_behind = !path.exists() && wal.exists();
        if !path.exists() && !left_behind {
            return Ok(Self { keep: None });
        }
        if let Some(keep) = keep {
            let taken =
                [keep.to_owned()].into_iter().chain(files::companions(keep)).find(|path| path.exists());
            if let Some(taken) = taken {
                return Err(KeepError::Taken(taken).into());
            }
        } else {
            may_go(place, size, signed, left_behind)?;
        }
        // A process that has the store open would go on writing to a file that has lost its name.
        if is_database(path) && Reader::open(&place.address).is_ok() {
            store::alone(path)?;
        }
        Ok(Self { keep: keep.map(Path::to_owned) })
    }

    /// Moves what stands there aside, or takes the database's own log away, which belongs to no other file.
    pub(super) fn aside(&self, path: &Path) -> Result<(), Error> {
        let companions = files::companions(path);
        let Some(keep) = &self.keep else {
            return companions
                .iter()
                .try_for_each(|path| files::remove(path))
                .map_err(|cause| wrong(path, cause));
        };
        let moved = [path.to_owned()].into_iter().chain(companions);
        let to = [keep.clone()].into_iter().chain(files::companions(keep));
        for (from, to) in moved.zip(to) {
            match std::fs::rename(&from, &to) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                    return Err(wrong(&from, cause));
                }
                _ => {}
            }
        }
        files::sync_folder(keep).map_err(|cause| wrong(keep, cause))
    }
}

/// Does the file begin as a database does? One that does not is never opened as one: SQLite would take its log away.
fn is_database(path: &Path) -> bool {
    use std::io::Read;
    let mut first = [0; 16];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok()
        && first == *b"SQLite format 3\0"
}

fn may_go(place: &Place, size: u64, signed: Option<SizeAndRoot>, left_behind: bool) -> Result<(), Error> {
    let path = place.address.0.display();
    let stands = |why: String| Err(KeepError::Standing { why }.into());
    if left_behind {
        return stands(format!("`{path}` is gone, but its own log is there and may hold its last entries"));
    }
    if !is_database(&place.address.0) {
        return stands(format!("`{path}` is there and is no database"));
    }
    let read = Reader::open(&place.address).and_then(|reader| Ok((reader.meta("origin")?, reader.size()?)));
    let there = match read {
        Ok((_, there)) => there,
        Err(cause) => return stands(format!("`{path}` is there and does not read ({cause})")),
    };
    match signed {
        _ if there > size => {
            stands(format!("the store `{path}` holds {there} entries and the backup {size}: it is larger"))
        }
        Some(signed) if there < signed.size => Ok(()),
        Some(signed) => stands(format!(
            "the store `{path}` holds {there} entries and {} were signed: it is not behind",
            signed.size
        )),
        None => stands(format!(
            "the store `{path}` is there, and without a second copy nobody can tell whether it is old"
        )),
    }
}
