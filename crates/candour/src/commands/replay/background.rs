//! The ordinary partnership around a timeline: made up for it, or a folder that is there.

use std::error::Error;
use std::path::Path;

use desk::timeline::Convention;
use desk::timeline::background::{Background, EmbedOptions, Harmed, Truth, span};
use desk::{GatherOptions, Progress};
use formats::replay::Timeline;
use published::replay::background::{Embedded, Embedding};
use record::policy::Policy;
use record::{Coverage, Day};
use simulated::{Parameters, SIZES, Setup};

use crate::args::{self, Dates, Town};
use crate::clock;
use crate::commands::WrongUse;
use crate::commands::simulate::free_memory;
use crate::progress_bar::Bar;

/// What was asked for.
pub(super) struct Asked<'a> {
    pub(super) args: &'a args::Background,
    /// What draws of the timeline depend on.
    pub(super) seed: u64,
    pub(super) policy: &'a Policy,
}

impl Asked<'_> {
    /// Inside partnerships that are made up, one after another: each is written as its agencies would write it, into a
    /// folder that is removed again, and read as a review reads.
    pub(super) fn made_up(&self, timeline: &Timeline) -> Result<Embedding, Box<dyn Error>> {
        let parameters = Parameters::shipped()?;
        let setup = self.setup(span(&timeline.rows))?;
        let children = u64::from(setup.size.children) * u64::from(setup.size.partnerships);
        possible(&setup, children, free_memory())?;
        let mut backgrounds: Vec<Embedded> = Vec::new();
        for number in 0..self.args.seeds {
            let setup = Setup { seed: self.args.background_seed.wrapping_add(number.into()), ..setup };
            let bar = Steps { bar: Bar::new(), number: number + 1, of: self.args.seeds };
            let embedded = self.one(timeline, setup, &parameters, &bar)?;
            bar.bar.finish();
            backgrounds.push(Embedded { seed: Some(setup.seed), ..embedded });
        }
        let last = setup.day(setup.days() - 1);
        Ok(Embedding {
            town: format!(
                "a made-up {} of {children} children, {} years from {}",
                setup.size.word, setup.years, setup.first
            ),
            dates: self.convention().word(),
            covers: (setup.first, last),
            backgrounds,
        })
    }

    fn one(
        &self,
        timeline: &Timeline,
        setup: Setup,
        parameters: &Parameters,
        bar: &Steps,
    ) -> Result<Embedded, Box<dyn Error>> {
        let folder = tempfile::Builder::new().prefix("candour-background-").tempdir().map_err(no_room)?;
        let worlds = simulated::run(setup, parameters, &|done, of| {
            bar.show(Progress { what: "living the days", done: done.into(), of: of.into() });
        })
        .map_err(|cause| WrongUse(cause.to_string()))?;
        bar.show(Progress { what: "writing the files", done: 0, of: 0 });
        simulated::write(&worlds, parameters, folder.path()).map_err(|cause| match cause {
            simulated::Error::Write { cause, .. } => Box::<dyn Error>::from(no_room(cause)),
            cause => cause.into(),
        })?;
        drop(worlds);
        let mut background = self.gather(folder.path(), timeline, bar)?;
        folder.close().map_err(no_room)?;
        self.embed(&mut background, timeline, bar)
    }

    /// Inside a partnership whose files are there already.
    pub(super) fn given(&self, folder: &Path, timeline: &Timeline) -> Result<Embedding, Box<dyn Error>> {
        let made_up = Town::City != self.args.town || self.args.years.is_some() || self.args.seeds != 1;
        if made_up || self.args.background_seed != 1 {
            return Err(WrongUse(
                "--town, --years, --seeds and --background-seed make up a partnership; leave them out with --background DIR, \
                 or leave out DIR"
                    .into(),
            )
            .into());
        }
        let bar = Steps { bar: Bar::new(), number: 1, of: 1 };
        let mut background = self.gather(folder, timeline, &bar)?;
        let covers = background.covers();
        let embedded = self.embed(&mut background, timeline, &bar)?;
        bar.bar.finish();
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Embedding {
            town: format!("the folder `{}`", name.unwrap_or_default()),
            dates: self.convention().word(),
            covers: (covers.from, covers.to),
            backgrounds: vec![embedded],
        })
    }

    /// A folder that `candour simulate` made has its agencies apart, and knows its truth.
    fn gather(&self, folder: &Path, timeline: &Timeline, bar: &Steps) -> Result<Background, Box<dyn Error>> {
        let agencies = simulated::agencies_folder(folder);
        let agencies = if agencies.is_dir() { agencies } else { folder.to_owned() };
        let truth = folder.join("truth");
        let truth = truth.is_dir().then(|| simulated::known::harmed_together(&truth)).transpose()?;
        let truth = truth.map(|known| {
            Truth::new(known.into_iter().map(|one| Harmed {
                agency: one.agency,
                local_id: one.local_id,
                child: one.child,
                network: one.network,
            }))
        });
        let options = GatherOptions {
            policy: self.policy,
            logged: clock::now(),
            as_of: span(&timeline.rows).to,
            // Hashes of rows are compared within this run alone.
            secret: [0; 32],
            progress: &|progress| bar.show(progress),
        };
        Ok(Background::gather(&agencies, truth, &options)?)
    }

    fn embed(
        &self,
        background: &mut Background,
        timeline: &Timeline,
        bar: &Steps,
    ) -> Result<Embedded, Box<dyn Error>> {
        let options = EmbedOptions {
            convention: self.convention(),
            seed: self.seed,
            policy: self.policy,
            progress: &|progress| bar.show(progress),
        };
        Ok(background.embed(timeline, &options)?)
    }

    /// From the 1 April on or before the timeline's first day, as many years as it takes.
    fn setup(&self, span: Coverage) -> Result<Setup, WrongUse> {
        let april = |year: i32| {
            Day::from_ymd(year, 4, 1)
                .ok_or_else(|| WrongUse(format!("a partnership from {year} cannot be made up")))
        };
        let this = april(span.from.year())?;
        let first = if this <= span.from { this } else { april(span.from.year() - 1)? };
        let needed = (1..60).find(|years| first.add_months(12 * years) > span.to).unwrap_or(60);
        let years = self.args.years.unwrap_or(needed.unsigned_abs());
        Ok(Setup { size: SIZES[self.args.town as usize], first, years, seed: self.args.background_seed })
    }

    fn convention(&self) -> Convention {
        match self.args.dates {
            Dates::Earliest => Convention::Earliest,
            Dates::Middle => Convention::Middle,
            Dates::Latest => Convention::Latest,
        }
    }
}

