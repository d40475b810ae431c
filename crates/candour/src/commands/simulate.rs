//! `candour simulate`: a made-up town, written as its agencies would write it, with the truth apart.

mod page;
mod rules;
mod twice;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use record::Day;
use record::policy::Policy;
use simulated::{Parameters, SIZES, Setup, World};

use crate::args;
use crate::commands::WrongUse;
use crate::progress_bar::Bar;

pub(crate) fn run(args: &args::Simulate, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let mut stdout = std::io::stdout();
    if args.show_parameters {
        stdout.write_all(simulated::parameters::SHIPPED.as_bytes())?;
        return Ok(0);
    }
    let (words, summary) = made(args, policy)?;
    if json {
        eprint!("{words}");
        serde_json::to_writer_pretty(&mut stdout, &summary)?;
        stdout.write_all(b"\n")?;
    } else {
        stdout.write_all(words.as_bytes())?;
    }
    Ok(0)
}

/// Makes the town that is asked for in `args.out`; gives what to say of it, in words and as JSON.
pub(crate) fn made(
    args: &args::Simulate,
    policy: &Policy,
) -> Result<(String, serde_json::Value), Box<dyn Error>> {
    let (setup, parameters) = asked(args)?;
    let wrong = |cause: simulated::Error| WrongUse(cause.to_string());
    setup.check(free_memory()).map_err(wrong)?;
    if args.twice.is_some() {
        simulated::twice::check(&setup, free_memory()).map_err(wrong)?;
    }
    empty(&args.out)?;
    let bar = Bar::new();
    let started = Instant::now();
    let worlds = simulated::run(setup, &parameters, &|done, of| {
        bar.show(desk::Progress { what: "living through the days", done: done.into(), of: of.into() });
    })
    .map_err(wrong)?;
    let lived = started.elapsed();
    let twice = match args.twice {
        Some(pairs) => Some(simulated::twice::twice(&worlds, &parameters, pairs, &|done, of| {
            bar.show(desk::Progress { what: "living once more", done: done.into(), of: of.into() });
        })?),
        None => None,
    };
    bar.show(desk::Progress { what: "writing the files", done: 0, of: 0 });
    std::fs::create_dir_all(&args.out).map_err(|cause| in_the_way(&args.out, &cause))?;
    let files = match args.page_only {
        true => {
            simulated::replay::keep(&setup, &parameters, &args.out)?;
            simulated::Files::default()
        }
        false => simulated::write(&worlds, &parameters, &args.out)?,
    };
    let digest = match args.page_only {
        true => None,
        false => Some(simulated::digest(&args.out)?),
    };
    let last = setup.day(setup.days() - 1);
    let found = match args.page_only || args.files_only {
        true => None,
        false => Some(rules::run(&simulated::agencies_folder(&args.out), policy, [setup.first, last], &bar)?),
    };
    let page = args.out.join("index.html");
    let mut made = page::page(&setup, &parameters, &worlds);
    let more = twice.iter().flat_map(twice::sections).chain(found.iter().flat_map(rules::sections));
    // Before what was assumed.
    let at = made.sections.len() - 1;
    made.sections.splice(at..at, more.collect::<Vec<_>>());
    if let Some(twice) = &twice {
        simulated::twice::write(twice, &worlds, &args.out)?;
    }
    let mut out =
        std::io::BufWriter::new(std::fs::File::create(&page).map_err(|cause| in_the_way(&page, &cause))?);
    published::town_page::write_town_page(&made, &mut out)?;
    out.flush()?;
    bar.finish();
    let ran = Ran { files, digest, found, twice };
    Ok((words(args, &setup, &worlds, &ran, lived.as_secs_f64()), summary(&setup, &worlds, &ran)))
}

/// What a run gave beside its worlds.
struct Ran {
    files: simulated::Files,
    digest: Option<String>,
    found: Option<rules::Found>,
    twice: Option<simulated::twice::Twice>,
}

/// The town that was asked for, by flags or by an earlier run's folder.
fn asked(args: &args::Simulate) -> Result<(Setup, Parameters), Box<dyn Error>> {
    if let Some(folder) = &args.again {
        return simulated::replay::again(folder).map_err(|cause| WrongUse(cause.to_string()).into());
    }
    let first = Day::from_ymd(args.from, 4, 1)
        .ok_or_else(|| WrongUse(format!("--from {} is no year; write one such as 2018", args.from)))?;
    let setup = Setup { size: SIZES[args.town as usize], first, years: args.years, seed: args.seed };
    Ok((setup, parameters(args.parameters.as_deref())?))
}

