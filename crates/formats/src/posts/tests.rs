//! What a posts file promises.

use std::io::Cursor;

use proptest::prelude::*;
use record::event::{AgencyCreated, Assurance, PostCreated, PostHeldBy};
use record::policy::Policy;
use record::{AgencyId, Body, By, Claimed, Code, Day, Event, EventId, Logged, PostId, Rank, SourceRef};
use smol_str::SmolStr;

use super::{read, write};
use crate::report::kept::{self, Kept};

fn posts(text: &[u8]) -> Kept {
    let policy = Policy::england();
    let agency = AgencyId::new("westbrook-police");
    let context = kept::context(&agency, &policy);
    let mut kept = Kept::default();
    read(&mut Cursor::new(text.to_vec()), &context, &mut kept).expect("it can be read");
    kept
}

#[test]
fn the_template_is_read_without_an_odd_word() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/templates/posts.csv");
    let kept = posts(&std::fs::read(path).expect("the template"));
    assert_eq!(kept.rules(), Vec::<&str>::new());
    let words: Vec<_> = kept.events.iter().map(|event| event.body.word()).collect();
    assert_eq!(words[..4], ["agency_created", "post_created", "post_created", "post_created"]);
    let Body::PostCreated(desk) = &kept.events[3].body else { panic!("a post") };
    assert_eq!(desk.reports_to, Some(PostId::new("westbrook-police/public-protection-head")));
    assert_eq!(desk.takes, [Code::new("front_door"), Code::new("missing")]);
    assert_eq!(kept.rows[7].1.natural, "westbrook-police/missing-persons-desk\u{1F}R. Amble\u{1F}2018-05");
}

#[test]
fn odd_lines_upward_and_holders_are_said_at_their_rows() {
    let kept = posts(
        b"row,post,rank,reports_to,holder,from,until\n\
        post,self,1,self,,,\n\
        post,a,2,b,,,\n\
        post,b,2,c,,,\n\
        post,c,3,a,,,\n\
        post,d,1,nobody,,,\n\
        post,e,1,council/director,,,\n\
        post,e,9,,,,\n\
        holder,d,,,H. One,2019-01-01,2019-06-30\n\
        holder,d,,,H. Two,2019-06-30,\n\
        holder,d,,,H. Three,2019-08-01,\n\
        holder,z,,,H. Four,2019-08-01,2018-01-01\n\
        holder,d,,,,,\n\
        hodler,d,,,,,\n",
    );
    let at = |rule: &str| -> Vec<u32> {
        kept.findings.iter().filter(|f| f.rule.as_str() == rule).map(|f| f.line).collect()
    };
    assert_eq!(at("post.reports_to_itself"), [2]);
    assert_eq!(at("post.cycle"), [3]);
    assert_eq!(at("post.rank_not_below"), [3, 5]);
    assert_eq!(at("post.unknown_above"), [6]);
    assert_eq!(at("post.twice"), [8]);
    assert_eq!((at("value.rank"), at("post.no_rank")), (vec![8], vec![8]));
    assert_eq!(at("holder.overlap"), [11]);
    assert_eq!(at("holder.unknown_post"), [12]);
    assert_eq!(at("holder.ends_before_start"), [12]);
    assert_eq!(at("holder.no_name"), [13]);
    assert_eq!(at("posts.unknown_row"), [14]);
    assert_eq!(at("post.no_holder"), [2, 3, 4, 5, 8]);
    let Body::PostCreated(own) = &kept.events[0].body else { panic!("a post") };
    assert_eq!(own.reports_to, None);
    assert!(kept.findings.iter().all(|finding| !finding.words.contains("H. ")));
}

#[test]
fn a_file_of_too_many_rows_is_cut_with_a_finding() {
    let rows: String = (0..super::ROWS + 5).map(|n| format!("post,p{n},1,\n")).collect();
    let kept = posts(format!("row,post,rank,reports_to\n{rows}").as_bytes());
    assert_eq!((kept.events.len(), kept.count("posts.many_rows")), (super::ROWS, 1));
}

fn text() -> impl Strategy<Value = SmolStr> {
    "[A-Za-z=+'-][A-Za-z' .,\"]{0,8}[a-z]".prop_map(SmolStr::from)
}

fn post() -> impl Strategy<Value = PostId> {
    (proptest::sample::select(&["westbrook-police", "council"][..]), "[a-z]{1,6}|[a-z]{1,3}/[a-z]{1,3}")
        .prop_map(|(agency, local)| PostId::of(&AgencyId::new(agency), &local))
}

fn body() -> impl Strategy<Value = Body> {
    let day = || (0i32..19_000).prop_map(|day| Claimed::day(Day(day)));
    let agencies = (text(), proptest::sample::select(&["police", "school"][..])).prop_map(|(name, kind)| {
        Body::AgencyCreated(Box::new(AgencyCreated {
            agency: AgencyId::new("council"),
            name,
            kind: Code::new(kind),
        }))
    });
    let takes = proptest::sample::subsequence(&["front_door", "missing"][..], 0..=2);
    let posts = (post(), text(), 0u8..=6, proptest::option::of(post()), takes, proptest::option::of(text()))
        .prop_map(|(post, title, rank, reports_to, takes, removed_by)| {
            Body::PostCreated(Box::new(PostCreated {
                reports_to: reports_to.filter(|above| *above != post),
                post,
                title,
                rank: Rank::new(rank).expect("0 to 6"),
                takes: takes.into_iter().map(Code::new).collect(),
                removed_by,
            }))
        });
    let holders = (post(), text(), day(), proptest::option::of(day()), any::<bool>()).prop_map(
        |(post, holder, from, until, deputy)| {
            Body::PostHeldBy(Box::new(PostHeldBy { post, holder, from, until, deputy }))
        },
    );
    prop_oneof![agencies, posts, holders]
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same_events(bodies in proptest::collection::vec(body(), 0..6)) {
        let event = |body: Body| Event {
            id: EventId::UNSET,
            claimed: if let Body::PostHeldBy(held) = &body { held.from } else { Claimed::UNKNOWN },
            logged: Logged(0),
            by: By { agency: AgencyId::new("westbrook-police"), post: None, holder: None, assurance: Assurance::Imported },
            source: SourceRef::default(),
            body,
        };
        let events: Vec<Event> = bodies.into_iter().map(event).collect();
        let mut out = Vec::new();
        write(&events, &mut out).expect("in memory");
        let mut again = posts(&out).events;
        again.iter_mut().for_each(|event| event.source = SourceRef::default());
        prop_assert_eq!(again, events);
    }
}
