//! What a disk may hold after a power cut, and what a program does when the disk fails.
//!
//! [`strace`] records what a process wrote, synced, renamed and acknowledged; [`image`] rebuilds what a disk may hold after
//! a cut at any moment of that recording; [`subject`] checks the images against the acknowledgements. The model of the
//! disk stands in `docs/method/power-cuts.md`.

pub(crate) mod bare_rows;
pub(crate) mod faults;
pub(crate) mod image;
pub(crate) mod rate;
pub(crate) mod recording;
pub(crate) mod strace;
pub(crate) mod subject;
