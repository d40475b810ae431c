//! The chronology: every source row once, in order, in four forms that are written side by side.
//!
//! Rows are made in blocks, on as many threads as there are; each form takes the blocks in order on a thread of its own.

mod document;
mod layout;
mod plain;
mod row;
mod workbook;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rayon::prelude::*;

use super::Progress;
use crate::Folder;
use crate::called::Called;
use layout::Layout;
use row::{Row, Rows};

/// Rows made at a time.
const BLOCK: usize = 4_096;
/// Blocks a slow form may lag behind.
const LAG: usize = 4;

/// One form of the chronology.
trait Form {
    fn row(&mut self, row: &Row) -> io::Result<()>;
    fn end(self: Box<Self>) -> io::Result<()>;
}

type Block = Arc<Vec<Row>>;

/// Writes all forms.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder, progress: &Progress<'_>) -> io::Result<()> {
    let layout = Layout::of(called);
    let rows = Rows::new(called, &layout);
    type Open<'a> = Box<dyn FnOnce() -> io::Result<Box<dyn Form + 'a>> + Send + 'a>;
    let (layout, rows) = (&layout, &rows);
    let opens: Vec<Open<'_>> = vec![
        Box::new(|| plain::csv(folder)),
        Box::new(|| plain::json(folder)),
        Box::new(|| workbook::open(called, layout, rows, folder)),
        Box::new(|| document::open(called, layout, folder)),
    ];
    std::thread::scope(|scope| {
        let mut senders = Vec::new();
        let mut forms = Vec::new();
        for open in opens {
            let (sender, receiver) = sync_channel(LAG);
            senders.push(sender);
            forms.push(scope.spawn(move || take(open()?, &receiver)));
        }
        make(called, rows, senders, progress);
        let ended = forms.into_iter().map(|form| match form.join() {
            Ok(result) => result,
            Err(cause) => std::panic::resume_unwind(cause),
        });
        // Every form is waited for; the first error in their order is told.
        ended.collect::<Vec<_>>().into_iter().collect()
    })
}

/// Makes the rows and hands them to every form that still takes them.
fn make(called: &Called<'_>, rows: &Rows<'_>, mut senders: Vec<SyncSender<Block>>, progress: &Progress<'_>) {
    let total = called.material.events.len();
    for start in (0..total).step_by(BLOCK) {
        progress("chronology", start as u64, total as u64);
        let end = (start + BLOCK).min(total);
        let block: Block =
            Arc::new((start..end).into_par_iter().map(|place| rows.make(place as u32)).collect());
        // A form that stopped has its error told when it is joined.
        senders.retain(|sender| sender.send(Arc::clone(&block)).is_ok());
        if senders.is_empty() {
            return;
        }
    }
    progress("chronology", total as u64, total as u64);
}

fn take(mut form: Box<dyn Form + '_>, blocks: &Receiver<Block>) -> io::Result<()> {
    while let Ok(block) = blocks.recv() {
        for row in block.iter() {
            form.row(row)?;
        }
    }
    form.end()
}
