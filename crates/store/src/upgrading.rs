//! A store of an earlier version with a ledger is brought to this one where it lies: its log stays as it is.

use std::path::Path;

use crate::connection::{self, Synchronous};
use crate::schema::{self, Is};
use crate::{Error, reader::Reader};

/// Brings a store to this version. `false`: it is none of an earlier version with a ledger, and was not touched.
///
/// # Errors
/// [`Error`] when it cannot be opened; then it is as it was.
pub fn upgrade(path: &Path) -> Result<bool, Error> {
    match Reader::open(&crate::Address(path.to_owned())) {
        Err(Error::Earlier(_)) => {}
        _ => return Ok(false),
    }
    let mut connection = connection::writing(path, Synchronous::Full)?;
    if schema::look(&connection, path)? != Is::Second {
        return Ok(false);
    }
    schema::upgrade(&mut connection)?;
    Ok(true)
}
