//! What is odd about a date cell, each with its words and remedy.

use record::FindingKind;

/// One odd thing about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// `12/3/12`: the century is not written.
    TwoDigitYear,
    /// `12/3` under a dated row: the year is that of the row above.
    YearFromAbove,
    /// `12/3/12 - 14/4`: the year is that of the date beside it.
    YearFromNeighbour,
    /// `12/3` with nothing to take the year from.
    YearUnknown,
    /// `03/25/2012`: only the American order makes a date.
    MonthFirst,
    /// `l2/O3/2012`.
    Mistyped,
    /// `Tue 12/3/12` was a Monday.
    Weekday,
    /// `31/4/2012`, `29/2/2011`.
    Impossible,
    /// `early March 2012`, `late 2011`.
    PartOfPeriod,
    /// `spring 2011`.
    Season,
    /// `2011/12`.
    TwoYears,
    /// `2011-12`: a month in ISO, two years to many writers.
    MonthOrYears,
    /// `12/3/2012 00:00`.
    MidnightDropped,
    /// `40980` in a cell of text.
    SerialNumber,
    /// `120312`, `12032012`.
    NoSeparators,
    /// `w/c` a day that is no Monday.
    WeekNotFromMonday,
    /// `14/4/12 - 12/3/12`.
    RangeReversed,
    /// `12/3/12 or 13/3/12`.
    Alternatives,
    /// `2012-03-12T14:05Z`.
    ZoneIgnored,
    /// An hour that no clock shows.
    TimeImpossible,
    /// Words that are no part of a date.
    WordsLeft,
    /// Words that change what the date means, so that it is not taken: `before Easter 2011`.
    NotADate,
}

impl Oddity {
    /// Stable name of the check.
    pub fn rule(self) -> &'static str {
        match self {
            Self::TwoDigitYear => "date.two_digit_year",
            Self::YearFromAbove => "date.year_from_above",
            Self::YearFromNeighbour => "date.year_from_neighbour",
            Self::YearUnknown => "date.year_missing",
            Self::MonthFirst => "date.swapped",
            Self::Mistyped => "date.mistyped",
            Self::Weekday => "date.weekday",
            Self::Impossible => "date.impossible",
            Self::PartOfPeriod => "date.part_of_period",
            Self::Season => "date.season",
            Self::TwoYears => "date.two_years",
            Self::MonthOrYears => "date.month_or_years",
            Self::MidnightDropped => "date.midnight",
            Self::SerialNumber => "date.serial_number",
            Self::NoSeparators => "date.no_separators",
            Self::WeekNotFromMonday => "date.week_not_from_monday",
            Self::RangeReversed => "date.range_reversed",
            Self::Alternatives => "date.alternatives",
            Self::ZoneIgnored => "date.zone",
            Self::TimeImpossible => "time.impossible",
            Self::WordsLeft => "date.words_left",
            Self::NotADate => "date.unreadable",
        }
    }

    /// What was done about it.
    pub fn kind(self) -> FindingKind {
        match self {
            Self::YearUnknown | Self::Impossible | Self::TimeImpossible | Self::NotADate => {
                FindingKind::Skipped
            }
            Self::Weekday | Self::MonthOrYears | Self::WeekNotFromMonday | Self::WordsLeft => {
                FindingKind::Doubtful
            }
            _ => FindingKind::Repaired,
        }
    }

    /// What is odd and what was done, in plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::TwoDigitYear => {
                "the year has two digits; read as the latest such year that is not in the future"
            }
            Self::YearFromAbove => "the year is missing; taken from the row above and marked doubtful",
            Self::YearFromNeighbour => "the year is missing; taken from the date beside it in the cell",
            Self::YearUnknown => "the year is missing and nothing above gives it; not taken as a date",
            Self::MonthFirst => "no date when the day comes first; read with the month first",
            Self::Mistyped => "a letter stands for a digit; read as the digit it looks like",
            Self::Weekday => "the day of the week contradicts the date; the date is kept and marked doubtful",
            Self::Impossible => "no such date in the calendar; not taken",
            Self::PartOfPeriod => {
                "early, mid and late are read as a wide half of the time named, marked doubtful"
            }
            Self::Season => "a season is read as its usual months, marked doubtful",
            Self::TwoYears => {
                "may be a financial year, a school year or both years; read as both years, marked doubtful"
            }
            Self::MonthOrYears => "read as a month; the writer may mean two years",
            Self::MidnightDropped => {
                "midnight to the minute is how programs write a date without a time; read as the day"
            }
            Self::SerialNumber => "a bare number; read as a spreadsheet's count of days",
            Self::NoSeparators => "digits without separators; read as day, month and year",
            Self::WeekNotFromMonday => "the week does not begin on a Monday; the seven days named are kept",
            Self::RangeReversed => {
                "the end is before the beginning; read the other way round and marked doubtful"
            }
            Self::Alternatives => "several possible dates; read as the span over them, marked doubtful",
            Self::ZoneIgnored => "the time names a time zone, which is not applied",
            Self::TimeImpossible => "no such time of day; the date is kept without it",
            Self::WordsLeft => "words beside the date are no part of it; they are kept in the cell only",
            Self::NotADate => "not readable as a date; not taken, and kept in its cell",
        }
    }

    /// What the reader can do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::TwoDigitYear => "write the year with four digits",
            Self::YearFromAbove | Self::YearFromNeighbour | Self::YearUnknown => "write the year",
            Self::MonthFirst => "check whether other dates of this file have the month first too",
            Self::Weekday | Self::Impossible => "check the date in the source",
            Self::NotADate | Self::WordsLeft => {
                "write only the date in its column, such as `12/03/2012` or `March 2012`"
            }
            Self::RangeReversed | Self::Alternatives => "correct the date in `corrections.csv`",
            Self::MonthOrYears | Self::TwoYears => {
                "write `2011 to 2012` for two years, `December 2011` for a month"
            }
            Self::TimeImpossible => "check the time in the source",
            _ => "",
        }
    }
}
