//! Unanswered warnings, oldest first; then those that were answered without substance or reasons, group by group.

use record::outputs::{Duty, Standing, WouldClimb};
use record::{Claimed, Day};

use super::standing;
use super::view::View;
use super::words::{capital, tri};
use crate::html::{Html, counted, thousands};
use crate::life::{Story, life};

/// The most rows of warnings that nothing shows to be opened, and of each other group.
const MOST_OPEN: usize = 400;
const MOST_OTHERS: usize = 150;

/// Duties that stand alike.
struct Group {
    standing: Standing,
    id: &'static str,
    title: &'static str,
    meaning: &'static str,
    /// Only those whose answer is disputed.
    disputed: bool,
}

/// The groups in the order of the page: whoever was never answered comes first.
const GROUPS: [Group; 5] = [
    Group {
        standing: Standing::Open,
        id: "never-opened",
        title: "Open, nothing shows that they were opened",
        meaning: "A post was told, and no row of these files shows that it opened the warning or said anything to it.",
        disputed: false,
    },
    Group {
        standing: Standing::Opened,
        id: "opened",
        title: "Opened and not answered",
        meaning: "A row shows that the post opened the warning, and none shows an answer.",
        disputed: false,
    },
    Group {
        standing: Standing::AnsweredNotInSubstance,
        id: "not-in-substance",
        title: "Answered, but not in substance",
        meaning: "Somebody replied; but the reply is to the person who wrote or about the procedure, or does not say what it addresses, or is one that ends nothing, such as a withdrawal or a note on file.",
        disputed: false,
    },
    Group {
        standing: Standing::DecidedWithoutReasons,
        id: "no-reasons",
        title: "Decided, with no reasons in these files",
        meaning: "A decision is recorded; these files hold no reasons. That does not say that there were none: the national returns have no field for them.",
        disputed: false,
    },
    Group {
        standing: Standing::Answered,
        id: "disputed",
        title: "Answered, and the answer is disputed",
        meaning: "The post answered in substance, and the teller or another post disputes the answer.",
        disputed: true,
    },
];

/// The duties that no answer of substance ended, those without any answer first.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let duties = &view.m.outcome.answers.duties;
    html.p(standing::sentence(duties));
    if duties.is_empty() {
        return;
    }
    html.p(format_args!("As of the end of {}. “Cannot tell” is never counted as in time.", view.m.as_of));
    alarms(view, html);
    for one in &GROUPS {
        group(view, html, one);
    }
    html.raw(
        "<p>Every warning, the answered ones too, stands in <a href=\"duties.csv\">duties.csv</a>.</p>\n",
    );
}

/// Warnings that reached nobody.
fn alarms(view: &View<'_>, html: &mut Html) {
    let alarms = view.m.outcome.alarms();
    if alarms.is_empty() {
        return;
    }
    html.raw("<h3 id=\"nobody\">Reached nobody: ").number(alarms.len() as u64).raw("</h3>\n");
    html.p("The posts files say that from then on neither the post nor any post above it was held, and nobody deputised. An alarm ends on the first day on which somebody may have been there again; the clock ran all the while.");
    html.table("Warnings that reached nobody", &["Warning", "Owed by", "From", "Ended"], |html| {
        for alarm in alarms.iter().take(MOST_OTHERS) {
            html.tr(|html| {
                html.th(|html| view.row(html, alarm.opened_by));
                html.td_text(view.post(&alarm.post));
                html.td_dates(alarm.on);
                html.td_text(alarm.ended.map_or_else(|| "not yet".to_owned(), |day| day.to_string()));
            });
        }
    });
    if alarms.len() > MOST_OTHERS {
        html.raw("<p>").text(counted((alarms.len() - MOST_OTHERS) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"duties.csv\">duties.csv</a>, remark nobody_reachable.</p>\n");
    }
}

/// One group under its heading, oldest first.
fn group(view: &View<'_>, html: &mut Html, group: &Group) {
    let duties = &view.m.outcome.answers.duties;
    let mut alike: Vec<&Duty> = duties
        .iter()
        .filter(|duty| duty.standing == group.standing && (!group.disputed || duty.is_disputed()))
        .collect();
    if alike.is_empty() {
        return;
    }
    alike.sort_by_key(|duty| (duty.started.order(), duty.opened_by));
    html.raw("<h3").attr("id", group.id).raw(">").text(group.title).raw(": ").number(alike.len() as u64);
    html.raw("</h3>\n");
    html.p(group.meaning);
    let mut heads = vec!["Warning"];
    if view.shown.names {
        heads.push("Its number");
    }
    heads.extend([
        "About",
        "Owed by",
        "Since",
        "#Days",
        "Due",
        "Where it stands",
        "Late",
        "Recorded instead",
        "Would have climbed to",
    ]);
    let most = if group.standing == Standing::Open { MOST_OPEN } else { MOST_OTHERS };
    html.table(format_args!("{}, oldest first", group.title), &heads, |html| {
        for duty in alike.iter().take(most) {
            html.tr(|html| row(view, html, duty));
        }
    });
    if alike.len() > most {
        html.raw("<p>").text(counted((alike.len() - most) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"duties.csv\">duties.csv</a>.</p>\n");
    }
}

fn row(view: &View<'_>, html: &mut Html, duty: &Duty) {
    html.th(|html| {
        view.row(html, duty.opened_by);
        html.raw(" <span class=\"soft\">").text(view.signs_of(duty.opened_by)).raw("</span>");
    });
    if view.shown.names {
        let concern = view.event(duty.opened_by).and_then(|event| event.concern());
        html.td_text(concern.map_or("", |concern| concern.key.as_str()));
    }
    html.td_who(view.children(duty.opened_by));
    html.td(|html| {
        html.text(view.post(&duty.post)).raw(" <small>rank ").text(duty.rank).raw("</small>");
        if let Some(instead) = &duty.answers_instead {
            html.raw("<br><small>held by nobody then; in its stead ")
                .text(view.post(instead))
                .raw("</small>");
        }
        for hand in duty.hands.iter().skip(1) {
            html.raw("<br><small>from ").text(hand.from).raw(" with ").text(view.post(&hand.post));
            html.raw(", ").text(hand.how.word()).raw("</small>");
        }
    });
    html.td(|html| {
        html.dates(duty.started);
        if let Some(first) = duty.first_started {
            html.raw("<br><small>reopened; first told ").text(first).raw("</small>");
        }
    });
    html.raw("<td class=\"n\">").text(days(duty.started, view.m.as_of)).raw("</td>");
    html.td(|html| {
        html.dates(due(duty));
        if let Some(unpaused) = duty.due_unpaused_latest.filter(|_| duty.paused_working_days > 0) {
            html.raw("<br><small>").text(format_args!(
                "paused {}; without the pause {}",
                counted(u64::from(duty.paused_working_days), "working day", "working days"),
                unpaused.day()
            ));
            html.raw("</small>");
        }
    });
    html.td(|html| {
        html.text(duty.standing_words());
        for shown in [duty.shown_opened_by, duty.answered_by].into_iter().flatten() {
            html.raw(" ");
            view.row(html, shown);
        }
        let story = Story { material: view.m, labels: view.called.labels };
        html.raw("<details><summary>In words</summary><p>").text(life(story, duty, true));
        html.raw("</p></details>");
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
        match view.called.labels.is_named(&rung.post) {
            true => format!("rank {}, {} ({when})", rung.rank, view.post_title(&rung.post)),
            false => format!("rank {} ({when}); {}", rung.rank, view.called.labels.reached(&rung.post)),
        }
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
