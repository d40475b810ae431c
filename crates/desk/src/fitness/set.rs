//! What the register of targets says: of one measure, and as a whole.

use counted::chart::icons::Better;
use counted::fitness::{Change, Days, Hangs, Occasion, Recorder, Shape, moved};
use formats::fitness as read;
use formats::fitness::{Entry, EntryKind, RecordedBy};
use published::fitness::{Placed, Registered};
use record::{Claimed, FileId};

use super::same;

/// The first and the last day; `None` where one of them is open.
fn days(when: Claimed) -> Option<Days> {
    Some((when.earliest()?.day(), when.latest()?.day()))
}

/// Which way is better.
pub(super) fn better(higher: Option<bool>) -> Better {
    match higher {
        Some(true) => Better::Up,
        Some(false) => Better::Down,
        None => Better::Neither,
    }
}

pub(super) fn shape(of: read::Shape) -> Shape {
    match of {
        read::Shape::Jump => Shape::Jump,
        read::Shape::Gradual => Shape::Gradual,
        read::Shape::Nothing => Shape::Nothing,
    }
}

/// The entries about one measure.
pub(super) fn about<'a>(name: &str, register: &'a [(FileId, Entry)]) -> Vec<&'a Entry> {
    register.iter().map(|(_, entry)| entry).filter(|entry| same(&entry.what, name)).collect()
}

/// What hangs on a measure now: of its targets, of its thresholds and of its grades those last in force, and all without a day.
pub(super) fn hangs(entries: &[&Entry]) -> Vec<Hangs> {
    [EntryKind::Target, EntryKind::Threshold, EntryKind::Grade]
        .into_iter()
        .flat_map(|kind| {
            let of_kind: Vec<&Entry> = entries.iter().copied().filter(|entry| entry.kind == kind).collect();
            let last = of_kind.iter().filter_map(|entry| Some(entry.in_force?.order())).max();
            of_kind
                .into_iter()
                .filter(move |entry| entry.in_force.is_none_or(|when| Some(when.order()) == last))
                .map(|entry| entry.shape.map(shape))
                .collect::<Vec<Hangs>>()
        })
        .collect()
}

/// Who records a measure, by the entry last in force that says so.
pub(super) fn recorder(entries: &[&Entry]) -> Option<Recorder> {
    let said = entries.iter().filter(|entry| !entry.recorded_by.is_empty());
    let last = said.max_by_key(|entry| (entry.in_force.map(Claimed::order), entry.line))?;
    Some(relation(&last.recorded_by, &last.judged, false))
}

/// How whoever records stands to whoever is judged; where only one of them is named, by what its words say.
pub(super) fn relation(recorded_by: &str, judged: &str, has_trace: bool) -> Recorder {
    match (recorded_by.is_empty(), judged.is_empty()) {
        (false, false) if !same(recorded_by, judged) => Recorder::Another,
        _ if has_trace => Recorder::JudgedWithTrace,
        (false, false) => Recorder::Judged,
        (false, true) => from_words(recorded_by),
        (true, _) => Recorder::NotSaid,
    }
}

/// Who records a figure, by the words of a table.
pub(super) fn from_words(words: &str) -> Recorder {
    match read::recorded_by(words) {
        RecordedBy::Outside => Recorder::Another,
        RecordedBy::ServiceWithTrace => Recorder::JudgedWithTrace,
        RecordedBy::InPart => Recorder::InPart,
        RecordedBy::Service => Recorder::Judged,
        RecordedBy::Unknown => Recorder::NotSaid,
    }
}

/// The register in the order of time, each move with what is seen of it.
pub(super) fn register(given: &[(FileId, Entry)]) -> Vec<Registered> {
    let mut order: Vec<&(FileId, Entry)> = given.iter().collect();
    order.sort_by_key(|(file, entry)| {
        let when = entry.in_force.unwrap_or(Claimed::UNKNOWN).order();
        (when, entry.kind, entry.what.clone(), *file, entry.line)
    });
    order.iter().map(|(file, entry)| one(*file, entry, &order)).collect()
}

fn one(file: FileId, entry: &Entry, all: &[&(FileId, Entry)]) -> Registered {
    let is_occasion = entry.kind.is_occasion();
    let occasions: Vec<(&Entry, Occasion)> = all
        .iter()
        .map(|(_, other)| other)
        .filter(|other| other.kind.is_occasion() && (other.what.is_empty() || same(&other.what, &entry.what)))
        .filter_map(|other| Some((other, Occasion { on: days(other.in_force?)? })))
        .collect();
    let change = Change {
        in_force: entry.in_force.and_then(days),
        value: entry.value,
        was: entry.was,
        better: better(entry.better),
        figure_after: entry.figure_after,
    };
    let dates: Vec<Occasion> = occasions.iter().map(|(_, occasion)| *occasion).collect();
    let moved = (!is_occasion).then(|| moved(&change, &dates));
    let followed_by = moved
        .and_then(|moved| moved.ahead)
        .and_then(|ahead| occasions.get(ahead.occasion))
        .map(|(other, _)| {
            let by = joined(&other.agency, &other.post);
            let by = if by.is_empty() { by } else { format!(" by {by}") };
            format!("{}{by}, {}", other.kind.word(), other.in_force.unwrap_or(Claimed::UNKNOWN))
        });
    Registered {
        place: Placed { file: file.0 as usize, line: entry.line },
        kind: entry.kind.word(),
        is_occasion,
        what: entry.what.clone(),
        set_by: joined(&entry.agency, &entry.post),
        set_on: entry.set_on,
        in_force: entry.in_force,
        was: entry.was,
        value: entry.value,
        unit: entry.unit.clone(),
        why: entry.why.clone(),
        hung_on_it: entry.hung_on_it.clone(),
        shape: match entry.shape {
            Some(read::Shape::Jump) => "jump",
            Some(read::Shape::Gradual) => "gradual",
            Some(read::Shape::Nothing) => "none",
            None => "",
        },
        figure_before: entry.figure_before,
        figure_after: entry.figure_after,
        source: entry.source.clone(),
        moved,
        followed_by: followed_by.unwrap_or_default(),
    }
}

fn joined(agency: &str, post: &str) -> String {
    [agency, post].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}
