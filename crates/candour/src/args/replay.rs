//! Flags of `candour replay`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::simulate::Town;

/// Which day of an imprecise date is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dates {
    /// The first
    Earliest,
    /// The one in the middle
    Middle,
    /// The last
    Latest,
}

/// Replay a published timeline through the rules.
#[derive(Debug, clap::Args)]
pub(crate) struct Replay {
    /// The timeline (docs/formats/replay.md), such as examples/replay/oxfordshire.csv
    pub(crate) file: PathBuf,
    /// The folder the report is written into; without it only a summary is printed
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// What the single events of a count are drawn by: the same seed gives the same report
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// End with code 1 if there are findings
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) background: Background,
}

/// An ordinary partnership around the timeline.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Inside an ordinary partnership")]
pub(crate) struct Background {
    /// Also lay the timeline among the records of an ordinary partnership, with and without its true ties: one that is made
    /// up for it, or the folder DIR (one of `candour simulate`, or agencies' extracts)
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "the flag may stand with or without a folder")]
    pub(crate) background: Option<Option<PathBuf>>,
    /// Which day of an imprecise date is taken there
    #[arg(long, value_enum, default_value = "middle", requires = "background")]
    pub(crate) dates: Dates,
    /// How large the made-up partnership is
    #[arg(long, value_enum, default_value = "city", requires = "background")]
    pub(crate) town: Town,
    /// How many years it lasts, from the April before the timeline begins; as many as the timeline lasts if not given
    #[arg(long, value_name = "N", requires = "background")]
    pub(crate) years: Option<u32>,
    /// How many partnerships are made up, one after another, each with a seed of its own
    #[arg(long, value_name = "N", default_value_t = 1, requires = "background", value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub(crate) seeds: u32,
    /// The seed of the first
    #[arg(long, value_name = "S", default_value_t = 1, requires = "background")]
    pub(crate) background_seed: u64,
}
