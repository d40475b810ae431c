//! Strategic matters: what would have been one post's to answer at the top, and why. And the checks that withdrawals open.

use record::outputs::{Duty, EventIx, InterferenceCheck, Matter, Partner};

use super::repeat_missing::repeat_missing;
use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};

const MOST_MATTERS: usize = 50;
const MOST_RECORDS: usize = 30;
const MOST_CHECKS: usize = 100;

/// The matters.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let matters = &view.m.outcome.strategic.matters;
    html.p("A record that itself names a group is a matter for the top when it is received. A thing that children of several households share becomes one only under the conditions that the policy sets; every other shared thing stays a question below. Nobody is accused here and nobody is scored. In reality no matter was opened: this says what the rules would have opened.");
    if matters.is_empty() {
        html.p("These files hold no record that names a group, and no shared thing meets the conditions. That is no all-clear.");
    }
    for (number, matter) in matters.iter().take(MOST_MATTERS).enumerate() {
        one(view, html, number, matter);
    }
    if matters.len() > MOST_MATTERS {
        let more = counted((matters.len() - MOST_MATTERS) as u64, "more matter stands", "more matters stand");
        html.raw("<p>").text(more).raw(" in <a href=\"patterns.json\">patterns.json</a>.</p>\n");
    }
    repeat_missing(view, html);
    checks(view, html, &view.m.outcome.strategic.checks);
}

fn one(view: &View<'_>, html: &mut Html, number: usize, matter: &Matter) {
    let id = format!("matter-{number}");
    html.raw("<article class=\"question\"").attr("aria-labelledby", &id).raw("><h3").attr("id", &id).raw(">");
    html.text(format_args!("Matter {}: {}", number + 1, ground(matter))).raw("</h3>\n");
    html.p(explanation(view, matter));
    for duty in &matter.duties {
        lead(view, html, duty);
    }
    html.table(
        format_args!("Matter {}: the records it rests on", number + 1),
        &["Row", "When", "Agency", "Children", "What it names"],
        |html| {
            for ix in matter.events.iter().take(MOST_RECORDS) {
                html.tr(|html| record(view, html, matter, *ix));
            }
        },
    );
    if matter.events.len() > MOST_RECORDS {
        let more = (matter.events.len() - MOST_RECORDS) as u64;
        html.raw("<p>").text(counted(more, "more record stands", "more records stand"));
        html.raw(" in <a href=\"patterns.json\">patterns.json</a>.</p>\n");
    }
    if !matter.partners.is_empty() {
        partners(view, html, number, &matter.partners);
    }
    if !matter.resurfaced.is_empty() {
        html.raw("<p>Answered or decided before, and would have come up again: ");
        view.row_list(html, &matter.resurfaced, 20, "patterns.json");
        html.raw(".</p>\n");
    }
    html.raw("</article>\n");
}

fn ground(matter: &Matter) -> &'static str {
    if matter.ground.as_str() == "group_record" {
        "a record that itself names a group"
    } else {
        "a pattern across children"
    }
}

fn explanation(view: &View<'_>, matter: &Matter) -> String {
    let named =
        |entities: &[u32]| entities.iter().map(|one| view.entity(*one)).collect::<Vec<_>>().join(", ");
    let mut words = match matter.group_records.len() as u64 {
        0 => String::new(),
        many => {
            format!("{}. ", counted(many, "record itself names a group", "records themselves name a group"))
        }
    };
    match matter.shared.is_empty() {
        true => words.push_str("No person, place or thing that other records share ties it to them. "),
        false => words.push_str(&format!("What ties it together: {}. ", named(&matter.shared))),
    }
    match matter.children.is_empty() {
        true => words.push_str("It names no child. "),
        false => words.push_str(&format!(
            "Children, certainly the same in every record: {}. ",
            named(&matter.children)
        )),
    }
    if !matter.children_possible.is_empty() {
        words.push_str(&format!(
            "Perhaps also, if records that may be of one child are: {}. ",
            named(&matter.children_possible)
        ));
    }
    let agencies: Vec<String> = matter.agencies.iter().map(|agency| view.agency(agency)).collect();
    words.push_str(&format!("Records of: {}.", agencies.join(", ")));
    words
}

