//! The figures of the files: they stand on a page of their own.

use super::view::View;
use crate::html::{Html, counted};

/// Where they are, and what they are not.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let figures = view.m.measured.map_or(0, |measured| measured.years.len() as u64);
    if figures == 0 {
        html.p("Nothing in these files is counted by a measure of the policy.");
        return;
    }
    html.raw("<p>").text(counted(figures, "figure stands", "figures stand"));
    html.raw(" on a page of their own, each with its interval, what was left out and why: <a href=\"measures.html\">measures.html</a>, with stable keys in <a href=\"figures.csv\">figures.csv</a>, and the rows that each counts in <a href=\"figure_rows.csv\">figure_rows.csv</a>. No figure ranks a person, a child or a worker, and none says that a child was helped. The page ends with what can and cannot be concluded.</p>\n");
}
