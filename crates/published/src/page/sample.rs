//! A small made-up review for the tests of the page.

use flow::Outcome;
use record::event::{
    Addresses, AgencyCreated, Answered, Assurance, PostCreated, PostHeldBy, Recorded, Step, Told,
};
use record::outputs::{
    AccountGroup, Certainty, Disagreement, DisagreementKind, Duty, Entity, EventIx, Ground, KeptApart,
    Knowledge, KnowledgeState, Link, MentionTable, Question, Said, Side, Standing, WeightPart, Workload,
    WouldClimb,
};
use record::policy::Policy;
use record::source::{Completeness, Coverage, SourceFile, SourceRef, Unread};
use record::{
    Addressee, AgencyId, Body, By, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Finding,
    FindingKind, Fixed, Logged, Mention, MentionKind, PostId, Rank, Tri,
};

use super::{Called, write_page};
use crate::key::{Key, Names};
use crate::label::Labels;
use crate::mask::Mask;
use crate::place::Paths;
use crate::{Material, Shown};

/// A name that would be markup if anything forgot to escape it.
pub(crate) const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x>";

/// Everything a page is made of.
pub(crate) struct Sample {
    pub(crate) events: Vec<Event>,
    pub(crate) outcome: Outcome,
    pub(crate) files: Vec<SourceFile>,
    pub(crate) unread: Vec<Unread>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) policy: Policy,
    pub(crate) as_of: Day,
}

impl Sample {
    /// Nothing at all.
    pub(crate) fn empty() -> Self {
        Self {
            events: Vec::new(),
            outcome: Outcome::default(),
            files: Vec::new(),
            unread: Vec::new(),
            findings: Vec::new(),
            policy: Policy::england(),
            as_of: day("2012-03-31"),
        }
    }

    /// A review of seven agencies with `per_agency` further entries each.
    pub(crate) fn town(per_agency: u32) -> Self {
        let mut sample = Self::empty();
        sample.files = AGENCIES.iter().zip(0..).map(|(agency, id)| file(id, agency, covers(id))).collect();
        sample.unread.push(Unread {
            path: "police/scan-0017.pdf".to_owned(),
            why: "a scanned picture without text".to_owned(),
            remedy: "run text recognition over it and add the result as a table".to_owned(),
        });
        sample.findings = (0..230).map(finding).collect();
        sample.events = posts();
        sample.events.extend(warnings());
        for (agency, number) in AGENCIES.iter().zip(0..) {
            sample.events.extend((0..per_agency).map(|n| entry(agency, number, n)));
        }
        flow::order(&mut sample.events);
        for (event, id) in sample.events.iter_mut().zip(1..) {
            event.id = EventId(id);
        }
        join(&mut sample);
        answer(&mut sample);
        sample
    }

    /// The page.
    pub(crate) fn page(&self, shown: Shown) -> String {
        let material = Material {
            events: &self.events,
            outcome: &self.outcome,
            files: &self.files,
            unread: &self.unread,
            findings: &self.findings,
            policy: &self.policy,
            as_of: self.as_of,
            log: None,
            measured: None,
            lines: &[],
        };
        let mut random = crate::tests::random(7);
        let mut key = Key::new(&mut random);
        let names = Names::assign(&self.events, &self.outcome.joined, &mut key, &mut random);
        let mask = if shown.names {
            Mask::verbatim()
        } else {
            Mask::new(&self.events, &self.outcome.joined, &names)
        };
        let (labels, paths) = (Labels::new(&material, &mask), Paths::new(&self.files, &mask));
        let called = Called { names: &names, labels: &labels, paths: &paths, mask: &mask };
        let mut page = Vec::new();
        write_page(&material, called, shown, &mut page).expect("a vector takes everything");
        String::from_utf8(page).expect("made of strings")
    }
}

const AGENCIES: [&str; 7] = [
    "westbrook-police",
    "westbrook-council",
    "hospital-trust",
    "st-aidans-school",
    "harbour-youth-project",
    "licensing",
    "parents-own-log",
];

