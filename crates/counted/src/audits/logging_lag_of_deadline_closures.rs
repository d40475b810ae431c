//! Closings claimed for the last days before the deadline entered the log later than the unit's others.
//!
//! Entry in batches at the week's end makes some days of the week late; a day is therefore held against the same day of the
//! week.

use super::scene::{Scene, looked, too_little};
use super::tally::Logged;
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::hypothesis::{Ranked, stratified_rank_sum};

/// Days before the deadline.
const DAYS: i32 = 3;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let logged = &scene.tallies[unit].logged;
    let near = |closing: &Logged| scene.in_last_days(closing.from_deadline, DAYS);
    let together = Ranked::of_sorted(logged.iter().map(|closing| (closing.late, near(closing))));
    let need = scene.need(Audit::LoggingLagOfDeadlineClosures);
    let (first, second) = (together.first as u64, together.second as u64);
    for (what, have) in
        [("logged closures in the 3 days before the deadline", first), ("other logged closures", second)]
    {
        if let Some(too_little) = too_little(what, have, need) {
            return too_little;
        }
    }
    let plain = together.greater().map_or(1.0, |test| test.p);
    let of = |wanted: bool| -> Vec<i32> {
        logged.iter().filter(|closing| near(closing) == wanted).map(|closing| closing.late).collect()
    };
    let (deadline, others) = (of(true), of(false));
    let statistic = (quantile(&deadline, 0.5) - quantile(&others, 0.5)) / 1000.0;
    let mut seen = looked(statistic, plain, chance(scene, unit).unwrap_or(1.0));
    seen.counts = vec![
        Count { what: "logged closures in the 3 days before the deadline", number: first },
        Count { what: "other logged closures", number: second },
    ];
    // The rank test on values as spread as the others' middle half: √(π/3) is its price against a mean of normal values.
    let spread = (quantile(&others, 0.75) - quantile(&others, 0.25)) / 1.349 / 1000.0;
    let error = spread * (std::f64::consts::FRAC_PI_3 * (1.0 / first as f64 + 1.0 / second as f64)).sqrt();
    seen.smallest = smallest::slope(scene.level, scene.rules.power_percent, error);
    seen.corroboration = vec![Corroboration { key: "claimed_date_edited", found: Found::CouldNotLook }];
    Outcome::Looked(seen)
}

/// How unlikely it is that they are so late, day of the week by day of the week; `None` where too few are logged.
pub(super) fn chance(scene: &Scene<'_>, unit: usize) -> Option<f64> {
    let mut days: [Vec<(i32, bool)>; 7] = Default::default();
    for closing in &scene.tallies[unit].logged {
        let near = scene.in_last_days(closing.from_deadline, DAYS);
        days[usize::from(closing.weekday)].push((closing.late, near));
    }
    let ranked = days.map(|day| Ranked::of_sorted(day.into_iter()));
    let near: usize = ranked.iter().map(|day| day.first).sum();
    // The approximation is a poor one for a handful.
    if near < 8 { None } else { stratified_rank_sum(&ranked).map(|(_, p)| p) }
}

/// The value below which a share of sorted values lies, as NumPy's default has it.
fn quantile(sorted: &[i32], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let at = share * last as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    f64::from(below) + (f64::from(above) - f64::from(below)) * at.fract()
}
