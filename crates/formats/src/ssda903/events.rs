//! Which rows and events a row of the return becomes.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use record::event::Recorded;
use record::mention::{MentionKind, Sex};
use record::{Body, Claimed, Code, Day, Mention};
use smol_str::SmolStr;

use super::reading::{Read, certain_day, recorded_by};
use super::table::{Holds, Table, holds};
use crate::emit::{Emit, constant, identify, key};
use crate::read::{Context, Sink};
use crate::report::Report;

/// Most rows or children of a file that are remembered, by 64-bit hash, for numbering rows of one key and for finding
/// overlaps. England looks after about 80,000 children; beyond this number the checks stop, never the reading.
const REMEMBERED: usize = 500_000;

/// Hands over the rows and events of one table.
#[derive(Debug)]
pub(super) struct ToEvents<'c> {
    emit: Emit<'c>,
    /// How often a natural key stood in the file.
    keys: HashMap<u64, u32>,
    /// Start and end of a child's last missing episode.
    missing: HashMap<u64, (Day, Option<Day>)>,
}

impl<'c> ToEvents<'c> {
    pub(super) fn new(context: &Context<'c>) -> Self {
        Self { emit: Emit::new(context), keys: HashMap::new(), missing: HashMap::new() }
    }

    pub(super) fn row(&mut self, read: &Read, sink: &mut dyn Sink) {
        sink.child(read.row.get("CHILD"));
        self.hand_over_row(read, sink);
        match read.row.table {
            Table::Header => self.header(read, sink),
            Table::Episodes => self.episode(read, sink),
            Table::Reviews => self.dated(read, sink, &[("REVIEW", "cla_review.held", &["REVIEW_CODE"])]),
            Table::Uasc => self.unaccompanied(read, sink),
            Table::Oc2 => self.health(read, sink),
            Table::Oc3 => {
                self.undated(read, sink, "care_leaver.recorded", &["IN_TOUCH", "ACTIV", "ACCOM"]);
            }
            Table::Ad1 => self.dated(
                read,
                sink,
                &[
                    ("DATE_INT", "adoption.decided", &[]),
                    ("DATE_MATCH", "adoption.matched", &["FOSTER_CARE", "SEX_ADOPTR", "LS_ADOPTR"]),
                ],
            ),
            Table::PlacedAdoption => self.dated(
                read,
                sink,
                &[
                    ("DATE_PLACED", "adoption.placed", &[]),
                    ("DATE_PLACED_CEASED", "adoption.placement_ceased", &["REASON_PLACED_CEASED"]),
                ],
            ),
            Table::PrevPerm => self.permanence(read, sink),
            Table::Missing => self.missing(read, sink),
            Table::SwEpisodes => self.worker(read, sink),
            Table::DoLo => {
                self.dated(
                    read,
                    sink,
                    &[("DOLO_START", "dolo.started", &[]), ("DOLO_END", "dolo.ended", &[])],
                );
            }
        }
    }

    /// The row with every column but the key's, for the comparison of extracts. Ethnicity is no part of it.
    fn hand_over_row(&mut self, read: &Read, sink: &mut dyn Sink) {
        let row = &read.row;
        let mut parts = vec![row.get("CHILD").as_str()];
        parts.extend(row.table.key_columns().iter().map(|column| row.get(column).as_str()));
        let mut natural = key(&parts);
        let times = self.count(&natural);
        if times > 1 {
            natural = key(&[&natural, &times.to_string()]);
        }
        let kept = row.table.columns().iter().filter(|column| !matches!(**column, "CHILD" | "ETHNIC"));
        let fields: Vec<(&str, &str)> = kept.map(|column| (*column, row.get(column).as_str())).collect();
        self.emit.row(sink, row.line, row.table.row_table(), natural, &fields);
    }

    /// How often this key has stood in the file, this time included.
    fn count(&mut self, natural: &str) -> u32 {
        let full = self.keys.len() >= REMEMBERED;
        let hash = hash(natural);
        match self.keys.get_mut(&hash) {
            Some(times) => {
                *times = times.saturating_add(1);
                *times
            }
            None if full => 1,
            None => {
                self.keys.insert(hash, 1);
                1
            }
        }
    }

    fn header(&mut self, read: &Read, sink: &mut dyn Sink) {
        self.undated(read, sink, "child.recorded", &["SEX"]);
    }

    /// A health row. The score of the questionnaire stays out of the events: candour keeps no score of a person.
    fn health(&mut self, read: &Read, sink: &mut dyn Sink) {
        let columns = [
            "SDQ_REASON",
            "CONVICTED",
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ];
        self.undated(read, sink, "health.recorded", &columns);
    }

