//! Backups and erasure: nobody who was erased comes back.

use desk::{EraseOptions, Target};
use record::event::Assurance;
use record::policy::Policy;
use record::{Code, PostId};

use super::{Case, NOW, passphrase, says};

impl Case {
    /// Erases whoever was told about in an entry.
    fn erase(&self, entry: u64, keep_epoch: bool) {
        let options = EraseOptions {
            policy: &Policy::england(),
            targets: &[Target::Entry(entry)],
            by: &PostId::new("council/records"),
            second: &PostId::new("police/records"),
            ground: &Code::new("no_longer_needed"),
            words: None,
            assurance: Assurance::CommandLine,
            keep_epoch,
            only_show: false,
            logged: NOW,
            progress: &|_| {},
        };
        desk::erase(&self.place(), &passphrase, &options).expect("erased");
    }

    /// The given names in the log, in its order.
    fn given_names(&self) -> Vec<Option<String>> {
        let events = self.open().events(&|_| {}).expect("reads");
        let mentions = events.iter().flat_map(|(_, event)| event.mentions());
        mentions.map(|mention| mention.forename.as_ref().map(ToString::to_string)).collect()
    }
}

#[test]
fn an_erasure_writes_every_known_backup_anew() {
    let case = Case::new();
    case.tell(&["Ada", "Berta"]);
    case.backup("b.db").expect("made");
    case.erase(0, false);
    case.lose();
    // The backup holds the erasure too: nothing that was signed is missing.
    assert_eq!(case.restore("b.db").expect("restored").whole.is.size, 3);
    assert_eq!(case.given_names(), [None, Some("Berta".into())]);
}

#[test]
fn a_copy_from_before_an_erasure_opens_no_more() {
    let case = Case::new();
    case.tell(&["Ada"]);
    case.backup("b.db").expect("made");
    std::fs::copy(case.path("b.db"), case.path("unknown.db")).expect("copied");
    case.erase(0, false);
    case.lose();
    says(
        case.restore_with("unknown.db", None, Some("town.example/second")),
        "whose key was given up after an erasure",
    );
    assert!(!case.path("candour.db").exists());
}

#[test]
fn an_erasure_that_a_copy_missed_is_done_again_before_anybody_reads_it() {
    let case = Case::new();
    case.tell(&["Ada", "Berta"]);
    case.backup("b.db").expect("made");
    std::fs::copy(case.path("b.db"), case.path("unknown.db")).expect("copied");
    case.erase(0, true);
    case.lose();
    let done = case.restore_with("unknown.db", None, Some("town.example/second")).expect("restored");
    assert_eq!(done.replayed.again, 1);
    assert_eq!(case.given_names(), [None, Some("Berta".into())]);
    store::whole(&case.reader()).expect("whole");
}
