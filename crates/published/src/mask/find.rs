//! One walk over the words of a text.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use super::About;
use super::dates::birth_date;
use super::known::{Class, Known, LONGEST, Rolling, Value, values_of};
use super::patterns::{Pattern, emails, is_nhs_number, is_phone, is_plate, is_postcode, is_upn, national};
use super::tokens::{Tokens, is_apostrophe};
use super::words::{
    is_forename, is_month, is_of_institutions, is_of_posts, is_ordinary, is_stop, is_title, is_word_forename,
    makes_a_place,
};
use crate::key::Names;

/// Something to mask.
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What stands in the brackets.
    pub(super) words: Cow<'static, str>,
}

/// A run of words to mask: up to and without word `until`.
struct Found {
    until: usize,
    words: Cow<'static, str>,
    is_name: bool,
}

/// Longest gap inside one name or address.
const GAP: usize = 3;
/// Bytes of the longest text that is taken as one short value.
const CELL: usize = 24;
/// Longest run of groups that make one number.
const GROUPS: usize = 6;

/// Hands out the hits of a text in order.
pub(super) struct Finder<'a> {
    known: &'a Known,
    names: &'a Names,
    tokens: &'a Tokens<'a>,
    about: About<'a>,
    open: bool,
    /// In an open text: it speaks of a family, so that ordinary words may be its name.
    family: bool,
    emails: std::iter::Peekable<std::vec::IntoIter<Range<usize>>>,
    at: usize,
}

impl<'a> Finder<'a> {
    pub(super) fn new(
        known: &'a Known,
        names: &'a Names,
        tokens: &'a Tokens<'a>,
        about: About<'a>,
        open: bool,
    ) -> Self {
        const FAMILY: [&str; 8] = ["family", "parent", "parents", "mother", "father", "mum", "dad", "child"];
        let family = open && (0..tokens.list.len()).any(|at| FAMILY.contains(&tokens.folded(at)));
        let emails = if tokens.text.contains('@') { emails(tokens.text) } else { Vec::new() };
        Self { known, names, tokens, about, open, family, emails: emails.into_iter().peekable(), at: 0 }
    }
}

impl Iterator for Finder<'_> {
    type Item = Hit;

    fn next(&mut self) -> Option<Hit> {
        while let Some(token) = self.tokens.list.get(self.at).copied() {
            if let Some(range) = self.emails.next_if(|range| range.start < token.end) {
                let address = !self.tokens.text[range.clone()].starts_with('@');
                let words = if address { "e-mail address" } else { "online name" };
                return Some(self.hit(range, words.into()));
            }
            if let Some(found) = self.found(self.at) {
                let end = self.tokens.list[found.until - 1].end;
                return Some(self.hit(token.start..end, found.words));
            }
            self.at += 1;
        }
        None
    }
}