    fn unaccompanied(&mut self, read: &Read, sink: &mut dyn Sink) {
        let by = recorded_by(self.emit.context().covers);
        let codes = vec![(constant("child_fact"), constant("unaccompanied"))];
        self.note(read, sink, by, "child.recorded", codes, Vec::new(), subject(read));
        // A day that lies ahead is when the status is expected to cease, which is no event.
        let as_of = self.emit.context().as_of;
        let ceased = read.date("DUC").filter(|date| certain_day(Some(*date)).is_none_or(|day| day <= as_of));
        if let Some(ceased) = ceased {
            self.note(read, sink, ceased, "uasc.ceased", Vec::new(), Vec::new(), subject(read));
        }
    }

    fn permanence(&mut self, read: &Read, sink: &mut dyn Sink) {
        // `Z1`: no earlier order. That is a fact of the row and no event.
        if read.row.get("PREV_PERM") == "Z1" || read.row.get("PREV_PERM").is_empty() {
            return;
        }
        let claimed = read.date("DATE_PERM").unwrap_or(Claimed::UNKNOWN);
        let codes = codes(read, &["PREV_PERM"]);
        self.note(read, sink, claimed, "permanence.recorded", codes, Vec::new(), subject(read));
    }

    fn episode(&mut self, read: &Read, sink: &mut dyn Sink) {
        let reason = read.row.get("RNE").to_ascii_uppercase();
        let (care, placement, status) = match reason.as_str() {
            "S" => (true, true, true),
            "L" => (false, false, true),
            "P" | "T" => (false, true, false),
            "B" | "U" => (false, true, true),
            // An unknown reason: the row still says where the child was and under which status.
            _ => (false, true, true),
        };
        if let Some(began) = read.date("DECOM") {
            if care {
                let codes = codes(read, &["RNE", "CIN"]);
                self.note(read, sink, began, "care.started", codes, Vec::new(), self.at_home(read));
            }
            if status {
                let codes = codes(read, &["RNE", "LS"]);
                self.note(read, sink, began, "legal_status.changed", codes, Vec::new(), subject(read));
            }
            if placement {
                let codes = codes(read, &["RNE", "PLACE", "PLACE_PROVIDER"]);
                self.note(read, sink, began, "placement.started", codes, Vec::new(), at_placement(read));
            }
        }
        self.episode_end(read, sink);
    }

    fn episode_end(&mut self, read: &Read, sink: &mut dyn Sink) {
        let Some(ended) = read.date("DEC") else { return };
        let reason = read.row.get("REC");
        let care_ends = !reason.is_empty() && reason != "X1";
        // `X1`: another episode follows. Only a reason for changing place says that the placement ended with this one.
        if care_ends || !read.row.get("REASON_PLACE_CHANGE").is_empty() {
            let codes = codes(read, &["PLACE", "REASON_PLACE_CHANGE"]);
            self.note(read, sink, ended, "placement.ceased", codes, Vec::new(), at_placement(read));
        }
        if care_ends {
            let codes = codes(read, &["REC"]);
            self.note(read, sink, ended, "care.ceased", codes, Vec::new(), self.at_home(read));
        }
    }

    fn missing(&mut self, read: &Read, sink: &mut dyn Sink) {
        let away = read.row.get("MISSING").eq_ignore_ascii_case("A");
        let (started, returned) =
            if away { ("away.started", "away.returned") } else { ("missing.started", "missing.returned") };
        let signs = || {
            if away { Vec::new() } else { vec![constant("missing_episode")] }
        };
        if let Some(start) = read.date("MIS_START") {
            let codes = codes(read, &["MISSING"]);
            self.note(read, sink, start, started, codes, signs(), subject(read));
        }
        if let Some(end) = read.date("MIS_END") {
            let codes = codes(read, &["MISSING"]);
            self.note(read, sink, end, returned, codes, signs(), subject(read));
        }
        self.check_missing(read, sink);
    }

    fn check_missing(&mut self, read: &Read, sink: &mut dyn Sink) {
        let at = Report { file: self.emit.context().file, line: read.row.line };
        let (start, end) = (certain_day(read.date("MIS_START")), certain_day(read.date("MIS_END")));
        let Some(start) = start else { return };
        if end.is_some_and(|end| end < start) {
            at.doubtful(sink, "MIS_END", "ssda903.end_before_start", "the episode ends before it starts", "");
        }
        let child = hash(read.row.get("CHILD"));
        let overlap = self.missing.get(&child).is_some_and(|(from, to)| {
            start <= to.unwrap_or(Day(i32::MAX)) && end.is_none_or(|end| end >= *from)
        });
        if overlap {
            let words = "the episode overlaps another of the same child, or another is still open";
            at.doubtful(sink, "MIS_START", "ssda903.574", words, "");
        }
        if self.missing.len() < REMEMBERED || self.missing.contains_key(&child) {
            self.missing.insert(child, (start, end));
        }
    }

