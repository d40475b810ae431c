//! Access logs: which post opened which record when. Reading is knowledge, and knowledge has a date.
//!
//! Documented in `docs/formats/access_log.md`.

mod write;

pub use write::write;

use record::event::{Assurance, ReadRecord};
use record::mention::Identifier;
use record::source::RowKey;
use record::{Body, By, Claimed, ConcernRef, Event, EventId, Mention, MentionKind, PostId, SourceRef};
use smol_str::SmolStr;

use crate::csv_table::{CsvTable, Row};
use crate::emit::{Places, constant, key};
use crate::nearest::report_unknown_headings;
use crate::read::{Context, ReadError, Seen, Sink, Source};
use crate::report::Report;
use crate::values;
use crate::when::{DateCells, When};

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 8] =
    ["date", "time", "post", "holder", "concern_id", "concern_agency", "child_id", "child_upn"];

/// Reads an access log.
///
/// # Errors
/// [`ReadError`] when the file cannot be read on, or when `date` or every column that says whose record was read is
/// not there.
pub fn read(source: &mut dyn Source, context: &Context<'_>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let is_heading = |cells: &[String]| {
        let named = |name: &str| cells.iter().any(|cell| crate::csv_table::heading_key(cell) == name);
        named("date") && (named("post") || named("holder"))
    };
    let mut table = CsvTable::open_where(source, context.file, sink, is_heading)?;
    let at = Report { file: context.file, line: 1 };
    report_unknown_headings(table.headings(), &COLUMNS, at, sink);
    let places = COLUMNS.map(|column| table.find(column));
    if places[4..].iter().all(Option::is_none) {
        return Err(ReadError::Broken {
            problem: "no column says whose record was read".into(),
            remedy: "add `concern_id`, `child_id` or `child_upn`".into(),
        });
    }
    let mut reader = Reader { context, when: When::new(context), places: Places::default() };
    while let Some(row) = table.next_row(sink)? {
        let at = Report { file: context.file, line: row.line() };
        reader.row(&cells_of(row, places), at, sink);
    }
    Ok(())
}

/// The trimmed cells of a row, in the order of [`COLUMNS`].
type Cells<'r> = [&'r str; COLUMNS.len()];

fn cells_of(row: &Row, places: [Option<usize>; COLUMNS.len()]) -> Cells<'_> {
    places.map(|place| row.cell(place).unwrap_or_default())
}

struct Reader<'a> {
    context: &'a Context<'a>,
    when: When,
    places: Places,
}

impl Reader<'_> {
    fn row(&mut self, cells: &Cells<'_>, at: Report, sink: &mut dyn Sink) {
        let [date, time, post, holder, concern_id, concern_agency, child_id, child_upn] = *cells;
        if concern_id.is_empty() && child_id.is_empty() && child_upn.is_empty() {
            let words = "the row does not say whose record was read and was left out";
            at.skipped(
                sink,
                "concern_id",
                "access.nothing_read",
                words,
                "give `concern_id`, `child_id` or `child_upn`",
            );
            return;
        }
        if post.is_empty() && holder.is_empty() {
            let words = "the row says neither post nor holder; it shows that somebody in the agency read it";
            at.doubtful(sink, "post", "access.nobody", words, "give `post`");
        }
        let claimed = self.when.read(DateCells { date, time, date_to: "" }, at, sink);
        let natural =
            key(&[&claimed.to_string(), post, holder, concern_agency, concern_id, child_id, child_upn]);
        let row = RowKey { table: constant("access_log.read"), natural };
        if !child_id.is_empty() {
            sink.child(child_id);
        }
        // Every row has its place, also one that is known already.
        let (line, part) = self.places.next(at.line);
        if sink.row(at.line, row, &[("post", post)]) == Seen::Repeated {
            return;
        }
        let agency = values::agency(concern_agency, at, "concern_agency", sink);
        let agency = agency.unwrap_or_else(|| self.context.agency.clone());
        let concern = (!concern_id.is_empty()).then(|| ConcernRef { agency, key: SmolStr::new(concern_id) });
        let body = ReadRecord { concern, mentions: child(child_id, child_upn).into_iter().collect() };
        sink.event(Event {
            id: EventId::UNSET,
            claimed,
            logged: self.context.logged,
            by: self.by(post, holder),
            source: SourceRef { file: self.context.file, line, part },
            body: Body::Read(Box::new(body)),
        });
    }

    fn by(&self, post: &str, holder: &str) -> By {
        let post = (!post.is_empty()).then(|| values::post(self.context.agency, post));
        By {
            agency: post.as_ref().map_or_else(|| self.context.agency.clone(), PostId::agency),
            post,
            holder: values::text(holder),
            assurance: Assurance::Imported,
        }
    }
}

/// The child whose record was read, by the numbers the log gives.
fn child(id: &str, upn: &str) -> Option<Mention> {
    let mut mention = Mention::new(MentionKind::Child, "subject");
    for (scheme, value) in [("local", id), ("upn", upn)] {
        if !value.is_empty() {
            mention.identifiers.push(Identifier { scheme: constant(scheme), value: SmolStr::new(value) });
        }
    }
    (!mention.identifiers.is_empty()).then_some(mention)
}

/// A claimed time is written in the columns `date` and `time`.
fn date_and_time(claimed: Claimed) -> (String, String) {
    let whole = claimed.to_string();
    match whole.split_once('T') {
        Some((date, time)) if claimed.is_doubtful() => {
            (format!("{date}?"), time.trim_end_matches('?').to_owned())
        }
        Some((date, time)) => (date.to_owned(), time.to_owned()),
        None => (whole, String::new()),
    }
}

#[cfg(test)]
mod tests;