pub(crate) fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a date")
}

fn covers(id: u32) -> Option<(&'static str, &'static str)> {
    match id {
        0 | 1 => Some(("2004-01-01", "2011-12-31")),
        2 => Some(("2006-04-01", "2010-03-31")),
        3 => Some(("2008-09-01", "2011-08-31")),
        5 => Some(("2009-01-01", "2009-12-31")),
        _ => None,
    }
}

/// A file of an agency.
pub(crate) fn file(id: u32, agency: &str, covers: Option<(&str, &str)>) -> SourceFile {
    SourceFile {
        id: FileId(id),
        path: format!("{agency}/concerns.csv"),
        format: Code::new("concerns.csv"),
        agency: AgencyId::new(agency),
        covers: covers.map(|(from, to)| Coverage { from: day(from), to: day(to) }),
        completeness: if covers.is_some() { Completeness::Full } else { Completeness::NotStated },
        read: 1_204,
        skipped: u64::from(id == 3),
        repaired: u64::from(id) * 2,
        repeated: 0,
        children: 12,
        bytes: 90_000,
    }
}

fn finding(n: u32) -> Finding {
    let (rule, kind) = if n.is_multiple_of(3) {
        ("date.two_digit_year", FindingKind::Repaired)
    } else {
        ("told_post.unknown", FindingKind::Doubtful)
    };
    Finding {
        file: FileId(n % 7),
        line: n,
        field: "date".into(),
        kind,
        rule: Code::new(rule),
        words: "a year of two digits was read as 20..".to_owned(),
        remedy: "write years with four digits".to_owned(),
    }
}

fn event(agency: &str, claimed: Claimed, line: u32, body: Body) -> Event {
    let file = AGENCIES.iter().position(|known| *known == agency).unwrap_or(0) as u32;
    Event {
        id: EventId::UNSET,
        claimed,
        logged: Logged(0),
        by: By { agency: AgencyId::new(agency), post: None, holder: None, assurance: Assurance::Imported },
        source: SourceRef { file: FileId(file), line, part: 0 },
        body,
    }
}

/// An undated entry of an agency.
pub(crate) fn recorded(agency: &str, activity: &str) -> Event {
    let body = Recorded {
        activity: Code::new(activity),
        codes: Vec::new(),
        signs: Vec::new(),
        concern: None,
        told_to: None,
        mentions: Vec::new(),
        columns: Vec::new(),
        words: None,
        action: None,
        source_of_information: None,
    };
    event(agency, Claimed::UNKNOWN, 1, Body::Recorded(Box::new(body)))
}

fn mention(kind: MentionKind, role: &str, value: &str) -> Mention {
    let mut mention = Mention::new(kind, role);
    match kind {
        MentionKind::Child | MentionKind::Person => mention.surname = Some(value.into()),
        _ => mention.value = Some(value.into()),
    }
    mention
}

const POSTS: [(&str, &str, &str, u8, &str); 6] = [
    ("westbrook-police", "missing-persons-desk", "Missing persons desk", 1, "Ann Quirke"),
    ("westbrook-police", "superintendent", "Superintendent, public protection", 3, "Bela Nagy"),
    ("westbrook-council", "duty-team", "Duty and assessment team", 1, "Cyd Marrow"),
    ("westbrook-council", "head-of-service", "Head of children’s services", 3, HOSTILE),
    ("westbrook-council", "director", "Director of children’s services", 4, "Dora Vane"),
    ("licensing", "officer", "Licensing officer", 1, "Eli Stone"),
];

