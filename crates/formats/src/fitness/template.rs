//! A questionnaire to fill in.

use super::answers::QUESTIONS;
use toml::Value;

/// What each check asks, by number.
const HEADS: [&str; 11] = [
    "Whose answers these are. All of them are claims, and the page says so.",
    "1. Purpose, and the decision it changes",
    "2. Controllability",
    "3. Length of the loop",
    "4. Observability",
    "5. Noise",
    "6. Who records it",
    "7. Discretion",
    "8. No cliff",
    "9. What it ignores",
    "10. End and reviewer",
];

/// Ways most measures can be met without their purpose, each with the audit that would show it.
const RESPONSES: [(&str, &str); 7] = [
    ("work is rushed in the last days before the deadline", "bunching_before_deadline"),
    ("cases are closed in time and opened again", "reopened_after_deadline_closure"),
    ("one case is counted as several", "same_child_within_7_days"),
    ("hard cases are refused", "acceptance_falls_with_severity"),
    ("cases change their class before the day of the count", "reclassified_14_days_before_count"),
    ("more and more is left out of the count", "exclusions_rise"),
    ("the threshold is moved", "threshold_moved"),
];

/// The template, for measures of these names; for one without a name where none is given. `audits`: the audits that can be named.
pub fn template(names: &[String], audits: &[&str]) -> String {
    let mut out = String::from(
        "# Is a measure fit to judge anybody by? A questionnaire for `candour fitness`. Leave empty what nobody knows; write \"none\" where\n\
         # there is none. An answer is a claim: figures (docs/formats/fitness.md) and the register of targets\n\
         # (docs/formats/target_register.md) weigh more, and without them a measure is never fit to judge.\n",
    );
    let unnamed = [String::from("name of the measure")];
    for name in if names.is_empty() { &unnamed[..] } else { names } {
        out.push_str(&format!("\n[[kpi]]\nname = {}\n", quoted(name)));
        for (check, head) in HEADS.iter().enumerate() {
            out.push_str(&format!("\n# {head}\n"));
            if check == 9 {
                out.push_str("# Further below: each way to meet the measure without its purpose, as [[kpi.response]].\n");
                continue;
            }
            for question in QUESTIONS.iter().filter(|question| usize::from(question.check) == check) {
                out.push_str(&format!("# {}\n{} = \"\"\n", question.asks, question.key));
            }
        }
        out.push_str(&format!(
            "\n# Strike out what cannot happen here, and add what can. Audits: {}.\n",
            audits.join(", ")
        ));
        for (what, audit) in RESPONSES {
            out.push_str(&format!(
                "[[kpi.response]]\nwhat = {}\naudit = {}\ncounter_measure = \"\"\n",
                quoted(what),
                quoted(audit)
            ));
        }
    }
    out
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
