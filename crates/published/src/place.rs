//! Names of places in the input, as outputs and corrections write them: `PATH#LINE.PART` for a row,
//! `PATH#LINE.PART:MENTION` for a mention of it.
//!
//! The path is the file's path below the review folder, with `%` written `%25`, `#` written `%23` and line breaks
//! written `%0A` and `%0D`. Where the path itself holds a name, outputs show it masked; both forms are read back.

use record::event::{MentionPlace, RowPlace};
use record::source::{SourceFile, SourceRef};
use record::{Event, FileId};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::log::has_receipt;
use crate::mask::Mask;

/// Why a place could not be read. The text itself is not repeated: it may hold a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// Not of the form `PATH#LINE.PART`.
    #[error("is no place of a row; write it as the listing does, `PATH#LINE.PART`")]
    Row,
    /// Not of the form `PATH#LINE.PART:MENTION`.
    #[error("is no place of a mention; write it as the listing does, `PATH#LINE.PART:MENTION`")]
    Mention,
    /// The path is none of the files read.
    #[error("names a file that was not read; check its path below the review folder")]
    File,
}

/// Where a row stands that was told to candour itself.
pub const TOLD_HERE: &str = "told to candour";

/// How the files are called in outputs.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    shown: FxHashMap<FileId, String>,
    own: FxHashSet<FileId>,
    file_of: FxHashMap<String, FileId>,
}

impl Paths {
    /// The paths of these files, masked where they hold a name.
    pub fn new(files: &[SourceFile], mask: &Mask) -> Self {
        let own = files.iter().filter(|file| file.is_told()).map(|file| file.id).collect();
        let mut paths = Self { own, ..Self::default() };
        for file in files {
            let masked = escape(&mask.open(&file.path));
            let mut shown = masked.clone();
            let mut copy = 2;
            while paths.file_of.contains_key(&shown) {
                shown = format!("{masked}~{copy}");
                copy += 1;
            }
            paths.file_of.insert(shown.clone(), file.id);
            paths.shown.insert(file.id, shown);
        }
        // A masked path wins over another file's true path, so that what a listing says is always read back.
        for file in files {
            paths.file_of.entry(escape(&file.path)).or_insert(file.id);
        }
        paths
    }

    /// The path of a file as outputs show it.
    pub fn path(&self, file: FileId) -> &str {
        self.shown.get(&file).map_or("?", String::as_str)
    }

    /// `PATH#LINE.PART`.
    pub fn row(&self, source: SourceRef) -> String {
        format!("{}#{}.{}", self.path(source.file), source.line, source.part)
    }

    /// Does the row stand in no file, because candour itself took it?
    pub fn is_own(&self, source: SourceRef) -> bool {
        self.own.contains(&source.file)
    }

    /// Where an event stands, for people: its place, or that it was told to candour or recorded by it.
    pub fn in_words(&self, event: &Event) -> String {
        match self.is_own(event.source) {
            true if has_receipt(event) => TOLD_HERE.to_owned(),
            true => "recorded by candour".to_owned(),
            false => self.row(event.source),
        }
    }

    /// `PATH#LINE.PART:MENTION`.
    pub fn mention(&self, place: MentionPlace) -> String {
        format!("{}:{}", self.row(place.row.0), place.mention)
    }

    /// The place of mention `mention` of `event`.
    pub fn mention_of(&self, event: &Event, mention: u16) -> String {
        self.mention(MentionPlace { row: RowPlace(event.source), mention })
    }

    /// Reads what [`Paths::row`] writes.
    ///
    /// # Errors
    /// [`PlaceError`] when it has another form or names a file that was not read.
    pub fn parse_row(&self, text: &str) -> Result<RowPlace, PlaceError> {
        let (path, numbers) = text.trim().rsplit_once('#').ok_or(PlaceError::Row)?;
        let (line, part) = numbers.split_once('.').ok_or(PlaceError::Row)?;
        let line = number(line).ok_or(PlaceError::Row)?;
        let part = number(part).and_then(|part| u16::try_from(part).ok()).ok_or(PlaceError::Row)?;
        let file = *self.file_of.get(path).ok_or(PlaceError::File)?;
        Ok(RowPlace(SourceRef { file, line, part }))
    }

    /// Reads what [`Paths::mention`] writes.
    ///
    /// # Errors
    /// [`PlaceError`] when it has another form or names a file that was not read.
    pub fn parse_mention(&self, text: &str) -> Result<MentionPlace, PlaceError> {
        let (row, mention) = text.trim().rsplit_once(':').ok_or(PlaceError::Mention)?;
        let mention =
            number(mention).and_then(|mention| u16::try_from(mention).ok()).ok_or(PlaceError::Mention)?;
        match self.parse_row(row) {
            Ok(row) => Ok(MentionPlace { row, mention }),
            Err(PlaceError::File) => Err(PlaceError::File),
            Err(_) => Err(PlaceError::Mention),
        }
    }
}

/// A number without sign or spaces, so that a place has one spelling only.
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn escape(path: &str) -> String {
    if !path.contains(['%', '#', '\n', '\r']) {
        return path.to_owned();
    }
    path.replace('%', "%25").replace('#', "%23").replace('\n', "%0A").replace('\r', "%0D")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use record::source::Completeness;
    use record::{AgencyId, Code};

    use super::*;

    fn file(id: u32, path: &str) -> SourceFile {
        SourceFile {
            id: FileId(id),
            path: path.into(),
            format: Code::new("concerns.csv"),
            agency: AgencyId::new("a"),
            covers: None,
            completeness: Completeness::NotStated,
            read: 0,
            skipped: 0,
            repaired: 0,
            repeated: 0,
            children: 0,
            bytes: 0,
        }
    }

    proptest! {
        #[test]
        fn every_place_is_read_back(one in ".{0,20}", two in "[a#%:.]{0,8}", line: u32, part: u16, mention: u16) {
            let files = [file(3, &one), file(9, &format!("x{two}"))];
            let paths = Paths::new(&files, &Mask::verbatim());
            for id in [3, 9] {
                let row = RowPlace(SourceRef { file: FileId(id), line, part });
                let place = MentionPlace { row, mention };
                // The same path twice is told apart by what is behind it.
                if one.trim() == one {
                    prop_assert_eq!(paths.parse_row(&paths.row(row.0)), Ok(row));
                    prop_assert_eq!(paths.parse_mention(&paths.mention(place)), Ok(place));
                }
            }
        }
    }

    #[test]
    fn what_is_no_place_says_what_a_place_is() {
        let paths = Paths::new(&[file(0, "police/concerns.csv")], &Mask::verbatim());
        assert_eq!(paths.parse_row("police/concerns.csv"), Err(PlaceError::Row));
        assert_eq!(paths.parse_row("police/concerns.csv#x.0"), Err(PlaceError::Row));
        assert_eq!(paths.parse_row("police/concerns.csv#+1.0"), Err(PlaceError::Row));
        assert_eq!(paths.parse_row("police/other.csv#1.0"), Err(PlaceError::File));
        assert_eq!(paths.parse_mention("police/concerns.csv#1.0"), Err(PlaceError::Mention));
    }
}
