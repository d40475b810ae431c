//! A post in conflict neither holds, ends, signs nor takes over the concern, and learns nothing of it.

mod support;

use answered::{Answers, Around, Named, answer, conflicts_of_interest, refusal, view_of};
use record::event::{Answered, Body, Recorded, Told};
use record::outputs::{RefusalRule, Standing};
use record::policy::Policy;
use record::{Code, Event, PostId, stored};
use support::{Files, answers, concern, day, duty_of, on, remarked, tells, to};

const END: &str = "2019-12-31";

/// A telling of concern `c` to the desk, and the council beside the police.
fn told() -> Files {
    let mut files = Files::default();
    files.police();
    let from = on("2000-01-01");
    files.post(from, "council_children/duty-team", 1, Some("council_children/director"));
    files.post(from, "council_children/director", 4, None);
    files.told("police", on("2019-04-01"), tells("police/desk"));
    files
}

/// The first telling names the holder of this post.
fn named(events: &[Event], post: &str, certain: bool) -> Around {
    let is_told = |event: &Event| matches!(event.body, Body::Told(_));
    let event = events.iter().position(is_told).expect("a telling") as u32;
    let named = Named { event, post: PostId::new(post), first: None, last: None, certain, elsewhere: None };
    Around::default().with_conflicts(events, &Policy::england(), vec![named])
}

fn of(files: &Files, post: &str, certain: bool) -> Answers {
    let events = files.ordered();
    answer(&events, &Policy::england(), day(END), &named(&events, post, certain))
}

#[test]
fn the_duty_goes_up_past_the_post_named_and_his_answer_ends_nothing() {
    let mut files = told();
    files.answered("police/desk", on("2019-04-02"), answers("investigated", true));
    let found = of(&files, "police/desk", true);
    assert_eq!(found.duties.len(), 1);
    let duty = duty_of(&found, "police/sergeant");
    assert_eq!(duty.standing, Standing::Open);
    assert!(remarked(&duty, "conflict_of_interest_moved"), "{duty:?}");
    assert!(remarked(&duty, "act_of_post_in_conflict_set_aside"), "{duty:?}");
    files.answered("police/sergeant", on("2019-04-03"), answers("investigated", true));
    assert_eq!(duty_of(&of(&files, "police/desk", true), "police/sergeant").standing, Standing::Answered);
}

#[test]
fn whoever_has_it_instead_may_answer_before_the_act_too() {
    let before = told().ordered();
    let around = named(&before, "police/assistant-chief", true);
    let proposed = |by: &str| {
        let mut files = told();
        files.answered(by, on("2019-04-03"), answers("investigated", true));
        files.ordered().pop().expect("the answer")
    };
    let asked = |by: &str| refusal(&before, &Policy::england(), &around, &proposed(by));
    // The whole line of the police answers to the one named: the duty is the council's.
    assert_eq!(asked("council_children/duty-team"), None);
    // A post in conflict is told nothing, a refusal included; without the allegation the council answers what it does not owe.
    assert_eq!(asked("police/desk"), None);
    let unknown =
        refusal(&before, &Policy::england(), &Around::default(), &proposed("council_children/duty-team"));
    assert_eq!(unknown.map(|refusal| refusal.rule), Some(RefusalRule::AnsweredByAnotherPost));
}

#[test]
fn nobody_below_the_one_named_holds_it_either() {
    let found = of(&told(), "police/assistant-chief", true);
    assert_eq!(found.duties.len(), 1);
    let duty = &found.duties[0];
    assert_eq!(duty.post.as_str(), "council_children/duty-team", "the whole line answers to him");
    let posts: Vec<&str> = duty.would_have_climbed.iter().map(|rung| rung.post.as_str()).collect();
    assert!(!posts.is_empty() && posts.iter().all(|post| !post.starts_with("police/")), "{posts:?}");
}

#[test]
fn climbing_goes_round_the_one_named_and_takes_no_longer() {
    let rungs = |found: &Answers| -> Vec<(String, Option<record::Moment>)> {
        let rungs = found.duties[0].would_have_climbed.iter();
        rungs.map(|rung| (rung.post.to_string(), rung.earliest)).collect()
    };
    // The clerk answers to nobody that the files name, so his silence goes to the only post of each rank.
    let mut files = told();
    files.events.pop();
    files.told("police", on("2019-04-01"), tells("police/licensing"));
    let (plain, round) = (rungs(&files.as_of(END)), rungs(&of(&files, "police/inspector", true)));
    assert!(plain.iter().any(|(post, _)| post == "police/inspector"), "{plain:?}");
    assert_eq!(plain.len(), round.len());
    for ((before, reached), (after, as_soon)) in plain.iter().zip(&round) {
        assert_eq!(reached, as_soon);
        assert_eq!(
            before == after,
            !["police/inspector", "police/sergeant"].contains(&before.as_str()),
            "{after}"
        );
    }
}

