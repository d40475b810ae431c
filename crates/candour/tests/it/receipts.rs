//! A telling and its receipt: what a teller, a verifier and a clumsy operator see.

use std::path::PathBuf;

use super::{Case, Done, candour, read};

const TELLING: &str = r#"{"submission":"a-random-submission-id","told_to":"westbrook-council/front-door","teller":"parent",
"signs":["missing_episode"],"children":[{"forename":"Canaryann","born":"2010-03-04"}],"words":"canary words"}"#;

impl Case {
    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.at("candour.db").display())
    }

    fn run(&self, args: &[&str]) -> Done {
        let mut command = candour();
        command.current_dir(self.folder.path()).args(args);
        Done::of(command.output().expect("runs"))
    }

    /// Tells and gives the machine's answer; the receipt is `r.tlog-proof`.
    fn tell(&self, more: &[&str]) -> serde_json::Value {
        std::fs::write(self.at("telling.json"), TELLING).expect("written");
        let url = self.url();
        let args = ["--json", "tell", "telling.json", "--store", &url, "--out", "r.tlog-proof"];
        let done = self.run(&[&args, more].concat()).well();
        serde_json::from_str(&done.words).expect("JSON")
    }

    /// A trust policy of the store's own key.
    fn trust(&self) {
        let receipt = read(&self.at("r.tlog-proof"));
        let _ = receipt;
        let connection = rusqlite::Connection::open(self.at("candour.db")).expect("opens");
        let key: String = connection
            .query_row("SELECT value FROM meta WHERE name = 'key'", [], |row| row.get(0))
            .expect("a key");
        std::fs::write(self.at("trust.txt"), format!("log {key}\nquorum none\n")).expect("written");
    }

    fn verify(&self, text: &str) -> Done {
        std::fs::write(self.at("other.tlog-proof"), text).expect("written");
        self.run(&["verify", "other.tlog-proof", "--trust", "trust.txt"])
    }
}

#[test]
fn a_receipt_holds_and_says_what_was_told_to_whom() {
    let case = Case::new(&[]);
    case.tell(&[]);
    case.trust();
    let done = case.run(&["verify", "r.tlog-proof", "--trust", "trust.txt"]).well();
    let done = done.says("HOLDS, a receipt").says("front-door of westbrook-council").says("missing episode");
    assert!(!done.words.contains("Canaryann") && !done.words.contains("canary words"));
}

#[test]
fn the_same_submission_is_recorded_once_and_gives_the_same_receipt() {
    let case = Case::new(&[]);
    let first = case.tell(&[]);
    let receipt = read(&case.at("r.tlog-proof"));
    let second = case.tell(&[]);
    assert_eq!(
        (second["index"].clone(), second["words"].clone()),
        (first["index"].clone(), first["words"].clone())
    );
    assert_eq!(second["repeated"], true);
    assert_eq!(read(&case.at("r.tlog-proof")), receipt);
    std::fs::write(case.at("telling.json"), TELLING.replace("canary words", "other words")).expect("written");
    let url = case.url();
    case.run(&["tell", "telling.json", "--store", &url]).says("already used to tell something else");
}

#[test]
fn words_to_remember_fetch_the_receipt_again() {
    let case = Case::new(&[]);
    let told = case.tell(&[]);
    let words = told["words"].as_str().expect("words").to_owned();
    let url = case.url();
    let mut args = vec!["receipt", "--store", &url, "--out", "again.tlog-proof", "--"];
    args.extend(words.split(' '));
    case.run(&args).well();
    assert_eq!(read(&case.at("again.tlog-proof")), read(&case.at("r.tlog-proof")));
    case.run(&["receipt", "--store", &url, "pebble", "pebble"]).says("8 words are needed");
}

#[test]
fn a_receipt_with_everything_proves_names_and_words() {
    let case = Case::new(&[]);
    case.tell(&["--everything"]);
    case.trust();
    let done = case.run(&["verify", "r.tlog-proof", "--trust", "trust.txt", "--names"]).well();
    done.says("canary words");
}

