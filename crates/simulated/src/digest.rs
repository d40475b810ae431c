//! One number for every byte of a written town, so that two machines, builds or thread counts can be compared.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::Error;

/// SHA-256, in hexadecimal, over `agencies/` and `truth/` of a run's folder: the path of each file below the folder (with `/`),
/// a line feed and the SHA-256 of its bytes, files in order of their paths.
///
/// # Errors
/// [`Error::Record`] when a file cannot be read.
pub fn digest(out: &Path) -> Result<String, Error> {
    let mut paths = Vec::new();
    for part in ["agencies", "truth"] {
        collect(&out.join(part), part, &mut paths)?;
    }
    paths.sort();
    let each: Vec<Result<[u8; 32], Error>> = paths
        .par_iter()
        .map(|(_, path)| {
            let bytes = std::fs::read(path).map_err(|cause| unread(path, &cause))?;
            Ok(Sha256::digest(&bytes).into())
        })
        .collect();
    let mut all = Sha256::new();
    for ((name, _), bytes) in paths.iter().zip(each) {
        all.update(name.as_bytes());
        all.update(b"\n");
        all.update(bytes?);
    }
    let mut hex = String::new();
    for byte in all.finalize() {
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}

fn collect(folder: &Path, below: &str, paths: &mut Vec<(String, PathBuf)>) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).map_err(|cause| unread(folder, &cause))? {
        let path = entry.map_err(|cause| unread(folder, &cause))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = format!("{below}/{name}");
        if path.is_dir() {
            collect(&path, &name, paths)?;
        } else {
            paths.push((name, path));
        }
    }
    Ok(())
}

fn unread(path: &Path, cause: &std::io::Error) -> Error {
    Error::Record {
        path: path.to_owned(),
        field: "",
        words: format!("{cause}; name a folder that `candour simulate` wrote"),
    }
}
