//! Reads a cell from left to right into dates with their surroundings and links.

use super::DateHint;
use super::atom::{self, Found};
use super::clock::{self, is_sign, is_word, number};
use super::oddity::Oddity;
use super::piece::{Around, Bound, Link, Piece, WeekOf};
use super::token::{Gap, Kind, Token};
use super::words::{Meaning, meaning};

/// Words that make another date of the one they stand by, so that it must not be taken.
const ALTERING: &[&str] = &[
    "than",
    "earlier",
    "later",
    "days",
    "weeks",
    "months",
    "years",
    "hours",
    "fortnight",
    "not",
    "never",
    "no",
    "except",
    "easter",
    "christmas",
    "xmas",
    "birthday",
    "half",
    "term",
    "holiday",
    "holidays",
    "due",
    "planned",
    "dob",
    "born",
    "every",
    "each",
    "weekly",
    "monthly",
    "daily",
];

/// Phrases of several words, the sign `/` among them, and what they say.
const PHRASES: &[(&[&str], Phrase)] = &[
    (&["w", "/", "c"], Phrase::Week(WeekOf::Begins)),
    (&["w", "/", "b"], Phrase::Week(WeekOf::Begins)),
    (&["w", "/", "e"], Phrase::Week(WeekOf::Ends)),
    (&["w", ".", "c"], Phrase::Week(WeekOf::Begins)),
    (&["w", ".", "e"], Phrase::Week(WeekOf::Ends)),
    (&["wc"], Phrase::Week(WeekOf::Begins)),
    (&["wb"], Phrase::Week(WeekOf::Begins)),
    (&["we"], Phrase::Week(WeekOf::Ends)),
    (&["week", "commencing"], Phrase::Week(WeekOf::Begins)),
    (&["week", "comm"], Phrase::Week(WeekOf::Begins)),
    (&["week", "beginning"], Phrase::Week(WeekOf::Begins)),
    (&["week", "starting"], Phrase::Week(WeekOf::Begins)),
    (&["week", "of"], Phrase::Week(WeekOf::Begins)),
    (&["week", "ending"], Phrase::Week(WeekOf::Ends)),
    (&["wk", "commencing"], Phrase::Week(WeekOf::Begins)),
    (&["wk", "comm"], Phrase::Week(WeekOf::Begins)),
    (&["wk", "beginning"], Phrase::Week(WeekOf::Begins)),
    (&["wk", "ending"], Phrase::Week(WeekOf::Ends)),
    (&["no", "later", "than"], Phrase::Bound(Bound::By)),
    (&["not", "later", "than"], Phrase::Bound(Bound::By)),
    (&["no", "earlier", "than"], Phrase::Bound(Bound::Since)),
    (&["not", "earlier", "than"], Phrase::Bound(Bound::Since)),
    (&["up", "to"], Phrase::Bound(Bound::By)),
    (&["on", "or", "after"], Phrase::Bound(Bound::Since)),
    (&["on", "or", "before"], Phrase::Bound(Bound::By)),
    (&["on", "or"], Phrase::Nothing),
    (&["prior", "to"], Phrase::Bound(Bound::Before)),
    (&["not", "known"], Phrase::Nothing),
    (&["n", "/", "k"], Phrase::Nothing),
    (&["n", "/", "a"], Phrase::Nothing),
    (&["no", "date"], Phrase::Nothing),
    (&["half", "term"], Phrase::Altering),
    (&["financial", "year"], Phrase::YearKind),
    (&["fiscal", "year"], Phrase::YearKind),
    (&["tax", "year"], Phrase::YearKind),
    (&["academic", "year"], Phrase::YearKind),
    (&["school", "year"], Phrase::YearKind),
    (&["fy"], Phrase::YearKind),
    (&["ay"], Phrase::YearKind),
];

#[derive(Clone, Copy)]
enum Phrase {
    Week(WeekOf),
    Bound(Bound),
    YearKind,
    Altering,
    Nothing,
}

/// What a cell holds.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) pieces: Vec<Piece>,
    pub(super) oddities: Vec<Oddity>,
    /// Places (bytes from, to) of words that are no part of a date.
    pub(super) left: Vec<(usize, usize)>,
}

