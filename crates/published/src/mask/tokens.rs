//! Words of a text, folded so that `O'BRIEN`, `O’Brien` and `o brien` are the same two words.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// One word: a run of letters and digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    fold_start: usize,
    fold_end: usize,
    /// It begins with a capital letter.
    pub(super) capital: bool,
    /// All its letters are capitals.
    pub(super) upper: bool,
    /// It is made of ASCII digits alone.
    pub(super) digits: bool,
    /// It holds a digit.
    pub(super) has_digit: bool,
    /// Number of its letters and digits.
    pub(super) length: usize,
}

/// A text cut into words.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    pub(super) list: Vec<Token>,
    folded: String,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut tokens = Self { text, list: Vec::new(), folded: String::with_capacity(text.len()) };
        let mut open: Option<Token> = None;
        for (at, letter) in text.char_indices() {
            let mark = is_mark(letter) || is_invisible(letter);
            if !(letter.is_alphanumeric() && !is_apostrophe(letter) && !mark || mark && open.is_some()) {
                tokens.close(open.take(), at);
                continue;
            }
            let from = tokens.folded.len();
            let token = open.get_or_insert(Token {
                start: at,
                end: at,
                fold_start: from,
                fold_end: from,
                capital: letter.is_uppercase(),
                upper: true,
                digits: true,
                has_digit: false,
                length: 0,
            });
            if mark {
                continue;
            }
            token.length += 1;
            token.upper &= !letter.is_lowercase();
            token.digits &= letter.is_ascii_digit();
            token.has_digit |= letter.is_ascii_digit();
            fold(letter, &mut tokens.folded);
        }
        tokens.close(open, text.len());
        tokens
    }

    fn close(&mut self, token: Option<Token>, at: usize) {
        if let Some(token) = token {
            self.list.push(Token { end: at, fold_end: self.folded.len(), ..token });
        }
    }

    /// The word at a place, folded.
    pub(super) fn folded(&self, place: usize) -> &str {
        self.list.get(place).map_or("", |token| &self.folded[token.fold_start..token.fold_end])
    }

    /// The word as written.
    pub(super) fn written(&self, place: usize) -> &'a str {
        self.list.get(place).map_or("", |token| &self.text[token.start..token.end])
    }

    /// What stands between the word at a place and the next, without what nobody sees; `None` at the end.
    pub(super) fn gap(&self, place: usize) -> Option<&'a str> {
        let (token, next) = (self.list.get(place)?, self.list.get(place + 1)?);
        Some(self.text[token.end..next.start].trim_matches(is_invisible))
    }
}

/// Soft hyphens and what joins or separates without width: copied out of web pages and PDF files, inside names too.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Accents and points written as characters of their own.
fn is_mark(letter: char) -> bool {
    letter >= '\u{300}' && canonical_combining_class(letter) != 0
}

/// An apostrophe in one of its many forms, of which Unicode holds some to be letters.
pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | '\u{2b9}'
            ..='\u{2bf}'
                | '\u{2c8}'
                | '\u{2ca}'
                | '\u{2cb}'
                | '\u{2ee}'
                | '\u{a78b}'
                | '\u{a78c}'
                | '\u{ff07}'
    )
}

/// Small letters without accents: every form of a letter that Unicode can take apart, and those it cannot.
fn fold(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    decompose_compatible(letter, |part| {
        for small in part.to_lowercase() {
            match small {
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'ß' => out.push_str("ss"),
                'þ' => out.push_str("th"),
                'đ' | 'ð' | 'ɖ' | 'ɗ' => out.push('d'),
                'ø' | 'ɔ' => out.push('o'),
                'ł' => out.push('l'),
                'ħ' | 'ɦ' => out.push('h'),
                'ı' | 'ɨ' => out.push('i'),
                'ŧ' => out.push('t'),
                'ŋ' | 'ɲ' => out.push('n'),
                'ɓ' => out.push('b'),
                'ƙ' => out.push('k'),
                'ƴ' => out.push('y'),
                'ə' | 'ɛ' | 'ǝ' => out.push('e'),
                other if other.is_alphanumeric() && !is_mark(other) => out.push(other),
                _ => {}
            }
        }
    });
}
