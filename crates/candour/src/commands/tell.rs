//! `candour tell`: a telling from a JSON file or a form on the terminal, and its receipt.

mod form;

use std::error::Error;
use std::io::{IsTerminal, Read, Write};
use std::path::Path;

use desk::TellOptions;
use record::event::Assurance;
use record::policy::Policy;
use told::telling::{LARGEST, Telling};

use super::{WrongUse, place, receipt};
use crate::{args, clock};

pub(crate) fn run(args: &args::Tell, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let telling = match &args.file {
        Some(file) => from_file(file)?,
        None if std::io::stdin().is_terminal() => form::ask(policy, clock::today(&policy.zone))?,
        None => {
            let words = "name a JSON file to tell from, or `-` for standard input; a form asks on a terminal";
            return Err(WrongUse(words.into()).into());
        }
    };
    let archive = place::open(&args.at)?;
    let told = desk::tell(
        &archive,
        &telling,
        &TellOptions {
            policy,
            logged: clock::now(),
            today: clock::today(&policy.zone),
            assurance: Assurance::CommandLine,
            everything: args.out.everything,
        },
    )?;
    let what = if told.repeated {
        "told before under this submission id: recorded once"
    } else {
        "durable and signed"
    };
    let done = receipt::hand_out(&told, &args.out, json, policy, what)?;
    advise(&desk::advice(&telling, policy, clock::today(&policy.zone)), json)?;
    Ok(done)
}

/// Says what an official may want to add or to put in other words. What was told stays as it was told.
fn advise(advice: &[String], json: bool) -> std::io::Result<()> {
    if advice.is_empty() {
        return Ok(());
    }
    let mut out: Box<dyn Write> =
        if json { Box::new(std::io::stderr()) } else { Box::new(std::io::stdout()) };
    writeln!(out, "\nFor whoever wrote this (it is recorded as it stands, and nothing waits for it):")?;
    advice.iter().try_for_each(|line| writeln!(out, "  {line}"))
}

fn from_file(file: &Path) -> Result<Telling, Box<dyn Error>> {
    let wrong = |problem: String| WrongUse(format!("`{}`: {problem}", file.display()));
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 1;
    if file == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        let opened = std::fs::File::open(file).map_err(|cause| wrong(cause.to_string()))?;
        opened.take(most).read_to_end(&mut bytes).map_err(|cause| wrong(cause.to_string()))?;
    }
    Ok(Telling::parse(&bytes).map_err(|cause| wrong(cause.to_string()))?)
}
