//! What a recorded row says besides, in plain words: "identified: 57", "ground: data protection".

use std::borrow::Cow;

use record::Code;

use super::Labels;
use super::codes::UNRECOGNISED;

impl Labels<'_> {
    /// A particular of an activity in words; `None` if the set is none of a concern file's columns.
    pub(super) fn particular(&self, activity: &Code, column: &Code, code: &Code) -> Option<String> {
        let words = match column.as_str() {
            "minute" => match code.as_str() {
                "sealed" => "with a sealed minute".to_owned(),
                "none" => "without a minute".to_owned(),
                _ => format!("minute: {UNRECOGNISED}"),
            },
            "confidential" => match code.as_str() {
                "yes" => "marked confidential".to_owned(),
                _ => "not marked confidential".to_owned(),
            },
            "decisions" | "identified" | "pursued" | "left" => format!("{column}: {}", number(code)),
            "until" => format!("until {}", self.safe(code)),
            "scope" => format!("what: {}", self.reason_of("scope", code)),
            "reason" => match activity.as_str().starts_with("power.") {
                true => format!("why: {}", self.reason_of("power_reason", code)),
                false => format!("ground: {}", self.reason_of("sharing_ground", code)),
            },
            "code" => match activity.as_str() {
                "supervision.held" => format!("asked: {}", self.reason_of("asked", code)),
                "teller.told_outcome" => self.reason_of("manner", code).into_owned(),
                other if other.starts_with("power.") => self.power(code).into_owned(),
                _ => format!("code {}", self.own_code(code)),
            },
            _ => return None,
        };
        Some(words)
    }

    /// A reason, ground, scope or question of `reasons.csv` in plain words.
    pub fn reason_of<'b>(&'b self, set: &str, code: &'b Code) -> Cow<'b, str> {
        let known = self.policy.reasons.get(&(Code::new(set), code.clone()));
        self.titled(code, known.map(|known| known.title.as_str()))
    }

    /// A power in plain words.
    pub fn power<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.titled(code, self.policy.powers.get(code).map(|known| known.title.as_str()))
    }

    /// A code of the source's own, of a recommendation or an operation: only with names, for it may hold one.
    pub fn own_code<'b>(&self, code: &'b Code) -> Cow<'b, str> {
        self.kept(code, false)
    }
}

fn number(code: &Code) -> &str {
    if code.as_str().bytes().all(|byte| byte.is_ascii_digit()) { code.as_str() } else { UNRECOGNISED }
}
