//! Files of rule changes: which limit, rung or threshold a partnership changed, from when, and who signed for it.
//!
//! Documented in `docs/formats/rule_changes.md`. Nothing is judged here: a row that lacks a signature is read like any other,
//! and `answered` says what of it is obeyed. What cannot be read is named in the event, so that it loosens nothing.

mod value;
mod write;

pub use write::write;

use record::event::{Assurance, RuleChanged};
use record::policy::Threshold;
use record::source::RowKey;
use record::{Addressee, Body, By, Claimed, Code, Event, EventId, PostId, Rank, SourceRef};

use crate::csv_table::named::{Columns, Named};
use crate::csv_table::{CsvTable, heading_key};
use crate::emit::{Places, constant, key};
use crate::nearest::{hint, report_unknown_headings};
use crate::read::{Context, ReadError, Seen, Sink, Source};
use crate::report::{Report, short};
use crate::values::{self, AddresseeCells};
use crate::when::When;

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 17] = [
    "policy_file",
    "rule",
    "sign",
    "clock",
    "rank",
    "from",
    "to",
    "in_force_from",
    "adopted",
    "by_agency",
    "by_post",
    "by_holder",
    "second_agency",
    "second_post",
    "second_holder",
    "reason",
    "note",
];

/// Most rows that are read; those behind are left out with a finding.
pub const ROWS: usize = 1_000;

/// Policy files of which a change can be recorded.
const FILES: [&str; 4] = ["clocks.csv", "ladders.csv", "matters.toml", "organised.toml"];
/// Longest text that can name a rule, in bytes.
const NAME_BYTES: usize = 60;

/// Reads a file of rule changes.
///
/// # Errors
/// [`ReadError`] when the file cannot be read on, or when the columns `policy_file` and `rule` are not there.
pub fn read(source: &mut dyn Source, context: &Context<'_>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let is_heading = |cells: &[String]| {
        let named = |name: &str| cells.iter().any(|cell| heading_key(cell) == heading_key(name));
        named("policy_file") && named("rule")
    };
    let mut table = CsvTable::open_where(source, context.file, sink, is_heading)?;
    let at = Report { file: context.file, line: 1 };
    report_unknown_headings(table.headings(), &COLUMNS, at, sink);
    let columns = Columns::of(&table, &COLUMNS);
    let mut reader = Reader { context, when: When::new(context), places: Places::default() };
    let mut rows = 0;
    while let Some(row) = table.next_row(sink)? {
        rows += 1;
        let at = Report { file: context.file, line: row.line() };
        if rows > ROWS {
            let words = "the file has more than 1000 rows; this row and those behind it were left out";
            at.skipped(sink, "", "rule_change.many_rows", words, "give one file a year");
            break;
        }
        reader.row(&columns.row(row), at, sink);
    }
    Ok(())
}

struct Reader<'a> {
    context: &'a Context<'a>,
    when: When,
    places: Places,
}

