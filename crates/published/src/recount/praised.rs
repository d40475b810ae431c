//! What an agency was praised for, beside the warnings that waited there on that day.

use counted::facts::{Praise, Waiting};
use record::{Day, Moment};

use super::Recount;
use super::hidden::Hidden;
use super::page::{agency, hidden};
use crate::html::{Html, counted};
use crate::svg::axis::Axis;
use crate::svg::{line, open_image, text_at};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 222.0;

/// The section; nothing where no agency was praised.
pub(super) fn section(recount: Recount<'_>, html: &mut Html) {
    html.p("Awards, inspection grades and praise that the files record, each beside the duties of the same agency that waited for an answer at the end of that day. Praise may be for other work; it says nothing of these warnings, and these warnings say nothing of it. What is not known to the day is in no count: more may have waited.");
    for (number, waiting) in recount.measured.waiting.iter().enumerate() {
        let called = agency(recount, &waiting.unit);
        html.raw("<h3>").text(&called).raw("</h3>\n");
        if !waiting.praise.is_empty() {
            picture(recount, html, number, &called, waiting);
            table(recount, html, &called, waiting);
        }
        if waiting.praise_undated > 0 {
            let many = counted(
                u64::from(waiting.praise_undated),
                "award, grade or praise is",
                "awards, grades or praises are",
            );
            html.p(format_args!("{many} not dated to the day: nothing can be set beside it."));
        }
        if waiting.undated > 0 {
            let many = counted(u64::from(waiting.undated), "duty is", "duties are");
            html.p(format_args!("{many} not dated to the day and in no count above."));
        }
    }
}

/// Whether there is anything to show.
pub(super) fn is_any(recount: Recount<'_>) -> bool {
    !recount.measured.waiting.is_empty()
}

fn table(recount: Recount<'_>, html: &mut Html, called: &str, waiting: &Waiting) {
    let hidden = hidden(recount);
    let heads =
        ["#No.", "Day", "What", "#Waited that day", "#Of these, with directors and above", "#Longest wait"];
    html.table(format_args!("Praise of {called} and what waited"), &heads, |html| {
        for (number, praise) in waiting.praise.iter().enumerate() {
            html.tr(|html| {
                html.td_number(number as u64 + 1);
                html.td_dates(praise.day);
                html.td_text(title(recount, praise));
                for count in [praise.waiting, praise.high] {
                    html.raw("<td class=\"n\">").text(hidden.count(u64::from(count))).raw("</td>");
                }
                let longest = match praise.waiting {
                    0 => "none waited".to_owned(),
                    _ => counted(u64::from(praise.longest), "day", "days"),
                };
                html.raw("<td class=\"n\">").text(longest).raw("</td>");
            });
        }
    });
}

fn title(recount: Recount<'_>, praise: &Praise) -> String {
    let activities = &recount.called.material.policy.activities;
    activities
        .get(&praise.kind)
        .map_or_else(|| praise.kind.to_string(), |activity| activity.title.to_string())
}

/// How high a count stands: where small counts are hidden, one to five all stand at five.
fn shown(hidden: Hidden, count: u32) -> u32 {
    if hidden.exact || count == 0 { count } else { count.max(5) }
}

fn picture(recount: Recount<'_>, html: &mut Html, number: usize, called: &str, waiting: &Waiting) {
    let hidden = hidden(recount);
    let last = recount.called.material.as_of;
    let days = || {
        let steps = waiting.steps.iter().map(|step| step.0);
        steps.chain(waiting.praise.iter().map(|praise| praise.day))
    };
    let (Some(from), Some(to)) = (days().min(), days().max()) else { return };
    let axis = Axis::new(from.year(), to.max(last).year(), LEFT, WIDTH - LEFT - RIGHT);
    let most = waiting.steps.iter().map(|step| shown(hidden, step.1)).max().unwrap_or(0).max(1);
    let up = |count: u32| BOTTOM - (BOTTOM - TOP) * f64::from(count) / f64::from(most);
    let title = format!("Duties of {called} that waited for an answer, over time");
    let description = format!(
        "A line that rises with each duty begun and falls with each answered; {} marked. At most {} waited. The figures stand in the table below.",
        counted(waiting.praise.len() as u64, "award, grade or praise is", "awards, grades or praises are"),
        hidden.count(u64::from(waiting.steps.iter().map(|step| step.1).max().unwrap_or(0)))
    );
    html.raw("<figure>\n");
    open_image(html, &format!("praise{number}"), WIDTH, HEIGHT, &title, &description);
    axis.draw(html, TOP, BOTTOM);
    for count in ticks(most) {
        text_at(html, "label", 8.0, up(count) + 4.0, &count.to_string());
        line(html, "year", (LEFT, up(count)), (WIDTH - RIGHT, up(count)));
    }
    let end = last.start();
    html.raw("<path class=\"waiting\"").attr("d", path(&axis, &waiting.steps, end, hidden, up)).raw("/>\n");
    for (number, praise) in waiting.praise.iter().enumerate() {
        let x = axis.x(praise.day.start());
        line(html, "praised", (x, TOP), (x, BOTTOM));
        // Marks on neighbouring days stand one above the other, in two rows.
        text_at(
            html,
            "strong",
            x + 3.0,
            if number % 2 == 0 { 28.0 } else { 14.0 },
            &(number + 1).to_string(),
        );
    }
    html.raw("</svg>\n<figcaption>Solid line: duties that waited. Dashed lines: awards, grades and praise, by their number in the table.");
    if !hidden.exact {
        html.raw(" Where one to five waited, the line stands at five.");
    }
    html.raw("</figcaption></figure>\n");
}

/// Steps from day to day, to the end of what is looked at.
fn path(axis: &Axis, steps: &[(Day, u32)], end: Moment, hidden: Hidden, up: impl Fn(u32) -> f64) -> String {
    let mut data = format!("M{LEFT:.1} {:.1}", up(0));
    for (day, count) in steps.iter().filter(|(day, _)| day.start() <= end) {
        data.push_str(&format!("H{:.1}V{:.1}", axis.x(day.start()), up(shown(hidden, *count))));
    }
    data.push_str(&format!("H{:.1}", axis.x(end)));
    data
}

/// Three or four round numbers up to the highest.
fn ticks(most: u32) -> impl Iterator<Item = u32> {
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
        .into_iter()
        .find(|step| most / step <= 4)
        .unwrap_or(most / 4);
    (0..=most).step_by(step as usize)
}
