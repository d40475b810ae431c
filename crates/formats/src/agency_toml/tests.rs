//! What an `agency.toml` promises.

use proptest::prelude::*;
use record::policy::Policy;
use record::source::Completeness;
use record::{Day, FileId};

use super::read;

fn findings(text: &str) -> Vec<(u32, String)> {
    let (_, findings) = read(text.as_bytes(), FileId(1), "fallback");
    findings.into_iter().map(|finding| (finding.line, finding.words)).collect()
}

#[test]
fn the_template_says_whose_files_and_which_days() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/templates/agency.toml");
    let (toml, findings) = read(&std::fs::read(path).expect("the template"), FileId(1), "fallback");
    assert_eq!(findings, []);
    assert_eq!(
        (toml.id.as_str(), toml.name.as_str(), toml.kind.as_str()),
        ("westbrook-police", "Westbrook Police", "police")
    );
    let rule = toml.rule_for("concerns-2019-a.csv").expect("a rule");
    assert_eq!(rule.covers.map(|days| days.to), Day::parse_iso("2020-03-31"));
    assert_eq!(rule.complete, Completeness::Full);
    assert_eq!(toml.rule_for("posts.csv").map(|rule| rule.complete), Some(Completeness::NotStated));
    assert_eq!(toml.rule_for("2019/posts.csv"), None);
    assert_eq!(toml.unknown_kind(FileId(1), &Policy::england()), None);
}

#[test]
fn a_typo_is_named_with_its_line_and_the_nearest_key_and_the_rest_is_used() {
    let text = "[agency]\nid = \"a-b\"\nnmae = \"A\"\n\n[[file]]\npath = \"x.csv\"\ncover = []\ncomplete = \"yes\"\n[[fil]]\n";
    assert_eq!(
        findings(text),
        [
            (3, "the key `nmae` is not known; nearest known: `name`".into()),
            (7, "the key `cover` is not known; nearest known: `covers`".into()),
            (8, "the value is neither true nor false and was left out".into()),
            (9, "the key `fil` is not known; nearest known: `file`".into()),
        ]
    );
    let (toml, _) = read(text.as_bytes(), FileId(1), "fallback");
    assert_eq!((toml.id.as_str(), toml.name.as_str(), toml.files.len()), ("a-b", "a-b", 1));
}

#[test]
fn an_id_that_is_none_leaves_the_folders_name() {
    let (toml, findings) =
        read(b"[agency]\nid = \"Westbrook Police\"\nkind = \"polcie\"\n", FileId(1), "westbrook");
    assert_eq!((toml.id.as_str(), findings.len(), findings[0].line), ("westbrook", 1, 2));
    let kind = toml.unknown_kind(FileId(1), &Policy::england()).expect("unknown");
    assert!(kind.words.ends_with("nearest known: `police`"), "{}", kind.words);
}

#[test]
fn broken_lines_and_days_are_said_and_never_stop_it() {
    let text = "[agency]\nid = \"a\"\nname = \n[[file]]\npath = \"x\"\ncovers = [\"2020-01-01\", 2019-01-01]\n\
                [[file]]\npath = \"y\"\ncovers = [\"soon\", \"2019-01-01\"]\n[[file]]\n[[file]]\npath = \"z\"\ncomplete = true\n";
    let said: Vec<u32> = findings(text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(said, [3, 6, 9, 10, 11]);
    let (toml, _) = read(text.as_bytes(), FileId(1), "fallback");
    let days = toml.rule_for("x").and_then(|rule| rule.covers).expect("exchanged");
    assert_eq!((days.from.to_string(), days.to.to_string()), ("2019-01-01".into(), "2020-01-01".into()));
    assert_eq!(toml.files.len(), 3);
}

#[test]
fn nothing_at_all_is_the_folders() {
    let (toml, findings) = read(b"", FileId(1), "harbour");
    assert_eq!((toml.id.as_str(), toml.name.as_str(), findings.len()), ("harbour", "harbour", 1));
}

#[test]
fn nonsense_falls_back_to_the_folders_name() {
    for text in ["[agency", "", "\u{0}", "id = 3", "[agency]\nid = \"Not Plain\"", "[[agency]]\nid = \"x\""] {
        let (toml, findings) = read(text.as_bytes(), FileId(0), "folder");
        assert_eq!(toml.id.as_str(), "folder", "{text}");
        assert!(!findings.is_empty(), "{text}");
    }
    let (toml, findings) = read(b"[agency]\nid = \"a\"\nname = \"Sch\xf6n\"\n", FileId(0), "folder");
    assert_eq!((toml.id.as_str(), findings.len()), ("a", 1));
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in "(\\[|\\]|agency|file|id|=|\"|\n|é|path|covers|\\{|\\}|\\.|2019-01-01){0,40}") {
        let _ = read(bytes.as_bytes(), FileId(1), "fallback");
    }
}
