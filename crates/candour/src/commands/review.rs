//! `candour review`: one chronology, and who knew what, when.

use std::error::Error;
use std::io::Write;

use desk::{Review, ReviewOptions};
use published::Shown;
use record::policy::Policy;

use super::place;
use super::policy::count;
use crate::args;
use crate::progress_bar::Bar;
use crate::{clock, exit};

pub(crate) fn run(args: &args::Review, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let store = args.store.as_deref().map(|store| place::of(store, &args.secrets)).transpose()?;
    let bar = Bar::new();
    let review = desk::review(&ReviewOptions {
        folder: &args.folder,
        out: &args.out,
        as_of: args.as_of.unwrap_or_else(|| clock::today(&policy.zone)),
        logged: clock::now(),
        policy,
        store: store.as_ref(),
        passphrase: &place::passphrase(&args.secrets, &bar),
        corrections: args.corrections.as_deref(),
        key: args.key.as_deref(),
        shown: Shown { names: args.names, narrative: args.narrative },
        progress: &|progress| bar.show(progress),
    });
    bar.finish();
    let review = review?;
    if json {
        let summary = std::fs::read(args.out.join("summary.json"))?;
        std::io::stdout().write_all(&summary)?;
        eprint!("{}", words(&review));
    } else {
        std::io::stdout().write_all(words(&review).as_bytes())?;
    }
    let odd = review.findings > 0 || !review.unread.is_empty() || !review.corrections.not.is_empty();
    Ok(if args.strict && odd { exit::FINDINGS } else { 0 })
}

/// What was done, for whoever ran it.
pub(crate) fn words(review: &Review) -> String {
    use std::fmt::Write;
    let mut words = String::new();
    let mut line = |text: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(words, "{text}");
    };
    let looked_at = review.files.len() + review.unread.len();
    line(format!(
        "{} looked at, {} read, {} not read",
        count(looked_at, "file"),
        review.files.len(),
        review.unread.len()
    ));
    for unread in review.unread.iter().take(10) {
        line(format!("  not read: {} ({}; {})", unread.path, unread.why, unread.remedy));
    }
    if review.unread.len() > 10 {
        line(format!("  and {} more, listed in the report", review.unread.len() - 10));
    }
    if review.told > 0 {
        line(format!("{} told to candour itself", count(review.told, "event")));
    }
    line(format!("{}, {}", count(review.events, "event"), count(review.findings, "finding")));
    line(format!(
        "{} told by several agencies, {} disagree",
        count(review.accounts.0, "event"),
        review.accounts.1
    ));
    if review.warnings == 0 {
        line(
            "No row tells a post of a warning, so nothing can be unanswered: this is not \"all answered\"."
                .into(),
        );
        line("  Chronology rows start no clock; concern files do (docs/formats/concerns.md)".into());
    } else {
        let warnings = count(review.warnings, "warning");
        line(format!(
            "{warnings} told to a post, {} without an answer of substance and reasons",
            review.unanswered
        ));
    }
    line(format!(
        "{} that records about several children share, as questions",
        count(review.questions, "thing")
    ));
    let corrections = &review.corrections;
    if corrections.applied > 0 || !corrections.not.is_empty() {
        line(format!("{} applied, {} not", count(corrections.applied, "correction"), corrections.not.len()));
        for (number, words) in corrections.not.iter().take(10) {
            line(format!("  line {number}: {words}"));
        }
        if !corrections.not.is_empty() && corrections.applied == 0 {
            line("  decisions need the key of the report they were made on: the same --out, or --key".into());
        }
    }
    line(String::new());
    line(format!("Open first:  {}", review.page.display()));
    line(format!(
        "Key:         {} (says which pseudonym stands for whom; keep it apart from the report)",
        review.key.display()
    ));
    words
}
