//! The picture of a comparison between units.

use counted::compare::{Funnel, Interval, Limits, Place};

use super::axes::{Axis, mid_text, path};
use super::figures::Unit;
use super::labels::{self, Label};
use super::standalone::Picture;
use super::{Units, funnel_words, shapes};
use crate::html::Html;
use crate::svg::{fitted, line, text_at};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 460.0;
const LEFT: f64 = 74.0;
const RIGHT: f64 = 766.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 370.0;
const LEGEND: f64 = 438.0;
/// Places at which the lines are looked at.
const STEPS: usize = 140;
/// Most units that are called by name on the picture; the table has them all.
const NAMED: usize = 12;

struct Scene<'a> {
    of: &'a Units,
    across: Axis,
    up: Axis,
    unit: Unit,
}

/// Draws it.
pub(super) fn draw(of: &Units, title: &str) -> Picture {
    let unit = Unit::of_measure(of.funnel.measure);
    let across = Axis::holding(of.counts.iter().map(|(_, of)| *of).chain([0.0]), LEFT, RIGHT, None);
    let scene = Scene { of, across, up: up(of, unit), unit };
    let mut html = Html::new("funnel");
    scene.up.draw_standing(&mut html, unit, LEFT, RIGHT);
    scene.denominators(&mut html);
    scene.lines(&mut html);
    scene.units(&mut html);
    scene.legend(&mut html);
    let description = funnel_words::description(of);
    Picture { width: WIDTH, height: HEIGHT, title: title.to_owned(), description, marks: html }
}

/// The standing axis: every figure, and the inner lines at the typical unit; what the outer lines do at the smallest units
/// would flatten the rest.
fn up(of: &Units, unit: Unit) -> Axis {
    let mut denominators: Vec<f64> = of.counts.iter().map(|(_, of)| *of).collect();
    denominators.sort_by(f64::total_cmp);
    let typical = denominators.get(denominators.len() / 4).copied().unwrap_or(1.0);
    let (lower, upper) = of.funnel.band(&of.funnel.limits_at(typical)).ask;
    let figures = of.funnel.units.iter().map(|unit| unit.figure);
    let most = (unit == Unit::Share).then_some(1.0);
    Axis::holding(figures.chain([lower, upper, of.funnel.target]), BOTTOM, TOP, most)
}

impl Scene<'_> {
    fn denominators(&self, html: &mut Html) {
        for tick in self.across.ticks() {
            let x = self.across.at(tick);
            line(html, "grid", (x, BOTTOM), (x, BOTTOM + 5.0));
            mid_text(html, "tick-x", x, BOTTOM + 20.0, &Unit::Plain.tick(tick, self.across.step));
        }
        let words = funnel_words::denominator(self.of.funnel.measure);
        mid_text(html, "note", 0.5 * (LEFT + RIGHT), BOTTOM + 38.0, words);
        html.raw("\n");
    }

    fn lines(&self, html: &mut Html) {
        let funnel = &self.of.funnel;
        self.pair(html, "limit inner", |limits| funnel.band(limits).look);
        self.pair(html, "limit", |limits| funnel.band(limits).ask);
        let y = self.up.at(funnel.target);
        line(html, "centre", (LEFT, y), (RIGHT, y));
        let mut all = vec![Label {
            y,
            words: format!("all together {}", self.unit.print(funnel.target)),
            class: "end",
        }];
        let end = funnel.band(&funnel.limits_at(self.across.high));
        for (figure, words) in
            [(end.look.0, "look"), (end.look.1, "look"), (end.ask.0, "ask"), (end.ask.1, "ask")]
        {
            all.push(Label { y: self.up.at(figure), words: words.to_owned(), class: "end" });
        }
        labels::draw(html, all, RIGHT + 10.0, TOP, BOTTOM);
    }

    fn pair(&self, html: &mut Html, class: &'static str, which: impl Fn(&Limits) -> Interval) {
        for end in [|both: Interval| both.0, |both: Interval| both.1] {
            let points = (1..=STEPS).map(|step| {
                let of = self.across.high * step as f64 / STEPS as f64;
                let figure = end(which(&self.of.funnel.limits_at(of)));
                (figure >= self.up.low && figure <= self.up.high)
                    .then(|| (self.across.at(of), self.up.at(figure)))
            });
            path(html, class, points);
        }
    }

    fn units(&self, html: &mut Html) {
        let mut named = 0;
        for (at, unit) in self.of.funnel.units.iter().enumerate() {
            let place = (self.across.at(self.of.counts[at].1), self.up.at(unit.figure));
            let name = &self.of.names[at];
            let title =
                format!("{name}: {} ({})", self.unit.print(unit.figure), funnel_words::place(unit.place));
            shapes::draw(html, shapes::of_place(unit.place), place, &title);
            if matches!(unit.place, Place::Look(_) | Place::Ask(_)) && named < NAMED {
                named += 1;
                text_at(html, "said", place.0 + 9.0, place.1 + 4.0, &fitted(name, 22));
            }
        }
    }

    fn legend(&self, html: &mut Html) {
        let mut x = LEFT;
        for place in [Place::Inside, Place::Look(true), Place::Ask(true), Place::Ask(false), Place::TooFew] {
            if !self.of.funnel.units.iter().any(|unit| same(unit.place, place)) {
                continue;
            }
            let words = funnel_words::place(place);
            shapes::draw(html, shapes::of_place(place), (x, LEGEND - 4.0), words);
            text_at(html, "end", x + 12.0, LEGEND, words);
            x += 32.0 + 6.6 * words.chars().count() as f64;
        }
    }
}

/// Places with one mark are one.
fn same(one: Place, other: Place) -> bool {
    matches!((one, other), (Place::Look(_), Place::Look(_))) || one == other
}

/// The lines at a denominator, for tables.
pub(super) fn band_of(funnel: &Funnel, limits: &Limits) -> (Interval, Interval) {
    let band = funnel.band(limits);
    (band.look, band.ask)
}
