//! The tables that are kept beside the log, so far as the log says what they must hold.

use ledger::SignatureLine;
use record::policy::Policy;
use sha2::{Digest, Sha256};
use store::raw::{Broken, Raw, RawSubmission};

use super::{Findings, checkpoint_of};

/// Rows that point wrong are told one by one up to here.
const MOST: u64 = 20;

/// Which entries are tellings with a receipt, one bit each.
#[derive(Debug, Default)]
pub(super) struct Tellings {
    bits: Vec<u64>,
    /// What was sealed of their rows, in short; only with the passphrase, in order.
    sealed: Vec<(u64, u64)>,
}

/// Sixteen hexadecimal digits' worth of a hash: enough to tell an accident or a change from what was sealed.
pub(super) fn in_short(bytes: &[u8]) -> u64 {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    digest.iter().take(8).fold(0, |short, byte| short << 8 | u64::from(*byte))
}

impl Tellings {
    pub(super) fn expect(&mut self, position: u64, sealed: Option<u64>) {
        self.sealed.extend(sealed.map(|sealed| (position, sealed)));
        let word = (position / 64) as usize;
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= 1 << (position % 64);
    }

    /// Strikes out an expected telling; false: none was expected there, or not any more.
    fn strike(&mut self, position: u64) -> bool {
        let Some(word) = self.bits.get_mut((position / 64) as usize) else { return false };
        let bit = 1 << (position % 64);
        let there = *word & bit != 0;
        *word &= !bit;
        there
    }

    /// Are the row's keyed hashes those that were sealed with the telling?
    fn is_as_sealed(&self, position: u64, row: &RawSubmission) -> bool {
        let Ok(at) = self.sealed.binary_search_by_key(&position, |(at, _)| *at) else { return true };
        let hashes = [row.tag, row.words.flatten(), row.digest].map(Option::unwrap_or_default).concat();
        self.sealed[at].1 == in_short(&hashes)
    }

    /// Every row of `submission` is of a telling, and every telling has one.
    pub(super) fn finish(&mut self, raw: &Raw, size: u64, findings: &mut Findings) {
        let walked = raw.submissions(&mut |row| {
            let erased = row.words == Some(None);
            if row.tag.is_none() || row.words.is_none() || row.digest.is_none() != erased {
                let words =
                    format!("the row of the submission that became entry {} is malformed", row.position);
                findings.store("submission", words);
            }
            match u64::try_from(row.position) {
                Ok(position) if position < size => {
                    if !self.strike(position) {
                        let words = "has a row in `submission`, and is no telling or has another one".into();
                        findings.entry(position, "submission", words);
                    } else if !self.is_as_sealed(position, &row) {
                        let words =
                            "its keyed hashes in `submission` are not those that were sealed with it".into();
                        findings.entry(position, "submission", words);
                    }
                }
                _ => {
                    let words =
                        format!("a row of `submission` points to entry {}, which is not there", row.position);
                    findings.store("submission", words);
                }
            }
        });
        if unreadable(walked, findings) {
            return;
        }
        for (word, bits) in self.bits.iter().enumerate().filter(|(_, bits)| **bits != 0) {
            for bit in (0..64).filter(|bit| bits & (1 << bit) != 0) {
                let words = "was told with a receipt, and its row in `submission` is missing".into();
                findings.entry(word as u64 * 64 + bit, "submission", words);
            }
        }
    }
}

/// Whatever has a keyed hash is found by it, and nothing else is.
pub(super) fn lookups(raw: &Raw, findings: &mut Findings) {
    let name = |kind: i64, at: i64| match kind {
        1 => format!("the submission id of entry {at}"),
        2 => format!("the words to remember of entry {at}"),
        3 => format!("subject {at}"),
        _ => format!("kind {kind}, number {at}"),
    };
    let mut wrong = 0;
    let mut tell = |words: String| {
        wrong += 1;
        if wrong <= MOST {
            findings.store("lookup", words);
        }
    };
    let walked = raw
        .lookups(&mut |row| {
            if !row.right {
                tell(format!("a row of `lookup` or `fresh` leads wrong: {}", name(row.kind, row.at)));
            }
        })
        .and_then(|()| {
            raw.not_found(&mut |kind, at| {
                tell(format!("{} is not found any more by its keyed hash", name(kind, at)));
            })
        });
    unreadable(walked, findings);
}

/// Every row of `seen` points to an entry.
pub(super) fn seen(raw: &Raw, size: u64, findings: &mut Findings) {
    let mut wrong = 0;
    let walked = raw.seen(&mut |row| {
        let there = u64::try_from(row.position).is_ok_and(|position| position < size);
        if row.well_formed && there {
            return;
        }
        wrong += 1;
        if wrong <= MOST {
            let words = format!(
                "a row of `seen` is malformed or points to entry {}, which is not there",
                row.position
            );
            findings.store("seen", words);
        }
    });
    unreadable(walked, findings);
}

/// The policy in force is as candour has it; of others only the form can be checked.
pub(super) fn policies(raw: &Raw, policy: &Policy, findings: &mut Findings) {
    let walked = raw.policies(&mut |digest, files| {
        let hex = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let formed = files.lines().all(|line| line.rsplit_once(' ').is_some_and(|(_, digest)| hex(digest)));
        if !hex(&digest) || !formed {
            return findings.store("policy", "a row of `policy` is malformed".into());
        }
        if digest == policy.digest.as_str() {
            let wanted: Vec<String> =
                policy.files.iter().map(|file| format!("{} {}", file.name, file.digest)).collect();
            if files != wanted.join("\n") {
                findings
                    .store("policy", "the files of the policy in force are listed with other digests".into());
            }
        }
    });
    unreadable(walked, findings);
}

/// How many policies of the store are not the one in force.
pub(super) fn other_policies(raw: &Raw, policy: &Policy) -> usize {
    let mut others = 0;
    // What cannot be read was said before.
    let _ = raw.policies(&mut |digest, _| others += usize::from(digest != policy.digest.as_str()));
    others
}

/// Every cosignature stands under a checkpoint.
pub(super) fn cosignatures(raw: &Raw, findings: &mut Findings) {
    let walked = raw.cosignatures(&mut |row| {
        let under = row.note.as_deref().is_some_and(|note| checkpoint_of(note).is_ok());
        if !under || SignatureLine::parse(&row.line).is_none() {
            let words =
                format!("a cosignature of size {} does not read, or stands under no checkpoint", row.size);
            findings.store("cosignature", words);
        }
    });
    unreadable(walked, findings);
}

fn unreadable(walked: Result<(), Broken>, findings: &mut Findings) -> bool {
    match walked {
        Ok(()) => false,
        Err(Broken { table, cause }) => {
            findings.store("unreadable", format!("table `{table}` cannot be read further: {cause}"));
            true
        }
    }
}
