//! A picture as markup of its own: the same marks, inside a page or as a file that carries its style.

use crate::html::Html;
use crate::svg::{fitted, open_image, text_at};

/// Room for the title over a picture that stands alone.
pub(super) const HEAD: f64 = 34.0;
/// Letters of a title that fit on a line.
const TITLE: usize = 100;

/// A picture: its size, its words, and the marks between its opening and its end.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) marks: Html,
}

impl Picture {
    /// Draws it inside a page. `id` is its own on that page.
    pub(super) fn inside(&self, html: &mut Html, id: &str) {
        open_image(html, id, self.width, self.height, &self.title, &self.description);
        html.push(&self.marks).raw("</svg>\n");
    }

    /// The file: it carries its style and its title, for it is pasted where no heading stands over it.
    pub(super) fn file(&self) -> Html {
        let mut html = Html::new("svg");
        html.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\"");
        html.attr("viewBox", format_args!("0 -{HEAD:.0} {:.0} {:.0}", self.width, self.height + HEAD));
        html.attr("width", format_args!("{:.0}", self.width))
            .attr("height", format_args!("{:.0}", self.height + HEAD));
        html.raw(" font-family=\"Arial, 'Liberation Sans', 'Noto Sans', sans-serif\"><title id=\"t\">")
            .text(&self.title);
        html.raw("</title><desc id=\"d\">").text(&self.description).raw("</desc>\n<style>\n");
        html.raw(include_str!("style.css"))
            .raw("</style>\n<rect")
            .attr("y", format_args!("-{HEAD:.0}"))
            .raw(" width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text_at(&mut html, "name", 16.0, -10.0, &fitted(&self.title, TITLE));
        html.push(&self.marks).raw("</svg>\n");
        html
    }
}