fn parameters(file: Option<&Path>) -> Result<Parameters, Box<dyn Error>> {
    let Some(file) = file else { return Ok(Parameters::shipped()?) };
    let text = std::fs::read_to_string(file).map_err(|cause| {
        WrongUse(format!("{}: {cause}; begin with `candour simulate --show-parameters`", file.display()))
    })?;
    Parameters::changed_by(&text, &file.display().to_string())
        .map_err(|cause| WrongUse(cause.to_string()).into())
}

/// Files of an earlier town beside new ones would be read as one town.
fn empty(out: &Path) -> Result<(), WrongUse> {
    let mut entries = match std::fs::read_dir(out) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(in_the_way(out, &cause)),
    };
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(WrongUse(format!(
            "`{}` is not empty, and an earlier town's files would be read with the new ones; name a new folder with --out",
            out.display()
        ))),
    }
}

fn in_the_way(path: &Path, cause: &std::io::Error) -> WrongUse {
    WrongUse(format!("`{}`: {cause}; name a folder that may be written with --out", path.display()))
}

/// Memory that is free, where the system says so.
pub(crate) fn free_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

fn words(
    args: &args::Simulate,
    setup: &Setup,
    worlds: &[World],
    Ran { files, digest, found, twice }: &Ran,
    seconds: f64,
) -> String {
    let happened: u64 = worlds.iter().map(|world| world.counts().happened).sum();
    let harmed: u64 = simulated::moments::hidden(worlds).iter().map(|(_, counts)| counts[0]).sum();
    let told: u64 = simulated::moments::hidden(worlds).iter().map(|(_, counts)| counts[1]).sum();
    let mut out = format!(
        "A made-up town of the size `{}`: {} children, {} years from {}, seed {}\n{happened} things happened in {seconds:.1} s\n\
         {harmed} times a child met hidden harm; {told} of them were told to some post\n",
        setup.size.word,
        u64::from(setup.size.children) * u64::from(setup.size.partnerships),
        setup.years,
        setup.first,
        setup.seed
    );
    if files.files > 0 {
        out.push_str(&format!(
            "{} files, {} rows of concern files, {} MB\n",
            files.files,
            files.events,
            files.bytes / 1_000_000
        ));
    }
    if let Some(found) = found {
        out.push_str(&format!(
            "{} warnings told to a post, {} without an answer of substance and reasons; {} questions\n",
            found.warnings, found.unanswered, found.questions
        ));
    }
    out.extend(twice.iter().map(twice::words));
    out.extend(
        digest.iter().map(|digest| format!("Digest of every byte of agencies/ and truth/: {digest}\n")),
    );
    out.push_str(&format!("\nOpen first:  {}\n", args.out.join("index.html").display()));
    if files.files > 0 {
        out.push_str(&format!(
            "Review it:   candour review {}\nThe truth:   {} (for judging; read its README.md)\n",
            simulated::agencies_folder(&args.out).display(),
            args.out.join("truth").display()
        ));
    }
    out
}

fn summary(setup: &Setup, worlds: &[World], Ran { files, digest, found, twice }: &Ran) -> serde_json::Value {
    let rates: Vec<serde_json::Value> = simulated::rates::rates(worlds)
        .into_iter()
        .map(|rate| {
            serde_json::json!({
                "what": rate.what, "value": rate.value, "published": rate.published, "unit": rate.unit,
                "matched": rate.is_matched(), "source": rate.source,
            })
        })
        .collect();
    let harm: Vec<serde_json::Value> = simulated::moments::hidden(worlds)
        .into_iter()
        .map(|(kind, [all, told, recorded, joinable, high, acted])| {
            serde_json::json!({
                "kind": kind.word(), "all": all, "told": told, "recorded": recorded, "joinable": joinable,
                "known_at_rank_4": high, "acted_on": acted,
            })
        })
        .collect();
    serde_json::json!({
        "town": setup.size.word, "years": setup.years, "seed": setup.seed, "first": setup.first.to_string(),
        "version": env!("CARGO_PKG_VERSION"), "digest": digest, "twice": twice.as_ref().map(twice::json),
        "files": files.files, "bytes": files.bytes, "concern_rows": files.events,
        "rules": found.as_ref().map(|found| serde_json::json!({
            "events": found.events, "warnings": found.warnings, "unanswered": found.unanswered,
            "questions": found.questions, "found_digest": found.digest, "work": rules::work(found),
        })),
        "rates": rates, "hidden_harm": harm,
    })
}
