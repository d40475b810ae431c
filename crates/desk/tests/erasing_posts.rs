//! Who may erase: no post that was told, acted, or is named in an allegation about the child; and no word tells one from the other.

use desk::{Archive, EraseOptions, HoldOptions, ImportOptions, Place, Target};
use record::event::{Assurance, Body};
use record::policy::Policy;
use record::{AgencyId, Code, Day, Event, Logged, PostId};

const PASSPHRASE: &str = "a long passphrase here";
const LOGGED: i64 = 1_700_000_000_000_000;

/// Two concerns of one child; the first names a man who works for the council, and Daniel Price holds its records.
const CONCERNS: &str = "event,concern_id,date,told_post,teller,by_post,addresses,outcome,child_id,child_forename,child_surname,child_dob,person_forename,person_surname,person_role,business,business_role\n\
    told,C-1,2023-03-06,desk,parent,,,,K-204,Philippa,Quennell,2009-06-01,Daniel,Price,person_of_concern,Westbrook Council,employer\n\
    answered,C-1,2023-03-09,,,desk,substance,assessed,,,,,,,,,\n\
    told,C-2,2023-05-06,desk,school,,,,K-377,Otherjas,Otherquill,2008-11-23,,,,,\n";
const POSTS: &str = "row,agency,agency_name,agency_kind,post,title,rank,reports_to,holder,from\n\
    agency,council,Westbrook Council,council_corporate,,,,,,\n\
    post,council,,,records,Records,2,director,,\n\
    post,council,,,clerk,Clerk,1,records,,\n\
    post,council,,,director,Director,4,,,\n\
    post,council,,,legal,Legal,3,,,\n\
    holder,council,,,records,,,,Daniel Price,2018-01-01\n";

struct Case {
    folder: tempfile::TempDir,
    policy: Policy,
}

impl Case {
    fn new() -> Self {
        let case = Self { folder: tempfile::tempdir().expect("a folder"), policy: Policy::england() };
        for (path, text) in [("police/concerns.csv", CONCERNS), ("council/posts.csv", POSTS)] {
            let place = case.folder.path().join("extracts").join(path);
            std::fs::create_dir_all(place.parent().expect("a parent")).expect("made");
            std::fs::write(place, text).expect("written");
        }
        std::fs::create_dir_all(case.folder.path().join("store")).expect("made");
        let options = ImportOptions {
            policy: &case.policy,
            logged: Logged(LOGGED),
            as_of: Day(19_800),
            progress: &|_| {},
            passphrase: &|_| Ok(PASSPHRASE.into()),
        };
        desk::import(&case.folder.path().join("extracts"), &case.place(), &options).expect("imports");
        case
    }

    fn place(&self) -> Place {
        let store = self.folder.path().join("store/candour.db");
        Place::beside(format!("sqlite:{}", store.display()).parse().expect("an address"))
    }

    fn archive(&self) -> Archive {
        Archive::open(&self.place(), &|_| Ok(PASSPHRASE.into())).expect("opens")
    }

    fn erase(&self, child: &str, by: &str, second: &str, only_show: bool) -> Result<desk::Erased, String> {
        let (by, second) = (PostId::new(by), PostId::new(second));
        let erased = desk::erase(
            &self.place(),
            &|_| Ok(PASSPHRASE.into()),
            &EraseOptions {
                policy: &self.policy,
                targets: &[target(child)],
                by: &by,
                second: &second,
                ground: &Code::new("no_longer_needed"),
                words: None,
                assurance: Assurance::CommandLine,
                keep_epoch: false,
                only_show,
                logged: Logged(LOGGED + 1_000_000),
                progress: &|_| {},
            },
        );
        erased.map_err(|cause| cause.to_string())
    }

    fn lift(&self, by: &str, lift: bool) -> Result<desk::Held, String> {
        let (by, ground) = (PostId::new(by), Code::new("inquiry"));
        let options = HoldOptions {
            policy: &self.policy,
            targets: &[target("K-204")],
            by: &by,
            ground: &ground,
            lift,
            words: None,
            logged: Logged(LOGGED + 500_000),
        };
        desk::hold(&self.archive(), &options).map_err(|cause| cause.to_string())
    }

