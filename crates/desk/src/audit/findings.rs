//! What an audit finds, in the order in which it helps: the first bad entry first.

/// Findings that are kept in words; of more only the number is known.
const MOST: usize = 1000;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The entry it is about; `None`: the store as a whole.
    pub entry: Option<u64>,
    /// A code for machines.
    pub code: &'static str,
    /// What is wrong.
    pub words: String,
}

impl core::fmt::Display for Finding {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.entry {
            Some(entry) => write!(f, "entry {entry}: {}", self.words),
            None => f.write_str(&self.words),
        }
    }
}

/// All that is wrong.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    /// How many there are in all.
    count: u64,
}

impl Findings {
    /// Those kept in words.
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Is nothing wrong?
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn entry(&mut self, entry: u64, code: &'static str, words: String) {
        self.add(Finding { entry: Some(entry), code, words });
    }

    pub(crate) fn store(&mut self, code: &'static str, words: String) {
        self.add(Finding { entry: None, code, words });
    }

    pub(crate) fn add(&mut self, finding: Finding) {
        self.count += 1;
        if self.list.len() < MOST {
            self.list.push(finding);
        }
    }

    /// Is anything wrong with an entry of this span?
    pub(super) fn any_in(&self, from: u64, to: u64) -> bool {
        self.list.iter().any(|finding| finding.entry.is_some_and(|entry| (from..to).contains(&entry)))
    }

    /// Entries first, by index.
    pub(crate) fn sorted(mut self) -> Self {
        self.list.sort_by_key(|finding| (finding.entry.is_none(), finding.entry));
        self
    }
}
