//! A table of cases, row by row.

use std::collections::{BTreeMap, HashMap};

use record::{Day, FileId};

use super::days::{DAY, DayFormat, Read};
use super::field::{Field, says_persons};
use super::sample::{Sample, Written, agree, written};
use super::table::{Row, Table};
use super::values::{fingerprint, flag, whole};
use super::{Case, Cases, Closing, Definition, ROWS, UNITS, broken, place, too_many_rows};
use crate::csv_table::heading_key;
use crate::read::{ReadError, Sink, Source};
use crate::report::{Report, short};

/// How many fields there are; a field is its own place in arrays.
const FIELDS: usize = Field::ALL.len();
/// The fields that hold days.
const DAYS: [Field; 7] = [
    Field::Opened,
    Field::Due,
    Field::Closed,
    Field::Logged,
    Field::Reopened,
    Field::Reclassified,
    Field::VisitStart,
];

/// Where each field stands and how its days are written.
struct Plan<'d> {
    definition: &'d Definition,
    places: [Option<usize>; FIELDS],
    formats: [Option<DayFormat>; FIELDS],
    headings: Vec<String>,
    as_of: Day,
    file: FileId,
}

/// What is gathered while rows pass.
#[derive(Default)]
struct Gathered {
    rows: Vec<Case>,
    /// Fingerprints of the numbers of child, post, place and family of each row, made into small numbers at the end.
    keys: Vec<[Option<u64>; 4]>,
    names: HashMap<String, u32>,
    /// The names by number.
    called: Vec<String>,
    cases: HashMap<u64, usize>,
    left_out: BTreeMap<(Option<String>, &'static str), u64>,
    seen: u64,
    timed: bool,
}

pub(super) fn read(
    source: &mut dyn Source,
    file: FileId,
    definition: &Definition,
    as_of: Day,
    sink: &mut dyn Sink,
) -> Result<Cases, ReadError> {
    let plan = Plan::of(source, file, definition, as_of, sink)?;
    let mut table = Table::open(source, file, sink)?;
    let mut gathered = Gathered::default();
    while let Some(row) = table.next_row(sink)? {
        if gathered.rows.len() == ROWS {
            return Err(too_many_rows());
        }
        gathered.seen += 1;
        match plan.case(&row, &mut gathered, sink)? {
            Ok((case, keys)) => plan.keep(case, keys, &row, &mut gathered, sink),
            Err(why) => {
                let unit = row.cell(plan.at(Field::Unit)).map(str::to_owned);
                *gathered.left_out.entry((unit, why)).or_default() += 1;
            }
        }
    }
    if gathered.seen == 0 {
        return Err(broken("the table has headings and no row".into(), "export it again with its rows"));
    }
    Ok(plan.finish(gathered))
}

type Keys = [Option<u64>; 4];

impl<'d> Plan<'d> {
    fn of(
        source: &mut dyn Source,
        file: FileId,
        definition: &'d Definition,
        as_of: Day,
        sink: &mut dyn Sink,
    ) -> Result<Self, ReadError> {
        let sample = Sample::take(source, file)?;
        let mut places = [None; FIELDS];
        for (field, named) in &definition.columns {
            places[*field as usize] = Some(place(&sample.headings, named, "the definition")?);
        }
        for field in Field::NEEDED {
            if places[field as usize].is_none() {
                let key = field.key();
                let problem = format!("the definition names no column for `{key}` ({})", field.means());
                return Err(broken(problem, format!("write {key} = \"…\" under [columns]")));
            }
        }
        places[Field::Unit as usize].map_or(Ok(()), |place| refuse_persons(&sample, place))?;
        let formats = formats(&sample, &places, definition, Report { file, line: 0 }, sink)?;
        Ok(Self { definition, places, formats, headings: sample.headings, as_of, file })
    }

    fn at(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }

    fn heading(&self, field: Field) -> &str {
        self.at(field).map_or("", |place| &self.headings[place])
    }

