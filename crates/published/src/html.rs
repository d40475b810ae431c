//! HTML and SVG text in which nothing given can become markup.

use core::fmt::{self, Display, Write as _};

/// Markup being written.
///
/// INVARIANT: markup comes only from literals of this crate ([`Html::raw`]); every given value goes through
/// [`Html::text`] or [`Html::attr`], which escape it.
#[derive(Debug, Default)]
pub(crate) struct Html {
    out: String,
    /// Begins the ids of captions, so that sections made apart never share one.
    prefix: &'static str,
    tables: u32,
}

impl Html {
    /// Nothing yet; ids made here begin with `prefix`.
    pub(crate) fn new(prefix: &'static str) -> Self {
        Self { prefix, ..Self::default() }
    }

    /// Everything before a report page's own header: the page may ask for nothing and run no script. Said once, so that no
    /// page forgets it. `own_style` stands behind the style that all share.
    pub(crate) fn begin_page(&mut self, title: impl Display, own_style: &'static str) {
        self.raw("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        self.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        self.raw("<title>").text(title).raw("</title>\n");
        // Without an icon of its own a browser would ask its server for one.
        self.raw("<link rel=\"icon\" href=\"data:,\">\n<style>\n").raw(include_str!("page/style.css"));
        self.raw(own_style);
        self.raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Go to the first line</a>\n");
    }

    /// Markup of our own.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// A given value, escaped.
    pub(crate) fn text(&mut self, value: impl Display) -> &mut Self {
        // Writing into a string cannot fail.
        let _ = write!(Escaped(&mut self.out), "{value}");
        self
    }

    /// ` name="value"`, the value escaped.
    pub(crate) fn attr(&mut self, name: &'static str, value: impl Display) -> &mut Self {
        self.out.push(' ');
        self.raw(name).raw("=\"").text(value).raw("\"")
    }

    /// A whole number with commas between the thousands.
    pub(crate) fn number(&mut self, n: u64) -> &mut Self {
        let grouped = thousands(n);
        self.text(grouped)
    }

    /// What other markup holds, which was escaped when it was made.
    pub(crate) fn push(&mut self, other: &Self) -> &mut Self {
        self.out.push_str(&other.out);
        self
    }

    /// The markup.
    pub(crate) fn as_str(&self) -> &str {
        &self.out
    }

    /// A table with caption and column headings, inside a group that can be focused and scrolled when it is too wide.
    /// A heading that begins with `#` stands over numbers.
    pub(crate) fn table(&mut self, caption: impl Display, heads: &[&str], body: impl FnOnce(&mut Self)) {
        self.tables += 1;
        let id = format!("cap-{}-{}", self.prefix, self.tables);
        self.raw("<div class=\"wide\" role=\"group\" tabindex=\"0\"").attr("aria-labelledby", &id).raw(">");
        self.raw("<table><caption")
            .attr("id", &id)
            .raw("><span>")
            .text(caption)
            .raw("</span></caption><thead><tr>");
        for head in heads {
            let (open, words) = match head.strip_prefix('#') {
                Some(words) => ("<th scope=\"col\" class=\"n\">", words),
                None => ("<th scope=\"col\">", *head),
            };
            self.raw(open).text(words).raw("</th>");
        }
        self.raw("</tr></thead><tbody>\n");
        body(self);
        self.raw("</tbody></table></div>\n");
    }

    /// A row of a table.
    pub(crate) fn tr(&mut self, cells: impl FnOnce(&mut Self)) {
        self.raw("<tr>");
        cells(self);
        self.raw("</tr>\n");
    }

    /// The cell that names its row.
    pub(crate) fn th(&mut self, content: impl FnOnce(&mut Self)) {
        self.raw("<th scope=\"row\">");
        content(self);
        self.raw("</th>");
    }

    /// A cell.
    pub(crate) fn td(&mut self, content: impl FnOnce(&mut Self)) {
        self.raw("<td>");
        content(self);
        self.raw("</td>");
    }

    /// A cell with a number, set to the right.
    pub(crate) fn td_number(&mut self, n: u64) {
        self.raw("<td class=\"n\">").number(n).raw("</td>");
    }

    /// A cell with words.
    pub(crate) fn td_text(&mut self, value: impl Display) {
        self.raw("<td>").text(value).raw("</td>");
    }

    /// A cell with a number that leads to its rows; zero leads nowhere.
    pub(crate) fn td_count(&mut self, n: u64, href: impl Display) {
        if n == 0 {
            return self.td_number(0);
        }
        self.raw("<td class=\"n\"><a").attr("href", href).raw(">").number(n).raw("</a></td>");
    }

    /// A cell with one or two dates, which break only between them.
    pub(crate) fn td_dates(&mut self, dates: impl Display) {
        self.td(|html| html.dates(dates));
    }

    /// A date or two, each kept on one line.
    pub(crate) fn dates(&mut self, dates: impl Display) {
        for (place, date) in dates.to_string().split(" to ").enumerate() {
            self.raw(if place > 0 { " to " } else { "" }).raw("<span class=\"d\">").text(date).raw("</span>");
        }
    }

    /// A cell that says whom a row is about; wide enough for one pseudonym.
    pub(crate) fn td_who(&mut self, value: impl Display) {
        self.raw("<td class=\"who\">").text(value).raw("</td>");
    }

    /// A paragraph.
    pub(crate) fn p(&mut self, value: impl Display) {
        self.raw("<p>").text(value).raw("</p>\n");
    }
}

/// A whole number with commas between the thousands.
pub(crate) fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 row`, `2,000 rows`.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(n), if n == 1 { one } else { many })
}

struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(c),
                _ if c.is_control() || turns_direction(c) => self.0.push('\u{fffd}'),
                _ => self.0.push(c),
            }
        }
        Ok(())
    }
}

/// Characters that could make a later part of the line read as something else.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Html, counted, thousands};

    #[test]
    fn given_values_never_become_markup() {
        let mut html = Html::new("t");
        html.raw("<p").attr("title", "\" onload='x'").raw(">").text("<script>&\u{0}\u{202e}").raw("</p>");
        assert_eq!(
            html.as_str(),
            "<p title=\"&quot; onload=&#39;x&#39;\">&lt;script&gt;&amp;\u{fffd}\u{fffd}</p>"
        );
    }

    #[test]
    fn numbers_read_as_in_a_letter() {
        assert_eq!(
            [0, 12, 999, 1_000, 3_412, 1_234_567].map(thousands),
            ["0", "12", "999", "1,000", "3,412", "1,234,567"]
        );
        assert_eq!(counted(1, "row", "rows"), "1 row");
        assert_eq!(counted(2_000, "row", "rows"), "2,000 rows");
    }
}
