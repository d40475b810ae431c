//! The picture of one chart over time.

use counted::chart::Limits;
use counted::chart::icons::{Variation, variations};
use counted::chart::rules::{Rule, Way, marks};

use super::axes::{Axis, mid_text, path};
use super::figures::Unit;
use super::labels::{self, Label};
use super::standalone::Picture;
use super::{Line, line_words, shapes};
use crate::html::Html;
use crate::svg::{fitted, line, text_at};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 74.0;
const RIGHT: f64 = 766.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 330.0;
/// Where the marks are explained.
const LEGEND: f64 = 398.0;
/// Most notes on the picture itself: more would cover the points. The table has them all.
const NOTES: usize = 8;

struct Scene<'a> {
    line: &'a Line,
    axis: Axis,
    unit: Unit,
    variations: Vec<Variation>,
}

/// Draws it.
pub(super) fn draw(of: &Line, title: &str) -> Picture {
    let limits = of.chart.points.iter().filter_map(|point| point.limits);
    let ends = limits.flat_map(|limits| {
        let (lower, upper) = limits.outer.unwrap_or((limits.centre, limits.centre));
        [lower, limits.centre, upper]
    });
    let values = of.chart.points.iter().filter_map(|point| point.value);
    let most = of.chart.kind.is_share().then_some(1.0);
    let scene = Scene {
        line: of,
        axis: Axis::holding(ends.chain(values).chain(of.target), BOTTOM, TOP, most),
        unit: Unit::of_line(of),
        variations: variations(&of.chart, &of.signals, of.better),
    };
    let mut html = Html::new("chart");
    scene.axis.draw_standing(&mut html, scene.unit, LEFT, RIGHT);
    scene.periods(&mut html);
    scene.cuts(&mut html);
    scene.notes(&mut html);
    scene.lines(&mut html);
    scene.points(&mut html);
    scene.ends(&mut html);
    scene.legend(&mut html);
    let description = line_words::description(of);
    Picture { width: WIDTH, height: HEIGHT, title: title.to_owned(), description, marks: html }
}