/// The duty of the post that leads, in a sentence.
fn lead(view: &View<'_>, html: &mut Html, duty: &Duty) {
    html.raw("<p class=\"would\">Would have been owed from ").text(duty.started);
    html.raw(" by ").text(capital(&view.called.labels.reached(&duty.post)));
    html.raw(" (rank ").text(duty.rank).raw(")");
    if let Some(due) = duty.due_latest {
        html.raw(", due by ").text(due.day());
    }
    html.raw(", with row ");
    view.row(html, duty.opened_by);
    html.raw(". In these files: ").text(duty.standing_words());
    if let Some(answer) = duty.answered_by {
        html.raw(" ");
        view.row(html, answer);
    }
    if let Some(rung) = duty.would_have_climbed.iter().max_by_key(|rung| rung.rank) {
        html.raw("; silence would have climbed to rank ").text(rung.rank);
    }
    html.raw(".</p>\n");
}

fn record(view: &View<'_>, html: &mut Html, matter: &Matter, ix: EventIx) {
    html.th(|html| {
        view.row(html, ix);
        html.raw(" <span class=\"soft\">").text(view.signs_of(ix)).raw("</span>");
    });
    let Some(event) = view.event(ix) else { return };
    html.td_dates(event.claimed);
    html.td_text(view.agency(&event.by.agency));
    html.td_who(view.children(ix));
    let mut named: Vec<u32> = view.mentions_of(ix).filter_map(|mention| view.entity_of(mention)).collect();
    named.retain(|entity| matter.shared.binary_search(entity).is_ok());
    named.dedup();
    html.td_text(named.iter().map(|thing| view.entity(*thing)).collect::<Vec<_>>().join(", "));
}

fn partners(view: &View<'_>, html: &mut Html, number: usize, partners: &[Partner]) {
    let heads = ["Agency", "Post", "Told, as far as these files say", "When the lead stayed silent"];
    html.table(format_args!("Matter {}: other agencies with a record in it", number + 1), &heads, |html| {
        for partner in partners {
            html.tr(|html| {
                html.th(|html| {
                    html.text(view.agency(&partner.agency));
                });
                html.td_text(capital(&view.called.labels.reached(&partner.post)));
                html.td(|html| match partner.told {
                    Some(record) => {
                        html.raw("sent to the agency: ");
                        view.row(html, record);
                    }
                    None => {
                        html.raw("<span class=\"would\">no record; would have been shown it</span>");
                    }
                });
                html.td(|html| asks(html, &partner.asks));
            });
        }
    });
}

/// What the post owed besides once the lead stayed silent.
fn asks(html: &mut Html, asks: &[Duty]) {
    if asks.is_empty() {
        html.raw("nothing: the lead did not stay silent, or this post asked or answered before");
    }
    for (number, ask) in asks.iter().enumerate() {
        html.raw(if number == 0 { "<span class=\"would\">" } else { "<br><span class=\"would\">" });
        html.raw("would have had to ask the lead or to answer, from ").text(ask.started);
        html.raw("</span>: ").text(ask.standing_words());
    }
}

fn checks(view: &View<'_>, html: &mut Html, checks: &[InterferenceCheck]) {
    if checks.is_empty() {
        return;
    }
    html.raw("<h3 id=\"withdrawn\">Withdrawals, and the checks they would have opened</h3>\n");
    html.p("A withdrawal ends nothing. It would have opened a check, by an agency that was not told, whether somebody was pressed: it starts with the adults and the records, never with the child. Whoever told is shown only “withdrawn”: do not tell a teller, or anybody near one, that a check runs.");
    html.table(
        "Withdrawals",
        &["Withdrawal", "When", "Would have been checked by", "By", "Starts with", "Stands"],
        |html| {
            for check in checks.iter().take(MOST_CHECKS) {
                html.tr(|html| {
                    html.th(|html| view.row(html, check.withdrawal));
                    html.td_dates(check.duty.started);
                    html.td_text(format_args!(
                        "{} (rank {})",
                        capital(&view.called.labels.reached(&check.duty.post)),
                        check.duty.rank
                    ));
                    html.td_dates(
                        check
                            .duty
                            .due_latest
                            .map_or_else(|| "cannot tell".to_owned(), |due| due.day().to_string()),
                    );
                    html.td(|html| {
                        let adults: Vec<String> = check.adults.iter().map(|one| view.entity(*one)).collect();
                        html.text(adults.join(", ")).raw(" ");
                        view.row_list(html, &check.records, 6, "duties.csv");
                    });
                    html.td_text(check.duty.standing_words());
                });
            }
        },
    );
    if checks.len() > MOST_CHECKS {
        html.raw("<p>").text(counted((checks.len() - MOST_CHECKS) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"duties.csv\">duties.csv</a>.</p>\n");
    }
}
