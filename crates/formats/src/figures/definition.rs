//! What a chart is of: a small TOML file that an analyst keeps beside the figures.
//!
//! Documented in `docs/formats/figures.md`.

use record::Day;
use toml::{Table, Value};

use super::columns::{Columns, Role};
use crate::nearest::hint;

/// The largest file, in bytes.
const BYTES: usize = 1024 * 1024;

/// A decision about one period, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The period it is about, as written.
    pub period: String,
    /// When it was decided.
    pub decided: Option<Day>,
    /// Why.
    pub reason: String,
}

/// A definition as read. What it does not say is left to the figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definition {
    /// What the figures are called.
    pub title: Option<String>,
    /// Columns by role.
    pub columns: Vec<(Role, String)>,
    /// The kind of chart, or `funnel`.
    pub kind: Option<String>,
    /// For a chart of slow drift: the chart whose centre and standard deviations it takes.
    pub over: Option<String>,
    /// For `cusum`: what each figure may lie off without counting, in standard deviations.
    pub k: Option<f64>,
    /// For `cusum`: the sum beyond which it alarms.
    pub h: Option<f64>,
    /// For `ewma`: how much the newest figure counts.
    pub lambda: Option<f64>,
    /// For `ewma`: half the distance of the limits, in standard deviations of the mean.
    pub width: Option<f64>,
    /// For a funnel: `share`, `ratio`, `ratio-log`, `rate` or `counts`.
    pub measure: Option<String>,
    /// Which way is better: `up`, `down` or `neither`.
    pub better: Option<String>,
    /// What is aimed at.
    pub target: Option<f64>,
    /// The set of rules.
    pub rules: Option<String>,
    /// How an XmR chart takes its limits: `nhs` or `textbook`.
    pub xmr: Option<String>,
    /// A level that somebody would want to notice.
    pub notice: Option<f64>,
    /// The last of the periods that set the limits.
    pub freeze: Option<Decided>,
    /// The first periods with new limits.
    pub splits: Vec<Decided>,
    /// Periods that set no limits.
    pub excluded: Vec<Decided>,
}

const KEYS: [&str; 24] = [
    "title",
    "period",
    "series",
    "value",
    "numerator",
    "denominator",
    "target_column",
    "better_column",
    "counted_in_column",
    "kind",
    "over",
    "k",
    "h",
    "lambda",
    "L",
    "measure",
    "better",
    "target",
    "rules",
    "xmr",
    "notice",
    "freeze",
    "split",
    "exclude",
];

/// Reads a definition.
///
/// # Errors
/// Words that name the key and the remedy.
pub fn read(bytes: &[u8]) -> Result<Definition, String> {
    if bytes.len() > BYTES {
        return Err("is larger than 1 MiB, which no definition is".into());
    }
    let text = core::str::from_utf8(bytes).map_err(|_| "is not in UTF-8; save it as UTF-8".to_owned())?;
    let table: Table = text
        .trim_start_matches('\u{FEFF}')
        .parse()
        .map_err(|error: toml::de::Error| format!("cannot be read: {}", one_line(&error.to_string())))?;
    for key in table.keys() {
        if !KEYS.contains(&key.as_str()) {
            let near = hint(key, KEYS);
            return Err(format!("has a key `{key}` that is not known{near}; see docs/formats/figures.md"));
        }
    }
    let text = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
        Some(_) => Err(format!("`{key}` is no text; write {key} = \"…\"")),
    };
    let mut columns = Vec::new();
    for role in Role::ALL {
        columns.extend(text(role.key())?.map(|heading| (role, heading)));
    }
    Ok(Definition {
        title: text("title")?,
        columns,
        kind: text("kind")?,
        over: text("over")?,
        k: figure(&table, "k")?,
        h: figure(&table, "h")?,
        lambda: figure(&table, "lambda")?,
        width: figure(&table, "L")?,
        measure: text("measure")?,
        better: text("better")?,
        target: figure(&table, "target")?,
        rules: text("rules")?,
        xmr: text("xmr")?,
        notice: figure(&table, "notice")?,
        freeze: many(&table, "freeze", "until")?.into_iter().next(),
        splits: many(&table, "split", "from")?,
        excluded: many(&table, "exclude", "period")?,
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn figure(table: &Table, key: &str) -> Result<Option<f64>, String> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::Integer(number)) => Ok(Some(*number as f64)),
        Some(Value::Float(number)) if number.is_finite() => Ok(Some(*number)),
        Some(_) => Err(format!("`{key}` is no number; write {key} = 0.9")),
    }
}

