//! Random bytes, from the operating system.

use crate::Error;

/// Runs what needs random bytes; nothing it made is used if the system had none to give.
pub(crate) fn with<T>(make: impl FnOnce(&mut dyn FnMut(&mut [u8])) -> T) -> Result<T, Error> {
    let mut failed = None;
    let made = make(&mut |bytes| failed = getrandom::fill(bytes).err().or(failed));
    failed.map_or(Ok(made), |cause| Err(Error::Random(cause)))
}
