//! The rows of one clock as they hold on a day.

use record::{Code, Day, Moment, Rank};

use super::entries::{Entry, in_play};
use super::{Key, Limit, NEVER, Rulebook, Value, days};

/// One row of a clock: for whom, and what was ever said of it.
#[derive(Clone, Debug)]
struct Row {
    sign: Option<Code>,
    rank: Option<Rank>,
    entries: Vec<Entry>,
}

/// The rows of one clock, the most specific first; of equals, in the order of the files.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClockBook(Vec<Row>);

impl ClockBook {
    /// The rows of a clock; `None` where nothing is changed.
    pub(crate) fn of(book: &Rulebook, id: &str) -> Option<Self> {
        if book.plain {
            return None;
        }
        let row = |key: &Key| match key {
            Key::Clock { id: of, sign, rank } if of.as_str() == id => {
                Some(Row { sign: sign.clone(), rank: *rank, entries: book.of(key).to_vec() })
            }
            _ => None,
        };
        let mut rows: Vec<Row> = book.order.iter().filter_map(row).collect();
        rows.sort_by_key(|row| (row.sign.is_none(), row.rank.is_none()));
        Some(Self(rows))
    }

    /// Days from which another rule may hold.
    pub(crate) fn days(&self) -> impl Iterator<Item = Day> + '_ {
        self.0.iter().flat_map(|row| days(&row.entries))
    }

    /// Does any row say a limit with a number?
    pub(crate) fn has_number(&self, counted: impl Fn(record::time::Unit) -> bool) -> bool {
        let units = self.0.iter().flat_map(|row| &row.entries).filter_map(|entry| entry.value?.unit);
        units.into_iter().any(counted)
    }

    /// The last minute of the limit that holds for a start; `None` for no limit with a number.
    pub(crate) fn due(
        &self,
        start: Moment,
        signs: &[Code],
        rank: Rank,
        add: &mut dyn FnMut(Limit) -> Option<Moment>,
    ) -> Option<Moment> {
        let rows: Vec<&Row> = self.for_whom(signs, Some(rank)).collect();
        let least = strictest(&rows, start, None, add);
        (least != NEVER).then_some(Moment(least))
    }

    /// The same, if one row said this or that instead of what is in play.
    pub(super) fn due_if(
        &self,
        start: Moment,
        (signs, rank): (&[Code], Option<Rank>),
        row: (Option<&Code>, Option<Rank>, Instead),
        add: &mut dyn FnMut(Limit) -> Option<Moment>,
    ) -> i64 {
        let rows: Vec<&Row> = self.for_whom(signs, rank).collect();
        strictest(&rows, start, Some(row), add)
    }

    fn for_whom<'r>(&'r self, signs: &'r [Code], rank: Option<Rank>) -> impl Iterator<Item = &'r Row> {
        self.0.iter().filter(move |row| {
            row.sign.as_ref().is_none_or(|sign| signs.contains(sign))
                && row.rank.is_none_or(|only| rank == Some(only))
        })
    }
}

/// What one row is taken to say.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instead {
    /// This, and nothing else.
    Says(Value),
    /// What was in play before its entry of this place, every signed change counted: the rule that a change meets.
    Before(usize),
}

/// The strictest of the first row; where it may say nothing, the next row speaks.
fn strictest(
    rows: &[&Row],
    start: Moment,
    instead: Option<(Option<&Code>, Option<Rank>, Instead)>,
    add: &mut dyn FnMut(Limit) -> Option<Moment>,
) -> i64 {
    let Some((row, others)) = rows.split_first() else { return NEVER };
    let fallback = strictest(others, start, instead, add);
    let mut measure = |value: Value| value.map_or(fallback, |limit| add(limit).map_or(NEVER, |due| due.0));
    let own = instead.filter(|(sign, rank, _)| row.sign.as_ref() == *sign && row.rank == *rank);
    let (day, late) = (start.day(), Some(Day(i32::MAX)));
    match own {
        Some((_, _, Instead::Says(value))) => measure(value),
        Some((_, _, Instead::Before(place))) => in_play(&row.entries[..place], day, late, &mut measure).least,
        None => in_play(&row.entries, day, Some(day), &mut measure).least,
    }
}