fn posts() -> Vec<Event> {
    let mut events = vec![event(
        "westbrook-police",
        Claimed::UNKNOWN,
        1,
        Body::AgencyCreated(Box::new(AgencyCreated {
            agency: AgencyId::new("westbrook-police"),
            name: "Westbrook Police".into(),
            kind: Code::new("police"),
        })),
    )];
    for (place, (agency, local, title, rank, holder)) in POSTS.iter().enumerate() {
        let post = PostId::of(&AgencyId::new(agency), local);
        let created = PostCreated {
            post: post.clone(),
            title: (*title).into(),
            rank: Rank::new(*rank).expect("a rank"),
            reports_to: None,
            takes: Vec::new(),
            removed_by: None,
        };
        let held = PostHeldBy {
            post,
            holder: (*holder).into(),
            from: Claimed::year(2003).expect("a year"),
            until: None,
            deputy: false,
        };
        events.push(event(
            agency,
            Claimed::UNKNOWN,
            100 + place as u32,
            Body::PostCreated(Box::new(created)),
        ));
        events.push(event(
            agency,
            Claimed::year(2003).expect("a year"),
            200 + place as u32,
            Body::PostHeldBy(Box::new(held)),
        ));
    }
    events
}

fn concern(n: u32) -> ConcernRef {
    ConcernRef { agency: AgencyId::new("westbrook-police"), key: format!("WP/{n}").into() }
}

fn told(n: u32) -> Told {
    let (agency, local, ..) = POSTS[n as usize % POSTS.len()];
    let mut mentions = vec![mention(MentionKind::Child, "subject", CHILDREN[n as usize % CHILDREN.len()])];
    if n.is_multiple_of(2) {
        mentions.push(mention(MentionKind::Phone, "phone_of_concern", "07700 900123"));
    }
    if n.is_multiple_of(3) {
        mentions.push(mention(MentionKind::Vehicle, "vehicle_of_concern", "AB12 CDE"));
    }
    mentions.push(mention(MentionKind::Place, "hospital", "Westbrook Hospital"));
    Told {
        concern: concern(n),
        activity: Code::new("concern.told"),
        teller: Code::new(["parent", "school", "health", "child", "youth_project"][n as usize % 5]),
        teller_agency: None,
        told_to: Addressee::post(PostId::of(&AgencyId::new(agency), local)),
        passes: None,
        signs: vec![Code::new("missing_episode"), Code::new("older_associate")],
        codes: Vec::new(),
        immediate_danger: n == 4,
        event_count: (n == 5).then_some(12),
        mentions,
        words: Some("free words nobody asked for".to_owned()),
    }
}

const CHILDREN: [&str; 9] =
    ["Aldous", "Brickley", HOSTILE, "Dunmore", "Eastick", "Farrow", "Gisburn", "Hallatrow", "Inskip"];

/// Concerns told, passed on, opened, answered and withdrawn.
fn warnings() -> Vec<Event> {
    let mut events = Vec::new();
    for n in 0..36u32 {
        let start = day("2004-02-10").add_days(n as i32 * 71);
        let claimed = match n % 7 {
            3 => Claimed::month(start.year(), start.ymd().1).expect("a month"),
            5 => Claimed::year(start.year()).expect("a year"),
            6 if n > 20 => Claimed::UNKNOWN,
            _ => Claimed::day(start),
        };
        let told_by = AGENCIES[n as usize % 5];
        events.push(event(told_by, claimed, 10 + n, Body::Told(Box::new(told(n)))));
        let step =
            |reason: &str| Box::new(Step { concern: concern(n), reason: Code::new(reason), words: None });
        let after = |days: i32| Claimed::day(start.add_days(days));
        if n.is_multiple_of(3) {
            events.push(event("westbrook-police", after(3), 60 + n, Body::Opened(step(""))));
        }
        if n.is_multiple_of(4) {
            let passes =
                Told { passes: Some(concern(n)), activity: Code::new("concern.passed"), ..told(n + 1) };
            events.push(event(AGENCIES[n as usize % 3], after(11), 110 + n, Body::Told(Box::new(passes))));
        }
        if n.is_multiple_of(5) {
            let answered = Answered {
                concern: concern(n),
                addresses: Addresses::Writer,
                outcome: Code::new("no_action"),
                reasons_given: false,
                second_post: None,
                told_to: None,
                words: None,
            };
            events.push(event("westbrook-council", after(30), 160 + n, Body::Answered(Box::new(answered))));
        }
        if n.is_multiple_of(9) {
            events.push(event("westbrook-police", after(44), 210 + n, Body::Withdrawn(step("moved_away"))));
        }
    }
    events
}

