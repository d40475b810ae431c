//! The tables beside the log, row by row.

use rusqlite::Row;
use rustc_hash::FxHashSet;

use super::{Broken, Raw, blob, optional};

/// A row of `submission`.
#[derive(Clone, Debug)]
pub struct RawSubmission {
    /// Keyed hash of the submission id.
    pub tag: Option<[u8; 16]>,
    /// Keyed hash of the words; the outer `None`: malformed.
    pub words: Option<Option<[u8; 16]>>,
    /// Index of the telling.
    pub position: i64,
    /// Keyed hash of what was told.
    pub digest: Option<[u8; 16]>,
}

/// A row of `lookup` or `fresh`.
#[derive(Clone, Copy, Debug)]
pub struct RawLookup {
    /// What it is of: 1 a submission id, 2 words, 3 a subject.
    pub kind: i64,
    /// The entry or subject it points to.
    pub at: i64,
    /// What it points to is there and holds this hash.
    pub right: bool,
}

/// A row of `seen`.
#[derive(Clone, Copy, Debug)]
pub struct RawSeen {
    /// The key is 16 bytes long.
    pub well_formed: bool,
    /// The event.
    pub position: i64,
}

/// A row of `subject`.
#[derive(Clone, Debug)]
pub struct RawSubject {
    /// Its number.
    pub id: i64,
    /// Keyed hash; the outer `None`: malformed.
    pub tag: Option<Option<[u8; 16]>>,
    /// Epoch.
    pub epoch: Option<i64>,
    /// Wrapped key; the outer `None`: of another type.
    pub wrapped: Option<Option<Vec<u8>>>,
    /// What stands for it; the outer `None`: malformed.
    pub erased_as: Option<Option<[u8; 16]>>,
}

/// A row of `source_file`.
#[derive(Clone, Debug)]
pub struct RawFile {
    /// Its number.
    pub id: i64,
    /// Keyed hash of path and content.
    pub tag: Option<[u8; 16]>,
    /// The sealed path.
    pub path: Vec<u8>,
    /// Every event of it is in the log.
    pub whole: i64,
    /// Format code.
    pub format: String,
    /// Whose file.
    pub agency: String,
    /// First and last day covered.
    pub covers: (Option<i64>, Option<i64>),
    /// Full, partial, not stated.
    pub completeness: String,
    /// Rows read, left out; values repaired; rows known; children; bytes.
    pub counts: [i64; 6],
}

/// A row of `cosignature`.
#[derive(Clone, Debug)]
pub struct RawCosignature {
    /// Which checkpoint.
    pub size: i64,
    /// The line.
    pub line: String,
    /// The note it stands under, if there is one.
    pub note: Option<String>,
}

