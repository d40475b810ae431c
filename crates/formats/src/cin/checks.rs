//! Checks of the census that bear on whether a warning was answered, under the numbers of the official rules.
//!
//! Every one gives a finding of kind doubtful; nothing is changed. Day counts follow both published conventions: a
//! limit broken under one of them is reported, with both counts. A date that is doubted or undated breaks no check.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use record::source::Coverage;
use record::time::{Calendar, Convention};
use record::{Claimed, Day, FileId};

use super::model::{Assessment, Child, Details, Header, Section47};
use crate::read::{Context, Sink};
use crate::report::Report;
use crate::upn::{self, Upn};

/// Most different ids remembered for finding duplicates, in each of two sets of 64-bit hashes (about 10 MB each).
/// England has about 400,000 children in need a year. Two ids with one hash would give a false finding, never lose one.
const REMEMBERED: usize = 500_000;

/// Limit of an assessment, in working days.
const ASSESSMENT_DAYS: i32 = 45;
/// Limit from strategy discussion to conference, in working days.
const CONFERENCE_DAYS: i32 = 15;

/// The year that ends with a reference date.
pub(super) fn year(reference: Day) -> Coverage {
    Coverage { from: reference.add_months(-12).add_days(1), to: reference }
}

/// The checks of one file.
#[derive(Debug)]
pub(super) struct Checks<'c> {
    file: FileId,
    calendar: &'c Calendar,
    ids: HashSet<u64>,
    upns: HashSet<u64>,
    plans_started: u64,
    conferences_held: u64,
}

/// Working days under both conventions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Day one is the next working day.
    pub next_working_day: i32,
    /// The start day is day one.
    pub start_day_counts: i32,
}

impl Count {
    /// From `start` to `end`.
    pub fn between(calendar: &Calendar, start: Day, end: Day) -> Self {
        Self {
            next_working_day: calendar.working_days(start, end, Convention::NextWorkingDay),
            start_day_counts: calendar.working_days(start, end, Convention::StartDayCounts),
        }
    }

    /// The larger of the two: the stricter reading of a limit.
    pub fn stricter(self) -> i32 {
        self.next_working_day.max(self.start_day_counts)
    }

    fn words(self) -> String {
        format!(
            "{} working days with the start day as day one, {} from the next working day",
            self.start_day_counts, self.next_working_day
        )
    }
}

fn day(date: Option<Claimed>) -> Option<Day> {
    date.filter(|date| !date.is_doubtful()).and_then(Claimed::single_day)
}

impl<'c> Checks<'c> {
    pub(super) fn new(context: &Context<'c>) -> Self {
        Self {
            file: context.file,
            calendar: &context.policy.calendar,
            ids: HashSet::new(),
            upns: HashSet::new(),
            plans_started: 0,
            conferences_held: 0,
        }
    }

    pub(super) fn child(&mut self, header: &Header, child: &Child, sink: &mut dyn Sink) {
        self.identifiers(child, sink);
        // A child inside which the file ends lacks what was cut off; checking it would accuse wrongly.
        if child.unfinished {
            return;
        }
        self.episodes(child, header.reference_date, sink);
        for details in &child.details {
            self.closure(details, sink);
            self.no_further_action(details, header.reference_date, sink);
            self.factors(details, sink);
            self.plans(details, header.reference_date, sink);
            self.after_the_end(child, details, sink);
            for assessment in &details.assessments {
                self.open_assessment(assessment, header.reference_date, sink);
            }
            for enquiry in &details.section47 {
                self.open_enquiry(enquiry, details, header.reference_date, sink);
            }
        }
    }

    /// What can only be said of the file as a whole.
    pub(super) fn finish(&self, sink: &mut dyn Sink) {
        if self.plans_started > self.conferences_held {
            let words = format!(
                "{} protection plans start in the year and only {} initial conferences were held in it",
                self.plans_started, self.conferences_held
            );
            self.say(
                sink,
                0,
                "CPPstartDate",
                "cin.2883",
                words,
                "look for conferences that are not recorded",
            );
        }
        if self.ids.len() >= REMEMBERED {
            self.say(
                sink,
                0,
                "LAchildID",
                "cin.many_ids",
                format!("duplicates were looked for among the first {REMEMBERED} ids only"),
                "",
            );
        }
    }

