//! What only somebody outside can know: an old receipt against a log that was written anew by whoever holds its key.

use desk::Archive;
use desk::audit::Anchor;
use ledger::{Checkpoint, Fork, Note, Signer, TrustPolicy, VerifierKey};

use super::{Case, ask, clean, names, words};

fn key(case: &Case) -> VerifierKey {
    let text: String = case
        .sql()
        .query_row("SELECT value FROM meta WHERE name = 'key'", [], |row| row.get(0))
        .expect("a key");
    VerifierKey::parse(&text).expect("a key")
}

#[test]
fn another_history_under_the_same_key_becomes_a_proof_of_fraud() {
    for more in [1, 3] {
        let shown = Case::new();
        let kept = shown.copy();
        let receipt = shown.tell(20);
        (0..more).for_each(|n| drop(kept.tell(30 + n)));
        clean(&kept.audit());
        let audited = kept.audit_since(&receipt);
        assert!(words(&audited).contains("does not continue"), "{}", words(&audited));
        let [fork] = &audited.forks[..] else { panic!("a proof: {}", words(&audited)) };
        let fork = Fork::parse(fork.to_string().as_bytes()).expect("reads");
        let fraud = fork.check(&key(&shown)).expect("convicts");
        assert_eq!((fraud.a.size(), fraud.b.size()), (418, 417 + more));
    }
}

#[test]
fn a_restored_old_copy_is_refused_and_found() {
    let case = Case::new();
    let old = std::fs::read(case.path()).expect("read");
    let receipt = case.tell(40);
    std::fs::write(case.path(), &old).expect("written");
    let refused = Archive::open(&case.place(), &ask).expect_err("refused").to_string();
    assert!(refused.contains("this is an old copy"), "{refused}");
    let audited = case.audit();
    assert!(words(&audited).contains("this is an old copy"), "{}", words(&audited));
    // Without the second copy the receipt still tells.
    std::fs::remove_file(&case.place().last_signed).expect("removed");
    assert!(words(&case.audit_since(&receipt)).contains("this is an old copy"));
}

#[test]
fn another_key_is_found_by_a_receipt_or_a_policy() {
    let case = Case::new();
    let receipt = case.tell(50);
    let right = key(&case);
    let forger = Signer::from_seed(right.name(), &[9; 32]).expect("a signer");
    let connection = case.sql();
    let notes: Vec<(i64, String)> = connection
        .prepare("SELECT size, note FROM checkpoint")
        .expect("a query")
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    for (size, text) in notes {
        let mut note = Note::new(Note::parse(text.as_bytes()).expect("a note").text()).expect("a note");
        note.add(forger.sign(note.text())).expect("signed");
        connection
            .execute("UPDATE checkpoint SET note = ?2 WHERE size = ?1", (size, note.to_string()))
            .expect("put");
    }
    connection
        .execute("UPDATE meta SET value = ?1 WHERE name = 'key'", [forger.verifier_key().to_string()])
        .expect("put");
    drop(connection);
    clean(&case.audit());
    assert!(words(&case.audit_since(&receipt)).contains("is not this log's word"));
    let trust = TrustPolicy::parse(format!("log {right}\nquorum none\n").as_bytes()).expect("a policy");
    let audited = case.audit_with(&[], Some(&trust), false);
    assert!(words(&audited).contains("not the one of your trust policy"), "{}", words(&audited));
}

#[test]
fn the_second_copy_is_made_anew_only_against_something_from_outside() {
    let case = Case::new();
    let receipt = case.tell(60);
    let anchor = Anchor::parse("outside", receipt.as_bytes()).expect("an anchor");
    let path = case.place().last_signed;
    std::fs::remove_file(&path).expect("removed");
    let renew = |case: &Case, since: &[Anchor]| {
        let options = desk::audit::AuditOptions {
            policy: super::policy(),
            since,
            trust: None,
            renew: true,
            passphrase: None,
            progress: &|_| {},
        };
        desk::audit::audit(&case.place(), &options).expect("audits")
    };
    assert!(!renew(&case, &[]).renewed);
    let damaged = case.copy();
    damaged.change("UPDATE event SET logged = logged - 1 WHERE position = 5");
    let audited = renew(&damaged, core::slice::from_ref(&anchor));
    names(&audited, 5);
    assert!(!audited.renewed && !damaged.place().last_signed.exists());
    let audited = renew(&case, &[anchor]);
    clean(&audited);
    assert!(audited.renewed && path.exists());
    case.tell(61);
    clean(&case.audit());
}

#[test]
fn a_checkpoint_that_is_no_anchor_is_refused_in_words() {
    for wrong in ["", "x", "c2sp.org/tlog-proof@v1\n"] {
        let error = Anchor::parse("wrong.txt", wrong.as_bytes()).expect_err("none").to_string();
        assert!(error.contains("neither a receipt nor a checkpoint"), "{error}");
    }
    let case = Case::new();
    let note: String =
        case.sql().query_row("SELECT note FROM checkpoint LIMIT 1", [], |row| row.get(0)).expect("a note");
    let audited = case.audit_since(&note);
    clean(&audited);
    let size = Checkpoint::parse(Note::parse(note.as_bytes()).expect("a note").text()).expect("one").size();
    assert_eq!(audited.continues, [("outside".to_owned(), size)]);
}
