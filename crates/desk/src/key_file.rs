//! The key file: which pseudonym stands for whom. It lies outside the report, readable by its owner only.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use published::key::Key;

use crate::Error;
use crate::report_folder::place_of;

/// How the name of a key file ends.
pub(crate) const ENDING: &str = ".key.csv";

/// The key file's default place: beside the report folder, `REPORT.key.csv`.
pub(crate) fn beside(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(ENDING);
    out.with_file_name(name)
}

/// A key of a million people has some hundred megabytes; more is no key.
const LARGEST: u64 = 1 << 30;

/// Refuses a key inside the report or among the extracts: whoever is handed one of them must not hold the key too.
pub(crate) fn apart(key: &Path, from: [&Path; 2]) -> Result<(), Error> {
    let inside = |folder: &&&Path| {
        let (key, folder) = (place_of(key), place_of(folder));
        key.zip(folder).is_some_and(|(key, folder)| key.starts_with(folder))
    };
    match from.iter().find(inside) {
        Some(folder) => Err(Error::KeyNotApart { key: key.to_owned(), folder: (*folder).to_owned() }),
        None => Ok(()),
    }
}

/// Reads the key, or draws a new one if the file is not there.
pub(crate) fn load(path: &Path) -> Result<Key, Error> {
    match read(path) {
        Ok(text) => Key::read(&text)
            .map_err(|problem| Error::Key { path: path.to_owned(), problem: problem.to_string() }),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => new(),
        Err(cause) => Err(Error::file(path, cause, "check that the key file is text and may be read")),
    }
}

/// A new key.
pub(crate) fn new() -> Result<Key, Error> {
    let mut failed = None;
    let key = Key::new(&mut |bytes| failed = getrandom::fill(bytes).err().or(failed));
    failed.map_or(Ok(key), |cause| Err(Error::Random(cause)))
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(std::io::Error::other("is no file"));
    }
    file.take(LARGEST).read_to_string(&mut text)?;
    Ok(text)
}

/// Writes the key: first whole beside its place, then in its place, so that a crash never leaves half a key.
pub(crate) fn save(path: &Path, key: &Key) -> Result<(), Error> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = || -> std::io::Result<()> {
        // What a killed run left, or somebody put there, is not written through: its rights and its target are not ours.
        match std::fs::remove_file(&partial) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(cause),
            _ => {}
        }
        let mut out = BufWriter::new(private(&partial)?);
        key.write(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()?;
        std::fs::rename(&partial, path)
    };
    written().map_err(|cause| Error::file(path, cause, "name another place for the key with `--key`"))
}

fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
