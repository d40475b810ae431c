//! The span of minutes an imprecise time allows, and what follows for a clock.

use record::{Claimed, Day, Moment, Tri};

use record::time::Precision;

/// First and last minute something can have happened; `None` where the source sets no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) earliest: Option<Moment>,
    pub(crate) latest: Option<Moment>,
}

impl Span {
    pub(crate) fn of(claimed: Claimed) -> Self {
        Self { earliest: claimed.earliest(), latest: claimed.latest() }
    }

    /// When the first of two things happened: each bound is the lower of the two.
    pub(crate) fn first_of(self, other: Self) -> Self {
        Self {
            earliest: self.earliest.zip(other.earliest).map(|(a, b)| a.min(b)),
            latest: match (self.latest, other.latest) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        }
    }

    /// When both had happened: each bound is the higher of the two.
    pub(crate) fn both(self, other: Self) -> Self {
        Self {
            earliest: match (self.earliest, other.earliest) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (a, b) => a.or(b),
            },
            latest: self.latest.zip(other.latest).map(|(a, b)| a.max(b)),
        }
    }

    /// Every date allowed here lies before every date allowed there.
    pub(crate) fn certainly_before(self, other: Self) -> bool {
        matches!((self.latest, other.earliest), (Some(a), Some(b)) if a < b)
    }

    /// A day to look things up on: the first allowed, else the last, else none.
    pub(crate) fn some_day(self) -> Option<Day> {
        self.earliest.or(self.latest).map(Moment::day)
    }

    /// As a claimed time: `like` itself if it allows the same minutes, else as precise as the bounds are.
    pub(crate) fn claimed_like(self, like: Claimed) -> Claimed {
        if self == Self::of(like) {
            return like;
        }
        let precision = match (self.earliest, self.latest) {
            (Some(_), Some(_)) => Precision::Range,
            (Some(_), None) => Precision::After,
            (None, Some(_)) => Precision::Before,
            (None, None) => Precision::Unknown,
        };
        Claimed::from_parts(self.earliest, self.latest, precision, like.is_doubtful()).unwrap_or(like)
    }
}

/// Has it happened by the end of the day, as far as anybody can tell? What certainly came later is out of view.
pub(crate) fn in_view(claimed: Claimed, as_of: Day) -> bool {
    claimed.is_by(as_of) != Tri::No
}

/// Until when a clock ran.
///
/// INVARIANT: `certain <= possible`; [`Until::stop`] lowers both, [`Until::may_stop`] only the certain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Until {
    /// Last minute to which it can have run.
    pub(crate) possible: Moment,
    /// Last minute to which it must have run.
    pub(crate) certain: Moment,
}

impl Until {
    /// Still running at the end of this day.
    pub(crate) fn end_of(as_of: Day) -> Self {
        Self { possible: as_of.end(), certain: as_of.end() }
    }

    /// It stopped some time in this span.
    pub(crate) fn stop(&mut self, at: Span) {
        self.possible = self.possible.min(at.latest.unwrap_or(Moment(i64::MAX)));
        self.may_stop(at);
    }

    /// It stopped some time in this span, or not at all: the files cannot tell.
    pub(crate) fn may_stop(&mut self, at: Span) {
        self.certain = self.certain.min(at.earliest.unwrap_or(Moment(i64::MIN)));
    }

    /// Did a clock that was due in this span run out? Cannot tell is never *no*.
    pub(crate) fn late(self, due: Span) -> Tri {
        if due.latest.is_some_and(|due| due < self.certain) {
            Tri::Yes
        } else if due.earliest.is_some_and(|due| due >= self.possible) {
            Tri::No
        } else {
            Tri::CannotTell
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Claimed, Day, Span, Tri, Until};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a date")
    }

    #[test]
    fn the_first_of_a_dated_and_an_undated_thing_has_no_first_bound() {
        let dated = Span::of(Claimed::day(day("2019-03-15")));
        let first = dated.first_of(Span::default());
        assert_eq!(first, Span { earliest: None, latest: dated.latest });
        assert_eq!(first.claimed_like(Claimed::UNKNOWN).to_string(), "by 2019-03-15");
        let both = dated.both(Span::default());
        assert_eq!(both, Span { earliest: dated.earliest, latest: None });
    }

    #[test]
    fn a_stop_on_the_last_minute_is_in_time_and_one_after_is_late() {
        let due = Span::of(Claimed::minute(day("2019-03-15").end()));
        let mut in_time = Until::end_of(day("2020-01-01"));
        in_time.stop(due);
        assert_eq!(in_time.late(due), Tri::No);
        let mut after = Until::end_of(day("2020-01-01"));
        after.stop(Span::of(Claimed::minute(day("2019-03-16").start())));
        assert_eq!(after.late(due), Tri::Yes);
    }

    #[test]
    fn a_stop_that_may_not_count_cannot_be_in_time() {
        let due = Span::of(Claimed::day(day("2019-03-15")));
        let mut until = Until::end_of(day("2020-01-01"));
        until.may_stop(Span::of(Claimed::day(day("2019-03-01"))));
        assert_eq!(until.late(due), Tri::CannotTell);
    }
}
