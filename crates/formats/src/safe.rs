//! Writing text so that no programme that opens it takes it for anything else.

use std::borrow::Cow;

/// A cell for a CSV or spreadsheet export that no spreadsheet runs as a formula.
///
/// A cell whose first character (behind apostrophes and spaces) is `=`, `+`, `-`, `@`, their full-width forms, a tab,
/// a carriage return or a line feed gets an apostrophe in front. Plain numbers, also negative ones, stay as they are.
/// [`original`] takes the apostrophe off again; the two are exact inverses.
///
/// # Source
/// OWASP, "CSV Injection".
pub fn cell(text: &str) -> Cow<'_, str> {
    if begins_formula(text) && !is_plain_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`cell`] made safe.
pub fn original(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if begins_formula(text) => text,
        _ => cell,
    }
}

fn begins_formula(text: &str) -> bool {
    let first = text.trim_start_matches('\'').trim_start_matches(' ').chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

/// Digits with at most one decimal point, perhaps with a minus in front.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// Text between XML tags.
///
/// `&`, `<`, `>` become references; a carriage return too, because a reader would make it a line feed. Characters that
/// XML 1.0 forbids (most control characters) become U+FFFD, so that the file can always be opened.
pub fn xml_text(text: &str) -> Cow<'_, str> {
    escape(text, false)
}

/// The value of an XML attribute in double quotes; like [`xml_text`], and quotes, tabs and line feeds are kept too.
pub fn xml_attribute(text: &str) -> Cow<'_, str> {
    escape(text, true)
}

fn escape(text: &str, attribute: bool) -> Cow<'_, str> {
    let changed = |c: char| reference(c, attribute).is_some();
    let Some(first) = text.find(changed) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    for c in text[first..].chars() {
        match reference(c, attribute) {
            Some(instead) => out.push_str(instead),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn reference(c: char, attribute: bool) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\r' => "&#13;",
        '"' if attribute => "&quot;",
        '\n' if attribute => "&#10;",
        '\t' if attribute => "&#9;",
        '\n' | '\t' => return None,
        '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => "\u{FFFD}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{cell, original, xml_attribute, xml_text};
    use proptest::prelude::*;

    #[test]
    fn formulas_are_text_and_numbers_stay_numbers() {
        for formula in
            ["=1+1", "+44 20", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "-", "--1", "  =1", "＝1", "'=1"]
        {
            assert_eq!(cell(formula), format!("'{formula}"), "{formula:?}");
        }
        for plain in ["-12", "-12.5", "12", "0", "", "N1", "2019-01-02", "O'Shea", "'quoted'", "a=b"] {
            assert_eq!(cell(plain), plain);
        }
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(xml_text("a<b>&\u{1}\u{FFFE}\n"), "a&lt;b&gt;&amp;\u{FFFD}\u{FFFD}\n");
        assert_eq!(xml_attribute("\"\n"), "&quot;&#10;");
    }

    proptest! {
        #[test]
        fn the_original_comes_back(text in "['=+@ \\-\\t0-9a.＝]{0,6}") {
            let safe = cell(&text);
            prop_assert_eq!(original(&safe), text.as_str());
        }
    }
}
