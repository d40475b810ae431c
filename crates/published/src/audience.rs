//! Who may see which field of the stages' outputs. A field nobody declared cannot leave.
//!
//! The declaration is `audience.toml`; a test compares it with the types in both directions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use record::Audience;

/// Type name -> field name -> audiences.
type Declared = BTreeMap<String, BTreeMap<String, Vec<String>>>;

static DECLARED: LazyLock<Declared> =
    LazyLock::new(|| toml::from_str(include_str!("../audience.toml")).expect("a test reads this very file"));

/// Whether an audience may see this field of this output type. What is not declared, nobody may.
pub fn may_see(audience: Audience, output: &str, field: &str) -> bool {
    let audiences = DECLARED.get(output).and_then(|fields| fields.get(field));
    audiences.is_some_and(|audiences| audiences.iter().any(|word| word == word_of(audience)))
}

fn word_of(audience: Audience) -> &'static str {
    match audience {
        Audience::Teller => "teller",
        Audience::Holder => "holder",
        Audience::Reviewer => "reviewer",
        Audience::Public => "public",
    }
}

#[cfg(test)]
mod tests {
    use record::outputs::Output;

    use super::*;
    use crate::Log;
    use crate::receipt_page::ReceiptPage;

    #[test]
    fn every_field_of_every_output_is_declared_and_nothing_else_is() {
        let declared: Vec<(&str, Vec<&str>)> = DECLARED
            .iter()
            .map(|(name, fields)| (name.as_str(), fields.keys().map(String::as_str).collect()))
            .collect();
        let ours = [(ReceiptPage::NAME, ReceiptPage::FIELDS), (Log::NAME, Log::FIELDS)];
        let mut real: Vec<(&str, Vec<&str>)> =
            record::outputs::ALL.iter().chain(&ours).map(|(name, fields)| (*name, fields.to_vec())).collect();
        for (_, fields) in &mut real {
            fields.sort_unstable();
        }
        real.sort_unstable();
        assert_eq!(
            declared, real,
            "left: audience.toml, right: record::outputs and this crate; declare each field there"
        );
    }

    #[test]
    fn only_known_audiences_are_named() {
        let known = ["teller", "holder", "reviewer", "public"];
        for (output, fields) in DECLARED.iter() {
            for (field, audiences) in fields {
                assert!(audiences.iter().all(|word| known.contains(&word.as_str())), "{output}.{field}");
                assert!(audiences.is_sorted_by_key(|word| known.iter().position(|known| known == word)));
            }
        }
    }

    #[test]
    fn what_is_not_declared_nobody_may_see() {
        assert!(!may_see(Audience::Reviewer, "Duty", "no_such_field"));
        assert!(may_see(Audience::Reviewer, "Duty", "standing"));
        assert!(!may_see(Audience::Public, "Question", "children_certain"));
        assert!(!may_see(Audience::Teller, "WouldClimb", "post"));
    }

    #[test]
    fn neither_a_teller_nor_the_public_may_see_that_a_check_runs_or_a_matter_is_open() {
        use record::outputs::{InterferenceCheck, Matter, Partner, RepeatMissing, Reread};
        let hidden = [
            (InterferenceCheck::NAME, InterferenceCheck::FIELDS),
            (Reread::NAME, Reread::FIELDS),
            (Matter::NAME, Matter::FIELDS),
            (Partner::NAME, Partner::FIELDS),
            (RepeatMissing::NAME, RepeatMissing::FIELDS),
        ];
        for (output, fields) in hidden {
            for field in fields {
                for audience in [Audience::Teller, Audience::Public] {
                    assert!(!may_see(audience, output, field), "{output}.{field}");
                }
            }
        }
        // What a teller may see of a duty names no work that a check would have caused.
        for field in ["inputs", "remarks", "would_have_climbed"] {
            assert!(!may_see(Audience::Teller, "Duty", field), "{field}");
        }
    }

    #[test]
    fn a_receipt_is_for_its_teller_and_nobody_else() {
        for field in ReceiptPage::FIELDS {
            assert!(may_see(Audience::Teller, ReceiptPage::NAME, field), "{field}");
            for other in [Audience::Holder, Audience::Reviewer, Audience::Public] {
                assert!(!may_see(other, ReceiptPage::NAME, field), "{field}");
            }
        }
    }

    #[test]
    fn whatever_a_report_is_made_of_its_reviewer_may_see() {
        for (output, fields) in record::outputs::ALL.iter().chain(&[(Log::NAME, Log::FIELDS)]) {
            for field in *fields {
                assert!(may_see(Audience::Reviewer, output, field), "{output}.{field}");
            }
        }
    }
}
