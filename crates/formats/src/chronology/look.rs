//! Whether a Word or Excel file holds a chronology.

use super::{docx, package, xlsx};
use crate::read::{ReadError, Source};
use crate::recognise::{Format, Recognised};

/// Recognises a chronology in a file that begins like a zip package or like the container of Word and Excel before
/// 2007. `None` for packages of other programs.
pub fn look(source: &mut dyn Source) -> Option<Recognised> {
    let (format, found) = match program(source) {
        Ok(Some(Format::ChronologyDocx)) => (Format::ChronologyDocx, docx::has_chronology(source)),
        Ok(Some(format)) => (format, xlsx::has_chronology(source)),
        Ok(None) => return None,
        Err(error) => return Some(unreadable(error)),
    };
    Some(match found {
        Ok(true) => Recognised::As(format),
        Ok(false) => Recognised::Unknown {
            why: "no table in it has the headings of a chronology".into(),
            remedy: "give the table headings such as `Date`, `Source of information`, `Event`, `Action`"
                .into(),
        },
        Err(error) => unreadable(error),
    })
}

/// The program that wrote a package.
fn program(source: &mut dyn Source) -> Result<Option<Format>, ReadError> {
    let archive = package::open(source, false)?;
    let has = |folder: &[u8]| archive.file_names_raw().any(|name| name.starts_with(folder));
    Ok(if has(b"word/") {
        Some(Format::ChronologyDocx)
    } else if has(b"xl/") {
        Some(Format::ChronologyXlsx)
    } else {
        None
    })
}

fn unreadable(error: ReadError) -> Recognised {
    match error {
        ReadError::Broken { problem, remedy } => Recognised::Unknown { why: problem, remedy },
        ReadError::Io(error) => Recognised::Unknown {
            why: format!("it cannot be read: {error}"),
            remedy: String::new(),
        },
    }
}
