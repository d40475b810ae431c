//! `cargo xtask child tell-many`: tellers as a process of their own, so that it can be recorded, cut and killed.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk::Archive;
use record::policy::Policy;
use store::Synchronous;

use super::{Acknowledged, now, open_with, submission, tell, telling};

const USE: &str = "cargo xtask child tell-many --folder F --clients K --count N [--synchronous full|normal] \
    [--seed S] [--first-client C] [--starts N,N,..] [--fold-every N]";

/// What is told.
#[derive(Clone, Debug)]
pub(crate) struct TellMany {
    /// The store's folder.
    pub(crate) folder: PathBuf,
    /// How many tell at the same time.
    pub(crate) clients: u64,
    /// How many tellings each tells.
    pub(crate) count: u64,
    pub(crate) synchronous: Synchronous,
    pub(crate) seed: u64,
    /// Number of the first client: two processes tell as different ones.
    pub(crate) first_client: u64,
    /// Number of the telling that each client begins with; 0 where none is given.
    pub(crate) starts: Vec<u64>,
    /// The first client folds the database's own log after so many of its tellings; 0: never.
    pub(crate) fold_every: u64,
}

impl TellMany {
    /// One client, safe settings, from the beginning.
    pub(crate) fn new(folder: &Path, seed: u64) -> Self {
        Self {
            folder: folder.to_owned(),
            clients: 1,
            count: 1,
            synchronous: Synchronous::Full,
            seed,
            first_client: 0,
            starts: Vec::new(),
            fold_every: 0,
        }
    }

    /// The command that tells them and acknowledges each on a line of its own.
    pub(crate) fn command(&self, xtask: &Path) -> Command {
        let mut command = Command::new(xtask);
        let synchronous = if self.synchronous == Synchronous::Full { "full" } else { "normal" };
        command.args(["child", "tell-many", "--synchronous", synchronous]).arg("--folder").arg(&self.folder);
        for (name, number) in [
            ("--clients", self.clients),
            ("--count", self.count),
            ("--seed", self.seed),
            ("--first-client", self.first_client),
            ("--fold-every", self.fold_every),
        ] {
            command.args([name, &number.to_string()]);
        }
        if !self.starts.is_empty() {
            let starts: Vec<String> = self.starts.iter().map(u64::to_string).collect();
            command.args(["--starts", &starts.join(",")]);
        }
        command
    }
}

/// Runs the command.
///
/// # Errors
/// When the arguments are wrong or a telling is not taken: the first reason.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let many = read(arguments)?;
    let policy = Policy::england();
    let archive = open_with(&many.folder, many.synchronous)?;
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..many.clients)
            .map(|place| {
                let (many, policy, archive) = (&many, &policy, &archive);
                scope.spawn(move || client(many, place, policy, archive))
            })
            .collect();
        let mut first = Ok(());
        for client in clients {
            let ended = client.join().unwrap_or_else(|_| Err("a teller panicked".into()));
            first = first.and(ended);
        }
        first
    })
}

fn client(many: &TellMany, place: u64, policy: &Policy, archive: &Archive) -> Result<(), String> {
    let start = many.starts.get(place as usize).copied().unwrap_or(0);
    let client = many.first_client + place;
    for number in start..start + many.count {
        let receipt = tell(archive, policy, &telling(many.seed, client, number), now())
            .map_err(|cause| cause.to_string())?;
        let line = Acknowledged::line(&submission(many.seed, client, number), &receipt);
        let mut out = std::io::stdout().lock();
        out.write_all(line.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|cause| format!("standard output: {cause}"))?;
        drop(out);
        if place == 0 && many.fold_every > 0 && number % many.fold_every == many.fold_every - 1 {
            archive.store().fold().map_err(|cause| cause.to_string())?;
        }
    }
    Ok(())
}

fn read(arguments: &[&str]) -> Result<TellMany, String> {
    let mut many = TellMany { clients: 0, count: 0, ..TellMany::new(Path::new(""), 0) };
    for pair in arguments.chunks(2) {
        let &[name, value] = pair else { return Err(USE.into()) };
        let wrong = || format!("`{name} {value}` is no number; {USE}");
        let number = || value.parse::<u64>().map_err(|_| wrong());
        match name {
            "--folder" => many.folder = value.into(),
            "--clients" => many.clients = number()?,
            "--count" => many.count = number()?,
            "--seed" => many.seed = number()?,
            "--first-client" => many.first_client = number()?,
            "--fold-every" => many.fold_every = number()?,
            "--synchronous" if value == "full" => many.synchronous = Synchronous::Full,
            "--synchronous" if value == "normal" => many.synchronous = Synchronous::Normal,
            "--starts" => {
                let starts = value.split(',').map(|n| n.parse().map_err(|_| wrong()));
                many.starts = starts.collect::<Result<_, _>>()?;
            }
            _ => return Err(format!("`{name} {value}` is not known; {USE}")),
        }
    }
    if many.folder.as_os_str().is_empty() || many.clients == 0 || many.count == 0 {
        return Err(USE.into());
    }
    Ok(many)
}
