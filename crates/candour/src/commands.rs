//! What each command does.

mod audit;
mod audit_cases;
mod backup;
mod chart;
mod check;
mod credit;
mod demo;
mod erase;
mod fitness;
mod fork;
mod health;
mod hold;
mod import;
mod knew;
mod log;
mod migrate;
mod place;
mod policy;
mod prove;
mod receipt;
mod replay;
mod restore;
mod review;
mod sign;
mod simulate;
mod statement;
mod tell;
mod verify;

use std::error::Error;

use crate::args::{Args, Command};

/// The caller asked for something that cannot be asked for.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct WrongUse(pub(crate) String);

/// Runs the command; gives the exit code.
pub(crate) fn run(args: &Args) -> Result<u8, Box<dyn Error>> {
    if let Command::Verify(verify) = &args.command {
        // A receipt is checked against nothing but a trust policy; a policy folder only lends its words.
        let policy = args.policy.as_deref().map(|folder| policy::load(Some(folder))).transpose()?;
        return verify::run(verify, args.json, policy.as_ref());
    }
    let policy = policy::load(args.policy.as_deref())?;
    match &args.command {
        Command::Demo(demo) => demo::run(demo, args.json, &policy),
        Command::Review(review) => review::run(review, args.json, &policy),
        Command::Audit(audit) => audit::run(audit, args.json, &policy),
        Command::Knew(knew) => knew::run(knew, args.json, &policy),
        Command::Chart(chart) => chart::run(chart, args.json),
        Command::Credit(credit) => credit::run(credit, args.json),
        // Both ask "what if": a folder's rules are tried out as they stand, signed or not.
        Command::Replay(replay) => replay::run(replay, args.json, &policy.on_trial()),
        Command::Simulate(simulate) => simulate::run(simulate, args.json, &policy.on_trial()),
        Command::Import(import) if import.check => check::run(&import.path, args.json, &policy),
        Command::Import(import) => import::run(import, args.json, &policy),
        Command::Tell(tell) => tell::run(tell, args.json, &policy),
        Command::Receipt(receipt) => receipt::run(receipt, args.json, &policy),
        Command::Verify(verify) => verify::run(verify, args.json, Some(&policy)),
        Command::Fitness(fitness) => fitness::run(fitness, args.json),
        Command::Erase(erase) => erase::run(erase, args.json, &policy),
        Command::PostKey(post_key) => sign::make_key(post_key, args.json),
        Command::Sign(sign) => sign::run(sign, args.json),
        Command::Hold(hold) => hold::run(hold, args.json, &policy),
        Command::Prove(prove) => prove::run(prove, args.json, &policy),
        Command::Log(log) => log::run(log, args.json, &policy),
        Command::Backup(backup) => backup::run(backup, args.json),
        Command::Restore(restore) => restore::run(restore, args.json),
        Command::Health(health) => health::run(health, args.json, &policy),
        Command::Migrate(migrate) => migrate::run(migrate, args.json),
    }
}