#[test]
fn a_namesake_moves_nothing_and_is_listed_for_a_check() {
    let mut files = told();
    files.answered("police/desk", on("2019-04-02"), answers("investigated", true));
    let found = of(&files, "police/desk", false);
    assert_eq!(found, files.as_of(END));
    let events = files.ordered();
    let around = named(&events, "police/desk", false);
    let listed = conflicts_of_interest(&events, &Policy::england(), day(END), &around);
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].certain, listed[0].ground.as_str()), (false, "named_alike"));
    assert!(listed[0].acts_set_aside.is_empty());
}

#[test]
fn the_signature_of_the_post_named_is_no_second_signature() {
    let signed = |second: &str| {
        let mut files = told();
        let second_post = Some(to(second));
        files.recorded("police", on("2019-04-01"), "concern.noted", &["gifts"]);
        files.answered(
            "police/desk",
            on("2019-04-02"),
            Answered { second_post, ..answers("no_action", true) },
        );
        duty_of(&of(&files, "council_children/director", true), "police/desk").standing
    };
    assert_eq!(signed("health/named-nurse"), Standing::Answered);
    assert_eq!(signed("council_children/director"), Standing::DecidedWithoutReasons);
    assert_eq!(signed("council_children/duty-team"), Standing::DecidedWithoutReasons, "answers to him");
    let mut later = told();
    later.recorded("police", on("2019-04-01"), "concern.noted", &["gifts"]);
    later.answered("police/desk", on("2019-04-02"), answers("no_action", true));
    later.step("council_children/director", on("2019-04-03"), "countersigned");
    let duty = duty_of(&of(&later, "council_children/director", true), "police/desk");
    assert_eq!(duty.standing, Standing::DecidedWithoutReasons);
}

#[test]
fn a_hand_over_to_the_post_named_is_accepted_by_nobody() {
    let mut files = told();
    files.handed("police/desk", on("2019-04-02"), "council_children/duty-team");
    files.step("council_children/duty-team", on("2019-04-03"), "accepted");
    files.answered("council_children/duty-team", on("2019-04-04"), answers("safeguarded", true));
    let found = of(&files, "council_children/director", true);
    assert_eq!(found.duties.len(), 1, "{:?}", found.duties);
    assert_eq!(duty_of(&found, "police/desk").standing, Standing::Opened);
}

/// A row by `by` that says the post is in conflict.
fn declared(files: &mut Files, by: &str, post: &str) {
    let entry = Recorded {
        activity: Code::new("conflict.declared"),
        codes: Vec::new(),
        signs: Vec::new(),
        concern: Some(concern("c")),
        told_to: Some(to(post)),
        mentions: Vec::new(),
        columns: Vec::new(),
        words: None,
        action: None,
        source_of_information: None,
    };
    files.add(by, on("2019-04-02"), Body::Recorded(Box::new(entry)));
}

#[test]
fn a_tie_is_declared_by_the_post_by_one_above_or_by_oversight_and_not_by_anybody() {
    for (by, moves) in [
        ("police/desk", true),
        ("police/inspector", true),
        ("oversight", true),
        ("police/licensing", false),
        ("council_children/director", false),
    ] {
        let mut files = told();
        declared(&mut files, by, "police/desk");
        let events = files.ordered();
        let around = Around::default().with_conflicts(&events, &Policy::england(), Vec::new());
        let found = answer(&events, &Policy::england(), day(END), &around);
        let holder = if moves { "police/sergeant" } else { "police/desk" };
        assert_eq!(found.duties[0].post.as_str(), holder, "declared by {by}");
    }
}

#[test]
fn a_complaint_that_nothing_was_done_is_hidden_from_whom_it_is_of_and_the_warning_is_not() {
    let mut files = told();
    files.step("family/mother", on("2019-05-01"), "challenged");
    let events = files.ordered();
    let view =
        |post: &str| view_of(&PostId::new(post), &events, &Policy::england(), day(END), &Around::default());
    let complaints =
        |post: &str| view(post).iter().filter(|event| matches!(event.body, Body::Challenged(_))).count();
    assert_eq!((complaints("police/desk"), complaints("police/sergeant")), (0, 1));
    assert!(view("police/desk").iter().any(|event| matches!(event.body, Body::Told(_))));
}

fn bytes(events: &[Event]) -> Vec<(Vec<u8>, u8, Vec<u8>)> {
    let of =
        |event: &Event| (stored::header_bytes(event), event.body.number(), stored::field_bytes(&event.body));
    events.iter().map(of).collect()
}

/// A small stream of numbers for made-up organisations; the same seed gives the same ones.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most
    }
}

const POSTS: [&str; 7] = [
    "police/desk",
    "police/sergeant",
    "police/inspector",
    "police/assistant-chief",
    "police/licensing",
    "council_children/duty-team",
    "council_children/director",
];

