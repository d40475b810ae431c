//! Keeping a store from the command line: what is said, and how it ends.

use std::path::{Path, PathBuf};

use super::{Done, candour};

struct Kept {
    folder: tempfile::TempDir,
}

impl Kept {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, words: &[&str]) -> Done {
        let mut command = candour();
        command
            .current_dir(self.folder.path())
            .args(words)
            .env("CANDOUR_PASSPHRASE", "several words for a test");
        Done::of(command.output().expect("runs"))
    }

    fn tell(&self, name: &str) -> Done {
        let telling = format!(r#"{{"told_to":"westbrook/desk","children":[{{"forename":"{name}"}}]}}"#);
        std::fs::write(self.path("t.json"), telling).expect("written");
        self.run(&["tell", "t.json", "--out", &format!("{name}.tlog-proof")]).well()
    }
}

#[track_caller]
fn ends(done: Done, code: i32, part: &str) -> Done {
    assert_eq!(done.code, Some(code), "{}{}", done.words, done.errors);
    done.says(part)
}

#[test]
fn a_store_is_migrated_looked_at_backed_up_and_restored() {
    let kept = Kept::new();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/data/version_1.db");
    std::fs::copy(fixture, kept.path("candour.db")).expect("copied");
    ends(kept.run(&["health"]), 3, "candour migrate");
    ends(kept.run(&["migrate"]), 0, "8 events of 2 files are entries of a log now");
    ends(kept.run(&["migrate"]), 3, "nothing to migrate");
    ends(kept.run(&["health"]), 1, "no_backup");
    ends(kept.run(&["backup", "--to", "b.db"]), 0, "The key file").says("candour.db.keys is not in it");
    let health = ends(kept.run(&["--json", "health"]), 1, "");
    let health: serde_json::Value = serde_json::from_str(&health.words).expect("JSON");
    let codes: Vec<&str> = health["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["code"].as_str())
        .collect();
    assert_eq!((codes, health["size"].as_u64()), (vec!["same_disk"], Some(8)));
    ends(kept.run(&["restore", "b.db"]), 3, "it is not behind");
    std::fs::remove_file(kept.path("candour.db")).expect("removed");
    ends(kept.run(&["restore", "b.db"]), 0, "restored with 8 entries");
    kept.tell("Ada").says("entry 8");
}

#[test]
fn a_log_goes_on_under_a_new_name_only_when_asked() {
    let kept = Kept::new();
    kept.tell("Ada");
    kept.run(&["backup", "--to", "b.db"]).well();
    kept.tell("Berta");
    std::fs::remove_file(kept.path("candour.db")).expect("removed");
    ends(kept.run(&["restore", "b.db"]), 3, "--as-new-log ORIGIN");
    let words = ["restore", "b.db", "--as-new-log", "town.example/second"];
    ends(kept.run(&words), 0, "Entries that were signed and are lost: 1.");
    kept.run(&["prove", "1"]).well().says("continued");
    kept.tell("Cora").says("entry 2");
}

#[test]
fn no_store_is_made_by_looking_or_backing_up() {
    let kept = Kept::new();
    ends(kept.run(&["health"]), 3, "is not there");
    ends(kept.run(&["backup", "--to", "b.db"]), 3, "is not there");
    ends(kept.run(&["migrate"]), 3, "is not there");
    assert_eq!(std::fs::read_dir(kept.folder.path()).expect("a folder").count(), 0);
}
