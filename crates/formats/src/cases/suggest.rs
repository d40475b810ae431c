//! A draft of a definition: what the headings say, held against what stands in the columns. Somebody reads it before it is used.

use record::FileId;
use toml::Value;

use super::definition::{self, Definition};
use super::field::{Field, Holds, says_persons};
use super::sample::{Sample, agree, written};
use super::values::{flag, whole};
use crate::csv_table::heading_key;
use crate::read::{ReadError, Source};
use crate::report::short;

/// Cases below which a unit is perhaps a person.
const LEAST_OF_UNIT: usize = 20;
/// Most different words of a closing column.
const WORDS: usize = 40;

/// A draft, and whether it can be used as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The file, with comments that say what was guessed and why.
    pub text: String,
    /// The same as read.
    pub definition: Definition,
    /// What must be decided by a person first; empty where the draft is complete and nothing in it could be meant otherwise.
    pub open: Vec<String>,
}

/// What was found for one field.
struct Found {
    field: Field,
    place: usize,
    why: String,
}

/// Drafts a definition from the first rows of a table. `name`: what the table is called.
///
/// # Errors
/// [`ReadError`] when the file cannot be read or holds no headings.
pub fn suggest(source: &mut dyn Source, file: FileId, name: &str) -> Result<Suggestion, ReadError> {
    let sample = Sample::take(source, file)?;
    let mut open = Vec::new();
    let mut left: Vec<(usize, String)> = Vec::new();
    let found = fields(&sample, &mut left, &mut open);
    let has = |field: Field| found.iter().any(|found| found.field == field);
    for field in Field::NEEDED.into_iter().chain([Field::Closed]).filter(|field| !has(*field)) {
        open.push(format!("no column is known as `{}` ({})", field.key(), field.means()));
    }
    if !has(Field::Due) {
        open.push("no column says when a case was due: give the limit under [due]".into());
    }
    let mut text = begin(name, &sample);
    columns(&mut text, &sample, &found, &left);
    let numbers = days(&mut text, &sample, &found, &mut open);
    words(&mut text, &sample, &found, &mut open);
    rest(&mut text, numbers, has(Field::Due));
    // The draft is read as any other would be; one that names no column is a draft all the same.
    let definition = definition::read(text.as_bytes()).unwrap_or_default();
    Ok(Suggestion { text, definition, open })
}

/// Which column is what: by headings, each held against its cells.
fn fields(sample: &Sample, left: &mut Vec<(usize, String)>, open: &mut Vec<String>) -> Vec<Found> {
    let keys: Vec<String> = sample.headings.iter().map(|heading| heading_key(heading)).collect();
    let mut found: Vec<Found> = Vec::new();
    for field in Field::ALL {
        let mut named: Vec<(usize, usize)> = Vec::new();
        for (place, key) in keys.iter().enumerate() {
            let taken = found.iter().any(|found| found.place == place);
            let said = field.headings().iter().position(|known| known == key);
            named.extend(said.filter(|_| !taken).map(|said| (said, place)));
        }
        named.sort_unstable();
        let mut fitting = Vec::new();
        for (_, place) in named {
            match unfit(field, sample, place) {
                None => fitting.push(place),
                Some(why) => left.push((place, format!("its heading says `{}`, but {why}", field.key()))),
            }
        }
        let Some((first, others)) = fitting.split_first() else { continue };
        let also: Vec<String> =
            others.iter().map(|place| format!("`{}`", short(&sample.headings[*place]))).collect();
        if !also.is_empty() {
            open.push(format!(
                "`{}` may be {} as well as `{}`",
                field.key(),
                also.join(", "),
                short(&sample.headings[*first])
            ));
        }
        let why = match also.is_empty() {
            true => "by its heading".to_owned(),
            false => format!("by its heading; it may be {} too: choose", also.join(", ")),
        };
        found.push(Found { field, place: *first, why });
    }
    // A rating or a post without visits is read all the same; a unit is looked for among the words where no heading says it.
    if !found.iter().any(|found| found.field == Field::Unit)
        && let Some(place) = looks_like_units(sample, &found, &keys)
    {
        let heading = short(&sample.headings[place]);
        open.push(format!("`unit` was guessed as `{heading}` from what stands in it"));
        found.insert(
            0,
            Found { field: Field::Unit, place, why: "a guess: few different names; check it".into() },
        );
    }
    for (place, key) in keys.iter().enumerate() {
        let known =
            found.iter().any(|found| found.place == place) || left.iter().any(|(other, _)| *other == place);
        if !known {
            let why = match says_persons(key) {
                true => "it holds persons by its heading, and nobody is judged",
                false => "its heading says nothing that candour knows",
            };
            left.push((place, why.into()));
        }
    }
    left.sort();
    left.retain(|(place, _)| !found.iter().any(|found| found.place == *place));
    left.dedup_by_key(|(place, _)| *place);
    found
}

