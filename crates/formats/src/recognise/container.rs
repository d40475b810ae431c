//! Files that are known by their first bytes: documents, workbooks, pictures.

use std::io::{Read, SeekFrom};

use super::{Format, Recognised};
use crate::read::Source;

/// How much of a container's own description is read.
const DESCRIPTION_BYTES: u64 = 1024 * 1024;

/// First bytes that tell enough, with why the file is not read and what would help.
const KNOWN: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF", "give the Word or Excel document it was made from, or have it typed into a table"),
    (b"\x89PNG", PICTURE, TYPED),
    (b"\xFF\xD8\xFF", PICTURE, TYPED),
    (b"II*\0", PICTURE, TYPED),
    (b"MM\0*", PICTURE, TYPED),
    (b"GIF8", PICTURE, TYPED),
    (b"BM", PICTURE, TYPED),
    (b"{\\rtf", "a Rich Text document", "open it in Word and save it as .docx"),
    (b"SQLite format 3", "a SQLite database", "export its tables as CSV"),
    (b"PAR1", "a Parquet file", "export it as CSV"),
    (b"\x1F\x8B", "a compressed file", "unpack it"),
    (b"7z\xBC\xAF", "a compressed folder", "unpack it"),
    (b"Rar!", "a compressed folder", "unpack it"),
];
const PICTURE: &str = "a scanned picture";
const TYPED: &str = "have it read into text or typed into a table";

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

pub(super) fn recognise(head: &[u8], source: &mut dyn Source) -> Option<Recognised> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(zip(source));
    }
    if head.starts_with(OLE) {
        return Some(office_97(head, source));
    }
    let picture_in_container = head.get(4..8) == Some(b"ftyp") || head.get(8..12) == Some(b"WEBP");
    if picture_in_container {
        return Some(Recognised::unknown(PICTURE, TYPED));
    }
    // `BM` alone could begin a text; a bitmap has zeros behind its size.
    let found = KNOWN.iter().find(|(magic, ..)| {
        head.starts_with(magic) && (*magic != b"BM" || head.get(6..10) == Some(&[0; 4]))
    })?;
    Some(Recognised::unknown(found.1, found.2))
}

fn zip(source: &mut dyn Source) -> Recognised {
    let Ok(mut archive) = zip::ZipArchive::new(source) else {
        return Recognised::unknown("a damaged document or compressed folder", "copy or save it again");
    };
    let has = |name: &str| archive.index_for_name(name).is_some();
    // Documents edited by several at once may be `document2.xml`.
    if archive.file_names_raw().any(|name| name.starts_with(b"word/document")) {
        return Recognised::As(Format::ChronologyDocx);
    }
    if has("xl/workbook.xml") {
        let mut description = String::new();
        if let Ok(part) = archive.by_name("xl/workbook.xml") {
            // A workbook whose description cannot be read is left to the reader, which says why.
            let _ = part.take(DESCRIPTION_BYTES).read_to_string(&mut description);
        }
        return workbook(&description);
    }
    if has("xl/workbook.bin") {
        return Recognised::unknown("a binary Excel workbook (.xlsb)", "save it as .xlsx");
    }
    if has("content.xml") && has("META-INF/manifest.xml") {
        return Recognised::unknown("an OpenDocument file", "save it as .docx, .xlsx or CSV");
    }
    if has("ppt/presentation.xml") {
        return Recognised::unknown("a PowerPoint presentation", "put what it says into a table");
    }
    Recognised::unknown("a compressed folder", "unpack it")
}

/// An Annex A workbook has its lists as sheets; any other may be a chronology.
fn workbook(description: &str) -> Recognised {
    let lists = (1..=11).filter(|number| description.contains(&format!("name=\"List {number}\""))).count();
    if lists >= 3 {
        return Recognised::unknown(
            "an Annex A workbook, which is not read yet",
            "give the children-in-need census and the SSDA903 tables of the same council",
        );
    }
    Recognised::As(Format::ChronologyXlsx)
}

/// Word, Excel and PowerPoint to 2003, and every newer document with a password.
fn office_97(head: &[u8], source: &mut dyn Source) -> Recognised {
    let directory = directory(head, source).unwrap_or_default();
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        directory.windows(wide.len()).any(|part| part == wide)
    };
    if has("EncryptedPackage") {
        Recognised::unknown("a document with a password", "remove the password and save it again")
    } else if has("WordDocument") {
        Recognised::unknown("an old Word document (.doc)", "open it in Word and save it as .docx")
    } else if has("Workbook") || has("Book") {
        Recognised::unknown("an old Excel workbook (.xls)", "open it in Excel and save it as .xlsx or CSV")
    } else {
        Recognised::unknown("an old Office document or e-mail", "save it as .docx, .xlsx or CSV")
    }
}

/// The first sectors of the directory of a compound file.
fn directory(head: &[u8], source: &mut dyn Source) -> Option<Vec<u8>> {
    let shift = u16::from_le_bytes(head.get(30..32)?.try_into().ok()?).min(16);
    let first = u32::from_le_bytes(head.get(48..52)?.try_into().ok()?);
    let place = (u64::from(first) + 1) << shift;
    source.seek(SeekFrom::Start(place)).ok()?;
    let mut directory = Vec::new();
    source.take(4096).read_to_end(&mut directory).ok()?;
    Some(directory)
}
