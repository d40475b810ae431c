//! A date cell as tokens: numbers, words and the few signs that matter in dates.

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: `12` and `th` of `12th`.
    None,
    /// Blanks.
    Space,
    /// A line break.
    Line,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of digits. `digits` is its length; longer than nine digits is a [`Kind::Word`].
    Number { value: u32, digits: u8 },
    /// A run of letters, in lower case.
    Word(String),
    /// One sign. Every long dash is `–`, every hyphen `-`.
    Sign(char),
}

/// A token with its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) gap: Gap,
    /// A letter was read as a digit: `O` as 0, `l` or `I` as 1.
    pub(super) mistyped: bool,
    /// Bytes of the text it stands for.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Splits a text into tokens; every character is looked at once or twice.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut gap = Gap::None;
    let mut rest = text.char_indices().peekable();
    while let Some((from, c)) = rest.next() {
        if let Some(blank) = blank(c) {
            gap = gap.max(blank);
            continue;
        }
        let mut to = from + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some((at, next)) = rest.next_if(|(_, next)| next.is_alphanumeric()) {
                to = at + next.len_utf8();
            }
            push_run(&text[from..to], from, gap, &mut out);
        } else {
            out.push(Token { kind: Kind::Sign(plain(c)), gap, mistyped: false, from, to });
        }
        gap = Gap::None;
    }
    out
}

/// Blanks, and the invisible marks that Word and right-to-left text leave behind.
fn blank(c: char) -> Option<Gap> {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(Gap::Line),
        '\0'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => Some(Gap::None),
        c if c.is_whitespace() => Some(Gap::Space),
        _ => None,
    }
}

/// One sign for each of its look-alikes.
fn plain(c: char) -> char {
    match c {
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2012}'..='\u{2015}' | '\u{2212}' => '–',
        '\u{2018}' | '\u{2019}' | '`' | '\u{b4}' => '\'',
        '\u{2044}' | '\u{2215}' | '\\' => '/',
        '\u{61f}' | '\u{ff1f}' => '?',
        c => c,
    }
}

/// A run of letters and digits: a number with mistyped letters, or its parts (`12mar12` is three tokens).
fn push_run(run: &str, from: usize, gap: Gap, out: &mut Vec<Token>) {
    if let Some(number) = mistyped_number(run) {
        out.push(Token { kind: number, gap, mistyped: true, from, to: from + run.len() });
        return;
    }
    let mut start = 0;
    let mut gap = gap;
    let mut before: Option<bool> = None;
    let ends = run.char_indices().map(|(at, c)| (at, Some(c))).chain([(run.len(), None)]);
    for (at, c) in ends {
        let digit = c.map(|c| c.is_ascii_digit());
        if before.is_some() && digit != before {
            let part = &run[start..at];
            out.push(Token {
                kind: part_kind(part),
                gap,
                mistyped: false,
                from: from + start,
                to: from + at,
            });
            gap = Gap::None;
            start = at;
        }
        before = digit;
    }
}

fn part_kind(part: &str) -> Kind {
    match part.parse::<u32>() {
        Ok(value) if part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit()) => {
            Kind::Number { value, digits: part.len() as u8 }
        }
        _ => Kind::Word(part.to_lowercase()),
    }
}

/// `l2`, `2O12`: at least one digit, and every letter looks like one.
fn mistyped_number(run: &str) -> Option<Kind> {
    let has_digit = run.bytes().any(|b| b.is_ascii_digit());
    let has_letter = run.bytes().any(|b| !b.is_ascii_digit());
    if !has_digit || !has_letter || run.len() > 8 {
        return None;
    }
    let digit = |c| match c {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        '0'..='9' => Some(c),
        _ => None,
    };
    let digits: String = run.chars().map(digit).collect::<Option<_>>()?;
    Some(Kind::Number { value: digits.parse().ok()?, digits: digits.len() as u8 })
}

#[cfg(test)]
mod tests {
    use super::{Gap, Kind, tokens};

    #[test]
    fn letters_and_digits_part_and_look_alikes_are_digits() {
        let kinds: Vec<Kind> = tokens("12th l2/2O12").into_iter().map(|token| token.kind).collect();
        let number = |value, digits| Kind::Number { value, digits };
        let expected =
            [number(12, 2), Kind::Word("th".into()), number(12, 2), Kind::Sign('/'), number(2012, 4)];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn invisible_marks_are_nothing_and_line_breaks_are_kept() {
        let found = tokens("\u{200f}12\u{200e}\u{a0}\nMar");
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].gap, Gap::Line);
    }
}
