//! Made-up programmes whose effect is known: none, or so much. Those who get the service are chosen at their worst, so that even
//! one without effect looks like a triumph.

use super::stream::Stream;
use crate::attribution::{Population, Side};
use crate::credit::{Better, Chosen, Ground, People, Person, Point, Series, Start};
use crate::numbers::Draws;

/// Days missing above which somebody is chosen.
const CUT: f64 = 34.0;
/// People looked at.
const PEOPLE: u32 = 400;
/// Units of a series, periods, and the first one with the service.
const UNITS: u32 = 24;
const PERIODS: u32 = 30;
const START: u32 = 15;

fn ground(chosen: Chosen) -> Ground {
    Ground {
        words: "days".to_owned(),
        places: 1,
        better: Better::Lower,
        chosen,
        control_why: Some("days ill, which the service does nothing about".to_owned()),
        assumption: None,
        definitions: Some((1, 1)),
    }
}

/// People measured twice, half of those above a cut chosen by lot; `effect` is added to what the treated show afterwards.
pub fn people_with(effect: f64, seed: u64, number: u64) -> People {
    let mut draw = Stream::new(Draws::new(seed).apart(number));
    let mut rows = Vec::new();
    for _ in 0..PEOPLE {
        // Half of what differs between people lasts.
        let lasting = 30.0 + 5.0 * draw.normal();
        let (before, after) = (lasting + 5.0 * draw.normal(), lasting + 5.0 * draw.normal());
        let eligible = before > CUT;
        let treated = eligible && draw.chance(0.5);
        let ill = 8.0 + 2.0 * draw.normal();
        rows.push(Person {
            unit: 0,
            treated,
            eligible,
            before,
            after: if treated { after + effect } else { after },
            control: Some((Some(ill + draw.normal()), ill + draw.normal())),
        });
    }
    let population = Population { mean: 30.0, deviation: 50f64.sqrt(), correlation: 0.5 };
    People { rows, ground: ground(Chosen::ByTheFigure { side: Side::Above, cut: CUT, population }) }
}

/// Units over time that differ in level, half of them with the service from the middle on; neighbouring periods hang together,
/// and all share a drift. `effect` is added from then on.
pub fn series_with(effect: f64, seed: u64, number: u64) -> Series {
    let mut draw = Stream::new(Draws::new(seed).apart(number));
    let shared: Vec<f64> = (0..PERIODS).map(|period| 0.1 * f64::from(period) + 0.5 * draw.normal()).collect();
    let mut points = Vec::new();
    for unit in 0..UNITS {
        let level = 20.0 + 3.0 * draw.normal();
        let (mut left, mut other) = (0.0, 0.0);
        for period in 0..PERIODS {
            left = 0.3 * left + draw.normal();
            other = 0.3 * other + draw.normal();
            let with = unit % 2 == 0 && period >= START;
            points.push(Point {
                unit,
                period,
                value: level + shared[period as usize] + left + if with { effect } else { 0.0 },
                control: Some(10.0 + other),
            });
        }
    }
    Series {
        points,
        treated: (0..UNITS).map(|unit| unit % 2 == 0).collect(),
        start: Start::At(START),
        ground: ground(Chosen::NotByFigures("they were drawn by lot".to_owned())),
        seed: seed ^ number,
    }
}
