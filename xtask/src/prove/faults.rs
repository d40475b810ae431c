//! Failing disks and clocks under the real receipt path.

use std::path::Path;
use std::process::Command;

use record::Logged;
use record::policy::Policy;

use super::disk::{faults, strace};
use super::page::Page;
use super::tellings::{self, TellMany};
use super::{Share, child};
use crate::Done;

const SEED: u64 = 23;
/// What fails, in strace's words. `%` is the number of the call in its thread.
const FAULTS: [&str; 5] = [
    "fsync,fdatasync:error=EIO:when=%",
    "fsync,fdatasync:error=EIO:when=%+",
    "pwrite64:error=ENOSPC:when=%",
    "pwrite64:error=ENOSPC:when=%+",
    "pwrite64:error=EIO:when=%",
];

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let mut page = Page::new("faults", "Failing disks and clocks");
    let place = root.join("target/prove-faults");
    let policy = Policy::england();
    let calls: &[usize] =
        if share == Share::Ci { &[1, 3] } else { &[1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30] };
    if strace::wanted("the proof of failing disks")? {
        let candour = child::candour(root)?;
        for fault in FAULTS {
            let mut all = Counts::default();
            for call in calls {
                let fault = fault.replace('%', &call.to_string());
                one_telling(&candour, &place, &fault, &policy, &mut all)?;
            }
            report(&mut page, &format!("`candour tell`, `{fault}`"), &all);
            let mut all = Counts::default();
            for call in calls {
                let fault = fault.replace('%', &(call * 3).to_string());
                many(&place, &fault, &policy, &mut all)?;
            }
            report(&mut page, &format!("four tellers, `{fault}`"), &all);
        }
    }
    clock(&mut page, &place, &policy)?;
    page.finish(root, share, SEED)?;
    std::fs::remove_dir_all(&place).map_err(|cause| format!("{}: {cause}", place.display()))
}

/// What several faults showed.
#[derive(Default)]
struct Counts {
    runs: usize,
    /// Runs in which a call was made to fail.
    hit: usize,
    /// Of these, ended with an error.
    stopped: usize,
    acknowledged: usize,
    complaints: Vec<String>,
}

fn report(page: &mut Page, what: &str, all: &Counts) {
    all.complaints.iter().for_each(|words| eprintln!("{what}: {words}"));
    page.must(
        what,
        &format!(
            "{} runs, {} met the fault, {} of these stopped; {} receipts; {} complaints",
            all.runs,
            all.hit,
            all.stopped,
            all.acknowledged,
            all.complaints.len()
        ),
        "stops with exit 3 and a remedy, or answers truly; nothing acknowledged is lost, nothing recorded twice",
        all.complaints.is_empty() && all.hit > 0,
    );
    if let Some(first) = all.complaints.first() {
        page.figure("the first of them", first.clone(), "");
    }
}

/// A new folder with a key file and two receipts in it.
fn begun(place: &Path, policy: &Policy) -> Result<Vec<String>, String> {
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    let _ = std::fs::remove_dir_all(place);
    std::fs::create_dir_all(place).map_err(failed)?;
    tellings::make_keys(place)?;
    let archive = tellings::open(place)?;
    let tell = |number| -> Result<String, String> {
        let telling = tellings::telling(SEED, 500, number);
        let receipt =
            tellings::tell(&archive, policy, &telling, tellings::now()).map_err(|cause| cause.to_string())?;
        let line = tellings::Acknowledged::line(&tellings::submission(SEED, 500, number), &receipt);
        Ok(line.trim_end().to_owned())
    };
    (0..2).map(tell).collect()
}

