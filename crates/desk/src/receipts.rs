//! Receipts: made from what the log holds, checked before they are handed out.

use std::sync::Arc;

use ledger::commitment::Seed;
use ledger::hash::Hash;
use ledger::opening::{Opening, Seeds, ShownField};
use ledger::{Note, TlogProof, TrustPolicy};
use record::Event;
use store::{Reader, Row};
use told::fields::{self, SEALED_POSITION, SUBMISSION};
use told::keys::Secret;
use told::seal::{SealedGroup, commitments};
use told::statement::Statement;
use told::stored::{Stored, open_group};
use told::submission;
use told::words::Words;

use crate::archive::unreadable;
use crate::{Archive, Error};

/// A receipt or proof of one entry.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// What the file `*.tlog-proof` holds.
    pub proof: TlogProof,
    /// The same with the coded facts alone, for a printed code; `None`: the file is that already.
    pub coded: Option<TlogProof>,
    /// What it says.
    pub statement: Statement,
    /// Size of the log its checkpoint speaks of.
    pub size: u64,
    /// The words to remember that fetch it again; `None`: an import, which has no receipt.
    pub words: Option<Words>,
    /// The same submission was recorded before: this is the receipt of then.
    pub repeated: bool,
}

impl Receipt {
    /// The index of the entry.
    pub fn index(&self) -> u64 {
        self.proof.index
    }
}

/// Puts a receipt together and checks it: none is handed out that would not verify.
pub(crate) fn assemble(
    opening: &Opening,
    index: u64,
    hashes: Vec<Hash>,
    checkpoint: &Note,
) -> Result<(TlogProof, Statement, u64), Error> {
    told::form::check(opening).map_err(|cause| Error::Receipt(cause.to_string()))?;
    let entry = opening.entry().map_err(|cause| Error::Receipt(cause.to_string()))?;
    let signed =
        ledger::Checkpoint::parse(checkpoint.text()).map_err(|cause| Error::Receipt(cause.to_string()))?;
    let leaf = ledger::leaf_hash(&entry);
    ledger::proof::verify_inclusion(index, signed.size(), &leaf, &hashes, &signed.root())
        .map_err(|cause| Error::Receipt(cause.to_string()))?;
    let proof = TlogProof { extra: Some(opening.to_bytes()), index, hashes, checkpoint: checkpoint.clone() };
    Ok((proof, Statement::of(opening), signed.size()))
}

/// A stored row as `told` reads it.
pub(crate) fn stored(row: &Row) -> Stored<'_> {
    Stored {
        id: row.id,
        kind: row.kind,
        logged: row.logged,
        concern: row.concern.as_deref(),
        passes: row.passes.as_deref(),
        seeds: &row.seeds,
        open: &row.open,
        hidden: &row.hidden,
    }
}

impl Archive {
    /// The receipt of an entry as of the newest checkpoint, from what was stored. With `words` and the salt still
    /// there it carries the teller's seed.
    pub(crate) fn receipt(&self, index: u64, words: &Words, everything: bool) -> Result<Receipt, Error> {
        let row = self.row(index)?;
        let salt = self.salt(&row)?;
        let seed = submission::seed(&salt, &words.entropy());
        let opening =
            stored(&row).opening(Seeds::Record(seed.clone())).map_err(|cause| unreadable(row.id, &cause))?;
        let coded = self.proved(index, &opening, Some(words.clone()), true)?;
        if !everything {
            return Ok(coded);
        }
        let whole = self.proved(index, &self.whole_opening(&row, seed)?, Some(words.clone()), true)?;
        Ok(Receipt { coded: Some(coded.proof), ..whole })
    }

    /// The proof of any entry, for others than its teller: shows what lies open.
    ///
    /// # Errors
    /// [`Error::NoEntry`] when the log is shorter.
    pub fn prove(&self, index: u64) -> Result<Receipt, Error> {
        let row = self.row(index)?;
        let opening = stored(&row).open_seeds().and_then(|seeds| stored(&row).opening(seeds));
        self.proved(index, &opening.map_err(|cause| unreadable(row.id, &cause))?, None, false)
    }

    fn proved(
        &self,
        index: u64,
        opening: &Opening,
        words: Option<Words>,
        repeated: bool,
    ) -> Result<Receipt, Error> {
        let (note, hashes) = self.store().read(|reader| newest(reader, index))?;
        let (proof, statement, size) = assemble(opening, index, hashes, &note)?;
        Ok(Receipt { proof, coded: None, statement, size, words, repeated })
    }

