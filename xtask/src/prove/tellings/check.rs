//! A folder as found after a failure, held against what was acknowledged before it.

use std::collections::HashMap;
use std::path::Path;

use desk::Archive;
use ledger::{Signer, VerifierKey};
use record::policy::Policy;
use store::{Counted, Reader};
use told::telling::Telling;

use super::{Acknowledged, chain, now, open, tell, telling};

/// What a look into a folder gives.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    /// What is broken.
    pub(crate) complaints: Vec<String>,
    /// The store did not open; its words.
    pub(crate) refused: Option<String>,
    /// Entries in the log.
    pub(crate) size: u64,
}

/// Opens the store as a restart does, and complains of each acknowledged line that is not kept.
pub(crate) fn check(folder: &Path, lines: &[String], policy: &Policy) -> Vec<String> {
    let looked = look(folder, lines, policy);
    let mut complaints = looked.complaints;
    complaints.extend(looked.refused.map(|words| format!("the store does not open: {words}")));
    complaints
}

/// As [`check`], with a store that does not open told apart.
pub(crate) fn look(folder: &Path, lines: &[String], policy: &Policy) -> Looked {
    let mut looked = Looked::default();
    let archive = match open(folder) {
        Ok(archive) => archive,
        Err(words) => {
            looked.refused = Some(words);
            return looked;
        }
    };
    match key(folder).and_then(|key| held(&archive, lines, &key, policy)) {
        Ok((complaints, size)) => (looked.complaints, looked.size) = (complaints, size),
        Err(words) => looked.complaints.push(format!("the store cannot be looked at: {words}")),
    }
    looked
}

fn key(folder: &Path) -> Result<VerifierKey, String> {
    let chain = chain(folder)?;
    let signer = Signer::from_seed(&chain.origin, &chain.signing.0).map_err(|cause| cause.to_string())?;
    Ok(signer.verifier_key().clone())
}

fn held(
    archive: &Archive,
    lines: &[String],
    key: &VerifierKey,
    policy: &Policy,
) -> Result<(Vec<String>, u64), String> {
    let words = |cause: store::Error| cause.to_string();
    let mut complaints = Vec::new();
    let mut roots = HashMap::new();
    let mut last = None;
    for line in lines {
        let name = line.split(' ').next().unwrap_or_default();
        match Acknowledged::read(line, key) {
            Err(cause) => complaints.push(format!("`{name}`: the receipt does not hold: {cause}")),
            Ok(receipt) => {
                let kept = archive.store().read(|reader| Ok(kept(reader, &receipt, &mut roots)));
                if let Some(broken) = kept.map_err(words)? {
                    complaints.push(format!("`{name}`: {broken}"));
                } else if let Err(cause) = fetched(archive, &receipt) {
                    complaints.push(format!("`{name}`: {cause}"));
                }
                last = Some(receipt);
            }
        }
    }
    let size = archive.store().read(Reader::size).map_err(words)?;
    let submissions = archive.store().read(|reader| reader.count(Counted::Submissions)).map_err(words)?;
    if size != submissions {
        complaints.push(format!("{size} entries for {submissions} submissions"));
    }
    goes_on(archive, last.as_ref(), policy, &mut complaints);
    Ok((complaints, size))
}

/// What a receipt promises of the log, and is not so.
fn kept(
    reader: &Reader,
    receipt: &Acknowledged,
    roots: &mut HashMap<u64, Result<ledger::Hash, String>>,
) -> Option<String> {
    let index = receipt.index;
    match reader.record(index) {
        Ok(Some(row)) if row.entry == receipt.entry => {}
        Ok(Some(_)) => return Some(format!("entry {index} is another one")),
        Ok(None) => return Some(format!("entry {index} is lost")),
        Err(cause) => return Some(cause.to_string()),
    }
    let size = receipt.size;
    let root = roots.entry(size).or_insert_with(|| reader.root_at(size).map_err(|cause| cause.to_string()));
    match root {
        Ok(root) if *root == receipt.root => None,
        Ok(_) => Some(format!("the log contradicts its checkpoint of size {size}")),
        Err(cause) => Some(cause.clone()),
    }
}

/// The receipt is fetched again by its words, with names and words opened, and says the same.
fn fetched(archive: &Archive, receipt: &Acknowledged) -> Result<(), String> {
    let again = desk::fetch(archive, &receipt.words, true).map_err(|cause| cause.to_string())?;
    if again.index() != receipt.index || again.statement.id != receipt.statement.id {
        return Err("its words fetch another receipt".into());
    }
    if again.statement.words.is_none() || !again.statement.shows_personal {
        return Err("what was told can be read no more".into());
    }
    Ok(())
}

/// The log goes on: something new is recorded, and what was acknowledged last is not recorded again.
fn goes_on(archive: &Archive, last: Option<&Acknowledged>, policy: &Policy, complaints: &mut Vec<String>) {
    let mut told = |telling: &Telling| match tell(archive, policy, telling, now()) {
        Ok(receipt) => Some(receipt),
        Err(cause) => {
            complaints.push(format!("the store does not go on: {cause}"));
            None
        }
    };
    let new = told(&telling(0, 9_999, now().0.unsigned_abs() % 100_000_000));
    let Some(receipt) = last else { return };
    let mut parts = receipt.submission.split('-').skip(1).map_while(|part| part.parse::<u64>().ok());
    let (Some(seed), Some(client), Some(number)) = (parts.next(), parts.next(), parts.next()) else { return };
    let again = told(&telling(seed, client, number));
    if let (Some(new), Some(again)) = (new, again)
        && (!again.repeated || again.index() != receipt.index || new.repeated)
    {
        complaints.push(format!("`{}`: was recorded a second time", receipt.submission));
    }
}
