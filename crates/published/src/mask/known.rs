//! What the input's mentions say, so that it can be found again in free words.
//!
//! A value is kept as one 64-bit hash of its folded words, never as text: a million mentions stay small, and two
//! values that fall together only mask a word too many.

use record::{Mention, MentionKind};
use rustc_hash::FxHashMap;

use super::patterns::{is_plate, is_postcode, national};
use super::tokens::Tokens;
use super::words::{is_no_name, is_ordinary, is_stop};

/// What a known value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A name of a child or another person, or a part of it.
    Name,
    /// A place or address.
    Place,
    /// A number plate.
    Vehicle,
    /// A telephone number.
    Phone,
    /// A postcode.
    Postcode,
    /// A number of a register or an agency.
    Number,
    /// A business.
    Business,
    /// A name used online.
    Online,
}

impl Class {
    /// What stands in the brackets where nobody's pseudonym may.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Vehicle => "vehicle",
            Self::Phone => "phone",
            Self::Postcode => "postcode",
            Self::Number => "number",
            Self::Business => "business",
            Self::Online => "online name",
        }
    }

    /// Masked in agency names, post titles and paths too: places and businesses are what agencies are called after.
    pub(super) fn is_private(self) -> bool {
        !matches!(self, Self::Place | Self::Business | Self::Online)
    }
}

/// One known value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    /// Whose it is; `None` when several entities or none carry it.
    pub(super) owner: Option<u32>,
    pub(super) class: Class,
    /// Found only where it stands with a capital letter: it is an ordinary word, or short.
    pub(super) capital_only: bool,
    /// The value alone may point to its entity: a plate, an address, forename and surname together.
    pub(super) strong: bool,
}

/// Longest sequence of words that is looked for.
pub(super) const LONGEST: usize = 10;

/// Values by the hash of their words.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    values: FxHashMap<u64, Value>,
    /// Hash of a first word -> most words of a value that begins with it.
    starts: FxHashMap<u64, u8>,
}

/// FNV-1a, continued word by word.
#[derive(Clone, Copy)]
pub(super) struct Rolling(u64);

impl Rolling {
    /// Nothing yet. Values of words and values written without gaps live apart.
    pub(super) const WORDS: Self = Self(0xcbf2_9ce4_8422_2325);
    pub(super) const COMPACT: Self = Self(0x9ae1_6a3b_2f90_404f);
    /// Values so short that they are found only where nothing else stands.
    pub(super) const CELL: Self = Self(0x6c62_272e_07bb_0142);

    pub(super) fn add(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    pub(super) fn word(self, word: &str) -> Self {
        self.add(word.as_bytes()).add(&[0xff])
    }

    /// Mixed, so that the low bits differ too.
    pub(super) fn done(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    }
}

/// One value as a mention gives it.
pub(super) struct Given {
    pub(super) hash: u64,
    first: Option<u64>,
    words: usize,
    pub(super) value: Value,
}

impl Known {
    pub(super) fn get(&self, hash: u64) -> Option<&Value> {
        self.values.get(&hash)
    }

    /// Most words of a value that begins with this word; 0 if none does.
    pub(super) fn longest_from(&self, first: u64) -> usize {
        self.starts.get(&first).map_or(0, |words| usize::from(*words))
    }

    /// Enters the values of one mention.
    pub(super) fn enter(&mut self, mention: &Mention, owner: Option<u32>) {
        values_of(mention, owner, &mut |given| self.put(given));
    }

    /// Enters the name of the holder of a post.
    pub(super) fn enter_holder(&mut self, name: &str) {
        name_parts(&[name], &[], None, &mut |given| self.put(given));
    }