    /// Keeps the lines with which witnesses have signed one of the log's checkpoints; gives their names.
    ///
    /// # Errors
    /// [`Error::Cosigned`] when the checkpoint is none of this log's, or no witness of the policy has signed it.
    pub fn cosigned(&self, bytes: &[u8], trust: &TrustPolicy) -> Result<Vec<String>, Error> {
        let wrong = |cause: String| Error::Cosigned(cause);
        let given = Note::parse(bytes).map_err(|cause| wrong(cause.to_string()))?;
        let judged = trust.judge(&given).map_err(|cause| wrong(cause.to_string()))?;
        let size = judged.checkpoint.size();
        let own = self.store().read(|reader| reader.checkpoint(size))?;
        if own.is_none_or(|own| own.text() != given.text()) {
            return Err(wrong(format!(
                "this log has signed no such checkpoint of {size} entries; if it carries the log's signature, keep it: `candour log audit --since` shows what it proves"
            )));
        }
        // The policy has its own short names: a line belongs to a witness if its key claims it, which `judge` has verified.
        let keys: Vec<_> = trust.witnesses().iter().map(|witness| &witness.key).collect();
        let lines: Vec<_> =
            given.signatures().iter().filter(|line| keys.iter().any(|key| line.claims(key))).collect();
        if lines.is_empty() {
            return Err(wrong("no witness of the trust policy has signed it".into()));
        }
        self.store().cosigned(size, lines.iter().map(ToString::to_string).collect())?;
        Ok(lines.iter().map(|line| line.name().to_owned()).collect())
    }

    /// One row.
    pub(crate) fn row(&self, index: u64) -> Result<Row, Error> {
        self.store().read(|reader| reader.record(index))?.ok_or(Error::NoEntry(index))
    }

    /// The salt of a telling: sealed with it, gone with it.
    pub(crate) fn salt(&self, row: &Row) -> Result<Secret, Error> {
        let gone = || Error::Store(store::Error::Erased(row.position));
        let group =
            row.groups.iter().find(|group| group.group == SUBMISSION).ok_or(Error::NotTold(row.position))?;
        let sealed = SealedGroup {
            group: group.group,
            subjects: group.subjects.clone(),
            wrapped: group.wrapped.clone().ok_or_else(gone)?,
            sealed: group.sealed.clone().ok_or_else(gone)?,
        };
        let mut keys = Vec::with_capacity(sealed.subjects.len());
        for id in &sealed.subjects {
            keys.push(self.key_of(*id)?.ok_or_else(gone)?);
        }
        let keys: Vec<&Secret> = keys.iter().collect();
        let opened = open_group(row.id, &sealed, &keys).map_err(|cause| unreadable(row.id, &cause))?;
        let salt = opened.fields.first().and_then(|(_, value)| value.as_slice().try_into().ok());
        salt.map(Secret).ok_or_else(gone)
    }

    fn key_of(&self, id: u64) -> Result<Option<Secret>, Error> {
        let Some(subject) = self.store().read(|reader| reader.subject(id))? else { return Ok(None) };
        Ok(crate::archive::subject_key(&self.chain, &subject)?.map(|key| key.key))
    }

    /// The opening that shows everything, names and words too.
    fn whole_opening(&self, row: &Row, seed: Seed) -> Result<Opening, Error> {
        let event: Event = self.event_of(row)?;
        let mut all = fields::of(&event);
        let digests = stored(row).digests().map_err(|cause| unreadable(row.id, &cause))?;
        all[SEALED_POSITION].value = digests
            .iter()
            .flat_map(|(group, digest)| [group.to_be_bytes().as_slice(), digest].concat())
            .collect();
        let commitments = commitments(&all, &seed);
        let shown = all
            .into_iter()
            .enumerate()
            .map(|(position, field)| ShownField {
                position: position as u16,
                group: field.group,
                label: field.label().to_vec(),
                value: field.value,
            })
            .collect();
        Opening::new(Seeds::Record(seed), &commitments, shown)
            .map_err(|cause| Error::Receipt(cause.to_string()))
    }
}

/// The checkpoint that says most of an entry, with its proof: one that a witness has signed, if there is one.
pub(crate) fn newest(reader: &Reader, index: u64) -> Result<(Arc<Note>, Vec<Hash>), store::Error> {
    let size = reader.best_checkpoint(index)?;
    let note = reader
        .checkpoint(size)?
        .ok_or_else(|| store::Error::Log(format!("the checkpoint of size {size} is missing")))?;
    Ok((Arc::new(note), reader.inclusion(index, size)?))
}
