//! What a trace of the use of the rules says, and what may explain it in innocence. Counts alone, never words of an answer.

use record::Code;
use record::outputs::GamingTrace;

/// What was counted.
pub(crate) fn title(rule: &Code) -> &'static str {
    match rule.as_str() {
        "hollow_answers" => "Answers without reasons or with next to no words",
        "copied_answers" => "Answers with the same words in several concerns",
        "signing_pair" => "Answers countersigned by one and the same post",
        "hand_overs" => "Concerns handed over and back, or on and on",
        "unopened" => "Warnings left unopened while later ones were opened",
        "flood" => "Warnings from one agency within days, far more than usual",
        "tactical_naming" => "Holders of several posts named as persons of concern",
        _ => "A count of another kind",
    }
}

/// Out of what it was counted.
pub(crate) fn out_of(rule: &Code) -> &'static str {
    match rule.as_str() {
        "hollow_answers" => "answers of the post",
        "copied_answers" => "answers of the post that have words",
        "signing_pair" => "answers put to the second post",
        "hand_overs" => "concerns the post handed over",
        "unopened" => "warnings told to the post",
        "flood" => "usual in as many days",
        "tactical_naming" => "records that name them",
        _ => "looked at",
    }
}

/// What may explain it in innocence.
pub(crate) fn innocent(rule: &Code) -> &'static str {
    match rule.as_str() {
        "hollow_answers" => "reasons stand in another system, or were given by telephone",
        "copied_answers" => {
            "a standard sentence that the office must use, or one event that touched many children"
        }
        "signing_pair" => {
            "the two talk before the first one writes, or the agency has no other post that could sign"
        }
        "hand_overs" => "children who move, or a boundary between two services that nobody has settled",
        "unopened" => "opened on paper, or by a post that covered for this one",
        "flood" => "one event with many children, or a backlog sent at once",
        "tactical_naming" => {
            "it may be true of each of them, or they may be namesakes: look outside the agency"
        }
        _ => "ask the post",
    }
}

/// A remark in words.
pub(crate) fn remark(code: &Code) -> &'static str {
    match code.as_str() {
        "only_partner" => "no other post ever signed for it",
        "reciprocal" => "and the other way round",
        _ => "see the code",
    }
}

/// The share in words: "31 of 40 answers of the post", "45; usual in as many days: 3".
pub(crate) fn share(trace: &GamingTrace) -> String {
    let (counted, of, what) = (trace.counted, trace.of, out_of(&trace.rule));
    let mut words = match trace.rule.as_str() {
        "flood" => format!("{counted}; {what}: {of}"),
        "tactical_naming" => format!("{counted} posts; {what}: {of}"),
        _ => format!("{counted} of {of} {what}"),
    };
    if let Some(same_day) = trace.same_day {
        words.push_str(&format!("; {same_day} on the day of the answer"));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_trace_says_what_may_explain_it() {
        for rule in [
            "hollow_answers",
            "copied_answers",
            "signing_pair",
            "hand_overs",
            "unopened",
            "flood",
            "tactical_naming",
        ] {
            let rule = Code::new(rule);
            assert_ne!(title(&rule), title(&Code::new("")));
            assert_ne!(innocent(&rule), innocent(&Code::new("")));
            assert_ne!(out_of(&rule), out_of(&Code::new("")));
        }
    }
}
