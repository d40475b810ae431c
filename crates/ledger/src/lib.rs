//! The transparency log as bytes.
