//! Flags of the commands that keep a store: backup, restore, health, migrate.

use std::path::PathBuf;

use super::StoreAt;

#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// The file the backup goes to, better on another disk; an older backup of the same store is written anew
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) at: StoreAt,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// The backup
    pub(crate) backup: PathBuf,
    #[command(flatten)]
    pub(crate) at: StoreAt,
    /// Move what stands in the store's place to this file first
    #[arg(long, value_name = "FILE")]
    pub(crate) keep_old: Option<PathBuf>,
    /// The backup lacks entries that were signed and no newer copy exists: go on as a log of this name
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) as_new_log: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Health {
    #[command(flatten)]
    pub(crate) at: StoreAt,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Migrate {
    #[command(flatten)]
    pub(crate) at: StoreAt,
    /// Keep the old store, with its names in the open, as this file; without it its bytes are overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) keep: Option<PathBuf>,
}
