//! `candour log` as it is typed: audit, export, trust; and proofs of fraud.

use std::path::{Path, PathBuf};

use super::{Case, Done, candour, files};

const TELLING: &str = r#"{"told_to": "westbrook-council/front-door", "teller": "parent", "signs": [],
    "children": [{"forename": "Ann", "number": "N-1"}], "words": "made up"}"#;

struct Log(Case);

impl Log {
    /// A store with some tellings.
    fn new(tellings: usize) -> Self {
        let log = Self(Case::new(&[("telling.json", TELLING)]));
        (0..tellings).for_each(|n| drop(log.tell("x.db", &format!("r{n}.tlog-proof"))));
        log
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.folder.path().join(name)
    }

    fn run(&self, store: Option<&str>, arguments: &[&str]) -> Done {
        let mut command = candour();
        command
            .args(arguments)
            .current_dir(self.0.folder.path())
            .env("CANDOUR_PASSPHRASE", "a long passphrase here");
        if let Some(store) = store {
            command.args(["--store", &format!("sqlite:{store}")]);
        }
        Done::of(command.output().expect("runs"))
    }

    fn tell(&self, store: &str, receipt: &str) -> Done {
        self.run(Some(store), &["tell", "extracts/telling.json", "--out", receipt]).well()
    }

    fn trust(&self) {
        let trust = self.run(Some("x.db"), &["log", "trust"]).well();
        std::fs::write(self.at("trust.txt"), trust.words).expect("written");
    }

    fn copy(&self, to: &str) {
        for ending in ["", ".keys", ".last-signed"] {
            std::fs::copy(self.at(&format!("x.db{ending}")), self.at(&format!("{to}{ending}")))
                .expect("copied");
        }
    }
}

#[test]
fn an_audit_says_what_is_right_what_is_wrong_and_what_was_not_checked() {
    let log = Log::new(2);
    log.trust();
    log.run(Some("x.db"), &["log", "audit", "--since", "r0.tlog-proof", "--trust", "trust.txt", "--open"])
        .well()
        .says("Nothing is wrong")
        .says("It continues r0.tlog-proof, which was signed over 1 entries")
        .says("Not checked:");
    let connection = rusqlite::Connection::open(log.at("x.db")).expect("opens");
    connection.execute("UPDATE event SET logged = logged + 1 WHERE position = 1", []).expect("changed");
    drop(connection);
    let done = log.run(Some("x.db"), &["log", "audit"]);
    assert_eq!(done.code, Some(1));
    done.says("entry 1: was altered");
    let done = log.run(Some("x.db"), &["--json", "log", "audit"]);
    let json: serde_json::Value = serde_json::from_str(&done.words).expect("JSON");
    assert_eq!(
        (&json["right"], &json["list"][0]["entry"], &json["list"][0]["code"]),
        (&false.into(), &1.into(), &"altered".into())
    );
}

#[test]
fn an_export_only_grows_and_refuses_to_go_back() {
    let log = Log::new(1);
    log.trust();
    log.copy("old.db");
    log.run(Some("x.db"), &["log", "export", "--out", "public"]).well().says("1 entries");
    log.tell("x.db", "r1.tlog-proof");
    log.run(Some("x.db"), &["log", "export", "--out", "public"]).well().says("1 of them new");
    log.run(None, &["log", "audit", "--dir", "public", "--trust", "trust.txt"]).well().says("2 entries");
    let before = files(&log.at("public/tile/0/000.p"));
    log.run(Some("x.db"), &["log", "export", "--out", "public"]).well().says("0 files written");
    assert_eq!(files(&log.at("public/tile/0/000.p")), before);
    let back = log.run(Some("old.db"), &["log", "export", "--out", "public"]);
    assert_eq!(back.code, Some(3));
    back.says("this store is an old copy");
    log.tell("old.db", "other.tlog-proof");
    log.run(Some("old.db"), &["log", "export", "--out", "public"]).says("does not continue it");
    // What lies in the folder is an anchor, too; and the other history is convicted.
    let done =
        log.run(Some("old.db"), &["log", "audit", "--since", "public/checkpoint", "--fork", "fraud.txt"]);
    assert_eq!(done.code, Some(1));
    done.says("PROOF OF FRAUD written to fraud.txt");
    log.run(None, &["verify", "--fork", "fraud.txt", "--trust", "trust.txt"])
        .well()
        .says("signed two histories");
}

#[test]
fn a_changed_file_of_an_export_is_named() {
    let log = Log::new(3);
    log.trust();
    log.run(Some("x.db"), &["log", "export", "--out", "public"]).well();
    for (file, says) in
        [("tile/0/000.p/3", "tile/0/000.p/3"), ("tile/entries/000.p/3", "root"), ("checkpoint", "checkpoint")]
    {
        let place = log.at("public").join(file);
        let right = std::fs::read(&place).expect("read");
        let mut wrong = right.clone();
        let last = wrong.len() - 4;
        wrong[last] ^= 1;
        std::fs::write(&place, &wrong).expect("written");
        let done = log.run(None, &["log", "audit", "--dir", "public", "--trust", "trust.txt"]);
        assert_eq!(done.code, Some(1), "{file}");
        done.says(says);
        std::fs::remove_file(&place).expect("removed");
        assert_eq!(
            log.run(None, &["log", "audit", "--dir", "public", "--trust", "trust.txt"]).code,
            Some(1),
            "{file}"
        );
        std::fs::write(&place, &right).expect("written");
    }
    log.run(None, &["log", "audit", "--dir", "public", "--trust", "trust.txt"]).well();
}

#[test]
fn a_log_of_another_program_is_audited() {
    let log = Log(Case::new(&[]));
    let foreign = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ledger/tests/data/tessera-log");
    let key = super::read(&foreign.join("log.vkey"));
    std::fs::write(log.at("trust.txt"), format!("log {}\nquorum none\n", key.trim())).expect("written");
    let dir = foreign.display().to_string();
    log.run(None, &["log", "audit", "--dir", &dir, "--trust", "trust.txt"])
        .well()
        .says("15 entries, 17 checkpoints");
}

#[test]
fn two_receipts_that_contradict_each_other_convict_the_log() {
    let log = Log::new(1);
    log.trust();
    log.copy("other.db");
    log.tell("x.db", "one.tlog-proof");
    log.tell("other.db", "two.tlog-proof");
    let verify = |files: &[&str]| log.run(None, &[&["verify", "--trust", "trust.txt"], files].concat());
    verify(&["r0.tlog-proof", "one.tlog-proof"]).well();
    let done = verify(&["one.tlog-proof", "two.tlog-proof"]);
    assert_eq!(done.code, Some(1));
    done.says("CONTRADICT EACH OTHER").says("fork-2.txt");
    verify(&["fork-2.txt"]).well().says("HOLDS, a proof of fraud");
    let text = super::read(&log.at("fork-2.txt"));
    std::fs::write(log.at("false.txt"), text.replacen("\n2\n", "\n3\n", 1)).expect("written");
    let done = verify(&["--fork", "false.txt"]);
    assert_eq!(done.code, Some(1));
    done.says("DOES NOT HOLD");
}
