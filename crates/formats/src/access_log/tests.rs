//! What an access log promises.

use std::io::Cursor;

use proptest::prelude::*;
use record::event::{Assurance, ReadRecord};
use record::policy::Policy;
use record::{
    AgencyId, Body, By, Claimed, ConcernRef, Day, Event, EventId, Logged, Moment, PostId, SourceRef,
};
use smol_str::SmolStr;

use super::{child, read, write};
use crate::read::ReadError;
use crate::report::kept::{self, Kept};

fn log(text: &[u8]) -> (Result<(), ReadError>, Kept) {
    let policy = Policy::england();
    let agency = AgencyId::new("westbrook-police");
    let context = kept::context(&agency, &policy);
    let mut kept = Kept::default();
    let done = read(&mut Cursor::new(text.to_vec()), &context, &mut kept);
    (done, kept)
}

#[test]
fn the_template_is_read_without_an_odd_word() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/templates/access_log.csv");
    let (done, kept) = log(&std::fs::read(path).expect("the template"));
    done.expect("it can be read");
    assert_eq!((kept.events.len(), kept.rules()), (3, Vec::<&str>::new()));
    assert_eq!(kept.events[0].claimed.to_string(), "2019-03-13T08:40");
    assert_eq!(kept.events[0].children().count(), 1);
    assert_eq!(kept.events[1].children().count(), 0);
    assert_eq!(kept.events[1].concern().map(|concern| concern.key.as_str()), Some("C-1001"));
}

#[test]
fn rows_that_say_nothing_are_left_out_and_bad_dates_are_not() {
    let (done, kept) = log(
        b"date,post,concern_id,childid,colour\n2019-03-13,desk,,,x\nsoon,,C-1,,\n2019-03-13,desk,,K-1,\n",
    );
    done.expect("it can be read");
    assert_eq!(kept.events.len(), 2);
    assert_eq!(
        kept.rules(),
        ["csv.unknown_heading", "access.nothing_read", "access.nobody", "date.unreadable"]
    );
    let (done, _) = log(b"date,post\n2019-03-13,desk\n");
    assert!(done.expect_err("nothing is read").to_string().contains("whose record"));
}

fn number() -> impl Strategy<Value = String> {
    "[A-Z=+'][A-Z0-9'=]{0,5}"
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same_events(
        rows in proptest::collection::vec(
            (0i64..1_000_000, any::<bool>(), proptest::option::of("[a-z]{1,6}|council/[a-z]{1,4}/[a-z]"), number(), number(), 1u8..8),
            0..5,
        )
    ) {
        let home = AgencyId::new("westbrook-police");
        let event = |(minute, doubt, post, one, two, which): (i64, bool, Option<String>, String, String, u8)| {
            let claimed = Claimed::minute(Moment(minute));
            let claimed = if which < 4 { claimed } else { Claimed::day(Day(minute as i32 / 100)) };
            let claimed = if doubt { claimed.doubted() } else { claimed };
            let post = post.map(|post| {
                if post.contains('/') { PostId::new(post) } else { PostId::of(&home, &post) }
            });
            let concern = (which & 1 == 1).then(|| ConcernRef { agency: AgencyId::new("council"), key: SmolStr::new(&one) });
            let id = if which & 2 == 2 { one.as_str() } else { "" };
            let upn = if which & 4 == 4 { two.as_str() } else { "" };
            Event {
                id: EventId::UNSET,
                claimed,
                logged: Logged(0),
                by: By {
                    agency: post.as_ref().map_or_else(|| home.clone(), PostId::agency),
                    post,
                    holder: Some(SmolStr::new(&two)),
                    assurance: Assurance::Imported,
                },
                source: SourceRef::default(),
                body: Body::Read(Box::new(ReadRecord { concern, mentions: child(id, upn).into_iter().collect() })),
            }
        };
        let events: Vec<Event> = rows.into_iter().map(event).collect();
        let mut out = Vec::new();
        write(&events, &mut out).expect("in memory");
        let (done, kept) = log(&out);
        done.expect("it can be read");
        let mut again = kept.events;
        again.iter_mut().for_each(|event| event.source = SourceRef::default());
        prop_assert_eq!(again, events);
    }
}
