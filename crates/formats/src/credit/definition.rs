//! What a table of a claim is: columns by role, how those with the service were chosen, who claims what.

use toml::{Table, Value};

use crate::nearest::hint;

/// The largest file, in bytes.
const BYTES: usize = 1024 * 1024;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The unit, team or area.
    Unit,
    /// Whether the service was given.
    Treated,
    /// Whether it could have been: as eligible as those who got it.
    Eligible,
    /// The measure before.
    Before,
    /// The same measure after.
    After,
    /// An outcome that cannot have been affected, before.
    ControlBefore,
    /// The same after.
    ControlAfter,
    /// The period.
    Period,
    /// The measure in that period.
    Value,
    /// So many …
    Numerator,
    /// … of so many.
    Denominator,
    /// The period in which the unit began the service; empty: never.
    Started,
    /// An outcome that cannot have been affected, in that period.
    Control,
}

impl Role {
    /// All, in the order of a draft.
    pub const ALL: [Self; 13] = [
        Self::Unit,
        Self::Treated,
        Self::Eligible,
        Self::Before,
        Self::After,
        Self::ControlBefore,
        Self::ControlAfter,
        Self::Period,
        Self::Value,
        Self::Numerator,
        Self::Denominator,
        Self::Started,
        Self::Control,
    ];

    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Treated => "treated",
            Self::Eligible => "eligible",
            Self::Before => "before",
            Self::After => "after",
            Self::ControlBefore => "control_before",
            Self::ControlAfter => "control_after",
            Self::Period => "period",
            Self::Value => "value",
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Started => "started",
            Self::Control => "control",
        }
    }

    /// Headings that are taken for it.
    pub(super) fn known_as(self) -> &'static [&'static str] {
        match self {
            Self::Unit => &["unit", "team", "area", "service", "site", "council", "agency"],
            Self::Treated => {
                &["treated", "programme", "program", "service given", "got service", "intervention"]
            }
            Self::Eligible => &["eligible", "could have", "in scope"],
            Self::Before => &["before", "pre", "baseline", "first"],
            Self::After => &["after", "post", "follow up", "second"],
            Self::ControlBefore => &["control before", "control pre", "placebo before"],
            Self::ControlAfter => &["control after", "control post", "placebo after"],
            Self::Period => &["period", "month", "quarter", "year", "date", "week"],
            Self::Value => &["value", "rate", "outcome", "mean"],
            Self::Numerator => &["numerator", "count", "events"],
            Self::Denominator => &["denominator", "population", "of"],
            Self::Started => &["started", "start", "began", "service from", "from"],
            Self::Control => &["control", "placebo", "control value"],
        }
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One person or case, measured before and after.
    People,
    /// One unit in one period.
    Series,
}

/// How those with the service were chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// By the figure before, on one side of a cut; from whom: mean, deviation and correlation, or everybody in the table.
    ByTheFigure {
        /// Above the cut; else below.
        above: bool,
        /// The cut.
        cut: f64,
        /// Mean, standard deviation and correlation of two measurements; `None`: of everybody in this table.
        population: Option<[f64; 3]>,
    },
    /// Not by their figures, and why that is so.
    NotByFigures(String),
}

/// Who claims what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub by: String,
    /// When, as written.
    pub on: String,
    /// In which words.
    pub words: String,
}

/// A definition as read. What it does not say is left to the table's headings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definition {
    /// What the service and the measure are called.
    pub title: Option<String>,
    /// Columns by role.
    pub columns: Vec<(Role, String)>,
    /// The measure's unit, in words.
    pub words: Option<String>,
    /// Places after the point.
    pub places: Option<usize>,
    /// Whether higher is better; `None`: nobody says.
    pub higher: Option<bool>,
    /// How they were chosen.
    pub chosen: Option<Chosen>,
    /// Who claims what.
    pub claim: Option<Claim>,
    /// Why the control outcome cannot have been affected.
    pub control_why: Option<String>,
    /// What the design rests on.
    pub assumption: Option<String>,
    /// The version of the measure's definition, first and last.
    pub versions: Option<(u32, u32)>,
}

const KEYS: [&str; 9] =
    ["title", "words", "places", "better", "chosen", "claim", "control_why", "assumption", "definition"];