fn entry(agency: &str, number: u32, n: u32) -> Event {
    let mut event = recorded(agency, "chronology.entry");
    event.source.line = 400 + n;
    event.source.file = FileId(number);
    let start = day("2004-01-05").add_days((n * 61 + number * 17) as i32 % 2_900);
    event.claimed = Claimed::day(start);
    if let Body::Recorded(body) = &mut event.body {
        body.mentions.push(mention(
            MentionKind::Child,
            "subject",
            CHILDREN[(n + number) as usize % CHILDREN.len()],
        ));
        body.columns.push(("Event".into(), "Seen at the station with Aldous".to_owned()));
        body.words = Some("Seen at the station with Aldous, rang 07700 900123".to_owned());
    }
    event
}

/// Mentions with the same kind and words become one entity.
fn join(sample: &mut Sample) {
    let joined = &mut sample.outcome.joined;
    joined.mentions = MentionTable::new(&sample.events);
    for mention in 0..joined.mentions.len() as u32 {
        let what = |mention: u32| {
            let mention = joined.mentions.get(&sample.events, mention);
            (mention.kind, mention.surname.clone(), mention.value.clone())
        };
        let (this, kind) = (what(mention), what(mention).0);
        let place = joined.entities.iter().position(|entity| what(entity.mentions[0]) == this);
        let place = place.unwrap_or_else(|| {
            joined.entities.push(Entity { kind, mentions: Vec::new(), links: Vec::new() });
            joined.entities.len() - 1
        });
        joined.entity_of.push(place as u32);
        let entity = &mut joined.entities[place];
        if let Some(before) = entity.mentions.last() {
            entity.links.push(joined.links.len() as u32);
            joined.links.push(link(*before, mention, Certainty::Certain));
        }
        entity.mentions.push(mention);
    }
    joined.links.push(link(0, 9, Certainty::Possible));
    joined.kept_apart.push(KeptApart { a: 0, b: 5, reason: Code::new("listed_together") });
    let shared: Vec<u32> = (0..joined.entities.len() as u32)
        .filter(|ix| joined.entities[*ix as usize].kind != MentionKind::Child)
        .collect();
    for entity in shared {
        let question = question(sample, entity);
        sample.outcome.joined.questions.push(question);
    }
    let first_two = [told_rows(sample)[0], told_rows(sample)[1]];
    let date = |event: EventIx| Side { event, said: Said::Date(sample.events[event as usize].claimed) };
    let accounts = [
        AccountGroup {
            events: first_two.to_vec(),
            ground: Code::new("same_child_near_date_same_kind"),
            disagreements: vec![Disagreement {
                about: DisagreementKind::Date,
                sides: first_two.iter().map(|ix| date(*ix)).collect(),
            }],
        },
        AccountGroup {
            events: first_two.to_vec(),
            ground: Code::new("decided_by_a_person"),
            disagreements: Vec::new(),
        },
    ];
    sample.outcome.joined.accounts.extend(accounts);
}

fn link(a: u32, b: u32, certainty: Certainty) -> Link {
    let part = |comparison: &str, level: &str, bits: i64| WeightPart {
        comparison: Code::new(comparison),
        level: Code::new(level),
        weight_bits: Fixed::whole(bits),
    };
    Link {
        a,
        b,
        certainty,
        ground: Ground::Score,
        weight_bits: Fixed::whole(12),
        parts: vec![part("prior", "all", -6), part("name", "exact", 10), part("birth_date", "swapped", 8)],
    }
}

