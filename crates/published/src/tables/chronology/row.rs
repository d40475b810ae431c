//! One row of the chronology, in candour's own columns.

use record::outputs::{EventIx, KnowledgeState};
use record::time::Precision;
use record::{Body, Claimed, ConcernRef, Day, Event, MentionKind, Rank};
use rustc_hash::FxHashMap;

use super::layout::Layout;
use crate::called::{Called, is_entry};
use crate::log::has_receipt;

/// The columns. `source_place` says where the row stands in its file.
pub(super) const COLUMNS: [&str; 24] = [
    "row",
    "seq",
    "date_from",
    "time_from",
    "date_to",
    "precision",
    "agency",
    "post",
    "source_of_information",
    "source_receipt",
    "about",
    "place",
    "event",
    "sign_codes",
    "action_taken",
    "response_code",
    "told_to_post",
    "opened_at",
    "seen_by_rank",
    "analysis_note",
    "contradicts",
    "redaction",
    "log_index",
    "source_place",
];

pub(super) const ROW: usize = 0;
pub(super) const SEQ: usize = 1;
pub(super) const DATE_FROM: usize = 2;
pub(super) const TIME_FROM: usize = 3;
pub(super) const DATE_TO: usize = 4;
pub(super) const PRECISION: usize = 5;
pub(super) const AGENCY: usize = 6;
pub(super) const POST: usize = 7;
pub(super) const SOURCE: usize = 8;
pub(super) const RECEIPT: usize = 9;
pub(super) const ABOUT: usize = 10;
pub(super) const PLACE: usize = 11;
pub(super) const EVENT: usize = 12;
pub(super) const SIGNS: usize = 13;
pub(super) const ACTION: usize = 14;
pub(super) const RESPONSE: usize = 15;
pub(super) const TOLD_TO: usize = 16;
pub(super) const OPENED_AT: usize = 17;
pub(super) const SEEN_BY: usize = 18;
pub(super) const NOTE: usize = 19;
pub(super) const CONTRADICTS: usize = 20;
pub(super) const REDACTION: usize = 21;
pub(super) const LOG_INDEX: usize = 22;
pub(super) const SOURCE_PLACE: usize = 23;

/// The mark of a row whose teller has a receipt of candour. No import ever wears it.
const RECEIPT_GIVEN: &str = "receipt of candour";

/// One row, made.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: [String; COLUMNS.len()],
    /// Place in the chronology, from 1.
    pub(super) seq: u64,
    /// Index in the log, with a store.
    pub(super) log_index: Option<u64>,
    /// The claimed time in words.
    pub(super) when: String,
    /// The one day it happened on.
    pub(super) day: Option<Day>,
    /// First and last day.
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
    /// The reviewer's own columns: the number of the heading in the layout, and the cell.
    pub(super) own: Vec<(usize, String)>,
    /// It goes into the Word chronology.
    pub(super) is_entry: bool,
}

