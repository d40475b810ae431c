//! Reading a policy, line by line, with what is wrong and what would be right.

use std::collections::BTreeMap;

use super::quorum::{Member, Quorum};
use super::{Log, TrustPolicy, Witness};
use crate::text;
use crate::verifier_key::{KeyError, KeyType, VerifierKey};

/// More logs, witnesses or groups than this (of each) are refused. The specification asks for 32.
const MOST: usize = 256;
/// Longer policies are refused, in bytes.
const LONGEST: usize = 1_000_000;

/// What is wrong with a policy, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the trust policy: {wrong}")]
pub struct PolicyError {
    /// The line, from 1; where something is missing, the line after the last.
    pub line: usize,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong with a line of a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The file is too long.
    #[error("the policy has more than {LONGEST} bytes")]
    TooLong,
    /// A control character.
    #[error("a control character other than tab; save the file with line feeds only")]
    Control,
    /// The last line does not end in a newline.
    #[error("the line does not end in a newline; add one, or get the whole file")]
    CutOff,
    /// Not a kind of line.
    #[error("`{0}` is no kind of line; lines begin with `log`, `witness`, `group`, `quorum` or `#`")]
    Kind(String),
    /// Too few or too many words.
    #[error("write `{0}`")]
    Form(&'static str),
    /// Not a verifier key.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// A key of a type that cannot stand here.
    #[error("key `{0}` signs notes, not cosignatures; a witness's key has type 0x04 or 0x06")]
    NotACosigner(String),
    /// The same key twice.
    #[error("key `{0}` stands on an earlier line already; remove one of the two")]
    SameKey(String),
    /// A name twice.
    #[error("`{0}` is the name of a witness or group already; choose another")]
    SameName(String),
    /// The name that is taken for nobody.
    #[error("`none` means nobody, and only on the line `quorum none`; choose another name")]
    NameNone,
    /// A name that no line above defines.
    #[error("`{0}` is not the name of a witness or group on a line above")]
    Unknown(String),
    /// A member of two groups.
    #[error("`{0}` is a member of a group already; a name can count in one place only")]
    MemberTwice(String),
    /// Not a number of members.
    #[error("`{0}` is not `any`, `all` or a number from 1 to the number of members, `{1}`")]
    Threshold(String, usize),
    /// Too many lines of one kind.
    #[error("more than {MOST} lines of one kind")]
    TooMany,
    /// Two quorum lines.
    #[error("a second line `quorum`; keep one")]
    SecondQuorum,
    /// No quorum line.
    #[error("no line `quorum` in the file; add `quorum NAME`, or `quorum none` to ask for no witness")]
    NoQuorum,
}

pub(super) fn policy(bytes: &[u8]) -> Result<TrustPolicy, PolicyError> {
    let mut draft = Draft::default();
    if bytes.len() > LONGEST {
        return Err(PolicyError { line: 1, wrong: Wrong::TooLong });
    }
    let mut number = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        number += 1;
        read_line(&mut draft, line).map_err(|wrong| PolicyError { line: number, wrong })?;
    }
    let quorum = draft.quorum.ok_or(PolicyError { line: number + 1, wrong: Wrong::NoQuorum })?;
    Ok(TrustPolicy { logs: draft.logs, witnesses: draft.witnesses, quorum })
}

/// The policy as far as it is read. Names are opaque bytes: two spellings of a letter are two names.
#[derive(Default)]
struct Draft {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: usize,
    names: BTreeMap<Vec<u8>, Named>,
    quorum: Option<Quorum>,
}

struct Named {
    member: Member,
    in_a_group: bool,
}

