//! Whether cases heap up just before a limit.

use crate::density::{Bunching, bunching};
use crate::fitness::{Number, Unit};
use crate::numbers::Draws;

/// Fewer cases around the limit than these say nothing: as the audit of closures before a deadline needs.
const CASES: u64 = 200;
/// How far on either side of the limit cases are looked at, in whole steps of their unit.
const REACH: f64 = 20.0;
/// How near the limit the curve is not fitted: the days of the audit of closures before a deadline.
const WINDOW: f64 = 3.0;
/// Draws for the interval, from a seed of our own: the same cases give the same interval.
const DRAWS: (u64, u32) = (8, 200);

/// Cases too many just before a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heap {
    number: Number,
}

impl Heap {
    /// The cases too many, in ordinary heights of the curve, with the interval.
    pub fn number(&self) -> Number {
        self.number
    }

    /// The whole interval says that there are too many.
    pub fn is_sure(&self) -> bool {
        self.number.interval.is_some_and(|(lower, _)| lower > 0.0)
    }
}

/// Looks for a heap. `values` are whole steps, such as days to closing; one at the limit still meets it.
///
/// `None` where fewer than 200 cases lie within 20 steps of the limit, or no curve fits.
///
/// # Source
/// [`bunching`].
pub fn heap(values: &[f64], limit: f64) -> Option<Heap> {
    // What happens on the day of the limit is before the edge.
    let edge = limit.floor() + 1.0;
    let range = [(edge - REACH).max(0.0), edge + REACH];
    let around = values.iter().filter(|value| (range[0]..range[1]).contains(value)).count() as u64;
    if around < CASES {
        return None;
    }
    let of = Bunching { limit: edge, width: 1.0, range, excluded: [edge - WINDOW, edge + WINDOW] };
    let found = bunching(values, of, Some((Draws::new(DRAWS.0), DRAWS.1)))?;
    let [lower, upper] = found.interval.filter(|ends| ends.iter().all(|end| end.is_finite()))?;
    let number = Number::new(found.normalised, Unit::Heights, 0.0).between((lower, upper)).out_of(around);
    found.normalised.is_finite().then_some(Heap { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fitness::{Cliff, Shape, Standing, Why, cliff};

    /// Cases spread evenly over 25 to 65 days; `moved` of those of the three days after day 45 are closed in the three before.
    fn cases(moved: usize) -> Vec<f64> {
        (25..66)
            .flat_map(|day| {
                let many = match day {
                    43..=45 => 50 + moved,
                    46..=48 => 50 - moved,
                    _ => 50 + usize::from(day % 2 == 0),
                };
                std::iter::repeat_n(f64::from(day), many)
            })
            .collect()
    }

    #[test]
    fn a_heap_before_the_limit_is_seen_and_an_even_spread_is_none() {
        let heaped = heap(&cases(30), 45.0).expect("enough cases");
        // Thirty too many on each of three days, over an ordinary height of about fifty.
        assert!((heaped.number().value - 1.8).abs() < 0.2, "{heaped:?}");
        assert!(heaped.is_sure());
        assert!(!heap(&cases(0), 45.0).expect("enough cases").is_sure());
        assert_eq!(heap(&cases(0)[..150], 45.0), None);
    }

    #[test]
    fn a_heap_keeps_the_check_from_being_met_and_its_absence_meets_nothing() {
        let of = |heap, claimed| cliff(&Cliff { register: Vec::new(), claimed, heap });
        let heaped = heap(&cases(30), 45.0);
        let found = of(heaped, Some(Shape::Nothing));
        assert_eq!((found.standing(), found.why()), (Standing::Partly, Why::Heaps));
        assert_eq!(of(heaped, None).standing(), Standing::Unknown);
        assert_eq!(of(heaped, Some(Shape::Jump)).standing(), Standing::NotMet);
        assert_eq!(of(heap(&cases(0), 45.0), None).standing(), Standing::Unknown);
    }
}
