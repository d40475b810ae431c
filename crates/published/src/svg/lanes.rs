//! Swim lanes: one lane for each agency, a mark for each thing that was told, passed on, opened, answered or recorded.
//!
//! Shapes differ as well as colours. An imprecise date is a bar over all the days it may mean; undated marks stand in a
//! box of their own at the end, so that nothing looks more certain than its source.

mod marks;

pub(crate) use marks::{Mark, Open, Shape};

use record::Moment;

use super::axis::Axis;
use super::{line, open_group, rect, text_at, wrapped};
use crate::html::Html;

/// One agency's marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lane {
    /// The agency's name.
    pub(crate) name: String,
    /// Its marks, in date order.
    pub(crate) marks: Vec<Mark>,
}

/// Width of the whole picture.
pub(crate) const WIDTH: f64 = 1_120.0;
/// Where the axis begins.
pub(crate) const LEFT: f64 = 168.0;
/// Width of the box of undated marks.
const UNDATED: f64 = 112.0;
/// Where the lanes begin: below legend and years.
const TOP: f64 = 74.0;
/// Height of one row of marks in a lane.
const ROW: f64 = 15.0;
/// Most rows in one lane; further marks share the emptiest row.
const MOST_ROWS: usize = 14;

/// The axis that fits this picture.
pub(crate) fn axis(first_year: i32, last_year: i32) -> Axis {
    Axis::new(first_year, last_year, LEFT, WIDTH - LEFT - UNDATED - 14.0)
}

/// Where a mark stands: from, to, and its row in the lane.
struct Spot {
    from: f64,
    to: f64,
    row: usize,
}

struct Placed<'a> {
    lane: &'a Lane,
    spots: Vec<Spot>,
    top: f64,
    height: f64,
}

/// Draws the lanes.
pub(crate) fn draw(html: &mut Html, id: &str, axis: &Axis, lanes: &[Lane], title: &str, description: &str) {
    let placed = place(axis, lanes);
    let bottom = placed.last().map_or(TOP, |lane| lane.top + lane.height);
    open_group(html, id, WIDTH, bottom + 12.0, title, description);
    marks::legend(html);
    for (number, lane) in placed.iter().enumerate() {
        background(html, number, &lane.lane.name, lane.top, lane.height);
    }
    axis.draw(html, TOP, bottom);
    undated_box(html, bottom);
    for lane in &placed {
        for (mark, spot) in lane.lane.marks.iter().zip(&lane.spots) {
            let y = lane.top + 11.0 + spot.row as f64 * ROW;
            if let Some(sender) = mark.from_lane.and_then(|from| placed.get(from)) {
                connect(html, sender, lane, (spot.from + spot.to) / 2.0, y);
            }
            marks::draw(html, mark, spot.from, spot.to, y);
        }
    }
    html.raw("</svg>\n");
}

/// A lane's ground and name.
pub(crate) fn background(html: &mut Html, number: usize, name: &str, top: f64, height: f64) {
    rect(html, if number.is_multiple_of(2) { "lane" } else { "lane odd" }, 0.0, top, WIDTH, height);
    let lines = wrapped(name, 22, 2);
    let first = top + height / 2.0 + 4.0 - (lines.len() as f64 - 1.0) * 7.0;
    for (place, words) in lines.iter().enumerate() {
        text_at(html, "lane", 8.0, first + place as f64 * 14.0, words);
    }
}

fn undated_box(html: &mut Html, bottom: f64) {
    let left = WIDTH - UNDATED;
    rect(html, "undated", left, TOP - 18.0, UNDATED - 1.0, bottom - TOP + 18.0);
    text_at(html, "year", left + 6.0, TOP - 5.0, "undated");
}

/// The line from the lane that passed a concern on to the mark where it arrived.
fn connect(html: &mut Html, sender: &Placed<'_>, receiver: &Placed<'_>, x: f64, y: f64) {
    let from = if sender.top < receiver.top { sender.top + sender.height - 4.0 } else { sender.top + 4.0 };
    line(html, "pass", (x, from), (x, y));
}

fn place<'a>(axis: &Axis, lanes: &'a [Lane]) -> Vec<Placed<'a>> {
    let mut top = TOP;
    let mut placed = Vec::with_capacity(lanes.len());
    for lane in lanes {
        let spots = pack(axis, &lane.marks);
        let rows = spots.iter().map(|spot| spot.row + 1).max().unwrap_or(1);
        let height = (rows as f64 * ROW + 8.0).max(40.0);
        placed.push(Placed { lane, spots, top, height });
        top += height;
    }
    placed
}

