//! Published figures against the same figures counted from the table.

use std::collections::BTreeMap;

use counted::audits::{Share, published_differs};

use super::UnitFigures;

/// The figures that can be held against a publication: their keys.
pub const FIGURES: [&str; 8] = [
    "cases",
    "children",
    "closed_in_time",
    "logged_in_time",
    "reopened_within_30_days",
    "closed_no_cooperation",
    "left_out_of_the_count",
    "accepted",
];

/// A figure as published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// The unit by name; `all` for all together.
    pub unit: String,
    /// One of [`FIGURES`].
    pub figure: String,
    /// The count.
    pub count: i64,
}

/// A published figure that is not what the table gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseDifference {
    /// The unit; `all` for all together.
    pub unit: String,
    /// The figure's key.
    pub figure: String,
    /// As published.
    pub published: i64,
    /// As counted; `None` where the table does not say.
    pub counted: Option<i64>,
    /// The publication has more than there are cases to count.
    pub more_than_all: bool,
}

/// Every published figure that differs, by unit and figure.
pub(super) fn find(
    published: &[Published],
    figures: &[UnitFigures],
    units: &[String],
) -> Vec<CaseDifference> {
    let mut given: BTreeMap<String, &Published> = BTreeMap::new();
    for one in published {
        given.entry(format!("{}\u{1f}{}", one.unit, one.figure)).or_insert(one);
    }
    let counts: BTreeMap<&str, (Option<i64>, u64)> =
        given.iter().map(|(name, one)| (name.as_str(), counted(one, figures, units))).collect();
    let ours: Vec<(&str, i64)> =
        counts.iter().filter_map(|(name, (count, _))| Some((*name, (*count)?))).collect();
    let theirs: Vec<(&str, i64)> = given.iter().map(|(name, one)| (name.as_str(), one.count)).collect();
    let differences = published_differs(&theirs, &ours).into_iter().filter_map(|difference| {
        let one = given.get(difference.of)?;
        let cases = counts.get(difference.of).map_or(0, |(_, cases)| *cases);
        Some(CaseDifference {
            unit: one.unit.clone(),
            figure: one.figure.clone(),
            published: one.count,
            counted: difference.counted,
            more_than_all: one.count.unsigned_abs() > cases,
        })
    });
    differences.collect()
}

/// The same figure from the table, and how many cases there are.
fn counted(one: &Published, figures: &[UnitFigures], units: &[String]) -> (Option<i64>, u64) {
    let of: Vec<&UnitFigures> = match one.unit.as_str() {
        "all" => figures.iter().collect(),
        name => {
            units.iter().position(|unit| unit == name).and_then(|at| figures.get(at)).into_iter().collect()
        }
    };
    let cases = of.iter().map(|figures| figures.cases).sum();
    let each = |figures: &&UnitFigures| match one.figure.as_str() {
        "cases" => Some(figures.cases),
        "children" => Some(figures.children),
        key => Share::ALL
            .iter()
            .find(|share| share.key() == key)
            .and_then(|share| Some(figures.share(*share)?.0)),
    };
    let all: Option<u64> = of.iter().map(each).sum();
    let known = !of.is_empty();
    (all.filter(|_| known).and_then(|count| i64::try_from(count).ok()), cases)
}
