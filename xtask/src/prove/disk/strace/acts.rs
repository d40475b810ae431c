//! From calls to acts: what each call did to the recorded folder.

use std::path::{Path, PathBuf};

use super::descriptors::{Descriptors, Open, Target};
use super::line::{AT_CURRENT, Call, bytes, descriptor};
use super::names::Names;
use crate::prove::disk::recording::{Act, FileNumber, Recording, Step};

/// The calls that are recorded. All others change no file, or are refused by [`Reader::step`].
pub(super) const CALLS: &str = "trace=open,openat,openat2,creat,close,dup,dup2,dup3,fcntl,read,readv,lseek,write,writev,\
    pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,sync,syncfs,rename,renameat,renameat2,link,\
    linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,chdir,mmap,clone,clone3,fork,vfork,sendfile,\
    copy_file_range,splice,io_uring_setup";

/// Reads the calls of a process into a recording that holds the files from before.
///
/// # Errors
/// When the process did to the folder what is not modelled, or strace cut data short.
pub(super) fn read(
    calls: &[Call<'_>],
    root: &Path,
    current: &Path,
    into: &mut Recording,
) -> Result<(), String> {
    let mut names = Names::new(root, current);
    for (path, content) in &into.before {
        names.add(path, content.len() as u64);
    }
    names.folders.extend(into.folders.iter().cloned());
    let mut reader = Reader { names, descriptors: Descriptors::new(calls), recording: into };
    for call in calls {
        reader.recording.length = reader.recording.length.max(call.ended + 1);
        reader.step(call)?;
    }
    Ok(())
}

struct Reader<'a> {
    names: Names,
    descriptors: Descriptors,
    recording: &'a mut Recording,
}