impl Scene<'_> {
    fn room(&self) -> f64 {
        (RIGHT - LEFT) / self.line.periods.len().max(1) as f64
    }

    /// The middle of a point's room.
    fn x(&self, at: usize) -> f64 {
        LEFT + self.room() * (at as f64 + 0.5)
    }

    fn place(&self, at: usize) -> Option<(f64, f64)> {
        Some((self.x(at), self.axis.at(self.line.chart.points[at].value?)))
    }

    /// The names of the periods, as many as fit.
    fn periods(&self, html: &mut Html) {
        let widest = self.line.periods.iter().map(|name| name.chars().count()).max().unwrap_or(1).min(14);
        let fits = ((RIGHT - LEFT) / (7.4 * widest as f64 + 12.0)).floor().max(1.0) as usize;
        let every = self.line.periods.len().div_ceil(fits).max(1);
        for (at, name) in self.line.periods.iter().enumerate().step_by(every) {
            mid_text(html, "tick-x", self.x(at), BOTTOM + 20.0, &fitted(name, 14));
            line(html, "grid", (self.x(at), BOTTOM), (self.x(at), BOTTOM + 5.0));
        }
        html.raw("\n");
    }

    /// Where limits begin again, and where the points end that set frozen ones.
    fn cuts(&self, html: &mut Html) {
        for part in self.line.chart.parts.iter().skip(1) {
            self.cut(html, part.from, "new limits");
        }
        if let Some(freeze) = &self.line.plan.freeze {
            self.cut(html, freeze.first, "limits set by the points before");
        }
    }

    fn cut(&self, html: &mut Html, at: usize, words: &str) {
        let x = LEFT + self.room() * at as f64;
        line(html, "cut", (x, TOP - 14.0), (x, BOTTOM));
        text_at(html, "note", x + 4.0, TOP - 8.0, words);
    }

    fn lines(&self, html: &mut Html) {
        self.level(html, "limit", |limits| limits.outer.map(|(lower, _)| lower));
        self.level(html, "limit", |limits| limits.outer.map(|(_, upper)| upper));
        self.level(html, "centre", |limits| Some(limits.centre));
        if let Some(target) = self.line.target {
            let y = self.axis.at(target);
            line(html, "aim-line", (LEFT, y), (RIGHT, y));
        }
        let points = (0..self.line.chart.points.len()).map(|at| self.place(at));
        path(html, "run", points);
    }

    /// A line that has its own height at each point; it begins anew in each part.
    fn level(&self, html: &mut Html, class: &'static str, figure: impl Fn(&Limits) -> Option<f64>) {
        let half = 0.5 * self.room();
        for part in &self.line.chart.parts {
            let steps = (part.from..part.to).flat_map(|at| {
                let limits = self.line.chart.points[at].limits;
                let y = limits.as_ref().and_then(&figure).map(|figure| self.axis.at(figure));
                [y.map(|y| (self.x(at) - half, y)), y.map(|y| (self.x(at) + half, y))]
            });
            path(html, class, steps);
        }
    }

    fn points(&self, html: &mut Html) {
        for (at, point) in self.line.chart.points.iter().enumerate() {
            let (Some(place), Some(value)) = (self.place(at), point.value) else { continue };
            let shape =
                if point.excluded { shapes::LEFT_OUT } else { shapes::of_variation(self.variations[at]) };
            let words = if point.excluded {
                "left out of the limits"
            } else {
                shapes::variation_words(self.variations[at])
            };
            let title = format!("{}: {} ({words})", self.line.periods[at], self.unit.print(value));
            shapes::draw(html, shape, place, &title);
        }
    }

    /// What the rules found, at the first point of each row of points they marked alike.
    fn notes(&self, html: &mut Html) {
        let marks = marks(&self.line.chart, &self.line.signals);
        let begins = |at: &usize| marks[*at].is_some() && (*at == 0 || marks[*at - 1] != marks[*at]);
        let mut free_from = f64::NEG_INFINITY;
        for at in (0..marks.len()).filter(begins).take(NOTES) {
            let (Some((rule, way)), Some((x, _))) = (marks[at], self.place(at)) else { continue };
            let words = note(rule, way);
            let width = 6.4 * words.chars().count() as f64;
            let x = (x - 3.0).min(RIGHT - width).max(LEFT);
            if x < free_from {
                continue;
            }
            free_from = x + width + 6.0;
            // Beyond every point that stands over or under the words, on the side to which they went.
            let near = (0..marks.len()).filter(|other| (x - 8.0..x + width + 8.0).contains(&self.x(*other)));
            let heights = near.filter_map(|other| self.place(other)).map(|(_, y)| y);
            let y = if way == Way::Down {
                (heights.fold(f64::NEG_INFINITY, f64::max) + 20.0).min(BOTTOM - 4.0)
            } else {
                (heights.fold(f64::INFINITY, f64::min) - 11.0).max(TOP + 4.0)
            };
            text_at(html, "said", x, y, words);
        }
        html.raw("\n");
    }

    /// What each line is, at its right end.
    fn ends(&self, html: &mut Html) {
        let last = (0..self.line.chart.points.len()).rev().find_map(|at| self.line.chart.points[at].limits);
        let mut all = Vec::new();
        let mut add = |figure: f64, words: &str, class| {
            let words = format!("{words} {}", self.unit.print(figure));
            all.push(Label { y: self.axis.at(figure), words, class });
        };
        if let Some(limits) = last {
            add(limits.centre, line_words::centre(self.line.chart.kind), "end");
            if let Some((lower, upper)) = limits.outer {
                add(lower, "lower limit", "end");
                add(upper, "upper limit", "end");
            }
        }
        if let Some(target) = self.line.target {
            add(target, "target", "end aim");
        }
        labels::draw(html, all, RIGHT + 10.0, TOP, BOTTOM);
    }

    /// The marks that stand in the picture, each once.
    fn legend(&self, html: &mut Html) {
        let mut x = LEFT;
        let mut add = |shape: shapes::Shape, words: &str| {
            shapes::draw(html, shape, (x, LEGEND - 4.0), words);
            text_at(html, "end", x + 12.0, LEGEND, words);
            x += 36.0 + 7.0 * words.chars().count() as f64;
        };
        let mut shown: Vec<shapes::Shape> = Vec::new();
        for (at, point) in self.line.chart.points.iter().enumerate() {
            let shape = shapes::of_variation(self.variations[at]);
            if point.value.is_none() || point.excluded || shown.contains(&shape) {
                continue;
            }
            shown.push(shape);
            let words = match (self.variations[at], point.limits) {
                (Variation::CommonCause, None) => "figure, without limits",
                (variation, _) => shapes::variation_words(variation),
            };
            add(shape, words);
        }
        if self.line.chart.points.iter().any(|point| point.excluded && point.value.is_some()) {
            add(shapes::LEFT_OUT, "left out of the limits");
        }
    }
}

/// A rule in two words.
fn note(rule: Rule, way: Way) -> &'static str {
    match (rule, way) {
        (Rule::Outside, _) => "outside",
        (Rule::Trend, Way::Down) => "falling",
        (Rule::Trend, _) => "rising",
        (Rule::TwoOfThree, _) => "two of three near a limit",
        (Rule::OneSide, Way::Down) => "run below",
        (Rule::OneSide, _) => "run above",
        (Rule::FourOfFive, _) => "four of five far off",
        (Rule::Alternating, _) => "up and down by turns",
        (Rule::Hugging, _) => "all near the centre",
        (Rule::Mixture, _) => "none near the centre",
    }
}
