//! Flags of `candour fitness`.

use std::path::PathBuf;

/// Ask whether a measure is fit to judge anybody by, to learn from only, or neither.
#[derive(Debug, clap::Args)]
pub(crate) struct Fitness {
    /// Questionnaires (TOML or CSV), figures, indicators as returned, returns beside independent findings, and registers of
    /// targets (CSV), in any mix; each is known by its headings
    #[arg(value_name = "FILE", required_unless_present = "suggest")]
    pub(crate) files: Vec<PathBuf>,
    /// The folder the page and the tables are written into
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print a questionnaire to fill in, for the measures that the files name
    #[arg(long, conflicts_with = "out")]
    pub(crate) suggest: bool,
    /// End with code 1 if anything in the files was odd
    #[arg(long)]
    pub(crate) strict: bool,
}
