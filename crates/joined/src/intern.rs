//! Interning: every normalised value becomes a small number, so that equality is equality of numbers.

use rustc_hash::FxHashMap;

/// Number of a value in its column; [`NONE`] where there is none.
pub(crate) type ValueId = u32;

/// The number of "no value".
pub(crate) const NONE: ValueId = 0;

/// One column of values.
///
/// Each raw text is normalised once, however often it occurs. Numbers are given in order of first occurrence.
#[derive(Debug)]
pub(crate) struct Column<'a> {
    raw: FxHashMap<&'a str, ValueId>,
    ids: FxHashMap<Box<str>, ValueId>,
    texts: Vec<Box<str>>,
}

impl<'a> Column<'a> {
    /// A column that holds only "no value".
    pub(crate) fn new() -> Self {
        Self { raw: FxHashMap::default(), ids: FxHashMap::default(), texts: vec!["".into()] }
    }

    /// The number of a raw text, normalised by `normalise`.
    pub(crate) fn id(&mut self, raw: &'a str, normalise: impl FnOnce(&str) -> Option<String>) -> ValueId {
        if let Some(&id) = self.raw.get(raw) {
            return id;
        }
        let id = normalise(raw).map_or(NONE, |text| self.id_of(&text));
        self.raw.insert(raw, id);
        id
    }

    /// The number of an already normalised text.
    pub(crate) fn id_of(&mut self, text: &str) -> ValueId {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = self.texts.len() as ValueId;
        self.ids.insert(text.into(), id);
        self.texts.push(text.into());
        id
    }

    /// The normalised text of a number.
    pub(crate) fn text(&self, id: ValueId) -> &str {
        &self.texts[id as usize]
    }

    /// How many numbers there are, "no value" included.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }
}
