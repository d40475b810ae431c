//! Rows to events: which rows are one event, and what is odd about them.

use record::mention::Identifier;
use record::source::RowKey;
use record::{Claimed, ConcernRef, Event};
use smol_str::{SmolStr, SmolStrBuilder, format_smolstr};

use super::cells::Cells;
use super::columns::{COLUMNS, Column, Kind};
use super::draft::{Draft, Reader};
use super::identity::{Identity, Told};
use super::vocabulary::Vocabulary;
use crate::dates::OrderSeen;
use crate::emit::{UNIT_SEPARATOR, constant, date_field};
use crate::nearest::hint;
use crate::read::{Context, Seen, Sink};
use crate::report::Report;
use crate::values;
use crate::when::When;

/// Takes the rows of one file in order and hands over their events. Holds one event at a time, and hashes of the others.
pub(crate) struct Assembler<'a> {
    context: &'a Context<'a>,
    vocabulary: Vocabulary<'a>,
    when: When,
    draft: Option<Draft>,
    /// The identity of the draft's first row.
    identity: Identity,
    /// The identity of the row at hand.
    next: Identity,
    told: Told,
    /// Cells that stand in columns which their event does not read.
    unread: [[u64; COLUMNS]; Kind::ALL.len()],
    children: u64,
    children_without_birth_date: u64,
    order: OrderSeen,
}

impl<'a> Assembler<'a> {
    pub(crate) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            vocabulary: Vocabulary::new(context.policy),
            when: When::new(context),
            draft: None,
            identity: Identity::default(),
            next: Identity::default(),
            told: Told::default(),
            unread: [[0; COLUMNS]; Kind::ALL.len()],
            children: 0,
            children_without_birth_date: 0,
            order: OrderSeen::default(),
        }
    }

    /// Takes one row.
    pub(crate) fn row(&mut self, line: u32, cells: &Cells<'_>, sink: &mut dyn Sink) {
        let at = Report { file: self.context.file, line };
        let Some((kind, is_known)) = read_kind(cells.get(Column::Event), at, sink) else {
            return;
        };
        let Some(concern) = self.read_concern(kind, cells, at, sink) else {
            return;
        };
        self.note(kind, cells, at, sink);
        for column in [Column::Date, Column::DateTo, Column::ChildDob, Column::PersonDob] {
            self.order.note(cells.get(column));
        }
        self.next.fill(kind, &concern.key, concern.agency.as_str(), cells);
        let continues = is_known && self.draft.is_some() && self.identity.continued_by(&self.next);
        if !continues {
            self.hand_over(sink);
            let is_detail = !is_known || self.repeats(at, sink);
            std::mem::swap(&mut self.identity, &mut self.next);
            let mut reader =
                Reader { context: self.context, vocabulary: &mut self.vocabulary, when: self.when, at, sink };
            self.draft = Some(Draft::begin(kind, concern, is_detail, cells, &mut reader));
        }
        self.add_to_draft(cells, at, sink);
    }

    /// Hands over the last event and what is odd about the file as a whole.
    pub(crate) fn end(mut self, sink: &mut dyn Sink) {
        self.hand_over(sink);
        let at = Report { file: self.context.file, line: 0 };
        self.report_unread(at, sink);
        self.order.report(at, sink);
        if self.children_without_birth_date > 0 {
            let words = format!(
                "{} of {} mentions of children have no birth date",
                self.children_without_birth_date, self.children
            );
            let remedy = "give `child_dob`; without it records of one child are hard to join";
            at.doubtful(sink, Column::ChildDob.name(), "child.no_birth_date", words, remedy);
        }
        if self.told.is_full() {
            let words = format!(
                "the file holds more than {} events; repetitions behind them were not looked for",
                super::identity::REMEMBERED
            );
            at.doubtful(sink, "", "concern.many_events", words, "export one year a file");
        }
    }

    /// The concern of a row. A telling without a number gets one made from its line, because a warning must not be
    /// lost; other rows without one speak of nothing.
    fn read_concern(
        &self,
        kind: Kind,
        cells: &Cells<'_>,
        at: Report,
        sink: &mut dyn Sink,
    ) -> Option<ConcernRef> {
        let column = Column::ConcernAgency;
        let agency = values::agency(cells.get(column), at, column.name(), sink);
        let agency = agency.unwrap_or_else(|| self.context.agency.clone());
        let key = cells.get(Column::ConcernId);
        if !key.is_empty() {
            return Some(ConcernRef { agency, key: SmolStr::new(key) });
        }
        let column = Column::ConcernId.name();
        if matches!(kind, Kind::Told | Kind::Passed) {
            let words =
                "the row tells of a concern without a number; it is kept under a number made from its line";
            at.repaired(sink, column, "concern.no_id", words, "give `concern_id`; an answer needs it");
            return Some(ConcernRef { agency, key: SmolStr::new(format!("line-{}", at.line)) });
        }
        let words = "the row names no concern and was left out";
        at.skipped(sink, column, "concern.no_id", words, "give `concern_id` in every row");
        None
    }

    fn repeats(&mut self, at: Report, sink: &mut dyn Sink) -> bool {
        let repeats = self.told.repeats(&self.next);
        if repeats {
            let words =
                "the row repeats an event of rows further above; it is kept as a detail of the concern";
            at.doubtful(
                sink,
                "",
                "concern.repeated",
                words,
                "sort the export by concern, event, date, time and post",
            );
        }
        repeats
    }

    /// Counts what the event does not read and looks for cells that a spreadsheet would run.
    fn note(&mut self, kind: Kind, cells: &Cells<'_>, at: Report, sink: &mut dyn Sink) {
        for column in cells.filled() {
            if !kind.reads(column) {
                self.unread[kind as usize][column as usize] += 1;
            }
            if looks_like_formula(cells.get(column)) {
                let words = "the cell begins like a formula; it is kept as text and never run";
                at.doubtful(sink, column.name(), "cell.formula", words, "check where this value comes from");
            }
        }
    }

    fn add_to_draft(&mut self, cells: &Cells<'_>, at: Report, sink: &mut dyn Sink) {
        let Some(draft) = &mut self.draft else {
            return;
        };
        let mut reader =
            Reader { context: self.context, vocabulary: &mut self.vocabulary, when: self.when, at, sink };
        if draft.more(cells, &mut reader) {
            return;
        }
        let words = format!(
            "the event mentions {} or more; further mentions go on in a detail of the same concern",
            super::draft::MENTIONS
        );
        at.doubtful(sink, "", "concern.many_mentions", words, "check that the rows belong to one event");
        let next = draft.next_detail(at.line);
        self.hand_over(sink);
        self.draft = Some(next);
    }

    fn hand_over(&mut self, sink: &mut dyn Sink) {
        let Some(draft) = self.draft.take() else {
            return;
        };
        // A detail that was opened for further mentions and got none.
        if draft.is_empty_rest() {
            return;
        }
        let line = draft.line;
        let key = self.key(&draft);
        let fields = draft.coded_fields();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let seen = sink.row(line, key, &fields);
        for event in draft.into_events(self.context) {
            self.count_children(&event, sink);
            if seen == Seen::New {
                sink.event(event);
            }
        }
    }

    fn count_children(&mut self, event: &Event, sink: &mut dyn Sink) {
        for (_, child) in event.children() {
            self.children += 1;
            self.children_without_birth_date += u64::from(child.born.is_none());
            if let Some(id) = child.local_id() {
                sink.child(id);
            }
        }
    }

    /// The natural key: whose concern, which, what happened, on which day, and the mentioned things' own ids.
    fn key(&mut self, draft: &Draft) -> RowKey {
        let table = if draft.is_detail { "concerns.detail" } else { draft.kind.table() };
        let mut ids: Vec<&Identifier> =
            draft.mentions.iter().filter_map(|mention| mention.identifiers.first()).collect();
        ids.sort_unstable();
        ids.dedup();
        let day = date_field(Some(day_of(draft.claimed)));
        let mut natural = SmolStrBuilder::new();
        let head = [draft.concern.agency.as_str(), &draft.concern.key, draft.kind.word(), &day];
        let ids = ids.iter().flat_map(|id| [id.scheme.as_str(), id.value.as_str()]);
        for (place, part) in head.into_iter().chain(ids).enumerate() {
            if place > 0 {
                natural.push(UNIT_SEPARATOR);
            }
            natural.push_str(part);
        }
        let mut natural = natural.finish();
        let above = self.told.rows_above(table, &natural);
        if above > 0 {
            natural = format_smolstr!("{natural}{UNIT_SEPARATOR}#{}", above + 1);
        }
        RowKey { table: constant(table), natural }
    }

    fn report_unread(&self, at: Report, sink: &mut dyn Sink) {
        for (kind, counts) in Kind::ALL.iter().zip(&self.unread) {
            for (column, count) in Column::ALL.iter().zip(counts).filter(|(_, count)| **count > 0) {
                let words = format!(
                    "the column holds something on {count} rows of event `{}`, which does not read it",
                    kind.word()
                );
                let remedy = remedy_of_unread(*kind, *column);
                at.skipped(sink, column.name(), "concern.column_not_read", words, remedy);
            }
        }
    }
}