impl Reader<'_> {
    fn row(&mut self, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) {
        if ["policy_file", "rule", "from", "to"].iter().all(|column| cells.get(column).is_empty()) {
            let words = "the row names no rule and was left out";
            at.skipped(
                sink,
                "rule",
                "rule_change.no_rule",
                words,
                "give `policy_file`, `rule`, `from` and `to`",
            );
            return;
        }
        let adopted = self.when.date(cells.get("adopted"), at, "adopted", sink);
        let by = self.by(cells, at, sink);
        let change = self.change(cells, &by, at, sink);
        let rank = cells.get("rank");
        let natural = key(&[
            change.file.as_str(),
            change.rule.as_str(),
            cells.get("sign"),
            cells.get("clock"),
            rank,
            &change.from.to_string(),
            &adopted.to_string(),
        ]);
        let fields =
            [("from", cells.get("from")), ("to", cells.get("to")), ("by_post", cells.get("by_post"))];
        let row = RowKey { table: constant("rule_changes.row"), natural };
        let (line, part) = self.places.next(at.line);
        if sink.row(at.line, row, &fields) == Seen::Repeated {
            return;
        }
        sink.event(Event {
            id: EventId::UNSET,
            claimed: adopted,
            logged: self.context.logged,
            by,
            source: SourceRef { file: self.context.file, line, part },
            body: Body::RuleChanged(Box::new(change)),
        });
    }

    fn by(&self, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) -> By {
        let agency = values::agency(cells.get("by_agency"), at, "by_agency", sink);
        let agency = agency.unwrap_or_else(|| self.context.agency.clone());
        let post = cells.get("by_post");
        let post = (!post.is_empty()).then(|| values::post(&agency, post));
        By {
            agency: post.as_ref().map_or(agency, PostId::agency),
            post,
            holder: values::text(cells.get("by_holder")),
            assurance: Assurance::Imported,
        }
    }

    fn change(&self, cells: &Named<'_>, by: &By, at: Report, sink: &mut dyn Sink) -> RuleChanged {
        let mut unreadable = Vec::new();
        let mut note = |column: &'static str| unreadable.push(constant(column));
        let file = name(cells, "policy_file", at, sink, &mut note);
        let rule = name(cells, "rule", at, sink, &mut note);
        let optional = |column: &'static str, sink: &mut dyn Sink, note: &mut dyn FnMut(&'static str)| {
            (!cells.get(column).is_empty()).then(|| name(cells, column, at, sink, note))
        };
        let (sign, clock) = (optional("sign", sink, &mut note), optional("clock", sink, &mut note));
        let rank = rank(cells, at, sink, &mut note);
        let mut said = |column: &'static str, sink: &mut dyn Sink| {
            let read = value::read(cells.get(column), at, column, sink);
            if read.is_none() {
                note(column);
            }
            read.flatten()
        };
        let (before, after) = (said("from", sink), said("to", sink));
        self.known(&file, &rule, at, sink);
        let second = AddresseeCells {
            agency: ("second_agency", cells.get("second_agency")),
            post: ("second_post", cells.get("second_post")),
            rank: ("", ""),
        };
        let second_post: Option<Addressee> = (!second.is_empty()).then(|| second.read(&by.agency, at, sink));
        let second_holder = values::text(cells.get("second_holder"));
        let words = Some(cells.get("reason")).filter(|words| !words.is_empty()).map(str::to_owned);
        RuleChanged {
            file,
            rule,
            sign,
            clock,
            rank,
            before,
            after,
            from: self.from(cells, at, sink),
            second_post,
            holder_named: by.holder.is_some(),
            second_holder_named: second_holder.is_some(),
            second_holder,
            reasons_given: words.is_some(),
            unreadable,
            words,
        }
    }

    fn from(&self, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) -> Claimed {
        self.when.date(cells.get("in_force_from"), at, "in_force_from", sink)
    }

    /// Says so where the policy has no such rule: the change is kept, and changes nothing.
    fn known(&self, file: &Code, rule: &Code, at: Report, sink: &mut dyn Sink) {
        let policy = self.context.policy;
        let names: Vec<&str> = match file.as_str() {
            "clocks.csv" => policy.clocks.iter().map(|row| row.id.as_str()).collect(),
            "ladders.csv" => policy.ladders.iter().map(|row| row.ladder.as_str()).collect(),
            other if FILES.contains(&other) => {
                Threshold::ALL.iter().map(|it| it.place()).filter(|it| it.0 == other).map(|it| it.1).collect()
            }
            other => {
                let near = hint(other, FILES);
                let words = format!(
                    "no change of this policy file is judged{near}; the row is kept and changes nothing"
                );
                at.doubtful(
                    sink,
                    "policy_file",
                    "rule_change.other_file",
                    words,
                    "name one of clocks.csv, ladders.csv, matters.toml, organised.toml",
                );
                return;
            }
        };
        if !names.contains(&rule.as_str()) {
            let near = hint(rule.as_str(), names.iter().copied());
            let words = format!("the policy has no such rule{near}; the row is kept and changes nothing");
            at.doubtful(
                sink,
                "rule",
                "rule_change.unknown_rule",
                words,
                "write the rule as the policy file names it",
            );
        }
    }
}

/// A name of a rule, a file, a sign or a clock; `unrecognised`, with a finding, for text that is none.
fn name(
    cells: &Named<'_>,
    column: &'static str,
    at: Report,
    sink: &mut dyn Sink,
    note: &mut dyn FnMut(&'static str),
) -> Code {
    let text = cells.get(column);
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if !text.is_empty() && text.len() <= NAME_BYTES && text.chars().all(good) {
        return Code::new(text);
    }
    note(column);
    let what =
        if text.is_empty() { "nothing stands".to_owned() } else { format!("`{}` stands", short(text)) };
    let words = format!("{what} where a name of the policy belongs; the row is kept and loosens nothing");
    at.doubtful(sink, column, "rule_change.no_name", words, "write it as the policy file does");
    constant(crate::codes::UNRECOGNISED)
}

fn rank(
    cells: &Named<'_>,
    at: Report,
    sink: &mut dyn Sink,
    note: &mut dyn FnMut(&'static str),
) -> Option<Rank> {
    let text = cells.get("rank");
    let rank = values::rank(text, at, "rank", sink);
    if rank.is_none() && !text.is_empty() {
        note("rank");
    }
    rank
}

#[cfg(test)]
mod tests;