/// Makes rows. What several rows need is gathered once.
pub(super) struct Rows<'a> {
    called: &'a Called<'a>,
    layout: &'a Layout,
    opened: FxHashMap<EventIx, (Claimed, Rank)>,
    accounts: FxHashMap<EventIx, Vec<u32>>,
    /// The events that told of a concern and whom it is about, in canonical order.
    told: FxHashMap<&'a ConcernRef, Vec<EventIx>>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(called: &'a Called<'a>, layout: &'a Layout) -> Self {
        let mut opened: FxHashMap<EventIx, (Claimed, Rank)> = FxHashMap::default();
        for known in &called.material.outcome.answers.knowledge {
            if known.state == KnowledgeState::Opened {
                let held = opened.entry(known.concern).or_insert((known.at, known.rank));
                if known.at.order() < held.0.order() {
                    held.0 = known.at;
                }
                held.1 = held.1.max(known.rank);
            }
        }
        let mut accounts: FxHashMap<EventIx, Vec<u32>> = FxHashMap::default();
        for (group, account) in (0..).zip(&called.joined().accounts) {
            for event in &account.events {
                accounts.entry(*event).or_default().push(group);
            }
        }
        let mut told: FxHashMap<&ConcernRef, Vec<EventIx>> = FxHashMap::default();
        for (place, event) in (0..).zip(called.material.events) {
            let concern = event.concern().filter(|_| event.children().next().is_some());
            if let (Body::Told(_), Some(concern)) = (&event.body, concern) {
                told.entry(concern).or_default().push(place);
            }
        }
        Self { called, layout, opened, accounts, told }
    }

    /// The row of one event.
    pub(super) fn make(&self, place: EventIx) -> Row {
        let Some(event) = self.called.event(place) else {
            return Row::default();
        };
        let mut row = Row { seq: u64::from(place) + 1, is_entry: is_entry(event), ..Row::default() };
        let labels = self.called.labels;
        row.cells[ROW] = event.id.to_string();
        row.cells[SEQ] = row.seq.to_string();
        date(event.claimed, &mut row);
        row.cells[AGENCY] = labels.agency(&event.by.agency).into_owned();
        row.cells[POST] = event.by.post.as_ref().map(|post| labels.post_title(post)).unwrap_or_default();
        if let (true, Some(holder)) = (self.called.shown.names, &event.by.holder) {
            let post = &mut row.cells[POST];
            *post = if post.is_empty() { holder.to_string() } else { format!("{post} ({holder})") };
        }
        row.cells[SOURCE_PLACE] = self.called.place(place);
        if let Some(index) = self.called.log_index(place) {
            row.log_index = Some(index);
            row.cells[LOG_INDEX] = index.to_string();
            if has_receipt(event) {
                RECEIPT_GIVEN.clone_into(&mut row.cells[RECEIPT]);
            }
        }
        self.called.mentioned(place, event, |kind| kind != MentionKind::Place, &mut row.cells[ABOUT]);
        self.called.mentioned(place, event, |kind| kind == MentionKind::Place, &mut row.cells[PLACE]);
        self.about_concern(event, &mut row);
        self.body(place, event, &mut row);
        if let Some((at, rank)) = self.opened.get(&place) {
            row.cells[OPENED_AT] = at.to_string();
            row.cells[SEEN_BY] = rank.to_string();
        }
        self.accounts(place, &mut row);
        row
    }

    /// A step about a concern is about whom the concern is about, where the step itself mentions nobody: by the latest
    /// telling that it can follow, for a number may be given to another child later.
    fn about_concern(&self, event: &Event, row: &mut Row) {
        let told = event
            .concern()
            .filter(|_| event.mentions().is_empty())
            .and_then(|concern| self.told.get(concern))
            .into_iter()
            .flatten()
            .filter_map(|place| Some((*place, self.called.event(*place)?)));
        let follows = |told: &Event| follows(event.claimed, told.claimed);
        let latest = told.clone().rfind(|(_, told)| follows(told));
        if let Some((place, told)) = latest.or_else(|| told.clone().next()) {
            self.called.mentioned(place, told, |kind| kind == MentionKind::Child, &mut row.cells[ABOUT]);
        }
    }

    fn body(&self, place: EventIx, event: &Event, row: &mut Row) {
        let labels = self.called.labels;
        let mut words = Words { called: self.called, place, event, masked: false, withheld: false };
        row.cells[EVENT] = labels.event(event);
        let mut told_to = None;
        match &event.body {
            Body::Told(told) => {
                words.narrative(&told.words, &mut row.cells[EVENT]);
                row.cells[SIGNS] = labels.sign_codes(&told.signs);
                told_to = Some(&told.told_to);
            }
            Body::Recorded(recorded) => {
                let chronology =
                    !recorded.columns.is_empty() || recorded.activity.as_str() == "chronology.entry";
                if chronology {
                    if let Some(text) = &recorded.words {
                        row.cells[EVENT] = words.kept(text);
                    }
                } else {
                    words.narrative(&recorded.words, &mut row.cells[EVENT]);
                }
                if let Some(text) = &recorded.action {
                    match chronology {
                        true => row.cells[ACTION] = words.kept(text),
                        false => words.narrative(&recorded.action, &mut row.cells[ACTION]),
                    }
                }
                if let Some(text) = &recorded.source_of_information {
                    row.cells[SOURCE] = words.kept(text);
                }
                for (heading, text) in &recorded.columns {
                    if let Some(number) = self.layout.number(heading) {
                        row.own.push((number, words.kept(text)));
                    }
                }
                row.cells[SIGNS] = labels.sign_codes(&recorded.signs);
                told_to = recorded.told_to.as_ref();
            }
            Body::Answered(answer) => {
                words.narrative(&answer.words, &mut row.cells[EVENT]);
                row.cells[ACTION] = labels.outcome(&answer.outcome).into_owned();
                row.cells[RESPONSE] = labels.outcome_code(&answer.outcome).into_owned();
                told_to = answer.told_to.as_ref();
            }
            Body::HandedOver(over) => {
                words.narrative(&over.words, &mut row.cells[EVENT]);
                told_to = Some(&over.to);
            }
            Body::Opened(step)
            | Body::Refused(step)
            | Body::Accepted(step)
            | Body::Countersigned(step)
            | Body::Withdrawn(step)
            | Body::Disputed(step)
            | Body::Challenged(step) => words.narrative(&step.words, &mut row.cells[EVENT]),
            Body::Erased(erasure) => words.narrative(&erasure.words, &mut row.cells[EVENT]),
            Body::Held(hold) => words.narrative(&hold.words, &mut row.cells[EVENT]),
            _ => {}
        }
        let redaction = match (words.masked, words.withheld) {
            (true, _) => "words masked by machine",
            (false, true) => "words withheld",
            (false, false) => "",
        };
        row.cells[TOLD_TO] = told_to.map(|to| labels.addressee(to)).unwrap_or_default();
        redaction.clone_into(&mut row.cells[REDACTION]);
        if row.cells[SOURCE].is_empty() {
            row.cells[SOURCE] = row.cells[SOURCE_PLACE].clone();
        }
    }

    /// The other accounts of the event, and those it contradicts.
    fn accounts(&self, place: EventIx, row: &mut Row) {
        let Some(groups) = self.accounts.get(&place) else {
            return;
        };
        let (mut others, mut against) = (Vec::new(), Vec::new());
        for group in groups {
            let Some(account) = self.called.joined().accounts.get(*group as usize) else {
                continue;
            };
            others.extend(account.events.iter().copied().filter(|event| *event != place));
            for point in &account.disagreements {
                let Some(mine) = point.sides.iter().find(|side| side.event == place) else {
                    continue;
                };
                for side in point.sides.iter().filter(|side| side.said != mine.said) {
                    against.push(format!("{} ({})", self.called.row(side.event), point.about));
                }
            }
        }
        others.sort_unstable();
        others.dedup();
        row.cells[NOTE] = format!("may tell of the same event as {} (by rule)", self.called.rows(&others));
        row.cells[CONTRADICTS] = against.join("; ");
    }
}

