//! `candour knew`: did this post know of this by that day, what shows it, and what do the files not cover?

use std::error::Error;
use std::io::Write;

use desk::{KnewOptions, Of, Records};
use published::Shown;
use record::policy::Policy;

use super::{WrongUse, place};
use crate::progress_bar::Bar;
use crate::{args, clock};

pub(crate) fn run(args: &args::Knew, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    if matches!(args.of, Of::Pseudonym(_)) && args.key.is_none() {
        let words = "a pseudonym needs the key file of the report it stands in: add `--key REPORT.key.csv`";
        return Err(WrongUse(words.into()).into());
    }
    let store = args.store.as_deref().map(|store| place::of(store, &args.secrets)).transpose()?;
    let bar = Bar::new();
    let passphrase = place::passphrase(&args.secrets, &bar);
    let records = match (&store, &args.dir) {
        (Some(store), _) => Records::Store(store, &passphrase),
        (None, Some(dir)) => Records::Folder(dir),
        (None, None) => return Err(WrongUse("name the records with `--dir` or `--store`".into()).into()),
    };
    let answer = desk::ask_knew(&KnewOptions {
        records,
        post: &args.post,
        of: &args.of,
        by: args.by,
        as_of: args.as_of.unwrap_or_else(|| clock::today(&policy.zone)),
        logged: clock::now(),
        policy,
        key: args.key.as_deref(),
        shown: Shown { names: args.names, narrative: false },
        progress: &|progress| bar.show(progress),
    });
    bar.finish();
    let answer = answer?;
    let mut stdout = std::io::stdout();
    if json {
        writeln!(stdout, "{}", answer.json)?;
        eprint!("{}", answer.words);
    } else {
        stdout.write_all(answer.words.as_bytes())?;
    }
    Ok(0)
}