impl Reader<'_> {
    fn step(&mut self, call: &Call<'_>) -> Result<(), String> {
        let arguments = call.arguments();
        let argument = |place: usize| arguments.get(place).copied().unwrap_or_default();
        if call.gave < 0 {
            self.failed(call, argument(0));
            return Ok(());
        }
        match call.name {
            "open" => self.open(call, argument(1)),
            "openat" | "openat2" => self.open(call, argument(2)),
            "creat" => self.open(call, "O_WRONLY|O_CREAT|O_TRUNC"),
            "close" => self.descriptors.closed(call.thread, number(argument(0))),
            "dup" | "dup2" | "dup3" => {
                self.descriptors.duplicated(call.thread, number(argument(0)), call.gave)
            }
            "fcntl" if argument(1).starts_with("F_DUPFD") => {
                self.descriptors.duplicated(call.thread, number(argument(0)), call.gave);
            }
            "read" | "readv" => self.moved(call, argument(0), |position| position + call.gave as u64),
            "lseek" => self.moved(call, argument(0), |_| call.gave as u64),
            "write" | "writev" => self.write(call, argument(0), argument(1), None)?,
            "pwrite64" | "pwritev" | "pwritev2" => {
                self.write(call, argument(0), argument(1), Some(length(argument(3))?))?;
            }
            "ftruncate" => self.truncate_open(call, argument(0), length(argument(1))?),
            "truncate" => {
                let file = self.path(None, argument(0)).and_then(|path| self.names.files.get(&path).copied());
                if let Some(file) = file {
                    self.truncate(call, file, length(argument(1))?);
                }
            }
            "fallocate" => self.extend(call, &arguments)?,
            "fsync" | "fdatasync" => self.sync(call, argument(0)),
            "sync" | "syncfs" => self.push(call, Act::SyncAll),
            "rename" => self.rename(call, (None, argument(0)), (None, argument(1))),
            "renameat" | "renameat2" if !argument(4).contains("EXCHANGE") => {
                self.rename(call, (Some(argument(0)), argument(1)), (Some(argument(2)), argument(3)));
            }
            "link" => self.link(call, (None, argument(0)), (None, argument(1))),
            "linkat" => self.link(call, (Some(argument(0)), argument(1)), (Some(argument(2)), argument(3))),
            "unlink" | "rmdir" => self.remove(call, None, argument(0)),
            "unlinkat" => self.remove(call, Some(argument(0)), argument(1)),
            "mkdir" => self.make_folder(call, None, argument(0)),
            "mkdirat" => self.make_folder(call, Some(argument(0)), argument(1)),
            "chdir" => self.names.stand_in(Path::new(&text(argument(0)))),
            "mmap" => self.mapped(&arguments),
            "fcntl" | "clone" | "clone3" | "fork" | "vfork" => {}
            _ => self.not_modelled(call, &arguments)?,
        }
        Ok(())
    }

    fn push(&mut self, call: &Call<'_>, act: Act) {
        self.recording.steps.push(Step { started: call.started, ended: call.ended, act });
    }

    /// A failed call did nothing, but for a sync: the kernel may have dropped what it could not write.
    fn failed(&mut self, call: &Call<'_>, first: &str) {
        match call.name {
            "close" => self.descriptors.closed(call.thread, number(first)),
            "fsync" | "fdatasync" => {
                if let Some(Target::File(file)) = self.target(call, first) {
                    self.push(call, Act::SyncFailed { file });
                }
            }
            _ => {}
        }
    }

    fn target(&mut self, call: &Call<'_>, argument: &str) -> Option<Target> {
        self.descriptors.of(call, argument).map(|open| open.target.clone())
    }

    fn file(&mut self, call: &Call<'_>, argument: &str) -> Option<FileNumber> {
        match self.target(call, argument)? {
            Target::File(file) => Some(file),
            Target::Folder(_) => None,
        }
    }

    /// The path of an argument below the recorded folder; `folder` is the descriptor a relative path starts from.
    fn path(&self, folder: Option<&str>, argument: &str) -> Option<PathBuf> {
        let folder = folder.and_then(descriptor);
        let beside = folder.filter(|found| found.number != AT_CURRENT).and_then(|found| found.path);
        self.names.below(beside.as_deref(), Path::new(&text(argument)))
    }

    /// A descriptor given by `open`. Its path is the one the kernel resolved, so links are followed.
    fn open(&mut self, call: &Call<'_>, flags: &str) {
        let path = call.gave_path.as_ref().and_then(|path| self.names.below(None, path));
        let Some(path) = path else { return self.descriptors.opened(call.thread, call.gave, None) };
        let target = if self.names.folders.contains(&path) || flags.contains("O_DIRECTORY") {
            Target::Folder(path)
        } else {
            Target::File(self.file_named(call, &path))
        };
        if let (Target::File(file), true) = (&target, flags.contains("O_TRUNC")) {
            self.truncate(call, *file, 0);
        }
        let append = flags.contains("O_APPEND");
        let synced = flags.contains("O_SYNC") || flags.contains("O_DSYNC");
        let open = Open { target, position: 0, append, synced };
        self.descriptors.opened(call.thread, call.gave, Some(open));
    }

    /// The file of this name. One not met before is new, also when another thread's `open` made it and is still under way.
    fn file_named(&mut self, call: &Call<'_>, path: &Path) -> FileNumber {
        if let Some(file) = self.names.files.get(path) {
            return *file;
        }
        let file = self.names.add(path, 0);
        self.push(call, Act::Create { path: path.to_owned(), file });
        file
    }

    fn moved(&mut self, call: &Call<'_>, argument: &str, to: impl Fn(u64) -> u64) {
        if let Some(open) = self.descriptors.of(call, argument) {
            open.position = to(open.position);
        }
    }

    /// A write, at the descriptor's position if no place is given. Only what the kernel took counts.
    fn write(&mut self, call: &Call<'_>, target: &str, data: &str, at: Option<u64>) -> Result<(), String> {
        let Some(open) = self.descriptors.of(call, target) else {
            if number(target) == 1 {
                let bytes = taken(call, data)?;
                self.push(call, Act::Say { bytes });
            }
            return Ok(());
        };
        let Target::File(file) = open.target else { return Ok(()) };
        let offset = match at {
            Some(place) => place,
            None if open.append => self.names.lengths[file],
            None => open.position,
        };
        let (synced, end) = (open.synced, offset + call.gave as u64);
        if at.is_none() {
            open.position = end;
        }
        self.names.lengths[file] = self.names.lengths[file].max(end);
        let data = taken(call, data)?;
        self.push(call, Act::Write { file, offset, data });
        if synced {
            self.recording.steps.push(Step {
                started: call.ended,
                ended: call.ended,
                act: Act::Sync { file },
            });
        }
        Ok(())
    }

    fn truncate_open(&mut self, call: &Call<'_>, argument: &str, length: u64) {
        if let Some(file) = self.file(call, argument) {
            self.truncate(call, file, length);
        }
    }

    fn truncate(&mut self, call: &Call<'_>, file: FileNumber, length: u64) {
        if self.names.lengths[file] != length {
            self.names.lengths[file] = length;
            self.push(call, Act::Truncate { file, length });
        }
    }

    /// `fallocate`: reserving is nothing to us, lengthening is; making holes is not modelled.
    fn extend(&mut self, call: &Call<'_>, arguments: &[&str]) -> Result<(), String> {
        let [target, mode, offset, more] = arguments else { return Ok(()) };
        let Some(file) = self.file(call, target) else { return Ok(()) };
        match *mode {
            "0" => {
                let length = length(offset)? + length(more)?;
                self.names.lengths[file] = self.names.lengths[file].max(length);
                self.push(call, Act::Extend { file, length });
                Ok(())
            }
            "FALLOC_FL_KEEP_SIZE" => Ok(()),
            other => {
                Err(format!("`fallocate` with `{other}` is not modelled; add it to the model of the disk"))
            }
        }
    }

    fn sync(&mut self, call: &Call<'_>, argument: &str) {
        match self.target(call, argument) {
            Some(Target::File(file)) => self.push(call, Act::Sync { file }),
            Some(Target::Folder(path)) => self.push(call, Act::SyncFolder { path }),
            None => {}
        }
    }

    fn rename(&mut self, call: &Call<'_>, from: (Option<&str>, &str), to: (Option<&str>, &str)) {
        match (self.path(from.0, from.1), self.path(to.0, to.1)) {
            (Some(from), Some(to)) => {
                self.names.rename(&from, &to);
                self.push(call, Act::Rename { from, to });
            }
            (Some(from), None) => {
                self.names.remove(&from);
                self.push(call, Act::Remove { path: from });
            }
            _ => {}
        }
    }

    fn link(&mut self, call: &Call<'_>, from: (Option<&str>, &str), to: (Option<&str>, &str)) {
        if let (Some(from), Some(path)) = (self.path(from.0, from.1), self.path(to.0, to.1))
            && let Some(file) = self.names.files.get(&from).copied()
        {
            self.names.files.insert(path.clone(), file);
            self.push(call, Act::Link { path, file });
        }
    }

    fn remove(&mut self, call: &Call<'_>, folder: Option<&str>, argument: &str) {
        if let Some(path) = self.path(folder, argument) {
            self.names.remove(&path);
            self.push(call, Act::Remove { path });
        }
    }

    fn make_folder(&mut self, call: &Call<'_>, folder: Option<&str>, argument: &str) {
        if let Some(path) = self.path(folder, argument) {
            self.names.folders.insert(path.clone());
            self.push(call, Act::MakeFolder { path });
        }
    }

    fn mapped(&mut self, arguments: &[&str]) {
        let [_, _, protection, flags, target, ..] = arguments else { return };
        if protection.contains("PROT_WRITE") && flags.contains("MAP_SHARED") {
            let path = descriptor(target).and_then(|found| found.path);
            self.recording.mapped.extend(path.and_then(|path| self.names.below(None, &path)));
        }
    }

    /// Calls that could change the folder unseen. Elsewhere they are no business of ours.
    fn not_modelled(&mut self, call: &Call<'_>, arguments: &[&str]) -> Result<(), String> {
        let at_paths = arguments.iter().any(|argument| {
            let below = |path: &Path| self.names.below(None, path).is_some();
            let named = argument.starts_with('"') && below(Path::new(&text(argument)));
            named || descriptor(argument).and_then(|found| found.path).is_some_and(|path| below(&path))
        });
        if at_paths || call.name == "io_uring_setup" {
            return Err(format!("`{}` is not modelled; add it to the model of the disk", call.name));
        }
        Ok(())
    }
}

/// The bytes of a write that the kernel took.
fn taken(call: &Call<'_>, data: &str) -> Result<Vec<u8>, String> {
    let mut data = bytes(data)?;
    let taken = usize::try_from(call.gave).unwrap_or_default();
    if data.len() < taken {
        return Err("strace cut a write short; record with a larger `-s`".into());
    }
    data.truncate(taken);
    Ok(data)
}

fn number(argument: &str) -> i64 {
    descriptor(argument).map_or(-1, |found| found.number)
}

fn length(argument: &str) -> Result<u64, String> {
    argument.parse().map_err(|_| format!("strace wrote `{argument}` where a number belongs"))
}

fn text(argument: &str) -> String {
    // Paths are never cut short by strace.
    String::from_utf8_lossy(&bytes(argument).unwrap_or_default()).into_owned()
}

#[cfg(test)]
#[path = "acts/tests.rs"]
mod tests;