#[test]
fn every_change_of_a_receipt_is_found() {
    let case = Case::new(&[]);
    case.tell(&[]);
    case.trust();
    let receipt = read(&case.at("r.tlog-proof"));
    let lines: Vec<&str> = receipt.lines().collect();
    for (what, changed) in [
        ("cut off", receipt[..receipt.len() - 20].to_owned()),
        ("first line", receipt.replace("tlog-proof@v1", "tlog-proof@v2")),
        ("index", receipt.replace("index 0", "index 1")),
        (
            "no extra",
            lines.iter().filter(|line| !line.starts_with("extra")).map(|line| format!("{line}\n")).collect(),
        ),
        ("carriage returns", receipt.replace('\n', "\r\n")),
        ("empty", String::new()),
        ("a letter", "Dear Sir or Madam".to_owned()),
        ("version of the opening", receipt.replace("extra AQ", "extra Ag")),
    ] {
        let done = case.verify(&changed);
        assert_eq!(done.code, Some(1), "{what}: {}{}", done.words, done.errors);
        done.says("DOES NOT HOLD");
    }
    // Every byte of the extra line counts, although no signature covers it.
    let extra = lines.iter().position(|line| line.starts_with("extra")).expect("an extra line");
    for place in (6..lines[extra].len()).step_by(37) {
        let mut changed: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
        let other = if lines[extra].as_bytes()[place] == b'A' { 'B' } else { 'A' };
        changed[extra].replace_range(place..=place, &other.to_string());
        assert_eq!(case.verify(&changed.concat()).code, Some(1), "byte {place} of the extra line");
    }
}

#[test]
fn a_foreign_log_is_not_believed() {
    let (case, other) = (Case::new(&[]), Case::new(&[]));
    case.tell(&[]);
    other.tell(&[]);
    other.trust();
    other.verify(&read(&case.at("r.tlog-proof"))).says("DOES NOT HOLD");
}

#[test]
fn bad_policies_and_missing_files_are_wrong_use_with_words() {
    let case = Case::new(&[]);
    case.tell(&[]);
    for (policy, says) in
        [("log nonsense\nquorum none\n", "line 1"), ("", "quorum"), ("quorum w\n", "line 1")]
    {
        std::fs::write(case.at("trust.txt"), policy).expect("written");
        let done = case.run(&["verify", "r.tlog-proof", "--trust", "trust.txt"]);
        assert_eq!(done.code, Some(2), "{policy}");
        done.says(says);
    }
    assert_eq!(case.run(&["verify", "nothing.tlog-proof", "--trust", "trust.txt"]).code, Some(2));
}

