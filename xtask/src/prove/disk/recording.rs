//! What one process did to one folder, in order.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// A file, whatever it is called: its number in the order in which the recording met it.
pub(crate) type FileNumber = usize;

/// What one process did to one folder. All paths are relative to that folder.
#[derive(Debug, Default)]
pub(crate) struct Recording {
    /// The files that were there before, taken as safely on the disk; their place in the list is their number.
    pub(crate) before: Vec<(PathBuf, Vec<u8>)>,
    /// The folders that were there before.
    pub(crate) folders: Vec<PathBuf>,
    /// What happened, in the order in which the calls ended. Only calls that succeeded, and failed syncs.
    pub(crate) steps: Vec<Step>,
    /// Files the process could also change through memory, which no recorder of calls sees.
    pub(crate) mapped: BTreeSet<PathBuf>,
    /// One after the last moment.
    pub(crate) length: u64,
    /// The exit code; none if a signal ended the process.
    pub(crate) exit: Option<i32>,
}

/// One call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The moment the kernel was asked. Moments are places in the recording, not a time of day.
    pub(crate) started: u64,
    /// The moment the kernel had answered.
    pub(crate) ended: u64,
    pub(crate) act: Act,
}

/// What a call did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// A new, empty file under a name.
    Create { path: PathBuf, file: FileNumber },
    /// A new folder.
    MakeFolder { path: PathBuf },
    /// A file or folder under another name; what had that name is gone.
    Rename { from: PathBuf, to: PathBuf },
    /// A second name for a file.
    Link { path: PathBuf, file: FileNumber },
    /// A name taken away, of a file or of an empty folder.
    Remove { path: PathBuf },
    /// Bytes at a place.
    Write { file: FileNumber, offset: u64, data: Vec<u8> },
    /// A new length, shorter or (with zeros) longer.
    Truncate { file: FileNumber, length: u64 },
    /// At least this length, with zeros.
    Extend { file: FileNumber, length: u64 },
    /// `fsync` or `fdatasync` of a file.
    Sync { file: FileNumber },
    /// `fsync` or `fdatasync` of a file that failed: what was written before may be lost for good, whatever a later sync says.
    SyncFailed { file: FileNumber },
    /// `fsync` or `fdatasync` of a folder.
    SyncFolder { path: PathBuf },
    /// `sync` or `syncfs`.
    SyncAll,
    /// Bytes on standard output: acknowledgements.
    Say { bytes: Vec<u8> },
}

impl Recording {
    /// The full lines that the process had begun to print by this moment.
    ///
    /// A line counts from the moment its write started, because the reader may have had it then.
    pub(crate) fn acknowledged(&self, moment: u64) -> Vec<String> {
        let mut said = Vec::new();
        for step in self.steps.iter().filter(|step| step.started <= moment) {
            if let Act::Say { bytes } = &step.act {
                said.extend_from_slice(bytes);
            }
        }
        let end = said.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        String::from_utf8_lossy(&said[..end]).lines().map(str::to_owned).collect()
    }

    /// How many calls of a kind there are, by a test on the act.
    pub(crate) fn count(&self, kind: impl Fn(&Act) -> bool) -> usize {
        self.steps.iter().filter(|step| kind(&step.act)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_once_it_is_whole_and_from_the_start_of_its_write() {
        let say = |started, bytes: &str| Step {
            started,
            ended: started + 3,
            act: Act::Say { bytes: bytes.into() },
        };
        let recording = Recording { steps: vec![say(2, "1\n2"), say(8, "0\n")], ..Recording::default() };
        assert!(recording.acknowledged(1).is_empty());
        assert_eq!(recording.acknowledged(2), ["1"]);
        assert_eq!(recording.acknowledged(8), ["1", "20"]);
    }
}
