//! Units of a table, compared.

use std::collections::BTreeMap;

use counted::compare::{Measure, Trim, funnel};
use formats::figures::{Figures, Role, Row};
use published::charts::Units;

use super::asked::{Asked, short};

/// One unit being added up.
#[derive(Clone, Copy, Debug, Default)]
struct Total {
    count: f64,
    of: f64,
    line: u32,
}

/// Compares the units of a table. Rows of one unit are added up where the table has periods.
pub(super) fn compare(figures: &Figures, asked: &Asked<'_>) -> Result<Units, String> {
    for (role, word) in
        [(Role::Series, "unit"), (Role::Numerator, "numerator"), (Role::Denominator, "denominator")]
    {
        if figures.columns.place(role).is_none() {
            return Err(format!(
                "a comparison needs a {word} and no column is known as one; name a column `{word}`, or say which it is with --definition"
            ));
        }
    }
    let totals = totals(figures, asked)?;
    let counts: Vec<(f64, f64)> = totals.values().map(|total| (total.count, total.of)).collect();
    let measure = asked.measure.unwrap_or_else(|| measure(figures, &counts));
    let trim = if measure == Measure::RatioByLog { Trim::Truncate } else { Trim::Winsorise };
    let names: Vec<String> = totals.keys().map(|name| (*name).to_owned()).collect();
    let funnel = funnel(measure, &counts, trim).map_err(|error| {
        let unit = error.at().and_then(|at| totals.iter().nth(at));
        match unit {
            Some((name, total)) => format!("line {}, `{}`: {error}", total.line, short(name)),
            None => error.to_string(),
        }
    })?;
    Ok(Units { names, counts, funnel })
}

fn totals<'f>(figures: &'f Figures, asked: &Asked<'_>) -> Result<BTreeMap<&'f str, Total>, String> {
    let has_periods = figures.columns.place(Role::Period).is_some();
    let mut totals: BTreeMap<&str, Total> = BTreeMap::new();
    let wanted = |row: &&Row| asked.series.is_empty() || asked.series.contains(&row.series);
    for row in figures.rows.iter().filter(wanted) {
        if row.series.is_empty() {
            return Err(format!("line {}: the unit is empty; give every row its unit", row.line));
        }
        let (Some(count), Some(of)) = (row.numerator, row.denominator) else { continue };
        let total = totals.entry(&row.series).or_default();
        if total.line != 0 && !has_periods {
            return Err(format!(
                "line {}: the unit `{}` stands on line {} too; give each unit one row",
                row.line,
                short(&row.series),
                total.line
            ));
        }
        total.count += count;
        total.of += of;
        total.line = row.line;
    }
    Ok(totals)
}

/// What the figures are, where nobody says: expected events by their heading, shares where no numerator exceeds its denominator.
fn measure(figures: &Figures, counts: &[(f64, f64)]) -> Measure {
    let expected = figures
        .columns
        .heading(Role::Denominator)
        .is_some_and(|heading| heading.to_lowercase().contains("expected"));
    let whole = |number: f64| number.fract() == 0.0;
    if expected {
        Measure::RatioByRoot
    } else if counts.iter().all(|(count, of)| count <= of && whole(*count) && whole(*of)) {
        Measure::Share
    } else {
        Measure::Rate
    }
}
