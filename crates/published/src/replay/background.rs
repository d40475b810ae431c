//! A timeline inside an ordinary partnership: what became of it there, and what the rules would have asked of everybody else.
//!
//! Of the background there are counts alone: no name, number or post of it is held here.

pub(super) mod page;
mod picture;
pub(super) mod tables;
pub(super) mod words;

use record::Day;

use super::Reading;

/// A timeline laid among the events of one background or several.
#[derive(Clone, Debug)]
pub struct Embedding {
    /// What the background is: "a made-up city of 70,000 children, 13 years from 2003-04-01".
    pub town: String,
    /// Which day of an imprecise date was taken: earliest, middle, latest.
    pub dates: &'static str,
    /// First and last day that the background's files speak of.
    pub covers: (Day, Day),
    /// One for each background.
    pub backgrounds: Vec<Embedded>,
}

/// What came out among the events of one background.
#[derive(Clone, Debug)]
pub struct Embedded {
    /// The seed of the background; `None`: it was given as a folder.
    pub seed: Option<u64>,
    /// Events of the background.
    pub events: usize,
    /// First and last day that both the background and the rows that are fed speak of.
    pub shared: (Day, Day),
    /// The timeline's results, with its true ties.
    pub with_ties: Readings,
    /// The same without: no two children share a thing, and no record names a group.
    pub without_ties: Readings,
    /// Where the question of the certain reading would have stood; `None`: there is none.
    pub place_certain: Option<Place>,
    /// The same of the possible reading.
    pub place_possible: Option<Place>,
    /// Questions of the background that a recorded role explains.
    pub explained: u64,
    /// Questions of the background that only possible links make; they have no day.
    pub not_dated: u64,
    /// The background's own, year by year.
    pub years: Vec<Year>,
}

/// Both readings of one variant.
#[derive(Clone, Debug)]
pub struct Readings {
    /// Only children with a pseudonym.
    pub certain: Reading,
    /// Others too.
    pub possible: Reading,
}

/// Where the timeline's question would have stood in the reading order at the end of the year in which it was first asked.
/// An order for reading, not a score of anybody. Places are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What is shared: its pseudonym.
    pub thing: String,
    /// As of the end of this day, with nothing that came later.
    pub as_of: Day,
    /// Its place among all questions that no recorded role explains.
    pub place: u32,
    /// How many there are.
    pub of: u32,
    /// Its place among those first asked in that year.
    pub place_of_year: u32,
    /// How many there are.
    pub of_year: u32,
}

/// One calendar year of a background. Nothing in it concerns the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: i32,
    /// The background covers all of it.
    pub is_whole: bool,
    /// Concerns told, each once; passing one on to another post is no other. One that another agency writes down too counts there.
    pub concerns: u64,
    /// Of these, records that themselves name a group.
    pub group_records: u64,
    /// Duties whose silence would have reached rank 4 or above in that year for the first time.
    pub climbed: u64,
    /// Questions first asked in that year, by the day on which a second child's record named the shared thing.
    pub questions: u64,
    /// Of these, those that tie two children whom one network harmed; `None`: the truth is not known.
    pub true_questions: Option<u64>,
}

/// The middle of several numbers and how far they reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spread {
    /// The middle one; of an even number the lower of the two.
    pub(super) median: u64,
    pub(super) low: u64,
    pub(super) high: u64,
}

impl Spread {
    /// Of these numbers; `None` of none.
    pub(super) fn of(numbers: impl IntoIterator<Item = u64>) -> Option<Self> {
        let mut numbers: Vec<u64> = numbers.into_iter().collect();
        numbers.sort_unstable();
        let median = *numbers.get(numbers.len().checked_sub(1)? / 2)?;
        Some(Self { median, low: *numbers.first()?, high: *numbers.last()? })
    }
}

/// One count of a year, as it is called in tables and on the page.
pub(super) struct Count {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    pub(super) of: fn(&Year) -> Option<u64>,
}

/// The counts of a year, in the order of the page.
pub(super) const COUNTS: [Count; 5] = [
    Count { code: "concerns", title: "Concerns told", of: |year| Some(year.concerns) },
    Count { code: "group_records", title: "Records that name a group", of: |year| Some(year.group_records) },
    Count {
        code: "would_have_climbed_rank_4",
        title: "Warnings whose silence would have reached rank 4",
        of: |year| Some(year.climbed),
    },
    Count { code: "questions", title: "Questions about shared things", of: |year| Some(year.questions) },
    Count {
        code: "true_questions",
        title: "Of these, tying children really harmed together",
        of: |year| year.true_questions,
    },
];

impl Embedding {
    /// The years, each with how the count lies over all backgrounds and whether all of the year is covered.
    pub(super) fn years(&self, count: &Count) -> Vec<(i32, bool, Option<Spread>)> {
        let first = self.backgrounds.first().map_or(&[][..], |background| &background.years);
        let spread = |year: i32| {
            let years = self.backgrounds.iter().flat_map(|background| &background.years);
            Spread::of(years.filter(|of| of.year == year).filter_map(count.of))
        };
        first.iter().map(|of| (of.year, of.is_whole, spread(of.year))).collect()
    }
}

#[cfg(test)]
mod tests;
