//! `agency.toml`: whose files stand in a folder, and what each covers.
//!
//! Whatever is wrong in it is a finding with its line; the rest counts. Format: `docs/formats/agency_toml.md`.

mod glob;

use record::source::Completeness;
use record::{AgencyId, Code, Coverage, Day, FileId, Finding, FindingKind};
use smol_str::SmolStr;
use toml::de::{DeTable, DeValue};

use crate::nearest::hint;

/// What an `agency.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyToml {
    /// The agency's id: small letters, digits and hyphens.
    pub id: AgencyId,
    /// Its name, as people write it.
    pub name: String,
    /// Its kind: a code of `agency_kinds.csv`.
    pub kind: Code,
    /// What its files cover, in the order written.
    pub files: Vec<FileRule>,
}

/// What one or several files cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRule {
    /// Path below the folder of the `agency.toml`; `*` stands for any letters but `/`, `?` for one.
    pub path: String,
    /// First and last day covered.
    pub covers: Option<Coverage>,
    /// Full or partial.
    pub complete: Completeness,
}

impl AgencyToml {
    /// The first rule whose path fits.
    pub fn rule_for(&self, relative_path: &str) -> Option<&FileRule> {
        self.files.iter().find(|rule| glob::fits(&rule.path, relative_path))
    }
}

/// Reads an `agency.toml`. `fallback` is the id where the file gives none that can be used: its folder's name.
pub fn read(bytes: &[u8], file: FileId, fallback: &str) -> (AgencyToml, Vec<Finding>) {
    let mut reader = Reader { text: "", file, findings: Vec::new() };
    let mut toml = AgencyToml {
        id: AgencyId::new(fallback),
        name: fallback.to_owned(),
        kind: Code::new("other"),
        files: Vec::new(),
    };
    let Ok(text) = core::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) else {
        reader.skipped(0, "", "toml.encoding", "is not UTF-8 and was not read".into(), "save it as UTF-8");
        return (toml, reader.findings);
    };
    reader.text = text;
    match DeTable::parse(text) {
        Ok(table) => reader.whole(table.get_ref(), &mut toml),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            reader.skipped(at, "", "toml.syntax", "is not TOML from here on and was not read".into(), REMEDY);
        }
    }
    (toml, reader.findings)
}

const REMEDY: &str = "start from the template in docs/formats/templates/agency.toml";

struct Reader<'t> {
    text: &'t str,
    file: FileId,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn whole(&mut self, table: &DeTable<'_>, toml: &mut AgencyToml) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("agency", DeValue::Table(agency)) => self.agency(agency, toml),
                ("file", DeValue::Array(files)) => {
                    for file in files.iter() {
                        if let DeValue::Table(table) = file.get_ref() {
                            toml.files.extend(self.file_rule(table, file.span().start));
                        }
                    }
                }
                ("agency" | "file", _) => {
                    self.skipped(key.span().start, key.get_ref(), "toml.shape", "is not a table".into(), REMEDY);
                }
                (other, _) => self.unknown(key.span().start, other, &["agency", "file"]),
            }
        }
        if !table.keys().any(|key| key.get_ref() == "agency") {
            self.skipped(0, "agency", "toml.missing", "has no `[agency]`; the folder's name is used".into(), REMEDY);
        }
    }

    fn agency(&mut self, table: &DeTable<'_>, toml: &mut AgencyToml) {
        for (key, value) in table {
            let (at, name) = (key.span().start, key.get_ref().as_ref());
            match (name, value.get_ref()) {
                ("id", DeValue::String(id)) if usable(id) => toml.id = AgencyId::new(id.as_ref()),
                ("id", _) => {
                    let words = "is no id of small letters, digits and hyphens; the folder's name is used";
                    self.skipped(at, "id", "agency.id", words.into(), "write it like `westbrook-police`");
                }
                ("name", DeValue::String(text)) => toml.name = text.to_string(),
                ("kind", DeValue::String(kind)) => toml.kind = Code::new(kind.as_ref()),
                ("name" | "kind", _) => {
                    self.skipped(at, name, "toml.type", "is no text and was not read".into(), "put it into quotation marks");
                }
                (other, _) => self.unknown(at, other, &["id", "name", "kind"]),
            }
        }
    }

    fn file_rule(&mut self, table: &DeTable<'_>, at: usize) -> Option<FileRule> {
        let mut rule = FileRule { path: String::new(), covers: None, complete: Completeness::NotStated };
        for (key, value) in table {
            let (at, name) = (key.span().start, key.get_ref().as_ref());
            match (name, value.get_ref()) {
                ("path", DeValue::String(path)) => rule.path = path.replace('\\', "/"),
                ("complete", DeValue::Boolean(full)) => {
                    rule.complete = if *full { Completeness::Full } else { Completeness::Partial };
                }
                ("covers", value) => {
                    rule.covers = covers(value);
                    if rule.covers.is_none() {
                        let words = "is not a first and a last day, in this order; nothing counts as covered";
                        self.skipped(at, "covers", "agency.covers", words.into(), "write `[\"2019-04-01\", \"2020-03-31\"]`");
                    }
                }
                ("path" | "complete", _) => {
                    self.skipped(at, name, "toml.type", "has the wrong type and was not read".into(), REMEDY);
                }
                (other, _) => self.unknown(at, other, &["path", "covers", "complete"]),
            }
        }
        if rule.path.is_empty() {
            self.skipped(at, "path", "toml.missing", "this `[[file]]` names no path and was left out".into(), REMEDY);
            return None;
        }
        Some(rule)
    }

    fn unknown(&mut self, at: usize, key: &str, known: &[&str]) {
        let short: String = key.chars().take(40).collect();
        let words = format!("`{short}` is not known and was not read{}", hint(key, known.iter().copied()));
        self.skipped(at, &short, "toml.unknown_key", words, "mend the spelling or take it out");
    }

    fn skipped(&mut self, at: usize, field: &str, rule: &str, words: String, remedy: &str) {
        let before = self.text.get(..at).unwrap_or_default();
        self.findings.push(Finding {
            file: self.file,
            line: before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1,
            field: SmolStr::new(field),
            kind: FindingKind::Skipped,
            rule: Code::new(rule),
            words,
            remedy: remedy.to_owned(),
        });
    }
}

