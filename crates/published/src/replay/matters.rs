//! Strategic matters and interference checks that the rules would have opened over a timeline. None was opened in reality.

use record::{AgencyId, Day, Rank};
use serde_json::{Value, json};

use super::words::{self, READINGS};
use super::{Milestone, Reading, Replay, Shared};
use crate::html::Html;

/// One strategic matter, as it would have been opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The day on which its last piece was there.
    pub day: Day,
    /// A record that itself names a group opened it; otherwise a pattern across children.
    pub names_group: bool,
    /// The row with which it came.
    pub row: String,
    /// The agency of the post that would have led.
    pub agency: AgencyId,
    /// The post; `None` where the timeline names none.
    pub post: Option<String>,
    /// Its rank.
    pub rank: Rank,
    /// What ties it together, by pseudonym.
    pub shared: Vec<String>,
    /// The children, by pseudonym; one without is named by its row.
    pub children: Vec<String>,
    /// The records it rests on.
    pub records: Vec<Shared>,
    /// Other agencies to which the timeline says that a record naming the group was sent.
    pub told: Vec<AgencyId>,
    /// Other agencies with a record in it that would have been shown it.
    pub would_have_been_shown: Vec<AgencyId>,
    /// Rows that had been answered before and would have come up again.
    pub resurfaced: Vec<String>,
    /// Where the lead duty would have stood at the end.
    pub standing: &'static str,
    /// To which rank silence would have climbed, and when.
    pub climbed: Option<(Rank, Day)>,
}

/// The check that a withdrawal would have opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The day of the withdrawal.
    pub day: Day,
    /// Its row.
    pub row: String,
    /// The agency that would have checked: one that was not told.
    pub agency: AgencyId,
    /// The post; `None` where the timeline names none.
    pub post: Option<String>,
    /// Its rank.
    pub rank: Rank,
    /// By when.
    pub due: Option<Day>,
    /// The adults and things it would have started with, by pseudonym.
    pub starts_with: Vec<String>,
    /// And the records.
    pub records: Vec<String>,
    /// Where it would have stood at the end.
    pub standing: &'static str,
    /// To which rank silence about it would have climbed, and when.
    pub climbed: Option<(Rank, Day)>,
}

/// The first strategic duty.
pub(super) fn first(reading: &Reading) -> Option<Milestone> {
    reading.matters.first().map(|matter| Milestone {
        day: matter.day,
        row: matter.row.clone(),
        agency: matter.agency.clone(),
        post: matter.post.clone(),
        rank: matter.rank,
    })
}

/// The matters of every convention and reading, with their explanations, and the checks.
pub(super) fn section(replay: &Replay<'_>, html: &mut Html) {
    html.p("A record that itself names a group is a matter for the top when it is received; that is no pattern found. A thing that several children’s records share becomes a matter only under the conditions of the policy. Nobody is accused here, and nobody is scored.");
    for (name, of) in READINGS {
        html.raw("<h3>").text(words::capital(name)).raw("</h3>\n");
        for run in &replay.runs {
            let matters = &of(run).matters;
            if matters.is_empty() {
                html.p(format_args!("Dates taken as {}: none.", run.dates));
                continue;
            }
            let caption = format_args!("Strategic matters, dates taken as {}", run.dates);
            let heads = [
                "Would have been opened",
                "Why",
                "Would have been led by",
                "Rests on",
                "Silence would have climbed to",
            ];
            html.table(caption, &heads, |html| {
                for matter in matters {
                    html.tr(|html| row(replay, html, matter));
                }
            });
        }
    }
    html.raw("<h3>Withdrawals, and the checks they would have opened</h3>\n");
    html.p("A withdrawal ends nothing, and would have opened a check whether somebody was pressed: by an agency that was not told, starting with the adults and the records, never with the child.");
    for run in replay.runs.iter().filter(|run| !run.possible.checks.is_empty()) {
        let heads = [
            "Withdrawal",
            "Would have been checked by",
            "By",
            "Starting with",
            "Silence would have climbed to",
        ];
        html.table(format_args!("Interference checks, dates taken as {}", run.dates), &heads, |html| {
            for check in &run.possible.checks {
                html.tr(|html| check_row(replay, html, check));
            }
        });
    }
    super::obligations::section(replay, html);
}

