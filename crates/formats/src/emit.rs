//! Handing over rows and events of a return, each at its own place.

use record::event::Assurance;
use record::mention::Identifier;
use record::source::RowKey;
use record::{Body, By, Claimed, Code, Event, EventId, Mention, SourceRef};
use smol_str::{SmolStr, SmolStrBuilder};

use crate::read::{Context, Seen, Sink};

/// What joins the parts of a natural key or a concern's number.
pub const UNIT_SEPARATOR: char = '\u{1F}';

/// Numbers the events of one file: every event has a place of its own, and places only grow.
///
/// A file of one single line holds more events than a line has parts; then the line number moves on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Places {
    line: u32,
    next_part: u16,
}

impl Places {
    /// The place of the next event that stands on `line`.
    pub fn next(&mut self, line: u32) -> (u32, u16) {
        if line > self.line {
            *self = Self { line, next_part: 0 };
        }
        let place = (self.line, self.next_part);
        match self.next_part.checked_add(1) {
            Some(part) => self.next_part = part,
            None => *self = Self { line: self.line.saturating_add(1), next_part: 0 },
        }
        place
    }
}

/// Hands rows and events of one file to a sink.
#[derive(Debug)]
pub struct Emit<'c> {
    context: Context<'c>,
    places: Places,
    by: By,
    /// The row handed over last is known already: its events are not handed over again.
    repeated: bool,
}

impl<'c> Emit<'c> {
    /// For the file of this context. The agency itself is who recorded everything in it.
    pub fn new(context: &Context<'c>) -> Self {
        let by =
            By { agency: context.agency.clone(), post: None, holder: None, assurance: Assurance::Imported };
        Self { context: *context, places: Places::default(), by, repeated: false }
    }

    /// The context.
    pub fn context(&self) -> &Context<'c> {
        &self.context
    }

    /// Hands over a row.
    pub fn row(
        &mut self,
        sink: &mut dyn Sink,
        line: u32,
        table: &'static str,
        natural: SmolStr,
        fields: &[(&str, &str)],
    ) {
        let key = RowKey { table: constant(table), natural };
        self.repeated = sink.row(line, key, fields) == Seen::Repeated;
    }

    /// Hands over an event of the row handed over last. Its place is counted also when the row is known already, so
    /// that places do not depend on what other files hold.
    pub fn event(&mut self, sink: &mut dyn Sink, line: u32, claimed: Claimed, body: impl FnOnce() -> Body) {
        let (line, part) = self.places.next(line);
        if self.repeated {
            return;
        }
        sink.event(Event {
            id: EventId::UNSET,
            claimed,
            logged: self.context.logged,
            by: self.by.clone(),
            source: SourceRef { file: self.context.file, line, part },
            body: body(),
        });
    }
}

/// A code that is known when the programme is built: costs no memory of its own.
pub const fn constant(text: &'static str) -> Code {
    Code(SmolStr::new_static(text))
}

/// An identifier of a mention.
pub fn identifier(scheme: &'static str, value: &SmolStr) -> Identifier {
    Identifier { scheme: constant(scheme), value: value.clone() }
}

/// Adds an identifier unless it is empty.
pub fn identify(mention: &mut Mention, scheme: &'static str, value: &SmolStr) {
    if !value.is_empty() {
        mention.identifiers.push(identifier(scheme, value));
    }
}

/// Parts of a key, joined.
pub fn key(parts: &[&str]) -> SmolStr {
    let mut key = SmolStrBuilder::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            key.push(UNIT_SEPARATOR);
        }
        key.push_str(part);
    }
    key.finish()
}

/// A date as a field of a row: ISO, or empty.
pub fn date_field(date: Option<Claimed>) -> SmolStr {
    let Some(day) = date.and_then(Claimed::single_day) else {
        return date.map(|undated| SmolStr::new(undated.to_string())).unwrap_or_default();
    };
    let (year, month, date) = day.ymd();
    let mut text = *b"0000-00-00";
    let mut put = |place: usize, mut number: u32, digits: usize| {
        for digit in (0..digits).rev() {
            text[place + digit] = b'0' + (number % 10) as u8;
            number /= 10;
        }
    };
    put(0, year.unsigned_abs(), 4);
    put(5, month, 2);
    put(8, date, 2);
    SmolStr::new(core::str::from_utf8(&text).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Places, date_field, key};
    use record::{Claimed, Day};

    #[test]
    fn no_two_events_of_a_file_share_a_place() {
        let mut places = Places::default();
        let first: Vec<_> = [1, 1, 4, 2, 9].map(|line| places.next(line)).into();
        assert_eq!(first, [(1, 0), (1, 1), (4, 0), (4, 1), (9, 0)]);
        let mut last = places.next(9);
        for _ in 0..200_000 {
            let next = places.next(9);
            assert!(next > last);
            last = next;
        }
    }

    #[test]
    fn fields_of_rows_are_plain() {
        let day = Day::parse_iso("2019-03-02").expect("a day");
        assert_eq!(date_field(Some(Claimed::day(day))), "2019-03-02");
        assert_eq!(date_field(Some(Claimed::UNKNOWN.doubted())), "undated?");
        assert_eq!(date_field(None), "");
        assert_eq!(key(&["a", "b"]), "a\u{1f}b");
    }
}
