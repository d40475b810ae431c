//! Codes in words. A code the policy does not know may be what its writer put into the wrong column, a name among them:
//! it is printed as it stands only with `--names`.

use std::borrow::Cow;

use record::Code;

use super::Labels;

/// Stands for a code the policy does not know.
pub const UNRECOGNISED: &str = "unrecognised";

/// Codes of candour's own that stand beside the codes of returns and in no list of the policy.
const OWN: [(&str, &str); 3] =
    [("child_fact", "died"), ("child_fact", "unaccompanied"), ("chronology_row", "author_note")];

impl Labels<'_> {
    /// An activity in plain words: "assessment authorised".
    pub fn activity<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.titled(code, self.policy.activities.get(code).map(|known| known.title.as_str()))
    }

    /// A sign in plain words.
    pub fn sign<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.titled(code, self.policy.signs.get(code).map(|known| known.title.as_str()))
    }

    /// A role in plain words.
    pub fn role<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.titled(code, self.policy.roles.get(code).map(|known| known.title.as_str()))
    }

    /// An outcome in plain words.
    pub fn outcome<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.titled(code, self.policy.outcomes.get(code).map(|known| known.title.as_str()))
    }

    /// Who told, in plain words.
    pub fn teller<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.titled(code, self.policy.tellers.get(code).map(|known| known.title.as_str()))
    }

    /// The title of a clock.
    pub fn clock<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        let rule = self.policy.clocks.iter().find(|rule| rule.id == *code);
        rule.map_or_else(|| self.words_of(code), |rule| Cow::Borrowed(&rule.title))
    }

    /// The reason of a step in plain words. Reasons are the outcomes of the policy.
    pub(super) fn reason<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.outcome(code)
    }

    /// A code of a return with its label: "closure reason RC8: case closed after assessment".
    pub fn code(&self, set: &Code, code: &Code) -> String {
        let label = self.policy.codes.get(&(set.clone(), code.clone())).map(|entry| entry.label.as_str());
        let own = OWN.contains(&(set.as_str(), code.as_str()));
        let (set, code) = (self.words_of(set), self.kept(code, label.is_some() || own));
        match label {
            Some(label) => format!("{set} {code}: {label}"),
            None => format!("{set} {code}"),
        }
    }

    /// The code of a sign as it stands.
    pub fn sign_code<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.kept(code, self.policy.signs.contains_key(code))
    }

    /// The codes of signs as they stand, with a bar between; one `unrecognised` for all that are not known.
    pub fn sign_codes(&self, codes: &[Code]) -> String {
        joined(codes.iter().map(|code| self.sign_code(code)))
    }

    /// The code of a role as it stands.
    pub fn role_code<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.kept(code, self.policy.roles.contains_key(code))
    }

    /// The code of an outcome as it stands.
    pub fn outcome_code<'b>(&'b self, code: &'b Code) -> Cow<'b, str> {
        self.kept(code, self.policy.outcomes.contains_key(code))
    }

    /// Codes of accounts, signs or outcomes, as they stand.
    pub fn account_codes(&self, codes: &[Code]) -> String {
        let known =
            |code: &Code| self.policy.signs.contains_key(code) || self.policy.outcomes.contains_key(code);
        joined(codes.iter().map(|code| self.kept(code, known(code))))
    }

    /// Signs in words, separated by commas.
    pub fn signs(&self, codes: &[Code]) -> String {
        let mut words: Vec<Cow<'_, str>> = Vec::new();
        for sign in codes.iter().map(|code| self.sign(code)) {
            if sign != UNRECOGNISED || !words.contains(&sign) {
                words.push(sign);
            }
        }
        words.join(", ")
    }

    pub(super) fn titled<'b>(&'b self, code: &'b Code, title: Option<&'b str>) -> Cow<'b, str> {
        match title {
            Some(title) => Cow::Borrowed(title),
            None if self.shows_unknown(code) => self.words_of(code),
            None => Cow::Borrowed(UNRECOGNISED),
        }
    }

    pub(crate) fn known_or_unrecognised<'b>(&self, code: &'b Code, known: bool) -> Cow<'b, str> {
        self.kept(code, known)
    }

    pub(super) fn kept<'b>(&self, code: &'b Code, known: bool) -> Cow<'b, str> {
        if known || self.shows_unknown(code) { self.safe(code) } else { Cow::Borrowed(UNRECOGNISED) }
    }

    /// An empty code says nothing, and with names everything stands as it was written.
    fn shows_unknown(&self, code: &Code) -> bool {
        self.mask.is_verbatim() || code.as_str().is_empty()
    }
}

/// With a bar between; `unrecognised` once.
fn joined<'b>(codes: impl Iterator<Item = Cow<'b, str>>) -> String {
    let mut kept: Vec<Cow<'b, str>> = Vec::new();
    for code in codes {
        if code != UNRECOGNISED || !kept.contains(&code) {
            kept.push(code);
        }
    }
    kept.join("|")
}
