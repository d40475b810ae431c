//! What the columns of a case table are: a small TOML file that an analyst keeps beside it.
//!
//! Documented in `docs/formats/cases.md`.

use record::Day;
use toml::{Table, Value};

use super::days::DayFormat;
use super::field::{Field, Holds};
use crate::nearest::hint;

/// The largest file, in bytes.
const BYTES: usize = 1024 * 1024;

/// A definition as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// What the cases are called.
    pub title: Option<String>,
    /// Columns by field, as their headings stand in the file.
    pub columns: Vec<(Field, String)>,
    /// How the days of a field are written, where that was said.
    pub formats: Vec<(Field, DayFormat)>,
    /// When a case is due, where no column says it.
    pub limit: Option<Limit>,
    /// Words that close a case as done.
    pub completed: Vec<String>,
    /// Words that close it as "no cooperation".
    pub no_cooperation: Vec<String>,
    /// Further words for yes.
    pub yes: Vec<String>,
    /// Further words for no.
    pub no: Vec<String>,
    /// The first day of the period.
    pub from: Option<When>,
    /// The last.
    pub to: Option<When>,
    /// The days on which everybody is counted.
    pub counts: Vec<When>,
    /// Each unit's day of inspection, sorted by unit.
    pub inspections: Vec<(String, When)>,
    /// The day from which a threshold moved, with its reason.
    pub threshold: Option<(When, String)>,
    /// The table of daily visits.
    pub visits: Option<Beside>,
    /// The table of published figures.
    pub published: Option<Beside>,
}

/// A limit counted from the opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many days.
    Days(i32),
    /// So many working days, by the policy's calendar.
    WorkingDays(i32),
}

/// A day as a definition gives it: a date, or a number of days where the table counts days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A date.
    Date(Day),
    /// A number of days from the table's own day nought.
    Number(i32),
}

/// A table beside that of the cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The file, from the definition's own folder.
    pub table: String,
    /// The three columns: unit, then day and visits, or figure and count.
    pub columns: [String; 3],
}

const SECTIONS: [&str; 10] =
    ["title", "columns", "days", "due", "words", "period", "counts", "inspections", "threshold", "visits"];
const PUBLISHED: &str = "published";

impl Definition {
    /// The heading of a field's column.
    pub fn column(&self, field: Field) -> Option<&str> {
        self.columns.iter().find(|(known, _)| *known == field).map(|(_, heading)| heading.as_str())
    }

    /// Was anything said of this field?
    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }
}

/// Reads a definition.
///
/// # Errors
/// Words that name the section, the key and the remedy.
pub fn read(bytes: &[u8]) -> Result<Definition, String> {
    if bytes.len() > BYTES {
        return Err("is larger than 1 MiB, which no definition is".into());
    }
    let text = core::str::from_utf8(bytes).map_err(|_| "is not in UTF-8; save it as UTF-8".to_owned())?;
    let table: Table = text
        .trim_start_matches('\u{FEFF}')
        .parse()
        .map_err(|error: toml::de::Error| format!("cannot be read: {}", one_line(&error.to_string())))?;
    let known = || SECTIONS.into_iter().chain([PUBLISHED]);
    if let Some(key) = table.keys().find(|key| !known().any(|known| known == key.as_str())) {
        let near = hint(key, known());
        return Err(format!("has `{key}`, which is not known{near}; see docs/formats/cases.md"));
    }
    let section = |name: &'static str| Section::of(&table, name);
    let (words, due, period) = (section("words")?, section("due")?, section("period")?);
    words.only(&["completed", "no_cooperation", "yes", "no"])?;
    due.only(&["days", "working_days"])?;
    period.only(&["from", "to"])?;
    let counts = section("counts")?;
    counts.only(&["days"])?;
    let columns = columns(section("columns")?)?;
    if columns.is_empty() {
        return Err("names no column under [columns]; draft a definition with `--suggest`".into());
    }
    Ok(Definition {
        title: table.get("title").map(|value| line_of("title", value)).transpose()?,
        columns,
        formats: formats(section("days")?)?,
        limit: limit(due)?,
        completed: words.list("completed")?,
        no_cooperation: words.list("no_cooperation")?,
        yes: words.list("yes")?,
        no: words.list("no")?,
        from: period.when("from")?,
        to: period.when("to")?,
        counts: counts.days("days")?,
        inspections: section("inspections")?.all_days()?,
        threshold: threshold(section("threshold")?)?,
        visits: beside(section("visits")?, ["unit", "day", "visits"])?,
        published: beside(section(PUBLISHED)?, ["unit", "figure", "count"])?,
    })
}

