//! Funnel lines and significance as public health publishes them. Their tables were made by a solver that stops at
//! about a millionth of an event; so far they are followed.

use std::path::Path;

use counted::compare::{ASK, Interval, LOOK, Measure, Trim, count_interval, expected_at, funnel};

use crate::rows::Rows;
use crate::value::close;

const TOLERANCE: f64 = 1e-6;

/// Runs one file; false where it is of another format.
pub(crate) fn run(path: &Path) -> bool {
    let Some(rows) = Rows::read(path) else {
        return false;
    };
    if rows.has(&["Population", "Lower2s0025limit", "Baseline"]) {
        shares(&rows);
    } else if rows.has(&["lower_2s_exp_events", "upper_3s_isr"]) {
        ratios(&rows);
    } else if rows.has(&["Events", "lower_2s_limit", "baseline"]) {
        rates(&rows);
    } else if rows.has(&["obs", "expected", "significance"]) {
        ratio_places(&rows);
    } else if rows.has(&["numerator", "denominator", "significance"]) {
        share_places(&rows);
    } else if rows.has(&["count", "rate_crude_per_100000", "crude_per_100000_with_0"]) {
        rate_places(&rows);
    } else {
        return false;
    }
    true
}

/// The lines of a funnel of shares at a population: those of two units that together have this baseline.
fn shares(rows: &Rows) {
    for row in 0..rows.len() {
        let (of, share) = (rows.number(row, "Population"), rows.number(row, "Baseline") / 100.0);
        let many = 1e9;
        let plain = funnel(Measure::Share, &[(share * many, many), (share * many, many)], Trim::Winsorise)
            .unwrap()
            .limits_at(of)
            .plain;
        let same = |got: f64, key: &str| close(100.0 * got, rows.number(row, key), TOLERANCE, key);
        same(plain.look.0, "Lower2s0025limit");
        same(plain.look.1, "Upper2s0025limit");
        same(plain.ask.0, "Lower3s0001limit");
        same(plain.ask.1, "Upper3s0001limit");
    }
}

fn ratios(rows: &Rows) {
    let events = if rows.has(&["Observed_events"]) { "Observed_events" } else { "Observed_events\n" };
    for row in 0..rows.len() {
        let observed = rows.number(row, events);
        for (tail, sd) in [(LOOK, "2s"), (ASK, "3s")] {
            let (lower, upper) = expected_at(observed, tail);
            for (expected, side) in [(lower, "lower"), (upper, "upper")] {
                let what = format!("{side} {sd} at {observed}");
                close(expected, rows.number(row, &format!("{side}_{sd}_exp_events")), TOLERANCE, &what);
                let ratio = rows.number(row, &format!("{side}_{sd}_isr")) / 100.0;
                close(expected, observed / ratio, TOLERANCE, &what);
            }
        }
    }
}

fn rates(rows: &Rows) {
    for row in 0..rows.len() {
        let (events, baseline) = (rows.number(row, "Events"), rows.number(row, "baseline"));
        for (tail, sd) in [(LOOK, "2s"), (ASK, "3s")] {
            let (lower, upper) = expected_at(events, tail);
            for (expected, side) in [(lower, "lower"), (upper, "upper")] {
                let what = format!("{side} {sd} at {events}");
                // The same line, as a rate: so many events where so many were expected at the baseline.
                let limit = rows.number(row, &format!("{side}_{sd}_limit"));
                close(expected, baseline * events / limit, TOLERANCE, &what);
            }
        }
    }
}

/// What a significance column says of an interval and what was expected.
fn word(interval: impl Fn(f64) -> Interval, expected: f64) -> &'static str {
    let beyond = |tail: f64| {
        let (lower, upper) = interval(1.0 - 2.0 * tail);
        (lower > expected, upper < expected)
    };
    match (beyond(ASK), beyond(LOOK)) {
        ((true, _), _) => "High (0.001)",
        ((_, true), _) => "Low (0.001)",
        (_, (true, _)) => "High (0.025)",
        (_, (_, true)) => "Low (0.025)",
        _ => "Not significant",
    }
}

fn ratio_places(rows: &Rows) {
    for row in 0..rows.len() {
        let observed = rows.number(row, "obs");
        let got = word(|confidence| count_interval(observed, confidence), rows.number(row, "expected"));
        assert_eq!(got, rows.text(row, "significance"), "{observed}");
    }
}

fn share_places(rows: &Rows) {
    let (counts, of) = (rows.numbers("numerator"), rows.numbers("denominator"));
    let share = counts.iter().sum::<f64>() / of.iter().sum::<f64>();
    for row in 0..rows.len() {
        let got = word(|confidence| counted::compare::wilson(counts[row], of[row], confidence), share);
        assert_eq!(got, rows.text(row, "significance"), "{}", rows.text(row, "Area"));
    }
}

/// Crude rates against the rate of all areas; a rate of standardised figures needs weights that the file does not hold.
fn rate_places(rows: &Rows) {
    let (counts, of) = (rows.numbers("count"), rows.numbers("pop"));
    let usable = |row: &usize| counts[*row] > 0.0 && of[*row] > 0.0;
    let all: Vec<usize> = (0..rows.len()).filter(usable).collect();
    let rate = all.iter().map(|row| counts[*row]).sum::<f64>() / all.iter().map(|row| of[*row]).sum::<f64>();
    for row in all {
        let got = word(|confidence| count_interval(counts[row], confidence), rate * of[row]);
        assert_eq!(got, rows.text(row, "crude_per_100000_without_0"), "row {row}");
    }
}
