//! `candour hold`: a legal hold, or its end.

use std::error::Error;
use std::io::Write;

use desk::HoldOptions;
use record::policy::Policy;

use super::{WrongUse, place};
use crate::{args, clock};

pub(crate) fn run(args: &args::Hold, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let targets = args.whom.targets();
    if targets.is_empty() {
        return Err(WrongUse(
            "say whose records with `--child AGENCY/NUMBER` or `--entry INDEX:MENTION`".into(),
        )
        .into());
    }
    let archive = place::open_there(&args.at)?;
    let held = desk::hold(
        &archive,
        &HoldOptions {
            policy,
            targets: &targets,
            by: &args.by,
            ground: &args.ground,
            lift: args.lift,
            words: args.words.as_deref(),
            logged: clock::now(),
        },
    )?;
    let mut out = std::io::stdout();
    if json {
        writeln!(
            out,
            "{}",
            serde_json::json!({"index": held.index, "people": held.people, "lifted": args.lift})
        )?;
    } else if args.lift {
        writeln!(
            out,
            "Lifted, as entry {}: the hold `{}` on {} of the people it names. Holds on other grounds stand.",
            held.index, args.ground, held.people
        )?;
    } else {
        writeln!(
            out,
            "Held, as entry {}: nothing of {} person(s) is erased until it is lifted.",
            held.index, held.people
        )?;
    }
    Ok(0)
}