fn columns(section: Section<'_>) -> Result<Vec<(Field, String)>, String> {
    let mut columns: Vec<(Field, String)> = Vec::new();
    for (key, value) in section.entries() {
        let Some(field) = Field::of_key(key) else {
            let near = hint(key, Field::ALL.map(Field::key));
            return Err(format!(
                "[columns] has `{key}`, which is no field of a case{near}; see docs/formats/cases.md"
            ));
        };
        columns.push((field, line_of(key, value)?));
    }
    // One order, whatever the file's.
    columns.sort();
    Ok(columns)
}

fn formats(section: Section<'_>) -> Result<Vec<(Field, DayFormat)>, String> {
    let mut formats = Vec::new();
    for (key, value) in section.entries() {
        let field = Field::of_key(key).filter(|field| field.holds() == Holds::Day);
        let field = field.ok_or_else(|| format!("[days] has `{key}`, which is no field that holds a day"))?;
        let written = line_of(key, value)?;
        let format = DayFormat::of_key(&written).ok_or_else(|| {
            format!("[days] has `{key} = {written}`; write yyyy-mm-dd, dd/mm/yyyy, mm/dd/yyyy, dd-mmm-yyyy or number")
        })?;
        formats.push((field, format));
    }
    Ok(formats)
}

fn limit(section: Section<'_>) -> Result<Option<Limit>, String> {
    let number = |key: &str| match section.get(key) {
        None => Ok(None),
        Some(Value::Integer(days @ 1..=3650)) => Ok(Some(*days as i32)),
        Some(_) => Err(format!("[due] has a `{key}` that is no number of days from 1 to 3650")),
    };
    match (number("days")?, number("working_days")?) {
        (Some(_), Some(_)) => Err("[due] has both days and working_days; keep one".into()),
        (Some(days), None) => Ok(Some(Limit::Days(days))),
        (None, Some(days)) => Ok(Some(Limit::WorkingDays(days))),
        (None, None) => Ok(None),
    }
}

fn threshold(section: Section<'_>) -> Result<Option<(When, String)>, String> {
    section.only(&["day", "reason"])?;
    let Some(day) = section.when("day")? else { return Ok(None) };
    let reason = section.get("reason").map(|value| line_of("reason", value)).transpose()?;
    let reason = reason.ok_or("[threshold] has no `reason`; say which dated instruction it is")?;
    Ok(Some((day, reason)))
}

fn beside(section: Section<'_>, columns: [&str; 3]) -> Result<Option<Beside>, String> {
    let Some(table) = section.get("table") else {
        return match section.entries().next() {
            None => Ok(None),
            Some(_) => Err(format!("[{}] has no `table`; name the file", section.name)),
        };
    };
    let mut allowed = columns.to_vec();
    allowed.push("table");
    section.only(&allowed)?;
    let heading =
        |key: &str| section.get(key).map_or_else(|| Ok(key.to_owned()), |value| line_of(key, value));
    let [one, two, three] = columns;
    let columns = [heading(one)?, heading(two)?, heading(three)?];
    Ok(Some(Beside { table: line_of("table", table)?, columns }))
}

/// One section of the file; nothing where it is not there.
#[derive(Clone, Copy)]
struct Section<'t> {
    name: &'t str,
    table: Option<&'t Table>,
}

impl<'t> Section<'t> {
    fn of(file: &'t Table, name: &'t str) -> Result<Self, String> {
        match file.get(name) {
            None => Ok(Self { name, table: None }),
            Some(Value::Table(table)) => Ok(Self { name, table: Some(table) }),
            Some(_) => Err(format!("has `{name}`, which is no section; write [{name}] on a line of its own")),
        }
    }

