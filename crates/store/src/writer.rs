//! The one writer thread: groups what is waiting into one commit, and answers only when it is durable in both places.
//!
//! Life of a telling: it waits in the queue; the writer takes all that waits, puts it into one transaction, recomputes the
//! root from what was stored, signs it, and commits (the first sync); the closer writes the signed size and root into its
//! second place (the second sync) and answers. While the closer syncs, the writer is already at the next batch.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use ledger::hash::Hash;
use ledger::{Note, Signer};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::connection::Synchronous;
use crate::last_signed::{LastSigned, SizeAndRoot};
use crate::log::{Appended, Log};
use crate::sealed::NewRecord;
use crate::{Error, disk, opening};

/// Most records of one commit.
const MOST_RECORDS: usize = 1024;
/// Bytes written before the database's own log is folded back into it.
const FOLD_AFTER: u64 = 32 << 20;

/// More to do in the transaction of an append.
pub(crate) type More = Box<dyn FnOnce(&Transaction<'_>) -> Result<(), Error> + Send>;
/// Something done by the writer between batches.
pub(crate) type Errand = Box<dyn FnOnce(&mut Connection) -> Result<(), Error> + Send>;

/// What a caller gets back.
#[derive(Clone, Debug)]
pub struct Done {
    /// What became of each record.
    pub appended: Vec<Appended>,
    /// When each was logged: of one that was there before, the time it came with this time.
    pub stamped: Vec<record::Logged>,
    /// The signed checkpoint that covers them.
    pub checkpoint: Arc<Note>,
    /// Its size.
    pub size: u64,
    /// The inclusion proof of each record in that tree, if asked for.
    pub proofs: Vec<Vec<Hash>>,
}

pub(crate) enum Job {
    Append {
        records: Vec<NewRecord>,
        more: Option<More>,
        proofs: bool,
        reply: SyncSender<Result<Done, Error>>,
    },
    Errand(Errand, SyncSender<Result<(), Error>>),
}

/// What the writer is opened with.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) path: std::path::PathBuf,
    pub(crate) signer: Signer,
    pub(crate) last_signed: std::path::PathBuf,
    pub(crate) synchronous: Synchronous,
}

/// The running writer.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: Option<SyncSender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Writer {
    /// Starts the threads over an opened log.
    pub(crate) fn start(
        settings: Settings,
        connection: Connection,
        log: Log,
        last: LastSigned,
        now: Current,
    ) -> Self {
        // As many may wait as 64 tellers and an import can bring; more wait in their own threads.
        let (jobs, queue) = sync_channel(256);
        // One batch may wait while another is being closed: more would only hide a slow disk.
        let (closings, closing) = sync_channel(0);
        let failed = Arc::new(AtomicBool::new(false));
        let closer_failed = failed.clone();
        let closer = std::thread::spawn(move || close_all(&last, &closing, &closer_failed));
        let mut thread = Thread {
            settings,
            open: Some((connection, log)),
            current: now,
            closings,
            failed,
            unfolded: 0,
            others: 0,
        };
        let writer = std::thread::spawn(move || thread.run(&queue));
        Self { jobs: Some(jobs), threads: vec![writer, closer] }
    }

    pub(crate) fn send(&self, job: Job) -> Result<(), Error> {
        self.jobs.as_ref().ok_or(Error::Stopped)?.send(job).map_err(|_| Error::Stopped)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // The threads end when the queue does; what waits in it is still done.
        self.jobs = None;
        for thread in self.threads.drain(..) {
            // A panic of the thread was reported where it happened.
            let _ = thread.join();
        }
    }
}

/// The last signed checkpoint.
#[derive(Clone, Debug)]
pub(crate) struct Current {
    pub(crate) note: Arc<Note>,
    pub(crate) is: SizeAndRoot,
}

struct Closing {
    is: SizeAndRoot,
    replies: Vec<(SyncSender<Result<Done, Error>>, Done)>,
}

