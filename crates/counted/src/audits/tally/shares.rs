//! What becomes of the cases opened in one block of time: numerators and denominators of shares.

use std::ops::Range;

use super::closures::REOPENED_DAYS;
use super::{DAY, NEVER};
use crate::audits::cases::{Cases, Closing};

/// Counts of the cases opened in one block of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BlockCounts {
    /// Cases whose deadline fell within the period.
    pub(crate) due: u32,
    /// Of these, closed by then, as the unit claims. One still open is not.
    pub(crate) in_time: u32,
    /// And the same by the time the closing entered the log; one of which no entry is known is not.
    pub(crate) logged_in_time: u32,
    /// Closed so long before the period's end that reopening would be seen.
    pub(crate) closed: u32,
    /// Of these, opened again within thirty days.
    pub(crate) reopened: u32,
    /// Closed within the period, and of these as "no cooperation".
    pub(crate) ended: u32,
    pub(crate) no_cooperation: u32,
}

/// Counts one stretch of cases. Every count walks its own columns and branches nowhere, so that many cases are counted at once.
pub(super) fn of(cases: &Cases, range: Range<usize>, period: i32) -> BlockCounts {
    let end = period.saturating_mul(DAY);
    let (due, closed) = (&cases.due[range.clone()], &cases.closed[range.clone()]);
    let seen = end.saturating_sub(REOPENED_DAYS * DAY);
    // A day that never came is the least of all numbers: it is before every deadline, and is taken out.
    let by = |done: &[i32]| -> u32 {
        done.iter()
            .zip(due)
            .map(|(done, due)| u32::from((*done <= *due) & (*done != NEVER) & (*due <= end)))
            .sum()
    };
    let until = |last: i32| -> u32 {
        closed.iter().map(|closed| u32::from((*closed <= last) & (*closed != NEVER))).sum()
    };
    let reopened = closed.iter().zip(&cases.reopened[range.clone()]).map(|(closed, again)| {
        let soon = i64::from(*again) - i64::from(*closed) <= i64::from(REOPENED_DAYS * DAY);
        u32::from((*closed <= seen) & (*closed != NEVER) & (*again != NEVER) & soon)
    });
    let no_cooperation = closed.iter().zip(&cases.closing[range.clone()]).map(|(closed, how)| {
        u32::from((*closed <= end) & (*closed != NEVER)) & u32::from(*how == Closing::NoCooperation as u8)
    });
    BlockCounts {
        due: due.iter().map(|due| u32::from(*due <= end)).sum(),
        in_time: by(closed),
        logged_in_time: by(&cases.logged[range]),
        closed: until(seen),
        reopened: reopened.sum(),
        ended: until(end),
        no_cooperation: no_cooperation.sum(),
    }
}