    fn get(self, key: &str) -> Option<&'t Value> {
        self.table?.get(key)
    }

    fn entries(self) -> impl Iterator<Item = (&'t str, &'t Value)> {
        self.table.into_iter().flatten().map(|(key, value)| (key.as_str(), value))
    }

    fn only(self, known: &[&str]) -> Result<(), String> {
        match self.entries().find(|(key, _)| !known.contains(key)) {
            None => Ok(()),
            Some((key, _)) => Err(format!(
                "[{}] has `{key}`, which is not known{}; it takes {}",
                self.name,
                hint(key, known.iter().copied()),
                known.join(", ")
            )),
        }
    }

    fn list(self, key: &str) -> Result<Vec<String>, String> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(all)) => all.iter().map(|value| line_of(key, value)).collect(),
            Some(value) => Ok(vec![line_of(key, value)?]),
        }
    }

    fn when(self, key: &str) -> Result<Option<When>, String> {
        self.get(key).map(|value| when(key, value)).transpose()
    }

    fn days(self, key: &str) -> Result<Vec<When>, String> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(all)) => all.iter().map(|value| when(key, value)).collect(),
            Some(value) => Ok(vec![when(key, value)?]),
        }
    }

    fn all_days(self) -> Result<Vec<(String, When)>, String> {
        let mut all: Vec<(String, When)> = Vec::new();
        for (unit, value) in self.entries() {
            all.push((unit.trim().to_owned(), when(unit, value)?));
        }
        all.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(all)
    }
}

fn when(key: &str, value: &Value) -> Result<When, String> {
    const MOST: u64 = 1_000_000;
    let date = |text: &str| Day::parse_iso(text).map(When::Date);
    match value {
        Value::Integer(days) if days.unsigned_abs() <= MOST => Some(When::Number(*days as i32)),
        Value::Float(days) if days.fract() == 0.0 && days.abs() <= MOST as f64 => {
            Some(When::Number(*days as i32))
        }
        Value::String(text) => date(text.trim()),
        Value::Datetime(day) => date(&day.to_string()),
        _ => None,
    }
    .ok_or_else(|| {
        let key = crate::report::short(key);
        format!("`{key}` is no day; write \"2024-03-31\", or a number where the table counts days")
    })
}

fn line_of(key: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        Value::Integer(number) => Ok(number.to_string()),
        _ => Err(format!("`{key}` is no text; write {key} = \"…\"")),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_read() {
        let text = "title = \"Cases\"\n[columns]\nunit = \"Team\"\nchild = \"child\"\nopened = \"opened\"\n[due]\nworking_days = 45\n\
            [days]\nopened = \"dd/mm/yyyy\"\n[period]\nfrom = 2023-04-01\nto = \"2024-03-31\"\n[counts]\ndays = [364.0, 2024-03-31]\n\
            [inspections]\n\"Team A\" = 833\n[words]\ncompleted = \"done\"\n[visits]\ntable = \"visits.csv\"\nvisits = \"n\"\n\
            [threshold]\nday = 2023-10-01\nreason = \"new front door\"\n";
        let definition = read(text.as_bytes()).expect("right");
        assert_eq!(definition.column(Field::Unit), Some("Team"));
        assert_eq!(definition.limit, Some(Limit::WorkingDays(45)));
        assert_eq!(definition.inspections, [("Team A".to_owned(), When::Number(833))]);
        assert_eq!(definition.counts[0], When::Number(364));
        assert_eq!(definition.visits.expect("there").columns, ["unit", "day", "n"]);
        assert_eq!(definition.completed, ["done"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_remedy() {
        for (text, part) in [
            ("", "names no column"),
            ("[column]\nunit = \"a\"", "nearest known: `columns`"),
            ("[columns]\nunti = \"a\"", "nearest known: `unit`"),
            ("[columns]\nunit = [1]", "`unit` is no text"),
            ("columns = 3", "no section"),
            ("[columns]\nunit = \"a\"\n[due]\ndays = 4\nworking_days = 4", "keep one"),
            ("[columns]\nunit = \"a\"\n[due]\ndays = -4", "1 to 3650"),
            ("[columns]\nunit = \"a\"\n[days]\nunit = \"number\"", "no field that holds a day"),
            ("[columns]\nunit = \"a\"\n[days]\nopened = \"yy-mm\"", "write yyyy-mm-dd"),
            ("[columns]\nunit = \"a\"\n[period]\nfrom = \"31/03/2024\"", "`from` is no day"),
            ("[columns]\nunit = \"a\"\n[threshold]\nday = 3", "no `reason`"),
            ("[columns]\nunit = \"a\"\n[visits]\nday = \"d\"", "no `table`"),
            ("[columns]\nunit = \"a\"\n[words]\nfinished = \"x\"", "it takes completed"),
            ("unit = ", "cannot be read"),
        ] {
            let problem = read(text.as_bytes()).expect_err(text);
            assert!(problem.contains(part), "{text}: {problem}");
        }
    }
}
