//! Pictures of a report as SVG, made of plain data. Every picture carries its own words and has a data table beside it.

pub(crate) mod axis;
pub(crate) mod bins;
pub(crate) mod lanes;
pub(crate) mod network;
pub(crate) mod strip;

use crate::html::Html;

/// Opens a picture without links: one image for whoever cannot see it, with title and description.
pub(crate) fn open_image(html: &mut Html, id: &str, width: f64, height: f64, title: &str, description: &str) {
    html.raw("<svg role=\"img\"").attr("aria-labelledby", format_args!("{id}-t {id}-d"));
    open(html, id, width, height, title, description);
}

/// Opens a picture whose marks are links: a group, because an image may not hold links.
pub(crate) fn open_group(html: &mut Html, id: &str, width: f64, height: f64, title: &str, description: &str) {
    html.raw("<svg role=\"group\"").attr("aria-labelledby", format_args!("{id}-t {id}-d"));
    open(html, id, width, height, title, description);
}

fn open(html: &mut Html, id: &str, width: f64, height: f64, title: &str, description: &str) {
    html.attr("viewBox", format_args!("0 0 {width:.0} {height:.0}"));
    html.attr("width", format_args!("{width:.0}")).attr("height", format_args!("{height:.0}")).raw("><title");
    html.attr("id", format_args!("{id}-t")).raw(">").text(title).raw("</title><desc");
    html.attr("id", format_args!("{id}-d")).raw(">").text(description).raw("</desc>\n");
}

/// A text at a place; `class` sets its look.
pub(crate) fn text_at(html: &mut Html, class: &'static str, x: f64, y: f64, words: &str) {
    html.raw("<text").attr("class", class).attr("x", format_args!("{x:.1}"));
    html.attr("y", format_args!("{y:.1}")).raw(">").text(words).raw("</text>");
}

/// A rectangle; `class` sets its look.
pub(crate) fn rect(html: &mut Html, class: &'static str, x: f64, y: f64, width: f64, height: f64) {
    html.raw("<rect")
        .attr("class", class)
        .attr("x", format_args!("{x:.1}"))
        .attr("y", format_args!("{y:.1}"));
    html.attr("width", format_args!("{width:.1}")).attr("height", format_args!("{height:.1}")).raw("/>");
}

/// A straight line; `class` sets its look.
pub(crate) fn line(html: &mut Html, class: &'static str, from: (f64, f64), to: (f64, f64)) {
    html.raw("<line").attr("class", class);
    html.attr("x1", format_args!("{:.1}", from.0)).attr("y1", format_args!("{:.1}", from.1));
    html.attr("x2", format_args!("{:.1}", to.0)).attr("y2", format_args!("{:.1}", to.1)).raw("/>");
}

/// Words cut to fit, with an ellipsis; the full words belong into the table beside the picture.
pub(crate) fn fitted(words: &str, characters: usize) -> String {
    if words.chars().count() <= characters {
        return words.to_owned();
    }
    let mut cut: String = words.chars().take(characters.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// Words in at most `lines` lines of `characters` each, broken at spaces, slashes and hyphens.
pub(crate) fn wrapped(words: &str, characters: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut current = String::new();
    for piece in words.split_inclusive([' ', '-', '/']) {
        let fits = current.chars().count() + piece.trim_end().chars().count() <= characters;
        if !fits && !current.is_empty() {
            out.push(core::mem::take(&mut current));
        }
        current.push_str(piece);
    }
    out.push(current);
    if out.len() > lines {
        let rest = out.split_off(lines.saturating_sub(1)).concat();
        out.push(rest);
    }
    out.into_iter().map(|line| fitted(line.trim(), characters)).collect()
}

#[cfg(test)]
mod tests {
    use super::{fitted, wrapped};

    #[test]
    fn long_words_are_cut_and_say_so() {
        assert_eq!(fitted("short", 10), "short");
        assert_eq!(fitted("a longer name", 8), "a longe…");
    }

    #[test]
    fn lines_break_where_words_end() {
        assert_eq!(wrapped("westbrook-missing persons desk", 16, 2), ["westbrook-", "missing persons…"]);
        assert_eq!(wrapped("police", 16, 2), ["police"]);
    }
}