    fn put(&mut self, given: Given) {
        if let Some(first) = given.first {
            let longest = self.starts.entry(first).or_insert(0);
            *longest = (*longest).max(given.words as u8);
        }
        let held = self.values.entry(given.hash).or_insert(given.value);
        if held.owner != given.value.owner {
            held.owner = None;
        }
        held.strong &= given.value.strong;
        held.capital_only &= given.value.capital_only;
        if given.value.class.is_private() && !held.class.is_private() {
            held.class = given.value.class;
        }
    }
}

/// A hash of everything a mention says that could be found again.
pub(super) fn content(mention: &Mention) -> u64 {
    let identifiers = mention.identifiers.iter().map(|identifier| identifier.value.as_str());
    let single = [&mention.forename, &mention.surname, &mention.postcode, &mention.value];
    // An absent text and an empty one give the same values: none.
    let single = single.into_iter().map(|text| text.as_deref().unwrap_or_default());
    let known_as = mention.known_as.iter().map(|name| name.as_str());
    let all = single.chain(identifiers).chain(known_as);
    all.fold(Rolling::WORDS.add(&[mention.kind as u8]), Rolling::word).done()
}

/// Every value a mention gives, with its parts.
pub(super) fn values_of(mention: &Mention, owner: Option<u32>, out: &mut dyn FnMut(Given)) {
    for identifier in &mention.identifiers {
        number(&identifier.value, owner, out);
    }
    if let Some(postcode) = &mention.postcode {
        compact(postcode, Class::Postcode, None, 2, out);
        let letters = squeezed(postcode);
        let outward = letters.len().checked_sub(3).and_then(|cut| letters.split_at_checked(cut));
        if let Some((outward, _)) = outward.filter(|(a, b)| is_postcode(a.as_bytes(), b.as_bytes())) {
            cell(outward, Class::Postcode, None, out);
        }
        postcodes_in(postcode, out);
    }
    let forename = mention.forename.as_deref().unwrap_or_default();
    let surname = mention.surname.as_deref().unwrap_or_default();
    let known_as: Vec<&str> = mention.known_as.iter().map(|name| name.as_str()).collect();
    name_parts(&[forename, surname], &known_as, owner, out);
    let Some(value) = mention.value.as_deref() else {
        return;
    };
    match mention.kind {
        MentionKind::Phone => {
            phone(value, owner, out);
            sequence(value, Class::Phone, owner, out);
        }
        MentionKind::Vehicle => {
            vehicle(value, owner, out);
            sequence(value, Class::Vehicle, owner, out);
        }
        MentionKind::Place => {
            sequence(value, Class::Place, owner, out);
            postcodes_in(value, out);
            for part in value.split([',', '\n', ';']).filter(|part| is_street(part)) {
                sequence(part, Class::Place, owner, out);
            }
        }
        MentionKind::Business => {
            sequence(value, Class::Business, owner, out);
            sequence(without_company_form(value), Class::Business, owner, out);
        }
        MentionKind::OnlineName => sequence(value, Class::Online, owner, out),
        // A description of a person is no name; names in it are found by their form.
        MentionKind::Child | MentionKind::Person => {}
    }
}

/// A name and its parts: each word, both orders, the first forename with the surname.
fn name_parts(names: &[&str], known_as: &[&str], owner: Option<u32>, out: &mut dyn FnMut(Given)) {
    let tokens: Vec<Tokens<'_>> = names.iter().map(|name| Tokens::new(name)).collect();
    let words = |place: usize| -> Vec<&str> {
        let Some(tokens) = tokens.get(place) else {
            return Vec::new();
        };
        (0..tokens.list.len()).map(|at| tokens.folded(at)).filter(|word| !is_no_name(word)).collect()
    };
    let (front, back) = (words(0), words(1));
    for list in [&front, &back] {
        parts(list, owner, out);
    }
    if let (Some(first), false) = (front.first(), back.is_empty()) {
        let both: [&[&str]; 2] = [&front, &back];
        for order in [both.concat(), [both[1], both[0]].concat(), [&[*first], both[1]].concat()] {
            whole(&order, Class::Name, owner, true, out);
        }
    }
    for name in known_as {
        let tokens = Tokens::new(name);
        let words: Vec<&str> =
            (0..tokens.list.len()).map(|at| tokens.folded(at)).filter(|word| !is_no_name(word)).collect();
        parts(&words, owner, out);
        if !back.is_empty() && words.len() == 1 {
            whole(&[&words[..], &back].concat(), Class::Name, owner, true, out);
        }
    }
}

/// The words of one name together, joined without gap (`obrien`), and each alone.
fn parts(words: &[&str], owner: Option<u32>, out: &mut dyn FnMut(Given)) {
    if words.len() > 1 {
        whole(words, Class::Name, owner, false, out);
        let joined = words.concat();
        whole(&[&joined], Class::Name, owner, false, out);
    }
    for word in words {
        let particle =
            words.len() > 1 && matches!(*word, "de" | "la" | "van" | "der" | "den" | "von" | "el" | "al");
        let letters = word.chars().count();
        if letters < 2 || particle || word.bytes().any(|byte| byte.is_ascii_digit()) && letters < 3 {
            continue;
        }
        whole(&[word], Class::Name, owner, false, out);
    }
}

fn whole(words: &[&str], class: Class, owner: Option<u32>, strong: bool, out: &mut dyn FnMut(Given)) {
    let Some(first) = words.first().filter(|_| words.len() <= LONGEST) else {
        return;
    };
    let rolling = words.iter().fold(Rolling::WORDS, |rolling, word| rolling.word(word));
    let alone = words.len() == 1;
    let capital_only = alone && (is_ordinary(first) || first.chars().count() < 3);
    let value = Value { owner, class, capital_only, strong };
    out(Given {
        hash: rolling.done(),
        first: Some(Rolling::WORDS.word(first).done()),
        words: words.len(),
        value,
    });
}

/// A value of any words. One ordinary word alone ("home", "school") is no value; longer ones are cut at the tenth word.
fn sequence(value: &str, class: Class, owner: Option<u32>, out: &mut dyn FnMut(Given)) {
    let tokens = Tokens::new(value);
    let words: Vec<&str> = (0..tokens.list.len().min(LONGEST)).map(|at| tokens.folded(at)).collect();
    let says_something = words.iter().any(|word| !is_stop(word) && word.chars().count() > 1);
    let number_alone = words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    if says_something && !(number_alone && value.len() < 5) && !(words.len() == 1 && is_no_name(words[0])) {
        whole(&words, class, owner, true, out);
    }
}

/// A value whose gaps mean nothing: `AB12 CDE` and `ab12cde`.
fn compact(value: &str, class: Class, owner: Option<u32>, shortest: usize, out: &mut dyn FnMut(Given)) {
    let letters = squeezed(value);
    if letters.len() < shortest || !letters.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let hash = Rolling::COMPACT.add(letters.as_bytes()).done();
    let value =
        Value { owner, class, capital_only: false, strong: letters.len() >= 5 || class != Class::Number };
    out(Given { hash, first: None, words: 0, value });
}

fn squeezed(value: &str) -> String {
    value.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A number of a register or agency. Short ones point to nobody: two agencies may both have a `K-204`.
fn number(value: &str, owner: Option<u32>, out: &mut dyn FnMut(Given)) {
    let letters = squeezed(value);
    let digits = letters.bytes().filter(u8::is_ascii_digit).count();
    let mixed = digits > 0 && digits < letters.len();
    compact(&letters, Class::Number, owner, if mixed { 3 } else { 5 }, out);
    if letters.len() < 5 || digits == 0 {
        cell(&letters, Class::Number, owner, out);
    }
    if digits == 0 && letters.len() >= 4 && !is_ordinary(&letters) && !is_no_name(&letters) {
        let first = Rolling::WORDS.word(&letters).done();
        let value = Value { owner, class: Class::Number, capital_only: true, strong: false };
        out(Given { hash: first, first: Some(first), words: 1, value });
    }
}

/// A value that is found only where it is the whole of a text.
fn cell(letters: &str, class: Class, owner: Option<u32>, out: &mut dyn FnMut(Given)) {
    if !letters.is_empty() {
        let hash = Rolling::CELL.add(letters.as_bytes()).done();
        let value = Value { owner, class, capital_only: false, strong: false };
        out(Given { hash, first: None, words: 0, value });
    }
}

fn phone(value: &str, owner: Option<u32>, out: &mut dyn FnMut(Given)) {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 5 {
        compact(&national(&digits), Class::Phone, owner, 5, out);
    } else {
        cell(&digits, Class::Phone, owner, out);
    }
}

fn vehicle(value: &str, owner: Option<u32>, out: &mut dyn FnMut(Given)) {
    if value.chars().filter(char::is_ascii_alphanumeric).count() <= 8 {
        compact(value, Class::Vehicle, owner, 3, out);
    }
    let tokens = Tokens::new(value);
    for at in 0..tokens.list.len() {
        let (front, back) = (tokens.folded(at), tokens.folded(at + 1));
        let pair = format!("{front}{back}");
        let cut = (1..front.len()).find(|cut| is_plate(&front.as_bytes()[..*cut], &front.as_bytes()[*cut..]));
        if cut.is_some() {
            compact(front, Class::Vehicle, owner, 3, out);
        } else if is_plate(front.as_bytes(), back.as_bytes()) {
            compact(&pair, Class::Vehicle, owner, 3, out);
        }
    }
}

/// The postcodes inside an address.
fn postcodes_in(value: &str, out: &mut dyn FnMut(Given)) {
    let tokens = Tokens::new(value);
    for at in 0..tokens.list.len() {
        let (front, back) = (tokens.folded(at), tokens.folded(at + 1));
        if is_postcode(front.as_bytes(), back.as_bytes()) {
            compact(&format!("{front}{back}"), Class::Postcode, None, 5, out);
            cell(front, Class::Postcode, None, out);
        }
    }
}

/// A part of an address that names a house: a number and a word that is not only "flat".
fn is_street(part: &str) -> bool {
    let tokens = Tokens::new(part);
    let words = || (0..tokens.list.len()).map(|at| tokens.folded(at));
    let named = words().any(|word| !matches!(word, "flat" | "room" | "unit" | "floor") && word.len() > 3);
    named && words().count() > 1 && words().any(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
}

fn without_company_form(value: &str) -> &str {
    let trimmed = value.trim_end_matches(['.', ' ']);
    let Some((front, last)) = trimmed.rsplit_once(' ') else {
        return trimmed;
    };
    let form = ["ltd", "limited", "plc", "llp"].iter().any(|form| last.eq_ignore_ascii_case(form));
    if form { front } else { trimmed }
}
