//! The receipt path: a telling becomes a sealed event, durable, in sequence, signed; only then is it answered.

use ledger::opening::Seeds;
use record::event::Assurance;
use record::policy::Policy;
use record::{Day, EventId, Logged, SourceRef};
use store::{Appended, Submission};
use told::keys::{Secret, tag};
use told::stored::Stored;
use told::subjects::needed;
use told::submission;
use told::telling::{Taking, Telling};
use told::words::Words;

use crate::archive::{Sealing, unreadable};
use crate::receipts::{Receipt, assemble};
use crate::{Archive, Error, chance};

/// What a telling is taken with.
#[derive(Clone, Copy)]
pub struct TellOptions<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Now.
    pub logged: Logged,
    /// Today in the policy's zone.
    pub today: Day,
    /// How sure candour is of who tells.
    pub assurance: Assurance,
    /// The receipt shows names and words too.
    pub everything: bool,
}

/// Takes one telling. May be called from many threads at once: they share commits.
///
/// # Errors
/// [`Error`]: then nothing was answered as recorded, and the same submission may be sent again.
pub fn tell(archive: &Archive, telling: &Telling, options: &TellOptions<'_>) -> Result<Receipt, Error> {
    match tell_once(archive, telling, options) {
        // Somebody it names was erased since their key was met: it is told under a new one.
        Err(Error::Store(store::Error::SubjectGone(_))) => {
            archive.forget_known();
            tell_once(archive, telling, options)
        }
        done => done,
    }
}

fn tell_once(archive: &Archive, telling: &Telling, options: &TellOptions<'_>) -> Result<Receipt, Error> {
    let mut drawn = [0; 32];
    let salt = chance::with(|draw| {
        draw(&mut drawn);
        Secret::draw(draw)
    })?;
    let number = |bytes: &[u8]| bytes.iter().fold(0u128, |n, byte| n << 8 | u128::from(*byte));
    let fresh_id: String = drawn.iter().map(|byte| format!("{byte:02x}")).collect();
    let event = telling.event(&Taking {
        policy: options.policy,
        logged: options.logged,
        today: options.today,
        id: EventId(number(&drawn[..16]) | 1 << 127),
        fresh_number: number(&drawn[16..24]) as u64,
        source: SourceRef { file: archive.told_file(), line: number(&drawn[24..28]) as u32 >> 1, part: 0 },
        assurance: options.assurance,
    })?;
    let submission_id = telling.submission()?.unwrap_or(&fresh_id);
    let entropy = submission::words(&salt, submission_id);
    let seed = submission::seed(&salt, &entropy);
    let needed = needed(&event, archive.secret());
    let (ring, subjects) = archive.ring(&needed, true, telling.concern.is_none())?;
    let sealing = Sealing {
        needed: &needed,
        ring: &ring,
        subjects,
        seed: &seed,
        salt: Some(&salt),
        seen: None,
        submission: Some(Submission {
            tag: submission::id_tag(archive.secret(), submission_id),
            words: submission::words_tag(archive.secret(), &entropy),
            digest: tag(archive.secret(), "telling", &[&telling.content()]),
        }),
    };
    let record = archive.sealed(&event, &sealing)?;
    let (open, hidden, seeds) = (record.open.clone(), record.hidden.clone(), record.seeds.clone());
    let kind = record.kind;
    let done = archive.store().append(vec![record], true)?;
    match done.appended.first() {
        Some(Appended::New(index)) => {
            archive.kept(&sealing.subjects);
            let logged = done.stamped.first().copied().unwrap_or(options.logged);
            let stored = Stored {
                id: event.id,
                kind,
                logged,
                concern: None,
                passes: None,
                seeds: &seeds,
                open: &open,
                hidden: &hidden,
            };
            let words = Words::from_entropy(entropy);
            if options.everything {
                return archive
                    .receipt(*index, &words, true)
                    .map(|receipt| Receipt { repeated: false, ..receipt });
            }
            let opening =
                stored.opening(Seeds::Record(seed)).map_err(|cause| unreadable(event.id, &cause))?;
            let hashes = done.proofs.into_iter().next().unwrap_or_default();
            let (proof, statement, size) = assemble(&opening, *index, hashes, &done.checkpoint)?;
            Ok(Receipt { proof, coded: None, statement, size, words: Some(words), repeated: false })
        }
        Some(Appended::Known(Some(index))) => {
            // Told before under this id: the first telling's salt gives the same words and receipt again.
            let salt = archive.salt(&archive.row(*index)?)?;
            let words = Words::from_entropy(submission::words(&salt, submission_id));
            archive.receipt(*index, &words, options.everything)
        }
        _ => Err(Error::Store(store::Error::Stopped)),
    }
}

/// Fetches a receipt again by its words to remember.
///
/// # Errors
/// [`Error::NoSuchWords`], or that what was told was erased since.
pub fn fetch(archive: &Archive, words: &Words, everything: bool) -> Result<Receipt, Error> {
    let tag = submission::words_tag(archive.secret(), &words.entropy());
    let index = archive.store().read(|reader| reader.by_words(&tag))?.ok_or(Error::NoSuchWords)?;
    archive.receipt(index, words, everything)
}
