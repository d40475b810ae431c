//! The end of an audit: the second copy of the last signed size, and what was not checked.

use store::last_signed::{LastSigned, SizeAndRoot};
use store::raw::Raw;

use super::anchor::Outside;
use super::tree::Tree;
use super::{AuditOptions, Findings, tables};
use crate::{Error, Place};

/// Compares the second copy, or makes it anew where it is lost and everything else is right.
///
/// Answers whether it was made anew.
pub(super) fn second_copy(
    place: &Place,
    tree: &Tree<'_>,
    before: Option<SizeAndRoot>,
    (size, right, outside): (u64, bool, &Outside),
    options: &AuditOptions<'_>,
    findings: &mut Findings,
) -> Result<bool, Error> {
    let Some(before) = before else {
        let lost = match LastSigned::open(&place.last_signed, tree.origin()).and_then(|last| last.read()) {
            Ok(_) => return Ok(false),
            Err(cause) => cause,
        };
        let anchored = right && !outside.continues.is_empty();
        if options.renew && anchored && matches!(lost, store::Error::NoLastSigned(_)) {
            let root = tree.root().ok_or(Error::Store(lost))?;
            LastSigned::make(&place.last_signed, tree.origin(), SizeAndRoot { size, root })?;
            return Ok(true);
        }
        findings.store("second_copy", without_refusal(&lost));
        if options.renew {
            let words = "the second copy was not made anew: that needs a receipt or checkpoint from outside with `--since`, a store that is right, and nothing in the second copy's place";
            findings.store("not_renewed", words.into());
        }
        return Ok(false);
    };
    let mut wrong = |words: String| findings.store("second_copy", words);
    if before.size > size {
        wrong(format!(
            "the store has {size} entries, and its second copy says that {} were signed: this is an old copy, or entries were cut off",
            before.size
        ));
    } else if tree.root_at(before.size).is_some_and(|root| root != before.root) {
        wrong(format!(
            "the first {} entries are not those that were signed, says the second copy",
            before.size
        ));
    } else {
        let now = LastSigned::open(&place.last_signed, tree.origin()).and_then(|last| last.read());
        if now.is_ok_and(|now| now.size < size) {
            wrong(format!(
                "the second copy is behind: it says {}, and the store has {size} entries; the next command that opens the store brings it up, if this was a stop at a bad moment",
                before.size
            ));
        }
    }
    Ok(false)
}

fn without_refusal(cause: &store::Error) -> String {
    let words = cause.to_string();
    words.strip_prefix("store refuses to start: ").map(str::to_owned).unwrap_or(words)
}

/// What was not checked, in words.
pub(super) fn unchecked(raw: &Raw, options: &AuditOptions<'_>, size: u64) -> Vec<String> {
    let mut unchecked = Vec::new();
    if options.passphrase.is_none() {
        unchecked.push(
            "without the passphrase: whether the keys of subjects still open, whether what is sealed is what was committed to, and the keyed hashes of concerns, people and files (`--open` does)".to_owned(),
        );
    }
    if options.since.is_empty() {
        unchecked.push(
            "whether all of it was changed at once by whoever holds the signing key: only an old receipt or checkpoint from outside can tell (`--since FILE`)".into(),
        );
    }
    if options.trust.is_none() {
        unchecked.push(
            "whether the log's key is the right one: it was taken from the store itself (`--trust POLICY`)"
                .into(),
        );
    }
    let policies = tables::other_policies(raw, options.policy);
    if policies > 0 {
        unchecked.push(format!("the digests of {policies} policies that are not the one in force: their texts are not in the store"));
    }
    if size > 0 {
        unchecked.push(
            "counts of skipped, repaired and repeated rows, of children and bytes of files, which no entry repeats; the keys of rows that were imported before".into(),
        );
        unchecked.push("whether what was told is true, and whether anything was never told".into());
    }
    unchecked
}
