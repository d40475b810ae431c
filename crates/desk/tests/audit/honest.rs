//! An honest store: nothing is found, with and without the passphrase, before and after erasures.

use super::{Case, clean};

#[test]
fn nothing_is_found_in_an_honest_store() {
    let case = Case::new();
    let audited = case.audit();
    clean(&audited);
    assert_eq!(audited.size, 417);
    assert!(audited.checkpoints >= 5);
    clean(&case.audit_open());
    case.erase(413);
    clean(&case.audit());
    clean(&case.audit_open());
}

#[test]
fn an_old_receipt_is_continued_and_what_is_not_checked_is_said() {
    let case = Case::new();
    let receipt = case.tell(7);
    case.tell(8);
    let audited = case.audit_since(&receipt);
    clean(&audited);
    assert_eq!(audited.continues, [("outside".to_owned(), 418)]);
    assert!(audited.unchecked.iter().any(|words| words.contains("--open")), "{:?}", audited.unchecked);
    assert!(!audited.unchecked.iter().any(|words| words.contains("--since")), "{:?}", audited.unchecked);
}
