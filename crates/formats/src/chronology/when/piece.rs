//! One date of a cell while it is read, with parts still missing, and what it becomes.

use record::time::{Precision, Weekday};
use record::{Claimed, Day};

use super::clock::Clock;
use super::oddity::Oddity;
use super::words::{Part, Season, YearKind};

/// On which side of its date the event lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    By,
    Before,
    Since,
    After,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WeekOf {
    Begins,
    Ends,
}

/// How a date hangs together with the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// Stands beside it: nothing shared.
    Apart,
    /// `,` `&` `and`
    List,
    /// `-` `to`
    Range,
    /// `/`: both together are one stretch (`12/13 March`, `March/April`).
    Slash,
    /// `or`
    Or,
}

/// What stands around a date and says something about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    pub(super) doubt: bool,
    pub(super) bound: Option<Bound>,
    pub(super) week: Option<WeekOf>,
    pub(super) part: Option<Part>,
    pub(super) weekday: Option<Weekday>,
    pub(super) clock: Option<Clock>,
    pub(super) year_kind: Option<YearKind>,
    /// Words stand before it that dates know nothing of.
    pub(super) unknown: bool,
    /// Words stand before it that make it another date: `weeks`, `not`, `Easter`.
    pub(super) altered: bool,
}

/// A date being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) day: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) year: Option<i32>,
    /// The second of two years: `2011/12`, `2010-13`.
    pub(super) year_to: Option<i32>,
    pub(super) season: Option<Season>,
    pub(super) around: Around,
    pub(super) link: Option<Link>,
    pub(super) oddities: Vec<Oddity>,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Piece {
    /// Nothing but the day is known: it needs the month of a date it is linked with.
    pub(super) fn is_day_only(&self) -> bool {
        self.day.is_some() && self.month.is_none()
    }

    /// First day within the year, for guessing a missing year.
    fn first_in(&self, year: i32) -> Option<Day> {
        match (self.month, self.season) {
            (Some(month), _) => Day::from_ymd(year, month, self.day.unwrap_or(1)),
            (None, Some(season)) => Some(season_days(season, year)?.0),
            _ => None,
        }
    }

    /// The year that keeps the dates in order behind (or, in a table that runs backwards, before) `above`.
    pub(super) fn year_in_order(&self, above: Day, descending: bool) -> Option<i32> {
        let year = above.year();
        let years = if descending { [year, year - 1] } else { [year, year + 1] };
        let fits = |year: &i32| {
            self.first_in(*year)
                .is_some_and(|day| if descending { day <= above } else { above <= self.last(day) })
        };
        years.into_iter().find(fits).filter(|year| self.first_in(*year).is_some())
    }

    fn last(&self, first: Day) -> Day {
        if self.day.is_some() { first } else { first.add_months(1).add_days(-1) }
    }

    /// What the source claims with it.
    ///
    /// # Errors
    /// The reason why it is no date.
    pub(super) fn claimed(&mut self) -> Result<Claimed, Oddity> {
        let around = self.around.clone();
        let vague = self.day.is_none();
        if around.altered || (around.unknown && (vague || around.bound.is_some())) {
            return Err(Oddity::NotADate);
        }
        let mut doubt = around.doubt || around.unknown;
        let base = self.base(&mut doubt)?;
        let base = self.in_week(base);
        let claimed = match around.bound {
            Some(bound) => bounded(base, bound),
            None => self.timed(base),
        };
        Ok(if doubt { claimed.doubted() } else { claimed })
    }

    /// The days named, before weeks, bounds and times.
    fn base(&mut self, doubt: &mut bool) -> Result<Claimed, Oddity> {
        let year = self.year.ok_or(Oddity::YearUnknown)?;
        if let Some(to) = self.year_to {
            return self.years(year, to, doubt).ok_or(Oddity::Impossible);
        }
        if let Some(season) = self.season {
            *doubt = true;
            self.oddities.push(Oddity::Season);
            let (first, last) = season_days(season, year).ok_or(Oddity::Impossible)?;
            return Ok(Claimed::range(first, last));
        }
        let base = match (self.month, self.day) {
            (Some(month), Some(day)) => return self.one_day(year, month, day, doubt),
            (Some(month), None) => Claimed::month(year, month),
            _ => Claimed::year(year),
        };
        let base = base.ok_or(Oddity::Impossible)?;
        Ok(match self.around.part {
            Some(part) => {
                *doubt = true;
                self.oddities.push(Oddity::PartOfPeriod);
                part_of(base, part)
            }
            None => base,
        })
    }

    fn one_day(&mut self, year: i32, month: u32, day: u32, doubt: &mut bool) -> Result<Claimed, Oddity> {
        let found = Day::from_ymd(year, month, day).ok_or(Oddity::Impossible)?;
        if self.around.weekday.is_some_and(|said| said != found.weekday()) {
            *doubt = true;
            self.oddities.push(Oddity::Weekday);
        }
        Ok(Claimed::day(found))
    }

    /// Two years: a stretch of both, or the financial or school year if the cell says so.
    fn years(&mut self, from: i32, to: i32, doubt: &mut bool) -> Option<Claimed> {
        let (first, last) = match self.around.year_kind.filter(|_| to == from + 1) {
            Some(YearKind::Financial) => (Day::from_ymd(from, 4, 1)?, Day::from_ymd(to, 3, 31)?),
            Some(YearKind::Academic) => (Day::from_ymd(from, 9, 1)?, Day::from_ymd(to, 8, 31)?),
            None if self.season == Some(Season::Winter) => {
                (Day::from_ymd(from, 12, 1)?, last_of_february(to)?)
            }
            None => (Day::from_ymd(from, 1, 1)?, Day::from_ymd(to, 12, 31)?),
        };
        *doubt |= self.oddities.contains(&Oddity::TwoYears);
        Some(Claimed::range(first, last))
    }

    fn in_week(&mut self, base: Claimed) -> Claimed {
        let (Some(week), Some(day)) = (self.around.week, base.single_day()) else {
            return base;
        };
        let first = match week {
            WeekOf::Begins => day,
            WeekOf::Ends => day.add_days(-6),
        };
        if week == WeekOf::Begins && first.weekday() != Weekday::Monday {
            self.oddities.push(Oddity::WeekNotFromMonday);
        }
        Claimed::week(first)
    }

    /// The time of day, where the base is one day.
    fn timed(&mut self, base: Claimed) -> Claimed {
        let (Some(clock), Precision::Day, Some(day)) =
            (self.around.clock, base.precision(), base.single_day())
        else {
            return base;
        };
        if clock.zone {
            self.oddities.push(Oddity::ZoneIgnored);
        }
        if clock.impossible {
            self.oddities.push(Oddity::TimeImpossible);
            return base;
        }
        if clock.bare_midnight {
            self.oddities.push(Oddity::MidnightDropped);
            return base;
        }
        at_time(day, clock.from, clock.to)
    }
}