    fn say(
        &self,
        sink: &mut dyn Sink,
        line: u32,
        field: &str,
        rule: &str,
        words: impl Into<String>,
        remedy: &str,
    ) {
        Report { file: self.file, line }.doubtful(sink, field, rule, words, remedy);
    }

    fn identifiers(&mut self, child: &Child, sink: &mut dyn Sink) {
        let line = child.line;
        if child.la_child_id.is_empty() {
            let words =
                "the child has no number of the council; its rows cannot be compared between files by it";
            self.say(sink, line, "LAchildID", "cin.no_child_id", words, "give the child's number");
        } else if seen(&mut self.ids, &child.la_child_id) {
            let words = "this number of a child stands on an earlier child of the file: split, or two children as one";
            self.say(sink, line, "LAchildID", "cin.8510", words, "find out whether both are the same child");
        }
        if !child.upn.is_empty() && seen(&mut self.upns, &child.upn) {
            let words = "this UPN stands on an earlier child of the file";
            self.say(sink, line, "UPN", "cin.1520", words, "find out whether both are the same child");
        }
        for (field, number) in [("UPN", &child.upn), ("FormerUPN", &child.former_upn)] {
            match upn::check(number) {
                _ if number.is_empty() => {}
                Upn::Fits => {}
                Upn::WrongLetter => {
                    let words = "the check letter does not fit, so a character of the number is wrong";
                    self.say(sink, line, field, "upn.check_letter", words, "compare it with the school's");
                }
                Upn::NoUpn => {
                    let words = "the number is not a letter, eleven digits and a digit or letter";
                    self.say(sink, line, field, "upn.form", words, "compare it with the school's");
                }
            }
        }
    }

    fn open_assessment(&self, assessment: &Assessment, reference: Option<Day>, sink: &mut dyn Sink) {
        let (None, Some(start), Some(reference)) = (assessment.authorised, day(assessment.start), reference)
        else {
            return;
        };
        let count = Count::between(self.calendar, start, reference);
        if count.stricter() > ASSESSMENT_DAYS {
            let words = format!(
                "the assessment is open for more than 45 working days at the reference date: {}",
                count.words()
            );
            self.say(sink, assessment.line, "AssessmentAuthorisationDate", "cin.8670Q", words, "");
        }
    }

    fn open_enquiry(
        &self,
        enquiry: &Section47,
        details: &Details,
        reference: Option<Day>,
        sink: &mut dyn Sink,
    ) {
        let ended =
            enquiry.icpc.is_some() || enquiry.icpc_not_required == Some(true) || details.icpc.is_some();
        let (false, Some(start), Some(reference)) = (ended, day(enquiry.start), reference) else {
            return;
        };
        let count = Count::between(self.calendar, start, reference);
        if count.stricter() > CONFERENCE_DAYS {
            let words = format!(
                "the section 47 enquiry has no conference and no decision against one more than 15 working days on: {}",
                count.words()
            );
            self.say(sink, enquiry.line, "DateOfInitialCPC", "cin.8675Q", words, "");
        }
    }

