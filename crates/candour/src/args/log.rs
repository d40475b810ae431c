//! The flags of `candour log`.

use std::path::PathBuf;

use clap::Subcommand;

use super::StoreAt;

#[derive(Debug, clap::Args)]
pub(crate) struct Log {
    #[command(subcommand)]
    pub(crate) command: LogCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// Check every entry, tile and checkpoint of a store, or of a log as files; ends with code 1 if anything is wrong
    Audit(LogAudit),
    /// Write the log as files that any web server can serve; again into the same folder adds what is new
    Export(LogExport),
    /// Keep what a witness has signed: receipts fetched from then on carry it
    Cosigned(LogCosigned),
    /// Print a trust policy for this log: what `candour verify --trust` wants
    Trust(LogTrust),
}

#[derive(Debug, clap::Args)]
pub(crate) struct LogAudit {
    #[command(flatten)]
    pub(crate) at: StoreAt,
    /// A log as files instead of a store: an export, or anybody's (C2SP tlog-tiles)
    #[arg(long, value_name = "DIR", requires = "trust", conflicts_with_all = ["since", "renew", "open"])]
    pub(crate) dir: Option<PathBuf>,
    /// An old receipt, proof or checkpoint from outside, which the whole log must continue; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) since: Vec<PathBuf>,
    /// The trust policy: whose log it must be; else the key is taken from the store itself
    #[arg(long, value_name = "POLICY")]
    pub(crate) trust: Option<PathBuf>,
    /// Make the lost second copy of the last signed size anew; needs --since, and a store that is right
    #[arg(long, requires = "since")]
    pub(crate) renew: bool,
    /// Also open everything sealed, with the passphrase
    #[arg(long)]
    pub(crate) open: bool,
    /// Where a proof of fraud goes, should the log contradict what it signed; fork-SIZE.txt if not given
    #[arg(long, value_name = "FILE")]
    pub(crate) fork: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LogExport {
    /// The store: sqlite:FILE
    #[arg(long, value_name = "URL", default_value = "sqlite:candour.db")]
    pub(crate) store: String,
    /// The folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LogTrust {
    /// The store: sqlite:FILE
    #[arg(long, value_name = "URL", default_value = "sqlite:candour.db")]
    pub(crate) store: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LogCosigned {
    /// The checkpoint with the witnesses' signature lines under it, as a witness gives it back
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) at: StoreAt,
    /// The trust policy that names the witnesses: lines of others are not kept
    #[arg(long, value_name = "POLICY")]
    pub(crate) trust: PathBuf,
}
