//! Figures of each unit, case by case, and how the units lie beside each other.

use std::collections::BTreeSet;

use counted::audits::{Case, Closing, DAY, NEVER, Share};
use counted::compare::{Funnel, Interval, Measure, Trim, funnel, wilson};

use super::{Asked, LEAST_OF_UNIT};

/// Units with enough cases below which no comparison is drawn.
pub const LEAST_COMPARED: usize = 5;
/// Days after a closing within which a case opened again was perhaps never over.
const REOPENED: i32 = 30 * DAY;

/// The figures of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitFigures {
    /// Cases opened in the period.
    pub cases: u64,
    /// Children they are of.
    pub children: u64,
    /// Numerator and denominator of each share, in the order of [`Share::ALL`]; `None` where the table does not say it.
    pub shares: [Option<(u64, u64)>; 6],
}

impl UnitFigures {
    /// Numerator and denominator of a share.
    pub fn share(&self, share: Share) -> Option<(u64, u64)> {
        self.shares[share as usize]
    }

    /// The interval of a share: where it may lie with 95 in 100, by Wilson; `None` without a case.
    pub fn interval(&self, share: Share) -> Option<Interval> {
        let (hits, all) = self.share(share).filter(|(_, all)| *all > 0)?;
        Some(wilson(hits as f64, all as f64, 0.95))
    }
}

/// One share of the units beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The share.
    pub share: Share,
    /// The units that have cases enough, by number.
    pub units: Vec<usize>,
    /// Numerator and denominator of each.
    pub counts: Vec<(f64, f64)>,
    /// The comparison.
    pub funnel: Funnel,
}

/// Counts every case once for each share. `period`: its days.
pub(super) fn of_units(cases: &[Case], units: usize, period: i32, asked: Asked) -> Vec<UnitFigures> {
    let mut figures = vec![UnitFigures::default(); units];
    let mut children: BTreeSet<(u32, u32)> = BTreeSet::new();
    for figures in &mut figures {
        figures.shares = Share::ALL.map(|share| asked.share(share).then_some((0, 0)));
    }
    for case in cases {
        let Some(figures) = figures.get_mut(case.unit as usize) else { continue };
        figures.cases += 1;
        if children.insert((case.unit, case.child)) {
            figures.children += 1;
        }
        for (share, counts) in Share::ALL.iter().zip(&mut figures.shares) {
            if let (Some((hits, all)), Some(hit)) =
                (counts, counts_in(*share, case, period.saturating_mul(DAY)))
            {
                *all += 1;
                *hits += u64::from(hit);
            }
        }
    }
    figures
}

/// Whether a case is in the denominator, and then whether in the numerator: the definitions of [`Share`].
fn counts_in(share: Share, case: &Case, end: i32) -> Option<bool> {
    let closed_by = |day: i32| case.closed != NEVER && case.closed <= day;
    let of = |is_counted: bool, hit: bool| is_counted.then_some(hit);
    match share {
        Share::InTime => of(case.due <= end, closed_by(case.due)),
        Share::LoggedInTime => of(case.due <= end, case.logged != NEVER && case.logged <= case.due),
        Share::Reopened => of(
            closed_by(end.saturating_sub(REOPENED)),
            case.reopened != NEVER && case.reopened.saturating_sub(case.closed) <= REOPENED,
        ),
        Share::NoCooperation => of(closed_by(end), case.closing == Closing::NoCooperation),
        Share::Excluded => Some(case.excluded),
        Share::Accepted => case.accepted,
    }
}

/// A comparison for each share that at least five units have twenty cases of.
pub(super) fn compare(figures: &[UnitFigures], asked: Asked) -> Vec<Compared> {
    let enough = |share: Share| -> Vec<(usize, (f64, f64))> {
        let of = |(unit, figures): (usize, &UnitFigures)| {
            let (hits, all) = figures.share(share).filter(|(_, all)| *all >= LEAST_OF_UNIT)?;
            Some((unit, (hits as f64, all as f64)))
        };
        figures.iter().enumerate().filter_map(of).collect()
    };
    let one = |share: &Share| {
        let (units, counts): (Vec<usize>, Vec<(f64, f64)>) = enough(*share).into_iter().unzip();
        if units.len() < LEAST_COMPARED {
            return None;
        }
        // All alike, every case or none: there is nothing to compare.
        let funnel = funnel(Measure::Share, &counts, Trim::Winsorise).ok()?;
        Some(Compared { share: *share, units, counts, funnel })
    };
    Share::ALL.iter().filter(|share| asked.share(**share)).filter_map(one).collect()
}
