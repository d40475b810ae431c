//! Rows as read, made into what the steps take; and what is said of the table in words.

use std::collections::{BTreeMap, BTreeSet};

use counted::attribution::{Population, Side};
use counted::credit::{Better, Chosen, Ground, People, Person, Point, Series, Start, population};
use formats::credit::{self, Definition, PersonRow, PointRow};
use formats::figures::Period;
use published::credit::OverTime;

use crate::findings::Findings;

/// The measure's unit.
pub(super) fn words(definition: &Definition) -> String {
    definition.words.clone().unwrap_or_else(|| "units of the measure".to_owned())
}

/// Places after the point.
pub(super) fn places(definition: &Definition) -> usize {
    definition.places.unwrap_or(2)
}

fn ground(definition: &Definition, chosen: Chosen) -> Ground {
    Ground {
        words: words(definition),
        places: places(definition),
        better: if definition.higher == Some(true) { Better::Higher } else { Better::Lower },
        chosen,
        control_why: definition.control_why.clone(),
        assumption: definition.assumption.clone(),
        definitions: definition.versions,
    }
}

/// How they were chosen, in words.
pub(super) fn chosen_words(definition: &Definition) -> String {
    match &definition.chosen {
        None => "Nobody says how those who got the service were chosen.".to_owned(),
        Some(credit::Chosen::NotByFigures(why)) => format!("Not by their figures: {why}."),
        Some(credit::Chosen::ByTheFigure { above, cut, population }) => format!(
            "By the figure before: {} {cut}, out of {}.",
            if *above { "above" } else { "below" },
            match population {
                Some([mean, deviation, correlation]) => format!(
                    "people with a mean of {mean}, a deviation of {deviation} and a correlation of {correlation} between two measurements"
                ),
                None => "everybody in the table".to_owned(),
            }
        ),
    }
}

pub(super) fn people(
    rows: &[PersonRow],
    definition: &Definition,
    findings: &mut Findings,
) -> Result<People, String> {
    let chosen = match &definition.chosen {
        None => Chosen::NotSaid,
        Some(credit::Chosen::NotByFigures(why)) => Chosen::NotByFigures(why.clone()),
        Some(credit::Chosen::ByTheFigure { above, cut, population: said }) => {
            let from = match said {
                Some([mean, deviation, correlation]) => {
                    Some(Population { mean: *mean, deviation: *deviation, correlation: *correlation })
                }
                None => {
                    let column = |of: fn(&PersonRow) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
                    population(&column(|row| row.before), &column(|row| row.after))
                }
            };
            let side = if *above { Side::Above } else { Side::Below };
            match from {
                Some(population) => Chosen::ByTheFigure { side, cut: *cut, population },
                None => {
                    findings.add(
                        0,
                        "credit.population",
                        "fewer than 30 rows, or all alike: no population can be taken from this table",
                        "give mean, deviation and correlation under [chosen]",
                    );
                    Chosen::NotSaid
                }
            }
        }
    };
    if definition.chosen.is_some()
        && let Some(credit::Chosen::ByTheFigure { above, cut, .. }) = &definition.chosen
    {
        let outside = |row: &&PersonRow| row.treated && (row.before > *cut) != *above && row.before != *cut;
        for row in rows.iter().filter(outside).take(20) {
            findings.add(
                row.line,
                "credit.not_chosen_so",
                "got the service and lies on the other side of the cut",
                "see whether the cut is right: what regression to the mean would give rests on it",
            );
        }
    }
    // Where no column says who was as eligible, the cut says it; without a cut everybody in the table was.
    let by_the_cut = |row: &PersonRow| match &definition.chosen {
        Some(credit::Chosen::ByTheFigure { above, cut, .. }) => {
            if *above {
                row.before >= *cut
            } else {
                row.before <= *cut
            }
        }
        _ => true,
    };
    let units: BTreeSet<&str> = rows.iter().map(|row| row.unit.as_str()).collect();
    let number: BTreeMap<&str, u32> = units.iter().enumerate().map(|(at, unit)| (*unit, at as u32)).collect();
    let rows = rows
        .iter()
        .map(|row| Person {
            unit: number[row.unit.as_str()],
            treated: row.treated,
            eligible: row.eligible.unwrap_or_else(|| row.treated || by_the_cut(row)),
            before: row.before,
            after: row.after,
            control: row.control,
        })
        .collect();
    Ok(People { rows, ground: ground(definition, chosen) })
}

pub(super) fn people_words(given: &People) -> String {
    let count = |of: fn(&&Person) -> bool| given.rows.iter().filter(of).count();
    format!(
        "People in the table: {}. Got the service: {}; were as eligible and did not: {}; were neither: {}.",
        given.rows.len(),
        count(|person| person.treated),
        count(|person| !person.treated && person.eligible),
        count(|person| !person.treated && !person.eligible),
    )
}

