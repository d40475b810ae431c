//! What else the rules would have asked over a timeline: accounts of lost records, answers to what was circulated, questions to
//! a silent lead, evidence for recommendations, word to whoever warned; and conflicts of interest and counts of how the rules
//! were used, where the timeline shows any.

use record::policy::Policy;
use record::{AgencyId, Code, Day, Rank};
use serde_json::{Value, json};

use super::matters::climb;
use super::{Reading, Replay, page, words};
use crate::conflict_words::why;
use crate::gaming_words::{innocent, title};
use crate::html::Html;

/// A duty that no telling opened, by its clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// The clock: `records_loss`, `circulated_lead`, `recipient_ask`, `recommendation_evidenced`, `challenge_answer`,
    /// `teller_told`, `repeat_missing`, …
    pub kind: Code,
    /// The day on which it would have begun.
    pub day: Day,
    /// The row it rests on.
    pub row: String,
    /// The agency of the post.
    pub agency: AgencyId,
    /// The post; `None` where the timeline names none.
    pub post: Option<String>,
    /// Its rank.
    pub rank: Rank,
    /// When it was due.
    pub due: Option<Day>,
    /// Where it stands.
    pub standing: &'static str,
    /// To which rank silence would have climbed by the end, and when it got there.
    pub climbed: Option<(Rank, Day)>,
}

/// A post that steps aside from a concern, or of which somebody outside should check whether it must.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The row of the concern.
    pub row: String,
    /// The agency of the post.
    pub agency: AgencyId,
    /// The post; `None` where the timeline names none.
    pub post: Option<String>,
    /// It steps aside; else somebody outside is to check.
    pub certain: bool,
    /// Why: a code of `record::outputs::ConflictOfInterest`.
    pub ground: Code,
    /// The rows that name the person or declare the conflict.
    pub named_in: Vec<String>,
}

/// One count of how the rules were used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What is counted: a code of `record::outputs::GamingTrace`.
    pub rule: Code,
    /// The agency of the post.
    pub agency: AgencyId,
    /// The post; `None` where the timeline names none.
    pub post: Option<String>,
    /// How many, and out of how many.
    pub counted: (u32, u32),
}

/// Of every convention that has one; nothing where no row asks for any.
pub(super) fn section(replay: &Replay<'_>, html: &mut Html) {
    if replay.runs.iter().any(|run| !run.possible.obligations.is_empty()) {
        html.raw("<h3>What else would have been owed</h3>\n");
        html.p("Records that are gone would have had to be accounted for, what was circulated to be answered by the post that leads, a silent lead to be asked by those who knew, recommendations to be shown done, and whoever warned to be told. Nobody asked for it in reality.");
    }
    for run in replay.runs.iter().filter(|run| !run.possible.obligations.is_empty()) {
        let heads =
            ["Row", "What", "Would have been owed by", "By", "Stands", "Silence would have climbed to"];
        html.table(format_args!("Also owed, dates taken as {}", run.dates), &heads, |html| {
            for one in &run.possible.obligations {
                html.tr(|html| {
                    html.th(|html| page::row_link(html, &one.row));
                    html.td_text(clock(replay.policy, &one.kind));
                    html.td_text(words::post(replay.policy, &one.agency, one.post.as_deref(), one.rank));
                    html.td_dates(one.due.map_or_else(|| "cannot tell".to_owned(), |due| due.to_string()));
                    html.td_text(one.standing);
                    html.td(|html| climb(html, one.climbed));
                });
            }
        });
    }
    asides(replay, html);
    traces(replay, html);
}

fn clock(policy: &Policy, id: &Code) -> String {
    let rule = policy.clocks.iter().find(|rule| rule.id == *id);
    rule.map_or_else(|| id.to_string(), |rule| rule.title.to_string())
}

fn asides(replay: &Replay<'_>, html: &mut Html) {
    for run in replay.runs.iter().filter(|run| !run.possible.asides.is_empty()) {
        let heads = ["Row", "Post", "Why", "What follows"];
        html.table(format_args!("Conflicts of interest, dates taken as {}", run.dates), &heads, |html| {
            for one in &run.possible.asides {
                html.tr(|html| {
                    html.th(|html| page::row_link(html, &one.row));
                    html.td_text(words::office(replay.policy, &one.agency, one.post.as_deref()));
                    html.td_text(why(&one.ground));
                    html.td_text(if one.certain {
                        "steps aside"
                    } else {
                        "somebody outside is to check who is meant"
                    });
                });
            }
        });
    }
}

fn traces(replay: &Replay<'_>, html: &mut Html) {
    for run in replay.runs.iter().filter(|run| !run.possible.traces.is_empty()) {
        let caption = format!("How the rules were used, dates taken as {}: counts, no proof", run.dates);
        html.table(caption, &["Post", "What was counted", "How many", "May be innocent"], |html| {
            for one in &run.possible.traces {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(words::office(replay.policy, &one.agency, one.post.as_deref()));
                    });
                    html.td_text(title(&one.rule));
                    html.td_text(format_args!("{} of {}", one.counted.0, one.counted.1));
                    html.td_text(innocent(&one.rule));
                });
            }
        });
    }
}

/// Obligations, conflicts and counts of a reading for a machine.
pub(super) fn json(reading: &Reading) -> [Value; 3] {
    let obligation = |one: &Obligation| {
        json!({
            "kind": one.kind.as_str(),
            "would_have_been_opened_on": one.day.to_string(),
            "row": one.row,
            "agency": one.agency.as_str(),
            "post": one.post,
            "rank": one.rank.number(),
            "due": one.due.map(|due| due.to_string()),
            "standing": one.standing,
            "would_have_climbed":
                one.climbed.map(|(rank, day)| json!({"rank": rank.number(), "date": day.to_string()})),
        })
    };
    let aside = |one: &Aside| {
        json!({
            "row": one.row,
            "agency": one.agency.as_str(),
            "post": one.post,
            "certain": one.certain,
            "ground": one.ground.as_str(),
            "named_in": one.named_in,
        })
    };
    let trace = |one: &Trace| {
        json!({
            "rule": one.rule.as_str(),
            "agency": one.agency.as_str(),
            "post": one.post,
            "counted": one.counted.0,
            "of": one.counted.1,
        })
    };
    [
        reading.obligations.iter().map(obligation).collect(),
        reading.asides.iter().map(aside).collect(),
        reading.traces.iter().map(trace).collect(),
    ]
}
