//! Checkpoints: which log, how large, which root. The text of the notes that a log signs.

use std::fmt;

use crate::hash::Hash;
use crate::{MAX_SIZE, text};

/// Why a text is not a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// A control character.
    #[error("the checkpoint holds a control character, such as a carriage return or a tab")]
    NotPlain,
    /// Fewer than three lines, or the last one is cut off.
    #[error("the checkpoint has three lines or more, each with a newline: origin, size, root")]
    Lines,
    /// No origin.
    #[error("the checkpoint's first line, the log's origin, is empty or holds a newline")]
    Origin,
    /// The size is not a decimal number.
    #[error(
        "the checkpoint's size is not a decimal number without sign and leading zeroes, at most {MAX_SIZE}"
    )]
    Size,
    /// The root is not 32 bytes in base64.
    #[error("the checkpoint's root is not base64 of 32 bytes")]
    Root,
    /// An extension line is empty.
    #[error("the checkpoint holds an empty line")]
    EmptyLine,
}

/// The state of a log at one size.
///
/// As text: three lines, `example.com/log`, `15`, `rKbDipCv…`, each with a newline.
///
/// # Source
/// C2SP tlog-checkpoint.
// INVARIANT: the text of a checkpoint can be read again; kept by `new` and `parse`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// A checkpoint without extension lines, which no monitor could check.
    ///
    /// # Errors
    /// [`CheckpointError::Origin`], [`CheckpointError::NotPlain`] or [`CheckpointError::Size`].
    pub fn new(origin: impl Into<String>, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        let origin = origin.into();
        if origin.is_empty() || origin.contains('\n') {
            return Err(CheckpointError::Origin);
        }
        text::plain(origin.as_bytes()).ok_or(CheckpointError::NotPlain)?;
        if size > MAX_SIZE {
            return Err(CheckpointError::Size);
        }
        Ok(Self { origin, size, root, extensions: Vec::new() })
    }

    /// Reads the text of a note as a checkpoint.
    ///
    /// That the root of an empty tree is the right one is not checked here: whoever judges the checkpoint does.
    ///
    /// # Errors
    /// [`CheckpointError`]: the text is not exactly what `Display` writes.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut rest = text::plain(text.as_bytes()).ok_or(CheckpointError::NotPlain)?;
        let mut line = || text::next_line(&mut rest).ok_or(CheckpointError::Lines);
        let (origin, size, root) = (line()?, line()?, line()?);
        let size = text::size(size).ok_or(CheckpointError::Size)?;
        let root = Hash::from_base64(root).ok_or(CheckpointError::Root)?;
        let mut checkpoint = Self::new(origin, size, root)?;
        while let Some(extension) = text::next_line(&mut rest) {
            if extension.is_empty() {
                return Err(CheckpointError::EmptyLine);
            }
            checkpoint.extensions.push(extension.to_owned());
        }
        if rest.is_empty() { Ok(checkpoint) } else { Err(CheckpointError::Lines) }
    }

    /// The log's identity. Its key's name should be the same.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The number of entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root hash at that size.
    pub fn root(&self) -> Hash {
        self.root
    }

    /// Further lines, which nobody can check and which say nothing here.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

impl fmt::Display for Checkpoint {
    /// The text to sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            format!("example.com/behind-the-sofa\n20852163\n{ROOT}\n"),
            format!("a name with spaces + plus — Ω\n0\n{ROOT}\n"),
            format!("a\n9223372036854775808\n{ROOT}\nan extension\n \n"),
        ] {
            assert_eq!(Checkpoint::parse(&text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_exactly_a_checkpoint_is_refused() {
        use CheckpointError::{EmptyLine, Lines, NotPlain, Origin, Root, Size};
        for (wrong, why) in [
            (String::new(), Lines),
            ("a\n".into(), Lines),
            (format!("a\n1\n{ROOT}"), Lines),
            (format!("\n1\n{ROOT}\n"), Origin),
            (format!("a\n\n{ROOT}\n"), Size),
            (format!("a\n01\n{ROOT}\n"), Size),
            (format!("a\n+1\n{ROOT}\n"), Size),
            (format!("a\n-1\n{ROOT}\n"), Size),
            (format!("a\n1 \n{ROOT}\n"), Size),
            (format!("a\n9223372036854775809\n{ROOT}\n"), Size),
            (format!("a\n18446744073709551617\n{ROOT}\n"), Size),
            (format!("a\n1\n{}\n", &ROOT[..43]), Root),
            (format!("a\n1\n {ROOT}\n"), Root),
            (format!("a\n1\n{ROOT} \n"), Root),
            ("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n".into(), Root),
            (format!("a\n1\n{ROOT}\n\n"), EmptyLine),
            (format!("a\n1\n{ROOT}\nx\n\ny\n"), EmptyLine),
            (format!("a\n1\n{ROOT}\nx"), Lines),
            (format!("a\r\n1\r\n{ROOT}\r\n"), NotPlain),
            (format!("a\t\n1\n{ROOT}\n"), NotPlain),
        ] {
            assert_eq!(Checkpoint::parse(&wrong), Err(why), "{wrong:?}");
        }
        assert_eq!(Checkpoint::new("a\nb", 1, Hash::EMPTY_TREE), Err(Origin));
    }
}
