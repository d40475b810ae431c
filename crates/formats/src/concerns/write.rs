//! Events back to concern files. Reading what is written here gives the same events, but for ids, logged time and
//! source places.

use std::io::{self, Write};

use record::event::{Recorded, Step};
use record::time::Precision;
use record::{Addressee, AgencyId, Body, Claimed, Code, ConcernRef, Event, Mention, PostId};

use super::columns::{Column as C, Kind};
use super::mentions::{cells_of, slot};
use crate::write_error::WriteError;

/// Writes a concern file in CSV, one mention of each kind a row: every column, but those of what organisations did only where an
/// event has something for them. Cells that a spreadsheet would run get
/// an apostrophe in front, which [`super::read_csv`] takes off.
///
/// # Errors
/// [`WriteError`] when `out` refuses, or an event has something that a concern file has no column for.
pub fn write_csv<'e>(
    events: impl IntoIterator<Item = &'e Event, IntoIter: Clone>,
    out: impl Write,
) -> Result<(), WriteError> {
    let events = events.into_iter();
    let with_particulars = events.clone().any(has_particulars);
    let columns = || C::ALL.iter().filter(|column| with_particulars || !column.is_particular());
    let mut out = csv::WriterBuilder::new().from_writer(out);
    out.write_record(columns().map(|column| column.name()))?;
    for event in events {
        for row in rows(event)? {
            let cells = columns().map(|column| {
                let cell =
                    row.iter().find(|(named, _)| named == column).map_or("", |(_, text)| text.as_str());
                crate::safe::cell(cell).into_owned().into_bytes()
            });
            out.write_record(cells)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Writes a concern file in JSONL: the rows of the CSV form as objects, without their empty cells.
///
/// # Errors
/// As [`write_csv`].
pub fn write_jsonl<'e>(
    events: impl IntoIterator<Item = &'e Event>,
    mut out: impl Write,
) -> Result<(), WriteError> {
    for event in events {
        for row in rows(event)? {
            let cells = row.into_iter().map(|(column, text)| (column.name().to_owned(), text.into()));
            let object: serde_json::Map<String, serde_json::Value> = cells.collect();
            serde_json::to_writer(&mut out, &object).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(())
}

type Row = Vec<(C, String)>;

/// The rows of one event: the first says everything, further ones repeat the key and carry further mentions.
fn rows(event: &Event) -> Result<Vec<Row>, WriteError> {
    let first = event_cells(event)?;
    let key: Row = first.iter().filter(|(column, _)| is_key(*column)).cloned().collect();
    let mut rows = vec![first];
    let mut free_from = 0;
    for mention in event.mentions() {
        // A row is read from left to right, so a mention that stands further left begins a new row.
        let slot = slot(mention.kind);
        if slot < free_from {
            rows.push(key.clone());
        }
        free_from = slot + 1;
        check_identifiers(event, mention)?;
        if let Some(row) = rows.last_mut() {
            row.extend(cells_of(mention));
        }
    }
    Ok(rows)
}

fn is_key(column: C) -> bool {
    matches!(column, C::Event | C::ConcernId | C::ConcernAgency | C::Date | C::Time | C::ToldPost)
}

fn check_identifiers(event: &Event, mention: &Mention) -> Result<(), WriteError> {
    let known = |scheme: &str| match mention.kind {
        record::MentionKind::Child => matches!(scheme, "local" | "upn" | "nhs_number"),
        record::MentionKind::Person => scheme == "local",
        _ => false,
    };
    match mention.identifiers.iter().all(|id| known(id.scheme.as_str())) {
        true => Ok(()),
        false => Err(no_place(event, "identifier")),
    }
}

fn no_place(event: &Event, field: &'static str) -> WriteError {
    WriteError::NoPlace { kind: event.body.word(), field }
}

fn event_cells(event: &Event) -> Result<Row, WriteError> {
    let mut cells = Builder(Vec::with_capacity(24));
    let (kind, words) = match &event.body {
        Body::Told(told) => {
            let kind = if told.passes.is_some() { Kind::Passed } else { Kind::Told };
            if told.passes.as_ref().is_some_and(|passed| *passed != told.concern) {
                return Err(no_place(event, "passes"));
            }
            if !told.codes.is_empty() {
                return Err(no_place(event, "codes"));
            }
            cells.concern(&told.concern);
            cells.code(C::Activity, &told.activity);
            cells.code(C::Teller, &told.teller);
            cells.agency(C::TellerAgency, told.teller_agency.as_ref());
            let columns = if kind == Kind::Told { TOLD } else { TO };
            cells.addressee(Some(&told.told_to), columns);
            cells.codes(C::Signs, &told.signs);
            cells.truth(C::ImmediateDanger, told.immediate_danger);
            cells.put(C::Count, told.event_count.map(|count| count.to_string()));
            (kind, &told.words)
        }
        Body::Recorded(recorded) => {
            let has_more = !of_its_activity(recorded)
                || !recorded.columns.is_empty()
                || recorded.action.is_some()
                || recorded.source_of_information.is_some();
            let (Some(concern), false) = (&recorded.concern, has_more) else {
                return Err(no_place(event, "return or chronology"));
            };
            cells.concern(concern);
            cells.code(C::Activity, &recorded.activity);
            cells.addressee(recorded.told_to.as_ref(), TOLD);
            cells.codes(C::Signs, &recorded.signs);
            for (column, value) in &recorded.codes {
                C::from_name(column.as_str()).into_iter().for_each(|column| cells.code(column, value));
            }
            (Kind::Recorded, &recorded.words)
        }
        Body::Answered(answered) => {
            cells.concern(&answered.concern);
            cells.put(C::Addresses, Some(answered.addresses.to_string()));
            cells.code(C::Outcome, &answered.outcome);
            cells.truth(C::ReasonsGiven, answered.reasons_given);
            if answered.second_post.as_ref().is_some_and(|second| second.rank.is_some()) {
                return Err(no_place(event, "second_post's rank"));
            }
            cells
                .addressee(answered.second_post.as_ref(), [Some(C::SecondAgency), Some(C::SecondPost), None]);
            cells.addressee(answered.told_to.as_ref(), TO);
            (Kind::Answered, &answered.words)
        }
        Body::HandedOver(handed) => {
            cells.concern(&handed.concern);
            cells.addressee(Some(&handed.to), TO);
            (Kind::HandedOver, &handed.words)
        }
        Body::Opened(step) => (Kind::Opened, cells.step(step)),
        Body::Refused(step) => (Kind::Refused, cells.step(step)),
        Body::Accepted(step) => (Kind::Accepted, cells.step(step)),
        Body::Countersigned(step) => (Kind::Countersigned, cells.step(step)),
        Body::Withdrawn(step) => (Kind::Withdrawn, cells.step(step)),
        Body::Disputed(step) => (Kind::Disputed, cells.step(step)),
        Body::Challenged(step) => (Kind::Challenged, cells.step(step)),
        _ => return Err(no_place(event, "kind")),
    };
    cells.put(C::Event, Some(kind.word().to_owned()));
    cells.put(C::Words, words.clone());
    cells.date(event.claimed);
    cells.agency(C::ByAgency, Some(&event.by.agency));
    cells.put(C::ByPost, event.by.post.as_ref().map(|post| post_text(&event.by.agency, post)));
    cells.put(C::Holder, event.by.holder.as_ref().map(ToString::to_string));
    Ok(cells.0)
}

/// It has something for a column that only what organisations did has.
fn has_particulars(event: &Event) -> bool {
    let of_them = |(column, _): &(Code, Code)| C::from_name(column.as_str()).is_some_and(C::is_particular);
    matches!(&event.body, Body::Recorded(recorded) if recorded.codes.iter().any(of_them))
}

/// Every code stands in a column that rows of its activity have, and each column once.
fn of_its_activity(recorded: &Recorded) -> bool {
    let columns = super::particulars::of(recorded.activity.as_str());
    let place = |(column, _): &(Code, Code)| columns.iter().position(|of| of.name() == column.as_str());
    recorded.codes.iter().map(place).is_sorted_by(|a, b| a.is_some() && a < b)
        && recorded.codes.iter().all(|code| place(code).is_some())
}

type AddresseeColumns = [Option<C>; 3];
const TOLD: AddresseeColumns = [Some(C::ToldAgency), Some(C::ToldPost), Some(C::ToldRank)];
const TO: AddresseeColumns = [Some(C::ToAgency), Some(C::ToPost), Some(C::ToRank)];

struct Builder(Row);

impl Builder {
    fn put(&mut self, column: C, text: Option<String>) {
        self.0.extend(text.filter(|text| !text.is_empty()).map(|text| (column, text)));
    }

    fn code(&mut self, column: C, code: &Code) {
        self.put(column, Some(code.to_string()));
    }

    fn codes(&mut self, column: C, codes: &[Code]) {
        let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
        self.put(column, Some(codes.join("|")));
    }

    fn truth(&mut self, column: C, truth: bool) {
        self.put(column, Some(if truth { "yes" } else { "no" }.to_owned()));
    }

    fn agency(&mut self, column: C, agency: Option<&AgencyId>) {
        self.put(column, agency.map(ToString::to_string));
    }

    fn concern(&mut self, concern: &ConcernRef) {
        self.put(C::ConcernId, Some(concern.key.to_string()));
        self.agency(C::ConcernAgency, Some(&concern.agency));
    }

    fn addressee(&mut self, addressee: Option<&Addressee>, [agency, post, rank]: AddresseeColumns) {
        let Some(addressee) = addressee else {
            return;
        };
        if let Some(column) = agency {
            self.agency(column, Some(&addressee.agency));
        }
        if let Some(column) = post {
            self.put(column, addressee.post.as_ref().map(|post| post_text(&addressee.agency, post)));
        }
        if let Some(column) = rank {
            self.put(column, addressee.rank.map(|rank| rank.to_string()));
        }
    }

    fn step<'s>(&mut self, step: &'s Step) -> &'s Option<String> {
        self.concern(&step.concern);
        self.code(C::Reason, &step.reason);
        &step.words
    }

    /// The date, with the end of a period and the time of day in columns of their own.
    fn date(&mut self, claimed: Claimed) {
        let doubt = if claimed.is_doubtful() { "?" } else { "" };
        match (claimed.precision(), claimed.earliest(), claimed.latest()) {
            (Precision::Range, Some(first), Some(last)) => {
                self.put(C::Date, Some(format!("{}{doubt}", first.day())));
                self.put(C::DateTo, Some(last.day().to_string()));
            }
            (Precision::Minute, Some(at), _) => {
                let minute = at.minute_of_day();
                self.put(C::Date, Some(format!("{}{doubt}", at.day())));
                self.put(C::Time, Some(format!("{:02}:{:02}", minute / 60, minute % 60)));
            }
            _ => self.put(C::Date, Some(claimed.to_string())),
        }
    }
}

/// A post as its agency calls it; whole where only the whole name is read as this post.
pub(crate) fn post_text(agency: &AgencyId, post: &PostId) -> String {
    let is_local = post.agency() == *agency && !post.local().contains('/');
    if is_local { post.local().to_owned() } else { post.to_string() }
}
