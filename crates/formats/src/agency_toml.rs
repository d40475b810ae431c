//! `agency.toml`: whose the files beside it are, and what each covers.
//!
//! Documented in `docs/formats/agency_toml.md`. Whatever is wrong in it becomes a finding with its line, and the rest
//! is used: a typo must not make an agency's files nobody's.

mod glob;

use std::ops::Range;

use record::policy::Policy;
use record::source::Completeness;
use record::{AgencyId, Code, Coverage, Day, FileId, Finding, FindingKind};
use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::nearest::hint;
use crate::report::short;
use crate::values::is_agency_id;

/// Largest file, in bytes.
const BYTES: usize = 1024 * 1024;

/// Longest id, in bytes.
const ID_BYTES: usize = 64;

const REMEDY: &str = "see the template agency.toml";

/// What an `agency.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyToml {
    /// Whose the files are.
    pub id: AgencyId,
    /// The agency's name; its id where none is given.
    pub name: String,
    /// Its kind, a code of `agency_kinds.csv`; `other` where none is given.
    pub kind: Code,
    /// What is said of files, in order.
    pub files: Vec<FileRule>,
}

/// What is said of the files whose path fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRule {
    /// Path below the folder of the `agency.toml`; `*` and `?` stand for any characters, and one, but not for `/`.
    pub path: String,
    /// The days covered, both included.
    pub covers: Option<Coverage>,
    /// Whether every row of those days is there.
    pub complete: Completeness,
}

impl AgencyToml {
    /// The first rule that fits a path below the folder of the `agency.toml`.
    pub fn rule_for(&self, relative_path: &str) -> Option<&FileRule> {
        self.files.iter().find(|rule| glob::fits(&rule.path, relative_path))
    }

    /// A finding if the policy does not know the agency's kind.
    pub fn unknown_kind(&self, file: FileId, policy: &Policy) -> Option<Finding> {
        if policy.agency_kinds.contains_key(&self.kind) {
            return None;
        }
        let near = hint(self.kind.as_str(), policy.agency_kinds.keys().map(Code::as_str));
        Some(Finding {
            file,
            line: 0,
            field: SmolStr::new_static("kind"),
            kind: FindingKind::Doubtful,
            rule: Code::new("agency_toml.kind"),
            words: format!("the agency's kind is not known to the policy and was kept{near}"),
            remedy: "use a code of agency_kinds.csv".into(),
        })
    }
}

/// Reads an `agency.toml`. `fallback` is the agency's id where the file gives no usable one.
pub fn read(bytes: &[u8], file: FileId, fallback: &str) -> (AgencyToml, Vec<Finding>) {
    let text = String::from_utf8_lossy(bytes.get(..BYTES).unwrap_or(bytes));
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut reader = Reader { text, file, findings: Vec::new() };
    if std::str::from_utf8(bytes).is_err() {
        let words = "the file is not UTF-8; other letters were replaced".to_owned();
        reader.say(0..0, "", FindingKind::Repaired, "encoding", words);
    }
    if bytes.len() > BYTES {
        reader.say(
            0..0,
            "",
            FindingKind::Skipped,
            "size",
            "the file is larger than 1 MiB; what is behind was not read".into(),
        );
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        // The parser's message names what it expected and quotes nothing of the file.
        let words = format!("the line is no TOML: {}", short(&error.message().replace('\n', ", ")));
        reader.say(error.span().unwrap_or(0..0), "", FindingKind::Skipped, "syntax", words);
    }
    let mut toml = AgencyToml {
        id: AgencyId::new(fallback),
        name: String::new(),
        kind: Code::new("other"),
        files: Vec::new(),
    };
    reader.whole(table.get_ref(), &mut toml);
    if toml.name.is_empty() {
        toml.name = toml.id.to_string();
    }
    reader.findings.sort();
    (toml, reader.findings)
}

struct Reader<'t> {
    text: &'t str,
    file: FileId,
    findings: Vec<Finding>,
}

type Value<'v> = Spanned<DeValue<'v>>;

