//! Which descriptor of which process stands for which file, and where in it.

use std::collections::HashMap;
use std::path::PathBuf;

use super::line::{Call, descriptor};
use crate::prove::disk::recording::FileNumber;

/// What an open descriptor stands for.
#[derive(Clone, Debug)]
pub(super) enum Target {
    File(FileNumber),
    /// A folder, relative to the recorded one.
    Folder(PathBuf),
}

/// An open file, shared by every descriptor that was duplicated or inherited from one.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) target: Target,
    pub(super) position: u64,
    /// Writes go to the end.
    pub(super) append: bool,
    /// Each write is also a sync (`O_SYNC`, `O_DSYNC`).
    pub(super) synced: bool,
}

/// The descriptor tables of all processes. Only what is below the recorded folder is in them.
#[derive(Debug, Default)]
pub(super) struct Descriptors {
    opens: Vec<Open>,
    tables: Vec<HashMap<i64, usize>>,
    /// The table of a thread; threads of one process share one.
    table_of: HashMap<u32, usize>,
    /// For a thread born in the recording: its parent, and whether the two share a table.
    births: HashMap<u32, (u32, bool)>,
}

impl Descriptors {
    /// Reads who was born of whom, first of all: a child's first call may stand before its parent's `clone` came back.
    pub(super) fn new(calls: &[Call<'_>]) -> Self {
        let births = calls.iter().filter(|call| matches!(call.name, "clone" | "clone3" | "fork" | "vfork"));
        let births = births.filter_map(|call| {
            let shares = call.arguments().iter().any(|argument| argument.contains("CLONE_FILES"));
            Some((u32::try_from(call.gave).ok()?, (call.thread, shares)))
        });
        Self { births: births.collect(), ..Self::default() }
    }

    fn table(&mut self, thread: u32) -> usize {
        if let Some(table) = self.table_of.get(&thread) {
            return *table;
        }
        let table = match self.births.get(&thread).copied() {
            Some((parent, true)) => self.table(parent),
            Some((parent, false)) => {
                let table = self.table(parent);
                self.add(self.tables[table].clone())
            }
            None => self.add(HashMap::new()),
        };
        self.table_of.insert(thread, table);
        table
    }

    fn add(&mut self, table: HashMap<i64, usize>) -> usize {
        self.tables.push(table);
        self.tables.len() - 1
    }

    pub(super) fn get(&mut self, thread: u32, number: i64) -> Option<&mut Open> {
        let table = self.table(thread);
        let place = *self.tables[table].get(&number)?;
        self.opens.get_mut(place)
    }

    /// A descriptor of an argument.
    pub(super) fn of(&mut self, call: &Call<'_>, argument: &str) -> Option<&mut Open> {
        self.get(call.thread, descriptor(argument)?.number)
    }

    /// A fresh descriptor; none if it stands for something that is not recorded.
    pub(super) fn opened(&mut self, thread: u32, number: i64, open: Option<Open>) {
        let table = self.table(thread);
        self.tables[table].remove(&number);
        if let Some(open) = open {
            self.opens.push(open);
            self.tables[table].insert(number, self.opens.len() - 1);
        }
    }

    pub(super) fn duplicated(&mut self, thread: u32, old: i64, new: i64) {
        let table = self.table(thread);
        match self.tables[table].get(&old).copied() {
            Some(place) => self.tables[table].insert(new, place),
            None => self.tables[table].remove(&new),
        };
    }

    pub(super) fn closed(&mut self, thread: u32, number: i64) {
        let table = self.table(thread);
        self.tables[table].remove(&number);
    }
}