/// Writes the second copy for all batches that wait, then answers them.
fn close_all(last: &LastSigned, closings: &Receiver<Closing>, failed: &AtomicBool) {
    while let Ok(first) = closings.recv() {
        let mut waiting = vec![first];
        waiting.extend(closings.try_iter());
        let is = waiting.iter().map(|closing| closing.is).max_by_key(|is| is.size);
        // Once a sync failed none is tried again: the next may say yes about bytes that never reached the disk.
        let advanced = if failed.load(Ordering::SeqCst) {
            Err(Error::Stopped)
        } else {
            is.map_or(Ok(()), |is| last.advance(is))
        };
        if advanced.is_err() {
            failed.store(true, Ordering::SeqCst);
        }
        for closing in waiting {
            for (reply, done) in closing.replies {
                let answer = advanced.as_ref().map(|()| done).map_err(|cause| Error::Disk(cause.to_string()));
                // Whoever stopped waiting asks again with the same submission id.
                let _ = reply.send(answer);
            }
        }
    }
}

struct Thread {
    settings: Settings,
    /// `None` after a failure, until it is read again from what the disk holds.
    open: Option<(Connection, Log)>,
    current: Current,
    closings: SyncSender<Closing>,
    failed: Arc<AtomicBool>,
    /// Bytes written since the database's log was folded back.
    unfolded: u64,
    /// `data_version` when we last looked: another process has written if it differs.
    others: i64,
}

impl Thread {
    fn run(&mut self, queue: &Receiver<Job>) {
        while let Ok(first) = queue.recv() {
            let mut batch = Vec::new();
            let mut records = 0;
            let mut next = Some(first);
            while let Some(job) = next.take() {
                match job {
                    Job::Errand(errand, reply) => {
                        self.append(core::mem::take(&mut batch));
                        records = 0;
                        let _ = reply.send(self.errand(errand));
                    }
                    append => {
                        if let Job::Append { records: these, .. } = &append {
                            records += these.len();
                        }
                        batch.push(append);
                    }
                }
                next = if records < MOST_RECORDS { queue.try_recv().ok() } else { None };
            }
            self.append(batch);
        }
        if let Some((connection, _)) = self.open.take() {
            // A failure here loses nothing: the next opening folds the log back itself.
            let _ = fold(&connection, "TRUNCATE");
        }
    }

    fn errand(&mut self, errand: Errand) -> Result<(), Error> {
        self.ready()?;
        let (connection, _) = self.open.as_mut().ok_or(Error::Stopped)?;
        errand(connection)
    }

    /// Reads the log again after a failure, and after another process has written.
    fn ready(&mut self) -> Result<(), Error> {
        if self.failed.load(Ordering::SeqCst) {
            return Err(Error::Stopped);
        }
        if self.open.is_none() {
            disk::forget_cached(&self.settings.path);
            let opened = opening::open(&self.settings)?;
            self.current = opened.current;
            self.open = Some((opened.connection, opened.log));
        }
        Ok(())
    }

    fn append(&mut self, batch: Vec<Job>) {
        if batch.is_empty() {
            return;
        }
        let mut replies = Vec::with_capacity(batch.len());
        let mut work = Vec::with_capacity(batch.len());
        for job in batch {
            if let Job::Append { records, more, proofs, reply } = job {
                replies.push(reply);
                work.push((records, more, proofs));
            }
        }
        match self.ready().and_then(|()| self.commit(work)) {
            Ok((is, answers)) => {
                let mut ready = Vec::with_capacity(replies.len());
                for (reply, answer) in replies.into_iter().zip(answers) {
                    match answer {
                        Ok(done) => ready.push((reply, done)),
                        Err(refused) => drop(reply.send(Err(refused))),
                    }
                }
                // The closer is there as long as we are: it ends when we drop our side.
                let _ = self.closings.send(Closing { is, replies: ready });
                if let Err(cause) = self.tidy() {
                    self.forget(&cause);
                }
            }
            Err(cause) => {
                self.forget(&cause);
                let words = cause.to_string();
                let mut first = Some(cause);
                for reply in replies {
                    let _ = reply.send(Err(first.take().unwrap_or_else(|| Error::Disk(words.clone()))));
                }
            }
        }
    }

