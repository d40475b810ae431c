//! A small network: the shared thing in the middle, children around it, the agencies whose records tie them as labels
//! on the ties. Children stand in two columns, so that no tie crosses a label.

use super::{fitted, open_image, rect, text_at, wrapped};
use crate::html::Html;

/// The most children drawn; further ones are counted in words.
pub(crate) const MOST_CHILDREN: usize = 12;

/// One child tied to the shared thing.
#[derive(Clone, Debug)]
pub(crate) struct Tie {
    /// How the child is called here.
    pub(crate) child: String,
    /// The agencies whose records say so.
    pub(crate) agencies: Vec<String>,
    /// Only true if a possible link is.
    pub(crate) possible: bool,
}

const WIDTH: f64 = 960.0;
const ROW: f64 = 50.0;
const LABEL: f64 = 186.0;
const BOX: (f64, f64) = (128.0, 30.0);
const MIDDLE: (f64, f64) = (168.0, 62.0);

/// Draws the picture. `shared` is what is shared; `more` children are not drawn.
pub(crate) fn draw(
    html: &mut Html,
    id: &str,
    (title, description): (&str, &str),
    shared: &str,
    ties: &[Tie],
    more: usize,
) {
    let ties = ties.get(..MOST_CHILDREN).unwrap_or(ties);
    let left = ties.len().div_ceil(2);
    let height = (left.max(2) as f64) * ROW + if more > 0 { 34.0 } else { 14.0 };
    let centre = (WIDTH / 2.0, (left.max(2) as f64) * ROW / 2.0 + 4.0);
    open_image(html, id, WIDTH, height, title, description);
    let (left_ties, right_ties) = ties.split_at(left);
    for (ties, right) in [(left_ties, false), (right_ties, true)] {
        let top = centre.1 - ties.len() as f64 * ROW / 2.0;
        for (place, tie) in ties.iter().enumerate() {
            let y = top + (place as f64 + 0.5) * ROW;
            // Ties end spread over the height of the middle box, so that they stay apart.
            let share = (place as f64 + 0.5) / ties.len() as f64 - 0.5;
            draw_tie(html, tie, right, y, (centre.0, centre.1 + share * (MIDDLE.1 - 12.0)));
        }
    }
    rect(html, "shared", centre.0 - MIDDLE.0 / 2.0, centre.1 - MIDDLE.1 / 2.0, MIDDLE.0, MIDDLE.1);
    let lines = wrapped(shared, 20, 2);
    let first = centre.1 + 5.0 - (lines.len() as f64 - 1.0) * 9.0;
    for (place, words) in lines.iter().enumerate() {
        text_at(html, "mid strong", centre.0, first + place as f64 * 18.0, words);
    }
    if more > 0 {
        let words = format!(
            "and {}",
            crate::html::counted(
                more as u64,
                "more child, in the list below",
                "more children, in the list below"
            )
        );
        text_at(html, "mid", centre.0, height - 8.0, &words);
    }
    html.raw("</svg>\n");
}

fn draw_tie(html: &mut Html, tie: &Tie, right: bool, y: f64, end: (f64, f64)) {
    let sign = if right { -1.0 } else { 1.0 };
    let outer = if right { WIDTH - 1.0 } else { 1.0 };
    let (start, bend) = (outer + sign * BOX.0, outer + sign * (BOX.0 + LABEL));
    let into = end.0 - sign * MIDDLE.0 / 2.0;
    let control = (bend + into) / 2.0;
    html.raw("<path").attr("class", if tie.possible { "tie possible" } else { "tie" });
    html.attr(
        "d",
        format_args!(
            "M{start:.1} {y:.1}H{bend:.1}C{control:.1} {y:.1} {control:.1} {:.1} {into:.1} {:.1}",
            end.1, end.1
        ),
    );
    html.raw("/>");
    let box_left = if right { outer - BOX.0 } else { outer };
    rect(
        html,
        if tie.possible { "child possible" } else { "child" },
        box_left,
        y - BOX.1 / 2.0,
        BOX.0,
        BOX.1,
    );
    text_at(html, "mid strong", box_left + BOX.0 / 2.0, y + 5.0, &fitted(&tie.child, 16));
    let (above, below) = labels(tie);
    text_at(html, "mid label", (start + bend) / 2.0, y - 6.0, &fitted(&above, 30));
    text_at(html, "mid label", (start + bend) / 2.0, y + 14.0, &fitted(&below, 30));
    html.raw("\n");
}

/// What stands above and below the line of a tie: the first agencies, the rest counted.
fn labels(tie: &Tie) -> (String, String) {
    let first = tie.agencies.first().cloned().unwrap_or_default();
    let above = if tie.possible { format!("possible: {first}") } else { first };
    let below = match tie.agencies.get(1..).unwrap_or_default() {
        [] => String::new(),
        [second] => second.clone(),
        rest => format!("and {} more agencies", rest.len()),
    };
    (above, below)
}

#[cfg(test)]
mod tests {
    use super::{Tie, draw};
    use crate::html::Html;

    fn tie(n: usize) -> Tie {
        Tie {
            child: format!("Child {n}"),
            agencies: vec!["police".to_owned(), "school".to_owned(), "health".to_owned()],
            possible: n.is_multiple_of(5),
        }
    }

    #[test]
    fn never_more_than_twelve_children_are_drawn() {
        let ties: Vec<Tie> = (1..=30).map(tie).collect();
        let mut html = Html::new("t");
        draw(&mut html, "n1", ("a phone", "words"), "Phone 2", &ties, 18);
        assert_eq!(html.as_str().matches(">Child ").count(), 12);
        assert!(html.as_str().contains("and 18 more children"));
        assert_eq!(html.as_str().matches("and 2 more agencies").count(), 12);
        assert_eq!(html.as_str().matches("tie possible").count(), 2);
    }

    #[test]
    fn a_picture_of_nobody_is_still_a_picture() {
        let mut html = Html::new("t");
        draw(&mut html, "n1", ("a place", "words"), "Place 1", &[], 0);
        assert!(html.as_str().contains("role=\"img\""));
        assert!(html.as_str().ends_with("</svg>\n"));
    }
}