/// Anybody does anything with concern `key`.
fn acts_on(files: &mut Files, key: &str, numbers: &mut Numbers) {
    let at = format!("2019-0{}-1{}", 4 + numbers.below(5), numbers.below(9));
    let (by, whom) = (POSTS[numbers.below(7)], POSTS[numbers.below(7)]);
    let before = files.events.len();
    match numbers.below(7) {
        0 => files.answered(by, on(&at), answers("no_action", true)),
        1 => files.answered(by, on(&at), answers("investigated", true)),
        2 => files.handed(by, on(&at), whom),
        3 => files.step(by, on(&at), "accepted"),
        4 => files.step(by, on(&at), "countersigned"),
        5 => files.step(by, on(&at), "challenged"),
        _ => files.step(by, on(&at), "opened"),
    };
    for event in &mut files.events[before..] {
        match &mut event.body {
            Body::Answered(body) => body.concern = concern(key),
            Body::HandedOver(body) => body.concern = concern(key),
            Body::Accepted(step)
            | Body::Countersigned(step)
            | Body::Challenged(step)
            | Body::Opened(step) => step.concern = concern(key),
            _ => {}
        }
    }
}

/// No post in conflict, and none below it, sees, holds or infers: what it is shown is byte for byte what it would be had the
/// allegation never been made; nor does it hold or end anything of it, or stand on a rung. Somebody else always holds it.
#[test]
fn no_post_in_conflict_ever_sees_holds_or_infers() {
    let policy = Policy::england();
    let (mut moved, mut hidden) = (0, 0);
    for seed in 0..300 {
        let mut numbers = Numbers(seed);
        let mut without = told();
        without.events.retain(|event| !matches!(event.body, Body::Told(_)));
        let allegation = 1 + numbers.below(3);
        let mut with = without.clone();
        for number in 0..4 {
            let key = format!("k{number}");
            let telling = Told { concern: concern(&key), ..tells(POSTS[numbers.below(7)]) };
            let mut part = Files::default();
            part.told("police", on(&format!("2019-04-0{}", 1 + numbers.below(9))), telling);
            (0..numbers.below(6)).for_each(|_| acts_on(&mut part, &key, &mut numbers));
            let both: &mut [&mut Files] =
                if number == allegation { &mut [&mut with] } else { &mut [&mut with, &mut without] };
            for files in both.iter_mut() {
                for event in &part.events {
                    files.add(
                        event.by.post.as_ref().map_or("police", |post| post.as_str()),
                        event.claimed,
                        event.body.clone(),
                    );
                }
            }
        }
        let accused = PostId::new(POSTS[numbers.below(7)]);
        let (with, without) = (with.ordered(), without.ordered());
        let is_allegation = |event: &Event| matches!(&event.body, Body::Told(told) if told.concern == concern(&format!("k{allegation}")));
        let event = with.iter().position(is_allegation).expect("the allegation") as u32;
        let named =
            Named { event, post: accused.clone(), first: None, last: None, certain: true, elsewhere: None };
        let around = Around::default().with_conflicts(&with, &policy, vec![named]);
        let found = answer(&with, &policy, day(END), &around);
        let directory = answered::Directory::new(&with);
        let below = |post: &PostId| {
            *post == accused || directory.line_above(post, day("2019-04-05")).contains(&&accused)
        };
        let of_it: Vec<_> = found
            .duties
            .iter()
            .filter(|duty| {
                let opener = &with[duty.opened_by as usize];
                opener.concern() == Some(&concern(&format!("k{allegation}")))
            })
            .collect();
        assert!(!of_it.is_empty(), "seed {seed}: somebody always holds it");
        for duty in of_it {
            moved += u32::from(remarked(duty, "conflict_of_interest_moved"));
            assert!(!below(&duty.post), "seed {seed}: {} holds it", duty.post);
            assert!(duty.would_have_climbed.iter().all(|rung| !below(&rung.post)), "seed {seed}: a rung");
            if duty.standing == Standing::Answered {
                let by = duty.answered_by.and_then(|ix| with[ix as usize].by.post.clone());
                assert!(by.is_none_or(|by| !below(&by)), "seed {seed}: it ended by a post in conflict");
            }
        }
        for post in POSTS.map(PostId::new).iter().filter(|post| below(post)) {
            let seen = view_of(post, &with, &policy, day(END), &around);
            let never = view_of(post, &without, &policy, day(END), &Around::default());
            assert_eq!(bytes(&seen), bytes(&never), "seed {seed}: {post} sees it");
            let shown = answer(&seen, &policy, day(END), &Around::default());
            assert_eq!(shown, answer(&never, &policy, day(END), &Around::default()), "seed {seed}");
            hidden += 1;
        }
        let free = POSTS.map(PostId::new).into_iter().filter(|post| !below(post));
        for post in free {
            let seen = view_of(&post, &with, &policy, day(END), &around);
            assert!(seen.iter().any(is_allegation), "seed {seed}: {post} no longer sees the child's warning");
        }
    }
    assert!(moved > 50 && hidden > 300, "{moved} duties moved, {hidden} views: too few to show anything");
}