impl Raw {
    /// Every row of `submission`.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn submissions(&self, take: &mut dyn FnMut(RawSubmission)) -> Result<(), Broken> {
        self.each("submission", "SELECT tag, words, position, digest FROM submission", &mut |row| {
            take(RawSubmission {
                tag: short(blob(row, 0)),
                words: optional_short(row, 1),
                position: number(row, 2).unwrap_or(-1),
                digest: short(blob(row, 3)),
            });
        })
    }

    /// Every row of `lookup`, then of `fresh`.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn lookups(&self, take: &mut dyn FnMut(RawLookup)) -> Result<(), Broken> {
        for table in ["lookup", "fresh"] {
            let query = format!(
                "SELECT kind, at, length(hash) = 16 AND hash = CASE kind
                     WHEN 1 THEN (SELECT tag FROM submission WHERE position = at)
                     WHEN 2 THEN (SELECT words FROM submission WHERE position = at)
                     WHEN 3 THEN (SELECT tag FROM subject WHERE id = at) END FROM {table}"
            );
            self.each(table, &query, &mut |row| {
                let right = number(row, 2) == Some(1);
                take(RawLookup {
                    kind: number(row, 0).unwrap_or(-1),
                    at: number(row, 1).unwrap_or(-1),
                    right,
                });
            })?;
        }
        Ok(())
    }

    /// What has a keyed hash that finds nothing, as (kind, entry or subject).
    ///
    /// # Errors
    /// [`Broken`].
    pub fn not_found(&self, take: &mut dyn FnMut(i64, i64)) -> Result<(), Broken> {
        let mut fresh = FxHashSet::default();
        // Candour leaves some fifty thousand there at most: no more than these are believed.
        self.each("fresh", "SELECT kind, at, hash FROM fresh LIMIT 1000000", &mut |row| {
            fresh.insert((number(row, 0), number(row, 1), short(blob(row, 2))));
        })?;
        for (kind, own, at, table) in [
            (1, "tag", "position", "submission"),
            (2, "words", "position", "submission"),
            (3, "tag", "id", "subject"),
        ] {
            let query = format!(
                "SELECT {at}, {own} FROM {table} AS own WHERE {own} IS NOT NULL AND NOT EXISTS
                     (SELECT 1 FROM lookup WHERE hash = own.{own} AND kind = {kind} AND at = own.{at})"
            );
            self.each(table, &query, &mut |row| {
                let at = number(row, 0);
                if !fresh.contains(&(Some(kind), at, short(blob(row, 1)))) {
                    take(kind, at.unwrap_or(-1));
                }
            })?;
        }
        Ok(())
    }

    /// Every row of `seen`.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn seen(&self, take: &mut dyn FnMut(RawSeen)) -> Result<(), Broken> {
        self.each("seen", "SELECT length(key), position FROM seen", &mut |row| {
            let well_formed = number(row, 0) == Some(16);
            take(RawSeen { well_formed, position: number(row, 1).unwrap_or(-1) });
        })
    }

    /// Every row of `subject`, by number.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn subjects(&self, take: &mut dyn FnMut(RawSubject)) -> Result<(), Broken> {
        let query = "SELECT id, tag, epoch, wrapped, erased_as FROM subject ORDER BY id";
        self.each("subject", query, &mut |row| {
            take(RawSubject {
                id: number(row, 0).unwrap_or(-1),
                tag: optional_short(row, 1),
                epoch: number(row, 2),
                wrapped: optional(row, 3).map(|bytes| bytes.map(<[u8]>::to_vec)),
                erased_as: optional_short(row, 4),
            });
        })
    }

    /// Every row of `source_file`, by number.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn files(&self, take: &mut dyn FnMut(RawFile)) -> Result<(), Broken> {
        let query = "SELECT id, tag, path, whole, format, agency, covers_from, covers_to, completeness, read,
                     skipped, repaired, repeated, children, bytes FROM source_file ORDER BY id";
        self.each("source_file", query, &mut |row| {
            let count = |column: usize| number(row, column).unwrap_or(-1);
            take(RawFile {
                id: count(0),
                tag: short(blob(row, 1)),
                path: blob(row, 2).unwrap_or_default().to_vec(),
                whole: count(3),
                format: text(row, 4),
                agency: text(row, 5),
                covers: (number(row, 6), number(row, 7)),
                completeness: text(row, 8),
                counts: [count(9), count(10), count(11), count(12), count(13), count(14)],
            });
        })
    }

    /// Every row of `policy`: digest, and the files' names and digests.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn policies(&self, take: &mut dyn FnMut(String, String)) -> Result<(), Broken> {
        let query = "SELECT digest, files FROM policy ORDER BY digest";
        self.each("policy", query, &mut |row| take(text(row, 0), text(row, 1)))
    }

    /// Every row of `cosignature` with the note it stands under.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn cosignatures(&self, take: &mut dyn FnMut(RawCosignature)) -> Result<(), Broken> {
        let query = "SELECT cosignature.size, line, note FROM cosignature
                     LEFT JOIN checkpoint ON checkpoint.size = cosignature.size ORDER BY cosignature.size, line";
        self.each("cosignature", query, &mut |row| {
            let note = row.get_ref(2).ok().and_then(|note| note.as_str().ok().map(str::to_owned));
            take(RawCosignature { size: number(row, 0).unwrap_or(-1), line: text(row, 1), note });
        })
    }

    fn each(&self, table: &'static str, query: &str, take: &mut dyn FnMut(&Row<'_>)) -> Result<(), Broken> {
        let broken = |cause: rusqlite::Error| Broken { table, cause: cause.to_string() };
        let mut query = self.connection.prepare(query).map_err(broken)?;
        let mut rows = query.query([]).map_err(broken)?;
        while let Some(row) = rows.next().map_err(broken)? {
            take(row);
        }
        Ok(())
    }
}

fn number(row: &Row<'_>, column: usize) -> Option<i64> {
    row.get_ref(column).ok()?.as_i64().ok()
}

fn text(row: &Row<'_>, column: usize) -> String {
    let text = row.get_ref(column).ok().and_then(|value| value.as_bytes().ok());
    String::from_utf8_lossy(text.unwrap_or_default()).into_owned()
}

fn short(bytes: Option<&[u8]>) -> Option<[u8; 16]> {
    bytes?.try_into().ok()
}

fn optional_short(row: &Row<'_>, column: usize) -> Option<Option<[u8; 16]>> {
    match optional(row, column)? {
        None => Some(None),
        Some(bytes) => Some(Some(bytes.try_into().ok()?)),
    }
}
