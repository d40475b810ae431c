//! Duties that organisations' own acts would have opened: reports, losses, recommendations, challenges, word to tellers.

use std::collections::BTreeMap;

use record::PostId;
use record::outputs::{Circulated, Duty, Standing};

use crate::html::{Html, counted};
use crate::organised_words as words;
use crate::page::view::View;
use crate::page::words::{capital, tri};

const MOST: usize = 100;
/// What every table of duties says of each.
const DUTY: [&str; 5] = ["Owed by", "Due", "Where it stands", "Late", "Would have climbed to rank"];

pub(super) fn circulated(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.circulated;
    if all.is_empty() {
        return;
    }
    html.raw("<h3 id=\"circulated\">Reports, meetings and briefings that went to several</h3>\n");
    html.p("One recipient would have led: the highest-ranked of an agency able to act. The others knew; from the policy’s rank on they would have had to ask, or answer, once the lead stayed silent. That something was confidential cancels none of it. A meeting without a sealed minute is no answer, and knowledge of nobody.");
    let heads = [&["What", "When"][..], &DUTY, &["Others who would have had to ask"]].concat();
    html.table("Circulated, and who would have led", &heads, |html| {
        for one in all.iter().take(MOST) {
            html.tr(|html| row(view, html, one));
        }
    });
    more(html, all.len());
}

fn row(view: &View<'_>, html: &mut Html, one: &Circulated) {
    let first = one.events.first().copied();
    html.th(|html| {
        html.text(words::circulated(view.called.labels, one)).raw(" ");
        view.row_list(html, &one.events, 4, "conduct.csv");
    });
    html.td_dates(
        first.and_then(|ix| view.event(ix)).map(|event| event.claimed.to_string()).unwrap_or_default(),
    );
    match &one.lead {
        Some(lead) => duty(view, html, lead),
        None => {
            html.td_text("nobody");
            (1..DUTY.len()).for_each(|_| html.td_text(""));
        }
    }
    html.td(|html| {
        let asking = one.recipients.iter().filter_map(|one| one.ask.as_ref());
        for (place, ask) in asking.enumerate() {
            html.raw(if place > 0 { "; " } else { "" });
            html.text(capital(&view.called.labels.reached(&ask.post))).raw(" (");
            html.text(view.agency(&ask.post.agency())).raw(", rank ").text(ask.rank).raw("): ");
            html.text(ask.standing.word());
            ask.answered_by.iter().for_each(|answer| {
                html.raw(" ");
                view.row(html, *answer);
            });
        }
    });
}

pub(super) fn records_lost(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.records_lost;
    if all.is_empty() {
        return;
    }
    html.raw("<h3 id=\"records-lost\">Records lost, stolen or altered</h3>\n");
    html.p("An alarm: the owner of the information, else the top of the agency, would have had to account for it, and oversight would have been told at once.");
    let heads = [&["Rows", "Whose records", "When"][..], &DUTY, &["Would have been told at once"]].concat();
    html.table("Records that are gone", &heads, |html| {
        for one in all.iter().take(MOST) {
            html.tr(|html| {
                html.th(|html| view.row_list(html, &one.events, 4, "obligations.csv"));
                html.td_text(view.agency(&one.agency));
                html.td_dates(one.duty.started);
                duty(view, html, &one.duty);
                html.td_text(capital(&view.called.labels.reached(&one.oversight)));
            });
        }
    });
    more(html, all.len());
}

pub(super) fn recommendations(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.recommendations;
    if all.is_empty() {
        return;
    }
    let open = all.iter().filter(|one| one.duty.standing != Standing::Answered).count() as u64;
    let repeated = all.iter().filter(|one| one.made.len() > 1).count() as u64;
    html.raw("<h3 id=\"recommendations\">Recommendations of earlier reviews</h3>\n");
    html.p(format_args!(
        "{}, {open} without evidence that it was carried out, {repeated} made more than once. “Accepted”, “in progress” and an action plan end none.",
        counted(all.len() as u64, "recommendation to a post", "recommendations to a post")
    ));
    let heads = [&["Made in", "First made", "#Times", "Said since"][..], &DUTY].concat();
    html.table("Recommendations, by when they were first made", &heads, |html| {
        for one in all.iter().take(MOST) {
            html.tr(|html| {
                html.th(|html| view.row_list(html, &one.made, 4, "obligations.csv"));
                html.td_dates(one.first);
                html.td_number(one.made.len() as u64);
                html.td(|html| view.row_list(html, &one.said, 4, "obligations.csv"));
                duty(view, html, &one.duty);
            });
        }
    });
    more(html, all.len());
}

