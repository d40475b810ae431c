//! The listing.

use std::cmp::Reverse;
use std::io;

use rayon::prelude::*;
use record::event::{Correction, MentionPlace, RowPlace};
use record::outputs::{Certainty, EventIx, Ground, Link};
use record::{Body, Code, Event, FileId, FindingKind, SourceRef};
use regex::{RegexSet, RegexSetBuilder};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Check, HEADING, MOST};
use crate::Folder;
use crate::called::{Called, is_entry};
use crate::csv_safe::Table;
use crate::key::Key;
use crate::odds::odds;

/// Writes `corrections.csv`.
pub(crate) fn write(called: &Called<'_>, key: &Key, folder: &dyn Folder) -> io::Result<()> {
    let table = Table::new(folder.file("corrections.csv")?, &HEADING)?;
    let mut listing =
        Listing { called, check: Check::new(key), table, decided: FxHashSet::default(), listed: 0, left: 0 };
    listing.decided()?;
    listing.identities()?;
    listing.groupings()?;
    listing.dates()?;
    listing.signs()?;
    listing.table.end()
}

/// What a line is about, to list nothing twice.
type Subject = (&'static str, String, String);

struct Listing<'a> {
    called: &'a Called<'a>,
    check: Check,
    table: Table,
    decided: FxHashSet<Subject>,
    /// Lines of the kind at hand: listed, and left out.
    listed: usize,
    left: usize,
}

struct Line<'a> {
    kind: &'static str,
    a: String,
    b: String,
    machine: String,
    because: String,
    rows: &'a [EventIx],
}

