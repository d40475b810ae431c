//! The national tables: how much stands in the band before a legal limit, which word that allows, and why no more.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test")]

use counted::density::{Band, BandedExcess, banded_excess, banded_said};
use counted::ladder::Rung;

/// The bands of each area: (area, all, bands).
fn table(name: &str, first: usize, widths: &[f64]) -> Vec<(String, f64, Vec<Band>)> {
    let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/national").join(name);
    let text = std::fs::read_to_string(place).unwrap();
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

/// Assessments: at most 45 working days. Band 41 to 45 between 31 to 40 and 46 to 50.
#[test]
fn assessments_before_the_forty_fifth_day() {
    let rows = table("assessment_durations_2025.csv", 2, &[1.0, 10.0, 10.0, 10.0, 10.0, 5.0, 5.0, 10.0]);
    let (all, excess) = england(&rows, 5);
    println!("{excess:?} of {all}");
    assert_eq!(excess.in_band, 122_730.0);
    // 122,730 less 65,690, and less 37,640; counts are rounded to ten, far within two standard errors.
    assert!((excess.low - 56_255.0).abs() < 100.0 && (excess.high - 85_891.0).abs() < 100.0, "{excess:?}");
    let said = banded_said(all as u64, excess);
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
    let rows = table("icpc_durations_2023.csv", 2, &[11.0, 5.0, 5.0]);
    let (all, excess) = england(&rows, 1);
    println!("{excess:?} of {all}");
    assert!(excess.low > 43_000.0 && excess.high < 49_500.0, "{excess:?}");
    // The law asks for a conference within 15 days and none is held early: the neighbours are no measure of what would be
    // without the limit. The curve could be as high there as it is.
    assert!(excess.step > 7.0);
    assert_eq!(banded_said(all as u64, excess).rung, Rung::ChangedCauseUnknown);
}