/// Reads a definition.
///
/// # Errors
/// Words that name the key and the remedy.
pub fn read_definition(bytes: &[u8]) -> Result<Definition, String> {
    if bytes.len() > BYTES {
        return Err("is larger than 1 MiB, which no definition is".into());
    }
    let text = core::str::from_utf8(bytes).map_err(|_| "is not in UTF-8; save it as UTF-8".to_owned())?;
    let table: Table = text.trim_start_matches('\u{FEFF}').parse().map_err(|error: toml::de::Error| {
        format!("cannot be read: {}", error.to_string().split_whitespace().collect::<Vec<_>>().join(" "))
    })?;
    let roles = Role::ALL.map(Role::key);
    for key in table.keys() {
        if !KEYS.contains(&key.as_str()) && !roles.contains(&key.as_str()) {
            let near = hint(key, KEYS.into_iter().chain(roles));
            return Err(format!("has a key `{key}` that is not known{near}; see docs/credit.md"));
        }
    }
    let mut columns = Vec::new();
    for role in Role::ALL {
        columns.extend(text_of(&table, "", role.key())?.map(|heading| (role, heading)));
    }
    Ok(Definition {
        title: text_of(&table, "", "title")?,
        columns,
        words: text_of(&table, "", "words")?,
        places: match table.get("places") {
            None => None,
            Some(Value::Integer(places @ 0..=6)) => Some(*places as usize),
            Some(_) => return Err("`places` is no number from 0 to 6".into()),
        },
        higher: match text_of(&table, "", "better")?.as_deref() {
            None => None,
            Some("higher") => Some(true),
            Some("lower") => Some(false),
            Some(other) => return Err(format!("`better = \"{other}\"` is not known; write higher or lower")),
        },
        chosen: chosen(&table)?,
        claim: claim(&table)?,
        control_why: text_of(&table, "", "control_why")?,
        assumption: text_of(&table, "", "assumption")?,
        versions: versions(&table)?,
    })
}

fn text_of(table: &Table, section: &str, key: &str) -> Result<Option<String>, String> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
        Some(Value::Datetime(day)) => Ok(Some(day.to_string())),
        Some(_) => Err(format!("{section}`{key}` is no text; write {key} = \"…\"")),
    }
}

fn section<'t>(table: &'t Table, key: &str, known: &[&str]) -> Result<Option<&'t Table>, String> {
    let Some(value) = table.get(key) else { return Ok(None) };
    let Some(section) = value.as_table() else {
        return Err(format!("`{key}` is no table; write [{key}] with {}", known.join(", ")));
    };
    match section.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("[{key}] has `{name}`, which is not known; it takes {}", known.join(", "))),
        None => Ok(Some(section)),
    }
}

fn number(table: &Table, section: &str, key: &str) -> Result<Option<f64>, String> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::Integer(number)) => Ok(Some(*number as f64)),
        Some(Value::Float(number)) if number.is_finite() => Ok(Some(*number)),
        Some(_) => Err(format!("[{section}] `{key}` is no number")),
    }
}

fn chosen(table: &Table) -> Result<Option<Chosen>, String> {
    let known = ["above", "below", "mean", "deviation", "correlation", "not_by_figures"];
    let Some(section) = section(table, "chosen", &known)? else { return Ok(None) };
    if let Some(why) = text_of(section, "[chosen] ", "not_by_figures")? {
        return match section.len() {
            1 => Ok(Some(Chosen::NotByFigures(why))),
            _ => Err("[chosen] says `not_by_figures` and figures too; keep one of them".into()),
        };
    }
    let of = |key: &str| number(section, "chosen", key);
    let (above, cut) = match (of("above")?, of("below")?) {
        (Some(cut), None) => (true, cut),
        (None, Some(cut)) => (false, cut),
        _ => {
            return Err(
                "[chosen] needs one of `above = 30`, `below = 30` or `not_by_figures = \"why\"`".into()
            );
        }
    };
    let population = match (of("mean")?, of("deviation")?, of("correlation")?) {
        (None, None, None) => None,
        (Some(mean), Some(deviation), Some(correlation))
            if deviation > 0.0 && (-1.0..=1.0).contains(&correlation) =>
        {
            Some([mean, deviation, correlation])
        }
        (Some(_), Some(_), Some(_)) => {
            return Err("[chosen] `deviation` must be above 0 and `correlation` from -1 to 1".into());
        }
        _ => {
            return Err("[chosen] needs `mean`, `deviation` and `correlation` together; without all three they are taken from everybody in the table".into());
        }
    };
    Ok(Some(Chosen::ByTheFigure { above, cut, population }))
}

fn claim(table: &Table) -> Result<Option<Claim>, String> {
    let Some(section) = section(table, "claim", &["by", "on", "words"])? else { return Ok(None) };
    let of = |key: &str| Ok::<_, String>(text_of(section, "[claim] ", key)?.unwrap_or_default());
    Ok(Some(Claim { by: of("by")?, on: of("on")?, words: of("words")? }))
}

fn versions(table: &Table) -> Result<Option<(u32, u32)>, String> {
    let Some(section) = section(table, "definition", &["first", "last"])? else { return Ok(None) };
    let of = |key: &str| match section.get(key) {
        Some(Value::Integer(number)) => u32::try_from(*number).ok(),
        _ => None,
    };
    match (of("first"), of("last")) {
        (Some(first), Some(last)) => Ok(Some((first, last))),
        _ => Err(
            "[definition] needs `first` and `last`, the versions of the measure's definition at both ends"
                .into(),
        ),
    }
}
