//! Every closing code has one plain sentence of what it does to a duty, and does just that.

mod support;

use answered::{ClosingEffect, closing_effect, closing_sentence};
use record::outputs::Standing;
use record::policy::Policy;
use record::{Body, Code};
use support::{Files, answers, duty_of, on, tells};

/// Every closing code: those of closing a case, of ceasing care while missing, of deciding not to act, of answering.
fn codes(policy: &Policy) -> Vec<(&'static str, Code, String)> {
    let set = |set: &'static str| {
        let all = policy.codes.iter().filter(move |((of, _), _)| of.as_str() == set);
        all.map(move |((_, code), known)| (set, code.clone(), known.label.to_string()))
    };
    let activity =
        |code: &str| ("activity", Code::new(code), policy.activities[&Code::new(code)].title.to_string());
    let mut all: Vec<_> = set("closure_reason").collect();
    all.extend(set("la903_ceased").filter(|(_, code, _)| code.as_str() == "E8"));
    all.extend(["referral.no_further_action", "icpc.not_required", "concern.withdrawn"].map(activity));
    all.extend(
        policy.outcomes.values().map(|known| ("outcome", known.code.clone(), known.title.to_string())),
    );
    all
}

/// The duty after an answer with this outcome, with or without reasons.
fn answered(outcome: &Code, reasons: bool, signs: &[&str]) -> Standing {
    let mut told = tells("police/desk");
    told.signs = signs.iter().map(Code::new).collect();
    let mut files = Files::default();
    files.police().told("police", on("2019-04-01"), told);
    files.answered("police/desk", on("2019-04-02"), answers(outcome.as_str(), reasons));
    duty_of(&files.as_of("2019-12-31"), "police/desk").standing
}

/// The duty after an entry of a return with this code.
fn recorded(set: &str, code: &Code) -> Standing {
    let mut files = Files::default();
    files.police().told("police", on("2019-04-01"), tells("police/desk"));
    files.recorded(
        "police/desk",
        on("2019-04-02"),
        if set == "activity" { code.as_str() } else { "cin.ceased" },
        &[],
    );
    let Some(Body::Recorded(entry)) = files.events.last_mut().map(|event| &mut event.body) else {
        unreachable!("the last is a record");
    };
    entry.codes = vec![(Code::new(set), code.clone())];
    duty_of(&files.as_of("2019-12-31"), "police/desk").standing
}

#[test]
fn each_closing_code_does_what_its_sentence_says() {
    use ClosingEffect as E;
    let policy = Policy::england();
    for (set, code, _) in codes(&policy) {
        let effect = closing_effect(&policy, set, &code);
        let Some(effect) = effect else {
            panic!("`{code}` of `{set}` has no sentence: add it to closing_rules.csv")
        };
        if set != "outcome" {
            assert!(
                matches!(
                    effect,
                    E::ClosesACase | E::WaitsForReceiver | E::NeverEnds | E::NoActionWithoutReasons
                ),
                "{set} {code}"
            );
            assert_eq!(recorded(set, &code), Standing::Open, "{set} {code}");
            continue;
        }
        let (with, without) = (answered(&code, true, &[]), answered(&code, false, &[]));
        let signed = answered(&code, true, &["exploitation"]);
        let wanted = match effect {
            E::Ends => [Standing::Answered; 3],
            E::EndsWithReasons => {
                [Standing::Answered, Standing::DecidedWithoutReasons, Standing::DecidedWithoutReasons]
            }
            E::Moves => [Standing::Answered, Standing::DecidedWithoutReasons, Standing::Answered],
            _ => [Standing::AnsweredNotInSubstance; 3],
        };
        assert_eq!([with, without, signed], wanted, "{code}: {effect:?}");
    }
}

#[test]
fn no_action_in_any_words_wants_a_second_post_where_a_sign_was_recorded() {
    let policy = Policy::england();
    for code in ["no_action", "information_and_advice", "s47_no_further_action"] {
        let sentence = closing_sentence(&policy, "outcome", &Code::new(code)).expect("a sentence");
        assert!(
            sentence.contains("reasons") && sentence.contains("second post of another agency"),
            "{sentence}"
        );
    }
}

#[test]
fn a_code_nobody_closes_by_has_no_sentence() {
    let policy = Policy::england();
    assert_eq!(closing_sentence(&policy, "primary_need", &Code::new("N1")), None);
    assert_eq!(closing_sentence(&policy, "outcome", &Code::new("a_word_of_nobody")), None);
}

#[test]
fn the_document_lists_every_closing_code_with_its_sentence() {
    let document =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/method/answered.md"));
    let document = document.expect("docs/method/answered.md");
    let policy = Policy::england();
    let missing: Vec<String> = (codes(&policy).into_iter())
        .map(|(set, code, label)| {
            let sentence = closing_sentence(&policy, set, &code).unwrap_or_default();
            format!("| `{set}` | `{code}` | {label} | {sentence} |")
        })
        .filter(|line| !document.contains(line))
        .collect();
    assert!(missing.is_empty(), "docs/method/answered.md lacks these lines:\n{}", missing.join("\n"));
}
