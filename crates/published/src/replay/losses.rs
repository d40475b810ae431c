//! Records that a timeline says were lost, stolen or altered, and who would have had to account for them.

use record::{AgencyId, Day, Rank};
use serde_json::{Value, json};

use super::matters::climb;
use super::{Reading, Replay, page, words};
use crate::html::Html;

/// Records that are gone, and the duty to account for them that the rules would have opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The day on which it was said.
    pub day: Day,
    /// The row that says so.
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

/// Of every convention that has one; nothing where no row says that records are gone.
pub(super) fn section(replay: &Replay<'_>, html: &mut Html) {
    if replay.runs.iter().all(|run| run.possible.losses.is_empty()) {
        return;
    }
    html.raw("<h3>Records that are gone, and who would have had to account for them</h3>\n");
    html.p("An alarm when received: the owner of the information, else the top of the agency, would have owed an account, and oversight would have been told at once.");
    for run in replay.runs.iter().filter(|run| !run.possible.losses.is_empty()) {
        let heads = ["Row", "Would have been owed by", "By", "Stands", "Silence would have climbed to"];
        html.table(format_args!("Lost records, dates taken as {}", run.dates), &heads, |html| {
            for loss in &run.possible.losses {
                html.tr(|html| {
                    html.th(|html| page::row_link(html, &loss.row));
                    html.td_text(words::post(replay.policy, &loss.agency, loss.post.as_deref(), loss.rank));
                    html.td_dates(loss.due.map_or_else(|| "cannot tell".to_owned(), |due| due.to_string()));
                    html.td_text(loss.standing);
                    html.td(|html| climb(html, loss.climbed));
                });
            }
        });
    }
}

/// The losses of a reading for a machine.
pub(super) fn json(reading: &Reading) -> Value {
    let loss = |loss: &Loss| {
        let climbed = loss.climbed;
        json!({
            "kind": "records_loss",
            "would_have_been_opened_on": loss.day.to_string(),
            "row": loss.row,
            "agency": loss.agency.as_str(),
            "post": loss.post,
            "rank": loss.rank.number(),
            "due": loss.due.map(|due| due.to_string()),
            "standing": loss.standing,
            "would_have_climbed":
                climbed.map(|(rank, day)| json!({"rank": rank.number(), "date": day.to_string()})),
        })
    };
    reading.losses.iter().map(loss).collect()
}