    /// After a failure: what the transaction had is gone, and what is true is read again from the disk.
    fn forget(&mut self, cause: &Error) {
        self.open = None;
        if disk::is_sync_failure(cause) {
            self.failed.store(true, Ordering::SeqCst);
        }
    }

    /// Sorts keyed hashes and bounds the database's own log, once nobody of the batch waits for it.
    fn tidy(&mut self) -> Result<(), Error> {
        let (connection, log) = self.open.as_mut().ok_or(Error::Stopped)?;
        self.unfolded += log.sort_hashes(connection)?;
        if self.unfolded > FOLD_AFTER {
            fold(connection, "PASSIVE")?;
            self.unfolded = 0;
        }
        Ok(())
    }

    #[allow(clippy::type_complexity)]
    fn commit(
        &mut self,
        work: Vec<(Vec<NewRecord>, Option<More>, bool)>,
    ) -> Result<(SizeAndRoot, Vec<Result<Done, Error>>), Error> {
        disk::reserve(&self.settings.path)?;
        let (connection, log) = self.open.as_mut().ok_or(Error::Stopped)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i64 = transaction.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if version != self.others {
            // Another process may have written since: its end of the log is ours.
            log.load_again(&transaction)?;
            self.current = opening::current(&transaction, log, &self.settings.signer)?;
            self.others = version;
        }
        let mut size = log.size();
        let mut outcomes = Vec::with_capacity(work.len());
        let mut bytes = 0;
        for (mut records, more, proofs) in work {
            bytes += weight(&records);
            let outcome = match log.put(&transaction, &mut records, &mut size) {
                Err(refused @ (Error::OtherTelling | Error::Erased(_) | Error::SubjectGone(_))) => {
                    Err(refused)
                }
                other => Ok((other?, records.iter().map(|record| record.logged).collect())),
            };
            if let (Ok(_), Some(more)) = (&outcome, more) {
                more(&transaction)?;
            }
            outcomes.push((outcome, proofs));
        }
        if size > log.size() {
            let (note, is) = log.sign(&transaction, &self.settings.signer, size)?;
            self.current = Current { note: Arc::new(note), is };
        }
        transaction.commit()?;
        let current = self.current.clone();
        let mut answers = Vec::with_capacity(outcomes.len());
        for (outcome, proofs) in outcomes {
            answers.push(match outcome {
                Ok((appended, stamped)) => Ok(done(connection, log, (appended, stamped), &current, proofs)?),
                Err(refused) => Err(refused),
            });
        }
        self.unfolded += bytes;
        Ok((current.is, answers))
    }
}

fn done(
    connection: &Connection,
    log: &mut Log,
    (appended, stamped): (Vec<Appended>, Vec<record::Logged>),
    current: &Current,
    proofs: bool,
) -> Result<Done, Error> {
    let size = current.is.size;
    let mut each = Vec::new();
    if proofs {
        for one in &appended {
            each.push(match one {
                Appended::New(index) | Appended::Known(Some(index)) => {
                    log.inclusion(connection, *index, size)?
                }
                Appended::Known(None) => Vec::new(),
            });
        }
    }
    Ok(Done { appended, stamped, checkpoint: current.note.clone(), size, proofs: each })
}

/// Folds the database's own log back into it; `TRUNCATE` also leaves none of its bytes behind.
///
/// # Errors
/// [`Error::StillRead`] when `TRUNCATE` could not be done because somebody reads.
pub(crate) fn fold(connection: &Connection, how: &'static str) -> Result<(), Error> {
    let busy: i64 = connection.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |row| row.get(0))?;
    if busy != 0 && how == "TRUNCATE" { Err(Error::StillRead) } else { Ok(()) }
}

/// About how many bytes of the database's log a batch costs: every page it touches is written whole.
fn weight(records: &[NewRecord]) -> u64 {
    let of_one = |record: &NewRecord| {
        let groups: usize =
            record.groups.iter().map(|group| group.sealed.as_ref().map_or(0, Vec::len) + 160).sum();
        (record.open.len() + record.seeds.len() + record.hidden.len() + groups + 200) as u64
    };
    records.iter().map(of_one).sum::<u64>() + 40_960
}
