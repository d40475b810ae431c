//! People: a measure before and after, of those who got the service and of those who were as eligible and did not.

use super::{Credit, Designed, Ground, Others, Step};
use crate::attribution::{Anyway, Estimate, Member, NegativeControl, NotEnough, ancova_by_unit, anyway};
use crate::ladder::{DesignKind, Rung, Unit, measured};
use crate::numbers::{sum, sum_in_any_order};

/// People treated below whom nothing is measured.
const LEAST: u64 = 30;

/// One person, or one case.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Person {
    /// The unit, as a number; the same for all where there are none.
    pub unit: u32,
    /// Whether the service was given.
    pub treated: bool,
    /// Whether it could have been: as eligible as those who got it.
    pub eligible: bool,
    /// The measure before.
    pub before: f64,
    /// The same measure after.
    pub after: f64,
    /// An outcome that cannot have been affected: before (if measured) and after.
    pub control: Option<(Option<f64>, f64)>,
}

/// All of them.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    /// The people, in any order.
    pub rows: Vec<Person>,
    /// What is said beside the figures.
    pub ground: Ground,
}

/// The design's own assumption.
const ASSUMPTION: &str =
    "those of the same start who got the service and those who did not differ in nothing else that matters";

/// Takes every step. The same for people in any order.
pub fn people(given: &People) -> Credit {
    let mut rows = given.rows.clone();
    // Sums depend on their order in the last digit.
    rows.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let ground = &given.ground;
    let change = |person: &Person| person.after - person.before;
    let treated: Vec<f64> = rows.iter().filter(|person| person.treated).map(change).collect();
    let others: Vec<f64> =
        rows.iter().filter(|person| !person.treated && person.eligible).map(change).collect();
    let naive = naive(&treated);
    let regression = ground.chosen.expected().map_or(
        Step::Missing("nobody says how those who got the service were chosen, or from whom"),
        Step::Found,
    );
    let anyway = anyway(&treated, &others);
    let compared: Vec<&Person> = rows.iter().filter(|person| person.treated || person.eligible).collect();
    let design = match anyway {
        Ok(_) => Step::of(of_same_start(&compared)),
        Err(missing) => Step::TooLittle(missing),
    };
    let control = match &ground.control_why {
        Some(why) => control(&compared, why),
        None => Step::Missing("nobody names an outcome that cannot have been affected, and why"),
    };
    let unit = Unit { words: &ground.words, places: ground.places };
    let mut credit = Credit {
        treated: treated.len() as u64,
        regression,
        others: Step::of(anyway.map(|anyway| Others {
            change: anyway.anyway,
            count: anyway.untreated,
            net: anyway.net,
        })),
        designs: vec![("those of the same start who got it and who did not", design)],
        control,
        pretend: Step::Missing("pretend dates need a series over time"),
        said: measured(treated.len() as u64, LEAST, smallest(&treated), Estimate::new(0.0, 0.0, 1.0), unit)
            .map_or_else(|said| said, |measured| measured.say(unit)),
        why_no_higher: Vec::new(),
        naive,
    };
    // Of one person, or of people who all changed alike, no spread tells what could have been seen.
    if smallest(&treated) <= 0.0 && credit.treated < LEAST {
        credit.said.text = super::NOTHING_SEEN.to_owned();
    }
    credit.climb(ground, anyway.ok());
    credit
}

/// The mean change of those treated, with its interval.
fn naive(changes: &[f64]) -> Step<Estimate> {
    let count = changes.len() as u64;
    if count < LEAST {
        return Step::TooLittle(NotEnough { what: "who got the service", have: count, need: LEAST });
    }
    let (mean, deviation) = spread(changes);
    Step::Found(Estimate::new(mean, deviation / (count as f64).sqrt(), count as f64 - 1.0))
}

fn spread(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = sum(values.iter().copied()) / count;
    let squares = sum(values.iter().map(|value| (value - mean).powi(2)));
    (mean, (squares / (count - 1.0).max(1.0)).sqrt())
}

/// The smallest change that so many could have shown, four times in five.
fn smallest(changes: &[f64]) -> f64 {
    let (_, deviation) = spread(changes);
    (1.96 + 0.84) * deviation / (changes.len().max(1) as f64).sqrt()
}

fn of_same_start(people: &[&Person]) -> Result<Designed, NotEnough> {
    let member = |person: &&Person| Member {
        unit: person.unit,
        treated: person.treated,
        before: person.before,
        after: person.after,
    };
    let (effect, _) = ancova_by_unit(&people.iter().map(member).collect::<Vec<_>>())?;
    Ok(Designed { kind: DesignKind::Ancova, effect, parallel: None })
}

/// The same analysis on the outcome that cannot have been affected: at the same start of it, or of the measure where it was not
/// measured before.
fn control(people: &[&Person], why: &str) -> Step<NegativeControl> {
    let measured: Vec<Member> = people
        .iter()
        .filter_map(|person| {
            let (before, after) = person.control?;
            let before = before.unwrap_or(person.before);
            Some(Member { unit: person.unit, treated: person.treated, before, after })
        })
        .collect();
    if measured.is_empty() {
        return Step::Missing("the table has no column of an outcome that cannot have been affected");
    }
    let found = ancova_by_unit(&measured);
    Step::of(found.map(|(found, _)| NegativeControl { what: why.to_owned(), found }))
}