    /// The case of a row, or why it is left out.
    fn case(
        &self,
        row: &Row<'_>,
        gathered: &mut Gathered,
        sink: &mut dyn Sink,
    ) -> Result<Result<(Case, Keys), &'static str>, ReadError> {
        let at = Report { file: self.file, line: row.line() };
        if row.is_broken() {
            let words = "the row has not as many cells as there are headings and was left out";
            let remedy =
                "see whether the file was cut off, or a delimiter stands in a cell without quotation marks";
            at.skipped(sink, "", "cases.cells", words, remedy);
            return Ok(Err("the row is cut off, or has a cell too many"));
        }
        for (field, why) in [
            (Field::Unit, "no unit is given"),
            (Field::Child, "no child is given"),
            (Field::Opened, "no day of opening is given"),
        ] {
            if row.cell(self.at(field)).is_none() {
                let words = format!("the cell is empty, so the row is no case and was left out: {why}");
                at.skipped(sink, self.heading(field), "cases.missing", words, "fill it in at its source");
                return Ok(Err(why));
            }
        }
        let mut days: [Option<Read>; FIELDS] = [None; FIELDS];
        for field in DAYS {
            let Some(text) = row.cell(self.at(field)) else { continue };
            match self.day(field, text, at)? {
                Some(read) => days[field as usize] = Some(read),
                None => {
                    let way = self.formats[field as usize].map(DayFormat::key).unwrap_or_default();
                    let words = format!(
                        "the day is not written as {way}, or there is no such day; the row was left out"
                    );
                    at.skipped(
                        sink,
                        self.heading(field),
                        "cases.day",
                        words,
                        "write it as in the other rows, or leave it empty",
                    );
                    return Ok(Err("a day cannot be read"));
                }
            }
        }
        let day = |field: Field| days[field as usize].map(|read| read.at);
        if let Some(why) = self.impossible(&day, at, sink) {
            return Ok(Err(why));
        }
        gathered.timed |= [Field::Closed, Field::Logged]
            .iter()
            .any(|field| days[*field as usize].is_some_and(|read| read.timed));
        let mut number = |field: Field, most: u16| {
            let read = row.cell(self.at(field)).map(|text| whole(text, most));
            if read == Some(None) {
                let words = format!("the cell is no whole number from 0 to {most}, and counts as empty");
                at.skipped(sink, self.heading(field), "cases.number", words, "correct it at its source");
            }
            read.flatten()
        };
        let (severity, minutes, rating) =
            (number(Field::Severity, 1_000), number(Field::Minutes, 1_440), number(Field::Rating, 254));
        let mut answer = |field: Field| {
            let words = self.definition;
            let read = row.cell(self.at(field)).map(|text| flag(text, &words.yes, &words.no));
            if read == Some(None) {
                let words = "the cell says neither yes nor no, and counts as empty";
                let remedy = "write yes or no, or say under [words] which words mean what";
                at.skipped(sink, self.heading(field), "cases.flag", words, remedy);
            }
            read.flatten()
        };
        let (accepted, excluded) = (answer(Field::Accepted), answer(Field::Excluded));
        let (harm, agrees) = (answer(Field::Harm), answer(Field::Agrees));
        let key = |field: Field| row.cell(self.at(field)).map(fingerprint);
        let case = Case {
            unit: gathered.unit(row.cell(self.at(Field::Unit)).unwrap_or_default())?,
            opened: day(Field::Opened).unwrap_or_default(),
            child: 0,
            due: day(Field::Due),
            closed: day(Field::Closed),
            logged: day(Field::Logged),
            reopened: day(Field::Reopened),
            reclassified: day(Field::Reclassified),
            severity: severity.map(|severity| severity.min(9) as u8),
            accepted,
            excluded: excluded == Some(true),
            harm,
            closing: row.cell(self.at(Field::Closing)).map(|word| self.closing(word)),
            minutes,
            rating: rating.map(|rating| rating as u8),
            post: None,
            visit_start: days[Field::VisitStart as usize].map(|read| read.minute),
            place: None,
            family: None,
            note: key(Field::Note),
            agrees,
            line: row.line(),
        };
        Ok(Ok((case, [Field::Child, Field::Post, Field::Place, Field::Family].map(key))))
    }

    /// A day in its column's own way; an error where it is written in another.
    fn day(&self, field: Field, text: &str, at: Report) -> Result<Option<Read>, ReadError> {
        let Some(format) = self.formats[field as usize] else { return Ok(None) };
        if let Some(read) = format.read(text) {
            return Ok(Some(read));
        }
        let other = DayFormat::ALL.into_iter().find(|other| !other.is_number() && other.read(text).is_some());
        match other {
            None => Ok(None),
            Some(other) => Err(broken(
                format!(
                    "line {}, column `{}`: the day is written as {}, and those of the other rows as {}",
                    at.line,
                    short(self.heading(field)),
                    other.key(),
                    format.key()
                ),
                "write the whole column in one way; if all its days are written so, say it under [days]",
            )),
        }
    }

