//! What all pairs say together: truth beside books.

use std::path::Path;

use super::{Books, Deed, Pair, Share};
use crate::Error;
use crate::world::World;
use crate::write::{Files, file};

/// Did the act make a difference?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Fewer days of harm or trouble with the act.
    Better,
    /// As many.
    Same,
    /// More.
    Worse,
}

impl Truth {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Better, Self::Same, Self::Worse];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Better => "the act made it better",
            Self::Same => "the act made no difference",
            Self::Worse => "the act made it worse",
        }
    }

    /// Its word in the truth files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Same => "no_difference",
            Self::Worse => "worse",
        }
    }
}

/// One row of the cross-table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The books claim a success.
    pub claimed: u64,
    /// They do not.
    pub silent: u64,
}

impl Row {
    /// Both.
    pub fn all(self) -> u64 {
        self.claimed + self.silent
    }
}

/// Every pair of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Twice {
    /// Children with an act to leave out.
    pub touched: u64,
    /// The pairs, in the order in which they were drawn.
    pub pairs: Vec<Pair>,
}

impl Twice {
    /// One row of the cross-table of truth and books.
    pub fn row(&self, truth: Truth) -> Row {
        let mut row = Row::default();
        for pair in self.pairs.iter().filter(|pair| pair.truth() == truth) {
            match pair.books {
                Books::Silent => row.silent += 1,
                Books::CaseEnded | Books::Answered => row.claimed += 1,
            }
        }
        row
    }

    /// Pairs with a property, of all pairs.
    pub fn share(&self, has: impl Fn(&Pair) -> bool) -> Share {
        self.share_among(|_| true, has)
    }

    /// Pairs with a property, of those among which it is asked for.
    pub fn share_among(&self, among: impl Fn(&Pair) -> bool, has: impl Fn(&Pair) -> bool) -> Share {
        let all = self.pairs.iter().filter(|pair| among(pair));
        let (mut of, mut count) = (0, 0);
        for pair in all {
            count += 1;
            of += u64::from(has(pair));
        }
        Share { of, all: count }
    }

    /// Days spared by an act on average, and the half-width of its 95 % interval; `None` with fewer than two pairs.
    /// Normal approximation over the differences within pairs.
    pub fn mean_spared(&self) -> Option<(f64, f64)> {
        let count = self.pairs.len();
        if count < 2 {
            return None;
        }
        let spared = || self.pairs.iter().map(|pair| pair.spared() as f64);
        let mean = spared().sum::<f64>() / count as f64;
        let squares = spared().map(|days| (days - mean) * (days - mean)).sum::<f64>();
        let deviation = libm::sqrt(squares / (count - 1) as f64);
        Some((mean, 1.959_963_984_540_054 * deviation / libm::sqrt(count as f64)))
    }

    /// Days of difference at the half point, among the pairs with that truth; `None` without any.
    pub fn median_days(&self, truth: Truth) -> Option<u64> {
        let of = self.pairs.iter().filter(|pair| pair.truth() == truth);
        let mut days: Vec<u64> = of.map(|pair| pair.spared().unsigned_abs()).collect();
        days.sort_unstable();
        days.get(days.len() / 2).copied()
    }

    /// Pairs of one deed by truth: better, no difference, worse.
    pub fn of_deed(&self, deed: Deed) -> [u64; 3] {
        Truth::ALL.map(|truth| {
            let of = self.pairs.iter().filter(|pair| pair.influence.deed == deed && pair.truth() == truth);
            of.count() as u64
        })
    }
}

const HEADS: [&str; 17] = [
    "child",
    "act",
    "agency",
    "day",
    "hidden_with",
    "at_home_with",
    "either_with",
    "hidden_without",
    "at_home_without",
    "either_without",
    "others_reached",
    "others_spared",
    "spared",
    "truth",
    "books",
    "books_without",
    "anything_wrong",
];

/// Writes every pair into `twice.csv` of a run's folder, beside the page. It is truth: no stage reads it.
///
/// # Errors
/// [`Error::Write`] when the disk is full.
pub fn write(twice: &Twice, worlds: &[World], out: &Path) -> Result<Files, Error> {
    file(&out.join("twice.csv"), |out| {
        let mut csv = csv::WriterBuilder::new().from_writer(out);
        csv.write_record(HEADS)?;
        for pair in &twice.pairs {
            let world = &worlds[usize::from(pair.influence.partnership)];
            csv.write_record(cells(pair, world))?;
        }
        csv.flush()?;
        Ok(0)
    })
}

fn cells(pair: &Pair, world: &World) -> [String; 17] {
    let act = pair.influence;
    let [with, without] = [pair.with, pair.without];
    let days = [with.hidden, with.at_home, with.either, without.hidden, without.at_home, without.either];
    let [a, b, c, d, e, f] = days.map(|days| days.to_string());
    [
        format!("child-{}", world.global(act.child)),
        act.deed.code().into(),
        world.agencies.at(act.agency).id.to_string(),
        world.setup.day(act.day).to_string(),
        a,
        b,
        c,
        d,
        e,
        f,
        pair.others_reached.to_string(),
        pair.others.to_string(),
        pair.spared().to_string(),
        pair.truth().code().into(),
        pair.books.code().into(),
        pair.books_without.code().into(),
        pair.anything_wrong().to_string(),
    ]
}
