//! Pseudonyms: one thing each, or several that share a word.

use smol_str::SmolStr;

use super::NAMED;
use crate::read::Sink;
use crate::report::Report;

/// Longest pseudonym, in bytes.
const LONGEST: usize = 64;

/// A pseudonym of a place, person or vehicle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ref {
    /// One thing, the same wherever it stands.
    One(SmolStr),
    /// Several things under one word (`ox-care-homes`): sharing it links nobody.
    Several(SmolStr),
}

impl Ref {
    /// The pseudonym as written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::One(text) | Self::Several(text) => text,
        }
    }
}

/// Children of a cell: `ox-gC`, `ox-gC|ox-gA`, or `ox-A..F` for six. A range that is none is left out.
pub(super) fn children(cell: &str, at: Report, sink: &mut dyn Sink) -> Vec<SmolStr> {
    let mut found: Vec<SmolStr> = Vec::new();
    for part in parts(cell, "child_ref", at, sink) {
        match part.split_once("..") {
            None => found.push(SmolStr::new(part)),
            Some((first, last)) => match range(first, last) {
                Some(range) => found.extend(range),
                None => {
                    let words = "the range of children cannot be read; these children have no pseudonym";
                    at.skipped(sink, "child_ref", "replay.range", words, "write `a-A..F` or `a-1..6`");
                }
            },
        }
    }
    found.sort_unstable();
    found.dedup();
    cap(&mut found, "child_ref", at, sink);
    found
}

/// Places, persons or vehicles of a cell. Several of one word: a range, or a word that ends in `-homes`.
pub(super) fn things(cell: &str, field: &str, at: Report, sink: &mut dyn Sink) -> Vec<Ref> {
    let is_plural = |text: &str| text.contains("..") || text.ends_with("-homes");
    let mut found: Vec<Ref> = parts(cell, field, at, sink)
        .into_iter()
        .map(|text| if is_plural(text) { Ref::Several(text.into()) } else { Ref::One(text.into()) })
        .collect();
    found.sort_unstable();
    found.dedup();
    cap(&mut found, field, at, sink);
    found
}

fn cap<T>(found: &mut Vec<T>, field: &str, at: Report, sink: &mut dyn Sink) {
    if found.len() > NAMED {
        let words = "the row names more than 30 of them; those behind were left out";
        at.skipped(sink, field, "replay.many_refs", words, "split the row");
        found.truncate(NAMED);
    }
}

/// The pseudonyms between the bars; one that is too long to be any is left out.
fn parts<'c>(cell: &'c str, field: &str, at: Report, sink: &mut dyn Sink) -> Vec<&'c str> {
    let mut parts: Vec<&str> = cell.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    let before = parts.len();
    parts.retain(|part| is_ref(part));
    if parts.len() < before {
        let words = "a pseudonym has more than 64 letters, or characters that are no letters, digits, hyphens or dots, and was left out";
        at.skipped(sink, field, "replay.ref", words, "write pseudonyms such as `ox-gC`, joined by `|`");
    }
    parts
}

/// Could this be a pseudonym, or the key of a row? Not a name with its spaces.
pub(super) fn is_ref(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(fits)
}

/// `ox-A`, `F`: the letters from A to F, each behind `ox-`; the same with numbers.
fn range(first: &str, last: &str) -> Option<Vec<SmolStr>> {
    let digits = first.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let (stem, from) = first.split_at(first.len() - digits);
        let (from, to): (u16, u16) = (from.parse().ok()?, last.parse().ok()?);
        let fits = from < to && usize::from(to - from) < NAMED;
        return fits.then(|| (from..=to).map(|n| SmolStr::new(format!("{stem}{n}"))).collect());
    }
    let (from, to) = (*first.as_bytes().last()?, last.as_bytes());
    let [to] = to else { return None };
    let alike = from.is_ascii_uppercase() == to.is_ascii_uppercase();
    let fits = from.is_ascii_alphabetic() && to.is_ascii_alphabetic() && alike && from < *to;
    let stem = first.get(..first.len() - 1)?;
    fits.then(|| (from..=*to).map(|letter| SmolStr::new(format!("{stem}{}", char::from(letter)))).collect())
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_is_each_of_its_children() {
        let shown = |first: &str, last: &str| range(first, last).map(|all| all.join(" "));
        assert_eq!(shown("ox-A", "F").as_deref(), Some("ox-A ox-B ox-C ox-D ox-E ox-F"));
        assert_eq!(shown("k-9", "11").as_deref(), Some("k-9 k-10 k-11"));
        for (first, last) in
            [("", ""), ("ox-F", "A"), ("ox-a", "F"), ("ox-1", "9999"), ("ox-", "F"), ("1", "x")]
        {
            assert_eq!(shown(first, last), None, "{first}..{last}");
        }
    }
}