/// Why the cells of a column are not what its heading says; `None` if they are.
fn unfit(field: Field, sample: &Sample, place: usize) -> Option<String> {
    let cells = &sample.columns[place];
    if cells.is_empty() {
        return Some(format!("it is empty in the first {} rows", sample.rows));
    }
    let share =
        |fits: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| fits(cell)).count() * 100 / cells.len();
    let (fits, what) = match field.holds() {
        Holds::Day => (written(cells).map_or(0, |written| written.fits), "days"),
        Holds::Flag => (share(&|cell| flag(cell, &[], &[]).is_some()), "yes and no"),
        Holds::Number => (share(&|cell| whole(cell, 1_440).is_some()), "whole numbers"),
        Holds::Word => (if distinct(cells) <= WORDS { 100 } else { 0 }, "a few different words"),
        Holds::Name | Holds::Text => (100, ""),
    };
    (fits < 90).then(|| format!("only {fits} of 100 of its first cells hold {what}"))
}

fn distinct(cells: &[String]) -> usize {
    let mut all: Vec<&String> = cells.iter().collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// A column of few different names, each standing often.
fn looks_like_units(sample: &Sample, found: &[Found], keys: &[String]) -> Option<usize> {
    (0..sample.headings.len()).find(|place| {
        let cells = &sample.columns[*place];
        let names = distinct(cells);
        let numbers = cells.iter().filter(|cell| cell.parse::<f64>().is_ok()).count();
        let whole = cells.len() == sample.rows && numbers * 2 < cells.len();
        let taken = found.iter().any(|found| found.place == *place);
        whole
            && !taken
            && !says_persons(&keys[*place])
            && (2..=200).contains(&names)
            && names * LEAST_OF_UNIT <= cells.len()
    })
}

fn begin(name: &str, sample: &Sample) -> String {
    format!(
        "# What the columns of a table of cases are, for `candour audit TABLE --definition THIS`.\n\
         # Drafted from the headings and the first {} rows; read it before you use it. Lines that begin with # say nothing.\n\
         # All that may stand here: docs/formats/cases.md\n\ntitle = {}\n\n[columns]\n",
        sample.rows,
        quoted(name)
    )
}

fn columns(text: &mut String, sample: &Sample, found: &[Found], left: &[(usize, String)]) {
    for one in found {
        let heading = quoted(&sample.headings[one.place]);
        text.push_str(&format!("{} = {heading}   # {}; {}\n", one.field.key(), one.field.means(), one.why));
    }
    for field in Field::ALL.into_iter().filter(|field| !found.iter().any(|found| found.field == *field)) {
        text.push_str(&format!(
            "# {} = \"\"   # {}; no column was found for it\n",
            field.key(),
            field.means()
        ));
    }
    if !left.is_empty() {
        text.push_str("# Left out:\n");
    }
    for (place, why) in left {
        text.push_str(&format!("#   {}: {why}\n", comment(&sample.headings[*place])));
    }
}

/// How days are written; whether they are numbers.
fn days(text: &mut String, sample: &Sample, found: &[Found], open: &mut Vec<String>) -> bool {
    text.push_str("\n[days]   # how each column writes its days: yyyy-mm-dd, dd/mm/yyyy, mm/dd/yyyy, dd-mmm-yyyy or number\n");
    let of_days = found.iter().filter(|found| found.field.holds() == Holds::Day);
    let mut all: Vec<(Field, _)> =
        of_days.filter_map(|found| Some((found.field, written(&sample.columns[found.place])?))).collect();
    agree(&mut all.iter_mut().map(|(_, written)| written).collect::<Vec<_>>());
    for (field, written) in &all {
        let doubt = match written.either_way {
            true => "   # or the month first: nothing in the first rows tells; look at the source",
            false => "",
        };
        if written.either_way {
            open.push(format!(
                "the days of `{}` could be read with the day or with the month first",
                field.key()
            ));
        }
        text.push_str(&format!("{} = {}{doubt}\n", field.key(), quoted(&written.format.key())));
    }
    all.iter().any(|(_, written)| written.format.is_number())
}

/// What the words of the closing column mean, by their stems.
fn words(text: &mut String, sample: &Sample, found: &[Found], open: &mut Vec<String>) {
    const DONE: [&str; 6] = ["complet", "done", "achieved", "needs met", "success", "finished"];
    const NOBODY: [&str; 8] =
        ["no coop", "no_coop", "noncoop", "non-coop", "not engag", "disengag", "non-engag", "declin"];
    let Some(closing) = found.iter().find(|found| found.field == Field::Closing) else {
        text.push_str("\n# [words]\n# completed = []   # words of the closing column that count as done\n# no_cooperation = []\n");
        return;
    };
    let mut all: Vec<&str> = sample.columns[closing.place].iter().map(String::as_str).collect();
    all.sort_unstable();
    all.dedup();
    let of = |stems: &[&str]| -> Vec<&str> {
        let has = |word: &&str| stems.iter().any(|stem| word.to_lowercase().contains(stem));
        all.iter().copied().filter(has).collect()
    };
    let (done, nobody) = (of(&DONE), of(&NOBODY));
    let list = |words: &[&str]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    text.push_str(&format!(
        "\n[words]   # what the closing words mean, guessed from the words themselves; all others count as another way\n\
         completed = [{}]\nno_cooperation = [{}]\n",
        list(&done),
        list(&nobody)
    ));
    let others: Vec<&str> =
        all.iter().copied().filter(|word| !done.contains(word) && !nobody.contains(word)).collect();
    if !others.is_empty() {
        let shown: Vec<String> = others.iter().take(WORDS).map(|word| comment(word)).collect();
        text.push_str(&format!("# Taken as another way: {}\n", shown.join(", ")));
    }
    if done.is_empty() && nobody.is_empty() {
        open.push("which words of the closing column mean done, and which no cooperation".into());
    }
}

fn rest(text: &mut String, numbers: bool, due: bool) {
    let (day, from, to) =
        if numbers { ("364", "0", "1094") } else { ("2024-03-31", "2021-04-01", "2024-03-31") };
    if !due {
        text.push_str("\n# [due]   # when a case is due, counted from its opening; without it nothing is said of deadlines\n# days = 45\n");
        if !numbers {
            text.push_str("# working_days = 45   # by the calendar of the policy\n");
        }
    }
    text.push_str(&format!(
        "\n# [period]   # if not given: from the first opening to the last day in the table\n# from = {from}\n# to = {to}\n\
         \n# [counts]   # days on which everybody is counted\n# days = [{day}]\n\
         \n# [inspections]   # each unit's day of inspection\n# \"Team A\" = {day}\n\
         \n# [visits]   # a table of daily visits beside this file: unit, day, visits\n# table = \"visits.csv\"\n\
         \n# [threshold]   # the day from which a threshold was moved, by a dated instruction\n# day = {day}\n# reason = \"\"\n\
         \n# [published]   # published figures, to be held against the recount: unit, figure, count\n# table = \"published.csv\"\n"
    ));
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// A text of the file inside a comment: it must not end it.
fn comment(text: &str) -> String {
    format!("`{}`", short(text))
}
