//! Audits of cases and audits of visits in one family: corrected together, each looked for beside the other.

use counted::audits::{Audit, Found, Invented, Looked, Outcome, Release};
use counted::hypothesis::corrections::benjamini_hochberg;

use super::Asked;

/// Notes and diaries are what would be there too, if durations were made up.
pub(super) fn corroborate(release: &mut Release, invented: &[Invented], asked: Asked) {
    for trace in &mut release.traces {
        let (Audit::FavouriteRoundDurations, Outcome::Looked(seen)) = (trace.audit, &mut trace.outcome)
        else {
            continue;
        };
        let Some(visits) = invented.get(trace.unit) else { continue };
        for other in &mut seen.corroboration {
            match (other.key, &visits.copied_notes) {
                ("copied_notes", Outcome::Looked(notes)) if asked.notes => {
                    other.found = if notes.p <= 0.05 { Found::Found } else { Found::NotFound };
                }
                ("impossible_diaries", _) if asked.diaries => {
                    other.found = if visits.impossible.is_empty() { Found::NotFound } else { Found::Found };
                }
                _ => {}
            }
        }
    }
}

/// Corrects all tests of the release together, those of visits with them; not enough data counts as nothing shown.
pub(super) fn correct(release: &mut Release, invented: &mut [Invented], asked: Asked) {
    let mut all: Vec<&mut Outcome> = release.traces.iter_mut().map(|trace| &mut trace.outcome).collect();
    for visits in invented {
        if asked.notes {
            all.push(&mut visits.copied_notes);
        }
        if asked.agrees {
            all.push(&mut visits.nobody_else);
        }
    }
    release.tests = all.len();
    let chances = |of: fn(&Looked) -> f64| -> Vec<f64> {
        let chance = |outcome: &&mut Outcome| match &**outcome {
            Outcome::Looked(looked) => of(looked),
            Outcome::NotEnoughData { .. } => 1.0,
        };
        benjamini_hochberg(&all.iter().map(chance).collect::<Vec<f64>>())
    };
    let (plain, corrected) = (chances(|looked| looked.plain), chances(|looked| looked.p));
    for (at, outcome) in all.into_iter().enumerate() {
        if let Outcome::Looked(looked) = outcome {
            (looked.plain_corrected, looked.p_corrected) = (plain[at], corrected[at]);
        }
    }
}
