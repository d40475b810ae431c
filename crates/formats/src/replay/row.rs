//! One row of a timeline.

use record::event::Addresses;
use record::policy::Policy;
use record::{AgencyId, Code, Rank};
use smol_str::SmolStr;

use super::dates::{self, DateCells};
use super::refs::{self, is_ref};
use super::{EVENTS, NAMED, NOT_STATED, Role, Row, TOLD};
use crate::codes::CodeSet;
use crate::csv_table::named::Named;
use crate::nearest::hint;
use crate::read::Sink;
use crate::report::Report;
use crate::values;

/// Kinds of facts.
const KINDS: [&str; 13] = [
    "sign",
    "disclosure",
    "report",
    "meeting",
    "told",
    "decision",
    "no_further_action",
    "withdrawal",
    "closure",
    "escalation",
    "action",
    "policy",
    "publication",
];

/// What came of it.
const RESPONSES: [&str; 8] = [
    "none",
    "recorded_only",
    "meeting_held",
    "referred_on",
    "investigated",
    "disrupted",
    "prosecuted",
    "unknown",
];

const ADDRESSES: [(&str, Addresses); 4] = [
    ("writer", Addresses::Writer),
    ("procedure", Addresses::Procedure),
    ("substance", Addresses::Substance),
    ("unknown", Addresses::Unknown),
];

/// Longest words kept of a cell, in characters.
const WORDS: usize = 400;
/// Longest title of a post or name of an agency, in characters.
const TITLE: usize = 120;

/// Reads rows, remembering the codes it met.
pub(super) struct Reader<'p> {
    signs: CodeSet<'p>,
    kinds: CodeSet<'static>,
    responses: CodeSet<'static>,
}

/// The children of a row.
struct Children {
    named: Vec<SmolStr>,
    certain: u32,
    possible: u32,
}

impl<'p> Reader<'p> {
    pub(super) fn new(policy: &'p Policy) -> Self {
        Self {
            signs: CodeSet::new("sign", policy.signs.keys().map(Code::as_str)),
            kinds: CodeSet::new("kind of event", KINDS),
            responses: CodeSet::new("response", RESPONSES),
        }
    }

    /// The row; `None` (with a finding) if it cannot be used.
    pub(super) fn row(&mut self, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) -> Option<Row> {
        let id = read_id(cells.get("id"), at, sink)?;
        let role = read_role(cells.get("replay_role"), at, sink)?;
        let (date, date_end) = (cells.get("date"), cells.get("date_end"));
        let when =
            dates::read(DateCells { date, date_end, precision: cells.get("date_precision") }, at, sink)?;
        let children = read_children(cells, role, at, sink);
        let answers = cells.get("answers");
        let kind = Some(cells.get("event_type")).filter(|kind| !kind.is_empty());
        let kind = kind.and_then(|kind| self.kinds.read(kind, at, "event_type", sink));
        Some(Row {
            line: at.line,
            id,
            when,
            date_basis: dates::basis(cells.get("date_basis"), at, sink),
            agency: agency(cells.get("agency"), at, "agency", sink),
            post: title(cells.get("post_or_team")),
            rank: values::rank(cells.get("rank"), at, "rank", sink),
            kind: kind.unwrap_or_else(|| Code::new("report")),
            signs: self.read_signs(cells.get("sign_code"), at, sink),
            events: read_events(cells.get("event_count"), at, sink),
            children: children.named,
            children_certain: children.certain,
            children_possible: children.possible,
            places: refs::things(cells.get("place_ref"), "place_ref", at, sink),
            persons: refs::things(cells.get("person_ref"), "person_ref", at, sink),
            vehicles: refs::things(cells.get("vehicle_ref"), "vehicle_ref", at, sink),
            told: read_told(cells.get("told_agency"), at, sink),
            told_post: title(cells.get("told_post")),
            told_rank: read_told_rank(cells, at, sink),
            response: self.read_response(cells.get("response"), at, sink),
            answers: (!answers.is_empty()).then(|| SmolStr::new(shortened(answers, TITLE))),
            addresses: read_addresses(cells.get("addresses"), at, sink),
            role,
            basis: SmolStr::new(shortened(cells.get("basis"), TITLE)),
            via: SmolStr::new(shortened(cells.get("via"), TITLE)),
            summary: shortened(cells.get("summary"), WORDS),
            source: shortened(cells.get("source_title"), WORDS),
        })
    }

    fn read_signs(&mut self, cell: &str, at: Report, sink: &mut dyn Sink) -> Vec<Code> {
        let parts = cell.split('|').map(str::trim).filter(|part| !matches!(*part, "" | "none"));
        let mut signs: Vec<Code> =
            parts.take(NAMED).filter_map(|part| self.signs.read(part, at, "sign_code", sink)).collect();
        signs.sort_unstable();
        signs.dedup();
        signs
    }

    fn read_response(&mut self, cell: &str, at: Report, sink: &mut dyn Sink) -> Code {
        let read = (!cell.is_empty()).then(|| self.responses.read(cell, at, "response", sink)).flatten();
        read.unwrap_or_else(|| Code::new("unknown"))
    }
}

fn read_id(cell: &str, at: Report, sink: &mut dyn Sink) -> Option<SmolStr> {
    if is_ref(cell) {
        return Some(SmolStr::new(cell));
    }
    let words = match cell.is_empty() {
        true => "the row has no key and was left out",
        false => {
            "the key is longer than 64 letters or has characters that are no letters, digits, hyphens or dots; the row was left out"
        }
    };
    at.skipped(sink, "id", "replay.id", words, "give each row a short key of its own, such as `ox-001`");
    None
}