/// Bytes for each child and year that reading, joining and answering take at most: a third above what was measured. Thirteen
/// years took 340 MiB with the 9,000 children of a town, 2.5 GiB with the 70,000 of a city.
const BYTES_PER_CHILD_YEAR: u64 = 4_000;

/// What cannot be run is said before.
fn possible(setup: &Setup, children: u64, free: Option<u64>) -> Result<(), WrongUse> {
    setup.check(free).map_err(|cause| WrongUse(cause.to_string()))?;
    let needed = setup.memory() + children * u64::from(setup.years) * BYTES_PER_CHILD_YEAR;
    match free {
        Some(there) if there < needed => Err(WrongUse(format!(
            "this takes about {} MiB of memory and {} MiB are free; choose a smaller --town or fewer --years",
            needed >> 20,
            there >> 20
        ))),
        _ => Ok(()),
    }
}

fn no_room(cause: std::io::Error) -> WrongUse {
    WrongUse(format!(
        "the made-up partnership cannot be written into {}: {cause}; free some room there, or name another folder in TMPDIR",
        std::env::temp_dir().display()
    ))
}

/// Progress of one partnership of several.
struct Steps {
    bar: Bar,
    number: u32,
    of: u32,
}

impl Steps {
    fn show(&self, progress: Progress<'_>) {
        let what = format!("{} of {}: {}", self.number, self.of, progress.what);
        self.bar.show(Progress { what: &what, ..progress });
    }
}
