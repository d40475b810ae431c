//! Made-up events for the tests: coded, short, without detail.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use answered::{Answers, Around, Organised, answer, organised};
use record::event::{
    Addresses, AgencyCreated, Answered, Assurance, Body, By, HandedOver, PostCreated, PostHeldBy, Recorded,
    Step, Told,
};
use record::outputs::Duty;
use record::policy::Policy;
use record::{
    Addressee, AgencyId, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Logged, Mention,
    MentionKind, PostId, Rank, SourceRef,
};

/// A day of the tests.
pub fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a date")
}

/// Some time on a day.
pub fn on(text: &str) -> Claimed {
    Claimed::day(day(text))
}

/// A minute of a day.
pub fn at(text: &str, hour: i64, minute: i64) -> Claimed {
    Claimed::minute(day(text).start().add_minutes(hour * 60 + minute))
}

/// A rank.
pub fn rank(number: u8) -> Rank {
    Rank::new(number).expect("a rank")
}

/// `AGENCY/POST` as an addressee, `AGENCY` alone without a post, `AGENCY#N` with a rank.
pub fn to(text: &str) -> Addressee {
    if let Some((agency, number)) = text.split_once('#') {
        let number = number.parse().expect("a number");
        return Addressee { agency: AgencyId::new(agency), post: None, rank: Rank::new(number) };
    }
    match text.contains('/') {
        true => Addressee::post(PostId::new(text)),
        false => Addressee::agency(AgencyId::new(text)),
    }
}

/// Concern `key` of the police.
pub fn concern(key: &str) -> ConcernRef {
    ConcernRef { agency: AgencyId::new("police"), key: key.into() }
}

/// Events in the making; each gets its own line of one file.
#[derive(Clone, Default)]
pub struct Files {
    pub events: Vec<Event>,
}

/// An answer of substance with this outcome, with or without reasons.
pub fn answers(outcome: &str, reasons: bool) -> Answered {
    Answered {
        concern: concern("c"),
        addresses: Addresses::Substance,
        outcome: Code::new(outcome),
        reasons_given: reasons,
        second_post: None,
        told_to: None,
        words: None,
    }
}

/// A telling of concern `c` to an addressee.
pub fn tells(whom: &str) -> Told {
    Told {
        concern: concern("c"),
        activity: Code::new("concern.told"),
        teller: Code::new("parent"),
        teller_agency: None,
        told_to: to(whom),
        passes: None,
        signs: Vec::new(),
        codes: Vec::new(),
        immediate_danger: false,
        event_count: None,
        mentions: Vec::new(),
        words: None,
    }
}

impl Files {
    /// Adds an event by `AGENCY/POST` or `AGENCY`.
    pub fn add(&mut self, by: &str, claimed: Claimed, body: Body) -> &mut Self {
        let who = to(by);
        self.events.push(Event {
            id: EventId::UNSET,
            claimed,
            logged: Logged(0),
            by: By { agency: who.agency, post: who.post, holder: None, assurance: Assurance::Imported },
            source: SourceRef { file: FileId(0), line: self.events.len() as u32 + 1, part: 0 },
            body,
        });
        self
    }

    pub fn told(&mut self, by: &str, claimed: Claimed, told: Told) -> &mut Self {
        self.add(by, claimed, Body::Told(Box::new(told)))
    }

    pub fn answered(&mut self, by: &str, claimed: Claimed, answer: Answered) -> &mut Self {
        self.add(by, claimed, Body::Answered(Box::new(answer)))
    }

    /// A step on concern `c`: `opened`, `withdrawn`, `accepted`, …
    pub fn step(&mut self, by: &str, claimed: Claimed, kind: &str) -> &mut Self {
        let step = Box::new(Step { concern: concern("c"), reason: Code::new(""), words: None });
        let body = match kind {
            "opened" => Body::Opened(step),
            "refused" => Body::Refused(step),
            "accepted" => Body::Accepted(step),
            "countersigned" => Body::Countersigned(step),
            "withdrawn" => Body::Withdrawn(step),
            "disputed" => Body::Disputed(step),
            _ => Body::Challenged(step),
        };
        self.add(by, claimed, body)
    }

    pub fn handed(&mut self, by: &str, claimed: Claimed, whom: &str) -> &mut Self {
        let body = HandedOver { concern: concern("c"), to: to(whom), words: None };
        self.add(by, claimed, Body::HandedOver(Box::new(body)))
    }

    pub fn recorded(&mut self, by: &str, claimed: Claimed, activity: &str, signs: &[&str]) -> &mut Self {
        let body = Recorded {
            activity: Code::new(activity),
            codes: Vec::new(),
            signs: signs.iter().map(Code::new).collect(),
            concern: Some(concern("c")),
            told_to: None,
            mentions: Vec::new(),
            columns: Vec::new(),
            words: None,
            action: None,
            source_of_information: None,
        };
        self.add(by, claimed, Body::Recorded(Box::new(body)))
    }

