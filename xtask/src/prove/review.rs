//! A review of a million concern rows: wall time, memory, and how far from merely reading the bytes.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::page::Page;
use super::{Share, child, town};
use crate::Done;

const SEED: u64 = 20_260_331;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let rows: u64 = match share {
        Share::Ci => 20_000,
        Share::Whole => {
            std::env::var("CANDOUR_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000)
        }
    };
    let binary = child::candour(root)?;
    let folder = root.join("target/prove-review");
    let failed = |cause: std::io::Error| format!("{}: {cause}", folder.display());
    let _ = std::fs::remove_dir_all(&folder);
    let mut bytes = 0;
    for agency in 0..4 {
        let place = folder.join(format!("in/agency-{agency}"));
        std::fs::create_dir_all(&place).map_err(failed)?;
        let file = File::create(place.join("concerns.csv")).map_err(failed)?;
        town::concerns(&mut BufWriter::new(file), agency, rows / 4, SEED).map_err(failed)?;
        bytes += std::fs::metadata(place.join("concerns.csv")).map_err(failed)?.len();
    }
    let started = Instant::now();
    let mut read = 0u64;
    for agency in 0..4 {
        let place = folder.join(format!("in/agency-{agency}/concerns.csv"));
        let mut reader = csv::Reader::from_path(place).map_err(|cause| cause.to_string())?;
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record).map_err(|cause| cause.to_string())? {
            read += record.len() as u64;
        }
    }
    let bare = started.elapsed();
    let out = folder.join("out");
    let took = child::watch(
        Command::new(&binary)
            .arg("review")
            .arg(folder.join("in"))
            .arg("--out")
            .arg(&out)
            .args(["--as-of", "2021-12-31"]),
        &[0],
    )?;
    let mut page = Page::new("review", "A review of a million concern rows");
    let seconds = took.wall.as_secs_f64();
    page.figure(
        "input",
        format!("{rows} rows, {:.0} MB, 4 agencies", bytes as f64 / 1e6),
        format!("{read} cells"),
    );
    page.figure(
        "bare CSV reader over the same bytes",
        format!("{:.2} s", bare.as_secs_f64()),
        "the least any reader needs",
    );
    page.bar("review, wall", seconds, "s", if share == Share::Ci { 30.0 } else { 60.0 });
    page.figure("review against the bare reader", format!("{:.0} x", seconds / bare.as_secs_f64()), "");
    page.figure(
        "peak memory",
        format!("{:.0} MB", took.peak_mb),
        format!("{:.1} kB a row", took.peak_mb * 1000.0 / rows as f64),
    );
    let mut names: Vec<_> = std::fs::read_dir(&out).map_err(failed)?.flatten().collect();
    names.sort_by_key(std::fs::DirEntry::file_name);
    let volumes = names.iter().filter(|entry| entry.file_name().to_string_lossy().contains("volume")).count();
    for entry in names.iter().filter(|entry| !entry.file_name().to_string_lossy().contains("volume")) {
        let size = entry.metadata().map_or(0, |data| data.len());
        page.figure(entry.file_name().to_string_lossy(), format!("{:.1} MB", size as f64 / 1e6), "");
    }
    page.figure("further volumes in Word", volumes.to_string(), "");
    let _ = std::fs::remove_dir_all(&folder);
    page.finish(root, share, SEED)
}
