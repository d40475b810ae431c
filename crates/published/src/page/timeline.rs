//! The timeline: one lane for each agency.

use std::collections::BTreeMap;

use record::outputs::EventIx;
use record::{AgencyId, Body, Event};

use super::span::window;
use super::view::View;
use crate::html::{Html, counted};
use crate::svg::bins::{self, Bin, BinLane, Stretch};
use crate::svg::lanes::{self, Lane, Mark, Open, Shape};

/// The most marks drawn one by one; beyond, they are counted.
const MOST_MARKS: usize = 2_000;
/// The most lanes; the agencies with fewest rows share the last.
const MOST_LANES: usize = 24;

/// One event's lane and shape.
struct Seen<'a> {
    ix: EventIx,
    agency: &'a AgencyId,
    from: Option<&'a AgencyId>,
    shape: Shape,
}

/// The picture and its table.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let seen: Vec<Seen<'_>> =
        view.m.events.iter().enumerate().filter_map(|(ix, event)| see(ix as EventIx, event)).collect();
    let Some((first, last)) = window(view.m.events).filter(|_| !seen.is_empty()) else {
        html.p("No entry has a date, so there is nothing to draw.");
        return;
    };
    let names = lane_names(view, &seen);
    html.p("Each lane is an agency; a concern stands in the lane of the agency that was told. The same rows stand in the chronology below, in date order.");
    html.raw("<p class=\"past\"><a href=\"#after-timeline\">Go past the picture</a></p>\n");
    html.raw("<figure><div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"Timeline, scrolls sideways\">\n");
    let described = if seen.len() <= MOST_MARKS {
        draw_marks(view, html, &seen, &names, (first, last))
    } else {
        draw_bins(view, html, &seen, &names, (first, last))
    };
    html.raw("</div><figcaption>").text(described).raw("</figcaption></figure>\n");
    html.raw("<div id=\"after-timeline\"></div>\n");
    table(view, html, &seen, &names);
}

fn see(ix: EventIx, event: &Event) -> Option<Seen<'_>> {
    let by = &event.by.agency;
    let (agency, from, shape) = match &event.body {
        Body::Told(told) if told.passes.is_some() => {
            (&told.told_to.agency, (*by != told.told_to.agency).then_some(by), Shape::Passed)
        }
        Body::Told(told) => (&told.told_to.agency, None, Shape::Told),
        Body::HandedOver(body) => (&body.to.agency, (*by != body.to.agency).then_some(by), Shape::Passed),
        Body::Opened(_) | Body::Accepted(_) => (by, None, Shape::Opened),
        Body::Answered(_) | Body::Countersigned(_) => (by, None, Shape::Answered),
        Body::Refused(_) | Body::Withdrawn(_) | Body::Disputed(_) | Body::Challenged(_) => {
            (by, None, Shape::Contested)
        }
        Body::Recorded(_) => (by, None, Shape::Recorded),
        _ => return None,
    };
    Some(Seen { ix, agency, from, shape })
}

/// The lanes in order of their agencies; agencies beyond the most share the last lane.
struct Names<'a> {
    lanes: Vec<String>,
    of: BTreeMap<&'a AgencyId, usize>,
}