    /// A step on a concern of the police, to whom it went, and what it says by column.
    pub fn entry(
        &mut self,
        (by, key): (&str, &str),
        claimed: Claimed,
        activity: &str,
        whom: Option<&str>,
        codes: &[(&str, &str)],
    ) -> &mut Self {
        let body = Recorded {
            activity: Code::new(activity),
            codes: codes.iter().map(|(column, code)| (Code::new(column), Code::new(code))).collect(),
            signs: Vec::new(),
            concern: Some(concern(key)),
            told_to: whom.map(to),
            mentions: Vec::new(),
            columns: Vec::new(),
            words: None,
            action: None,
            source_of_information: None,
        };
        self.add(by, claimed, Body::Recorded(Box::new(body)))
    }

    /// An agency of a kind.
    pub fn agency(&mut self, id: &str, kind: &str) -> &mut Self {
        let body = AgencyCreated { agency: AgencyId::new(id), name: id.into(), kind: Code::new(kind) };
        self.add(id, on("2000-01-01"), Body::AgencyCreated(Box::new(body)))
    }

    /// What organisations did, by the end of a day.
    pub fn organised(&self, end: &str) -> Organised {
        let (events, policy) = (self.ordered(), Policy::england());
        let around = Around::default();
        let answers = answer(&events, &policy, day(end), &around);
        organised(&events, &policy, day(end), &answers.duties, &around)
    }

    /// Describes a post from a day on.
    pub fn post(&mut self, from: Claimed, post: &str, number: u8, above: Option<&str>) -> &mut Self {
        self.taking(from, post, number, above, &[])
    }

    pub fn taking(
        &mut self,
        from: Claimed,
        post: &str,
        number: u8,
        above: Option<&str>,
        takes: &[&str],
    ) -> &mut Self {
        let post = PostId::new(post);
        let body = PostCreated {
            title: "a title".into(),
            rank: rank(number),
            reports_to: above.map(PostId::new),
            takes: takes.iter().map(Code::new).collect(),
            removed_by: None,
            post: post.clone(),
        };
        self.add(post.agency().as_str(), from, Body::PostCreated(Box::new(body)))
    }

    pub fn held(&mut self, post: &str, from: Claimed, until: Option<Claimed>, deputy: bool) -> &mut Self {
        let post = PostId::new(post);
        let agency = post.agency();
        let body = PostHeldBy { post, holder: "a holder".into(), from, until, deputy };
        self.add(agency.as_str(), from, Body::PostHeldBy(Box::new(body)))
    }

    /// The usual line of the police: desk 1, sergeant 2, inspector 3, assistant chief 4; and a licensing clerk beside it.
    pub fn police(&mut self) -> &mut Self {
        let from = on("2000-01-01");
        self.post(from, "police/desk", 1, Some("police/sergeant"))
            .post(from, "police/sergeant", 2, Some("police/inspector"))
            .post(from, "police/inspector", 3, Some("police/assistant-chief"))
            .post(from, "police/assistant-chief", 4, None)
            .post(from, "police/licensing", 1, None)
    }

    /// The events in canonical order.
    pub fn ordered(&self) -> Vec<Event> {
        let mut events = self.events.clone();
        events.sort_by_key(Event::order);
        events
    }

    /// The answers at the end of a day, by England's policy.
    pub fn as_of(&self, end: &str) -> Answers {
        self.by_policy(&Policy::england(), end)
    }

    pub fn by_policy(&self, policy: &Policy, end: &str) -> Answers {
        answer(&self.ordered(), policy, day(end), &Around::default())
    }

    /// The only duty.
    pub fn duty(&self, end: &str) -> Duty {
        let mut duties = self.as_of(end).duties;
        assert_eq!(duties.len(), 1, "one duty: {duties:?}");
        duties.remove(0)
    }
}

/// The duty of a post.
pub fn duty_of(answers: &Answers, post: &str) -> Duty {
    let mut of = answers.duties.iter().filter(|duty| duty.post == PostId::new(post));
    let duty = of.next().cloned().expect("a duty of the post");
    assert!(of.next().is_none(), "one duty of {post}");
    duty
}

pub fn remarked(duty: &Duty, word: &str) -> bool {
    duty.remarks.iter().any(|remark| remark.as_str() == word)
}

/// A named child whom a record is about.
pub fn child(forename: &str, surname: &str, born: &str) -> Mention {
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.forename = Some(forename.into());
    child.surname = Some(surname.into());
    child.born = Some(on(born));
    child
}

/// A thing that a record names.
pub fn thing(kind: MentionKind, role: &str, value: &str) -> Mention {
    let mut thing = Mention::new(kind, role);
    thing.value = Some(value.into());
    thing
}
