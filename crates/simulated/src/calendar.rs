//! The calendar of what is to happen: one bucket a day, each put in order before it is gone through.

/// Something that is to happen to somebody on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Due {
    /// What: smaller kinds come first on a day.
    pub(crate) kind: u8,
    /// To whom or what.
    pub(crate) who: u32,
    /// Which state of that one it was drawn for: if the state has changed since, it does not happen.
    pub(crate) version: u32,
}

/// What is to happen, day by day.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    buckets: Vec<Vec<Due>>,
    put: u64,
}

impl Calendar {
    /// A calendar of so many days.
    pub(crate) fn new(days: u32) -> Self {
        Self { buckets: vec![Vec::new(); days as usize], put: 0 }
    }

    /// Puts something on a day. Past the end it is left out: nobody lives to see it.
    pub(crate) fn put(&mut self, day: u32, due: Due) {
        if let Some(bucket) = self.buckets.get_mut(day as usize) {
            bucket.push(due);
            self.put += 1;
        }
    }

    /// Takes a day's dues, in order: of kind, then of whom. Dues put on the same day afterwards come with the next call.
    pub(crate) fn take(&mut self, day: u32) -> Vec<Due> {
        let mut dues = self.buckets.get_mut(day as usize).map(core::mem::take).unwrap_or_default();
        dues.sort_unstable();
        dues
    }

    /// How many were ever put on it.
    pub(crate) fn put_in_all(&self) -> u64 {
        self.put
    }
}

/// Puts, sorts and takes as many dues as a run did, and does nothing with them: the least that any run of that many takes.
/// Gives how many were taken.
pub fn bare_calendar(days: u32, dues: u64, seed: u64) -> u64 {
    let mut calendar = Calendar::new(days);
    let mut state = seed;
    for who in 0..dues {
        // SplitMix64: a draw that costs next to nothing.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed ^= mixed >> 27;
        let day = ((u128::from(mixed) * u128::from(days)) >> 64) as u32;
        calendar.put(day, Due { kind: (mixed & 15) as u8, who: who as u32, version: 0 });
    }
    (0..days).map(|day| calendar.take(day).len() as u64).sum()
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Due};

    #[test]
    fn a_day_comes_in_one_order_however_it_was_filled() {
        let dues: Vec<Due> =
            (0..20).map(|n| Due { kind: (n * 7 % 3) as u8, who: n * 13 % 20, version: 0 }).collect();
        let filled = |dues: &mut dyn Iterator<Item = &Due>| {
            let mut calendar = Calendar::new(3);
            dues.for_each(|due| calendar.put(1, *due));
            calendar.take(1)
        };
        let one = filled(&mut dues.iter());
        assert_eq!(one, filled(&mut dues.iter().rev()));
        assert!(one.is_sorted() && one.len() == 20);
    }

    #[test]
    fn what_lies_past_the_end_is_left_out_and_what_is_taken_is_gone() {
        let mut calendar = Calendar::new(2);
        let due = Due { kind: 0, who: 1, version: 0 };
        calendar.put(1, due);
        calendar.put(2, due);
        assert_eq!((calendar.put_in_all(), calendar.take(1).len(), calendar.take(1).len()), (1, 1, 0));
        assert!(calendar.take(9).is_empty());
    }
}