impl Listing<'_> {
    /// One line for a person to decide.
    fn line(&mut self, line: Line<'_>) -> io::Result<()> {
        if self.listed >= MOST {
            self.left += 1;
            return Ok(());
        }
        if self.decided.contains(&(line.kind, line.a.clone(), line.b.clone())) {
            return Ok(());
        }
        self.listed += 1;
        let rows: Vec<&Event> = line.rows.iter().filter_map(|place| self.called.event(*place)).collect();
        let check = self.check.of(&rows);
        self.table.row(&[line.kind, &line.a, &line.b, &line.machine, &line.because, "", &check])
    }

    /// Ends a kind: says how many lines were left out.
    fn end_kind(&mut self, kind: &str) -> io::Result<()> {
        if self.left > 0 {
            let because = format!("{} more are not listed; decide these first, then run it again", self.left);
            self.table.row(&[kind, "", "", "", &because, "", ""])?;
        }
        (self.listed, self.left) = (0, 0);
        Ok(())
    }

    /// What was decided before. It is never left out.
    fn decided(&mut self) -> io::Result<()> {
        let events = self.called.material.events;
        let given: Vec<&Correction> = (events.iter())
            .filter_map(|event| match &event.body {
                Body::Corrected(correction) => Some(correction.as_ref()),
                _ => None,
            })
            .collect();
        if given.is_empty() {
            return Ok(());
        }
        let place_of: FxHashMap<SourceRef, EventIx> = (0..)
            .zip(events)
            .filter(|(_, event)| is_entry(event))
            .map(|(place, event)| (event.source, place))
            .collect();
        for correction in given {
            let Some((kind, a, b, decision, rows)) = self.said(correction) else {
                continue;
            };
            let found: Vec<&Event> =
                rows.iter().filter_map(|row| self.called.event(*place_of.get(&row.0)?)).collect();
            // A row that is no longer there cannot be decided again.
            if found.len() < rows.len() || !self.decided.insert((kind, a.clone(), b.clone())) {
                continue;
            }
            let check = self.check.of(&found);
            self.table.row(&[
                kind,
                &a,
                &b,
                "decided",
                "decided by a person in an earlier run",
                &decision,
                &check,
            ])?;
        }
        Ok(())
    }

    fn said(&self, correction: &Correction) -> Option<(&'static str, String, String, String, Vec<RowPlace>)> {
        let paths = self.called.paths;
        let row = |row: &RowPlace| paths.row(row.0);
        let mention = |place: &MentionPlace| paths.mention(*place);
        Some(match correction {
            Correction::Same(a, b) => ("same", mention(a), mention(b), "same".to_owned(), vec![a.row, b.row]),
            Correction::NotSame(a, b) => {
                ("same", mention(a), mention(b), "not_same".to_owned(), vec![a.row, b.row])
            }
            Correction::SameEvent(a, b) => {
                ("same_event", row(a), row(b), "same_event".to_owned(), vec![*a, *b])
            }
            Correction::NotSameEvent(a, b) => {
                ("same_event", row(a), row(b), "not_same_event".to_owned(), vec![*a, *b])
            }
            Correction::Date(a, date) => {
                ("date", row(a), String::new(), super::read::date_words(*date)?, vec![*a])
            }
            Correction::Sign(a, sign) => ("sign", row(a), sign.to_string(), "yes".to_owned(), vec![*a]),
            Correction::NotSign(a, sign) => ("sign", row(a), sign.to_string(), "no".to_owned(), vec![*a]),
        })
    }

    /// Every possible link, and every certain one between two agencies: children first, the likeliest possible and the
    /// least certain of the certain first.
    fn identities(&mut self) -> io::Result<()> {
        let joined = self.called.joined();
        let events = self.called.material.events;
        let agency = |mention: u32| &events[joined.mentions.place(mention).0 as usize].by.agency;
        let mut links: Vec<&Link> = (joined.links.iter())
            .filter(|link| match link.certainty {
                Certainty::Possible => true,
                Certainty::Certain => agency(link.a) != agency(link.b),
                Certainty::Clerical => false,
            })
            .collect();
        links.sort_by_key(|link| {
            let possible = link.certainty == Certainty::Possible;
            let kind = joined.mentions.get(events, link.a).kind;
            let weight = if possible { Reverse(link.weight_bits.0) } else { Reverse(-link.weight_bits.0) };
            (!possible, kind, link.ground != Ground::Score, weight, link.a, link.b)
        });
        for link in links {
            if self.listed >= MOST {
                self.left += 1;
                continue;
            }
            let (a, b) = (joined.mentions.place(link.a), joined.mentions.place(link.b));
            let place = |(event, mention): (EventIx, u16)| {
                self.called
                    .event(event)
                    .map(|event| self.called.paths.mention_of(event, mention))
                    .unwrap_or_default()
            };
            let (place_a, place_b) = (place(a), place(b));
            let because = self.why(link);
            let machine = link.certainty.word().to_owned();
            self.line(Line { kind: "same", a: place_a, b: place_b, machine, because, rows: &[a.0, b.0] })?;
        }
        self.end_kind("same")
    }

    fn why(&self, link: &Link) -> String {
        let joined = self.called.joined();
        let entity = |mention: u32| {
            joined
                .entity_of
                .get(mention as usize)
                .map(|entity| self.called.entity(*entity))
                .unwrap_or_default()
        };
        let mut why = format!("{} and {}: {}", entity(link.a), entity(link.b), link.ground);
        if link.ground == Ground::Score {
            why.push_str(&format!(", {} ({:.1} bits)", odds(link.weight_bits), link.weight_bits));
            for part in &link.parts {
                why.push_str(&format!("; {} {} {:.1}", part.comparison, part.level, part.weight_bits));
            }
        }
        why
    }

    /// Each account with the first of its group.
    fn groupings(&mut self) -> io::Result<()> {
        for group in &self.called.joined().accounts {
            let Some((first, others)) = group.events.split_first() else {
                continue;
            };
            for other in others {
                let when = |place: EventIx| {
                    self.called.event(place).map(|event| event.claimed.to_string()).unwrap_or_default()
                };
                let because = format!(
                    "{}: {} ({}) and {} ({})",
                    group.ground.as_str().replace('_', " "),
                    self.called.row(*first),
                    when(*first),
                    self.called.row(*other),
                    when(*other)
                );
                let (a, b) = (self.called.place(*first), self.called.place(*other));
                let machine = "one event".to_owned();
                self.line(Line { kind: "same_event", a, b, machine, because, rows: &[*first, *other] })?;
            }
        }
        self.end_kind("same_event")
    }

    /// Rows that are undated, doubted by their source, or whose date was read in a way its writer may not have meant.
    fn dates(&mut self) -> io::Result<()> {
        let repaired: FxHashMap<(FileId, u32), &str> = (self.called.material.findings.iter())
            .filter(|finding| {
                finding.kind == FindingKind::Repaired && finding.rule.as_str().starts_with("date")
            })
            .map(|finding| ((finding.file, finding.line), finding.words.as_str()))
            .collect();
        for (place, event) in (0..).zip(self.called.material.events).filter(|(_, event)| is_entry(event)) {
            let because = if event.claimed.is_unknown() {
                "undated".to_owned()
            } else if event.claimed.is_doubtful() {
                "doubted by its source".to_owned()
            } else if let Some(words) = repaired.get(&(event.source.file, event.source.line)) {
                format!("repaired: {}", self.called.mask.open(words))
            } else {
                continue;
            };
            let (a, machine) = (self.called.place(place), event.claimed.to_string());
            self.line(Line { kind: "date", a, b: String::new(), machine, because, rows: &[place] })?;
        }
        self.end_kind("date")
    }

    /// Signs that the wording of a chronology row may mean. Nothing follows from them before a person says yes.
    fn signs(&mut self) -> io::Result<()> {
        let wording = Wording::new(self.called);
        let proposed: Vec<(EventIx, Vec<&Code>)> = (self.called.material.events.par_iter().enumerate())
            .map(|(place, event)| (place as EventIx, wording.proposed(event)))
            .filter(|(_, signs)| !signs.is_empty())
            .collect();
        for (place, signs) in proposed {
            for sign in signs {
                let a = self.called.place(place);
                let because = format!("the wording may mean: {}", self.called.labels.sign(sign));
                let machine = "proposed".to_owned();
                self.line(Line { kind: "sign", a, b: sign.to_string(), machine, because, rows: &[place] })?;
            }
        }
        self.end_kind("sign")
    }
}

/// The policy's expressions, all sought at once.
struct Wording<'a> {
    set: RegexSet,
    signs: Vec<&'a Code>,
}

impl<'a> Wording<'a> {
    fn new(called: &Called<'a>) -> Self {
        let mut signs = Vec::new();
        let mut patterns = Vec::new();
        for sign in called.material.policy.signs.values() {
            for pattern in &sign.proposed_by {
                // The policy is checked when it is loaded; what does not compile proposes nothing.
                if regex::Regex::new(pattern).is_ok() {
                    signs.push(&sign.code);
                    patterns.push(pattern.as_str());
                }
            }
        }
        let set = RegexSetBuilder::new(patterns).case_insensitive(true).build();
        Self { set: set.unwrap_or_else(|_| RegexSet::empty()), signs }
    }

    /// Signs the wording may mean and the row does not carry.
    fn proposed(&self, event: &Event) -> Vec<&'a Code> {
        let Body::Recorded(recorded) = &event.body else {
            return Vec::new();
        };
        let mut found: Vec<&Code> = Vec::new();
        for text in [&recorded.words, &recorded.action].into_iter().flatten() {
            for place in &self.set.matches(text) {
                let sign = self.signs[place];
                if !found.contains(&sign) && !recorded.signs.contains(sign) {
                    found.push(sign);
                }
            }
        }
        found.sort_unstable();
        found
    }
}