/// A table, or several, each with a period, a reason and perhaps a day.
fn many(table: &Table, key: &str, period: &str) -> Result<Vec<Decided>, String> {
    let shape = || format!("`{key}` is no table; write [{key}] with `{period}`, `decided` and `reason`");
    match table.get(key) {
        None => Ok(Vec::new()),
        Some(Value::Table(one)) => Ok(vec![decided(one, key, period)?]),
        Some(Value::Array(all)) => {
            all.iter().map(|one| decided(one.as_table().ok_or_else(shape)?, key, period)).collect()
        }
        Some(_) => Err(shape()),
    }
}

fn decided(table: &Table, key: &str, period: &str) -> Result<Decided, String> {
    for name in table.keys() {
        if ![period, "decided", "reason"].contains(&name.as_str()) {
            return Err(format!(
                "[{key}] has `{name}`, which is not known; it takes `{period}`, `decided` and `reason`"
            ));
        }
    }
    let written = |name: &str| match table.get(name) {
        Some(Value::String(text)) => Some(text.trim().to_owned()),
        Some(Value::Integer(number)) => Some(number.to_string()),
        Some(Value::Datetime(day)) => Some(day.to_string()),
        _ => None,
    };
    let needed = |name: &str, words: &str| {
        written(name)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| format!("[{key}] has no `{name}`; {words}"))
    };
    let day = match written("decided") {
        None => None,
        Some(text) => Some(
            Day::parse_iso(&text)
                .ok_or_else(|| format!("[{key}] has `decided = {text}`; write a day as \"2024-03-31\""))?,
        ),
    };
    Ok(Decided {
        period: needed(period, "say which period it is about")?,
        decided: day,
        reason: needed("reason", "say why: limits that move without a reason hide a change")?,
    })
}

/// A draft for figures whose columns were found by their headings.
pub fn draft(columns: &Columns, title: &str, kind: &str, why: &str) -> String {
    let mut out = String::from(
        "# What the figures are, for `candour chart`. Lines that begin with # say nothing; take the # away to use them.\n",
    );
    out.push_str(&format!("title = {}\n", quoted(title)));
    for role in Role::ALL {
        if let Some(heading) = columns.heading(role) {
            out.push_str(&format!("{} = {}\n", role.key(), quoted(heading)));
        }
    }
    out.push_str(&format!("kind = {}   # because {why}\n", quoted(kind)));
    out.push_str(
        "better = \"neither\"   # up or down, if everybody agrees which way is better\n\
         rules = \"nhs\"   # or nhs-strict, nelson, western-electric, anhoej\n\
         # target = 0.9\n\
         # notice = 0.15   # a level that you would want to notice\n\
         # A decision needs a reason; it is printed beside the chart.\n\
         # [freeze]\n# until = \"2023-12\"\n# decided = \"2024-01-15\"\n# reason = \"the year before the new service\"\n\
         # [[split]]\n# from = \"2024-04\"\n# decided = \"2024-04-20\"\n# reason = \"the national definition changed\"\n\
         # [[exclude]]\n# period = \"2024-02\"\n# decided = \"2024-03-05\"\n# reason = \"the system was down for two weeks\"\n",
    );
    out
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