impl Finder<'_> {
    /// A hit that takes whole words, and with them every address that begins inside it, so that no two hits overlap:
    /// a name may run into the address behind it, and an address into the next.
    fn hit(&mut self, range: Range<usize>, words: Cow<'static, str>) -> Hit {
        let mut end = range.end;
        loop {
            while let Some(token) = self.tokens.list.get(self.at).filter(|token| token.start < end) {
                end = end.max(token.end);
                self.at += 1;
            }
            match self.emails.next_if(|range| range.start < end) {
                Some(address) => end = end.max(address.end),
                None => return Hit { start: range.start, end, words },
            }
        }
    }

    fn found(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.cell().filter(|_| at == 0) {
            return Some(found);
        }
        if let Some(words) = birth_date(self.tokens, at, self.about.mentions).filter(|_| !self.open) {
            return Some(Found { until: at + words, words: "birth date".into(), is_name: false });
        }
        let known = self.sequence(at);
        let number = self.number(at);
        let best = match (known, number) {
            (Some(a), Some(b)) => Some(if a.until >= b.until { a } else { b }),
            (a, b) => a.or(b),
        };
        best.map(|found| self.with_rest_of_name(found))
            .or_else(|| self.initial(at))
            .or_else(|| self.by_form(at))
    }

    /// A text that is nothing but a value too short to be found among other words: a cell of a table.
    fn cell(&self) -> Option<Found> {
        let list = &self.tokens.list;
        if self.open || self.tokens.text.len() > CELL || list.is_empty() {
            return None;
        }
        let words = (0..list.len()).map(|at| self.tokens.folded(at));
        let hash = words.fold(Rolling::CELL, |rolling, word| rolling.add(word.as_bytes())).done();
        let words = self.words(hash, self.known.get(hash)?);
        Some(Found { until: list.len(), words, is_name: false })
    }

    /// The longest known value of words that begins here.
    fn sequence(&self, at: usize) -> Option<Found> {
        let first = self.tokens.folded(at);
        let longest = self.known.longest_from(Rolling::WORDS.word(first).done()).min(LONGEST);
        let longest = longest.max(usize::from(stems(first).next().is_some()));
        let mut rolling = Rolling::WORDS;
        let mut best = None;
        for length in 1..=longest {
            let place = at + length - 1;
            if place >= self.tokens.list.len()
                || (length > 1 && !self.tokens.gap(place - 1).is_some_and(is_small_gap))
            {
                break;
            }
            let before = rolling;
            let word = self.tokens.folded(place);
            rolling = rolling.word(word);
            let whole = (rolling.done(), false);
            let stems = stems(word).map(|stem| (before.word(stem).done(), true));
            for (hash, is_stem) in iter::once(whole).chain(stems) {
                let value = self.known.get(hash).filter(|value| !is_stem || value.class == Class::Name);
                if let Some(value) = value.filter(|value| self.applies(value, at, length)) {
                    best = Some((length, hash, *value));
                    break;
                }
            }
        }
        best.map(|(length, hash, value)| Found {
            until: at + length,
            words: self.words(hash, &value),
            is_name: value.class == Class::Name,
        })
    }

    /// Whether a known value that stands here is meant.
    fn applies(&self, value: &Value, at: usize, length: usize) -> bool {
        if self.open && !value.class.is_private() {
            return false;
        }
        if !value.capital_only || length > 1 || self.family {
            return true;
        }
        let token = self.tokens.list[at];
        token.capital && !self.open && !self.is_date_word(at)
    }

    /// `May 2019`, `12 March`: a month, whoever is called so.
    fn is_date_word(&self, at: usize) -> bool {
        let number = |place: usize| self.tokens.list.get(place).is_some_and(|token| token.has_digit);
        is_month(self.tokens.folded(at)) && (number(at + 1) || at.checked_sub(1).is_some_and(number))
    }

    /// What stands in the brackets for a known value.
    fn words(&self, hash: u64, value: &Value) -> Cow<'static, str> {
        let class = || Cow::Borrowed(value.class.word());
        // Paths and agencies read the same in every run, also before anything is joined.
        if self.open || matches!(value.class, Class::Postcode) {
            return class();
        }
        if let Some(here) = self.mentioned_here(hash) {
            return self.names.of(here).to_owned().into();
        }
        match value.owner {
            // A name alone points to nobody: namesakes exist.
            Some(owner) if value.strong && value.class == Class::Name => {
                format!("{}?", self.names.of(owner)).into()
            }
            Some(owner) if value.strong => self.names.of(owner).to_owned().into(),
            _ => class(),
        }
    }

    /// The one entity this row mentions that carries the value.
    fn mentioned_here(&self, hash: u64) -> Option<u32> {
        let mut one = None;
        for (mention, entity) in self.about.mentions.iter().zip(self.about.entities) {
            let mut carries = false;
            values_of(mention, Some(*entity), &mut |given| carries |= given.hash == hash);
            if carries && one.is_some_and(|one| one != *entity) {
                return None;
            }
            if carries {
                one = Some(*entity);
            }
        }
        one
    }

    /// The longest number, plate or postcode, known or by its form, that begins here.
    fn number(&self, at: usize) -> Option<Found> {
        let near = (at..self.tokens.list.len()).take(3);
        if !near.into_iter().any(|place| self.tokens.list[place].has_digit)
            || self.tokens.list[at].length > 15
        {
            return None;
        }
        let mut best = None;
        let mut compact = String::new();
        for length in 1..=GROUPS {
            let place = at + length - 1;
            let Some(token) = self.tokens.list.get(place) else {
                break;
            };
            let joined = length == 1
                || self.tokens.gap(place - 1).is_some_and(is_number_gap)
                || self.is_broken_postcode(place - 1);
            if !joined || compact.len() + token.length > 24 {
                break;
            }
            compact.push_str(self.tokens.folded(place));
            if let Some(words) = self.number_words(at, length, &compact) {
                best = Some(Found { until: at + length, words, is_name: false });
            }
        }
        best
    }

    /// The halves of a postcode stand on two lines: known, or in capitals.
    fn is_broken_postcode(&self, at: usize) -> bool {
        let broken = self
            .tokens
            .gap(at)
            .is_some_and(|gap| gap.len() <= GAP && gap.contains('\n') && gap.trim().is_empty());
        let (front, back) = (self.tokens.folded(at), self.tokens.folded(at + 1));
        if !broken || !is_postcode(front.as_bytes(), back.as_bytes()) {
            return false;
        }
        let known = Rolling::COMPACT.add(front.as_bytes()).add(back.as_bytes()).done();
        let upper = self.tokens.list[at].upper && self.tokens.list[at + 1].upper;
        upper || self.known.get(known).is_some()
    }

    fn number_words(&self, at: usize, length: usize, compact: &str) -> Option<Cow<'static, str>> {
        if !compact.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let hash_of = |text: &str| Rolling::COMPACT.add(text.as_bytes()).done();
        let digits = compact.bytes().all(|byte| byte.is_ascii_digit());
        let dialled = if digits { national(compact) } else { String::new() };
        let hashes = [hash_of(compact), hash_of(if digits { &dialled } else { compact })];
        for hash in hashes {
            // `in 12 CDE` must not be taken together because `in12cde` is somebody's plate: letters begin a plate.
            let whole = |value: &&Value| self.may_be_one(at, length, compact, value.class);
            if let Some(value) = self.known.get(hash).filter(whole) {
                return Some(self.words(hash, value));
            }
        }
        if let Some(dialled) = self.glued(at, length, compact) {
            let hash = hash_of(&dialled);
            if let Some(value) = self.known.get(hash) {
                return Some(self.words(hash, value));
            }
            if is_phone(&dialled) && self.pattern(at, length, compact, "").is_none() {
                return Some(Cow::Borrowed(Class::Phone.word()));
            }
        }
        let pattern = self.pattern(at, length, compact, &dialled)?;
        Some(Cow::Borrowed(match pattern {
            Pattern::Phone => "phone",
            Pattern::Plate => "vehicle",
            Pattern::Postcode => "postcode",
            Pattern::Number => "number",
        }))
    }

    /// The number as dialled of `tel07700900123` and `07700900123x`: letters glued to its first or last group.
    fn glued(&self, at: usize, length: usize, compact: &str) -> Option<String> {
        let number = compact.trim_matches(|letter: char| letter.is_ascii_alphabetic());
        let ends = [at, at + length - 1].into_iter().all(|place| self.tokens.list[place].has_digit);
        let long = number.len() >= 9 && number.len() < compact.len();
        (ends && long && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| national(number))
    }

    /// Words with small letters are not joined to numbers, unless the plate or code is written so as one piece.
    fn may_be_one(&self, at: usize, length: usize, compact: &str, class: Class) -> bool {
        let short = class == Class::Number && compact.len() < 5;
        let apart = |place: usize| !self.tokens.list[place].upper;
        if short && length > 1 && (at..at + length).any(apart) {
            return false;
        }
        let plain_word = |place: usize| {
            let token = self.tokens.list[place];
            !token.has_digit && !token.upper && is_stop(self.tokens.folded(place))
        };
        compact.len() > 2 && !(at..at + length).any(plain_word)
    }

    fn pattern(&self, at: usize, length: usize, compact: &str, dialled: &str) -> Option<Pattern> {
        let token = self.tokens.list[at];
        let upper = (at..at + length).all(|place| self.tokens.list[place].upper);
        if !dialled.is_empty() {
            // The first group of a number has three digits or more; `01 02 2019 10` is a date and an hour.
            let grouped = token.length >= 3 || self.tokens.text[..token.start].ends_with('+');
            let spaced = (at..at + length - 1)
                .all(|place| !self.tokens.gap(place).is_some_and(|gap| gap.contains(['.', '/'])));
            let nhs = matches!((length, token.length), (1, 10) | (3, 3)) && spaced;
            if nhs && is_nhs_number(compact) {
                return Some(Pattern::Number);
            }
            return (grouped && spaced && is_phone(dialled)).then_some(Pattern::Phone);
        }
        let halves: Option<(&[u8], &[u8])> = match length {
            2 => Some((self.tokens.folded(at).as_bytes(), self.tokens.folded(at + 1).as_bytes())),
            _ => None,
        };
        let cuts = || (1..compact.len()).map(|cut| compact.as_bytes().split_at(cut));
        if length == 1 && is_upn(compact.as_bytes()) {
            return Some(Pattern::Number);
        }
        if length == 1 && cuts().any(|(a, b)| is_postcode(a, b))
            || halves.is_some_and(|(a, b)| is_postcode(a, b))
        {
            return Some(Pattern::Postcode);
        }
        // `A1 the` and `at12 men` are no plates: apart from the form of today, plates are written in capitals.
        let ordinary = (at..at + length).any(|place| is_stop(self.tokens.folded(place)));
        let one = length == 1 && cuts().any(|(a, b)| is_plate(a, b)) && (upper || compact.len() == 7);
        let today = token.length == 4 && token.has_digit;
        let two = halves.is_some_and(|(a, b)| is_plate(a, b)) && !ordinary && (upper || today);
        let three =
            length == 3 && upper && !ordinary && compact.len() == 7 && cuts().any(|(a, b)| is_plate(a, b));
        (one || two || three).then_some(Pattern::Plate)
    }

    /// A known name takes the capitalised word behind it along: the surname may be written only here.
    fn with_rest_of_name(&self, found: Found) -> Found {
        if !found.is_name || self.open {
            return found;
        }
        let until = self.names_from(found.until, Some(found.until - 1), 2);
        Found { until, ..found }
    }

    /// The end of the run of words that can be names, from `from` on; `after` is the word before it.
    fn names_from(&self, from: usize, after: Option<usize>, most: usize) -> usize {
        let mut until = from;
        while until < from + most {
            let Some(token) = self.tokens.list.get(until) else {
                break;
            };
            let close = match until.checked_sub(1).filter(|_| until > from || after.is_some()) {
                Some(before) => {
                    let gap = self.tokens.gap(before).unwrap_or_default();
                    let initial = self.tokens.list[before].length == 1;
                    matches!(gap, " " | "-" | "_" | " '" | "\u{a0}" | "\u{2010}" | "\u{2011}" | "")
                        || gap.chars().all(is_apostrophe)
                        || (self.open && gap == ".")
                        || (initial && matches!(gap, ". " | "."))
                }
                None => true,
            };
            let word = self.tokens.folded(until);
            let ordinary = is_stop(word) && !self.is_initial(until);
            if !close || !token.capital || token.has_digit || ordinary || makes_a_place(word) {
                break;
            }
            until += 1;
        }
        until
    }

    /// One capital letter before a word that can be a name: `A. Example`.
    fn is_initial(&self, at: usize) -> bool {
        let near = self.tokens.gap(at).is_some_and(|gap| matches!(gap, " " | ". " | "."));
        let next = self.tokens.list.get(at + 1).is_some_and(|next| next.capital);
        self.tokens.list[at].length == 1 && near && next && !is_stop(self.tokens.folded(at + 1))
    }

    /// `J. Example` where Example is a known name.
    fn initial(&self, at: usize) -> Option<Found> {
        let token = self.tokens.list[at];
        let gap = self.tokens.gap(at)?;
        if token.length != 1 || !token.capital || self.open || !matches!(gap, " " | ". " | ".") {
            return None;
        }
        let found =
            self.sequence(at + 1).filter(|found| found.is_name && self.tokens.list[at + 1].capital)?;
        // `I Example` could be a sentence, but hardly one about anything else.
        Some(found)
    }

    /// A title with a name, or a common forename.
    fn by_form(&self, at: usize) -> Option<Found> {
        let name = |until: usize| Some(Found { until, words: "name".into(), is_name: true });
        let token = self.tokens.list[at];
        if !token.capital {
            return if self.is_name_in_id(at) { name(at + 2) } else { None };
        }
        if self.follows_title(at) {
            let until = self.names_from(at, None, 4);
            return if until > at { name(until) } else { None };
        }
        let word = self.tokens.folded(at);
        if !is_forename(word) || self.is_date_word(at) {
            return None;
        }
        let until = self.names_from(at + 1, Some(at), 3);
        let next = self.tokens.folded(until);
        let place = self.tokens.gap(until - 1) == Some(" ")
            && (makes_a_place(next) || self.open && is_of_institutions(next));
        let saint = at > 0 && matches!(self.tokens.folded(at - 1), "st" | "saint");
        if place || saint {
            return None;
        }
        let surname = until > at + 1;
        if self.open {
            // Agencies and places are called after forenames; a surname behind it makes it a person.
            let behind = self.tokens.folded(at + 1);
            let ordinary = is_of_posts(behind) || is_word_forename(word) && is_ordinary(behind);
            return if surname && !ordinary { name(until) } else { None };
        }
        let plain = !is_word_forename(word) && !is_stop(word);
        let inside = !is_stop(word) && !is_month(word) && self.is_mid_sentence(at);
        if surname || plain || inside { name(until) } else { None }
    }

    /// A forename and another word in small letters that make the whole of an id or of a step of a path:
    /// `police/sarah-example`.
    fn is_name_in_id(&self, at: usize) -> bool {
        let (Some(first), Some(last)) = (self.tokens.list.get(at), self.tokens.list.get(at + 1)) else {
            return false;
        };
        let word = self.tokens.folded(at);
        if !self.open || last.capital || last.has_digit || !is_forename(word) || is_ordinary(word) {
            return false;
        }
        let (before, behind) = (&self.tokens.text[..first.start], &self.tokens.text[last.end..]);
        let whole = (before.is_empty() || before.ends_with('/'))
            && (behind.is_empty() || behind.starts_with(['/', '.']));
        let surname = self.tokens.folded(at + 1);
        whole
            && matches!(self.tokens.gap(at), Some("-" | "_" | " " | "."))
            && !is_ordinary(surname)
            && !is_of_posts(surname)
    }

    /// A title stands before, perhaps with another title or a collar number between.
    fn follows_title(&self, at: usize) -> bool {
        let Some(mut before) = at.checked_sub(1) else {
            return false;
        };
        let near = |place: usize| {
            self.tokens.gap(place).is_some_and(|gap| matches!(gap, " " | ". " | "\u{a0}" | "."))
        };
        if !near(before) || is_title(self.tokens.written(at)) {
            return false;
        }
        if self.tokens.list[before].digits && self.tokens.list[before].length <= 6 {
            let Some(earlier) = before.checked_sub(1).filter(|earlier| near(*earlier)) else {
                return false;
            };
            before = earlier;
        }
        is_title(self.tokens.written(before)) && (!is_stop(self.tokens.folded(at)) || self.is_initial(at))
    }

    fn is_mid_sentence(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let gap = self.tokens.gap(before).unwrap_or_default();
        !gap.contains(['.', '!', '?', ':', '\n', '-', '•'])
    }
}

/// A word without the ending of a plural or of a possessive written without apostrophe: `Keiras`, `the Quennixes`.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    let ending = word.ends_with('s') && word.len() > 4 && !is_stop(word);
    let stem = move |end: &str| word.strip_suffix(end).filter(|stem| ending && stem.chars().count() >= 4);
    stem("s").into_iter().chain(stem("es"))
}

fn is_small_gap(gap: &str) -> bool {
    gap.chars().count() <= GAP && !gap.contains('\n')
}

fn is_number_gap(gap: &str) -> bool {
    gap.len() <= GAP && gap.chars().all(|c| matches!(c, ' ' | '-' | '(' | ')' | '.' | '/' | '+' | '\u{a0}'))
}
