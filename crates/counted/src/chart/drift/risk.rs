//! A cumulative sum that allows for how hard each case was.

/// What one case adds: positive for a bad outcome, the more so the less it was expected.
///
/// `risk` is the predicted chance of a bad outcome (0 to 1), `odds` the odds ratio that is looked for (2: odds doubled).
///
/// # Source
/// Steiner, Cook, Farewell and Treasure (2000), Biostatistics 1:441.
pub fn weight(bad: bool, risk: f64, odds: f64) -> f64 {
    let outcome = if bad { odds.ln() } else { 0.0 };
    outcome - (1.0 - risk + odds * risk).ln()
}

/// The sum after each case, starting again at 0 whenever it falls below.
///
/// Shape: `cases` holds outcome and predicted risk of each case, in order of time.
pub fn risk_adjusted(cases: &[(bool, f64)], odds: f64) -> Vec<f64> {
    cases
        .iter()
        .scan(0.0f64, |sum, (bad, risk)| {
            *sum = (*sum + weight(*bad, *risk, odds)).max(0.0);
            Some(*sum)
        })
        .collect()
}