pub(super) fn challenges(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.challenges;
    if all.is_empty() {
        return;
    }
    html.raw("<h3 id=\"challenges\">Challenges</h3>\n");
    html.p("A challenge by a teller, by scrutiny or by another post is owed an answer of substance given after it.");
    let heads = [&["Challenge", "By", "When"][..], &DUTY].concat();
    html.table("Challenges", &heads, |html| {
        for one in all.iter().take(MOST) {
            let Some(event) = view.event(one.event) else { continue };
            html.tr(|html| {
                html.th(|html| view.row(html, one.event));
                html.td(|html| {
                    html.text(view.agency(&event.by.agency));
                    if one.scrutiny {
                        html.raw(" <small>scrutiny</small>");
                    }
                });
                html.td_dates(event.claimed);
                duty(view, html, &one.duty);
            });
        }
    });
    more(html, all.len());
}

/// By post: of how many answers these files say that whoever warned was told.
pub(super) fn told_back(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.told_back;
    if all.is_empty() {
        return;
    }
    let mut by_post: BTreeMap<&PostId, (u64, u64, Vec<u32>)> = BTreeMap::new();
    for one in all {
        let (answers, told, silent) = by_post.entry(&one.duty.post).or_default();
        *answers += 1;
        match one.duty.standing {
            Standing::Answered => *told += 1,
            _ => silent.push(one.telling),
        }
    }
    html.raw("<h3 id=\"told-back\">Was whoever warned told what became of it?</h3>\n");
    html.p("Of warnings that were answered or decided. A row that says so counts, oral replies too. No row is not proof that nobody was told: it says that nobody wrote it down.");
    let heads = ["Post", "Agency", "#Answers", "#Teller told", "#No row says so", "Which warnings"];
    html.table("Word to whoever warned, by post", &heads, |html| {
        for (post, (answers, told, silent)) in by_post.iter().take(MOST) {
            html.tr(|html| {
                html.th(|html| {
                    html.text(capital(&view.called.labels.reached(post)));
                });
                html.td_text(view.agency(&post.agency()));
                html.td_number(*answers);
                html.td_number(*told);
                html.td_number(silent.len() as u64);
                html.td(|html| view.row_list(html, silent, 6, "obligations.csv"));
            });
        }
    });
    more(html, by_post.len());
}

fn duty(view: &View<'_>, html: &mut Html, duty: &Duty) {
    html.td(|html| {
        html.text(capital(&view.called.labels.reached(&duty.post))).raw(" <small>");
        html.text(view.agency(&duty.post.agency())).raw(", rank ").text(duty.rank).raw("</small>");
    });
    html.td_dates(duty.due_latest.map_or_else(|| "cannot tell".to_owned(), |due| due.day().to_string()));
    html.td(|html| {
        html.text(duty.standing.word());
        for shown in [duty.shown_opened_by, duty.answered_by].into_iter().flatten() {
            html.raw(" ");
            view.row(html, shown);
        }
    });
    html.td_text(tri(duty.late));
    html.td(|html| {
        if let Some(rung) = duty.would_have_climbed.iter().max_by_key(|rung| rung.rank) {
            html.raw("<span class=\"would\">").text(rung.rank).raw("</span>");
        }
    });
}

pub(super) fn more(html: &mut Html, all: usize) {
    if all > MOST {
        html.raw("<p>").text(counted((all - MOST) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"obligations.csv\">obligations.csv</a>.</p>\n");
    }
}
