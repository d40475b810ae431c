//! Concern files as JSONL: one object a line, with flat keys or with mentions in arrays.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::BufRead;

use serde_json::{Map, Value};

use super::assemble::Assembler;
use super::cells::Cells;
use super::columns::Column as C;
use super::names;
use crate::input::Decoder;
use crate::nearest::report_unknown_heading;
use crate::read::{Context, ReadError, Sink, Source};
use crate::report::Report;

/// Longest line, in bytes of UTF-8.
const LINE_BYTES: usize = 1024 * 1024;
/// Most entries of an array.
const ENTRIES: usize = 500;
/// Most different unknown keys that are named.
const UNKNOWN_KEYS: usize = 100;

/// An array of mentions: its key, and the columns its entries' keys stand for.
struct Array {
    key: &'static str,
    /// Before the entry's keys: `child_` makes `forename` the column `child_forename`.
    prefix: &'static str,
    /// The column that `name` and `value` stand for too.
    thing: Option<C>,
}

const ARRAYS: [Array; 7] = [
    Array { key: "children", prefix: "child_", thing: None },
    Array { key: "persons", prefix: "person_", thing: None },
    Array { key: "places", prefix: "place_", thing: Some(C::Place) },
    Array { key: "vehicles", prefix: "vehicle_", thing: Some(C::Vehicle) },
    Array { key: "phones", prefix: "phone_", thing: Some(C::Phone) },
    Array { key: "businesses", prefix: "business_", thing: Some(C::Business) },
    Array { key: "online_names", prefix: "online_", thing: Some(C::OnlineName) },
];

/// Reads a concern file in JSONL.
///
/// # Errors
/// [`ReadError`] when the source cannot be read on.
pub fn read_jsonl(
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut input = Decoder::new(source)?;
    let mut reader = Reader { assembler: Assembler::new(context), unknown: BTreeSet::new() };
    let (mut line, mut reported) = (Vec::new(), 0);
    let mut at = Report { file: context.file, line: 0 };
    loop {
        at.line = at.line.saturating_add(1);
        match next_line(&mut input, &mut line)? {
            Line::End => break,
            Line::TooLong => at.skipped(
                sink,
                "",
                "jsonl.long_line",
                "the line is longer than 1 MiB and was left out",
                "write one object a line",
            ),
            Line::Whole => reader.line(&line, at, sink),
        }
        if input.bytes_read() != reported {
            reported = input.bytes_read();
            sink.progress(reported);
        }
    }
    input.report(context.file, sink);
    reader.assembler.end(sink);
    Ok(())
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// The next line without its end; a line that is too long is passed over without being held.
fn next_line(input: &mut Decoder<'_>, line: &mut Vec<u8>) -> std::io::Result<Line> {
    line.clear();
    let (mut any, mut too_long) = (false, false);
    loop {
        let held = input.fill_buf()?;
        if held.is_empty() {
            break;
        }
        any = true;
        let end = held.iter().position(|byte| *byte == b'\n');
        let part = &held[..end.unwrap_or(held.len())];
        too_long |= line.len() + part.len() > LINE_BYTES;
        if !too_long {
            line.extend_from_slice(part);
        }
        let used = end.map_or(held.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (any, too_long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Whole,
    })
}

/// Cells of one object.
type Texts<'v> = Vec<(C, Cow<'v, str>)>;

struct Reader<'a> {
    assembler: Assembler<'a>,
    unknown: BTreeSet<String>,
}

