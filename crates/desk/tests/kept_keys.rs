//! The key a telling is sealed under is kept with the telling, whatever became of the one that first needed it.

use desk::{Archive, Place, TellOptions, fetch, tell};
use record::event::Assurance;
use record::policy::Policy;
use record::{Day, Logged};
use store::Address;
use told::key_file::{self, Cost, KeyChain};
use told::telling::{Person, Telling};

const PASSPHRASE: &str = "a passphrase for tests";

fn place(folder: &std::path::Path) -> Place {
    let place = Place::beside(Address(folder.join("candour.db")));
    let mut draw = |bytes: &mut [u8]| bytes.fill(7);
    let chain = KeyChain::draw("test.example/candour", &mut draw);
    let cheap = Cost { memory_kib: 8, passes: 1, lanes: 1 };
    std::fs::write(&place.keys, key_file::write(&chain, PASSPHRASE, cheap, &mut draw)).expect("written");
    place
}

fn open(place: &Place) -> Archive {
    Archive::open(place, &|_| Ok(PASSPHRASE.into())).expect("opens")
}

fn about(child: &str, submission: &str) -> Telling {
    Telling {
        submission: Some(submission.into()),
        told_to: "westbrook-council/front-door".into(),
        children: vec![Person { number: Some(child.into()), ..Person::default() }],
        words: Some("Made up.".into()),
        ..Telling::default()
    }
}

fn options(policy: &Policy) -> TellOptions<'_> {
    TellOptions {
        policy,
        logged: Logged(1_700_000_000_000_000),
        today: Day(19_675),
        assurance: Assurance::CommandLine,
        everything: false,
    }
}

#[test]
fn a_child_first_named_in_a_telling_that_was_refused_can_be_read_later() {
    let (folder, policy) = (tempfile::tempdir().expect("a folder"), Policy::england());
    let place = place(folder.path());
    let options = options(&policy);
    let words = {
        let archive = open(&place);
        tell(&archive, &about("K-1", "submission-000001"), &options).expect("told");
        tell(&archive, &about("K-2", "submission-000001"), &options)
            .expect_err("another telling under that id");
        let receipt = tell(&archive, &about("K-2", "submission-000002"), &options).expect("told");
        receipt.words.expect("words")
    };
    let read = fetch(&open(&place), &words, true).expect("opens with the keys that were kept");
    assert_eq!(read.statement.words.as_deref(), Some("Made up."));
}

#[test]
fn tellings_at_the_same_time_about_one_child_can_all_be_read_later() {
    let (folder, policy) = (tempfile::tempdir().expect("a folder"), Policy::england());
    let place = place(folder.path());
    let options = options(&policy);
    let all = {
        let archive = open(&place);
        std::thread::scope(|scope| {
            let tellers: Vec<_> = (0..16)
                .map(|n| {
                    let (archive, options) = (&archive, &options);
                    scope.spawn(move || {
                        let receipt = tell(archive, &about("K-1", &format!("submission-{n:06}")), options);
                        receipt.expect("told").words.expect("words")
                    })
                })
                .collect();
            tellers.into_iter().map(|teller| teller.join().expect("told")).collect::<Vec<_>>()
        })
    };
    let archive = open(&place);
    for words in &all {
        assert!(fetch(&archive, words, true).expect("opens").statement.shows_personal);
    }
}