    fn closure(&self, details: &Details, sink: &mut dyn Sink) {
        if details.closure_date.is_some() {
            for assessment in details.assessments.iter().filter(|assessment| assessment.authorised.is_none())
            {
                let words = "the episode is closed and this assessment was never authorised";
                self.say(sink, assessment.line, "AssessmentAuthorisationDate", "cin.8867", words, "");
            }
            let unended = |enquiry: &&Section47| {
                enquiry.icpc.is_none() && enquiry.icpc_not_required != Some(true) && details.icpc.is_none()
            };
            for enquiry in details.section47.iter().filter(unended) {
                let words = "the episode is closed and this section 47 enquiry has neither a conference nor a \
                             decision against one";
                self.say(sink, enquiry.line, "DateOfInitialCPC", "cin.8868", words, "");
            }
        }
        if !matches!(details.closure_reason.as_str(), "RC8" | "RC9") {
            return;
        }
        if details.assessments.is_empty() {
            let words = "the episode is closed as assessed and no assessment is recorded";
            self.say(sink, details.line, "ReasonForClosure", "cin.8825Q", words, "");
        }
        if has_further_step(details) {
            let words = "the episode is closed after assessment, and a section 47 enquiry, a conference or a plan is \
                         recorded in it";
            self.say(sink, details.line, "ReasonForClosure", "cin.2990", words, "");
        }
    }

    fn no_further_action(&self, details: &Details, reference: Option<Day>, sink: &mut dyn Sink) {
        if details.referral_nfa != Some(true) {
            return;
        }
        if !details.assessments.is_empty() || has_further_step(details) {
            let words = "the referral is marked `no further action`, and activity is recorded";
            self.say(sink, details.line, "ReferralNFA", "cin.8831", words, "");
        }
        let (Some(referred), Some(reference)) = (day(details.referral_date), reference) else {
            return;
        };
        let start = year(reference).from;
        let limit = self.calendar.add_working_days(start, -1, Convention::NextWorkingDay);
        if referred < limit {
            let words = "the referral is marked `no further action` and is more than one working day older than the \
                         year of the file";
            self.say(sink, details.line, "ReferralNFA", "cin.8569Q", words, "");
        }
    }

    fn factors(&self, details: &Details, sink: &mut dyn Sink) {
        for assessment in &details.assessments {
            let has = |code: &str| assessment.factors.iter().any(|factor| factor == code);
            for (code, rule) in [("18A", "cin.8945Q"), ("19A", "cin.8950Q")] {
                if has(code) {
                    let words = format!("the factor `{code}` was withdrawn: who harmed whom is lost with it");
                    self.say(sink, assessment.line, "AssessmentFactors", rule, words, "use the codes B or C");
                }
            }
            if has("21") && assessment.factors.len() > 1 {
                let words = "the factor `21` (none found) stands beside factors that were found";
                self.say(sink, assessment.line, "AssessmentFactors", "cin.8869", words, "");
            }
        }
        let [only] = details.assessments.as_slice() else {
            return;
        };
        let another_end = !matches!(details.closure_reason.as_str(), "" | "RC8" | "RC9");
        if only.factors.iter().any(|factor| factor == "21") && (another_end || has_further_step(details)) {
            let words =
                "the only assessment found no factors (`21`), and a further step or another end followed";
            self.say(sink, only.line, "AssessmentFactors", "cin.8873Q", words, "");
        }
    }

    /// Plans that start in the year of the file must start with a conference.
    fn plans(&mut self, details: &Details, reference: Option<Day>, sink: &mut dyn Sink) {
        let Some(period) = reference.map(year) else { return };
        let in_year =
            |date: &Option<Claimed>| day(*date).is_some_and(|day| period.from <= day && day <= period.to);
        let held = || details.section47.iter().map(|enquiry| enquiry.icpc).chain([details.icpc]);
        self.conferences_held += held().filter(in_year).count() as u64;
        for plan in details.protection_plans.iter().filter(|plan| in_year(&plan.start)) {
            self.plans_started += 1;
            let mut dates = held().flatten().peekable();
            if dates.peek().is_some() && !dates.any(|date| Some(date) == plan.start) {
                let words = "the plan starts on another day than any initial conference of the episode";
                self.say(sink, plan.line, "CPPstartDate", "cin.2885", words, "");
            }
        }
    }