/// Reads all tokens.
pub(super) fn parse(tokens: &[Token], hint: &DateHint) -> Parsed {
    let mut parser = Parser {
        tokens,
        hint,
        at: 0,
        around: Around::default(),
        link: None,
        between: false,
        out: Parsed::default(),
    };
    while parser.at < tokens.len() {
        let before = parser.at;
        parser.step();
        debug_assert!(parser.at > before, "every step goes on");
    }
    parser.out
}

struct Parser<'a> {
    tokens: &'a [Token],
    hint: &'a DateHint,
    at: usize,
    around: Around,
    link: Option<Link>,
    between: bool,
    out: Parsed,
}

impl Parser<'_> {
    fn step(&mut self) {
        if self.phrase() || self.early_clock() || self.date() {
            return;
        }
        match &self.tokens[self.at].kind {
            Kind::Sign(sign) => self.sign(*sign),
            Kind::Word(word) => match meaning(word) {
                Some(meaning) => self.word(meaning),
                None => self.unknown(),
            },
            Kind::Number { .. } => self.unknown(),
        }
    }

    /// A phrase of [`PHRASES`].
    fn phrase(&mut self) -> bool {
        let fits = |words: &[&str]| {
            words.iter().enumerate().all(|(n, word)| {
                is_word(self.tokens, self.at + n, &[word])
                    || (word.len() == 1
                        && is_sign(self.tokens, self.at + n, word)
                        && !word.as_bytes()[0].is_ascii_alphabetic())
            })
        };
        let Some((words, phrase)) = PHRASES.iter().find(|(words, _)| fits(words)) else {
            return false;
        };
        match phrase {
            Phrase::Week(week) => self.around.week = Some(*week),
            Phrase::Bound(bound) => self.around.bound = Some(*bound),
            Phrase::Altering => {
                self.unknown();
                self.around.altered = true;
                return true;
            }
            Phrase::YearKind => {
                if let Some(Meaning::Year(kind)) = words.first().and_then(|word| meaning(word)) {
                    self.around.year_kind = Some(kind);
                }
            }
            Phrase::Nothing => {}
        }
        self.at += words.len();
        true
    }

    /// A time in front of its date.
    fn early_clock(&mut self) -> bool {
        let Some((clock, next)) = clock::read(self.tokens, self.at, false) else {
            return false;
        };
        self.around.clock = Some(clock);
        self.at = next;
        true
    }

    fn date(&mut self) -> bool {
        let from = self.tokens[self.at].from;
        match atom::read(self.tokens, self.at, self.hint) {
            Some(Found::Piece(mut piece, next)) => {
                self.at = next;
                let own_doubt = piece.around.doubt;
                piece.around = core::mem::take(&mut self.around);
                piece.around.doubt |= own_doubt;
                piece.link = self.link.take().or(Some(Link::Apart));
                (piece.from, piece.to) = (from, self.tokens[next - 1].to);
                self.behind(&mut piece);
                self.out.pieces.push(piece);
                self.find_link();
                true
            }
            Some(Found::Bad(oddity, next)) => {
                self.out.oddities.push(oddity);
                self.leave(next);
                true
            }
            None => false,
        }
    }

    /// What stands behind a date and belongs to it.
    fn behind(&mut self, piece: &mut Piece) {
        while self.at < self.tokens.len() {
            if piece.around.clock.is_none()
                && !piece.is_day_only()
                && piece.day.is_some()
                && let Some((clock, next)) = clock::read(self.tokens, self.at, true)
                && atom::read(self.tokens, self.at, self.hint).is_none_or(|found| !self.is_full_date(&found))
            {
                piece.around.clock = Some(clock);
                self.at = next;
                continue;
            }
            match &self.tokens[self.at].kind {
                Kind::Sign('?' | '~') => piece.around.doubt = true,
                Kind::Sign('(' | ')' | '[' | ']' | '.' | ':' | '*' | '"') => {}
                Kind::Word(word) => match self.word_behind(word, piece) {
                    true => {}
                    false => return,
                },
                // "14/3/2012, 14:05"
                Kind::Sign(',') if clock::read(self.tokens, self.at + 1, false).is_some() => {}
                _ => return,
            }
            self.at += 1;
        }
    }

    fn is_full_date(&self, found: &Found) -> bool {
        matches!(found, Found::Piece(piece, _) if piece.month.is_some() && piece.year.is_some())
    }

    /// Takes a word behind a date; false if it does not belong to it.
    fn word_behind(&self, word: &str, piece: &mut Piece) -> bool {
        if matches!(word, "onwards" | "onward" | "ongoing") {
            piece.around.bound = Some(Bound::Since);
            return true;
        }
        let date_follows = number(self.tokens, self.at + 1).is_some();
        match meaning(word) {
            Some(Meaning::Doubt) if !date_follows || piece.day.is_some() && self.clock_follows() => {
                piece.around.doubt = true;
                true
            }
            Some(Meaning::Weekday(day)) if !date_follows && piece.around.weekday.is_none() => {
                piece.around.weekday = Some(day);
                true
            }
            Some(Meaning::DayPart) => true,
            Some(Meaning::Nothing) if word == "at" => true,
            _ => false,
        }
    }

    fn clock_follows(&self) -> bool {
        clock::read(self.tokens, self.at + 1, false).is_some()
    }

    /// The link to the next date, if something like one stands here.
    fn find_link(&mut self) {
        while self.at < self.tokens.len() {
            let link = match &self.tokens[self.at].kind {
                Kind::Sign('-' | '–') => Link::Range,
                Kind::Sign('/') => Link::Slash,
                Kind::Sign(',' | ';' | '&' | '+') => Link::List,
                Kind::Word(word) => match meaning(word) {
                    Some(Meaning::And) if self.between => Link::Range,
                    Some(Meaning::And) => Link::List,
                    Some(Meaning::Or) => Link::Or,
                    Some(Meaning::To) => Link::Range,
                    _ if matches!(word.as_str(), "until" | "till" | "til") => Link::Range,
                    _ if word == "up" && is_word(self.tokens, self.at + 1, &["to"]) => {
                        self.at += 1;
                        Link::Range
                    }
                    _ => return,
                },
                _ => return,
            };
            self.at += 1;
            self.link = Some(match self.link {
                Some(before) if link == Link::List => before,
                _ => link,
            });
            if link == Link::Range && self.open_end() {
                return;
            }
        }
    }

    /// "12/3/12 to present".
    fn open_end(&mut self) -> bool {
        let open = is_word(self.tokens, self.at, &["present", "current", "now", "today", "ongoing"])
            || (is_word(self.tokens, self.at, &["date"]) && number(self.tokens, self.at + 1).is_none());
        if open && let Some(piece) = self.out.pieces.last_mut() {
            piece.around.bound = Some(Bound::Since);
            self.link = None;
            self.at += 1;
        }
        open
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '?' | '~' => self.around.doubt = true,
            ';' | ',' => {
                // A bound or an altering word reaches over a comma: "before Easter, 2011".
                if self.around.bound.is_none() {
                    self.around.unknown = false;
                }
                if sign == ';' {
                    self.around = Around::default();
                }
            }
            _ => {}
        }
        self.at += 1;
    }

    fn word(&mut self, meaning: Meaning) {
        let around = &mut self.around;
        match meaning {
            Meaning::Weekday(day) => around.weekday = Some(day),
            Meaning::Part(part) => around.part = Some(part),
            Meaning::Doubt => around.doubt = true,
            Meaning::By => around.bound = Some(Bound::By),
            Meaning::Before => around.bound = Some(Bound::Before),
            Meaning::Since => around.bound = Some(Bound::Since),
            Meaning::After => around.bound = Some(Bound::After),
            Meaning::Between => self.between = true,
            Meaning::Week | Meaning::Year(_) | Meaning::Month(_) | Meaning::Season(_) => {
                return self.unknown();
            }
            Meaning::Nothing
            | Meaning::DayPart
            | Meaning::And
            | Meaning::Or
            | Meaning::To
            | Meaning::Undated => {}
        }
        self.at += 1;
    }

    /// A word or number that dates know nothing of.
    fn unknown(&mut self) {
        let token = &self.tokens[self.at];
        // On a new line another matter begins, unless a bound waits for its date.
        if token.gap == Gap::Line && self.around.bound.is_none() {
            self.around = Around::default();
        }
        let altering = matches!(&token.kind, Kind::Word(word) if ALTERING.contains(&word.as_str()));
        self.around.unknown = true;
        self.around.altered |= altering;
        self.link = None;
        self.leave(self.at + 1);
    }

    fn leave(&mut self, next: usize) {
        self.out.left.push((self.tokens[self.at].from, self.tokens[next - 1].to));
        self.at = next;
    }
}
