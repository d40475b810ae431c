//! Power cuts under the real receipt path: no acknowledged receipt is lost or contradicted, and the store goes on.

use std::cell::RefCell;
use std::path::Path;
use std::process::Command;

use record::policy::Policy;
use store::Synchronous;

use super::disk::subject::{Outcome, Subject, cut, images};
use super::page::Page;
use super::power::SEED;
use super::tellings::{self, TellMany};
use super::{Share, child};
use crate::Done;

/// Tellings of a run.
const TELLINGS: u64 = 240;

/// How much is cut.
struct Amount {
    cuts: usize,
    seeds: u64,
    /// Images whose recovery is cut again, and how often each.
    again: (usize, usize),
    /// Cuts while a store is made with its key file, which costs a slow key each time.
    first: usize,
}

pub(super) fn prove(page: &mut Page, place: &Path, share: Share) -> Done {
    let amount = match share {
        Share::Whole => Amount { cuts: 500, seeds: 3, again: (12, 40), first: 150 },
        Share::Ci => Amount { cuts: 40, seeds: 1, again: (2, 10), first: 10 },
    };
    let policy = Policy::england();
    let kept = told(&place.join("receipts"), Synchronous::Full, &amount, &policy)?;
    report(page, "receipts", &kept, true);
    let lost = told(&place.join("receipts-normal"), Synchronous::Normal, &amount, &policy)?;
    report(page, "receipts, `synchronous=normal`", &lost, false);
    let (begun, refused) = beginning(&place.join("beginning"), true, amount.cuts / 2, &policy)?;
    report(page, "a store that is being made", &begun, true);
    page.figure("of these, refused to start, in words, with nothing acknowledged", refused.to_string(), "");
    let (begun, refused) = beginning(&place.join("beginning-keys"), false, amount.first, &policy)?;
    report(page, "a store that is being made with its key file", &begun, true);
    page.figure("of these, refused to start, in words, with nothing acknowledged", refused.to_string(), "");
    let killed = killed(&place.join("killed"), &amount, &policy)?;
    report(page, "a process that is killed, then another", &killed, true);
    let again = recovery(&place.join("recovery"), &amount, &policy)?;
    report(page, "a recovery that is cut again", &again, true);
    Ok(())
}

fn report(page: &mut Page, what: &str, outcome: &Outcome, keeps: bool) {
    eprintln!("{what}: {outcome:?}");
    page.figure(
        format!("{what}: cuts"),
        outcome.cuts.to_string(),
        format!(
            "{} acknowledgements checked; {} syncs in {} calls",
            outcome.acknowledged, outcome.syncs, outcome.steps
        ),
    );
    page.must(
        &format!("{what}: images with a broken promise"),
        &format!("{} ({} complaints)", outcome.bad, outcome.complaints),
        if keeps { "none" } else { "some, or the harness sees nothing" },
        (outcome.bad == 0) == keeps,
    );
    if let Some(first) = &outcome.first {
        page.figure("the first of them", first.clone(), "");
    }
}

/// Many tell; the key file was made before.
fn told(place: &Path, synchronous: Synchronous, amount: &Amount, policy: &Policy) -> Result<Outcome, String> {
    let xtask = child::this()?;
    let mut all = Outcome::default();
    for seed in 0..amount.seeds {
        let clients = [4, 1, 8][seed as usize % 3];
        let failed = RefCell::new(Ok(()));
        let subject = Subject {
            inject: None,
            command: &|folder| {
                *failed.borrow_mut() = tellings::make_keys(folder);
                let many = TellMany::new(folder, seed);
                let count = TELLINGS / clients;
                TellMany { clients, count, synchronous, fold_every: count / 3, ..many }.command(&xtask)
            },
            check: &|folder, lines| tellings::check(folder, lines, policy),
        };
        let outcome = cut(&subject, &place.join(seed.to_string()), amount.cuts, SEED + seed)?;
        failed.into_inner()?;
        all = all.and(outcome);
    }
    Ok(all)
}

