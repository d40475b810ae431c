//! Processes killed at any moment: what was acknowledged stays, and what is sent again is recorded once.

use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use record::policy::Policy;

use super::page::Page;
use super::tellings::{self, TellMany};
use super::town::Draw;
use super::{Share, child};
use crate::Done;

const SEED: u64 = 9;
const CLIENTS: u64 = 8;
/// The longest a process lives, in milliseconds. It may be killed while it opens the store.
const LONGEST_MS: u64 = 250;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let rounds = if share == Share::Ci { 5 } else { 200 };
    let place = root.join("target/prove-kill");
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).map_err(failed)?;
    tellings::make_keys(&place)?;
    let policy = Policy::england();
    let mut draw = Draw(SEED);
    let mut kept = Kept::default();
    let started = Instant::now();
    for round in 0..rounds {
        let lines = one(&place, &mut draw, &kept, round)?;
        let before = kept.index.len();
        let new = kept.take(&lines);
        let complaints = tellings::check(&place, &lines, &policy);
        kept.complaints.extend(complaints.into_iter().map(|words| format!("round {round}: {words}")));
        if new > 0 && before == 0 {
            eprintln!("the first round acknowledged {new} receipts");
        }
        kept.own += 1;
    }
    let all: Vec<String> = kept.lines.values().cloned().collect();
    let looked = tellings::look(&place, &all, &policy);
    kept.complaints.extend(looked.complaints);
    kept.complaints.extend(looked.refused);
    let mut page = Page::new("kill", "Killed while it acknowledges");
    page.figure(
        "rounds",
        rounds.to_string(),
        format!("{CLIENTS} clients in one, two or eight processes; killed after up to {LONGEST_MS} ms"),
    );
    page.figure(
        "receipts acknowledged",
        kept.lines.len().to_string(),
        format!("{} of them a second time, {:.0} s", kept.again, started.elapsed().as_secs_f64()),
    );
    // After each round the check itself tells one thing; the last look counts before it does.
    let told = kept.lines.len() as u64 + kept.own;
    let unanswered = looked.size.saturating_sub(told);
    page.figure(
        "recorded without having been acknowledged",
        unanswered.to_string(),
        "killed between the disk and the answer, and not asked again",
    );
    page.must(
        "lost, contradicted, or recorded twice",
        &kept.complaints.len().to_string(),
        "none",
        kept.complaints.is_empty() && looked.size >= told,
    );
    for words in kept.complaints.iter().take(5) {
        page.figure("complaint", words.clone(), "");
    }
    page.finish(root, share, SEED)?;
    std::fs::remove_dir_all(&place).map_err(failed)
}

/// What the clients hold.
#[derive(Default)]
struct Kept {
    /// The first line of each submission.
    lines: HashMap<String, String>,
    /// Its index in the log.
    index: HashMap<String, String>,
    /// The number each client goes on from: the last that was acknowledged, which is so sent again.
    next: HashMap<u64, u64>,
    again: usize,
    /// Tellings of the checks.
    own: u64,
    complaints: Vec<String>,
}

impl Kept {
    /// Takes what a round acknowledged; gives how many submissions are new.
    fn take(&mut self, lines: &[String]) -> usize {
        let mut new = 0;
        for line in lines {
            let submission = line.split(' ').next().unwrap_or_default().to_owned();
            let index =
                line.split("\\n").find(|part| part.starts_with("index ")).unwrap_or_default().to_owned();
            let mut parts = submission.split('-').skip(2).map_while(|part| part.parse::<u64>().ok());
            if let (Some(client), Some(number)) = (parts.next(), parts.next()) {
                let next = self.next.entry(client).or_default();
                *next = number.max(*next);
            }
            match self.index.get(&submission) {
                Some(first) if *first == index => self.again += 1,
                Some(first) => self.complaints.push(format!("`{submission}`: `{first}` and `{index}`")),
                None => {
                    new += 1;
                    self.index.insert(submission.clone(), index);
                    self.lines.insert(submission, line.clone());
                }
            }
        }
        new
    }
}

/// Starts the clients, kills them, and gives the lines they had printed.
fn one(place: &Path, draw: &mut Draw, kept: &Kept, round: u64) -> Result<Vec<String>, String> {
    let xtask = child::this()?;
    let processes = [1, 1, 2, 8][round as usize % 4];
    let each = CLIENTS / processes;
    let mut children = Vec::new();
    for process in 0..processes {
        let first_client = process * each;
        let starts =
            (first_client..first_client + each).map(|client| kept.next.get(&client).copied().unwrap_or(0));
        let many = TellMany {
            clients: each,
            count: 1_000_000,
            first_client,
            starts: starts.collect(),
            ..TellMany::new(place, SEED)
        };
        let mut command = many.command(&xtask);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        children.push(child.map_err(|cause| format!("{command:?}: {cause}"))?);
    }
    let readers: Vec<_> = children.iter_mut().map(lines_of).collect();
    std::thread::sleep(Duration::from_millis(draw.below(LONGEST_MS)));
    let mut codes = BTreeSet::new();
    for child in &mut children {
        let _ = child.kill();
        codes.insert(child.wait().map_err(|cause| cause.to_string())?.code());
    }
    let mut lines = Vec::new();
    for reader in readers {
        lines.extend(reader.join().unwrap_or_default());
    }
    // A signal leaves no exit code. One that ended by itself could not tell.
    if codes.iter().any(Option::is_some) {
        return Err(format!("round {round}: a client ended by itself: {codes:?}"));
    }
    Ok(lines)
}

/// Reads whole lines until the process is gone.
fn lines_of(child: &mut Child) -> std::thread::JoinHandle<Vec<String>> {
    let out = child.stdout.take();
    std::thread::spawn(move || {
        let mut lines = Vec::new();
        let Some(out) = out else { return lines };
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while out.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        lines
    })
}
