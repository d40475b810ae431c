//! Gaming audits over a plain table of cases: figures of each unit, traces, comparison, change over time, all from one table.

mod asked;
mod differences;
mod figures;
mod joint;

use counted::audits::{
    Case, Cases, Family, Gathered, Invented, Outcome, OverTime, Release, Visit, invented, over_time,
};
use counted::chart::rules::RuleSet;
use record::policy::Policy;

pub use asked::Asked;
pub use differences::{CaseDifference, FIGURES, Published};
pub use figures::{Compared, LEAST_COMPARED, UnitFigures};

/// Cases below which nothing is said of a unit: it may be a person.
pub const LEAST_OF_UNIT: u64 = 20;

/// The seed of pretend dates: the same in every run over the same table.
const SEED: u64 = 0x6361_6e64_6f75_7202;

/// A table of cases, ready to be audited. Rows may stand in any order.
#[derive(Clone, Debug, Default)]
pub struct CaseTable {
    /// The units by name; a case gives its unit's place here.
    pub units: Vec<String>,
    /// The cases.
    pub cases: Vec<Case>,
    /// The visits that records tell of.
    pub visits: Vec<Visit>,
    /// The calendar.
    pub occasions: counted::audits::Occasions,
    /// What the table says at all.
    pub asked: Asked,
    /// Figures as published.
    pub published: Vec<Published>,
}

/// What the audits say of a table of cases.
#[derive(Clone, Debug)]
pub struct CaseAudit {
    /// The units by name.
    pub units: Vec<String>,
    /// What the table says at all.
    pub asked: Asked,
    /// The declaration of the family, which no case has a part in.
    pub declaration: String,
    /// Every audit of every unit, pretend dates with it.
    pub release: Release,
    /// What records of visits show, by unit; empty where no column tells of visits.
    pub invented: Vec<Invented>,
    /// Figures by unit.
    pub figures: Vec<UnitFigures>,
    /// One comparison for each share that enough units have.
    pub compared: Vec<Compared>,
    /// Shares over time.
    pub over_time: Vec<OverTime>,
    /// Published figures that are not what the table gives.
    pub differences: Vec<CaseDifference>,
    /// How many published figures were held against the table.
    pub held: usize,
}

impl CaseAudit {
    /// Has the unit cases enough to say anything of it?
    pub fn judged(&self, unit: usize) -> bool {
        self.figures.get(unit).is_some_and(|figures| figures.cases >= LEAST_OF_UNIT)
    }

    /// How many tests had enough data to say anything.
    pub fn looked_at(&self) -> usize {
        let audits = self.release.traces.iter().map(|trace| &trace.outcome);
        let visits = self.invented.iter().flat_map(|one| [&one.copied_notes, &one.nobody_else]);
        audits.chain(visits).filter(|outcome| matches!(outcome, Outcome::Looked(_))).count()
    }

    /// Most units have so few cases that they may be persons.
    pub fn looks_like_persons(&self) -> bool {
        let few = (0..self.units.len()).filter(|unit| !self.judged(*unit)).count();
        few * 2 > self.units.len()
    }
}

/// Audits a table. The same for rows in any order and on any number of threads.
pub fn audit_cases(table: CaseTable, policy: &Policy) -> CaseAudit {
    let CaseTable { units, cases, visits, occasions, asked, published } = table;
    let family = Family::declare(policy.audits.clone(), SEED);
    let declaration = asked::declaration(&family, asked);
    let figures = figures::of_units(&cases, units.len(), occasions.period, asked);
    let held = published.len();
    let mut differences = differences::find(&published, &figures, &units);
    // A unit so small that it may be a person is held against nothing.
    differences.retain(|one| {
        let unit = units.iter().position(|unit| *unit == one.unit);
        unit.is_none_or(|unit| figures[unit].cases >= LEAST_OF_UNIT)
    });
    let cases = Cases::sorted(cases);
    let gathered = Gathered::of(&cases, occasions.period);
    let mut release = family.run_on(&gathered, &occasions);
    release.placebo = Some(family.placebo(&gathered, &occasions));
    let mut invented = match asked.visits_told() {
        true => invented(visits, units.len(), family.rules()),
        false => Vec::new(),
    };
    asked::leave_out(&mut release, asked, family.rules());
    joint::corroborate(&mut release, &invented, asked);
    joint::correct(&mut release, &mut invented, asked);
    let over_time = over_time(&gathered, RuleSet::USUAL);
    CaseAudit {
        declaration,
        release,
        invented,
        compared: figures::compare(&figures, asked),
        over_time: over_time.into_iter().filter(|chart| asked.share(chart.share)).collect(),
        figures,
        differences,
        held,
        asked,
        units,
    }
}

#[cfg(test)]
mod tests;