fn usable(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !id.is_empty() && id.len() <= 64 && id.bytes().all(plain)
}

/// Two days, as text or as TOML dates.
fn covers(value: &DeValue<'_>) -> Option<Coverage> {
    let DeValue::Array(days) = value else { return None };
    let day = |place: usize| match days.get(place)?.get_ref() {
        DeValue::String(text) => Day::parse_iso(text),
        DeValue::Datetime(date) => Day::parse_iso(&date.to_string()),
        _ => None,
    };
    let covers = Coverage { from: day(0)?, to: day(1)? };
    (days.len() == 2 && covers.from <= covers.to).then_some(covers)
}

#[cfg(test)]
mod tests {
    use super::read;
    use record::FileId;
    use record::source::Completeness;

    #[test]
    fn a_whole_file_reads() {
        let text = "[agency]\nid = \"westbrook-police\"\nname = \"Westbrook Police\"\nkind = \"police\"\n\n\
            [[file]]\npath = \"2019/*.csv\"\ncovers = [\"2019-04-01\", \"2020-03-31\"]\ncomplete = true\n";
        let (toml, findings) = read(text.as_bytes(), FileId(0), "folder");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!((toml.id.as_str(), toml.name.as_str(), toml.kind.as_str()), ("westbrook-police", "Westbrook Police", "police"));
        let rule = toml.rule_for("2019/concerns.csv").expect("a rule");
        assert_eq!(rule.complete, Completeness::Full);
        assert_eq!(rule.covers.expect("covers").to.to_string(), "2020-03-31");
        assert_eq!(toml.rule_for("2020/concerns.csv"), None);
    }

    #[test]
    fn a_typo_names_its_line_and_the_nearest_key() {
        let text = "[agency]\nid = \"police\"\nnmae = \"Police\"\n[[file]]\npath = \"a.csv\"\ncovres = []\n";
        let (toml, findings) = read(text.as_bytes(), FileId(0), "folder");
        assert_eq!(toml.id.as_str(), "police");
        let told: Vec<_> = findings.iter().map(|finding| (finding.line, finding.words.as_str())).collect();
        assert!(told[0].0 == 3 && told[0].1.contains("`name`"), "{told:?}");
        assert!(told[1].0 == 6 && told[1].1.contains("`covers`"), "{told:?}");
    }

    #[test]
    fn nonsense_falls_back_to_the_folders_name() {
        for text in ["[agency", "", "\u{0}", "id = 3", "[agency]\nid = \"Not Plain\"", "[[agency]]\nid = \"x\""] {
            let (toml, findings) = read(text.as_bytes(), FileId(0), "folder");
            assert_eq!(toml.id.as_str(), "folder", "{text}");
            assert!(!findings.is_empty(), "{text}");
        }
        assert_eq!(read(b"\xff\xfe", FileId(0), "folder").1.len(), 1);
    }
}
