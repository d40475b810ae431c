//! What a change to the rules says, in one sentence, and what of it holds.

use record::event::RuleChanged;
use record::outputs::{RefusalRule, RuleChange};
use record::policy::Threshold;
use record::{Code, Rank};

use crate::label::Labels;

/// A rule, as a file or a folder names it.
struct Rule<'a> {
    file: &'a Code,
    rule: &'a Code,
    sign: Option<&'a Code>,
    clock: Option<&'a Code>,
    rank: Option<Rank>,
    before: Option<&'a (i32, Code)>,
    after: Option<&'a (i32, Code)>,
}

/// The sentence of a recorded row, without a full stop: which rule, from what to what, from when.
pub(crate) fn recorded(labels: &Labels<'_>, change: &RuleChanged) -> String {
    let rule = Rule {
        file: &change.file,
        rule: &change.rule,
        sign: change.sign.as_ref(),
        clock: change.clock.as_ref(),
        rank: change.rank,
        before: change.before.as_ref(),
        after: change.after.as_ref(),
    };
    if !change.unreadable.is_empty() {
        let columns: Vec<&str> = change.unreadable.iter().map(Code::as_str).collect();
        return format!("{}, of which `{}` cannot be read", subject(labels, &rule), columns.join("`, `"));
    }
    sentence(labels, &rule)
}

/// The same of a change in a report.
pub(crate) fn change(labels: &Labels<'_>, change: &RuleChange) -> String {
    let rule = Rule {
        file: &change.file,
        rule: &change.rule,
        sign: change.sign.as_ref(),
        clock: change.clock.as_ref(),
        rank: change.rank,
        before: change.before.as_ref(),
        after: change.after.as_ref(),
    };
    if change.refused.contains(&RefusalRule::RuleChangeUnreadable) {
        return format!("{}, of which something cannot be read or is unknown", subject(labels, &rule));
    }
    sentence(labels, &rule)
}

fn sentence(labels: &Labels<'_>, rule: &Rule<'_>) -> String {
    let subject = subject(labels, rule);
    match (rule.before, rule.after) {
        (Some(before), Some(after)) => format!("{subject}: from {} to {}", says(before), says(after)),
        (None, Some(after)) => format!("{subject}: added, {}", says(after)),
        (Some(before), None) => format!("{subject}: removed; it was {}", says(before)),
        (None, None) => format!("{subject}: no rule before and none afterwards"),
    }
}

fn subject(labels: &Labels<'_>, rule: &Rule<'_>) -> String {
    let name = labels.rule_name(rule.file, rule.rule);
    let mut words = match rule.file.as_str() {
        "clocks.csv" => format!("limit “{}” ({name})", labels.clock(rule.rule)),
        "ladders.csv" => format!("ladder {name}"),
        _ => format!("threshold {name}"),
    };
    if let Some(sign) = rule.sign {
        words.push_str(&format!(", where the sign “{}” is recorded", labels.sign(sign)));
    }
    if let Some(clock) = rule.clock {
        words.push_str(&format!(", for “{}” alone", labels.clock(clock)));
    }
    match (rule.rank, rule.file.as_str()) {
        (Some(rank), "ladders.csv") => words.push_str(&format!(", the rung that reaches rank {rank}")),
        (Some(rank), _) => words.push_str(&format!(", for posts of rank {rank}")),
        (None, _) => {}
    }
    words
}

/// `5 working days`, `immediate`, `3`.
pub(crate) fn says((amount, unit): &(i32, Code)) -> String {
    let plural = if *amount == 1 { "" } else { "s" };
    match unit.as_str() {
        "" => amount.to_string(),
        "immediate" => "at once".to_owned(),
        "as_soon_as_practicable" => "as soon as practicable".to_owned(),
        unit => format!("{amount} {}{plural}", unit.replace('_', " ")),
    }
}

/// What it does to the rule.
pub(crate) fn effect(change: &RuleChange) -> &'static str {
    match change.effect.as_str() {
        "tightens" => "stricter",
        "loosens" => "looser",
        "either" => "stricter on some days, looser on others",
        "nothing" => "the rule stays as it is",
        _ => "nobody can tell",
    }
}

/// What of it holds.
pub(crate) fn holds(change: &RuleChange) -> String {
    let from = change.from.map_or_else(|| "always".to_owned(), |day| format!("from {day}"));
    let strict = || format!("what is stricter holds {from}");
    let loose = || match change.loosens_after {
        Some(after) => format!(
            "what is looser holds for duties that start after {after}; a duty that was open keeps its day"
        ),
        None => "what is looser is not obeyed: the stricter rule stays".to_owned(),
    };
    match change.effect.as_str() {
        "tightens" => format!("it holds {from}"),
        "loosens" => loose(),
        "either" => format!("{}; {}", strict(), loose()),
        "nothing" => "it changes nothing".to_owned(),
        _ => "it changes nothing until it can be read".to_owned(),
    }
}

/// A remark in words.
pub(crate) fn remark(code: &Code) -> &'static str {
    match code.as_str() {
        "back_dated" => "said to be in force from a day before it was adopted",
        "no_duty_runs_on_it" => "no duty that candour counts runs on it",
        _ => "see the code",
    }
}

impl Labels<'_> {
    /// The name of a rule as the policy file has it; one that no policy knows may be what its writer put into the wrong column.
    pub(crate) fn rule_name<'b>(&'b self, file: &Code, rule: &'b Code) -> std::borrow::Cow<'b, str> {
        let known = match file.as_str() {
            "clocks.csv" => self.policy().clocks.iter().any(|row| row.id == *rule),
            "ladders.csv" => self.policy().ladders.iter().any(|row| row.ladder == *rule),
            file => Threshold::named(file, rule.as_str()).is_some(),
        };
        self.known_or_unrecognised(rule, known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_effect_and_remark_has_words() {
        let words = ["tightens", "loosens", "either", "nothing", "cannot_tell"];
        let change = |effect: &str| RuleChange {
            event: None,
            file: Code::new("clocks.csv"),
            rule: Code::new("concern_answer"),
            sign: None,
            clock: None,
            rank: None,
            before: None,
            after: None,
            from: None,
            adopted: record::Claimed::UNKNOWN,
            post: None,
            second: None,
            effect: Code::new(effect),
            loosens_after: None,
            refused: Vec::new(),
            open_then: 0,
            would_have_lengthened: None,
            remarks: Vec::new(),
        };
        let mut said: Vec<String> = words.iter().map(|word| effect(&change(word)).to_owned()).collect();
        said.extend(words.iter().map(|word| holds(&change(word))));
        said.sort();
        said.dedup();
        assert_eq!(said.len(), 2 * words.len());
        for code in ["back_dated", "no_duty_runs_on_it"] {
            assert_ne!(remark(&Code::new(code)), remark(&Code::new("")));
        }
        assert_eq!(says(&(1, Code::new("working_day"))), "1 working day");
        assert_eq!(says(&(10, Code::new("working_day"))), "10 working days");
    }
}