impl Reader<'_> {
    fn whole(&mut self, table: &DeTable<'_>, toml: &mut AgencyToml) {
        self.allow(table, &["agency", "file"]);
        match table.get("agency").map(|value| (value, value.get_ref())) {
            Some((_, DeValue::Table(agency))) => self.agency(agency, toml),
            Some((value, _)) => self.wrong(value.span(), "agency", "`agency` is no table; write `[agency]`"),
            None => self.wrong(0..0, "agency", "there is no `[agency]`; the folder's name is taken"),
        }
        match table.get("file").map(|value| (value, value.get_ref())) {
            None => {}
            Some((_, DeValue::Array(files))) => {
                for file in files.iter() {
                    match file.get_ref() {
                        DeValue::Table(rule) => toml.files.extend(self.rule(rule, file.span())),
                        _ => self.wrong(
                            file.span(),
                            "file",
                            "an entry of `file` is no table; write `[[file]]`",
                        ),
                    }
                }
            }
            // One file written with single brackets is clear enough.
            Some((value, DeValue::Table(rule))) => toml.files.extend(self.rule(rule, value.span())),
            Some((value, _)) => self.wrong(value.span(), "file", "`file` is no table; write `[[file]]`"),
        }
    }

    fn agency(&mut self, table: &DeTable<'_>, toml: &mut AgencyToml) {
        self.allow(table, &["id", "name", "kind"]);
        match self.text_of(table, "id") {
            Some((id, _)) if is_agency_id(&id) && id.len() <= ID_BYTES => toml.id = AgencyId::new(id),
            Some((_, span)) => {
                let words = "an id has only small letters, digits and hyphens; the folder's name is taken";
                self.wrong(span, "id", words);
            }
            None => self.wrong(0..0, "id", "there is no `id`; the folder's name is taken"),
        }
        if let Some((name, _)) = self.text_of(table, "name") {
            toml.name = name;
        }
        match self.text_of(table, "kind") {
            Some((kind, _)) if crate::codes::is_code(&kind) => toml.kind = Code::new(kind),
            Some((_, span)) => self.wrong(span, "kind", "the kind is no code and was read as `other`"),
            None => {}
        }
    }

    fn rule(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Option<FileRule> {
        self.allow(table, &["path", "covers", "complete"]);
        let Some((path, _)) = self.text_of(table, "path").filter(|(path, _)| !path.is_empty()) else {
            self.wrong(span, "path", "the entry has no `path` and was left out");
            return None;
        };
        let path = path.replace('\\', "/");
        let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
        let covers = table.get("covers").and_then(|value| self.covers(value));
        let complete = match table.get("complete").map(|value| (value, value.get_ref())) {
            None => Completeness::NotStated,
            Some((_, DeValue::Boolean(true))) => Completeness::Full,
            Some((_, DeValue::Boolean(false))) => Completeness::Partial,
            Some((value, _)) => {
                self.wrong(value.span(), "complete", "the value is neither true nor false and was left out");
                Completeness::NotStated
            }
        };
        if complete == Completeness::Full && covers.is_none() {
            self.wrong(span, "complete", "`complete` says nothing without `covers`");
        }
        Some(FileRule { path, covers, complete })
    }

    /// Two days. Exchanged if they stand the wrong way round.
    fn covers(&mut self, value: &Value<'_>) -> Option<Coverage> {
        let days: Vec<Option<Day>> = match value.get_ref() {
            DeValue::Array(days) => days.iter().map(|day| day_of(day.get_ref())).collect(),
            _ => Vec::new(),
        };
        let [Some(from), Some(to)] = days[..] else {
            let words = "the days covered were left out; write `covers = [\"2019-04-01\", \"2020-03-31\"]`";
            self.wrong(value.span(), "covers", words);
            return None;
        };
        if from > to {
            let words = "the last day stands before the first; the two were exchanged".to_owned();
            self.say(value.span(), "covers", FindingKind::Repaired, "covers", words);
        }
        Some(Coverage { from: from.min(to), to: from.max(to) })
    }

    /// A text and its place; nothing, with a finding, if the value is no text.
    fn text_of(&mut self, table: &DeTable<'_>, key: &'static str) -> Option<(String, Range<usize>)> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some((text.trim().to_owned(), value.span())),
            _ => {
                self.wrong(value.span(), key, "the value is no text in quotation marks and was left out");
                None
            }
        }
    }

    /// Names every key that is none of `known`, with the nearest.
    fn allow(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let words =
                    format!("the key `{}` is not known{}", short(name), hint(name, known.iter().copied()));
                self.say(key.span(), name, FindingKind::Skipped, "unknown_key", words);
            }
        }
    }

    fn wrong(&mut self, span: Range<usize>, field: &str, words: &str) {
        self.say(span, field, FindingKind::Skipped, field, words.to_owned());
    }

    fn say(&mut self, span: Range<usize>, field: &str, kind: FindingKind, rule: &str, words: String) {
        let before = self.text.as_bytes().get(..span.start).unwrap_or_default();
        let line =
            if span == (0..0) { 0 } else { before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1 };
        self.findings.push(Finding {
            file: self.file,
            line,
            field: SmolStr::new(short(field)),
            kind,
            rule: Code::new(format!("agency_toml.{rule}")),
            words,
            remedy: REMEDY.into(),
        });
    }
}

/// A day as text or as TOML writes dates.
fn day_of(value: &DeValue<'_>) -> Option<Day> {
    match value {
        DeValue::String(text) => Day::parse_iso(text.trim()),
        DeValue::Datetime(time) => Day::parse_iso(time.to_string().get(..10)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
