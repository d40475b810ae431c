//! One row of a chronology becomes one entry.

use std::collections::BTreeMap;

use record::event::{Assurance, Recorded};
use record::source::RowKey;
use record::{AgencyId, Body, By, Code, Event, EventId, Mention, SourceRef};
use smol_str::SmolStr;

use super::cells::{Cells, columns, is_ditto, may_repeat, some, without_notes};
use super::children;
use super::dating::{Dated, Dating};
use super::headings::{Layout, Role};
use super::table::{Row, Typed};
use super::who::{self, HowAgency, ToldTo};
use crate::read::{Context, Seen, Sink};
use crate::report::Report;

/// Code set of the roles that rows of a chronology can have; the one code so far is `author_note`, a row of notes only.
pub const ROW_ROLE: &str = "chronology_row";

/// Makes entries of the rows of one file, in the order of the file.
pub(super) struct Entries<'a> {
    context: &'a Context<'a>,
    pub(super) dating: Dating,
    /// Values of the row above, by column, for merged cells and ditto marks.
    above: Vec<String>,
    /// Other agencies met, each reported once.
    agencies: BTreeMap<SmolStr, u32>,
    /// How often the same row was met.
    twins: BTreeMap<u128, u32>,
    without_source: u32,
}

impl<'a> Entries<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            dating: Dating::new(context.as_of),
            above: Vec::new(),
            agencies: BTreeMap::new(),
            twins: BTreeMap::new(),
            without_source: 0,
        }
    }

    /// A table begins: nothing above counts any more.
    pub(super) fn begin(&mut self, layout: &Layout, line: u32, sink: &mut dyn Sink) {
        self.above.clear();
        self.dating.begin();
        self.without_source = 0;
        let at = Report { file: self.context.file, line };
        if layout.column(Role::Source).is_none() {
            at.doubtful(
                sink,
                "",
                "chronology.no_source_column",
                "the table has no column for the source of information; its rows are kept without one",
                "add a column `Source of information`",
            );
        }
        let child = [Role::Child, Role::Forename, Role::Surname, Role::Upn, Role::NhsNumber, Role::LocalId];
        if child.into_iter().all(|role| layout.column(role).is_none()) {
            at.doubtful(
                sink,
                "",
                "chronology.no_child_column",
                "the table has no column for the child; its entries name no child and join to none",
                "add a column `Child` with the name or number of the child each row is about",
            );
        }
    }

    /// Hands over the entry of one row.
    pub(super) fn row(&mut self, layout: &Layout, row: &Row, sink: &mut dyn Sink) {
        let at = Report { file: self.context.file, line: row.line };
        let values = self.values(layout, row, at, sink);
        let cells = Cells { layout, row, values: &values };
        let mut dated = self.dating.read(&cells, at, sink);
        if dated.claimed.is_unknown() {
            at.doubtful(
                sink,
                cells.heading(Role::Date),
                "date.undated",
                "the row has no date; it is kept behind the dated rows, in its order",
                "write the date, or the month or year, in its column",
            );
        }
        let by = self.by(&cells, at, sink);
        let seen = sink.row(
            row.line,
            self.key(row),
            &[("agency", by.agency.as_str()), ("date", &dated.claimed.to_string())],
        );
        if seen == Seen::New {
            let recorded = self.recorded(&cells, &mut dated, at, sink);
            sink.event(Event {
                id: EventId::UNSET,
                claimed: dated.claimed,
                logged: self.context.logged,
                by,
                source: SourceRef { file: self.context.file, line: row.line, part: row.part },
                body: Body::Recorded(Box::new(recorded)),
            });
        }
        self.above = values;
    }

    /// The meaning of each cell: its text, or that of the row above where the cells are merged or say "as above".
    fn values(&self, layout: &Layout, row: &Row, at: Report, sink: &mut dyn Sink) -> Vec<String> {
        let mut taken: Vec<String> = Vec::new();
        let mut values = Vec::with_capacity(row.cells.len());
        for (column, cell) in row.cells.iter().enumerate() {
            if cell.typed == Some(Typed::Error) {
                let words = format!(
                    "the spreadsheet shows the error `{}`; read as empty",
                    crate::report::short(&cell.text)
                );
                at.doubtful(
                    sink,
                    layout.heading(column),
                    "cell.error",
                    words,
                    "correct the formula and save the file",
                );
                values.push(String::new());
                continue;
            }
            let repeats = may_repeat(layout, column) && (cell.as_above || is_ditto(&cell.text));
            let above = self.above.get(column).filter(|_| repeats);
            if let Some(above) = above.filter(|above| !above.is_empty()) {
                taken.push(crate::report::short(layout.heading(column)));
                values.push(above.clone());
            } else {
                values.push(if is_ditto(&cell.text) && repeats { String::new() } else { cell.text.clone() });
            }
        }
        if !taken.is_empty() {
            let words = format!(
                "merged with the cell above or marked as the same; read as the value above in `{}`",
                taken.join("`, `")
            );
            at.repaired(sink, &taken[0], "cell.as_above", words, "");
        }
        values
    }

    fn by(&mut self, cells: &Cells<'_>, at: Report, sink: &mut dyn Sink) -> By {
        let own = self.context.agency;
        let agency = match cells.text(Role::Agency) {
            "" => own.clone(),
            cell => self.agency(cell, cells.heading(Role::Agency), at, sink),
        };
        let mut by = By { agency, post: None, holder: None, assurance: Assurance::Imported };
        for role in [Role::Post, Role::Author] {
            let found = who::post(cells.text(role), &by.agency);
            by.post = by.post.or(found.post);
            by.holder = by.holder.or(found.holder);
        }
        by
    }

    fn agency(&mut self, cell: &str, heading: &str, at: Report, sink: &mut dyn Sink) -> AgencyId {
        let found = who::agency(cell, self.context.agency);
        let count = self.agencies.entry(SmolStr::new(who::slug(cell))).or_insert(0);
        *count += 1;
        if *count > 1 {
            return found.agency;
        }
        match found.how {
            HowAgency::Own => {}
            HowAgency::OwnShort => at.repaired(sink, heading, "agency.short", "a part of the agency's name; read as the agency of the file, here and in later rows", ""),
            HowAgency::Other => at.doubtful(
                sink,
                heading,
                "agency.from_cell",
                "the agency is named by its cell only; its id was made from that name, here and in later rows",
                "name the agency in its cell by the `id` of its `agency.toml`",
            ),
            HowAgency::NoName => at.doubtful(
                sink,
                heading,
                "agency.no_name",
                "the cell does not read as the name of an agency; the agency of the file stands, here and in later rows",
                "write the agency's name, and persons in a column `Recorded by`",
            ),
        }
        found.agency
    }

    fn recorded(
        &mut self,
        cells: &Cells<'_>,
        dated: &mut Dated,
        at: Report,
        sink: &mut dyn Sink,
    ) -> Recorded {
        let (event, notes) = without_notes(&cells.joined(&[Role::Event, Role::Details], "\n"));
        let (action, action_notes) = without_notes(&cells.joined(&[Role::Action], "\n"));
        let notes: Vec<String> = [notes, action_notes].into_iter().flatten().collect();
        let note_row = event.is_none() && action.is_none() && (!notes.is_empty() || cells.is_note_row());
        let event = event.or_else(|| (action.is_none() && !note_row).then(|| dated.words.take()).flatten());
        if event.is_none() && action.is_none() && !note_row {
            at.doubtful(
                sink,
                cells.heading(Role::Event),
                "chronology.no_event",
                "the row says neither what happened nor what was done; it is kept",
                "",
            );
        }
        let source = some(&cells.joined(&[Role::Source], "; "));
        if source.is_none()
            && !note_row
            && let Some(column) = cells.layout.column(Role::Source)
        {
            at.doubtful(
                sink,
                cells.layout.heading(column),
                "chronology.no_source",
                "the row names no source of information; it is kept",
                "name the record that the row was taken from",
            );
        }
        let role = note_row.then(|| (Code::new(ROW_ROLE), Code::new("author_note")));
        Recorded {
            activity: Code::new("chronology.entry"),
            codes: role.into_iter().collect(),
            signs: Vec::new(),
            concern: None,
            told_to: self.told_to(cells, at, sink),
            mentions: self.mentions(cells, at, sink),
            columns: columns(cells, &notes),
            words: event,
            action,
            source_of_information: source,
        }
    }

    fn told_to(&self, cells: &Cells<'_>, at: Report, sink: &mut dyn Sink) -> Option<record::Addressee> {
        let heading = cells.heading(Role::ToldTo);
        match who::told_to(cells.text(Role::ToldTo), self.context.agency) {
            ToldTo::Nobody => None,
            ToldTo::One(to) => Some(to),
            ToldTo::First(to) => {
                at.doubtful(
                    sink,
                    heading,
                    "told.several",
                    "several were told; the first is read, the others stand in the cell only",
                    "give each of them a row",
                );
                Some(to)
            }
            ToldTo::PostOnly(to) => {
                at.doubtful(
                    sink,
                    heading,
                    "told.agency_unknown",
                    "a post without its agency; read as a post of an unknown agency",
                    "write `agency/post` with the ids of the posts file",
                );
                Some(to)
            }
            ToldTo::NotRead => {
                at.skipped(
                    sink,
                    heading,
                    "told.not_read",
                    "the cell names no agency and no post; it is kept in the cell only",
                    "write the agency, or `agency/post` with the ids of the posts file",
                );
                None
            }
        }
    }

    fn mentions(&self, cells: &Cells<'_>, at: Report, sink: &mut dyn Sink) -> Vec<Mention> {
        let mentions = children::read(cells, &self.dating.hint(), at, sink);
        for child in mentions.iter().filter_map(Mention::local_id) {
            sink.child(child);
        }
        mentions
    }

    /// The row's key: a chronology has no number that stays, so its whole text is the key. The same text twice in one
    /// file is two rows.
    fn key(&mut self, row: &Row) -> RowKey {
        let mut natural = row.cells.iter().map(|cell| cell.text.trim()).collect::<Vec<_>>().join("\u{1f}");
        let digest = fnv(natural.as_bytes());
        let twin = self.twins.entry(digest).or_insert(0);
        *twin += 1;
        if natural.len() > LONGEST_KEY {
            super::table::cut(&mut natural, LONGEST_KEY);
            natural.push_str(&format!("\u{1f}{digest:032x}"));
        }
        if *twin > 1 {
            natural.push_str(&format!("\u{1f}{twin}"));
        }
        RowKey { table: Code::new("chronology.entry"), natural: SmolStr::new(natural) }
    }
}

/// Longest text of a row that is its key unshortened, in bytes.
const LONGEST_KEY: usize = 1_024;

/// FNV-1a, 128 bits: tells rows apart, guards nothing.
///
/// # Source
/// RFC 9923.
fn fnv(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}