    fn episodes(&self, child: &Child, reference: Option<Day>, sink: &mut dyn Sink) {
        let [_, _, ..] = child.details.as_slice() else {
            return;
        };
        let latest = child.details.iter().filter_map(|details| day(details.referral_date)).max();
        let mut open_before = false;
        for (place, details) in child.details.iter().enumerate() {
            let referred = day(details.referral_date);
            if details.is_open() {
                if open_before {
                    let words = "the child has another open episode: one matter counted as two";
                    self.say(sink, details.line, "CINclosureDate", "cin.8815", words, "");
                }
                open_before = true;
                if referred.is_some() && referred < latest {
                    let words = "the episode is open and a later one follows";
                    self.say(sink, details.line, "CINreferralDate", "cin.8816", words, "");
                }
            }
            let others = child.details.iter().enumerate().filter(|(other, _)| *other != place);
            if others.into_iter().any(|(other, before)| overlaps(details, before, reference, place > other)) {
                let words = "the referral falls inside another episode of the child";
                self.say(sink, details.line, "CINreferralDate", "cin.8820", words, "");
            }
        }
    }

    fn after_the_end(&self, child: &Child, details: &Details, sink: &mut dyn Sink) {
        if let Some(closed) = day(details.closure_date) {
            let late = activity(details)
                .into_iter()
                .flatten()
                .find(|(date, ..)| day(*date).is_some_and(|d| d > closed));
            if let Some((_, line, field)) = late {
                let words = "activity is recorded after the episode was closed";
                self.say(sink, line, field, "cin.8565", words, "");
            }
        }
        let Some(died) = day(child.died) else { return };
        for plan in &details.protection_plans {
            let after = |date| day(date).is_some_and(|day| day > died);
            if after(plan.start) {
                let words = "the protection plan starts after the child's death";
                self.say(sink, plan.line, "CPPstartDate", "cin.8915", words, "");
            }
            if after(plan.end) {
                let words = "the protection plan ends after the child's death";
                self.say(sink, plan.line, "CPPendDate", "cin.8920", words, "");
            }
        }
    }
}

/// Remembers an id; true if it was there before.
fn seen(ids: &mut HashSet<u64>, id: &str) -> bool {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    let hash = hasher.finish();
    if ids.len() >= REMEMBERED { ids.contains(&hash) } else { !ids.insert(hash) }
}

/// A section 47 enquiry, a conference or a plan.
fn has_further_step(details: &Details) -> bool {
    details.icpc.is_some()
        || !details.section47.is_empty()
        || !details.cin_plans.is_empty()
        || !details.protection_plans.is_empty()
}

/// Does the referral of `details` fall inside `other`? Of two episodes of one day the second does.
fn overlaps(details: &Details, other: &Details, reference: Option<Day>, stands_behind: bool) -> bool {
    let (Some(referred), Some(start)) = (day(details.referral_date), day(other.referral_date)) else {
        return false;
    };
    let end = if other.is_open() { reference } else { day(other.closure_date) };
    let behind = referred > start || (referred == start && stands_behind);
    behind && end.is_some_and(|end| referred < end)
}

/// Every dated step of an episode that closing should have ended, with its line and element.
fn activity(details: &Details) -> [Vec<(Option<Claimed>, u32, &'static str)>; 4] {
    [
        details
            .assessments
            .iter()
            .flat_map(|a| {
                [
                    (a.start, a.line, "AssessmentActualStartDate"),
                    (a.authorised, a.line, "AssessmentAuthorisationDate"),
                ]
            })
            .collect(),
        details
            .section47
            .iter()
            .flat_map(|s| [(s.start, s.line, "S47ActualStartDate"), (s.icpc, s.line, "DateOfInitialCPC")])
            .chain([(details.icpc, details.line, "DateOfInitialCPC")])
            .collect(),
        details
            .cin_plans
            .iter()
            .flat_map(|p| [(p.start, p.line, "CINPlanStartDate"), (p.end, p.line, "CINPlanEndDate")])
            .collect(),
        details.protection_plans.iter().map(|p| (p.end, p.line, "CPPendDate")).collect(),
    ]
}
