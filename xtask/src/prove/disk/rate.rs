//! The disk's own rate of syncs: the bound that no durable acknowledgement beats without sharing a sync.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// How fast a disk syncs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

/// Appends 1 kB and syncs it (`fdatasync`), again and again for this long, to a file in this folder of the project's own
/// disk. The file is taken away again.
///
/// # Errors
/// When the file cannot be made, written or synced.
pub(crate) fn measure(folder: &Path, during: Duration) -> Result<Rate, String> {
    let place = folder.join("rate");
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = OpenOptions::new().create(true).append(true).open(&place).map_err(failed)?;
    let mut took = Vec::new();
    let started = Instant::now();
    while started.elapsed() < during {
        let one = Instant::now();
        file.write_all(&[b'x'; 1_000]).and_then(|()| file.sync_data()).map_err(failed)?;
        took.push(one.elapsed());
    }
    let per_second = took.len() as f64 / started.elapsed().as_secs_f64();
    std::fs::remove_file(&place).map_err(failed)?;
    Ok(Rate { per_second, p50: percentile(&mut took, 50), p99: percentile(&mut took, 99) })
}

/// The value that this many in a hundred do not exceed; zero of nothing.
pub(crate) fn percentile(took: &mut [Duration], hundredths: usize) -> Duration {
    took.sort_unstable();
    let place = (took.len() * hundredths).div_ceil(100).saturating_sub(1);
    took.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let mut took: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile(&mut took, 50), Duration::from_millis(100));
        assert_eq!(percentile(&mut took, 99), Duration::from_millis(198));
        assert_eq!(percentile(&mut [], 99), Duration::ZERO);
    }
}
