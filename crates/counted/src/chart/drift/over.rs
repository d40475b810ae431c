//! A drift chart over the points of another chart, whose centre and standard deviation it takes.

use super::{Design, cusum, ewma};
use crate::chart::Chart;
use crate::chart::rules::Way;

/// What has gathered at one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gathered {
    /// What has gathered upward, not below 0; for a weighted mean the mean itself, on either side of 0.
    pub up: f64,
    /// What has gathered downward, not above 0; `None` for a weighted mean.
    pub down: Option<f64>,
    /// How far from 0 the limits lie on both sides.
    pub limit: f64,
    /// On which side it lies beyond its limit.
    pub alarm: Option<Way>,
    /// The point at which what lies beyond began to gather; the point itself where nothing does.
    pub since: usize,
}

/// A drift chart: one for each point of the chart it goes over, `None` at points without a figure that counts, or without limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// How it is set.
    pub design: Design,
    /// The points, in order.
    pub points: Vec<Option<Gathered>>,
}

impl Drift {
    /// The last point at which anything could gather.
    pub fn last(&self) -> Option<Gathered> {
        self.points.iter().rev().find_map(|point| *point)
    }

    /// The points beyond their limits, with their way, in order.
    pub fn alarms(&self) -> impl Iterator<Item = (usize, Way)> + '_ {
        self.points.iter().enumerate().filter_map(|(at, point)| Some((at, (*point)?.alarm?)))
    }
}

/// Goes over a chart; at each part with limits of its own it begins again from nothing.
pub fn over(chart: &Chart, design: Design) -> Drift {
    let mut points = vec![None; chart.points.len()];
    for part in &chart.parts {
        let (at, z): (Vec<usize>, Vec<f64>) =
            part.counted.iter().filter_map(|at| Some((*at, chart.points[*at].z?))).unzip();
        for (place, gathered) in gather(&z, design).into_iter().enumerate() {
            points[at[place]] = Some(Gathered { since: at[gathered.since], ..gathered });
        }
    }
    Drift { design, points }
}

/// The same over plain figures; `since` counts from the first of them.
fn gather(z: &[f64], design: Design) -> Vec<Gathered> {
    let (up, down, limits) = match design {
        Design::Cusum { k, h } => {
            let sums = cusum(z, k, h);
            (sums.upper, Some(sums.lower), vec![h; z.len()])
        }
        Design::Ewma { lambda, width } => {
            let mean = ewma(z, lambda, width);
            (mean.value, None, mean.half_width)
        }
    };
    let mut all = Vec::new();
    let (mut up_since, mut down_since) = (0, 0);
    for (at, (&up, &limit)) in up.iter().zip(&limits).enumerate() {
        let below = down.as_ref().map_or(-up, |down| down[at]);
        // Nothing gathers yet, or nothing any more: if anything does, it begins at the next point.
        let beyond = |gathered: f64, since: usize| (gathered > limit).then_some(since);
        let (up_from, down_from) = (beyond(up, up_since), beyond(below, down_since));
        let (alarm, since) = match (up_from, down_from) {
            (Some(since), None) => (Some(Way::Up), since),
            (None, Some(since)) => (Some(Way::Down), since),
            (Some(since), Some(_)) if up >= below => (Some(Way::Up), since),
            (Some(_), Some(since)) => (Some(Way::Down), since),
            (None, None) => (None, at),
        };
        if up <= 0.0 {
            up_since = at + 1;
        }
        if below <= 0.0 {
            down_since = at + 1;
        }
        all.push(Gathered { up, down: down.as_ref().map(|_| -below), limit, alarm, since });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Change, Freeze, Kind, Plan, Series, draw};

    /// Twelve figures about 10, then twelve about 11: one standard deviation higher.
    fn shifted() -> Vec<f64> {
        let even = [9.0, 11.0, 10.0, 9.0, 10.0, 11.0, 10.0, 9.0, 11.0, 10.0, 9.0, 11.0];
        even.into_iter().chain(even.map(|figure| figure + 1.5)).collect()
    }

    fn frozen(first: usize) -> Plan {
        let freeze = Freeze { first, decided: None, reason: "before".into() };
        Plan { freeze: Some(freeze), ..Plan::default() }
    }

    #[test]
    fn a_small_shift_is_found_and_dated_from_where_it_began() {
        let chart = draw(Kind::Xmr, &Series::of_values(&shifted()), &frozen(12)).unwrap();
        assert!(
            (0..24).all(|at| chart.outside(at).is_none_or(core::cmp::Ordering::is_eq)),
            "no point is outside"
        );
        for design in [Design::CUSUM, Design::EWMA] {
            let drift = over(&chart, design);
            let (first, way) = drift.alarms().next().unwrap();
            let since = drift.points[first].unwrap().since;
            assert!(first > 12 && way == Way::Up, "{design:?} {first}");
            assert!((10..=13).contains(&since), "{design:?} {since}");
        }
    }

    #[test]
    fn gaps_and_points_left_out_add_nothing_and_new_limits_begin_again() {
        let mut values: Vec<Option<f64>> = shifted().into_iter().map(Some).collect();
        values[15] = None;
        let change = |at| Change { at, decided: None, reason: "why".into() };
        let plan = Plan { excluded: vec![change(16)], ..frozen(12) };
        let drift = over(&draw(Kind::Xmr, &Series::Values(values.clone()), &plan).unwrap(), Design::CUSUM);
        assert!(drift.points[15].is_none() && drift.points[16].is_none() && drift.points[17].is_some());
        let plan = Plan { splits: vec![change(12)], ..Plan::default() };
        let drift = over(&draw(Kind::Xmr, &Series::Values(values), &plan).unwrap(), Design::CUSUM);
        assert_eq!(drift.alarms().count(), 0, "each part has its own centre");
    }

    #[test]
    fn two_points_gather_nothing() {
        let chart = draw(Kind::Xmr, &Series::of_values(&[1.0, 9.0]), &Plan::default()).unwrap();
        assert_eq!(over(&chart, Design::CUSUM).last(), None);
    }

    #[test]
    fn downward_is_the_mirror_of_upward() {
        let values = shifted();
        let mirrored: Vec<f64> = values.iter().map(|value| 20.0 - value).collect();
        for design in [Design::CUSUM, Design::EWMA] {
            let of = |values: &[f64]| {
                let chart = draw(Kind::Xmr, &Series::of_values(values), &frozen(12)).unwrap();
                over(&chart, design).alarms().collect::<Vec<_>>()
            };
            let (up, down) = (of(&values), of(&mirrored));
            assert!(!up.is_empty() && up.iter().all(|(_, way)| *way == Way::Up));
            assert_eq!(
                up.iter().map(|(at, _)| *at).collect::<Vec<_>>(),
                down.iter().map(|(at, _)| *at).collect::<Vec<_>>()
            );
            assert!(down.iter().all(|(_, way)| *way == Way::Down));
        }
    }
}