fn read_line(draft: &mut Draft, line: &[u8]) -> Result<(), Wrong> {
    let line = line.strip_suffix(b"\n").ok_or(Wrong::CutOff)?;
    if line.iter().any(|byte| matches!(byte, 0..=8 | 10..=31 | 127)) {
        return Err(Wrong::Control);
    }
    let words: Vec<&[u8]> =
        line.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty()).collect();
    let Some((kind, words)) = words.split_first() else {
        return Ok(());
    };
    match (*kind, words) {
        ([b'#', ..], _) => Ok(()),
        (b"log", [key]) => draft.log(key, None),
        (b"log", [key, url]) => draft.log(key, Some(shown(url))),
        (b"log", _) => Err(Wrong::Form("log VKEY [URL]")),
        (b"witness", [name, key]) => draft.witness(name, key, None),
        (b"witness", [name, key, url]) => draft.witness(name, key, Some(shown(url))),
        (b"witness", _) => Err(Wrong::Form("witness NAME VKEY [URL]")),
        (b"group", [name, threshold, members @ ..]) if !members.is_empty() => {
            draft.group(name, threshold, members)
        }
        (b"group", _) => Err(Wrong::Form("group NAME all|any|NUMBER MEMBER...")),
        (b"quorum", [name]) => draft.quorum(name),
        (b"quorum", _) => Err(Wrong::Form("quorum NAME|none")),
        (other, _) => Err(Wrong::Kind(shown(other))),
    }
}

impl Draft {
    fn log(&mut self, key: &[u8], url: Option<String>) -> Result<(), Wrong> {
        room(self.logs.len())?;
        let key = vkey(key)?;
        once(&key, self.logs.iter().map(|log| &log.key))?;
        self.logs.push(Log { key, url });
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: Option<String>) -> Result<(), Wrong> {
        room(self.witnesses.len())?;
        let key = vkey(key)?;
        if key.key_type() == KeyType::Ed25519 {
            return Err(Wrong::NotACosigner(key.name().to_owned()));
        }
        once(&key, self.witnesses.iter().map(|witness| &witness.key))?;
        self.define(name, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push(Witness { name: shown(name), key, url });
        Ok(())
    }

    fn group(&mut self, name: &[u8], threshold: &[u8], names: &[&[u8]]) -> Result<(), Wrong> {
        room(self.groups)?;
        self.groups += 1;
        let all = names.len();
        let k = match threshold {
            b"all" => Some(all),
            b"any" => Some(1),
            number => std::str::from_utf8(number)
                .ok()
                .and_then(|k| text::decimal(k, all as u64))
                .map(|k| k as usize),
        };
        let k = k.filter(|k| *k >= 1).ok_or_else(|| Wrong::Threshold(shown(threshold), all))?;
        let mut members = Vec::with_capacity(all);
        for name in names {
            let named = find(&mut self.names, name)?;
            if named.in_a_group {
                return Err(Wrong::MemberTwice(shown(name)));
            }
            named.in_a_group = true;
            members.push(named.member.clone());
        }
        self.define(name, Member::Group { k, members })
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), Wrong> {
        if self.quorum.is_some() {
            return Err(Wrong::SecondQuorum);
        }
        self.quorum = Some(match name {
            b"none" => Quorum::None,
            name => Quorum::Of(find(&mut self.names, name)?.member.clone()),
        });
        Ok(())
    }

    fn define(&mut self, name: &[u8], member: Member) -> Result<(), Wrong> {
        if name == b"none" {
            return Err(Wrong::NameNone);
        }
        if self.names.contains_key(name) {
            return Err(Wrong::SameName(shown(name)));
        }
        self.names.insert(name.to_owned(), Named { member, in_a_group: false });
        Ok(())
    }
}

fn find<'a>(names: &'a mut BTreeMap<Vec<u8>, Named>, name: &[u8]) -> Result<&'a mut Named, Wrong> {
    match names.get_mut(name) {
        _ if name == b"none" => Err(Wrong::NameNone),
        Some(named) => Ok(named),
        None => Err(Wrong::Unknown(shown(name))),
    }
}

fn room(so_far: usize) -> Result<(), Wrong> {
    if so_far < MOST { Ok(()) } else { Err(Wrong::TooMany) }
}

fn vkey(word: &[u8]) -> Result<VerifierKey, Wrong> {
    Ok(VerifierKey::parse(std::str::from_utf8(word).map_err(|_| KeyError::Form)?)?)
}

/// A key counts once, whatever names it goes by.
fn once<'a>(key: &VerifierKey, mut earlier: impl Iterator<Item = &'a VerifierKey>) -> Result<(), Wrong> {
    let same = |other: &VerifierKey| {
        other.bytes() == key.bytes() || (other.id() == key.id() && other.name() == key.name())
    };
    if earlier.any(same) { Err(Wrong::SameKey(key.name().to_owned())) } else { Ok(()) }
}

fn shown(word: &[u8]) -> String {
    String::from_utf8_lossy(word).into_owned()
}
