//! What records of visits show: notes that read the same, diaries that cannot be, visits nobody else's record agrees with.

use std::collections::BTreeMap;

use counted::audits::{Invented, Outcome, Why, outcome_words};

use super::page::Scene;
use super::words::stands;
use crate::html::Html;

/// The kinds, by their names in the policy.
pub(super) const KINDS: [&str; 2] = ["copied_notes", "visits_nobody_else_records"];

/// The outcome of a kind.
pub(super) fn outcome<'a>(visits: &'a Invented, kind: &str) -> &'a Outcome {
    if kind == KINDS[0] { &visits.copied_notes } else { &visits.nobody_else }
}

/// Unit by unit. No post, place, child or note is named.
pub(super) fn section(scene: Scene<'_>, html: &mut Html) {
    let (report, audit) = (scene.report, &scene.report.audit);
    html.p("Notes came in as fingerprints, posts and places as numbers, and none of them is kept. What is counted is records, not people: a finding is about a unit, and names no worker.");
    for visits in audit.invented.iter().filter(|visits| audit.judged(visits.unit)) {
        html.raw("<h3>").text(&audit.units[visits.unit]).raw("</h3>\n");
        let asked = [audit.asked.notes, audit.asked.agrees];
        html.table(
            format_args!("Visits of {}", audit.units[visits.unit]),
            &["What was looked for", "How it stands", "What it says"],
            |html| {
                for (kind, _) in KINDS.iter().zip(asked).filter(|(_, asked)| *asked) {
                    let outcome = outcome(visits, kind);
                    html.tr(|html| {
                        html.th(|html| {
                            html.text(super::words::plain(kind));
                        });
                        html.td_text(stands(audit, outcome));
                        html.td(|html| {
                            for words in outcome_words(kind, outcome, &report.policy.audits, audit.release.q)
                            {
                                html.raw("<p>").text(words).raw("</p>");
                            }
                        });
                    });
                }
                if audit.asked.diaries {
                    diaries(scene, html, visits);
                }
            },
        );
    }
    html.raw("<p>As a table: <a href=\"visits.csv\">visits.csv</a>.</p>\n");
}

fn diaries(scene: Scene<'_>, html: &mut Html, visits: &Invented) {
    let entry = scene.report.policy.audits.entry("impossible_diaries");
    let (places, minutes) = impossible(visits);
    html.tr(|html| {
        html.th(|html| {
            html.raw("impossible diaries");
        });
        html.td_text(match places + minutes {
            0 => "none found",
            _ => "a question to ask",
        });
        html.td(|html| {
            if places + minutes == 0 {
                html.raw("<p>No two visits of one post overlap at different places, and no day of one post has more than sixteen hours of visits.</p>");
                return;
            }
            html.raw("<p>").text(scene.hidden.count(places)).raw(" pairs of visits of one post at different places overlap; on ");
            html.text(scene.hidden.count(minutes)).raw(" days one post has more than sixteen hours of visits.</p>");
            html.raw("<p>What would explain it in innocence: ").text(&entry.innocent).raw(".</p>");
            html.raw("<p>What to look at next: ").text(&entry.next).raw(".</p>");
        });
    });
}

/// How many pairs at two places at once, and how many days with too many minutes.
pub(super) fn impossible(visits: &Invented) -> (u64, u64) {
    let mut by: BTreeMap<bool, u64> = BTreeMap::new();
    for found in &visits.impossible {
        *by.entry(matches!(found.why, Why::TwoPlacesAtOnce { .. })).or_default() += 1;
    }
    (by.get(&true).copied().unwrap_or_default(), by.get(&false).copied().unwrap_or_default())
}
