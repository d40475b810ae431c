//! The one binary, end to end: what a stranger types, and what they see.

mod bad_input;
mod bands;
mod canaries;
mod cases;
mod chart;
mod corrections;
mod credit;
mod demo;
mod determinism;
mod erasure;
mod fitness;
mod indicators;
mod keeping;
mod knew;
mod leaks;
mod log;
mod logged;
mod measures_page;
mod real_data;
mod receipts;
mod replay;
mod rules;
mod simulate;
mod stores;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with made-up extracts, and the report beside it.
struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    /// The files given, by path below the folder of extracts.
    fn new(files: &[(&str, &str)]) -> Self {
        let case = Self { folder: tempfile::tempdir().expect("a folder") };
        for (path, text) in files {
            case.write(path, text.as_bytes());
        }
        case
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let place = self.input().join(path);
        std::fs::create_dir_all(place.parent().expect("a parent")).expect("made");
        std::fs::write(place, bytes).expect("written");
    }

    fn input(&self) -> PathBuf {
        self.folder.path().join("extracts")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("report")
    }

    /// Runs `candour review` on the folder with further arguments.
    fn review(&self, more: &[&str]) -> Done {
        let mut command = candour();
        command
            .arg("review")
            .arg(self.input())
            .arg("--out")
            .arg(self.out())
            .args(["--as-of", "2024-06-28"])
            .args(more);
        Done::of(command.output().expect("runs"))
    }

    fn report(&self, name: &str) -> String {
        read(&self.out().join(name))
    }

    fn summary(&self) -> serde_json::Value {
        serde_json::from_str(&self.report("summary.json")).expect("JSON")
    }

    fn findings(&self) -> String {
        self.report("findings.csv")
    }
}

struct Done {
    code: Option<i32>,
    words: String,
    errors: String,
}

impl Done {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            words: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// It ended well; otherwise the test shows what it said.
    #[track_caller]
    fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{}{}", self.words, self.errors);
        self
    }

    #[track_caller]
    fn says(self, part: &str) -> Self {
        assert!(
            format!("{}{}", self.words, self.errors).contains(part),
            "`{part}` not in:\n{}{}",
            self.words,
            self.errors
        );
        self
    }
}

fn candour() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.env("CANDOUR_PASSPHRASE", "a passphrase for tests");
    command
}

fn read(place: &Path) -> String {
    std::fs::read_to_string(place).expect("a file of the report")
}

/// The made-up town's folder in the project.
fn town() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/westbrook")
}

/// The files of a folder with their bytes, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("read"))
        })
        .collect();
    files.sort();
    files
}
