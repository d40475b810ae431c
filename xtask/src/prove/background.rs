//! A published timeline among the records of ordinary partnerships: are its dates those that it has alone, does its question
//! stand out, and how much do the same rules ask of everybody else?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::page::Page;
use super::{Share, child};
use crate::Done;

/// The example timeline.
const TIMELINE: &str = "examples/replay/oxfordshire.csv";

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let place = root.join("target/prove-background");
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).map_err(|cause| format!("{}: {cause}", place.display()))?;
    let (town, seeds) = if share == Share::Ci { ("village", "1") } else { ("city", "20") };
    let out = place.join("report");
    let mut command = Command::new(child::candour(root)?);
    command.arg("replay").arg(root.join(TIMELINE)).args(["--background", "--town", town, "--seeds", seeds]);
    let took = child::watch(command.arg("--out").arg(&out), &[0])?;
    let mut page = Page::new("background", "A published timeline inside ordinary partnerships");
    page.figure(
        "the run",
        format!("{:.0} s, {:.0} MiB at its peak", took.wall.as_secs_f64(), took.peak_mb),
        format!("`candour replay {TIMELINE} --background --town {town} --seeds {seeds}`, middle dates"),
    );
    embedded(&mut page, &out)?;
    background(&mut page, &out)?;
    page.finish(root, share, 1)?;
    std::fs::remove_dir_all(&place).map_err(|cause| format!("{}: {cause}", place.display()))
}

fn rows(path: &Path) -> Result<Vec<csv::StringRecord>, String> {
    let said = |cause: csv::Error| format!("{}: {cause}", path.display());
    csv::Reader::from_path(path).map_err(said)?.records().map(|row| row.map_err(said)).collect()
}

/// The dates in every background, with its ties and without, beside those of the timeline alone.
fn embedded(page: &mut Page, out: &Path) -> Done {
    let alone: BTreeSet<Vec<String>> = rows(&out.join("replay.csv"))?
        .iter()
        .filter(|row| row.get(2) == Some("middle"))
        .map(|row| [3, 0, 4, 5, 6].map(|at| row.get(at).unwrap_or_default().to_owned()).to_vec())
        .collect();
    let (mut found, mut other) = (BTreeMap::<[String; 3], BTreeSet<String>>::new(), 0);
    for row in rows(&out.join("embedded.csv"))? {
        let field = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let date = if field(5).is_empty() { field(6) } else { field(5) };
        let as_alone: Vec<String> = row.iter().skip(3).map(str::to_owned).collect();
        // What never was has no row of its own there.
        let same = match date.is_empty() {
            true => !alone.iter().any(|row| row[..2] == as_alone[..2] && row[2..4] != ["", ""]),
            false => alone.contains(&as_alone),
        };
        other += u32::from(field(1) == "with_ties" && !same);
        found.entry([field(1), field(3), field(4)]).or_default().insert(date);
    }
    for ([variant, reading, result], dates) in &found {
        let all: Vec<&str> = dates.iter().map(|date| if date.is_empty() { "none" } else { date }).collect();
        page.figure(format!("{variant}, {reading}: {result}"), all.join(", "), "over all backgrounds");
    }
    page.must(
        "dates with its ties that are other than those of the timeline alone",
        &other.to_string(),
        "none",
        other == 0,
    );
    Ok(())
}

/// What the rules ask of everybody else, a whole year: the median over backgrounds and years, and the range.
fn background(page: &mut Page, out: &Path) -> Done {
    let all = rows(&out.join("background.csv"))?;
    let whole: Vec<_> = all.iter().filter(|row| row.get(2) == Some("yes")).collect();
    for (at, what) in [
        (3, "concerns told in a year"),
        (5, "warnings a year whose silence would have reached rank 4"),
        (6, "questions a year about shared things"),
        (7, "of these, tying children really harmed together"),
    ] {
        let mut years: Vec<u64> =
            whole.iter().filter_map(|row| row.get(at).and_then(|n| n.parse().ok())).collect();
        years.sort_unstable();
        let (Some(least), Some(most)) = (years.first(), years.last()) else {
            return Err(format!("`background.csv` has no whole year for {what}"));
        };
        page.figure(
            what,
            format!("{}, from {least} to {most}", years[years.len() / 2]),
            format!("{} years of ordinary partnerships", years.len()),
        );
    }
    Ok(())
}
