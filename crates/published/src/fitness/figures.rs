//! What the page is made of.

use counted::chart::icons::Better;
use counted::fitness::{Fitness, Moved, Paired, Protocol, Recorder, Series};
use record::{Claimed, Finding};

/// Everything a page on fitness is made of.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files read, in the order given; findings name them by place.
    pub files: Vec<ReadFile>,
    /// Measures asked about, in the order of the questionnaires.
    pub measures: Vec<Measure>,
    /// Indicators as returned, in the order of their names.
    pub indicators: Vec<Indicator>,
    /// Returns beside independent findings, in the order of the files.
    pub pairs: Vec<PairShown>,
    /// The register of targets, in the order of time; what has no place in time last.
    pub register: Vec<Registered>,
    /// What was odd, in order.
    pub findings: Vec<Finding>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// Its name, without its folder.
    pub name: String,
    /// What it was read as.
    pub what: &'static str,
}

/// A measure of a questionnaire.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What it is called.
    pub name: String,
    /// Who gave the answers; empty where nobody says.
    pub said_by: String,
    /// When; empty where nobody says.
    pub said_on: String,
    /// Its purpose, and the decision it changes; empty where nobody says.
    pub purpose: String,
    /// The decision.
    pub decision: String,
    /// The ten checks.
    pub protocol: Protocol,
    /// What they come to.
    pub fitness: Fitness,
    /// Ways to meet it without its purpose.
    pub ways: Vec<Way>,
}

/// A way to meet a measure without its purpose, and what would show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What it is.
    pub what: String,
    /// The audit that would show it; empty where there is none.
    pub audit: String,
    /// The counter-measure; empty where there is none.
    pub counter_measure: String,
}

/// An indicator as it was returned.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// What is counted.
    pub name: String,
    /// In which unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// Who records it, as written.
    pub recorded_by: String,
    /// What that was read as.
    pub recorder: Recorder,
    /// What kind of figure it is, as written.
    pub kind: String,
    /// Its years.
    pub years: Vec<YearShown>,
    /// What they say.
    pub series: Series,
    /// The ten checks.
    pub protocol: Protocol,
    /// What it is for.
    pub used: Use,
    /// For counts of events: the last count, and what another such year could show by chance alone.
    pub by_chance: Option<(f64, (f64, f64))>,
    /// A questionnaire asks about it too: it is counted there.
    pub is_asked_about: bool,
    /// Other indicators whose name is this one's with words added or left out.
    pub alike: Vec<String>,
}

/// One year of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct YearShown {
    /// As written.
    pub label: String,
    /// The year in which it begins.
    pub number: i64,
    /// What was aimed at.
    pub target: Option<f64>,
    /// What was returned.
    pub outturn: Option<f64>,
    /// Where it was published.
    pub source: String,
    /// By which definition it was counted; empty where nobody says.
    pub definition: String,
}

/// What an indicator can be used for.
#[derive(Clone, Debug, PartialEq)]
pub enum Use {
    /// What its checks come to.
    By(Fitness),
    /// Neither to judge nor to learn, before any check.
    Neither(Neither),
}

/// Why an indicator is of no use before any check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neither {
    /// No figure was seen.
    NoFigure,
    /// It counts other indicators and is none.
    Summary,
}

/// A return beside what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct PairShown {
    /// What was looked at.
    pub what: String,
    /// When.
    pub year: String,
    /// As returned.
    pub official: Option<f64>,
    /// As found.
    pub independent: Option<f64>,
    /// In which unit.
    pub unit: String,
    /// Of how many, where the figures are counts.
    pub of: Option<f64>,
    /// A note.
    pub note: String,
    /// Where it was published.
    pub source: String,
    /// What the two say together.
    pub paired: Paired,
}

/// An entry of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Registered {
    /// Which file, and which line.
    pub place: Placed,
    /// Target, threshold, grade, definition, inspection or count.
    pub kind: &'static str,
    /// It is a day somebody looks, not something that was set.
    pub is_occasion: bool,
    /// Which measure.
    pub what: String,
    /// The agency and post that set it; empty where nobody is named.
    pub set_by: String,
    /// When it was decided.
    pub set_on: Option<Claimed>,
    /// From when on it is in force.
    pub in_force: Option<Claimed>,
    /// The value before, and the value.
    pub was: Option<f64>,
    /// The value.
    pub value: Option<f64>,
    /// Their unit.
    pub unit: String,
    /// Why, as written.
    pub why: String,
    /// What hung on it, as written.
    pub hung_on_it: String,
    /// `jump`, `gradual`, `none`, or empty.
    pub shape: &'static str,
    /// The figure before and after.
    pub figure_before: Option<f64>,
    /// The figure after.
    pub figure_after: Option<f64>,
    /// Where that stands.
    pub source: String,
    /// What is seen of a move; nothing of an inspection or count.
    pub moved: Option<Moved>,
    /// What came first after it, in words: `inspection, 2024-04-10`.
    pub followed_by: String,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which file, by its place among the files.
    pub file: usize,
    /// Which line.
    pub line: u32,
}

impl Use {
    /// Its stable word in files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::By(fitness) => fitness.key(),
            Self::Neither(_) => "neither",
        }
    }

    /// Which of the three groups it stands in: 0 may judge, 1 only teach, 2 neither.
    pub(super) fn group(&self) -> usize {
        match self {
            Self::By(fitness) => group(fitness),
            Self::Neither(_) => 2,
        }
    }
}

/// Which of the three groups a result stands in.
pub(super) fn group(fitness: &Fitness) -> usize {
    match fitness {
        Fitness::ToJudge(_) => 0,
        Fitness::ToLearnOnly(_) => 1,
        Fitness::NotFit(_) => 2,
    }
}

impl Report {
    /// How many measures and indicators may judge, may only teach, and neither.
    pub fn groups(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        self.measures.iter().for_each(|measure| counts[group(&measure.fitness)] += 1);
        let others = self.indicators.iter().filter(|indicator| !indicator.is_asked_about);
        others.for_each(|indicator| counts[indicator.used.group()] += 1);
        counts
    }
}