    /// The entries that say that something was refused, with the number of the concern they stand in.
    fn refused(&self) -> Vec<(String, Option<String>)> {
        let events: Vec<Event> =
            self.archive().events(&|_| {}).expect("reads").into_iter().map(|(_, event)| event).collect();
        let refused = |event: &&Event| matches!(&event.body, Body::Recorded(entry) if entry.activity.as_str() == "erasure.refused");
        let by = |event: &Event| event.by.post.as_ref().map_or_else(String::new, ToString::to_string);
        let concern = |event: &Event| event.concern().map(|concern| concern.key.to_string());
        events.iter().filter(refused).map(|event| (by(event), concern(event))).collect()
    }
}

fn target(child: &str) -> Target {
    Target::Number(AgencyId::new("police"), child.into())
}

#[test]
fn a_post_named_in_an_allegation_about_the_child_is_refused_as_one_that_was_told_is() {
    let case = Case::new();
    let named = case.erase("K-204", "council/records", "health/records", false).expect_err("is named");
    let told = case.erase("K-204", "police/desk", "health/records", false).expect_err("was told");
    assert_eq!(named, told, "nobody can tell the one from the other");
    assert!(named.contains("needs another post"), "{named}");
    // As the second post, below the one named, and when only shown.
    assert_eq!(case.erase("K-204", "health/records", "council/records", false).expect_err("second"), named);
    assert_eq!(case.erase("K-204", "council/clerk", "health/records", false).expect_err("below"), named);
    assert_eq!(case.erase("K-204", "council/records", "health/records", true).expect_err("shown"), named);
    let events = case.archive().events(&|_| {}).expect("reads");
    assert!(events.iter().any(|(_, event)| format!("{event:?}").contains("Quennell")), "nothing is gone");
}

#[test]
fn others_erase_and_so_does_the_post_named_where_another_child_is_concerned() {
    let case = Case::new();
    case.erase("K-377", "council/records", "health/records", false).expect("of another child");
    case.erase("K-204", "council/legal", "health/records", false).expect("by others");
    assert!(case.refused().is_empty());
}

#[test]
fn a_hold_may_be_put_by_anybody_and_is_lifted_by_others_only() {
    let case = Case::new();
    case.lift("council/records", false).expect("a hold keeps");
    let refused = case.lift("council/records", true).expect_err("lifts nothing");
    assert!(refused.contains("needs another post"), "{refused}");
    case.lift("council/legal", true).expect("lifted");
}

#[test]
fn the_refusal_stands_in_the_log_where_oversight_reads_it_and_the_post_does_not() {
    let case = Case::new();
    case.erase("K-204", "council/records", "health/records", false).expect_err("is named");
    assert_eq!(case.refused(), [("council/records".to_owned(), Some("C-1".to_owned()))]);
    let options = desk::audit::AuditOptions {
        policy: &case.policy,
        since: &[],
        trust: None,
        renew: false,
        passphrase: None,
        progress: &|_| {},
    };
    let audited = desk::audit::audit(&case.place(), &options).expect("audits");
    assert!(audited.findings.is_empty(), "{:?}", audited.findings.list());
    assert_eq!(audited.refused_erasures, [audited.size - 1]);
    let mut events: Vec<Event> =
        case.archive().events(&|_| {}).expect("reads").into_iter().map(|(_, event)| event).collect();
    flow::order(&mut events);
    let outcome = flow::run(&events, &case.policy, Day(19_800));
    let own = outcome.conflicts.iter().find(|one| one.post.as_str() == "council/records").expect("listed");
    assert_eq!(own.acts_set_aside.len(), 1, "the reviewer sees what it wanted gone");
    let around = flow::around(&events, &case.policy, Day(19_800), &outcome.joined, &outcome.noticed);
    let shown = flow::view_of(&PostId::new("council/records"), &events, &case.policy, Day(19_800), &around);
    assert!(!shown.iter().any(|event| format!("{:?}", event.body).contains("erasure.refused")));
}
