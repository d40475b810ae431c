//! What a teller was given: one line, and how it is checked by itself.

use desk::Receipt;
use ledger::hash::Hash;
use ledger::opening::Opening;
use ledger::{Checkpoint, TlogProof, VerifierKey};
use told::statement::Statement;
use told::words::Words;

/// A receipt as it was acknowledged.
#[derive(Clone, Debug)]
pub(crate) struct Acknowledged {
    /// The submission it answers.
    pub(crate) submission: String,
    /// Its words to remember.
    pub(crate) words: Words,
    /// Its index in the log.
    pub(crate) index: u64,
    /// The entry that its opening gives.
    pub(crate) entry: Vec<u8>,
    /// Size and root of its own checkpoint.
    pub(crate) size: u64,
    pub(crate) root: Hash,
    /// What it says.
    pub(crate) statement: Statement,
}

impl Acknowledged {
    /// The line that acknowledges a receipt: submission, `new` or `again`, words, and the receipt's text with `\n` for
    /// its line ends.
    pub(crate) fn line(submission: &str, receipt: &Receipt) -> String {
        let words = receipt.words.as_ref().map(Words::to_string).unwrap_or_default().replace(' ', "-");
        let told = if receipt.repeated { "again" } else { "new" };
        format!("{submission} {told} {words} {}\n", receipt.proof.to_string().replace('\n', "\\n"))
    }

    /// Reads a line and verifies the receipt against its own checkpoint.
    ///
    /// # Errors
    /// What does not hold.
    pub(crate) fn read(line: &str, key: &VerifierKey) -> Result<Self, String> {
        let mut parts = line.splitn(4, ' ');
        let mut next = || parts.next().ok_or("the line is cut off".to_owned());
        let (submission, _, words, text) = (next()?.to_owned(), next()?, next()?, next()?);
        let proof =
            TlogProof::parse(text.replace("\\n", "\n").as_bytes()).map_err(|cause| cause.to_string())?;
        let opening = Opening::from_bytes(proof.extra.as_deref().unwrap_or_default());
        let opening = opening.map_err(|cause| cause.to_string())?;
        let entry = opening.entry().map_err(|cause| cause.to_string())?.to_vec();
        proof.checkpoint.verify([key]).map_err(|cause| cause.to_string())?;
        let signed = Checkpoint::parse(proof.checkpoint.text()).map_err(|cause| cause.to_string())?;
        let leaf = ledger::leaf_hash(&entry);
        ledger::proof::verify_inclusion(proof.index, signed.size(), &leaf, &proof.hashes, &signed.root())
            .map_err(|cause| cause.to_string())?;
        Ok(Self {
            submission,
            words: Words::parse(words).map_err(|cause| cause.to_string())?,
            index: proof.index,
            entry,
            size: signed.size(),
            root: signed.root(),
            statement: Statement::of(&opening),
        })
    }
}
