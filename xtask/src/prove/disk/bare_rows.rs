//! Bare rows in SQLite: the plainest program that acknowledges, against which the harness and other programs are measured.
//!
//! One writer commits whatever is queued and then acknowledges each row. Nothing of the product is in it.

mod check;
mod command;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior, params};

use super::rate::percentile;
use crate::prove::town::Draw;

pub(crate) use check::check;
pub(crate) use command::run;

/// Rows that one commit takes at most.
const LARGEST_BATCH: usize = 1_024;

/// What is written.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    pub(crate) file: PathBuf,
    /// How many rows.
    pub(crate) count: u64,
    /// Bytes of each row's body.
    pub(crate) size: usize,
    /// How many tellers; each waits for one row's acknowledgement before it tells the next.
    pub(crate) threads: usize,
    /// SQLite's setting: `full`, `normal` or `off`.
    pub(crate) synchronous: String,
    /// Pages in the write-ahead log after which SQLite copies it into the database; its own default is 1 000.
    pub(crate) checkpoint_pages: u32,
}

/// How fast it went.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speed {
    pub(crate) rows_per_second: f64,
    /// Rows per commit, on average.
    pub(crate) mean_batch: f64,
    /// From telling a row to its acknowledgement.
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

/// A row on its way to the writer.
struct Told {
    row: u64,
    answer: Sender<()>,
}

/// Writes the rows. `acknowledge` is given the numbers of each batch after its commit, and before the tellers go on.
///
/// # Errors
/// When SQLite or the acknowledgement fails; what was acknowledged before stays so.
pub(crate) fn write(
    load: &Load,
    mut acknowledge: impl FnMut(&[u64]) -> Result<(), String>,
) -> Result<Speed, String> {
    let mut connection = open(load).map_err(|cause| cause.to_string())?;
    let (tell, told) = channel();
    let next = AtomicU64::new(0);
    let started = Instant::now();
    let (batches, mut waits) = std::thread::scope(|scope| {
        let tellers: Vec<_> = (0..load.threads.max(1))
            .map(|_| {
                let (tell, next) = (tell.clone(), &next);
                scope.spawn(move || teller(&tell, next, load.count))
            })
            .collect();
        drop(tell);
        let batches = commit_all(&mut connection, told, load.size, &mut acknowledge)?;
        let waits: Vec<Duration> =
            tellers.into_iter().flat_map(|teller| teller.join().unwrap_or_default()).collect();
        Ok::<_, String>((batches, waits))
    })?;
    let seconds = started.elapsed().as_secs_f64();
    Ok(Speed {
        rows_per_second: load.count as f64 / seconds,
        mean_batch: load.count as f64 / batches.max(1) as f64,
        p50: percentile(&mut waits, 50),
        p99: percentile(&mut waits, 99),
    })
}

fn open(load: &Load) -> rusqlite::Result<Connection> {
    let connection = Connection::open(&load.file)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", &load.synchronous)?;
    connection.pragma_update(None, "wal_autocheckpoint", load.checkpoint_pages)?;
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS told (row INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT",
    )?;
    Ok(connection)
}

/// Tells rows one at a time until there are enough; gives how long each waited.
fn teller(tell: &Sender<Told>, next: &AtomicU64, count: u64) -> Vec<Duration> {
    let mut waits = Vec::new();
    loop {
        let row = next.fetch_add(1, Ordering::Relaxed);
        let started = Instant::now();
        // One channel for each row: a writer that fails drops its end, and the teller sees it.
        let (answer, answered) = channel();
        if row >= count || tell.send(Told { row, answer }).is_err() || answered.recv().is_err() {
            return waits;
        }
        waits.push(started.elapsed());
    }
}

/// Commits what is queued, acknowledges it, and so on until no teller is left; gives the number of commits.
fn commit_all(
    connection: &mut Connection,
    told: Receiver<Told>,
    size: usize,
    acknowledge: &mut impl FnMut(&[u64]) -> Result<(), String>,
) -> Result<u64, String> {
    let mut batches = 0;
    while let Ok(first) = told.recv() {
        let mut batch = vec![first];
        batch.extend(told.try_iter().take(LARGEST_BATCH - 1));
        let rows: Vec<u64> = batch.iter().map(|told| told.row).collect();
        commit(connection, &rows, size).map_err(|cause| format!("the commit failed: {cause}"))?;
        acknowledge(&rows)?;
        for told in batch {
            // A teller that is gone wants no answer.
            let _ = told.answer.send(());
        }
        batches += 1;
    }
    Ok(batches)
}

fn commit(connection: &mut Connection, rows: &[u64], size: usize) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    {
        let mut insert = transaction.prepare_cached("INSERT INTO told (row, body) VALUES (?1, ?2)")?;
        for row in rows {
            insert.execute(params![*row as i64, body(*row, size)])?;
        }
    }
    transaction.commit()
}

/// The body of a row: bytes that only this row has, so that a torn or misplaced page shows.
fn body(row: u64, size: usize) -> Vec<u8> {
    let mut draw = Draw(row);
    let words = std::iter::repeat_with(|| draw.next().to_le_bytes());
    words.flatten().take(size).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_acknowledged_once_and_is_there() {
        let folder = std::env::temp_dir().join(format!("candour-bare-rows-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("rows.db");
        let load =
            Load { file, count: 200, size: 100, threads: 4, synchronous: "off".into(), checkpoint_pages: 20 };
        let mut acknowledged = Vec::new();
        let speed = write(&load, |rows| {
            acknowledged.extend(rows.iter().map(u64::to_string));
            Ok(())
        });
        assert!((1.0..=4.0).contains(&speed.unwrap().mean_batch));
        assert_eq!(acknowledged.len(), 200);
        assert!(check(&folder.join("rows.db"), 100, &acknowledged).is_empty());
        acknowledged.push("200".into());
        assert_eq!(
            check(&folder.join("rows.db"), 100, &acknowledged),
            ["row `200` was acknowledged and is lost"]
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_failed_acknowledgement_ends_it() {
        let file = std::env::temp_dir().join(format!("candour-bare-rows-fail-{}", std::process::id()));
        let load = Load {
            file: file.clone(),
            count: 50,
            size: 9,
            threads: 3,
            synchronous: "off".into(),
            checkpoint_pages: 20,
        };
        assert_eq!(write(&load, |_| Err("no reader".into())).unwrap_err(), "no reader");
        std::fs::remove_file(&file).unwrap();
    }
}
