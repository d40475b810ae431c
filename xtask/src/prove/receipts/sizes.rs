//! How small a receipt is in a log of a million entries with three witnesses.

use std::path::Path;

use ledger::proof::{ProofError, inclusion, root_at};
use ledger::{Checkpoint, Cosigner, Hash, Note, Signer, TlogProof, leaf_hash, node_hash};
use published::receipt_page::{self, ReceiptPage};
use record::policy::Policy;

use super::{SEED, begun};
use crate::Done;
use crate::prove::page::Page;
use crate::prove::tellings;

const ENTRIES: u64 = 1_000_000;
/// Bytes that index, inclusion proof and checkpoint with three cosignatures may have. The text of C2SP tlog-proof writes
/// hashes and signatures in base64: the bar is on what they hold, the text is shown beside it.
const PROOF_BAR: f64 = 1_200.0;
/// Bytes of the largest QR code, version 40-L.
const QR_BAR: f64 = 2_953.0;

pub(super) fn prove(page: &mut Page, place: &Path, policy: &Policy) -> Done {
    begun(place)?;
    let archive = tellings::open(place)?;
    let telling = tellings::telling(SEED, 0, 0);
    let receipt =
        tellings::tell(&archive, policy, &telling, tellings::now()).map_err(|cause| cause.to_string())?;
    let levels = tree();
    let mut node = |level: u8, index: u64| Ok::<Hash, ProofError>(levels[usize::from(level)][index as usize]);
    let index = ENTRIES / 3;
    let hashes = inclusion(index, ENTRIES, &mut node).map_err(|cause| cause.to_string())?;
    let root = root_at(ENTRIES, &mut node).map_err(|cause| cause.to_string())?;
    let checkpoint = cosigned(archive.origin(), root)?;
    let bare = TlogProof { extra: None, index, hashes: hashes.clone(), checkpoint: checkpoint.clone() };
    let whole = TlogProof { extra: receipt.proof.extra.clone(), index, hashes, checkpoint };
    let (text, whole) = (bare.to_string().len(), whole.to_string());
    page.figure(
        "proof with three cosignatures at a million entries, as text",
        format!("{text} bytes"),
        "the format of C2SP tlog-proof: hashes and signatures in base64",
    );
    page.bar("the same, hashes and signatures as bytes", held(&bare) as f64, "bytes", PROOF_BAR);
    page.bar("whole receipt: proof, seed and coded values", whole.len() as f64, "bytes", QR_BAR);
    let mut html = Vec::new();
    let drawn = receipt_page::write(
        &ReceiptPage {
            statements: Vec::new(),
            logged: String::new(),
            origin: archive.origin().to_owned(),
            index,
            size: ENTRIES,
            witnesses: Vec::new(),
            words: None,
            file_name: "receipt.tlog-proof".into(),
            qr: whole.into_bytes(),
            entry_hex: String::new(),
            discreet: false,
        },
        &mut html,
    );
    let found = drawn.map_or_else(|cause| cause.to_string(), |()| "one code".into());
    page.must("the whole receipt as a QR code", &found, "one code", found == "one code");
    Ok(())
}

/// Bytes that a proof holds: its index, hashes, checkpoint, and the names, ids and signatures under it.
fn held(proof: &TlogProof) -> usize {
    let signatures = proof.checkpoint.signatures().iter();
    let signed: usize = signatures.map(|line| line.name().len() + 4 + line.signature().len()).sum();
    8 + proof.hashes.len() * 32 + proof.checkpoint.text().len() + signed
}

/// All perfect subtrees of a tree of made-up leaves, level by level.
fn tree() -> Vec<Vec<Hash>> {
    let mut levels = vec![(0..ENTRIES).map(|n| leaf_hash(&n.to_be_bytes())).collect::<Vec<_>>()];
    while let Some(below) = levels.last().filter(|below| below.len() > 1) {
        let above = below.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
        levels.push(above);
    }
    levels
}

/// The checkpoint, signed by the log and three witnesses.
fn cosigned(origin: &str, root: Hash) -> Result<Note, String> {
    let words = |cause: &dyn std::fmt::Display| cause.to_string();
    let signer = Signer::from_seed(origin, &[1; 32]).map_err(|cause| words(&cause))?;
    let checkpoint = Checkpoint::new(origin, ENTRIES, root).map_err(|cause| words(&cause))?;
    let mut note = Note::new(checkpoint.to_string()).map_err(|cause| words(&cause))?;
    note.add(signer.sign(note.text())).map_err(|cause| words(&cause))?;
    for (seed, name) in
        ["witness.eastham.example", "witness.northby.example", "witness.ombudsman.example"].iter().enumerate()
    {
        let witness = Cosigner::from_seed(name, &[2 + seed as u8; 32]).map_err(|cause| words(&cause))?;
        let line = witness.cosign(note.text(), 1_700_000_000).map_err(|cause| words(&cause))?;
        note.add(line).map_err(|cause| words(&cause))?;
    }
    Ok(note)
}