fn lane_names<'a>(view: &View<'_>, seen: &[Seen<'a>]) -> Names<'a> {
    let mut counts: BTreeMap<&AgencyId, usize> = BTreeMap::new();
    for one in seen {
        *counts.entry(one.agency).or_default() += 1;
        if let Some(from) = one.from {
            *counts.entry(from).or_default() += 1;
        }
    }
    let mut busiest: Vec<(&AgencyId, usize)> = counts.iter().map(|(agency, n)| (*agency, *n)).collect();
    busiest.sort_by_key(|(agency, n)| (core::cmp::Reverse(*n), *agency));
    let mut own: Vec<&AgencyId> = busiest.iter().take(MOST_LANES).map(|(agency, _)| *agency).collect();
    own.sort();
    let mut lanes: Vec<String> = own.iter().map(|agency| view.agency(agency)).collect();
    let mut of: BTreeMap<&AgencyId, usize> = own.into_iter().zip(0..).collect();
    if busiest.len() > MOST_LANES {
        lanes.push(counted((busiest.len() - MOST_LANES) as u64, "other agency", "other agencies"));
        for (agency, _) in busiest.into_iter().skip(MOST_LANES) {
            of.insert(agency, MOST_LANES);
        }
    }
    Names { lanes, of }
}

fn draw_marks(
    view: &View<'_>,
    html: &mut Html,
    seen: &[Seen<'_>],
    names: &Names<'_>,
    years: (i32, i32),
) -> String {
    let axis = lanes::axis(years.0, years.1);
    let mut drawn: Vec<Lane> =
        names.lanes.iter().map(|name| Lane { name: name.clone(), marks: Vec::new() }).collect();
    let mut outside = 0;
    for one in seen {
        let Some(lane) = names.of.get(one.agency).and_then(|lane| drawn.get_mut(*lane)) else {
            continue;
        };
        let mark = mark(view, one, names);
        outside += u64::from(mark.when.is_some_and(|(from, to)| !axis.holds(from, to)));
        lane.marks.push(mark);
    }
    let mut words = format!(
        "{} from {} to {}, one for each row. Shape and colour say what it was; each leads to its row.",
        counted(seen.len() as u64, "mark", "marks"),
        years.0,
        years.1
    );
    if outside > 0 {
        words.push_str(&format!(
            " {} outside these years stand with the undated ones.",
            counted(outside, "mark", "marks")
        ));
    }
    lanes::draw(html, "timeline-picture", &axis, &drawn, "Timeline by agency", &words);
    words
}

fn mark(view: &View<'_>, one: &Seen<'_>, names: &Names<'_>) -> Mark {
    let claimed = view.event(one.ix).map(|event| event.claimed);
    let (when, open) = match claimed.map(|claimed| (claimed.earliest(), claimed.latest())) {
        Some((Some(from), Some(to))) => (Some((from, to)), None),
        Some((Some(from), None)) => (Some((from, from)), Some(Open::After)),
        Some((None, Some(to))) => (Some((to, to)), Some(Open::Before)),
        Some((None, None)) | None => (None, None),
    };
    let date = claimed.map(|claimed| claimed.to_string()).unwrap_or_default();
    let from_lane = one.from.and_then(|from| names.of.get(from).copied());
    Mark {
        when,
        open,
        shape: one.shape,
        href: view.href(one.ix),
        title: format!("{date}: {}", crate::svg::fitted(&view.what(one.ix), 120)),
        from_lane: from_lane.filter(|lane| names.of.get(one.agency) != Some(lane)),
    }
}

fn draw_bins(
    view: &View<'_>,
    html: &mut Html,
    seen: &[Seen<'_>],
    names: &Names<'_>,
    years: (i32, i32),
) -> String {
    let axis = lanes::axis(years.0, years.1);
    let stretch = Stretch::fitting(years.1 - years.0 + 1, axis.width);
    let mut counts: BTreeMap<(usize, record::Day), u64> = BTreeMap::new();
    let mut left_out = 0;
    for one in seen {
        let span =
            view.event(one.ix).and_then(|event| Some((event.claimed.earliest()?, event.claimed.latest()?)));
        let bin = span.and_then(|(from, to)| {
            let first = stretch.first_day(from.day());
            (first == stretch.first_day(to.day()) && axis.holds(from, to)).then_some(first)
        });
        match (bin, names.of.get(one.agency)) {
            (Some(first), Some(lane)) => *counts.entry((*lane, first)).or_default() += 1,
            _ => left_out += 1,
        }
    }
    let mut drawn: Vec<BinLane> =
        names.lanes.iter().map(|name| BinLane { name: name.clone(), bins: Vec::new() }).collect();
    for ((lane, first), count) in counts {
        if let Some(lane) = drawn.get_mut(lane) {
            lane.bins.push(Bin { first, count, href: "chronology.csv".to_owned() });
        }
    }
    let words = format!(
        "{} are too many to draw one by one: each bar counts the rows of one {}, on a scale of its own lane. {} undated, outside these years or not dated to one {} are not drawn.",
        counted(seen.len() as u64, "row", "rows"),
        stretch.words(),
        counted(left_out, "row", "rows"),
        stretch.words()
    );
    bins::draw(html, "timeline-picture", &axis, stretch, &drawn, "Rows by agency over time", &words);
    words
}

fn table(view: &View<'_>, html: &mut Html, seen: &[Seen<'_>], names: &Names<'_>) {
    let mut counts = vec![([0u64; 6], None::<EventIx>, None::<EventIx>); names.lanes.len()];
    for one in seen {
        let Some(lane) = names.of.get(one.agency).and_then(|lane| counts.get_mut(*lane)) else {
            continue;
        };
        lane.0[one.shape as usize] += 1;
        lane.1 = lane.1.or(Some(one.ix));
        lane.2 = Some(one.ix);
    }
    let mut heads = vec!["Agency"];
    let words: Vec<String> =
        Shape::ALL.iter().map(|shape| format!("#{}", super::words::capital(shape.words()))).collect();
    heads.extend(words.iter().map(String::as_str));
    heads.extend(["First row", "Last row"]);
    html.table("What the picture shows, counted", &heads, |html| {
        for (name, (by_shape, first, last)) in names.lanes.iter().zip(&counts) {
            html.tr(|html| {
                html.th(|html| {
                    html.text(name);
                });
                for n in by_shape {
                    html.td_number(*n);
                }
                for row in [first, last] {
                    html.td(|html| {
                        if let Some(row) = row {
                            view.row(html, *row);
                        }
                    });
                }
            });
        }
    });
}
