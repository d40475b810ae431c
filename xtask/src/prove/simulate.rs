//! The simulated town: how fast, beside the bare calendar; its rates beside published ones; the stages judged by its truth.

mod mesa;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use record::Day;
use simulated::rates::{durations, rates};
use simulated::staff::Staffing;
use simulated::twice::{Share as Part, Truth};
use simulated::{Parameters, SIZES, Setup};

use super::page::Page;
use super::{Share, child};
use crate::score::Errors;
use crate::{Done, score};

const SEED: u64 = 1;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let place = root.join("target/prove-simulate");
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).map_err(failed)?;
    let mut page = Page::new("simulate", "A simulated city: how fast, how like, and what the stages found");
    let (town, years) = if share == Share::Ci { (1, 2) } else { (2, 16) };
    let first = Day::from_ymd(2008, 4, 1).ok_or("no such day")?;
    let setup = Setup { size: SIZES[town], first, years, seed: SEED };
    let parameters = Parameters::shipped().map_err(|cause| cause.to_string())?;

    let started = Instant::now();
    let worlds = simulated::run(setup, &parameters, &|_, _| ()).map_err(|cause| cause.to_string())?;
    let lived = started.elapsed().as_secs_f64();
    let (dues, happened) = worlds
        .iter()
        .fold((0, 0), |(dues, happened), world| (dues + world.dues(), happened + world.counts().happened));
    let started = Instant::now();
    let went = simulated::bare_calendar(setup.days(), dues, SEED);
    let bare = started.elapsed().as_secs_f64();
    let agent_days = f64::from(setup.size.children) * f64::from(setup.days());
    page.figure(
        "the town",
        format!("{} children, {years} years and 5 before them", setup.size.children),
        "one partnership: one core",
    );
    page.bar("the world alone, one core", lived, "s", 10.0);
    page.figure(
        "agent-days and events",
        format!(
            "{:.0} M agent-days/s, {:.2} M events/s",
            agent_days / lived / 1e6,
            happened as f64 / lived / 1e6
        ),
        format!("{happened} events"),
    );
    page.figure(
        "the bare calendar with as many dues",
        format!("{bare:.3} s: the world takes {:.1} x as long", lived / bare.max(1e-9)),
        format!("{went} dues put, sorted and taken; no draw and no state"),
    );
    if share == Share::Whole {
        mesa::beside(&mut page, root, &place)?;
    }
    let started = Instant::now();
    let files =
        simulated::write(&worlds, &parameters, &place.join("town")).map_err(|cause| cause.to_string())?;
    let wrote = started.elapsed().as_secs_f64();
    page.figure(
        "writing the files",
        format!("{wrote:.1} s"),
        format!(
            "{} files, {} rows of concern files, {:.0} MB",
            files.files,
            files.events,
            files.bytes as f64 / 1e6
        ),
    );
    let matched = rates(&worlds);
    for rate in &matched {
        page.figure(
            format!("{}, {}", rate.what, rate.unit),
            format!("{:.1}, published {:.1}", rate.value, rate.published),
            format!(
                "{}; within {:.0} %: {}",
                rate.source,
                rate.tolerance * 100.0,
                if rate.is_matched() { "yes" } else { "NO" }
            ),
        );
    }
    for of in durations(&worlds) {
        for ((band, value), published) in of.bands.iter().zip(&of.value).zip(&of.published) {
            page.figure(
                format!("{}: {band} working days", of.what),
                format!("{value:.1} %, published {published:.1} %"),
                of.source,
            );
        }
    }
    staff(&mut page, &simulated::staff::staffing(&worlds));
    let all = matched.iter().filter(|rate| rate.is_matched()).count();
    page.must(
        "published rates matched",
        &format!("{all} of {}", matched.len()),
        if share == Share::Ci { "judged in the whole proof alone" } else { "all" },
        all == matched.len() || share == Share::Ci,
    );
    drop(worlds);
    judged(&mut page, &place.join("town"), lived + wrote)?;
    two_builds(&mut page, root, &place.join("village"))?;
    if share == Share::Whole {
        lives(&mut page, &setup, &parameters)?;
        england(&mut page, root, &place.join("england"))?;
    }
    std::fs::remove_dir_all(&place).map_err(failed)?;
    page.finish(root, share, SEED)
}

/// The council's social workers, beside DfE, Social work workforce 2023. What a run of few places gives scatters.
fn staff(page: &mut Page, staff: &Staffing) {
    const SOURCE: &str = "DfE, Social work workforce 2023; a parameter, met on average over many places";
    page.figure("cases for each social worker", format!("{:.1}, published 16.0", staff.caseload), SOURCE);
    page.figure(
        "social workers' places vacant",
        format!("{:.1} %, published 18.9 %", staff.vacancies),
        SOURCE,
    );
    page.figure(
        "social workers who leave in a year",
        format!("{:.1} %, published 15.9 %", staff.turnover),
        SOURCE,
    );
    page.figure(
        "months in which they carry more than 16 on average",
        format!("{:.0} %", staff.over),
        "work on a case is slower then",
    );
}

