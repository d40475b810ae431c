//! Word and Excel files are zip packages. Before anything opens one, its size unpacked is known and bounded.

use std::io::{Read, SeekFrom, copy, sink};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::{ReadError, Source};

/// Most parts of a package.
pub(super) const PARTS: usize = 4_096;
/// Largest part unpacked, in bytes.
pub(super) const PART_BYTES: u64 = 128 * 1024 * 1024;
/// Largest package unpacked, in bytes.
pub(super) const PACKAGE_BYTES: u64 = 512 * 1024 * 1024;
/// Most bytes that one packed byte may become, in parts of more than [`RATIO_FROM`] bytes.
pub(super) const RATIO: u64 = 250;
/// Smaller parts may be packed as well as they can be.
pub(super) const RATIO_FROM: u64 = 8 * 1024 * 1024;

/// The first bytes of files of Word and Excel before 2007, and of all that are protected by a password.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Opens a package after a look at its directory and, with `unpack`, after unpacking all of it once into nothing.
///
/// # Errors
/// [`ReadError::Broken`] with the remedy: a password, an old format, a damaged or a dangerous file.
pub(crate) fn open(source: &mut dyn Source, unpack: bool) -> Result<ZipArchive<&mut dyn Source>, ReadError> {
    refuse_compound(source)?;
    source.seek(SeekFrom::Start(0))?;
    let mut archive = ZipArchive::new(source).map_err(|error| broken(&error))?;
    if archive.len() > PARTS {
        return Err(dangerous(format!("has more than {PARTS} parts")));
    }
    let mut whole = 0u64;
    for place in 0..archive.len() {
        let (packed, declared) = {
            let part = archive.by_index_raw(place).map_err(|error| broken(&error))?;
            if part.encrypted() {
                return Err(protected());
            }
            (part.compressed_size(), part.size())
        };
        bounded(packed, declared)?;
        whole = whole.saturating_add(if unpack { unpacked(&mut archive, place, packed)? } else { declared });
        if unpack && whole > PACKAGE_BYTES {
            return Err(dangerous(format!("unpacks to more than {} MiB", PACKAGE_BYTES >> 20)));
        }
    }
    Ok(archive)
}

/// Unpacks one part into nothing; its directory may lie about the size.
fn unpacked(archive: &mut ZipArchive<&mut dyn Source>, place: usize, packed: u64) -> Result<u64, ReadError> {
    let part = archive.by_index(place).map_err(|error| broken(&error))?;
    let count = copy(&mut part.take(PART_BYTES + 1), &mut sink()).map_err(damaged)?;
    bounded(packed, count)?;
    Ok(count)
}

fn bounded(packed: u64, unpacked: u64) -> Result<(), ReadError> {
    if unpacked > PART_BYTES {
        return Err(dangerous(format!("has a part that unpacks to more than {} MiB", PART_BYTES >> 20)));
    }
    if unpacked > RATIO_FROM && unpacked / packed.max(1) > RATIO {
        return Err(dangerous(format!("has a part that unpacks to more than {RATIO} times its size")));
    }
    Ok(())
}

fn refuse_compound(source: &mut dyn Source) -> Result<(), ReadError> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    source.take(64 * 1024).read_to_end(&mut head)?;
    if !head.starts_with(&COMPOUND) {
        return Ok(());
    }
    // Names in the directory of the old container are UTF-16.
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut rest = head;
    source.take(PART_BYTES).read_to_end(&mut rest)?;
    if rest.windows(encrypted.len()).any(|part| part == encrypted) {
        return Err(protected());
    }
    Err(ReadError::Broken {
        problem: "is a file of Word or Excel before 2007".into(),
        remedy: "open it and save it as .docx or .xlsx".into(),
    })
}

fn protected() -> ReadError {
    ReadError::Broken {
        problem: "is protected by a password".into(),
        remedy: "open it with the password and save a copy without one".into(),
    }
}

fn dangerous(what: String) -> ReadError {
    ReadError::Broken {
        problem: format!("the package {what} and was not opened"),
        remedy: "open it in its own program and save it again, or export it as CSV".into(),
    }
}

/// A part that cannot be unpacked to its end.
pub(super) fn damaged(_: std::io::Error) -> ReadError {
    ReadError::Broken {
        problem: "a part of the package is damaged".into(),
        remedy: "fetch the file again; it may have been cut off on its way".into(),
    }
}

/// The package cannot be read at all.
pub(super) fn broken(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(_) => ReadError::Broken {
            problem: "the package is packed or protected in a way that is not read".into(),
            remedy: "open it in its own program and save it again".into(),
        },
        _ => ReadError::Broken {
            problem: "the package cannot be opened; it is damaged or cut off".into(),
            remedy: "fetch the file again".into(),
        },
    }
}