/// `candour tell` with one fault: exit code, words, and what is there afterwards.
fn one_telling(candour: &Path, place: &Path, fault: &str, policy: &Policy, all: &mut Counts) -> Done {
    let mut lines = begun(place, policy)?;
    let telling = tellings::telling(SEED, 501, 0);
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    let file = place.join("telling.json");
    std::fs::write(&file, as_json(&telling)).map_err(failed)?;
    let mut command = Command::new(candour);
    command.arg("--json").arg("tell").arg(&file);
    command.arg("--store").arg(format!("sqlite:{}", tellings::database(place).display()));
    command.current_dir(place).env("CANDOUR_PASSPHRASE", tellings::PASSPHRASE);
    let ended = faults::run(&command, &[fault], &place.join("strace"))?;
    all.runs += 1;
    all.hit += usize::from(ended.failed_calls > 0);
    let mut wrong = |words: String| all.complaints.push(format!("`{fault}`: {words}"));
    match ended.code {
        Some(0) => all.acknowledged += 1,
        Some(3) => {
            all.stopped += 1;
            if !remedy(&ended.stderr) {
                wrong(format!("no remedy in: {}", ended.stderr.trim()));
            }
        }
        code => wrong(format!("exit code {code:?}: {}", ended.stderr.trim())),
    }
    // A normal start works, the first receipts are there, and the same telling is recorded once.
    let submission = tellings::submission(SEED, 501, 0);
    let again = |lines: &mut Vec<String>| -> Result<bool, String> {
        let archive = tellings::open(place)?;
        let receipt =
            tellings::tell(&archive, policy, &telling, tellings::now()).map_err(|cause| cause.to_string())?;
        lines.push(tellings::Acknowledged::line(&submission, &receipt).trim_end().to_owned());
        Ok(receipt.repeated)
    };
    match (again(&mut lines), ended.code) {
        (Err(cause), _) => wrong(format!("a normal start afterwards: {cause}")),
        (Ok(false), Some(0)) => wrong("it was acknowledged and is not there".into()),
        (Ok(_), _) => {}
    }
    for words in tellings::check(place, &lines, policy) {
        wrong(words);
    }
    Ok(())
}

/// Four tellers and one fault.
fn many(place: &Path, fault: &str, policy: &Policy, all: &mut Counts) -> Done {
    let mut lines = begun(place, policy)?;
    let many = TellMany { clients: 4, count: 40, fold_every: 15, ..TellMany::new(place, SEED) };
    let ended = faults::run(&many.command(&child::this()?), &[fault], &place.join("strace"))?;
    lines.extend(ended.stdout.lines().map(str::to_owned));
    all.runs += 1;
    all.hit += usize::from(ended.failed_calls > 0);
    all.acknowledged += ended.stdout.lines().count();
    let mut wrong = |words: String| all.complaints.push(format!("`{fault}`: {words}"));
    if ended.code != Some(0) {
        all.stopped += 1;
        if !remedy(&ended.stderr) {
            wrong(format!("no remedy in: {}", ended.stderr.trim()));
        }
    }
    for words in tellings::check(place, &lines, policy) {
        wrong(words);
    }
    Ok(())
}

/// Do the words say what to do?
fn remedy(words: &str) -> bool {
    [
        "send it again",
        "try again",
        "start the command again",
        "check that",
        "make room",
        "run it again",
        "fetch its receipt again",
    ]
    .iter()
    .any(|remedy| words.contains(remedy))
}

/// A clock that steps back: times in the log never do, and the receipts hold.
fn clock(page: &mut Page, place: &Path, policy: &Policy) -> Done {
    let mut lines = begun(place, policy)?;
    let mut latest = Logged(i64::MIN);
    let mut back = 0;
    {
        let archive = tellings::open(place)?;
        let now = tellings::now();
        for (number, step_s) in [0, -3_600, 5, -86_400 * 365, 10, -1, 20].into_iter().enumerate() {
            let number = number as u64;
            let logged = Logged(now.0 + step_s * 1_000_000);
            let receipt = tellings::tell(&archive, policy, &tellings::telling(SEED, 502, number), logged)
                .map_err(|cause| cause.to_string())?;
            let stamped = receipt.statement.logged.unwrap_or(Logged(i64::MIN));
            back += usize::from(stamped < latest);
            latest = latest.max(stamped);
            let line = tellings::Acknowledged::line(&tellings::submission(SEED, 502, number), &receipt);
            lines.push(line.trim_end().to_owned());
        }
    }
    let complaints = tellings::check(place, &lines, policy);
    page.must(
        "a clock that steps back by a second, an hour and a year",
        &format!("{back} times run backwards, {} of {} receipts do not hold", complaints.len(), lines.len()),
        "none",
        back == 0 && complaints.is_empty(),
    );
    Ok(())
}

fn as_json(telling: &told::telling::Telling) -> Vec<u8> {
    // The same struct reads and writes the file; `content` leaves the submission out, so it is put back.
    let text = String::from_utf8_lossy(&telling.content()).into_owned();
    let submission = telling.submission.as_deref().unwrap_or_default();
    text.replacen("\"submission\":null", &format!("\"submission\":\"{submission}\""), 1).into_bytes()
}