#[test]
fn tellings_that_cannot_be_taken_say_which_field_and_record_nothing() {
    let case = Case::new(&[]);
    let url = case.url();
    for (telling, says) in [
        (" \n", "the file is empty"),
        ("{", "line 1"),
        (r#"{"told_to":"a/b","children":[{"forname":"Canary"}]}"#, "unknown field `forname`"),
        (r#"{"words":"canary"}"#, "`told_to`"),
        (r#"{"told_to":"a/b","teller":"canary"}"#, "`teller`"),
        (r#"{"told_to":"a/b","signs":["canary"]}"#, "`signs`"),
        (r#"{"told_to":"a/b","date":"2999-01-01"}"#, "`date`"),
        (r#"{"told_to":"a/b","date":"2023-02-30"}"#, "`date`"),
        (r#"{"told_to":"a/b","submission":"short"}"#, "`submission`"),
        (r#"{"told_to":"a/b","people":[{"forename":"Canary"}]}"#, "people[0].role"),
        (r#"{"told_to":"a/b","things":[{"kind":"boat","role":"home","value":"x"}]}"#, "things[0].kind"),
    ] {
        std::fs::write(case.at("telling.json"), telling).expect("written");
        let done = case.run(&["tell", "telling.json", "--store", &url]);
        assert!(matches!(done.code, Some(2 | 3)), "{telling}: {:?}", done.code);
        assert!(!done.errors.to_lowercase().contains("canary"), "a value is repeated: {}", done.errors);
        done.says(says);
    }
    let long = format!(r#"{{"told_to":"a/b","words":"{}"}}"#, "x".repeat(30_000));
    std::fs::write(case.at("telling.json"), long).expect("written");
    case.run(&["tell", "telling.json", "--store", &url]).says("20000");
    std::fs::write(case.at("telling.json"), "x".repeat(400_000)).expect("written");
    case.run(&["tell", "telling.json", "--store", &url]).says("bytes");
    assert_eq!(case.tell(&[])["index"], 0, "nothing was recorded before");
}

#[test]
fn a_wrong_passphrase_and_a_missing_key_file_say_so_and_touch_nothing() {
    let case = Case::new(&[]);
    case.tell(&[]);
    let before = std::fs::read(case.at("candour.db")).expect("read");
    let url = case.url();
    let wrong = candour()
        .current_dir(case.folder.path())
        .env("CANDOUR_PASSPHRASE", "another passphrase")
        .args(["tell", "telling.json", "--store", &url])
        .output()
        .expect("runs");
    let done = Done::of(wrong);
    assert_eq!(done.code, Some(3));
    done.says("the passphrase is another one");
    std::fs::rename(case.at("candour.db.keys"), case.at("elsewhere.keys")).expect("moved");
    case.run(&["tell", "telling.json", "--store", &url]).says("key file").says("is not there");
    case.run(&["tell", "telling.json", "--store", &url, "--keys", "elsewhere.keys"]).well();
    assert_eq!(std::fs::read(case.at("candour.db")).expect("read").len(), before.len());
}

#[test]
fn an_old_copy_of_the_store_refuses_to_start() {
    let case = Case::new(&[]);
    case.tell(&[]);
    let old = std::fs::read(case.at("candour.db")).expect("read");
    std::fs::write(case.at("telling.json"), TELLING.replace("a-random", "b-random")).expect("written");
    let url = case.url();
    case.run(&["tell", "telling.json", "--store", &url, "--out", "second.tlog-proof"]).well();
    std::fs::write(case.at("candour.db"), old).expect("restored");
    let done = case.run(&["tell", "telling.json", "--store", &url]);
    assert_eq!(done.code, Some(3));
    done.says("this is an old copy");
    std::fs::remove_file(case.at("candour.db.last-signed")).expect("removed");
    case.run(&["tell", "telling.json", "--store", &url]).says("second copy").says("is not there");
}

#[test]
fn a_receipt_fetched_later_carries_what_witnesses_signed() {
    let case = Case::new(&[]);
    let words = case.tell(&[])["words"].as_str().expect("words").to_owned();
    case.trust();
    let receipt = read(&case.at("r.tlog-proof"));
    let (_, checkpoint) = receipt.split_once("\n\n").expect("a checkpoint");
    let mut note = ledger::Note::parse(checkpoint.as_bytes()).expect("a note");
    let mut policy = read(&case.at("trust.txt")).replace("quorum none\n", "");
    for (n, name) in ["w1.example", "w2.example", "w3.example"].iter().enumerate() {
        let cosigner = ledger::Cosigner::from_seed(name, &[n as u8 + 1; 32]).expect("a cosigner");
        note.add(cosigner.cosign(note.text(), 1_790_000_000).expect("a checkpoint")).expect("added");
        policy.push_str(&format!("witness w{n} {}\n", cosigner.verifier_key()));
    }
    std::fs::write(case.at("quorum.txt"), format!("{policy}group g 2 w0 w1 w2\nquorum g\n"))
        .expect("written");
    std::fs::write(case.at("cosigned.txt"), note.to_string()).expect("written");
    let before = case.run(&["verify", "r.tlog-proof", "--trust", "quorum.txt"]);
    assert_eq!(before.code, Some(1), "nobody has signed yet");
    let url = case.url();
    case.run(&["log", "cosigned", "cosigned.txt", "--store", &url, "--trust", "quorum.txt"]).well();
    // Another entry later: the receipt still takes the checkpoint that witnesses have signed.
    std::fs::write(case.at("telling.json"), TELLING.replace("a-random", "b-random")).expect("written");
    case.run(&["tell", "telling.json", "--store", &url, "--out", "second.tlog-proof"]).well();
    let mut args = vec!["receipt", "--store", &url, "--out", "again.tlog-proof", "--"];
    args.extend(words.split(' '));
    case.run(&args).well();
    let done = case.run(&["verify", "again.tlog-proof", "--trust", "quorum.txt"]).well();
    done.says("Witness: w0").says("Witness: w2");
    case.run(&["log", "cosigned", "trust.txt", "--store", &url, "--trust", "quorum.txt"])
        .says("cosigned checkpoint");
    case.run(&["log", "audit", "--store", &url]).well();
}
