//! Made-up worlds in which nobody games anything: what false signals are counted in.
//!
//! Units differ by nature in every share (a standard deviation of 0.4 on the logit scale), try honestly to keep the deadline,
//! close cases on working days and at weekly panels, enter closings in batches, have grave areas and busy seasons, round to
//! five minutes and book visits of half an hour. Whatever an audit says here is a false alarm.

pub mod programmes;
mod stream;

use stream::Stream;

use crate::audits::{Case, Cases, Closing, DAY, DailyVisits, NEVER, Occasions};
use crate::numbers::Draws;

/// Days of its period.
const PERIOD: i32 = 1095;
/// Days from opening to deadline.
const DUE: i32 = 45;
/// How far units differ by nature, in logits.
const SPREAD: f64 = 0.4;
/// Shares of severities 1 to 5.
const SEVERITIES: [f64; 5] = [0.17, 0.38, 0.32, 0.11, 0.02];

/// One unit's nature.
struct Nature {
    cases: u32,
    accepted: f64,
    excluded: f64,
    no_cooperation: f64,
    reopened: f64,
    reclassified: f64,
    again_soon: f64,
    harm: f64,
    favourite: f64,
    fives: f64,
    graver: f64,
    /// Of the cases that would be a little late, so many are closed in time by honest effort.
    effort: f64,
    batches: f64,
    panel: f64,
    panel_day: i32,
    mark: f64,
    visits: f64,
    inspection: i32,
}

impl Nature {
    fn draw(size: Size, draw: &mut Stream) -> Self {
        let mut share = |middle: f64| logistic((middle / (1.0 - middle)).ln() + SPREAD * draw.normal());
        let (accepted, excluded, no_cooperation) = (share(0.93), share(0.05), share(0.12));
        let (reopened, reclassified, again_soon) = (share(0.09), share(0.075), share(0.01));
        let (harm, favourite, fives) = (share(0.11), share(0.06), share(0.4));
        Self {
            // One unit in ten or so is small.
            cases: if draw.chance(0.08) {
                size.cases / 10
            } else {
                size.cases * 7 / 10 + draw.below(size.cases * 6 / 10)
            },
            accepted,
            excluded,
            no_cooperation,
            reopened,
            reclassified,
            again_soon,
            harm,
            favourite,
            fives,
            graver: 0.4 * draw.normal(),
            effort: 0.6 * draw.share(),
            batches: draw.share(),
            panel: 0.4 * draw.share(),
            panel_day: draw.below(5) as i32,
            mark: 5.0 + 0.7 * draw.normal(),
            visits: 0.5 + 2.0 * draw.share(),
            inspection: 200 + draw.below(700) as i32,
        }
    }
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// How large a world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many units.
    pub units: u32,
    /// How many cases an ordinary one has in three years; one in twelve or so has a tenth of it.
    pub cases: u32,
}

impl Default for Size {
    fn default() -> Self {
        Self { units: 22, cases: 550 }
    }
}

/// The `number`-th world of a seed: its cases, and its calendar.
pub fn without_gaming(seed: u64, number: u64) -> (Cases, Occasions) {
    without_gaming_of(Size::default(), seed, number)
}

/// The same, of another size.
pub fn without_gaming_of(size: Size, seed: u64, number: u64) -> (Cases, Occasions) {
    let draws = Draws::new(seed).apart(number);
    let (mut rows, mut visits, mut inspections) = (Vec::new(), Vec::new(), Vec::new());
    let mut children = 0;
    for unit in 0..size.units {
        let mut draw = Stream::new(draws.apart(u64::from(unit)));
        let nature = Nature::draw(size, &mut draw);
        cases_of(unit, &nature, &mut children, &mut draw, &mut rows);
        visits.push(visits_of(&nature, &mut draw));
        inspections.push(Some(nature.inspection));
    }
    let occasions =
        Occasions { period: PERIOD, counts: vec![364, 729, 1094], inspections, visits, threshold: None };
    (Cases::sorted(rows), occasions)
}

fn cases_of(unit: u32, nature: &Nature, children: &mut u32, draw: &mut Stream, rows: &mut Vec<Case>) {
    let mut opened: Vec<i32> =
        (0..nature.cases).map(|_| working_time(draw.below(PERIOD as u32) as i32, draw)).collect();
    opened.sort_unstable();
    let (first_child, mut known): (u32, Vec<(i32, u32)>) = (*children, Vec::new());
    let families = nature.cases * 9 / 10 + 1;
    for opened in opened {
        // Children come back: a few within days, a few more within weeks, the rest as chance has it.
        let recent =
            |days: i32| known.iter().rev().take(40).filter(|(day, _)| opened - day <= days * DAY).count();
        let (soon, later) = (recent(7), recent(35));
        let child = if soon > 0 && draw.chance(nature.again_soon) {
            known[known.len() - 1 - draw.below(soon as u32) as usize].1
        } else if later > 0 && draw.chance(0.015) {
            known[known.len() - 1 - draw.below(later as u32) as usize].1
        } else {
            first_child + draw.below(families)
        };
        known.push((opened, child));
        rows.push(case(unit, nature, child, opened, draw));
    }
    *children = first_child + families;
}