/// What to do about a cell that its event does not read. A reply that stands on the row of the telling is an answer lost.
fn remedy_of_unread(kind: Kind, column: Column) -> &'static str {
    let is_telling = matches!(kind, Kind::Told | Kind::Passed);
    if is_telling
        && Kind::Answered.reads(column)
        && (Column::Addresses..=Column::SecondPost).contains(&column)
    {
        "an answer needs a row of its own with `event` = `answered` and the same `concern_id`"
    } else {
        "leave it empty there"
    }
}

/// The word's kind, and whether the word is known; an unknown word makes a detail, an empty cell nothing.
fn read_kind(text: &str, at: Report, sink: &mut dyn Sink) -> Option<(Kind, bool)> {
    if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.word() == text) {
        return Some((kind, true));
    }
    if text.is_empty() {
        let words = "the row does not say what happened and was left out";
        at.skipped(sink, Column::Event.name(), "concern.no_event", words, "give `event` in every row");
        return None;
    }
    let plain = text.to_lowercase().replace([' ', '-'], "_");
    if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.word() == plain) {
        return Some((kind, true));
    }
    let near = hint(text, Kind::ALL.iter().map(|kind| kind.word()));
    let words = format!("the event is not known; the row is kept as a detail of its concern{near}");
    let remedy = "write told, passed, opened, answered, refused, handed_over, accepted, countersigned, withdrawn, \
                  disputed, challenged or recorded";
    at.doubtful(sink, Column::Event.name(), "concern.unknown_event", words, remedy);
    Some((Kind::Recorded, false))
}

/// `=…`, or a sign that begins formulas followed by what only a formula has. Phones (`+44 …`) and online names (`@…`)
/// are none.
fn looks_like_formula(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'=') => true,
        Some(b'+' | b'-' | b'@') => text.bytes().any(|byte| matches!(byte, b'(' | b'!' | b'|')),
        _ => false,
    }
}

/// The day of a natural key: without the time of day, so that a time filled in later is a change and no new row.
fn day_of(claimed: Claimed) -> Claimed {
    claimed.single_day().map_or(claimed, Claimed::day)
}