    /// Why the days of a row cannot all be true.
    fn impossible(
        &self,
        day: &dyn Fn(Field) -> Option<i32>,
        at: Report,
        sink: &mut dyn Sink,
    ) -> Option<&'static str> {
        let opened = day(Field::Opened)?;
        let before =
            |field: Field| day(field).is_some_and(|day| day.div_euclid(DAY) < opened.div_euclid(DAY));
        let dates = self.formats[Field::Opened as usize].is_some_and(|format| !format.is_number());
        let ahead =
            |field: &Field| dates && day(*field).is_some_and(|day| day.div_euclid(DAY) > self.as_of.0);
        let past = [Field::Opened, Field::Closed, Field::Logged, Field::Reopened, Field::Reclassified];
        let (field, why) = match () {
            () if before(Field::Closed) => (Field::Closed, "closed before it was opened"),
            () if before(Field::Due) => (Field::Due, "due before it was opened"),
            () => (*past.iter().find(|field| ahead(field))?, "a day lies in the future"),
        };
        let words = format!("{why}; the row was left out");
        at.skipped(sink, self.heading(field), "cases.impossible", words, "correct the day at its source");
        Some(why)
    }

    fn closing(&self, word: &str) -> Closing {
        let is = |words: &[String]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        match () {
            () if is(&self.definition.completed) => Closing::Completed,
            () if is(&self.definition.no_cooperation) => Closing::NoCooperation,
            () => Closing::Other,
        }
    }

    /// Keeps a case; of one that stands twice the one that is first by its content, whatever the order of rows.
    fn keep(&self, case: Case, keys: Keys, row: &Row<'_>, gathered: &mut Gathered, sink: &mut dyn Sink) {
        let Some(id) = row.cell(self.at(Field::Case)).map(fingerprint) else {
            return gathered.push(case, keys);
        };
        let Some(at) = gathered.cases.get(&id).copied() else {
            gathered.cases.insert(id, gathered.rows.len());
            return gathered.push(case, keys);
        };
        let bare = |case: &Case, keys: &Keys| (Case { line: 0, unit: 0, ..*case }, *keys);
        let name = |case: &Case| gathered.called[case.unit as usize].clone();
        let kept = (bare(&gathered.rows[at], &gathered.keys[at]), name(&gathered.rows[at]));
        let new = (bare(&case, &keys), name(&case));
        let words = format!(
            "the case\u{2019}s number stands on line {} too, {}; it is counted once",
            gathered.rows[at].line,
            if new == kept { "with the same content" } else { "with other content" }
        );
        let at_line = Report { file: self.file, line: case.line };
        let remedy = "give each case one row; if one number stands for several cases, leave `case` out of the definition";
        at_line.doubtful(sink, self.heading(Field::Case), "cases.twice", words, remedy);
        let dropped = if new < kept {
            gathered.rows[at] = case;
            gathered.keys[at] = keys;
            kept.1
        } else {
            new.1
        };
        *gathered.left_out.entry((Some(dropped), "the case stands twice")).or_default() += 1;
    }

    fn finish(&self, gathered: Gathered) -> Cases {
        let Gathered { mut rows, keys, names, left_out, seen, timed, .. } = gathered;
        let mut units: Vec<(String, u32)> = names.into_iter().collect();
        units.sort();
        let mut rank = vec![0; units.len()];
        units.iter().enumerate().for_each(|(new, (_, old))| rank[*old as usize] = new as u32);
        let small: [Vec<u64>; 4] = core::array::from_fn(|which| distinct(&keys, which));
        let number = |keys: &Keys, which: usize| {
            keys[which].and_then(|key| small[which].binary_search(&key).ok()).map(|at| at as u32)
        };
        for (case, keys) in rows.iter_mut().zip(&keys) {
            case.unit = rank[case.unit as usize];
            case.child = number(keys, 0).unwrap_or_default();
            (case.post, case.place, case.family) = (number(keys, 1), number(keys, 2), number(keys, 3));
        }
        let used = |place: &usize| self.places.contains(&Some(*place));
        let unused =
            (0..self.headings.len()).filter(|place| !used(place) && !self.headings[*place].is_empty());
        Cases {
            units: units.into_iter().map(|(name, _)| name).collect(),
            rows,
            seen,
            left_out,
            numbered: self.formats[Field::Opened as usize].is_some_and(DayFormat::is_number),
            timed,
            unused: unused.map(|place| self.headings[place].clone()).collect(),
        }
    }
}

