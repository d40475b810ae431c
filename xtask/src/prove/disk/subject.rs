//! What is put to the proof: a command that acknowledges, and a check of a folder against its acknowledgements.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::image::{Disk, Image};
use super::recording::{Act, Recording};
use super::strace;
use crate::prove::town::Draw;

/// A program whose promise is tested.
pub(crate) struct Subject<'a> {
    /// What happens to the program at a chosen call, in strace's words: `fsync:signal=KILL:when=9`.
    pub(crate) inject: Option<&'a str>,
    /// The command that works in the given folder and prints one line for each thing it promises to keep.
    pub(crate) command: &'a dyn Fn(&Path) -> Command,
    /// Looks into a folder as found after a cut, with the lines acknowledged before it, and complains of each broken promise.
    /// It may change the folder, as a restart does.
    pub(crate) check: &'a dyn Fn(&Path, &[String]) -> Vec<String>,
}

/// What some cuts showed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) cuts: usize,
    /// Cuts after which a promise was broken.
    pub(crate) bad: usize,
    /// Acknowledgements checked, over all cuts.
    pub(crate) acknowledged: usize,
    /// Complaints, over all cuts.
    pub(crate) complaints: usize,
    /// The first complaint, with the moment and the seed that replay it.
    pub(crate) first: Option<String>,
    /// What was recorded: calls, and syncs among them.
    pub(crate) steps: usize,
    pub(crate) syncs: usize,
    /// Time spent on rebuilding images, without writing and checking them.
    pub(crate) rebuilding: Duration,
}

/// Records the subject once and cuts the power at this many moments, drawn from the seed. Works below `place`, which is
/// emptied first and left with the recording and, as `broken`, the first image that breaks a promise.
///
/// # Errors
/// When the subject fails without any cut, when the recording does not explain the folder it left, or when the place
/// cannot be used.
pub(crate) fn cut(subject: &Subject<'_>, place: &Path, cuts: usize, seed: u64) -> Result<Outcome, String> {
    let recording = record(subject, place)?;
    let mut draw = Draw(seed);
    let mut moments: Vec<u64> = (0..cuts).map(|_| draw.below(recording.length)).collect();
    moments.sort_unstable();
    let mut outcome = Outcome {
        steps: recording.steps.len(),
        syncs: recording.count(|act| matches!(act, Act::Sync { .. } | Act::SyncFolder { .. })),
        ..Outcome::default()
    };
    let mut disk = Disk::new(&recording);
    let folder = place.join("image");
    for moment in moments {
        let seed = draw.next();
        let started = Instant::now();
        disk.advance(moment);
        let image = disk.image(seed);
        outcome.rebuilding += started.elapsed();
        image.write(&folder)?;
        let acknowledged = recording.acknowledged(moment);
        let complaints = (subject.check)(&folder, &acknowledged);
        if !complaints.is_empty() && outcome.bad == 0 {
            // The check may have changed the other one.
            image.write(&place.join("broken"))?;
        }
        outcome.add(acknowledged.len(), &complaints, moment, seed);
    }
    Ok(outcome)
}

/// Records the subject and gives what may be found after so many cuts, each with what was acknowledged before it.
///
/// # Errors
/// As [`cut`].
pub(crate) fn images(
    subject: &Subject<'_>,
    place: &Path,
    cuts: usize,
    seed: u64,
) -> Result<Vec<(Image, Vec<String>)>, String> {
    let recording = record(subject, place)?;
    let mut draw = Draw(seed);
    let mut moments: Vec<u64> = (0..cuts).map(|_| draw.below(recording.length)).collect();
    moments.sort_unstable();
    let mut disk = Disk::new(&recording);
    let mut images = Vec::with_capacity(cuts);
    for moment in moments {
        disk.advance(moment);
        images.push((disk.image(draw.next()), recording.acknowledged(moment)));
    }
    Ok(images)
}

/// Records the subject and makes sure that the recording is complete.
fn record(subject: &Subject<'_>, place: &Path) -> Result<Recording, String> {
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    if place.exists() {
        std::fs::remove_dir_all(place).map_err(failed)?;
    }
    let live = place.join("live");
    std::fs::create_dir_all(&live).map_err(failed)?;
    let command = (subject.command)(&live);
    let recording = strace::record(&command, &live, &place.join("strace"), subject.inject)?;
    if recording.exit != Some(0) {
        return Err(format!("{command:?} failed without any cut: exit code {:?}", recording.exit));
    }
    let unseen = recording.mapped.iter().find(|path| !path.to_string_lossy().ends_with("-shm"));
    if let Some(path) = unseen {
        return Err(format!("`{}` is written through memory, which is not recorded", path.display()));
    }
    let mut disk = Disk::new(&recording);
    disk.advance(recording.length);
    if let Some(path) =
        disk.whole().differing(&live)?.into_iter().find(|path| !recording.mapped.contains(path))
    {
        return Err(format!("`{}` holds what the recording does not explain", path.display()));
    }
    let complaints = (subject.check)(&live, &recording.acknowledged(recording.length));
    match complaints.first() {
        Some(complaint) => Err(format!("{command:?} broke its promise without any cut: {complaint}")),
        None => Ok(recording),
    }
}

impl Outcome {
    fn add(&mut self, acknowledged: usize, complaints: &[String], moment: u64, seed: u64) {
        self.cuts += 1;
        self.acknowledged += acknowledged;
        self.complaints += complaints.len();
        if let Some(complaint) = complaints.first() {
            self.bad += 1;
            self.first.get_or_insert_with(|| format!("{complaint} (cut at {moment}, seed {seed})"));
        }
    }

    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            cuts: self.cuts + other.cuts,
            bad: self.bad + other.bad,
            acknowledged: self.acknowledged + other.acknowledged,
            complaints: self.complaints + other.complaints,
            first: self.first.or(other.first),
            steps: self.steps + other.steps,
            syncs: self.syncs + other.syncs,
            rebuilding: self.rebuilding + other.rebuilding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shell that replaces `old` by `new` in the file `a` and says so at the end; `careful` syncs what it should.
    fn replacing(careful: bool) -> Command {
        let sync = if careful { "sync new;" } else { "" };
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            &format!("printf old > a; sync a; echo old; printf new > new; {sync} mv new a; sync .; echo new"),
        ]);
        shell
    }

    fn cuts(careful: bool) -> Outcome {
        let place = std::env::temp_dir().join(format!("candour-subject-{careful}-{}", std::process::id()));
        let subject = Subject {
            inject: None,
            command: &|folder| {
                let mut shell = replacing(careful);
                shell.current_dir(folder);
                shell
            },
            check: &|folder, acknowledged| {
                let found = std::fs::read_to_string(folder.join("a")).unwrap_or_default();
                let new = found == "new" || (found == "old" && !acknowledged.contains(&"new".into()));
                if new || acknowledged.is_empty() { Vec::new() } else { vec![format!("found `{found}`")] }
            },
        };
        let outcome = cut(&subject, &place, 200, 7).unwrap();
        std::fs::remove_dir_all(&place).unwrap();
        outcome
    }

    #[test]
    fn a_careful_replacement_survives_and_a_careless_one_does_not() {
        if !strace::wanted("a test of power cuts").unwrap() {
            return;
        }
        let (careful, careless) = (cuts(true), cuts(false));
        assert_eq!((careful.cuts, careful.bad, &careful.first), (200, 0, &None));
        assert!(careful.acknowledged > 0 && careful.syncs > careless.syncs);
        assert!(careless.bad > 0 && careless.first.unwrap().starts_with("found `"));
    }
}