impl Credit {
    /// Climbs as far as the steps bear, and says what is missing for the next rung.
    pub(super) fn climb(&mut self, ground: &Ground, anyway: Option<Anyway>) {
        let unit = Unit { words: &ground.words, places: ground.places };
        let Some(naive) = self.naive.found().copied() else {
            self.why_no_higher.extend(super::missing(&self.naive));
            return;
        };
        let Ok(measured) = measured(self.treated, 0, 0.0, naive, unit) else { return };
        self.said = measured.say(unit);
        let Some(changed) = measured.changed() else {
            self.why_no_higher.push("the figures would be like this if nothing had changed".to_owned());
            return;
        };
        for step in [super::missing(&self.regression), super::missing(&self.others)].into_iter().flatten() {
            self.why_no_higher.push(step);
        }
        let (Some(expected), Some(anyway)) = (self.regression.found(), anyway) else {
            self.lacking();
            return;
        };
        let explained = changed.beside_what_comes_anyway(*expected, &anyway);
        self.said = explained.say(unit);
        if !ground.better.is(naive.value) {
            self.why_no_higher.push("it changed for the worse: nobody can take credit for that".to_owned());
            return;
        }
        self.lacking();
        let design = self.designs.iter().find_map(|(_, step)| step.found()).copied();
        let (Some(design), Some(control)) = (design, self.control.found()) else { return };
        if design.parallel == Some(false) {
            let words = "those with and without the service did not run alike before it began";
            self.why_no_higher.push(words.to_owned());
            return;
        }
        if !ground.better.is(design.effect.value) || !design.effect.differs_from_zero() {
            self.why_no_higher.push(
                "held against the others, nothing for the better is left that chance would not give"
                    .to_owned(),
            );
            return;
        }
        if !control.quiet() {
            self.why_no_higher.push("the same analysis finds something where there can be nothing: whatever it is, it is not the service".to_owned());
            return;
        }
        let assumption = ground.assumption.clone().unwrap_or_else(|| match design.kind {
            DesignKind::Ancova => ASSUMPTION.to_owned(),
            DesignKind::DifferenceInDifferences | DesignKind::InterruptedSeriesWithControl => {
                super::series::ASSUMPTION.to_owned()
            }
        });
        let first = crate::ladder::Design { kind: design.kind, effect: design.effect };
        let Ok(consistent) = explained.with_controls(first, control.clone(), &assumption) else { return };
        self.said = consistent.say(unit);
        self.second(consistent, design.kind, ground, unit);
    }

    /// What is missing of the design and the control.
    fn lacking(&mut self) {
        let design = self.designs.iter().all(|(_, step)| step.found().is_none());
        let designs = self.designs.iter().filter_map(|(_, step)| super::missing(step)).next();
        for missing in [designs.filter(|_| design), super::missing(&self.control)].into_iter().flatten() {
            if !self.why_no_higher.contains(&missing) {
                self.why_no_higher.push(missing);
            }
        }
    }

    fn second(
        &mut self,
        consistent: crate::ladder::Consistent,
        first: DesignKind,
        ground: &Ground,
        unit: Unit<'_>,
    ) {
        let second = self.designs.iter().filter_map(|(_, step)| step.found()).find(|one| one.kind != first);
        let definitions = ground
            .definitions
            .and_then(|(first, last)| crate::ladder::DefinitionsUnchanged::between(first, last));
        match (second, self.pretend.found(), definitions) {
            (Some(second), Some(pretend), Some(definitions)) => {
                let second = crate::ladder::Design { kind: second.kind, effect: second.effect };
                match consistent.with_second_design(second, *pretend, definitions) {
                    Ok(supported) => self.said = supported.say(unit),
                    Err(_) => self.why_no_higher.push(
                        "the second design does not agree, or pretend dates show as clear a break".to_owned(),
                    ),
                }
            }
            (second, pretend, definitions) => {
                let missing = [
                    (second.is_none(), "a second design of another kind"),
                    (pretend.is_none(), "pretend dates to hold the break against"),
                    (definitions.is_none(), "the definition’s version at both ends, and the same one"),
                ];
                for (_, words) in missing.iter().filter(|(is, _)| *is) {
                    self.why_no_higher.push(format!("there is no {words}"));
                }
            }
        }
        debug_assert!(self.said.rung >= Rung::ConsistentWithHelping);
    }
}

/// The mean, standard deviation and correlation of two measurements, of everybody in a table.
pub fn population(before: &[f64], after: &[f64]) -> Option<crate::attribution::Population> {
    let count = before.len();
    if count < 30 || after.len() != count {
        return None;
    }
    let mean = |values: &[f64]| sum_in_any_order(values.iter().copied()) / count as f64;
    let (first, second) = (mean(before), mean(after));
    let product = |a: &[f64], x: f64, b: &[f64], y: f64| {
        sum_in_any_order(a.iter().zip(b).map(|(a, b)| (a - x) * (b - y)))
    };
    let (xx, yy) = (product(before, first, before, first), product(after, second, after, second));
    let correlation = product(before, first, after, second) / (xx * yy).sqrt();
    correlation.is_finite().then_some(crate::attribution::Population {
        mean: first,
        deviation: (xx / (count as f64 - 1.0)).sqrt(),
        correlation,
    })
}
