//! Which rows are one event.
//!
//! The key is the contract's: `event, concern_id, concern_agency, date, time, told_post`. Rows that agree in it can
//! still tell of different things (passed to two posts on one day, opened by two posts on one day), so the cells that
//! say who, to whom and what was decided are compared too. An empty one there means "as above".

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::cells::Cells;
use super::columns::{Column, Kind};

/// The key, beside the event and the concern.
const KEY: [Column; 3] = [Column::Date, Column::Time, Column::ToldPost];
/// Parts of an identity that are the key: event, concern, its agency, and [`KEY`].
const KEY_PARTS: usize = 3 + KEY.len();
/// What tells two events of one key apart.
const DECISIVE: [Column; 30] = [
    Column::DateTo,
    Column::Activity,
    Column::ByAgency,
    Column::ByPost,
    Column::ByRank,
    Column::Holder,
    Column::Teller,
    Column::TellerAgency,
    Column::ToldAgency,
    Column::ToldRank,
    Column::Count,
    // A row that marks danger is never only a detail.
    Column::ImmediateDanger,
    Column::Addresses,
    Column::Outcome,
    Column::ReasonsGiven,
    Column::SecondAgency,
    Column::SecondPost,
    Column::ToAgency,
    Column::ToPost,
    Column::ToRank,
    Column::Reason,
    Column::Code,
    Column::Scope,
    Column::Until,
    Column::Minute,
    Column::Decisions,
    Column::Confidential,
    Column::Identified,
    Column::Pursued,
    Column::Left,
];

/// The cells by which one event is known, in one buffer that is used again for every row.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    text: String,
    ends: Vec<usize>,
}

impl Identity {
    /// Takes the identity of a row.
    pub(crate) fn fill(&mut self, kind: Kind, concern: &str, agency: &str, cells: &Cells<'_>) {
        self.text.clear();
        self.ends.clear();
        let decisive =
            DECISIVE.iter().map(|column| if kind.reads(*column) { cells.get(*column) } else { "" });
        let key =
            [kind.word(), concern, agency].into_iter().chain(KEY.iter().map(|column| cells.get(*column)));
        for part in key.chain(decisive) {
            self.text.push_str(part);
            self.ends.push(self.text.len());
        }
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.text.get(start..*end).unwrap_or_default())
    }

    /// Is `next` a further row of the event that this row began?
    pub(crate) fn continued_by(&self, next: &Self) -> bool {
        self.parts()
            .zip(next.parts())
            .enumerate()
            .all(|(place, (ours, theirs))| ours == theirs || (place >= KEY_PARTS && theirs.is_empty()))
    }

    fn hash(&self, parts: usize, seed: u8) -> u64 {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        self.parts().take(parts).for_each(|part| part.hash(&mut hasher));
        hasher.finish()
    }

    fn is_only_key(&self) -> bool {
        self.parts().skip(KEY_PARTS).all(str::is_empty)
    }
}

/// Most events of one file that are remembered for finding rows that repeat an earlier event: about 200 MB at worst.
/// Behind it repeated rows are read as events of their own: rather a warning twice than one unheard.
pub(crate) const REMEMBERED: usize = 4_000_000;

/// What one file has already told. Only hashes are kept, so that memory does not grow with what the cells hold.
#[derive(Debug, Default)]
pub(crate) struct Told {
    keys: HashSet<u64>,
    events: HashSet<u128>,
    rows: HashMap<u64, u32>,
}

impl Told {
    /// Does this row, which continues no row above, repeat an earlier event? Remembers it.
    pub(crate) fn repeats(&mut self, identity: &Identity) -> bool {
        if self.is_full() {
            return false;
        }
        let whole = |seed| u128::from(identity.hash(usize::MAX, seed));
        // 128 bits: a collision would take a warning for a repetition.
        let known_event = !self.events.insert((whole(1) << 64) | whole(2));
        let known_key = !self.keys.insert(identity.hash(KEY_PARTS, 3));
        known_event || (known_key && identity.is_only_key())
    }

    /// How many rows of this table and natural key stood above.
    pub(crate) fn rows_above(&mut self, table: &str, natural: &str) -> u32 {
        if self.is_full() {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        (table, natural).hash(&mut hasher);
        let count = self.rows.entry(hasher.finish()).or_insert(0);
        let above = *count;
        *count = count.saturating_add(1);
        above
    }

    /// No more are remembered.
    pub(crate) fn is_full(&self) -> bool {
        self.events.len() >= REMEMBERED
    }
}

#[cfg(test)]
mod tests {
    use super::{Identity, Told};
    use crate::concerns::cells::Cells;
    use crate::concerns::columns::{Column, Kind};

    fn identity(kind: Kind, cells: &[(Column, &'static str)]) -> Identity {
        let mut row = Cells::EMPTY;
        cells.iter().for_each(|(column, text)| row.set(*column, text));
        let mut identity = Identity::default();
        identity.fill(kind, "C-1", "police", &row);
        identity
    }

    #[test]
    fn empty_cells_continue_and_other_posts_do_not() {
        let date = (Column::Date, "2019-03-12");
        let first = identity(Kind::Passed, &[date, (Column::ToPost, "a")]);
        assert!(first.continued_by(&identity(Kind::Passed, &[date])));
        assert!(first.continued_by(&identity(Kind::Passed, &[date, (Column::ToPost, "a")])));
        assert!(!first.continued_by(&identity(Kind::Passed, &[date, (Column::ToPost, "b")])));
        assert!(
            !first.continued_by(&identity(
                Kind::Passed,
                &[date, (Column::ToPost, "a"), (Column::Time, "9:00")]
            ))
        );
        assert!(!first.continued_by(&identity(Kind::Opened, &[date])));
        assert!(!identity(Kind::Passed, &[date]).continued_by(&first));
    }

    #[test]
    fn cells_that_the_event_does_not_read_tell_nothing_apart() {
        let date = (Column::Date, "2019-03-12");
        let first = identity(Kind::Opened, &[date, (Column::Teller, "parent")]);
        assert!(first.continued_by(&identity(Kind::Opened, &[date, (Column::Teller, "school")])));
    }

    #[test]
    fn a_further_row_far_below_is_known_again() {
        let date = (Column::Date, "2019-03-12");
        let mut told = Told::default();
        let first = identity(Kind::Told, &[date, (Column::Teller, "parent")]);
        assert!(!told.repeats(&first));
        assert!(told.repeats(&first));
        assert!(told.repeats(&identity(Kind::Told, &[date])));
        assert!(!told.repeats(&identity(Kind::Told, &[date, (Column::Teller, "school")])));
    }
}
