//! What a recorded step says besides its signs and mentions: the counts of an operation that ended, the ground of a refusal,
//! the power that was used. Each activity has its own columns; they become codes of the event, by the column's name.

use record::Code;
use record::policy::Policy;

use super::cells::Cells;
use super::columns::Column as C;
use super::draft::Reader;
use super::vocabulary::{MINUTES, Vocabulary};
use crate::codes::{CodeSet, is_code};
use crate::values;

/// The columns that hold particulars, in the order in which they are written.
pub(crate) const ALL: [C; 10] = [
    C::Code,
    C::Reason,
    C::Scope,
    C::Until,
    C::Minute,
    C::Decisions,
    C::Confidential,
    C::Identified,
    C::Pursued,
    C::Left,
];

/// What an activity reads besides the columns of every recorded row.
pub(crate) fn of(activity: &str) -> &'static [C] {
    match activity {
        "report.circulated" | "briefing.given" => &[C::Confidential],
        "meeting.minuted" => &[C::Minute, C::Decisions, C::Confidential],
        "recommendation.made"
        | "recommendation.accepted"
        | "recommendation.action_planned"
        | "recommendation.in_progress"
        | "recommendation.evidenced"
        | "supervision.held"
        | "teller.told_outcome"
        | "team.cut" => &[C::Code],
        "operation.ended" | "operation.narrowed" => &[C::Code, C::Identified, C::Pursued, C::Left],
        "clock.paused" => &[C::Reason],
        "sharing.refused" => &[C::Reason, C::Scope, C::Until],
        "power.used" | "power.refused" | "power.unavailable" => &[C::Code, C::Reason],
        _ => &[],
    }
}

/// The particulars of a row, as codes by their columns; what another activity's column holds is a finding.
pub(crate) fn read(activity: &Code, cells: &Cells<'_>, reader: &mut Reader<'_, '_>) -> Vec<(Code, Code)> {
    let reads = of(activity.as_str());
    let mut read = Vec::new();
    for column in ALL.into_iter().filter(|column| !cells.get(*column).is_empty()) {
        if !reads.contains(&column) {
            // A reason that its activity has no place for is kept with the words, by whoever reads the row.
            if column == C::Reason {
                continue;
            }
            let words = format!("activity `{activity}` does not read this column; the cell was left out");
            let remedy = match reads {
                [] => "leave it empty, or give the activity that it belongs to".to_owned(),
                _ => format!("it reads {}", names(reads)),
            };
            reader.at.skipped(reader.sink, column.name(), "recorded.column_not_read", words, &remedy);
        } else if let Some(value) = value(activity.as_str(), column, cells.get(column), reader) {
            read.push((Code::new(column.name()), value));
        }
    }
    read
}

fn names(columns: &[C]) -> String {
    let names: Vec<String> = columns.iter().map(|column| format!("`{}`", column.name())).collect();
    names.join(", ")
}

/// One cell as a code; `None` where it could not be read, which was reported.
fn value(activity: &str, column: C, text: &str, reader: &mut Reader<'_, '_>) -> Option<Code> {
    match column {
        C::Decisions | C::Identified | C::Pursued | C::Left => {
            let count = values::count(text, reader.at, column.name(), reader.sink)?;
            Some(Code::new(count.to_string()))
        }
        C::Confidential => {
            let yes = values::truth_or_no(text, reader.at, column.name(), reader.sink);
            Some(Code::new(if yes { "yes" } else { "no" }))
        }
        C::Until => {
            let date = reader.when.date(text, reader.at, column.name(), reader.sink);
            (!date.is_unknown()).then(|| Code::new(date.to_string()))
        }
        _ => match set(activity, column, reader.vocabulary) {
            Some(set) => set.read(text, reader.at, column.name(), reader.sink),
            None => free(column, text, reader),
        },
    }
}

/// The codes that the policy lists for a column of an activity.
fn set<'v, 'a>(activity: &str, column: C, vocabulary: &'v mut Vocabulary<'a>) -> Option<&'v mut CodeSet<'a>> {
    let is_power = activity.starts_with("power.");
    match (column, activity) {
        (C::Code, _) if is_power => Some(&mut vocabulary.powers),
        (C::Code, "supervision.held") => Some(&mut vocabulary.asked),
        (C::Code, "teller.told_outcome") => Some(&mut vocabulary.manners),
        (C::Reason, _) if is_power => Some(&mut vocabulary.power_reasons),
        // Which reasons pause a clock is for the rules to say.
        (C::Reason, "clock.paused") => None,
        (C::Reason, _) => Some(&mut vocabulary.sharing_grounds),
        (C::Scope, _) => Some(&mut vocabulary.scopes),
        (C::Minute, _) => Some(&mut vocabulary.minutes),
        _ => None,
    }
}

/// Is this code of an event a particular of its activity?
pub(crate) fn is_particular(activity: &Code, column: &Code) -> bool {
    of(activity.as_str()).iter().any(|known| known.name() == column.as_str())
}

/// Does the policy list what a particular says? `None`: it is no code of a list, but a count, a date, a yes or no, or a code
/// of the agency's own.
pub(crate) fn is_listed(policy: &Policy, activity: &Code, column: &Code, said: &Code) -> Option<bool> {
    let reason = |set: &str| Some(policy.reasons.contains_key(&(Code::new(set), said.clone())));
    let is_power = activity.as_str().starts_with("power.");
    match (column.as_str(), activity.as_str()) {
        ("code", _) if is_power => Some(policy.powers.contains_key(said)),
        ("code", "supervision.held") => reason("asked"),
        ("code", "teller.told_outcome") => reason("manner"),
        ("reason", _) if is_power => reason("power_reason"),
        ("reason", "clock.paused") => {
            Some(policy.codes.contains_key(&(Code::new("pause_reason"), said.clone())))
        }
        ("reason", _) => reason("sharing_ground"),
        ("scope", _) => reason("scope"),
        ("minute", _) => Some(MINUTES.contains(&said.as_str())),
        _ => None,
    }
}

/// A code of the agency's own: of a recommendation, an operation, a team.
fn free(column: C, text: &str, reader: &mut Reader<'_, '_>) -> Option<Code> {
    if is_code(text) {
        return Some(Code::new(text));
    }
    let words = "text stands where a code belongs; it was left out";
    let remedy =
        "give a code: one word that begins with a letter and has at most two digits, such as `rec_4`";
    reader.at.skipped(reader.sink, column.name(), "recorded.code_text", words, remedy);
    None
}

#[cfg(test)]
mod tests {
    use super::{ALL, of};
    use record::policy::Policy;

    #[test]
    fn every_particular_belongs_to_an_activity_of_the_policy() {
        let policy = Policy::england();
        for column in ALL {
            let read = policy.activities.keys().any(|activity| of(activity.as_str()).contains(&column));
            assert!(read, "no activity reads `{}`", column.name());
        }
    }
}