/// A store is made and told to once. A refusal is no broken promise as long as nothing was acknowledged and it has words.
fn beginning(
    place: &Path,
    keys_before: bool,
    cuts: usize,
    policy: &Policy,
) -> Result<(Outcome, usize), String> {
    let xtask = child::this()?;
    let refused = RefCell::new(Vec::new());
    let subject = Subject {
        inject: None,
        command: &|folder| {
            // What goes wrong here is found by the command: without a key file it takes the slow way.
            let _ = if keys_before { tellings::make_keys(folder) } else { Ok(()) };
            TellMany { count: 3, ..TellMany::new(folder, 7) }.command(&xtask)
        },
        check: &|folder, lines| {
            let looked = tellings::look(folder, lines, policy);
            let mut complaints = looked.complaints;
            match looked.refused {
                Some(words) if lines.is_empty() && !words.is_empty() => refused.borrow_mut().push(words),
                Some(words) => complaints.push(format!("the store does not open: {words}")),
                None => {}
            }
            complaints
        },
    };
    let outcome = cut(&subject, place, cuts, SEED)?;
    let mut refused = refused.into_inner();
    let count = refused.len();
    refused.sort();
    refused.dedup();
    refused.iter().for_each(|words| eprintln!("refused: {words}"));
    Ok((outcome, count))
}

/// Tellers are killed when they ask for a sync, others go on at once, and the power is cut: what the first left in memory
/// only must not be taken for safe.
fn killed(place: &Path, amount: &Amount, policy: &Policy) -> Result<Outcome, String> {
    let xtask = child::this()?;
    let mut all = Outcome::default();
    // A sync of any thread, late enough that the second process, which tells little, never gets there.
    for (number, call) in (12..20).cycle().take(amount.again.0).enumerate() {
        let inject = format!("fsync,fdatasync:signal=KILL:when={call}");
        let subject = Subject {
            inject: Some(&inject),
            command: &|folder| {
                let begun = tellings::make_keys(folder).and_then(|()| tellings::open(folder).map(drop));
                let first = TellMany { clients: 4, count: 1_000, ..TellMany::new(folder, 3) };
                let second = TellMany { clients: 2, count: 2, ..TellMany::new(folder, 4) };
                let script =
                    format!("{} || {}", in_shell(&first.command(&xtask)), in_shell(&second.command(&xtask)));
                let mut shell = Command::new("sh");
                shell.args(["-c", if begun.is_ok() { &script } else { "false" }]);
                shell
            },
            check: &|folder, lines| tellings::check(folder, lines, policy),
        };
        all = all.and(cut(&subject, place, amount.again.1, SEED + number as u64)?);
    }
    Ok(all)
}

/// A command in a shell's words.
fn in_shell(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| format!("'{}'", word.to_string_lossy().replace('\'', "'\\''")))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Images after a cut are started from, and the power is cut again while they recover and go on.
fn recovery(place: &Path, amount: &Amount, policy: &Policy) -> Result<Outcome, String> {
    let xtask = child::this()?;
    let first = Subject {
        inject: None,
        command: &|folder| {
            let _ = tellings::make_keys(folder);
            TellMany { clients: 4, count: 20, fold_every: 7, ..TellMany::new(folder, 1) }.command(&xtask)
        },
        check: &|folder, lines| tellings::check(folder, lines, policy),
    };
    let mut all = Outcome::default();
    for (number, (image, before)) in
        images(&first, &place.join("first"), amount.again.0, SEED)?.into_iter().enumerate()
    {
        let subject = Subject {
            inject: None,
            command: &|folder| {
                // An image that is not written is found out: what was acknowledged is not there.
                let _ = image.write(folder);
                TellMany { count: 3, ..TellMany::new(folder, 2) }.command(&xtask)
            },
            check: &|folder, lines| {
                let lines: Vec<String> = before.iter().chain(lines).cloned().collect();
                tellings::check(folder, &lines, policy)
            },
        };
        all = all.and(cut(&subject, &place.join("again"), amount.again.1, SEED + number as u64)?);
    }
    Ok(all)
}