fn read_role(cell: &str, at: Report, sink: &mut dyn Sink) -> Option<Role> {
    let role = Role::ALL.into_iter().find(|role| role.word().eq_ignore_ascii_case(cell));
    if role.is_none() {
        let near = hint(cell, Role::ALL.map(Role::word));
        let words =
            format!("the row is neither input, response, benchmark nor context and was left out{near}");
        at.skipped(sink, "replay_role", "replay.role", words, "say what the row is for");
    }
    role
}

fn agency(cell: &str, at: Report, field: &str, sink: &mut dyn Sink) -> AgencyId {
    match values::agency(&shortened(cell, TITLE), at, field, sink) {
        Some(agency) => agency,
        None => {
            let words = "the row names no agency; it was read as `not_stated`";
            at.repaired(
                sink,
                field,
                "replay.no_agency",
                words,
                "give the agency whose act or knowledge it is",
            );
            AgencyId::new(NOT_STATED)
        }
    }
}

fn read_told(cell: &str, at: Report, sink: &mut dyn Sink) -> Vec<AgencyId> {
    let parts = cell.split('|').map(str::trim).filter(|part| !part.is_empty());
    let mut told: Vec<AgencyId> = parts.map(|part| agency(part, at, "told_agency", sink)).collect();
    told.sort_unstable();
    told.dedup();
    if told.len() > TOLD {
        let words = "the row was told to more than 8 agencies; those behind were left out";
        at.skipped(sink, "told_agency", "replay.many_told", words, "split the row");
        told.truncate(TOLD);
    }
    told
}

/// The highest rank told: one column says it, an older one the same.
fn read_told_rank(cells: &Named<'_>, at: Report, sink: &mut dyn Sink) -> Option<Rank> {
    let told = values::rank(cells.get("told_rank"), at, "told_rank", sink);
    let passed = values::rank(cells.get("passed_to_rank"), at, "passed_to_rank", sink);
    if let (Some(told), Some(passed)) = (told, passed)
        && told != passed
    {
        let words = format!("the rank told is {told}, the rank passed to {passed}; the rank told is kept");
        at.doubtful(sink, "told_rank", "replay.rank_told", words, "make both agree");
    }
    told.or(passed)
}

fn read_events(cell: &str, at: Report, sink: &mut dyn Sink) -> u32 {
    match values::count(cell, at, "event_count", sink) {
        Some(count) if count > EVENTS => {
            let words = "the row stands for more than 5000 events; it was read as one event";
            at.repaired(sink, "event_count", "replay.many_events", words, "split the row by its dates");
            1
        }
        Some(0) => {
            let words = "the row stands for no event; it was read as one event";
            at.repaired(
                sink,
                "event_count",
                "replay.no_event",
                words,
                "leave the number empty, or leave the row out",
            );
            1
        }
        count => count.unwrap_or(1),
    }
}

/// Named children, and how many more there are. A number that is not stated follows from the others.
fn read_children(cells: &Named<'_>, role: Role, at: Report, sink: &mut dyn Sink) -> Children {
    let named = refs::children(cells.get("child_ref"), at, sink);
    let mut count = |column: &'static str| values::count(cells.get(column), at, column, sink);
    let (all, certain, possible) =
        (count("children_count"), count("children_certain"), count("children_possible"));
    let most = named.len() as u32;
    let about = certain.unwrap_or(most).min(most);
    let rest = possible.unwrap_or_else(|| all.unwrap_or(0).saturating_sub(certain.unwrap_or(most)));
    let sum = certain.zip(possible).map(|(certain, possible)| certain.saturating_add(possible));
    if all.zip(sum).is_some_and(|(all, sum)| all != sum) {
        let words = "the children with and without a pseudonym do not add up to the number of children";
        at.doubtful(sink, "children_count", "replay.children_sum", words, "correct one of the three numbers");
    }
    if certain.is_some_and(|certain| certain > most) {
        let words = "more children have a pseudonym than the row names; only those it names are counted";
        at.doubtful(sink, "children_certain", "replay.children_named", words, "name them in `child_ref`");
    }
    let limit = NAMED as u32;
    // What is never fed may count as many as it likes.
    if rest > limit && matches!(role, Role::Input | Role::Response) {
        let words = "the row speaks of more than 30 children without a pseudonym; 30 are counted";
        at.repaired(sink, "children_possible", "replay.many_children", words, "");
    }
    // A row that names children is about at least one of them.
    Children { named, certain: about.max(most.min(1)), possible: rest.min(limit) }
}

fn read_addresses(cell: &str, at: Report, sink: &mut dyn Sink) -> Addresses {
    let known = ADDRESSES.iter().find(|(word, _)| word.eq_ignore_ascii_case(cell));
    if known.is_none() && !cell.is_empty() {
        let words = "what the answer speaks to cannot be read; it was read as `unknown`";
        at.repaired(
            sink,
            "addresses",
            "replay.addresses",
            words,
            "write writer, procedure, substance or unknown",
        );
    }
    known.map_or(Addresses::Unknown, |(_, addresses)| *addresses)
}

fn title(cell: &str) -> Option<SmolStr> {
    (!cell.is_empty()).then(|| SmolStr::new(shortened(cell, TITLE)))
}

/// At most so many characters, without control characters.
fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
