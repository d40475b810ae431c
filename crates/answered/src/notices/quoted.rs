//! Quoted words stand aside: a child's own words, put in quotation marks, are never a matter of notice.

use std::borrow::Cow;

/// Longest quotation, in bytes. Whoever puts a whole record into quotation marks quotes nobody.
const LONGEST: usize = 1_000;

/// What stands in place of a quotation: no space and no letter, so that the words before and after it do not join.
const GAP: char = '\u{fffc}';

/// Opening and closing marks.
const MARKS: [(char, char); 5] = [('"', '"'), ('“', '”'), ('‘', '’'), ('«', '»'), ('\'', '\'')];

/// The text without its quotations, and with straight apostrophes.
///
/// A quotation stands between “ ”, ‘ ’, « » or two straight marks, in one paragraph; an apostrophe inside a word is none.
/// A mark that nothing closes quotes nothing. Takes time proportional to the text, whatever marks it holds.
pub(super) fn unquoted(text: &str) -> Cow<'_, str> {
    if !text.contains(['"', '\'', '“', '‘', '’', '«']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut ahead = MARKS.map(|(_, close)| Ahead::new(text, move |at, c| c == close && closes(text, at, c)));
    let mut breaks = Ahead::new(text, |at, c| c == '\n' && is_blank_line(&text[at + 1..]));
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some(mark) = text[at..].chars().next() {
        let inside = at + mark.len_utf8();
        let in_a_word = mark == '\'' && before.is_some_and(char::is_alphanumeric);
        let kind = MARKS.iter().position(|(open, _)| *open == mark).filter(|_| !in_a_word);
        let end = kind.and_then(|kind| {
            // Nothing is quoted by a mark that closes as it opens.
            let first = text[inside..].chars().next()?.len_utf8();
            let close = ahead[kind].from(inside + first)?;
            let fits = close - inside <= LONGEST && breaks.from(inside).is_none_or(|at| close < at);
            fits.then(|| close + MARKS[kind].1.len_utf8())
        });
        let shown = match end {
            Some(_) => GAP,
            None if matches!(mark, '‘' | '’') => '\'',
            None => mark,
        };
        out.push(shown);
        (before, at) = (Some(shown), end.unwrap_or(inside));
    }
    Cow::Owned(out)
}

/// Can this mark close a quotation? An apostrophe inside a word cannot, nor can a mark after a space that is no `"`.
fn closes(text: &str, at: usize, mark: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + mark.len_utf8()..].chars().next();
    let apostrophe = matches!(mark, '\'' | '’') && after.is_some_and(char::is_alphanumeric);
    !apostrophe && (mark == '"' || before.is_some_and(|before| !before.is_whitespace()))
}

/// The rest of the line has nothing on it, and another line follows.
fn is_blank_line(rest: &str) -> bool {
    let line = rest.split_inclusive('\n').next().unwrap_or_default();
    line.ends_with('\n') && line.trim().is_empty()
}

/// The next place of something, asked for from places that only grow: the text is walked once.
struct Ahead<'t, F> {
    text: &'t str,
    is: F,
    next: Option<usize>,
    looked: usize,
}

impl<'t, F: Fn(usize, char) -> bool> Ahead<'t, F> {
    fn new(text: &'t str, is: F) -> Self {
        Self { text, is, next: None, looked: 0 }
    }

    /// The first place at or after `from`.
    fn from(&mut self, from: usize) -> Option<usize> {
        if self.next.is_none_or(|next| next < from) {
            let start = from.max(self.looked);
            let found = self.text[start..].char_indices().find(|(at, c)| (self.is)(start + at, *c));
            self.next = found.map(|(at, _)| start + at);
            self.looked = self.next.map_or(self.text.len(), |next| next + 1);
            // The next look begins between two characters.
            while !self.text.is_char_boundary(self.looked) {
                self.looked += 1;
            }
        }
        self.next
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LONGEST, unquoted};

    #[test]
    fn what_is_quoted_stands_aside_and_what_is_not_stays() {
        for (text, wanted) in [
            ("plain", "plain"),
            ("she said \"my boyfriend\" today", "she said \u{fffc} today"),
            ("she said “my boyfriend’s car” today", "she said \u{fffc} today"),
            ("she said 'my boyfriend's car' today", "she said \u{fffc} today"),
            ("her mother's view; didn’t", "her mother's view; didn't"),
            ("girls' group, boys' group", "girls' group, boys' group"),
            ("an open \" mark quotes nothing", "an open \" mark quotes nothing"),
            ("a “first\n\n paragraph” ends it", "a “first\n\n paragraph” ends it"),
            ("«oui» 'non'", "\u{fffc} \u{fffc}"),
        ] {
            assert_eq!(unquoted(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_record_wholly_in_quotation_marks_quotes_nobody() {
        let text = format!("\"{}\"", "her lifestyle ".repeat(LONGEST / 10));
        assert_eq!(unquoted(&text), text);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[a\"'“”‘’«» \n𝔘é]{0,80}") {
            let out = unquoted(&text);
            prop_assert!(out.chars().count() <= text.chars().count());
        }
    }
}