impl Reader<'_> {
    fn line(&mut self, line: &[u8], at: Report, sink: &mut dyn Sink) {
        let line = line.trim_ascii();
        if line.is_empty() {
            return;
        }
        match serde_json::from_slice::<Value>(line) {
            Ok(Value::Object(object)) => self.object(&object, at, sink),
            Ok(_) => at.skipped(
                sink,
                "",
                "jsonl.no_object",
                "the line is no JSON object and was left out",
                "write one object a line",
            ),
            Err(error) => {
                // serde's own message may quote the line; the column number does not.
                let words = format!("the line is no JSON (byte {}) and was left out", error.column());
                at.skipped(sink, "", "jsonl.broken", words, "write one complete object a line");
            }
        }
    }

    fn object(&mut self, object: &Map<String, Value>, at: Report, sink: &mut dyn Sink) {
        let texts = self.texts(object, at, sink);
        let mut cells = Cells::EMPTY;
        texts.iter().for_each(|(column, text)| cells.set(*column, text.trim()));
        self.assembler.row(at.line, &cells, sink);
        for array in &ARRAYS {
            if let Some(entries) = object.get(array.key) {
                self.array(array, entries, &cells, at, sink);
            }
        }
    }

    /// The flat keys of a line as text.
    fn texts<'v>(&mut self, object: &'v Map<String, Value>, at: Report, sink: &mut dyn Sink) -> Texts<'v> {
        let mut texts = Vec::with_capacity(object.len());
        for (key, value) in object {
            if ARRAYS.iter().any(|array| array.key == key) {
                continue;
            }
            match C::from_name(key) {
                Some(column) => texts.extend(text_of(value, column, at, sink).map(|text| (column, text))),
                None => self.unknown_key(key, at, sink),
            }
        }
        texts
    }

    /// Each entry of an array is a further row of the same event.
    fn array(&mut self, array: &Array, entries: &Value, event: &Cells<'_>, at: Report, sink: &mut dyn Sink) {
        let Value::Array(entries) = entries else {
            if !entries.is_null() {
                at.skipped(
                    sink,
                    array.key,
                    "jsonl.no_array",
                    "the value is no array and was left out",
                    "write `[{…}, {…}]`",
                );
            }
            return;
        };
        if entries.len() > ENTRIES {
            at.skipped(
                sink,
                array.key,
                "jsonl.long_array",
                "the array has more than 500 entries; those behind were left out",
                "",
            );
        }
        for entry in entries.iter().take(ENTRIES) {
            let Value::Object(entry) = entry else {
                at.skipped(
                    sink,
                    array.key,
                    "jsonl.no_object",
                    "an entry is no object and was left out",
                    "write `{…}`",
                );
                continue;
            };
            let texts = self.entry_texts(array, entry, at, sink);
            let mut cells = Cells::EMPTY;
            let shared = event.filled().filter(|column| !column.is_of_mention() && !is_merged(*column));
            shared.for_each(|column| cells.set(column, event.get(column)));
            texts.iter().for_each(|(column, text)| cells.set(*column, text.trim()));
            self.assembler.row(at.line, &cells, sink);
        }
    }

    fn entry_texts<'v>(
        &mut self,
        array: &Array,
        entry: &'v Map<String, Value>,
        at: Report,
        sink: &mut dyn Sink,
    ) -> Texts<'v> {
        let mut texts = Vec::with_capacity(entry.len());
        for (key, value) in entry {
            let named = C::from_name(&format!("{}{key}", array.prefix)).or_else(|| C::from_name(key));
            let thing = array.thing.filter(|_| matches!(key.as_str(), "name" | "value"));
            match thing.or(named).filter(|column| column.is_of_mention()) {
                Some(column) => texts.extend(text_of(value, column, at, sink).map(|text| (column, text))),
                None => self.unknown_key(key, at, sink),
            }
        }
        texts
    }

    /// Names each unknown key once.
    fn unknown_key(&mut self, key: &str, at: Report, sink: &mut dyn Sink) {
        if self.unknown.len() < UNKNOWN_KEYS && self.unknown.insert(crate::report::short(key)) {
            report_unknown_heading(key, &names(), at, sink);
        }
    }
}

/// Columns whose cells are gathered from all rows of an event, so that they need not be repeated.
fn is_merged(column: C) -> bool {
    matches!(column, C::Signs | C::Words)
}

/// A value as the text of a cell. Arrays of texts are joined by `|` where a column is a list.
fn text_of<'v>(value: &'v Value, column: C, at: Report, sink: &mut dyn Sink) -> Option<Cow<'v, str>> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Bool(truth) => Some(Cow::Owned(truth.to_string())),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Array(list) if matches!(column, C::Signs | C::ChildKnownAs | C::PersonKnownAs) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            Some(Cow::Owned(texts.join("|")))
        }
        Value::Array(_) | Value::Object(_) => {
            at.skipped(
                sink,
                column.name(),
                "jsonl.nested",
                "a list or an object stands where a text belongs and was left out",
                "write a text",
            );
            None
        }
    }
}