pub(super) fn series(
    rows: &[PointRow],
    definition: &Definition,
    seed: u64,
    findings: &mut Findings,
) -> Result<(Series, Vec<String>), String> {
    let chosen = match &definition.chosen {
        None => Chosen::NotSaid,
        Some(credit::Chosen::NotByFigures(why)) => Chosen::NotByFigures(why.clone()),
        Some(credit::Chosen::ByTheFigure { .. }) => {
            findings.add(
                0,
                "credit.chosen_by_a_series",
                "units chosen by their figures: what they would have come back to cannot be worked out from a series",
                "give people before and after, or say why the units were not chosen by their figures",
            );
            Chosen::NotSaid
        }
    };
    let periods = periods(rows)?;
    let place = |period: Period| periods.iter().position(|known| *known == period).map(|at| at as u32);
    let units: BTreeSet<&str> = rows.iter().map(|row| row.unit.as_str()).collect();
    let number: BTreeMap<&str, u32> = units.iter().enumerate().map(|(at, unit)| (*unit, at as u32)).collect();
    let mut started: BTreeMap<&str, Option<Period>> = BTreeMap::new();
    let mut seen: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    let mut points = Vec::new();
    for row in rows {
        let unit = number[row.unit.as_str()];
        let known = started.entry(&row.unit).or_insert(row.started);
        if *known != row.started {
            return Err(format!(
                "line {}: the unit `{}` began in two periods, or in one and never; write the same in each of its rows",
                row.line, row.unit
            ));
        }
        let Some(period) = place(row.period) else { continue };
        if let Some(line) = seen.insert((unit, period), row.line) {
            return Err(format!(
                "line {}: the unit `{}` stands twice in {} (also on line {line}); keep one of the rows",
                row.line,
                row.unit,
                row.period.label()
            ));
        }
        points.push(Point { unit, period, value: row.value, control: row.control });
    }
    // A start between two periods of the table, or outside them, is the first period from then on.
    let first =
        |start: Period| periods.iter().position(|period| period.number >= start.number).map(|at| at as u32);
    let starts: BTreeSet<Option<u32>> = started.values().flatten().map(|start| first(*start)).collect();
    let start = match starts.len() {
        0 => Start::Never,
        1 => starts.first().copied().flatten().map_or(Start::Never, Start::At),
        _ => Start::Different,
    };
    let treated = units.iter().map(|unit| started.get(unit).is_some_and(Option::is_some)).collect();
    let labels = periods.iter().map(|period| period.label()).collect();
    Ok((Series { points, treated, start, ground: ground(definition, chosen), seed }, labels))
}

/// All periods from the first to the last, the gaps among them too, where they follow a rhythm.
fn periods(rows: &[PointRow]) -> Result<Vec<Period>, String> {
    let mut all: Vec<Period> = rows.iter().map(|row| row.period).collect();
    all.sort_unstable();
    all.dedup();
    let (Some(first), Some(last)) = (all.first().copied(), all.last().copied()) else { return Ok(all) };
    let Some(stride) = first.step.stride() else { return Ok(all) };
    let many = (last.number - first.number) / stride + 1;
    if many > 10_000 {
        return Err(format!("the periods reach over {many}: one of them is misread"));
    }
    Ok((0..many).map(|at| Period { step: first.step, number: first.number + at * stride }).collect())
}

pub(super) fn series_words(given: &Series) -> String {
    let with = given.treated.iter().filter(|treated| **treated).count();
    format!(
        "Figures: {}, of units: {}. Began the service: {with}; did not: {}.",
        given.points.len(),
        given.treated.len(),
        given.treated.len() - with
    )
}

/// The means by period, for the picture.
pub(super) fn over_time(given: &Series, periods: Vec<String>) -> Option<OverTime> {
    let Start::At(start) = given.start else { return None };
    let mean = |wanted: bool| -> Vec<Option<f64>> {
        let mut sums: Vec<Vec<f64>> = vec![Vec::new(); periods.len()];
        let mut points: Vec<&Point> =
            given.points.iter().filter(|point| given.treated[point.unit as usize] == wanted).collect();
        points.sort_by_key(|point| (point.period, point.unit));
        for point in points {
            sums[point.period as usize].push(point.value);
        }
        let mean =
            |values: Vec<f64>| (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
        sums.into_iter().map(mean).collect()
    };
    let (with, without) = (mean(true), mean(false));
    Some(OverTime { periods, start: start as usize, with, without })
}
