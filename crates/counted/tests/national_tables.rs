//! The national tables: how much stands in the band before a legal limit, which word that allows, and why no more.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test")]

mod vectors;

use counted::attribution::Estimate;
use counted::density::{Band, BandedExcess, banded_excess};
use counted::ladder::{Rung, Said, Unit, measured};
use vectors::text;

/// The bands of each area: (area, all, bands).
fn table(name: &str, first: usize, widths: &[f64]) -> Vec<(String, f64, Vec<Band>)> {
    let text = text(name).unwrap();
    text.lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let count = |at: usize| fields[at].parse::<f64>().unwrap();
            let bands =
                widths.iter().enumerate().map(|(at, width)| Band { width: *width, count: count(first + at) });
            (fields[0].to_owned(), count(1), bands.collect())
        })
        .collect()
}

fn england(rows: &[(String, f64, Vec<Band>)], at: usize) -> (f64, BandedExcess) {
    let (_, all, bands) = rows.iter().find(|(area, ..)| area == "England").unwrap();
    (*all, banded_excess(bands, at).unwrap())
}

/// What may be said of the excess: there is a difference, and one year's table knows nothing of what caused it. No design
/// with controls and no negative control can be made of it, so no higher rung can be built.
fn said(all: f64, excess: BandedExcess) -> Said {
    let value = (excess.low + excess.high) / 2.0;
    let difference = Estimate { value, error: f64::NAN, low: excess.low, high: excess.high };
    let unit = Unit { words: "more before the limit than beside it", places: 0 };
    measured(all as u64, 200, 0.0, difference, unit).unwrap().say(unit)
}

/// Assessments: at most 45 working days. Band 41 to 45 between 31 to 40 and 46 to 50.
#[test]
fn assessments_before_the_forty_fifth_day() {
    let rows =
        table("calib/assessment_durations_2025.csv", 2, &[1.0, 10.0, 10.0, 10.0, 10.0, 5.0, 5.0, 10.0]);
    let (all, excess) = england(&rows, 5);
    println!("{excess:?} of {all}");
    assert_eq!(excess.in_band, 122_730.0);
    // 122,730 less 65,690, and less 37,640; counts are rounded to ten, far within two standard errors.
    assert!((excess.low - 56_255.0).abs() < 100.0 && (excess.high - 85_891.0).abs() < 100.0, "{excess:?}");
    let said = said(all, excess);
    assert_eq!(said.rung, Rung::ChangedCauseUnknown);
    assert!(said.text.ends_with("We cannot tell what caused it."), "{}", said.text);
    // Every region does it: it is the limit that acts, and no region's doing.
    for (area, _, bands) in &rows {
        let region = banded_excess(bands, 5).unwrap();
        assert!(region.low > 0.0 && region.step > 2.0, "{area}: {region:?}");
    }
}

/// Initial child protection conferences: at most 15 working days after the strategy discussion.
#[test]
fn conferences_before_the_fifteenth_day() {
    let rows = table("calib/icpc_durations_2023.csv", 2, &[11.0, 5.0, 5.0]);
    let (all, excess) = england(&rows, 1);
    println!("{excess:?} of {all}");
    assert!(excess.low > 43_000.0 && excess.high < 49_500.0, "{excess:?}");
    // The law asks for a conference within 15 days and none is held early: the neighbours are no measure of what would be
    // without the limit. The curve could be as high there as it is.
    assert!(excess.step > 7.0);
    assert_eq!(said(all, excess).rung, Rung::ChangedCauseUnknown);
}