fn question(sample: &Sample, shared: u32) -> Question {
    let joined = &sample.outcome.joined;
    let mut events: Vec<EventIx> = joined.entities[shared as usize]
        .mentions
        .iter()
        .map(|mention| joined.mentions.place(*mention).0)
        .collect();
    events.dedup();
    let mut children: Vec<u32> = events
        .iter()
        .flat_map(|ix| joined.mentions.of(*ix))
        .map(|mention| joined.entity_of[mention as usize])
        .filter(|entity| joined.entities[*entity as usize].kind == MentionKind::Child)
        .collect();
    children.sort_unstable();
    children.dedup();
    let possible = children.split_off(children.len() - 1);
    let mut agencies: Vec<AgencyId> =
        events.iter().map(|ix| sample.events[*ix as usize].by.agency.clone()).collect();
    agencies.sort();
    agencies.dedup();
    let kind = joined.entities[shared as usize].kind;
    Question {
        shared,
        kind,
        households: children.len() as u32,
        children_possible: possible,
        first: sample.events[events[0] as usize].claimed,
        told_to: vec![PostId::of(&AgencyId::new(POSTS[0].0), POSTS[0].1)],
        innocent_roles: if kind == MentionKind::Place {
            vec![(Code::new("hospital"), 30)]
        } else {
            Vec::new()
        },
        busy: if kind == MentionKind::Place { 900 } else { children.len() as u32 + 1 },
        unanswered: 2,
        children_certain: children,
        events,
        agencies,
    }
}

fn told_rows(sample: &Sample) -> Vec<EventIx> {
    let told = sample
        .events
        .iter()
        .zip(0..)
        .filter(|(event, _)| matches!(&event.body, Body::Told(told) if told.passes.is_none()));
    told.map(|(_, ix)| ix).collect()
}

fn answer(sample: &mut Sample) {
    let (mut duties, mut knowledge) = (Vec::new(), Vec::new());
    let holder = sample
        .events
        .iter()
        .zip(0..)
        .find(|(event, _)| matches!(event.body, Body::PostHeldBy(_)))
        .map(|(_, ix)| ix);
    for (row, n) in told_rows(sample).into_iter().zip(0u32..) {
        let event = &sample.events[row as usize];
        let Body::Told(told) = &event.body else { continue };
        let post = told.told_to.post_or_unnamed();
        let rank = Rank::new(POSTS.iter().find(|known| post.local() == known.1).map_or(1, |known| known.3))
            .expect("a rank");
        let due = event.claimed.latest().map(|start| start.day().add_days(7).end());
        let standing = Standing::ALL[n as usize % Standing::ALL.len()];
        duties.push(Duty {
            clock: Code::new("concern_answer"),
            opened_by: row,
            post: post.clone(),
            rank,
            answers_instead: None,
            hands: Vec::new(),
            started: event.claimed,
            first_started: None,
            due_earliest: event.claimed.earliest().map(|start| start.day().add_days(7).end()),
            due_latest: due,
            due_unpaused_latest: due,
            paused_working_days: 0,
            standing,
            late: [Tri::Yes, Tri::CannotTell, Tri::No][n as usize % 3],
            shown_opened_by: None,
            answered_by: None,
            would_have_climbed: vec![WouldClimb {
                rank: Rank::DIRECTOR,
                post: PostId::of(&post.agency(), "director"),
                earliest: due,
                latest: due.map(|due| due.day().add_days(28).end()),
                certain: !n.is_multiple_of(4),
            }],
            inputs: vec![row],
            remarks: if n.is_multiple_of(9) { vec![Code::new("withdrawal_recorded")] } else { Vec::new() },
        });
        knowledge.push(Knowledge {
            post,
            rank,
            concern: row,
            state: if n.is_multiple_of(3) { KnowledgeState::Opened } else { KnowledgeState::Sent },
            at: event.claimed,
            shown_by: row,
            holder,
        });
    }
    let workload = (1..5).filter_map(Rank::new).map(|rank| Workload {
        rank,
        per_week: Fixed::ONE * 3,
        inside: Fixed::ONE * 12,
        hours: Fixed(1_250_000),
    });
    sample.outcome.workload = workload.collect();
    sample.outcome.answers.duties = duties;
    sample.outcome.answers.knowledge = knowledge;
}