/// How the files differ from the truth, by agency and by group, and what kind of thing the questions are about.
fn errors_and_hubs(page: &mut Page, score: &score::Score) {
    for ((_, group), errors) in &score.profile.groups {
        page.figure(
            format!("errors, {group}"),
            errors.words(),
            format!("{} mentions of children", errors.mentions),
        );
    }
    if let Some(hospital) = score.profile.groups.get(&(1, "hospital".to_owned())) {
        let share = Errors::percent(hospital.old + hospital.missing, hospital.about);
        page.figure(
            "hospital postcodes old or missing",
            format!("{share:.0} %, published 53 %"),
            "linkage studies of Hospital Episode Statistics",
        );
    }
    for (kind, agencies, least, most) in score.profile.apart() {
        page.figure(
            format!("errors by agency: names in another form, {kind}"),
            format!("{least:.1} % to {most:.1} %"),
            format!("{agencies} agencies with 200 named mentions or more"),
        );
    }
    for (word, (all, otherwise)) in &score.profile.things {
        page.figure(
            format!("errors, {word}"),
            format!("{:.1} % written otherwise", Errors::percent(*otherwise, *all)),
            format!("{all} mentions"),
        );
    }
    for (kind, hub) in &score.hubs {
        page.figure(
            format!("questions, {kind}"),
            format!("{}: {} explained by recorded roles", hub.questions, hub.explained),
            format!("{} about one that is or serves a network", hub.of_network),
        );
    }
}

/// The stages over the written files, and how they did.
fn judged(page: &mut Page, town: &Path, before: f64) -> Done {
    let score = score::score(town, &record::policy::Policy::england())?;
    let ran = score.seconds;
    page.figure(
        "reading the files, joining and answering",
        format!("{ran:.1} s"),
        format!("{} events", score.events),
    );
    page.bar("world, files and rules together", before + ran, "s", 90.0);
    for (kind, pairs) in core::iter::once(("all", &score.all))
        .chain(score.by_kind.iter().chain(&score.by_group).map(|(kind, pairs)| (kind.as_str(), pairs)))
    {
        page.figure(
            format!("links, {kind}"),
            pairs.words(),
            format!(
                "{} pairs of numbers are one child, {} were joined as certain",
                pairs.true_pairs, pairs.joined
            ),
        );
    }
    page.figure(
        "children with several numbers, whole in one entity and alone there",
        format!("{} of {}", score.whole.0, score.whole.1),
        "",
    );
    let (all, right, nobody) = score.questions;
    page.figure(
        "questions",
        format!("{all}: {right} tie two children of one network, {nobody} no child of any"),
        format!(
            "{} networks with two children in the records, {} of them tied by a question",
            score.networks.0, score.networks.1
        ),
    );
    errors_and_hubs(page, &score);
    for of in &score.work {
        page.figure(
            format!("work of the rank {}, all posts together", of.rank.words()),
            format!("{} duties a week, {} hours a week", of.per_week(), of.hours_per_week()),
            format!("by the present policy; {} posts reached, {} weeks", of.posts, of.weeks),
        );
        let spread = |of: flow::Spread| {
            format!(
                "{} duties in half of the weeks, {} in nine of ten, {} in the fullest",
                of.median, of.ninetieth, of.worst
            )
        };
        page.figure(
            format!("work of one post of the rank {} in one week", of.rank.words()),
            spread(of.spread),
            format!("of {} {}", of.busiest, spread(of.busiest_spread)),
        );
    }
    Ok(())
}

/// The village whose digest the tests of the debug build are held to, made by the release binary.
fn two_builds(page: &mut Page, root: &Path, out: &Path) -> Done {
    let kept = root.join("crates/simulated/tests/data/village.sha256");
    let kept = std::fs::read_to_string(&kept).map_err(|cause| format!("{}: {cause}", kept.display()))?;
    let mut command = Command::new(child::candour(root)?);
    command.args(["simulate", "--town", "village", "--years", "3", "--seed", "1", "--from", "2015"]);
    command.args(["--files-only", "--out"]).arg(out);
    child::watch(&mut command, &[0])?;
    let made = simulated::digest(out).map_err(|cause| cause.to_string())?;
    page.must(
        "a village of three years by the release build, digest of every byte",
        &made,
        "as the tests' build gives it",
        made == kept.trim(),
    );
    Ok(())
}

/// Two hundred children of the same city, each twice.
fn lives(page: &mut Page, setup: &Setup, parameters: &Parameters) -> Done {
    const PAIRS: u32 = 200;
    let said = |cause: simulated::Error| cause.to_string();
    let worlds = simulated::run(*setup, parameters, &|_, _| ()).map_err(said)?;
    let started = Instant::now();
    let twice = simulated::twice::twice(&worlds, parameters, PAIRS, &|_, _| ()).map_err(said)?;
    page.figure(
        "one life twice",
        format!("{:.1} s for {} pairs", started.elapsed().as_secs_f64(), twice.pairs.len()),
        format!("each a further run of the city; {} children touched", twice.touched),
    );
    for truth in Truth::ALL {
        let row = twice.row(truth);
        let (from, to) = Part { of: row.all(), all: twice.pairs.len() as u64 }.interval().unwrap_or_default();
        page.figure(
            truth.words(),
            format!("{}: between {from:.1} and {to:.1} %", row.all()),
            format!("the books claim a success for {}, none for {}", row.claimed, row.silent),
        );
    }
    Ok(())
}

/// England for a year.
fn england(page: &mut Page, root: &Path, out: &Path) -> Done {
    let mut command = Command::new(child::candour(root)?);
    command.args(["simulate", "--town", "england", "--years", "1", "--page-only", "--out"]).arg(out);
    let took = child::watch(&mut command, &[0])?;
    page.figure(
        "England, 12 million children in 153 partnerships, one year and 5 before it, world alone",
        format!("{:.0} s", took.wall.as_secs_f64()),
        "both cores",
    );
    page.bar("England, memory", took.peak_mb / 1024.0, "GiB", 12.0);
    Ok(())
}