fn row(replay: &Replay<'_>, html: &mut Html, matter: &Matter) {
    html.th(|html| {
        html.raw("<span class=\"would\">would have been opened on ").text(matter.day).raw("</span>");
    });
    html.td_text(why(replay, matter));
    let by = words::post(replay.policy, &matter.agency, matter.post.as_deref(), matter.rank);
    html.td_text(by);
    let record = |record: &Shared| {
        format!("{} ({}, {})", record.row, words::agency(replay.policy, &record.agency), record.day)
    };
    html.td_text(matter.records.iter().map(record).collect::<Vec<_>>().join("; "));
    html.td(|html| climb(html, matter.climbed));
}

fn why(replay: &Replay<'_>, matter: &Matter) -> String {
    let mut words = match matter.names_group {
        true => "A group-naming record would have reached the top".to_owned(),
        false => "A pattern across children would have reached the top".to_owned(),
    };
    let mut add = |head: &str, names: &[String]| {
        if !names.is_empty() {
            words.push_str(&format!("; {head}: {}", names.join(", ")));
        }
    };
    add("shared", &matter.shared);
    add("children", &matter.children);
    add("answered before and come up again", &matter.resurfaced);
    let agencies = |of: &[AgencyId]| -> Vec<String> {
        of.iter().map(|agency| words::agency(replay.policy, agency)).collect()
    };
    add("told of it", &agencies(&matter.told));
    add("would have been shown it", &agencies(&matter.would_have_been_shown));
    words
}

fn check_row(replay: &Replay<'_>, html: &mut Html, check: &Check) {
    html.th(|html| super::page::row_link(html, &check.row));
    html.td_text(words::post(replay.policy, &check.agency, check.post.as_deref(), check.rank));
    html.td_dates(check.due.map_or_else(|| "cannot tell".to_owned(), |due| due.to_string()));
    html.td_text([check.starts_with.join(", "), check.records.join(", ")].join("; records: "));
    html.td(|html| climb(html, check.climbed));
}

pub(super) fn climb(html: &mut Html, climbed: Option<(Rank, Day)>) {
    match climbed {
        Some((rank, day)) => {
            html.raw("<span class=\"would\">rank ").text(rank).raw(" on ").text(day).raw("</span>");
        }
        None => {
            html.raw("<span class=\"soft\">none</span>");
        }
    }
}

/// The matters and checks of a reading for a machine.
pub(super) fn json(reading: &Reading) -> [Value; 2] {
    let climbed = |climbed: Option<(Rank, Day)>| {
        climbed.map(|(rank, day)| json!({"rank": rank.number(), "date": day.to_string()}))
    };
    let ids = |agencies: &[AgencyId]| agencies.iter().map(|one| one.as_str().to_owned()).collect::<Vec<_>>();
    let matter = |matter: &Matter| {
        json!({
            "kind": "pattern_duty",
            "would_have_been_opened_on": matter.day.to_string(),
            "ground": if matter.names_group { "group_record" } else { "pattern" },
            "row": matter.row,
            "agency": matter.agency.as_str(),
            "post": matter.post,
            "rank": matter.rank.number(),
            "shared": matter.shared,
            "children": matter.children,
            "records": matter.records.iter().map(|record| json!({
                "row": record.row, "date": record.day.to_string(), "agency": record.agency.as_str(),
            })).collect::<Vec<_>>(),
            "told": ids(&matter.told),
            "would_have_been_shown": ids(&matter.would_have_been_shown),
            "resurfaced": matter.resurfaced,
            "standing": matter.standing,
            "would_have_climbed": climbed(matter.climbed),
        })
    };
    let check = |check: &Check| {
        json!({
            "kind": "interference_check",
            "would_have_been_opened_on": check.day.to_string(),
            "row": check.row,
            "agency": check.agency.as_str(),
            "post": check.post,
            "rank": check.rank.number(),
            "due": check.due.map(|due| due.to_string()),
            "starts_with": check.starts_with,
            "records": check.records,
            "standing": check.standing,
            "would_have_climbed": climbed(check.climbed),
        })
    };
    [reading.matters.iter().map(matter).collect(), reading.checks.iter().map(check).collect()]
}
