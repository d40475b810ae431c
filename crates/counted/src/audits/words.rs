//! What a trace is called: what was seen, what would explain it in innocence, what else was looked for, what to look at next.
//!
//! The words stand in the policy (`audits.toml`); here they are put together. "Gaming" is in none of them.

use record::policy::AuditRules;

use super::Release;
use super::placebo::Placebo;
use super::trace::{Corroboration, Found, Looked, Outcome, Standing, Trace};

/// The sentences for one trace, in the order they are read.
pub fn words(trace: &Trace, rules: &AuditRules, q: f64) -> Vec<String> {
    outcome_words(trace.audit.name(), &trace.outcome, rules, q)
}

/// The same for an audit by its name in the policy: those of visits are no part of [`Audit`].
pub fn outcome_words(name: &str, outcome: &Outcome, rules: &AuditRules, q: f64) -> Vec<String> {
    match outcome {
        Outcome::NotEnoughData { what, have, need } => vec![format!(
            "Not enough data: {have} {what}, and this needs about {need}. That is not the same as nothing to find."
        )],
        Outcome::Looked(seen) => looked(name, seen, rules, q),
    }
}

fn looked(name: &str, seen: &Looked, rules: &AuditRules, q: f64) -> Vec<String> {
    let entry = rules.entry(name);
    let smallest = seen.smallest.map(|smallest| {
        format!("Of this kind, only {} or more would have been seen four times in five.", figure(smallest))
    });
    let innocent = format!("What would explain it in innocence: {}.", entry.innocent);
    match seen.standing(q) {
        Standing::NothingSeen => {
            std::iter::once("No trace of this kind beyond what chance leaves.".to_owned())
                .chain(smallest)
                .collect()
        }
        Standing::HonestReasonsSuffice => [
            format!("By the plain figures {} ({}).", entry.trace, figure(seen.statistic)),
            "Honest work leaves the same, and nothing was found that it would not leave.".to_owned(),
            innocent,
        ]
        .into_iter()
        .chain(looked_for(&seen.corroboration, rules))
        .collect(),
        Standing::Signal => [
            format!(
                "A trace that chance, honest effort and natural differences hardly leave: {} ({}).",
                entry.trace,
                figure(seen.statistic)
            ),
            innocent,
        ]
        .into_iter()
        .chain(looked_for(&seen.corroboration, rules))
        .chain([format!("What to look at next: {}.", entry.next)])
        .collect(),
    }
}

/// One sentence for each answer: found, looked for and not found, not in the records given.
fn looked_for(corroboration: &[Corroboration], rules: &AuditRules) -> Vec<String> {
    [
        (Found::Found, "Also found"),
        (Found::NotFound, "Looked for and not found"),
        (Found::CouldNotLook, "The records given do not say whether"),
    ]
    .into_iter()
    .filter_map(|(found, begin)| {
        let words: Vec<&str> =
            corroboration.iter().filter(|of| of.found == found).map(|of| rules.words(of.key)).collect();
        let colon = if found == Found::CouldNotLook { "" } else { ":" };
        (!words.is_empty()).then(|| format!("{begin}{colon} {}.", words.join("; ")))
    })
    .collect()
}

/// Three significant digits.
fn figure(value: f64) -> String {
    let places = if value == 0.0 { 2.0 } else { (2.0 - value.abs().log10().floor()).clamp(0.0, 6.0) };
    format!("{value:.*}", places as usize).replace('-', "\u{2212}")
}

/// What stands above all traces of a release.
pub fn release_words(release: &Release) -> String {
    let percent = (release.q * 100.0).round();
    format!(
        "{} tests were declared beforehand. If no unit did anything amiss, {percent} such releases in a hundred would still have a signal at most; of many true signals {percent} in a hundred may be false.",
        release.tests
    )
}

/// What the pretend dates showed.
pub fn pretend_words(placebo: &Placebo) -> String {
    format!(
        "The audits that hang on a date were also run on {} sets of dates drawn at random, where nothing was due, counted or inspected: {} of them had a signal.",
        placebo.draws, placebo.with_a_signal
    )
}

#[cfg(test)]
mod tests {
    use record::policy::Policy;

    use super::super::Audit;
    use super::super::scene::looked as blank;
    use super::*;

    fn said(plain: f64, p: f64) -> String {
        let rules = Policy::england().audits;
        let mut seen = blank(5.57, plain, p);
        (seen.plain_corrected, seen.p_corrected, seen.smallest) = (plain, p, Some(3.2));
        seen.corroboration = vec![
            Corroboration { key: "reopened_more", found: Found::NotFound },
            Corroboration { key: "teller_disputes", found: Found::CouldNotLook },
        ];
        let trace = Trace { unit: 0, audit: Audit::BunchingBeforeDeadline, outcome: Outcome::Looked(seen) };
        words(&trace, &rules, 0.05).join(" ")
    }

    #[test]
    fn honest_effort_is_called_that_and_a_signal_is_a_question() {
        assert_eq!(
            said(1e-7, 0.5),
            "By the plain figures more cases are closed in the three days before the deadline than just after it (5.57). Honest work leaves the same, and nothing was found that it would not leave. What would explain it in innocence: honest effort, reminders, and panels that meet once a week do the same. Looked for and not found: cases closed in those days are opened again more often than others. The records given do not say whether tellers dispute it."
        );
        let signal = said(1e-7, 1e-5);
        assert!(signal.contains("What to look at next: read a few cases"), "{signal}");
        assert!(signal.contains("What would explain it in innocence"), "{signal}");
        assert_eq!(
            said(0.5, 0.5),
            "No trace of this kind beyond what chance leaves. Of this kind, only 3.20 or more would have been seen four times in five."
        );
        for text in [signal, said(0.5, 0.5)] {
            for verdict in ["gaming", "clean", "cheat", "fraud"] {
                assert!(!text.to_lowercase().contains(verdict), "{text}");
            }
        }
    }

    #[test]
    fn every_audit_and_every_corroboration_has_its_words() {
        let rules = Policy::england().audits;
        for audit in Audit::ALL {
            let entry = rules.entry(audit.name());
            assert!(
                ![&entry.trace, &entry.innocent, &entry.next].iter().any(|text| text.is_empty()),
                "{audit:?}"
            );
        }
        assert!(rules.looked_for.values().all(|words| !words.is_empty()));
    }

    #[test]
    fn too_little_is_said_and_is_not_nothing() {
        let rules = Policy::england().audits;
        let outcome = Outcome::NotEnoughData { what: "closures", have: 28, need: 200 };
        let trace = Trace { unit: 0, audit: Audit::BunchingBeforeDeadline, outcome };
        assert_eq!(
            words(&trace, &rules, 0.05),
            [
                "Not enough data: 28 closures, and this needs about 200. That is not the same as nothing to find."
            ]
        );
    }
}
