//! Indicators as returned, and returns beside what was found.

use std::collections::BTreeSet;

use counted::fitness::{Pair, Returned, next_by_chance, pair, series};
use formats::fitness::{Indicator as Read, PairRow, indicators as brought_together};
use published::fitness::{Indicator, Neither, PairShown, Use, YearShown};

use super::{Given, asked, same, set};
use crate::findings::Findings;

/// A name of fewer words says too little to be taken for part of another.
const WORDS: usize = 3;

/// Every indicator, in the order of the files and of their names.
pub(super) fn indicators(given: &Given, findings: &mut Findings) -> Vec<Indicator> {
    let mut read: Vec<Read> = Vec::new();
    for (file, rows) in &given.returned {
        read.extend(brought_together(rows, *file, findings));
    }
    let named: Vec<(String, String)> = read.iter().map(|one| (one.name.clone(), one.unit.clone())).collect();
    read.iter().map(|one| indicator(one, &named, given, findings)).collect()
}

fn indicator(of: &Read, named: &[(String, String)], given: &Given, findings: &mut Findings) -> Indicator {
    let asked_about = given.kpis.iter().find(|(_, kpi)| same(&kpi.name, &of.name));
    // The questionnaire's own row has said already what was odd in the figures of this measure.
    let mut said = Findings::default();
    let kept = if asked_about.is_some() { &mut said } else { findings };
    let kpi = asked_about.map(|(file, kpi)| (*file, kpi));
    let protocol = asked::protocol(&of.name, kpi, Some(of), given, kept);
    let years: Vec<Returned> = of.years.iter().map(|year| returned(of, year)).collect();
    let last = of.years.iter().rev().find_map(|year| year.outturn);
    let by_chance =
        last.filter(|_| of.is_count_of_events()).and_then(|count| Some((count, next_by_chance(count)?)));
    Indicator {
        name: of.name.clone(),
        unit: of.unit.clone(),
        better: set::better(of.better),
        recorded_by: of.recorded_by.clone(),
        recorder: set::from_words(&of.recorded_by),
        kind: of.kind.clone(),
        series: series(&years, set::better(of.better)),
        years: of
            .years
            .iter()
            .map(|year| YearShown {
                label: year.label.clone(),
                number: year.number,
                target: year.target,
                outturn: year.outturn,
                source: year.source.clone(),
                definition: year.definition.clone(),
            })
            .collect(),
        used: used(of, last, &protocol),
        protocol,
        by_chance,
        is_asked_about: asked_about.is_some(),
        alike: alike(of, named),
    }
}

fn used(of: &Read, last: Option<f64>, protocol: &counted::fitness::Protocol) -> Use {
    let fitness = protocol.fitness();
    match last {
        _ if of.is_summary() => Use::Neither(Neither::Summary),
        // What stands in the way of a measure is said before that it has no figure yet.
        None if matches!(fitness, counted::fitness::Fitness::ToLearnOnly(_)) => {
            Use::Neither(Neither::NoFigure)
        }
        _ => Use::By(fitness),
    }
}

/// A year, its definition by number: the place of its words among those of the indicator.
fn returned(of: &Read, year: &formats::fitness::Year) -> Returned {
    let definition = (!year.definition.is_empty())
        .then(|| of.years.iter().position(|other| same(&other.definition, &year.definition)))
        .flatten();
    Returned { year: year.number, target: year.target, outturn: year.outturn, definition }
}

/// Other indicators in the same unit, of which one name has all words of the other.
fn alike(of: &Read, named: &[(String, String)]) -> Vec<String> {
    let words = |name: &str| -> BTreeSet<String> {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let own = words(&of.name);
    named
        .iter()
        .filter(|(name, unit)| same(unit, &of.unit) && !same(name, &of.name))
        .filter(|(name, _)| {
            let other = words(name);
            own.len().min(other.len()) >= WORDS && (own.is_subset(&other) || other.is_subset(&own))
        })
        .map(|(name, _)| name.clone())
        .collect()
}

/// Returns beside findings, in the order of the files.
pub(super) fn pairs(rows: &[PairRow]) -> Vec<PairShown> {
    rows.iter()
        .map(|row| PairShown {
            what: row.what.clone(),
            year: row.year.clone(),
            official: row.official,
            independent: row.independent,
            unit: row.unit.clone(),
            of: row.of,
            note: row.note.clone(),
            source: row.source.clone(),
            paired: pair(Pair { official: row.official, independent: row.independent, of: row.of }),
        })
        .collect()
}
