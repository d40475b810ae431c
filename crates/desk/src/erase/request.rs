//! An erasure asked for in writing and signed by two posts with keys of their own: two typed names are not two signatures.
//!
//! ```text
//! candour erasure request v1
//! log westbrook.example/candour
//! child westbrook-police/K-204
//! entry 57:0
//! ground no_longer_needed
//! by westbrook-council/information-rights
//! second westbrook-police/information-rights
//!
//! — westbrook-council/information-rights …
//! — westbrook-police/information-rights …
//! ```
//!
//! A signed note (C2SP); each signature is an Ed25519 note signature whose key is named after its post.

use ledger::{Note, VerifierKey};
use record::{AgencyId, Code, PostId};

use super::Target;

const FIRST: &str = "candour erasure request v1";

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The log it is for: a request for one store is none for another.
    pub origin: String,
    /// Whom to erase.
    pub targets: Vec<Target>,
    /// The ground.
    pub ground: Code,
    /// The post that erases.
    pub by: PostId,
    /// The second post.
    pub second: PostId,
}

/// Why a request cannot be acted on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Not a signed note.
    #[error("the request: {0}")]
    Note(String),
    /// Not the text of a request.
    #[error("line {0} of the request is not as it must be; make it anew with `candour erase --ask FILE`")]
    Line(usize),
    /// A key of the list of signers does not read.
    #[error("line {line} of the list of signers: {problem}")]
    Signer {
        /// Which, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// A post has not signed.
    #[error(
        "`{0}` has not signed the request with a key on the list of signers; `candour sign FILE --key KEYFILE` does"
    )]
    NotSigned(PostId),
    /// Two posts with one key.
    #[error("both posts sign with one key, which is one signature; each post needs a key of its own")]
    OneKey,
}

impl Request {
    /// The text to sign.
    pub fn text(&self) -> String {
        let mut text = format!("{FIRST}\nlog {}\n", self.origin);
        for target in &self.targets {
            text.push_str(&match target {
                Target::Number(agency, number) => format!("child {agency}/{number}\n"),
                Target::Mention(at, place) => format!("entry {at}:{place}\n"),
                Target::Entry(at) => format!("entry {at}\n"),
            });
        }
        text.push_str(&format!("ground {}\nby {}\nsecond {}\n", self.ground, self.by, self.second));
        text
    }

    /// Reads a signed request and checks that both posts have signed it.
    ///
    /// `signers` holds a verifier key a line, named after its post; lines that begin with `#` are passed over.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn signed(bytes: &[u8], signers: &str) -> Result<Self, RequestError> {
        let note = Note::parse(bytes).map_err(|cause| RequestError::Note(cause.to_string()))?;
        let request = Self::parse(note.text())?;
        let keys = signer_keys(signers)?;
        let verified = note.verify(keys.iter()).map_err(|cause| RequestError::Note(cause.to_string()))?;
        let key_of = |post: &PostId| {
            let found = verified.iter().find(|one| one.key.name() == post.as_str());
            found.map(|one| one.key).ok_or_else(|| RequestError::NotSigned(post.clone()))
        };
        let (by, second) = (key_of(&request.by)?, key_of(&request.second)?);
        if by.bytes() == second.bytes() { Err(RequestError::OneKey) } else { Ok(request) }
    }

    fn parse(text: &str) -> Result<Self, RequestError> {
        let mut lines = text.lines().enumerate().map(|(n, line)| (n + 1, line)).peekable();
        if lines.next().is_none_or(|(_, line)| line != FIRST) {
            return Err(RequestError::Line(1));
        }
        let origin = named(&mut lines, "log")?;
        let mut targets = Vec::new();
        while let Some((n, line)) =
            lines.next_if(|(_, line)| line.starts_with("child ") || line.starts_with("entry "))
        {
            targets.push(target(line).ok_or(RequestError::Line(n))?);
        }
        let request = Self {
            origin,
            targets,
            ground: Code::new(named(&mut lines, "ground")?),
            by: PostId::new(named(&mut lines, "by")?),
            second: PostId::new(named(&mut lines, "second")?),
        };
        // What is not written back the same was not written by us.
        if request.text() == text { Ok(request) } else { Err(RequestError::Line(text.lines().count())) }
    }
}

/// The value of the next line, which must have this name.
fn named<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>, name: &str) -> Result<String, RequestError> {
    let (n, line) = lines.next().ok_or(RequestError::Line(0))?;
    let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
    value.map(str::to_owned).ok_or(RequestError::Line(n))
}

fn target(line: &str) -> Option<Target> {
    let (kind, rest) = line.split_once(' ')?;
    if kind == "child" {
        let (agency, number) = rest.split_once('/')?;
        return Some(Target::Number(AgencyId::new(agency), number.to_owned()));
    }
    match rest.split_once(':') {
        Some((at, place)) => Some(Target::Mention(at.parse().ok()?, place.parse().ok()?)),
        None => Some(Target::Entry(rest.parse().ok()?)),
    }
}

fn signer_keys(signers: &str) -> Result<Vec<VerifierKey>, RequestError> {
    signers
        .lines()
        .enumerate()
        .map(|(n, line)| (n + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, text)| {
            VerifierKey::parse(text)
                .map_err(|cause| RequestError::Signer { line, problem: cause.to_string() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use ledger::{Note, Signer};
    use record::{AgencyId, Code, PostId};

    use super::{Request, RequestError, Target};

    fn request() -> Request {
        Request {
            origin: "town.example/candour".into(),
            targets: vec![
                Target::Number(AgencyId::new("police"), "K/2 04".into()),
                Target::Mention(57, 0),
                Target::Entry(9),
            ],
            ground: Code::new("no_longer_needed"),
            by: PostId::new("council/records"),
            second: PostId::new("police/records"),
        }
    }

    fn signed(request: &Request, by: &[(&str, u8)]) -> (String, String) {
        let mut note = Note::new(request.text()).expect("a note");
        let mut signers = String::from("# who may sign\n");
        for (post, seed) in by {
            let signer = Signer::from_seed(post, &[*seed; 32]).expect("a signer");
            note.add(signer.sign(note.text())).expect("added");
            signers.push_str(&format!("{}\n", signer.verifier_key()));
        }
        (note.to_string(), signers)
    }

    #[test]
    fn two_posts_with_two_keys_sign() {
        let (note, signers) = signed(&request(), &[("council/records", 1), ("police/records", 2)]);
        assert_eq!(Request::signed(note.as_bytes(), &signers), Ok(request()));
    }

    #[test]
    fn one_signature_one_key_or_a_changed_text_is_refused() {
        let (note, signers) = signed(&request(), &[("council/records", 1)]);
        let missing = RequestError::NotSigned(PostId::new("police/records"));
        assert_eq!(Request::signed(note.as_bytes(), &signers), Err(missing));
        let (note, signers) = signed(&request(), &[("council/records", 1), ("police/records", 1)]);
        assert_eq!(Request::signed(note.as_bytes(), &signers), Err(RequestError::OneKey));
        let (note, signers) = signed(&request(), &[("council/records", 1), ("police/records", 2)]);
        let changed = note.replace("entry 9\n", "entry 8\n");
        assert!(matches!(Request::signed(changed.as_bytes(), &signers), Err(RequestError::Note(_))));
        assert!(Request::signed(note.as_bytes(), "").is_err(), "nobody is on the list of signers");
    }
}
