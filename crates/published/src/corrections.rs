//! `corrections.csv`: what a person may decide, listed for them and read back.
//!
//! Columns: `kind, a, b, machine, because, decision, check`. The listing leaves `decision` empty; what was decided in
//! earlier runs is listed first with its decision, so that the newest file holds everything. `check` says whether a row
//! still reads as it did when it was listed. Documented in `docs/formats/corrections.md`.

mod list;
mod read;

pub(crate) use list::write;
pub use read::{Problem, read};

use record::Event;
use record::canonical::Canonical;

use crate::key::Key;
use crate::keyed::Keyed;

const HEADING: [&str; 7] = ["kind", "a", "b", "machine", "because", "decision", "check"];

/// Most lines listed of each kind.
const MOST: usize = 5_000;

/// Makes the check of rows: the first eight hexadecimal digits of a keyed hash over what the rows say, as the letters
/// `a` to `p`, for a spreadsheet would take `12345e67` for a number.
///
/// The date and the signs of a row are left out, for corrections change them.
struct Check(Keyed);

impl Check {
    fn new(key: &Key) -> Self {
        Self(Keyed::new(&key.secret))
    }

    fn of(&self, rows: &[&Event]) -> String {
        let mut bytes = b"check".to_vec();
        for event in rows {
            event.by.put(&mut bytes);
            event.body.number().put(&mut bytes);
            for field in event.body.fields().iter().filter(|field| field.name != "signs") {
                field.value.put(&mut bytes);
            }
        }
        let code = self.0.code(&bytes);
        let digits = code.iter().take(4).flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(b'a' + digit)).collect()
    }
}

#[cfg(test)]
mod tests;
