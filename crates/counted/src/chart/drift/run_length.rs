//! How many figures pass, on average, before a drift chart alarms: rightly, or for nothing.

use crate::numbers::{Node, gauss_legendre, normal_cdf, normal_density, solve};

/// Places at which the integral equations are looked at; doubling them changes the designs in use by less than 1 in 10⁸.
const PLACES: usize = 60;

/// The mean number of figures until a cumulative sum of one side exceeds `h`, from a start at 0, when the figures lie `shift`
/// standard deviations off. Shift 0 gives the spacing of false alarms. `None` for a decision interval that is not above 0.
///
/// # Source
/// Page (1954): the run length from each state is one figure plus the run length from the next state; the integral over next
/// states after Goel and Wu (1971), Technometrics 13:221.
pub fn cusum_run_length(k: f64, h: f64, shift: f64) -> Option<f64> {
    if !(h > 0.0 && h.is_finite() && k.is_finite() && shift.is_finite()) {
        return None;
    }
    let nodes = gauss_legendre(PLACES, 0.0, h);
    // The first state is 0, where many figures end up exactly; the others are the places between 0 and h.
    let states: Vec<f64> = [0.0].into_iter().chain(nodes.iter().map(|node| node.at)).collect();
    let equations = states.iter().map(|from| {
        let to_zero = normal_cdf(k - from - shift);
        let between = nodes.iter().map(|to| to.weight * normal_density(to.at - from + k - shift));
        [to_zero].into_iter().chain(between).collect()
    });
    from_start(equations.collect(), 0)
}

/// The mean number of figures until an exponentially weighted mean leaves the limits it has in the long run, from a start at the
/// centre. `None` for a weight outside 0 to 1 or a width that is not above 0.
///
/// # Source
/// Crowder (1987), Technometrics 29:401.
pub fn ewma_run_length(lambda: f64, width: f64, shift: f64) -> Option<f64> {
    let half = width * (lambda / (2.0 - lambda)).sqrt();
    if !(lambda > 0.0 && lambda <= 1.0 && half > 0.0 && half.is_finite() && shift.is_finite()) {
        return None;
    }
    let nodes = gauss_legendre(PLACES, -half, half);
    let reach = |from: f64, to: &Node| {
        to.weight / lambda * normal_density((to.at - (1.0 - lambda) * from) / lambda - shift)
    };
    // The start at the centre is a state of its own, which no figure comes back to exactly.
    let states: Vec<f64> = [0.0].into_iter().chain(nodes.iter().map(|node| node.at)).collect();
    let equations =
        states.iter().map(|from| [0.0].into_iter().chain(nodes.iter().map(|to| reach(*from, to))).collect());
    from_start(equations.collect(), 0)
}

/// The mean number of steps from a state until the states are left, for chances of going from one to another.
fn from_start(chances: Vec<Vec<f64>>, start: usize) -> Option<f64> {
    let ones = vec![1.0; chances.len()];
    let mut matrix = chances;
    for (row, chances) in matrix.iter_mut().enumerate() {
        for (column, chance) in chances.iter_mut().enumerate() {
            *chance = if row == column { 1.0 - *chance } else { -*chance };
        }
    }
    solve(matrix, ones)?.get(start).copied().filter(|length| length.is_finite() && *length >= 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_of_one_is_a_chart_of_single_figures() {
        // Montgomery (2009), section 5.3: a 3-sigma chart alarms for nothing once in 370 points.
        let length = ewma_run_length(1.0, 3.0, 0.0).unwrap();
        assert!((length - 370.4).abs() < 0.05, "{length}");
    }

    #[test]
    fn designs_of_the_textbook() {
        // Montgomery (2009), table 9.3: k = 0.5, two-sided, h = 4 gives 168 and h = 5 gives 465; a shift of one standard
        // deviation is found after 8.38 and 10.4. Two sides halve the spacing of false alarms.
        let one_side = |h, shift| cusum_run_length(0.5, h, shift).unwrap();
        assert!((one_side(4.0, 0.0) / 2.0 - 168.0).abs() < 0.5);
        assert!((one_side(5.0, 0.0) / 2.0 - 465.0).abs() < 0.6);
        assert!((one_side(4.0, 1.0) - 8.38).abs() < 0.01);
        assert!((one_side(5.0, 1.0) - 10.4).abs() < 0.05);
    }

    #[test]
    fn a_design_that_is_none_has_no_run_length() {
        assert_eq!(cusum_run_length(0.5, 0.0, 1.0), None);
        assert_eq!(ewma_run_length(0.0, 3.0, 0.0), None);
        assert_eq!(ewma_run_length(1.5, 3.0, 0.0), None);
    }
}
