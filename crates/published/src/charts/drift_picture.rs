//! The picture of a chart of slow drift: what has gathered at each point, its limits, and its alarms.

use counted::chart::drift::{Design, Drift, Gathered};
use counted::chart::icons::Variation;

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
const LEGEND: f64 = 398.0;

struct Scene<'a> {
    of: &'a Line,
    drift: &'a Drift,
    axis: Axis,
}

/// Draws it.
pub(super) fn draw(of: &Line, drift: &Drift, title: &str) -> Picture {
    let ends =
        drift.points.iter().flatten().flat_map(|at| [at.up, at.down.unwrap_or(0.0), at.limit, -at.limit]);
    let scene = Scene { of, drift, axis: Axis::holding(ends, BOTTOM, TOP, None) };
    let mut html = Html::new("drift");
    scene.axis.draw_standing(&mut html, Unit::Plain, LEFT, RIGHT);
    scene.periods(&mut html);
    scene.level(&mut html, "limit", |at| at.limit);
    scene.level(&mut html, "limit", |at| -at.limit);
    let zero = scene.axis.at(0.0);
    line(&mut html, "centre", (LEFT, zero), (RIGHT, zero));
    scene.run(&mut html, |at| Some(at.up));
    scene.run(&mut html, |at| at.down);
    scene.points(&mut html);
    scene.ends(&mut html);
    scene.legend(&mut html);
    let description = line_words::description(of);
    Picture { width: WIDTH, height: HEIGHT, title: title.to_owned(), description, marks: html }
}

impl Scene<'_> {
    fn room(&self) -> f64 {
        (RIGHT - LEFT) / self.of.periods.len().max(1) as f64
    }

    fn x(&self, at: usize) -> f64 {
        LEFT + self.room() * (at as f64 + 0.5)
    }

    fn periods(&self, html: &mut Html) {
        let widest = self.of.periods.iter().map(|name| name.chars().count()).max().unwrap_or(1).min(14);
        let fits = ((RIGHT - LEFT) / (7.4 * widest as f64 + 12.0)).floor().max(1.0) as usize;
        let every = self.of.periods.len().div_ceil(fits).max(1);
        for (at, name) in self.of.periods.iter().enumerate().step_by(every) {
            mid_text(html, "tick-x", self.x(at), BOTTOM + 20.0, &fitted(name, 14));
            line(html, "grid", (self.x(at), BOTTOM), (self.x(at), BOTTOM + 5.0));
        }
        text_at(html, "note", LEFT, TOP - 24.0, "standard deviations that have gathered");
        for part in self.of.chart.parts.iter().skip(1) {
            self.cut(html, part.from, "new limits");
        }
        if let Some(freeze) = &self.of.plan.freeze {
            self.cut(html, freeze.first, "limits set by the points before");
        }
        html.raw("\n");
    }

    fn cut(&self, html: &mut Html, at: usize, words: &str) {
        let x = LEFT + self.room() * at as f64;
        line(html, "cut", (x, TOP - 16.0), (x, BOTTOM));
        text_at(html, "note", x + 4.0, TOP - 8.0, words);
    }

    /// A line with a height of its own at each point; a gap or new limits begin it anew.
    fn level(&self, html: &mut Html, class: &'static str, figure: impl Fn(&Gathered) -> f64) {
        let half = 0.5 * self.room();
        for part in &self.of.chart.parts {
            let steps = (part.from..part.to).flat_map(|at| {
                let y = self.drift.points[at].as_ref().map(|point| self.axis.at(figure(point)));
                [y.map(|y| (self.x(at) - half, y)), y.map(|y| (self.x(at) + half, y))]
            });
            path(html, class, steps);
        }
    }

    fn run(&self, html: &mut Html, figure: impl Fn(&Gathered) -> Option<f64>) {
        for part in &self.of.chart.parts {
            let points = (part.from..part.to).map(|at| {
                let gathered = figure(self.drift.points[at].as_ref()?)?;
                Some((self.x(at), self.axis.at(gathered)))
            });
            path(html, "run", points);
        }
    }

    /// Marks only where there is something to say, and a dot where a figure stands.
    fn points(&self, html: &mut Html) {
        for (at, point) in self.drift.points.iter().enumerate() {
            let Some(point) = point else { continue };
            let said = self.said(point);
            for (gathered, is_beyond) in [
                (Some(point.up), point.up.abs() > point.limit),
                (point.down, point.down.is_some_and(|down| -down > point.limit)),
            ] {
                let Some(gathered) = gathered else { continue };
                let (shape, words) = match is_beyond {
                    true => (shapes::of_variation(said), "beyond the limit"),
                    false => (shapes::of_variation(Variation::CommonCause), "within the limits"),
                };
                let title = format!("{}: {} ({words})", self.of.periods[at], Unit::Plain.print(gathered));
                shapes::draw(html, shape, (self.x(at), self.axis.at(gathered)), &title);
            }
        }
    }

    fn said(&self, point: &Gathered) -> Variation {
        point.alarm.map_or(Variation::CommonCause, |way| self.of.better.judge(way))
    }

    fn ends(&self, html: &mut Html) {
        let mut all = vec![Label { y: self.axis.at(0.0), words: "nothing gathered".into(), class: "end" }];
        if let Some(last) = self.drift.last() {
            for limit in [last.limit, -last.limit] {
                let words = format!("alarm beyond {}", Unit::Plain.print(limit));
                all.push(Label { y: self.axis.at(limit), words, class: "end" });
            }
        }
        labels::draw(html, all, RIGHT + 10.0, TOP, BOTTOM);
    }

    fn legend(&self, html: &mut Html) {
        let what = match self.drift.design {
            Design::Cusum { .. } => "sums upward and downward, within the limits",
            Design::Ewma { .. } => "weighted mean, within the limits",
        };
        let mut shown = vec![(shapes::of_variation(Variation::CommonCause), what)];
        for (at, _) in self.drift.alarms() {
            let said =
                self.drift.points[at].as_ref().map_or(Variation::CommonCause, |point| self.said(point));
            let words = match said {
                Variation::Improving(_) => "alarm: drifted, for the better",
                Variation::Concerning(_) => "alarm: drifted, of concern",
                _ => "alarm: drifted",
            };
            let mark = (shapes::of_variation(said), words);
            if !shown.contains(&mark) {
                shown.push(mark);
            }
        }
        let mut x = LEFT;
        for (shape, words) in shown {
            shapes::draw(html, shape, (x, LEGEND - 4.0), words);
            text_at(html, "end", x + 12.0, LEGEND, words);
            x += 36.0 + 7.0 * words.chars().count() as f64;
        }
    }
}
