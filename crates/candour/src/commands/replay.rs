//! `candour replay`: a published timeline through the rules, beside what was done; alone, and inside an ordinary partnership.

mod background;

use std::error::Error;
use std::io::Write;

use desk::timeline::Opened;
use published::replay::{replay_json, replay_words};
use record::policy::Policy;

use crate::{args, exit};

pub(crate) fn run(args: &args::Replay, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let opened = Opened::open(&args.file, args.out.as_deref(), policy)?;
    let mut replay = opened.replay(args.seed, policy);
    if let Some(folder) = &args.background.background {
        let asked = background::Asked { args: &args.background, seed: args.seed, policy };
        replay.embedding = Some(match folder {
            Some(folder) => asked.given(folder, opened.timeline())?,
            None => asked.made_up(opened.timeline())?,
        });
    }
    opened.write(&replay)?;
    let mut words = replay_words(&replay);
    for finding in replay.findings.iter().take(10) {
        words.push_str(&format!("  line {}, {}: {}\n", finding.line, finding.field, finding.words));
    }
    if let Some(out) = &args.out {
        words.push_str(&format!("Open first:  {}\n", out.join("index.html").display()));
    }
    if json {
        std::io::stdout().write_all(replay_json(&replay).as_bytes())?;
        eprint!("{words}");
    } else {
        std::io::stdout().write_all(words.as_bytes())?;
    }
    Ok(if args.strict && !replay.findings.is_empty() { exit::FINDINGS } else { 0 })
}
