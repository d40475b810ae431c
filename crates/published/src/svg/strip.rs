//! A heat strip: one cell for each year, darker the more rows; a year without a file is crossed out, never empty or zero.

use super::{line, open_image, rect};
use crate::html::Html;

/// What one cell of a strip says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// No file covers the year.
    NoFile,
    /// A file may cover it; none says so.
    NotStated,
    /// So many rows.
    Rows(u64),
}

const CELL: f64 = 14.0;
const HEIGHT: f64 = 18.0;

/// Draws a strip. `most` is the largest count of all strips that are compared with each other.
pub(crate) fn draw(html: &mut Html, id: &str, title: &str, cells: &[(i32, Cell)], most: u64) {
    let words: Vec<String> = cells.iter().map(|(year, cell)| format!("{year}: {}", words(*cell))).collect();
    open_image(html, id, CELL * cells.len() as f64 + 1.0, HEIGHT, title, &words.join("; "));
    for (place, (_, cell)) in cells.iter().enumerate() {
        let x = place as f64 * CELL + 0.5;
        rect(html, shade(*cell, most), x, 0.5, CELL - 1.0, HEIGHT - 1.0);
        if *cell == Cell::NoFile {
            line(html, "cross", (x, HEIGHT - 0.5), (x + CELL - 1.0, 0.5));
        }
    }
    html.raw("</svg>");
}

/// What a cell says in words.
pub(crate) fn words(cell: Cell) -> String {
    match cell {
        Cell::NoFile => "no file".to_owned(),
        Cell::NotStated => "coverage not stated".to_owned(),
        Cell::Rows(n) => crate::html::counted(n, "row", "rows"),
    }
}

/// Five shades by share of the largest count; even one row is seen.
fn shade(cell: Cell, most: u64) -> &'static str {
    let Cell::Rows(n) = cell else { return "h0" };
    if n == 0 {
        return "h0";
    }
    match (n.saturating_mul(4)).div_ceil(most.max(1)) {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        _ => "h4",
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, draw};
    use crate::html::Html;

    #[test]
    fn a_year_without_a_file_is_never_a_zero() {
        let mut html = Html::new("t");
        draw(
            &mut html,
            "s1",
            "police",
            &[(2004, Cell::NoFile), (2005, Cell::Rows(0)), (2006, Cell::Rows(9))],
            9,
        );
        assert!(html.as_str().contains("2004: no file; 2005: 0 rows; 2006: 9 rows"));
        assert_eq!(html.as_str().matches("cross").count(), 1);
        assert_eq!(html.as_str().matches("\"h4\"").count(), 1);
    }
}