/// Gives every mark the first row in which it touches no other.
fn pack(axis: &Axis, marks: &[Mark]) -> Vec<Spot> {
    let mut dated_ends = Vec::new();
    let mut undated_ends = Vec::new();
    marks
        .iter()
        .map(|mark| match mark.when.filter(|(from, to)| axis.holds(*from, *to)) {
            Some(when) => dated_spot(axis, when, mark.open, &mut dated_ends),
            None => undated_spot(&mut undated_ends),
        })
        .collect()
}

fn dated_spot(axis: &Axis, (from, to): (Moment, Moment), open: Option<Open>, ends: &mut Vec<f64>) -> Spot {
    let (from, to) = (axis.x(from), axis.x(to));
    let room = |end: Open| if open == Some(end) { Open::ROOM } else { 0.0 };
    let row = free_row(ends, from - 6.5 - room(Open::Before));
    ends[row] = ends[row].max(to + 6.5 + room(Open::After));
    Spot { from, to, row }
}

/// Undated marks stand side by side, seven to a row.
fn undated_spot(ends: &mut Vec<f64>) -> Spot {
    let step = 14.0;
    let left = WIDTH - UNDATED + 12.0;
    let row = match ends.iter().position(|end| *end + step < WIDTH - 2.0) {
        Some(row) => row,
        None if ends.len() < MOST_ROWS => {
            ends.push(left - step);
            ends.len() - 1
        }
        // Full: the last place is shared; the table beside holds them all.
        None => {
            return Spot { from: WIDTH - 10.0, to: WIDTH - 10.0, row: MOST_ROWS - 1 };
        }
    };
    ends[row] += step;
    Spot { from: ends[row], to: ends[row], row }
}

fn free_row(ends: &mut Vec<f64>, from: f64) -> usize {
    if let Some(row) = ends.iter().position(|end| *end <= from) {
        return row;
    }
    if ends.len() < MOST_ROWS {
        ends.push(f64::NEG_INFINITY);
        return ends.len() - 1;
    }
    let emptiest = ends.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
    emptiest.map_or(0, |(row, _)| row)
}

#[cfg(test)]
mod tests {
    use super::{Lane, Mark, Open, Shape, axis, draw, pack};
    use crate::html::Html;
    use record::Day;

    fn mark(from: &str, to: &str) -> Mark {
        let day = |text: &str| Day::parse_iso(text).expect("a date");
        Mark {
            when: Some((day(from).start(), day(to).end())),
            open: None,
            shape: Shape::Told,
            href: "#e1".to_owned(),
            title: "told <b>".to_owned(),
            from_lane: None,
        }
    }

    #[test]
    fn marks_of_one_day_never_hide_each_other() {
        let marks = vec![mark("2010-03-01", "2010-03-01"); 5];
        let rows: Vec<usize> = pack(&axis(2010, 2012), &marks).iter().map(|spot| spot.row).collect();
        assert_eq!(rows, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn an_imprecise_date_is_drawn_over_its_whole_span() {
        let axis = axis(2010, 2011);
        let spots = pack(&axis, &[mark("2010-01-01", "2010-12-31")]);
        assert!((spots[0].to - spots[0].from - axis.width / 2.0).abs() < 1.0);
    }

    #[test]
    fn an_open_end_is_an_arrow_and_no_date_is_made_up_for_it() {
        let open = Mark { open: Some(Open::Before), ..mark("2010-06-01", "2010-06-01") };
        let lanes = [Lane { name: "council".to_owned(), marks: vec![open; 2] }];
        let mut html = Html::new("t");
        draw(&mut html, "p", &axis(2010, 2011), &lanes, "t", "d");
        let lanes = html.as_str().split_once("class=\"lane\"").map(|(_, lanes)| lanes).expect("a lane");
        assert_eq!(lanes.matches("class=\"reach\"").count(), 2);
        assert!(!lanes.contains("class=\"span"));
    }

    #[test]
    fn undated_marks_stand_in_their_own_box() {
        let undated = Mark { when: None, ..mark("2010-01-01", "2010-01-01") };
        let axis = axis(2010, 2011);
        let spots = pack(&axis, &vec![undated; 200]);
        assert!(spots.iter().all(|spot| spot.from > axis.x(axis.end()) && spot.to < super::WIDTH));
    }

    #[test]
    fn every_mark_is_a_link_with_its_words() {
        let lanes = [Lane { name: "police".to_owned(), marks: vec![mark("2010-01-01", "2010-01-01"); 3] }];
        let mut html = Html::new("t");
        draw(&mut html, "p", &axis(2010, 2011), &lanes, "t", "d");
        assert_eq!(html.as_str().matches("<a href=\"#e1\"").count(), 3);
        assert_eq!(html.as_str().matches("<title>told &lt;b&gt;</title>").count(), 3);
    }
}
