//! The commands and their flags.

mod audit;
mod chart;
mod credit;
mod fitness;
mod keep;
mod knew;
mod log;
mod replay;
mod ruling;
mod simulate;

use std::path::PathBuf;

pub(crate) use audit::Audit;
pub(crate) use chart::Chart;
pub(crate) use credit::Credit;
pub(crate) use fitness::Fitness;
pub(crate) use keep::{Backup, Health, Migrate, Restore};
pub(crate) use knew::Knew;

use clap::{Parser, Subcommand};
use record::Day;

pub(crate) use log::{Log, LogAudit, LogCommand, LogCosigned, LogExport, LogTrust};
pub(crate) use replay::{Background, Dates, Replay};
pub(crate) use ruling::{Erase, Hold, PostKey, Sign};
pub(crate) use simulate::{Simulate, Town};

const AFTER: &str = "\
Exit codes: 0 done; 1 findings that you asked to fail on; 2 wrong use; 3 failed.
Start with `candour demo`, then read docs/README.md.";

/// Candour keeps a record of who was warned about a child, when, and what they did about it.
#[derive(Debug, Parser)]
#[command(name = "candour", version, after_help = AFTER, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Print machine output on stdout and keep words on stderr
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// A folder of policy files laid over England's, file by file; in a review, what it loosens is obeyed only where a file of
    /// rule changes among the extracts records two signatures
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) policy: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Review a made-up small town: eight agencies, some forty children, two hidden groups
    Demo(Demo),
    /// Read a folder of extracts from many agencies and write one chronology and who knew what, when
    Review(Review),
    /// Recount the returns an agency sends (no definition file needed), or audit a plain table of cases, and say what the figures
    /// can and cannot tell
    Audit(Audit),
    /// Ask whether a post knew of a concern, a child or a place by a day, what shows it, and what the files do not cover
    Knew(Knew),
    /// Replay a published timeline of an inquiry through the rules, beside what was done
    Replay(Replay),
    /// Chart a table of figures over time, or compare units by a funnel plot
    Chart(Chart),
    /// Ask what credit a service may claim for a change, and in which words
    Credit(Credit),
    /// Ask whether a measure is fit to judge anybody by, to learn from only, or neither, and show who set which target when
    Fitness(Fitness),
    /// Make up a town whose truth is known, and write what its agencies would write
    Simulate(Simulate),
    /// Append a folder of extracts to a store, or check one file before it is sent
    Import(Import),
    /// Tell a concern and get a receipt for it
    Tell(Tell),
    /// Fetch a receipt again by its words to remember
    Receipt(Receipt),
    /// Check a receipt or proof, offline, with nothing but a trust policy
    Verify(Verify),
    /// Write the proof of any entry of the log: a line of a chronology, for instance
    Prove(Prove),
    /// Audit the log, write it out as files that anybody can serve and check, or print whom to trust
    Log(Log),
    /// Erase what is personal about somebody; the proofs, duties and counts stay
    Erase(Erase),
    /// Make the key a post signs with
    #[command(name = "post-key")]
    PostKey(PostKey),
    /// Sign a request for an erasure as a post
    Sign(Sign),
    /// Put a legal hold on somebody's records, or lift it
    Hold(Hold),
    /// Write a checked copy of the store while it may be in use
    Backup(Backup),
    /// Put a backup in the place of a store that is gone or damaged
    Restore(Restore),
    /// Say how a store is and what should be mended; needs no passphrase
    Health(Health),
    /// Bring a store from before the ledger to this version
    Migrate(Migrate),
}

/// Where a store is, and what opens it.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct StoreAt {
    /// The store: sqlite:FILE
    #[arg(long, value_name = "URL", default_value = "sqlite:candour.db")]
    pub(crate) store: String,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
}

/// What opens a store.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Secrets {
    /// The key file; FILE.keys beside the store if not given
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
    /// The second copy of the last signed size, better on another disk; FILE.last-signed beside the store if not given
    #[arg(long, value_name = "FILE", env = "CANDOUR_LAST_SIGNED")]
    pub(crate) last_signed: Option<PathBuf>,
    /// A file that holds the passphrase; else CANDOUR_PASSPHRASE is taken, else it is asked for
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// The name of a log that is about to begin, such as westbrook.example/candour
    #[arg(long, value_name = "NAME")]
    pub(crate) origin: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Tell {
    /// A telling as JSON (docs/formats/telling.md); - for standard input; without it a form asks
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) at: StoreAt,
    #[command(flatten)]
    pub(crate) out: ReceiptOut,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Receipt {
    /// The eight words to remember
    #[arg(required = true, num_args = 1.., value_name = "WORD")]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) at: StoreAt,
    #[command(flatten)]
    pub(crate) out: ReceiptOut,
}

/// Where a receipt goes.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ReceiptOut {
    /// The receipt file; if not given it is named after the entry: receipt-N.tlog-proof
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Also a page to print, HTML
    #[arg(long, value_name = "FILE")]
    pub(crate) page: Option<PathBuf>,
    /// The page is a small slip with the words alone, which explains nothing to whoever finds it
    #[arg(long, requires = "page")]
    pub(crate) discreet: bool,
    /// The receipt shows names and words too, so that it proves them; not only the coded facts
    #[arg(long)]
    pub(crate) everything: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// The receipts or proofs; of several, those that contradict each other are found
    #[arg(required_unless_present = "fork", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The trust policy: whose log, which witnesses (C2SP tlog-policy)
    #[arg(long, value_name = "POLICY")]
    pub(crate) trust: PathBuf,
    /// A proof that a log signed two histories
    #[arg(long, value_name = "FILE")]
    pub(crate) fork: Vec<PathBuf>,
    /// Show names and words if the receipt holds them
    #[arg(long)]
    pub(crate) names: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Prove {
    /// Log indexes, as they stand in the chronology
    #[arg(required = true, value_name = "INDEX")]
    pub(crate) indexes: Vec<u64>,
    #[command(flatten)]
    pub(crate) at: StoreAt,
    /// The folder the proofs go to: proof-N.tlog-proof
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Where the town and its report go
    #[arg(long, value_name = "DIR", default_value = "candour-demo")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Review {
    /// The folder of extracts: one subfolder an agency
    pub(crate) folder: PathBuf,
    /// The folder the report is written into
    #[arg(long, value_name = "REPORT")]
    pub(crate) out: PathBuf,
    /// As of the end of this day (YYYY-MM-DD); today if not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Day>,
    /// Keep the events in a store: sqlite:FILE
    #[arg(long, value_name = "URL")]
    pub(crate) store: Option<String>,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
    /// The edited corrections.csv of an earlier report
    #[arg(long, value_name = "FILE")]
    pub(crate) corrections: Option<PathBuf>,
    /// The key file that says which pseudonym stands for whom; beside the report folder if not given
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Show names, phones, plates and postcodes as the sources wrote them
    #[arg(long)]
    pub(crate) names: bool,
    /// Show the free words of concern files
    #[arg(long)]
    pub(crate) narrative: bool,
    /// End with code 1 if a file was not read or there are findings
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// A folder of extracts, or with --check one file
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) at: StoreAt,
    /// Read and say what candour understands; keep nothing
    #[arg(long)]
    pub(crate) check: bool,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text)
        .ok_or_else(|| "write a day the calendar has as YYYY-MM-DD, such as 2024-03-31".into())
}