fn case(unit: u32, nature: &Nature, child: u32, opened: i32, draw: &mut Stream) -> Case {
    let severity = severity(nature, draw);
    let days = 38.5 * (0.42 * draw.normal()).exp();
    let closed = closing_day(nature, opened, days, draw);
    let late = closed - opened - DUE * DAY;
    let hardness = 0.01 * (days - 40.0);
    let reopened = if draw.chance(logistic((nature.reopened / (1.0 - nature.reopened)).ln() + hardness)) {
        closed + DAY + draw.below(28 * DAY as u32) as i32
    } else {
        NEVER
    };
    debug_assert!(late < 10_000 * DAY);
    let reclassified = if draw.chance(nature.reclassified) {
        working_time(opened.div_euclid(DAY) + 1 + draw.below(60) as i32, draw)
    } else {
        NEVER
    };
    let steep = (nature.accepted / (1.0 - nature.accepted)).ln() - 0.4 * (f64::from(severity) - 2.4);
    let closing = match draw.share() {
        share if share < nature.no_cooperation => Closing::NoCooperation,
        share if share < 0.7 => Closing::Completed,
        _ => Closing::Other,
    };
    Case {
        unit,
        opened,
        child,
        due: opened + DUE * DAY,
        closed,
        logged: closed + lag(nature, closed, draw),
        reopened,
        reclassified,
        severity: Some(severity),
        accepted: Some(draw.chance(logistic(steep))),
        excluded: draw.chance(nature.excluded),
        harm: Some(draw.chance(nature.harm)),
        closing,
        minutes: Some(minutes(nature, draw)),
        rating: Some((nature.mark + 1.4 * draw.normal()).round().clamp(1.0, 10.0) as u8),
    }
}

fn severity(nature: &Nature, draw: &mut Stream) -> u8 {
    let weights: Vec<f64> =
        SEVERITIES.iter().enumerate().map(|(at, share)| share * (nature.graver * at as f64).exp()).collect();
    let mut left = draw.share() * weights.iter().sum::<f64>();
    for (at, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return at as u8 + 1;
        }
    }
    SEVERITIES.len() as u8
}

/// When a case is closed: by nature, by honest effort in the days before the deadline, by the week's panel, on a working day.
fn closing_day(nature: &Nature, opened: i32, days: f64, draw: &mut Stream) -> i32 {
    let late = days - f64::from(DUE);
    if late > 0.0 && late <= 15.0 && draw.chance(nature.effort) {
        return opened + DUE * DAY - draw.below(3 * DAY as u32) as i32;
    }
    let mut day = opened.div_euclid(DAY) + days.max(1.0) as i32;
    if draw.chance(nature.panel) {
        day += (nature.panel_day - day).rem_euclid(7);
    }
    working_time(day, draw).max(opened + DAY / 10)
}

/// A moment of working hours on this day, or on the next working day: few work at weekends.
fn working_time(day: i32, draw: &mut Stream) -> i32 {
    let weekday = day.rem_euclid(7);
    let day = if weekday >= 5 && draw.chance(0.85) { day + 7 - weekday } else { day };
    day * DAY + 375 + draw.below(350) as i32
}

/// How late a closing enters the log: at once, or with the batch at the week's end.
fn lag(nature: &Nature, closed: i32, draw: &mut Stream) -> i32 {
    let at_once = (-0.8 * f64::from(DAY) * (1.0 - draw.share()).ln()) as i32;
    if draw.chance(nature.batches) {
        let friday = (4 - closed.div_euclid(DAY)).rem_euclid(7) * DAY;
        return friday + draw.below(200) as i32;
    }
    at_once
}

fn minutes(nature: &Nature, draw: &mut Stream) -> u16 {
    let free = (50.0 * (0.45 * draw.normal()).exp()).clamp(5.0, 200.0);
    if draw.chance(nature.favourite) {
        let nearest = [30.0, 45.0, 60.0, 90.0f64]
            .into_iter()
            .min_by(|a, b| (a - free).abs().total_cmp(&(b - free).abs()));
        return nearest.unwrap_or(free) as u16;
    }
    if draw.chance(nature.fives) { ((free / 5.0).round() * 5.0) as u16 } else { free.round() as u16 }
}

fn visits_of(nature: &Nature, draw: &mut Stream) -> DailyVisits {
    let mut staff = 1.0;
    let by_day = (0..PERIOD)
        .map(|day| {
            if day % 7 == 0 {
                staff = (0.15 * draw.normal()).exp();
            }
            let week = if day % 7 < 5 { 1.3 } else { 0.25 };
            let season = 1.0 + 0.15 * (f64::from(day) / 365.25 * std::f64::consts::TAU).sin();
            draw.poisson(nature.visits * week * season * staff)
        })
        .collect();
    DailyVisits { by_day }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_is_its_seed_and_number() {
        let of = |seed, number| format!("{:?}", without_gaming(seed, number));
        assert_eq!(of(1, 7), of(1, 7));
        assert_ne!(of(1, 7), of(1, 8));
        assert_ne!(of(1, 7), of(2, 7));
    }

    #[test]
    fn a_world_has_a_week_and_an_honest_rush() {
        let (cases, _) = without_gaming(3, 0);
        let weekend = cases.closed.iter().filter(|closed| closed.div_euclid(DAY).rem_euclid(7) >= 5).count();
        assert!(weekend * 8 < cases.len(), "{weekend} of {}", cases.len());
        let around = |from: i32, to: i32| {
            let late = cases.closed.iter().zip(&cases.due).map(|(closed, due)| closed - due);
            late.filter(|late| (from * DAY..to * DAY).contains(late)).count()
        };
        assert!(around(-3, 0) > 2 * around(0, 3), "{} and {}", around(-3, 0), around(0, 3));
    }
}