/// A step can follow a telling if neither its first nor its last day is before the telling's.
fn follows(step: Claimed, told: Claimed) -> bool {
    let first = |claimed: Claimed| claimed.earliest().map(|at| at.day());
    let last = |claimed: Claimed| claimed.latest().map(|at| at.day());
    // No first bound lies before every day, and no last bound behind it.
    first(told) <= first(step) && last(step).is_none_or(|step| last(told).is_some_and(|told| told <= step))
}

/// The words of one row on their way out.
struct Words<'a> {
    called: &'a Called<'a>,
    place: EventIx,
    event: &'a Event,
    masked: bool,
    withheld: bool,
}

impl Words<'_> {
    /// Words of an imported table, which are kept.
    fn kept(&mut self, text: &str) -> String {
        let (text, masked) = self.called.words(text, self.place, self.event);
        self.masked |= masked;
        text
    }

    /// Free words of a concern file: behind the line, if they are to be shown.
    fn narrative(&mut self, words: &Option<String>, line: &mut String) {
        let Some(text) = words.as_deref().filter(|text| !text.is_empty()) else {
            return;
        };
        if !self.called.shown.narrative {
            self.withheld = true;
            return;
        }
        if !line.is_empty() {
            line.push_str(": ");
        }
        line.push_str(&self.kept(text));
    }
}

fn date(claimed: Claimed, row: &mut Row) {
    row.when = claimed.to_string().replace('T', " ");
    row.day = claimed.single_day();
    row.from = claimed.earliest().map(|moment| moment.day());
    row.to = claimed.latest().map(|moment| moment.day());
    row.cells[DATE_FROM] = row.from.map(|day| day.to_string()).unwrap_or_default();
    row.cells[DATE_TO] = row.to.map(|day| day.to_string()).unwrap_or_default();
    if let (Precision::Minute, Some(at)) = (claimed.precision(), claimed.earliest()) {
        let minute = at.minute_of_day();
        row.cells[TIME_FROM] = format!("{:02}:{:02}", minute / 60, minute % 60);
    }
    let precision = precision(claimed.precision());
    row.cells[PRECISION] =
        if claimed.is_doubtful() { format!("{precision}, doubtful") } else { precision.to_owned() };
}

/// The word of a precision.
fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Minute => "minute",
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Year => "year",
        Precision::Range => "range",
        Precision::Before => "before",
        Precision::After => "after",
        Precision::Unknown => "undated",
    }
}
