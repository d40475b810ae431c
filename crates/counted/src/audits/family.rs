//! All audits of a release: declared before the data are read, corrected together.

use rayon::prelude::*;
use record::policy::AuditRules;

use super::cases::Cases;
use super::gathered::Gathered;
use super::occasions::Occasions;
use super::placebo::{self, Placebo};
use super::scene::Scene;
use super::trace::{Looked, Outcome, Standing, Trace};
use super::{
    Audit, acceptance_falls_with_severity, bunching_before_deadline, exclusions_rise,
    favourite_round_durations, logging_lag_of_deadline_closures, no_cooperation_in_last_5_days,
    reclassified_14_days_before_count, reopened_after_deadline_closure, same_child_within_7_days,
    self_rating_rises, threshold_moved, visits_28_days_before_inspection,
};
use crate::hypothesis::corrections::benjamini_hochberg;

/// What a release will look at, said before anybody has seen the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    audits: Vec<Audit>,
    rules: AuditRules,
    seed: u64,
}

impl Family {
    /// All audits, by these rules; pretend dates are drawn from the seed.
    pub fn declare(rules: AuditRules, seed: u64) -> Self {
        Self { audits: Audit::ALL.to_vec(), rules, seed }
    }

    /// The rules.
    pub fn rules(&self) -> &AuditRules {
        &self.rules
    }

    /// The declaration as text, to be signed or put into the log before the data are read: everything that could be chosen
    /// afterwards to suit. Whoever holds it can check that a release tests neither more nor less.
    pub fn declaration(&self) -> String {
        let mut text = String::from("candour audit family, version 1\n");
        for line in self.rules.declared() {
            text.push_str(&line);
            text.push('\n');
        }
        text.push_str(&format!("seed {}\n", self.seed));
        for audit in &self.audits {
            text.push_str(&format!(
                "audit {} needs {}\n",
                audit.name(),
                self.rules.entry(audit.name()).needs
            ));
        }
        text
    }

    /// Runs every audit of every unit. The same on any number of threads and for rows in any order.
    pub fn run(&self, cases: &Cases, occasions: &Occasions) -> Release {
        self.run_on(&Gathered::of(cases, occasions.period), occasions)
    }

    /// The same, and on pretend dates too.
    pub fn run_with_placebo(&self, cases: &Cases, occasions: &Occasions) -> Release {
        let gathered = Gathered::of(cases, occasions.period);
        let mut release = self.run_on(&gathered, occasions);
        release.placebo = Some(self.placebo(&gathered, occasions));
        release
    }

    /// Runs every audit on what was gathered over the same period.
    pub fn run_on(&self, gathered: &Gathered, occasions: &Occasions) -> Release {
        let Gathered { tallies, all } = gathered;
        let tests = self.audits.len() * tallies.len();
        let q = f64::from(self.rules.q_percent) / 100.0;
        let scene = Scene::new(tallies, all, occasions, &self.rules, 0, tests);
        let mut traces: Vec<Trace> = (0..tallies.len())
            .into_par_iter()
            .flat_map_iter(|unit| self.audits.iter().map(move |audit| (unit, *audit)))
            .map(|(unit, audit)| Trace { unit, audit, outcome: look(&scene, unit, audit) })
            .collect();
        correct(&mut traces);
        Release { traces, tests, q, placebo: None }
    }

    /// How often the dated audits speak on pretend dates.
    pub fn placebo(&self, gathered: &Gathered, occasions: &Occasions) -> Placebo {
        placebo::run(&gathered.tallies, &gathered.all, occasions, &self.rules, self.seed)
    }
}

pub(super) fn look(scene: &Scene<'_>, unit: usize, audit: Audit) -> Outcome {
    match audit {
        Audit::BunchingBeforeDeadline => bunching_before_deadline::look(scene, unit),
        Audit::ReopenedAfterDeadlineClosure => reopened_after_deadline_closure::look(scene, unit),
        Audit::LoggingLagOfDeadlineClosures => logging_lag_of_deadline_closures::look(scene, unit),
        Audit::SameChildWithin7Days => same_child_within_7_days::look(scene, unit),
        Audit::Reclassified14DaysBeforeCount => reclassified_14_days_before_count::look(scene, unit),
        Audit::AcceptanceFallsWithSeverity => acceptance_falls_with_severity::look(scene, unit),
        Audit::Visits28DaysBeforeInspection => visits_28_days_before_inspection::look(scene, unit),
        Audit::SelfRatingRises => self_rating_rises::look(scene, unit),
        Audit::FavouriteRoundDurations => favourite_round_durations::look(scene, unit),
        Audit::ExclusionsRise => exclusions_rise::look(scene, unit),
        Audit::NoCooperationInLast5Days => no_cooperation_in_last_5_days::look(scene, unit),
        Audit::ThresholdMoved => threshold_moved::look(scene, unit),
    }
}

/// Corrects for all tests declared, those without enough data counted as if they showed nothing.
pub(super) fn correct(traces: &mut [Trace]) {
    let of = |value: fn(&Looked) -> f64| -> Vec<f64> {
        traces
            .iter()
            .map(|trace| match &trace.outcome {
                Outcome::Looked(looked) => value(looked),
                Outcome::NotEnoughData { .. } => 1.0,
            })
            .collect()
    };
    let plain = benjamini_hochberg(&of(|looked| looked.plain));
    let corrected = benjamini_hochberg(&of(|looked| looked.p));
    for (at, trace) in traces.iter_mut().enumerate() {
        if let Outcome::Looked(looked) = &mut trace.outcome {
            (looked.plain_corrected, looked.p_corrected) = (plain[at], corrected[at]);
        }
    }
}

/// What a release says.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// Every audit of every unit, by unit, then in the order declared.
    pub traces: Vec<Trace>,
    /// How many tests were declared, with or without enough data.
    pub tests: usize,
    /// The share of false signals among signals that is put up with.
    pub q: f64,
    /// The same audits on pretend dates, if they were run.
    pub placebo: Option<Placebo>,
}

impl Release {
    /// How many false signals are to be expected at most if no unit games anything: that many releases of a hundred, times
    /// one signal each.
    pub fn expected_false(&self) -> f64 {
        self.q
    }

    /// The signals.
    pub fn signals(&self) -> impl Iterator<Item = &Trace> {
        self.standing(Standing::Signal)
    }

    /// All traces that stand so.
    pub fn standing(&self, standing: Standing) -> impl Iterator<Item = &Trace> {
        self.traces.iter().filter(move |trace| match &trace.outcome {
            Outcome::Looked(looked) => looked.standing(self.q) == standing,
            Outcome::NotEnoughData { .. } => false,
        })
    }
}
