//! What organisations did, each in one sentence: the same on the page and in `conduct.csv`.

use record::outputs::{ChildOnly, Circulated, OperationEnd, PowerAct, SharingRefused, Supervision, TeamCut};
use record::{Code, PostId};

use crate::html::counted;
use crate::label::Labels;

/// Something circulated: to how many posts, and whether it counts.
pub(crate) fn circulated(labels: &Labels<'_>, one: &Circulated) -> String {
    let posts = counted(one.recipients.len() as u64, "named post", "named posts");
    // A meeting is not held to somebody: its minute names them.
    let joint = if one.activity.as_str() == "meeting.minuted" { "; its minute names" } else { " to" };
    let mut words = format!("{}{joint} {posts}", capital(&labels.activity(&one.activity)));
    if !one.counts {
        words.push_str(": without a sealed minute that names posts and decisions it is no answer, and knowledge of nobody");
    }
    if one.confidential {
        words.push_str(", marked confidential, which cancels nothing");
    }
    words
}

/// A supervision.
pub(crate) fn supervision(labels: &Labels<'_>, one: &Supervision) -> String {
    let by = one.post.as_ref().map_or_else(|| "not stated who".to_owned(), |post| labels.post(post));
    let asked = one.asked.as_ref().map_or("not stated".into(), |asked| labels.reason_of("asked", asked));
    format!("Read by: {by}; asked: {asked}")
}

/// An operation that ended or was narrowed.
pub(crate) fn operation(labels: &Labels<'_>, one: &OperationEnd) -> String {
    let count = |count: Option<u32>| count.map_or_else(|| "not stated".to_owned(), |count| count.to_string());
    format!(
        "{}: identified {}, pursued {}, left {}; decided by: {}; {} of its warnings with no answer of substance, which it does not end",
        capital(&labels.activity(&one.activity)),
        count(one.identified),
        count(one.pursued),
        count(one.left),
        post_or_not(labels, one.decided_by.as_ref()),
        one.open.len(),
    )
}

/// A team that was cut.
pub(crate) fn cut(labels: &Labels<'_>, one: &TeamCut) -> String {
    let signed = match one.signed_by {
        Some(_) => "countersigned by the top of the agency",
        None => "unsigned: no countersignature of the top of the agency in these files",
    };
    format!(
        "{} of the team; decided by: {}; {signed}; {}",
        counted(one.posts.len() as u64, "post", "posts"),
        post_or_not(labels, one.decided_by.as_ref()),
        counted(one.rerouted.len() as u64, "open duty goes to a post above", "open duties go to posts above"),
    )
}

/// A refusal to share.
pub(crate) fn refusal(labels: &Labels<'_>, one: &SharingRefused) -> String {
    let said = |set: &str, code: Option<&Code>| {
        code.map_or_else(|| "not stated".to_owned(), |code| labels.reason_of(set, code).into_owned())
    };
    let judged = if one.accepted { "" } else { ", which is no ground: the request stands unanswered" };
    let until =
        one.until.as_ref().map_or_else(|| "not stated".to_owned(), |until| labels.safe(until).into_owned());
    format!(
        "Ground: {}{judged}; what: {}; until: {until}; signed by: {}",
        said("sharing_ground", one.ground.as_ref()),
        said("scope", one.scope.as_ref()),
        post_or_not(labels, one.signer.as_ref()),
    )
}

/// A power.
pub(crate) fn power(labels: &Labels<'_>, one: &PowerAct) -> String {
    let power = one.power.as_ref().map_or("power not stated".into(), |power| labels.power(power));
    let reason = one.reason.as_ref().map(|reason| labels.reason_of("power_reason", reason));
    let why = match (&reason, one.act.as_str()) {
        (Some(reason), _) => format!(", because: {reason}"),
        (None, "power.used") => String::new(),
        (None, _) => ", and not why".to_owned(),
    };
    format!("{}: {}{why}", capital(&power), act(&one.act))
}

/// What was done with a power.
pub(crate) fn act(act: &Code) -> &'static str {
    match act.as_str() {
        "power.used" => "used",
        "power.refused" => "considered and not used",
        _ => "not available",
    }
}

/// An answer on the child alone.
pub(crate) fn child_only(one: &ChildOnly) -> String {
    let beside = match one.powers.len() as u64 {
        0 => "no power against a person, place or thing is recorded as used".to_owned(),
        many => {
            format!(
                "{} used",
                counted(many, "power against others is recorded as", "powers against others are recorded as")
            )
        }
    };
    format!("The answer acts on the child alone; {beside}")
}

/// What is not stated, in words.
pub(crate) fn missing(codes: &[Code]) -> String {
    let words: Vec<String> = codes.iter().map(|code| code.as_str().replace('_', " ")).collect();
    words.join(", ")
}

fn post_or_not(labels: &Labels<'_>, post: Option<&PostId>) -> String {
    post.map_or_else(|| "not stated".to_owned(), |post| labels.post(post))
}

fn capital(words: &str) -> String {
    crate::page::capital(words)
}
