//! The journal of erasures, beside the second copy: what a restored backup must be brought to.
//!
//! One line an erasure: `erased <origin> <index> <base64>`; the last word is the erasure's fields without its words, so the
//! journal names nobody.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use record::canonical::FieldReader;
use record::event::{Body, Erasure};
use record::field::Declared;

use crate::Error;
use crate::archive::Place;

/// A journal of a million erasures has some hundred megabytes.
const LARGEST: u64 = 1 << 30;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Noted {
    pub(crate) origin: String,
    pub(crate) index: u64,
    pub(crate) erasure: Erasure,
}

/// Where the journal is: beside the second copy of the last signed size.
pub(crate) fn path(place: &Place) -> PathBuf {
    let mut name = place.last_signed.as_os_str().to_owned();
    name.push(".erasures");
    PathBuf::from(name)
}

/// Notes an erasure and syncs.
pub(crate) fn note(place: &Place, origin: &str, index: u64, erasure: &Erasure) -> Result<(), Error> {
    let path = path(place);
    let body = Body::Erased(Box::new(Erasure { words: None, ..erasure.clone() }));
    let line = format!("erased {origin} {index} {}\n", STANDARD.encode(record::stored::field_bytes(&body)));
    let written = || -> std::io::Result<()> {
        let new = !path.exists();
        let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(&path)?;
        file.write_all(line.as_bytes())?;
        file.sync_all()?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(std::path::Path::new("."));
        if new { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
    };
    written().map_err(|cause| Error::Journal {
        path: path.clone(),
        problem: format!(
            "{cause}; the erasure is in the log, mend the cause and start any command on the store again"
        ),
    })
}

/// Reads the journal; a last line cut short by a power cut is not there, because nothing was destroyed after it.
pub(crate) fn read(place: &Place) -> Result<Vec<Noted>, Error> {
    let path = path(place);
    let mut text = String::new();
    match std::fs::File::open(&path) {
        Ok(file) => {
            let read = file.take(LARGEST).read_to_string(&mut text);
            read.map_err(|cause| Error::Journal { path: path.clone(), problem: cause.to_string() })?;
        }
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Error::Journal { path, problem: cause.to_string() }),
    }
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole
        .lines()
        .enumerate()
        .map(|(n, line)| {
            noted(line).ok_or_else(|| Error::Journal {
                path: path.clone(),
                problem: format!("line {} does not read; restore the file from its copy", n + 1),
            })
        })
        .collect()
}

fn noted(line: &str) -> Option<Noted> {
    let mut words = line.split(' ');
    let (first, origin, index, bytes) = (words.next()?, words.next()?, words.next()?, words.next()?);
    if first != "erased" || words.next().is_some() {
        return None;
    }
    let fields = record::stored::split_fields(22, &STANDARD.decode(bytes).ok()?).ok()?;
    let mut reader = FieldReader::new(&fields);
    let erasure = Erasure::from_fields(&mut reader).ok()?;
    reader.is_empty().then_some(())?;
    Some(Noted { origin: origin.to_owned(), index: index.parse().ok()?, erasure })
}