fn distinct(keys: &[Keys], which: usize) -> Vec<u64> {
    let mut all: Vec<u64> = keys.iter().filter_map(|keys| keys[which]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Gathered {
    fn push(&mut self, case: Case, keys: Keys) {
        self.rows.push(case);
        self.keys.push(keys);
    }

    fn unit(&mut self, name: &str) -> Result<u32, ReadError> {
        if let Some(unit) = self.names.get(name) {
            return Ok(*unit);
        }
        let next = self.names.len();
        if next == UNITS {
            return Err(broken(
                format!("the column of units has more than {UNITS} different names, so it holds none"),
                "name the column of the team or area under [columns]",
            ));
        }
        self.names.insert(name.to_owned(), next as u32);
        self.called.push(name.to_owned());
        Ok(next as u32)
    }
}

/// Nobody is judged: a column that by its own heading holds persons is no unit.
fn refuse_persons(sample: &Sample, place: usize) -> Result<(), ReadError> {
    let heading = &sample.headings[place];
    if !says_persons(&heading_key(heading)) {
        return Ok(());
    }
    Err(broken(
        format!("the column `{}` holds persons by its heading, and candour judges no person", short(heading)),
        "name the column of the team or area as `unit`; if it is one, give it another heading",
    ))
}

/// How the days of each column are written: as the definition says, or as most of the first rows are.
fn formats(
    sample: &Sample,
    places: &[Option<usize>; FIELDS],
    definition: &Definition,
    at: Report,
    sink: &mut dyn Sink,
) -> Result<[Option<DayFormat>; FIELDS], ReadError> {
    let mut found: Vec<(Field, Written)> = Vec::new();
    let heading = |field: Field| places[field as usize].map_or("", |place| sample.headings[place].as_str());
    for field in DAYS {
        let Some(place) = places[field as usize] else { continue };
        let said = definition.formats.iter().find(|(known, _)| *known == field).map(|(_, format)| *format);
        let said = said.map(|format| Written { format, either_way: false, fits: 100 });
        let cells = &sample.columns[place];
        let seen = if cells.is_empty() {
            Some(Written { format: DayFormat::ISO, either_way: false, fits: 0 })
        } else {
            written(cells)
        };
        let one = said.or(seen).ok_or_else(|| {
            broken(
                format!("the column `{}` holds no days that can be read", short(heading(field))),
                "write days as 2024-03-31 or 31/03/2024, or name another column",
            )
        })?;
        found.push((field, one));
    }
    // Where a column is empty in the first rows its days are written as those of the opening.
    let opened = found.iter().find(|(field, _)| *field == Field::Opened).map(|(_, one)| one.format);
    for (_, one) in found.iter_mut().filter(|(_, one)| one.fits == 0) {
        one.format = opened.unwrap_or(one.format);
    }
    agree(&mut found.iter_mut().map(|(_, one)| one).collect::<Vec<_>>());
    let numbers = found.iter().filter(|(_, one)| one.format.is_number()).count();
    if numbers != 0 && numbers != found.len() {
        let words = |is: bool| {
            let of = found.iter().filter(|(_, one)| one.format.is_number() == is);
            of.map(|(field, _)| format!("`{}`", short(heading(*field)))).collect::<Vec<_>>().join(", ")
        };
        return Err(broken(
            format!(
                "some columns hold numbers of days ({}) and others dates ({})",
                words(true),
                words(false)
            ),
            "write all days in one way",
        ));
    }
    for (field, _) in found.iter().filter(|(_, one)| one.either_way) {
        let words = "every day of the first rows could be read with the day or with the month first; the day was taken first";
        let remedy = "say under [days] how this column is written: dd/mm/yyyy or mm/dd/yyyy";
        at.doubtful(sink, heading(*field), "cases.either_way", words, remedy);
    }
    let mut formats = [None; FIELDS];
    found.iter().for_each(|(field, one)| formats[*field as usize] = Some(one.format));
    Ok(formats)
}
