//! Words of a text, folded so that `O'BRIEN`, `O’Brien` and `o brien` are the same two words.

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
            let mark = ('\u{300}'..='\u{36f}').contains(&letter);
            if !(letter.is_alphanumeric() || mark && open.is_some()) {
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

    /// What stands between the word at a place and the next; `None` at the end.
    pub(super) fn gap(&self, place: usize) -> Option<&'a str> {
        let (token, next) = (self.list.get(place)?, self.list.get(place + 1)?);
        Some(&self.text[token.end..next.start])
    }
}

/// Small letter without accent.
fn fold(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    for small in letter.to_lowercase() {
        match small {
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ł' | 'ľ' | 'ĺ' | 'ļ' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ŕ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ţ' | 'ť' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            '\u{300}'..='\u{36f}' => {}
            other => out.push(other),
        }
    }
}
