//! Which column is what.

use super::{Definition, broken};
use crate::csv_table::heading_key;
use crate::nearest::hint;
use crate::read::ReadError;

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The month, quarter, year, day or number of a point.
    Period,
    /// The series, unit, team or area.
    Series,
    /// One figure.
    Value,
    /// How many.
    Numerator,
    /// Of how many, or for how much exposure.
    Denominator,
    /// What is aimed at.
    Target,
    /// Which way is better.
    Better,
    /// What a figure is counted in.
    CountedIn,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 8] = [
        Role::Period,
        Role::Series,
        Role::Value,
        Role::Numerator,
        Role::Denominator,
        Role::Target,
        Role::Better,
        Role::CountedIn,
    ];

    /// The word of definitions.
    pub fn key(self) -> &'static str {
        match self {
            Role::Period => "period",
            Role::Series => "series",
            Role::Value => "value",
            Role::Numerator => "numerator",
            Role::Denominator => "denominator",
            Role::Target => "target_column",
            Role::Better => "better_column",
            Role::CountedIn => "counted_in_column",
        }
    }

    /// Headings that say it, as [`heading_key`] makes them.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Role::Period => &[
                "period",
                "month",
                "date",
                "week",
                "quarter",
                "year",
                "day",
                "monthending",
                "weekending",
                "weekcommencing",
                "financialyear",
                "timeperiod",
                "point",
                "order",
            ],
            Role::Series => &[
                "series",
                "unit",
                "team",
                "area",
                "agency",
                "council",
                "localauthority",
                "la",
                "laname",
                "organisation",
                "force",
                "service",
                "region",
                "measure",
                "indicator",
            ],
            Role::Value => &[
                "value",
                "outturn",
                "figure",
                "rate",
                "percentage",
                "percent",
                "share",
                "mean",
                "days",
                "gap",
            ],
            Role::Numerator => &[
                "numerator",
                "count",
                "number",
                "events",
                "met",
                "observed",
                "cases",
                "k",
                "num",
                "intime",
                "n",
            ],
            Role::Denominator => {
                &["denominator", "of", "total", "all", "exposure", "population", "expected", "den", "denom"]
            }
            Role::Target => &["target", "goal", "aim"],
            Role::Better => &["better", "direction", "improvementdirection"],
            // `unit` alone is what is compared; beside a column of series it says what figures are counted in.
            Role::CountedIn => &["unit", "units", "unitofmeasure", "measuredin", "countedin"],
        }
    }
}

/// Where each role stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    found: Vec<(Role, usize, String)>,
}

impl Columns {
    /// The place of a role's column.
    pub fn place(&self, role: Role) -> Option<usize> {
        self.found.iter().find(|(known, ..)| *known == role).map(|(_, place, _)| *place)
    }

    /// The heading of a role's column, as written.
    pub fn heading(&self, role: Role) -> Option<&str> {
        self.found.iter().find(|(known, ..)| *known == role).map(|(_, _, heading)| heading.as_str())
    }

    fn add(&mut self, role: Role, place: usize, headings: &[String]) {
        self.found.push((role, place, headings[place].clone()));
    }
}

/// Finds the columns, by the definition first and by their headings where it is silent.
pub(super) fn find(headings: &[String], definition: &Definition) -> Result<Columns, ReadError> {
    let columns = by_headings(headings, definition)?;
    columns.check(headings)?;
    Ok(columns)
}

/// The columns that are known, whether or not they are enough.
pub(super) fn by_headings(headings: &[String], definition: &Definition) -> Result<Columns, ReadError> {
    let keys: Vec<String> = headings.iter().map(|heading| heading_key(heading)).collect();
    let mut columns = Columns::default();
    for (role, named) in &definition.columns {
        let key = heading_key(named);
        let Some(place) = keys.iter().position(|known| *known == key) else {
            let near = hint(named, headings.iter().map(String::as_str));
            return Err(broken(
                format!("the definition names the column `{named}`, which the file does not have{near}"),
                format!("name one of its columns: {}", list(headings)),
            ));
        };
        columns.add(*role, place, headings);
    }
    for role in Role::ALL {
        let known = |place: &usize| columns.found.iter().any(|(_, taken, _)| taken == place);
        let says = |place: &usize| role.headings().contains(&keys[*place].as_str());
        if columns.place(role).is_none()
            && !columns.clashes(role, definition)
            && let Some(place) = (0..keys.len()).find(|place| says(place) && !known(place))
        {
            columns.add(role, place, headings);
        }
    }
    Ok(columns)
}

impl Columns {
    /// The roles with their headings, as a definition names them.
    pub(super) fn named(&self) -> Vec<(Role, String)> {
        self.found.iter().map(|(role, _, heading)| (*role, heading.clone())).collect()
    }

    /// A definition that names a numerator wants no value read beside it, and the other way round.
    fn clashes(&self, role: Role, definition: &Definition) -> bool {
        let named = |other: Role| definition.columns.iter().any(|(known, _)| *known == other);
        match role {
            Role::Value => named(Role::Numerator),
            Role::Numerator | Role::Denominator => named(Role::Value),
            _ => false,
        }
    }

    fn check(&self, headings: &[String]) -> Result<(), ReadError> {
        let has = |role| self.place(role).is_some();
        if !has(Role::Value) && !has(Role::Numerator) {
            return Err(broken(
                format!("no column is known as a figure; the file has {}", list(headings)),
                "name the columns `value`, or `numerator` and `denominator`, or say which they are with --definition (draft one with --suggest)",
            ));
        }
        if !has(Role::Period) && !has(Role::Series) {
            return Err(broken(
                format!("no column is known as a period or a unit; the file has {}", list(headings)),
                "name a column `period` for a chart over time or `unit` for a comparison, or say which it is with --definition",
            ));
        }
        Ok(())
    }
}

/// The headings, quoted, the first twenty.
fn list(headings: &[String]) -> String {
    let shown: Vec<String> =
        headings.iter().take(20).map(|heading| format!("`{}`", crate::report::short(heading))).collect();
    shown.join(", ")
}