    fn worker(&mut self, read: &Read, sink: &mut dyn Sink) {
        let mentions = || {
            let mut worker = Mention::new(MentionKind::Person, "social_worker");
            identify(&mut worker, "officer_id", read.row.get("SW_ID"));
            let mut mentions = subject(read);
            mentions.push(worker);
            mentions
        };
        for (column, activity) in [("SW_DECOM", "worker.allocated"), ("SW_DEC", "worker.ended")] {
            if let Some(date) = read.date(column) {
                let codes = codes(read, &["SW_REASON"]);
                self.note(read, sink, date, activity, codes, Vec::new(), mentions());
            }
        }
    }

    /// The child, with the postcode it came from.
    fn at_home(&self, read: &Read) -> Vec<Mention> {
        let mut mentions = subject(read);
        mentions.extend(place("home", read.row.get("HOME_POST"), &SmolStr::default()));
        mentions
    }

    /// One event for each date there is, with the codes of its columns.
    fn dated(
        &mut self,
        read: &Read,
        sink: &mut dyn Sink,
        dates: &[(&'static str, &'static str, &[&'static str])],
    ) {
        for (column, activity, coded) in dates {
            if let Some(date) = read.date(column) {
                self.note(read, sink, date, activity, codes(read, coded), Vec::new(), subject(read));
            }
        }
    }

    /// One event without a date of its own.
    fn undated(&mut self, read: &Read, sink: &mut dyn Sink, activity: &'static str, coded: &[&'static str]) {
        let by = recorded_by(self.emit.context().covers);
        self.note(read, sink, by, activity, codes(read, coded), Vec::new(), subject(read));
    }

    #[allow(clippy::too_many_arguments, reason = "one event's parts, all of different kinds")]
    fn note(
        &mut self,
        read: &Read,
        sink: &mut dyn Sink,
        claimed: Claimed,
        activity: &'static str,
        codes: Vec<(Code, Code)>,
        signs: Vec<Code>,
        mentions: Vec<Mention>,
    ) {
        self.emit.event(sink, read.row.line, claimed, || {
            Body::Recorded(Box::new(Recorded {
                activity: constant(activity),
                codes,
                signs,
                concern: None,
                told_to: None,
                mentions,
                columns: Vec::new(),
                words: None,
                action: None,
                source_of_information: None,
            }))
        });
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The codes of these columns, as (code set, code).
fn codes(read: &Read, columns: &[&'static str]) -> Vec<(Code, Code)> {
    let pair = |column: &&'static str| {
        let value = read.row.get(column);
        match holds(column) {
            Holds::Code(set) if !value.is_empty() => Some((constant(set), Code(value.clone()))),
            _ => None,
        }
    };
    columns.iter().filter_map(pair).collect()
}

/// The child as the row gives it.
fn subject(read: &Read) -> Vec<Mention> {
    let mut child = Mention::new(MentionKind::Child, "subject");
    identify(&mut child, "local", read.row.get("CHILD"));
    identify(&mut child, "upn", read.row.get("UPN"));
    child.born = read.date("DOB");
    child.sex = match read.row.get("SEX").as_str() {
        "1" | "M" | "m" => Some(Sex::Male),
        "2" | "F" | "f" => Some(Sex::Female),
        "0" | "U" | "u" => Some(Sex::Unknown),
        "9" | "X" | "x" => Some(Sex::Indeterminate),
        _ => None,
    };
    vec![child]
}

/// The child and where it was placed.
fn at_placement(read: &Read) -> Vec<Mention> {
    let mut mentions = subject(read);
    mentions.extend(place("placement", read.row.get("PL_POST"), read.row.get("URN")));
    mentions
}

fn place(role: &'static str, postcode: &SmolStr, urn: &SmolStr) -> Option<Mention> {
    if postcode.is_empty() && urn.is_empty() {
        return None;
    }
    let mut place = Mention::new(MentionKind::Place, role);
    identify(&mut place, "urn", urn);
    place.postcode = (!postcode.is_empty()).then(|| postcode.clone());
    Some(place)
}
