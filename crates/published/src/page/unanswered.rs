//! Unanswered warnings, oldest first.

use record::outputs::{Duty, Standing, WouldClimb};
use record::{Claimed, Day};

use super::view::View;
use super::words::{capital, tri};
use crate::html::{Html, counted, thousands};

const MOST: usize = 400;

/// The duties that no answer of substance ended.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let duties = &view.m.outcome.answers.duties;
    let mut open: Vec<&Duty> = duties.iter().filter(|duty| duty.standing != Standing::Answered).collect();
    open.sort_by_key(|duty| (duty.started.order(), duty.opened_by));
    let words = counted(open.len() as u64, "warning has", "warnings have");
    html.raw("<p>").text(format_args!(
        "Of {}, {words} no answer of substance in these files as of {}.",
        counted(duties.len() as u64, "warning", "warnings"),
        view.m.as_of
    ));
    html.raw(" An answer to the person who wrote, or about the procedure, ends nothing; neither does a withdrawal, nor “no action” without reasons. “Cannot tell” is never counted as in time.</p>\n");
    if open.is_empty() {
        return;
    }
    let heads = [
        "Warning",
        "About",
        "Owed by",
        "Since",
        "#Days",
        "Due",
        "Where it stands",
        "Late",
        "Recorded instead",
        "Would have climbed to",
    ];
    html.table("Unanswered warnings, oldest first", &heads, |html| {
        for duty in open.iter().take(MOST) {
            html.tr(|html| row(view, html, duty));
        }
    });
    if open.len() > MOST {
        html.raw("<p>").text(counted((open.len() - MOST) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"duties.csv\">duties.csv</a>.</p>\n");
    }
}

fn row(view: &View<'_>, html: &mut Html, duty: &Duty) {
    html.th(|html| {
        view.row(html, duty.opened_by);
        html.raw(" <span class=\"soft\">").text(view.signs_of(duty.opened_by)).raw("</span>");
    });
    html.td_who(view.children(duty.opened_by));
    html.td(|html| {
        html.text(view.post(&duty.post)).raw(" <small>rank ").text(duty.rank).raw("</small>");
    });
    html.td_dates(duty.started);
    html.raw("<td class=\"n\">").text(days(duty.started, view.m.as_of)).raw("</td>");
    html.td_dates(due(duty));
    html.td(|html| {
        html.text(duty.standing.word());
        for shown in [duty.shown_opened_by, duty.answered_by].into_iter().flatten() {
            html.raw(" ");
            view.row(html, shown);
        }
    });
    html.td_text(tri(duty.late));
    html.td(|html| instead(view, html, duty));
    html.raw("<td class=\"climb\"><span class=\"would\">").text(climbed(view, &duty.would_have_climbed));
    html.raw("</span></td>");
}

/// Days from the first and from the last day it may have started until `as_of`.
fn days(started: Claimed, as_of: Day) -> String {
    let until =
        |start: Option<record::Moment>| start.map(|start| i64::from(as_of.0) - i64::from(start.day().0));
    let shown = |days: i64| thousands(days.max(0).unsigned_abs());
    match (until(started.earliest()), until(started.latest())) {
        (Some(most), Some(least)) if most == least => shown(most),
        (Some(most), Some(least)) => format!("{} to {}", shown(least), shown(most)),
        (Some(most), None) => format!("at most {}", shown(most)),
        (None, Some(least)) => format!("at least {}", shown(least)),
        (None, None) => "cannot tell".to_owned(),
    }
}

fn due(duty: &Duty) -> String {
    match (duty.due_earliest.map(|due| due.day()), duty.due_latest.map(|due| due.day())) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("from {a}"),
        (None, Some(b)) => format!("by {b}"),
        (None, None) => "cannot tell".to_owned(),
    }
}

fn instead(view: &View<'_>, html: &mut Html, duty: &Duty) {
    let remarks: Vec<String> = duty.remarks.iter().map(|remark| view.plain(remark)).collect();
    html.text(capital(&remarks.join("; ")));
    let Some(concern) = view.event(duty.opened_by).and_then(|event| event.concern()) else {
        return;
    };
    for ix in view.contested(concern).iter().take(4) {
        html.raw(" ");
        view.row(html, *ix);
    }
}

/// The highest rung, with its date; certain and possible ones apart.
fn climbed(view: &View<'_>, rungs: &[WouldClimb]) -> String {
    let highest =
        |certain: bool| rungs.iter().filter(|rung| rung.certain == certain).max_by_key(|rung| rung.rank);
    let words = |rung: &WouldClimb| {
        let when = match (rung.certain, if rung.certain { rung.latest } else { rung.earliest }) {
            (true, Some(at)) => format!("certainly by {}", at.day()),
            (true, None) => "certain; when: cannot tell".to_owned(),
            (false, Some(at)) => format!("possibly from {}", at.day()),
            (false, None) => "possibly; when: cannot tell".to_owned(),
        };
        format!("rank {}, {} ({when})", rung.rank, view.post_title(&rung.post))
    };
    let certain = highest(true);
    let possible = highest(false).filter(|rung| certain.is_none_or(|certain| rung.rank > certain.rank));
    [certain, possible].into_iter().flatten().map(words).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::days;
    use record::{Claimed, Day};

    #[test]
    fn days_are_as_precise_as_the_start() {
        let as_of = Day(20_000);
        assert_eq!(days(Claimed::day(Day(19_990)), as_of), "10");
        assert_eq!(days(Claimed::range(Day(18_000), Day(19_990)), as_of), "10 to 2,000");
        assert_eq!(days(Claimed::before(Day(19_990)), as_of), "at least 10");
        assert_eq!(days(Claimed::UNKNOWN, as_of), "cannot tell");
    }
}
