//! The order in which units are given changes no digit.

use counted::compare::{Measure, Trim, funnel};
use proptest::prelude::*;

proptest! {
    #[test]
    fn units_in_any_order_give_the_same_figures(
        (units, shuffled) in proptest::collection::vec((0u32..500, 500u32..5000), 2..40)
            .prop_flat_map(|units| {
                let order: Vec<usize> = (0..units.len()).collect();
                (Just(units), Just(order).prop_shuffle())
            })
    ) {
        let given: Vec<(f64, f64)> = units.iter().map(|(count, of)| (f64::from(*count), f64::from(*of))).collect();
        let other: Vec<(f64, f64)> = shuffled.iter().map(|at| given[*at]).collect();
        for (measure, trim) in [(Measure::Share, Trim::Winsorise), (Measure::Counts, Trim::Truncate)] {
            let (Ok(one), Ok(two)) = (funnel(measure, &given, trim), funnel(measure, &other, trim)) else {
                continue;
            };
            prop_assert_eq!(one.target.to_bits(), two.target.to_bits());
            prop_assert_eq!(one.spread.tau2.to_bits(), two.spread.tau2.to_bits());
            for (place, at) in shuffled.iter().enumerate() {
                prop_assert_eq!(one.units[*at], two.units[place]);
            }
        }
    }
}
