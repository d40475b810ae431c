//! Receipts: how many a disk gives, against its own rate of syncs and against bare rows; how few syncs one costs; how fast
//! one is verified; how small it is.

mod sizes;
mod slow_disk;
mod speed;
mod verifying;

use std::path::Path;

use record::policy::Policy;

use super::page::Page;
use super::{Share, child};
use crate::Done;

const SEED: u64 = 64;
/// Pages of the database's own log that the store lets grow before it folds it: 32 MB of 4 kB.
const FOLD_PAGES: u32 = 8_192;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let place = root.join("target/prove-receipts");
    let failed = |cause: std::io::Error| format!("{}: {cause}", place.display());
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).map_err(failed)?;
    let candour = child::candour(root)?;
    let policy = Policy::england();
    let mut page = Page::new("receipts", "Receipts: how many, how fast, how small");
    speed::many(&mut page, &place.join("many"), &policy, share)?;
    slow_disk::prove(&mut page, &place.join("slow"), share)?;
    speed::alone(&mut page, &place.join("alone"), &policy, share)?;
    verifying::prove(&mut page, &place.join("verify"), &candour, &policy, share)?;
    sizes::prove(&mut page, &place.join("sizes"), &policy)?;
    page.finish(root, share, SEED)?;
    std::fs::remove_dir_all(&place).map_err(failed)
}

/// Bytes of the database for each of so many tellings, once its own log is folded back.
fn bytes_each(place: &Path, count: u64) -> Result<usize, String> {
    let file = super::tellings::database(place);
    let length = std::fs::metadata(&file).map_err(|cause| format!("{}: {cause}", file.display()))?.len();
    Ok((length / count) as usize)
}

/// A new folder with a key file.
fn begun(place: &Path) -> Done {
    std::fs::create_dir_all(place).map_err(|cause| format!("{}: {cause}", place.display()))?;
    super::tellings::make_keys(place)
}