/// A day with its time, or its stretch of time.
pub(super) fn at_time(day: Day, from: u16, to: Option<u16>) -> Claimed {
    let moment = |minute: u16| day.start().add_minutes(i64::from(minute));
    let start = moment(from);
    to.filter(|to| *to > from)
        .and_then(|to| Claimed::from_parts(Some(start), Some(moment(to)), Precision::Range, false))
        .unwrap_or_else(|| Claimed::minute(start))
}

/// A bound on a single day includes the day; a bound on a longer time lies wholly outside it when it says so.
fn bounded(base: Claimed, bound: Bound) -> Claimed {
    let (Some(first), Some(last)) = (base.earliest(), base.latest()) else {
        return base;
    };
    let (first, last) = (first.day(), last.day());
    let single = first == last;
    match bound {
        Bound::By => Claimed::before(last),
        Bound::Before => Claimed::before(if single { last } else { first.add_days(-1) }),
        Bound::Since => Claimed::after(first),
        Bound::After => Claimed::after(if single { first } else { last.add_days(1) }),
    }
}

/// Early: the first half. Mid: the middle half. Late: the second half. Wide on purpose: nobody says where they end.
fn part_of(base: Claimed, part: Part) -> Claimed {
    let (Some(first), Some(last)) = (base.earliest(), base.latest()) else {
        return base;
    };
    let (first, last) = (first.day(), last.day());
    if base.precision() == Precision::Year {
        let (from, to) = match part {
            Part::Early => (0, 6),
            Part::Mid => (3, 9),
            Part::Late => (6, 12),
        };
        return Claimed::range(first.add_months(from), first.add_months(to).add_days(-1));
    }
    match part {
        Part::Early => Claimed::range(first, first.add_days(14)),
        Part::Mid => Claimed::range(first.add_days(7), first.add_days(22)),
        Part::Late => Claimed::range(first.add_days(15), last),
    }
}

/// The usual months of a season. "Winter 2011" may be either side of the year, so it holds both.
fn season_days(season: Season, year: i32) -> Option<(Day, Day)> {
    let until = |month| Day::from_ymd(year, month, 1).map(|first| first.add_months(1).add_days(-1));
    Some(match season {
        Season::Spring => (Day::from_ymd(year, 3, 1)?, until(5)?),
        Season::Summer => (Day::from_ymd(year, 6, 1)?, until(8)?),
        Season::Autumn => (Day::from_ymd(year, 9, 1)?, until(11)?),
        Season::Winter => (Day::from_ymd(year - 1, 12, 1)?, last_of_february(year + 1)?),
    })
}

fn last_of_february(year: i32) -> Option<Day> {
    Some(Day::from_ymd(year, 3, 1)?.add_days(-1))
}
