//! Reading a code of the policy from a cell: what is known, what is nearly known, and what is no code at all.

use std::collections::HashMap;

use record::Code;
use smol_str::SmolStr;

use crate::nearest::{hint, nearest};
use crate::read::Sink;
use crate::report::Report;

/// Stands in a coded field for text that is no code; the text itself belongs with the narrative.
pub(crate) const UNRECOGNISED: &str = "unrecognised";

/// Longest text that can be a code, in bytes.
const CODE_BYTES: usize = 40;
/// How many different cells are remembered for each set.
const REMEMBERED: usize = 4096;

/// One set of codes, such as the signs.
#[derive(Debug)]
pub(crate) struct CodeSet<'a> {
    /// What one of them is called: "sign".
    name: &'static str,
    known: Vec<&'a str>,
    remembered: HashMap<SmolStr, Reading<'a>>,
}

#[derive(Clone, Debug)]
enum Reading<'a> {
    Known(Code),
    Repaired(Code),
    Unknown(Code, Option<&'a str>),
    NoCode,
}

impl<'a> CodeSet<'a> {
    /// A set called `name` of these codes.
    pub(crate) fn new(name: &'static str, known: impl IntoIterator<Item = &'a str>) -> Self {
        Self { name, known: known.into_iter().collect(), remembered: HashMap::new() }
    }

    /// The code of a cell, with a finding unless it is known. `None`: the text is no code at all.
    pub(crate) fn read(&mut self, text: &str, at: Report, field: &str, sink: &mut dyn Sink) -> Option<Code> {
        let reading = self.look_up(text);
        match reading {
            Reading::Known(code) => Some(code),
            Reading::Repaired(code) => {
                let words = format!("the {} was read as `{code}`", self.name);
                at.repaired(
                    sink,
                    field,
                    "code.spelling",
                    words,
                    "write codes in small letters with underscores",
                );
                Some(code)
            }
            Reading::Unknown(code, near) => {
                let near = near.map_or_else(String::new, |near| format!("; nearest known: `{near}`"));
                let words =
                    format!("the {} is not known to the policy and was kept as it is{near}", self.name);
                at.doubtful(sink, field, "code.unknown", words, "use a code of the policy, or add it there");
                Some(code)
            }
            Reading::NoCode => {
                let near = hint(text, self.known.iter().copied());
                let words =
                    format!("text stands where a {} belongs; it is kept with the words{near}", self.name);
                at.doubtful(
                    sink,
                    field,
                    "code.text",
                    words,
                    "map the text to a code of the policy in the export",
                );
                None
            }
        }
    }

    fn look_up(&mut self, text: &str) -> Reading<'a> {
        if let Some(reading) = self.remembered.get(text) {
            return reading.clone();
        }
        let reading = self.classify(text);
        if self.remembered.len() < REMEMBERED && text.len() <= CODE_BYTES {
            self.remembered.insert(SmolStr::new(text), reading.clone());
        }
        reading
    }

    fn classify(&self, text: &str) -> Reading<'a> {
        if self.known.contains(&text) {
            return Reading::Known(Code::new(text));
        }
        let plain = text.to_lowercase().replace([' ', '-'], "_");
        if self.known.contains(&plain.as_str()) {
            return Reading::Repaired(Code::new(plain));
        }
        if !is_code(text) {
            return Reading::NoCode;
        }
        Reading::Unknown(Code::new(text), nearest(text, self.known.iter().copied()))
    }
}

/// Could this be a code? Names, numbers and sentences that slipped into a coded column must not pass for one, because
/// codes are shown in reports: one word that begins with a letter and has at most two digits.
pub(crate) fn is_code(text: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'#');
    text.len() <= CODE_BYTES
        && text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && text.bytes().all(letters)
        && text.bytes().filter(u8::is_ascii_digit).count() <= 2
}

#[cfg(test)]
mod tests {
    use super::{CodeSet, is_code};
    use crate::report::Report;
    use crate::report::kept::Kept;
    use record::FileId;

    fn read(text: &str) -> (Option<String>, Kept) {
        let mut kept = Kept::default();
        let mut set = CodeSet::new("sign", ["gifts", "missing_episode"]);
        let at = Report { file: FileId(1), line: 2 };
        let code = set.read(text, at, "signs", &mut kept).map(|code| code.to_string());
        (code, kept)
    }

    #[test]
    fn known_codes_pass_in_silence_and_others_with_the_nearest_known() {
        assert!(read("gifts").1.findings.is_empty());
        let (code, kept) = read("Missing Episode");
        assert_eq!((code.as_deref(), kept.rules()), (Some("missing_episode"), vec!["code.spelling"]));
        let (code, kept) = read("gift");
        assert_eq!((code.as_deref(), kept.rules()), (Some("gift"), vec!["code.unknown"]));
        assert!(kept.findings[0].words.contains("`gifts`"));
    }

    #[test]
    fn free_text_never_becomes_a_code_and_never_stands_in_a_finding() {
        for text in ["seen with Alma Reed", "07700 900123", "07700900123", "Sée", "a1b2c3"] {
            let (code, kept) = read(text);
            assert_eq!((code, kept.rules()), (None, vec!["code.text"]), "{text}");
            assert!(!kept.findings[0].words.contains(text));
        }
        assert!(is_code("under16_offence") && is_code("concern.told") && !is_code(""));
    }
}
